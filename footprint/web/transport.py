"""The wire: connections, each to an address that was checked, each certificate checked against its name."""

from __future__ import annotations

import logging
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from footprint.errors import AddressRefused, CouldNotCheck, Offline, TimedOut, Unexpected
from footprint.web.addresses import Resolver
from footprint.web.limits import Limits

# These print addresses, and addresses may hold a key. What left is in the ledger, without keys.
for _name in ("httpx", "httpcore.connection", "httpcore.http11", "stamina"):
    logging.getLogger(_name).addFilter(lambda _: False)


POOLS = 16
"""Of connections, each for some of the hosts: one pool looks through all that it holds at every request."""


class Passing(Exception):
    """A failure that may have passed when asked again."""

    def __init__(self, problem: CouldNotCheck) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Transport(httpx.AsyncBaseTransport):
    """Sends requests over connections that a `Resolver` has checked.

    Args:
        resolver: says where a host is.
        limits: how many connections.
        certificates: whose signatures are believed; httpx's own list and this computer's by default.
    """

    def __init__(self, resolver: Resolver, limits: Limits, certificates: ssl.SSLContext | None = None) -> None:
        certificates = certificates or _certificates()
        self._pools = tuple(
            httpcore.AsyncConnectionPool(
                ssl_context=certificates,
                max_connections=None,  # the client asks no more hosts than its limits say
                max_keepalive_connections=max(1, limits.hosts // 2 // POOLS),
                keepalive_expiry=30.0,
                network_backend=_CheckedNetwork(resolver),
            )
            for _ in range(POOLS)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and wait for the head of its answer.

        Raises:
            CouldNotCheck: in plain words, without the address.
            Passing: the same, where asking again may help.
        """
        url = request.url
        wire = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        with _in_words(url.host):
            response = await self._pools[hash(url.host) % POOLS].handle_async_request(wire)
        if not isinstance(response.stream, AsyncIterable):  # pragma: no cover  an asynchronous pool streams so
            raise TypeError(response.stream)
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Stream(response, url.host),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools:
            await pool.aclose()


class _Stream(httpx.AsyncByteStream):
    """The body as it comes."""

    def __init__(self, response: httpcore.Response, host: str) -> None:
        self._response = response
        self._host = host

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _in_words(self._host):
            async for piece in self._response.aiter_stream():
                yield piece

    async def aclose(self) -> None:
        await self._response.aclose()


class _CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the base class's own signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first checked address that answers; a network may lack one of the two families."""
        *others, last = await self._resolver.resolve(host, port)
        for address, at in others:
            try:
                return _Closing(await self._network.connect_tcp(address, at, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return _Closing(await self._network.connect_tcp(*last, timeout, local_address, socket_options))


class _Closing(httpcore.AsyncNetworkStream):
    """A connection that is closed when its handshake is given up; httpcore leaves it open."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  the base class's own
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109  the same
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  the base class's own signature
        return self._stream.get_extra_info(info)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  the base class's own signature
    ) -> httpcore.AsyncNetworkStream:
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            await self._stream.aclose()
            raise


def _certificates() -> ssl.SSLContext:
    """Many councils inspect traffic with a certificate of their own, which this computer knows and httpx does not."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


@contextmanager
def _in_words(host: str) -> Iterator[None]:
    """Turn the wire's errors into the project's."""
    try:
        yield
    except httpcore.ConnectTimeout:
        raise Passing(TimedOut(f"{host} did not answer in time.")) from None
    except httpcore.TimeoutException:
        raise TimedOut(f"{host} did not answer in time.") from None
    except httpcore.ConnectError as error:
        raise _unconnected(host, error) from None
    except httpcore.RemoteProtocolError as error:
        # An idle connection that the service closed at the very moment it was used again reads like this.
        if "without sending a response" in str(error):
            raise Passing(Offline(f"{host} hung up without an answer.")) from None
        raise Unexpected(f"{host} answered in a broken way, or broke off in the middle.") from None
    except httpcore.LocalProtocolError:
        raise Unexpected(f"{host} could not be asked in this way.") from None
    except (httpcore.NetworkError, OSError):
        raise Passing(Offline(f"The connection to {host} broke.")) from None


def _unconnected(host: str, error: httpcore.ConnectError) -> Exception:
    """No connection: because of a certificate, or for a reason that may pass."""
    behind = error.args[0] if error.args else None
    if isinstance(behind, ssl.SSLCertVerificationError):
        return AddressRefused(
            f"{host} could not prove that it is {host}: its certificate is not valid. Nothing was sent to it."
        )
    if isinstance(behind, ssl.SSLError):
        return Offline(f"No encrypted connection to {host} could be made.")
    return Passing(Offline(f"{host} cannot be reached: it is down, or this computer is offline."))

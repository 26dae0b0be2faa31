"""One request as it will be made, with what may be shown of it and what may not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, quote_plus, unquote_plus

import httpx

from footprint.errors import AddressRefused, NoKey

Pairs = tuple[tuple[str, str], ...]

_HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+")
_PORTS = frozenset((None, *range(1, 65536)))
_BLOT = "…"
_LONG_ENOUGH = 4
"""A shorter value is no key, and blotting it out would spoil addresses for nothing."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is sent and never shown: headers, parameters, and the key itself."""

    headers: Pairs = field(default=(), repr=False)
    params: Pairs = field(default=(), repr=False)
    key: str = field(default="", repr=False)

    @property
    def sent(self) -> bool:
        """Whether anything secret goes out with the request."""
        return bool(self.headers or self.params)

    @property
    def values(self) -> tuple[str, ...]:
        """Every string that may not be shown."""
        everything = (self.key, *(value for _, value in (*self.headers, *self.params)))
        return tuple(value for value in everything if len(value) >= _LONG_ENOUGH)

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in an address."""
        return any(value in text or value in unquote_plus(text) for value in self.values)

    def hide(self, text: str) -> str:
        """An address without them, however they are spelt there."""
        for value in self.values:
            for spelling in (value, quote(value, safe=""), quote(value), quote_plus(value)):
                text = text.replace(spelling, _BLOT)
        return text


@dataclass(frozen=True, slots=True)
class Asking:
    """One request to one address.

    Attributes:
        source: who asks.
        url: without any secret.
        pace: seconds after the end of the last request to the same host.
        patience: seconds for the request; 0 for the usual bound.
        sends: the person's declared strings that stand in it.
        headers: shown nowhere, and no secret.
        cap: bytes taken at most.
        pdf: the same of a PDF, if that is more.
        cut: keep the first `cap` bytes of a larger answer.
        validators: headers by which the service tells whether anything has changed since.
    """

    source: str
    url: httpx.URL
    pace: float = 0.0
    patience: float = 0.0
    sends: tuple[str, ...] = ()
    headers: Pairs = ()
    secrets: Secrets = Secrets()
    cap: int = 0
    pdf: int = 0
    cut: bool = False
    validators: Pairs = ()

    @property
    def address(self) -> httpx.URL:
        """What is really asked. Never shown."""
        return self.url.copy_merge_params(dict(self.secrets.params)) if self.secrets.params else self.url

    @property
    def shown(self) -> str:
        """What may be shown of it."""
        return self.secrets.hide(str(self.url))

    @property
    def host(self) -> str:
        """The host that is asked."""
        return self.url.host

    @property
    def key(self) -> tuple[object, ...]:
        """Two requests with the same key have the same answer."""
        return (str(self.address), self.headers, self.secrets.headers, self.cap, self.pdf, self.cut)

    def on_to(self, location: str) -> Asking:
        """The request that follows a redirect. Secrets go no further than the first scheme, host and port.

        Raises:
            AddressRefused: that address is not asked, or would be given a secret.
        """
        target = address(location, self.url)
        stays = origin(target) == origin(self.url)
        if not stays and self.secrets.stand_in(str(target)):
            raise AddressRefused(f"{self.host} sent us on to {target.host} with the key, which was not done.")
        if self.secrets.sent and (self.url.scheme, target.scheme) == ("https", "http"):
            raise AddressRefused(f"{self.host} sent us on to an address without encryption, which was not followed.")
        for name, _ in self.secrets.params if stays else ():
            if name in target.params:
                target = target.copy_remove_param(name)
        sends = tuple(string for string in self.sends if _stands_in(string, target, self.url))
        secrets = self.secrets if stays else Secrets()
        return replace(self, url=target, sends=sends, secrets=secrets, validators=())


def address(text: str, base: httpx.URL | None = None, params: Mapping[str, str] | None = None) -> httpx.URL:
    """An address that may be asked, without its fragment.

    Raises:
        AddressRefused: it is none, is not http or https, or has a name or password in it.
    """
    try:
        url = base.join(text) if base else httpx.URL(text)
        url = url.copy_with(fragment=None)
        url = url.copy_merge_params(params) if params else url
        _ = url.host  # fails where letters of other scripts are written in a way that means nothing
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.raw_host) or url.port not in _PORTS:
        where = f"{base.host} sent us on to" if base else "This is"
        raise AddressRefused(f"{where} something that is not an address on the web.")
    if url.userinfo:
        raise AddressRefused(f"The address on {url.host} has a name or a password in it, so it was not asked.")
    return url


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """Scheme, host and port."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}[url.scheme]


def secrets(headers: Mapping[str, str] | None, params: Mapping[str, str] | None, key: str, source: str) -> Secrets:
    """What is sent and never shown.

    Raises:
        NoKey: a header's value cannot be sent.
    """
    if not all(value.isascii() and value.isprintable() for value in (headers or {}).values()):
        raise NoKey(f"The key for {source} holds characters that no key has. Set it again.")
    return Secrets(tuple((headers or {}).items()), tuple((params or {}).items()), key)


def _stands_in(string: str, target: httpx.URL, before: httpx.URL) -> bool:
    """Whether a string goes on with a redirect. One that cannot be seen in either address (a hash) is taken to."""
    return _visible(string, target) or not _visible(string, before)


def _visible(string: str, url: httpx.URL) -> bool:
    return string.casefold() in unquote_plus(str(url)).casefold()

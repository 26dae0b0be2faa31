"""The one client: whatever leaves this computer leaves through here."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

import httpx
import stamina

from footprint import __version__
from footprint.errors import AddressRefused, CouldNotCheck, HeldBack, Throttled, TimedOut
from footprint.web import PAGE_CAP, PAGE_PACE, Answer, Model, Web, body, data, notices, statuses
from footprint.web.addresses import Resolver
from footprint.web.asking import Asking, Secrets, address, secrets
from footprint.web.cache import Cache
from footprint.web.charsets import codec
from footprint.web.ledger import Ledger
from footprint.web.limits import Limits
from footprint.web.once import Once
from footprint.web.pace import Clock, Pace, in_words
from footprint.web.reply import NOT_CHANGED, TOLD, Reply
from footprint.web.robots import Robots
from footprint.web.transport import Passing, Transport

USER_AGENT = f"Footprint/{__version__} (personal audit of one's own public traces; see its README)"


@dataclass(frozen=True, slots=True)
class _Redirect:
    """A host sends us on."""

    location: str


class Client:
    """Goes out for every source of one run; an asynchronous context manager.

    Args:
        resolver: says where a host is; the public internet by default.
        limits: every bound.
        clock: for the waits between requests.
        certificates: whose signatures are believed; the usual ones by default.

    Attributes:
        ledger: what left.
        cache: what was answered before and may be used again; None for nothing.
        withholds: says of a source and an address whether asking would tell what stays on this computer.
    """

    def __init__(
        self,
        resolver: Resolver | None = None,
        *,
        limits: Limits | None = None,
        clock: Clock | None = None,
        certificates: ssl.SSLContext | None = None,
    ) -> None:
        self.ledger = Ledger()
        self.cache: Cache | None = None
        self.withholds: Callable[[str, str], bool] = lambda *_: False
        self._limits = limits = limits or Limits()
        self._resolver = resolver or Resolver()
        self._pace = Pace(limits, clock or Clock())
        self._transport = Transport(self._resolver, limits, certificates)
        self._hosts = asyncio.Semaphore(limits.hosts)
        self._robots = Robots(self._follow, limits)
        self._outcomes: Once[tuple[object, ...], Answer | _Redirect] = Once(_weight, limits.kept)
        self._retry = stamina.AsyncRetryingCaller(
            attempts=limits.attempts,
            timeout=None,
            wait_initial=limits.backoff,
            wait_max=limits.backoff_most,
            wait_jitter=limits.backoff,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._outcomes.close()
        await self._robots.close()
        await self._resolver.close()
        await self._transport.aclose()

    def web(self, source: str, *, pace: float, key: str = "") -> Web:
        """What one source is given.

        Args:
            source: its name, for the ledger.
            pace: seconds between two of its requests to one host; pages wait `PAGE_PACE` at most.
            key: its key; shown nowhere.
        """
        return _SourceWeb(self, source, pace, key)

    async def ask(self, asking: Asking, *, robots: bool, missing_ok: bool) -> Answer:
        """Ask, follow redirects, and take a missing page for an answer only where that is wanted.

        Raises:
            CouldNotCheck: with its reason in plain words.
        """
        answer = await self._follow(asking, robots=robots)
        if answer.missing and not missing_ok:
            raise statuses.problem(answer.status, asking.host)
        return answer

    async def _follow(self, asking: Asking, *, robots: bool = False) -> Answer:
        """One address and where it sends us; every hop is checked like the first."""
        first, seen = asking.host, set[str]()
        for _ in range(self._limits.redirects + 1):
            if str(asking.address) in seen:
                raise AddressRefused(f"{first} sends us round in a circle; it may want a cookie or be set up wrongly.")
            seen.add(str(asking.address))
            if self.withholds(asking.source, str(asking.url)):
                raise HeldBack(
                    f"This address on {asking.host} holds something about you that stays on this computer, so it was "
                    "not asked. Open it in your browser yourself."
                )
            apart = max(asking.pace, await self._robots.delay(asking) if robots else 0.0)
            outcome = await self._once(asking, apart)
            if isinstance(outcome, Answer):
                return outcome
            asking = asking.on_to(outcome.location)
        raise AddressRefused(f"{first} sent us on more than {self._limits.redirects} times.")

    async def _once(self, asking: Asking, apart: float) -> Answer | _Redirect:
        """The outcome of one address, asked for once in a run."""
        return await self._outcomes.get(asking.key, lambda: self._outcome(asking, apart))

    async def _outcome(self, asking: Asking, apart: float) -> Answer | _Redirect:
        """What one address answers, from what was kept where the rules allow it."""
        if self.cache is None:
            return _read(asking, await self._persist(asking, apart))
        open_headers = self._headers(replace(asking, secrets=Secrets()))
        reply, left = await self.cache.answer(
            asking, open_headers, lambda validators: self._persist(replace(asking, validators=validators), apart)
        )
        if not left:
            self.ledger.reuse(asking.source, asking.host, asking.shown, asking.sends)
        return _read(asking, reply)

    async def _persist(self, asking: Asking, apart: float) -> Reply:
        """Try again what may pass, up to the limit."""
        try:
            return await self._retry(Passing, self._attempt, asking, apart)
        except Passing as passing:
            problem = passing.problem
        raise problem

    async def _attempt(self, asking: Asking, apart: float) -> Reply:
        """One request when its turn has come."""
        async with self._pace.turn(asking.host, apart), self._hosts:
            departure = _Departure(self.ledger, asking)
            problem: CouldNotCheck | None = None
            bound = asking.patience or self._limits.deadline
            try:
                async with asyncio.timeout(bound):
                    return await self._exchange(asking, departure)
            except TimeoutError:
                problem = TimedOut(f"{asking.host} did not finish its answer in {in_words(bound)}.")
            except Passing as passing:
                problem = passing.problem
                raise
            except CouldNotCheck as stopped:
                problem = stopped
                raise
            finally:
                self._pace.saw(asking.host, problem)
                departure.end(problem)
        raise problem

    async def _exchange(self, asking: Asking, departure: _Departure) -> Reply:
        """One request and its answer."""
        response = await self._transport.handle_async_request(self._request(asking, departure))
        departure.status = status = response.status_code
        told = {name: response.headers[name] for name in TOLD if name in response.headers}
        try:
            if (status in statuses.REDIRECTS and told.get("location")) or (status == NOT_CHANGED and asking.validators):
                return Reply(status, told)
            if statuses.is_answer(status):
                cut = asking.cut or status in statuses.MISSING
                read = await body.read(response, asking.host, asking.cap, pdf=asking.pdf, cut=cut)
                return Reply(status, told, read)
            said = await _notice(response, asking.host) if status in statuses.TELLING else ""
        finally:
            await response.aclose()
        raise self._unanswered(asking, status, response.headers, said)

    def _headers(self, asking: Asking) -> httpx.Headers:
        """What is sent beside the address: no cookie, no referrer, nothing of the environment."""
        headers = httpx.Headers({"Accept": "*/*", "Accept-Language": "en-GB, en;q=0.8"})
        headers.update(dict((*asking.headers, *asking.validators)))
        headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": body.ACCEPTED})
        headers.update(dict(asking.secrets.headers))
        return headers

    def _request(self, asking: Asking, departure: _Departure) -> httpx.Request:
        """The request with its headers and bounds."""
        limits = self._limits
        headers = self._headers(asking)
        waits = {"connect": limits.connect, "read": limits.read, "write": limits.write, "pool": limits.connect}
        extensions = {"timeout": waits, "trace": departure}
        return httpx.Request("GET", asking.address, headers=headers, extensions=extensions)

    def _unanswered(self, asking: Asking, status: int, headers: httpx.Headers, said: str) -> Exception:
        """Why there is no answer, and whether to ask again."""
        spent = notices.used_up(said) or statuses.spent(status, headers, said)
        problem = statuses.problem(status, asking.host, keyed=asking.secrets.sent, throttled=spent, said=said)
        if status not in statuses.PASSING and not spent:
            return problem
        wait = statuses.retry_after(headers.get("retry-after", ""))
        if wait is not None:
            self._pace.hold(asking.host, wait)
            if wait > self._limits.patience:
                return Throttled(f"{asking.host} asked programs to come back in {in_words(wait)} ({status}).")
        return problem if spent and wait is None else Passing(problem)


async def _notice(response: httpx.Response, host: str) -> str:
    """What a service says beside a status that is no answer, as far as it is short and can be read."""
    try:
        said = await body.read(response, host, notices.LONGEST, cut=True)
    except (CouldNotCheck, Passing):
        return ""
    return notices.told(said)


class _Departure:
    """One request under way: writes it into the ledger at the moment it leaves. httpcore calls it at every step."""

    def __init__(self, ledger: Ledger, asking: Asking) -> None:
        self._ledger = ledger
        self._asking = asking
        self._line: int | None = None
        self.status: int | None = None

    async def __call__(self, step: str, _: Mapping[str, Any]) -> None:
        if step == "http11.send_request_headers.started":
            asking = self._asking
            self._line = self._ledger.begin(asking.source, asking.host, asking.shown, asking.sends)

    def end(self, problem: CouldNotCheck | None) -> None:
        """Write down what came of it, where it left at all."""
        words = [str(self.status)] if self.status else []
        if problem and (not self.status or statuses.is_answer(self.status)):
            words.append(problem.cause.replace("-", " "))
        if self._line is not None and words:
            self._ledger.end(self._line, ", ".join(words))


@dataclass(frozen=True, slots=True)
class _SourceWeb:
    """The client, bound to one source."""

    _client: Client = field(repr=False)
    _source: str
    _pace: float
    key: str = field(repr=False)

    async def get(
        self,
        url: str,
        *,
        sends: tuple[str, ...] = (),
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        secret_headers: Mapping[str, str] | None = None,
        secret_params: Mapping[str, str] | None = None,
        robots: bool = False,
        missing_ok: bool = False,
        cap: int = PAGE_CAP,
        pdf: int = 0,
        cut: bool = False,
        patience: float = 0.0,
    ) -> Answer:
        asking = Asking(
            source=self._source,
            url=address(url, params=params),
            pace=min(self._pace, PAGE_PACE) if robots else self._pace,
            sends=sends,
            headers=tuple((headers or {}).items()),
            secrets=secrets(secret_headers, secret_params, self.key, self._source),
            cap=cap,
            pdf=pdf,
            cut=cut,
            patience=patience,
        )
        return await self._client.ask(asking, robots=robots, missing_ok=missing_ok)

    async def json(self, url: str, model: type[Model], **options: Any) -> Model:  # noqa: ANN401  the options of `get`
        return self.parse(await self.get(url, **options), model)

    def parse(self, answer: Answer, model: type[Model]) -> Model:
        return data.parse(answer, model)


def _read(asking: Asking, reply: Reply) -> Answer | _Redirect:
    """A reply as an answer, or where it leads."""
    if reply.status in statuses.REDIRECTS:
        return _Redirect(reply.headers["location"])
    media_type, _, parameters = reply.headers.get("content-type", "").partition(";")
    return Answer(
        url=asking.shown,
        status=reply.status,
        media_type=_media_type(media_type),
        charset=_charset(parameters),
        body=reply.body,
    )


def _media_type(text: str) -> str:
    text = text.strip().lower()
    plain = text.isascii() and text.count("/") == 1 and all(c.isalnum() or c in "/.+-_" for c in text)
    return text if plain else ""


def _charset(parameters: str) -> str:
    """The charset as the headers name it, where the web knows it."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return codec(value)
    return ""


def _weight(outcome: Answer | _Redirect) -> int:
    return len(outcome.body) if isinstance(outcome, Answer) else 0

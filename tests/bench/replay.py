"""Sites on this computer that answer as the sites of Sherlock's list do: well, badly, late or never.

What each site is comes from Sherlock's own definition of it: whether it tells by a status, a message or a redirect, and
in which words. How it behaves is drawn by a fixed seed with the shares below, which are ours: nobody has measured them,
and they can be changed. Each site has a port of its own. `python -m tests.bench.replay DEFINITIONS` serves until its
input is closed, and first prints a line of JSON: the port of each site.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

HANDLE = "rosquill"
SITES = 480
SEED = 20261125
EXISTS = 0.15
"""Of the sites have an account of that name."""
MEDIAN, SPREAD, LONGEST = 0.35, 0.6, 2.0
"""Seconds before an answer: log-normal, so that one site in a hundred takes four times as long as the middle one."""
STATIC = 0.3
"""Of that for a robots.txt, which is a file and no page."""

SHARES = {
    "soft 404, sorry": 0.04,  # 200 for a missing account, with a page that says so
    "soft 404, echo": 0.03,  # 200 for any name, with the name in its title
    "soft 404, shell": 0.02,  # 200 for a missing account, with an empty page
    "wall, 403": 0.05,  # a bot wall, by its status
    "wall, 503": 0.01,
    "wall, 200": 0.03,  # a bot wall that says that all is well
    "sign-in": 0.03,  # a redirect to a sign-in for every name
    "429 always": 0.02,
    "429 in a page": 0.01,  # a rate limit that says that all is well
    "429 when quick": 0.02,  # one request a second, else 429
    "503 at first": 0.02,
    "hang": 0.03,
    "refused": 0.02,
}
NO_CONTENT = 204
_SOFT = tuple(name for name in SHARES if name.startswith("soft"))
_FILLER = "<div class='card'><a href='/about'>About</a> <span>Lorem ipsum dolor sit amet</span></div>\n"


@dataclass(slots=True)
class Replayed:
    """One site.

    Attributes:
        number: from 0.
        name: as Sherlock calls it.
        entry: Sherlock's definition, its addresses without a host.
        behaves: a key of `SHARES`, or "well".
        exists: whether it has an account of that name.
        delay: seconds before its answers, about.
        shows: how the page of an account shows the name: "titles", "address" or "nothing"; of data "field" or "flag".
        size: bytes of its pages, about.
    """

    number: int
    name: str
    entry: dict
    behaves: str
    exists: bool
    delay: float
    shows: str
    size: int
    asked: float = float("-inf")
    count: int = 0
    place: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        template = self.entry.get("urlProbe") or self.entry["url"]
        self.place = re.compile("([^/?&]+)".join(map(re.escape, template.split("{}"))) + r"\Z")

    @property
    def kind(self) -> str:
        """How it tells: "status_code", "message" or "response_url"."""
        return self.entry["errorType"]

    @property
    def messages(self) -> list[str]:
        """Its words for a missing account."""
        said = self.entry.get("errorMsg", [])
        return [said] if isinstance(said, str) else said

    @property
    def tells(self) -> bool:
        """Whether its answers differ for an account that is there; where they do not, being right is luck."""
        return self.behaves in ("well", "429 when quick", "503 at first", "soft 404, sorry", "soft 404, shell")


def replayed(data: dict) -> list[Replayed]:
    """The sites of Sherlock's data, their behaviour drawn by the seed."""
    draw = random.Random(SEED)  # noqa: S311  the same each time is the point
    entries = [(name, entry) for name, entry in data.items() if isinstance(entry, dict)][:SITES]
    behaviour = _behaviour(draw, entries)
    sites = []
    for number, (name, entry) in enumerate(entries):
        here = {key: value for key, value in entry.items() if key != "isNSFW"}
        for key in ("url", "urlProbe"):
            if key in here:
                here[key] = _path(here[key])
        allowed = not entry.get("regexCheck") or re.search(entry["regexCheck"], HANDLE)
        probed = "urlProbe" in entry
        shows = draw.choices(
            ("field", "flag") if probed else ("titles", "address", "nothing"), (7, 3) if probed else (85, 10, 5)
        )
        delay = min(MEDIAN * draw.lognormvariate(0, SPREAD), LONGEST)
        exists = bool(allowed) and draw.random() < EXISTS
        sites.append(
            Replayed(number, name, here, behaviour[number], exists, delay, shows[0], draw.randint(8_000, 80_000))
        )
    return sites


def _behaviour(draw: random.Random, entries: list) -> dict[int, str]:
    """Number of a site → how it behaves. Soft 404s are drawn among those that should tell by their status."""
    free = set(range(len(entries)))
    behaviour = dict.fromkeys(free, "well")
    for name, share in SHARES.items():
        among = [n for n in sorted(free) if name not in _SOFT or entries[n][1]["errorType"] == "status_code"]
        for number in draw.sample(among, round(share * len(entries))):
            behaviour[number] = name
            free.discard(number)
    return behaviour


def _path(url: str) -> str:
    """An address without its host; a name in the host becomes the first step of the path."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"/at/{{}}{path}" if "{}" in parts.netloc else path


# --- what they say ----------------------------------------------------------------------------------------------------


def _html(site: Replayed, title: str, head: str = "", body: str = "") -> str:
    filler = _FILLER * (site.size // len(_FILLER))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>{head}</head>"
        f"<body>{body}\n{filler}</body></html>"
    )


def account(site: Replayed, name: str) -> tuple[str, str]:
    """The page of an account, or its data: media type and text, without any of the words for a missing one."""
    data = {
        "id": 417,
        "joined": "2019-04-02",
        **({"username": name} if site.shows == "field" else {"available": False}),
    }
    head = (
        f"<link rel='canonical' href='http://{site.number}.example/{name}'>"
        f"<meta property='og:url' content='http://{site.number}.example/{name}'>"
    )
    titles = f"<meta property='og:title' content='{name}'>"
    body = f"<h1>{name}</h1>"
    pages = {
        "titles": _html(site, f"{name} | {site.name}", head + titles, body),
        "address": _html(site, site.name, head, "<div id='app'></div>"),
        "nothing": _html(site, site.name, "", "<div id='app'></div>"),
    }
    feed = f"<?xml version='1.0'?><rss><channel><title>{name}</title></channel></rss>"
    texts = [("text/html", pages[site.shows])] if site.shows in pages else [("application/json", json.dumps(data))]
    texts += [("application/rss+xml", feed), ("application/json", json.dumps({"username": name})), ("text/html", name)]
    return next(text for text in texts if not any(message in text[1] for message in site.messages))


def nobody(site: Replayed, name: str) -> tuple[int, str, str]:
    """Status, media type and text where there is no such account."""
    if site.kind == "response_url":
        return 302, "/", ""
    if site.kind == "message":
        return 200, *_without(site, site.messages[0])
    if site.behaves in _SOFT:
        titles = {"sorry": f"Page not found | {site.name}", "echo": f"{name} | {site.name}", "shell": site.name}
        return 200, "text/html", _html(site, titles[site.behaves.split()[-1]])
    codes = site.entry.get("errorCode", 404)
    status = codes if isinstance(codes, int) else codes[0]
    data = site.shows in ("field", "flag")
    text = '{"message":"Not Found"}' if data else _html(site, f"Not found | {site.name}")
    return status, "application/json" if data else "text/html", "" if status == NO_CONTENT else text


def _without(site: Replayed, message: str) -> tuple[str, str]:
    """Media type and text with a message of absence in it."""
    first = message.lstrip()[:1]
    if site.shows in ("field", "flag") and first in ("{", "[", '"'):
        return "application/json", "{" + message + "}" if first == '"' else message
    return "text/html", _html(site, site.name, message if first == "<" else "", f"<p>{message}</p>")


_WALL = "<script>window._cf_chl_opt={cvId:'3'};</script><span id='challenge-error-text'>Enable JavaScript</span>"
_LIMIT = "<html><head><title>Too many requests</title></head><body>Slow down.</body></html>"


def barred(site: Replayed, *, first: bool, since: float) -> tuple[int, str, str] | None:
    """What stands before every answer: a wall, a limit; None where nothing does."""
    behaves = site.behaves
    if behaves.startswith("wall"):
        return int(behaves[-3:]), "text/html", _html(site, "Just a moment...", "", _WALL)
    if behaves == "sign-in":
        return 302, "/login", ""
    if behaves == "429 in a page":
        return 200, "text/html", _LIMIT
    if behaves == "429 always" or (behaves == "429 when quick" and since < 1):
        return 429, "text/html", _LIMIT
    return (503, "text/html", "Back in a moment") if behaves == "503 at first" and first else None


def answer(site: Replayed, target: str, body: str, now: float) -> tuple[int, str, str]:
    """Status, media type (or the address led to) and text."""
    if target == "/robots.txt":
        return 404, "text/plain", ""
    since, site.asked = now - site.asked, now
    site.count += 1
    if target == "/" and not site.place.match("/"):
        return 200, "text/html", _html(site, f"Welcome to {site.name}")
    if target == "/login":
        return 200, "text/html", _html(site, f"Log in | {site.name}")
    if before := barred(site, first=site.count == 1, since=since):
        return before
    found = site.place.match(target)
    name = unquote(found[1]) if found and found.groups() else HANDLE if HANDLE in body else ""
    if site.exists and name.lower() == HANDLE:
        return 200, *account(site, name)
    return nobody(site, name)


# --- serving ----------------------------------------------------------------------------------------------------------


async def _serve(site: Replayed, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    draw = random.Random()  # noqa: S311  only for the jitter
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            first, *lines = head.decode("latin-1").split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
            sent = (await reader.readexactly(int(headers.get("content-length", 0)))).decode()
            if site.behaves == "hang":
                await asyncio.sleep(600)
            await asyncio.sleep(site.delay * draw.uniform(0.8, 1.2) * (STATIC if target == "/robots.txt" else 1))
            status, kind, text = answer(site, target, sent, time.monotonic())
            content = text.encode()
            more = f"Location: {kind}\r\n" if status == 302 else f"Content-Type: {kind}\r\n"
            more += "Retry-After: 3600\r\n" if site.behaves == "429 always" else ""
            more += "Retry-After: 1\r\n" if status == 429 and site.behaves == "429 when quick" else ""
            writer.write(f"HTTP/1.1 {status} So\r\n{more}Content-Length: {len(content)}\r\n\r\n".encode())
            writer.write(b"" if method == "HEAD" else content)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


async def serve(sites: list[Replayed]) -> None:
    """Serve every site until the input is closed."""
    held, servers, ports = [], [], []
    for site in sites:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        ports.append(listening.getsockname()[1])
        if site.behaves == "refused":
            held.append(listening)  # and never listened at
        else:
            served = lambda reader, writer, site=site: _serve(site, reader, writer)  # noqa: E731
            servers.append(await asyncio.start_server(served, sock=listening))
    print(json.dumps(ports), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for server in servers:
        server.close()
    for one in held:
        one.close()


def _allow_many_files() -> None:
    """Some computers allow a process fewer open connections than there are sites."""
    try:
        import resource  # noqa: PLC0415  not on Windows, which has no such bound
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 4_000:
        resource.setrlimit(resource.RLIMIT_NOFILE, (4_000 if hard < 0 else min(4_000, hard), hard))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _allow_many_files()
    asyncio.run(serve(replayed(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))

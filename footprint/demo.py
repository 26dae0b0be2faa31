"""The invented councillor's small public web, served on this computer alone.

`SampleWeb` serves a folder per host, as each folder's `site.toml` says, on 127.0.0.1 under virtual host names. The
same code that goes out to the real services is then pointed at it: `SampleWeb.replaced` says to which port each host
name leads. Nothing else differs from an audit of real services.
"""

from __future__ import annotations

import re
import socket
import sys
import threading
import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from footprint import profile
from footprint.errors import UsageError
from footprint.model import Subject
from footprint.resources import folder
from footprint.web.addresses import Resolver
from footprint.web.client import Client

LOOPBACK = "127.0.0.1"
PATIENCE = 5.0
"""Seconds that a connection may say nothing."""

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jpg": "image/jpeg",
}

_TOKEN = re.compile(rb"\{\{today([+-]\d{1,4})d:([^{}]{1,60})\}\}")


# --- what a site.toml says ------------------------------------------------------------------------------------------


class Route(BaseModel):
    """One address of a site and what it answers. The first route that fits a request answers it.

    Attributes:
        path: the address's path; `*` stands for any text.
        file: what is answered, relative to the site's folder.
        query: parameters the request must have; `*` stands for any text, `[1-9]` for one digit. Others do not matter.
        requires: the name of a header without which this route does not answer.
        status: the status of the answer.
        media_type: of the answer; by the file's ending where not given.
        headers: further headers of the answer.
        delay: seconds before the answer.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(pattern="^/")
    file: str
    query: dict[str, str] = {}
    requires: str = ""
    status: int = Field(default=200, ge=200, le=599)
    media_type: str = ""
    headers: dict[str, str] = {}
    delay: float = Field(default=0, ge=0, le=60)

    def fits(self, path: str, query: Mapping[str, str], headers: Container[str]) -> bool:
        """Whether this route answers such a request; header names are in lower case."""
        return (
            fnmatchcase(path, self.path)
            and (not self.requires or self.requires.lower() in headers)
            and all(fnmatchcase(query.get(name, ""), pattern) for name, pattern in self.query.items())
        )

    @property
    def content_type(self) -> str:
        """The media type as the header has it."""
        return self.media_type or MEDIA_TYPES[PurePosixPath(self.file).suffix]


class Site(BaseModel):
    """One host. `down` says that nothing listens there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    down: bool = False
    route: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Host:
    """A site and the folder its files lie in."""

    folder: Path
    site: Site

    def route(self, path: str, query: Mapping[str, str], headers: Container[str]) -> Route | None:
        """The first route that fits."""
        return next((r for r in self.site.route if r.fits(path, query, headers)), None)

    def body(self, route: Route, now: datetime) -> bytes:
        """The file a route answers, dates filled in."""
        content = (self.folder / route.file).read_bytes()
        return content if route.content_type.startswith("image/") else dated(content, now)


def read_host(place: Path) -> Host:
    """The host whose `site.toml` lies in a folder.

    Raises:
        UsageError: it is not of the known form, or names a file that lies elsewhere or is missing.
    """
    try:
        site = Site.model_validate(tomllib.loads((place / "site.toml").read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{place / 'site.toml'} is not of the known form: {error}") from error
    root = place.resolve()
    for route in site.route:
        file = (root / route.file).resolve()
        if not (file.is_relative_to(root) and file.is_file()):
            raise UsageError(f"{place / 'site.toml'} names {route.file}, which is not a file in that folder.")
        if not route.media_type and file.suffix not in MEDIA_TYPES:
            raise UsageError(f"{place / 'site.toml'} must give a media type for {route.file}.")
    return Host(root, site)


def dated(content: bytes, now: datetime) -> bytes:
    """Fill in dates counted from today, so that what lies ahead does so whenever it is served.

    `{{today+12d:%A %-d %B %Y}}` becomes the date in twelve days in that form (`%-d`: the day without a leading
    zero, on every platform).
    """

    def fill(match: re.Match[bytes]) -> bytes:
        day = now + timedelta(days=int(match[1]))
        return day.strftime(match[2].decode().replace("%-d", str(day.day))).encode()

    return _TOKEN.sub(fill, content)


# --- serving --------------------------------------------------------------------------------------------------------


class _Server(ThreadingHTTPServer):
    """Knows its hosts; `stopping` cuts delays short. Waits for open requests when it is closed."""

    daemon_threads = False

    def __init__(self, hosts: Mapping[str, Host]) -> None:
        self.hosts = hosts
        self.stopping = threading.Event()
        super().__init__((LOOPBACK, 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up is no error of ours."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # handed on as it came


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; only files that a `site.toml` names are ever read."""

    server: _Server
    server_version = "SampleWeb"
    sys_version = ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self.answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with headers only."""
        self.answer(with_body=False)

    def answer(self, *, with_body: bool) -> None:
        """Find the route by host, path and query, and send what it says."""
        host = self.server.hosts.get(self.headers.get("Host", "").partition(":")[0].lower())
        path, _, query = self.path.partition("?")
        route = host and host.route(unquote(path), dict(parse_qsl(query)), {name.lower() for name in self.headers})
        if not host or not route:
            self.send_error(404)
            return
        self.server.stopping.wait(route.delay)
        body = host.body(route, datetime.now(UTC))
        self.send_response(route.status)
        headers = {"Content-Type": route.content_type, "Content-Length": str(len(body)), **route.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's own name
        """Nothing is logged."""


class SampleWeb:
    """Serves a folder of hosts while its `with` block runs.

    Args:
        place: the folder with a folder for each host; the sample web where not given.

    Raises:
        UsageError: a `site.toml` is not of the known form.
    """

    def __init__(self, place: Path | None = None) -> None:
        place = place or folder("sample_data") / "web"
        self._hosts = {site.parent.name: read_host(site.parent) for site in sorted(place.glob("*/site.toml"))}

    def __enter__(self) -> Self:
        self._server = _Server({name: host for name, host in self._hosts.items() if not host.site.down})
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._refusing = socket.socket()
        self._refusing.bind((LOOPBACK, 0))  # held, and never listening
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._refusing.close()

    @cached_property
    def replaced(self) -> Mapping[str, tuple[str, int]]:
        """Host name → the address and port that stand for it. A host that is down leads to a port that refuses."""
        served, refused = (LOOPBACK, self._server.server_port), (LOOPBACK, self._refusing.getsockname()[1])
        return {name: refused if host.site.down else served for name, host in self._hosts.items()}

    def client(self) -> Client:
        """The client that every audit goes out with; it finds the sample hosts here, and asks no others."""
        return Client(Resolver(self.replaced, only=True))


# --- who it is about ------------------------------------------------------------------------------------------------


def profile_file() -> Path:
    """The invented councillor's profile."""
    return folder("sample_data") / "profile.toml"


def subject() -> Subject:
    """The invented councillor, who agrees every day anew."""
    who = profile.load(profile_file())
    return replace(who, consent=replace(who.consent, given=profile.today()))


def key(name: str) -> str:
    """A key for a sample service: any will do, as long as there is one."""
    return f"sample-key-for-{name}"

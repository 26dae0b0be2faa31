"""A server on this computer that behaves as badly as it is told."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

Rude = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def encoded(self) -> bytes:
        headers = {"Content-Length": str(len(self.body)), "Content-Type": "text/html; charset=utf-8", **self.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value != "-")
        return f"HTTP/1.1 {self.status} X\r\n{head}\r\n".encode("utf-8", "surrogateescape") + self.body


@dataclass(frozen=True)
class Asked:
    target: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def host(self) -> str:
        return self.headers["host"]


class Site:
    """Serves `routes`: path, or host and path, → a reply, a list of replies one after another, or a coroutine."""

    def __init__(self):
        self.routes: dict[str, Reply | list[Reply | Rude] | Rude] = {}
        self.asked: list[Asked] = []
        self._open: set[asyncio.Task] = set()

    async def start(self, context: ssl.SSLContext | None = None):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def stop(self):
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def _serve(self, reader, writer):
        task = asyncio.current_task()
        self._open.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._answer(reader, writer):
                    pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, reader, writer) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        asked = Asked(head[0].split(" ")[1], {name.lower(): value for name, value in headers.items()})
        self.asked.append(asked)
        route = self.routes.get(f"{asked.host}{asked.path}", self.routes.get(asked.path, Reply(404, b"nothing")))
        if isinstance(route, list):
            route = route.pop(0) if len(route) > 1 else route[0]
        if not isinstance(route, Reply):
            await route(reader, writer)
            return False
        writer.write(route.encoded())
        await writer.drain()
        return route.headers.get("Connection") != "close"


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(status, headers={"Location": to})


def text(body: str, **headers: str) -> Reply:
    return Reply(200, body.encode(), headers)

"""Thirty invented hosts on this computer, each as slow as its name says: `python -m tests.bench.hosts`.

It prints its port and serves until its input ends. A host "wait-250-03.example" thinks for 250 ms over each answer. The
last digit chooses how long an answer may be kept: what a server says of that in four usual ways, by turns.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

_MODIFIED = "Mon, 23 Nov 2026 08:00:00 GMT"
KEEPING = (
    {"Cache-Control": "private, max-age=3600"},
    {"ETag": '"a1"', "Cache-Control": "no-cache"},
    {"Last-Modified": _MODIFIED, "Cache-Control": "max-age=0"},
    {"Cache-Control": "no-store"},
)
_MENU = '<ul class="menu">' + '<li><a class="link link--plain" href="/section/{n}">Section</a></li>' * 250 + "</ul>"
_NAMED = "<p>Cllr Rosalind Quillfeather of Thornmere Borough Council spoke about the bridge.</p>\n"
_PROSE = "<p>Members heard that the works would close the lane while the parapet was rebuilt, item {n}.</p>\n"
_TEXT = "".join((_NAMED if n % 12 == 0 else _PROSE).format(n=n) for n in range(60))
PAGE = f"<html><head><title>News of Thornmere</title></head><body>{_MENU}<main>{_TEXT}</main></body></html>".encode()
"""As pages are: most of it menu, a few thousand letters to read, and the name a few times among them."""
_ROBOTS = b"User-agent: *\nAllow: /\n"


def wait(host: str) -> float:
    """Seconds over each answer."""
    return int(host.split("-")[1]) / 1000


def keeping(host: str) -> dict[str, str]:
    """What its answers say of being kept."""
    return KEEPING[int(host.split("-")[2][:2]) % len(KEEPING)]


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers until the other side hangs up."""
    with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
        while True:
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            lines = request.split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
            host = headers["host"].partition(":")[0]
            await asyncio.sleep(wait(host))
            robots = lines[0].split(" ")[1] == "/robots.txt"
            kept = {} if robots else keeping(host)
            same = "if-none-match" in headers or "if-modified-since" in headers
            body = b"" if same else _ROBOTS if robots else PAGE
            kind = {"Content-Type": "text/plain" if robots else "text/html; charset=utf-8"}
            told = {**kind, **kept, "Content-Length": str(len(body))}
            head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            writer.write(f"HTTP/1.1 {'304 Same' if same else '200 OK'}\r\n{head}\r\n".encode() + body)
            await writer.drain()
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())

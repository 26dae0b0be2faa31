"""What a source may ask of one request beyond the client's own bounds: less time, and less of the answer."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import pytest

from footprint.errors import TimedOut, TooLarge
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.limits import Limits


@pytest.fixture
async def web():
    open_ones = set()

    async def serve(reader, writer):
        open_ones.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.CancelledError):
            target = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1]
            await asyncio.sleep(30 if target == b"/never" else 0)
            body = b"<title>x</title>" + b"a" * 200_000
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body))
            for byte in body[:300] if target == b"/drip" else b"":
                writer.write(bytes([byte]))
                await asyncio.sleep(0.1)
            writer.write(body)
            await writer.drain()
        writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    places = {"site.example": ("127.0.0.1", server.sockets[0].getsockname()[1])}
    async with Client(Resolver(places, only=True), limits=Limits(backoff=0.001, backoff_most=0.001)) as client:
        yield client.web("test", pace=0)
    server.close()
    for task in open_ones:
        task.cancel()
    await asyncio.gather(*open_ones, return_exceptions=True)
    await server.wait_closed()


@pytest.mark.parametrize("path", ["never", "drip"])
async def test_patience_ends_a_request_sooner_than_the_client_would(web, path):
    start = time.perf_counter()
    with pytest.raises(TimedOut):
        await web.get(f"http://site.example/{path}", patience=0.3)
    assert time.perf_counter() - start < 9


async def test_a_cut_answer_is_its_beginning_and_a_whole_one_is_refused(web):
    answer = await web.get("http://site.example/", cap=1_000, cut=True)
    assert len(answer.body) == 1_000
    assert answer.body.startswith(b"<title>")
    with pytest.raises(TooLarge):
        await web.get("http://site.example/other", cap=1_000)

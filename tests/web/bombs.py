"""Answers built to break programs: `python -m tests.web.bombs KIND` takes some in, and says what that took.

It prints JSON: for each bomb how it ended (the error's name, or "read") and the seconds of processor time; and by how
many megabytes the memory of the whole process grew at its highest, the building of the bombs included.
"""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import resource
import sys
import time
import zipfile
import zlib
from collections.abc import Callable

import brotli
from pydantic import BaseModel

from footprint.detectors import all_detectors
from footprint.errors import CouldNotCheck
from footprint.identity.about import judge
from footprint.model import Sighting
from footprint.web import Answer
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.data import parse
from footprint.web.limits import Limits
from footprint.web.pages import read_page
from tests.examples import SUBJECT
from tests.web.conftest import NO_CERTIFICATES
from tests.web.sites import Reply, Site

HOME = "http://council.example/"
MILLION = 1_000_000
LIMITS = Limits(connect=2, read=2, write=2, deadline=3, attempts=1)
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE rss [{}]><rss><channel><title>{}</title></channel></rss>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

# --- as they come over the wire ---------------------------------------------------------------------------------------


def _zeros(size: int, window: int) -> bytes:
    """So many, as gzip (31) or deflate (15) packs them."""
    packer, piece = zlib.compressobj(9, wbits=window), bytes(MILLION)
    return b"".join(packer.compress(piece) for _ in range(size // MILLION)) + packer.flush()


def _brotli_of_zeros(size: int) -> bytes:
    packer, piece = brotli.Compressor(quality=1), bytes(MILLION)
    return b"".join(packer.process(piece) for _ in range(size // MILLION)) + packer.finish()


def _zstd_of_zeros(size: int) -> bytes:
    """A frame of blocks that each say "128 KiB of this byte", as RFC 8878 has it."""
    block = ((131_072 << 3) | (1 << 1)).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x58" + block * (size // 131_072)


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for n in range(100):
            made.writestr(f"{n}.html", bytes(2 * MILLION))
    return file.getvalue()


def _endless(head: bytes, piece: bytes, every: float = 0.0):
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)

    return answer


def _packed(encoding: str, body: bytes, kind: str = "text/html") -> Reply:
    return Reply(200, body, {"Content-Encoding": encoding, "Content-Type": kind})


def _headers(count: int, value: str) -> Reply:
    return Reply(200, b"<p>ok", {f"X-{n}": value for n in range(count)})


WIRE: dict[str, Callable[[], object]] = {
    "gzip, a thousand times as large": lambda: _packed("gzip", _zeros(200 * MILLION, 31)),
    "gzip of gzip": lambda: _packed("gzip, gzip", gzip.compress(_zeros(200 * MILLION, 31))),
    "gzip, many streams": lambda: _packed("gzip", gzip.compress(bytes(MILLION)) * 200),
    "deflate": lambda: _packed("deflate", _zeros(200 * MILLION, 15)),
    "brotli, which was not asked for": lambda: _packed("br", _brotli_of_zeros(200 * MILLION)),
    "zstd, which was not asked for": lambda: _packed("zstd", _zstd_of_zeros(4_000 * MILLION)),
    "zip": lambda: Reply(200, _zip(), {"Content-Type": "application/zip"}),
    "zip that is called a page": lambda: Reply(200, _zip(), {"Content-Type": "text/html"}),
    "no end": lambda: _endless(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n", b"<p>more" * 100_000),
    "no end, in chunks": lambda: _endless(
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"
    ),
    "tiny chunks": lambda: _endless(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 10_000),
    "a chunk without an end to its size": lambda: _endless(
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n", b"0" * 9999
    ),
    "slow drips": lambda: _endless(b"HTTP/1.1 200 X\r\n\r\n", b".", 0.05),
    "slow headers": lambda: _endless(b"HTTP/1.1 200 X\r\n", b"A: b\r\n", 0.05),
    "interim answers without end": lambda: _endless(b"", b"HTTP/1.1 103 Wait\r\n\r\n", 0.001),
    "10,000 headers": lambda: _headers(10_000, "b"),
    "a header of 10 MB": lambda: _headers(1, "b" * 10 * MILLION),
    "headers without end": lambda: _endless(b"HTTP/1.1 200 X\r\n", b"A: " + b"b" * 9_000 + b"\r\n"),
    "a location of 90 KB": lambda: Reply(302, headers={"Location": "/" + "a" * 90_000}),
}

# --- as pages ---------------------------------------------------------------------------------------------------------


def _entity(declared: str, used: str) -> tuple[str, bytes]:
    return "text/xml", DOCTYPE.format(declared, used).encode()


PAGES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "1,000,000 nested tags": lambda: ("text/html", b"<b>" * MILLION),
    "200,000 nested tags": lambda: ("text/html", b"<b>" * 200_000),
    "200,000 nested blocks": lambda: ("text/html", b"<div>" * 200_000),
    "nested tables": lambda: ("text/html", b"<table><tr><td>" * 60_000),
    "1,000,000 attributes": lambda: ("text/html", b"<p " + b"a=1 " * MILLION + b">x"),
    "a tag that never ends": lambda: ("text/html", b"<a href='" + b"x" * 4 * MILLION),
    "comments that never end": lambda: ("text/html", b"<!--" * MILLION),
    "ends without beginnings": lambda: ("text/html", b"</p>" * MILLION),
    "entities": lambda: ("text/html", b"&amp;" * MILLION),
    "entities without a name": lambda: ("text/html", b"&#" * 2 * MILLION),
    "links": lambda: ("text/html", b"<a href=x>y</a>" * 300_000),
    "one word": lambda: ("text/html", b"x" * 5 * MILLION),
    "nothing but ends of lines": lambda: ("text/html", b"x" + b"\n" * 4_900_000),
    "billion laughs": lambda: _entity(f'<!ENTITY l0 "lol">{LAUGHS}', "&l9;"),
    "a large entity, often": lambda: (
        "text/xml",
        DOCTYPE.format(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 50_000).encode(),
    ),
    "an entity outside": lambda: (
        "text/xml",
        DOCTYPE.format('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;").encode(),
    ),
    "a parameter entity": lambda: (
        "text/xml",
        DOCTYPE.format('<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;', "x").encode(),
    ),
    "deep xml": lambda: ("text/xml", b"<?xml version='1.0'?>" + b"<a>" * MILLION),
    "200,000 entries": lambda: ("text/xml", b"<rss><channel>" + b"<item></item>" * 200_000),
    "a wrong charset": lambda: ("text/html; charset=utf-16", b"<p>Cllr Rosalind Quillfeather</p>" * 100_000),
    "a charset that packs": lambda: ("text/html; charset=zlib_codec", _zeros(200 * MILLION, 15)),
    "a charset that escapes": lambda: ("text/html; charset=unicode_escape", b"\\u0041" * 800_000),
    "utf-7": lambda: ("text/html; charset=utf-7", b"+ADw-script+AD4-" * 300_000),
}

# --- as data ----------------------------------------------------------------------------------------------------------

DATA: dict[str, Callable[[], bytes]] = {
    "lists 100,000 deep": lambda: b"[" * 100_000,
    "objects 100,000 deep": lambda: b'{"a":' * 100_000,
    "closed lists 100,000 deep": lambda: b'{"more":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number of 5 MB": lambda: b'{"count":' + b"9" * (5 * MILLION - 20) + b"}",
    "a number of 5 MB elsewhere": lambda: b'{"more":' + b"9" * (5 * MILLION - 20) + b"}",
    "an endless power": lambda: b'{"count": 1e999999999}',
    "1,000,000 names": lambda: b'{"count":1' + b',"a":1' * 800_000 + b"}",
    "a text of 5 MB": lambda: b'{"count":"' + b"\\u0041" * 800_000 + b'"}',
    "half characters": lambda: b'{"count":"' + b"\\ud800" * 800_000 + b'"}',
}

# --- as text, to all that judges it -----------------------------------------------------------------------------------

TEXTS: dict[str, str] = {
    "digits": "1 " * 250_000,
    "one long number": "1" * 500_000,
    "at signs": "a@" * 250_000,
    "one long word": "a" * 500_000,
    "dots": "a." * 250_000,
    "her name, again and again": "Rosalind Quillfeather " * 22_000,
    "commas": ", " * 250_000,
    "brackets": "(" * 500_000,
    "spaces": "14" + " " * 500_000 + "Kingfisher",
    "her street, again and again": "14 Kingfisher Wharf " * 25_000,
    "postcodes": "TM4 6QH " * 60_000,
    "days": "Monday 9 March at 7pm " * 22_000,
}


class Count(BaseModel):
    count: float | str


async def _over_the_wire(reply: object) -> None:
    site = await Site().start()
    site.routes["/"] = reply  # type: ignore[assignment]
    resolver = Resolver({"council.example": ("127.0.0.1", site.port)}, only=True)
    try:
        async with Client(resolver, limits=LIMITS, certificates=NO_CERTIFICATES) as client:
            read_page(await client.web("test", pace=0).get(HOME), "test")
    finally:
        await site.stop()


def _judged(text: str) -> None:
    answer = Answer(HOME, 200, "text/html", "utf-8", f"<p>Cllr Rosalind Quillfeather, Thornmere</p>{text}".encode())
    page = read_page(answer, "test").page
    sighting = Sighting(page, judge(page, SUBJECT))
    for detector in all_detectors():
        list(detector.detect(sighting, SUBJECT))


def _work(kind: str, bomb: str) -> Callable[[], object]:
    """What takes it in; the bomb itself is built before."""
    if kind == "wire":
        reply = WIRE[bomb]()
        return lambda: asyncio.run(_over_the_wire(reply))
    if kind == "page":
        told, body = PAGES[bomb]()
        media_type, _, charset = told.partition("; charset=")
        page = Answer(HOME, 200, media_type, charset, body)
        return lambda: read_page(page, "test")
    if kind == "data":
        data = Answer(HOME, 200, "application/json", "", DATA[bomb]())
        return lambda: parse(data, Count)
    return lambda: _judged(TEXTS[bomb])


KINDS = {"wire": WIRE, "page": PAGES, "data": DATA, "text": TEXTS}


def _highest() -> float:
    """The most memory that this process has had, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MILLION


def _taken(kind: str, bomb: str) -> tuple[str, float]:
    work, started, ended = _work(kind, bomb), time.process_time(), "read"
    try:
        work()
    except CouldNotCheck as error:
        ended = type(error).__name__
    return ended, time.process_time() - started


def main(kind: str) -> None:
    before = _highest()
    taken = {bomb: _taken(kind, bomb) for bomb in KINDS[kind]}
    print(json.dumps({"bombs": taken, "grown": _highest() - before}))


if __name__ == "__main__":
    main(sys.argv[1])

"""Reading the body of an answer, and no more of it than the cap: as it comes and as it unpacks."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import httpx

from footprint.errors import TooLarge, Unexpected
from footprint.web import MEGABYTE, PDF

ACCEPTED = "gzip, deflate"
_BEGINNING = 100
"""Bytes that show whether it is a PDF."""
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_FIRST = b"\x1f\x8b"
_ZLIB_FIRST = 0x78
"""The first byte of nearly every zlib stream; some servers send "deflate" without that wrapping."""


async def read(response: httpx.Response, host: str, cap: int, *, pdf: int = 0, cut: bool = False) -> bytes:
    """The unpacked body.

    Args:
        response: one whose body was not read yet.
        host: for the messages.
        cap: at most this many bytes, packed and unpacked.
        pdf: the same where it begins like a PDF, if that is more.
        cut: keep the first `cap` bytes of a larger body, instead of raising.

    Raises:
        TooLarge: there is more.
        Unexpected: it is packed in a way that was not asked for, is damaged or breaks off.
    """
    said = response.headers.get("content-length", "")
    if not cut and said.isascii() and said.isdigit() and int(said[:20]) > max(cap, pdf):
        raise _too_large(host, max(cap, pdf))
    encoding = response.headers.get("content-encoding", "")
    unpack = _unpacker(encoding, host)
    raw, body = 0, bytearray()
    async for chunk in response.aiter_raw():
        if not raw and pdf > cap and PDF.match(_unpacker(encoding, host)(chunk, _BEGINNING)):
            cap = pdf
        raw += len(chunk)
        body += unpack(chunk, cap + 1 - len(body))
        if max(raw, len(body)) > cap:
            if cut:
                return bytes(body[:cap])
            raise _too_large(host, cap)
    # An empty piece asks whether the packed stream came to its end.
    unpack(b"", 0)
    return bytes(body)


def _too_large(host: str, cap: int) -> TooLarge:
    most = f"{cap / MEGABYTE:g} MB" if cap >= MEGABYTE else f"{cap:,} bytes"
    return TooLarge(f"{host} sent more than the {most} that Footprint takes for one page.")


def _unpacker(encoding: str, host: str) -> Callable[[bytes, int], bytes]:
    """What turns a packed piece and the room left into unpacked bytes; an empty piece ends the stream."""
    match encoding.strip().lower():
        case "" | "identity":
            return lambda piece, _: piece
        case "gzip" | "x-gzip":
            return _Packed(host, lambda _: _GZIP)
        case "deflate":
            return _Packed(host, lambda first: zlib.MAX_WBITS if first == _ZLIB_FIRST else -zlib.MAX_WBITS)
    raise Unexpected(f"{host} packed its answer in a way that was not asked for.")


class _Packed:
    """Unpacks gzip and deflate, streams that follow one another included.

    Args:
        host: for the messages.
        window: zlib's `wbits` by the first byte of a stream.
    """

    def __init__(self, host: str, window: Callable[[int], int]) -> None:
        self._host = host
        self._window = window
        self._stream: zlib._Decompress | None = None
        self._ended = False

    def __call__(self, piece: bytes, room: int) -> bytes:
        if not piece and self._stream is not None:
            raise Unexpected(f"The answer of {self._host} broke off in the middle.")
        out = bytearray()
        damaged = False
        try:
            while piece and len(out) < room:
                piece = self._unpack(piece, room, out)
        except zlib.error:
            damaged = True
        if damaged:
            raise Unexpected(f"The answer of {self._host} arrived damaged.")
        return bytes(out)

    def _unpack(self, piece: bytes, room: int, out: bytearray) -> bytes:
        """Unpack some of a piece; returns what is left of it."""
        if self._stream is None:
            if self._ended and not piece.startswith(_GZIP_FIRST):
                return b""  # padding after the last stream, which is no matter
            self._stream = zlib.decompressobj(self._window(piece[0]))
        out += self._stream.decompress(piece, room - len(out))
        if not self._stream.eof:
            return self._stream.unconsumed_tail
        left, self._stream, self._ended = self._stream.unused_data, None, True
        return left

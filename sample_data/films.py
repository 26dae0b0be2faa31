"""Videos whose frames are JPEG pictures, their boxes built by hand: MP4 and QuickTime, each with its position."""

from __future__ import annotations

import io
import struct
from datetime import datetime, timedelta

from notes import Shot
from PIL import Image

RATE = 600
FRAME = RATE // 4


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box: its length, its kind, what is in it."""
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def full(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    """A box with a version and flags."""
    return box(kind, struct.pack(">I", flags), *parts)


def video(frames: list[bytes], shot: Shot, *, brand: bytes, extra: bytes) -> bytes:
    """A video whose frames are JPEG pictures, as MP4 (`mp42`) or QuickTime (`qt  `). `extra` stands in `moov`."""
    head = box(b"ftyp", brand, struct.pack(">I", 0), brand)
    data = box(b"mdat", *frames)
    offset = len(head) + 8
    made = int((shot.taken - timedelta(hours=1) - datetime(1904, 1, 1)).total_seconds())  # noqa: DTZ001  in UTC
    length = FRAME * len(frames)
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    width, height = Image.open(io.BytesIO(frames[0])).size
    movie = full(
        b"mvhd", struct.pack(">IIIIIH", made, made, RATE, length, 0x10000, 0x100), b"\0" * 10, matrix, b"\0" * 24,
        struct.pack(">I", 2),
    )  # fmt: skip
    track = full(
        b"tkhd", struct.pack(">IIIII", made, made, 1, 0, length), b"\0" * 16, matrix,
        struct.pack(">II", width << 16, height << 16), flags=3,
    )  # fmt: skip
    media = box(
        b"mdia",
        full(b"mdhd", struct.pack(">IIIIHH", made, made, RATE, length, 0x55C4, 0)),
        full(b"hdlr", b"\0\0\0\0vide", b"\0" * 12, b"Pictures\0"),
        box(
            b"minf",
            full(b"vmhd", b"\0" * 8, flags=1),
            box(b"dinf", full(b"dref", struct.pack(">I", 1), full(b"url ", flags=1))),
            samples(frames, (width, height), offset, brand),
        ),
    )
    return head + data + box(b"moov", movie, box(b"trak", track, media), extra)


def samples(frames: list[bytes], size: tuple[int, int], offset: int, brand: bytes) -> bytes:
    """The table that says how the frames are coded and where they lie."""
    entry = (
        b"\0" * 6 + struct.pack(">H", 1) + b"\0" * 16 + struct.pack(">HHIIIH", *size, 0x480000, 0x480000, 0, 1)
        + bytes(32) + struct.pack(">Hh", 24, -1)
    )  # fmt: skip
    # JPEG frames are "jpeg" to QuickTime and object type 0x6C to MPEG-4
    es = b"\x03\x15\0\x01\0\x04\x0d\x6c\x11" + b"\0" * 11 + b"\x06\x01\x02"
    coded = box(b"jpeg", entry) if brand == b"qt  " else box(b"mp4v", entry, full(b"esds", es))
    return box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), coded),
        full(b"stts", struct.pack(">III", 1, len(frames), FRAME)),
        full(b"stsc", struct.pack(">IIII", 1, 1, len(frames), 1)),
        full(b"stsz", struct.pack(">II", 0, len(frames)), *(struct.pack(">I", len(f)) for f in frames)),
        full(b"stco", struct.pack(">II", 1, offset)),
    )


def iso6709(shot: Shot) -> bytes:
    """A position as videos write it: `+52.5480-000.7420+061.0/`."""
    latitude, longitude = shot.exact
    return f"{latitude:+08.4f}{longitude:+09.4f}{shot.altitude or 0:+.1f}/".encode()


def mp4(frames: list[bytes], shot: Shot) -> bytes:
    """A video with its position in `©xyz`, as Android telephones write it."""
    text = iso6709(shot)
    place = box(b"\xa9xyz", struct.pack(">HH", len(text), 0x15C7), text)
    return video(frames, shot, brand=b"mp42", extra=box(b"udta", place))


def mov(frames: list[bytes], shot: Shot) -> bytes:
    """A video with its position under a metadata key, as iPhones write it."""
    values = {
        b"com.apple.quicktime.location.ISO6709": iso6709(shot),
        b"com.apple.quicktime.make": b"Candela",
        b"com.apple.quicktime.creationdate": f"{shot.taken:%Y-%m-%dT%H:%M:%S}+0100".encode(),
    }
    keys = [struct.pack(">I4s", 8 + len(key), b"mdta") + key for key in values]
    items = [
        box(struct.pack(">I", i), box(b"data", struct.pack(">II", 1, 0), value))
        for i, value in enumerate(values.values(), 1)
    ]
    meta = box(
        b"meta",
        full(b"hdlr", b"\0\0\0\0mdta", b"\0" * 12, b"\0"),
        full(b"keys", struct.pack(">I", len(keys)), *keys),
        box(b"ilst", *items),
    )
    return video(frames, shot, brand=b"qt  ", extra=meta)

"""Makes small films with known contents. Everyone and everything in them is invented."""

import shutil
import struct
import subprocess
from typing import NamedTuple

import pytest

from tests.photos.samples import HOME, NAME, SERIAL, apple_meta, box, full, xyz

FFMPEG, FFPROBE = shutil.which("ffmpeg"), shutil.which("ffprobe")
needs_ffmpeg = pytest.mark.skipif(not (FFMPEG and FFPROBE), reason="ffmpeg is not installed")

MADE = 3_800_000_000
MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
AVCC = box(b"avcC", b"\1\x42\0\x0a\xff\xe1\0\1\x67\1\0\1\x68")
COLOUR = box(b"colr", b"nclx", struct.pack(">HHH", 1, 1, 1), b"\0")


class Spec(NamedTuple):
    """A track to be made: `entry` is its sample entry, `more` boxes besides in its `trak`."""

    handler: bytes
    entry: bytes
    samples: tuple
    name: bytes = b"GoPro AVC"
    more: bytes = b""
    tables: bytes = b""
    header: bytes = b""


def picture_entry(*boxes, codec=b"avc1", name=b"GoPro AVC encoder"):
    named = bytes((len(name),)) + name.ljust(31, b"\0")
    fields = struct.pack(">6xH4x4s8xHHIIIH", 1, b"GPRO", 48, 32, 0x480000, 0x480000, 0, 1) + named + b"\0\x18\xff\xff"
    return box(codec, fields, *(boxes or (AVCC, COLOUR)))


def sound_entry(*boxes, codec=b"mp4a", version=0, more=b"", channels=1, bits=16):
    fields = struct.pack(">6xHHH4sHHHHI", 1, version, 0, b"appl", channels, bits, 0, 0, 48000 << 16)
    return box(codec, fields, more, *(boxes or (full(b"esds", b"\3\x02\0\1"),)))


def pictures(*samples, **more):
    return Spec(b"vide", picture_entry(), samples or (b"first picture", b"second picture"), **more)


def sounds(*samples, **more):
    return Spec(b"soun", sound_entry(), samples or (b"la", b"li", b"lu"), name=b"Core Media Audio", **more)


def timed(codec, *samples, handler=b"meta", entry=b"", **more):
    return Spec(handler, box(codec, b"\0" * 6 + b"\0\1" + entry), samples, name=b"GoPro MET", **more)


def mvhd(made=MADE):
    return full(b"mvhd", struct.pack(">IIIIIH", made, made, 600, 1200, 0x10000, 0x100), b"\0" * 10, MATRIX, bytes(28))


def trak(number, spec, offsets, *, wide=False, made=MADE):
    tkhd = (
        struct.pack(">IIIII", made, made, number, 0, 1200) + bytes(16) + MATRIX + struct.pack(">II", 48 << 16, 32 << 16)
    )
    head = full(b"vmhd", bytes(8)) if spec.handler == b"vide" else full(b"smhd", bytes(4))
    places = struct.pack(f">I{len(offsets)}{'Q' if wide else 'I'}", len(offsets), *offsets)
    sizes = [len(sample) for sample in spec.samples]
    table = box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), spec.entry),
        full(b"stts", struct.pack(">III", 1, len(sizes), 600)),
        full(b"stsc", struct.pack(">IIII", 1, 1, 1, 1)),
        full(b"stsz", struct.pack(f">II{len(sizes)}I", 0, len(sizes), *sizes)),
        full(b"co64" if wide else b"stco", places),
        spec.tables,
    )
    media = box(
        b"mdia",
        full(b"mdhd", struct.pack(">IIIIHH", made, made, 600, 1200, 0x55C4, 0)),
        full(b"hdlr", b"\0\0\0\0" + spec.handler + b"appl" + bytes(8) + spec.name + b"\0"),
        box(b"minf", head, box(b"dinf", full(b"dref", struct.pack(">I", 1), b"\0\0\0\x0curl \0\0\0\1")), table),
    )
    return box(b"trak", spec.header, full(b"tkhd", tkhd), media, spec.more)


def film(*specs, in_moov=b"", brand=b"isom", before=b"", gap=b"", after=b"", moov_first=False, wide=False):
    """A film whose tracks lie in turn, a sample at a time, with `gap` before the first of them."""
    specs = specs or (pictures(), sounds())
    ftyp = box(b"ftyp", brand, struct.pack(">I", 0), brand) + before

    def laid(start):
        data, offsets = gap, [[] for _ in specs]
        for turn in range(max(len(spec.samples) for spec in specs)):
            for spec, places in zip(specs, offsets, strict=True):
                if turn < len(spec.samples):
                    places.append(start + len(data))
                    data += spec.samples[turn]
        traks = [
            trak(n, spec, places, wide=wide) for n, (spec, places) in enumerate(zip(specs, offsets, strict=True), 1)
        ]
        return box(b"mdat", data), box(b"moov", mvhd(), *traks, in_moov)

    if moov_first:
        _, moov = laid(0)
        mdat, moov = laid(len(ftyp) + len(moov) + 8)
        return ftyp + moov + mdat + after
    mdat, moov = laid(len(ftyp) + 8)
    return ftyp + mdat + moov + after


def telling_udta():
    return box(
        b"udta",
        xyz("+52.6490-000.6370/"),
        box(b"\xa9mak", struct.pack(">HH", 8, 0x15C7), b"Lanterna"),
        box(b"\xa9ART", struct.pack(">HH", len(NAME), 0x15C7), NAME.encode()),
        box(b"\xa9cpy", struct.pack(">HH", 14, 0x15C7), b"(c) Quillfeath"),
        box(b"\xa9day", struct.pack(">HH", 20, 0x15C7), b"2024-06-01T12:30:59Z"),
        box(b"SNum", SERIAL.encode()),
        box(b"abcd", b"unheard of"),
    )


def telling_film(**more):
    """A film that gives away everything that one can."""
    return film(
        pictures(),
        sounds(),
        timed(b"gpmd", gpmf_sample(), gpmf_sample()),
        in_moov=telling_udta()
        + apple_meta(location_ISO6709="+52.6490-000.6370+084.500/", make="Lanterna", author=NAME),
        gap=b"stale bytes of an older film",
        before=box(b"free", b"stale bytes"),
        **more,
    )


# --- timed tracks ----------------------------------------------------------------------------------------------------
def klv(name, kind, size, raw):
    return name + struct.pack(">BBH", ord(kind) if kind else 0, size, len(raw) // size) + raw + b"\0" * (-len(raw) % 4)


def nested(name, *rows):
    raw = b"".join(rows)
    return name + struct.pack(">BBH", 0, 1, len(raw)) + raw + b"\0" * (-len(raw) % 4)


def gpmf_sample(places=(HOME, (52.6500, -0.6380)), fix=3, clock=b"240601123059.500"):
    """A second of GoPro's measurements, older kind (GPS5)."""
    raw = b"".join(
        struct.pack(">5i", round(north * 1e7), round(east * 1e7), 84_500, 1000, 100) for north, east in places
    )
    return nested(
        b"DEVC",
        klv(b"DVID", "L", 4, b"\0\0\0\1"),
        klv(b"DVNM", "c", 1, b"Lanterna Action"),
        nested(
            b"STRM",
            klv(b"GPSF", "L", 4, struct.pack(">I", fix)),
            klv(b"GPSU", "U", 16, clock),
            klv(b"GPSP", "S", 2, struct.pack(">H", 120)),
            klv(b"SCAL", "l", 4, struct.pack(">5i", 10_000_000, 10_000_000, 1000, 1000, 100)),
            klv(b"GPS5", "l", 20, raw),
        ),
    )


def gps9_sample(place=HOME, fix=3):
    """The same, newer kind: each position with its own moment."""
    row = struct.pack(
        ">7iHH", round(place[0] * 1e7), round(place[1] * 1e7), 84_500, 1000, 100, 8918, 45_059_500, 200, fix
    )
    scales = struct.pack(">9i", 10_000_000, 10_000_000, 1000, 1000, 100, 1, 1000, 100, 1)
    strm = nested(b"STRM", klv(b"TYPE", "c", 1, b"lllllllSS"), klv(b"SCAL", "l", 4, scales), klv(b"GPS9", "?", 32, row))
    return nested(b"DEVC", klv(b"MINF", "c", 1, b"Lanterna A9"), strm)


def camm_short(place=HOME):
    return struct.pack("<HH3d", 0, 5, *place, 84.5)


def camm_long(place=HOME, seconds=1_401_280_277.0, fix=3):
    return struct.pack("<HHdIddfffffff", 0, 6, seconds, fix, *place, 84.5, *(0.5,) * 6)


def mebx_entry(**keys):
    """Apple's keys, counted from 1."""
    entries = b"".join(
        box(
            struct.pack(">I", n),
            box(b"keyd", b"mdta" + b"com.apple.quicktime." + key.replace("_", ".").encode()),
            box(b"dtyp", struct.pack(">II", 0, kind)),
        )
        for n, (key, kind) in enumerate(keys.items(), 1)
    )
    return box(b"keys", entries)


def mebx_sample(*values):
    return b"".join(box(struct.pack(">I", n), value) for n, value in enumerate(values, 1))


def rtmd_sample(place=HOME, status=b"A"):
    def row(tag, raw):
        return struct.pack(">HH", tag, len(raw)) + raw

    def angle(value):
        seconds = round(abs(value) * 3600 * 1000)
        return struct.pack(">6I", seconds // 3_600_000, 1, seconds // 60_000 % 60, 1, seconds % 60_000, 1000)

    rows = (
        row(0x8114, b"LANTERNA-7 " + SERIAL.encode()),
        row(0xE304, bytes.fromhex("00 2024 06 01 12 30 59")),
        row(0x8500, b"\2\3\0\0"),
        row(0x8501, b"N\0"),
        row(0x8502, angle(place[0])),
        row(0x8503, b"W\0"),
        row(0x8504, angle(place[1])),
        row(0x8507, struct.pack(">6I", 12, 1, 30, 1, 59, 1)),
        row(0x8509, status + b"\0"),
        row(0x851D, b"2024:06:01\0"),
    )
    return (
        struct.pack(">H", 28)
        + bytes(26)
        + bytes.fromhex("060e2b3402530101")
        + bytes(8)
        + b"\x83\0\0\0"
        + b"".join(rows)
    )


def subtitle(text):
    return struct.pack(">H", len(text)) + text.encode()


def novatek(place=HOME, status=b"A"):
    """A dashcam's block: degrees and minutes in one number."""
    north, east = (int(abs(v)) * 100 + abs(v) % 1 * 60 for v in place)
    moment = struct.pack("<6I", 12, 30, 59, 24, 6, 1)
    body = bytes(32) + moment + status + b"NW\0" + struct.pack("<4f", north, east, 10.0, 90.0)
    return struct.pack(">I", 512) + b"freeGPS " + struct.pack("<I", 76) + body.ljust(496, b"\0")


def insta360(place=HOME, status=b"A"):
    """What Insta360 writes behind a film."""
    fix = struct.pack("<IIHcdcdcddd", 1_717_241_459, 0, 0, status, place[0], b"N", abs(place[1]), b"W", 1.0, 90.0, 84.5)
    named = b"".join(
        bytes((tag, len(text))) + text
        for tag, text in ((0x0A, SERIAL.encode()), (0x12, b"Lanterna 360"), (0x1A, b"v1"))
    )
    records = fix + struct.pack("<HI", 0x700, len(fix)) + named + struct.pack("<HI", 0x101, len(named))
    length = len(records) + 72
    return records + bytes(32) + struct.pack("<I", length) + bytes(4) + b"8db42d694ccc418790edff439fe026bf"


# --- films that a player plays ---------------------------------------------------------------------------------------
def grafted(data, spec):
    """A film whose header comes last, with one more track whose samples lie behind that."""
    at, places = 0, {}
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        places[data[at + 4 : at + 8]] = (at, length)
        at += length
    start, length = places[b"moov"]
    assert start + length == len(data)

    def grown(offsets):
        return box(b"moov", data[start + 8 :], trak(9, spec, offsets))

    first = start + len(grown([0] * len(spec.samples))) + 8
    offsets = [first + sum(len(s) for s in spec.samples[:n]) for n in range(len(spec.samples))]
    return data[:start] + grown(offsets) + box(b"mdat", *spec.samples)


TAGS = (
    "-metadata", f"artist={NAME}", "-metadata", "title=Kingfisher Wharf", "-metadata", "location=+52.6490-000.6370/",
    "-metadata", "creation_time=2024-06-01T12:30:59Z", "-metadata", f"comment={SERIAL}",
)  # fmt: skip


def played(path, *options):
    """A film of a second, of a test pattern and a tone."""
    source = ("-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1")
    subprocess.run([FFMPEG, "-v", "error", "-y", *source, *options, str(path)], check=True)
    return path


def frames(path):
    """A hash of each picture and each stretch of sound that a player makes of a film."""
    command = [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:v?", "-map", "0:a?", "-f", "framemd5", "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def tags(path):
    """What ffprobe says of a film besides its structure."""
    command = [FFPROBE, "-v", "error", "-show_format", "-show_streams", "-of", "flat", str(path)]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    structure = ("brand", "minor_version", "language", '.vendor_id="[0][0][0][0]"')
    return {line for line in said if ".tags." in line and not any(word in line for word in structure)}

"""Makes many 12-megapixel photos as a telephone takes them. Everything in them is invented.

One picture is painted and compressed once; each file gets metadata of its own, and a quantisation table of its own, so
that no two show the same pixels. Seeded: the same files each time.
"""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import piexif
from PIL import Image, ImageCms, ImageFilter

_SIZE = (4000, 3000)
_QUALITY = 92
_NAMES = ("Rosalind Quillfeather", "Tobias Quillfeather", "Marguerite Ashdown")
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 6.0.0">
   <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about=""
            xmlns:xmp="http://ns.adobe.com/xap/1.0/"
            xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
         <xmp:CreateDate>{moment}</xmp:CreateDate>
         <xmp:CreatorTool>17.5.1</xmp:CreatorTool>
         <xmp:ModifyDate>{moment}</xmp:ModifyDate>
         <photoshop:DateCreated>{moment}</photoshop:DateCreated>
      </rdf:Description>
   </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def library(into: Path, count: int, seed: int = 1) -> list[Path]:
    """Write `count` photos of 3 to 4 MB into a folder; every second one has an XMP packet."""
    dice = random.Random(seed)  # noqa: S311  no secret: the same files each time
    head, tables, body = _pieces(_painted(dice))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    paths = []
    for number in range(count):
        path = into / f"IMG_{number:05}.jpg"
        with path.open("wb") as file:
            file.write(head + _segment(0xE1, b"Exif\0\0" + _exif(dice, number)))
            if number % 2:
                packet = _PACKET.format(moment=_moment(number).replace(":", "-", 2).replace(" ", "T")).encode()
                file.write(_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet))
            file.write(_segment(0xE2, b"ICC_PROFILE\0\1\1" + profile))
            file.write(_varied(tables, dice) + body)
        paths.append(path)
    return paths


def _painted(dice: random.Random) -> bytes:
    """Clouds with a grain: about as hard to compress as a photo out of doors."""
    width, height = _SIZE
    noise = Image.frombytes("RGB", (width // 50, height // 50), dice.randbytes(width * height * 3 // 2500))
    clouds = noise.resize(_SIZE, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", _SIZE, dice.randbytes(width * height)).filter(ImageFilter.GaussianBlur(0.8))
    into = BytesIO()
    Image.blend(clouds, grain.convert("RGB"), 0.25).save(into, "JPEG", quality=_QUALITY)
    return into.getvalue()


def _pieces(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Start and JFIF header, the first quantisation table, and the rest."""
    start = data.index(b"\xff\xdb")
    end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    return data[:start], data[start:end], data[end:]


def _varied(table: bytes, dice: random.Random) -> bytes:
    raw = bytearray(table)
    for _ in range(3):
        raw[dice.randrange(20, len(raw))] = dice.randrange(3, 60)
    return bytes(raw)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _moment(number: int) -> str:
    return f"2024:{number // 28 % 12 + 1:02}:{number % 28 + 1:02} {number % 12 + 8:02}:{number % 60:02}:59"


def _thumbnail(dice: random.Random) -> bytes:
    """About 10 to 30 KB, of which only the length counts."""
    into = BytesIO()
    Image.frombytes("RGB", (160, 120), dice.randbytes(160 * 120 * 3)).save(
        into, "JPEG", quality=dice.choice((75, 88, 95))
    )
    return into.getvalue()


def _exif(dice: random.Random, number: int) -> bytes:
    """48 tags in four directories, as a telephone writes them."""
    return piexif.dump(
        {
            "0th": {
                0x010F: "Lanterna",
                0x0110: "Lanterna L-12 Pro",
                0x0112: dice.choice((1, 1, 3, 6, 8)),
                0x011A: (72, 1),
                0x011B: (72, 1),
                0x0128: 2,
                0x0131: "17.5.1",
                0x0132: _moment(number),
                0x013C: "Lanterna L-12 Pro",
                0x0213: 1,
                0x013B: dice.choice(_NAMES),
            },
            "Exif": _shot(dice, number),
            "GPS": _place(dice, number),
            "1st": {0x0103: 6, 0x011A: (72, 1), 0x011B: (72, 1), 0x0128: 2},
            "thumbnail": _thumbnail(dice),
        }
    )[6:]


def _shot(dice: random.Random, number: int) -> dict[int, object]:
    return {
        0x829A: (1, dice.randrange(30, 4000)),
        0x829D: (9, 5),
        0x8822: 2,
        0x8827: dice.choice((32, 50, 64, 100)),
        0x9000: b"0232",
        0x9003: _moment(number),
        0x9004: _moment(number),
        0x9010: "+01:00",
        0x9011: "+01:00",
        0x9012: "+01:00",
        0x9101: b"\1\2\3\0",
        0x9201: (dice.randrange(50_000, 120_000), 10_000),
        0x9202: (16959, 10_000),
        0x9203: (dice.randrange(-9000, 99_000), 10_000),
        0x9204: (0, 1),
        0x9207: 5,
        0x9209: 16,
        0x920A: (57, 10),
        0x9214: (2009, 1503, 2208, 1327),
        0x927C: b"Lanterna iOS\0\0\1MM" + dice.randbytes(dice.randrange(1000, 2000)),
        0x9291: f"{dice.randrange(1000):03}",
        0x9292: f"{dice.randrange(1000):03}",
        0xA000: b"0100",
        0xA001: 65535,
        0xA002: _SIZE[0],
        0xA003: _SIZE[1],
        0xA217: 2,
        0xA301: b"\1",
        0xA402: 0,
        0xA403: 0,
        0xA405: 26,
        0xA406: 0,
        0xA432: ((154, 100), (6, 1), (9, 5), (14, 5)),
        0xA433: "Lanterna",
        0xA434: "Lanterna L-12 Pro back camera 5.7mm f/1.8",
    }


def _place(dice: random.Random, number: int) -> dict[int, object]:
    """Anywhere on the open water of a reservoir."""
    return {
        1: "N",
        2: ((52, 1), (38, 1), (dice.randrange(5000, 5900), 100)),
        3: "W",
        4: ((0, 1), (38, 1), (dice.randrange(1000, 1900), 100)),
        5: 0,
        6: (dice.randrange(60_000, 90_000), 1000),
        7: ((number % 12 + 7, 1), (number % 60, 1), (59, 1)),
        12: "K",
        13: (dice.randrange(0, 500), 100),
        16: "T",
        17: (dice.randrange(0, 36_000), 100),
        29: _moment(number)[:10],
        31: (dice.randrange(300, 2000), 100),
    }

"""Whole files from which the damaged ones are made, and words that formats are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.photos import samples
from tests.photos.conftest import REAL

LONGEST = 1 << 16

_WORDS = (
    *(b"Exif\0\0", b"II*\0", b"MM\0*", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"),
    *(b"ICC_PROFILE\0", b"MPF\0", b"Photoshop 3.0\0", b"8BIM", b"JFIF\0", b"JFXX\0", b"Adobe", b"SEFT", b"SEFH"),
    *(b"\xff\xd8\xff", b"\xff\xd9", b"\xff\xda", b"\xff\xe1", b"\xff\xe2", b"\xff\xed", b"\xff\xc0", b"\xff\xfe"),
    *(b"\x89PNG\r\n\x1a\n", b"IHDR", b"IDAT", b"IEND", b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"acTL"),
    *(b"RIFF", b"WEBP", b"VP8X", b"VP8L", b"ANMF", b"EXIF", b"XMP ", b"GIF89a", b"!\xff\x0bXMP DataXMP", b"!\xfe"),
    *(b"ftyp", b"heic", b"mif1", b"avif", b"isom", b"qt  ", b"moov", b"mvhd", b"udta", b"meta", b"hdlr", b"keys"),
    *(b"ilst", b"mdat", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"stco", b"co64", b"iinf", b"infe", b"iloc"),
    *(b"iref", b"iprp", b"ipco", b"\xa9xyz", b"loci", b"gpmd", b"camm", b"mebx", b"uuid", b"free", b"mpvd"),
    *(b"\x69\x87\4\0", b"\x87\x69\0\4", b"\x25\x88\4\0", b"\x88\x25\0\4", b"\x7c\x92\7\0", b"\x92\x7c\0\7"),
    *(b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"<!DOCTYPE", b"<!ENTITY", b"<x:xmpmeta"),
    *(b"exif:GPSLatitude", b"photoshop:City", b"rdf:Description", b"Apple iOS\0", b"Nikon\0", b"Panasonic\0"),
)


def dictionary() -> str:
    """The words, as libFuzzer reads them."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in _WORDS)


def seeds() -> Iterator[tuple[str, bytes]]:
    """(name, file) of every format that we can make, and of the real files where they are; each cut to `LONGEST`."""
    for number, data in enumerate(_invented()):
        yield f"invented-{number}", data[:LONGEST]
    for file in sorted(REAL.rglob("*")) if REAL.exists() else ():
        if file.is_file() and file.suffix not in (".json", ".md"):
            with file.open("rb") as opened:
                data = opened.read(LONGEST)
            yield f"real-{hashlib.sha256(data).hexdigest()[:16]}", data


def _invented() -> Iterator[bytes]:
    exif, packet, iptc = samples.telling_exif(), samples.telling_xmp(), samples.telling_iptc()
    place = samples.box(b"udta", samples.xyz("+52.6490-000.6370/"))
    film = samples.mp4(place, samples.apple_meta(location_ISO6709="+52.6490-000.6370/", make="Lanterna"))
    profile = samples.segment(0xE2, b"ICC_PROFILE\0\1\1" + samples.profile())
    telling = [samples.exif_segment(exif), samples.xmp_segment(packet), samples.iptc_segment(iptc), profile]
    yield samples.jpeg(*telling, trailer=film)
    yield samples.jpeg(*telling, trailer=samples.jpeg(*telling))
    yield samples.saved(samples.pixels(), "JPEG", progressive=True, exif=b"Exif\0\0" + exif)
    chunks = [samples.chunk(b"eXIf", samples.telling_exif(">")), samples.raw_profile("exif", exif)]
    yield samples.png(*chunks, samples.raw_profile("xmp", packet), samples.chunk(b"tEXt", b"Author\0" + b"R. Q."))
    yield samples.webp(samples.riff_chunk(b"EXIF", exif), samples.riff_chunk(b"XMP ", packet), flags=12)
    yield exif
    yield samples.telling_exif(">")
    yield samples.heic(exif, packet)
    yield samples.heic(exif, packet, brand=b"avif")
    yield film
    for form in ("GIF", "TIFF", "BMP"):
        yield samples.saved(samples.pixels(16, 12), form)
    frames = [samples.pixels(16, 12, shade=shade) for shade in (0, 90)]
    for form in ("PNG", "GIF", "WEBP", "TIFF", "MPO"):
        into = BytesIO()
        frames[0].save(into, form, save_all=True, append_images=frames[1:])
        yield into.getvalue()
    yield _modern("HEIF")
    yield _modern("AVIF")


def _modern(form: str) -> bytes:
    """A picture that only some builds of Pillow can write."""
    try:
        import pillow_heif  # noqa: PLC0415  it takes long to load

        pillow_heif.register_heif_opener()
        return samples.saved(Image.new("RGB", (32, 32)), form, exif=b"Exif\0\0" + samples.telling_exif())
    except (ImportError, OSError, KeyError, ValueError):
        return samples.heic(samples.telling_exif())


def written(into: Path) -> None:
    """Write the seeds into a folder; those that are there already are left as they are."""
    into.mkdir(parents=True, exist_ok=True)
    for name, data in seeds():
        if not (into / name).exists():
            (into / name).write_bytes(data)

"""Whole files from which the damaged ones are made, and words that formats are made of."""

from __future__ import annotations

import hashlib
import plistlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.photos import films, multipictures, samples, test_c2pa, test_makernotes, test_raw, test_segments, tiffs
from tests.photos.conftest import REAL
from tests.photos.formats import (
    test_cr3,
    test_gif,
    test_jxl,
    test_mkv,
    test_movie,
    test_other_films_and_pictures,
    test_pdf,
    test_sequence,
    test_sidecar_formats,
    test_svg,
)

LONGEST = 1 << 13

GATHERED = Path(__file__).parents[2] / ".fuzz" / "gathered"
"""Where `gather` puts what it finds."""

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
    *(b"GPMF", b"DEVC", b"STRM", b"GPS5", b"GPS9", b"SCAL", b"moof", b"traf", b"trun", b"tfhd", b"sgpd", b"sbgp"),
    *(b"brob", b"jxlc", b"jxlp", b"jhgm", b"jumb", b"jumd", b"cbor", b"grid", b"auxC", b"thmb", b"cdsc", b"dimg"),
    *(b"%PDF-1.7", b"/ObjStm", b"/FlateDecode", b"/Metadata", b"/DCTDecode", b"/Length", b"endobj", b"stream\r\n"),
    *(b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x12\x54\xc3\x67", b"INFO", b"IDIT", b"hdrl", b"movi", b"bplist00"),
    *(b"hdrgm:Version", b"Container:Directory", b"GeoData", b"freeGPS ", b"CMT1", b"CNCV", b"NOTES", b"FUJIFILM"),
    *(b"exif:GPSLatitude", b"photoshop:City", b"rdf:Description", b"Apple iOS\0", b"Nikon\0", b"Panasonic\0"),
)


def dictionary() -> str:
    """The words, as libFuzzer reads them."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in _WORDS)


def seeds() -> Iterator[tuple[str, bytes]]:
    """(name, file) of every format that we can make, gathered from the tests, and real ones where they are.

    A real file is cut to `LONGEST`; one of ours that is longer is left out.
    """
    for maker in (_stills, _films, _others, _texts):
        for number, data in enumerate(maker()):
            if len(data) <= LONGEST:
                yield f"{maker.__name__[1:]}-{number}", data
    for file in sorted(GATHERED.iterdir()) if GATHERED.exists() else ():
        yield f"gathered-{file.name}", file.read_bytes()
    for file in sorted(REAL.rglob("*")) if REAL.exists() else ():
        if file.is_file() and file.suffix not in (".json", ".md"):
            with file.open("rb") as opened:
                data = opened.read(LONGEST)
            yield f"real-{hashlib.sha256(data).hexdigest()[:16]}", data


def _stills() -> Iterator[bytes]:
    """Pictures, with all that they can tell."""
    exif, packet = samples.telling_exif(thumbnail=b""), samples.telling_xmp()
    film = films.film(films.pictures(), in_moov=films.telling_udta())
    profile = samples.segment(0xE2, b"ICC_PROFILE\0\1\1" + samples.profile())
    small = samples.small_jpeg(16, 16)
    telling = [samples.exif_segment(exif), samples.xmp_segment(packet), samples.iptc_segment(samples.telling_iptc())]
    yield samples.jpeg(*telling, profile, base=small, trailer=film)
    yield samples.jpeg(*telling, base=small, trailer=samples.jpeg(*telling, base=small))
    yield samples.jpeg(*test_c2pa.parts_of(_signed(), 600), base=small)
    yield samples.jpeg(base=small, trailer=multipictures.samsung(film))
    gains = multipictures.gain_map()
    yield multipictures.indexed([gains], samples.xmp_segment(multipictures.directory(len(gains))), base=small)
    packet_of_film = samples.xmp_segment(multipictures.directory(len(gains), len(film)))
    yield multipictures.indexed([gains], packet_of_film, base=small, behind=film)
    yield samples.saved(samples.pixels(), "JPEG", progressive=True, exif=b"Exif\0\0" + exif)
    chunks = [samples.chunk(b"eXIf", samples.telling_exif(">", thumbnail=b"")), samples.raw_profile("exif", exif)]
    yield samples.png(*chunks, samples.raw_profile("xmp", packet), samples.chunk(b"tEXt", b"Author\0" + b"R. Q."))
    yield samples.webp(samples.riff_chunk(b"EXIF", exif), samples.riff_chunk(b"XMP ", packet), flags=12)
    yield exif
    for order in "<>":
        yield tiffs.telling_tiff(order)
        yield tiffs.telling_tiff(order, big=True)
    yield from test_raw.FILES.values()
    yield test_segments.structure(test_segments.INNER).replace(b"HEAPJPGM", b"HEAPCCDR")
    yield test_raw.raf(samples.jpeg(*telling, base=small))
    yield test_gif.EVERYTHING
    yield test_jxl.EVERYTHING
    yield test_jxl.jxl(stream=[test_jxl.STREAM[:9], test_jxl.STREAM[9:]])
    yield from (samples.saved(samples.pixels(16, 12), form) for form in ("GIF", "TIFF", "BMP"))
    frames = [samples.pixels(16, 12, shade=shade) for shade in (0, 90)]
    for form in ("PNG", "GIF", "WEBP", "TIFF", "MPO"):
        into = BytesIO()
        frames[0].save(into, form, save_all=True, append_images=frames[1:])
        yield into.getvalue()
    yield _modern("HEIF")
    yield _modern("AVIF")


def _signed() -> bytes:
    return test_c2pa.store(test_c2pa.EXIF)


def _films() -> Iterator[bytes]:
    """Films with tracks of every kind, in pieces or whole, and pictures that move."""
    yield films.telling_film()
    yield films.film(in_moov=films.telling_udta(), brand=b"qt  ", wide=True)
    for kind, sample in (
        (b"gpmd", films.gps9_sample()),
        (b"camm", films.camm_short()),
        (b"camm", films.camm_long()),
        (b"rtmd", films.rtmd_sample()),
        (b"tx3g", films.subtitle("GPS(-0.637000,52.649000,18)")),
        (b"tx3g", films.subtitle("$GPRMC,123059.00,A,5238.940,N,00038.220,W,0.1,0,010624,,")),
    ):
        yield films.film(films.pictures(), films.timed(kind, sample, sample))
    keys = films.mebx_entry(location_ISO6709=1, detected_face=0)
    yield films.film(films.pictures(), films.timed(b"mebx", films.mebx_sample(b"+52.6490-000.6370/", b"?"), entry=keys))
    yield films.film(films.pictures(), after=films.insta360())
    yield films.film(films.pictures(), before=samples.box(b"free", films.novatek()[8:]))
    yield test_movie.in_fragments(test_movie.fragment(1, [b"picture"]), test_movie.fragment(2, [b"52.6490"]))
    yield test_sequence.film(in_moov=(films.telling_udta(),))
    after = samples.box(b"uuid", test_cr3.XMP_UUID, samples.telling_xmp()) + test_cr3.preview()
    yield test_cr3.raw_picture(test_cr3.canon(), data=(b"raw picture", test_cr3.measured()), after=after)
    yield test_mkv.TELLING
    others = test_other_films_and_pictures
    info = others.listing(b"INFO", others.chunk(b"IART", b"R. Q.\0"), others.chunk(b"ISFT", b"Lanterna"))
    yield others.avi(info, others.chunk(b"IDIT", b"Sat Jun 01 12:30:59 2024\n\0"))


def _others() -> Iterator[bytes]:
    """Documents, drawings, and what lies beside a photo."""
    others = test_other_films_and_pictures
    yield others.jp2(others.uuid("be7acfcb97a942e89c71999491e3afac", samples.telling_xmp()))
    yield others.jp2(samples.box(b"uuid", b"JpgTiffExif->JP2", b"Exif\0\0", samples.telling_exif(thumbnail=b"")))
    yield others.linked(rb"C:\Users\ros\screen.icc")
    pdf = test_pdf
    yield pdf.pdf(pdf.CATALOG, pdf.INFO, pdf.image(samples.small_jpeg(8, 8)), trailer=b"/Root 1 0 R /Info 2 0 R")
    yield pdf.pdf(pdf.CATALOG, pdf.packed(pdf.INFO), trailer=b"/Root 1 0 R /Info 20 0 R")
    yield test_svg.svg("<title>Garden of 14 Kingfisher Wharf</title>", test_svg.METADATA)
    yield samples.telling_xmp()
    sidecars = test_sidecar_formats
    yield sidecars.takeout()
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        yield sidecars.aae(sidecars.edits(sidecars.CROP), form)
    yield b"[IMG_1.jpg]\nfaces=rect64(3f845bcb59418507),8e62398ebda8c1a5\ncaption=Garden\ngeotag=52.649,-0.637\n"


def _texts() -> Iterator[bytes]:
    """What one vocabulary reads, behind two bytes that say which; see `target`."""
    yield from (b"@P/albums/Thornmere 2024/" + name for name in _NAMES)
    yield b"@E" + samples.telling_exif(thumbnail=b"")
    yield b"@X" + samples.telling_xmp()
    yield b"@I" + samples.telling_iptc()
    yield b"@TComment\0Thornmere in spring"
    for number, (make, tags) in enumerate(
        (("CANON", 0), ("NIKON", 1), ("PANASONIC", 3), ("OLYMPUS", 4), ("PENTAX", 6), ("APPLE", 8))
    ):
        del number
        known = getattr(test_makernotes, make, {0x0009: samples.words("R. Q."), 0x0033: samples.words("Thornmere")})
        for header in _NOTE_HEADERS[make]:
            start = 8 + len(header)
            yield b"@M" + bytes((tags,)) + header + test_makernotes.directory(known, start)


_NAMES = (
    b"IMG_20240601_123059.jpg",
    b"2024-06-01 12.30.59.jpg",
    b"Screenshot 2024-06-01 at 12.30.59.png",
    b"PE9 1AA 14 Kingfisher Wharf.jpg",
    b"52.6490, -0.6370.jpg",
    b"WhatsApp Image 2024-06-01 at 12.30.59.jpeg",
    b"1717241459000.jpg",
    b"Picnic in Thornmere.jpg",
)
_NOTE_HEADERS = {
    "CANON": (b"",),
    "NIKON": (b"", b"Nikon\0\1\0", b"Nikon\0\2\x10\0\0MM\0*\0\0\0\x08"),
    "PANASONIC": (b"Panasonic\0\0\0",),
    "OLYMPUS": (b"OLYMP\0\1\0", b"OLYMPUS\0II\3\0", b"OM SYSTEM\0\0\0II\4\0"),
    "PENTAX": (b"AOC\0MM", b"PENTAX \0II"),
    "APPLE": (b"Apple iOS\0\0\1MM",),
}


def _modern(form: str) -> bytes:
    """A picture that only some builds of Pillow can write."""
    try:
        import pillow_heif  # noqa: PLC0415  it takes long to load

        pillow_heif.register_heif_opener()
        exif = b"Exif\0\0" + samples.telling_exif(thumbnail=b"")
        return samples.saved(Image.new("RGB", (32, 32)), form, exif=exif)
    except (ImportError, OSError, KeyError, ValueError):
        return samples.heic(samples.telling_exif(thumbnail=b""))


def written(kept: Path) -> None:
    """Write the seeds into the folder `seeds`, and make room for what is learnt from them."""
    for folder in ("seeds", "found", "counts", "reading", "cleaning"):
        (kept / folder).mkdir(parents=True, exist_ok=True)
    for name, data in seeds():
        if not (kept / "seeds" / name).exists():
            (kept / "seeds" / name).write_bytes(data)

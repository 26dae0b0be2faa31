"""Makes small files with known contents. Everyone and everything in them is invented."""

import json
import shutil
import struct
import subprocess
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

HOME = (52.6490, -0.6370)
"""Open water of a reservoir, nobody's home."""

NAME = "Rosalind Quillfeather"
SERIAL = "SN0123456789"

EXIFTOOL = shutil.which("exiftool")
needs_exiftool = pytest.mark.skipif(EXIFTOOL is None, reason="exiftool is not installed")

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 10: 8, 12: 8}


# --- EXIF ------------------------------------------------------------------------------------------------------------
def rationals(order, *pairs):
    return b"".join(struct.pack(f"{order}2I", *pair) for pair in pairs)


def dms(degrees):
    """A positive angle as three exact rationals."""
    seconds = round(abs(degrees) * 3600 * 1000)
    return (seconds // 3_600_000, 1), (seconds // 60_000 % 60, 1), (seconds % 60_000, 1000)


def gps_tags(latitude, longitude, order="<", altitude=None):
    tags = {
        0x01: (2, b"S\0" if latitude < 0 else b"N\0"),
        0x02: (5, rationals(order, *dms(latitude))),
        0x03: (2, b"W\0" if longitude < 0 else b"E\0"),
        0x04: (5, rationals(order, *dms(longitude))),
    }
    if altitude is not None:
        tags[0x05] = (1, b"\1" if altitude < 0 else b"\0")
        tags[0x06] = (5, rationals(order, (round(abs(altitude) * 10), 10)))
    return tags


def _directory(tags, at, order, following=0):
    """One IFD at an offset, its long values behind it. Tags: number → (type, bytes)."""
    rows, values = b"", b""
    behind = at + 2 + 12 * len(tags) + 4
    for tag in sorted(tags):
        kind, raw = tags[tag]
        count = len(raw) // _SIZES[kind]
        if len(raw) <= 4:
            cell = raw.ljust(4, b"\0")
        else:
            cell = struct.pack(f"{order}I", behind + len(values))
            values += raw + b"\0" * (len(raw) % 2)
        rows += struct.pack(f"{order}HHI", tag, kind, count) + cell
    return struct.pack(f"{order}H", len(tags)) + rows + struct.pack(f"{order}I", following) + values


def tiff(first=None, exif=None, gps=None, thumbnail=b"", order="<"):
    """A TIFF structure from its tags."""
    first = dict(first or {})
    below = {0x8769: exif, 0x8825: gps}
    for pointer, tags in below.items():
        if tags is not None:
            first[pointer] = (4, b"\0\0\0\0")
    at = 8 + len(_directory(first, 8, order))
    pieces = []
    for pointer, tags in below.items():
        if tags is not None:
            first[pointer] = (4, struct.pack(f"{order}I", at))
            pieces.append(_directory(tags, at, order))
            at += len(pieces[-1])
    following = at if thumbnail else 0
    if thumbnail:
        small = {0x0201: (4, b"\0\0\0\0"), 0x0202: (4, struct.pack(f"{order}I", len(thumbnail)))}
        small[0x0201] = (4, struct.pack(f"{order}I", at + len(_directory(small, at, order))))
        pieces.append(_directory(small, at, order) + thumbnail)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + _directory(first, 8, order, following) + b"".join(pieces)


def short(value, order="<"):
    return 3, struct.pack(f"{order}H", value)


def words(text):
    return 2, text.encode() + b"\0"


def telling_exif(order="<", orientation=1, thumbnail=None):
    """An EXIF block that gives away everything."""
    return tiff(
        {
            0x010E: words("Garden of 14 Kingfisher Wharf"),
            0x010F: words("Lanterna"),
            0x0110: words("L-100"),
            0x0112: short(orientation, order),
            0x013B: words(NAME),
            0x8298: words("(c) " + NAME),
            0x9C9D: (1, NAME.encode("utf-16-le") + b"\0\0"),
        },
        {
            0x9003: words("2024:06:01 12:30:59"),
            0x9011: words("+01:00"),
            0x927C: (7, b"maker note that nobody knows"),
            0x9286: (7, b"ASCII\0\0\0Ring the bell twice"),
            0xA430: words(NAME),
            0xA431: words(SERIAL),
        },
        gps_tags(*HOME, order, 84.5),
        small_jpeg(16, 12) if thumbnail is None else thumbnail,
        order,
    )


# --- other vocabularies ----------------------------------------------------------------------------------------------
def xmp(*properties, attributes=""):
    """An XMP packet. Properties are XML elements."""
    spaces = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "exif": "http://ns.adobe.com/exif/1.0/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
        "aux": "http://ns.adobe.com/exif/1.0/aux/",
        "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
        "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
        "xmpGImg": "http://ns.adobe.com/xap/1.0/g/img/",
        "tiff": "http://ns.adobe.com/tiff/1.0/",
    }
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    body = "".join(properties)
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {declared}><rdf:Description rdf:about="" {attributes}>{body}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def telling_xmp():
    return xmp(
        "<exif:GPSLatitude>52,38.94N</exif:GPSLatitude><exif:GPSLongitude>0,38.22W</exif:GPSLongitude>",
        f"<dc:creator><rdf:Seq><rdf:li>{NAME}</rdf:li></rdf:Seq></dc:creator>",
        "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Tobias Quillfeather</rdf:li></rdf:Bag>",
        "</Iptc4xmpExt:PersonInImage>",
        "<photoshop:City>Thornmere</photoshop:City>",
        f"<aux:SerialNumber>{SERIAL}</aux:SerialNumber>",
        "<xmp:CreateDate>2024-06-01T12:30:59+01:00</xmp:CreateDate>",
    )


def iptc_records(*records):
    return b"".join(bytes((0x1C, 2, number)) + struct.pack(">H", len(raw)) + raw for number, raw in records)


def resource(number, data):
    """One Photoshop resource block."""
    return b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


def telling_iptc():
    return resource(0x0404, iptc_records((90, b"Thornmere"), (92, b"Kingfisher Wharf"), (80, NAME.encode())))


def encoded(content):
    """Anything as CBOR."""
    if isinstance(content, bool) or content is None:
        return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[content]
    if isinstance(content, int):
        return _counted(0, content) if content >= 0 else _counted(1, -1 - content)
    if isinstance(content, bytes):
        return _counted(2, len(content)) + content
    if isinstance(content, str):
        raw = content.encode()
        return _counted(3, len(raw)) + raw
    if isinstance(content, list):
        return _counted(4, len(content)) + b"".join(map(encoded, content))
    pairs = (encoded(key) + encoded(value) for key, value in content.items())
    return _counted(5, len(content)) + b"".join(pairs)


def _counted(major, number):
    return bytes((major << 5 | 27,)) + struct.pack(">Q", number)


def jumbf(label, *boxes, kind=b"\0" * 16):
    """A box with a label and other boxes in it."""
    description = box(b"jumd", kind, b"\3", label.encode() + b"\0")
    return box(b"jumb", description, *boxes)


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


# --- pictures --------------------------------------------------------------------------------------------------------
def pixels(width=48, height=32, mode="RGB", shade=0):
    image = Image.new(mode, (width, height))
    image.putdata([_pixel(x * 5 % 256, y * 7 % 256, shade, mode) for y in range(height) for x in range(width)])
    return image


def _pixel(x, y, shade, mode):
    return {"RGB": (x, y, shade), "RGBA": (x, y, shade, 255 - x), "L": x, "CMYK": (x, y, shade, 10)}[mode]


def saved(image, form, **options):
    into = BytesIO()
    image.save(into, form, **options)
    return into.getvalue()


def small_jpeg(width=48, height=32, **options):
    return saved(pixels(width, height), "JPEG", **options)


def segment(marker, body):
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments, base=None, trailer=b""):
    """A JPEG with segments put in after its JFIF header, if it has one, and bytes behind its end."""
    base = base or small_jpeg()
    at = 20 if base[6:10] == b"JFIF" else 2
    return base[:at] + b"".join(segments) + base[at:] + trailer


def exif_segment(block):
    return segment(0xE1, b"Exif\0\0" + block)


def xmp_segment(packet):
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def iptc_segment(resources):
    return segment(0xED, b"Photoshop 3.0\0" + resources)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*chunks, base=None, trailer=b""):
    """A PNG with chunks put in after its header."""
    base = base or saved(pixels(), "PNG")
    return base[:33] + b"".join(chunks) + base[33:] + trailer


def raw_profile(name, data):
    """A text chunk as ImageMagick writes profiles."""
    digits = data.hex().encode()
    lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    text = b"\n%s\n%8d\n%s\n" % (name.encode(), len(data), lines)
    return chunk(b"zTXt", b"Raw profile type " + name.encode() + b"\0\0" + zlib.compress(text))


def riff_chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp(*chunks, flags=0, base=None, trailer=b""):
    """A WebP with a VP8X header and chunks behind the picture."""
    base = base or saved(pixels(), "WEBP", lossless=True)
    picture = base[12:] if base[12:16] != b"VP8X" else base[30:]
    old = base[20] if base[12:16] == b"VP8X" else 0
    header = base[20:30] if base[12:16] == b"VP8X" else bytes((0, 0, 0, 0, 47, 0, 0, 31, 0, 0))
    body = riff_chunk(b"VP8X", bytes((old | flags,)) + header[1:]) + picture + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body + trailer


# --- boxes -----------------------------------------------------------------------------------------------------------
def box(name, *bodies):
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + name + body


def full(name, *bodies, version=0):
    return box(name, bytes((version, 0, 0, 0)), *bodies)


def mp4(*in_moov, brand=b"isom", before=b"", after=b""):
    ftyp = box(b"ftyp", brand, struct.pack(">I", 0), brand)
    return ftyp + before + box(b"moov", mvhd(), *in_moov) + box(b"mdat", b"film") + after


def mvhd(seconds=3_800_000_000):
    return full(b"mvhd", struct.pack(">II", seconds, seconds), b"\0" * 88)


def xyz(text):
    raw = text.encode()
    return box(b"\xa9xyz", struct.pack(">HH", len(raw), 0x15C7), raw)


def apple_meta(**keys):
    """A QuickTime `meta` box with keys of com.apple.quicktime."""
    names = b"".join(box(b"mdta", b"com.apple.quicktime." + key.replace("_", ".").encode()) for key in keys)
    items = b"".join(
        box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0), value.encode()))
        for number, value in enumerate(keys.values(), 1)
    )
    handler = full(b"hdlr", b"\0\0\0\0mdta", b"\0" * 13)
    return box(b"meta", handler, full(b"keys", struct.pack(">I", len(keys)), names), box(b"ilst", items))


def heic(exif=b"", packet=b"", *, brand=b"heic", media_type=b"application/rdf+xml", split_exif=False, extra=b""):
    """A HEIC in its bones: items that are no picture, and a box of data."""
    items, data = [], []
    if exif:
        items.append((1, b"Exif", b""))
        data.append(struct.pack(">I", 6) + b"Exif\0\0" + exif)
    if packet:
        items.append((2, b"mime", media_type + b"\0"))
        data.append(packet)
    ftyp = box(b"ftyp", brand, b"\0\0\0\0mif1", brand)
    entries = [full(b"infe", struct.pack(">HH", n, 0), kind, b"\0", more, version=2) for n, kind, more in items]
    iinf = full(b"iinf", struct.pack(">H", len(entries)), *entries)

    def meta(start):
        places = b""
        for (number, kind, _), piece in zip(items, data, strict=True):
            parts = [piece[:20], piece[20:]] if split_exif and kind == b"Exif" else [piece]
            places += struct.pack(">HHHH", number, 0, 0, len(parts))
            for part in parts:
                places += struct.pack(">II", start, len(part))
                start += len(part)
        iloc = full(b"iloc", b"\x44\0", struct.pack(">H", len(items)), places, version=1)
        return full(b"meta", full(b"hdlr", b"\0\0\0\0pict", b"\0" * 13), iinf, iloc, extra)

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + box(b"mdat", *data)


# --- the judge -------------------------------------------------------------------------------------------------------
def judged(path):
    """Everything that exiftool finds in a file besides its structure: (group, tag) → value."""
    done = subprocess.run(
        [EXIFTOOL, "-ee", "-a", "-u", "-G1", "-j", "-n", str(path)], capture_output=True, check=True, text=True
    )
    structure = ("ExifTool", "System", "File", "Composite", "JFIF", "Adobe", "ICC", "PNG", "RIFF", "SourceFile")
    found = json.loads(done.stdout)[0]
    return {name: value for name, value in found.items() if not name.startswith(structure) or "Comment" in name}

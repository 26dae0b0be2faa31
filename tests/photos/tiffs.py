"""Makes small TIFF files with known contents: any tags, any number of pages, the old numbers or BigTIFF's."""

import struct

from tests.photos.samples import HOME, NAME, SERIAL, gps_tags, pixels, profile, telling_iptc, telling_xmp, words

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 10: 8, 12: 8, 16: 8}
EXIF, GPS, SUB = 0x8769, 0x8825, 0x014A


class Builder:
    """A file that grows: values first, then the directories that point at them."""

    def __init__(self, order="<", *, big=False):
        self.order, self.big = order, big
        self.word, self.width = ("Q", 8) if big else ("I", 4)
        mark = b"II" if order == "<" else b"MM"
        self.data = bytearray(mark + struct.pack(f"{order}H", 43 if big else 42))
        self.data += struct.pack(f"{order}HHQ", 8, 0, 0) if big else b"\0" * 4

    def put(self, raw):
        """Append bytes; gives where they begin."""
        self.data += b"\0" * (len(self.data) % 2)
        self.data += raw
        return len(self.data) - len(raw)

    def number(self, value):
        return struct.pack(f"{self.order}{self.word}", value)

    def directory(self, tags):
        """Append a directory; gives where it begins and where its pointer to the next stands."""
        rows = b""
        for tag in sorted(tags):
            kind, raw = tags[tag]
            cell = raw.ljust(self.width, b"\0") if len(raw) <= self.width else self.number(self.put(raw))
            rows += struct.pack(f"{self.order}HH{self.word}", tag, kind, len(raw) // _SIZES[kind]) + cell
        count = struct.pack(f"{self.order}{'Q' if self.big else 'H'}", len(tags))
        at = self.put(count + rows + self.number(0))
        return at, len(self.data) - self.width

    def short(self, *values):
        return 3, struct.pack(f"{self.order}{len(values)}H", *values)

    def long(self, *values):
        return 4, struct.pack(f"{self.order}{len(values)}I", *values)

    def page(self, tags=None, exif=None, gps=None, strips=None, shade=0, **structure):
        """A directory with a picture of 48 by 32 pixels without compression, in strips of 16 rows."""
        raw = pixels(shade=shade).tobytes()
        strips = strips or [raw[: len(raw) // 2], raw[len(raw) // 2 :]]
        starts = [self.put(strip) for strip in strips]
        own = {
            0x0100: self.short(48),
            0x0101: self.short(32),
            0x0102: self.short(8, 8, 8),
            0x0103: self.short(1),
            0x0106: self.short(2),
            0x0111: self.long(*starts),
            0x0115: self.short(3),
            0x0116: self.short(16),
            0x0117: self.long(*(len(strip) for strip in strips)),
            0x011C: self.short(1),
            **(tags or {}),
        }
        own |= {int(tag[1:], 16): value for tag, value in structure.items()}
        for pointer, below in ((EXIF, exif), (GPS, gps)):
            if below is not None:
                own[pointer] = self.long(self.directory(below)[0])
        return self.directory({tag: value for tag, value in own.items() if value})

    def file(self, *pages):
        """The whole, its chain in the order of the pages."""
        pointers = [self.width, *(pointer for _, pointer in pages)]
        for pointer, (at, _) in zip(pointers, pages, strict=False):
            self.data[pointer : pointer + self.width] = self.number(at)
        return bytes(self.data)


def geo(order="<"):
    """GeoTIFF's rows: the upper left corner lies at HOME."""
    corner = struct.pack(f"{order}6d", 0, 0, 0, HOME[1], HOME[0], 0)
    return {
        0x830E: (12, struct.pack(f"{order}3d", 0.0001, 0.0001, 0)),
        0x8482: (12, corner),
        0x87AF: (3, struct.pack(f"{order}8H", 1, 1, 0, 1, 2048, 0, 1, 4326)),
        0x87B1: words("Thornmere grid|"),
    }


def telling_tags(order="<"):
    """First tags that give away everything."""
    return {
        0x010D: words(f"/home/{NAME}/letter.tif"),
        0x010E: words("A heron by the pond"),
        0x010F: words("Lanterna"),
        0x0110: words("L-100 of the second kind"),
        0x011A: (5, struct.pack(f"{order}2I", 300, 1)),
        0x0132: words("2024:06:02 08:00:00"),
        0x013B: words(NAME),
        0x013C: words("quillfeather-laptop"),
        0x02BC: (1, telling_xmp()),
        0x83BB: (7, b"\x1c\2\x50" + struct.pack(">H", len(NAME)) + NAME.encode()),
        0x8649: (7, telling_iptc()),
        0x8773: (7, profile()),
        0x8298: words("(c) " + NAME),
        0x935C: (7, b"Layer of " + NAME.encode()),
        0xA480: words(f"<GDALMetadata><Item>{NAME}</Item></GDALMetadata>"),
        0xFDE8: words(f"{NAME}'s own tag"),
        **geo(order),
    }


EXIF_TAGS = {
    0x9003: words("2024:06:01 12:30:59"),
    0x927C: (7, b"maker note that nobody knows"),
    0xA430: words(NAME),
    0xA431: words(SERIAL),
}


def telling_tiff(order="<", *, big=False):
    """Two pages, a smaller copy between them, and everything that they can give away."""
    make = Builder(order, big=big)
    make.put(b"nobody points at " + NAME.encode())
    gps = gps_tags(*HOME, order, 84.5)
    first = make.page(telling_tags(order), EXIF_TAGS, gps, x0112=make.short(6))
    small = make.page({0x010E: words("cut away: nobody's business")}, x00FE=make.long(1), shade=99)
    second = make.page({0x013B: words(NAME), 0x0129: make.short(1, 2)}, gps=gps, shade=180)
    return make.file(first, small, second) + b"behind the end, " + NAME.encode()

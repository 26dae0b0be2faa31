"""What stands beside a picture: where, when and with what it was taken, and its owner's words: EXIF, XMP, IPTC."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

import piexif

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shot:
    """What a camera notes beside the picture.

    Attributes:
        taken: local time.
        near: metres north and east of the position.
        zone: hours by which the clock is ahead of UTC; summer time where not given.
        telephone: whether the maker, model and serial number are noted.
    """

    taken: datetime
    position: Position | None = None
    near: tuple[float, float] = (0, 0)
    altitude: float | None = None
    telephone: bool = True
    zone: int = 1

    @property
    def exact(self) -> Position:
        """The position, with its offset."""
        latitude, longitude = self.position or (0.0, 0.0)
        return latitude + self.near[0] / 111_320, longitude + self.near[1] / 67_500


def when(text: str) -> datetime:
    """`2026-05-24 15:20` → a time."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007  a camera's clock knows no zone


# --- EXIF, XMP, IPTC --------------------------------------------------------------------------------------------


def rational(value: float, precision: int = 10_000) -> tuple[int, int]:
    """A number as EXIF has it."""
    fraction = Fraction(round(value * precision), precision)
    return fraction.numerator, fraction.denominator


def sexagesimal(value: float) -> tuple[tuple[int, int], ...]:
    """Degrees, minutes and seconds."""
    minutes, seconds = divmod(round(abs(value) * 3600, 4), 60)
    return ((int(minutes // 60), 1), (int(minutes % 60), 1), rational(seconds))


def gps(shot: Shot) -> dict[int, object]:
    """The GPS block of a shot: its position, and its time in UTC."""
    ifd = piexif.GPSIFD
    position, altitude, day = shot.exact, shot.altitude, shot.taken - timedelta(hours=shot.zone)
    block: dict[int, object] = {
        ifd.GPSVersionID: (2, 3, 0, 0),
        ifd.GPSLatitudeRef: "N" if position[0] >= 0 else "S",
        ifd.GPSLatitude: sexagesimal(position[0]),
        ifd.GPSLongitudeRef: "E" if position[1] >= 0 else "W",
        ifd.GPSLongitude: sexagesimal(position[1]),
        ifd.GPSDateStamp: f"{day:%Y:%m:%d}",
        ifd.GPSTimeStamp: ((day.hour, 1), (day.minute, 1), (0, 1)),
    }
    if altitude is not None:
        block |= {ifd.GPSAltitudeRef: 0, ifd.GPSAltitude: rational(altitude, 100)}
    return block


def exif(shot: Shot, *, thumbnail: bytes = b"", described: dict[int, object] | None = None) -> bytes:
    """The EXIF block of a shot."""
    stamp = f"{shot.taken:%Y:%m:%d %H:%M:%S}"
    zeroth: dict[int, object] = {piexif.ImageIFD.Orientation: 1, piexif.ImageIFD.DateTime: stamp, **(described or {})}
    block: dict[int, object] = {
        piexif.ExifIFD.DateTimeOriginal: stamp,
        piexif.ExifIFD.OffsetTimeOriginal: f"{shot.zone:+03}:00",
    }
    if shot.telephone:
        zeroth |= {piexif.ImageIFD.Make: "Candela", piexif.ImageIFD.Model: "Candela C7"}
        block |= {piexif.ExifIFD.BodySerialNumber: "CDL-0019-4417", piexif.ExifIFD.LensModel: "Candela C7 back 26 mm"}
    whole: dict[str, object] = {"0th": zeroth, "Exif": block}
    if shot.position:
        whole["GPS"] = gps(shot)
    if thumbnail:
        whole |= {"1st": {piexif.ImageIFD.Compression: 6}, "thumbnail": thumbnail}
    return bytes(piexif.dump(whole))


def xmp(properties: str, *namespaces: str) -> bytes:
    """An XMP packet around some properties."""
    known = {
        "exif": "http://ns.adobe.com/exif/1.0/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
        "stArea": "http://ns.adobe.com/xmp/sType/Area#",
    }
    declared = " ".join(f'xmlns:{name}="{known[name]}"' for name in namespaces)
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" {declared}>{properties}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
    return packet.encode()


def iptc(datasets: dict[int, str]) -> bytes:
    """A JPEG segment with IPTC application records, as photo editors write it."""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"  # what follows is UTF-8
    for number, text in sorted(datasets.items()):
        records += struct.pack(">BBBH", 0x1C, 2, number, len(text.encode())) + text.encode()
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records + b"\0" * (len(records) % 2)
    payload = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload

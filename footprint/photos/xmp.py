"""XMP: the same facts as in EXIF and more, as XML. Places, people in the picture, who made it and with what."""

from __future__ import annotations

import re
from codecs import BOM_UTF32_LE
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml import etree

from footprint.model import Point, Trace, TraceKind
from footprint.photos.facts import EMPTY_GPS, Facts, degrees, moment, once, plain, position
from footprint.photos.stream import Stream

PACKET_CAP = 1 << 24
_VALUES_CAP = 50_000
_POSITIONS_CAP = 100
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OF_RDF = f"{{{_RDF}}}"
_XML = "http://www.w3.org/XML/1998/namespace"

_PREFIXES = {
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/g/img/": "xmpGImg",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2/t/Region#": "MPReg",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://ns.iview-media.com/mediapro/1.0/": "mediapro",
    "http://www.dji.com/drone-dji/1.0/": "drone-dji",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://ns.adobe.com/hdr-gain-map/1.0/": "hdrgm",
}

_KINDS: dict[TraceKind, str] = {
    "place": """photoshop:City photoshop:State photoshop:Country Iptc4xmpCore:Location Iptc4xmpCore:CountryCode
        Iptc4xmpExt:City Iptc4xmpExt:Sublocation Iptc4xmpExt:ProvinceState Iptc4xmpExt:CountryName
        Iptc4xmpExt:CountryCode Iptc4xmpExt:WorldRegion Iptc4xmpExt:LocationName Iptc4xmpExt:LocationId
        exif:GPSAreaInformation mediapro:Location""",
    "person": "Iptc4xmpExt:PersonInImage Iptc4xmpExt:PersonName mwg-rs:Name MPReg:PersonDisplayName mediapro:People",
    "owner": """dc:creator dc:rights dc:contributor dc:publisher aux:OwnerName exifEX:CameraOwnerName
        exifEX:Photographer tiff:Artist tiff:Copyright photoshop:AuthorsPosition photoshop:CaptionWriter
        photoshop:Credit photoshop:Source xmpRights:Owner xmpRights:WebStatement plus:ImageCreatorName
        plus:CopyrightOwnerName Iptc4xmpCore:CiAdrExtadr Iptc4xmpCore:CiAdrCity Iptc4xmpCore:CiAdrPcode
        Iptc4xmpCore:CiAdrRegion Iptc4xmpCore:CiAdrCtry Iptc4xmpCore:CiTelWork Iptc4xmpCore:CiEmailWork
        Iptc4xmpCore:CiUrlWork""",
    "device": """tiff:Make tiff:Model tiff:Software aux:SerialNumber aux:LensSerialNumber aux:Lens
        exifEX:BodySerialNumber exifEX:SerialNumber exifEX:LensSerialNumber exifEX:LensModel exifEX:LensMake
        MicrosoftPhoto:CameraSerialNumber MicrosoftPhoto:LensModel drone-dji:DroneSerialNumber
        drone-dji:CameraSerialNumber""",
    "time": """exif:DateTimeOriginal exif:DateTimeDigitized photoshop:DateCreated xmp:CreateDate xmp:ModifyDate
        xmp:MetadataDate exif:GPSTimeStamp exif:GPSDateTime tiff:DateTime MicrosoftPhoto:DateAcquired stEvt:when""",
    "comment": """dc:title dc:description dc:subject photoshop:Headline photoshop:Instructions exif:UserComment
        tiff:ImageDescription xmp:Label Iptc4xmpExt:Event Iptc4xmpExt:OrganisationInImageName lr:hierarchicalSubject
        digiKam:TagsList MicrosoftPhoto:LastKeywordXMP mwg-rs:Description mediapro:Event""",
    "provenance": """xmp:CreatorTool xmpMM:DocumentID xmpMM:OriginalDocumentID xmpMM:InstanceID stEvt:instanceID
        stEvt:softwareAgent stRef:documentID stRef:originalDocumentID stRef:instanceID stRef:filePath
        photoshop:History exif:ImageUniqueID dc:source crs:RawFileName""",
    "thumbnail": "xmpGImg:image",
    "embedded": "GCamera:MicroVideo GCamera:MotionPhoto",
}
_KIND_OF: dict[str, TraceKind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}

_TAKEN = ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate", "exif:DateTimeDigitized")
_LATITUDES = frozenset({"exif:GPSLatitude", "drone-dji:GpsLatitude", "drone-dji:Latitude"})
_LONGITUDES = frozenset(
    {"exif:GPSLongitude", "drone-dji:GpsLongitude", "drone-dji:GpsLongtitude", "drone-dji:Longitude"},
)
_PARTS = {
    **dict.fromkeys(_LATITUDES, "latitude"),
    **dict.fromkeys(_LONGITUDES, "longitude"),
    "exif:GPSLatitudeRef": "latitude ref",
    "exif:GPSLongitudeRef": "longitude ref",
    "exif:GPSAltitude": "altitude",
    "exif:GPSAltitudeRef": "below",
}
"""Of a position."""

_DESTINATION = {"exif:GPSDestLatitude": "latitude", "exif:GPSDestLongitude": "longitude"}
_ANGLE = re.compile(
    r"""\s*([+-]?\d+(?:\.\d+)?(?:[eE]-?\d\d?)?)   # 52
    (?:\s*(?:,|°|deg)\s*(\d+(?:\.\d+)?))?      # ,38.94 or deg 38.94
    (?:\s*[,'\u2032]\s*(\d+(?:\.\d+)?))?            # ,56.4 or ' 56.4
    \s*[°'"\u2032\u2033]?\s*([NSEWnsew])?\s*""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?|True|False|true|false")
_HDRGM = "http://ns.adobe.com/hdr-gain-map/1.0/"
_GAIN_MAP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:hdrgm="{space}" {fields}/></rdf:RDF></x:xmpmeta>'
)
_RATIO = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:/(\d+))?")

_PARSER = etree.XMLParser(
    encoding="utf-8",
    recover=True,
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    collect_ids=False,
)
"""No entities, no documents from elsewhere."""


class _Property(NamedTuple):
    """One value. `holder` is the structure it belongs to."""

    name: str
    value: str
    holder: etree._Element


def read(stream: Stream) -> Facts:
    """Everything that an XMP packet gives away. Never raises for its content: the problem says what was damaged."""
    if stream.size > PACKET_CAP:
        return Facts(problem="The XMP block is too large to be read.")
    root = _parsed(stream.read(PACKET_CAP))
    if root is None:
        return Facts(problem="The XMP block is damaged and could not be read.")
    properties = list(islice(_properties(root), _VALUES_CAP))
    traces = [Trace(kind, f"XMP {p.name}", _shown(kind, p.value)) for p in properties if (kind := _KIND_OF.get(p.name))]
    location, positions = _locations(properties)
    by_name = {p.name: p.value for p in reversed(properties)}
    taken = next((found for name in _TAKEN if name in by_name and (found := moment(by_name[name]))), None)
    return Facts(once([*positions, *(trace for trace in traces if trace.value)]), location, taken)


def _shown(kind: TraceKind, value: str) -> str:
    return f"{len(value):,} characters" if kind == "thumbnail" else plain(value)


def _parsed(packet: bytes) -> etree._Element | None:
    """The packet as a tree, what is damaged left out."""
    text = packet.decode(_encoding(packet), errors="replace").strip("\0 \r\n\t\ufeff")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), _PARSER)
    except etree.XMLSyntaxError:
        return None


def _encoding(packet: bytes) -> str:
    """XMP may stand in UTF-8, UTF-16 or UTF-32; where its NULs lie tells which."""
    head = packet.removeprefix(BOM_UTF32_LE).lstrip(b"\xef\xbb\xbf\xff\xfe")[:4] + b"    "
    if head[1:4] == b"\0\0\0":
        return "utf-32-le"
    if head[:3] == b"\0\0\0":
        return "utf-32-be"
    if head[1] == 0:
        return "utf-16-le"
    return "utf-16-be" if head[0] == 0 else "utf-8"


def _properties(root: etree._Element) -> Iterator[_Property]:
    """Every value with the name of the property that it belongs to, however deep in lists and structures."""
    for element in islice(root.iter(etree.Element), _VALUES_CAP):
        for key, value in element.items():
            name = _name(key)
            if name:
                yield _Property(name, value, element)
        text = element.text
        if text and len(element) == 0 and not text.isspace():
            owner = _owner(element)
            name = _name(owner.tag) if owner is not None else ""
            if owner is not None and name:
                parent = owner.getparent()
                yield _Property(name, text, owner if parent is None else parent)


def _owner(element: etree._Element) -> etree._Element | None:
    """The property that a text belongs to: the element itself, or what is around lists."""
    if not element.tag.startswith(_OF_RDF):
        return element
    return next((above for above in element.iterancestors() if not above.tag.startswith(_OF_RDF)), None)


@lru_cache(maxsize=512)
def _name(tag: str) -> str:
    """Tag "{http://purl.org/dc/elements/1.1/}creator" as "dc:creator"; empty where the namespace is none of ours."""
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else ""


def _locations(properties: list[_Property]) -> tuple[Point | None, list[Trace]]:
    """The best position, and a trace for each. Those of a structure ("location shown") come after the picture's own."""
    groups: dict[etree._Element, dict[str, str]] = defaultdict(dict)
    destinations: dict[etree._Element, dict[str, str]] = defaultdict(dict)
    for name, value, holder in properties:
        if name in _DESTINATION:
            destinations[holder].setdefault(_DESTINATION[name], value)
        elif part := _PARTS.get(name):
            groups[_subject(holder)].setdefault(part, value)
    best: Point | None = None
    traces: list[Trace] = []
    few = islice(groups.items(), _POSITIONS_CAP)
    for holder, parts in sorted(few, key=lambda group: _rank(group[0])):
        point = _point(parts)
        if point:
            where = ("XMP GPS", "XMP GPS of the place where it was made", "XMP GPS of a place shown")[_rank(holder)]
            traces.append(Trace("gps", where, degrees(point)))
            best = best or point
        elif "latitude" in parts or "longitude" in parts:
            traces.append(Trace("unknown", "XMP GPS", EMPTY_GPS))
    there = (_point(parts) for parts in islice(destinations.values(), _POSITIONS_CAP))
    traces += [Trace("gps", "XMP GPS destination", degrees(point)) for point in there if point]
    return best, traces


def _subject(holder: etree._Element) -> etree._Element:
    """What a property is about: several descriptions side by side are about one picture."""
    parent = holder.getparent()
    return parent if parent is not None and parent.tag == f"{{{_RDF}}}RDF" else holder


def _rank(holder: etree._Element) -> int:
    """0 for the picture's own position, 1 for where it was made, 2 for a place shown in it."""
    inside = {_name(str(e.tag)) for e in (holder, *holder.iterancestors())}
    if "Iptc4xmpExt:LocationCreated" in inside:
        return 1
    return 2 if "Iptc4xmpExt:LocationShown" in inside else 0


def _point(parts: dict[str, str]) -> Point | None:
    latitude = angle(parts.get("latitude", ""), "NS", parts.get("latitude ref", ""))
    longitude = angle(parts.get("longitude", ""), "EW", parts.get("longitude ref", ""))
    if latitude is None or longitude is None:
        return None
    altitude = _ratio(parts.get("altitude", ""))
    if altitude is not None and parts.get("below", "").strip() == "1":
        altitude = -abs(altitude)
    return position(latitude, longitude, altitude)


def angle(text: str, letters: str, ref: str = "") -> float | None:
    """Degrees from "52,38.94N", "52,38,56.4N", "52 deg 38.94' N", "52.649N" or a signed decimal.

    `letters` are those for plus and minus. Minutes without a hemisphere give None: the sign is not known.
    """
    found = _ANGLE.fullmatch(text)
    if not found:
        return None
    whole, minutes, seconds, letter = found.groups()
    letter = (letter or ref.strip()[:1]).upper()
    if not letter:
        return None if minutes else float(whole)
    if letter not in letters:
        return None
    degrees_ = abs(float(whole)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -degrees_ if letter == letters[1] else degrees_


def _ratio(text: str) -> float | None:
    found = _RATIO.fullmatch(text.strip())
    if not found:
        return None
    bottom = int(found[2] or 1)
    return float(found[1]) / bottom if bottom else None


def said_orientation(stream: Stream) -> int:
    """What a packet says of how the picture is to be turned: 1 to 8; 0 where it says nothing."""
    root = _parsed(stream.read(PACKET_CAP)) if stream.size else None
    for name, value, _ in _properties(root) if root is not None else ():
        if name == "tiff:Orientation" and re.fullmatch(r"\s*[1-8]\s*", value):
            return int(value)
    return 0


def raw_positions(stream: Stream) -> Iterator[bytes]:
    """Every latitude and longitude as it is spelled: none may be left in a cleaned copy."""
    root = _parsed(stream.read(PACKET_CAP)) if stream.size else None
    for name, value, _ in _properties(root) if root is not None else ():
        if name in _LATITUDES or name in _LONGITUDES or name in _DESTINATION:
            yield value.strip().encode()


def gain_map_only(stream: Stream) -> bytes | None:
    """A packet with nothing but the numbers by which a gain map is used; None where it holds none of them."""
    root = _parsed(stream.read(PACKET_CAP)) if stream.size else None
    found = {p.name: p.value.strip() for p in _properties(root)} if root is not None else {}
    numbers = {name: value for name, value in found.items() if name.startswith("hdrgm:") and _PLAIN.fullmatch(value)}
    if not numbers:
        return None
    fields = " ".join(f'{name}="{value}"' for name, value in sorted(numbers.items()))
    return _GAIN_MAP.format(space=_HDRGM, fields=fields).encode()

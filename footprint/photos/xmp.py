"""XMP: the same facts as in EXIF and more, as XML. Places, people in the picture, who made it and with what."""

from __future__ import annotations

import re
from base64 import b64decode
from codecs import BOM_UTF32_LE
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from footprint.model import Point, Trace
from footprint.photos import markup, xmp_forms
from footprint.photos.facts import EMPTY_GPS, Embedded, Facts, degrees, moment, once, plain, position
from footprint.photos.stream import Stream
from footprint.photos.xmp_names import DESTINATION, LONG, RDF, kind_of, kind_of_keyword, name_of, part_of, telling

PACKET_CAP = 1 << 24
_VALUES_CAP = 50_000
_POSITIONS_CAP = 100
_ROOT = "{adobe:ns:meta/}xmpmeta"
_OF_RDF = f"{{{RDF}}}"
_RESOURCE, _ABOUT = f"{_OF_RDF}resource", f"{_OF_RDF}about"
_EMBEDDED_CAP, _PACKETS_CAP = 16, 8
_SAID_AGAIN = 200
"""Characters: what is remembered from photo to photo is shorter."""

_FORMS = 32
"""How many forms of packets are remembered."""

_NEXT_PACKET = re.compile(r"<\?xpacket\s+begin[^>]*\?>")
_NOTHING = frozenset({"", "uuid:faf5bdd5-ba3d-11da-ad31-d33d75182f1b"})
"""Windows writes this one in every packet."""

_PAIR = re.compile(r"(?<![\d.])([+-]?\d{1,2}\.\d{3,})\s*[,;/ ]\s*([+-]?\d{1,3}\.\d{3,})(?![\d.])")
_PAIR_WITHIN = 500
"""A position in a text is looked for in as many characters."""

_TAKEN = ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate", "exif:DateTimeDigitized")
_ANGLE = re.compile(
    r"""\s*([+-]?\d+(?:\.\d+)?(?:[eE]-?\d\d?)?)   # 52
    (?:\s*(?:,|°|deg)\s*(\d+(?:\.\d+)?))?      # ,38.94 or deg 38.94
    (?:\s*[,'\u2032]\s*(\d+(?:\.\d+)?))?            # ,56.4 or ' 56.4
    \s*[°'"\u2032\u2033]?\s*([NSEWnsew])?\s*""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?|True|False|true|false")
_GAIN_MAP_SPACES = {
    "hdrgm": "http://ns.adobe.com/hdr-gain-map/1.0/",
    "HDRGainMap": "http://ns.apple.com/HDRGainMap/1.0/",
    "apdi": "http://ns.apple.com/pixeldatainfo/1.0/",
}
_APPLES = "urn:com:apple:photo:2020:aux:hdrgainmap"
_GAIN_MAP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about=""{spaces} {fields}>{lists}</rdf:Description></rdf:RDF></x:xmpmeta>'
)
_RATIO = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:/(\d+))?")

_FORGIVING, _STRICT = (
    etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
    )
    for recover in (True, False)
)
"""No entities, no documents from elsewhere; the second takes nothing that is damaged."""

_made = tuple.__new__
"""Makes a named tuple twice as quickly as its name does."""


class _Property(NamedTuple):
    """One value. `holder` is the structure it belongs to."""

    name: str
    value: str
    holder: etree._Element


def read(stream: Stream) -> Facts:
    """Everything that an XMP packet gives away. Never raises for its content: the problem says what was damaged."""
    if stream.size > PACKET_CAP:
        return Facts(problem="The XMP block is too large to be read.")
    properties = _values(stream, telling)
    if properties is None:
        return Facts(problem="The XMP block is damaged and could not be read.")
    location, traces = _locations([found for found in properties if found.name in DESTINATION or part_of(found.name)])
    by_name = {found.name: found.value for found in reversed(properties)}
    taken = next((found for name in _TAKEN if name in by_name and (found := moment(by_name[name]))), None)
    for name, value, _ in properties:
        trace = _said(name, value) if len(value) < _SAID_AGAIN else _trace(name, value)
        if trace and trace.value:
            traces.append(trace)
    embedded = () if LONG.isdisjoint(by_name) else tuple(islice(_embedded(properties), _EMBEDDED_CAP))
    return Facts(once(traces), location, taken, embedded=embedded)


def _trace(name: str, value: str) -> Trace | None:
    """What a property gives away, by its name; one of nobody's by its value too."""
    kind = kind_of(name)
    if kind is None:
        if name.startswith("unknown:") and (pair := _PAIR.search(value[:_PAIR_WITHIN])):
            point = position(float(pair[1]), float(pair[2]))
            return Trace("gps", f"XMP {plain(name)}", degrees(point)) if point else None
        return None
    if name in LONG:
        return Trace(kind, f"XMP {name}", f"{len(value):,} characters")
    if value.strip() in _NOTHING:
        return None
    return Trace(kind_of_keyword(name, value, kind), f"XMP {plain(name)}", plain(value))


_said = lru_cache(maxsize=1024)(_trace)
"""The same of what a library may say in every photo."""


def _embedded(properties: list[_Property]) -> Iterator[Embedded]:
    """Pictures and sounds that stand in a packet as letters and digits (base64)."""
    for name, value, _ in properties:
        if name in LONG and kind_of(name) in ("thumbnail", "embedded"):
            try:
                data = b64decode("".join(value.split()) + "==")
            except ValueError:
                continue
            yield Embedded(f"XMP {name}", Stream.of(data))


def parsed(packet: bytes) -> etree._Element | None:
    """The first packet as a tree; None where it is none."""
    return next(iter(_roots(_decoded(packet))), None)


def _values(stream: Stream, named: Callable[[str], str] = name_of) -> list[_Property] | None:
    """Every value with the name of its property; None where there is no tree to find any in."""
    text = _decoded(stream.read(PACKET_CAP))
    if parts := xmp_forms.parts(text):
        form, values = parts
        vocabularies = tuple([values[number] for number in xmp_forms.spaces(form)])
        if known := _known(form, vocabularies, named):
            return [
                one if number is None else _made(_Property, (one[0], values[number], one[2])) for number, one in known
            ]
    roots = _roots(text)
    return list(islice(_properties(roots, named), _VALUES_CAP)) if roots else None


@lru_cache(maxsize=_FORMS)
def _known(
    form: tuple[str, ...], vocabularies: tuple[str, ...], named: Callable[[str], str]
) -> tuple[tuple[int | None, _Property], ...]:
    """The properties in every packet of a form, each with the number of its value; None where that is its own.

    Empty where the form tells too little. What is made of damage may depend on any letter: it is made anew each time.
    """
    try:
        text = xmp_forms.marked(form, dict(zip(xmp_forms.spaces(form), vocabularies, strict=True)))
        found = list(_properties(_roots(text, _STRICT), named))
        return tuple([(xmp_forms.number_of(one.value), one) for one in found])
    except (ValueError, etree.XMLSyntaxError):
        return ()


def _decoded(packet: bytes) -> str:
    return packet.decode(_encoding(packet), errors="replace").strip("\0 \r\n\t\ufeff")


def _roots(text: str, parser: etree.XMLParser = _FORGIVING) -> list[etree._Element]:
    """Each packet as a tree, what is damaged left out. No documents from elsewhere."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return []
    parts = [part for part in _NEXT_PACKET.split(text, maxsplit=_PACKETS_CAP) if part.strip("\0 \r\n\t\ufeff")]
    return [root for part in parts if (root := _tree(part, parser)) is not None]


def _tree(text: str, parser: etree.XMLParser) -> etree._Element | None:
    raw = text.strip("\0 \r\n\t\ufeff").encode("utf-8", errors="replace")
    try:
        return etree.fromstring(raw, parser) if markup.bounded(raw) else None
    except etree.XMLSyntaxError:
        if parser is _STRICT:
            raise
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


def _properties(roots: list[etree._Element], named: Callable[[str], str] = name_of) -> Iterator[_Property]:
    """Every value with the name of the property that it belongs to, however deep in lists and structures.

    Args:
        roots: the packets.
        named: the name of a property by its tag; empty for one that is not asked for.
    """
    for element in islice(chain.from_iterable(root.iter(etree.Element) for root in roots), _VALUES_CAP):
        for key, value in element.items():
            if key == _RESOURCE:
                if found := _owned(element, value, named):
                    yield found
            elif key == _ABOUT:
                yield _Property("rdf:about", value, element)
            elif key[0] == "{" and (name := named(key)):
                yield _Property(name, value, element)
        text = element.text
        if text and not text.isspace() and len(element) == 0 and (found := _owned(element, text, named)):
            yield found


def _owned(element: etree._Element, value: str, named: Callable[[str], str]) -> _Property | None:
    """A value of the property that an element is, or that the list is which it stands in.

    A list may stand alone, pointed at from elsewhere: what is in it belongs to no property then.
    """
    owner, tag = element, element.tag
    while tag.startswith(_OF_RDF):
        parent = owner.getparent()
        owner, tag = (element, _ROOT) if parent is None else (parent, parent.tag)
    if tag == _ROOT:
        return _Property("rdf:li", value, element)
    name = named(tag)
    if not name:
        return None
    parent = owner.getparent()
    return _Property(name, value, owner if parent is None else parent)


def _locations(properties: list[_Property]) -> tuple[Point | None, list[Trace]]:
    """The best position, and a trace for each. Those of a structure ("location shown") come after the picture's own."""
    if not properties:
        return None, []
    groups: dict[etree._Element, dict[str, str]] = defaultdict(dict)
    destinations: dict[etree._Element, dict[str, str]] = defaultdict(dict)
    for name, value, holder in properties:
        if name in DESTINATION:
            destinations[holder].setdefault(DESTINATION[name], value)
        else:
            groups[_subject(holder)].setdefault(part_of(name), value)
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
    return parent if parent is not None and parent.tag == f"{{{RDF}}}RDF" else holder


def _rank(holder: etree._Element) -> int:
    """0 for the picture's own position, 1 for where it was made, 2 for a place shown in it."""
    inside = {name_of(str(e.tag)) for e in (holder, *holder.iterancestors())}
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
    for name, value, _ in _values(stream) or ():
        if name == "tiff:Orientation" and re.fullmatch(r"\s*[1-8]\s*", value):
            return int(value)
    return 0


def raw_positions(stream: Stream) -> Iterator[bytes]:
    """Every latitude and longitude as it is spelled: none may be left in a cleaned copy."""
    for name, value, _ in _values(stream) or ():
        if part_of(name) in ("latitude", "longitude") or name in DESTINATION:
            yield value.strip().encode()


def gain_map_only(stream: Stream) -> bytes | None:
    """A packet with nothing but the numbers by which a gain map is used; None where it holds none of them."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for name, value, _ in _values(stream) or ():
        if name.partition(":")[0] in _GAIN_MAP_SPACES and (_PLAIN.fullmatch(value.strip()) or value == _APPLES):
            numbers[name].append(value.strip())
    if not numbers:
        return None
    fields = " ".join(f'{name}="{values[0]}"' for name, values in sorted(numbers.items()) if len(values) == 1)
    lists = "".join(
        f"<{name}><rdf:Seq>{''.join(f'<rdf:li>{value}</rdf:li>' for value in values)}</rdf:Seq></{name}>"
        for name, values in sorted(numbers.items())
        if len(values) > 1
    )
    # In HEIC the packet must find room where the old one stood.
    used = {name.partition(":")[0] for name in numbers}
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _GAIN_MAP_SPACES.items() if prefix in used)
    return _GAIN_MAP.format(spaces=spaces, fields=fields, lists=lists).encode()

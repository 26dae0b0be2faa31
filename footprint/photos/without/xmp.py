"""An XMP packet without the properties that tell a place."""

from __future__ import annotations

import re

from lxml import etree

from footprint.photos import xmp
from footprint.photos.kinds import PLACES, tells_a_place
from footprint.photos.stream import Stream
from footprint.photos.xmp_names import kind_of, name_of

_TELLING = re.compile(
    r"""gps|geo|latitude|longitude|location|locality|landmark|venue|postcode|postalcode|mapdatum|Adr(?:City|Extadr|Pcode
      |Region|Ctry)|worldregion|sublocation|^(?:lat|long|lon|city|state|country|countrycode|countryname|county
      |province|provincestate|place|address|municipality|island|region)$
      |licensor(?:city|country|region|streetaddress|extendedaddress)$|streetaddress$|coordinate""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of properties that tell a place, in whatever vocabulary: rather one too many than one too few."""

_PAIR = re.compile(r"[+-]?\d{1,2}\.\d{3,}\s*°?\s*[NS]?\s*[,; /]\s*[+-]?\d{1,3}\.\d{3,}")
_LONG = 4096
"""Longer values are pictures in base64, which would have to be cleaned themselves."""

_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
_END = b'<?xpacket end="w"?>'


def places(content: bytes, names: frozenset[str]) -> bytes | None:
    """A packet without places, no longer than it was; None where it cannot be read, or still tells one."""
    root = xmp.parsed(content)
    if root is None:
        return None
    if not _taken_out(root, names):
        return content if _placeless(content) else None
    packet = _BEGIN + etree.tostring(root, encoding="utf-8") + _END
    return packet if len(packet) <= len(content) and _placeless(packet) else None


def _taken_out(root: etree._Element, names: frozenset[str]) -> int:
    """Take out of a tree what tells a place, and say how many things that were."""
    gone = 0
    for element in list(root.iter(etree.Element)):
        for key, value in element.attrib.items():
            if _tells(str(key), str(value), names):
                del element.attrib[key]
                gone += 1
        if _tells(str(element.tag), element.text or "", names):
            _remove(element)
            gone += 1
    return gone


def _placeless(packet: bytes) -> bool:
    left = xmp.read(Stream.of(packet))
    return not left.problem and not tells_a_place(left.traces)


def _tells(name: str, value: str, names: frozenset[str]) -> bool:
    local = name.rpartition("}")[2]
    if _TELLING.search(local) or kind_of(name_of(name)) in PLACES or len(value) > _LONG or _PAIR.search(value):
        return True
    return any(place in value for place in names)


def _remove(element: etree._Element) -> None:
    """Take an element out; in a list, the entry alone."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

"""C2PA: a signed history of a picture, in JUMBF boxes: who made it, where, with what, and small pictures of before."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.model import Trace, TraceKind
from footprint.photos.facts import Embedded, Facts, degrees, merged, plain, position
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import cbor
from footprint.photos.xmp import angle
from footprint.photos.xmp_names import kind_of, part_of

_CAP = 1 << 24
_BOXES_CAP, _DEEPEST, _VALUES_CAP, _NESTED_CAP = 2_000, 16, 20_000, 16
_ASSERTIONS_CAP = 1 << 20
"""As many bytes of assertions are read in all; pictures in a history are not counted."""

_STARTS_WITHIN = 96
"""Before the first box some formats have a header of their own."""

_HEADER, _LONG_HEADER = 8, 16
_LABEL = 17
"""How many bytes stand before a description's label: what the box is, and a byte that says whether it has one."""

_HAS_LABEL = 2
_SEQUENCE = 6
"""In a JPEG, the number of the box and that of the part, two and four bytes, stand before each part."""

_PLAIN_KEYS: dict[str, tuple[TraceKind, str]] = {
    "claim_generator": ("provenance", "claim generator"),
    "softwareagent": ("provenance", "program"),
    "instanceid": ("provenance", "instance"),
    "documentid": ("provenance", "document"),
    "dc:title": ("comment", "title"),
    "title": ("comment", "title"),
    "when": ("time", "when"),
    "datetime": ("time", "when"),
}
_NAMES_OF: dict[str, TraceKind] = {
    **dict.fromkeys(
        ("author", "creator", "copyrightholder", "producer", "contributor", "credittext", "copyrightnotice"), "owner"
    ),
    **dict.fromkeys(("named_actor", "verifiedidentities", "actors", "namedactor"), "owner"),
    **dict.fromkeys(("contentlocation", "locationcreated", "location", "address"), "place"),
    **dict.fromkeys(("claim_generator_info", "softwareagent", "software_agent"), "provenance"),
}
"""What a "name" below such a key is the name of."""

_BELOW = frozenset({"name", "@id", "identifier", "username", "uri", "url", "sameas", "email", "0", "version"})
_SUBJECT = re.compile(rb"\x06\x03\x55\x04([\x03\x0a])[\x0c\x13\x14\x16\x1e]([\x01-\x7f])")
"""In a certificate: a name (03) or an organisation (0A), the kind of text, how long it is."""


_CHAIN = frozenset({"33", "x5chain"})


class _Box(NamedTuple):
    """A box with something in it. `label` is that of the box around it."""

    kind: bytes
    label: str
    start: int
    end: int


class _Leaf(NamedTuple):
    """One value in an assertion, and the keys that lead to it."""

    keys: tuple[str, ...]
    value: object


def joined(bodies: Iterable[bytes]) -> bytes:
    """The boxes of a JPEG's APP11 segments, put together.

    Args:
        bodies: of each segment what stands behind its marker, its length and the letters "JP".
    """
    parts: dict[bytes, list[tuple[bytes, bytes]]] = defaultdict(list)
    for body in bodies:
        parts[body[:2]].append((body[2:_SEQUENCE], body[_SEQUENCE:]))
    whole = b""
    for pieces in parts.values():
        ordered = [piece for _, piece in sorted(pieces, key=lambda part: part[0])]
        # Every part begins with the box's header; the first keeps it.
        header = _LONG_HEADER if ordered[0][:4] == b"\0\0\0\1" else _HEADER
        whole += ordered[0] + b"".join(piece[header:] for piece in ordered[1:])
    return whole


def read(stream: Stream) -> Facts:
    """Everything that a history gives away. Never raises for its content."""
    data = stream.read(_CAP)
    start = data.find(b"jumb", 0, _STARTS_WITHIN) - 4
    if start < 0:
        return Facts()
    facts: list[Facts] = []
    left = _ASSERTIONS_CAP
    for box in islice(_boxes(data, start, len(data)), _BOXES_CAP):
        length = box.end - box.start
        if box.kind in (b"cbor", b"json") and length <= left:
            left -= length
            facts.append(_assertion(box.label, data[box.start : box.end], box.kind == b"cbor"))
        elif box.kind == b"bidb" and length > 0:
            facts.append(_picture(box.label, data[box.start : box.end]))
    return merged(facts)


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    """Every box that holds something other than boxes, with the label of the one around it."""
    waiting = [(start, end, "", 0)]
    while waiting:
        at, end, label, depth = waiting.pop()
        inner: list[tuple[int, int, str, int]] = []
        while at + _HEADER <= end:
            length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
            header = _LONG_HEADER if length == 1 else _HEADER
            length = int.from_bytes(data[at + 8 : at + 16], "big") if length == 1 else length or end - at
            if length < header:
                break
            body, behind = at + header, min(at + length, end)
            if kind == b"jumd":
                label = _label(data[body:behind]) or label
            elif kind == b"jumb" and depth < _DEEPEST:
                inner.append((body, behind, label, depth + 1))
            yield _Box(kind, label, body, behind)
            at = behind
        waiting.extend(reversed(inner))


def _label(description: bytes) -> str:
    if len(description) <= _LABEL or not description[_LABEL - 1] & _HAS_LABEL:
        return ""
    return plain(description[_LABEL:].split(b"\0", 1)[0].decode("utf-8", errors="replace"))[:80]


def _picture(label: str, raw: bytes) -> Facts:
    where = f"C2PA {label}"
    return Facts((Trace("thumbnail", where, f"{len(raw):,} bytes"),), embedded=(Embedded(where, Stream.of(raw)),))


def _assertion(label: str, raw: bytes, is_cbor: bool) -> Facts:  # noqa: FBT001  which of two languages
    try:
        content = cbor.loads(raw) if is_cbor else json.loads(raw)
    except (Unreadable, ValueError, RecursionError):
        return Facts()
    leaves = list(islice(_leaves(content), _VALUES_CAP))
    located = _positions(label, leaves)
    traces = [trace for leaf in leaves if (trace := _trace(label, leaf))]
    return Facts((*located.traces, *traces, *_signers(label, content)), located.location)


def _leaves(content: object) -> Iterator[_Leaf]:
    """Every text and number, with the keys that lead there; texts that are JSON themselves are looked into."""
    waiting: list[tuple[tuple[str, ...], object]] = [((), content)]
    while waiting:
        keys, value = waiting.pop()
        if len(keys) > _NESTED_CAP:
            continue
        if isinstance(value, bytes):
            value = _opened(value)
        if isinstance(value, dict):
            waiting.extend(((*keys, str(key)), inner) for key, inner in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend(((*keys, str(number)), inner) for number, inner in reversed(list(enumerate(value))))
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield _Leaf(keys, value)


def _opened(value: bytes) -> object:
    """Signed bytes are often JSON."""
    if not value.startswith(b"{"):
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _trace(label: str, leaf: _Leaf) -> Trace | None:
    """What a value gives away, by its own key, else by the keys above it."""
    text = plain(str(leaf.value))
    key = next((k for k in reversed(leaf.keys) if not k.isdigit()), "")
    if not text or part_of(_property(key)):
        return None
    where = f"C2PA {label} {plain(key)}".replace("  ", " ")
    if key.casefold() in _PLAIN_KEYS and isinstance(leaf.value, str):
        kind, name = _PLAIN_KEYS[key.casefold()]
        return Trace(kind, f"C2PA {label} {name}", text)
    above = (k.casefold() for k in reversed(leaf.keys) if not k.isdigit())
    holder = next((k for k in above if k in _NAMES_OF), "")
    if holder and (key.casefold() in _BELOW or key.casefold() == holder):
        return Trace(_NAMES_OF[holder], where, text)
    kinds = (kind_of(_property(k)) for k in reversed(leaf.keys))
    found = next((kind for kind in kinds if kind is not None), None)
    return Trace(found, where, text) if found and not key.startswith("@") else None


def _property(key: str) -> str:
    """A key with a prefix ("exif:Make") is the same in XMP; one without is judged by what it says."""
    return key if ":" in key else f"unknown:{key}"


def _positions(label: str, leaves: list[_Leaf]) -> Facts:
    groups: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for keys, value in leaves:
        if keys and (part := part_of(_property(keys[-1]))):
            groups[keys[:-1]].setdefault(part, str(value))
    points = []
    for parts in groups.values():
        latitude = angle(parts.get("latitude", ""), "NS", parts.get("latitude ref", ""))
        longitude = angle(parts.get("longitude", ""), "EW", parts.get("longitude ref", ""))
        if latitude is not None and longitude is not None and (point := position(latitude, longitude)):
            points.append(point)
    traces = tuple(Trace("gps", f"C2PA {label} position", degrees(point)) for point in points)
    return Facts(traces, points[0] if points else None)


def _signers(label: str, content: object) -> Iterator[Trace]:
    """Whose certificate signed it: the last name in the first one is the signer's, those before are the issuer's."""
    if not label.endswith("signature"):
        return
    chain = next((raw for raw in _certificates(content) if _SUBJECT.search(raw)), b"")
    names = {found[1]: chain[found.end() : found.end() + found[2][0]] for found in _SUBJECT.finditer(chain)}
    name = plain(names.get(b"\x03", names.get(b"\x0a", b"")).decode("utf-8", errors="replace"))
    if name:
        yield Trace("provenance", f"C2PA {label}", f"signed by {name}")


def _certificates(content: object) -> Iterator[bytes]:
    """Every run of bytes in a signature, the certificates of who signed it before those of the time's witness."""
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, bytes):
            header = _header(value)
            if header is None:
                yield value
            else:
                waiting.append(header)
        elif isinstance(value, dict):
            waiting.extend(inner for _, inner in sorted(value.items(), key=lambda pair: pair[0] in _CHAIN))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _header(raw: bytes) -> dict[str, object] | None:
    """A signature's protected header is CBOR in bytes."""
    try:
        found = cbor.loads(raw)
    except Unreadable:
        return None
    return found if isinstance(found, dict) else None

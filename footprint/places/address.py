"""UK addresses in running text: one that was declared, in any usual spelling.

An address is told by its house (number or name) and its street; flat, town and postcode make it completer, another
flat or another postcode makes it somebody else's. Every pattern is bounded, so the time grows with the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from footprint.places.postcodes import declared_postcode, normal_postcode
from footprint.places.spans import Span
from footprint.places.spelling import STREET_WORD, fold, is_variable, spellings

Part = Literal["flat", "house", "street", "town", "postcode"]


@dataclass(frozen=True, slots=True)
class Address:
    """A declared address in its parts; each is empty where there is none.

    Attributes:
        house: the house's name.
        rest: locality, town and county, in order.
        postcode: as the Royal Mail writes it.
    """

    flat: str = ""
    house: str = ""
    number: str = ""
    street: str = ""
    rest: tuple[str, ...] = ()
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class AddressSpan:
    """An address in a text: `text[start:end]`, and which of its parts stand there.

    Attributes:
        elsewhere: a place follows that the declared address does not have. It may be the same street name in
            another town.
    """

    start: int
    end: int
    parts: frozenset[Part]
    elsewhere: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end

    @property
    def certain(self) -> bool:
        """House and postcode, or house, street and town: there is no second one."""
        house = "house" in self.parts
        return house and ("postcode" in self.parts or {"street", "town"} <= self.parts)


_STAIR = re.compile(r"\A\s*([0-9]{1,2}/[0-9]{1,2}|[0-9]f[0-9]),\s*(?=[0-9])", re.IGNORECASE)
"""As in Scotland: "2/1, 14 Quay Wynd" is the first door on the second floor."""

_DOOR = r"[0-9]{1,2}/[0-9]{1,2}|[0-9]f[0-9]|[0-9]{1,4}[a-z]?|[a-z]"
_KINDS_OF_FLAT = r"(?:flat|apartment|apt|unit|studio|room|suite)"
_FLAT = re.compile(rf"{_KINDS_OF_FLAT}\.?\s{{0,2}}(?:no\.?\s?)?({_DOOR})\b[\s,]*", re.IGNORECASE)
_FLAT_BEFORE = re.compile(rf"\b{_KINDS_OF_FLAT}\.?\s?(?:no\.?\s?)?({_DOOR})[\s,]{{1,3}}\Z")
_FLAT_AFTER = re.compile(rf"[\s,]{{1,3}}{_KINDS_OF_FLAT}\.?\s?(?:no\.?\s?)?({_DOOR})(?!\w)")
_NUMBER = re.compile(
    r"(?:no\.?\s*|number\s+)?([0-9]{1,5}[a-z]?(?:\s?[-/]\s?[0-9]{1,5}[a-z]?)?)(?!\w)[\s,]*", re.IGNORECASE
)
_STREET_END = re.compile(rf"(?:{STREET_WORD})\.?\Z")
_GAP = r"[\s,;:|/.()\u00b7\u2022-]{1,4}"
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s{0,2}([0-9][a-z]{2})\b", re.IGNORECASE)
_STEPS = 6


@lru_cache(maxsize=64)
def read_address(line: str) -> Address:
    """An address on one line, its parts parted by commas. What cannot be told apart stays in `house` and `rest`."""
    postcodes = [found for found in _POSTCODE.finditer(line) if declared_postcode(found[0])]
    postcode = declared_postcode(postcodes[-1][0]) if postcodes else None
    if postcodes:
        line = line[: postcodes[-1].start()] + "," + line[postcodes[-1].end() :]
    line = _STAIR.sub(r"flat \1, ", line)
    flat = number = street = ""
    names: list[str] = []
    rest: list[str] = []
    for part in (piece.strip(" .\t") for piece in re.split(r"[,;\n]", line)):
        if (is_flat := _FLAT.match(part)) and not flat:
            flat, part = is_flat[1], part[is_flat.end() :]  # noqa: PLW2901  what is left of the part is read on
        if (numbered := _NUMBER.match(part)) and not number:
            number, part = numbered[1], part[numbered.end() :]  # noqa: PLW2901  the same
        if not part:
            continue
        if not number:
            names.append(part)
        elif not street:
            street, *town = _parted(part)
            rest.extend(town)
        else:
            rest.append(part)
    if number:
        building, stair, door = number.partition("/")  # as in Scotland: "12/4" is flat 4 at number 12
        if stair and not flat:
            flat, number = door.strip(), building.strip()
        return Address(flat, names[0] if names else "", number, street, tuple(rest), postcode or "")
    has_street = len(names) > 1 and bool(_STREET_END.search(fold(names[1])))
    house, street = names[0] if names else "", names[1] if has_street else ""
    return Address(flat, house, "", street, tuple(names[2 if has_street else 1 :]), postcode or "")


def _parted(part: str) -> list[str]:
    """A street, and the town where no comma stands between them: "Kingfisher Wharf Thornmere"."""
    words = part.split()
    kinds = [place for place, word in enumerate(words) if place and re.fullmatch(STREET_WORD, fold(word).rstrip("."))]
    end = kinds[-1] + 1 if kinds else len(words)
    return [" ".join(words[:end]), *([" ".join(words[end:])] if end < len(words) else [])]


def find_address(text: str, declared: str) -> Iterator[AddressSpan]:
    """Where a declared address stands, in any usual spelling, with how complete it is.

    Args:
        text: anything.
        declared: one line, its parts parted by commas.
    """
    address = read_address(declared)
    folded = fold(text)
    spans = (
        span
        for pattern, parts, hint in _patterns(address)
        for start, end in _parts_with(folded, hint)
        for found in pattern.finditer(folded, start, end)
        if (span := _judged(text, folded, found.span(), parts, address))
    )
    yield from longest(spans)


def find_street(text: str, declared: str) -> Iterator[Span]:
    """Where the street of a declared address stands without any house number, as (start, end)."""
    street = spellings(read_address(declared).street)
    if street:
        alone = re.compile(rf"(?<![\w-])(?<![0-9][\s,])(?<![0-9][a-z]\s){street}(?!\w)")
        spans = (found.span() for found in alone.finditer(fold(text)))
        yield from (span for span in spans if not (_goes_on(text, span[1]) or _AN_INSTITUTION.match(text, span[1])))


def find_house(text: str, declared: str) -> Iterator[Span]:
    """Where a declared house stands by its name alone, or its flat alone, as (start, end): "Ty Isaf", "Flat 4B"."""
    address = read_address(declared)
    alone = [rf"(?:[Tt]he\s)?{re.escape(re.sub(r'(?i)^the ', '', address.house))}"] if address.house else []
    if re.search(r"[a-zA-Z]", address.flat):
        alone.append(rf"(?i:{_KINDS_OF_FLAT}\s{re.escape(address.flat)})")
    if re.search(r"[a-zA-Z]", address.number):
        alone.append(rf"(?i:{re.escape(address.number)})")
    doors = "|".join(re.escape(door) for door in (address.number, address.flat) if door)
    if doors:
        alone.append(rf"(?i:number|no\.?)\s(?:{doors})(?=,?\s(?:the|her|his|their|my)\s(?:family\s)?home\b)")
    if not alone:
        return
    places = "|".join(re.escape(place) for place in (address.street, *address.rest) if place)
    onward = re.compile(rf"(?![\w-])(?!,?\s(?!{places or '(?!)'})(?:[0-9]|[A-Z][a-z]))")
    for found in re.finditer("|".join(alone), text):
        if onward.match(text, found.end()) and not _NO_DOOR.search(text, max(0, found.start() - 12), found.start()):
            yield found.span()


_NO_DOOR = re.compile(r"(?:[\w/.\u00a3-]|\b(?:the|an?|item|bus|route|plot|lot)\s)\Z")


@lru_cache(maxsize=64)
def _patterns(address: Address) -> tuple[tuple[re.Pattern[str], frozenset[Part], str], ...]:
    """The shapes that an address takes, on folded text, each with the parts that it shows and what it must hold."""
    house, street = spellings(re.sub(r"(?i)\Athe\s(?=\w)", "", address.house)), spellings(address.street)
    house = rf"(?:the\s)?{house}" if house else ""
    shapes: list[tuple[str, frozenset[Part]]] = []
    if address.number:
        number = _number(address.number)
        plain = rf"(?<![\w£$€/.-])(?:(?:no\.?|number|nr\.?)\s?)?{number}(?!\w)"
        if address.flat:
            door = re.escape(fold(address.flat))
            plain = rf"(?:(?<!\w)(?:{door}/{number}|{number}/{door})(?!\w)|{plain})"
        if street:
            named = rf"(?:{house}{_GAP})?" if house else ""
            if address.flat:
                named = rf"(?:\(?{_KINDS_OF_FLAT}\.?\s?{re.escape(fold(address.flat))}(?!\w){_GAP})?{named}"
            shapes.append((rf"{plain}{_GAP}{named}{street}(?!\w)", frozenset({"house", "street"})))
            town = "|".join(filter(None, map(spellings, address.rest))) or "(?!)"
            after = rf"{_GAP}(?:no\.?|number|#)\s?{number}(?!\w)|(?:,\s(?:{town}))?,\s{number}(?=[,.;)/\n]|\Z)"
            shapes.append((rf"(?<!\w){street}(?:{after})", frozenset({"house", "street"})))
        if address.postcode:
            shapes.append((rf"{plain}{_GAP}{_flexible(address.postcode)}(?!\w)", frozenset({"house", "postcode"})))
    if house and street:
        apart = rf"(?:{_GAP}|,?\s(?:in|on|off|at)\s(?:the\s)?)"
        shapes.append((rf"(?<!\w){house}{apart}{street}(?!\w)", frozenset({"house", "street"})))
    if house and address.flat:
        door = re.escape(fold(address.flat))
        in_it = rf"{house}[^\n0-9]{{1,12}}{_KINDS_OF_FLAT}\.?\s?{door}|(?<![/.-]){door},?\s{house}"
        shapes.append((rf"(?<!\w)(?:{in_it})(?!\w)", frozenset({"house", "flat"})))
    if house and not address.number:
        shapes.append((rf"(?<!\w){house}(?!\w)", frozenset({"house"})))
    return tuple((re.compile(shape), parts, _hint(parts, address)) for shape, parts in shapes)


_UNITS = "one two three four five six seven eight nine".split()  # noqa: SIM905  words
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905  words
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905  words
_IN_WORDS = ("", *_UNITS, *_TEENS, *(f"{ten}{one}" for ten in _TENS for one in ("", *(f" {u}" for u in _UNITS))))


def _number(number: str) -> str:
    """A pattern for the number of a house, in figures or in words: "48a", "48 A", "forty-eight A"."""
    figures, *rest = re.findall(r"[0-9]+|[a-z]+", fold(number))
    value = int(figures) if figures.isdecimal() else 0
    if 0 < value < len(_IN_WORDS):
        figures = rf"(?:{figures}|{_IN_WORDS[value].replace(' ', '[ -]')})"
    return r"\s?[-/]?\s?".join((figures, *rest))


def _hint(parts: frozenset[Part], address: Address) -> str:
    """Letters that stand in every spelling: the longest word of the street or house, the end of the postcode."""
    if "postcode" in parts:
        return fold(address.postcode).split()[-1]
    words = re.findall(r"[a-z0-9]{3,}", fold(address.street if "street" in parts else address.house))
    plain = [word for word in words if not is_variable(word)]
    return max(plain, key=len, default="").removesuffix("s")


_AROUND = 120


def _parts_with(text: str, hint: str) -> Iterator[Span]:
    """The parts of a text around a hint; all of it where there is none."""
    if not hint:
        yield 0, len(text)
        return
    at, start, end = text.find(hint), -1, -1
    while at >= 0:
        if at - _AROUND > end:
            if end >= 0:
                yield start, end
            start = max(0, at - _AROUND)
        end = min(len(text), at + len(hint) + _AROUND)
        at = text.find(hint, at + len(hint))
    if end >= 0:
        yield start, end


def _flexible(postcode: str) -> str:
    """A pattern for one postcode on folded text, with any blank or none in its middle."""
    return r"[\s-]{0,3}".join(re.escape(half) for half in fold(postcode).split())


def _judged(text: str, folded: str, at: Span, parts: frozenset[Part], address: Address) -> AddressSpan | None:
    """What stands around a house and street: more of the same address, or another flat, street or town."""
    start, end = at
    if _goes_on(text, end) or _ITEM.search(folded, max(0, start - 16), start):
        return None
    flat = _FLAT_BEFORE.search(folded, max(0, start - 30), start)
    if flat:
        start = flat.start()
    else:
        flat = _FLAT_AFTER.match(folded, end)
        end = flat.end() if flat else end
    if flat and flat[1] != fold(address.flat):
        return None
    if flat:
        parts |= {"flat"}
    tail = _Tail(text, folded, end)
    tail.read(address)
    if tail.other_postcode or (parts == {"house"} and not tail.parts):
        return None
    return AddressSpan(start, tail.end, parts | tail.parts, tail.strange and not tail.parts)


_AN_INSTITUTION = re.compile(
    r"\s(?:Academy|School|Primary|Infants?|Juniors?|Nursery|Surgery|Clinic|Hospital|Brewery|Industrial|Station|Church"
    r"|Chapel|Hall|Library|Centre|Stores|Cemetery|Allotments?|Traders|Residents)\b"
)
_ITEM = re.compile(r"\b(?:item|lot|para|paragraph|section|agenda|appendix|page|route|bus|minute|plot)\s\Z")
_NEXT_WORD = re.compile(r"[ \u00a0]([A-Z][a-z]*)\b")


def _goes_on(text: str, end: int) -> bool:
    """The street's name is longer than the one looked for: "High Street North"."""
    word = _NEXT_WORD.match(text, end)
    return word is not None and re.fullmatch(STREET_WORD, fold(word[1])) is not None


_PLACE = r"[A-Z][\w'\u2019-]{1,20}(?:[ -](?:[A-Z][\w'\u2019-]{1,20}|on|upon|in|the|le|of|under|by|next)){0,4}"
_POSTCODE_COMES = r"[\s,.]{1,3}[A-Z]{1,2}[0-9]"
_NEXT_LINE = re.compile(
    rf"[ ,]{{0,3}}(,|\n)\s{{0,3}}{_PLACE}(?=\.?\s{{0,3}}(?:[,;\n)]|\Z)|{_POSTCODE_COMES})"
    rf"|\s{_PLACE}(?={_POSTCODE_COMES})"
)
_POSTCODE_NEXT = re.compile(r"[\s,;|/.()-]{1,4}([a-z]{1,2}[0-9][0-9a-z]?\s{0,2}[0-9][a-z]{2})(?!\w)")


@dataclass(slots=True)
class _Tail:
    """Reads on behind house and street, a part at a time.

    Attributes:
        strange: a place stands there, after a comma, that the address does not have.
    """

    text: str
    folded: str
    end: int
    parts: frozenset[Part] = frozenset()
    strange: bool = False
    other_postcode: bool = False
    _at: int = field(default=0, init=False)

    def read(self, address: Address) -> None:
        """Read to the end of the address."""
        self._at = self.end
        known = _known(address)
        for _ in range(_STEPS):
            if not self._step(known, address.postcode):
                return

    def _step(self, known: re.Pattern[str], postcode: str) -> bool:
        if found := known.match(self.folded, self._at):
            self._at = self.end = found.end()
            self.parts |= {"postcode" if found["postcode"] else "town"}
            return True
        if found := _POSTCODE_NEXT.match(self.folded, self._at):
            self.other_postcode = self._contradicts(normal_postcode(found[1]), postcode)
            return False
        if found := _NEXT_LINE.match(self.text, self._at):
            self._at = found.end()
            self.strange |= found[1] == ","
            return True
        return False

    def _contradicts(self, found: str | None, declared: str) -> bool:
        """Another postcode; but in the same town and district it is rather a slip of the pen."""
        if not found or not declared:
            return False
        return "town" not in self.parts or found.split()[0] != declared.split(maxsplit=1)[0]


@lru_cache(maxsize=64)
def _known(address: Address) -> re.Pattern[str]:
    """What may follow house and street: locality, town, county, postcode."""
    names = "|".join(filter(None, (spellings(name) for name in address.rest))) or r"(?!)"
    postcode = _flexible(address.postcode) if address.postcode else r"(?!)"
    return re.compile(rf"[\s,;:|/.()-]{{0,4}}(?<!\w)(?:(?P<postcode>{postcode})|(?:{names}))(?!\w)")


def longest(spans: Iterable[AddressSpan]) -> Iterator[AddressSpan]:
    """The spans in order; of those that overlap the longest."""
    kept: list[AddressSpan] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = max(kept[-1], span, key=lambda s: s.end - s.start)
        else:
            kept.append(span)
    yield from kept

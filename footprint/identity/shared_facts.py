"""Where a text has the facts that a person shares with some others: council, ward, town, party, family, business."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from footprint.identity.office import TITLE
from footprint.model import Identifier, Kind, Subject
from footprint.places.spelling import STREET_WORD, fold, spellings, words
from footprint.text.home_ground import council_core

WEIGHTS = {Kind.COUNCIL: 3.0, Kind.WARD: 3.0, Kind.TOWN: 2.0, Kind.PARTY: 1.0, Kind.FAMILY: 3.0, Kind.BUSINESS: 3.0}
"""What each kind of fact weighs beside a name, in log-odds."""


def is_common(fact: Identifier) -> bool:
    """A ward of one word, "Eastgate", is a smaller thing than one of three; a county's name stands for all of it."""
    return (fact.kind is Kind.WARD and len(fact.value.split()) == 1) or fact.label in (COUNTY, PART)


def _is_everywhere(fact: Identifier) -> bool:
    """A ward whose name is found in many towns: "Castle", "Eastgate"."""
    return fact.kind is Kind.WARD and set(re.findall(r"\w+", fold(fact.value))) <= _EVERYWHERE


_EVERYWHERE = words(
    """
    abbey all and avenue bridge broadway canal castle cathedral central centre church college common cross docks down
    east eastgate field fields forest garden grange green grove hall harbour heath high hill hills holy kings lake lane
    lower manor market meadow meadows mill moor new newtown north northgate old over park parkside parks priory queens
    railway river riverside road rural saints saint south southgate spring st station street the town trinity under
    university upper vale valley victoria view village water west westgate wharf wood woodlands woods
    """
)


SEAT, COUNTY, PART = "council", "county", "part"
"""Labels of a place that is only known from the council's name, or from the ward's."""


def facts(text: str, subject: Subject) -> Iterator[tuple[Identifier, tuple[tuple[int, int], ...]]]:
    """The shared facts of a person, each with every place where it stands; a town's in its council's name is none."""
    shared = tuple(fact for kind in WEIGHTS for fact in subject.all(kind)) + _seats(subject) + _parts(subject)
    return zip(shared, _spans(text, shared), strict=True)


def _seats(subject: Subject) -> tuple[Identifier, ...]:
    """The places that councils are named after, where they are not declared as the town."""
    towns = {fold(fact.value) for fact in subject.all(Kind.TOWN)}
    seats = ((council_core(fact.value), fact.value) for fact in subject.all(Kind.COUNCIL))
    return tuple(
        Identifier(Kind.TOWN, core, COUNTY if re.search(r"(?i)county|sir", council) else SEAT)
        for core, council in seats
        if core and fold(core) not in towns
    )


_SHORT = 4
"""A word of so few letters stands for no part of a ward."""


@lru_cache(maxsize=16)
def _parts(subject: Subject) -> tuple[Identifier, ...]:
    """What stands for a ward or a council by itself: "Canalside" of "Docks and Canalside"."""
    known = {
        word for kind in (Kind.TOWN, Kind.COUNCIL) for fact in subject.all(kind) for word in fold(fact.value).split()
    }
    wards = [fact.value.split() for fact in subject.all(Kind.WARD)]
    said = [word for ward in wards if len(ward) > 1 for word in ward]
    own = [word for word in said if len(word) > _SHORT and fold(word) not in known | _EVERYWHERE]
    joined = [fact.value for fact in subject.all(Kind.WARD)]
    joined += [core for fact in subject.all(Kind.COUNCIL) if (core := council_core(fact.value))]
    halves = [half for name in joined for half in re.split(r"\s(?:and|&|with)\s(?:the\s)?|,\s", name) if half != name]
    towns = {fold(fact.value) for fact in subject.all(Kind.TOWN)}
    own += [half for half in halves if fold(half) not in towns | _EVERYWHERE and not set(half.split()) & set(own)]
    return tuple(Identifier(Kind.TOWN, part, PART) for part in dict.fromkeys(own) if part[0].isupper())


@lru_cache(maxsize=16)
def _spans(text: str, shared: tuple[Identifier, ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    folded = fold(text)
    celtic = _CELTIC.search(folded) is not None
    found = [tuple(_standing(text, folded, fact, celtic=celtic)) for fact in shared]
    wider = (Kind.WARD, Kind.COUNCIL)
    wards = sorted(span for fact, spans in zip(shared, found, strict=True) if fact.kind in wider for span in spans)
    return tuple(
        tuple(span for span in spans if not _within(span, wards)) if fact.kind is Kind.TOWN else spans
        for fact, spans in zip(shared, found, strict=True)
    )


def _standing(text: str, folded: str, fact: Identifier, *, celtic: bool) -> Iterator[tuple[int, int]]:
    """Where a fact stands, written with a capital somewhere; as a town only where no other name is made of it."""
    pattern = _pattern(fact, celtic=celtic)
    for found in pattern.finditer(folded) if pattern else ():
        written = text[found.start() : found.end()]
        if written.lower() == written:
            continue
        if fact.kind is Kind.TOWN and (
            _goes_on(text, folded, found.end()) or _PART_OF.search(folded, max(0, found.start() - 20), found.start())
        ):
            continue
        yield found.span()


_IN_SMALL_LETTERS = ("council", "road", "street", "lane")
"""These go on without a capital too: "a garage on the Wexcombe road"."""


def _goes_on(text: str, folded: str, end: int) -> bool:
    """The name goes on as another's: a council's, or a street's, which has a capital too."""
    found = _GOES_ON.match(folded, end)
    return found is not None and (
        found[0].endswith(_IN_SMALL_LETTERS) or text[end + 1 : end + 2] != folded[end + 1 : end + 2]
    )


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    place = bisect_left(others, (span[0] + 1, 0)) - 1
    return place >= 0 and others[place][1] >= span[1]


_GOES_ON = re.compile(
    r"(?:'s)?\s(?:(?:borough|district|city|county|metropolitan|unitary)\s){0,2}council\b"
    r"|\s(?!(?:park|canal|green|quay|harbour|bridge|common|gardens|station|market|castle|marina|docks?|hall|mill)\b)"
    rf"(?:{STREET_WORD}|arms|hotel)\b(?!\s[a-z]+\s(?:road|street|lane))"
)
"""The town's name is a part of its council's, or of a street's."""

_PART_OF = re.compile(
    r"\b(?:(?:great|little|north|south|east|west|upper|lower|nether|over|new|old|port)[\s-]"
    r"|(?:formerly|previously|originally|once)\s(?:(?:from|of|in)\s)?)\Z"
)
"""It is a part of another town's, or of the past."""


_CELTIC = re.compile(r"\b(?:cyngor|cynghorydd|cyngh?\.|comhairl\w+|dywedodd|thuirt)")
_MUTATIONS = {
    "ll": "l",
    "rh": "r",
    "c": "g ngh ch",
    "p": "b mh ph bh",
    "t": "d nh th",
    "g": "ng gh",
    "b": "f m bh",
    "d": "dd n dh",
    "m": "f mh",
    "f": "fh",
    "s": "sh",
}
"""How the first letters of a Welsh or Gaelic name change behind other words: "Tre-garn", "yn Nhre-garn"."""


def _mutated(name: str) -> str:
    """A name, or any of its mutations, as a pattern; the name is one already."""
    bare = name.removeprefix("(?:")
    first = next((letters for letters in _MUTATIONS if bare.startswith(letters)), "")
    changed = "|".join(_MUTATIONS[first].split()) if first else ""
    opening = name[: len(name) - len(bare)]
    return f"{opening}(?:{first}|{changed}){bare[len(first) :]}" if first else name


@lru_cache(maxsize=128)
def _pattern(fact: Identifier, *, celtic: bool = False) -> re.Pattern[str] | None:
    """How a fact may be written, on folded text; None where it has no letters."""
    name = spellings(fact.value)
    if not name:
        return None
    if celtic and fact.kind in (Kind.TOWN, Kind.WARD):
        name = _mutated(name)
    if fact.kind is Kind.COUNCIL and (core := spellings(council_core(fact.value))):
        kinds = [word for word in fold(fact.value).split() if word in _KINDS] or ["county", "city", "borough"]
        kind = rf"(?:(?:{'|'.join(kinds)})\s)?" if kinds else ""
        name = (
            rf"(?:{name}|{core}(?:'s)?\s{kind}(?:council(?!lor)|mbc\b|dc\b)|council\sof\s{core}"
            rf"|(?:cyngor|comhairle)\s(?:\w+\s){{0,2}}{core})"
        )
    if fact.kind is Kind.FAMILY and len(fact.value.split()) > 1:  # "Nikhil and Priya Patel"
        first, last = map(spellings, fact.value.rsplit(maxsplit=1))
        name = rf"(?:{name}|{first}\s(?:and|&|a|ac|agus)\s[\w'-]+\s{last})"
    if fact.kind is Kind.BUSINESS:
        name = spellings(_LEGAL.sub("", fact.value)) or name
    if _is_everywhere(fact) and is_common(fact):
        name = rf"(?:{name}\sward|ward:?\s{name}|{TITLE}(?:,?\sfor|,)\s(?:the\s)?{name}|\([^()\n]{{0,30}}\b{name}\))"
    if fact.kind is Kind.PARTY:
        name = _party(fact.value, name)
    return re.compile(rf"(?<!\w){name}(?!\w)")


_LEGAL = re.compile(r"(?i)[\s,]+(?:ltd|limited|llp|plc|cic|cyf)\.?\Z")
_KINDS = words("royal london metropolitan borough district city county unitary authority")
_PARTY_NAMES = (
    "labour|labour and co-operative|lab",
    "conservative|conservatives|con|tory|tories",
    "liberal democrats|liberal democrat|lib dem|lib dems|ld",
    "green|greens",
    "scottish national|snp",
    "social democratic and labour|sdlp",
    "plaid cymru|plaid",
    "reform uk|reform",
    "ulster unionist|uup",
    "democratic unionist|dup",
)
"""The large parties, each by every name that it goes by."""


def _party(value: str, whole: str) -> str:
    core = " ".join(re.sub(r"(?i)\b(?:the|party)\b", " ", value).split())
    names = next((line.split("|") for line in _PARTY_NAMES if fold(core) in line.split("|")), [core])
    either = "|".join(filter(None, map(spellings, names))) or whole
    sure = "|".join(name for name in names if name in {"snp", "sdlp", "plaid", "plaid cymru", "lib dem", "lib dems"})
    alone = f"|{'|'.join(map(spellings, sure.split('|')))}" if sure else ""
    core, member = f"(?:{either})", rf"(?:and co-operative\s)?(?:group|candidate|leader|member|{TITLE})"
    return rf"(?:{core}\sparty|{core}'s|[(,:\u2013-]\s?{core}\b|{core}\s{member}{alone})"

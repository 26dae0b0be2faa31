"""What speaks for and against a text being about this person: facts, each with its weight and in plain words.

Weights are log-odds: they are added up, and 3 is roughly "twenty to one".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from footprint.model import Identifier, Kind, Subject
from footprint.places.address import find_address, find_street
from footprint.places.postcodes import find_postcode
from footprint.places.spelling import STREET_WORD, fold, spellings, squeezed, words
from footprint.web import common_names, contacts
from footprint.web.around import council_core
from footprint.web.mentions import Mention, Naming
from footprint.web.office import TITLE, has_office, is_councillor
from footprint.web.plates import find_plate

NEAR = 300
"""Characters around a name in which a fact counts in full."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks for (above 0) or against.

    Attributes:
        proof: it settles the matter by itself: nobody else has that number.
        ties: it ties this very name to the person, not only the page to their place. Without one nothing is certain.
    """

    weight: float
    reason: str
    proof: bool = False
    ties: bool = False


# --- what only this person has ----------------------------------------------------------------------------------

_PROOF, _STRONG, _HINT = 8.0, 3.5, 2.5


def proofs(text: str, subject: Subject) -> Iterator[Clue]:
    """Declared facts that hardly anybody shares, wherever they stand in the text."""
    for fact in subject.identifiers:
        clue = _clue(text, fact, subject)
        if clue:
            yield clue


def _clue(text: str, fact: Identifier, subject: Subject) -> Clue | None:  # noqa: PLR0911  one for each kind of fact
    if fact.kind is Kind.ADDRESS:
        return None if fact.on_purpose else _address(text, fact.value)
    if fact.kind is Kind.PHONE and any(contacts.find_phone(text, fact.value)):
        if fact.on_purpose:
            return Clue(_HINT, "Your council telephone number stands on it")
        kind = "mobile" if contacts.is_mobile(fact.value) else "telephone"
        return Clue(_PROOF, f"Your {kind} number stands on it", proof=True)
    if fact.kind is Kind.EMAIL:
        return _email(text, fact, subject)
    if fact.kind is Kind.PLATE and any(find_plate(text, fact.value)):
        return Clue(_PROOF, "Your number plate stands on it", proof=True)
    if fact.kind is Kind.POSTCODE and any(find_postcode(text, fact.value)):
        return Clue(_HINT, "Your home postcode stands on it", ties=True)
    if fact.kind is Kind.SITE and any(contacts.find_site(text, fact.value)):
        return Clue(_PROOF, f"It names your own website, {contacts.site(fact.value)[0]}", proof=True)
    if fact.kind is Kind.HANDLE and any(contacts.find_handle(text, fact.value)):
        whole = contacts.is_whole_handle(fact.value)  # a bare one may be somebody else's on another service
        return Clue(_PROOF if whole else _STRONG, f"It names your own handle, {fact.value}", proof=whole, ties=True)
    return None


def _email(text: str, fact: Identifier, subject: Subject) -> Clue | None:
    if any(contacts.find_email(text, fact.value)):
        if fact.on_purpose:
            return Clue(_STRONG, "Your council e-mail address stands on it", ties=True)
        return Clue(_PROOF, "Your personal e-mail address stands on it", proof=True)
    if not fact.on_purpose and _is_own_domain(text, fact.value, subject):
        return Clue(
            _STRONG, f"It names the domain of your own e-mail address, {contacts.domain(fact.value)}", ties=True
        )
    return None


def _is_own_domain(text: str, address: str, subject: Subject) -> bool:
    """The domain of an e-mail address bears the person's surname, and is named."""
    host = contacts.domain(address)
    surnames = (squeezed(fact.value.split()[-1]) for fact in subject.all(Kind.NAME))
    return any(name in squeezed(host) for name in surnames if len(name) > _SHORT) and any(
        contacts.find_site(text, host)
    )


_SHORT = 4
"""A surname of so few letters is a part of many words."""


def _address(text: str, declared: str) -> Clue | None:
    spans = list(find_address(text, declared))
    if any(span.certain for span in spans):
        return Clue(_PROOF, "Your home address stands on it", proof=True)
    if any(not span.elsewhere for span in spans):
        return Clue(_HINT, "Your house number and street stand on it, without the town", ties=True)
    if any(find_street(text, declared)):
        return Clue(1.0, "Your street stands on it, without the house")
    return None


# --- what this person shares with some others -----------------------------------------------------------------------

_WEIGHTS = {Kind.COUNCIL: 3.0, Kind.WARD: 3.0, Kind.TOWN: 2.0, Kind.PARTY: 1.0, Kind.FAMILY: 2.0, Kind.BUSINESS: 2.5}
_FAR, _HEADING, _NEXT = 0.4, 0.8, 0.6
_COMMON = 1.0
_NAMING = {
    Naming.FULL: (2.6, "It gives your name"),
    Naming.FORM: (2.0, "It gives a form of your name"),
    Naming.INITIAL: (1.0, "The name is written with the initial {initial}"),
    Naming.SURNAME: (0.2, "It gives your surname without a first name"),
    Naming.HALF: (1.2, "It gives your first name with half of your surname"),
    Naming.OTHER_MIDDLE: (-0.5, "The name is written with a first or middle name that is not yours"),
    Naming.MISSPELLED: (1.0, "It has a name that differs from yours by a letter or two"),
    Naming.SHORTENED: (0.5, "It gives your first name with the initial of your surname"),
}


def naming(mention: Mention) -> Clue:
    """How the name is written."""
    weight, reason = _NAMING[mention.naming]
    initial = next((word[0] for word in mention.text.split() if re.fullmatch(r"[A-Z](?:\.?[A-Z])*\.?,?", word)), "")
    return Clue(weight, reason.format(initial=initial).strip())


COUNCILLOR, MANY = "It speaks of a councillor", "Many people have your name"


def commonness(text: str, mention: Mention, subject: Subject) -> Iterator[Clue]:
    """How much the bare name tells, where no office tells more: in one town there may be many a David Jones."""
    if mention.naming in (Naming.MISSPELLED, Naming.SHORTENED, Naming.OTHER_MIDDLE):
        return
    forms = [fact.value for fact in subject.all(Kind.NAME)]
    written = fold(mention.text)
    weight = common_names.weight([form for form in forms if fold(form).split()[-1:][0] in written] or forms)
    if weight > 0:
        yield Clue(weight, "Few people have your surname")
    elif not (is_councillor(text, mention) or has_office(text, mention)):
        yield Clue(weight, MANY)


def context(text: str, mention: Mention, subject: Subject) -> Iterator[Clue]:
    """Council, ward, town, party, family and office: full weight beside the name, half elsewhere in the text."""
    for fact, spans in facts(text, subject):
        if not spans:
            continue
        near = _is_near(spans, mention)
        weight = _WEIGHTS[fact.kind] * _share(text, spans, mention) - (_COMMON if _is_common(fact) else 0)
        if fact.kind is not Kind.FAMILY or near:
            yield Clue(weight, _named(fact), ties=near and fact.kind in (Kind.FAMILY, Kind.WARD, Kind.PARTY))
        if fact.kind in (Kind.PARTY, Kind.WARD) and _adjoins(text, spans, mention):
            yield Clue(0.8, f"It gives your {fact.kind.value} with the name")
    if is_councillor(text, mention):
        yield Clue(1.3, COUNCILLOR, ties=True)
    elif has_office(text, mention):
        yield Clue(0.9, "It speaks of an office on a council", ties=True)


def _is_common(fact: Identifier) -> bool:
    """A ward of one word, "Eastgate", is a smaller thing than one of three; a county's name stands for all of it."""
    return (fact.kind is Kind.WARD and len(fact.value.split()) == 1) or fact.label == _COUNTY


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


def _named(fact: Identifier) -> str:
    if fact.kind is Kind.FAMILY:
        return f"It names your {fact.label or 'family'}, {fact.value}"
    if fact.label in (_COUNTY, _SEAT):
        return f"It names {fact.value}, the place of your council"
    your = {
        Kind.WARD: "your ward, ",
        Kind.PARTY: "your party, ",
        Kind.TOWN: "your town, ",
        Kind.BUSINESS: "your own business, ",
    }
    word = your.get(fact.kind, "")
    return f"It names {word}{fact.value}"


def _adjoins(text: str, spans: tuple[tuple[int, int], ...], mention: Mention) -> bool:
    """A fact stands right beside the name: "Rosalind Quillfeather (Lantern)", "Lantern's Rosalind Quillfeather"."""
    place = bisect_left(spans, (mention.start, 0))
    return any(
        not text[min(end, mention.end) : max(start, mention.start)].strip(" ,('\u2019s")
        for start, end in spans[max(0, place - 1) : place + 1]
    )


def _share(text: str, spans: tuple[tuple[int, int], ...], mention: Mention) -> float:
    """How much of its weight a fact has: all of it in the sentence of the name or in a list, less further off."""
    place = bisect_left(spans, (mention.start, 0))
    beside = [_beside(text, span, mention) for span in spans[max(0, place - 1) : place + 1]]
    return max(*beside, _HEADING if spans[0][1] <= _heading(text) else _FAR, _FAR)


@lru_cache(maxsize=16)
def _heading(text: str) -> int:
    """Where the title and the short lines under it end."""
    end = 0
    for line in text[: 2 * NEAR].split("\n"):
        if end and len(line) >= _LINE:
            break
        end += len(line) + 1
    return end


def _beside(text: str, span: tuple[int, int], mention: Mention) -> float:
    """The share that one place has: of the same sentence, of the next line in a list, of the next sentence."""
    before, after = sorted((span, (mention.start, mention.end)))
    if after[0] - before[1] > NEAR:
        return _FAR
    between = text[before[1] : after[0]]
    if not _STOP.search(_PRONOUN.sub(" ", between)):
        return 1.0
    line = len(text[max(0, mention.start - _LINE) : mention.start].rsplit("\n", 1)[-1])
    line += len(text[mention.start : mention.end + _LINE].split("\n", 1)[0])
    return 1.0 if "\n" in between and min(len(between), line) < _LINE else _NEXT


_STOP = re.compile(r"(?<!\b[A-Z])(?<!\bCllr)(?<!\bCoun)(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)[.!?][\u201d\"')]?\s|\n")
_PRONOUN = re.compile(r"[.!?][\u201d\"')]?\s(?=(?:She|He|They|His|Her|Their)\s)")
"""The next sentence goes on about the same person."""

_LINE = 80
"""Lines shorter than this belong to a list or a form, and to their neighbours."""


def _is_near(spans: tuple[tuple[int, int], ...], mention: Mention) -> bool:
    place = bisect_left(spans, (mention.start, 0))
    return any(
        start - mention.end <= NEAR and mention.start - end <= NEAR
        for start, end in spans[max(0, place - 1) : place + 1]
    )


# --- where shared facts stand -----------------------------------------------------------------------------------------

_SEAT, _COUNTY = "council", "county"
"""Labels of a place that is only known from the council's name."""


def facts(text: str, subject: Subject) -> Iterator[tuple[Identifier, tuple[tuple[int, int], ...]]]:
    """The shared facts of a person, each with every place where it stands; a town's in its council's name is none."""
    shared = tuple(fact for kind in _WEIGHTS for fact in subject.all(kind)) + _seats(subject)
    return zip(shared, _spans(text, shared), strict=True)


def _seats(subject: Subject) -> tuple[Identifier, ...]:
    """The places that councils are named after, where they are not declared as the town."""
    towns = {fold(fact.value) for fact in subject.all(Kind.TOWN)}
    seats = ((council_core(fact.value), fact.value) for fact in subject.all(Kind.COUNCIL))
    return tuple(
        Identifier(Kind.TOWN, core, _COUNTY if re.search(r"(?i)county|sir", council) else _SEAT)
        for core, council in seats
        if core and fold(core) not in towns
    )


@lru_cache(maxsize=16)
def _spans(text: str, shared: tuple[Identifier, ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    folded = fold(text)
    found = [tuple(_standing(text, folded, fact)) for fact in shared]
    wider = (Kind.WARD, Kind.COUNCIL)
    wards = sorted(span for fact, spans in zip(shared, found, strict=True) if fact.kind in wider for span in spans)
    return tuple(
        tuple(span for span in spans if not _within(span, wards)) if fact.kind is Kind.TOWN else spans
        for fact, spans in zip(shared, found, strict=True)
    )


def _standing(text: str, folded: str, fact: Identifier) -> Iterator[tuple[int, int]]:
    """Where a fact stands, written with a capital somewhere; as a town only where no other name is made of it."""
    pattern = _pattern(fact, celtic=_CELTIC.search(folded) is not None)
    for found in pattern.finditer(folded) if pattern else ():
        written = text[found.start() : found.end()]
        if written.lower() == written:
            continue
        if fact.kind is Kind.TOWN and (
            _GOES_ON.match(folded, found.end()) or _PART_OF.search(folded, max(0, found.start() - 20), found.start())
        ):
            continue
        yield found.span()


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    place = bisect_left(others, (span[0] + 1, 0)) - 1
    return place >= 0 and others[place][1] >= span[1]


_GOES_ON = re.compile(
    r"(?:'s)?\s(?:(?:borough|district|city|county|metropolitan|unitary)\s){0,2}council\b"
    rf"|\s(?:{STREET_WORD}|arms|hotel)\b(?!\s[a-z]+\s(?:road|street|lane))"
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
        kinds = [word for word in fold(fact.value).split() if word in _KINDS]
        kind = rf"(?:(?:{'|'.join(kinds)})\s)?" if kinds else ""
        name = (
            rf"(?:{name}|{core}(?:'s)?\s{kind}(?:council(?!lor)|mbc\b|dc\b)|council\sof\s{core}"
            rf"|(?:cyngor|comhairle)\s(?:\w+\s){{0,2}}{core})"
        )
    if _is_everywhere(fact) and _is_common(fact):
        name = rf"(?:{name}\sward|ward:?\s{name}|{TITLE}(?:,?\sfor|,)\s(?:the\s)?{name}|\([^()\n]{{0,30}}\b{name}\))"
    if fact.kind is Kind.PARTY:
        name = _party(fact.value, name)
    return re.compile(rf"(?<!\w){name}(?!\w)")


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
    return rf"(?:{core}\sparty|[(,:\u2013-]\s?{core}\b|{core}\s{member}{alone})"

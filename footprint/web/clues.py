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
from footprint.places.address import find_address, read_address
from footprint.places.postcodes import find_postcode
from footprint.places.spelling import fold, spellings, words
from footprint.web import contacts
from footprint.web.mentions import Mention, Naming
from footprint.web.plates import find_plate

NEAR = 300
"""Characters around a name in which a fact counts in full."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks for (above 0) or against. A proof settles it by itself: nobody else has that number."""

    weight: float
    reason: str
    proof: bool = False


# --- what only this person has ----------------------------------------------------------------------------------

_PROOF, _STRONG, _HINT = 8.0, 3.5, 2.5


def proofs(text: str, subject: Subject) -> Iterator[Clue]:
    """Declared facts that hardly anybody shares, wherever they stand in the text."""
    for fact in subject.identifiers:
        clue = _clue(text, fact)
        if clue:
            yield clue


def _clue(text: str, fact: Identifier) -> Clue | None:  # noqa: PLR0911  one answer for each kind of fact
    if fact.kind is Kind.ADDRESS:
        return None if fact.on_purpose else _address(text, fact.value)
    if fact.kind is Kind.PHONE and any(contacts.find_phone(text, fact.value)):
        if fact.on_purpose:
            return Clue(_HINT, "Your council telephone number stands on it")
        kind = "mobile" if contacts.is_mobile(fact.value) else "telephone"
        return Clue(_PROOF, f"Your {kind} number stands on it", proof=True)
    if fact.kind is Kind.EMAIL and any(contacts.find_email(text, fact.value)):
        if fact.on_purpose:
            return Clue(_STRONG, "Your council e-mail address stands on it")
        return Clue(_PROOF, "Your personal e-mail address stands on it", proof=True)
    if fact.kind is Kind.PLATE and any(find_plate(text, fact.value)):
        return Clue(_PROOF, "Your number plate stands on it", proof=True)
    if fact.kind is Kind.POSTCODE and any(find_postcode(text, fact.value)):
        return Clue(_HINT, "Your home postcode stands on it")
    if fact.kind is Kind.SITE and any(contacts.find_site(text, fact.value)):
        return Clue(_PROOF, f"It names your own website, {contacts.site(fact.value)[0]}", proof=True)
    if fact.kind is Kind.HANDLE and any(contacts.find_handle(text, fact.value)):
        whole = contacts.is_whole_handle(fact.value)  # a bare one may be somebody else's on another service
        return Clue(_PROOF if whole else _STRONG, f"It names your own handle, {fact.value}", proof=whole)
    return None


def _address(text: str, declared: str) -> Clue | None:
    spans = list(find_address(text, declared))
    if any(span.certain for span in spans):
        return Clue(_PROOF, "Your home address stands on it", proof=True)
    if any(not span.elsewhere for span in spans):
        return Clue(_HINT, "Your house number and street stand on it, without the town")
    return None


# --- what this person shares with some others -----------------------------------------------------------------------

_WEIGHTS = {Kind.COUNCIL: 3.0, Kind.WARD: 3.0, Kind.TOWN: 2.0, Kind.PARTY: 1.0, Kind.FAMILY: 2.0, Kind.BUSINESS: 2.5}
_FAR = 0.5
_COMMON = 1.0
_NAMING = {
    Naming.FULL: (2.6, "It gives your name"),
    Naming.FORM: (2.0, "It gives a form of your name"),
    Naming.INITIAL: (1.0, "The name is written with the initial {initial}"),
    Naming.SURNAME: (0.2, "It gives your surname without a first name"),
    Naming.OTHER_MIDDLE: (-0.5, "The name is written with a middle name that is not yours"),
}
_TITLE = r"(?:cllrs?|councillors?|cynghorydd|cyngh?)\b\.?"
_TITLED = re.compile(rf"\b{_TITLE}")
_TITLE_BEFORE = re.compile(rf"\b{_TITLE}[ ,:-]{{0,3}}\Z")
_TITLE_AFTER = re.compile(
    rf"[ ,(]{{0,3}}(?:(?:who|is|was|as|an?|the|our|your|one|of|local)\s){{0,5}}(?:[\w-]+\s){{0,3}}?{_TITLE}"
)


def naming(mention: Mention) -> Clue:
    """How the name is written."""
    weight, reason = _NAMING[mention.naming]
    initial = next((word[0] for word in mention.text.split() if re.fullmatch(r"[A-Z](?:\.?[A-Z])*\.?,?", word)), "")
    return Clue(weight, reason.format(initial=initial).strip())


def context(text: str, mention: Mention, subject: Subject) -> Iterator[Clue]:
    """Council, ward, town, party, family and office: full weight beside the name, half elsewhere in the text."""
    for fact, spans in facts(text, subject):
        if not spans:
            continue
        near = _is_near(spans, mention)
        weight = _WEIGHTS[fact.kind] * (1 if near else _FAR) - (_COMMON if _is_common(fact) else 0)
        if fact.kind is not Kind.FAMILY or near:
            yield Clue(weight, _named(fact))
    if is_councillor(text, mention):
        yield Clue(1.3, "It speaks of a councillor")


def _is_common(fact: Identifier) -> bool:
    """A ward of one word, "Castle", is found in many towns."""
    return fact.kind is Kind.WARD and len(fact.value.split()) == 1


def is_councillor(text: str, mention: Mention) -> bool:
    """The name is given with the office."""
    folded = fold(text[max(0, mention.start - 30) : mention.end + 60])
    start = mention.start - max(0, mention.start - 30)
    end = start + mention.end - mention.start
    return any(
        (
            _TITLED.search(folded, start, end),
            _TITLE_BEFORE.search(folded[:start]),
            _TITLE_AFTER.match(folded, end),
        )
    )


def _named(fact: Identifier) -> str:
    if fact.kind is Kind.FAMILY:
        return f"It names your {fact.label or 'family'}, {fact.value}"
    your = {
        Kind.WARD: "your ward, ",
        Kind.PARTY: "your party, ",
        Kind.TOWN: "your town, ",
        Kind.BUSINESS: "your own business, ",
    }
    word = your.get(fact.kind, "")
    return f"It names {word}{fact.value}"


def _is_near(spans: tuple[tuple[int, int], ...], mention: Mention) -> bool:
    place = bisect_left(spans, (mention.start, 0))
    return any(
        start - mention.end <= NEAR and mention.start - end <= NEAR
        for start, end in spans[max(0, place - 1) : place + 1]
    )


def facts(text: str, subject: Subject) -> Iterator[tuple[Identifier, tuple[tuple[int, int], ...]]]:
    """The shared facts of a person, each with every place where it stands; a town's in its council's name is none."""
    shared = tuple(fact for kind in _WEIGHTS for fact in subject.all(kind))
    return zip(shared, _spans(text, shared), strict=True)


@lru_cache(maxsize=16)
def _spans(text: str, shared: tuple[Identifier, ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    folded = fold(text)
    return tuple(
        tuple(
            found.span()
            for found in pattern.finditer(folded)
            if text[found.start() : found.end()].lower() != text[found.start() : found.end()]
            and not (fact.kind is Kind.TOWN and _COUNCIL_FOLLOWS.match(folded, found.end()))
        )
        if (pattern := _pattern(fact))
        else ()
        for fact in shared
    )


_COUNCIL_FOLLOWS = re.compile(r"(?:'s)?\s(?:(?:borough|district|city|county|metropolitan|unitary)\s){0,2}council\b")
_KINDS_OF_COUNCIL = words(
    "royal london metropolitan borough district city county unitary council authority of the cyngor bwrdeistref sirol"
)


def council_core(name: str) -> str:
    """What is left of a council's name without the words that say what kind of council it is."""
    return " ".join(word for word in re.split(r"[\s,]+", name) if fold(word) not in _KINDS_OF_COUNCIL)


@lru_cache(maxsize=64)
def _pattern(fact: Identifier) -> re.Pattern[str] | None:
    """How a fact may be written, on folded text; None where it has no letters."""
    name = spellings(fact.value)
    if not name:
        return None
    if fact.kind is Kind.COUNCIL and (core := spellings(council_core(fact.value))):
        kinds = [word for word in fold(fact.value).split() if word in _KINDS_OF_COUNCIL - {"of", "the", "council"}]
        kind = rf"(?:(?:{'|'.join(kinds)})\s)?" if kinds else ""
        name = rf"(?:{name}|{core}(?:'s)?\s{kind}council|council\sof\s{core}|cyngor\s(?:\w+\s){{0,2}}{core})"
    if _is_common(fact):
        # one word alone, "Central" or "Eastgate", says nothing
        name = rf"(?:{name}\sward|ward:?\s{name}|{_TITLE}\sfor\s(?:the\s)?{name}|\([^()\n]{{0,30}}\b{name}\))"
    if fact.kind is Kind.PARTY:
        core = spellings(re.sub(r"(?i)\b(?:the|party)\b", " ", fact.value)) or name
        name = rf"(?:{core}\sparty|\(\s?{core}\b|{core}\s(?:group|candidate|member|{_TITLE}))"
    return re.compile(rf"(?<!\w){name}(?!\w)")


def own_places(subject: Subject) -> frozenset[str]:
    """Folded words of the places that belong to the person: town, council, ward, street, locality."""
    names = [fact.value for kind in (Kind.TOWN, Kind.WARD) for fact in subject.all(kind)]
    names += [council_core(fact.value) for fact in subject.all(Kind.COUNCIL)]
    for fact in subject.all(Kind.ADDRESS):
        address = read_address(fact.value)
        names += [address.street, address.house, *address.rest]
    return frozenset(word for name in names for word in re.findall(r"\w{3,}", fold(name))) - {"and", "the", "upon"}

"""What speaks for and against a text being about this person: facts, each with its weight and in plain words.

Weights are log-odds: they are added up, and 3 is roughly "twenty to one".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from footprint.identity import common_names
from footprint.identity.office import has_office, holds_office, is_council_business, is_councillor, stands_for_seat
from footprint.identity.shared_facts import COUNTY, PART, SEAT, WEIGHTS, facts, is_common
from footprint.model import Identifier, Kind, Subject
from footprint.places.address import find_address, find_street, read_address
from footprint.places.postcodes import find_postcode
from footprint.places.spelling import fold, squeezed
from footprint.text import contacts
from footprint.text.mentions import Mention, Naming, given_words
from footprint.text.plates import find_plate

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

_PROOF, _STRONG, _HINT = 8.0, 4.0, 2.5


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
    """The domain of an e-mail address bears the person's surname, and is named, or has another address."""
    host = contacts.domain(address)
    surnames = (squeezed(last) for fact in subject.all(Kind.NAME) for last in fact.value.split()[-1:])
    own = any(name in squeezed(host) for name in surnames if len(name) > _SHORT)
    return own and (f"@{host}" in fold(text) or any(contacts.find_site(text, host)))


_SHORT = 4
"""A surname of so few letters is a part of many words."""


def _address(text: str, declared: str) -> Clue | None:
    spans = list(find_address(text, declared))
    if any(span.certain for span in spans):
        return Clue(_PROOF, "Your home address stands on it", proof=True)
    if any(not span.elsewhere for span in spans):
        if any(fold(place) in fold(text) for place in read_address(declared).rest if re.search(r"[^\W\d]{3}", place)):
            return Clue(_STRONG, "Your house number and street stand on it, and apart from them the place", ties=True)
        return Clue(_HINT, "Your house number and street stand on it, without the town", ties=True)
    if any(find_street(text, declared)):
        return Clue(1.0, "Your street stands on it, without the house")
    return None


# --- what this person shares with some others -----------------------------------------------------------------------

_FAR, _HEADING, _NEXT = 0.4, 0.8, 0.6
_COMMON = 1.0
_NAMING = {
    Naming.FULL: (2.6, "It gives your name"),
    Naming.FORM: (2.0, "It gives a form of your name"),
    Naming.INITIAL: (1.0, "The name is written with the initial {initial}"),
    Naming.SURNAME: (0.2, "It gives your surname without a first name"),
    Naming.HALF: (1.2, "It gives your first name with half of your surname"),
    Naming.OTHER_MIDDLE: (-0.5, "The name is written with a first or middle name that is not yours"),
    Naming.MISSPELLED: (1.3, "It has a name that differs from yours by a letter or two"),
    Naming.GIVEN: (2.3, "It gives your first name beside your business or one of your family"),
    Naming.CALLED: (1.3, "It gives your first name with an office"),
    Naming.SHORTENED: (0.5, "It gives your first name with the initial of your surname"),
}


def naming(mention: Mention, *, titled: bool) -> Clue:
    """How the name is written."""
    weight, reason = _NAMING[mention.naming]
    if mention.naming is Naming.SURNAME and titled:
        weight += _TITLE
    initial = next((word[0] for word in mention.text.split() if re.fullmatch(r"[A-Z](?:\.?[A-Z])*\.?,?", word)), "")
    return Clue(weight, reason.format(initial=initial).strip())


_TITLE = 1.7
"""A surname says more with the title: a council has few of one name."""

MANY = "Many people have your name"


def commonness(text: str, mention: Mention, subject: Subject) -> Iterator[Clue]:
    """How much the bare name tells, where no office tells more: in one town there may be many a David Jones."""
    if mention.naming in (Naming.MISSPELLED, Naming.SHORTENED, Naming.GIVEN, Naming.CALLED, Naming.OTHER_MIDDLE):
        return
    forms = [fact.value for fact in subject.all(Kind.NAME)]
    lasts = (last for form in forms for last in fold(form).split()[-1:])
    surnames = frozenset(word for last in lasts for word in re.split(r"[\s-]", last))
    if mention.naming is Naming.INITIAL and len(given_words(mention.text, surnames)) > 1:
        yield Clue(0.8, "Both initials are yours")
    written = fold(mention.text)
    weight = common_names.weight([form for form in forms if fold(form).split()[-1:][0] in written] or forms)
    if weight > 0:
        yield Clue(weight, "Few people have your surname")
    elif not (holds_office(text, mention) or stands_for_seat(text, mention)):
        yield Clue(weight, MANY)


def context(text: str, mention: Mention, subject: Subject) -> Iterator[Clue]:
    """Council, ward, town, party, family and office: full weight beside the name, half elsewhere in the text."""
    for fact, spans in facts(text, subject):
        if not spans:
            continue
        near = _is_near(spans, mention)
        weight = WEIGHTS[fact.kind] * _share(text, spans, mention) - (_COMMON if is_common(fact) else 0)
        if fact.kind is not Kind.FAMILY or near:
            yield Clue(weight, _named(fact), ties=near and fact.kind in (Kind.FAMILY, Kind.BUSINESS))
        if _heads_paper(text, fact, spans[0][1]):
            yield Clue(1.5, "It is a paper about your council's members", ties=True)
        between = joint(text, spans, mention) if fact.kind in (Kind.PARTY, Kind.WARD) else None
        if between is not None:  # behind a comma the ward may be where anybody lives
            ties = fact.kind is Kind.PARTY or between != ","
            yield Clue(0.8, f"It gives your {fact.kind.value} with the name", ties=ties)
    yield from _seated(text, mention)
    if at_home(text, mention, subject):
        yield Clue(0.8, "It gives your house with the name", ties=True)
    if _two_surnames(text, mention, subject):
        yield Clue(2.0, "It gives two of your surnames", ties=True)


def _heads_paper(text: str, fact: Identifier, end: int) -> bool:
    """The council, in full or as in "Marchshire: attendance", stands in a heading of its members' business."""
    named = fact.kind is Kind.COUNCIL or (fact.label in (SEAT, COUNTY) and text.startswith(":", end))
    return named and end <= _heading(text) and is_council_business(text[: _heading(text)])


def _seated(text: str, mention: Mention) -> Iterator[Clue]:
    """The strongest sign that the name is a councillor's."""
    if is_councillor(text, mention):
        yield Clue(1.3, "It speaks of a councillor", ties=True)
    elif has_office(text, mention):
        yield Clue(0.9, "It speaks of an office on a council", ties=True)
    elif stands_for_seat(text, mention):
        yield Clue(0.9, "It speaks of an election or a seat", ties=True)


def at_home(text: str, mention: Mention, subject: Subject) -> bool:
    """The person's own house stands soon behind the name."""
    behind = re.split(r"[.!?]\s|\n\n", text[mention.end : mention.end + _SOON], maxsplit=1)[0]
    return any(any(find_address(behind, fact.value)) for fact in subject.private(Kind.ADDRESS))


def _two_surnames(text: str, mention: Mention, subject: Subject) -> bool:
    """Such as "Mrs C. Lamont (n\u00e9e MacPhail)": another of the person's own surnames soon behind the name."""
    lasts = {fold(form.split()[-1]) for fact in subject.all(Kind.NAME) if (form := fact.value).split()}
    written = fold(mention.text)
    behind = fold(text[mention.end : mention.end + _SOON]).split("\n")[0]
    return any(
        re.search(
            rf"(?:\(|\b(?:n[ee]e|formerly|now|born|previously|ne)\b)[^()\n]*(?<!\w){re.escape(last)}(?!\w)", behind
        )
        for last in lasts
        if not re.search(rf"(?<!\w){re.escape(last)}(?!\w)", written)
    )


_SOON = 60


def _named(fact: Identifier) -> str:
    if fact.kind is Kind.FAMILY:
        return f"It names your {fact.label or 'family'}, {fact.value}"
    if fact.label == PART:
        return f"It names {fact.value}, a part of your ward or council"
    if fact.label in (COUNTY, SEAT):
        return f"It names {fact.value}, the place of your council"
    your = {
        Kind.WARD: "your ward, ",
        Kind.PARTY: "your party, ",
        Kind.TOWN: "your town, ",
        Kind.BUSINESS: "your own business, ",
    }
    word = your.get(fact.kind, "")
    return f"It names {word}{fact.value}"


def joint(text: str, spans: tuple[tuple[int, int], ...], mention: Mention) -> str | None:
    """What stands between the name and a fact right beside it: "(" in "Rosalind Quillfeather (Lantern)", else None."""
    place = bisect_left(spans, (mention.start, 0))
    for start, end in spans[max(0, place - 1) : place + 1]:
        found = _JOINT.fullmatch(text, min(end, mention.end), max(start, mention.start))
        opens = start > mention.start or text[max(0, start - 3) : start].rstrip(" ")[-1:] in _OPENS
        if found and (opens or ":" not in found[0]):
            return found[0].strip()
    return None


_JOINT = re.compile(r"['\u2019]?s?[\s,:;(\u2013\u2014-]{0,4}(?:[Tt]he\s)?")
_OPENS = ("", "\n", ".", ";")
"""A place with a colon heads an entry of a list; "Best marrow in Coldwick Green: John Smith" is none."""


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

"""What speaks against: signs that somebody else of the same name is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from footprint.model import Kind, Subject
from footprint.places.address import find_address, find_addresses
from footprint.places.spelling import either, fold, words
from footprint.web.clues import Clue, council_core, own_places
from footprint.web.dates import find_dates
from footprint.web.mentions import Mention

_WORD = r"[A-Z][\w'\u2019-]{1,20}"
_PLACE = rf"{_WORD}(?:[ -]{_WORD}|[ -](?:on|upon|in|le|the|under|by|next)(?=[ -][A-Z])){{0,3}}"


@dataclass(frozen=True, slots=True)
class Around:
    """A name with the text around it.

    Attributes:
        seen: the day on which the text was seen; `published` the day it was written, where that is known.
    """

    text: str
    mention: Mention
    subject: Subject
    seen: date
    published: date | None = None

    @property
    def before(self) -> str:
        """What leads up to the name, in its own sentence."""
        return re.split(r"[.!?]\s|\n\n", self.text[max(0, self.mention.start - 100) : self.mention.start])[-1]

    @property
    def after(self) -> str:
        """What follows the name."""
        return self.text[self.mention.end : self.mention.end + 160]


def against(around: Around) -> Iterator[Clue]:
    """Every sign beside one name that another person is meant."""
    for sign in (_councils, _elsewhere, _lives, _past, _age, _born, _occupation, _office, _party, _same_name, _junior):
        yield from sign(around)


# --- another place -------------------------------------------------------------------------------------------------

_COUNCIL = re.compile(
    rf"((?:{_WORD}\s(?:(?:and|upon|the|of|with|&)\s)?){{1,4}}?)"
    r"((?:Metropolitan\s|London\s|County\s|City\s)?(?:Borough|District|City|County|Town|Parish|Community|Unitary))"
    rf"\sCouncil\b|\b(?:Borough|City|County|District)\sof\s({_PLACE})|\b[Cc](?:llr|ouncillor)\s(?:for|on|at)\s({_PLACE})"
)
_BESIDE = re.compile(r"\n[\s,(-]{0,3}(?:(?:of|from|for|on|at|the)\s){0,2}")
_LOCAL = ("Town", "Parish", "Community")
"""Many sit on one of these besides, and some on the county's."""


def _councils(around: Around) -> Iterator[Clue]:
    """Another council beside the name, or in the title of the page, while the person's own is not named there."""
    start = max(0, around.mention.start - 60)
    window = around.text[start : around.mention.start] + "\n" + around.text[around.mention.end :][:160]
    head = around.text.split("\n", 1)[0][:300].replace(around.mention.text, "\n")
    cores = [fold(council_core(fact.value)) for fact in around.subject.all(Kind.COUNCIL)]
    known = own_places(around.subject)
    for found in (*_COUNCIL.finditer(window), *_COUNCIL.finditer(head)):
        name = next(filter(None, (found[1], found[3], found[4])))
        said = set(re.findall(r"\w{3,}", fold(name))) - {"the", "and", "upon", "for", "ward", "cllr", "councillor"}
        if not said or said & known:
            continue
        beside = found.string is window and _BESIDE.fullmatch(window[around.mention.start - start : found.start()])
        own = not beside and any(core and core in fold(window + head) for core in cores)
        weight = -1.5 if own or found[2] in _LOCAL else -2.5 if found[2] == "County" else -3.5
        yield Clue(
            weight, f"It names another council: {_clean(found[0])}" if found[2] else f"It names {_clean(found[0])}"
        )
        return


_FROM = re.compile(
    r"(?:\s*\([^()\n]{0,30}\))?(?:,\s[^,.()\n]{1,30}(?=,))?,?\s*(?:who\s)?(?:is\s|was\s|aged\s)?(?:[0-9]{1,3},?\s)?(?:(?:an?|the)\s(?:[\w-]+\s){1,4}?)?"
    rf"(?:(?P<firm>of|from|based\sin|(?:who\s)?liv(?:es|ing)\sin)|in)\s(?P<place>{_PLACE})"
)
_PLACE_BEFORE = re.compile(rf"({_PLACE})(?:['\u2019]s|-based|-born)\s(?:[a-z]+\s){{0,3}}\Z")
_NO_PLACE = words(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday council councillor parliament party labour conservative conservatives green
    greens liberal democrat democrats reform plaid cymru independent independents lib dem dems tory tories snp bbc
    itv university college school academy committee cabinet group association society trust ltd limited plc uk
    britain england wales scotland northern ireland europe house hall facebook twitter instagram bluesky youtube
    linkedin wikipedia commons gazette echo news times post herald radio service office department ministry campaign
    friends rotary nhs hospital church parish centre library baths
    """
)


def _is_elsewhere(place: str, known: frozenset[str]) -> bool:
    said = set(re.findall(r"\w{2,}", fold(place)))
    return bool(said) and not said & known and not said & _NO_PLACE


def _elsewhere(around: Around) -> Iterator[Clue]:
    """Signs such as "of Port Gannet", or "Port Gannet's" before the name."""
    known = own_places(around.subject)
    after, before = _FROM.match(around.after), _PLACE_BEFORE.search(around.before)
    if (
        after
        and _is_elsewhere(after["place"], known)
        and not re.match(r"\s(?:\w+\s)?Council", around.after[after.end() :])
    ):
        yield Clue(-3.5 if after["firm"] else -2.0, f"It places this person in {_clean(after['place'])}")
    elif before and _is_elsewhere(before[1], known):
        yield Clue(-3.5, f"It places this person in {_clean(before[1])}")


_LIVES = re.compile(r"\b(?:lives?|lived|living|home|house|resident|resides?|of)\b[^.!?\n]{0,60}\Z")


def _lives(around: Around) -> Iterator[Clue]:
    """An address elsewhere, where this person lives."""
    start = max(0, around.mention.start - 60)
    window = around.text[start : around.mention.end + NEARBY]
    for span in find_addresses(window):
        said = window[span.start : span.end]
        ours = any(any(find_address(said, fact.value)) for fact in around.subject.all(Kind.ADDRESS))
        place = re.split(r"[,\n]", said, maxsplit=1)[-1] if re.search(r"[,\n]", said) else ""
        lives = _LIVES.search(window, 0, span.start)
        if lives and place and not ours and _is_elsewhere(place, own_places(around.subject)):
            yield Clue(-3.0, "It gives this person an address in another place")
            return


NEARBY = 240


# --- another time ----------------------------------------------------------------------------------------------------

_OF_AGE, _LONG_DEAD = 15, 1930
_YEARS = re.compile(
    r"[\s,]{0,2}\(?\s?(?:c\.\s?|circa\s)?(1[5-9][0-9]{2}|20[0-9]{2})?\s?[\u2013\u2014-]\s?(1[5-9][0-9]{2}|20[0-9]{2})\s?\)?"
)
_DEAD_AFTER = re.compile(
    r"[\s,]{0,2}\(?(?:d\.\s?[0-9]{4}|who died|died\b|dies\b|passed away|of blessed memory|deceased|\(deceased)"
)
_DEAD_BEFORE = re.compile(
    r"(?i:\b(?:the late|in (?:loving )?memory of|obituary(?: of| for)?:?|funeral of|death of|gravestone of|widow of"
    r"|estate of|(?:18|19[0-4])[0-9]{2} census[^.\n]{0,30}))\s*(?:(?:Cllr|Councillor|Mrs?|Ms|Miss|Dr)\.?\s)?\Z"
)
_OLD = re.compile(
    r"\b(?:census|baptis(?:ed|m)|parish register|workhouse|suffragette|Victorian|Edwardian|1[6-8][0-9]{2})\b"
)


def _past(around: Around) -> Iterator[Clue]:
    """Dead, or of another century."""
    years, born = _YEARS.match(around.after), birth_year(around.subject)
    # from 2019 to 2023 may be a term of office
    if years and years[1] and int(years[1]) < (born + _OF_AGE if born else _LONG_DEAD):
        yield Clue(-5.0, f"It speaks of somebody of the years {_clean(years[0]).strip('()')}")
    elif _DEAD_AFTER.match(around.after) or _DEAD_BEFORE.search(around.before):
        yield Clue(-4.0, "It speaks of somebody who has died")
    elif _OLD.search(around.before[-60:]) or _OLD.search(around.after[:60]):
        yield Clue(-3.0, "It speaks of another century")


_AGED = re.compile(
    r"[,\s]{0,2}\(?(?:,\s?|\()(?:aged\s|age\s)?([1-9][0-9]|10[0-9])(?=[,)]|\s(?:of|from|years|a|who)\b)|,?\s(?:aged|age)\s([1-9][0-9]|10[0-9])\b"
)
_YEAR_OLD = re.compile(r"\b([1-9][0-9]|10[0-9])[- ]years?[- ]old\s(?:[\w-]+\s){0,3}\Z")
_LONG_AGO = 15
"""A page without a date may be this many years old."""


def _age(around: Around) -> Iterator[Clue]:
    """Another age than the declared birthday gives."""
    born = birth_year(around.subject)
    found = _AGED.match(around.after) or _YEAR_OLD.search(around.before)
    if not found or born is None:
        return
    age = int(next(filter(None, found.groups())))
    now = (around.published or around.seen).year - born
    oldest, youngest = now, now - 1 if around.published else now - _LONG_AGO
    if youngest <= age <= oldest:
        if around.published:
            yield Clue(0.8, "The age fits")
    else:
        yield Clue(-4.0, f"It gives another age: {age}")


_BIRTH_LABEL = re.compile(r"\b(?i:date of birth|d\.?o\.?b)\b[^\n]{0,20}?((?:1[5-9]|20)[0-9]{2})\b")
_BORN = re.compile(r"\b(?:born|b\.)\s?(?:(?:in|on)\s)?(?:[^.;()\n]{0,30}?\b)?((?:1[5-9]|20)[0-9]{2})\b")


def _born(around: Around) -> Iterator[Clue]:
    """Another year of birth, or the same."""
    born = birth_year(around.subject)
    found = _BORN.search(around.after[:90]) or _BIRTH_LABEL.search(
        around.text, around.mention.end, around.mention.end + 250
    )
    if not found or born is None:
        return
    month, own = _month(found[0]), _month(next((f.value for f in around.subject.all(Kind.BIRTH_DATE)), ""))
    if int(found[1]) != born:
        yield Clue(-4.0, f"It gives another year of birth: {found[1]}")
    elif month and own and month != own:
        yield Clue(-4.0, f"It gives another month of birth: {_clean(found[0]).split(':')[-1].strip()}")
    else:
        yield Clue(2.5 if month and own else 1.5, f"The {'month and ' if month and own else ''}year of birth fits")


def _month(text: str) -> int | None:
    """The month of birth that a text gives, with or without the day."""
    words = re.findall(r"[A-Za-z]{3,9}", text)
    dates = (date for said in (text, *(f"1 {word} 2000" for word in words)) for date in find_dates(said))
    return next((date.month for date in dates), None)


def birth_year(subject: Subject) -> int | None:
    """The declared year of birth."""
    for fact in subject.all(Kind.BIRTH_DATE):
        for written in find_dates(fact.value):
            return written.year
    return None


# --- another walk of life -----------------------------------------------------------------------------------------

_OCCUPATIONS = either(
    """
    potter ceramicist sculptor illustrator pianist violinist composer actor actress comedian choreographer novelist
    footballer goalkeeper striker midfielder cricketer jockey boxer wrestler racing_driver dentist surgeon vet physicist
    chemist biologist economist barrister judge chef hairdresser florist yoga_teacher real_estate_agent realtor attorney
    senator congresswoman congressman rapper streamer influencer
    """
)
_IS_A = re.compile(
    rf"[\s,:|(\u2013-]{{0,4}}(?:who\s)?(?:is\s|was\s)?(?:(?:an?|the)\s)?(?:[\w-]+\s){{0,3}}?{_OCCUPATIONS}s?\b",
    re.IGNORECASE,
)
_THE = re.compile(rf"\b(?:[Tt]he|Occupation:?)\s(?i:{_OCCUPATIONS})\b")
_A_BEFORE = re.compile(rf"\b{_OCCUPATIONS}[\s,:]{{1,2}}\Z", re.IGNORECASE)
_COUNCILLOR = re.compile(r"\b(?:cllr|councillor|cynghorydd)\b(?! of the same name)", re.IGNORECASE)


def _occupation(around: Around) -> Iterator[Clue]:
    """Another calling, where no office is named beside it. Weak: councillors have callings too."""
    if _COUNCILLOR.search(around.before[-30:] + around.mention.text + around.after[:100]):
        return
    found = _IS_A.match(around.after) or _THE.search(around.after) or _A_BEFORE.search(around.before)
    if found:
        (calling,) = re.findall(_OCCUPATIONS, found[0], re.IGNORECASE)[:1]
        yield Clue(-1.2, f"It speaks of {'an' if calling[0] in 'aeiAEI' else 'a'} {calling.lower()}")


_HIGHER = re.compile(
    r",?\s(?:MP|MSP|MLA|MEP|TD|FRS|FBA)\b|,?\s(?:\w+\s){0,2}[Mm]ember of Parliament"
    r"|\s(?:&|and)\s(?:Sons?|Daughters?|Co)\b|\s(?:Ltd|Limited|LLP|plc)\b"
)
_RANK = re.compile(r"\b(?:Prof(?:essor)?|Lord|Lady|Baroness|Baron|Rev(?:erend)?|Major|Colonel|Captain|Judge)\b\.?")


def _office(around: Around) -> Iterator[Clue]:
    """A seat in a parliament, a firm or a rank that the person did not declare."""
    forms = " ".join(fact.value for fact in around.subject.all(Kind.NAME))
    found = _HIGHER.match(around.after) or _RANK.search(around.mention.text) or _RANK.search(around.before[-12:])
    if found and _clean(found[0]).strip(" ,.") not in forms:
        yield Clue(-1.5, f"The name stands with “{_clean(found[0]).strip(' ,')}”")


_PARTIES = {
    "labour": "labour lab",
    "conservative": "conservative con tory",
    "liberal": r"liberal lib_dem ld liberal_democrats?",
    "green": "green grn greens",
    "reform": "reform ref reform_uk",
    "plaid": "plaid plaid_cymru pc",
    "snp": "snp",
    "ukip": "ukip",
}
_PARTY_AFTER = {name: re.compile(rf"\s?[(,]\s?{either(words)}\b", re.IGNORECASE) for name, words in _PARTIES.items()}


def _party(around: Around) -> Iterator[Clue]:
    """Another of the large parties right behind the name. Weak: people change."""
    own = [fold(fact.value) for fact in around.subject.all(Kind.PARTY)]
    for name, pattern in _PARTY_AFTER.items():
        found = pattern.match(around.after)
        if found and own and not any(name in party for party in own):
            yield Clue(-1.0, f"It names another party: {_clean(found[0]).strip(' (,')}")
            return


_SAME_NAME = re.compile(
    r"\b(?:(?:of|with|shares) the same name|no relation|namesake|not to be confused with|not related)\b"
)


def _same_name(around: Around) -> Iterator[Clue]:
    """The text itself says that there are two of this name."""
    start = max(0, around.mention.start - NEARBY)
    if _SAME_NAME.search(around.text, start, around.mention.end + 2 * NEARBY):
        yield Clue(-2.5, "It speaks of two people of this name")


_YOUNGER = re.compile(r",?\s(?:jr|jnr|junior|snr|senior|the (?:younger|elder)|ii|iii)\b", re.IGNORECASE)


def _junior(around: Around) -> Iterator[Clue]:
    """The words "junior" or "senior", which the person does not call themselves."""
    found = _YOUNGER.match(around.after)
    if found and not any(fold(found[0]).strip(" ,") in fold(f.value) for f in around.subject.all(Kind.NAME)):
        yield Clue(-3.0, f"The name is followed by “{_clean(found[0]).strip(' ,')}”")


def _clean(text: str) -> str:
    """One line, for a sentence."""
    return " ".join(text.split())

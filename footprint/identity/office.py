"""Whether a name is given with an office of local government."""

from __future__ import annotations

import re

from footprint.places.spelling import fold
from footprint.text.mentions import Mention

TITLE = (
    r"(?:cllrs?|councillors?|coun|c?h?omhairlich(?:e|ean)|c?h?omhairleoir[i\u00ed]?"
    r"|cynghorydd|cynghorwyr|cyngh?|ald|aldermen|alderman|alderwoman)\b\.?"
)
"""What a councillor is called, as a pattern for folded text."""

_TITLED = re.compile(rf"\b{TITLE}")
_TITLE_BEFORE = re.compile(rf"\b{TITLE}[ ,:-]{{0,3}}\Z")
_TITLE_AFTER = re.compile(
    rf"[ ,(]{{0,3}}(?:(?:who|is|was|as|an?|the|our|your|one|of|local|yes,)\s){{0,5}}(?:[\w-]+\s){{0,3}}?{TITLE}"
    rf"|\n(?:[a-z]+\s)?{TITLE}(?=\s?(?:,|\n|\Z|for\b))|\so'r\scyngor\b|\sar\sy\scyngor\b"
    r"|[ ,(]{1,3}(?:(?:who|and|now|also|has|have|then|newly|first|a)\s){0,4}(?:sits?|sat|serves?|served|represents?"
    r"|represented|elected|speaks)\s(?:on|for|to|as)?\s?(?:(?:the|our|this|a|member|of)\s){0,3}"
    r"(?:[\w-]+\s){0,4}?(?:council|ward|division)\b"
    r"|[ ,(]{1,3}(?:(?:from|of|on|at|ours)\s){0,2}(?:the|our|ur)\s"
    r"(?:(?:(?:district|county|borough|city|town|parish|local)\s)?council|district\b(?!\s\w)|district(?=\sha[sd])|borough(?=\sha[sd]))"
    r"\b(?!\s(?:tax|offices?|house|housing|estate|chamber|officer|spokes\w+|\w+er\b))"
)
_HEAD = 160
_MEMBERS = re.compile(
    r"\b(?:register of (?:members'?|councillors'?|gifts|interests|hospitality)"
    r"|attendance (?:of|by) (?:members|councillors)"
    r"|(?:members|councillors)['\u2019]?s?['\u2019]? (?:allowances?|interests|attendance|expenses|ict|training"
    r"|register|surgeries)"
    r"|(?:issued|paid) to (?:members|councillors)|(?:y?our|the) (?:ward |local )?councillors"
    r"|ward (?:members|councillors)"
    r"|(?:list|names) of (?:members|councillors)|gifts and hospitality)\b"
)
"""The heading of a list of a council's members."""

_TITLES_BEFORE = re.compile(r"\b(?:cllrs|councillors|cynghorwyr|aldermen|members)\b[^\n]{0,300}\Z")
_PRESENT = re.compile(r"(?:^|\n)(?:present|sederunt|presennol|apologies|members|membership)\s?:[^\n:]{0,300}\Z")
_COMMITTEE = re.compile(r"\b(?:council|committee|cabinet|comhairle|cyngor|pwyllgor)\b")
"""The members of a committee at the head of its minutes."""

_OFFICE = re.compile(
    r"\b(?:(?:cabinet|lead|executive) (?:member|secretary|councillor)|deputy leader|leader(?= \w+ [\w -]+\Z)"
    r"|portfolio holder|(?:council|group|opposition|labour|tory|conservative|lib dem|green"
    r"|liberal democrat|snp|plaid) leader|leader of (?:the )?(?:[\w-]+ ){0,4}(?:group|council|opposition|authority)"
    r"|chair(?:man|woman|person)? of (?:[\w'&-]+ ){0,6}(?:committee|council|panel|authority)|(?:ward|county"
    r"|district|borough|council) member"
    r"|(?:on|sits on) the (?:[\w-]+ )?council|who (?:chairs|leads|represents|sits)|spokes(?:man|woman|person)"
    r"|whose (?:ward|division)|ha(?:s|d) represented|member for"
    r"|member of (?:the )?(?:[\w-]+ ){0,4}council|(?:newly|first|re-?) ?elected"
    r"|elected (?:for|to)|local authority(?=:)"
    r"|(?:local authority|lea?|council) (?:governor|nominee|representative)"
    r"|council chamber|\w+ (?:brief|portfolio)|(?:council|labour|tory|conservative|lib dem|green|independent) cabinet"
    r"|(?:lord )?mayor|councillor|cynghorydd|cllr(?=[,.]| for\b))\b"
)


def is_called(text: str, mention: Mention) -> bool:
    """The title stands in the name or right beside it."""
    folded = fold(text[max(0, mention.start - 30) : mention.end + 60])
    start = min(mention.start, 30)
    end = start + mention.end - mention.start
    return bool(
        _TITLED.search(folded, start, end) or _TITLE_BEFORE.search(folded, 0, start) or _TITLE_AFTER.match(folded, end)
    )


def is_councillor(text: str, mention: Mention) -> bool:
    """The name is given with the office."""
    first = max(0, mention.start - 330)
    folded = fold(text[first : mention.end + 60])
    start = mention.start - first
    end = start + mention.end - mention.start
    before = folded[max(0, start - 30) : start]
    return any(
        (
            _TITLED.search(folded, start, end),
            _TITLE_BEFORE.search(before),
            _TITLE_AFTER.match(folded, end),
            _MEMBERS.search(fold(text[:_HEAD])),
            _PRESENT.search(folded, 0, start) and _COMMITTEE.search(fold(text[:_HEAD])),
            _TITLES_BEFORE.search(folded, 0, start) and not _STOPS.search(folded[_last_title(folded, start) : start]),
        )
    )


_STOPS = re.compile(r"[a-z]{4}\.\s")
"""The end of a sentence, not of an initial or of "Cllr."."""


def _last_title(folded: str, start: int) -> int:
    return max((found.end() for found in _TITLED.finditer(folded, 0, start)), default=0)


def holds_office(text: str, mention: Mention) -> bool:
    """The name is given with the office, or an office stands near it."""
    return is_councillor(text, mention) or has_office(text, mention)


_SOMEBODYS = re.compile(
    r"\b(?i:councillor|cllr|mayor|leader|member|spokes(?:man|woman|person)|cynghorydd)s? "
    r"(?:[A-Z]\.? ?)?[A-Z][\w'\u2019-]+"
)
"""Somebody else's office, with their name."""


def has_office(text: str, mention: Mention) -> bool:
    """An office of local government stands in the same line, near the name."""
    before = fold(text[max(0, mention.start - 70) : mention.end]).rsplit("\n", 1)[-1]
    after = fold(_SOMEBODYS.sub(" ", text[mention.end : mention.end + 110])).split("\n", 1)[0]
    return bool(_OFFICE.search(before) or _OFFICE.search(after))


_SEAT = re.compile(
    r"\b(?:(?:by-?)?elections?|candidates?|nominat(?:ed|ion)|polls?|votes|majority|(?:his|her|their|the) seat"
    r"|voted? for (?:me|her|him|them)|abstain(?:ed|ing)?|[2-4] seats?|ymgeisydd|etholiad|pleidlais|members? by ward"
    r"|in the chamber|(?:basic|special) (?:responsibility )?allowances?)\b|\bmember ?:"
)
_BUSINESS = re.compile(
    r"\b(?:(?:sub-?)?committees?|scrutiny|cabinet|panel|(?:working|task) group|board|pecuniary interests|expenses"
    r"|allowances?|attendance|presenoldeb|pwyllgor|roll call|recorded vote|declarations|gifts|members"
    r"|councillors|summons)\b"
)


def stands_for_seat(text: str, mention: Mention) -> bool:
    """The heading or the words around the name speak of an election or of a seat on a council."""
    near = fold(f"{text[:_HEAD]}\n{text[max(0, mention.start - _HEAD) : mention.end + _HEAD]}")
    return _SEAT.search(near) is not None


def is_council_business(heading: str) -> bool:
    """A heading of what only a council's members do: committees, votes, interests and allowances."""
    return _BUSINESS.search(fold(heading)) is not None

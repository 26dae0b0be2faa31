"""Whether a house that stands in a text is where the person lives or lived.

It is found by its form. Here it is held against what stands around it: the person's name right beside it, as in a roll
or a byline, or words of living there that are said of them. An office, a venue, or somebody else's door is not home.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from footprint.model import Subject
from footprint.places.address import read_address
from footprint.places.spans import Span
from footprint.places.spelling import either
from footprint.text.owner import is_unopposed, named
from footprint.text.sentences import sentence
from footprint.text.whose import is_a_quote_of

_LEAD, _NEXT, _FAR = 90, 60, 400
_NO_HOME = re.compile(
    r"\b"
    + either(
        r"""
        hall halls council offices? centre library church chapel school shop ltd limited works hotel cafe clinic
        p\.?o\.?_box members'?_services work_address service_address business constituency agent surgery surgeries
        correspondence bus promoted printed published behalf venue meet(?:ing|s)? held application planning applicant
        premises(?!\slicen) registered_office drop-in pub inn site visited visit change_of_use refusal branch donor
        union recipient opens? opened licen[cs]e event stall hustings objector objection_from erection hub headquarters
        hq depot unit company
        """
    )
    + r"(?!\w)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:famil(?:y|ies)|tenants?|residents?(?=\sat)|wom[ae]n|m[ae]n|couple|pensioners?|applicants?|child(?:ren)?|boys?"
    r"|girls?|neighbours?|constituents?|somebody|someone|people|person|households?|owners?|mother|father of"
    r"|great-\w+|Mrs?|Miss)\b(?!['\u2019]s\shome)"
)
_VERBS = (
    r"(?:(?:liv|resid|dwell|farm|lodg|stay)(?:es|e|ed|s|ing|ings|t)?|grew\sup|brought\sup|born|raised|mov(?:ed?|ing)"
    r"|bought|buys?|buying|sold|sell(?:s|ing)?|rent(?:s|ed|ing)?|shared?|sharing|settled|came\shome|owns?|owned)"
)
_HOMES = (
    r"(?:home|house|household|flat|room|bedsit|digs|bungalow|cottage|farm|farmhouse|place|address(?:es)?|addr\.?|door|doorstep|porch"
    r"|gate|kitchen|kitchen\stable|window|garden|drive|doorbell|landlord|tenancy|lease|mortgage)"
)
_LABEL = re.compile(
    rf"(?i:\b(?:{_HOMES}|land|propert(?:y|ies)|dwelling(?:\shouse)?|residence|resident|tir|cartref|cyfeiriad|eiddo"
    r"|beneficial\sinterest\sin\sland|land(?:\sand|,\shouses|\sin\sthe\sarea)?\s?\w*|electoral\sroll(?:\s[0-9]{4})?)"
    r"(?:\s(?:[a-z]+\s){0,4}(?:shown|judgment|full|error|area|incorporation|roll|file))?(?:,\s[0-9]{4})?"
    r"\s?(?:[:,|\t-]|:?\n|\sis)\s{0,2})\Z|\bA(?:ddress|ddr\.?|DDRESS)(?:\s[a-z]+){0,4}\s\Z"
    r"|\b(?:[Tt]hen|[Nn]ow|[Ff]ormerly|[Ll]ate(?:ly)?)\sof\s\Z"
)
_SAID_OF_ME = re.compile(
    rf"\b(?:I|[Ww]e|I['\u2019](?:m|ve|d|ll)|[Ww]e['\u2019](?:re|ve|d|ll))\s(?:\w+\s){{0,4}}?{_VERBS}\b"
    rf"|\b(?:[Mm]y|[Oo]ur)\s(?:\w+\s){{0,3}}?{_HOMES}(?!\w)"
    r"|\b(?:I['\u2019]?m|I\sam|we['\u2019]?re|we\sare|us|me|ours)\s(?:still\s|now\s|at\shome\s|is\s)?(?:at|in)\s"
    r"|\b[Ww]rite\sto\sme\b|\bours\sis\b|\b(?:[Gg]oodbye|[Ff]arewell|[Hh]ello),?\s(?:to\s)?\Z|\bsold\sup\b"
    r"|\bmy\sparcels?\b|\b[Pp]ostal\saddress\b|\b[Hh]ome\s?:"
)
_SAID_OF_THEM = re.compile(
    rf"\b{_VERBS}\b|\b(?:[Hh]is|[Hh]er|[Tt]heir|own|\w+['\u2019]s)\s(?:\w+\s){{0,3}}?{_HOMES}(?!\w)|\bat\shome\b"
    r"|\b(?:home|private|usual|residential|previous|former|old|current|present)\s(?:address|addr)\b|\bthe\shome\sof\b"
    r"|\b(?:family|other|second)\shome\b|\bflat\b[^.]{0,30}\b(?:she|he)\b",
)
_BEHIND = re.compile(
    r"[\s,;|(]{0,3}(?:\(?(?:moved\sout|previous\saddress|former\saddress|home\saddress|ail\sgartref)|where\s(?:\w+\s)"
    r"{0,2}(?:he|she|they|I|we)\s(?:\w+\s)?(?:live|grew|stay)|(?:the|her|his|their|my)\shome\b)"
)
_BETWEEN = re.compile(
    r"(?:[\s,;:|/()\u2013\u2014-]|\([^()\n]{2,30}\)|\b(?:[0-9]{2}|of|at|from|now|then|formerly|previously|late|lately|aged|years|old|MBE"
    r"|OBE|CBE|JP|Esq|BA|BSc|MSc|PhD|LLB|[Cc]llrs?|[Cc]ouncillors?|[Hh]ome|[Aa]ddress|[Rr]esident|[Rr]esiding"
    r"|[Ff]lat|[Nn]ow|[Tt]hen|[Cc]andidate|[Mm]ember|[Pp]rivate|[Uu]sual|[Rr]esidential|[Qq]ualifying|[Ss]ervice"
    r"|[Ee]lector|[A-Z]|MIPAV)\b\.?)*"
)
_ROLL = re.compile(r"\s?[\u2013\u2014|:;-]\s?")


def is_home(text: str, span: Span, subject: Subject, *, own: bool, record: bool = False) -> bool:
    """Whether nothing is against the person's living there and something says so.

    `own` says that the words are the person's; `record` that it is an entry about them, where a label is enough.
    """
    start, end = span
    first = sentence(text, start)[0]
    lead = text[max(first, start - _LEAD) : start]
    if not (own or record or _is_named_near(text, span, subject)) or _NO_HOME.search(lead):
        return False
    labelled = _LABEL.search(text, max(0, start - _LEAD), start) is not None
    if not own and _is_beside(text, span, subject):
        return True
    if record:
        said = labelled or _SAID_OF_THEM.search(lead) is not None
        return said and is_unopposed(text, span, subject, own=True, office=False)
    if own or is_a_quote_of(text, start, subject):
        before = text[max(0, start - _LEAD) : start]
        return bool(_SAID_OF_ME.search(before) or labelled or _BEHIND.match(text, end)) and not _OTHERS.search(lead)
    if not (labelled or _SAID_OF_THEM.search(lead) or _BEHIND.match(text, end)):
        return False
    return is_unopposed(text, span, subject, own=False, office=False) and not _OTHERS.search(lead)


def _is_named_near(text: str, span: Span, subject: Subject) -> bool:
    """Whether the person is named anywhere near; a page has a hundred addresses, and looking closer takes time."""
    places = named(text, subject)
    at = bisect_left(places, (span[0] - _FAR, 0))
    return at < len(places) and places[at][0] <= span[1] + _FAR


def is_own_house(text: str, span: Span, declared: str, subject: Subject, *, own: bool) -> bool:
    """Whether the bare name of the declared house, or its flat, means that house.

    A house of one's own has its name to itself; that of a block, or a flat's number, needs words of the person's.
    """
    start, end = span
    first = sentence(text, start)[0]
    if _NO_HOME.search(text, max(first, start - _LEAD), start):
        return False
    if own:
        return not _OTHERS.search(text, max(first, start - _LEAD), start)
    said = text[start:end]
    if any(letter.isdigit() for letter in said):
        return _BEHIND.match(text, end) is not None
    address = read_address(declared)
    if not (address.number or address.flat):
        return True
    return is_unopposed(text, span, subject, own=False, office=False)


def _is_beside(text: str, span: Span, subject: Subject) -> bool:
    """The person's name right before it, with nothing but labels between; or behind it as in a roll."""
    start, end = span
    for one in named(text, subject):
        if one[1] <= start <= one[1] + _NEXT and _BETWEEN.fullmatch(text, one[1], start):
            return True
        if one[0] >= end:
            return _ROLL.fullmatch(text, end, one[0]) is not None
    return False

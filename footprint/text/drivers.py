"""Whether a car or a number plate that stands in a text is the person's.

It is found by its form. In their own words it is theirs unless it is said to be another's, wished for, or only seen; in
the words of others the person must own it, drive it, or stand beside it in a list.
"""

from __future__ import annotations

import re

from footprint.model import Subject
from footprint.places.spans import Span
from footprint.text.owner import is_unopposed, named
from footprint.text.sentences import sentence
from footprint.text.whose import is_a_quote_of, is_theirs

_FIRST = re.compile(
    r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Mm]e|[Mm]ine|MINE|[Uu]s|i|im|[Ff]y|[Ff]i|[Ee]in|I['\u2019](?:m|ve|ll|d))\b"
)
_THAT_IS_ME = re.compile(
    r"\b(?:that['\u2019]?s|thats|that\swas|it['\u2019]?s|it\swas|was|is)\s(?:only\s|just\s)?(?:me|mine|MINE|us|ours)\b",
)
_A_CAR = r"(?:car|van|vehicle|motor|bike|wheels|jeep|truck|camper|motorbike|taxi)"
_OPENS = re.compile(
    rf"\b(?:[Mm]y|[Oo]ur)\s(?:\w+\s){{0,2}}{_A_CAR}\b|\bowning\sa\scar\b|\b[Nn]ew\scar\b|\bthe\skeys\b|\b[Dd]rive\?"
    r"|\bWhat\sI\sdrive\b|\bRIP\b|\b(?:keeper|owner)\sof\b|(?:\A|[.!?\n:]\s?)(?:Just\s|Finally\s)?(?:Bought|Sold|Selling|Farewell|Goodbye|Got|Picked\sup|Collected"
    r"|Traded\sin|Swapped|Driving|Drove|Washing|Washed|Parked|Crashed|Pranged|Went\sfor|Wedi\s\w+)\b",
)
_ANOTHERS = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Ss]omebody|[Ss]omeone|[Ww]hoever|[Pp]wy\sbynnag|(?:[Hh]e|[Ss]he)(?!\sis\b|['\u2019]s\b)|[Tt]hey"
    r"|boy|man|woman|lady|lad|bloke|drivers?|neighbours?|residents?|police|dealer\w*|child['\u2019]s|(?!There|Here|It|That|What|Who|Where|Let|He|She)[A-Z]\w+['\u2019]s"
    r"|(?:mum|dad|mother|father|brother|sister|husband|wife|son|daughter|friend|neighbour|mayor|boss)['\u2019]s)\b"
)
_ONLY_SEEN = re.compile(
    r"\b(?:saw|seen\sby|spotted|watch(?:ed|ing)|followed|overtaken|hit\sby|cut\sme\sup|stuck\sbehind|lent|hired?|rent(?:ed)?"
    r"|borrowed|courtesy|police|used\sto|wish|dream\w*|would\slove|ought\sto|should\sget|[Ww]hen\sI['\u2019]m|[Ii]f\sI\swon"
    r"|one\sday|[Ii]s\sthis\syour|abandoned|stopped|collision|witness\w*|example|test[\s-]drove"
    r"|dumped|burn(?:t|ed)\sout|fire\sengine|minibus|dealership)\b",
)
_DONE_TO_IT = re.compile(
    r"\b(?:asked|call(?:ed|s)|report(?:ed|s)|prais\w+|remov\w+|unveil\w+|launch\w+|present\w+|nam(?:ed|ing)|open(?:ed|s)"
    r"|welcom\w+|thank\w+|complain\w+|appeal\w+|quoting|invoice|ref|reference|minute|order(?:ed)?|ticket\smachine)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:drivers?|council|police|officers?|thie(?:f|ves)|m[ae]n|wom[ae]n|residents?|boys?|girls?|couple|contractors?"
    r"|company|firm|somebody|someone|team|crew|suspects?|motorists?|owner|neighbours?)\b",
    re.IGNORECASE,
)
_USES_IT = re.compile(
    rf"\b(?:driv(?:es?|ing)|drove|own(?:s|ed)?|keeper|wheel|arriv\w+|turned\sup|pulled\sup|bought|buys|s[eo]ld|selling"
    rf"|parked|park(?:s|ing)?|left|leaves|stepped|got\s(?:out|into)|seen\sin|pictured\s(?:in|with|beside)|entrant|registered"
    rf"|admitted|lost|stolen|collected|picked\sup|swapped|rid(?:es|ing)|rode|permit|bay|vehicles?|VRM|reg|registration"
    rf"|{_A_CAR}|lift|windscreen|tyres|bonnet|took|keys)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:[\s,;:|/().\u2013\u2014-]|\b(?:[0-9]{1,4}|[A-Z]{1,3}[0-9]{1,3}\s?[A-Z]{0,3}|[Vv]ehicle|[Mm]ake|[Rr]eg|VRM|[Mm]odel"
    r"|[Cc]olour|[Mm]ember|[Cc]ar|[Bb]ay|[Ee]ntrant|[Pp]ermit|[Cc]llrs?|[Cc]ouncillor|in|an?)\b)*"
)
_WHOSE = re.compile(
    r"\b(?P<whose>[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Ww]hose)\s(?:own\s)?(?:[\w'\u2019-]+[\s,]{1,2}){0,4}\Z"
)
_PRONOUN = re.compile(r"\s*(?:He|She|They)\b")
_OWNED_BY = re.compile(
    r"[^.!?\n]{0,30}\b(?:registered\sto|belong(?:s|ing)\sto|owned\sby|driven\sby|property\sof|keeper)\s\Z"
)
_LISTED = re.compile(r"(?:\A|\n)\s{0,3}[0-9]{1,3}[.)]?\s[^\n.]{0,60}\Z|[.;]\s[0-9]{1,3}[.)]\s[^\n.]{0,60}\Z")
_NEXT_ENTRY = re.compile(r"[\n;.]\s{0,3}[0-9]{1,3}[.)]?\s")
"""A new line or entry with its number: who is named there has the next car, not this."""

_IS_A_CAR = re.compile(
    rf"(?:\b(?:[Mm]y|[Oo]ur|an?|the|this)\s(?:[\w'\u2019-]+\s){{0,4}}|\b{_A_CAR}[:,.]?\s(?:\w+\s){{0,3}})\Z"
)
_ENTRY_GAP, _NEAR, _AHEAD = 60, 200, 140
_POSSESSED = re.compile(r"(?:\s[A-Z][A-Z.-]{0,4})?['\u2019]s?\s(?:[\w\u00c0-\u017f'\u2019-]+[\s,]{1,2}){0,5}")


def drives(text: str, span: Span, subject: Subject, *, own: bool, labelled: bool = False, plain: bool = False) -> bool:
    """Whether `text[start:end]`, a car or a plate, is the person's.

    `own` says that the words are theirs; `labelled` that words beside it say that it is of a car, as of a plate;
    `plain` that a make stands alone, which may be the firm's name.
    """
    if own or is_a_quote_of(text, span[0], subject):
        return _is_mine(text, span, labelled=labelled) and not (plain and not _IS_A_CAR.search(text, 0, span[0]))
    start, end = span
    before = [one for one in named(text, subject) if start - _NEAR <= one[1] <= start]
    if before and _POSSESSED.fullmatch(text, before[-1][1], start):
        return True
    if any(_BESIDE.fullmatch(text, one[1], start) for one in before if start - one[1] <= _ENTRY_GAP):
        return True
    first, _ = sentence(text, start)
    lead = text[first:start]
    if _ONLY_SEEN.search(lead):
        return False
    behind = [one for one in named(text, subject) if end <= one[0] <= end + _ENTRY_GAP]
    if (
        behind
        and not _NEXT_ENTRY.search(text, end, behind[0][0])
        and (
            _OWNED_BY.fullmatch(text, end, behind[0][0])
            or (_BESIDE.fullmatch(text, end, behind[0][0]) and (_LISTED.search(text, 0, start) or not lead.strip()))
        )
    ):
        return True
    return _is_used(text, span, before, subject)


def _is_used(text: str, span: Span, before: list[Span], subject: Subject) -> bool:
    """The person was named last and drives or owns it; or it is "his" or "her" car, who is the person."""
    start = span[0]
    first, last = sentence(text, start)
    whose = _WHOSE.search(text, first, start)
    if (
        whose
        and whose["whose"].lower() != "your"
        and is_theirs(whose["whose"], text, whose.start(), subject, own=False)
    ):
        return True
    if not is_unopposed(text, span, subject, own=False, office=False):
        return False
    if _SOMEBODY.search(text, max(first, before[-1][1] if before else 0), start):
        return False
    if whose:
        return bool(before) or any(start < one[0] < last for one in named(text, subject))
    between = text[before[-1][0] : start] if before else text[first:start] if _PRONOUN.match(text, first) else ""
    return bool(_USES_IT.search(between)) and not _DONE_TO_IT.search(between) and not _ONLY_SEEN.search(between)


def _is_mine(text: str, span: Span, *, labelled: bool) -> bool:
    """In words of the person's: nobody else's, not wished for, not only seen."""
    start, end = span
    first, last = sentence(text, start)
    ahead = text[end : min(len(text), end + _AHEAD)]
    if _THAT_IS_ME.search(text[start : end + _AHEAD]) and not re.search(r"[.!?]\s[A-Z].*\b(?:that|it)\b", ahead):
        return True
    lead = text[first:start]
    if _ONLY_SEEN.search(text, first, last) or _is_anothers(lead):
        return False
    earlier = text[max(0, first - _AHEAD) : start]
    if _FIRST.search(text, first, last) or _OPENS.search(earlier):
        return True
    return labelled and not re.match(r"\s*(?:An?|The|Another)\s", lead)


def _is_anothers(lead: str) -> bool:
    """Somebody else stands nearer to it than "my"."""
    found = list(_ANOTHERS.finditer(lead))
    return bool(found) and not _FIRST.search(lead, found[-1].end())

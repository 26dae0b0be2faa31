"""Schools, nurseries and care homes by name, as a text gives them, and names that may be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footprint.places.spelling import fold, words
from footprint.text.skim import skimmed

_CAP = r"(?:St\.?|[A-Z\u00c0-\u00de][\w'\u2019&-]*)"
_SMALL = r"(?:of|the|and|on|upon|in|for|&|y|yr|le|under|by|with|na|an)"
_NOT_FIRST = (
    r"(?!(?:My|Our|Her|His|A|An|At|In|To|From|First|Last|Great|Good|Year|Parents|Local|Every|This|That|And"
    r"|The(?=\s(?!Beeches|[A-Z]\w+s\b))"
    r"|Primary|Nursery|Infant|Care|Nursing|Residential|Is|Was|Both|Some|Any|All|No|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|Thanks|Thank|I|We|Lovely|Parent|Proud|Poor|Drop-off|Pick-up|Carols|Visiting|Mum|Dad|Nan"
    r"|Cllr|Councillor|Mr|Mrs|Ms|Dr|National|State|Home|High|Old)\b)"
)
_NAME = rf"{_NOT_FIRST}{_CAP}(?:[ ](?:{_SMALL}[ ]){{0,2}}{_CAP}){{0,5}}?"
_FORM = (
    r"(?:(?i:c\sof\se|cofe|ce|rc|vc|va|catholic|church\sof\s(?:england|scotland)|community|infants?|junior|primary"
    r"|secondary|high|grammar|prep|preparatory|nursery|comprehensive|special|upper|lower|middle|first|girls['\u2019]?"
    r"|boys['\u2019]?|village|free|montessori|day|and|&|forest|steiner|sixth\sform|choir|early\syears)[ ])"
)
_SCHOOL = re.compile(
    rf"\b(?:{_NAME}[ ]{_FORM}{{0,5}}(?i:school|academy|pre-?school|playgroup|kindergarten|nursery(?!\s(?:rhymes?"
    rf"|group|plants?|places?))|day\scare|montessori|creche|childcare|early\syears|sixth\sform(?:\scollege)?)"
    rf"|{_NAME}[ ](?:Primary|Infants?|Juniors?|High(?!\s(?:Street|Road|Court|Wycombe|Sheriff|Tide))"
    rf"|Grammar|Secondary|Comprehensive|Comp|Prep|College|Pre-?school|Middle|Girls['\u2019]|Boys['\u2019]|RC"
    rf"|C\sof\sE|CofE)"
    rf"|(?:Ysgol(?:ion)?|Bunscoil|Gaelscoil|Col\u00e1iste)(?:[ ](?:(?:y|yr|na|an|de)[ ])?{_CAP}){{1,4}}"
    rf"|Cylch[ ]Meithrin(?:[ ]{_CAP}){{1,3}})(?!\w)"
)
_CARE = re.compile(
    rf"\b(?:{_NAME}[ ](?i:(?:residential[ ]|nursing[ ]|dementia[ ])?(?:care|nursing|residential|retirement"
    rf"|rest)[ ](?:home|village|centre|community)|hospice|sheltered[ ]housing|extra[ ]care|care[ ]centre)"
    rf"|(?:Cartref|Nghartref|Gartref|Chartref|nghartref|gartref|cartref)(?:[ ](?:Gofal[ ]"
    rf"|{_SMALL}[ ])?{_CAP}){{1,3}}(?:[ ](?i:care"
    rf"|nursing|residential)[ ](?i:home))?"
    rf"|(?i:care|nursing|residential)[ ](?i:home),?[ ](?:(?i:called|named)[ ])?(?P<after>{_NAME}(?:[ ](?:House|Court"
    rf"|Lodge|Manor|Grange|Hall))?)(?=[,.!?;]|\s[a-z]|\Z)"
    rf"|(?P<before>(?:The[ ])?{_NAME})(?:,|[ ]\()[ ]?(?:(?:her|his|my|the|our|a"
    rf"|their)[ ])?(?:[\w'\u2019-]+[ ]){{0,3}}?(?i:care|nursing|residential)[ ](?i:home))\b"
)
_PLAIN_WORD = (
    r"(?:(?!(?:at|in|to|from|for|the|a|an|my|our|his|her|of|and|into|outside|that|this|every|any|day|is|on|with"
    r"|state|local|new|first)\b)[a-z'\u2019]+[ ])"
)
_IN_SMALL_LETTERS = re.compile(
    rf"(?:(?<=at\s)|(?<=in\s)|(?<=to\s)|(?<=from\s)|(?<=for\s)|(?<=outside\s)|(?<=\sa\s))(?P<name>{_PLAIN_WORD}{{1,3}}"
    r"(?:primary|nursery|academy|juniors|infants|high|school|pre-?school|playgroup|college|care\shome|nursing\shome))\b"
)
_WORD = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|Great\b)(?:St\.?"
    r"|[A-Z\u00c0-\u00de][a-z\u00df-\u017f][\w'\u2019-]*)(?<!['\u2019-])"
)
_LIKE_A_NAME = re.compile(
    r"(?:\b(?:[Aa]t|into|[Ii]nto|outside|yng|(?:staff|door|gates?|car\spark|residents?|matron)\s(?:of|at)"
    r"|(?:phoned|rung|home|back)\sfrom|(?:go(?:es|ing)?|went|goes|back|on\sthe\sway|visits?|attends?|sent"
    r"|(?:brought|took|moved)\s\w+|chose|picked|found|lives\sin|living\sin|settled\sin)(?:\sto)?)\s(?:the\s)?"
    r"|(?P<inside>\b[Ii]n\s))(?P<name>(?:The[ ])?"
    rf"(?!(?:The|I|My|Our|A)\b){_WORD}(?:[ ](?:(?:of|the|y|yr|na)[ ])?{_WORD}){{0,3}})"
    rf"|\b(?P<where>{_CAP}(?:[ ]{_CAP}){{0,2}})(?=\sis\swhere\b|\scharges?\b|\s(?:have|has)\s(?:rung|phoned|got))"
)
_A_HOUSE = re.compile(r" (?:House|Court|Lodge|Manor|Grange|Hall|Gardens|View|Reach|Home)\Z")
_NO_PLACE = words(
    """
    street road lane avenue close drive way church chapel hospital infirmary station hotel inn arms park library museum
    council committee market hall theatre club university general centre bridge square stadium labour conservative
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday christmas easter facebook twitter england scotland wales ireland london leeds
    mum dad nan mam gran auntie uncle covid nhs year reception boots tesco asda punjabi urdu polish english
    welsh nativity mass pride
    """
)
_TAUGHT = (
    *("school", "academy", "playgroup", "kindergarten", "nursery", "day care", "montessori", "creche", "childcare"),
    *("sixth form", "primary", "infant", "junior", " high", "grammar", "secondary", "compreh", " comp", " prep"),
    *("college", "middle", "ysgol", "cylch", "bunscoil", "gaelscoil", "colaiste", "early years", "girls", "boys"),
    *(" rc", "c of e", "cofe"),
)
_CARED = ("care", "nursing", "residential", "retirement", "rest ", "hospice", "sheltered", "artref")


@dataclass(frozen=True, slots=True)
class Place:
    """A school, or where `care` says so a care home: `text[start:end]` is its name.

    Where `likely` is false, nothing in the name itself says that it is one: "The Laurels".
    """

    start: int
    end: int
    care: bool = False
    likely: bool = True


def find_schools(text: str) -> Iterator[Place]:
    """Every school, nursery or college that is named."""
    for found in skimmed(_SCHOOL, text, _TAUGHT):
        yield Place(*found.span())
    for found in skimmed(_IN_SMALL_LETTERS, text, _TAUGHT):
        yield Place(*found.span("name"))


def find_care_homes(text: str) -> Iterator[Place]:
    """Every care home, hospice or sheltered housing that is named."""
    for found in skimmed(_CARE, text, _CARED):
        named = next((group for group in ("after", "before") if found[group]), None)
        yield Place(*(found.span(named) if named else found.span()), care=True)


def find_names(text: str, start: int, end: int) -> Iterator[Place]:
    """What may be the name of either in a part of a text: words with capitals behind "at" or "into"."""
    for found in _LIKE_A_NAME.finditer(text, start, end):
        group = "name" if found["name"] else "where"
        if found["inside"] and not _A_HOUSE.search(found["name"]):
            continue
        if not set(re.findall(r"[\w'-]+", fold(found[group]))) & _NO_PLACE:
            yield Place(*found.span(group), likely=False)

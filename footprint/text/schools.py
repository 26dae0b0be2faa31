"""Schools, nurseries and care homes by name, as a text gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footprint.text.skim import skimmed

_CAP = r"(?:St\.?|[A-Z\u00c0-\u00de][\w'\u2019&-]*)"
_SMALL = r"(?:of|the|and|on|upon|in|for|&|y|yr|le|under|by|with)"
_NOT_FIRST = (
    r"(?!(?:The|My|Our|Her|His|A|An|At|In|To|From|First|Last|Great|Good|Year|Parents|Local|Every|This|That|And"
    r"|Primary|Nursery|Infant|Care"
    r"|Nursing|Residential|Is|Was|Both|Some|Any|All|No|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Thanks|Thank|I|We|Lovely"
    r"|Cllr|Councillor|Mr|Mrs|Ms|Dr|National|State|Home|High|Sunday|Our)\b)"
)
_NAME = rf"{_NOT_FIRST}{_CAP}(?:[ ](?:{_SMALL}[ ]){{0,2}}{_CAP}){{0,5}}?"
_FORM = (
    r"(?:(?i:c\sof\se|cofe|ce|rc|vc|va|catholic|church\sof\s(?:england|scotland)|community|infant|junior|primary"
    r"|secondary|high|grammar|prep|preparatory|nursery|comprehensive|special|upper|lower|middle|first|girls['\u2019]?"
    r"|boys['\u2019]?|village|free|montessori|day|and|&|forest|steiner|sixth\sform)[ ])"
)
_SCHOOL = re.compile(
    rf"\b(?:{_NAME}[ ]{_FORM}{{0,5}}(?i:school|academy|pre-?school|playgroup|kindergarten|nursery(?!\s(?:rhymes?"
    rf"|group|plants?))|day\scare|montessori|creche|childcare|sixth\sform(?:\scollege)?)"
    rf"|{_NAME}[ ](?:Primary|Infants?|Juniors|Juniors?|High(?!\s(?:Street|Road|Court|Wycombe|Sheriff|Tide))"
    rf"|Grammar|Secondary"
    rf"|Comprehensive|Comp|Prep|College|Pre-?school|Middle)"
    rf"|Ysgol(?:ion)?(?:[ ](?:{_SMALL}[ ])?{_CAP}){{1,4}}|Cylch[ ]Meithrin(?:[ ]{_CAP}){{1,3}})\b"
)
_SAINT = re.compile(
    r"\b(?:go(?:es)?|going|went|sent|attends?|attending|starts?|started|starting|walk(?:s|ing)?|is|are|pupils?"
    r"|in\s(?:year|class)\s\w+)\s(?:now\s)?(?:to|at|off\sto)?\s?"
    rf"(?P<name>(?:St\.?|Saint)[ ]{_CAP}(?:[ ]{_CAP})?)\b"
)
_CARE = re.compile(
    rf"\b(?:{_NAME}[ ](?i:(?:residential[ ]|nursing[ ]|dementia[ ])?(?:care|nursing|residential|retirement"
    rf"|rest)[ ](?:home|village|centre|community)|hospice|sheltered[ ]housing|extra[ ]care|care[ ]centre)"
    rf"|(?:Cartref|Nghartref|Gartref|Chartref)(?:[ ](?:Gofal[ ]|{_SMALL}[ ])?{_CAP}){{1,3}}(?:[ ](?i:care"
    rf"|nursing|residential)[ ](?i:home))?"
    rf"|(?i:care|nursing|residential)[ ](?i:home),?[ ](?:(?i:called|named)[ ])?(?P<after>{_NAME}(?:[ ](?:House|Court"
    rf"|Lodge|Manor|Grange|Hall))?)(?=[,.!?;]|\s[a-z]|\Z)"
    rf"|(?P<before>(?:The[ ])?{_NAME})(?:,|[ ]\()[ ]?(?:(?:her|his|my|the|our|a"
    rf"|their)[ ])?(?:[\w'\u2019-]+[ ]){{0,3}}?(?i:care|nursing|residential)[ ](?i:home))\b"
)
_HOUSES = re.compile(
    rf"\b(?:into|to|at|in)[ ](?P<name>(?:The[ ])?{_CAP}(?:[ ]{_CAP}){{0,2}}[ ](?:House|Court|Lodge|Manor|Grange|Hall"
    rf"|Gardens|View))\b(?=[^.!?\n]{{0,60}}\b(?i:care|carers?|nursing|dementia|residents?|matron|visiting|her[ ]room"
    rf"|his[ ]room)\b)"
)


_MOVED = re.compile(
    rf"\b(?i:mum|mam|mom|dad|nan|nain|taid|gran|granny|grandma|grandad|mother|father|auntie?|uncle|grandmother|grandfather)\b"
    rf"[^.!?\n]{{0,40}}?\b(?:go(?:es|ing)?|went|mov(?:es?|ed|ing)|settl(?:es|ed|ing))\s(?:in\s?to|at|in)\s"
    rf"(?P<name>(?:The[ ])?{_CAP}(?:[ ]{_CAP}){{0,2}}[ ](?:House|Court|Lodge|Manor|Grange|Hall|View))\b"
)
_TAUGHT = (
    *(
        "school",
        "academy",
        "playgroup",
        "kindergarten",
        "nursery",
        "day care",
        "montessori",
        "creche",
        "childcare",
        "sixth form",
    ),
    *(
        "primary",
        "infant",
        "junior",
        " high",
        "grammar",
        "secondary",
        "compreh",
        " comp",
        " prep",
        "college",
        "middle",
        "ysgol",
        "cylch",
    ),
)
_CARED = (
    *("residents", "her room", "his room"),
    "care",
    "nursing",
    "residential",
    "retirement",
    "rest ",
    "hospice",
    "sheltered",
    "artref",
    "dementia",
    "matron",
    "visiting",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A school, or where `care` says so a care home: `text[start:end]` is its name."""

    start: int
    end: int
    care: bool = False


def find_schools(text: str) -> Iterator[Place]:
    """Every school, nursery or college that is named."""
    taken: set[int] = set()
    for found in skimmed(_SCHOOL, text, _TAUGHT):
        taken.add(found.start())
        yield Place(*found.span())
    for found in skimmed(_SAINT, text, ("st ", "st. ", "saint ")):
        if found.start("name") not in taken:
            yield Place(*found.span("name"))


def find_care_homes(text: str) -> Iterator[Place]:
    """Every care home, hospice or sheltered housing that is named."""
    for found in skimmed(_CARE, text, _CARED):
        named = next((group for group in ("after", "before") if found[group]), None)
        yield Place(*(found.span(named) if named else found.span()), care=True)
    for found in skimmed(_MOVED, text, ("into ", " moved ", " settled ", " moves ")):
        yield Place(*found.span("name"), care=True)
    for found in skimmed(_HOUSES, text, _CARED):
        yield Place(*found.span("name"), care=True)

"""Whether the person is married, engaged, single, separated or widowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, is_firm, less_sure, masked, one_line, spot, told
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Photo, Post, Record, Seen, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.text.mentions import mentions
from footprint.text.sentences import sentence
from footprint.text.skim import skimmed
from footprint.text.topic import is_topic
from footprint.text.whose import is_about

_BE = (
    r"(?:am|is|are|was|were|been|be|being|got|gets|getting|get|['\u2019]m|['\u2019]re|['\u2019]s|become|became|now"
    r"|recently|just|newly|happily|currently|still)"
)
_STATE = re.compile(
    r"\b(?i:"
    r"(?:happily|newly|recently|just|getting|got|get|be|been|is|are|am|was|were|i['\u2019]m|we['\u2019]re"
    r"|she['\u2019]s|he['\u2019]s)\s(?:\w+\s){0,2}?(?:married|remarried|divorced|divorcing|separated|widowed"
    r"|single(?!\s(?:\w+\s)?(?:use|use|market|ticket|issue|most|voice|storey|biggest|largest|mum|bit|thing"
    r"|one)))\b(?:\s(?:to|from)\s[\w'\u2019]+(?:\s[\w'\u2019]+)?)?"
    r"|married\s(?:for|with|to|in\s(?:19|20)[0-9]{2}|since|\w+\syears)\b"
    r"|(?:is|am|are|was|were|been|got|gets|getting|['\u2019]m|['\u2019]re|['\u2019]s|just|recently|now"
    r"|newly)\s(?:\w+\s)?engaged(?!\s(?:with|in\s(?!(?:jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec|the\s(?:spring"
    r"|summer)|[0-9]))|by|on\s(?!christmas|new|holiday|valentine|my|her|his)|the|a|as|residents|local|our"
    r"|and\sactive))(?:\sto\s\w+)?"
    r"|a\s(?:\w+\s)?(?:widow(?:er)?|divorc(?:ee|\u00e9e|\u00e9)|bachelor|newlywed|single\s(?:mum|mother|dad|father"
    r"|parent|man|woman|gal|guy))\b"
    r"|(?:(?<=\A)|(?<=[.!?\n]\s)|(?<=\n))single\s(?:again|and|now|at)\b|married\s(?-i:[A-Z][a-z]+\s[A-Z][a-z]+)"
    r"|(?:have|has|had|never|not|re-?)\s?married\b(?:\sagain)?|(?:her|his|my)\s(?:husband|wife|partner)\s(?:have\s|had\s|are\s|were\s)?(?:separated|divorced|parted|split)"
    r"|(?:separated|divorced)\s(?:last|this|in\s(?:19|20)|amicably|after|when)\b|split\s(?:up\s)?(?:last|this|after|in)\b"
    r"|separated\sfrom\s(?:her|his|my)\s\w+|(?:was|were|be|get)\smarried\b|still\s(?:very\smuch\s)?married"
    r"|\w+\syears\smarried|(?:who\s)?divorced\s(?:the\s|her\s|his\s|my\s)|(?<=relationship\sstatus:\s)\w+"
    r"|(?:i['\u2019]ve|have|has|she['\u2019]s|he['\u2019]s)\sbeen\s(?:seeing|dating)\s\w+|widow(?:er)?\b(?!['\u2019]s)"
    r"|(?:her|his)\sex-?\s?(?:wife|husband|partner)\b"
    r"|newly-?weds?|single\s(?:mum|mother|dad|father|parent)(?:\sof|\sto)?\b|bereaved\b"
    r"|in\sa\s(?:\w+\s)?(?:relationship|civil\spartnership)|civil\spartnership|same-sex\s(?:marriage|couple)"
    r"|(?:our|my|her|his|their)\s(?:\w+\s){0,3}?(?:(?:wedding|golden|silver|ruby|diamond|pearl|[0-9]+(?:st|nd|rd"
    r"|th))\s){0,3}(?:(?:wedding\s)?anniversary|wedding(?:\sday)?|honeymoon|divorce|separation|engagement|marriage"
    r"|break-?up)\b"
    r"|wedding\sanniversary|(?:tie|tied|tying)\sthe\sknot|(?:said\syes|popped\sthe\squestion|proposed\sto\s(?:me|my)"
    r"|proposed\sto\s(?:her|him))"
    r"|split\s(?:up\s)?(?:from|with)\s(?:my|her|his|their)\s\w+|(?:going|gone|went)\sthrough\s(?:a\s|my\s|her\s"
    r"|his\s)?(?:\w+\s)?(?:divorce|separation|break-?up)"
    r"|(?:my|her|his)\s(?:new\s|ex-?\s?|former\s|long-term\s)?(?:boyfriend|girlfriend|fianc[e\u00e9]e?|ex-?(?:husband"
    r"|wife|partner)|ex|late\s(?:husband|wife|partner))\b"
    r"|(?:my|her|his)\s(?:former|estranged|new)\s(?:husband|wife|partner)\b"
    r"|(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty"
    r"|fifty)\s(?:happy\s|wonderful\s|lovely\s)?(?:years|months)\s(?:together|married|of\smarriage|wed)"
    r"|together\s(?:for\s)?(?:[0-9]+|[a-z]+)\syears"
    r"|(?:dating|seeing)\s(?:someone|somebody|again)|(?:started|began|is|been)\sdating\b|lost\smy\s(?:husband|wife"
    r"|partner)|moved\sin\swith\s(?:my|her"
    r"|his)\s\w+|liv(?:e|es|ing)\swith\s(?:my|her|his)\s(?:\w+\s)?(?:partner|boyfriend|girlfriend|fianc\w+)"
    r")"
)
_NO_STATE = re.compile(
    r"\b(?:residents?|people|public|communit\w+|parents|stakeholders|tenants)\b[^.!?\n]{0,30}\bengaged\b|\bmarried\sto\s(?:the|his|her|my|a)\b|\?\s*\Z|\b(?:council|committee|cabinet|agreement|contract|bins?|waste"
    r"|recycling|food|glass|figures|carriageway|accounts?|tickets?|grade|department"
    r"|services?)\b[^.!?\n]{0,25}\b(?:separated|divorced|single|married)\b"
    r"|\bengaged\s(?:with|by)\b|\bkerb\w*\s+separated\b|\b(?:not|every|a)\ssingle\b(?!\s(?:mum|mother|dad|father"
    r"|parent|man|woman))",
    re.IGNORECASE,
)


_TO = 12
_HINTS = (
    *(
        "marri",
        " parted",
        " split",
        "divorc",
        "separat",
        "widow",
        "single",
        "engage",
        "bachelor",
        "newlywed",
        "newly-wed",
        "newly wed",
        "bereaved",
    ),
    *(
        "relationship",
        "civil partner",
        "same-sex",
        "anniversary",
        "wedding",
        "honeymoon",
        "break-up",
        "breakup",
        "knot",
        "said yes",
    ),
    *(
        "popped the",
        "proposed to",
        "split ",
        "boyfriend",
        "girlfriend",
        "fianc",
        "ex-",
        "my ex",
        "her ex",
        "his ex",
        "late husband",
        "late wife",
        "late partner",
    ),
    *(
        "former ",
        "estranged",
        "new husband",
        "new wife",
        "new partner",
        "together",
        "dating",
        "seeing ",
        "seeing again",
    ),
    *("lost my", "moved in with", "living with", "live with", "lives with", "seeing somebody"),
)


_BOTH = re.compile(r"\s(?:and|&)\s[^.,;:!?\n]{1,50}\s\Z")


def _as_told(text: str, found: re.Match[str], subject: Subject) -> str:
    """The words, and the person's name where it is what they lead to: "His ex-wife, Cllr …"."""
    ends = (one.end for one in mentions(text, subject) if found.start() < one.start <= found.end() + _TO)
    return text[found.start() : max(next(ends, 0), found.end())]


def _leads_on(text: str, end: int, subject: Subject) -> bool:
    """Before the "he" that means the person: "A widower, he …"."""
    found = _THEN_THEY.match(text, end)
    return found is not None and is_topic(text, found.start(1), subject, found[1])


_THEN_THEY = re.compile(r",\s(she|he)\b")
_TELLS = re.compile(r"\b(?:told|asked|met|thanked|said|and|by)\b")
_BOTH_NAMED = re.compile(r",\s\Z")


def _is_of_both(text: str, at: int, subject: Subject) -> bool:
    """The person and another: "Cllr Begum and Imran Sadiq were married"."""
    if any(one.end < at and _BOTH_NAMED.fullmatch(text[one.end : at]) for one in mentions(text, subject)):
        return True
    return any(one.end < at and _BOTH.fullmatch(text[one.end : at]) for one in mentions(text, subject))


class Relationship(Detector):
    """Listed for the overview: a stranger can use it to seem close."""

    name: ClassVar[str] = "relationship"
    title: ClassVar[str] = "whether you are married, single or separated"
    group: ClassVar[Group] = Group.FAMILY

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding a text: the first such words said by the person or of them."""
        evidence = sighting.evidence
        if not is_firm(sighting) or isinstance(evidence, Photo):
            return
        text, own = readable(evidence), is_own(evidence, subject)
        loose = isinstance(evidence, Post | Record) or own
        formed = dict(_by_form(evidence, text, subject, own=own))
        for start, end in told(sighting, subject, self.name, formed, loose=loose):
            said = one_line(next((formed[span] for span in formed if start <= span[0] < end), text[start:end]))
            yield self.finding(
                sighting,
                "relationship",
                f"Whether you are married or single is told {spot(sighting)}",
                severity=Severity.GOOD_TO_KNOW,
                value=said,
                masked=masked(said),
                declared=False,
                confidence=sighting.match.confidence if own else less_sure(sighting),
                reasons=("Words of marriage, partnership or parting are said of you",),
            )
            return


def _by_form(evidence: Seen, text: str, subject: Subject, *, own: bool) -> Iterator[tuple[Span, str]]:
    """Where such words stand that are the person's, with as much as is told of it."""
    loose = isinstance(evidence, Post | Record) or own
    for found in skimmed(_STATE, text, _HINTS):
        start, end = sentence(text, found.start())
        theirs = own and re.match(r"(?:her|his|their)\b", found[0], re.IGNORECASE)
        if theirs or _NO_STATE.search(text, start, end):
            continue
        to_them = any(
            found.start() < one.start <= found.end() + _TO and not _TELLS.search(text, found.end(), one.start)
            for one in mentions(text, subject)
        )
        to_them = to_them or _is_of_both(text, found.start(), subject) or _leads_on(text, found.end(), subject)
        if not to_them and not is_about(text, found.span(), subject, own=own, post=loose):
            continue
        yield found.span(), _as_told(text, found, subject)

"""Is it about this person? A confidence, with the reasons for it.

Clues are log-odds and are added up, starting from "probably not". What stands at the person's own address, or shows
what nobody else has, is settled by that alone. A text is judged by the name in it that fits best.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice, takewhile
from math import exp

from footprint.identity.around import Around
from footprint.identity.clues import MANY, Clue, commonness, context, joint, naming, proofs
from footprint.identity.contrary import against
from footprint.identity.lifetimes import ANOTHER
from footprint.identity.nearly import NEEDS_OFFICE, nearly
from footprint.identity.office import holds_office, is_called, is_councillor
from footprint.identity.shared_facts import WEIGHTS, facts
from footprint.model import (
    PHOTOS,
    Account,
    Breach,
    Confidence,
    Evidence,
    Kind,
    Match,
    Page,
    Photo,
    Picture,
    Post,
    Record,
    Subject,
    Trail,
    Twins,
)
from footprint.places.sensitive import nearest
from footprint.places.spelling import fold, squeezed, words
from footprint.text.contacts import find_handle, find_site, is_on_site, site
from footprint.text.home_ground import council_core
from footprint.text.mentions import Mention, Naming, mentions
from footprint.text.names import alike

_BEFOREHAND = -3.0
_THRESHOLDS = ((0.95, Confidence.CERTAIN), (0.7, Confidence.LIKELY), (0.3, Confidence.POSSIBLE))
_MOST = {Confidence.LIKELY: 0.94, Confidence.POSSIBLE: 0.69}
"""What a score is cut to where a name alone cannot bear more."""

_LEAST_POSSIBLE = 0.3
OWN_HANDLE = "It has a user name that you use elsewhere"
_DOUBT = -2.0
_ALONE = 4.0
"""A clue of this weight makes it likely without the name."""

_MOST_REASONS = 6
_MOST_MENTIONS = 40
_UNSURE_NAMINGS = {
    Naming.INITIAL: Confidence.LIKELY,
    Naming.SURNAME: Confidence.LIKELY,
    Naming.HALF: Confidence.LIKELY,
    Naming.OTHER_MIDDLE: Confidence.POSSIBLE,
    Naming.MISSPELLED: Confidence.LIKELY,
    Naming.SHORTENED: Confidence.LIKELY,
    Naming.GIVEN: Confidence.LIKELY,
    Naming.CALLED: Confidence.LIKELY,
}


def judge(evidence: Evidence, subject: Subject) -> Match:
    """How sure it is that a piece of evidence is about this person, and why."""
    match = _judged(evidence, subject)
    # Whether an account with their very user name is theirs, only the person knows: it is never set aside.
    if match.confidence is Confidence.UNLIKELY and isinstance(evidence, Account) and has_own_handle(evidence, subject):
        return Match(Confidence.POSSIBLE, _LEAST_POSSIBLE, (OWN_HANDLE, *match.reasons))
    return match


def _named(text: str, subject: Subject) -> tuple[Mention, ...]:
    """Where the text names the person; where it does not do so by name, what comes near."""
    named = mentions(text, subject)[:_MOST_MENTIONS]
    if any(mention.naming in _BY_NAME for mention in named):
        return named
    near = nearly(text, subject)[:_MOST_MENTIONS]
    return (*named, *(one for one in near if one.naming not in NEEDS_OFFICE or _holds_seat(text, one, subject)))


def _holds_seat(text: str, mention: Mention, subject: Subject) -> bool:
    """An office stands with the name, or the ward right beside it."""
    wards = (spans for fact, spans in facts(text, subject) if fact.kind is Kind.WARD and spans)
    return holds_office(text, mention) or any(joint(text, spans, mention) is not None for spans in wards)


_BY_NAME = (Naming.FULL, Naming.FORM, Naming.INITIAL)


def has_own_handle(account: Account, subject: Subject) -> bool:
    """Whether an account bears, letter for letter, a user name that the person declared for any service."""
    return any(account.handle.casefold() == fact.value.casefold() for fact in subject.all(Kind.HANDLE))


def _judged(evidence: Evidence, subject: Subject) -> Match:
    settled = _by_place(evidence, subject)
    if settled:
        return Match(Confidence.CERTAIN, 1.0, (settled,))
    text = _told(evidence)
    for_itself = [*proofs(text, subject), *_by_circumstance(evidence, subject)]
    text = _article(text, subject) if isinstance(evidence, Page) else text
    named = _named(text, subject)
    if not named:
        return _unnamed(text, [*for_itself, *_called(evidence, text, for_itself, subject)], subject)
    around = [(one, _clues(_around(text, one, subject, evidence))) for one in named]
    mention, clues = max(around, key=lambda pair: sum(clue.weight for clue in pair[1]))
    if any(clue.ties for clue in (*for_itself, *clues)):
        clues = [clue for clue in clues if clue.reason != MANY]
    others = [other for one, other in around if one is not mention]
    if not holds_office(text, mention):
        clues = [*clues, *_worst(others, clues)]
    elif again := _said_again(around, mention):
        clues = [*clues, again]
    elif any(clue.weight <= ANOTHER for other in others for clue in other):
        clues = [*clues, Clue(-2.5, "It speaks of two people of this name")]
    if mention.naming in _BY_SURNAME and (another := _another_bearer(text, mention, subject)):
        clues = [*clues, Clue(-3.5, f"It has your surname with another first name, {another}")]
    return _weighed([*for_itself, *clues], mention)


def _clues(around: Around) -> list[Clue]:
    """All that speaks for and against beside one name."""
    text, mention, subject = around.text, around.mention, around.subject
    signs = list(against(around))
    # a rare name tells nothing of which of two of one family is meant
    bare = [clue for clue in commonness(text, mention, subject) if clue.weight < 0 or not signs]
    return [naming(mention, titled=is_called(text, mention)), *bare, *context(text, mention, subject), *signs]


def _said_again(around: list[tuple[Mention, list[Clue]]], mention: Mention) -> Clue | None:
    """What is said of its bearer where the surname alone takes up the name again, and can only be another's."""
    behind = [(one, clues) for one, clues in around if one.start > mention.start]
    for _, clues in takewhile(lambda pair: pair[0].naming is Naming.SURNAME, behind):
        if found := next((clue for clue in clues if clue.weight <= ANOTHER), None):
            return found
    return None


_BY_SURNAME = (Naming.SURNAME, Naming.INITIAL)
_NO_FIRST_NAME = words("cllr cllrs councillor councillors coun mr mrs ms miss mx dr sir dame the and councillor cyng")


def _another_bearer(text: str, mention: Mention, subject: Subject) -> str:
    """Another first name with the surname, which a surname or an initial alone may stand for."""
    surname = re.findall(r"[^\W\d_][\w'\u2019-]+", mention.text)
    initial = fold(mention.text[0]) if mention.naming is Naming.INITIAL else ""
    pattern = re.compile(rf"\b([A-Z][^\W\d_A-Z]+) {re.escape(surname[-1])}(?![\w-])") if surname else None
    found = list(islice(pattern.finditer(text), _MOST_MENTIONS)) if pattern else []
    if is_councillor(text, mention):  # the text gives a councillor the title, so those without are none
        found = [one for one in found if is_councillor(text, replace(mention, start=one.start(), end=one.end()))]
    others = [one[1] for one in found]
    none = _NO_FIRST_NAME | {fold(word) for fact in subject.all(Kind.NAME) for word in re.split(r"[\s-]", fact.value)}
    return next((o for o in others if fold(o) not in none and fold(o).startswith(initial)), "")


def _worst(around: Iterable[list[Clue]], known: list[Clue]) -> list[Clue]:
    """The strongest sign against that is new, beside any of the names: on one page they are mostly one person."""
    signs = [
        clue for clues in around for clue in clues[1:] if clue.weight < 0 and clue.reason != MANY and clue not in known
    ]
    return [min(signs, key=lambda clue: clue.weight)] if signs else []


def is_own(evidence: Evidence, subject: Subject) -> bool:
    """The person's own words: a declared account or post, a page of their own site, a photo on this computer."""
    if isinstance(evidence, Account | Post) and evidence.declared:
        return True
    if evidence.source == PHOTOS:
        return True
    return _is_on_own_site(evidence, subject)


def _is_on_own_site(evidence: Evidence, subject: Subject) -> bool:
    """It lies on the person's site, or is a picture shown there that lies elsewhere."""
    return any(
        is_on_site(evidence.url, fact.value)
        or (isinstance(evidence, Photo) and any(find_site(evidence.place, fact.value)))
        for fact in subject.all(Kind.SITE)
    )


def readable(evidence: Evidence) -> str:
    """Everything that a piece of evidence says, its title first."""
    if isinstance(evidence, Account):
        return f"{evidence.name}\n{evidence.bio}\n" + "\n".join(evidence.links)
    if isinstance(evidence, Photo):
        title = re.sub(r"\.\w{3,4}\Z", "", evidence.title.replace("_", " "))
        told = (
            trace.value for trace in evidence.reading.traces if trace.kind in ("owner", "person", "place", "comment")
        )
        return "\n".join((title, evidence.beside, *told))
    if isinstance(evidence, Post | Breach | Picture | Twins):
        return evidence.text  # its title is ours, and names a day
    return f"{evidence.title}\n{evidence.text}"


def _told(evidence: Evidence) -> str:
    """What tells whom it is about, in composed letters: of a post its title too, of an account a line of its words."""
    return _HYPHENED.sub(". ", unicodedata.normalize("NFC", _UNSEEN.sub("", _words(evidence)))).lstrip("\n")


_HYPHENED = re.compile(r"(?<=\b[A-Z])\.-(?=[A-Z]\.)")
"""Between the initials of a first name: "G. W.-L. Chan"."""

_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Characters that are not seen, and part words for machines only."""


def _words(evidence: Evidence) -> str:
    if isinstance(evidence, Record):
        fields = (f"{label.replace('_', ' ')}: {value}" if label else value for label, value in evidence.fields)
        return "\n".join((evidence.title, *fields))
    if isinstance(evidence, Post):
        return f"{evidence.text}\n{evidence.title}"
    if isinstance(evidence, Account):
        return "\n".join((" \u2013 ".join((evidence.name, *evidence.bio.splitlines())), *evidence.links))
    return readable(evidence)


_TEASERS = re.compile(
    r"(?im)^(?:most (?:read|popular|viewed)|related(?: (?:stories|articles|content|news|topics))?|read (?:more"
    r"|next)|more (?:stories|news|from .{1,40})"
    r"|trending(?: now)?|you (?:may|might) (?:also )?like|recommended(?: for you)?|latest (?:news|stories)"
    r"|in other news)\s?:?\s?$"
)
"""The heading of what other pages are about."""


def _article(text: str, subject: Subject) -> str:
    """The page without its list of other pages, where the person is not named in that list alone."""
    teasers = _TEASERS.search(text)
    article = text[: teasers.start()] if teasers else text
    return article if mentions(article, subject) else text


# --- by where it was seen ---------------------------------------------------------------------------------------------


def _by_place(evidence: Evidence, subject: Subject) -> str:
    """Why the place alone settles it; empty where it does not."""
    if evidence.source == PHOTOS:
        return "These are your own photos" if isinstance(evidence, Trail) else "It is in your own photo folder"
    if asked := _by_what_was_asked(evidence):
        return asked
    if _is_on_own_site(evidence, subject):
        return "It stands on your own website"
    if isinstance(evidence, Photo) and _is_councils(evidence, subject):
        return "It is the picture on your council's website"
    if isinstance(evidence, Record) and _is_councils(evidence, subject) and _fully_named(evidence, subject):
        return "It stands on your council's own website, under your name"
    handle = _own_handle(evidence, subject)
    return f"It was found under your own handle, {handle}" if handle else ""


def _by_what_was_asked(evidence: Evidence) -> str:
    """It answers a question about something that the person declared."""
    if isinstance(evidence, Account | Post) and evidence.declared:
        return f"It is your own account {evidence.handle} on {evidence.service}"
    return "It is your own e-mail address that was asked about" if isinstance(evidence, Breach) else ""


def _is_councils(evidence: Evidence, subject: Subject) -> bool:
    return any(site(evidence.url)[0] == site(fact.value)[0] != "" for fact in subject.all(Kind.COUNCIL_SITE))


def _fully_named(record: Record, subject: Subject) -> bool:
    """The record's own heading, or its first lines, give the person's name in a declared form."""
    head = "\n".join((record.title, *(value for _, value in record.fields[:3])))
    sure = (Naming.FULL, Naming.FORM)
    return any(mention.naming in sure for mention in mentions(head, subject))


def _own_handle(evidence: Evidence, subject: Subject) -> str:
    """The handle of that very service in the address at which it was seen."""
    host = site(evidence.url)[0].split(".")
    for fact in subject.all(Kind.HANDLE):
        same = fold(fact.label) in (fold(evidence.source), *host)
        if isinstance(evidence, Record | Photo) and same and any(find_handle(evidence.url, fact.value)):
            return fact.value
    return ""


def _by_circumstance(evidence: Evidence, subject: Subject) -> Iterable[Clue]:
    """What else is known of a piece of evidence besides its words."""
    if _is_councils(evidence, subject):
        yield Clue(2.0, "It stands on your council's own website", ties=True)
    if isinstance(evidence, Photo) and evidence.reading.location:
        near = nearest(evidence.reading.location, subject)
        if near:
            yield Clue(3.5, f"It was taken near a place that you named: {near.place.name}", ties=True)
    elif _bears_council(evidence, subject):
        yield Clue(1.0, "Its address bears the name of your council")
    if isinstance(evidence, Account):
        if evidence.shows_portrait:
            yield Clue(_ALONE, "Its picture is a copy of the portrait in your profile", ties=True)
        if re.match(r"(?i)(?:cllr|councillor)", evidence.handle):
            yield Clue(1.0, "Its handle speaks of a councillor", ties=True)
        for fact in subject.all(Kind.HANDLE):
            if fold(evidence.handle).split(".")[0] == fold(fact.value).split(".")[0]:
                yield Clue(3.0, f"It has the handle that you use on {fact.label or 'another service'}", ties=True)
                return


# --- by what it says --------------------------------------------------------------------------------------------------


def _bears_council(evidence: Evidence, subject: Subject) -> bool:
    """A part of the host's name is the council's, as in "democracy.thornmere.gov.uk"."""
    cores = {squeezed(council_core(fact.value)) for fact in subject.all(Kind.COUNCIL)} - {""}
    parts = site(evidence.url)[0].split(".")
    return any(part.removesuffix("council").replace("-", "") in cores for part in parts)


def _around(text: str, mention: Mention, subject: Subject, evidence: Evidence) -> Around:
    fields = evidence.fields if isinstance(evidence, Record) else ()
    bio = isinstance(evidence, Account)
    return Around(text, mention, subject, evidence.seen.date(), published(evidence), fields, bio)


def published(evidence: Evidence) -> date | None:
    """The day on which a text was published, where that is known."""
    if isinstance(evidence, Page):
        return evidence.published
    if isinstance(evidence, Post) and evidence.published:
        return evidence.published.date()
    return None


_CALLED = "It bears your first name"


def _called(evidence: Evidence, text: str, known: list[Clue], subject: Subject) -> Iterable[Clue]:
    """An account with the person's own user name and their first name alone, and what it says of their places."""
    if not isinstance(evidence, Account) or not any(clue.ties for clue in known):
        return
    first = fold(evidence.name).split()[:1]
    if not first or first[0] == fold(evidence.handle):  # sites put the user name where there is no name
        return
    told = [fact for fact, spans in facts(text, subject) if spans and fact.kind is not Kind.FAMILY]
    if told and any(
        alike(first[0], fold(fact.value).split()[0]) for fact in subject.all(Kind.NAME) if fact.value.split()
    ):
        yield Clue(1.0, _CALLED, ties=True)
        yield from (Clue(WEIGHTS[fact.kind] / 2, f"It names {fact.value}") for fact in told)


def _unnamed(text: str, clues: list[Clue], subject: Subject) -> Match:
    """Without the name, only what nobody else has can settle it."""
    if any(clue.proof or clue.weight >= _ALONE or clue.reason == _CALLED for clue in clues):
        return _weighed(clues, None)
    surnames = _surnames(tuple(fact.value for fact in subject.all(Kind.NAME)))
    another = surnames.search(fold(text)) if surnames else None
    reason = "It has your surname with another first name" if another else "Your name does not stand on it"
    return Match(Confidence.UNLIKELY, 0.02, (reason,))


@lru_cache(maxsize=16)
def _surnames(forms: tuple[str, ...]) -> re.Pattern[str] | None:
    last = {re.escape(fold(form).split()[-1]) for form in forms if form.split()}
    return re.compile(rf"\b(?:{'|'.join(sorted(last))})\b") if last else None


def _weighed(clues: list[Clue], mention: Mention | None) -> Match:
    total = _BEFOREHAND + sum(clue.weight for clue in clues)
    score = 1 / (1 + exp(-total))
    confidence = next((word for least, word in _THRESHOLDS if score >= least), Confidence.UNLIKELY)
    if any(clue.proof for clue in clues):
        score, confidence = max(score, 0.98), Confidence.CERTAIN
    else:
        doubtful = any(clue.weight <= _DOUBT for clue in clues)
        tied = any(clue.ties for clue in clues)
        highest = Confidence.CERTAIN if tied and not doubtful else Confidence.LIKELY
        many = any(clue.reason == MANY for clue in clues)
        if mention and not tied and (many or mention.naming is Naming.SURNAME):
            highest = Confidence.POSSIBLE
        if mention:
            highest = min(highest, _UNSURE_NAMINGS.get(mention.naming, highest), key=lambda c: c.rank)
        if confidence.rank > highest.rank:
            score, confidence = min(score, _MOST[highest]), highest
    reasons = (clue.reason for clue in sorted(clues, key=lambda clue: -abs(clue.weight)))
    return Match(confidence, round(score, 3), tuple(dict.fromkeys(reasons))[:_MOST_REASONS])

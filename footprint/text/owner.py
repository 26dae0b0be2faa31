"""Whose a private number or date is, on a page taken to be about the person: theirs unless a sign is against it.

Such a thing is first found by its form. It is somebody else's where they are named nearer to it, where it is an
office's or a relation's; and it is nobody's where it is given as an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.places.spelling import STREET_WORD, either, fold, words
from footprint.text.mentions import Naming, mentions
from footprint.text.sentences import sentence
from footprint.text.skim import skimmed

_REACH = 300
_BEHIND = 70
_WORD = r"[A-Z\u00c0-\u00de\u0141][a-z\u00df-\u017f]*(?:['\u2019-][A-Z]?[a-z\u00df-\u017f]+)*[A-Z]?[a-z\u00df-\u017f]+"
_SHOUTED = r"[A-Z\u00c0-\u00de\u0141][A-Z\u00c0-\u00de\u0141'\u2019-]{2,20}"
_TITLES = r"(?:Mrs|Mr|Ms|Miss|Misses|Mx|Dr|Cllrs?|Councillors?|Cyng|Cynghorydd|Sir|Dame|Rev|Lord|Lady|Prof|PC|Sgt)"
_PERSON = re.compile(
    rf"\b{_TITLES}\b\.?\s(?:[A-Z]\.?\s){{0,2}}{_WORD}"
    rf"|\b{_WORD}(?:\s[A-Z]\.?)?[ ]{_WORD}"
    rf"|\b(?:[A-Z]\.?[ ]?){{1,3}}[ ]?{_WORD}\b"
    rf"|\b{_WORD},?[ ](?:[A-Z]\b\.?[ ]?){{1,3}}(?![\w'\u2019])"
    rf"|\b{_SHOUTED},?[ ](?:[A-Z]\b\.?[ ]?){{1,3}}(?![\w'\u2019])"
    rf"|\b{_SHOUTED},?[ ]{_WORD}"
    rf"|\b{_WORD}[ ]{_SHOUTED}\b"
)
_NOT_A_NAME = words(
    """
    account accounts acc address administration afternoon agenda all and annual any appendix at bank bacs birth born
    borough british building building call campaign car cash charity city civic civil code committee community
    company conservative contact council county court date day delivery democrat details dim direct district dob
    dwelling e-mail email employee employer evening expenses fax faster for form from full general government great
    green group hall harp help hi hello home house identity independent insurance item joint kingdom labour land
    lib liberal licence local mail members mileage minutes mobile money month monthly morning my name national new ni
    nino no north number of office old on or order our park part party passport pay payee payment payments payroll
    pension personal phone plaid please police policy post postcode private project property public received record
    ref reference refund register registration ring road room salary saturday scheme school section see services
    shadow sort south st standing statement station surname tax tel telephone text thank thanks the then this title to
    town trust union unit united until van vehicle via ward we west when whatsapp with work write year you your
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun lloyds barclays natwest santander nationwide monzo starling hsbc halifax tsb co-operative first direct
    driving spouse partner occupation candidate applicant claimant forename forenames nationality british director
    resigned appointed correspondence residential status active role secretary ltd limited plc llp
    """
)
_STREET = re.compile(rf"(?:{STREET_WORD})\Z")
_KIN = re.compile(
    r"(?<!\band\s)(?<!\bwith\s)\b(?:[Mm]y|[Hh]er|[Hh]is|[Oo]ur|[Yy]our|[Tt]heir|\w+['\u2019]s)\s(?:(?:late|old|eldest|youngest|big|little)\s)?"
    + either(
        """
        husband wife partner mother mum mam dad father son daughter sister brother aunt uncle nan gran grandmother
        grandfather niece nephew cousin neighbour neighbours friend colleague agent solicitor dentist doctor gp
        accountant landlord tenant cleaner boss manager assistant plumber builder
        """
    )
    + r"(?:['\u2019]s)?(?!\w)"
)
_OFFICE = re.compile(
    r"(?i:\b"
    + either(
        r"""
        adverts? advertis\w+ agency bookings? box_office business_hours charity club company switchboard
        customer democratic_services emergency enquir\w+ fax gp_surgery helpline hotline hospital hotel library
        librarian duty_officer media newsdesk newsroom news_desk opening_hours order_line police press pub publish\w+
        reception receptionist reservations restaurant sales samaritans school shop surgery surgeries tickets?
        venue staff clerk (?:managing\s)?agents? stories story tip-?offs? landlord theatre garage inn
        council_office the_council town_hall civic_suite civic_hall members'?_services customer
        hospice salon centre cafe office team monitoring_officer bureau contact_centre out_of_hours our_number
        housing benefits repairs council_tax homeless\w* council reporter
        """
    )
    + r"(?!\w))"
)
_A_ROLE = re.compile(
    r"(?i:\bthe\s(?:secretary|treasurer|chair(?:man|woman)?|editor|organis\w+|co-?ordinator|director|manager|agent"
    r"|warden|caretaker|captain|contractor|applicant|landlord|minister|vicar|head)\b)"
)
_SPECIMEN = re.compile(
    r"\b(?:example|e\.g\.?|for\sinstance|looks\slike|such\sas|specimen|sample|dummy|format|fictitious|made[- ]up"
    r"|redacted|enghraifft)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|n['\u2019]t)\s(?:belong|mine|hers|his|my|the\scouncillor)", re.IGNORECASE)


def is_unopposed(text: str, span: Span, subject: Subject, *, own: bool, office: bool = True) -> bool:
    """Whether nothing says that what stands there is another's, an office's (where that matters) or an example.

    The name nearest before it in the paragraph decides, else the one right behind, else that the words are their own.
    """
    start, end = span
    first, last = sentence(text, start)
    lead = text[first:start]
    if _SPECIMEN.search(lead) or _DENIED.search(text, first, last):
        return False
    block = max(text.rfind("\n\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
    hers = [one for one in named(text, subject) if block <= one[0] < start]
    since = max((one[1] for one in hers), default=block)
    between = text[since:start]
    if somebody_else(between, subject) or _KIN.search(between) or _named_right_behind(text, end, subject):
        return False
    if office and (_OFFICE.search(lead if own else between) or _A_ROLE.search(between)):
        return False
    if hers or own:
        return True
    return _is_named_behind(text, end, subject) and (not office or _signs(text, end, subject))


def somebody_else(text: str, subject: Subject) -> bool:
    """Somebody's name, which is neither the person's nor a fact of theirs."""
    plain = _without_facts(text, subject)
    return any(_is_a_name(found[0], plain[: found.start()]) for found in _PERSON.finditer(plain))


def _is_a_name(said: str, before: str) -> bool:
    if re.match(rf"{_TITLES}\b\.?\s", said):
        return True
    parts = [fold(part).strip(".,") for part in said.split()]
    if any(part in _NOT_A_NAME or _STREET.match(part) for part in parts):
        return False
    return not re.search(r"(?:\b(?:at|in|near|outside|on|the|The|y|yr)|[0-9],?)\s\Z", before)


def _named_right_behind(text: str, end: int, subject: Subject) -> bool:
    """The name of another, in brackets or behind a dash: "01632 960012 (Jo Smith)"."""
    behind = _BRACKETED.match(text, end, end + _BEHIND)
    if behind is None or any(behind.start(1) <= one[0] < behind.end(1) for one in named(text, subject)):
        return False
    return somebody_else(behind[1], subject)


_BRACKETED = re.compile(r"[ ]?(?:\(|[-\u2013\u2014][ ])(?:ask[ ]for[ ])?([^)\n]{3,40})")


def _is_named_behind(text: str, end: int, subject: Subject) -> bool:
    """The first name behind, in the same paragraph, is the person's."""
    hers = next(_behind(text, end, subject), None)
    return hers is not None and not somebody_else(text[end : hers[0]], subject)


def _signs(text: str, end: int, subject: Subject) -> bool:
    """Their name stands right behind, or alone at the end as under a letter."""
    last = end + len(text[end : _paragraph_end(text, end)].rstrip(" .!x\n"))
    return any(
        (one[1] >= last and _NEW.search(text, end, one[0]) is not None)
        or (one[0] <= end + _CLOSE and not _SENTENCE_ENDS.search(text, end, one[0]))
        for one in _behind(text, end, subject)
    )


_NEW = re.compile(r"(?:[.!?]|\n)\s*\Z")
_SENTENCE_ENDS = re.compile(r"[.!?]\s")
_CLOSE = 40


def _paragraph_end(text: str, end: int) -> int:
    last = text.find("\n\n", end, end + _REACH)
    return last if last >= 0 else min(len(text), end + _REACH)


def _behind(text: str, end: int, subject: Subject) -> Iterator[Span]:
    """Where the person is named in the rest of the paragraph."""
    last = _paragraph_end(text, end)
    return (one for one in named(text, subject) if end <= one[0] < last)


@lru_cache(maxsize=64)
def named(text: str, subject: Subject) -> tuple[Span, ...]:
    """Where the person is named in any way: in full, by the surname, the first name alone, or as "the Penhallows"."""
    kin = {fact.label.casefold() for fact in subject.all(Kind.FAMILY)}
    named = [
        (one.start, one.end)
        for one in mentions(text, subject)
        if one.naming is not Naming.OTHER_MIDDLE and not (one.naming is Naming.SURNAME and _may_be_kin(one.text, kin))
    ]
    return tuple(sorted((*named, *_by_first_name(text, subject))))


_WOMEN = words("wife mother mum daughter sister aunt niece grandmother granddaughter")
_MEN = words("husband father dad son brother uncle nephew grandfather grandson")


def _may_be_kin(name: str, kin: set[str]) -> bool:
    """Whether "Mr …" or "Mrs …" may be one of the family, who are so related."""
    title = re.match(r"(?:Mrs?|Ms|Miss)\b", name)
    return title is not None and not kin <= (_WOMEN if title[0] == "Mr" else _MEN)


def _by_first_name(text: str, subject: Subject) -> list[Span]:
    given = {fact.value.split()[0] for fact in subject.all(Kind.NAME) if len(fact.value.split()) > 1}
    firsts = given | {name.upper() for name in given}
    if not firsts:
        return []
    households = {f"{fact.value.split()[-1]}s" for fact in subject.all(Kind.NAME) if len(fact.value.split()) > 1}
    alone = re.compile(
        rf"(?<![\w-])(?<!other\s)(?:{'|'.join(map(re.escape, sorted(firsts)))})(?![\w-])(?!\s{_WORD}|\s[A-Z]{{2}})"
    )
    together = re.compile(rf"\b[Tt]he\s(?:{'|'.join(map(re.escape, sorted(households)))})(?!\w)")
    plural = tuple(f"he {name}" for name in sorted(households))
    return [
        found.span()
        for pattern, hints in ((alone, tuple(sorted(firsts))), (together, plural))
        for found in skimmed(pattern, text, hints, cased=True)
    ]


_FACTS = (Kind.COUNCIL, Kind.WARD, Kind.PARTY, Kind.TOWN, Kind.NAME, Kind.ADDRESS, Kind.EMAIL)


def _without_facts(text: str, subject: Subject) -> str:
    facts = [fact.value for kind in _FACTS for fact in subject.all(kind)]
    return _facts_pattern(tuple(facts)).sub(" ", text) if facts else text


@lru_cache(maxsize=16)
def _facts_pattern(facts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(facts, key=len, reverse=True))), re.IGNORECASE)

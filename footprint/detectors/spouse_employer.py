"""Where the person's husband, wife or partner works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Photo, Post, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either, fold, words
from footprint.text.antecedent import is_of_the_person, is_own_voice
from footprint.text.home_ground import own_places
from footprint.text.kin import find_kin
from footprint.text.kinsfolk import Kin
from footprint.text.mentions import Mention, mentions
from footprint.text.names import is_given_name
from footprint.text.relations import SPOUSES
from footprint.text.sentences import sentence
from footprint.text.skim import skimmed

_CAP = (
    r"(?:(?:St\.?[ ])?(?!(?:I|We|He|She|They|My|Our|Mr|Mrs|Ms|Cllr|Councillor|(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)days?)\b)"
    r"(?:[A-Z\u00c0-\u00de][\w'\u2019&-]{1,30}|[A-Z]&[A-Z]))"
)
_ORG = (
    rf"(?P<org>{_CAP}(?:[ ](?:(?:of|and|the|for|&|y|yr|on|upon)[ ]){{0,2}}{_CAP}){{0,6}}"
    r"(?:[ ](?:plc|ltd|llp"
    rf"|team\sparish|depot|garage|surgery|pharmacy|library|bakery|hospital|school))?)"
)
_ORG_MADE = _ORG.replace("P<org>", "P<made>")
_JOB = (
    r"(?:doctor|nurse|teacher|gp|surgeon|solicitor|barrister|lawyer|engineer|accountant|manager|director|consultant"
    r"|officer|lecturer|professor|electrician|driver|chef|cook|pharmacist|midwife|paramedic|firefighter|librarian"
    r"|caretaker|technician|analyst|scientist|editor|reporter|architect|designer|developer|buyer|baker|brewer|cashier"
    r"|receptionist|secretary|administrator|porter|dentist|vet|optician|optometrist|assistant|carer|physio\w*"
    r"|radiographer|pilot|steward\w*|planner|surveyor|mechanic|welder|fitter|clerk|executive|head|deputy|chief"
    r"|sergeant|constable|detective|trader|advis[eo]r|therapist|registrar|researcher|supervisor|foreman|keeper|warden"
    r"|trainer|coach|co-?ordinator|worker|owner|founder|matron|sister|instructor|joiner|plumber|plasterer|builder"
    r"|machinist|apprentice|post(?:man|ie)|conductor|tutor|guard|ranger|skipper|barista|curator|underwriter"
    r"|actuary|rigger"
    r"|translator|broker|butcher|teller|signaller|toolmaker|curate|vicar|hr|nyrs|rheolwr|pennaeth|bennaeth|athro"
    r"|athrawes)"
)
_WORK = re.compile(
    r"\b(?:work(?:s|ed)?|working|(?:has|have|been)\s(?:worked|taught|nursed|run|managed|driven|cooked|served)|on\scall"
    r"|mornings|afternoons|hours|dechrau"
    r"|home\slate|overtime|employ(?:s|ed|ee|er|ers|ment)|jobs?|role|posts?|shifts?|nights|lates"
    r"|earlies|on\sduty"
    r"|the\still|desk|counter|payroll|pays?|paid|wages?|firm|company|workplace|promot\w+|made|appointed"
    r"|start(?:s|ed|ing)"
    r"|join(?:s|ed|ing)|seconded|teach(?:es|ing)?|lectures|nurses|practi[sc]es|trains|serves|manag(?:es|ing)"
    r"|runs?|running|owns"
    r"|drives|flies|cooks|consults|heads|founded|does\sthe\sbooks|do\sthe\sbooks|giving|appraisal|offshore"
    r"|colleagues|staff|dinner\sladies"
    r"|(?:last|first)\s(?:day|week|shift|month)|contract|career|porters|jabs|goes\sin|judged|keys|cover"
    r"|opens?\sup|colleague"
    r"|gweithio|staffroom|bosses"
    rf"|let\s(?:my|her|his)\s\w+\sgo|(?:is|['\u2019]s|are|was|been)\s(?:now\s|on\s|out\s|still\s){{0,2}}(?:at"
    rf"|with|not\sback\sfrom)|still\snot\sback|{_JOB}s?)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"(?:\b(?:at|for|with|by|of|from|where|ar|yn|yng|efo['\u2019]r|i['\u2019]r)\s(?:the\s|our\slocal\s|nearby\s"
    rf"|a\sshop\scalled\s)?"
    rf"|\bin\sthe\s|\bto\sthe\s|(?:firm|workplace|employers?|company|shop),?\s(?:the\s)?|\bgweithio\si\s"
    rf"|\b(?:partner|director|manager)\sin\s"
    rf"|\b(?:runs|owns|manages|joined|joins|heads|founded)\s(?:the\s)?|(?<=[a-z]r\s)){_ORG}"
    rf"|\bthat\s{_ORG_MADE}(?=\s(?:have|has)\s(?:just\s)?(?:made|promoted|given)\s(?:her|him|them)\b)"
)
_BEFORE = re.compile(
    rf"{_ORG},?\s(?:which\sis\s)?(?:where\s\Z|employs\s\Z|(?:the\s)?employer\sof\s\Z|(?:where|who\s(?:let|gave"
    rf"|pays?|employs?))\s(?:\w+\s){{0,3}}\Z|(?:has|have)\s(?:just\s)?(?:made|promoted|appointed|given|hired"
    rf"|offered)\s"
    rf"(?:up\s)?\Z)"
)
_OTHERWISE = re.compile(
    r"\b(?:used\sto|formerly|until\s(?:19|20|s?he)|former"
    r"|late\s(?:husband|wife|partner)|retired|retirement|laid\soff|a\syear\sago"
    r"|gave\s(?:it\s)?up|when\sshe\sleft|when\she\sleft|volunteers?|volunteering|stall|parish\schoir|before\s(?:her"
    r"|his)\smarriage|left\sboth|briefly"
    r"|panto\w*|(?<!since\s)(?:18|19)[0-9]{2}|in\sthe\sfarce|(?<!since\s)20[01][0-9]|birthday|anniversary|wedding"
    r"|tied\sthe\sknot|holiday|coach|markets|flight|trip|dinner\sat|match\sat|lunch\sat)\b",
    re.IGNORECASE,
)
_INDOORS = re.compile(
    r"\b(?:(?:[Hh]im|[Hh]er)\sindoors|(?<=\A)(?:Herself|Himself)|(?<=[.!?\n]\s)(?:Herself|Himself)"
    r"|it['\u2019]s\s(?:himself|herself)|(?:my|his|the)\s(?:Mrs|mrs|man)\b(?!\s[A-Z])"
    r"|married\sto\s(?:an?|one)\s|(?<=\()(?:spouse|husband|wife|partner)\b)"
)
_THEY_WORK = re.compile(r"[ ]{0,2}(?:[\"\u201d]\s)?(?:[Ss]he|[Hh]e|They|An?|started|working|now|Hi|Mae|Mrs?)\b")
_LABEL = re.compile(
    rf"(?im)(?:^|[.;|][ ])(?=[^:\n]{{0,120}}\b{either(SPOUSES)}\b)(?=[^:\n]{{0,120}}\b(?:employ\w*|occupation|job"
    rf"|work|trade|profession|vocation|office)\b)[^:\n]{{0,120}}:\s*(?P<value>[^\n]{{2,160}})"
)
_PLAIN_LABEL = re.compile(
    rf"(?im)(?:^[^\w\n]{{0,6}}|[.;]\s)(?:(?:my|name of|interests of)\s)?{either(SPOUSES)}(?:(?:\s(?:or|and|/)"
    rf"|,)\s?[^:\n]{{0,50}}"
    rf"|['\u2019]s\s[^:\n]{{0,30}})?:\s*(?P<value>[^\n]{{2,160}})"
)
"""A field that may hold a name first and then an office: "Partner: Dylan Rees, electrician, Trydan Glanrafon Cyf"."""

_TRADE = re.compile(rf"(?:(?<=:)|(?<=:\s)|[,;(]\s?)(?:an?\s)?(?:[\w-]{{2,20}}\s){{0,3}}{_JOB}\b", re.IGNORECASE)
_IN_VALUE = re.compile(rf"(?:\b(?:at|for|with|by|of)\s(?:the\s)?|,\s|\s[\u2013\u2014-]\s|\(){_ORG}")
_BEHIND_TRADE = re.compile(rf",\s(?:the\s)?{_ORG}")
_BEFORE_TRADE = re.compile(rf"{_ORG}\s\((?:[\w-]{{2,20}}\s){{0,3}}{_JOB}\)")
_NOTHING = re.compile(
    r"(?i:none|nil|n/?a|not applicable|retired|unemployed|nothing|no|-+|as above|homemaker|housewife|self[- ]employed"
    r"|not employed)\b"
)
_SELF = re.compile(r"\b(?:self[- ]employed|retired|unemployed|not employed)\b", re.IGNORECASE)
_NO_ORG = words(
    """
    council cabinet full home facebook twitter zoom law love god tenerife spain france monday tuesday wednesday thursday
    friday saturday sunday christmas easter january february march april may june july august september october november
    december year leeds cardiff london aberdeen street road lane covid mass church chapel parkrun nativity
    """
)
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday christmas easter year street")
_PERSON = re.compile(r"(?:Mrs?|Ms|Cllr|Councillor|Dr|Sir)\b")
_MOST = 100
_REACH = 170


class SpouseEmployer(Detector):
    """Somebody who waits for the one can find the other."""

    name: ClassVar[str] = "spouse-employer"
    title: ClassVar[str] = "where your husband, wife or partner works"
    group: ClassVar[Group] = Group.FAMILY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Each employer once."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo):
            return
        text, seen = readable(sighting.evidence), set[str]()
        for start, end in islice(_employers(sighting, text, subject), _MOST):
            said = one_line(text[start:end]).rstrip(" .,")
            if fold(said) in seen:
                continue
            seen.add(fold(said))
            yield self.finding(
                sighting,
                f"spouse's employer {fingerprint(fold(said), subject)}",
                f"Where your husband, wife or partner may work stands {spot(sighting)}. Is it right?",
                severity=Severity.WORTH_MENDING,
                value=said,
                masked=masked(said),
                declared=False,
                confidence=less_sure(sighting),
                reasons=("It is said of your husband, wife or partner",),
            )


def _employers(sighting: Sighting, text: str, subject: Subject) -> Iterator[Span]:
    own = is_own(sighting.evidence, subject) or is_own_voice(text, subject, post=isinstance(sighting.evidence, Post))
    yield from _labelled(text)
    yield from _named_first(text)
    kin = find_kin(text, subject, own=own)
    taken = [name for one in kin for name in one.names] + [_named(one) for one in mentions(text, subject)]
    for start, end in sorted({*_spouses(text, kin, subject), *_indoors(text, subject, own=own)}):
        found = _employer(text, (start, end), taken, subject)
        if found:
            yield found


def _spouses(text: str, kin: tuple[Kin, ...], subject: Subject) -> Iterator[Span]:
    """Where the husband, wife or partner is spoken of: by the word, or by name, declared or told elsewhere."""
    names = {fact.value for fact in subject.private(Kind.FAMILY) if fold(fact.label) in _SPOUSES and fact.value.split()}
    for one in kin:
        if one.spouse:
            yield one.start, one.end
            names |= {text[start:end] for start, end in one.names}
    for name in sorted(names):
        said = "|".join(re.escape(word) for word in (name, name.split()[0]))
        for found in islice(re.finditer(rf"(?i:\b(?:{said})\b)(?!\s[A-Z][a-z]+\s(?:said|told))", text), _MOST):
            yield found.span()


def _named(one: Mention) -> Span:
    """Where the person is named, without the end of a sentence before: "Western Rail. Cllr Marram"."""
    return one.start + max(one.text.rfind(". C"), 0), one.end


_SPOUSES = frozenset(word.replace("_", " ") for word in SPOUSES.split())


def _indoors(text: str, subject: Subject, *, own: bool) -> Iterator[Span]:
    """Without a name or a plain word: "him indoors", "married to a nurse"."""
    for found in islice(_INDOORS.finditer(text), _MOST):
        if own or is_of_the_person(text, found.start(), subject, own=False, word=found[0].split()[0]):
            yield found.span()


def _employer(text: str, spouse: Span, taken: list[Span], subject: Subject) -> Span | None:
    """The employer that stands with a spouse: in the sentence, else in the next one that goes on about them."""
    start, last = sentence(text, spouse[0])
    if _OTHERWISE.search(text, start, last) or _is_past(text, start, last):
        return None
    if found := _in_sentence(text, (start, last), spouse, taken, subject):
        return found
    following = _THEY_WORK.match(text, min(last + 1, len(text)))
    if not following or "\n" in text[last : following.end()]:
        return None
    span = sentence(text, following.end())
    if _OTHERWISE.search(text, *span):
        return None
    return _in_sentence(text, span, (span[0], following.end()), taken, subject)


_WORKED = re.compile(r"(?<!has\s)(?<!have\s)(?<!['\u2019]s\s)\bworked\b")
_SAID_SO = re.compile(r"\b(?:declar\w+|interest|advised|as\s(?:her|his)|because)\b")


def _is_past(text: str, start: int, last: int) -> bool:
    """Say whether "worked" tells of another time, but not in "declared an interest as her husband worked for …"."""
    return _WORKED.search(text, start, last) is not None and _SAID_SO.search(text, start, last) is None


def _in_sentence(text: str, span: Span, spouse: Span, taken: list[Span], subject: Subject) -> Span | None:
    first, last = span
    last = min(last, spouse[1] + _REACH)
    at = max(first, spouse[1] - 1)
    before = _before(text, first, spouse, last)
    if before and _is_an_employer(text, before, taken, subject):
        return before
    named = [
        org
        for found in _AT.finditer(text, at, last)
        if _is_an_employer(text, org := found.span("org" if found["org"] else "made"), taken, subject)
    ]
    since = max(first, spouse[0] - _BESIDE)
    if working := next((org for org in named if _WORK.search(text, since, org[0])), None):
        return working
    for org in named:
        beside = org[0] - spouse[1] <= _BESIDE and " " in text[slice(*org)] and _FROM.match(text, spouse[1])
        if beside or _WORK.search(text, org[1], min(last, org[1] + _SOON)):
            return org
    return None


def _before(text: str, first: int, spouse: Span, last: int) -> Span | None:
    """Read "Leat Chandlery, where my husband works", "Leat Chandlery has made my wife its director"."""
    found = _BEFORE.search(text, max(first, spouse[0] - _REACH // 2), spouse[0])
    return found.span("org") if found and _WORK.search(text, found.end("org"), last) else None


_BESIDE, _SOON = 30, 40
_FROM = re.compile(r"(?:\s(?:that\s)?[A-Z]\w+)?\s(?:at|from|in)\s")


def _is_an_employer(text: str, org: Span, taken: list[Span], subject: Subject) -> bool:
    """A name that is no person's, no day and no town's."""
    said = text[slice(*org)]
    parts = [part.removesuffix("'s") for part in re.findall(r"[\w'&-]+", fold(said))]
    if _PERSON.match(said) or any(start < org[1] and org[0] < end for start, end in taken):
        return False
    if len(parts) == 1 and (parts[0] in own_places(subject) or is_given_name(parts[0])):
        return False
    a_name = len(parts) == 2 and is_given_name(parts[0]) and not re.search(r"['\u2019]s\b", said)  # noqa: PLR2004
    if a_name and not text.startswith("the ", max(0, org[0] - 4)):
        return False
    if any(fold(said) in fold(place.name) for place in subject.places):
        return False
    return not (parts[0] in _NO_ORG and (len(parts) == 1 or parts[0] in _DAYS)) and parts[-1] not in _NO_ORG


def _named_first(text: str) -> Iterator[Span]:
    """A field with a trade in it, and after a comma the firm."""
    for found in skimmed(_PLAIN_LABEL, text, ("spouse", "husband", "wife", "partner")):
        if _NOTHING.match(found["value"]) or _SELF.search(found["value"]):
            continue
        trade = _TRADE.search(text, found.start("value"), found.end("value"))
        org = trade and _BEHIND_TRADE.search(text, trade.end() - 1, found.end("value"))
        org = org or _BEFORE_TRADE.match(text, found.start("value"))
        if org:
            yield org.span("org")


def _labelled(text: str) -> Iterator[Span]:
    """A field of a register: "Employment, spouse or partner: Nurse, Kirkton Infirmary"."""
    for found in skimmed(_LABEL, text, ("spouse", "husband", "wife", "partner", "fianc", "missus")):
        if _NOTHING.match(found["value"]) or _SELF.search(found["value"]):
            continue
        inside = list(_IN_VALUE.finditer(text, found.start("value"), found.end("value")))
        yield inside[-1].span("org") if inside else found.span("value")

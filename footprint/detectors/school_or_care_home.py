"""The school of a child, or the care home of a relative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Photo, Post, Severity, Sighting, Subject
from footprint.places.spelling import either, fold
from footprint.text.antecedent import is_own_voice
from footprint.text.home_ground import own_places
from footprint.text.kin import find_kin, is_child
from footprint.text.kinsfolk import Kin
from footprint.text.mentions import mentions
from footprint.text.schools import Place, find_care_homes, find_names, find_schools
from footprint.text.sentences import sentence

_AT_SCHOOL = re.compile(
    r"\b(?:school run|nursery run|drop[- ]?offs?|dropp(?:ed|ing) off|drops?|pick(?:ing|ed)?[- ]?ups?|pick(?:ing"
    r"|ed)? \w+ up"
    r"|parents['\u2019]? eve(?:ning)?|noson rieni|first day|last day|sports day|nativity|uniform|non-uniform"
    r"|blazer|cardigan|skirt"
    r"|school gates?|at the gates?|across the gates|every other (?:mum|dad|parent)|packed lunch"
    r"|lunch ?box(?:es)?|term starts|settl(?:ed|ing) in"
    r"|start(?:s|ed|ing) (?:in |at )?(?:reception|year|school|nursery|big school|p1|at|in)|school play|book bag"
    r"|reading diary|reading book"
    r"|our class|pta|breakfast club|after-school club|homework|maths sheet|transfer test|got (?:his|her|a) place"
    r"|offered a place|to board"
    r"|boarding|(?:three|two|four) days|pe kit|year [0-9]+|p[1-7]|in reception|mine|my two|our two|our three"
    r"|my three|my own|third sheep"
    r"|half term|(?:first|last|final|second|third) (?:year|term|week)|lessons?|teacher|exams|gcses?|a-levels"
    r"|form tutor|head ?boy|head ?girl|school trip|waiting (?:for|outside)|comes? out"
    r"|team photo|gwers|dosbarth|bore cyntaf|waved|\w+['\u2019]s (?:two|three|youngest|eldest)"
    r"|put .{1,20} name down)\b",
    re.IGNORECASE,
)
_IN_CARE = re.compile(
    r"\b(?:mov(?:e|es|ed|ing)|settl\w+|liv(?:e|es|ed|ing)|resident|stay\w*|(?:her|his|day) room|phoned|rung"
    r"|visit\w*|sit(?:ting)? with|sit an hour|sit past|matron|staff|carers?"
    r"|nurses?|fees|bed|phoned|rang|goes into|going into|chose|birthday|forms|hair|spent|brought|minded|cared|holding"
    r"|looked after|goes every|go every|every (?:day|afternoon)"
    r"|dinner|tea|lunch|see|memory|dementia|the home|singing|in there)\b",
    re.IGNORECASE,
)
_ELDERS = either(
    "Mum Mam Mom Mama Mammy Dad Da Nan Nana Nani Gran Grandma Granny Grandad Grandpa Nain Taid Auntie Uncle Babcia Dadi"
)
_ELDER = re.compile(rf"\b(?:{_ELDERS}|{_ELDERS.lower()})\b")
_PARENT = re.compile(
    r"\b(?:as an? (?:\w+ )?(?:mum|dad|parent|mother|father|gran\w*)|rhiant|(?<!a )parent of (?:a pupil|children"
    r"|two)|(?:mums|dads|parents)['\u2019] race)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:teach(?:es|ing)|teacher at|taught|works?|working|employ\w+|governors?|governs?|headteacher"
    r"|head teacher|job|volunteer\w*|caretaker"
    r"|lectur\w+|educated|past pupil|old boys|old girls|former pupil|left school|board of|representative)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:budgets?|inspect(?:ors?|ed|s)|ofsted|planning|funding|petition|consultation|pupils|councillors"
    r"|application|proposals?|cuts|closure"
    r"|residents|opened|opening|open|judg(?:ed|ing)|prizes?|prize-giving|presented|presenting|carols|assembly"
    r"|roof|boiler|visit(?:ed)? by"
    r"|catchment|motion|campaign\w*|all our children|our children deserve|our schools|places at|families at"
    r"|ward walk|fun day|all kids"
    r"|all the (?:bairns|kids|children)|do(?:es)? not go|don['\u2019]t go|talk(?:ed)? to|spoke to|farm day"
    r"|year [0-9]+s|the year|well done to|congratulations to)\b",
    re.IGNORECASE,
)
_NOT_MINE = re.compile(r"\b(?:[Yy]our|[Ii]magine|[Ii]f a|[Ss]uppose)\b")
_ROLL = re.compile(
    r"\b(?:Year [0-9]{1,2}|P[1-7]|[Ss]corers?|[Oo]ur class"
    r"|[Rr]ecitation|[Cc]ast|[Bb]oard [0-9]|Joseff|Innkeeper|[Pp]upils|[Rr]eception)\b"
)
"""A list of children: the team, the cast, the class of the one school that is named."""

_A_FIRST_NAME = re.compile(
    r"\b(?:[Ll]ittle|[Pp]oor|[Ww]ee)\s[A-Z][a-z]+|(?:\A|[.!?\n]\s?|\b(?:and|as|when|because|for|Poor|Little"
    r"|Drove|picked up|with)\s)"
    r"(?!(?:The|This|That|There|It|He|She|We|They|I|My|Our|You|And|But|So|No|Not|Lovely|Thank|Parents)\b)"
    r"[A-Z\u00c0-\u00de][a-z\u00df-\u017f]+(?:['\u2019]s)?\s(?:is|was|has|had|goes|went|got|lost|loves|tolerates"
    r"|starts|started|orffen|sang|played|danced|came|won|made|brought|cried|scored|starred)\b"
)
_DENIED = re.compile(
    r"\b(?:do|does|did)(?:n['\u2019]t|\s(?i:not))\s(?:\w+\s)?(?:go|attend)\b|\b(?:no|any)\s(?:child|kid)", re.IGNORECASE
)
_A_JOB = re.compile(
    r"(?:nurse|executive|manager|matron|chef|cook|director|teller|driver|officer|head|shift|last day|started"
    r"|job)\b[^.!?\n]{0,25}\b(?:at|of|with)\s\Z|,\san?\s(?!pupil|student|resident|boarder|patient)[\w-]+\sat\s\Z"
)
_REFRESHED = re.compile(
    r"\b(?:coffee|pint|pub|caf\w|drinks?|the shops?|match|mass|service|church|chapel|game)\b", re.IGNORECASE
)
_LIVES = re.compile(
    r"\b(?:moved? (?:in)?to|goes into|lives? (?:at|in)|visit(?:s|ing)?|go(?:es)? every|sit with|resident"
    r"|been (?:at|in))\b",
    re.IGNORECASE,
)
_A_HOUSE = re.compile(r" (?:House|Court|Lodge|Manor|Grange|View|Gardens|Reach|Rest|Haven)\Z")
_MR = re.compile(r"\b(?:Mr|Mrs|Miss|Ms)\s[A-Z]")
_CLOSE, _BEFORE = 45, 60
_PAGE = 600
_GOES_ON = re.compile(r"\s{0,2}(?:They|He|She|Both)\b|[^.!?\n]{0,40}\b(?:s?he['\u2019]s|s?he is)\b")
_MOST = 100


class SchoolOrCareHome(Detector):
    """Where a child or a frail relative is to be found every day."""

    name: ClassVar[str] = "school-or-care-home"
    title: ClassVar[str] = "the school or care home of one of your family"
    group: ClassVar[Group] = Group.FAMILY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Each once: that stands with their child or relative, or in their own words of school or of visiting."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo):
            return
        text = readable(sighting.evidence)
        own = is_own(sighting.evidence, subject) or is_own_voice(
            text, subject, post=isinstance(sighting.evidence, Post)
        )
        read = _Read(text, subject, own, isinstance(sighting.evidence, Post))
        seen: set[str] = set()
        last = 0
        for place in islice(sorted(_places(read), key=lambda one: (one.start, not one.likely, -one.end)), _MOST):
            if place.start < last:
                continue
            at = fold(text[place.start : place.end])
            if at not in seen and _is_of_family(read, place):
                last = place.end
                seen.add(at)
                yield self._finding(sighting, subject, one_line(text[place.start : place.end]), place)

    def _finding(self, sighting: Sighting, subject: Subject, said: str, place: Place) -> Finding:
        kind = "care home" if place.care else "school"
        declared = any(_is_same(said, one.name) for one in subject.places)
        ask = "" if declared else " Is it one of your family's?"
        whose = "of one of your family" if declared else "that may be of one of your family"
        return self.finding(
            sighting,
            f"{kind} {fingerprint(fold(said), subject)}",
            f"A {kind} {whose} is named {spot(sighting)}" + (f".{ask}" if ask else ""),
            severity=Severity.SERIOUS,
            value=said,
            masked=masked(said),
            declared=declared,
            confidence=None if declared else less_sure(sighting),
            reasons=(f"It is named together with you and {'a relative' if place.care else 'a child'}",),
        )


class _Read:
    """A text with the family that it speaks of."""

    def __init__(self, text: str, subject: Subject, own: bool, post: bool) -> None:  # noqa: FBT001  as they are read
        self.text, self.subject, self.own, self.post = text, subject, own, post
        self.kin = find_kin(text, subject, own=own)
        self.short = post or len(text) < _PAGE // 2


@dataclass(frozen=True, slots=True)
class _Around:
    """A place's name and what stands around it: its sentence, with and without it, and the family."""

    name: str
    said: str
    plain: str
    close: str
    lead: str
    near: list[Kin]
    before: list[Kin]
    ours: bool

    @property
    def others(self) -> list[Kin]:
        """Those of the family in the sentence who are no husband or wife."""
        return [kin for kin in self.near if not kin.spouse]


def _is_same(said: str, name: str) -> bool:
    """A place of the profile, by its name or a part of it: "Larkfield" alone would be too little."""
    short, long = sorted((fold(said), fold(name)), key=len)
    return " " in short and short in long


def _places(read: _Read) -> Iterator[Place]:
    likely = [*find_schools(read.text), *find_care_homes(read.text)]
    yield from likely
    places = own_places(read.subject)
    named = [(one.start, one.end) for one in mentions(read.text, read.subject)]
    for start, end in sorted({sentence(read.text, at) for at in _talks_of_family(read)}):
        for place in find_names(read.text, start, end):
            said = set(re.findall(r"[\w'-]+", fold(read.text[place.start : place.end])))
            taken = [*named, *((one.start, one.end) for one in likely)]
            if said <= places or any(first < place.end and place.start < last for first, last in taken):
                continue
            if any(first < place.end and place.start < last for kin in read.kin for first, last in kin.names):
                continue
            if _has_spouse(read, read.text[place.start : place.end]):
                continue
            yield place


def _talks_of_family(read: _Read) -> Iterator[int]:
    """Places in whose sentence something may be named that is a home or a school."""
    for kin in read.kin:
        yield kin.start
        yield min(len(read.text), sentence(read.text, kin.end)[1] + 1)
    for one in read.subject.places:
        if (at := read.text.find(one.name)) >= 0:
            yield at
    if read.own or read.short:
        for pattern in (_ELDER, _AT_SCHOOL) if read.own else (_PARENT,):
            for found in islice(pattern.finditer(read.text), _MOST):
                yield found.start()
                yield min(len(read.text), sentence(read.text, found.end())[1] + 1)


def _is_of_family(read: _Read, place: Place) -> bool:
    around = _around(read, place)
    if (
        _DENIED.search(around.plain)
        or _WORK.search(around.close)
        or (_NOT_MINE.search(around.plain) and not around.near)
    ):
        return False
    if not place.likely:
        return _is_likely(read, place, around)
    return _is_care(read, place, around) if place.care else _is_school(read, place, around)


def _around(read: _Read, place: Place) -> _Around:
    text, (start, end) = read.text, sentence(read.text, place.start)
    return _Around(
        name=text[place.start : place.end],
        said=text[start:end],
        plain=f"{text[start : place.start]} {text[place.end : end]}",
        close=text[max(start, place.start - _CLOSE) : min(end, place.end + _CLOSE)],
        lead=text[max(start, place.start - _BEFORE) : place.start],
        near=[kin for kin in read.kin if start <= kin.end and kin.start <= end],
        before=[kin for kin in read.kin if kin.end < start and "\n" not in text[kin.end : start].strip("\n")],
        ours=_ours(read, start, end),
    )


def _is_school(read: _Read, place: Place, around: _Around) -> bool:
    """A school by name: a child of the family is in the sentence, or the person's own words are of school life."""
    if any(kin.names or _is_one(read.text, kin) for kin in around.others) or _is_on_their_roll(read, place):
        return True
    if _PUBLIC.search(around.plain):
        return False
    if around.others or (_GOES_ON.match(around.said) and around.before and not around.before[-1].spouse):
        return True
    if not read.own:
        return _PARENT.search(around.said) is not None and around.ours
    return _is_of_school_life(read, around)


def _is_of_school_life(read: _Read, around: _Around) -> bool:
    if read.short and any(kin.child and _is_one(read.text, kin) for kin in read.kin):
        return True
    if _has_spouse(read, around.lead) and not _AT_SCHOOL.search(around.said):
        return False
    life = read.text if read.short else around.said
    return any(pattern.search(life) for pattern in (_AT_SCHOOL, _A_FIRST_NAME, _PARENT)) or _names_a_child(
        read, around.said
    )


def _is_likely(read: _Read, place: Place, around: _Around) -> bool:
    """A name that says nothing itself: with a relative, and words of school or of care."""
    said = one_line(read.text[place.start : place.end])
    if any(_is_same(said, one.name) or fold(said) == fold(one.name) for one in read.subject.places):
        visits = around.before and _IN_CARE.search(around.plain)
        return bool(around.near or _LIVES.search(around.plain) or visits)
    another = not read.own and _MR.search(around.plain) and not around.ours
    if another or _A_JOB.search(around.lead) or _REFRESHED.search(around.plain):
        return False
    if not around.others and (around.near or _has_spouse(read, around.lead)):
        lives = _A_HOUSE.search(around.name) and _LIVES.search(around.plain)
        return bool(lives) and not _AT_SCHOOL.search(around.plain)
    return _may_be_a_school(read, around) or _may_be_a_home(read, around)


def _may_be_a_school(read: _Read, around: _Around) -> bool:
    if not read.own and _PARENT.search(around.plain):
        return _AT_SCHOOL.search(around.plain) is not None and around.ours
    life = _AT_SCHOOL.search(read.text if read.short else around.plain) is not None
    last = around.near or around.before[-1:]
    return (life and read.own) or (any(kin.child for kin in last) and (life or _to_school(around.lead)))


def _may_be_a_home(read: _Read, around: _Around) -> bool:
    last = around.near or around.before[-1:]
    elder = any(not kin.child for kin in last) or (read.own and _ELDER.search(around.plain))
    if not elder:
        return False
    lead = _ELDER.search(around.lead) is not None and _A_HOUSE.search(around.name) is not None
    return lead or _IN_CARE.search(around.plain) is not None


_GOES_TO = re.compile(
    r"\b(?:go(?:es)?|going|went|sent|attends?|starts?|started|is|are|he['\u2019]s|she['\u2019]s"
    r"|walks?)\s(?:now\s|happy\s)?(?:to|at|off\sto)\s\Z|\bpast\sthe\s(?:door|gates)\sof\s\Z"
)


def _to_school(lead: str) -> bool:
    return _GOES_TO.search(lead) is not None


def _has_spouse(read: _Read, said: str) -> bool:
    """The declared spouse is named, whose place of work it may be."""
    adults = (fact.value for fact in read.subject.all(Kind.FAMILY) if not is_child(fact.label))
    firsts = [first for name in adults for first in name.split()[:1]]
    return any(re.search(rf"(?i)\b{re.escape(first)}\b", said) for first in firsts)


def _is_care(read: _Read, place: Place, around: _Around) -> bool:
    """A care home by name: one of the family is in the sentence, or in the person's own words an elder is."""
    if any(not kin.child for kin in around.near):
        return bool(around.others) or not _A_JOB.search(around.lead)
    if _GOES_ON.match(around.said) and any(not kin.child for kin in read.kin if kin.end < place.start):
        return True
    if _PUBLIC.search(around.plain):
        return False
    elder = read.own and _ELDER.search(read.text if read.short else around.said)
    return bool(elder) or "close relative" in around.said


def _names_a_child(read: _Read, said: str) -> bool:
    children = [fact.value for fact in read.subject.private(Kind.FAMILY) if is_child(fact.label)]
    return any(re.search(rf"\b{re.escape(name.split()[0])}\b", said) for name in children if name.split())


def _ours(read: _Read, start: int, end: int) -> bool:
    """Whether the person is named in a sentence."""
    firsts = {fact.value.split()[0] for fact in read.subject.all(Kind.NAME) if fact.value.split()}
    return any(start <= one.start <= end for one in mentions(read.text, read.subject)) or bool(
        firsts & set(re.findall(r"\w+", read.text[start:end]))
    )


def _is_on_their_roll(read: _Read, place: Place) -> bool:
    """A short list of pupils with their child in it, and this its school."""
    if place.care or len(read.text) > _PAGE or not _ROLL.search(read.text):
        return False
    named = list(find_schools(read.text))
    first = min((one.start for one in named), default=place.start)
    return any(one.child and one.names for one in read.kin) and (
        place.start == first or len({fold(read.text[p.start : p.end]) for p in named}) == 1
    )


def _is_one(text: str, kin: Kin) -> bool:
    """A certain person, as in "my daughter"; "our children" may be the whole town's."""
    return (
        re.match(r"(?:our|the|all\sthe)\s(?:children|kids|bairns)\b", text[kin.start : kin.end], re.IGNORECASE) is None
    )

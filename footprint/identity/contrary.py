"""What speaks against: signs that somebody else of the same name is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footprint.identity import elsewhere, lifetimes
from footprint.identity.around import WORD, Around, clean, home
from footprint.identity.clues import Clue, at_home
from footprint.identity.office import holds_office, is_councillor
from footprint.model import Kind
from footprint.places.spelling import either, fold


def against(around: Around) -> Iterator[Clue]:
    """Every sign beside one name that another person is meant."""
    yield from elsewhere.signs(around)
    yield from lifetimes.signs(around)
    for sign in (_occupation, _field, _court, _role, _firm, _office, _party, _same_name, _junior):
        yield from sign(around)


# --- another walk of life -----------------------------------------------------------------------------------------

_OCCUPATIONS = either(
    """
    potter ceramicist sculptor illustrator painter artist photographer pianist violinist fiddler drummer guitarist
    singer composer actor actress comedian choreographer dancer novelist poet playwright screenwriter author
    footballer goalkeeper striker midfielder defender winger cricketer golfer jockey boxer wrestler swimmer sprinter
    rower cyclist racing_driver dentist surgeon physiotherapist optician vet physicist chemist biologist economist
    mathematician astronomer geologist linguist historian archaeologist barrister solicitor judge magistrate chef
    hairdresser barber florist beautician nail_tech yoga_teacher personal_trainer real_estate_agent realtor attorney
    senator congresswoman congressman rapper streamer influencer blogger vlogger DJ brewer joiner plumber electrician
    builder roofer scaffolder plasterer carpenter mechanic welder locksmith trucker sailor soldier missionary
    GP nurse teacher farmer vicar curate publican fisherman postman postwoman shepherd accountant architect surveyor
    engineer student trainee referee umpire weaver blacksmith baker butcher greengrocer childminder seamstress
    taxi_driver lorry_driver bus_driver train_driver dog_groomer caterer gamekeeper tailor printer jeweller
    midwife paramedic firefighter librarian lecturer professor researcher postdoc PE_teacher headteacher software
    hygienist tutor warden driver gyrrwr gyrwyr manager cleaner caretaker foreman fforman groundsman
    receptionist therapist podiatrist pharmacologist radiographer porter optometrist
    helm coxswain skipper developer programmer engineer_at data_scientist web_designer copywriter tattooist stylist
    model estate_agent
    """
)
_IS_A = re.compile(
    rf"[\s,:|(\u2013\u2014-]{{0,4}}(?:who\s)?(?:is\s|was\s)?(?:(?:an?|the)\s)?(?:[\w-]+\s){{0,3}}?{_OCCUPATIONS}s?\b",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"[\s,:|(\u2013\u2014-]{0,4}(?:who\s)?(?:has\s|have\s|also\s)?(?:(?:runs|owns|manages|ran|owned|works (?:as|at"
    r"|for|in)|worked (?:as|at|for|in))\s(?:an?|the|her|his)?\s?([\w'\u2019-]+(?:\s[\w'\u2019-]+)?)"
    r"|(?:is\s)?(?:(?:an?|the)\s)?(?:[\w-]+\s){0,2}?((?:co-)?(?:owner|founder|proprietor|landlord|landlady|trainee"
    r"|shopkeeper|salon))\b)"
)
_THE = re.compile(rf"(?:\A[^.!?\n]*\bthe|\b(?:The|Occupation:?|Profession:?))\s(?:[Rr]etired\s)?(?i:{_OCCUPATIONS})\b")
_A_BEFORE = re.compile(rf"\b{_OCCUPATIONS}(?:s|s?\s(?:are|is)|\sof\sthe\s\w+)?[\s,:]{{1,2}}\Z", re.IGNORECASE)
_ANYWHERE = re.compile(rf"\b{_OCCUPATIONS}\b", re.IGNORECASE)


def _occupation(around: Around) -> Iterator[Clue]:
    """Another calling, where no office is named beside it. Weak: councillors have callings too."""
    if holds_office(around.text, around.mention):
        return
    found = _IS_A.match(around.after) or _THE.search(around.after) or _A_BEFORE.search(around.before)
    if not found:  # of an account in all that it says of its owner, of a page in its title
        found = _ANYWHERE.search(around.after if around.bio else around.text.split("\n", 1)[0][:200])
    if found and home(around.subject).has(found[0].strip(" ,:()")):
        return  # it is their own firm's trade
    if found:
        (calling,) = re.findall(_OCCUPATIONS, found[0], re.IGNORECASE)[:1]
        yield Clue(-1.2, f"It speaks of {'an' if calling[0] in 'aeiAEI' else 'a'} {clean(calling).lower()}")
    elif (found := _RUNS.match(around.after)) and not home(around.subject).has(found[0]):
        yield Clue(-1.2, f"It speaks of this person's work: {clean(found[1] or found[2])}")


_FIELDS = {
    "a player": re.compile(
        r"(?i:\b(?:wickets?|not out|innings|penalt(?:y|ies)|goals?\s(?:from|by)|hat-?trick|fly-half|scrum-half"
        r"|lock forward|props?:|squad"
        r"|try-scorer|midfield|striker|goalkeeper|left back|centre half|appearances|kicked|two-year contract|on loan"
        r"|cup final"
        r"|singles|doubles|sculls|semi-final|quarter-final|man of the match|player of the (?:day|match)|hit \d-\d"
        r"|unbeaten|bowled|scored|scorers?|transfer|championships?|world cup|olympic|chukka|league|fixture))"
    ),
    "a race or a game": re.compile(
        r"(?i:\b(?:stableford|pb\b|ran \d|chip time|race|triathlon|marathon|half-marathon|\d+k\b|fell race|parkrun"
        r"|handicap|bowls|darts))"
    ),
    "learning": re.compile(
        r"(?i:\b(?:et al|department of|dept\.? of|faculty of|university|journal|doi|keywords|abstract|phd|postdoctoral"
        r"|thesis|dissertation|laboratory|h-index|citations|preprint|arxiv|supervisor|research (?:fellow|interests)))"
    ),
    "the stage": re.compile(
        r"(?i:\b(?:album|EP\b|tour dates|theatre includes|conservatoire|filmography|starring|cast list|band"
        r"|orchestra|soloist|panto(?:mime)?|last seen in|the cast"
        r"|exhibition|gallery|novel|debut|bestselling|podcast|twitch|youtube channel))"
    ),
    "a wedding or a sale": re.compile(
        r"(?i:\b(?:rsvp|banns|bride"
        r"|groom|engagement is announced|wedding|getting married|wedding list|etsy|bookings open"
        r"|free delivery|dms open))"
    ),
}


def _field(around: Around) -> Iterator[Clue]:
    """Sport, learning or the stage around a name that no office stands with. Weak: it is anybody's pastime."""
    if holds_office(around.text, around.mention):
        return
    near = around.near(140)
    for field, pattern in _FIELDS.items():
        if pattern.search(near):
            yield Clue(-0.6 if "game" in field else -1.4, f"It speaks of {field}")
            return


_COURT = re.compile(
    r"(?i:\b(?:jailed|sentenced|plead(?:ed)? guilty|convicted|banned from driving|drink[- ]driv\w+|magistrates"
    r"|(?:crown|sheriff) court"
    r"|fraud\w*|was fined|community order|convictions?|unpaid work|no fixed (?:address|abode)|fined £"
    r"|suspended sentence|conditional discharge"
    r"|arrested|charged with|on bail|in custody|bankruptcy|scam|thief|burglar\w*)\b)"
)


def _court(around: Around) -> Iterator[Clue]:
    """A court, and no office: a councillor would be called one there."""
    if not holds_office(around.text, around.mention) and not around.speaks:
        head = around.text.split("\n", 1)[0][:200]
        if found := _COURT.search(around.near(140)) or _COURT.search(head):
            yield Clue(-1.5, f"It speaks of a court: {clean(found[0])}")


_OFFICER = re.compile(
    r"\b(?:[Hh]ead of [A-Z][a-z]+|[Dd]irector of [A-Z][a-z]+|[Cc]hief [Ee]xecutive|[Tt]own [Cc]lerk|[Cc]lerk to"
    r"|(?!(?:the|an?|each|every|no|[Ww]elfare|[Mm]embership|[Ss]afeguarding)\s)[\w-]+ [Oo]fficer|[Pp]ennaeth|[Ss]wyddog"
    r"|(?:[A-Z][\w&-]+ ){1,4}(?:Manager|Lead|Adviser|Inspector|Warden|Technician|Assistant|Surveyor|Engineer|Planner"
    r"|Accountant|Superintendent|Foreman|Supervisor|Caretaker)"
    r"|[Ss]ervice [Mm]anager|(?:[Tt]eam|[Pp]roject|[Aa]rea|[Cc]ourse) (?:[Ll]eader|[Mm]anager)|[Cc]o-?ordinator"
    r"|Officers? (?:present|in attendance))\b"
)
_PUBLIC = re.compile(
    r"(?i:\b(?:object(?:s|or|ed|ion)?\b(?! to the (?:motion|amendment))|commenter|members? of the public"
    r"|public (?:speaking|question|speakers?)|(?:lead )?petitioner|complainant|tenant|neighbour|householder"
    r"|interested party|supporter of the application)\b)"
)
_IS_RESIDENT = either(
    "resident villager local_man local_woman local_mum local_dad local_mother local_father local_lad shopper passer-by "
    r"mum-of-\w+ dad-of-\w+ mother-of-\w+ father-of-\w+ "
    "pensioner motorist homeowner taxpayer commuter grandmother grandfather great-grandmother great-grandfather"
)
_RESIDENT = re.compile(rf"(?i),?\s(?:who\s)?(?:is\s)?(?:an?|the)\s(?:[\w-]+\s){{0,3}}?({_IS_RESIDENT})\b")
_RESIDENT_BEFORE = re.compile(rf"(?i)\b({_IS_RESIDENT})[\s,]{{1,2}}\Z")


def _role(around: Around) -> Iterator[Clue]:
    """Somebody who works for a council, speaks to one, or lives there: no member of it."""
    if is_councillor(around.text, around.mention) or at_home(around.text, around.mention, around.subject):
        return
    before, after = around.before.rsplit("\n", 1)[-1], around.sentence.split("\n", 1)[0]
    if found := _OFFICER.search(f"{before[-70:]}\n{after[:60]}"):
        yield Clue(-3.0, f"It speaks of a council's officer: {clean(found[0])}")
    elif found := _PUBLIC.search(f"{before[-50:]}\n{after[:30]}"):
        yield Clue(-3.0, f"It speaks of a member of the public: {clean(found[0])}")
    elif found := _RESIDENT.match(around.after) or _RESIDENT_BEFORE.search(around.before):
        yield Clue(-1.5, f"It speaks of somebody who is no councillor: {clean(found[1])}")


_HIGHER = re.compile(
    r",?\s(?:MP|MSP|MLA|MEP|TD|FRS|FBA)\b|,?\s(?:\w+\s){0,2}[Mm]ember of Parliament"
    r"|\s(?:&|and)\s(?:Sons?|Daughters?|Co)\b|\s(?:Ltd|Limited|LLP|plc)\b"
)
_DOCTOR = re.compile(r"\bDr\b\.?")
_RANK = re.compile(
    r"\b(?:Prof(?:essor)?|Lord|Lady|Baroness|Baron|Revd?|Reverend|Father|Major|Colonel|Captain|Sergeant|Lieutenant"
    r"|Sister|Nurse|Matron|PC|Pastor|Apostle|Imam|Rabbi|Fr|Coach|Private|Pte|Cpl|Sgt|Lt|Capt|Col|Judge|Bishop|Canon)\b\.?(?!:)"
)


_FIRM = re.compile(
    rf"(?i:['\u2019]?s?)[ ](?:(?:&|and|{WORD})[ ]){{0,2}}(?:Plumb\w+|Heating|Electric\w*|Building|Builders"
    r"|Roofing|Estates?|Carpets"
    r"|Motors?|Motorcycles|Garages?|Tyres|Coaches|Taxis|Haulage|Transport|Solicitors|Architects|Associates|Dental|Opticians"
    r"|Photography|Design\w*|Interiors|Kitchens|Windows|Blinds|Drains|Landscap\w+|Gardening|Catering|Cakes|Butchers?|Bakery"
    r"|Funerals?|Opticians|Pharmacy|Stores?|Shop|House|Hall|Court|Lane|Road|Street|Way|Avenue|Close|Terrace|Gardens"
    r"|Memorial|Trophy|Cup|Prize|Foundation|Scholarship|Building|Centre|Academy|School|Salon|Bar|Arms|Services|Properties"
    r"|Scaffolding|Consult\w+)\b"
)
"""What is called after somebody: a firm, a house, a road or a cup."""


def _firm(around: Around) -> Iterator[Clue]:
    """The name is a part of another name."""
    found = _FIRM.match(around.after)
    own = found and any(fold(found[0]).split()[-1] in fold(f.value) for f in around.subject.all(Kind.BUSINESS))
    if found and not own and not is_councillor(around.text, around.mention):
        yield Clue(-3.0, f"The name is a part of another: {clean(around.mention.text + found[0])}")
    elif not holds_office(around.text, around.mention) and (firm := _bears_name(around)):
        yield Clue(-1.2, f"It speaks of a firm of your name: {clean(firm)}")


def _bears_name(around: Around) -> str:
    """A firm of this surname in the heading, which is not the person's own."""
    head = around.text.split("\n", 1)[0][:200]
    last = around.mention.text.split()[-1]
    for found in re.finditer(rf"\b{re.escape(last)}\b", head):
        firm = _FIRM.match(head, found.end())
        if firm and not any(fold(last) in fold(f.value) for f in around.subject.all(Kind.BUSINESS)):
            return last + firm[0]
    return ""


def _office(around: Around) -> Iterator[Clue]:
    """A seat in a parliament, a firm or a rank that the person did not declare."""
    forms = " ".join(fact.value for fact in around.subject.all(Kind.NAME))
    found = _HIGHER.match(around.after) or _RANK.search(around.mention.text) or _RANK.search(around.before[-12:])
    if not found and not is_councillor(around.text, around.mention):
        found = _DOCTOR.search(around.mention.text) or _DOCTOR.search(around.before[-6:])
    firms = " ".join(fact.value for fact in around.subject.all(Kind.BUSINESS))
    if found and clean(found[0]).strip(" ,.") not in f"{forms} {firms}":
        yield Clue(-1.5, f"The name stands with “{clean(found[0]).strip(' ,')}”")


_PARTIES = {
    "labour": "labour lab",
    "conservative": "conservative conservatives con tory",
    "liberal": r"liberal lib_dem ld liberal_democrats?",
    "green": "green grn greens",
    "reform": "reform ref reform_uk",
    "plaid": "plaid plaid_cymru pc",
    "national": "snp scottish_national",
    "ukip": "ukip",
    "alliance": "alliance",
    "unionist": "dup uup tuv democratic_unionist ulster_unionist",
    "sinn": "sinn_f\u00e9in sinn_fein",
    "social": "sdlp",
}
_PARTY_AFTER = {
    name: re.compile(rf"\s?[(,:\u2013-]\s?{either(words)}\b", re.IGNORECASE) for name, words in _PARTIES.items()
}
_PARTY_NAME = {name: re.compile(rf"\b{either(words)}\b") for name, words in _PARTIES.items()}
_PARTY_BIO = {
    name: re.compile(rf"\b{either(words)}\s(?:cllr|councillor|candidate|member|activist|group|party)\b", re.IGNORECASE)
    for name, words in _PARTIES.items()
}


def _party(around: Around) -> Iterator[Clue]:
    """Another of the large parties right behind the name. Weak: people change."""
    own = [fold(fact.value) for fact in around.subject.all(Kind.PARTY)]
    for name in _PARTIES if own else ():
        found = _PARTY_AFTER[name].match(around.after) or _PARTY_BIO[name].search(around.sentence)
        if found and not any(name in party or _PARTY_NAME[name].search(party) for party in own):
            named = clean(found[0]).strip(" (,:\u2013-")
            yield Clue(-2.0, f"It names another party: {named}")
            return


# --- two of one name ------------------------------------------------------------------------------------------------

_SAME_NAME = re.compile(
    r"\b(?:(?:of|with|shares?|sharing) (?:the same|a) name|no relation|namesake|not to be confused with|not related"
    r"|same name as)\b"
)


def _same_name(around: Around) -> Iterator[Clue]:
    """The text itself says that there are two of this name."""
    start = max(0, around.mention.start - elsewhere.NEARBY)
    found = _SAME_NAME.search(around.text, start, around.mention.end + 2 * elsewhere.NEARBY)
    if found and not _is_of_others(around, found):
        titled = is_councillor(around.text, around.mention)
        yield Clue(-2.5 if titled else lifetimes.ANOTHER, "It speaks of two people of this name")


def _is_of_others(around: Around, found: re.Match[str]) -> bool:
    """Two others have one name: "Verity Moxon (no relation)"."""
    said = _NAME_BEFORE.search(around.text, max(0, found.start() - 40), found.start())
    return said is not None and fold(said[1]) not in fold(around.mention.text)


_NAME_BEFORE = re.compile(r"[A-Z][\w'\u2019-]+ ([A-Z][\w'\u2019-]+),? \(?\Z")


_YOUNGER = re.compile(r",?\s\(?(?:jr|jnr|junior|snr|sr|senior|the (?:younger|elder)|ii|iii)\b\)?", re.IGNORECASE)
_OLDER = re.compile(r"\b(?:young(?:er)?|old|elder)\s(?:[A-Z][a-z]+\s)?\Z")
_CHILD_OF = re.compile(
    r"(?i:\b(?:(?:his|her|their) (?:\w+ )?(?:father|mother|dad|mum|grandfather|grandmother|uncle|aunt)"
    r"|(?:the )?(?:son|daughter|grandson|granddaughter|nephew|niece) of)),? (?:(?:the )?(?:(?:\w+ )?(?i:cllr"
    r"|councillor|coun))\.? )?\Z"
)
_HAS_PARENT = re.compile(
    r",?\s(?:the\s|whose\s|(?:eldest|youngest|elder|younger|only)\s)?(?:(?:son|daughter|grandson|granddaughter"
    r"|nephew|niece) of|(?:father|mother|dad|mum) is)\b"
)


def _junior(around: Around) -> Iterator[Clue]:
    """The words "junior" or "son of", which the person does not call themselves."""
    found = _YOUNGER.match(around.after)
    if found and not any(fold(found[0]).strip(" ,()") in fold(f.value) for f in around.subject.all(Kind.NAME)):
        yield Clue(lifetimes.ANOTHER, f"The name is followed by “{clean(found[0]).strip(' ,()')}”")
    elif _HAS_PARENT.match(around.after) or _OLDER.search(around.before):
        yield Clue(-2.5, "It speaks of a parent and a child")
    elif (
        _CHILD_OF.search(around.before)
        and len(around.mention.text.split()) > 1
        and not is_councillor(around.text, around.mention)
    ):
        yield Clue(-1.0, "It speaks of a parent and a child")

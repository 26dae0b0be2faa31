"""Signs that somebody of another place is meant: another council, another town, an address elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footprint.identity.around import PLACE, WORD, Around, Home, clean, home
from footprint.identity.clues import Clue
from footprint.model import Kind
from footprint.places.address import find_address
from footprint.places.postcodes import find_postcodes
from footprint.places.spelling import STREET_WORD, either, fold, words
from footprint.text.home_ground import council_core
from footprint.text.houses import find_houses


def signs(around: Around) -> Iterator[Clue]:
    """Every sign of another place beside a name."""
    known = home(around.subject)
    for sign in (_a_place, _councils, _wards, _stood, _listed, _beside, _said, _lives, _abroad, _fields):
        yield from sign(around, known)


_OF_A_PLACE = re.compile(
    r"\b(?:up|on|over|near|at|to|from|towards|around|behind|in|along|past|above|below|(?:top|foot|side|end|part"
    r"|view|views) of)\s\Z"
)
_LAND = re.compile(rf"(?:\A|[\s-])(?:{STREET_WORD}|wood|woods|field|ford|church|brook|moor|marsh|beach|castle)\Z")


def _a_place(around: Around, _: Home) -> Iterator[Clue]:
    """A name that reads as a place's own: "from the top of Mark Hill"."""
    if _LAND.search(fold(around.mention.text)) and _OF_A_PLACE.search(around.before):
        yield Clue(-4.5, f"It may be the name of a place: {clean(around.mention.text)}")


# --- another council -----------------------------------------------------------------------------------------------

_COUNCIL = re.compile(
    rf"((?:{WORD}\s(?:(?:and|upon|the|of|with|&)\s)?){{1,4}}?)"
    r"((?:Metropolitan\s|London\s|County\s|City\s)?(?:Borough|District|City|County|Town|Parish|Community|Unitary))"
    rf"\s[Cc]ouncil(?:lors?)?\b|\b(?:Borough|City|County|District)\sof\s({PLACE})"
    rf"|\b[Cc](?:llr|ouncillor)\s(?:for|on|at)\s({PLACE})|(?<!/)\b({PLACE})\s(?:[Cc]ouncil|MBC|[BDC]C)\b"
    rf"|\bCyngor (?:\w+ ){{0,2}}({PLACE})|\b[Mm]ayor\sof\s({PLACE})"
)
_BESIDE = re.compile(r"\n[\s,(-]{0,3}(?:(?:of|from|for|on|at|the)\s){0,2}")
_LOCAL = ("Town", "Parish", "Community")
"""Many sit on one of these besides, and some on the county's."""

_NO_NAME = words(
    """
    city county borough district town parish community metropolitan the and upon for ward cllr councillor councillors
    full local former shadow your our new whole every this
    """
)


def _councils(around: Around, known: Home) -> Iterator[Clue]:
    """Another council beside the name, or in the title of the page, while the person's own is not named there."""
    start = max(0, around.mention.start - 60)
    window = around.text[start : around.mention.start] + "\n" + around.text[around.mention.end :][:160]
    head = around.text.split("\n", 1)[0][:300].replace(around.mention.text, "\n")
    cores = [fold(council_core(fact.value)) for fact in around.subject.all(Kind.COUNCIL)]
    for found in (*_COUNCIL.finditer(window), *_COUNCIL.finditer(head)):
        name = next(filter(None, (found[1], *found.groups()[2:])))
        said = set(re.findall(r"\w{3,}", fold(name))) - _NO_NAME
        if not said or said & known.words or fold(name).strip() in known.names or said <= _NO_PLACE:
            continue
        beside = found.string is window and _BESIDE.fullmatch(window[around.mention.start - start : found.start()])
        own = not beside and any(core and core in fold(window + head) for core in cores)
        weight = -1.5 if own or found[2] in _LOCAL else -2.5 if found[2] == "County" else -3.5
        council = found[2] or re.search(r"[Cc]ouncil|Cyngor|MBC", found[0])
        yield Clue(weight, f"It names {'another council: ' if council else ''}{clean(found[0])}")
        return


_WARD = re.compile(
    rf"\b(?:[Ww]ard|[Dd]ivision)\s?:\s?({PLACE})|\b({PLACE})[ ](?:[Ww]ard|[Ee]lectoral\s[Dd]ivision|DEA)\b"
    rf"|\b[Ww]ard\sof\s({PLACE})"
)


def _wards(around: Around, known: Home) -> Iterator[Clue]:
    """Another ward in the line of the name, right behind it, or in the title."""
    if not around.subject.all(Kind.WARD):
        return
    before = around.before.rsplit("\n", 1)[-1]
    head = around.text.split("\n", 1)[0][:300]
    for line in (before, around.after[:120], head):
        found = _WARD.search(line)
        place = next(filter(None, found.groups()), "") if found else ""
        said = set(re.findall(r"\w{3,}", fold(place))) - _NO_NAME
        if said and not known.has(place) and not said <= _NO_PLACE:
            yield Clue(-2.0, f"It names another ward: {clean(place)}")
            return


_STOOD = re.compile(
    rf"\b(?:fight|fights|fought|contest|contests|contested|stand(?:s|ing)?\s(?:for|in)|stood\s(?:for|in)|(?:sits?|sat)\sfor"
    rf"|represents|candidate\s(?:for|in)|elected\s(?:for|to|in)|member\sfor|gained|took|won|holds?|held)\s(?:the\s)?({PLACE})"
    rf"|\b({PLACE})\s(?:[Cc]ouncillor|[Cc]llr)\b(?!\s[A-Z])"
    rf"|\b(?:leader|mayor|member|chair|holder)\s(?:[a-z]+\s){{0,3}}(?:at|of|in)\s(?:the\s)?({PLACE})"
)


def _stood(around: Around, known: Home) -> Iterator[Clue]:
    """Soon behind the name, a seat elsewhere."""
    for found in _STOOD.finditer(around.text[around.mention.end : around.mention.end + NEARBY].split("\n\n", 1)[0]):
        place = found[1] or found[2] or found[3]
        kind = set(fold(place).split()) <= _NO_NAME
        if not kind and _is_elsewhere(place, known) and not _is_party(place, around):
            yield Clue(-2.0, f"It names a seat elsewhere: {clean(place)}")
            return


_LABEL = re.compile(rf"(?m)(?:^|(?<=[.;] ))({PLACE})\s?[:\u2013-]\s?")


def _listed(around: Around, known: Home) -> Iterator[Clue]:
    """In a list by places: the person's own has a line of its own, and the name stands in another's."""
    head = around.text.find("\n") + 1  # "Marchshire: committees" is no entry of the list
    start = around.text.rfind("\n", head, around.mention.start) + 1
    labels = list(_LABEL.finditer(around.text, max(start, around.mention.start - 200), around.mention.start))
    under = labels[-1] if labels else None
    if under and _is_elsewhere(under[1], known):
        other = (
            around.text[max(head, start - 600) : around.mention.start]
            + around.text[around.mention.end : around.mention.end + 600]
        )
        if any(fold(label[1]) in known.names for label in _LABEL.finditer(other)):
            yield Clue(-3.5, f"It lists this person under another place: {clean(under[1])}")


# --- another town ---------------------------------------------------------------------------------------------------

_NO_PLACE = words(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday council councillor parliament party labour conservative conservatives green
    greens liberal democrat democrats reform plaid cymru independent independents lib dem dems tory tories snp bbc
    itv university college school academy committee cabinet group association society trust ltd limited plc uk
    britain england wales scotland northern ireland europe house hall facebook twitter instagram bluesky youtube
    cyngor cynghorydd comhairle comhairliche linkedin wikipedia commons gazette echo news times post herald radio
    service office department ministry campaign friends rotary nhs hospital church parish centre library baths cllr
    councillors planning licensing scrutiny chair ch vc
    chairman leader mayor deputy vice unionist alliance fein sdlp uup dup town hall county ward member members board
    """
)


def _is_elsewhere(place: str, known: Home) -> bool:
    said = set(re.findall(r"\w{2,}", fold(place)))
    return bool(said) and not known.has(place) and not said & _NO_PLACE


_FROM = re.compile(
    r"(?:\s*\([^()\n]{0,30}\))?(?:,\s[^,.()\n]{1,30}(?=,))?,?\s*(?:who\s)?(?:is\s|was\s"
    r"|aged\s)?(?:[0-9]{1,3},?\s)?(?:(?:an?|the)\s(?:[\w-]+\s){1,4}?)?"
    rf"(?:(?P<firm>of|from|based\sin|(?:who\s)?liv(?:es|ing)\sin)|in)\s(?P<place>{PLACE})"
)
_PLACE_BEFORE = re.compile(rf"({PLACE})(?:['\u2019]s|-based|-born)\s(?:[a-z]+\s){{0,3}}\Z")
_CLUB = re.compile(rf"\s?[(\[]({PLACE})[)\]]")
_COMMA = re.compile(rf",\s({WORD}(?:[ -](?:on|upon|in|le|the|under|by|next)[ -]{WORD})?)(?=[;.\n]|\Z)")


_TEAM = re.compile(
    rf"[,(\s-]{{1,3}}({WORD})\s(?:A\.?C|R?F\.?C|C\.?C|G\.?C|YFC|W\.?I|Harriers|Quilters|Runners|Striders|Wheelers"
    rf"|Rovers|Town|United"
    r"|Athletic|Bowls|Golf|Cricket|Rugby|Tennis|Players|Singers|Bakers|Anglers|Road\sRunners)\b"
)


def _beside(around: Around, known: Home) -> Iterator[Clue]:
    """Signs such as "of Port Gannet", "(Port Gannet)" or "Port Gannet's", right beside the name."""
    after, before = _FROM.match(around.after), _PLACE_BEFORE.search(around.before)
    if (
        after
        and _is_elsewhere(after["place"], known)
        and not re.match(r"\s(?:\w+\s)?[Cc]ouncil", around.after[after.end() :])
    ):
        yield Clue(-3.5 if after["firm"] else -2.0, f"It places this person in {clean(after['place'])}")
    elif before and _is_elsewhere(before[1], known):
        yield Clue(-3.5, f"It places this person in {clean(before[1])}")
    elif (
        (found := next(filter(None, (pattern.match(around.after) for pattern in (_CLUB, _COMMA, _TEAM))), None))
        and _is_elsewhere(found[1], known)
        and not _is_party(found[1], around)
        and not _bears_surname(found[1], around)
    ):
        yield Clue(-1.8, f"It names {clean(found[1])} beside the name")


def _bears_surname(name: str, around: Around) -> bool:
    """A firm of their own name: "W. J. Quillfeather (Quillfeather Feeds)"."""
    lasts = (last for fact in around.subject.all(Kind.NAME) for last in fold(fact.value).split()[-1:])
    return any(re.search(rf"\b{re.escape(last)}\b", fold(name)) for last in lasts)


def _is_party(name: str, around: Around) -> bool:
    own = " ".join(fold(fact.value) for fact in around.subject.all(Kind.PARTY))
    return any(word in own for word in re.findall(r"\w{3,}", fold(name))) or name.isupper()


_LIVES_IN = re.compile(
    r"\b(?P<from>grew\sup|born|raised|brought\sup)?(?(from)|(?:lives?|living|lived|based|resid(?:es|ing|ent)"
    r"|teach(?:es|ing)"
    r"|stud(?:ies|ying|ied)"
    rf"|studio|workshop|shop|clinic|practice|surgery|office|farms?|works?|working))\s(?:[a-z]+\s){{0,2}}(?:in|at"
    rf"|near|of)\s(?:the\s)?({PLACE})"
)


def _said(around: Around, known: Home) -> Iterator[Clue]:
    """A sentence soon after the name says where its bearer lives or works."""
    text = around.text[around.mention.end : around.mention.end + 260].split("\n\n", 1)[0]
    found = _LIVES_IN.search(text)
    if found and _is_elsewhere(found[2], known):
        yield Clue(-1.0 if found["from"] else -2.0, f"It says where this person is from: {clean(found[2])}")
    elif around.bio:
        place = re.search(rf"\b(?:in|from|near|at)\s({PLACE})", text)
        if place and _is_elsewhere(place[1], known):
            yield Clue(-2.0, f"It places this person in {clean(place[1])}")


_LIVES = re.compile(r"\b(?:lives?|lived|living|home|house|resident|resides?|of)\b[^.!?\n]{0,60}\Z")
NEARBY = 240
_BEHIND = 12


def _lives(around: Around, known: Home) -> Iterator[Clue]:
    """An address elsewhere, where this person lives."""
    start = max(0, around.mention.start - 60)
    window = around.text[start : around.mention.end + NEARBY]
    end = around.mention.end - start
    homes = around.subject.private(Kind.ADDRESS)
    for span in find_houses(window):
        said = window[span.start : span.end]
        ours = any(any(find_address(said, fact.value)) for fact in around.subject.all(Kind.ADDRESS))
        place = re.split(r"[,\n]", said, maxsplit=1)[-1] if re.search(r"[,\n]", said) else ""
        lives = _LIVES.search(window, 0, span.start)
        if lives and place and not ours and _is_elsewhere(place, known):
            yield Clue(-3.0, "It gives this person an address in another place")
            return
        if homes and not ours and end <= span.start <= end + _BEHIND:
            yield Clue(-1.8, "It gives this person another address than yours")
            return


_WORLD = either(
    """
    Dublin Galway Cork Limerick Paris Berlin Munich Madrid Barcelona Lisbon Rome Milan Amsterdam Rotterdam Brussels
    Vienna Zurich Geneva Copenhagen Stockholm Oslo Helsinki Warsaw Prague Budapest Athens Istanbul Moscow Kyiv Dubai
    Doha Mumbai Delhi Pune Bangalore Chennai Kolkata Karachi Lahore Dhaka Lagos Nairobi Accra Johannesburg Cape_Town
    Cairo Singapore Tokyo Osaka Seoul Beijing Shanghai Bangkok Manila Jakarta Sydney Melbourne Brisbane Perth_WA
    Adelaide Canberra Auckland Christchurch_NZ Toronto Montreal Vancouver Ottawa Calgary Edmonton Halifax_NS New_York
    Brooklyn Chicago Boston_MA Seattle Portland_OR San_Francisco Los_Angeles Denver Houston Dallas Austin Atlanta
    Miami Philadelphia Phoenix Detroit Minneapolis Nashville Boise California Texas Florida Ohio Idaho Oregon
    Pennsylvania Michigan Illinois Massachusetts Virginia Colorado Arizona Minnesota Tennessee Queensland Ontario
    Alberta Quebec Nova_Scotia British_Columbia New_South_Wales Victoria,_Australia United_States USA Canada
    Australia New_Zealand South_Africa India Pakistan Bangladesh Nigeria Ghana Kenya France Germany Spain Portugal
    Italy Netherlands Belgium Switzerland Austria Denmark Sweden Norway Finland Poland Brazil Argentina Mexico Chile
    Japan China Malaysia Hong_Kong Sri_Lanka Jamaica
    """
)
_CITIES = either(
    """
    London Birmingham Manchester Liverpool Leeds Sheffield Bristol Newcastle Nottingham Leicester Coventry Bradford Hull
    Plymouth Southampton Portsmouth Brighton Oxford Cambridge Norwich York Exeter Bath Derby Cardiff Swansea Newport
    Bangor Wrexham Caerdydd Nghaerdydd Abertawe Edinburgh Glasgow Aberdeen Dundee Inverness Stirling Perth Belfast Derry
    """
)
_CITY = re.compile(rf"\b{_CITIES}\b(?! (?:Road|Street|Lane|United|City|University))")
_ABROAD = re.compile(rf"\b(?:{_WORLD})\b")


def _abroad(around: Around, known: Home) -> Iterator[Clue]:
    """A city or country far away beside the name, where no office is named. Weak: people travel."""
    found = _ABROAD.search(around.near(120)) or (_CITY.search(around.near(200)) if around.bio else None)
    if found and not known.has(found[0]):
        yield Clue(-2.0 if around.bio else -1.5, f"It names {clean(found[0])} beside the name")


# --- the fields of a record -------------------------------------------------------------------------------------------

_WHERE = re.compile(r"(?i)\b(?:address|site|location|premises|town|registered\soffice|based|place)\b")
_AUTHORITY = re.compile(r"(?i)\b(?:authority|council|district|borough|area)\b")
_NATION = words("scotland england wales northern ireland united kingdom uk gb great britain")
_STREET = re.compile(rf"(?i)(?:\A|\s)(?:{STREET_WORD})\.?\Z")


def _fields(around: Around, known: Home) -> Iterator[Clue]:
    """An address or an authority of a record, elsewhere or here."""
    for label, value in around.fields:
        if _WHERE.search(label) and "mail" not in fold(label):
            yield from _address(value, around, known)
        elif _AUTHORITY.search(label) and not re.search(r"(?i)council\b|\bnone\b", value):
            core = fold(council_core(value))
            if core in {fold(council_core(fact.value)) for fact in around.subject.all(Kind.COUNCIL)}:
                yield Clue(1.5, f"It is a matter of your council, {clean(value)}")
            elif core and not known.has(value):
                yield Clue(-2.5, f"It is a matter of another council: {clean(value)}")


def _address(value: str, around: Around, known: Home) -> Iterator[Clue]:
    own = {fact.value for fact in around.subject.all(Kind.POSTCODE)}
    codes = [value[start:end].upper().replace(" ", "") for start, end in find_postcodes(value)]
    areas = {re.match(r"[A-Z]+", code) for code in codes}
    ours = {re.match(r"[A-Z]+", code) for code in own}
    far = areas and ours and not {m[0] for m in areas if m} & {m[0] for m in ours if m}
    parts = [re.sub(r"\b\w*[0-9]\w*\b", " ", part).strip() for part in re.split(r"[,\n]", value)]
    places = [p for p in parts if re.search(r"[^\W\d]{3}", p) and not set(fold(p).split()) & _NATION]
    if any(known.has(place) for place in places):
        return
    places = [place for place in places if not _STREET.search(place)]
    if places or far:
        place = f": {clean(places[-1])}" if places else ""
        yield Clue(-2.5 if far else -2.0, f"It gives an address in another place{place}")

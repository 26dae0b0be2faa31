"""Are these two names of one person? Titles, order, initials, nicknames and post-nominals are seen through.

Parsed parts are compared, never a fuzzy ratio: "Owen Price" and "Owen Prince" are nearly the same letters and two
people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice, pairwise, takewhile

from nameparser import HumanName
from nameparser.config import Constants
from nicknames import NickNamer

MOST = 1000


class NameMatch(StrEnum):
    """How well two names agree."""

    SAME = "same"
    """Given names and surname agree, whatever their titles and order."""
    FORM = "form"
    """One may be a form of the other: initials, a nickname, a part of it."""
    DIFFERENT = "different"

    @property
    def rank(self) -> int:
        """2 for the same name, 0 for another."""
        return (NameMatch.DIFFERENT, NameMatch.FORM, NameMatch.SAME).index(self)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name in a text: `text[start:end]`, and how well it agrees."""

    start: int
    end: int
    text: str
    match: NameMatch


def same_person_name(a: str, b: str) -> NameMatch:
    """Whether two names may be one person's: "Cllr R M Quillfeather OBE" and "QUILLFEATHER, Rosalind Mary" may."""
    return _agree(_parse(a), _parse(b))


def closest(name: str, forms: Iterable[str]) -> NameMatch:
    """How well a name agrees with the one of a person's own forms that it agrees with best."""
    matches = (same_person_name(name, form) for form in forms)
    return max(matches, key=lambda match: match.rank, default=NameMatch.DIFFERENT)


def find_names(text: str, name: str) -> Iterator[Occurrence]:
    """The places in a text where the name, or a form of it, stands. Another first name before the surname is none.

    The surname is looked at `MOST` times; a text that has it more often says nothing new, or is built to waste time.
    """
    surname = _surname(name)
    if surname is None:
        return
    plain = _plain(text)
    family = _plain(name).split()[-1]
    for found in islice(surname.finditer(plain), MOST):
        spans = list(_spans(plain, found.start(), found.end()))
        if " " in found[0] and _letters_of(found[0]) == _letters_of(family):  # "O Hanveigh", "Mac Corrodale"
            spans = [(said.replace(found[0], family), start, end) for said, start, end in spans]
        read = [(same_person_name(said, name), end - start, start, end) for said, start, end in spans]
        read += [
            (m, e - s, s, e) for s, e, said in _broken(plain, *found.span()) if (m := same_person_name(said, name))
        ]
        match, _, start, end = max(read, key=lambda r: (r[0].rank, r[1]), default=(NameMatch.DIFFERENT, 0, 0, 0))
        if match is not NameMatch.DIFFERENT:
            yield Occurrence(start, end, text[start:end], match)


def _letters_of(family: str) -> str:
    return _clan(tuple(_WORD.findall(family.lower())))


# --- a name in its parts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name in lower case without accents: initials are single letters, a double-barrelled surname two words."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    called: str = ""


_WELSH = re.compile(r"\b(?:y\s+)?(?:cynghorydd|cynghorwr|cyngh?)\b\.?(?=\s)", re.IGNORECASE)
_OFFICE = re.compile(r"^(?:the|leader|deputy|vice|chair\w*|mayor\w*|cabinet|portfolio)\b[^,]*,\s*", re.IGNORECASE)
_REMARK = re.compile(r"\s[-/\u2013\u2014]\s|[|•·#@:;]")
_CAPITAL_SURNAME = re.compile(r"^([^\W\d_a-z]{3}[^\s,a-z]*)\s+(?=\S*[a-z])")
_WORD = re.compile(r"[^\W\d_]+")
_PLAINER = str.maketrans(
    "\u2018\u2019\u02bc\u201c\u201d\u00a0\u2010\u2011\u0141\u0142\u00d8\u00f8\u0110\u0111\u0131", "'''\"\" --LlOoDdi"
)
_LONGEST = 200
_INITIALS = 3
_SHORT, _LONG = 3, 6


@cache
def _constants() -> Constants:
    """The parser's own words, and the titles of local government that it lacks."""
    constants = Constants()
    constants.titles.add("cllr", "cllrs", "councillor", "alderman", "alderwoman", "mayor", "mayoress")
    return constants


@lru_cache(maxsize=4096)
def _parse(name: str) -> _Parts:
    """A name as anyone may have written it, in its parts."""
    plain = _WELSH.sub("Cllr", _plain(name[:_LONGEST])).strip()
    plain = _OFFICE.sub("", _REMARK.split(plain, maxsplit=1)[0].strip())
    surname = _CAPITAL_SURNAME.match(plain)
    if surname and surname[1].lower().rstrip(".") not in _constants().titles:
        plain = f"{surname[1]}, {plain[surname.end() :]}"
    read = HumanName(plain, constants=_constants())
    given, family = _words(f"{read.first} {read.middle}", initials=True), _words(read.last)
    called = _words(read.nickname)
    if not family:  # one word alone is nobody's first name that could be looked for
        *rest, last = f"{read.first} {read.middle}".split() or [""]
        given, family = _words(" ".join(rest), initials=True), _words(last)
    return _Parts(given, family, called[0] if len(called) == 1 else "")


def _words(text: str, *, initials: bool = False) -> tuple[str, ...]:
    """Words in lower case; "R.M." and, beside names in mixed case, "RM" are two initials."""
    words: list[str] = []
    for word in text.replace("'", "").replace(".", " ").split():
        parts = _WORD.findall(word)
        for part in parts:
            capitals = initials and part.isupper() and len(part) <= _INITIALS and not re.search("[AEIOUY]", part)
            words.extend(part.lower() if capitals else (part.casefold(),))
    return tuple(words)


def _plain(text: str) -> str:
    """The text without accents, curly quotes and odd blanks, of the same length."""
    return text if text.isascii() else _unaccented(text)


class _Plain(dict[int, str]):
    """Fills itself with the plain form of each character that is asked for."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFD", chr(code).translate(_PLAINER))[0]
        return self[code]


_PLAINS = _Plain()


@lru_cache(maxsize=4)
def _unaccented(text: str) -> str:
    return text.translate(_PLAINS)


# --- two names side by side -------------------------------------------------------------------------------------


def _agree(a: _Parts, b: _Parts) -> NameMatch:
    """Surnames first: without one in common nothing else counts."""
    if not a.family or not b.family:
        return NameMatch.DIFFERENT
    if a.given + a.family == b.given + b.family:
        return NameMatch.SAME
    if a.family != b.family and _clan(a.family) != _clan(b.family) and not _barrelled(a.family, b.family):
        return NameMatch.DIFFERENT
    given = max((_agree_given(x, y) for x in _callings(a) for y in _callings(b)), key=lambda match: match.rank)
    return given if a.family == b.family or given is NameMatch.DIFFERENT else NameMatch.FORM


_CLAN = re.compile(r"\bma?c(?=[a-z]{3})")


def _clan(family: tuple[str, ...]) -> str:
    """A surname with "Mac", "Mc" and a blank behind either taken for one."""
    return _CLAN.sub("mc", "".join(family))


def _callings(parts: _Parts) -> tuple[tuple[str, ...], ...]:
    """The given names, and those with the name in brackets in the first one's place."""
    return (parts.given, (parts.called, *parts.given[1:])) if parts.called else (parts.given,)


def _barrelled(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """One surname is the first or last half of the other: "Quillfeather" and "Quillfeather-Jones"."""
    short, long = sorted((a, b), key=len)
    return len(short) < len(long) and short in (long[: len(short)], long[-len(short) :])


def _agree_given(a: tuple[str, ...], b: tuple[str, ...]) -> NameMatch:
    """Given names one by one. A surname alone is a part of the name; a contradicting middle name is another's."""
    if a == b:
        return NameMatch.SAME
    if not a or not b or all(alike(x, y) for x, y in zip(a, b, strict=False)):
        return NameMatch.FORM
    short, long = sorted((a, b), key=len)
    by_middle_name = len(short) == 1 and len(short[0]) > 1 and short[0] in long[1:]
    return NameMatch.FORM if by_middle_name else NameMatch.DIFFERENT


_ONE_NAME = """
    mary mair mairi mhairi maire moira | john sean sion ian iain eoin ieuan ifan evan | david dafydd dai dewi daibhidh
    | william gwilym liam uilleam | james seamus seumas hamish | margaret marged mairead maighread | kenneth coinneach
    | jane sian sine sheena | janet seonaid sioned | catherine katherine kathryn catrin catriona caitriona katrina
    | alexander alasdair alistair alastair | hugh huw uisdean | thomas tomos tomas | stephen steven steffan
    | donald domhnall | norman tormod | angus aonghas | callum calum | finlay fionnlagh | ewan euan eoghan | owen owain
    | rory ruairidh ruaridh ruairi | patrick padraig padraic | helen elin ellen eilidh | isabel isobel ishbel iseabail
    | ann anne anna | alan allan allen alun | geoffrey jeffrey | philip phillip | graham graeme | sara sarah
    | mohammed muhammad mohammad mohamed muhammed | brian bryan | lesley leslie | neil niall neal | eric erik
    | karen caren | marc mark | nicholas nicolas | teresa theresa | elizabeth elisabeth ealasaid | clare claire
    | robert raibeart rhobat | peter peadar pedr | paul pol | michael mihangel micheal | george sior seoras
    | richard risteard rhisiart | martin martyn | deborah debra | jonathan johnathan | rachel rachael
    | rebecca rebekah | kirsteen kirsty christine cairistiona | bridget brigid brid | charles tearlach siarl
"""
_SAME = {name: group.split()[0] for group in _ONE_NAME.split("|") for name in group.split()}
"""First names that are one in English, Welsh, Gaelic or another spelling → the first of them."""


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


def alike(a: str, b: str) -> bool:
    """The same name, its initial, a nickname, or its first three letters ("Ros" for Rosalind)."""
    short, long = sorted((a, b), key=len)
    if short == long or (len(short) == 1 and long.startswith(short)):
        return True
    if len(short) == _SHORT and len(long) >= _LONG and long.startswith(short):
        return True
    if _SAME.get(short, short) == _SAME.get(long, long):
        return True
    names = _nicknames()
    return a in names.nicknames_of(b) or b in names.nicknames_of(a)


def is_given_name(word: str) -> bool:
    """Whether a word is known as a first name, or as short for one; many that are first names are not known."""
    plain = word.casefold()
    return plain in _SAME or bool(_nicknames().nicknames_of(plain) or _nicknames().canonicals_of(plain))


# --- a name in a text -------------------------------------------------------------------------------------------

_NAME = r"[^\W\d_][\w'-]*|(?:[^\W\d_][\w'-]{0,3}\.)+"  # a longer word with a full stop ends a sentence
_BEFORE = re.compile(rf"(?:(?:\b(?:{_NAME})|&|[\"'(][^\W\d_]+[\"')]) +|\b[^\W\d_]\.)\Z")
_GIVEN = r" +[^\W\d_a-z][\w'-]*\.?"
_NEXT_GIVEN, _NEXT = re.compile(_GIVEN), re.compile(",?" + _GIVEN)
_NEXT_PERSON = re.compile(r", (?:[A-Z](?:\.|(?= )) ?){1,3}[A-Z][\w'-]+(?=[,;.\n]| and |\Z)")
"""In a list of surnames with their initials the next one: "Quillfeather, K. Marchbanks"."""

_LIST = re.compile(
    r"(?:\b(?i:cllrs|councillors|members|present)\b:?(?: [A-Z][\w'-]+,)?"
    r"|[:,][ ][A-Z][\w'-]+(?: \([^()\n]{1,20}\))?,)[ ]\Z"
)
_NEXT_SURNAME = re.compile(r", [A-Z][\w'-]+(?=,| and | & )")
"""In a list of surnames alone: "Councillors Marchbanks, Quillfeather, Speers and Webb"."""

_FAR = 60
_JOINTS = {"and", "&", "ac"}
_NEIGHBOURS = 4
_TITLE = re.compile(
    r"(?:cllrs?|councillors?|coun|cr|ald|alderman|mrs?|ms|miss|mx|dr|sir|dame|cynghorydd|cyngh?|mayor)\.?",
    re.IGNORECASE,
)


_PARTICLES = frozenset({"van", "von", "der", "den", "de", "du", "da", "di", "la", "le", "ap", "ab"})


def _surname(name: str) -> re.Pattern[str] | None:
    """A pattern for the surname in any spelling of its hyphens and apostrophes; None for a name without letters."""
    family = _parse(name).family
    if not family:
        return None
    joined, particles = r"[\s-]?", list(takewhile(_PARTICLES.__contains__, family[:-1]))
    words = joined.join(_letters(word) for word in family[len(particles) :])
    if particles:  # lists part them from the name: "Oosterwick, Peter van"
        words = f"(?:{joined.join(particles)}{joined})?{words}"
    return re.compile(rf"(?<![\w'@/-])(?<!\w\w\.){words}(?![\w@-])", re.IGNORECASE)


def _letters(word: str) -> str:
    """One word of a surname: "O'Brien" was read as "obrien", and "McKay" may be "Mac Kay"."""
    if clan := _CLAN.match(word):
        return rf"ma?c[ -]?{re.escape(word[clan.end() :])}"
    after_o = "['\\s]?" if word.startswith("o") else "'?"
    return re.sub(r"^([a-z])([a-z]?)", lambda m: f"{m[1]}{after_o}{m[2]}'?", re.escape(word))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What the name around a surname may be, as (name, start, end): with the words before it, else those after it."""
    starts = list(_starts_before(text, start, text[start:end]))
    yield from ((text[s:end], s, end) for s in starts if _opens(text[s:start], text[start]))
    yield from _shared(text, starts, start, end)
    before = text[starts[0] : start].strip() if starts else ""
    if before[:1].isupper() and not _TITLE.fullmatch(before) and before.lower() not in _PARTICLES:
        return  # another person's first name, or a word that opens a sentence
    after = list(_ends_after(text, end))
    yield from ((f"{text[start:end]}, {text[end:e].strip(' ,')}", start, e) for e in after)
    if _NEXT_PERSON.match(text, end) or (
        _NEXT_SURNAME.match(text, end) and _LIST.search(text, max(0, start - 60), start)
    ):
        after = []
    if not after and not (text[start].isupper() and _NEXT_GIVEN.match(text, end)):
        yield text[start:end], start, end


_LINE_BEFORE = re.compile(r"(?:\A|[^\w'-])([^\W\d_a-z][^\W\d_'A-Z]+)[ ]?\n\Z")
_LINE_AFTER = re.compile(r"[ ]?\n([^\W\d_a-z][^\W\d_'A-Z]+(?: [^\W\d_a-z][^\W\d_'A-Z]*)?)(?=[ ]?\n)")


def _broken(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """A name over two lines, as (start, end, name): the given name ends one, or alone makes up the next."""
    if before := _LINE_BEFORE.search(text, max(0, start - 30), start):
        yield before.start(1), end, f"{before[1]} {text[start:end]}"
    if text[max(0, start - 1) : start] in ("", "\n") and (after := _LINE_AFTER.match(text, end)):
        yield start, after.end(), f"{text[start:end]}, {after[1]}"


def _opens(words: str, surname: str) -> bool:
    """A name may open with these words: not with "and", nor in small letters where the surname has a capital."""
    return words.split(maxsplit=1)[0].lower() not in _JOINTS and not (surname.isupper() and words[0].islower())


def _starts_before(text: str, start: int, surname: str) -> Iterator[int]:
    """Where the words right before a surname begin, the nearest first; in the same line, behind the name before."""
    for _ in range(_NEIGHBOURS):
        found = _BEFORE.search(text, max(0, start - 40), start)
        if found is None or found[0].strip().lower() == surname.lower():
            return
        start = found.start()
        yield start


def _shared(text: str, starts: list[int], start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Two who share a surname: "Rosalind and Tobias Quillfeather" names Rosalind too."""
    words = [(text[s:e].strip(), s) for s, e in zip(starts, [start, *starts], strict=False)]
    for (joint, at), (_, first) in pairwise(words):
        if joint.lower() in _JOINTS:
            yield f"{text[first:at]}{text[start:end]}", first, end


def _ends_after(text: str, end: int) -> Iterator[int]:
    """Where the given names after a surname end: "Quillfeather, Rosalind", in lists without a comma."""
    found = _NEXT.match(text, end)
    while found and found.end() < end + _FAR:
        yield found.end()
        found = _NEXT_GIVEN.match(text, found.end())

"""One spelling for many: letters without case and accents, and the words of street names with their short forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = {
    **dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00a0\u2007\u202f\u2009\t", " "),
    **dict(zip("\u0141\u0142\u00d8\u00f8\u0110\u0111\u0131", "llooddi", strict=True)),
}


class _Folds(dict[int, str]):
    """Fills itself with the plain form of each character that is asked for."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFD", _SAME.get(character, character))[0].lower()
        self[code] = plain if len(plain) == 1 else character
        return self[code]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in small letters without accents, its quotes, dashes and blanks plain; of the very same length."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\t", " ")
    return _folded(text) if len(text) > _LONG else text.translate(_FOLDS)


_LONG = 2000


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """A page is folded once, though much is looked for in it."""
    return text.translate(_FOLDS)


def words(line: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(line.split())


def either(line: str) -> str:
    """A pattern for any of the words of a line, the longest first; "_" stands for blanks inside one."""
    alternatives = sorted(line.split(), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(alternatives).replace("_", r"\s") + ")"


_SHORT_FORMS = {
    "avenue": "ave av",
    "close": "cl",
    "court": "ct crt",
    "crescent": "cres cresc",
    "drive": "dr drv",
    "gardens": "gdns gdn",
    "green": "grn",
    "grove": "gr grv",
    "lane": "ln la",
    "mount": "mt",
    "parade": "pde",
    "park": "pk",
    "place": "pl",
    "road": "rd",
    "square": "sq",
    "street": "st str",
    "terrace": "terr ter",
    "way": "wy",
    "wharf": "whf",
    "yard": "yd",
}
"""Kinds of street that are often shortened, as the last word of a street's name."""

_WRITTEN_OUT = (
    "approach|bank|bottom|bridge|broadway|bypass|chase|circus|common|croft|cross|cut|dale|dene|down|downs|end|"
    "esplanade|fields|fold|garth|gate|glade|glebe|hill|hollow|island|lea|leys|maltings|meadow|meadows|mews|mill|"
    "orchard|paddock|passage|path|pathway|pastures|pines|promenade|quay|reach|ridge|rise|row|side|slip|spinney|"
    "stairs|strand|turn|vale|view|villas|walk|wynd|ffordd|heol|lon|stryd|brae|loan|vennel|pend|heights|lawns|mead|woods|moorings|cottages|parc|clos|"
    "maes|rhodfa|terrasse|hythe|staithe|warren|barns|farm|wells|copse|ridings|limes|elms|oaks|steps"
)
"""Kinds of street that are written out."""

_QUALIFIERS = {"north": "n", "south": "s", "east": "e", "west": "w"}
_WORDS = {
    "saint": "st",
    "upper": "upr up",
    "lower": "lwr lr",
    "great": "gt",
    "little": "lt",
    "house": "hse ho",
    "cottage": "cott cotts",
    "apartments": "apts",
    "apartment": "apt",
    "buildings": "bldgs",
    "building": "bldg",
    "and": "&",
}
STREET_WORD = "|".join(
    sorted({*_SHORT_FORMS, *_WRITTEN_OUT.split("|"), *" ".join(_SHORT_FORMS.values()).split(), *_QUALIFIERS})
)
"""Alternatives of a pattern: whatever stands last in a street's name."""


def _families(short_forms: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Every spelling of a word, by each of its spellings."""
    families = [(word, *short.split()) for word, short in short_forms.items()]
    return {spelling: family for family in families for spelling in family}


_FIRST = _families({**_WORDS, "mount": "mt"})
_LATER = {**_FIRST, **_families({**_SHORT_FORMS, **_QUALIFIERS})}


_TOO_SHORT = 2


def spellings(name: str) -> str:
    """A pattern for the name of a street, house or town in any usual spelling, to be used on folded text.

    "St Mary's Road" is also "Saint Marys Rd.", "Saint-Mary's road". Empty for a name without letters or digits.
    """
    words = re.findall(r"[^\W_][^\W_']*(?:'[^\W_]+)*|&", fold(name))
    patterns = [_word(word, _LATER if place else _FIRST) for place, word in enumerate(words)]
    return r"[\s.-]{1,3}".join(patterns)


def is_variable(word: str) -> bool:
    """Whether a word of a street's name is spelt in several ways."""
    return word in _LATER


def _word(word: str, families: dict[str, tuple[str, ...]]) -> str:
    """One word, long or short, with or without its apostrophe: "mary's" and "marys"."""
    return "(?:" + "|".join(_apostrophes(one) for one in families.get(word, (word,))) + ")"


def _apostrophes(word: str) -> str:
    *start, end = word.split("'")
    if not start and len(end) > _TOO_SHORT and end.endswith("s"):
        start, end = [end[:-1]], "s"
    return "'?".join(re.escape(part) for part in (*start, end))


def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters: the same for every spelling of a value."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())

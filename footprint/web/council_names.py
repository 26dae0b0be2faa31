"""What a council's domain may be called, by the council's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footprint.places.spelling import fold

_KIND_OF_COUNCIL = frozenset(
    (
        *("the", "council", "councils", "london", "royal", "city", "borough", "county", "district", "metropolitan"),
        *("unitary", "authority", "corporation", "town", "parish", "community"),
        *("cyngor", "sir", "dinas", "bwrdeistref", "sirol", "tref", "cymuned", "y", "yr"),
    )
)
_JOINTS = frozenset(("and", "a", "ac", "upon", "on", "in", "with", "under"))
_SPELLINGS = 4
_SHIRES = {
    "bedfordshire": "beds",
    "buckinghamshire": "bucks",
    "cambridgeshire": "cambs",
    "derbyshire": "derbys",
    "gloucestershire": "glos",
    "hampshire": "hants",
    "hertfordshire": "herts",
    "lancashire": "lancs",
    "leicestershire": "leics",
    "lincolnshire": "lincs",
    "northamptonshire": "northants",
    "nottinghamshire": "notts",
    "oxfordshire": "oxon",
    "staffordshire": "staffs",
    "wiltshire": "wilts",
    "worcestershire": "worcs",
}
_SHORT = {
    "metropolitan borough council": "mbc",
    "metropolitan district council": "mdc",
    "district council": "dc",
    "borough council": "bc",
    "county council": "cc",
    "city council": "cc",
}
"""How some domains end that would be taken without it."""


def slugs(council: str) -> tuple[str, ...]:
    """What a council's domain may be called, the likeliest first: "Epsom & Ewell Borough Council" → epsom-ewell."""
    halves = [half for half in re.split(r"[/|;(),]| [-\u2013\u2014] ", council) if half.strip()]
    # of a name in two languages, the half that domains mostly follow
    halves.sort(key=lambda half: re.search(r"\bcouncil\b", half, re.IGNORECASE) is None)
    found = list(dict.fromkeys(slug for half in halves for slug in _spellings(half)))
    short = next((short for kind, short in _SHORT.items() if kind in fold(council)), "")
    longer = [f"{found[0]}{short}"] if found and short else []
    return tuple(dict.fromkeys((*found[: _SPELLINGS - 1], *longer)))


def _spellings(name: str) -> Iterator[str]:
    plain = re.sub(r"['\u2019.]", "", fold(name).replace("&", " and "))
    plain = re.sub(r"\bsaint\b", "st", plain)
    words = re.findall(r"[a-z0-9]+", plain)
    words = [word for word in words if word not in _KIND_OF_COUNCIL]
    while words and words[0] in ("of", "and"):
        words.pop(0)
    if not words:
        return
    joint = next((at for at, word in enumerate(words) if word in _JOINTS and 0 < at < len(words) - 1), 0)
    hyphened = "-".join(word for word in words if word not in _JOINTS)
    if joint and words[joint] in ("and", "a", "ac"):
        yield from (hyphened, "".join(words), "".join(words[:joint]))
    elif joint:
        yield from ("".join(words[:joint]), "".join(words), "-".join(words))
    else:
        shorter = "".join(_SHIRES.get(word, word) for word in words)
        yield from ("".join(words), shorter, "-".join(words))

"""Number plates of the United Kingdom, told by their form.

DVLA, "Vehicle registration numbers and number plates" (INF104): since 2001 two letters for the region, two digits for
the half-year, three letters; before that a letter for the year in front (1983) or behind (1963); before that none. In
Northern Ireland I or Z stands among the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from typing import NamedTuple

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar.confusions import bare, mended, skeleton, stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import below, joined, rows, stacks
from footprint.photos.look.grammar.programs import is_program
from footprint.places.postcodes import locate, normal_postcode


class _Form(NamedTuple):
    """A form of plate: its shape, what stands where, where a blank may be, how many signs may have been misread.

    `loose`: much else has that form, and it is one only where the badge of the country stands before it.
    """

    name: str
    shape: str
    pattern: re.Pattern[str]
    blanks: frozenset[int]
    mends: int
    loose: bool = False


_CURRENT = _Form(
    "since 2001",
    "LLDDLLL",
    re.compile(r"[A-HK-PRSV-Y][A-HJ-PR-Y]([0-9]{2})[A-HJ-PR-Z]{3}"),
    frozenset({2, 4}),
    2,
)
_IRISH = r"(?:[A-Z]?(?:[A-HJ-NO-PR-WXYZ]Z|I[ABGJLW]|[JOUX]I))"


def _forms() -> Iterator[_Form]:
    yield _CURRENT
    for digits in (1, 2, 3):
        first = re.compile(rf"[A-HJ-NPRSTVWXY][1-9][0-9]{{{digits - 1}}}[A-HJ-PR-Y]{{3}}")
        last = re.compile(rf"[A-HJ-PR-Y]{{3}}[1-9][0-9]{{{digits - 1}}}[A-HJ-NPRSTVWXY]")
        mends, loose = (1, False) if digits > 1 else (0, True)
        yield _Form("of 1983 to 2001", "L" + "D" * digits + "LLL", first, frozenset({1 + digits}), mends, loose)
        yield _Form("of 1963 to 1983", "LLL" + "D" * digits + "L", last, frozenset({3}), mends, loose)
    yield _Form("of Northern Ireland", "LLLDDDD", re.compile(rf"{_IRISH}[1-9][0-9]{{3}}"), frozenset({3}), 0)
    yield _Form("of Northern Ireland", "LLDDDD", re.compile(rf"{_IRISH}[1-9][0-9]{{3}}"), frozenset({2}), 0)
    for letters in (2, 3):
        for digits in (3, 4):
            if letters + digits > _LONGEST_DATELESS:
                continue
            number = rf"[1-9][0-9]{{{digits - 1}}}"
            old = re.compile(rf"[A-HJ-PR-Y]{{{letters}}}{number}")
            young = re.compile(rf"{number}[A-HJ-PR-Y]{{{letters}}}")
            yield _Form("without a year", "L" * letters + "D" * digits, old, frozenset({letters}), 0, loose=True)
            yield _Form("without a year", "D" * digits + "L" * letters, young, frozenset({digits}), 0, loose=True)


_LONGEST_DATELESS = 6
_FORMS = tuple(_forms())
_BADGE = re.compile(r"^(?:GB|UK|NI|CYM|ENG|SCO)\W+(?=(?:\W?\w){4})")
_NO_PLATES = (
    re.compile(r"[A-Z]*(?:19|20)[0-9]{2}[A-Z]*"),
    re.compile(r"[0-9]+(?:KG|KM|KW|MM|CM|ML|MB|GB|TB|CC|HP|RPM|BC|AD|AM|PM|TH|ST|ND|RD|PCS|PTS|MPH|KWH|HRS|MIN)"),
    re.compile(
        r"(?:TEL|FAX|BOX|EXT|REF|ISO|DIN|USB|PIN|VAT|MAX|MIN|NO|PO|BS|EN|CE|AC|DC|KM|PH|REV|SER|MOD|CAT|LOT|ART)[0-9]+"
    ),
)
"""What has the form of a plate and is none: years, measures, codes."""
_SURE, _VERY_SURE = 0.6, 0.9


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """The plates of the profile, however old; then everything else with the form of one."""
    taken: list[Line] = []
    single, side, program = list(lines), list(rows(lines)), is_program(lines)
    for line in (*single, *side, *stacks(lines)):
        own = next((plate for plate in known.plates if stands(plate, line.text)), None)
        if own and not _covered(line, taken):
            taken.append(line)
            yield Sign("plate", own.upper(), line.box, certain=True, reason="It is the plate in your profile")
    for line in (*single, *side, *_pairs(lines)):
        found = read(line.text)
        if found is None or _covered(line, taken) or line.score < _least(found):
            continue
        chances = program + (line not in single)  # two texts beside one another, or the many of a program
        if chances > 1 or (chances and (found.form is not _CURRENT or found.mends)):
            continue
        taken.append(line)
        yield Sign("plate", found.text, line.box, certain=False, reason=f"It has the form of a plate {found.form.name}")


def _pairs(lines: Sequence[Line]) -> Iterator[Line]:
    """Every two lines that could be those of one plate: close below one another, and alike in height."""
    for upper in lines:
        for lower in lines:
            small, large = sorted((upper.box.height, lower.box.height))
            close = 2 * (lower.box.top - upper.box.bottom) <= small and 2 * large <= 3 * small
            if lower is not upper and close and below(upper, lower):
                yield joined((upper, lower))


def _covered(line: Line, taken: Sequence[Line]) -> bool:
    a = line.box
    return any(
        min(a.right, b.box.right) > max(a.left, b.box.left) and min(a.bottom, b.box.bottom) > max(a.top, b.box.top)
        for b in taken
    )


class Plate(NamedTuple):
    """A text read as a plate: as it is written, its form, and how many signs were taken for others."""

    text: str
    form: _Form
    mends: int


def read(text: str, year: int | None = None) -> Plate | None:
    """A whole text as a plate; None where it is none.

    Args:
        text: as it was read: "KVI9 0TF".
        year: the present one; plates of later years are none.
    """
    line, badge = _BADGE.subn("", text.strip())
    signs = bare(line)
    if any(letter.islower() and letter not in "ilosz" for letter in line) or not line.isascii():
        return None
    blanks = _blanks(line)
    forms = [form for form in _FORMS if blanks <= form.blanks and (badge or not form.loose)]
    found = [plate for form in forms if (plate := _fitted(signs, form, year))]
    best = min(found, key=lambda plate: plate.mends, default=None)
    if best is None or (best.mends and _is_postcode(signs)):
        return None
    return best


def _fitted(signs: str, form: _Form, year: int | None) -> Plate | None:
    made = mended(signs, form.shape)
    if made is None or made[1] > form.mends or signs.isalpha():  # a word, with letters that look like digits
        return None
    whole = form.pattern.fullmatch(made[0])
    if whole is None or (form is _CURRENT and not _has_been(int(whole[1]), year)):
        return None
    if any(kind.fullmatch(made[0]) for kind in _NO_PLATES):
        return None
    at = max(form.blanks)
    return Plate(f"{made[0][:at]} {made[0][at:]}", form, made[1])


_AUTUMN = 50


def _has_been(half: int, year: int | None) -> bool:
    """Whether plates of a half-year have been given out: 02 to 26 in spring, 51 to 76 in autumn."""
    now = (year or datetime.now(UTC).year) % 100
    spring = half if half < _AUTUMN else half - _AUTUMN
    return spring <= now and half not in (0, 1, _AUTUMN)


def _blanks(line: str) -> set[int]:
    """After how many signs there is a blank, or a screw that was read as a dot."""
    parts = [bare(part) for part in re.split(r"[^A-Za-z0-9]+", line)]
    return set(list(accumulate(len(part) for part in parts if part))[:-1])


def _is_postcode(signs: str) -> bool:
    return normal_postcode(signs) is not None and locate(signs) is not None


def _least(plate: Plate) -> float:
    """How sure the reader must be: of what much else looks like, very."""
    return _SURE if plate.form is _CURRENT and not plate.mends else _VERY_SURE


def same(one: str, other: str) -> bool:
    """Whether two plates could have been taken for one another."""
    return skeleton(one) == skeleton(other)

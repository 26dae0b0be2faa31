"""What the name of a file, and of the folders it lies in, gives away: dates, positions, postcodes, streets, places.

Only what can hardly be anything else counts: a camera's counter, a hash, a telephone number or a size in pixels says
nothing. Names of towns are not known here; "in Thornmere" and an album's "Thornmere 2024" are told by how they stand.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from footprint.model import Point, Trace
from footprint.photos.facts import Facts, degrees, merged, plain, position

_LONGEST = 250
"""Characters of a name that are looked at; file systems allow no more."""

_YEAR = r"(?:19[5-9]|20[0-4])\d"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_MONTHS = tuple(
    "January February March April May June July August September October November December".casefold().split()
)
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)

_COUNTER = re.compile(r"[A-Za-z]{0,5}_?[A-Za-z]{0,4}\d{1,7}\.[A-Za-z]{3,4}")
"""IMG_0001.JPG, DSCF1234.RAF, _MG_1234.CR2, P1000123.JPG."""

_WORTH_READING = re.compile(
    r"\d[-._ ,]{1,2}(?:19|20)\d\d|(?:19|20)\d\d(?:[-_. ]?[01]\d|[ _-][A-Z])|[A-Za-z][ _-]?(?:19|20)\d\d"
    r"|1\d{12}|\d\.\d{3}|\d ?[°dD] ?\d|\d[A-Za-z]?,?[ _][A-Z][a-z]|[A-Z0-9]\+[A-Z0-9]"
    r"|[A-Za-z]\d{1,2}[A-Za-z]?[ _-]{0,2}\d[A-Za-z]{2}(?![A-Za-z0-9])|[ _](?:in|at|near)[ _][A-Z]"
)
"""Most names hold nothing of the kind, and most of the time goes into finding that out."""

_NO_WORDS = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|(?=[a-f]*\d)[0-9a-f]{24,}|[0-9]{15,})(?![0-9A-Za-z])"
)
"""Identifiers and hashes: blanked before anything is looked for."""

_ENDING = re.compile(r"(?:\.(?:[A-Za-z][A-Za-z0-9]{0,4}|3g[p2]|3G[P2]))+\Z")


_NOTHING = Facts()


def read(path: Path, *, folders: int = 2) -> Facts:
    """What a path gives away. Costs a microsecond or two where it gives away nothing.

    Args:
        path: nothing is opened. Only its own name counts, and of its folders the nearest.
        folders: how many of them.

    Returns:
        Traces, whose `where` is "file name" or "folder name"; the first position; and as `changed` the first date,
        which never stands against one that the file itself gives.
    """
    above, _, name = os.fspath(path).rpartition(os.sep)
    around = _folders(above, folders) if above else _NOTHING
    own = _NOTHING if _COUNTER.fullmatch(name) else _read(_ENDING.sub("", name[:_LONGEST]), "file name")
    if not around.traces:
        return own
    return _joined((own, around)) if own.traces else around


@lru_cache(maxsize=256)
def _folders(path: str, nearest: int) -> Facts:
    names = path.rsplit(os.sep, nearest)[-nearest:] if nearest > 0 else []
    return _joined([_read(name[:_LONGEST], "folder name") for name in reversed(names)])


def _joined(readings: Sequence[Facts]) -> Facts:
    """Of several names as one; a folder's date adds nothing to the file's own."""
    traces: list[Trace] = []
    for facts in readings:
        dated = any(trace.kind == "time" for trace in traces)
        traces += [trace for trace in facts.traces if not (dated and trace.kind == "time")]
    return merged([Facts(tuple(traces)), *(replace(facts, traces=()) for facts in readings)])


def _read(name: str, where: str) -> Facts:
    if found := _CAMERA.fullmatch(name):
        moment, said = _told(found)
        return Facts((Trace("time", where, said),), changed=moment) if said else _NOTHING
    if not _WORTH_READING.search(name):
        return _NOTHING
    text = _NO_WORDS.sub(lambda found: " " * len(found[0]), name)
    spaced = text.replace("_", " ")
    traces: list[Trace] = []
    points = list(_points(text))
    traces += [Trace("gps", where, degrees(point)) for point in points]
    traces += [Trace("place", where, found) for found in dict.fromkeys((*_postcodes(spaced), *_streets(spaced)))]
    if not traces:
        traces += [Trace("place", where, found) for found in _places(spaced)]
    moment, said = _moment(text)
    if said:
        traces.append(Trace("time", where, said))
    if where == "folder name":
        traces += [Trace("time", where, found[0]) for found in _YEAR_AND_MONTH.finditer(name) if not said]
        traces += [Trace("comment", where, plain(name))] if not points and _is_album(spaced) else []
    return Facts(tuple(traces), points[0] if points else None, changed=moment)


# --- when ------------------------------------------------------------------------------------------------------------
_CLOCK = r"""(?P<hour>[01]?\d|2[0-3])(?P<between>[-_.:\ h]?)(?P<minute>[0-5]\d)
    (?:(?:(?P=between)|[m])(?P<second>[0-5]\d)(?!\d\d?(?!\d)|\d{5})(?:[-_.]?\d{3})?s?)?(?:\s?(?P<half>[AaPp][Mm]))?(?![0-9A-Za-z])"""
_THEN = r"(?:[-_.,\ T]{1,3}|\s(?:at|um|à|a\sles)\s)"
_AHEAD = (
    r"(?:(?<![0-9A-Za-z.])|(?<=\A[A-Z])|(?<=IMG)|(?<=VID)|(?<=PXL)|(?<=DSC)|(?<=DJI)|(?<=PANO)|(?<=shot)|(?<=TRIM)"
    r"|(?<=\Aimage)|(?<=\Avideo)|(?<=\Aphoto))"
)
_DATE_FIRST = re.compile(
    rf"""{_AHEAD}(?P<year>{_YEAR})(?P<parted>[-_.\ ]?)(?P<month>{_MONTH})(?P=parted)(?P<day>{_DAY})
    (?:{_THEN}{_CLOCK}|(?<=\d{{8}})(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<s>[0-5]\d)?(?:\d{{3}})?(?![0-9A-Za-z])
    |(?![0-9]|[A-Za-z](?!\d)))""",
    re.VERBOSE,
)
"""2024-06-01 12.30.59, 20240601_123059123, 20240601123059, and the day alone."""

_DAY_FIRST = re.compile(
    rf"""(?<![0-9A-Za-z.])(?P<day>0?[1-9]|[12]\d|3[01])(?P<parted>[-_.\ ])(?P<month>0?[1-9]|1[0-2])(?P=parted)
    (?P<year>{_YEAR})(?:{_THEN}{_CLOCK}|(?![0-9A-Za-z]))""",
    re.VERBOSE,
)
"""01-06-2024 12 30 59: in the United Kingdom the day comes first."""

_IN_WORDS = re.compile(
    rf"""(?<![0-9A-Za-z.])(?:(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[-_.,\ ]{{1,2}})?(?P<name>{_MONTH_NAME})
    (?:[-_.,\ ]{{1,2}}(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![0-9A-Za-z]))?[-_.,\ ]{{1,2}}(?P<year>{_YEAR})
    (?![0-9A-Za-z])""",
    re.VERBOSE | re.IGNORECASE,
)
"""1 June 2024, June 1st 2024, June 2024."""

_CAMERA = re.compile(
    rf"(?:IMG|VID|PXL|DSC|MVI|PANO|Screenshot)?[-_]?(?P<year>{_YEAR})(?P<month>{_MONTH})(?P<day>{_DAY})[-_]?"
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)(?:\d{3})?"
    r"(?:[-_~.]?(?:\(\d{1,3}\)|\d{1,3}|MP|HDR|PORTRAIT|BURST|COVER|NIGHT|LS|TS|edited))*+"
)
"""What telephones call their pictures, told at once: most names that tell anything are such."""

_SINCE_1970 = re.compile(r"(?:\A|[_-]|mmexport)(1\d{12})(?![0-9A-Za-z])")
_STAMPS = range(1_104_537_600_000, 2_051_222_400_000)
"""Thousandths of a second: 2005 to 2034, when telephones name files so."""

_YEAR_AND_MONTH = re.compile(rf"\A{_YEAR}[-_. ]{_MONTH}(?![0-9]|[-_. ][0-9])")


def _moment(text: str) -> tuple[datetime | None, str]:
    """The first moment in a name, and how to show it: (None, "June 2024") where no day is given."""
    dates = (found for pattern in (_DATE_FIRST, _DAY_FIRST, _IN_WORDS) for found in pattern.finditer(text))
    for found in sorted(dates, key=lambda date: date.start()):
        moment, said = _told(found)
        if said:
            return moment, said
    for found in _SINCE_1970.finditer(text):
        if int(found[1]) in _STAMPS:
            moment = datetime.fromtimestamp(int(found[1]) // 1000, UTC)
            return moment, moment.isoformat(sep=" ")
    return None, ""


def _told(found: re.Match[str]) -> tuple[datetime | None, str]:
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    day = parts.get("day") or parts.get("day2")
    if day is None:
        return None, found[0].replace("_", " ")
    month = parts.get("month") or str(_month(parts["name"]))
    hour, minute, second = (int(parts.get(long) or parts.get(long[0]) or 0) for long in ("hour", "minute", "second"))
    half = parts.get("half", "").casefold()
    hour = hour % 12 + 12 * (half == "pm") if half and hour <= 12 else hour  # noqa: PLR2004  noon
    try:
        moment = datetime(int(parts["year"]), int(month), int(day), hour, minute, second)  # noqa: DTZ001  names give no zone
    except ValueError:
        return None, ""
    timed = "hour" in parts or "h" in parts
    return moment, moment.isoformat(sep=" ") if timed else moment.date().isoformat()


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold()[:3]))


# --- where -----------------------------------------------------------------------------------------------------------
_DECIMALS = re.compile(
    r"""(?<![0-9A-Za-z.])(?P<word>(?i:lat(?:itude)?|geo|gps|loc(?:ation)?)?[=:_\ -]?)(?P<before>[NS]?)
    (?P<lat>(?:(?<![0-9])[+-])?\d{1,2}\.\d{3,12})\s?°?\s?(?P<ns>[NS]?)
    (?P<gap>[,;_xX/\ ]{1,2}|(?=[+-]|lon|lng))(?:lon(?:g(?:itude)?)?|lng)?[=:_\ ]?(?P<east>[EW]?)
    (?P<lon>[+-]?\d{1,3}\.\d{3,12})\s?°?\s?(?P<ew>[EW]?)(?![0-9A-Za-z]|\.\d)""",
    re.VERBOSE,
)
_ENOUGH = 4
"""Decimals that a bare pair of numbers has if it is a position: eleven metres."""

_DEGREES = re.compile(
    r"""(?<![0-9A-Za-z.])(\d{1,2})\s?[°dD]\s?(\d{1,2})\s?['\u2032\u2019mM_]\s?(\d{1,2}(?:\.\d+)?)\s?["\u2033\u201dsS_]?(?:'')?\s?([NS])
    [,;_\s-]{0,3}(\d{1,3})\s?[°dD]\s?(\d{1,2})\s?['\u2032\u2019mM_]\s?(\d{1,2}(?:\.\d+)?)\s?["\u2033\u201dsS_]?(?:'')?\s?([EW])(?![0-9A-Za-z])""",
    re.VERBOSE,
)
_PLUS = "23456789CFGHJMPQRVWX"
_PLUS_CODE = re.compile(rf"(?<![0-9A-Za-z])[2-9C][2-9CFGHJMPQRV][{_PLUS}]{{6}}\+[{_PLUS}]{{2,3}}(?![0-9A-Za-z])")
_AREAS = frozenset(
    """AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY
    G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW
    OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD
    WF WN WR WS WV YO ZE""".split()  # noqa: SIM905  a list of 124 would fill a page
)
_POSTCODE = re.compile(
    r"(?<![0-9A-Za-z])([A-Z]{1,2})(\d[A-HJKMNPR-Y]|\d{1,2})([ -]{0,2})(\d)([ABD-HJLNP-UW-Z]{2})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ORDINALS = frozenset({"1st", "2nd", "3rd", *(f"{digit}th" for digit in range(10))})
_SIZES = frozenset({"GB", "TB"})
_SHORT_CODE = 6
_STREET = re.compile(
    r"(?<![0-9A-Za-z.,£$€#+-])(?!(?:19|20)\d\d\b)[1-9]\d{0,3}[A-Za-z]?,?\ "
    r"(?!(?:\w+\ )?(?:Google|Hard|Disk|Disc|Flash|Pen|One|Usb|USB|Thumb|Test|Very|So|Too|Up|Photo|Image|Copy"
    r"|Full|Whole)\b)"
    r"(?:[A-Z][a-z'\u2019]+[ -]){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Crescent|Terrace|Grove"
    r"|Wharf|Mews|Court|Gardens|Square|Row|Quay|Parade|Croft)(?![A-Za-z0-9])"
)
_PLACE = re.compile(
    r"(?<![A-Za-z])(?:in|at|near)\ (?:the\ )?((?:St\.?\ )?[A-Z][a-z\u00e0-\u017f]{2,}(?:['\u2019]s)?"
    r"(?:[ -](?:on|upon|under|by|the|le|de|of)"
    r"(?=[ -][A-Z])|[ -][A-Z][a-z\u00e0-\u017f]{2,}(?:['\u2019]s)?){0,4})(?![A-Za-z])"
)
_NO_PLACE = frozenset(
    f"""{" ".join(_MONTHS)} monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter
    christmas xmas easter photoshop lightroom word excel powerpoint chrome safari firefox edge explorer windows
    android paint english french german welsh black white colour color progress review action preview night sunset
    sunrise dawn dusk noon midnight least last first once work play rest love total full part detail""".split()
)
_ALBUM = re.compile(
    rf"\A(?:(?P<words>[^0-9]*?)[ -]*{_YEAR}|{_YEAR}(?:[-. ]{_MONTH}(?:[-. ]{_DAY})?)?[ -]+(?P<after>[^0-9]*))\Z"
)
_GENERIC = _NO_PLACE | frozenset(
    """photo photos picture pictures pics image images camera roll holiday holidays birthday birthdays wedding party
    backup backups album albums year years iphone phone mobile video videos film films movie movies export exports
    archive archives scan scans family from the and of our all misc other new old dcim whatsapp screenshots screenshot
    downloads uploads library android ipad canon nikon sony samsung pixel apple google takeout memories
    favourites favorites work trip weekend day days""".split()  # noqa: SIM905  the same
)


def _points(text: str) -> Iterator[Point]:
    for found in _DECIMALS.finditer(text):
        latitude = _signed(found["lat"], found["ns"] or found["before"], "S")
        longitude = _signed(found["lon"], found["ew"] or found["east"], "W")
        marked = found["word"].strip("=:_ -") or ((found["ns"] or found["before"]) and (found["ew"] or found["east"]))
        exact = all(len(found[name].partition(".")[2]) >= _ENOUGH for name in ("lat", "lon"))
        # Two numbers in a row are a position if they are exact; with a sign between them only if the first has one.
        bare = exact and (found["gap"] or found["lat"][0] in "+-")
        point = position(latitude, longitude) if marked or bare else None
        if point:
            yield point
    for found in _DEGREES.finditer(text):
        latitude, longitude = (_sum(found.group(at, at + 1, at + 2)) for at in (1, 5))
        point = position(-latitude if found[4] == "S" else latitude, -longitude if found[8] == "W" else longitude)
        if point:
            yield point
    for found in _PLUS_CODE.finditer(text):
        if re.search(r"[C-X]", found[0]):
            yield _plus_code(found[0])


def _signed(number: str, letter: str, minus: str) -> float:
    return -abs(float(number)) if letter == minus else float(number)


def _sum(parts: tuple[str, ...]) -> float:
    return sum(float(part) / 60.0**place for place, part in enumerate(parts))


def _plus_code(code: str) -> Point:
    """The middle of an Open Location Code's cell: pairs of digits to the base of 20."""
    digits = [_PLUS.index(letter) for letter in code.replace("+", "")[:10]]
    steps = [20.0, 1.0, 0.05, 0.0025, 0.000125]
    latitude, longitude = (sum(n * step for n, step in zip(digits[at::2], steps, strict=True)) for at in (0, 1))
    half = steps[-1] / 2
    return Point(round(latitude - 90 + half, 6), round(longitude - 180 + half, 6))


def _postcodes(text: str) -> Iterator[str]:
    """UK postcodes. In small letters, or without a gap, only where hardly anything else looks so."""
    for found in _POSTCODE.finditer(text):
        area, district, gap, digit, unit = found.groups()
        outward, inward = (area + district).upper(), (digit + unit).upper()
        if area.upper() not in _AREAS or district == "0" or (len(area) == 1 and unit.upper() in _SIZES):
            continue
        capitals = found[0].upper() == found[0]
        if not gap and not (capitals and len(found[0]) >= _SHORT_CODE):
            continue
        if not capitals and ((digit + unit).casefold() in _ORDINALS or len(outward) < 3):  # noqa: PLR2004  "e1 4am" is too little
            continue
        yield f"{outward} {inward}"


def _streets(text: str) -> Iterator[str]:
    return (found[0] for found in _STREET.finditer(text))


def _places(text: str) -> Iterator[str]:
    """What stands behind "in", "at" and "near" with a capital, unless it is a season, a program or a colour."""
    for found in _PLACE.finditer(text):
        if found[1].split()[0].casefold() not in _NO_PLACE:
            yield found[1]


def _is_album(text: str) -> bool:
    """Whether a folder is named as albums are, a year with words, and one of the words says more than "Photos"."""
    found = _ALBUM.match(text)
    words = re.findall(r"[^\W\d_]{3,}", (found["words"] or found["after"] or "") if found else "")
    return any(word[0].isupper() and word.casefold() not in _GENERIC for word in words)

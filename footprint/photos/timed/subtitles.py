"""Positions in subtitles: drones and dashcams write them there, as a satellite receiver does or in their own way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from footprint.model import Trace
from footprint.photos.facts import Facts, merged, moment, plain
from footprint.photos.timed.fixes import Fix, Samples, course, fix

_NMEA = re.compile(
    r"[A-Z]{2}RMC,(\d{2})(\d{2})(\d{2})[\d.]*,A?,(\d{2,3}?)(\d{2}\.\d+),([NS]),(\d{2,3}?)(\d{2}\.\d+),([EW]),"
    r"[\d.]*,[\d.]*,(\d{2})(\d{2})(\d{2})"
)
"""$GPRMC: hhmmss, whether it is sure, ddmm.mm, N, dddmm.mm, E, speed, course, ddmmyy."""

_GGA = re.compile(r"[A-Z]{2}GGA,[\d.]*,(\d{2})(\d{2}\.\d+),([NS]),(\d{3})(\d{2}\.\d+),([EW]),[1-8]")
_DRONE = re.compile(r"GPS ?\(([-+]?\d{1,3}\.\d+), ?([-+]?\d{1,2}\.\d+)")
"""Longitude first."""

_NAMED = re.compile(
    r"\[?latitude ?[:=] ?([-+]?\d{1,2}\.\d+)\]?[,; ]*\[?long?t?itude ?[:=] ?([-+]?\d{1,3}\.\d+)", re.IGNORECASE
)
_DASHCAM = re.compile(r"\$G:(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})-([NS])(\d{1,2}\.\d+)-([EW])(\d{1,3}\.\d+)")
_MINI = re.compile(
    r"A,(\d{2})(\d{2})(\d{2}),(\d{2})(\d{2})(\d{2})[\d.]*,(\d{2})(\d{2}\.\d+),([NS]),(\d{3})(\d{2}\.\d+),([EW])"
)
_KEY = 0xAA
_HIDDEN = re.compile(rb"(\d{14}).{16}([NS]\d{8})([EW]\d{9})", re.DOTALL)
_HIDDEN_SIZE = 64


def read(samples: Samples) -> Facts:
    """What a track of texts gives away: its positions, and that there is text."""
    texts = [_text(raw) for raw in samples.samples]
    fixes = [found for text in texts for found in _fixes(text)]
    fixes += [found for raw in samples.samples for found in _hidden(raw)]
    first = next((plain(text) for text in texts if text.strip()), "")
    said = (Trace("comment", "subtitles", first),) if first and not fixes else ()
    return merged((course("Track in subtitles", fixes, samples), Facts(said)))


def _text(raw: bytes) -> str:
    """A sample's text: its length, then UTF-8."""
    length = int.from_bytes(raw[:2], "big")
    body = raw[2 : 2 + length] if length <= len(raw) - 2 else raw
    return body.decode("utf-8", errors="replace").replace("\0", "")


def _fixes(text: str) -> Iterator[Fix]:
    for form, meant in _FORMS:
        found = [made for match in form.finditer(text) if (made := meant(*match.groups()))]
        if found:
            yield from found
            return


def _minutes(whole: str, minutes: str, side: str) -> float:
    value = int(whole) + float(minutes) / 60
    return -value if side in "SW" else value


def _nmea(*told: str) -> Fix | None:
    when = moment(f"20{told[11]}-{told[10]}-{told[9]} {told[0]}:{told[1]}:{told[2]}Z")
    return fix(_minutes(*told[3:6]), _minutes(*told[6:9]), when=when)


def _gga(*told: str) -> Fix | None:
    return fix(_minutes(*told[:3]), _minutes(*told[3:]))


def _mini(*told: str) -> Fix | None:
    when = moment(f"20{told[2]}-{told[1]}-{told[0]} {told[3]}:{told[4]}:{told[5]}Z")
    return fix(_minutes(*told[6:9]), _minutes(*told[9:]), when=when)


def _dashcam(when: str, north: str, latitude: str, east: str, longitude: str) -> Fix | None:
    return fix(float(latitude), float(longitude), south=north == "S", west=east == "W", when=moment(when))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Fix | None]], ...] = (
    (_NMEA, _nmea),
    (_GGA, _gga),
    (_DRONE, lambda longitude, latitude: fix(float(latitude), float(longitude))),
    (_NAMED, lambda latitude, longitude: fix(float(latitude), float(longitude))),
    (_DASHCAM, _dashcam),
    (_MINI, _mini),
)


def _hidden(raw: bytes) -> Iterator[Fix]:
    """Ambarella's dashcams flip every other bit of their text."""
    if raw[4:8] not in (b"\xaa\xaa\xaa\xaa", b"\xf0\xeeTT", b"\xaa\xaaTT") and raw[2:6] != b"\xf2\xe1\xf0\xee":
        return
    text = bytes(byte ^ _KEY for byte in raw[:_HIDDEN_SIZE])
    found = _HIDDEN.search(text)
    if not found:
        return
    day, north, east = (part.decode() for part in found.groups())
    when = moment(f"{day[:4]}-{day[4:6]}-{day[6:8]} {day[8:10]}:{day[10:12]}:{day[12:14]}")
    latitude = int(north[1:3]) + int(north[3:]) / 600_000
    longitude = int(east[1:4]) + int(east[4:]) / 600_000
    made = fix(latitude, longitude, south=north[0] == "S", west=east[0] == "W", when=when)
    if made:
        yield made

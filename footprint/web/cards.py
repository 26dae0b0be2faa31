"""Calendars (RFC 5545) and contact cards (RFC 6350) as text: what a stranger's calendar or address book would show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

MOST_LINES = 100_000
"""A calendar of more is built to keep programs busy."""

_LINE = re.compile(r"([A-Za-z0-9.-]{1,60})((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d))?")
_DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday"} | {
    "SU": "Sunday"
}
_OFTEN = {"DAILY": "every day", "WEEKLY": "every week", "MONTHLY": "every month", "YEARLY": "every year"}
_CARD = {
    "FN": "Name",
    "NICKNAME": "Nickname",
    "ORG": "Organisation",
    "TITLE": "Title",
    "ROLE": "Role",
    "TEL": "Telephone",
    "EMAIL": "E-mail",
    "ADR": "Address",
    "BDAY": "Date of birth",
    "ANNIVERSARY": "Anniversary",
    "RELATED": "Related",
    "NOTE": "Note",
    "URL": "Website",
}
_BESIDE = ("DESCRIPTION", "COMMENT", "CONTACT", "ORGANIZER", "ATTENDEE", "URL")

Property = tuple[str, str, str]


def read(text: str) -> str:
    """The events and people of a calendar or card, a line or more for each."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    said: list[str] = []
    inside: list[Property] = []
    for line in unfolded.splitlines()[:MOST_LINES]:
        found = _LINE.match(line)
        if not found:
            continue
        name, parameters, value = found[1].upper().rpartition(".")[2], found[2], found[3].strip()
        reader = _READERS.get(value.upper()) if name in ("BEGIN", "END") else None
        if reader:
            said.extend(reader(inside) if name == "END" else ())
            inside = []
        elif name == "X-WR-CALNAME":
            said.append(_plain(value))
        else:
            inside.append((name, parameters, value))
    return "\n".join(filter(None, said))


def _event(properties: list[Property]) -> Iterator[str]:
    """When, what and where on one line, as people write it in a diary; then what else is told."""
    first = {name: value for name, _, value in reversed(properties)}
    when = ", ".join(filter(None, (_often(first.get("RRULE", "")), moment(first.get("DTSTART", "")))))
    what = ", ".join(filter(None, (_plain(first.get(name, "")) for name in ("SUMMARY", "LOCATION"))))
    yield ": ".join(filter(None, (when, what)))
    for name, parameters, value in properties:
        if name in _BESIDE:
            called = re.search(r"CN=\"?([^;\"]+)", parameters)
            yield " ".join(filter(None, (called[1] if called else "", _plain(re.sub(r"(?i)^mailto:", "", value)))))


def _person(properties: list[Property]) -> Iterator[str]:
    """What a card tells, each with its label: "Home telephone: 01632 960733"."""
    for name, parameters, value in properties:
        label = _CARD.get(name)
        if not label:
            continue
        home = re.search(r"\bHOME\b", parameters, re.IGNORECASE)
        shown = moment(value) or _plain(value) if name in ("BDAY", "ANNIVERSARY") else _plain(value)
        shown = re.sub(r"(?i)^(?:tel|mailto):", "", shown)
        if shown:
            yield f"{f'Home {label.lower()}' if home else label}: {shown}"


def moment(value: str) -> str:
    """A day, and an hour where it has one: "Tuesday 1 December 2026, 19:00"."""
    found = _MOMENT.match(value)
    if not found:
        return ""
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        written = datetime(year, month, day, hour, minute)  # noqa: DTZ001  as it is written
    except ValueError:
        return ""
    said = f"{written:%A} {written.day} {written:%B %Y}"
    return f"{said}, {written:%H:%M}" if found[4] else said


def _often(rule: str) -> str:
    """How often it comes again: "every Tuesday"."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    days = [_DAYS[day[-2:]] for day in parts.get("BYDAY", "").split(",") if day[-2:] in _DAYS]
    if parts.get("FREQ") == "WEEKLY" and days:
        return " and ".join(f"every {day}" for day in days)
    return _OFTEN.get(parts.get("FREQ", ""), "")


def _plain(value: str) -> str:
    """A value without escapes; the parts of an address or name that are filled in, parted by commas."""
    parts = re.split(r"(?<!\\);", value)
    said = (re.sub(r"\\(.)", lambda mark: "\n" if mark[1] in "nN" else mark[1], part).strip(" ,") for part in parts)
    return ", ".join(filter(None, said))


_READERS = {"VEVENT": _event, "VTODO": _event, "VJOURNAL": _event, "VCARD": _person}
"""What is read, by what its first line says."""

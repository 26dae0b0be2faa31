"""What a page tells search engines in JSON-LD: telephone numbers, addresses, birthdays, events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from footprint.web.cards import moment

_PLACE = ("streetaddress", "addresslocality", "addressregion", "postalcode")
_TOLD = frozenset(("telephone", "faxnumber", "email", "birthdate", "address", *_PLACE))


@dataclass(frozen=True, slots=True)
class Told:
    """What was told: a line for each fact, and the day it was published as it was written, or ""."""

    lines: tuple[str, ...]
    published: str


def tells(name: str) -> bool:
    """Whether a property is one that is told here."""
    return name.lower() in _TOLD


def read(scripts: Iterable[str]) -> Told:
    """Read every script; one that is broken tells nothing."""
    objects = [found for script in scripts for found in _objects(_loaded(script))]
    told = dict.fromkeys(line for found in objects for line in _lines(found))
    days = (found["datepublished"] for found in objects if isinstance(found.get("datepublished"), str))
    return Told(tuple(told), next(days, ""))


def _loaded(script: str) -> Any:  # noqa: ANN401  whatever stood in the page
    try:
        return json.loads(script)
    except (ValueError, RecursionError):
        return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  whatever stood in the page
    """Every object in it, the outer before the inner, its names in lower case."""
    pending = [data]
    while pending:
        found = pending.pop()
        if isinstance(found, dict):
            yield {str(name).lower(): value for name, value in found.items()}
            pending.extend(reversed(list(found.values())))
        elif isinstance(found, list):
            pending.extend(reversed(found))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """The facts of one object. The parts of an address make one line."""
    parts = [found[name] for name in _PLACE if isinstance(found.get(name), str)]
    if parts:
        yield ", ".join(parts)
    if when := moment(_text(found.get("startdate"))):
        place = found.get("location")
        named = place.get("name") if isinstance(place, dict) else place
        yield f"{when}: {', '.join(filter(None, (_text(found.get('name')), _text(named))))}"
    for name in _TOLD.intersection(found).difference(_PLACE):
        values = found[name] if isinstance(found[name], list) else [found[name]]
        yield from (value.removeprefix("mailto:") for value in values if isinstance(value, str))


def _text(value: Any) -> str:  # noqa: ANN401  whatever stood in the JSON
    return value.strip() if isinstance(value, str) else ""

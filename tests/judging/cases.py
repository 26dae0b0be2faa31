"""Labelled evidence: a line of JSON for each piece, and the profiles of those it may be about.

A line has "id", "subject" (a table of the profiles' file), "kind", "about" (true, false, or null where nobody can
tell), "tags", "title", and for most kinds "url"; a page or post its "text", a record its "register" and "fields", an
account its "service", "handle", "name", "bio" and "links"; and where it is known "published" and "source".
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from footprint import profile
from footprint.model import Account, Evidence, Kind, Page, Photo, Post, Reading, Record, Subject, Trace
from footprint.places.spelling import fold
from footprint.text.contacts import site

HERE = Path(__file__).parent
SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled piece of evidence. `about`: whether it is about the subject; None where nobody can tell."""

    id: str
    subject: Subject
    evidence: Evidence
    about: bool | None
    tags: tuple[str, ...]


def load(cases: Path, subjects: Path) -> tuple[Case, ...]:
    """Every case of a file, with the subject it is held against."""
    people = read_subjects(subjects)
    return tuple(_case(json.loads(line), people) for line in _lines(cases))


def parts() -> Iterator[tuple[str, tuple[Case, ...]]]:
    """The part that the judge was built on, and the one that nobody looked at while building, where it is here."""
    for part, subjects in (("building", "subjects"), ("unseen", "unseen_subjects")):
        if (HERE / f"{part}.jsonl").exists():
            yield part, load(HERE / f"{part}.jsonl", HERE / f"{subjects}.toml")


def read_subjects(path: Path) -> Mapping[str, Subject]:
    """Profiles by name, each read as a profile of its own is."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = tables.get("subjects", tables)
    return {name: profile.subject(profile.check(table, name), path.parent) for name, table in tables.items()}


def _lines(path: Path) -> Iterator[str]:
    return filter(str.strip, path.read_text(encoding="utf-8").split("\n"))


def _case(told: Mapping[str, Any], people: Mapping[str, Subject]) -> Case:
    who = people[told["subject"]]
    return Case(told["id"], who, _MAKERS[told["kind"]](told, who), told["about"], tuple(told.get("tags", ())))


def _where(told: Mapping[str, Any], source: str) -> dict[str, Any]:
    url = told.get("url") or f"https://{source}.example/{told['id']}"
    return {
        "source": told.get("source", source),
        "url": url,
        "place": site(url)[0],
        "title": told.get("title", ""),
        "seen": SEEN,
    }


def _day(told: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(told["published"][:10]) if told.get("published") else None


def _page(told: Mapping[str, Any], _: Subject) -> Page:
    return Page(**_where(told, "searxng"), text=told["text"], published=_day(told))


def _record(told: Mapping[str, Any], _: Subject) -> Record:
    fields = tuple((label, value) for label, value in told["fields"])
    return Record(**_where(told, told["register"]), register=told["register"], fields=fields)


def _named(told: Mapping[str, Any], who: Subject) -> dict[str, Any]:
    """The account, which is the person's own where its handle stands in their profile, as sources have it."""
    service, handle = told.get("service", ""), told.get("handle", "").lstrip("@")
    own = any((fold(fact.value), fold(fact.label)) == (fold(handle), fold(service)) for fact in who.all(Kind.HANDLE))
    return {"service": service, "handle": handle, "declared": own}


def _account(told: Mapping[str, Any], who: Subject) -> Account:
    said = {"name": told.get("name", ""), "bio": told.get("bio", ""), "links": tuple(told.get("links", ()))}
    return Account(**_where(told, fold(told["service"])), **_named(told, who), **said)


def _post(told: Mapping[str, Any], who: Subject) -> Post:
    day = _day(told)
    published = datetime.combine(day, time(12), UTC) if day else None
    source = fold(told.get("service", "")) or "bluesky"
    return Post(**_where(told, source), **_named(told, who), text=told["text"], published=published)


def _photo(told: Mapping[str, Any], _: Subject) -> Photo:
    comment = (Trace("comment", "description", told["text"]),) if told.get("text") else ()
    return Photo(**_where(told, "commons"), reading=Reading(told["url"], "JPEG", 0, traces=comment))


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], Subject], Evidence]] = {
    "page": _page,
    "record": _record,
    "account": _account,
    "post": _post,
    "photo": _photo,
}

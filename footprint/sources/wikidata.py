"""Wikidata: items about a person of that name, with what search engines and voice assistants take from them."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import BeforeValidator, Field

from footprint.errors import CouldNotCheck
from footprint.model import Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.text.names import NameMatch, closest
from footprint.web import Web
from footprint.web.shapes import EACH, ENTRIES, MANY, Needed, Shape, Text
from footprint.web.wiki import Problem, expected

HITS = 10
NAMES = 3
"""This many forms of the name are searched for."""
LABELS = 50
"""So many items can be named by one question."""
VALUES = 12
"""Of one property, so many values are read."""
PICTURES = 2
"""Of one item, so many are looked at."""

FILES = "https://upload.wikimedia.org/wikipedia/commons"
"""Where the pictures lie; the page that leads to them asks programs to stay away."""

LANGUAGES = "en|en-gb|cy"

_HUMAN = "Q5"
_INSTANCE = "P31"
_PICTURE = "P18"
_PROPERTIES = {
    "P569": "Date of birth",
    "P19": "Place of birth",
    "P551": "Residence",
    "P6375": "Street address",
    "P22": "Father",
    "P25": "Mother",
    "P26": "Spouse",
    "P451": "Partner",
    "P40": "Child",
    "P3373": "Sibling",
    "P570": "Date of death",
    "P1329": "Phone",
    "P968": "E-mail",
    "P856": "Website",
    "P102": "Party",
    "P39": "Office",
    "P106": "Occupation",
    "P108": "Employer",
    "P69": "Educated at",
    _PICTURE: "Picture on Wikimedia Commons",
    "P109": "Signature on Wikimedia Commons",
}
"""What is read of an item, in the words of the report."""


class _Hit(Shape):
    id: Needed


class _Hits(Shape):
    error: Problem | None = None
    search: Annotated[tuple[_Hit, ...], ENTRIES] | None = None


class _Words(Shape):
    value: Text = ""


class _Value(Shape):
    type: Text = ""
    value: Any = None


class _Snak(Shape):
    datavalue: _Value | None = None


class _Claim(Shape):
    mainsnak: _Snak
    rank: Text = ""


class _Item(Shape):
    id: Needed
    labels: Annotated[dict[str, _Words], EACH] = Field(default_factory=dict)
    descriptions: Annotated[dict[str, _Words], EACH] = Field(default_factory=dict)
    aliases: Annotated[dict[str, Annotated[tuple[_Words, ...], MANY]], EACH] = Field(default_factory=dict)
    claims: Annotated[dict[str, Annotated[tuple[_Claim, ...], MANY]], EACH] = Field(default_factory=dict)

    @property
    def label(self) -> str:
        """What it is called, in English where it can be."""
        return _first(self.labels) or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        others = (word.value for words in self.aliases.values() for word in words)
        return tuple(dict.fromkeys((*(word.value for word in self.labels.values()), *others)))

    def values(self, code: str) -> Iterator[_Value]:
        """What a property says, but for what Wikidata itself calls wrong or unknown."""
        for claim in self.claims.get(code, ())[:VALUES]:
            if claim.mainsnak.datavalue is not None and claim.rank != "deprecated":
                yield claim.mainsnak.datavalue


def _items(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    """The items by number, which each of them tells itself."""
    return list(value.values()) if isinstance(value, dict) else value


class _Items(Shape):
    error: Problem | None = None
    entities: Annotated[tuple[_Item, ...], ENTRIES, BeforeValidator(_items)] | None = None


class Wikidata(Source):
    """A search for each form of the name, then the items found that are about a person of that name."""

    name = "wikidata"
    title = "Wikidata"
    finds = "What Wikidata says of you, and search engines repeat: date and place of birth, family, where you live"
    needs = "Your name"
    sends = (Kind.NAME,)
    address = "https://www.wikidata.org"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """A search for each form of the name."""
        for form in self.declared(subject, Kind.NAME)[:NAMES]:
            asked = {"language": "en", "uselang": "en", "type": "item", "limit": str(HITS), "search": form}
            url = self._url(subject, action="wbsearchentities", **asked)
            then = (
                f"Up to {HITS} items found are read, and what they are called that these name. "
                f"Up to {PICTURES} pictures of each person of your name are looked at."
            )
            yield Query(self.name, url, sends=(form,), then=then)

    def _url(self, subject: Subject, **params: str) -> str:
        always = {"format": "json", "formatversion": "2"}
        return f"{self.base(subject)}/w/api.php?{urlencode(params | always, quote_via=quote, safe='|')}"

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record for each item about a person who may be called so."""
        answer = await web.json(query.url, _Hits, sends=query.sends)
        ids = [hit.id for hit in expected(answer.search, answer.error, self.title)]
        if not ids:
            return
        found = await self._items(ids, subject, web, props="labels|descriptions|aliases|claims")
        names = self.declared(subject, Kind.NAME)
        people = [item for item in found.values() if _is_person(item) and _is_called(item, names)]
        called: dict[str, str] = {}
        mentioned = list(dict.fromkeys(id_ for item in people for id_ in _mentioned(item)))
        for start in range(0, len(mentioned), LABELS):
            try:
                others = await self._items(mentioned[start : start + LABELS], subject, web, props="labels")
            except CouldNotCheck as error:
                yield Skipped(self.name, "the people and places that items name", error.cause, str(error))
                break
            called |= {id_: item.label for id_, item in others.items()}
        for item in people:
            record = self._record(item, called, subject)
            yield record
            for name in list(dict.fromkeys(_said(item, _PICTURE, called)))[:PICTURES]:
                for seen in await self.picture(web, _file(name), f"pictures of {record.place}", record.text):
                    yield seen

    async def _items(self, ids: Sequence[str], subject: Subject, web: Web, *, props: str) -> dict[str, _Item]:
        url = self._url(subject, action="wbgetentities", ids="|".join(ids), props=props, languages=LANGUAGES)
        answer = await web.json(url, _Items)
        return {item.id: item for item in expected(answer.entities, answer.error, self.title)}

    def _record(self, item: _Item, called: dict[str, str], subject: Subject) -> Record:
        told = [
            ("Name", item.label),
            ("Description", _first(item.descriptions)),
            ("Also known as", ", ".join(name for name in item.names if name != item.label)),
            *((label, said) for code, label in _PROPERTIES.items() for said in _said(item, code, called)),
        ]
        return Record(
            source=self.name,
            url=f"{self.base(subject)}/wiki/{item.id}",
            place=f"Wikidata item {item.id}",
            title=f"{item.label} on Wikidata",
            seen=datetime.now(UTC),
            register="wikidata",
            fields=tuple((label, said) for label, said in told if said),
        )


def _file(name: str) -> str:
    """Where a picture of Wikimedia Commons lies, by its name."""
    name = name.strip().replace(" ", "_")
    name = name[:1].upper() + name[1:]
    digest = hashlib.md5(name.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return f"{FILES}/{digest[0]}/{digest[:2]}/{quote(name, safe='')}"


def _first(words: dict[str, _Words]) -> str:
    """The English words, else any."""
    chosen = next((words[code] for code in LANGUAGES.split("|") if code in words), None)
    return (chosen or next(iter(words.values()), _Words())).value


def _is_person(item: _Item) -> bool:
    """It says that it is about a human being, or nothing of what it is about."""
    kinds = {_entity(value) for value in item.values(_INSTANCE)}
    return not kinds or _HUMAN in kinds


def _is_called(item: _Item, names: tuple[str, ...]) -> bool:
    return any(closest(name, names) is not NameMatch.DIFFERENT for name in item.names)


def _mentioned(item: _Item) -> Iterator[str]:
    """The items that this one names."""
    for code in _PROPERTIES:
        yield from filter(None, (_entity(value) for value in item.values(code)))


def _entity(value: _Value) -> str:
    """The number of the item that a value is, or nothing."""
    found = value.value.get("id") if value.type == "wikibase-entityid" and isinstance(value.value, dict) else None
    return found if isinstance(found, str) and found[:1] == "Q" and found[1:].isdecimal() and found.isascii() else ""


def _said(item: _Item, code: str, called: dict[str, str]) -> Iterator[str]:
    """What a property says, in words."""
    for value in item.values(code):
        if entity := _entity(value):
            yield called.get(entity, entity)
        elif value.type == "time" and isinstance(value.value, dict):
            yield _when(value.value)
        elif isinstance(value.value, str):
            yield value.value.removeprefix("mailto:").removeprefix("tel:")
        elif isinstance(value.value, dict) and isinstance(value.value.get("text"), str):
            yield value.value["text"]


_YEAR, _MONTH, _DAY = 9, 10, 11


def _when(value: dict[str, Any]) -> str:
    """A time as far as it is known: "9 March 1974", "March 1974", "1974"; nothing where it is vaguer or no time."""
    text, precision = value.get("time"), value.get("precision")
    if not isinstance(text, str) or not isinstance(precision, int) or not text.startswith("+"):
        return ""
    year, month, day = text[1:5], text[6:8], text[9:11]
    try:
        if precision >= _DAY:
            found = date(int(year), int(month), int(day))
            return f"{found.day} {found:%B %Y}"
        if precision == _MONTH:
            return f"{date(int(year), int(month), 1):%B %Y}"
        return str(int(year)) if precision == _YEAR else ""
    except ValueError:
        return ""

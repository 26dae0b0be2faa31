"""Remedies in words, and where on the page their steps stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Literal
from urllib.parse import quote

from footprint.model import Audit, Remedy
from footprint.outline import words
from footprint.outline.nouns import Advice, Checklist, Link, Treatment
from footprint.places.nations import nation

NATIONS = 4


def advice(remedy: Remedy, audit: Audit) -> Advice:
    """A remedy in words; its links are filled with the person's name and council."""
    return Advice(
        name=remedy.name,
        title=remedy.title,
        why=remedy.why,
        steps=remedy.steps,
        who=words.WHO[remedy.who],
        time=words.minutes(remedy.minutes),
        minutes=remedy.minutes,
        cost=remedy.cost,
        nations="" if len(remedy.jurisdiction) == NATIONS else f"Holds in {words.listed(remedy.jurisdiction)}",
        source=Link(words.host(remedy.source_url), words.address(remedy.source_url)),
        checked=words.day(remedy.checked_on),
        unconfirmed=remedy.confidence == "unconfirmed",
        if_moved=remedy.if_moved,
        links=tuple(Link(text, words.address(filled(url, audit))) for text, url in remedy.links),
    )


def holding(remedies: Mapping[str, Remedy], audit: Audit) -> Mapping[str, Remedy]:
    """The advice that holds in the nation of the person's council; all of it where that is not known."""
    here = nation(audit.council)
    return {name: remedy for name, remedy in remedies.items() if not here or here in remedy.jurisdiction}


def filled(url: str, audit: Audit) -> str:
    """An address with the person's name and council in their places, encoded."""
    for placeholder, text in (("{name}", audit.subject), ("{council}", audit.council)):
        url = url.replace(placeholder, quote(words.plain(text), safe=""))
    return url


def to_tell(remedies: Mapping[str, Remedy], audit: Audit) -> tuple[Advice, ...]:
    """Who to tell, in order."""
    return tuple(advice(remedy, audit) for remedy in _of_section(remedies, "tell"))


def checklists(remedies: Mapping[str, Remedy], audit: Audit) -> Iterator[Checklist]:
    """What only the person can check, in order, under the heading that the hundreds of the order stand for."""
    for hundreds, items in groupby(_of_section(remedies, "only-you"), key=lambda remedy: remedy.order // 100):
        heading = words.CHECKLISTS.get(hundreds, "More")
        yield Checklist(heading, tuple(advice(remedy, audit) for remedy in items))


def _of_section(remedies: Mapping[str, Remedy], section: Literal["only-you", "tell"]) -> list[Remedy]:
    return sorted((r for r in remedies.values() if r.section == section), key=lambda r: (r.order, r.name))


class Cabinet:
    """Hands out the treatments of one section's cards: steps are printed with the first card that needs them."""

    def __init__(self, section: str, remedies: Mapping[str, Remedy], audit: Audit) -> None:
        self._section, self._remedies, self._audit = section, remedies, audit
        self._given: set[str] = set()

    def best(self, names: Iterable[str]) -> Advice | None:
        """The most fitting advice, wherever its steps stand."""
        return next((advice(self._remedies[name], self._audit) for name in names if name in self._remedies), None)

    def treatment(self, names: Iterable[str]) -> Treatment | None:
        """The same, and where its steps stand."""
        return next((self._treatment(self._remedies[name]) for name in names if name in self._remedies), None)

    def treatments(self, names: Iterable[str]) -> tuple[tuple[Treatment, ...], tuple[Treatment, ...]]:
        """What to do, by the names of remedies: first time and again. One that is no longer known is left out."""
        known = [self._remedies[name] for name in names if name in self._remedies]
        first_time = tuple(self._treatment(remedy) for remedy in known if remedy.name not in self._given)
        again = tuple(self._treatment(remedy) for remedy in known if remedy.name in self._given)
        self._given.update(remedy.name for remedy in known)
        return first_time, again

    def _treatment(self, remedy: Remedy) -> Treatment:
        return Treatment(advice(remedy, self._audit), f"how-{self._section}-{remedy.name}")

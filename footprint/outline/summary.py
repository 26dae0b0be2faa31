"""The first screen: the sentence with the counts, what changed, and what to do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import chain

from footprint.model import Audit, Cause, Comparison, Fate, Finding
from footprint.outline import words
from footprint.outline.cards import is_local
from footprint.outline.nouns import Action, Advice, Card, Section

MOST_ACTIONS = 5
NOT_FOUND = "We found none of the things we look for in the places we could see."
SAW_NOTHING = (
    "We could see nothing at all, neither on the web nor in your photos, so this report cannot tell you anything."
)

NOTHING_ONLINE = (
    "We could read no public source this time, so this says nothing about what stands online. Check your connection, "
    "and look again."
)


def headline(audit: Audit, asking: Container[str]) -> tuple[str, ...]:
    """What was found, in one to three sentences. Never that all is well."""
    online = [f for f in audit.findings if not is_local(f)]
    files = {place.url for f in audit.findings if is_local(f) for place in f.where}
    sentences = []
    if online:
        things = words.count(len(online), "thing")
        sentences.append(
            f"{_home(online, asking)}A stranger can find {things} about you online: {_severities(online)}."
        )
        undeclared = sum(1 for f in online if f.id in asking)
        if undeclared:
            some = "One" if undeclared == 1 else str(undeclared)
            sentences.append(f"{some} of them may not be yours: you can say so below.")
    if files and _was_offline(audit):
        sentences.append(NOTHING_ONLINE)
    if files:
        gives = words.count(len(files), "photo on this computer gives", "photos on this computer give")
        when = "nobody sees that until you share it" if len(files) == 1 else "nobody sees that until you share them"
        sentences.append(f"{gives} a place away; {when}.")
    if not sentences:
        sentences.append(NOT_FOUND if _saw_anything(audit) else SAW_NOTHING)
    return tuple(sentences)


def _home(online: Iterable[Finding], asking: Container[str]) -> str:
    """What matters most comes first, where it is so."""
    pages = {place.url for f in online if f.detector == "home-address" and f.id not in asking for place in f.where}
    return f"Your home address is on {words.count(len(pages), 'public page')}. " if pages else ""


def _saw_anything(audit: Audit) -> bool:
    return bool(audit.photos_read or any(one.evidence for one in audit.looked))


def _was_offline(audit: Audit) -> bool:
    """Whether no public source that was asked could be reached."""
    asked = {one.source for one in audit.looked if one.questions}
    unreached = {skip.source for skip in audit.skipped if skip.cause is Cause.OFFLINE}
    return bool(asked) and asked <= unreached and not any(one.evidence for one in audit.looked)


def _severities(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return words.listed(
        f"{counts[severity]} {name.lower()}" for severity, name in words.SEVERITIES.items() if counts[severity]
    )


def changes(comparison: Comparison) -> str:
    """What is new, gone or back since the audit before."""
    if comparison.previous is None:
        return "This is the first check, so there is nothing to compare it with yet."
    fates = Counter(comparison.fates.values())
    parts = [f"{fates[fate]} {words.FATES[fate].lower()}" for fate in Fate if fates[fate]]
    told = words.listed(parts).replace("could not check", "could not be checked")
    return f"Since the last check on {words.day(comparison.previous)}: {told or 'nothing has changed'}."


def actions(sections: Iterable[Section]) -> tuple[Action, ...]:
    """Five things at most, each a different one, the most urgent first; to say what is yours comes last."""
    cards = sorted(chain.from_iterable(section.cards for section in sections), key=_urgency)
    chosen: dict[Advice, list[Card]] = {}
    for card in cards:
        if card.best and not card.undeclared:
            chosen.setdefault(card.best, []).append(card)
    undeclared = [card for card in cards if card.yours]
    made = [_action(best, mended) for best, mended in list(chosen.items())[: MOST_ACTIONS - bool(undeclared)]]
    return (*made, *_say(undeclared))


def _urgency(card: Card) -> tuple[int, bool, int]:
    return -card.severity.rank, not card.online, -card.confidence.rank


def _action(advice: Advice, mended: list[Card]) -> Action:
    others = len(mended) - 1
    more = f", and {words.count(others, 'more', 'more')}" if others else ""
    return Action(advice.title, advice.minutes, advice.time, f"{mended[0].what}{more}", mended[0].anchor)


def _say(undeclared: list[Card]) -> Iterable[Action]:
    if undeclared:
        title = (
            "Say whether this is yours" if len(undeclared) == 1 else f"Say which of these {len(undeclared)} are yours"
        )
        yield Action(title, 2, words.minutes(2), undeclared[0].what, undeclared[0].anchor)


def marked(sections: Iterable[Section], actions: Iterable[Action]) -> tuple[Section, ...]:
    """The same sections; the cards that the actions lead to know it."""
    anchors = {action.anchor for action in actions}
    return tuple(
        replace(section, cards=tuple(replace(card, first=card.anchor in anchors) for card in section.cards))
        for section in sections
    )

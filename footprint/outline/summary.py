"""The first screen: the sentence with the counts, what changed, and what to do first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from footprint.detectors import SEEN_ALREADY
from footprint.model import Audit, Cause, Comparison, Fate, Severity
from footprint.outline import words
from footprint.outline.nouns import Action, Advice, Card, Section, Task
from footprint.outline.piles import asks, is_local

MOST_ACTIONS = 5
NOT_FOUND = "We found none of the things we look for in the places we could see."
SAW_NOTHING = (
    "We could see nothing at all, neither on the web nor in your photos, so this report cannot tell you anything."
)

NOTHING_ONLINE = (
    "We could read no public source this time, so this says nothing about what stands online. Check your connection, "
    "and look again."
)


def headline(audit: Audit, sections: Iterable[Section]) -> tuple[str, ...]:
    """What was found, in one to three sentences. Never that all is well."""
    online = [card for section in sections for card in section.cards if card.online]
    files = {place.url for f in audit.findings if is_local(f) and f.audience != SEEN_ALREADY for place in f.where}
    sentences = []
    if online:
        sentences.append(f"{_home(audit)}A stranger can find {_things(online)}: {_severities(online)}.")
        undeclared = sum(card.undeclared for card in online)
        if undeclared:
            some = "One" if undeclared == 1 else str(undeclared)
            sentences.append(f"{some} of them may not be yours: the report asks which.")
    if _saw_anything(audit) and _was_offline(audit):
        sentences.append(NOTHING_ONLINE)
    if files:
        gives = words.count(len(files), "photo on this computer tells", "photos on this computer tell")
        lone = "s" if len(files) == 1 else ""
        when = "nobody sees that until you share it" if len(files) == 1 else "nobody sees that until you share them"
        sentences.append(f"{gives} or show{lone} what a stranger could use; {when}.")
    if not audit.findings:
        sentences.append(NOT_FOUND if _saw_anything(audit) else SAW_NOTHING)
    return tuple(sentences)


def _things(online: Sequence[Card]) -> str:
    """How many cards there are, and in how many places those things stand where that is more."""
    places = sum(card.findings for card in online)
    more = f", in {places} places" if places > len(online) else ""
    return f"{words.count(len(online), 'thing')} about you online{more}"


def _home(audit: Audit) -> str:
    """What matters most comes first, where it is so."""
    pages = sum(f.detector == "home-address" and not (asks(f) or is_local(f)) for f in audit.findings)
    return f"Your home address is on {words.count(pages, 'public page')}. " if pages else ""


def _saw_anything(audit: Audit) -> bool:
    return bool(audit.photos_read or any(one.evidence for one in audit.looked))


def _was_offline(audit: Audit) -> bool:
    """Whether no public source that was asked could be reached."""
    asked = {one.source for one in audit.looked if one.questions}
    unreached = {skip.source for skip in audit.skipped if skip.cause is Cause.OFFLINE}
    return bool(asked) and asked <= unreached and not any(one.evidence for one in audit.looked)


def _severities(online: Iterable[Card]) -> str:
    counts = Counter(card.severity for card in online)
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
    if not told:
        return f"Since the last check on {words.day(comparison.previous)}: nothing has changed."
    return f"Since the last check on {words.day(comparison.previous)}, each place counted by itself: {told}."


def actions(sections: Iterable[Section]) -> tuple[Action, ...]:
    """Five things at most, each a different one, the most urgent first; to say what is yours comes last."""
    cards = [card for section in sections for card in section.cards]
    mended: dict[Advice, list[tuple[Task, Card]]] = defaultdict(list)
    for card in cards:
        for task in card.tasks:
            mended[task.advice].append((task, card))
    undeclared = sorted((card for card in cards if card.yours), key=lambda card: -card.severity.rank)
    made = sorted(mended.items(), key=lambda item: _urgency(*item))[: MOST_ACTIONS - bool(undeclared)]
    return (*(_action(best, tasks) for best, tasks in made), *_say(undeclared))


def _urgency(advice: Advice, tasks: list[tuple[Task, Card]]) -> tuple[int, ...]:
    """What is serious, then whose place it is, then how serious it is, how much one step mends, and how fast."""
    worst = max(task.severity.rank for task, _ in tasks)
    turn = min(task.turn for task, _ in tasks if task.severity.rank == worst)
    return -(worst == Severity.SERIOUS.rank), turn, -worst, -len(tasks), advice.minutes


def _action(advice: Advice, tasks: list[tuple[Task, Card]]) -> Action:
    task, card = min(tasks, key=lambda one: (-one[0].severity.rank, one[0].turn))
    more = f", and {words.count(len(tasks) - 1, 'more', 'more')}" if len(tasks) > 1 else ""
    anchors = {row.best.advice: row.best.anchor for row in card.rows if row.best}
    steps = anchors.get(advice, card.anchor)
    return Action(advice.title, advice.minutes, advice.time, f"{task.what}{more}", card.anchor, steps)


def _say(undeclared: list[Card]) -> Iterable[Action]:
    if undeclared:
        title = (
            "Say whether this is yours" if len(undeclared) == 1 else f"Say which of these {len(undeclared)} are yours"
        )
        anchor = undeclared[0].anchor
        yield Action(title, 2, words.minutes(2), undeclared[0].what, anchor, anchor)


def marked(sections: Iterable[Section], actions: Iterable[Action]) -> tuple[Section, ...]:
    """The same sections; the cards that the actions lead to know it, and which steps are to be seen there."""
    actions = list(actions)
    return tuple(
        replace(section, cards=tuple(_marked(card, actions) for card in section.cards)) for section in sections
    )


def _marked(card: Card, actions: Iterable[Action]) -> Card:
    steps = {action.steps for action in actions if action.anchor == card.anchor}
    if card.anchor in steps and card.remedies and card.remedies[0].advice == card.best:
        steps.add(card.remedies[0].anchor)
    return replace(card, first=bool(steps), opened=frozenset(steps))

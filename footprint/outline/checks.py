"""The other lists of the report: gone, clear, could not check, set aside, sent out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from footprint.model import Audit, Cause, Comparison, Fate, PastFinding, Sent, SetAside, Skipped
from footprint.outline import words
from footprint.outline.advice import filled
from footprint.outline.cards import Desk
from footprint.outline.nouns import Aside, Link, Looked, Past, Place, Posted, Unchecked, UncheckedSource

MOST_ITEMS = 12
MOST_REASONS = 12
MOST_ASIDE = 24
PHOTO_FOLDERS = "Your photo folders"


def past(comparison: Comparison, fate: Fate, desk: Desk) -> tuple[Past, ...]:
    """The findings that are not in this audit and had this fate."""
    return tuple(_past(f, desk) for f in comparison.past if comparison.fates.get(f.id) is fate)


def _past(finding: PastFinding, desk: Desk) -> Past:
    inside = words.listed(dict.fromkeys(desk.foreign(place.place) for place in finding.where))
    seen = f"First seen {words.day(finding.first_seen)}, last seen {words.day(finding.last_seen)}"
    return Past(desk.shown(finding.what), words.plain(finding.masked, words.LONGEST), inside, seen)


def looked(audit: Audit) -> tuple[Looked, ...]:
    """What each source answered that could be asked."""
    unreached = {skip.source for skip in audit.skipped}
    return tuple(
        Looked(
            words.plain(one.title),
            f"{words.count(one.questions, 'question')} asked, "
            f"{words.count(one.evidence, 'page or record', 'pages and records')} read",
        )
        for one in audit.looked
        if one.evidence or (one.questions and one.source not in unreached)
    )


def photos_read(audit: Audit) -> str:
    """How many photos were read."""
    if audit.photos_read:
        return f"{words.count(audit.photos_read, 'photo or video', 'photos and videos')} read on this computer"
    return "No photo was read: no folder was named, or none could be opened"


def unchecked(desk: Desk, titles: Mapping[str, str]) -> tuple[UncheckedSource, ...]:
    """What could not be checked, by source and reason."""
    sources: dict[str, list[Skipped]] = defaultdict(list)
    for skip in desk.audit.skipped:
        sources[skip.source].append(skip)
    return tuple(
        replace(_unchecked_source(_title(source, titles), skips, desk), by_hand=_by_hand(source, skips, desk.audit))
        for source, skips in sources.items()
    )


_ASKED_IN_VAIN = frozenset(Cause) - {Cause.OFFLINE, Cause.SWITCHED_OFF, Cause.TOO_LARGE, Cause.FAULT}


def _by_hand(source: str, skips: list[Skipped], audit: Audit) -> Link | None:
    """Where a person may look instead, where a question was not asked or not answered; what it led to is none."""
    address = words.BY_HAND.get(source)
    unasked = (skip for skip in skips if not skip.identifier.startswith(("http://", "https://")))
    if address is None or not any(skip.cause in _ASKED_IN_VAIN for skip in unasked):
        return None
    address = words.address(filled(address, audit))
    return Link(f"Look by hand on {words.host(address)}", address)


def _unchecked_source(title: str, skips: list[Skipped], desk: Desk) -> UncheckedSource:
    """One list item for each reason; what to do about a cause is said with the last of them."""
    reasons: dict[tuple[Cause, str], list[Skipped]] = defaultdict(list)
    for skip in sorted(skips, key=lambda skip: list(Cause).index(skip.cause)):
        reasons[skip.cause, skip.reason].append(skip)
    kept = list(reasons)[:MOST_REASONS]
    last = dict(kept)
    parts = tuple(_unchecked(reasons[key], desk, last=last[key[0]] == key[1]) for key in kept)
    return UncheckedSource(title, parts, len(reasons) - len(kept))


def _unchecked(skips: list[Skipped], desk: Desk, *, last: bool) -> Unchecked:
    items = tuple(dict.fromkeys(desk.shown(skip.identifier) for skip in skips if skip.identifier))
    return Unchecked(
        cause=words.CAUSES[skips[0].cause],
        reason=desk.shown(skips[0].reason),
        mend=words.MENDS.get(skips[0].cause, "") if last else "",
        items=items[:MOST_ITEMS],
        more=max(0, len(items) - MOST_ITEMS),
    )


def set_aside(desk: Desk) -> tuple[Aside, ...]:
    """Pages taken to be about someone else."""
    return tuple(_aside(page, desk) for page in desk.audit.set_aside[:MOST_ASIDE])


def _aside(page: SetAside, desk: Desk) -> Aside:
    inside = desk.foreign(words.host(page.url))
    title = desk.foreign(page.title) or inside or "A page without a title"
    reasons = tuple(desk.foreign(reason) for reason in page.reasons)
    return Aside(Place(Link(title, words.address(page.url)), "" if inside in title else inside), reasons)


def posted(desk: Desk, titles: Mapping[str, str]) -> Iterator[Posted]:
    """What was sent, host by host. Two sources may ask one host."""
    hosts: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    for sent in desk.audit.sent:
        if sent.left:
            hosts[sent.host, sent.source].append(sent)
    for (host, source), requests in sorted(hosts.items()):
        sends = dict.fromkeys(desk.shown(string) for sent in requests for string in sent.sends)
        when = words.between(requests[0].at, requests[-1].at)
        yield Posted(desk.shown(host), _title(source, titles), len(requests), when, tuple(sends))


def _title(source: str, titles: Mapping[str, str]) -> str:
    return words.plain(titles.get(source, words.capital(source.replace("-", " "))), words.LONGEST)

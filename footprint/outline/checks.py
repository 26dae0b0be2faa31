"""The other lists of the report: gone, clear, could not check, set aside, sent out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from footprint.model import Audit, Cause, Comparison, Fate, PastFinding, Sent, SetAside, Skipped
from footprint.outline import words
from footprint.outline.advice import filled
from footprint.outline.cards import Desk
from footprint.outline.nouns import Aside, Link, Looked, Past, Place, Posted, Unchecked, UncheckedSource
from footprint.outline.piles import is_local, is_photo, photos_say
from footprint.outline.redaction import hint
from footprint.outline.shelf import looked_at
from footprint.pictures import SHOWN

MOST_ITEMS = 12
MOST_REASONS = 12
MOST_IN_LINE = 3
MOST_ASIDE = 24
MOST_FILES = 60
PHOTO_FOLDERS = "Your photo folders"


def past(comparison: Comparison, fate: Fate, desk: Desk) -> tuple[Past, ...]:
    """The findings that are not in this audit and had this fate."""
    kinds: dict[object, list[PastFinding]] = defaultdict(list)
    for finding in comparison.past:
        if comparison.fates.get(finding.id) is fate:
            alike = is_photo(finding) and is_local(finding)
            kinds[(finding.detector, finding.severity) if alike else finding.id].append(finding)
    return tuple(_past(ones[0], desk) if len(ones) == 1 else _photos(ones, desk) for ones in kinds.values())


def _photos(ones: list[PastFinding], desk: Desk) -> Past:
    """Photos of one kind, with the names of the first."""
    places = [place for one in ones for place in one.where[:1]]
    folders = dict.fromkeys(words.file_name(desk.foreign(place.place)) for place in places)
    files = tuple(dict.fromkeys(desk.shown(place.title or words.file_name(place.url)) for place in places))
    first, last = min(one.first_seen for one in ones), max(one.last_seen for one in ones)
    return Past(
        what=photos_say(ones[0], len(ones)),
        masked="",
        inside=words.listed(folders),
        since=f"First seen {words.day(first)}, last seen {words.day(last)}",
        files=files[:MOST_FILES],
        files_more=max(0, len(files) - MOST_FILES),
    )


def _past(finding: PastFinding, desk: Desk) -> Past:
    inside = words.listed(dict.fromkeys(desk.foreign(place.place) for place in finding.where))
    seen = f"First seen {words.day(finding.first_seen)}, last seen {words.day(finding.last_seen)}"
    masked = words.plain(hint(finding.masked, finding.group, desk.shown(finding.what), inside), words.LONGEST)
    return Past(desk.shown(finding.what), masked, inside, seen)


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
    """How many photos were looked at."""
    if audit.photos_read:
        return looked_at(audit)
    return "No photo was read: no folder was named, or none could be opened"


def unchecked(desk: Desk, titles: Mapping[str, str]) -> tuple[UncheckedSource, ...]:
    """What could not be checked: first what befell several sources alike, then by source and reason."""
    alike = _befell_several(desk.audit.skipped)
    together = tuple(_together(skips, titles, desk) for skips in alike.values())
    sources: dict[str, list[Skipped]] = defaultdict(list)
    for skip in desk.audit.skipped:
        if skip.cause not in alike:
            sources[skip.source].append(skip)
    return together + tuple(
        replace(_unchecked_source(_title(source, titles), skips, desk), by_hand=_by_hand(source, skips, desk.audit))
        for source, skips in sources.items()
    )


_PASSING = (Cause.OFFLINE, Cause.TIMED_OUT, Cause.SERVICE_FAILED)
"""What passes by itself: the same is to be done about it whichever source it befell."""


def _befell_several(skipped: Iterable[Skipped]) -> Mapping[Cause, list[Skipped]]:
    causes: dict[Cause, list[Skipped]] = {cause: [] for cause in _PASSING}
    for skip in skipped:
        if skip.cause in causes:
            causes[skip.cause].append(skip)
    return {cause: skips for cause, skips in causes.items() if len({skip.source for skip in skips}) > 1}


def _together(skips: list[Skipped], titles: Mapping[str, str], desk: Desk) -> UncheckedSource:
    """One block for a cause, with a line for each source."""
    sources: dict[str, list[Skipped]] = defaultdict(list)
    for skip in skips:
        sources[skip.source].append(skip)
    items = tuple(_line(_title(source, titles), ones, desk) for source, ones in sources.items())
    cause = skips[0].cause
    reason = f"{words.count(len(skips), 'question')} to {words.count(len(sources), 'source')} had no answer."
    part = Unchecked(words.CAUSES[cause], reason, words.MENDS.get(cause, ""), items, 0)
    return UncheckedSource("Several sources", (part,), 0)


def _line(title: str, skips: list[Skipped], desk: Desk) -> str:
    """A source, and what it was to be asked: the first few."""
    asked = tuple(dict.fromkeys(desk.shown(skip.identifier) for skip in skips if skip.identifier))
    more = f" and {len(asked) - MOST_IN_LINE} more" if len(asked) > MOST_IN_LINE else ""
    return f"{title}: {', '.join(asked[:MOST_IN_LINE])}{more}" if asked else title


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
    items = tuple(dict.fromkeys(desk.shown(skip.identifier) for skip in skips if skip.identifier not in ("", SHOWN)))
    return Unchecked(
        cause=words.CAUSES[skips[0].cause],
        reason=desk.commands.spelled(desk.shown(skips[0].reason)),
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

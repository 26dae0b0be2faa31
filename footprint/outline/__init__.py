"""The outline of a report: everything it shows, counted, grouped, worded and veiled, before any form is given to it.

`outline` makes it; `nouns` says what is in it; `words` holds the plain English; `redaction` what is left out. The
forms in `reports` only lay it out.
"""

from __future__ import annotations

from collections.abc import Mapping

from footprint.model import PHOTOS, Audit, Comparison, Fate, Remedy
from footprint.outline import checks, summary, words
from footprint.outline.advice import checklists, holding, to_tell
from footprint.outline.cards import Desk, sections
from footprint.outline.commands import here
from footprint.outline.notices import not_checked, seen, to_know
from footprint.outline.nouns import Outline
from footprint.outline.piles import asks
from footprint.outline.redaction import Veil, redacted
from footprint.outline.shelf import shelf
from footprint.outline.whereabouts import together
from footprint.profile import consent_ends


def outline(
    audit: Audit,
    comparison: Comparison,
    remedies: Mapping[str, Remedy],
    *,
    share: bool,
    profile: str = "",
    file: str = "",
) -> Outline:
    """What a report of this audit shows. Nothing in it that is seen at first sight holds a value.

    Args:
        audit: the audit.
        comparison: beside the ones before it.
        remedies: every remedy by name.
        profile: the file that a command has to name; "" where it need not.
        file: the `audit.json` that a command may name; "" where it is not known.
        share: make it fit to be given away; see `redaction.redacted`.
    """
    veil = Veil.over(audit)
    withheld = [asks(finding) for finding in audit.findings]
    if share:
        audit, comparison = redacted(audit, comparison)
    asking = frozenset(finding.id for finding, is_withheld in zip(audit.findings, withheld, strict=True) if is_withheld)
    commands = here(audit, profile=profile, file=file, share=share)
    remedies = commands.advised(holding(remedies, audit))
    desk = Desk(audit, comparison, remedies, veil, share, asking, commands)
    found = sections(desk)
    actions = summary.actions(found)
    found = summary.marked(found, actions)
    titles = _titles(audit)
    return Outline(
        name=words.plain(audit.subject, words.LONGEST),
        council=words.plain(audit.council, words.LONGEST),
        made=words.day(audit.finished),
        took=_took(audit),
        version=audit.version,
        demo=audit.demo,
        share=share,
        headline=summary.headline(audit, found),
        changes=summary.changes(comparison),
        actions=actions,
        actions_time=words.minutes(sum(action.minutes for action in actions)),
        sections=found,
        together=together(audit, share=share),
        shelf=shelf(audit, commands, share=share),
        gone=checks.past(comparison, Fate.GONE, desk),
        clear=tuple(words.plain(clear.title) for clear in audit.clear),
        looked=checks.looked(audit),
        photos_read=checks.photos_read(audit),
        unchecked=checks.unchecked(desk, titles),
        unchecked_past=checks.past(comparison, Fate.COULD_NOT_CHECK, desk),
        only_you=tuple(checklists(remedies, audit)),
        tell=to_tell(remedies, audit),
        set_aside=checks.set_aside(desk),
        set_aside_more=max(0, len(audit.set_aside) - checks.MOST_ASIDE),
        posted=tuple(checks.posted(desk, titles)),
        seen=seen(audit),
        not_checked=not_checked(audit),
        notices=tuple(map(commands.spelled, to_know(audit))),
        requests=words.count(sum(sent.left for sent in audit.sent), "request"),
        commands=commands,
        questions=sum(card.undeclared for section in found for card in section.cards),
        reused=sum(not sent.left for sent in audit.sent),
        consent=_consent(audit),
    )


def _titles(audit: Audit) -> Mapping[str, str]:
    """What a person would call each source. An audit says so itself, so that an old one reads as it did."""
    return {one.source: one.title for one in audit.looked} | {PHOTOS: checks.PHOTO_FOLDERS}


def _took(audit: Audit) -> str:
    seconds = max(0, round((audit.finished - audit.started).total_seconds()))
    return words.minutes(round(seconds / 60)) if seconds >= 60 else words.count(seconds, "second")  # noqa: PLR2004  a minute


def _consent(audit: Audit) -> str:
    """Who this is about, who agreed and until when."""
    consent = audit.consent
    name = words.plain(audit.subject, words.LONGEST)
    by = f" {words.plain(consent.recorded_by, words.LONGEST)} recorded this." if consent.recorded_by else ""
    asked = f"{name} asked for this check" if consent.relationship == "me" else f"{name} agreed to this check"
    ends = words.day(consent_ends(consent.given))
    return f"{asked} on {words.day(consent.given)}.{by} The agreement ends on {ends}."

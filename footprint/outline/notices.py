"""What a person should know before they read the rest: what kept the check from seeing much."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.model import Audit, Cause
from footprint.outline import words
from footprint.outline.shelf import looked_at

WEB_SEARCHES = frozenset(("brave", "mojeek", "searxng"))
"""The sources that search the web at large."""

NO_WEB_SEARCH = (
    "The web at large was not searched: a search engine needs a key, and there is none. Get one from "
    "brave.com/search/api, store it with `footprint sources --set-key brave`, and run the check again."
)
PORTRAIT = "accounts that use your picture"
"""What could not be looked for without a portrait, in the words of the sources."""

NO_PORTRAIT = (
    "The portrait that your profile names is not there or cannot be read, so accounts that use your picture were not "
    "looked for."
)


def to_know(audit: Audit) -> Iterator[str]:
    """A sentence or two for each, with commands between backticks."""
    unset = (Cause.NO_KEY, Cause.NOT_SET)
    asked = any(one.questions or one.evidence for one in audit.looked if one.source in WEB_SEARCHES)
    missing = any(skip.source in WEB_SEARCHES and skip.cause in unset for skip in audit.skipped)
    if missing and not asked:
        yield NO_WEB_SEARCH
    if any(skip.identifier == PORTRAIT for skip in audit.skipped):
        yield NO_PORTRAIT


def seen(audit: Audit) -> str:
    """How much was looked at."""
    read = sum(one.evidence for one in audit.looked)
    opened = words.count(len(audit.opened), "address", "addresses")
    return (
        f"We opened {opened}, read {words.count(read, 'page, post or record', 'pages, posts and records')} in all, and "
        f"looked at {looked_at(audit)}."
    )


def not_checked(audit: Audit) -> str:
    """How much could not be looked at, or ""."""
    things = words.count(len(audit.skipped), "thing could not be checked", "things could not be checked")
    return things if audit.skipped else ""

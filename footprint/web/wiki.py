"""What MediaWiki answers where it cannot: Wikimedia Commons and Wikidata say so with the status of a success."""

from __future__ import annotations

from typing import TypeVar

from footprint.errors import Blocked, CouldNotCheck, ServiceFailed, Throttled, Unexpected
from footprint.web.shapes import Shape, Text, plain

T = TypeVar("T")

_KNOWN: dict[str, type[CouldNotCheck]] = {
    "ratelimited": Throttled,
    "maxlag": Throttled,
    "readapidenied": Blocked,
    "blocked": Blocked,
    "readonly": ServiceFailed,
}
_BROKEN = "internal_api_error"


class Problem(Shape):
    """An error, by its code and in words."""

    code: Text = ""
    info: Text = ""


def expected(part: T | None, problem: Problem | None, title: str) -> T:
    """The part of an answer that must be there.

    Args:
        part: as it came.
        problem: what the wiki says is wrong.
        title: what a person would call the wiki.

    Raises:
        CouldNotCheck: there is a problem, or the part is missing.
    """
    if problem is not None:
        kind = ServiceFailed if problem.code.startswith(_BROKEN) else _KNOWN.get(problem.code, Unexpected)
        raise kind(f"{title} answered: {plain(problem.info) or problem.code or 'it could not do that'}")
    if part is None:
        raise Unexpected(f"The data of {title} have a shape that Footprint does not know: the answer is missing.")
    return part

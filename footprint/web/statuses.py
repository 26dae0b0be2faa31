"""What a service's status means, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from footprint.errors import Blocked, CouldNotCheck, Missing, ServiceFailed, Throttled, Unexpected
from footprint.web import notices

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MISSING = frozenset({404, 410})
PASSING = frozenset({429, 500, 502, 503, 504})
"""Asking again may help."""

_MOST_DIGITS = 9  # thirty years are as good as any longer
_UNKNOWN = 401
_NOT_ALLOWED = 403
_REFUSALS = frozenset({400, 402, 403, 422})
TELLING = _REFUSALS | {429}
"""What stands beside these may say that it is only for now."""
_TOO_MANY = 429
_FAILED = 500
_BLOCKED = {
    402: "{host} wants to be paid before it answers (402).",
    403: "{host} does not let programs in (403). Open the page in your browser instead.",
    451: "{host} does not show this page for legal reasons (451).",
}


def is_answer(status: int) -> bool:
    """Whether the body is worth reading."""
    return 200 <= status < 300 or status in MISSING  # noqa: PLR2004  the class of successes


def spent(status: int, headers: Mapping[str, str], said: str = "") -> bool:
    """Whether a refusal means no more than that there were too many questions; so some services say it."""
    if status in _REFUSALS and notices.too_often(said):
        return True
    remaining = (headers.get(name, "").strip() for name in ("x-ratelimit-remaining", "ratelimit-remaining"))
    return status == _NOT_ALLOWED and ("0" in remaining or retry_after(headers.get("retry-after", "")) is not None)


def problem(status: int, host: str, *, keyed: bool = False, throttled: bool = False, said: str = "") -> CouldNotCheck:
    """Why a status is not an answer.

    Args:
        status: its number.
        host: who answered.
        keyed: a key was sent.
        throttled: there were too many questions, whatever the status says.
        said: what stands beside it, in words.
    """
    if status in MISSING:
        return Missing(f"There is no such page on {host} ({status}).")
    if status == _UNKNOWN or (keyed and status in _REFUSALS and notices.refuses_key(said)):
        wanted = "did not accept the key. Check it and set it again" if keyed else "wants a key or a sign-in"
        return Blocked(f"{host} {wanted} ({status}).")
    if throttled or status == _TOO_MANY:
        return Throttled(_too_often(status, host, throttled=throttled, said=said))
    if status in _BLOCKED:
        return Blocked(_BLOCKED[status].format(host=host))
    if status >= _FAILED:
        return ServiceFailed(f"{host} answered that it is out of order ({status}). Try again another day.")
    return Unexpected(f"{host} answered in a way that Footprint does not know (status {status}).")


def _too_often(status: int, host: str, *, throttled: bool, said: str) -> str:
    number = "" if is_answer(status) else f" ({status})"
    if notices.used_up(said):
        return f"{host} was asked as often as it allows, and answers no more{number}. Try again tomorrow."
    spent = "has had as many questions from here as it answers for now"
    asked = spent if throttled else "asked us to slow down, and still did after waiting"
    return f"{host} {asked}{number}. Try again later."


def retry_after(value: str) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or a date; None where it says nothing sensible."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:_MOST_DIGITS])
    until = moment(value)
    return None if until is None else max(0.0, until - datetime.now(UTC).timestamp())


def moment(value: str) -> float | None:
    """The moment that a header names, in seconds since 1970; None where it names none."""
    try:
        named = parsedate_to_datetime(value)
        return (named if named.tzinfo else named.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, IndexError, TypeError):
        return None

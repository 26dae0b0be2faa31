"""Why something could not be checked: one short word each.

It stands alone, so that a program that only compares a folder with what it remembers need not load the whole model.
"""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Why something could not be checked."""

    OFFLINE = "offline"
    TIMED_OUT = "timed-out"
    REFUSED = "refused"
    ROBOTS = "robots"
    BLOCKED = "blocked"
    THROTTLED = "throttled"
    NO_KEY = "no-key"
    NOT_SET = "not-set"
    SWITCHED_OFF = "switched-off"
    SERVICE_FAILED = "service-failed"
    UNEXPECTED = "unexpected"
    MISSING = "missing"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    PARTLY = "partly"
    WITHHELD = "withheld"
    LEFT = "left"
    FAULT = "fault"

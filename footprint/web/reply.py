"""What came back over the wire, before it is an answer or leads on: what can be kept and looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOLD = (
    "age",
    "cache-control",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "location",
    "pragma",
    "vary",
)
"""The headers that are looked at; all others, cookies among them, are dropped as they come."""

NOT_CHANGED = 304


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply.

    Attributes:
        status: 200 to 299, one that leads on, one of nothing there, or 304 where that was asked for.
        headers: those of `TOLD` that came, by their names in lower case.
        body: unpacked; empty where it leads on or nothing has changed.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

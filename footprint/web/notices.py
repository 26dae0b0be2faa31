"""What a service says in words: that it was asked too often, or that a key is none.

Many a notice comes with the status of a success, and many a refusal stands for no more than "not now".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from footprint.web.charsets import decode
from footprint.web.shapes import plain

LONGEST = 8_000
"""Bytes: a notice is shorter."""

_DEPTH = 4
_TOO_OFTEN = re.compile(
    r"(?<![a-z])(?:user)?rate.?limit|too many (?:requests|queries)|throttl|slow down|limit requests"
    r"|quota.{0,9}(?:exceed|exhaust|limit|used|reach)|exceeded.{0,90}quota|out of.{0,20}quota|resource.?exhausted"
    r"|(?:dai?ly|hourly|monthly|usage|request|search|query|call).{0,3}limit.{0,20}(?:exceed|reach|hit|used)"
)
_USED_UP = re.compile(r"quota|daily|dailylimit|monthly|usage|per day|today|tomorrow|resource.?exhausted")
_NO_KEY = re.compile(
    r"(?:key|token|credential)s?\b.{0,30}(?:not valid|invalid|expired|unknown|wrong)"
    r"|(?:not valid|invalid|expired|unknown|wrong).{0,20}(?:key|token|credential)"
)
_TELLING = frozenset({"error", "errors", "detail", "message", "msg", "reason", "fault", "error_description"})
_TITLED = frozenset({"title", "description"})
_NUMBERED = frozenset({"errorcode", "status", "statuscode"})
"""What such a notice is called in JSON; a title is one only beside the number of an error."""


def too_often(text: str) -> bool:
    """Whether a service says that it was asked too often."""
    return _TOO_OFTEN.search(text.casefold()) is not None


def used_up(text: str) -> bool:
    """Whether what it allows for a longer time is used up, so that waiting a little is of no use."""
    return too_often(text) and _USED_UP.search(text.casefold()) is not None


def refuses_key(text: str) -> bool:
    """Whether a service says that the key is none that it knows."""
    return _NO_KEY.search(text.casefold().replace("_", " ")) is not None


def told(body: bytes, charset: str = "") -> str:
    """What an answer that should be data says in words: a notice, an error; empty where it is data."""
    if len(body) > LONGEST:
        return ""
    text = decode(body, charset).strip()
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return "" if text.startswith(("{", "[")) else plain(text)
    return "\n".join(_said(data))


def _said(data: Any) -> Iterator[str]:  # noqa: ANN401  whatever stood in the JSON
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        names = {name.casefold(): name for name in data}
        wanted = _TELLING | (_TITLED if _NUMBERED & names.keys() else frozenset())
        for name in wanted & names.keys():
            yield from _strings(data[names[name]])


def _strings(data: Any, depth: int = _DEPTH) -> Iterator[str]:  # noqa: ANN401  whatever stood in the JSON
    """Every text in an error."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list) and depth:
        for part in data.values() if isinstance(data, dict) else data:
            yield from _strings(part, depth - 1)

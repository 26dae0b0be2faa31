"""Shapes of answers: what services send loosely, read strictly.

A service's own quirks are tolerated here (null for an empty text, one object for a list of one, a list for an empty
object). What else does not fit is left out where it is counted: an entry of a list, a detail that an entry does not
need. An answer of which nothing is left, and every answer where nobody counts, is `Unexpected`, never an empty result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
)

T = TypeVar("T")


@dataclass(slots=True)
class Unread:
    """What of an answer could not be read and was left out; given to pydantic as the context of a validation.

    Attributes:
        entries: of those for which the question was asked (`ENTRIES`).
        of: how many of these there are.
        details: of the rest: whatever an entry can do without.
        broken: what should hold the entries is no list.
    """

    entries: int = 0
    of: int = 0
    details: int = 0
    broken: bool = False

    def readable(self, value: Any, read: Callable[[Any], T]) -> tuple[T, ...]:  # noqa: ANN401  as it stood in the JSON
        """What can be read, or nothing. What is left out whole loses no details besides."""
        before = self.entries, self.of, self.details
        try:
            return (read(value),)
        except ValidationError:
            self.entries, self.of, self.details = before
            return ()

    def those(self, parts: Iterable[Any], read: Callable[[Any], Iterable[T]]) -> tuple[T, ...]:
        """What can be read of parts that are lists or objects of one each."""
        return tuple(one for part in parts for found in self.readable(part, read) for one in found)

    @property
    def everything(self) -> bool:
        """Whether there were entries and none is left."""
        return self.broken or self.entries == self.of > 0

    def add(self, other: Unread) -> None:
        """Count what was left out of another answer too."""
        self.entries += other.entries
        self.of += other.of
        self.details += other.details

    @property
    def words(self) -> str:
        """As in "1 of 20 entries could not be read; the rest was used."; empty where everything could."""
        entries = f"{self.entries} of {self.of} entries" if self.entries else ""
        details = f"{self.details} {'detail' if self.details == 1 else 'details'}" if self.details else ""
        lost = " and ".join(filter(None, (entries, details)))
        return f"{lost} could not be read; the rest was used." if lost else ""


class Shape(BaseModel):
    """A part of an answer. Fields that are not named are passed over: services add some all the time."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def _unneeded(cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:  # noqa: ANN401
        """Where there is a default, it stands for what cannot be read, and for null."""
        told = cls.model_fields[info.field_name or ""]
        if told.is_required() or not isinstance(info.context, Unread):
            return read(value)
        found = () if value is None else info.context.readable(value, read)
        info.context.details += value is not None and not found
        return found[0] if found else told.get_default(call_default_factory=True)


def _text(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _digits(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return value.replace(",", "").strip() if isinstance(value, str) else value


def _many(value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:  # noqa: ANN401  as in JSON
    items = _list(value)
    if not isinstance(items, list) or not isinstance(info.context, Unread):
        return read(items)
    found = info.context.those(([item] for item in items), read)
    info.context.details += len(items) - len(found)
    return found


def _entries(value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:  # noqa: ANN401  as in JSON
    items = _list(value)
    if not isinstance(info.context, Unread):
        return read(items)
    if not isinstance(items, list):
        info.context.broken = True
        return read(items)
    found = info.context.those(([item] for item in items), read)
    info.context.entries += len(items) - len(found)
    info.context.of += len(items)
    return found


def _each(value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:  # noqa: ANN401  as in JSON
    items = _named(value)
    if not isinstance(items, dict) or not isinstance(info.context, Unread):
        return read(items)
    found = info.context.those(({name: item} for name, item in items.items()), lambda one: read(one).items())
    info.context.details += len(items) - len(found)
    return dict(found)


def _list(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return [] if value is None else [value] if isinstance(value, dict) else value


def _named(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return {} if value is None or value == [] else value


Text = Annotated[str, BeforeValidator(_text)]
"""A text; null is an empty one, a number its digits."""
Needed = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
"""A text without which an entry is nothing: what lacks it cannot be read."""
Number = Annotated[int, BeforeValidator(_digits)]
"""A whole number, also as people write it: "1,204"."""
MANY = WrapValidator(_many)
"""For lists: null is an empty one, one object a list of one."""
ENTRIES = WrapValidator(_entries)
"""For the list of what was asked for: as `MANY`, and an answer of which no entry can be read is none."""
NAMED = BeforeValidator(_named)
"""For objects: null and an empty list are one without fields."""
EACH = WrapValidator(_each)
"""For objects that hold entries by name: as `NAMED` and `MANY`."""


_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLOCK = re.compile(r"<(?:br|/p|/li|/div|/tr)\b[^<>]{0,2000}>", re.IGNORECASE)


def plain(html: str) -> str:
    """The text of a short piece of HTML, such as a search result's snippet: tags dropped, entities read."""
    return unescape(_TAG.sub("", _BLOCK.sub("\n", html))).replace("\xa0", " ").strip()


def moment(text: str) -> datetime | None:
    """A time in UTC, or None: people and services may write anything there."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def day(text: str) -> date | None:
    """A day such as 2013-10-04, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def web_address(text: str) -> str:
    """An address on the web as it stands, or nothing where it is none: other servers may write anything there."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    return text if good and text.isprintable() else ""

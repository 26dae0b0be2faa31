"""The report for programs, and for rendering again: one JSON file with everything in it.

    {
      "format": "footprint-audit", "schema_version": 1, "shared": false,
      "findings": […], "skipped": […], "sent": […], …, "comparison": {…}
    }

Beside the first three stand the fields of `model.Audit` by their names, and under `comparison` those of
`model.Comparison`: times in ISO 8601 with their offset, the words of enumerations ("serious", "still-there"), bytes
(thumbnails) in base64. Each finding also has its `id`, by which `comparison` refers to it, and its `fate`. What photos
tell together stands under `whereabouts` (`model.Whereabouts`), null where none has a position. Fields may be added;
none changes its meaning while `schema_version` stays the same. In a shared copy `value` is null throughout, and
whatever else could give a detail away is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from footprint.errors import UsageError
from footprint.model import Audit, Comparison
from footprint.outline.redaction import redacted
from footprint.reports import Report, Sheet

FIRST_YEAR, LAST_YEAR = 1970, 2200


class File(BaseModel):
    """What `audit.json` holds; in the file itself the fields of `audit` stand at the top."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", extra="ignore")

    format: Literal["footprint-audit"] = "footprint-audit"
    schema_version: Literal[1] = 1
    shared: bool = False
    audit: Audit
    comparison: Comparison


class Json(Report):
    """Everything an audit knows; `load` reads it back."""

    name = "json"
    suffix = "json"

    def render(self, sheet: Sheet) -> str:
        """The whole audit, indented."""
        audit, comparison = sheet.audit, sheet.comparison
        if sheet.share:
            audit, comparison = redacted(audit, comparison)
        file = File(shared=sheet.share, audit=audit, comparison=comparison).model_dump(mode="json")
        comparison_written = file.pop("comparison")
        file |= file.pop("audit") | {"comparison": comparison_written}
        for finding, written in zip(audit.findings, file["findings"], strict=True):
            written["id"] = finding.id
            written["fate"] = comparison.fates.get(finding.id)
        return f"{json.dumps(_sound(file), ensure_ascii=True, indent=2)}\n"


def _sound(part: Any) -> Any:  # noqa: ANN401  any JSON
    """Without the half characters that a broken file name leaves: no reader of JSON takes them."""
    match part:
        case str():
            return part.encode("utf-8", "replace").decode()
        case list():
            return [_sound(item) for item in part]
        case dict():
            return {name: _sound(item) for name, item in part.items()}
    return part


def load(text: str) -> tuple[Audit, Comparison]:
    """Read an audit back from what `Json` wrote.

    Raises:
        UsageError: it is not such a file, or of a version that is not known; the text names the field.
    """
    try:
        data = json.loads(text)
        file = File.model_validate_json(json.dumps({**data, "audit": data}))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]).removeprefix("audit.") or "the file"
        raise UsageError(f"This is not an audit.json that this version can read: {where}: {first['msg']}.") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError("This is not an audit.json that this version can read: the file holds no object.") from error
    if any(map(_unreadable, _times(file.model_dump()))):
        raise UsageError("This is not an audit.json that this version can read: a time in it lies outside of history.")
    return file.audit, file.comparison


def _times(part: Any) -> Iterator[date]:  # noqa: ANN401  any part of an audit
    """Every day and moment in it."""
    if isinstance(part, date):
        yield part
    elif isinstance(part, dict | list | tuple):
        for item in part.values() if isinstance(part, dict) else part:
            yield from _times(item)


def _unreadable(when: date) -> bool:
    """A time that no clock has shown, or that does not say by which clock."""
    return not FIRST_YEAR <= when.year <= LAST_YEAR or (isinstance(when, datetime) and when.tzinfo is None)

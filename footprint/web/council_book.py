"""Councils' sites that were found, remembered from audit to audit.

`councils.json` in Footprint's own folder, for its owner alone; `footprint purge` deletes it. Where it cannot be read or
written, sites are found again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from footprint import storage
from footprint.errors import TargetError
from footprint.web.council import parts


class Software(StrEnum):
    """What makes a council's site; the name of the source that reads it."""

    MODERNGOV = "moderngov"
    CMIS = "cmis"


@dataclass(frozen=True, slots=True)
class Site:
    """A council's site: where ModernGov's pages lie, without a slash at the end, or CMIS's list of councillors."""

    software: Software
    address: str


NAME = "councils.json"
KEPT = timedelta(days=180)
"""After so long it is looked for again."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    software: Software
    address: str
    found: date


_BOOK = TypeAdapter(dict[str, _Kept])


def path() -> Path:
    """The file in which they are kept."""
    return storage.data_folder() / NAME


def get(key: str) -> Site | None:
    """What is kept under a council's key or a site's host, and still holds."""
    kept = _read().get(key)
    return Site(kept.software, kept.address) if kept else None


def put(key: str, site: Site) -> None:
    """Keep a site."""
    _write(_read() | {key: _Kept(software=site.software, address=site.address, found=_today())})


def drop(key: str) -> bool:
    """Let go of a site; whether there was one."""
    book = _read()
    kept = book.pop(key, None)
    if kept:
        _write(book)
    return kept is not None


def delete() -> None:
    """Delete all that is kept.

    Raises:
        TargetError: when it cannot be deleted.
    """
    storage.delete(path())


def _read() -> dict[str, _Kept]:
    """What is kept and still holds; nothing where the file is damaged or missing."""
    try:
        book = _BOOK.validate_json(path().read_bytes())
    except (OSError, ValidationError):
        return {}
    today = _today()
    return {
        key: kept
        for key, kept in book.items()
        if kept.found <= today <= kept.found + KEPT and parts(kept.address, "").hostname
    }


def _write(book: dict[str, _Kept]) -> None:
    with suppress(TargetError):
        storage.private_folder(path().parent)
        storage.write_private(path(), _BOOK.dump_json(book, indent=1).decode())


def _today() -> date:
    return datetime.now(UTC).date()

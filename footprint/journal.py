"""What an audit that is under way has been told, so that one that is stopped goes on from there.

A question that was answered to its end stands here with all its evidence, whether or not HTTP lets its pages be kept:
it is what the audit made of them, not the pages. So does every request that left. The file is its owner's alone; it is
emptied when the audit has written its report, and what is older than twelve hours is not gone on with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from footprint import __version__, storage
from footprint.book import Book, delete
from footprint.errors import TargetError
from footprint.model import Cause, Evidence, Query, Sent, Skipped, Subject

HOURS = 12
"""An audit that was begun longer ago is begun anew."""

PASSING = frozenset({Cause.OFFLINE, Cause.TIMED_OUT, Cause.THROTTLED, Cause.SERVICE_FAILED, Cause.NO_KEY, Cause.FAULT})
"""What may have passed when it is asked again: such a question was not answered."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS audit (one INTEGER PRIMARY KEY CHECK (one = 1), began TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS answers (query BLOB PRIMARY KEY, items TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sent (line INTEGER PRIMARY KEY, told TEXT NOT NULL)",
)
_SENT = TypeAdapter(Sent)
_PLAIN = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
_KINDS: Mapping[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(tuple[kind, ...], config=_PLAIN)  # type: ignore[valid-type]  # each is a type
    for kind in (*get_args(Evidence), Skipped)
}


class Journal:
    """Of one subject's audit.

    Args:
        subject: what is answered depends on what is known of them.
        folder: where it lies; the platform's data folder by default.
        fresh: begin anew, whatever was answered before.

    Attributes:
        began: when the audit was begun.
        sent: what left for it before it was stopped.
    """

    def __init__(self, subject: Subject, folder: Path | None = None, *, fresh: bool = False) -> None:
        self.path = path(subject.id, folder)
        self._known = repr((__version__, subject.identifiers, subject.places, subject.sources))
        self._book = Book(self.path, _TABLES, 1)
        self.began = self._begin(fresh=fresh)
        self.sent = tuple(self._lines())

    @property
    def count(self) -> int:
        """How many questions are answered."""
        return sum(count for (count,) in self._book.run("SELECT count(*) FROM answers"))

    def answered(self, query: Query) -> tuple[Evidence | Skipped, ...] | None:
        """What was answered to a question before; None where it has to be asked."""
        for (items,) in self._book.run("SELECT items FROM answers WHERE query = ?", self._key(query)):
            with suppress(ValueError, KeyError):
                return tuple(item for kind, told in json.loads(items) for item in _KINDS[kind].validate_json(told))
        return None

    def keep(self, query: Query, items: Iterable[Evidence | Skipped], secret: str = "") -> None:
        """Write an answer down, unless a part of it is still to be had, or it repeats the secret."""
        items = tuple(items)
        if any(isinstance(item, Skipped) and item.cause in PASSING for item in items):
            return
        with suppress(ValueError):  # half characters, which no JSON can hold
            written = json.dumps([_told(item) for item in items])
            if not secret or secret not in written:
                self._book.run("INSERT OR REPLACE INTO answers VALUES (?, ?)", self._key(query), written)

    def note(self, line: int, sent: Sent) -> None:
        """Write a line of the ledger down, as it leaves and again when it is known what came of it."""
        written = _SENT.dump_json(sent).decode()
        self._book.run("INSERT OR REPLACE INTO sent VALUES (?, ?)", len(self.sent) + line, written)

    def finish(self) -> None:
        """Forget it all: the audit is done."""
        for table in ("audit", "answers", "sent"):
            self._book.run(f"DELETE FROM {table}")  # noqa: S608  its own tables
        self.close()
        with suppress(TargetError):  # another audit has it open
            delete(self.path)

    def close(self) -> None:
        """Let the file go, to be gone on with."""
        self._book.close()

    def _begin(self, *, fresh: bool) -> datetime:
        now = datetime.now(UTC)
        for (began,) in self._book.run("SELECT began FROM audit"):
            with suppress(ValueError):
                before = datetime.fromisoformat(began)
                if not fresh and now - timedelta(hours=HOURS) < before <= now and not self._empty():
                    return before
        for table in ("answers", "sent"):
            self._book.run(f"DELETE FROM {table}")  # noqa: S608  its own tables
        self._book.run("INSERT OR REPLACE INTO audit VALUES (1, ?)", now.isoformat())
        return now

    def _empty(self) -> bool:
        """Whether it was stopped before anything left."""
        return not self._book.run("SELECT 1 FROM sent UNION SELECT 1 FROM answers LIMIT 1")

    def _lines(self) -> Iterable[Sent]:
        for (told,) in self._book.run("SELECT told FROM sent ORDER BY line"):
            with suppress(ValidationError):
                yield _SENT.validate_json(told)

    def _key(self, query: Query) -> bytes:
        return hashlib.blake2b(repr((self._known, astuple(query))).encode("utf-8", "replace"), digest_size=16).digest()


def _told(item: Evidence | Skipped) -> tuple[str, str]:
    """The kind of a piece, and the piece itself as JSON."""
    kind = type(item).__name__
    return kind, _KINDS[kind].dump_json((item,)).decode()


def path(subject_id: str, folder: Path | None = None) -> Path:
    """Where the audit that is under way lies."""
    return (folder or storage.data_folder()) / f"{subject_id}.unfinished"

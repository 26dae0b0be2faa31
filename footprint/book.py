"""A small SQLite file of what may be forgotten: its owner's alone, and never the cause of an error.

Where it cannot be used (full disk, damage, another program) it is begun anew, or left out. What is deleted in it is
overwritten.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from footprint import storage
from footprint.errors import TargetError

_PATIENCE = 0.5
"""Seconds to wait while another program writes."""


class Book:
    """One file.

    Args:
        file: where it lies; made where it is missing.
        tables: the statements that make them.
        layout: counted up when they change: what was written otherwise is thrown away.
    """

    def __init__(self, file: Path, tables: tuple[str, ...], layout: int) -> None:
        self.path = file
        self._open: sqlite3.Connection | None = None
        with suppress(TargetError, OSError):
            storage.private_folder(file.parent)
            for _ in range(2):
                self._open = _opened(file, tables, layout)
                if self._open:
                    break
                delete(file)

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows; none from here on where the file cannot be used."""
        if self._open is None:
            return []
        try:
            return self._open.execute(statement, values).fetchall()
        except sqlite3.Error:
            self.close()
        return []

    def close(self) -> None:
        """Let the file go."""
        if self._open:
            with suppress(sqlite3.Error):
                self._open.close()
        self._open = None


def delete(file: Path) -> None:
    """Delete such a file, which may be gone already.

    Raises:
        TargetError: when it is there and cannot be deleted.
    """
    for ending in ("", "-wal", "-shm", "-journal"):
        storage.delete(file.with_name(file.name + ending))


def _opened(file: Path, tables: tuple[str, ...], layout: int) -> sqlite3.Connection | None:
    """The file, made for its owner alone; None where it is damaged or laid out otherwise.

    Raises:
        OSError: it cannot be used.
    """
    file.touch(mode=0o600, exist_ok=True)
    try:
        book = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    try:
        (found,) = book.execute("PRAGMA user_version").fetchone()
        if found in (0, layout):
            # A program that is killed leaves it whole; only a computer that is may damage it.
            for setting in (
                "journal_mode = WAL",
                "synchronous = OFF",
                "secure_delete = ON",
                f"user_version = {layout}",
            ):
                book.execute(f"PRAGMA {setting}")
            for table in tables:
                book.execute(table)
            return book
    except sqlite3.OperationalError as error:  # in use, or not to be written
        book.close()
        raise OSError(str(error)) from error
    except sqlite3.DatabaseError:
        pass
    book.close()
    return None

"""Answers kept for a day, as far as HTTP's own rules let them be (RFC 9111), so that asking again costs little.

The rules are hishel's, which decides and does nothing else; what it lets be kept lies in one SQLite file that is its
owner's alone, since pages hold what they hold about people. No key is in it: an entry is found by a hash of its address
without any key, and an answer that repeats a key is not kept.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path

import hishel

from footprint import storage
from footprint.book import Book
from footprint.web import MEGABYTE
from footprint.web.asking import Asking, Pairs
from footprint.web.reply import Reply
from footprint.web.statuses import moment

DAY = 86_400.0
MOST = 200 * MEGABYTE
"""Bytes of all answers; those that were kept first are let go beyond it."""
EACH = 10 * MEGABYTE
"""A larger answer is not kept."""

_RULES = hishel.CacheOptions(shared=False, supported_methods=["GET"], allow_stale=False)
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
  key BLOB PRIMARY KEY, at REAL NOT NULL, status INTEGER NOT NULL, asked TEXT NOT NULL, told TEXT NOT NULL,
  body BLOB NOT NULL
)"""

Ask = Callable[[Pairs], Awaitable[Reply]]
"""Asks, with these further headers."""


class Cache:
    """What was answered today.

    Args:
        file: where it lies; made where it is missing.
        fresh: ask everything anew, and keep the new answers.
    """

    def __init__(self, file: Path, *, fresh: bool = False) -> None:
        self._fresh = fresh
        self._book = Book(file, (_TABLE,), 1)
        now = time.time()
        self._book.run("DELETE FROM answers WHERE at < ? OR at > ?", now - DAY, now)
        self._book.run("PRAGMA wal_checkpoint(TRUNCATE)")  # from the disk too

    async def answer(self, asking: Asking, headers: Mapping[str, str], ask: Ask) -> tuple[Reply, bool]:
        """The reply to a request, and whether anything left for it.

        Args:
            asking: the request.
            headers: those it is sent with, no secret among them: answers may depend on them.
            ask: sends it.

        Raises:
            CouldNotCheck: as `ask` does. Nothing that is out of date is ever given instead.
        """
        key = _key(asking)
        request = hishel.Request("GET", asking.shown, hishel.Headers(dict(headers)))
        entry, kept = self._look(key, request.url)
        reply = Reply(0, {})
        state: hishel.AnyState = hishel.IdleClient(options=_RULES).next(request, [entry] if entry else [])
        while True:
            match state:
                case hishel.FromCache():
                    # A 304 was asked for and came, or nothing was asked at all.
                    return kept, reply.status != 0
                case hishel.CacheMiss() | hishel.NeedRevalidation():
                    reply = await ask(_added(state.request, request))
                    state = state.next(_response(reply, asking))
                case hishel.NeedToBeUpdated():
                    told = dict(state.updating_entries[0].response.headers)
                    self._keep(key, headers, kept := Reply(kept.status, told, kept.body), asking)
                    state = state.next()
                case hishel.InvalidateEntries():
                    self._forget(key)
                    state = state.next()
                case hishel.StoreAndUse():
                    self._keep(key, headers, Reply(reply.status, dict(state.response.headers), reply.body), asking)
                    return reply, True
                case _:
                    self._forget(key)
                    return reply, True

    def close(self) -> None:
        """Let the file go."""
        self._book.close()

    def _look(self, key: bytes, url: str) -> tuple[hishel.Entry | None, Reply]:
        rows = [] if self._fresh else self._book.run("SELECT status, asked, told, body FROM answers WHERE key = ?", key)
        for status, asked, told, body in rows:
            with suppress(ValueError):
                reply = Reply(int(status), json.loads(told), bytes(body))
                request = hishel.Request("GET", url, hishel.Headers(json.loads(asked)))
                response = hishel.Response(reply.status, hishel.Headers(dict(reply.headers)))
                return hishel.Entry(uuid.UUID(bytes=key), request, response), reply
        return None, Reply(0, {})

    def _keep(self, key: bytes, headers: Mapping[str, str], reply: Reply, asking: Asking) -> None:
        """Write a reply down, unless it is too large or repeats a key."""
        told = json.dumps(dict(reply.headers))
        if len(reply.body) > EACH or _repeats(asking, told, reply.body):
            self._forget(key)
            return
        self._book.run(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
            *(key, time.time(), reply.status, json.dumps(dict(headers)), told, reply.body),
        )
        self._make_room()

    def _make_room(self) -> None:
        for (size,) in self._book.run("SELECT sum(length(body)) FROM answers"):
            if size and int(size) > MOST:
                half = "SELECT key FROM answers ORDER BY at LIMIT (SELECT (count(*) + 1) / 2 FROM answers)"
                self._book.run(f"DELETE FROM answers WHERE key IN ({half})")  # noqa: S608  its parts stand above

    def _forget(self, key: bytes) -> None:
        self._book.run("DELETE FROM answers WHERE key = ?", key)


def path(subject_id: str) -> Path:
    """Where the answers about one subject lie."""
    return storage.cache_folder() / f"{subject_id}.answers"


def _key(asking: Asking) -> bytes:
    """Stands for a request: its address without any key, and whatever else of it changes the answer."""
    secret = [name for name, _ in (*asking.secrets.headers, *asking.secrets.params)]
    told = json.dumps([asking.shown, asking.headers, secret, asking.cap, asking.pdf, asking.cut])
    return hashlib.blake2b(told.encode(), digest_size=16).digest()


def _repeats(asking: Asking, told: str, body: bytes) -> bool:
    """Whether a reply repeats a key, as JSON may write it too."""
    return bool(asking.secrets.values) and asking.secrets.stand_in((told + body.decode("latin-1")).replace("\\", ""))


def _added(now: hishel.Request, before: hishel.Request) -> Pairs:
    """The headers by which a server tells whether anything has changed."""
    return tuple((name, value) for name, value in now.headers.items() if name not in before.headers)


def _response(reply: Reply, asking: Asking) -> hishel.Response:
    """A reply as the rules look at it: with the moment at which it was true, by this computer's clock."""
    now = time.time()
    told = dict(reply.headers)
    dated, age = moment(told.get("date", "")), told.pop("age", "")
    apparent = max(0.0, now - dated) if dated is not None else 0.0
    said = float(age[:9]) if age.isascii() and age.isdigit() else 0.0
    true_at = now - max(apparent, said)
    if (until := moment(told.get("expires", ""))) is not None and dated is not None:
        told["expires"] = formatdate(until - dated + true_at, usegmt=True)
    told["date"] = formatdate(true_at, usegmt=True)
    if asking.url.path == "/robots.txt" and not {"cache-control", "expires"} & told.keys():
        told["cache-control"] = f"max-age={DAY:.0f}"  # which RFC 9309 allows
    return hishel.Response(reply.status, hishel.Headers(told))

"""What is asked of a source, what was sent, and what could not be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from footprint.cause import Cause


@dataclass(frozen=True, slots=True)
class Query:
    """One question to a source, known before anything is sent.

    Attributes:
        source: the source's name.
        url: the first address it will ask, without any key.
        sends: the declared strings of the person that stand in it.
        then: in plain English, what may follow ("up to 40 pages of the same site").
        about: data for the source itself (the handle, the site), as (name, value) pairs.
    """

    source: str
    url: str
    sends: tuple[str, ...] = ()
    then: str = ""
    about: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A line of the ledger: one request that left this computer. Keys never stand in `url`.

    Where `left` is False, it did not: the same was answered before on that day, and that answer could be kept.
    """

    at: datetime
    source: str
    host: str
    method: str
    url: str
    sends: tuple[str, ...]
    outcome: str
    left: bool = True


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be checked, and why.

    Attributes:
        source: the source's name, or "photos".
        identifier: what was not looked at: an address, a file's path, a search; empty for the whole source.
        cause: the machine's word for it.
        reason: a plain sentence with the mend where there is one.
    """

    source: str
    identifier: str
    cause: Cause
    reason: str

"""The photos of this computer in words: how many give away what, the worst first, and how to clean them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from footprint.model import Album, Audit, Trace
from footprint.outline import words
from footprint.outline.commands import Commands
from footprint.outline.nouns import Count, Shelf, Told, Worst
from footprint.photos.kinds import KINDS

MOST_LINES = 24


def shelf(audit: Audit, commands: Commands, *, share: bool) -> Shelf | None:
    """What the report says of the photo folders; None where no photo was read. A copy for sharing names no file."""
    album = audit.album
    if not album.photos + album.films + album.beside:
        return None
    trial = None if share else album.rehearsal
    after = {(trace.kind, trace.where, trace.value) for trace in trial.after} if trial else set()
    return Shelf(
        counts=_counts(album),
        kinds=tuple(Count(words.capital(KINDS[kind].words), number) for kind, number in album.kinds),
        worst=() if share else tuple(_worst(album)),
        command=commands.spelled('`footprint clean FOLDER --into "Cleaned photos"`').strip("`"),
        opening=commands.opening,
        trial=words.plain(words.file_name(trial.path), words.LONGEST) if trial else "",
        lost=tuple(_told(t for t in trial.before if (t.kind, t.where, t.value) not in after)) if trial else (),
        left=tuple(_told(trial.after)) if trial else (),
    )


def _counts(album: Album) -> str:
    read = words.listed(
        part
        for number, part in (
            (album.photos, words.count(album.photos, "photo")),
            (album.films, words.count(album.films, "video")),
            (album.beside, words.count(album.beside, "file that tells", "files that tell") + " of a photo beside it"),
        )
        if number
    )
    broken = f" {words.count(album.broken, 'file', 'files')} could not be read whole." if album.broken else ""
    if not album.telling:
        return f"We looked at {read}. We found nothing in them that gives anything away.{broken}"
    gives = words.count(album.telling, "gives", "give")
    located = {0: "none says where it was taken", 1: "1 says where it was taken"}.get(
        album.located, f"{album.located:,} say where they were taken"
    )
    return f"We looked at {read}. {gives} something away besides the picture; {located}.{broken}"


def _worst(album: Album) -> Iterator[Worst]:
    for one in album.worst:
        path = PurePath(one.path)
        says = words.capital(words.listed(KINDS[kind].words for kind in one.kinds))
        yield Worst(words.plain(path.name, words.LONGEST), words.plain(path.parent.name, words.LONGEST), says)


def _told(traces: Iterable[Trace]) -> Iterator[Told]:
    """A line for each thing, a bounded number of them."""
    order = list(KINDS)
    for trace in sorted(traces, key=lambda trace: order.index(trace.kind))[:MOST_LINES]:
        yield Told(words.capital(KINDS[trace.kind].words), words.plain(trace.where), words.plain(trace.value))

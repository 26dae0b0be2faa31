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
    if not _all(album):
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


def looked_at(audit: Audit) -> str:
    """How many files of the photo folders were looked at, and how many of those could not be read whole."""
    album = audit.album
    number = _all(album) or audit.photos_read
    one, many = ("photo, video or file beside one", "photos, videos and files beside them")
    if not album.beside:
        one, many = ("photo or video", "photos and videos")
    return f"{words.count(number, one, many)} on this computer{_broken(album)}"


def _all(album: Album) -> int:
    return album.photos + album.films + album.beside


def _broken(album: Album) -> str:
    return f"; {album.broken:,} of them could not be read whole" if album.broken else ""


def _counts(album: Album) -> str:
    parts = [
        part
        for number, part in (
            (album.photos, words.count(album.photos, "photo")),
            (album.films, words.count(album.films, "video")),
            (album.beside, words.count(album.beside, "file that tells", "files that tell") + " of a photo beside it"),
        )
        if number
    ]
    together = f", {_all(album):,} in all" if len(parts) > 1 else ""
    read = f"We looked at {words.listed(parts)}{together}{_broken(album)}."
    if not album.telling:
        return f"{read} We found nothing in them that gives anything away."
    holds = words.count(album.telling, "holds", "hold")
    located = {0: "none says where it was taken", 1: "1 says where it was taken, or names the place"}.get(
        album.located, f"{album.located:,} say where they were taken, or name the place"
    )
    return f"{read} {holds} something besides the picture, if only when it was taken or by which camera; {located}."


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

"""`clean`: copies of photos and films that give nothing away."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from footprint.cli import looking, terminal
from footprint.cli.pictures import Form, Paths
from footprint.cli.scanning import check, complain_of_absent, words
from footprint.cli.terminal import plain, say
from footprint.errors import UsageError
from footprint.photos import copies, names, sidecars
from footprint.photos.amount import KEEPABLE, Amount
from footprint.photos.clean import Cleaned, Manner
from footprint.photos.hide import HIDEABLE, Hiding
from footprint.photos.library import lines
from footprint.photos.look.weights import require

_MOTIONS = ("still", "keep")


def clean(
    paths: Paths,
    into: Annotated[Path, typer.Option("--into", "-o", metavar="FOLDER", help="The folder for the cleaned copies.")],
    *,
    safe: Annotated[
        bool, typer.Option("--safe", help="Take out all that is not the picture. This is the usual.")
    ] = False,
    location: Annotated[
        bool, typer.Option("--location", help="Take out only what gives away a place or a track; keep all else.")
    ] = False,
    keep: Annotated[
        str, typer.Option("--keep", metavar="WORDS", help=f"Keep some of it, with commas: {', '.join(KEEPABLE)}.")
    ] = "",
    motion: Annotated[
        str, typer.Option("--motion", metavar="HOW", help="Motion photos: still (the usual), or keep the cleaned film.")
    ] = "still",
    keep_times: Annotated[bool, typer.Option("--keep-times", help="Give copies the dates of the files.")] = False,
    neutral_names: Annotated[
        bool, typer.Option("--neutral-names", help="Name copies photo-0001 and so on, folders too.")
    ] = False,
    hide: Annotated[
        str,
        typer.Option("--hide", metavar="WORDS", help=f"Cover these in the picture itself: {', '.join(HIDEABLE)}."),
    ] = "",
    profile_file: Annotated[
        Path | None, typer.Option("--profile", "-p", metavar="FILE", help="With --hide: whose plates are known.")
    ] = None,
    form: Form = "text",
) -> None:
    """Write copies of photos and films that give nothing away.

    Each copy is checked by reading it again before it gets its name. Originals
    are never changed. Files beside photos that describe them (.xmp, .json,
    .aae) are left out.
    """
    check(paths, form)
    hiding = _hiding(hide, profile_file, only=location or bool(keep))
    amount = _amount(keep, motion, safe=safe, location=location)
    counted: Counter[str] = Counter()
    try:
        for made in copies.clean(
            paths, into, amount, Manner(keep_times=keep_times, neutral_names=neutral_names), hiding
        ):
            counted["made" if made.verified else "beside" if made.beside else "withheld"] += 1
            terminal.raw(json.dumps(lines.cleaned(made))) if form == "jsonl" else _say(made)
    except KeyboardInterrupt:
        stopped = f"Stopped after {counted['made']:,} copies; each of them is whole. No original was changed."
        raise terminal.Stopped(stopped) from None
    if form == "text":
        _sum_up(counted, into)
        _warn_of_neighbours(paths)
    complain_of_absent(paths)
    if counted["withheld"]:
        raise typer.Exit(1)


def _amount(keep: str, motion: str, *, safe: bool, location: bool) -> Amount:
    chosen = frozenset(filter(None, (word.strip().casefold() for word in keep.split(","))))
    if safe + location + bool(keep) > 1:
        raise UsageError("--safe, --location and --keep exclude one another. Choose one.")
    if unknown := sorted(chosen.difference(KEEPABLE)):
        raise UsageError(f"--keep {unknown[0]} is not known. There are: {', '.join(KEEPABLE)}.")
    if keep and not chosen:
        raise UsageError(f"--keep needs at least one of: {', '.join(KEEPABLE)}.")
    if motion not in _MOTIONS:
        raise UsageError(f"--motion {motion} is not known. There are: {', '.join(_MOTIONS)}.")
    return Amount(places_only=location, keep=chosen, motion=motion == "keep")


def _hiding(hide: str, profile_file: Path | None, *, only: bool) -> Hiding | None:
    """What is covered in the pictures; None for nothing."""
    chosen = frozenset(filter(None, (word.strip().casefold() for word in hide.split(","))))
    if unknown := sorted(chosen.difference(HIDEABLE)):
        raise UsageError(f"--hide {unknown[0]} is not known. There are: {', '.join(HIDEABLE)}.")
    if not chosen:
        if profile_file or hide:
            raise UsageError(f"--hide needs at least one of: {', '.join(HIDEABLE)}.")
        return None
    if only:
        raise UsageError("--hide excludes --location and --keep: a picture that is encoded anew keeps nothing else.")
    require()
    return Hiding(frozenset(word for word in HIDEABLE if word in chosen), looking.facts_of(profile_file))


def _say(made: Cleaned) -> None:
    if made.beside:
        return
    if not made.verified:
        say(f"{plain(made.source)}: no copy was made. {plain(made.problem or '')}")
        return
    gone = words(kind for kind in made.removed if kind not in made.kept)
    kept = f"; kept: {words(made.kept)}" if made.kept else ""
    if made.covered:
        covered = ", ".join(f"{what} ({times})" for what, times in made.covered)
        say(f"{plain(str(made.copy))}: covered: {covered}. For that the picture was encoded anew.")
    say(f"{plain(str(made.copy))}: taken out: {gone or 'nothing, there was nothing to take'}{kept}")
    told = words(trace.kind for trace in names.read(Path(str(made.copy)), folders=1).traces)
    if told:
        say(f"  Its name still tells {told}. With --neutral-names it does not.")


def _sum_up(counted: Counter[str], into: Path) -> None:
    if not counted:
        say("There are no photos or films there.")
    made, withheld, beside = counted["made"], counted["withheld"], counted["beside"]
    if made + withheld > 1:
        copies_made = "cleaned copy" if made == 1 else "cleaned copies"
        say(f"{made:,} {copies_made} in {plain(str(into))}.")
        if withheld:
            say(f"No copy was made of {withheld:,} {'file' if withheld == 1 else 'files'}; the lines above say why.")
    if beside:
        tell = "file that only tells" if beside == 1 else "files that only tell"
        say(f"{beside:,} {tell} of a photo beside it (.xmp, .json, .aae) left out.")


def _warn_of_neighbours(paths: list[Path]) -> None:
    """Say which files beside a photo that was named tell of it too: they are easily sent along."""
    for path in filter(Path.is_file, paths):
        for neighbour in sidecars.beside(path, [one.name for one in path.parent.iterdir()]):
            say(f"Beside it lies {plain(neighbour.name)}, which tells of it too. Do not send that along.")

"""`--look`: what can be seen in pictures, for `audit` and `scan`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from footprint.cli import terminal
from footprint.cli.terminal import bare
from footprint.errors import UsageError
from footprint.model import Sign, SignKind
from footprint.photos.library.folders import written
from footprint.photos.library.walk import walk
from footprint.photos.look.grammar import signs
from footprint.photos.look.grammar.known import NOTHING, Known, known
from footprint.photos.look.looking import Looked, Looking, Manner, moment, newest_first, pictures
from footprint.photos.look.remembered import Remembered
from footprint.photos.look.weights import require

LookOption = Annotated[
    bool, typer.Option("--look", help="Also look at pictures: plates, addresses and faces that can be seen in them.")
]
ThoroughOption = Annotated[
    bool, typer.Option("--thorough", help="With --look: find small text too. It takes three times as long.")
]
MinutesOption = Annotated[
    float, typer.Option("--minutes", metavar="N", min=0, help="With --look: begin no more pictures after this time.")
]
AgainstOption = Annotated[
    Path | None,
    typer.Option("--profile", "-p", metavar="FILE", help="With --look: say for sure what this profile names."),
]
MINUTES = 10.0
"""For looking at pictures: enough for about a thousand of them."""

WORDS: dict[SignKind, str] = {
    "plate": "a number plate",
    "post": "an address on a letter or parcel",
    "postcode": "a postcode",
    "house": "a house's number or name",
    "street": "a street's name",
    "school": "a school or nursery",
    "care-home": "a care home",
    "surgery": "a surgery",
    "worship": "a place of worship",
    "club": "a club",
    "place": "a place of the profile",
    "contact": "a phone number or e-mail address",
    "badge": "a name, on a badge perhaps",
    "card": "a bank card",
    "medicine": "a prescription",
    "journey": "a boarding pass",
    "ticket": "a ticket",
    "screen": "e-mail on a screen",
    "papers": "papers not for the public",
}
"""Each kind of sign as a person would call it."""

_COVER = "To cover it in copies: footprint clean FOLDER --into NEW_FOLDER --hide plates,faces,text"


def manner(*, look: bool, thorough: bool, minutes: float) -> Manner | None:
    """How pictures are looked at; None where they are not.

    Raises:
        NotInstalled: they should be, and the extra is missing.
        UsageError: it is said how, and not that.
    """
    if not look:
        if thorough or minutes != MINUTES:
            raise UsageError("--thorough and --minutes are for looking at pictures. Add --look.")
        return None
    require()
    return Manner(thorough=thorough, seconds=minutes * 60)


def facts_of(profile_file: Path | None) -> Known:
    """What a profile says that may be seen in a picture.

    Raises:
        ProfileError: it is missing or wrong.
    """
    if profile_file is None:
        return NOTHING
    from footprint import profile  # noqa: PLC0415  most scans and copies need none

    return known(profile.load(profile_file))


def look(paths: list[Path], how: Manner, form: str, *, facts: Known, cached: bool) -> bool:
    """Say what pictures show, and tell whether anything is to be seen in them.

    `facts` are those of the profile, if there is one: a match with them is certain.

    Raises:
        Stopped: after Ctrl-C.
    """
    from footprint.gather import Progress  # noqa: PLC0415  it loads every source; most scans look at nothing

    order = list(newest_first((path, moment(path, None)) for path in _files(paths)))
    shows, covers, left, done = False, False, 0, 0
    try:
        with ExitStack() as stack:
            remembered = stack.enter_context(closing(Remembered())) if cached else None
            looking = Looking(order, how, remembered)
            tell = stack.enter_context(terminal.progress())
            for done, item in enumerate(stack.enter_context(closing(iter(looking))), 1):
                tell(Progress("looking", "", done, len(order), left=looking.time_left))
                left += item.left
                told = _say(item, form, facts)
                shows |= told
                covers |= told and not item.problem
    except KeyboardInterrupt:
        again = "The same command goes on from there." if cached else "Nothing was remembered."
        raise terminal.Stopped(f"Stopped after {done:,} pictures. {again} No original was changed.") from None
    if covers and form != "jsonl":
        terminal.note(_COVER)
    if left:
        terminal.note(
            f"{left:,} of {len(order):,} pictures were not looked at: {how.over}. "
            "The same command goes on from there; --minutes gives it more time."
        )
    return shows


def _files(paths: list[Path]) -> list[str]:
    return pictures(str(path) for path in walk(paths) if isinstance(path, Path))


def _say(item: Looked, form: str, facts: Known) -> bool:
    found = signs(item.view.lines, facts) if item.view else ()
    faces = len(item.view.faces) if item.view else 0
    if form == "jsonl" and not item.left:
        fields = {"path": written(item.path), "signs": [asdict(sign) for sign in found], "faces": faces}
        terminal.raw(json.dumps(fields | {"problem": item.problem or None}))
    elif form != "jsonl":
        shows = f"shows {', '.join(_shown(found, faces))}" if found or faces else ""
        for text in filter(None, (shows, bare(item.problem))):
            terminal.raw(f"{bare(item.path)}: {text}")
    return bool(found or faces or item.problem)


def _shown(found: tuple[Sign, ...], faces: int) -> Iterator[str]:
    for sign in found:
        yield f"{'' if sign.certain else 'what may be '}{WORDS[sign.kind]} ({bare(sign.text)})"
    if faces:
        yield f"{faces} {'face' if faces == 1 else 'faces'}"

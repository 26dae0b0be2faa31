"""`agreed`: which photos everyone who is seen on them has agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from footprint import history as memory
from footprint import profile
from footprint.cli.audits import ProfileOption
from footprint.cli.terminal import complain, out, plain, say, table
from footprint.errors import UsageError
from footprint.model import Kind
from footprint.photos.content import content
from footprint.photos.library.folders import written
from footprint.photos.library.walk import walk
from footprint.photos.look.looking import pictures

_NOTED = """\
They are not asked about again. Who is a child no program can tell: a parent has to agree for one.
An edited copy is another picture, and is asked about anew. If somebody changes their mind: --withdraw."""
_NOTHING = "Nothing is noted yet. To note that everyone on a photo has agreed: footprint agreed PHOTO"
_WITHDRAWN = "The next audit that looks at pictures asks again. Take them down wherever you posted them."


def agreed(
    photos: Annotated[
        list[Path] | None, typer.Argument(metavar="[PHOTO|FOLDER]...", help="Photos that everyone on them agreed to.")
    ] = None,
    profile_file: ProfileOption = Path("profile.toml"),
    *,
    who: Annotated[str, typer.Option("--who", metavar="TEXT", help="Who agreed to what, in your own words.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Somebody has changed their mind.")] = False,
) -> None:
    """Note which photos everyone on them has agreed to.

    Without a photo, list what was noted. It stays on this computer. A photo is known by its content.
    """
    if (who and (withdraw or not photos)) or (withdraw and not photos):
        raise UsageError("--who goes with photos that were agreed to, and --withdraw with photos that no longer are.")
    subject = profile.load(profile_file)
    if not photos and not memory.exists(subject.id):
        say(_NOTHING)
        return
    book = memory.History(subject.id)
    book.claim(tuple(name.value for name in subject.all(Kind.NAME)))
    if not photos:
        _list(book)
    elif withdraw:
        _withdraw(book, photos)
    else:
        _note(book, photos, who)


def _note(book: memory.History, photos: Iterable[Path], who: str) -> None:
    salt = book.salt()
    known = list(_known(photos, salt))
    noted = {content: _named(path) for path, content in known}
    if not noted:
        raise UsageError("There is no picture there. Name photos, or folders of photos.")
    book.agree(noted, who, {written(str(path.absolute())) for path, _ in known})
    say(f"Noted for {_count(len(noted))}: everyone on them has agreed.\n{_NOTED}")


def _withdraw(book: memory.History, photos: Iterable[Path]) -> None:
    """By what the file holds; by its name, with its folder's or alone, where there is no such file any more."""
    salt = book.salt()
    there = [path for path in photos if path.exists()]
    gone = [path for path in photos if path not in there]
    contents = {known for _, known in _known(there, salt)}
    contents |= {one.content for one in book.agreements() if any(_fits(path, one.photo) for path in gone)}
    taken = book.withdraw(contents)
    if not taken:
        raise UsageError("Nothing is noted of these photos. `footprint agreed` lists what is.")
    say(f"Taken back for {_count(taken)}. {_WITHDRAWN}")


def _known(paths: Iterable[Path], salt: bytes) -> Iterator[tuple[Path, str]]:
    """Each picture with what stands for its content."""
    for path in walk(paths):
        if not isinstance(path, Path):
            complain(f"{path.identifier}: {path.reason}")
        elif pictures((str(path),)):
            try:
                yield path, content(path, salt)
            except OSError as error:
                complain(f"{path}: The file cannot be read ({error.strerror or 'no reason given'}).")


def _named(path: Path) -> str:
    """A photo's name with that of its folder: `Phone 2025/IMG_0001.jpg`."""
    return "/".join(path.absolute().parts[-2:])


def _fits(path: Path, noted: str) -> bool:
    return noted == _named(path) or (len(path.parts) == 1 and noted.rpartition("/")[2] == path.name)


def _count(number: int) -> str:
    return "1 photo" if number == 1 else f"{number:,} photos"


def _list(book: memory.History) -> None:
    noted = book.agreements()
    if not noted:
        say(_NOTHING)
        return
    rows = table("Noted on", "Photo", "Who agreed to what")
    for one in noted:
        rows.add_row(f"{one.at.astimezone():%d %b %Y}", plain(one.photo), plain(one.who))
    out().print(rows)

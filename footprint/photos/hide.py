"""Covers what a picture shows (plates, faces, text) in a copy that is encoded anew: the one case where pixels change.

The cover is a solid block, never a blur or a mosaic, which can be undone. The covered picture is looked at again, and
covered again where something can still be seen; where that does not end, there is no copy. Then it goes the way of
every other copy: it is cleaned, proven, and only then given its name.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageDraw, ImageOps, ImageStat

from footprint.errors import Unreadable, Withheld
from footprint.model import Box
from footprint.photos.amount import SAFE, Amount
from footprint.photos.clean import USUAL, Cleaned, Manner, clean_file, without_copy
from footprint.photos.colours import flat
from footprint.photos.look.grammar import plates
from footprint.photos.look.grammar.known import NOTHING, Known
from footprint.photos.look.looking import pictures
from footprint.photos.look.view import MOVES, SIDES, lines, people, pixels_of, small_enough
from footprint.photos.read import read_file

What = Literal["plates", "faces", "text"]
HIDEABLE: tuple[What, ...] = ("plates", "faces", "text")

_ROUNDS = 4
_ALL, _MOST = 0.95, 0.5
"""Of a box so much is under a block already: all of it; or most, so that it was counted before."""
_GROWN = {"plates": 0.25, "faces": 0.2, "text": 0.1}
"""How much of its own height is added on each side of what is covered."""

_STAYS = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp"}
"""Formats in which a covered copy is written; of all others it is a JPEG."""

_ENDINGS = {".jpg": {".jpg", ".jpeg", ".jpe", ".jfif"}, ".png": {".png"}, ".webp": {".webp"}}
_ALONE = 0.9
"""A ball or a window is easily read as a letter: one by itself must be this sure, and says little where it is not."""

_QUALITY = 95
_COVER = "black"
_CLEAR = {"LA": "L", "RGBA": "RGB"}
"""Pillow's names of pictures with a layer that says how much of each dot is to be seen, and of the same without."""
_AS_IT_IS = frozenset({*_CLEAR, *_CLEAR.values()})
_OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is to be covered; plates of the profile are known though their form be odd."""

    what: frozenset[What]
    facts: Known = NOTHING


def hide_file(
    source: Path,
    into: Path,
    *,
    hiding: Hiding,
    name: Path | None = None,
    originals: tuple[Path, ...] = (),
    amount: Amount = SAFE,
    manner: Manner = USUAL,
    mark: str = "",
) -> Cleaned:
    """Clean one file as `clean_file`, covered where there is something to cover. Films are cleaned only.

    Raises:
        NotInstalled: the extra is missing.
    """
    name = name or Path(source.name)
    rest: dict[str, Any] = {"originals": originals, "amount": amount, "manner": manner, "mark": mark}
    if not pictures((str(source),)):
        return clean_file(source, into, name=name, **rest)
    try:
        with tempfile.TemporaryDirectory(prefix="footprint-") as folder:
            made, covered = _covered(source, Path(folder), hiding)
            if not covered:
                return clean_file(source, into, name=name, **rest)
            shutil.copystat(source, made)
            cleaned = clean_file(made, into, name=_named(name, made), **rest)
    except (Unreadable, Withheld) as error:
        return without_copy(str(source), f"What it shows could not be covered, so there is no copy. {error}")
    except OSError as error:
        return without_copy(str(source), f"The copy could not be written ({error.strerror or 'no reason given'}).")
    gone = dict.fromkeys(trace.kind for trace in read_file(source, named=False).traces)
    removed = tuple(kind for kind in gone if kind not in cleaned.kept) if cleaned.verified else ()
    return replace(cleaned, source=str(source), removed=removed, covered=covered if cleaned.verified else ())


def _named(name: Path, made: Path) -> Path:
    """The copy's name tells of what format it is."""
    fits = name.suffix.casefold() in _ENDINGS[made.suffix]
    return name if fits else name.with_name(name.name + made.suffix)


def _covered(source: Path, folder: Path, hiding: Hiding) -> tuple[Path, tuple[tuple[str, int], ...]]:
    """A covered picture in a folder, and how much of what was covered; nothing is written where there is nothing.

    Raises:
        Unreadable: the picture cannot be decoded, or moves.
        Withheld: it can still be seen after several rounds.
    """
    image, form, profile = _decoded(source)
    counted: dict[str, int] = {}
    cover = Image.new("L", image.size)
    made = folder / f"covered{_STAYS.get(form, '.jpg')}"
    for _ in range(_ROUNDS):
        spots = _spots(_decoded(made)[0] if counted else image, hiding)
        found = [(what, box) for what, box in spots if _share(cover, box) < _ALL]
        if not found:
            return made, tuple(counted.items())
        draw, drawn = ImageDraw.Draw(image), ImageDraw.Draw(cover)
        for what, box in found:
            counted[what] = counted.get(what, 0) + (_share(cover, box) < _MOST)
            block = _grown(box, _GROWN[what])
            draw.rectangle(block, fill=_COVER)
            drawn.rectangle(block, fill=255)
        _save(image, made, form, profile)
    raise Withheld("It could still be seen after it was covered several times.")


def _share(cover: Image.Image, box: Box) -> float:
    """How much of a box lies under solid blocks: what seems to be seen there is the block itself."""
    area = (box.left, box.top, max(box.left + 1, box.right), max(box.top + 1, box.bottom))
    return float(ImageStat.Stat(cover.crop(area)).mean[0]) / 255


def _decoded(source: Path) -> tuple[Image.Image, str, bytes]:
    """The picture as it is shown, Pillow's name of its format, and its colour profile where that still holds.

    Raises:
        Unreadable: it cannot be decoded, or moves.
    """
    with small_enough(source) as image:
        form = image.format or "JPEG"
        if form in MOVES and getattr(image, "is_animated", False):
            raise Unreadable(
                "It holds several pictures, and only a single one can be covered. "
                "Save those that you want as pictures of their own, and cover those."
            )
        profile = image.info.get("icc_profile") or b""
        ImageOps.exif_transpose(image, in_place=True)
        shown = image if image.mode in _AS_IT_IS else flat(image)
        bare = Image.new(shown.mode, shown.size)  # nothing of what the file says of the picture goes along
        bare.paste(shown)
        return bare, form, profile if image.mode in {*_AS_IT_IS, "P"} else b""


def _save(image: Image.Image, path: Path, form: str, profile: bytes) -> None:
    if _STAYS.get(form, ".jpg") == ".jpg":
        image = flat(image) if image.mode != "L" else image
        image.save(path, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=profile or None)
    else:
        options = {"quality": _QUALITY} if form == "WEBP" else {}
        image.save(path, form, icc_profile=profile or None, **options)


def _spots(image: Image.Image, hiding: Hiding) -> Iterator[tuple[What, Box]]:
    """Everything that is to be covered, and where; also what is transparent only, and still there."""
    yield from _seen(pixels_of(image), hiding)
    if image.mode in _CLEAR and ImageStat.Stat(image.getchannel("A")).extrema[0][0] < _OPAQUE:
        yield from _seen(pixels_of(image.convert(_CLEAR[image.mode])), hiding)


def _seen(pixels: Any, hiding: Hiding) -> Iterator[tuple[What, Box]]:  # noqa: ANN401  a numpy array; an extra
    if "faces" in hiding.what:
        yield from (("faces", box) for box in people(pixels))
    if hiding.what.isdisjoint({"plates", "text"}):
        return
    read = [line for side in SIDES for line in lines(pixels, side)]
    if "text" in hiding.what:
        yield from (("text", line.box) for line in read if len(line.text) > 1 or line.score >= _ALONE)
    else:
        yield from (("plates", sign.box) for sign in plates.judge(read, hiding.facts))


def _grown(box: Box, share: float) -> tuple[int, int, int, int]:
    more = round(box.height * share) + 1
    return box.left - more, box.top - more, box.right + more, box.bottom + more

"""Files beside a photo that give away what the photo itself may not: which of a folder's files they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

_SUPPLEMENT = "supplemental-metadata"
_NUMBERED = re.compile(r"(.+)\((\d{1,4})\)")
_JSON_LENGTH = 46
"""Google cuts the name of a sidecar here, without ".json"."""

_APPLE_EDITED = re.compile(r"(IMG_)E(\d{4,})", re.IGNORECASE)
_GOOGLE_EDITED = re.compile(
    r"(.+)-(?:edited|bearbeitet|modifié|editado|modificato|bewerkt|redigeret|edytowane)", re.IGNORECASE
)
_SAME_STEM = frozenset({".xmp", ".aae", ".thm"})
_PICASA = frozenset({".picasa.ini", "picasa.ini"})


def beside(photo: Path, names: Collection[str]) -> list[Path]:
    """Which files in a photo's folder are about it, in the order of their names.

    Args:
        photo: its path; the file is not opened.
        names: of the files in its folder. May hold the photo's own.
    """
    exact = {name.casefold() for name in _candidates(photo.name)}
    stems = _titles(photo.name)
    found = (
        name
        for name in names
        if name != photo.name and (name.casefold() in exact or _is_takeout(name.casefold(), stems))
    )
    return [photo.with_name(name) for name in sorted(found)]


def _candidates(name: str) -> list[str]:
    """Names that a sidecar of XMP, of Apple, of a camera, or of Picasa has."""
    stem = Path(name).stem
    stems = [stem]
    if apple := _APPLE_EDITED.fullmatch(stem):
        stems.append(f"{apple[1]}{apple[2]}")
    else:
        stems.append(re.sub(r"^(IMG_)(\d{4,})$", r"\1O\2", stem, flags=re.IGNORECASE))
    return [f"{base}{ending}" for base in (*stems, name) for ending in _SAME_STEM] + list(_PICASA)


def _titles(name: str) -> list[tuple[str, str]]:
    """(name, number) that Google's sidecar of a photo goes by: "IMG_1(2).jpg" is number 2 of "IMG_1.jpg".

    An edited picture has the sidecar of the one it was made of, and a film that of the still of a moving picture.
    """
    path = Path(name.casefold())
    stem, number = path.stem, ""
    if numbered := _NUMBERED.fullmatch(stem):
        stem, number = numbered[1], numbered[2]
    if edited := _GOOGLE_EDITED.fullmatch(stem):
        stem = edited[1]
    titles = [(stem + path.suffix, number)]
    if path.suffix in (".mp4", ".mov", ".mp"):
        titles += [(stem + ending, number) for ending in (".heic", ".jpg", ".jpeg")]
    return titles


def _is_takeout(name: str, titles: list[tuple[str, str]]) -> bool:
    if not name.endswith(".json"):
        return False
    said, number = name.removesuffix(".json"), ""
    if numbered := _NUMBERED.fullmatch(said):
        said, number = numbered[1], numbered[2]
    return any(number == wanted and _spells(said, title) for title, wanted in titles)


def _spells(said: str, title: str) -> bool:
    """Whether a sidecar's name is that of a title, in full, with what Google adds since 2024, or either cut short."""
    if said == title:
        return True
    if said.startswith(title + "."):
        added = said[len(title) + 1 :]
        return bool(added) and _SUPPLEMENT.startswith(added)
    # Of a title that is too long itself a part is left.
    return len(said) >= _JSON_LENGTH and title.startswith(said)

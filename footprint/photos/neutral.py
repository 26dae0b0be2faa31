"""Names for copies that tell nothing: numbers in place of the places and days that people put into names."""

from __future__ import annotations

import os
from pathlib import Path, PurePath


class Names:
    """Numbers files and folders below a folder, in the order in which they are asked for.

    What is there already keeps its name: numbers that are taken are passed over.
    """

    def __init__(self, into: Path) -> None:
        self._into = into
        self._folders: dict[PurePath, Path] = {PurePath(): Path()}
        self._last: dict[Path, int] = {}

    def neutral(self, name: PurePath) -> Path:
        """A path such as "folder-01/photo-0001.jpg" for one such as "Thornmere 2024/garden.jpg"."""
        folder = self._folder(name.parent)
        number = self._last.get(folder, 0) + 1
        while os.path.lexists(self._into / (path := folder / f"photo-{number:04}{name.suffix.lower()}")):
            number += 1
        self._last[folder] = number
        return path

    def _folder(self, name: PurePath) -> Path:
        if name not in self._folders:
            above = self._folder(name.parent)
            siblings = sum(1 for known in self._folders if known.parent == name.parent and known != name.parent)
            self._folders[name] = above / f"folder-{siblings + 1:02}"
        return self._folders[name]

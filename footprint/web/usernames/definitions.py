"""Which sites are asked: the project's own small set, those of an installed package, those of a file.

Packages are read as data: their code is never imported. Each host is asked through one definition: the person's own
file before the project's set, and that before Maigret's and Sherlock's.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from footprint.errors import NotSet
from footprint.model import SourceSettings
from footprint.web import MEGABYTE
from footprint.web.usernames import Site, maigret, sherlock, whatsmyname

OWN = "own"
_PACKAGES = {"maigret": maigret, "sherlock": sherlock}
_LARGEST = 50 * MEGABYTE
_HOW = (
    "In the folder that Footprint was installed from: pip install '.[usernames]', or take it out of "
    "sources.usernames.sites"
)


def chosen(settings: SourceSettings) -> tuple[Site, ...]:
    """The sites that the profile wants asked, each host through one definition; the own set where it says nothing.

    Raises:
        NotSet: a package that the profile names is not installed, or a file cannot be read.
    """
    sets = settings.sites or (() if settings.file else (OWN,))
    wanted = [_of_file(*_stamp(Path(settings.file)))] if settings.file else []
    wanted += [own()] if OWN in sets else []
    wanted += [_of_package(name) for name in _PACKAGES if name in sets]
    return tuple(_once(wanted))


def _once(sets: Iterable[tuple[Site, ...]]) -> Iterable[Site]:
    """Those of each set whose host no set before it asks, and each address once."""
    before: set[str] = set()
    asked: set[str] = set()
    for sites in sets:
        for site in sites:
            if site.host not in before and site.asked not in asked:
                asked.add(site.asked)
                yield site
        before |= {site.host for site in sites}


@lru_cache(maxsize=1)
def own() -> tuple[Site, ...]:
    """The project's own set."""
    text = (resources.files(__package__ or "") / "sites.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["site"]
    return tuple(Site(**{field: value for field, value in entry.items() if field != "because"}) for entry in entries)


@lru_cache(maxsize=2)
def _of_package(name: str) -> tuple[Site, ...]:
    reader = _PACKAGES[name]
    try:
        listed = metadata.files(reader.PACKAGE) or ()
    except metadata.PackageNotFoundError:
        raise NotSet(f"{reader.PACKAGE} is not installed. {_HOW}.") from None
    path = next((Path(str(file.locate())) for file in listed if file.as_posix() == reader.FILE), None)
    if path is None:
        raise NotSet(f"This version of {reader.PACKAGE} has no list of sites that Footprint knows. {_HOW}.")
    return _of_file(*_stamp(path))


def _stamp(path: Path) -> tuple[Path, int, int]:
    """A file with its age and size, by which a changed one is told."""
    try:
        state = path.stat()
    except OSError:
        raise NotSet(f"There is no file of sites at {path}. Mend sources.usernames.file, or take it out.") from None
    if state.st_size > _LARGEST:
        raise NotSet(f"{path} is too large to be a list of sites. Mend sources.usernames.file, or take it out.")
    return path, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4)
def _of_file(path: Path, _changed: int, _size: int) -> tuple[Site, ...]:
    """The sites of a file, whichever of the three forms it has."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise NotSet(f"{path} cannot be read. Check who may read it.") from None
    except (ValueError, RecursionError):
        raise NotSet(f"{path} is not written as JSON should be. Fetch it again, or take it out.") from None
    sites = _read(data)
    if not sites:
        raise NotSet(f"{path} holds no site that Footprint could ask. It wants WhatsMyName's wmn-data.json.")
    return sites


def _read(data: Any) -> tuple[Site, ...]:  # noqa: ANN401  whatever stood in the JSON
    if whatsmyname.is_of_this_kind(data):
        return whatsmyname.sites(data)
    if maigret.is_of_this_kind(data):
        return maigret.sites(data)
    return sherlock.sites(data) if sherlock.is_of_this_kind(data) else ()

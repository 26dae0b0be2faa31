"""Finds the members of a family (sources, photo formats, detectors, reports).

A member is one module of the family's package that defines one concrete subclass of the family's base class; a
separate distribution adds its own under an entry-point group of the same name as the package.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


@cache
def members(package: str, base: type[T]) -> tuple[T, ...]:
    """One instance of each concrete subclass of `base` in `package` and in its entry points, by module name."""
    modules = pkgutil.iter_modules(importlib.import_module(package).__path__)
    names = sorted(f"{package}.{m.name}" for m in modules if not m.name.startswith("_"))
    own = [cls for name in names for cls in _subclasses(name, base)]
    foreign = [e.load() for e in entry_points(group=package)]
    return tuple(cls() for cls in (*own, *foreign))


def entry_points(*, group: str) -> Iterable[EntryPoint]:
    """What other distributions add to a family."""
    from importlib import metadata  # noqa: PLC0415  it takes longer to load than a command that reads nothing

    return metadata.entry_points(group=group)


def _subclasses(module: str, base: type[T]) -> list[type[T]]:
    """The concrete subclasses of `base` that a module itself defines."""
    found = vars(importlib.import_module(module)).values()
    return [
        cls
        for cls in found
        if inspect.isclass(cls) and issubclass(cls, base) and cls.__module__ == module and not inspect.isabstract(cls)
    ]

"""Where the project's own files lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from footprint.errors import UsageError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `templates`, `sample_data` or `remedies`."""
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise UsageError(f"The folder {name} is missing from this installation. Install Footprint again.")

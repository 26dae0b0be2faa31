"""Reports: one form, one file.

To add one, write a module here with one subclass of `Report`. A report renders what it is given and computes
nothing new: counts, fates and advice were made before it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from footprint import plugins
from footprint.model import Audit, Comparison, Remedy


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a report shows.

    Attributes:
        remedies: every remedy by name; findings refer to them.
        share: leave the values out altogether.
        profile: the file that the commands in a report have to name; "" where they need not.
        file: the `audit.json` that they may name; "" where it is not known.
    """

    audit: Audit
    comparison: Comparison
    remedies: Mapping[str, Remedy]
    share: bool = False
    profile: str = ""
    file: str = ""


class Report(ABC):
    """One form of report. `name` is what `--format` takes; `suffix` the file's ending, without a dot."""

    name: ClassVar[str]
    suffix: ClassVar[str]

    @abstractmethod
    def render(self, sheet: Sheet) -> str:
        """The whole report as text."""


def all_reports() -> tuple[Report, ...]:
    """Every report, the package's own and those of other distributions."""
    return plugins.members(__name__, Report)

"""The library of remedies: reads the TOML files and finds those that fit a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from footprint.errors import UsageError
from footprint.model import Finding, Remedy
from footprint.resources import folder

Nation = Literal["England", "Wales", "Scotland", "Northern Ireland"]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
PLACEHOLDERS = ("{name}", "{council}")
"""What a link may hold; a report fills it in."""


class Entry(BaseModel):
    """What one file says. Its fields are those of `model.Remedy`; `links` is a table of text = address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    section: Literal["mend", "only-you", "tell"]
    title: Sentence
    why: Sentence
    steps: tuple[Sentence, ...] = Field(min_length=1)
    who: Literal["you-change-it", "you-ask", "you-opt-out", "stays-public-by-law"]
    minutes: int = Field(ge=1, le=240)
    cost: Sentence
    source_url: str
    checked_on: date
    jurisdiction: tuple[Nation, ...] = Field(min_length=1)
    confidence: Literal["confirmed", "reported", "unconfirmed"]
    if_moved: Sentence
    detectors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    declared: bool | None = None
    order: int = 50
    links: dict[Sentence, str] = {}

    @field_validator("source_url")
    @classmethod
    def _is_https(cls, address: str) -> str:
        return _https(address)

    @field_validator("links")
    @classmethod
    def _are_https(cls, links: dict[str, str]) -> dict[str, str]:
        return {text: _https(address) for text, address in links.items()}

    @model_validator(mode="after")
    def _mends_something(self) -> Self:
        if (self.section == "mend") != bool(self.detectors):
            raise ValueError('detectors are named by remedies of section "mend", and by no others')
        return self

    def remedy(self, name: str) -> Remedy:
        """The noun the rest of the project knows."""
        return Remedy(name=name, **{**dict(self), "links": tuple(self.links.items())})


def _https(address: str) -> str:
    """An address a person may open, whatever is filled in for its placeholders."""
    filled = address
    for placeholder in PLACEHOLDERS:
        filled = filled.replace(placeholder, "x")
    parts = urlsplit(filled)
    if parts.scheme != "https" or not parts.hostname or any(c in filled for c in '{}<>"\\ '):
        raise ValueError(f"{address} is not an https address (it may hold {' and '.join(PLACEHOLDERS)})")
    return address


@cache
def load(place: Path | None = None) -> Mapping[str, Remedy]:
    """Every remedy by name: the file's name without its ending.

    Args:
        place: another folder than the package's own.

    Raises:
        UsageError: a file is not of the known form; the text names the file and the field.
    """
    files = sorted((place or folder("remedies")).glob("*.toml"))
    return MappingProxyType({file.stem: read(file) for file in files})


def read(file: Path) -> Remedy:
    """One remedy from its file.

    Raises:
        UsageError: it is not of the known form; the text names the file and the field.
    """
    try:
        return Entry.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).remedy(file.stem)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(f"The remedy {file} is not of the known form: {field}: {first['msg']}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The remedy {file} is not TOML: {error}.") from error
    except OSError as error:
        raise UsageError(f"The remedy {file} cannot be read: {error.strerror}.") from error


def fitting(finding: Finding, remedies: Mapping[str, Remedy]) -> tuple[str, ...]:
    """The names of the remedies that answer a finding, the most fitting first.

    One that names the register comes before one that names the source, and that before one for any source; among
    equals the smaller `order` comes first.
    """
    found_in = {where.source for where in finding.where}
    return tuple(r.name for r in sorted((r for r in remedies.values() if _fits(r, finding, found_in)), key=_rank))


def _fits(remedy: Remedy, finding: Finding, found_in: set[str]) -> bool:
    return (
        finding.detector in remedy.detectors
        and (not remedy.sources or not found_in.isdisjoint(remedy.sources))
        and (not remedy.registers or not set(finding.registers).isdisjoint(remedy.registers))
        and remedy.declared in (None, finding.declared)
    )


def _rank(remedy: Remedy) -> tuple[bool, bool, int, str]:
    return not remedy.registers, not remedy.sources, remedy.order, remedy.name

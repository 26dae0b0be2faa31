"""Schools, care homes and other places of a family whose names can be read in photos."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from footprint.detectors import Shown, ShownInPicture
from footprint.model import Group, Severity, SignKind


def _shown(what: str) -> Shown:
    return Shown(
        "the name of a place you want kept private",
        Severity.WORTH_MENDING,
        f"what may be the name of {what}",
        Severity.GOOD_TO_KNOW,
    )


class PhotoSchool(ShownInPicture):
    """A sign, a badge or a coat says where one of the family is, and often when."""

    name: ClassVar[str] = "photo-school"
    title: ClassVar[str] = "names of schools, care homes and clubs in your photos"
    group: ClassVar[Group] = Group.FAMILY
    signs: ClassVar[Mapping[SignKind, Shown]] = MappingProxyType(
        {
            "school": _shown("a school or nursery"),
            "care-home": _shown("a care home"),
            "surgery": _shown("a surgery"),
            "club": _shown("a club"),
            "worship": _shown("a place of worship"),
            "place": _shown("such a place"),
        }
    )

"""Schools, care homes and other places of a family whose names can be read in photos."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from footprint.detectors import Shown, ShownInPicture
from footprint.model import Group, Severity, SignKind


class PhotoSchool(ShownInPicture):
    """A sign, a badge or a coat says where one of the family is, and often when."""

    name: ClassVar[str] = "photo-school"
    title: ClassVar[str] = "names of schools, care homes and clubs in your photos"
    group: ClassVar[Group] = Group.FAMILY
    signs: ClassVar[Mapping[SignKind, Shown]] = MappingProxyType(
        {
            "school": Shown(
                "the name of a place you want kept private",
                Severity.WORTH_MENDING,
                "what may be the name of a school or nursery",
                Severity.GOOD_TO_KNOW,
            ),
            "care-home": Shown(
                "the name of a place you want kept private",
                Severity.WORTH_MENDING,
                "what may be the name of a care home",
                Severity.GOOD_TO_KNOW,
            ),
            "surgery": Shown(
                "the name of a place you want kept private",
                Severity.WORTH_MENDING,
                "what may be the name of a surgery",
                Severity.GOOD_TO_KNOW,
            ),
            "club": Shown(
                "the name of a place you want kept private",
                Severity.WORTH_MENDING,
                "what may be the name of a club",
                Severity.GOOD_TO_KNOW,
            ),
            "worship": Shown(
                "the name of a place you want kept private",
                Severity.WORTH_MENDING,
                "what may be the name of a place of worship",
                Severity.GOOD_TO_KNOW,
            ),
        }
    )

"""Addresses, and parts of them, that can be read in photos."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from footprint.detectors import Shown, ShownInPicture
from footprint.model import Group, Severity, SignKind


class PhotoAddress(ShownInPicture):
    """A letter, a door or the sign of a street says where a picture was taken, or where somebody lives."""

    name: ClassVar[str] = "photo-address"
    title: ClassVar[str] = "addresses in your photos"
    group: ClassVar[Group] = Group.HOME
    signs: ClassVar[Mapping[SignKind, Shown]] = MappingProxyType(
        {
            "post": Shown(
                "your address", Severity.SERIOUS, "a letter or parcel with an address on it", Severity.WORTH_MENDING
            ),
            "house": Shown(
                "the number or name of your house",
                Severity.SERIOUS,
                "what may be the number or name of a house",
                Severity.GOOD_TO_KNOW,
            ),
            "postcode": Shown(
                "your postcode, or that of a place you want kept private",
                Severity.SERIOUS,
                "a postcode",
                Severity.GOOD_TO_KNOW,
            ),
            "street": Shown(
                "the name of your street",
                Severity.WORTH_MENDING,
                "what may be the name of a street",
                Severity.GOOD_TO_KNOW,
            ),
        }
    )

"""Number plates that can be read in photos."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from footprint.detectors import Shown, ShownInPicture
from footprint.model import Group, Severity, SignKind


class PhotoPlate(ShownInPicture):
    """A plate leads from a car in a picture to its driver, and to where it stands."""

    name: ClassVar[str] = "photo-plate"
    title: ClassVar[str] = "number plates in your photos"
    group: ClassVar[Group] = Group.VEHICLE
    signs: ClassVar[Mapping[SignKind, Shown]] = MappingProxyType(
        {
            "plate": Shown(
                "your number plate", Severity.WORTH_MENDING, "what may be a number plate", Severity.GOOD_TO_KNOW
            ),
        }
    )

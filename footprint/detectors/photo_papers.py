"""Cards, papers, screens, names and numbers that can be read in photos."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from footprint.detectors import Shown, ShownInPicture
from footprint.model import Group, Severity, SignKind


class PhotoPapers(ShownInPicture):
    """What lies on the desk or hangs around the neck when a picture is taken."""

    name: ClassVar[str] = "photo-papers"
    title: ClassVar[str] = "papers, cards, screens and numbers in your photos"
    group: ClassVar[Group] = Group.PHOTOS
    signs: ClassVar[Mapping[SignKind, Shown]] = MappingProxyType(
        {
            "card": Shown("a bank card", Severity.SERIOUS, "what may be the number of a bank card", Severity.SERIOUS),
            "papers": Shown(
                "papers that are not for the public",
                Severity.WORTH_MENDING,
                "what may be papers that are not for the public",
                Severity.WORTH_MENDING,
            ),
            "medicine": Shown(
                "a prescription",
                Severity.WORTH_MENDING,
                "what may be the label of a prescription",
                Severity.WORTH_MENDING,
            ),
            "journey": Shown(
                "a boarding pass",
                Severity.WORTH_MENDING,
                "what may be a boarding pass or a luggage label",
                Severity.WORTH_MENDING,
            ),
            "screen": Shown(
                "a screen with e-mail",
                Severity.WORTH_MENDING,
                "what may be a screen with e-mail",
                Severity.WORTH_MENDING,
            ),
            "contact": Shown(
                "your phone number or e-mail address",
                Severity.SERIOUS,
                "a phone number or an e-mail address",
                Severity.GOOD_TO_KNOW,
            ),
            "badge": Shown(
                "your name, or that of one of your family",
                Severity.GOOD_TO_KNOW,
                "what may be a badge with a name",
                Severity.GOOD_TO_KNOW,
            ),
            "ticket": Shown(
                "a ticket", Severity.GOOD_TO_KNOW, "what may be a ticket with a day on it", Severity.GOOD_TO_KNOW
            ),
        }
    )

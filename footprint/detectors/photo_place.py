"""Photos that were taken at a place that the person wants no photo to give away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from footprint.detectors import Detector, is_credible, kind_of_picture, masked, masked_point, one_line
from footprint.model import PHOTOS, Finding, Group, Photo, Seen, Severity, Sighting, Subject
from footprint.photos.coordinates import positions
from footprint.places.sensitive import Near, is_home, named, nearest_of, places, unknown

_EXACT_M, _FINE_M, _ROUGH_M = 10, 200, 50


class PhotoPlace(Detector):
    """Within a sensitive place's own radius, or with its name in the photo's data."""

    name: ClassVar[str] = "photo-place"
    title: ClassVar[str] = "photos taken at your home or another place you named"
    group: ClassVar[Group] = Group.PHOTOS
    covers: ClassVar[tuple[str, ...]] = ("photo-location",)
    reads: ClassVar[tuple[type[Seen], ...]] = (Photo,)

    def applies(self, subject: Subject) -> bool:
        """Only where every place is known, by its position or by a postcode that can be looked up."""
        return bool(places(subject)) and not unknown(subject)

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding a photo: home before all others, then the nearest place; else the place it names."""
        photo = sighting.evidence
        if not isinstance(photo, Photo) or not is_credible(sighting):
            return
        told = _told(photo, subject)
        if told is None:
            return
        shown = "" if photo.source == PHOTOS else f" ({photo.place})"
        yield self.finding(
            sighting,
            photo.title,
            f"{kind_of_picture(photo).capitalize()} {one_line(photo.title)}{shown} {told.what}",
            severity=told.severity,
            value=told.value,
            masked=told.hint,
            reasons=(told.reason,),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a photo tells of a sensitive place."""

    what: str
    value: str
    hint: str
    severity: Severity
    reason: str


def _told(photo: Photo, subject: Subject) -> _Told | None:
    """A position near one, or the name of one; None where it tells neither."""
    if found := nearest_of(positions(photo.reading), subject):
        near, point = found
        value = f"{point.latitude:.5f}, {point.longitude:.5f}"
        what = f"was taken {_distance(near)} and says so"
        return _Told(what, value, masked_point(point), _severity(photo, home=near.home), _reason(near))
    place = named("\n".join(trace.value for trace in photo.reading.traces if trace.kind == "place"), subject)
    if place:
        name, severity = one_line(place.name), _severity(photo, home=is_home(place, subject))
        return _Told(f"names {name}", name, masked(name), severity, "The name of the place stands in its data")
    return None


def _severity(photo: Photo, *, home: bool) -> Severity:
    """Serious for home, and for every such place once the photo is online."""
    return Severity.SERIOUS if home or photo.source != PHOTOS else Severity.WORTH_MENDING


def _distance(near: Near) -> str:
    """Like "about 40 m from your home"."""
    name = "your home" if near.home else one_line(near.place.name) or "a place you named"
    if near.metres < _EXACT_M:
        return f"at {name}"
    step = _EXACT_M if near.metres < _FINE_M else _ROUGH_M
    return f"about {round(near.metres / step) * step} m from {name}"


def _reason(near: Near) -> str:
    if near.rough:
        return "Its coordinates lie near this place, which is known by its postcode only, so the distance is rough"
    return f"Its coordinates lie within the {near.place.radius_m:.0f} m that you set for this place"

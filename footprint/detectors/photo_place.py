"""Photos that were taken at a place that the person wants no photo to give away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_credible, kind_of_picture, masked, one_line
from footprint.model import Finding, Group, Photo, SensitivePlace, Severity, Sighting, Subject
from footprint.places.sensitive import Near, is_home, named, nearest
from footprint.web.about import LOCAL_PHOTOS

_EXACT_M, _FINE_M, _ROUGH_M = 10, 200, 50


class PhotoPlace(Detector):
    """Within a sensitive place's own radius, or with its name in the photo's data."""

    name: ClassVar[str] = "photo-place"
    title: ClassVar[str] = "photos taken at your home or another place you named"
    group: ClassVar[Group] = Group.PHOTOS

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding a photo: home before all others, then the nearest place; else the place it names."""
        photo = sighting.evidence
        if not isinstance(photo, Photo) or not is_credible(sighting):
            return
        near = nearest(photo.reading.location, subject) if photo.reading.location else None
        if near and photo.reading.location:
            point = photo.reading.location
            value = f"{point.latitude:.5f}, {point.longitude:.5f}"
            hint = f"{point.latitude:.0f}.{BLOT}, {point.longitude:.0f}.{BLOT}"
            what = f"was taken {_distance(near)} and says so"
            yield self._finding(sighting, photo, what, (value, hint), _severity(photo, home=near.home), _reason(near))
            return
        words = [trace.value for trace in photo.reading.traces if trace.kind == "place"]
        place = named("\n".join(words), subject)
        if place:
            said = one_line(place.name)
            severity = _severity(photo, home=is_home(place, subject))
            reason = "The name of the place stands in its data"
            yield self._finding(sighting, photo, f"names {said}", (said, masked(said)), severity, reason)

    def _finding(
        self, sighting: Sighting, photo: Photo, what: str, value: tuple[str, str], severity: Severity, reason: str
    ) -> Finding:
        shown = "" if photo.source == LOCAL_PHOTOS else f", on {photo.place},"
        return self.finding(
            sighting,
            photo.title,
            f"{kind_of_picture(photo).capitalize()} {one_line(photo.title)}{shown} {what}",
            severity=severity,
            value=value[0],
            masked=value[1],
            reasons=(reason,),
        )


def _severity(photo: Photo, *, home: bool) -> Severity:
    """Serious for home, and for every such place once the photo is online."""
    return Severity.SERIOUS if home or photo.source != LOCAL_PHOTOS else Severity.WORTH_MENDING


def _distance(near: Near) -> str:
    """ "about 40 m from your home"."""
    name = "your home" if near.home else _with_article(near.place)
    if near.metres < _EXACT_M:
        return f"at {name}"
    step = _EXACT_M if near.metres < _FINE_M else _ROUGH_M
    return f"about {round(near.metres / step) * step} m from {name}"


def _with_article(place: SensitivePlace) -> str:
    return one_line(place.name) or "a place you named"


def _reason(near: Near) -> str:
    if near.rough:
        return "Its coordinates lie within the radius you set; the place is known by its postcode only, so the distance is rough"
    return f"Its coordinates lie within the {near.place.radius_m:.0f} m that you set for this place"

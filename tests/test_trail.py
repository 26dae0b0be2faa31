"""From a folder of photos to what they tell together, and to "gone" once they are cleaned."""

import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from footprint.detectors import all_detectors
from footprint.diff import compare
from footprint.errors import Illegible
from footprint.model import (
    PHOTOS,
    Cause,
    Confidence,
    Fate,
    Kind,
    Match,
    PlaceFiles,
    Point,
    SensitivePlace,
    Sighting,
    Skipped,
)
from footprint.places import named as named_places
from footprint.places.grid import BRITISH, project
from footprint.places.open_names import tile_name
from footprint.trail import Tracing
from tests.detectors.test_trails import nights, online, trail
from tests.examples import NOON, SUBJECT, past
from tests.judged import detect, photo, post, sighting
from tests.lives import life
from tests.photos.samples import exif_segment, gps_tags, jpeg, tiff
from tests.test_pipeline import run, task

LIFE = life(0, 120)
HER = replace(
    SUBJECT,
    identifiers=tuple(i for i in SUBJECT.identifiers if i.kind not in {Kind.ADDRESS, Kind.POSTCODE}),
    places=(SensitivePlace("home", 200, LIFE.home),),
)


def plant(folder: Path, *, cleaned=False) -> None:
    """A JPEG for each sight, with its position and time where they are not cleaned away."""
    folder.mkdir(exist_ok=True)
    for number, sight in enumerate(LIFE.sights):
        taken = f"{sight.taken:%Y:%m:%d %H:%M:%S}".encode() + b"\0"
        told = tiff(exif={0x9003: (2, taken)}, gps=gps_tags(sight.point.latitude, sight.point.longitude))
        (folder / f"IMG_{number:04}.jpg").write_bytes(jpeg(*([] if cleaned else [exif_segment(told)])))


def look(folder, subject=HER, **changes):
    return run(task(subject=subject, folders=(folder,), detectors=all_detectors(), demo=True, **changes))


def named(audit, detector):
    return [finding for finding in audit.findings if finding.detector == detector]


def test_a_folder_gives_home_away_and_once_cleaned_it_is_gone(tmp_path):
    folder = tmp_path / "photos"
    plant(folder)
    before = look(folder)
    (home,) = named(before, "home-inferable")
    assert home.what.startswith("Your photos, taken together, give your home away to within")
    assert home.remedies[0] == "clean-copies"
    assert "shared-albums" in home.remedies
    assert home.thumbnail == b""
    assert all(Path(where.url).parent == folder for where in home.where)
    assert any(entry.startswith("fact:place ") for entry in home.basis)
    assert before.photos_read == len(LIFE.sights)
    assert named(before, "away-from-home")

    plant(folder, cleaned=True)
    after = look(folder)
    fates = compare(after, [past(finding, basis=finding.basis) for finding in before.findings], NOON).fates
    assert set(fates.values()) == {Fate.GONE}
    assert {"home-inferable", "routine-from-photos", "away-from-home"} <= {clear.detector for clear in after.clear}


def test_a_folder_that_is_not_looked_at_again_makes_nothing_gone(tmp_path):
    folder, other = tmp_path / "photos", tmp_path / "other"
    plant(folder)
    (home,) = named(look(folder), "home-inferable")
    other.mkdir()
    (other / "a.jpg").write_bytes(jpeg())
    after = look(other, known=home.where)
    assert compare(after, [past(home, basis=home.basis)], NOON).fates[home.id] is Fate.COULD_NOT_CHECK


def test_what_was_seen_in_a_folder_too_is_not_gone_where_only_the_web_was_looked_at():
    published, own = nights(LIFE.home, range(0, 60, 2), online), nights(LIFE.home, range(1, 60, 2))
    _, home = detect("home-inferable", trail(*published, *own), HER)
    assert home.audience.startswith("Anyone, the part of it that is online")
    left = Skipped(PHOTOS, "/photos", Cause.NOT_SET, "This folder was not looked at this time.")
    after = replace(
        run(task(subject=HER, folders=(), demo=True)),
        skipped=(left,),
        opened=tuple(sight.seen.url for sight in published),
        basis=home.basis,
    )
    assert compare(after, [past(home, basis=home.basis)], NOON).fates[home.id] is Fate.COULD_NOT_CHECK


def test_where_nobody_knows_where_home_is_no_routine_and_no_home_is_called_looked_for(tmp_path):
    plant(tmp_path / "photos", cleaned=True)
    nowhere = replace(HER, places=())
    clear = {one.detector for one in look(tmp_path / "photos", subject=nowhere).clear}
    assert "photo-location" in clear
    assert not clear & {"home-inferable", "routine-from-photos", "away-from-home"}


# --- collecting -------------------------------------------------------------------------------------------------------


def traced(*evidence):
    tracing = Tracing()
    for one in evidence:
        tracing.take(sighting(one, HER))
    return tracing.trail()


def test_no_photo_leaves_no_trail_and_one_without_a_position_an_empty_one():
    assert traced(post("Good morning")) is None
    assert traced(photo()).sights == ()


def test_a_photo_that_could_not_be_read_leaves_no_trail_unless_it_tells_a_position():
    for damaged, there in ((photo(), False), (photo(LIFE.home), True)):
        assert (
            traced(replace(damaged, reading=replace(damaged.reading, problem="It is cut off."))) is not None
        ) is there


def test_utc_becomes_local_and_a_clock_that_was_never_set_no_time():
    reading = photo(LIFE.home).reading
    summer, unset = (datetime.fromisoformat(text) for text in ("2026-06-01T23:30:00+00:00", "1970-01-01T00:00:00"))
    one, two = (
        photo(name=name, reading=replace(reading, taken=taken)) for name, taken in (("a", summer), ("b", unset))
    )
    assert [sight.taken for sight in traced(one, two).sights] == [datetime.fromisoformat("2026-06-01T23:30:00"), None]
    london = replace(one, reading=replace(reading, location=Point(51.5, -0.1), taken=summer))
    assert traced(london).sights[0].taken == datetime.fromisoformat("2026-06-02T00:30:00")


def test_other_positions_of_a_film_count_once_each():
    film = photo(Point(52.1, -0.5), ("gps", "52.100001, -0.500001"), ("gps", "52.300000, -0.500000"), ("gps", "empty"))
    assert [round(sight.point.latitude, 1) for sight in traced(film).sights] == [52.1, 52.3]
    halfway = photo(Point(52.10005, -0.50005), ("gps", "52.100051, -0.500049"))
    assert len(traced(halfway).sights) == 1


def test_somebody_elses_photo_leaves_no_trail():
    tracing = Tracing()
    tracing.take(Sighting(photo(LIFE.home), Match(Confidence.UNLIKELY, 0.0, ("Somebody else",))))
    assert tracing.trail() is None


def test_posts_of_her_own_accounts_are_remembered_by_their_time():
    trail = traced(photo(LIFE.home), post("Hello", NOON), post("Hello", NOON - timedelta(days=1), declared=False))
    assert [when for when, _ in trail.posts] == [NOON]


def test_a_list_that_is_not_there_and_damaged_postcodes_are_said_and_the_audit_goes_on(tmp_path, monkeypatch):
    def lost():
        raise Illegible("The list of UK postcodes is damaged. Install Footprint again.")

    monkeypatch.setattr(named_places, "live_postcodes", lost)
    named_places.gazetteer.cache_clear()
    plant(tmp_path / "photos")
    lists = PlaceFiles(schools=str(tmp_path / "schools.csv"))
    knowing = replace(HER, place_files=lists)
    audit = run(task(subject=knowing, folders=(tmp_path / "photos",), detectors=all_detectors(), demo=True))
    named_places.gazetteer.cache_clear()
    assert named(audit, "home-inferable")
    said = {skip.identifier: (skip.cause, skip.reason) for skip in audit.skipped if skip.source == PHOTOS}
    assert said["postcodes of places"] == (
        Cause.UNREADABLE,
        "The list of UK postcodes is damaged. Install Footprint again.",
    )
    assert said["schools near your photos"] == (
        Cause.NOT_SET,
        "The list of schools (schools.csv) is not there. Say in the profile where it is, under [place_names].",
    )


def test_a_damaged_part_of_a_list_that_only_the_names_of_places_need_is_said(tmp_path):
    plant(tmp_path / "photos")
    tile = f"{tile_name(*project(LIFE.home, BRITISH))}.csv"
    with zipfile.ZipFile(tmp_path / "names.zip", "w") as archive:
        archive.writestr(tile, "osgb4,,Heron Way,,,,x,Named Road")
    whole = (tmp_path / "names.zip").read_bytes()
    (tmp_path / "names.zip").write_bytes(whole.replace(b"Heron", b"Horen"))
    knowing = replace(HER, place_files=PlaceFiles(open_names=str(tmp_path / "names.zip")))
    audit = look(tmp_path / "photos", subject=knowing)
    (said,) = (skip for skip in audit.skipped if skip.identifier == "streets and settlements")
    assert said.reason == f"The file {tile} of OS Open Names is damaged. Download it again."

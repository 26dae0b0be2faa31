"""A photo of a folder that stands on the person's own site too: found, joined and shown, by a whole audit."""

import io
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import piexif
import pytest
from PIL import Image, ImageOps

from footprint import pipeline, twins
from footprint.demo import SampleWeb
from footprint.diff import compare
from footprint.gather import Task, still_open
from footprint.model import PHOTOS, Cause, Confidence, Fate, Identifier, Kind, Severity, Skipped, Twins, remembered
from footprint.photos import prints
from footprint.photos.look.remembered import Remembered
from footprint.photos.thumbnail import thumbnail
from footprint.remedies import library
from footprint.reports import Sheet
from footprint.reports.html import Html
from footprint.sources.ownsites import OwnSites
from tests.examples import past
from tests.judged import HER
from tests.photos.test_prints import encoded, scene
from tests.test_joins import online

HOST = "www.rosalindquillfeather.example"
NEAR, FAR = ((52, 38, 57.48), (0, 38, 14.64)), ((52, 32, 52.8), (0, 44, 31.2))
"""About 40 m from home, and some kilometres from it, in degrees, minutes and seconds."""
ADDRESS = "14 Kingfisher Wharf, Thornmere, TM4 6QH"


def located(image, place=None, quality=92):
    """A JPEG, with a position where one is given."""
    if place is None:
        return encoded(image, quality)
    spelt = [tuple((round(part * 100), 100) for part in angle) for angle in place]
    gps = {1: b"N", 2: spelt[0], 3: b"W", 4: spelt[1]}
    into = io.BytesIO()
    image.save(into, "JPEG", quality=quality, exif=piexif.dump({"GPS": gps}))
    return into.getvalue()


GARDEN, FETE, WALK = scene(1), scene(2), scene(3)


@pytest.fixture
def web(tmp_path):
    """Her site: her address, a photo of the garden with its position, one of the fete without, mirrored."""
    place = tmp_path / "web" / HOST
    place.mkdir(parents=True)
    pictures = {"garden.jpg": located(GARDEN.resize((480, 360)), NEAR, 70), "fete.jpg": encoded(ImageOps.mirror(FETE))}
    for name, data in pictures.items():
        (place / name).write_bytes(data)
    shown = "".join(f'<img src="/{name}" width="480" height="360">' for name in pictures)
    text = f"<html><title>Rosalind Quillfeather</title><body><p>Write to {ADDRESS}.</p>{shown}</body></html>"
    (place / "index.html").write_text(text, encoding="utf-8")
    (place / "robots.txt").write_text("User-agent: *\nDisallow:\n", encoding="utf-8")
    routes = {"/": "index.html", "/robots.txt": "robots.txt"} | {f"/{name}": name for name in pictures}
    site = "\n".join(f'[[route]]\npath = "{path}"\nfile = "{file}"\n' for path, file in routes.items())
    (place / "site.toml").write_text(site, encoding="utf-8")
    with SampleWeb(tmp_path / "web") as served:
        yield served


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "photos"
    made.mkdir()
    (made / "IMG_1.jpg").write_bytes(located(GARDEN))
    (made / "IMG_2.jpg").write_bytes(encoded(FETE, 92))
    (made / "IMG_3.jpg").write_bytes(located(WALK, FAR))
    return made


SUBJECT = replace(
    HER,
    identifiers=(
        *(fact for fact in HER.identifiers if fact.kind is not Kind.SITE),
        Identifier(Kind.SITE, f"http://{HOST}/"),
    ),
)


def audited(web, folder, tell=lambda _: None, **changes):
    task = Task(
        subject=SUBJECT,
        folders=(folder,),
        key=lambda _: "",
        client=web.client,
        remedies=library.load(),
        sources=(OwnSites(),),
        **changes,
    )
    return pipeline.audit(task, tell)


def by_name(audit, detector):
    return {
        Path(place.url).name: finding
        for finding in audit.findings
        if finding.detector == detector
        for place in finding.where
    }


def test_a_whole_audit_finds_what_is_online_already_and_what_that_adds_up_to(web, folder):
    steps = []
    audit = audited(web, folder, steps.append)
    public = by_name(audit, "photo-public")
    assert set(public) == {"IMG_2.jpg", "fete.jpg"}
    fete = public["IMG_2.jpg"]
    assert fete.what == f"The photo IMG_2.jpg is already public: photos on {HOST}"
    assert (fete.severity, fete.confidence) == (Severity.GOOD_TO_KNOW, Confidence.LIKELY)
    assert fete.remedies == ("photo-public",)
    assert fete.thumbnail.startswith(b"\xff\xd8")

    garden = by_name(audit, "photo-place")["garden.jpg"]
    assert garden.severity is Severity.SERIOUS
    assert garden.reasons[0] == f"It was taken about 40 m from the address that anyone can read on {HOST}"
    assert any("the same picture" in reason.lower() for reason in garden.reasons)
    assert [Path(place.url).name for place in garden.where] == ["garden.jpg", "IMG_1.jpg"]
    (address,) = (finding for finding in audit.findings if finding.detector == "home-address")
    assert "A photo of yours that anyone can see was taken near this address, and says so" in address.reasons
    assert "IMG_3.jpg" in by_name(audit, "photo-location"), "a photo that is nowhere online is only here"
    assert {step.stage for step in steps} >= {"web", "photos", "comparing", "places"}


def test_it_is_shown_in_the_report_and_called_by_no_name_in_a_copy_to_share(web, folder):
    audit = audited(web, folder)
    comparison = compare(audit, (), None)
    whole = Html().render(Sheet(audit, comparison, library.load()))
    assert "The photo IMG_2.jpg is already public" in whole
    assert "No preview" not in whole
    shared = Html().render(Sheet(audit, comparison, library.load(), share=True))
    assert "IMG_2" not in shared
    assert "IMG_1" not in shared


def test_nothing_is_compared_where_nothing_was_found_online(folder, monkeypatch):
    monkeypatch.setattr(twins, "prints", lambda _: pytest.fail("it was looked at"))
    assert list(twins.twins([str(folder / "IMG_1.jpg")], (), print)) == []
    plain = online(thumbnail=thumbnail(encoded(Image.new("RGB", (300, 200), "teal"))))
    assert list(twins.twins([str(folder / "IMG_1.jpg")], (plain, online(thumbnail=b"broken")), print)) == []


def compared(paths, **options):
    found = online(thumbnail=thumbnail(encoded(GARDEN)))
    return list(twins.twins([str(path) for path in paths], (found, found), lambda _: None, **options))


def test_prints_are_remembered_and_made_anew_where_the_picture_has_changed(folder, monkeypatch):
    first = compared(sorted(folder.iterdir()))
    assert [len(item.online) for item in first] == [1, 0, 0]
    made = []
    monkeypatch.setattr(twins, "prints", lambda path: made.append(path.name) or prints.prints(path))
    again = compared(sorted(folder.iterdir()))
    assert [replace(item, seen=first[0].seen) for item in again] == [
        replace(item, seen=first[0].seen) for item in first
    ]
    assert made == []
    (folder / "IMG_3.jpg").write_bytes(encoded(GARDEN, 60))
    assert [len(item.online) for item in compared(sorted(folder.iterdir()))] == [1, 0, 1]
    assert made == ["IMG_3.jpg"]
    compared([folder / "IMG_1.jpg"], remember=False)
    assert made == ["IMG_3.jpg", "IMG_1.jpg"]


def test_a_picture_with_nothing_on_it_is_remembered_too(folder):
    (folder / "wall.jpg").write_bytes(encoded(Image.new("RGB", (300, 200), "teal")))
    (wall,) = compared([folder / "wall.jpg"])
    assert isinstance(wall, Twins)
    assert wall.online == ()
    with closing(Remembered()) as remembered:
        assert remembered.prints(remembered.read(str(folder / "wall.jpg"))) == ()


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 broken"])
def test_what_cannot_be_compared_is_said(folder, data):
    (folder / "broken.jpg").write_bytes(data)
    skip, fine = compared([folder / "broken.jpg", folder / "IMG_1.jpg"])
    assert isinstance(skip, Skipped)
    assert (skip.source, skip.identifier, skip.cause) == (PHOTOS, str(folder / "broken.jpg"), Cause.UNREADABLE)
    assert skip.reason.startswith("It could not be compared with the pictures found online.")
    assert len(fine.online) == 1
    (gone,) = compared([folder / "gone.jpg"])
    assert gone.cause is Cause.UNREADABLE


def test_a_picture_that_the_person_said_is_not_about_them_is_no_copy(web, folder):
    audit = audited(web, folder, decided={remembered(f"http://{HOST}/fete.jpg", SUBJECT.salt): "not-me"})
    assert "IMG_2.jpg" not in by_name(audit, "photo-public")


def test_a_copy_that_was_taken_down_is_gone_and_one_not_looked_for_is_not(web, folder, tmp_path):
    first = audited(web, folder)
    before = [past(finding, basis=finding.basis) for finding in first.findings]
    known = still_open(before)
    fete = by_name(first, "photo-public")["IMG_2.jpg"]
    (tmp_path / "web" / HOST / "fete.jpg").write_bytes(encoded(scene(9)))
    (tmp_path / "web" / HOST / "garden.jpg").write_bytes(encoded(scene(10)))
    second = audited(web, folder, known=known)
    assert by_name(second, "photo-public") == {}
    assert compare(second, before, first.finished).fates[fete.id] is Fate.GONE
    unasked = replace(second, basis=tuple(entry for entry in second.basis if not entry.startswith("asked:")), opened=())
    assert compare(unasked, before, first.finished).fates[fete.id] is Fate.COULD_NOT_CHECK


def test_a_photo_that_was_deleted_here_has_not_gone_from_the_web(web, folder):
    first = audited(web, folder)
    before = [past(finding, basis=finding.basis) for finding in first.findings]
    fete = by_name(first, "photo-public")["IMG_2.jpg"]
    walk = by_name(first, "photo-location")["IMG_3.jpg"]
    for name in ("IMG_2.jpg", "IMG_3.jpg"):
        (folder / name).unlink()
    fates = compare(audited(web, folder, known=still_open(before)), before, first.finished).fates
    assert (fates[fete.id], fates[walk.id]) == (Fate.COULD_NOT_CHECK, Fate.GONE)

"""An audit that looks at pictures, from the folder to the report; and one that does not, which says so."""

import base64
import json
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from footprint import diff, engine, pipeline, profile
from footprint.basis import Basis
from footprint.cli import audits
from footprint.errors import NotInstalled, Unreadable
from footprint.gather import Task
from footprint.history import History
from footprint.model import Box, Cause, Comparison, Fate
from footprint.outline.redaction import redacted
from footprint.photos.look import Line, looking
from footprint.photos.look.looking import Manner
from footprint.photos.look.view import View
from footprint.remedies import library
from footprint.reports import Sheet
from footprint.reports.html import Html
from tests.examples import SUBJECT, past

PLATE = Box(300, 200, 500, 260)
VIEWS = {
    "own": View((Line("JZ24 RQF", PLATE, 0.99),), ()),
    "other": View((Line("KV19 OTF", PLATE, 0.99),), (Box(5, 6, 70, 80), Box(90, 6, 140, 80))),
    "plain": View((), ()),
}


@pytest.fixture
def seen(monkeypatch):
    """Without any network: what a picture shows is told by its name."""
    asked = []

    def see(path, side):
        asked.append(Path(path).stem)
        return VIEWS[Path(path).stem]

    monkeypatch.setattr(looking, "view", see)
    monkeypatch.setattr(looking, "require", lambda: None)
    monkeypatch.setattr("footprint.pictures.require", lambda: None)
    monkeypatch.setattr("footprint.cli.looking.require", lambda: None)
    monkeypatch.setattr(engine, "available", lambda: 1)
    return asked


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "photos"
    made.mkdir()
    for number, name in enumerate(VIEWS):
        image = Image.new("RGB", (800, 600), "teal")
        image.paste("yellow", (PLATE.left, PLATE.top, PLATE.right, PLATE.bottom))
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9003] = f"2026:0{number + 1}:01 12:00:00"
        image.save(made / f"{name}.jpg", exif=exif)
    return made


class Nobody:
    """A client that is never asked anything."""

    def __init__(self):
        self.ledger = SimpleNamespace(lines=())


@asynccontextmanager
async def open_client():
    yield Nobody()


def task(folder, look, known=(), subject=SUBJECT):
    return Task(
        subject=subject,
        folders=(folder,),
        key=lambda _: "",
        client=open_client,
        remedies=library.load(),
        sources=(),
        look=look,
        known=known,
    )


def audited(folder, look, known=(), steps=None):
    return pipeline.audit(task(folder, look, known), steps.append if steps is not None else lambda _: None)


def html(made, *, share=False):
    return Html().render(Sheet(made, diff.compare(made, (), None), library.load(), share=share))


def test_what_pictures_show_is_found_and_the_newest_are_looked_at_first(seen, folder):
    steps = []
    made = audited(folder, Manner(), steps=steps)
    assert seen == ["plain", "other", "own"]
    found = {(finding.detector, Path(finding.where[0].url).stem, finding.declared) for finding in made.findings}
    assert found == {
        ("photo-plate", "own", True),
        ("photo-plate", "other", False),
        ("photo-faces", "other", False),
    }
    assert made.photos_read == 3
    assert not made.skipped
    assert {"photo-address", "photo-school", "photo-papers"} <= {clear.detector for clear in made.clear}
    assert [(step.done, step.total) for step in steps if step.stage == "looking"] == [(1, 3), (2, 3), (3, 3)]


def test_people_who_have_agreed_are_not_asked_after_until_one_takes_it_back(seen, folder, footprint, tmp_path):
    """From the note to the report and back; the photo is known by its content."""
    profile_file = tmp_path / "profile.toml"
    assert footprint("init", "-p", profile_file, "--about", "me", "--name", "Rosalind Quillfeather").status == 0
    subject, into = profile.load(profile_file), tmp_path / "report"

    def asked_after():
        sheet = audits._carry_out(task(folder, Manner(), subject=subject), History(subject.id), into, share=False)
        assert Fate.GONE not in sheet.comparison.fates.values()
        assert "photo-plate" in {finding.detector for finding in sheet.audit.findings}
        return {Path(f.where[0].url).name for f in sheet.audit.findings if f.detector == "photo-faces"}

    assert asked_after() == {"other.jpg"}
    said = footprint("agreed", "-p", profile_file, folder / "other.jpg", "--who", "both, for the newsletter")
    assert said.status == 0
    assert "Noted for 1 photo" in said.out
    assert asked_after() == set()
    assert "newsletter" in footprint("agreed", "-p", profile_file).out
    (folder / "other.jpg").rename(folder / "own.jpg")
    assert footprint("agreed", "-p", profile_file, folder / "own.jpg", "--withdraw").status == 0
    (folder / "own.jpg").rename(folder / "other.jpg")
    assert asked_after() == {"other.jpg"}


def test_the_small_picture_shows_the_part_that_matters(seen, folder):
    made = audited(folder, Manner())
    (own,) = (finding for finding in made.findings if finding.declared)
    shown = Image.open(BytesIO(own.thumbnail)).convert("RGB")
    assert max(shown.size) <= 240
    middle = shown.getpixel((shown.width // 2, shown.height // 2))
    assert middle[0] > 200
    assert middle[2] < 90
    assert not shown.getexif()


def test_without_looking_it_is_said_and_nothing_is_called_clear(folder):
    made = audited(folder, None)
    (skip,) = made.skipped
    assert (skip.identifier, skip.cause) == ("what pictures show", Cause.LEFT)
    assert skip.reason.startswith("Number plates, addresses, papers and faces that your pictures may show")
    assert skip.reason.endswith("run the check again with --look.")
    assert not {clear.detector for clear in made.clear} & {"photo-plate", "photo-address", "photo-faces"}


def test_without_the_extra_it_is_said_once_how_to_add_it(folder, monkeypatch):
    monkeypatch.setattr("footprint.pictures.installed", lambda: False)
    made = audited(folder, None)
    page = html(made)
    assert page.count("may show were not looked for") == 1
    assert page.count("pip install &#34;.[look]&#34;") == 1


def test_a_copy_for_sharing_says_what_was_not_looked_at_and_names_no_file(folder):
    (skip,) = redacted(audited(folder, None), Comparison({}, {}))[0].skipped
    assert skip.identifier == "what pictures show"


def test_cards_show_the_part_that_matters_to_the_person_alone(seen, folder):
    made = audited(folder, Manner())
    shown = [finding for finding in made.findings if finding.detector.startswith("photo-")]
    assert len(shown) == 3
    page = html(made)
    for finding in shown:
        assert base64.b64encode(finding.thumbnail).decode() in page
        assert finding.part
    assert "data:image/jpeg" not in html(made, share=True)


def test_what_there_was_no_time_for_is_counted(seen, folder):
    made = audited(folder, Manner(seconds=0))
    (skip,) = made.skipped
    assert skip.reason.startswith("3 of 3 pictures were not looked at")
    assert seen == []


def test_what_only_some_pictures_were_looked_at_for_is_not_called_looked_for(seen, folder, monkeypatch):
    ticks = iter(range(100))
    monkeypatch.setattr(looking.time, "monotonic", lambda: float(next(ticks)))
    made = audited(folder, Manner(seconds=2))
    assert 0 < len(seen) < 3
    assert not {"photo-address", "photo-school", "photo-papers"} & {clear.detector for clear in made.clear}


def test_what_was_seen_before_is_gone_only_after_it_was_looked_for_again(seen, folder, monkeypatch):
    first = audited(folder, Manner())
    before = [past(finding, basis=finding.basis) for finding in first.findings]
    known = tuple(place for finding in first.findings for place in finding.where)
    unlooked = diff.compare(audited(folder, None, known), before, first.finished)
    assert set(unlooked.fates.values()) == {Fate.COULD_NOT_CHECK}
    monkeypatch.setitem(VIEWS, "own", VIEWS["plain"])
    monkeypatch.setitem(VIEWS, "other", VIEWS["plain"])
    for file in folder.glob("*.jpg"):
        file.write_bytes(file.read_bytes() + b"\0")
    hurried = diff.compare(audited(folder, Manner(seconds=0), known), before, first.finished)
    assert set(hurried.fates.values()) == {Fate.COULD_NOT_CHECK}
    again = diff.compare(audited(folder, Manner(), known), before, first.finished)
    assert set(again.fates.values()) == {Fate.GONE}


def test_what_was_found_thoroughly_is_not_gone_after_a_usual_look():
    usual, thorough = ({"photo-plate": thorough} for thorough in (False, True))
    assert "looked:thorough" not in Basis(SUBJECT, (), usual).whole
    assert {"looked:usual", "looked:thorough"} <= set(Basis(SUBJECT, (), thorough).whole)


def test_without_the_extra_the_call_is_refused_with_the_mend(folder, footprint, monkeypatch):
    def missing():
        raise NotInstalled('pip install ".[look]"')

    monkeypatch.setattr("footprint.cli.looking.require", missing)
    said = footprint("scan", folder, "--look")
    assert said.status == 2
    assert 'pip install ".[look]"' in said.err


def test_how_to_look_without_looking_is_a_wrong_call(folder, footprint):
    assert footprint("scan", folder, "--thorough").status == 2
    assert footprint("scan", folder, "--minutes", "3").status == 2


def test_scan_says_what_pictures_show(seen, folder, footprint):
    profile = Path("sample_data/profile.toml").absolute()
    said = footprint("scan", folder, "--look", "--profile", profile)
    assert said.status == 1
    assert "own.jpg: shows a number plate (JZ24 RQF)" in said.out
    assert "other.jpg: shows what may be a number plate (KV19 OTF), 2 faces" in said.out
    assert "--hide plates,faces,text" in said.err
    again = footprint("scan", folder, "--look", "--profile", profile, "--format", "jsonl", "--minutes", "0")
    assert len(seen) == 3, "it is remembered"
    lines = [json.loads(line) for line in again.out.splitlines()]
    looked = {Path(line["path"]).stem: line for line in lines if "signs" in line}
    assert looked["own"]["signs"][0]["text"] == "JZ24 RQF"
    assert looked["other"]["faces"] == 2


def test_scan_counts_what_there_was_no_time_for(seen, folder, footprint):
    said = footprint("scan", folder, "--look", "--minutes", "0", "--no-cache")
    assert "3 of 3 pictures were not looked at: the 0 minutes were over" in said.err


def test_a_picture_that_is_broken_is_said(seen, folder, footprint, monkeypatch):
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    monkeypatch.setattr(looking, "view", lambda path, side: VIEWS[Path(path).stem])
    made = audited(folder, Manner())
    assert any(skip.identifier.endswith("broken.jpg") for skip in made.skipped)
    assert "broken.jpg: Something went wrong" in footprint("scan", folder, "--look", "--no-cache").out


def test_purge_forgets_what_pictures_show(seen, folder, footprint, tmp_path):
    from footprint.photos.look.remembered import path  # noqa: PLC0415  beside what it is about

    footprint("scan", folder, "--look")
    assert path().exists()
    footprint("purge", "--profile", tmp_path / "none.toml", "--yes")
    assert not path().exists()


def test_what_was_looked_at_in_part_or_not_at_all_is_said_once(seen, folder, monkeypatch):
    monkeypatch.setitem(VIEWS, "plain", View((), (), more=True))
    whole = (folder / "own.jpg").read_bytes()
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr(looking, "view", _broken_if_cut(looking.view))
    made = audited(folder, Manner())
    assert sorted((Path(skip.identifier).name, skip.cause) for skip in made.skipped) == [
        ("cut.jpg", Cause.UNREADABLE),
        ("plain.jpg", Cause.PARTLY),
    ]
    assert {Path(finding.where[0].url).stem for finding in made.findings} == {"own", "other"}


def _broken_if_cut(see):
    def view(path, side):
        if "cut" in path:
            raise Unreadable("The picture could not be decoded.")
        return see(path, side)

    return view

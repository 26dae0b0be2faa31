"""plan → gather → detect → advise, with plug-ins that behave, fail, and would tell too much."""

import asyncio
import io
import os
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from footprint import gather, pipeline
from footprint.basis import Basis
from footprint.detectors import Detector, identity, is_credible, where
from footprint.detectors.photo_place import PhotoPlace
from footprint.diff import hides
from footprint.errors import Offline
from footprint.model import (
    Cause,
    Confidence,
    Finding,
    Group,
    Identifier,
    Kind,
    Page,
    Photo,
    Query,
    SensitivePlace,
    Severity,
    Skipped,
    SourceSettings,
    remembered,
)
from footprint.remedies import library
from footprint.sources import Source
from footprint.web import Answer
from tests.examples import NOON, SUBJECT, finding, page
from tests.examples import where as place

URL = "http://news.example/a"


class Example(Source):
    """Answers one question with what it is given."""

    name = "example"
    title = "An example"
    finds = "examples"
    needs = "a town"
    sends = (Kind.NAME,)

    def __init__(self, *items, error=None, url="http://search.example/?q=Rosalind+Quillfeather", questions=1):
        self.items = items
        self.error = error
        self.url = url
        self.questions = questions

    def plan(self, subject):
        for number in range(self.questions):
            yield Query(self.name, f"{self.url}{'&' * number}", sends=(subject.name,))

    async def fetch(self, query, subject, web):
        for item in self.items:
            yield item
        if self.error:
            raise self.error


class Search(Example):
    """A search: what it no longer shows may still be there."""

    name = "search"
    exhaustive = False


class Keyed(Example):
    name = "keyed"
    key = "example"


class Broken(Example):
    name = "broken"

    def plan(self, subject):
        raise KeyError(subject.name)


class Word(Detector):
    """Finds the word "secret" in pages."""

    name = "home-address"
    title = "a secret"
    group = Group.HOME
    asks = True

    def detect(self, sighting, subject):
        if "secret" in sighting.evidence.text:
            yield Finding(
                detector=self.name,
                about=identity("secret", sighting),
                group=self.group,
                what="A secret",
                value="secret",
                masked="s▮▮▮",
                declared="declared" in sighting.evidence.text,
                severity=Severity.SERIOUS,
                confidence=Confidence.LIKELY,
                reasons=("It says so",),
                audience="Anyone",
                where=where(sighting),
            )


class Credible(Word):
    """As sure as the judge is, as real detectors are."""

    def detect(self, sighting, subject):
        for found in super().detect(sighting, subject) if is_credible(sighting) else ():
            yield replace(found, confidence=sighting.match.confidence, reasons=sighting.match.reasons)


class Faulty(Detector):
    name = "phone"
    title = "your phone number"
    group = Group.PHONE

    def detect(self, sighting, subject):
        raise ZeroDivisionError
        yield


class EveryPhoto(Detector):
    name = "photo-location"
    title = "positions"
    group = Group.PHOTOS
    reads = (Photo,)

    def detect(self, sighting, subject):
        if isinstance(sighting.evidence, Photo):
            yield replace(
                next(Word().detect(SimpleNamespace(evidence=page("secret")), subject)),
                detector=self.name,
                about=sighting.evidence.url,
                where=where(sighting),
                declared=True,
            )


class Pages:
    """Stands for the client: answers known addresses, and is offline for the rest."""

    def __init__(self, **pages):
        self.pages = {f"http://news.example/{name}": text for name, text in pages.items()}
        self.asked = []
        self.ledger = SimpleNamespace(lines=())

    def web(self, source, *, pace, key=""):
        return self

    async def get(self, url, **_):
        self.asked.append(url)
        if url not in self.pages:
            raise Offline("There is no way to news.example.")
        text = self.pages[url]
        if isinstance(text, Exception):
            raise text
        status = 200 if text else 404
        return Answer(url, status, "text/html", "utf-8", f"<title>t</title><p>{text}</p>".encode())


def task(*sources, detectors=None, pages=None, **changes):
    client = pages or Pages()

    @asynccontextmanager
    async def open_client():
        yield client

    made = gather.Task(
        subject=SUBJECT,
        folders=(),
        key=lambda _: "",
        client=open_client,
        remedies=library.load(),
        sources=sources,
        detectors=detectors or (Word(),),
    )
    return replace(made, **changes)


def run(made):
    return pipeline.audit(made, lambda _: None)


def about_her(text, url=URL):
    return page(f"Cllr Rosalind Quillfeather of Thornmere Borough Council. {text}", url)


def test_what_is_found_is_judged_advised_and_counted():
    audit = run(task(Example(about_her("A declared secret."))))
    (found,) = audit.findings
    assert found.value == "secret"
    assert found.remedies
    assert audit.looked[0].evidence == 1
    assert audit.opened == (URL,)
    assert audit.clear == ()


def test_what_could_be_read_only_in_part_proves_nothing_gone():
    partly = Skipped("example", "a part of what was found for x", Cause.PARTLY, "1 detail could not be read.")
    audit = run(task(Example(about_her("A declared secret."), partly)))
    assert audit.opened == ()
    assert audit.skipped == (partly,)


def test_an_undeclared_value_is_not_written_down_until_the_person_says_it_is_theirs():
    source = Example(about_her("A secret."))
    (found,) = run(task(source)).findings
    assert found.value is None
    assert not found.declared
    (mine,) = run(task(source, decided={found.id: "mine"})).findings
    assert (mine.value, mine.declared, mine.confidence) == ("secret", True, Confidence.CERTAIN)
    assert run(task(source, decided={found.id: "not-me"})).findings == ()


def said(url, decision, subject=SUBJECT):
    return {remembered(url, subject.salt): decision}


def test_a_page_that_the_person_said_is_about_another_is_set_aside():
    source = Example(about_her("A declared secret."), about_her("Another declared secret.", "http://news.example/b"))
    audit = run(task(source, decided=said(URL, "not-me")))
    assert [place.url for found in audit.findings for place in found.where] == ["http://news.example/b"]
    assert [(aside.url, aside.reasons) for aside in audit.set_aside] == [
        (URL, ("You said that this is about somebody else",))
    ]


def test_a_page_that_the_person_said_is_theirs_is_certain():
    source = Example(page("Rosalind Quillfeather, potter, of Port Gannet. A declared secret.", URL))
    assert run(task(source, detectors=(Credible(),))).findings == ()
    (found,) = run(task(source, detectors=(Credible(),), decided=said(f"{URL}#top", "mine"))).findings
    assert found.confidence is Confidence.CERTAIN
    assert found.reasons[0] == "You said that this is about you"


def test_what_is_theirs_is_as_serious_as_the_detector_says_of_the_person_s_own():
    class Posing(Word):
        own = Severity.GOOD_TO_KNOW

    source = Example(about_her("A secret."))
    (found,) = run(task(source, detectors=(Posing(),))).findings
    (mine,) = run(task(source, detectors=(Posing(),), decided={found.id: "mine"})).findings
    assert found.severity is not Severity.GOOD_TO_KNOW
    assert mine.severity is Severity.GOOD_TO_KNOW
    (same,) = run(task(source, decided={found.id: "mine"})).findings
    assert same.severity is found.severity


def test_an_account_that_posed_is_not_gone_when_the_portrait_is_taken_out_of_the_profile(tmp_path):
    posing = finding(detector="impersonation", group=Group.ACCOUNTS, declared=False)
    before = Basis(replace(SUBJECT, portrait=str(tmp_path / "me.png")), ())
    assert set(before.of(posing)) <= set(before.whole)
    assert not set(before.of(posing)) <= set(Basis(SUBJECT, ()).whole)
    assert set(before.of(finding())) <= set(Basis(SUBJECT, ()).whole)


def test_a_title_that_quotes_a_withheld_value_is_withheld_wherever_it_stands():
    told = replace(about_her("A secret."), title="Her SE-CRET!")
    namesake = replace(
        page("Rosalind Quillfeather, potter, of Port Gannet in Gannet District Council."), title="Secret"
    )
    audit = run(task(Example(told, namesake)))
    (found,) = audit.findings
    assert [seen.title for seen in (*found.where, *audit.set_aside)] == ["", ""]
    (mine,) = run(task(Example(told), decided={found.id: "mine"})).findings
    assert mine.where[0].title == "Her SE-CRET!"


def test_the_same_exposure_in_one_place_is_one_finding_with_every_page():
    audit = run(task(Example(about_her("declared secret"), about_her("declared secret", "http://news.example/b"))))
    (found,) = audit.findings
    assert [seen.url for seen in found.where] == [URL, "http://news.example/b"]


def test_an_answer_that_comes_twice_is_judged_once():
    audit = run(task(Example(about_her("declared secret"), questions=3)))
    assert len(audit.findings[0].where) == 1
    assert audit.looked[0].questions == 3


def test_someone_elses_page_is_set_aside_with_reasons():
    audit = run(task(Example(page("Rosalind Quillfeather, potter, of Port Gannet in Gannet District Council. secret"))))
    assert [aside.url for aside in audit.set_aside] == [URL]
    assert audit.set_aside[0].reasons


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        (Example(error=Offline("There is no way to it.")), Cause.OFFLINE),
        (Example(error=RecursionError()), Cause.FAULT),
        (Broken(), Cause.FAULT),
        (Example(questions=0), Cause.NOT_SET),
        (Keyed(), Cause.NO_KEY),
        (Example(url="http://search.example/?q=07700%20900417"), Cause.FAULT),
        (Example(Skipped("example", URL, Cause.ROBOTS, "It asks to stay away.")), Cause.ROBOTS),
    ],
)
def test_what_could_not_be_asked_is_said_and_the_rest_goes_on(source, cause):
    audit = run(task(source, Search(about_her("declared secret"))))
    assert [skip.cause for skip in audit.skipped] == [cause]
    assert len(audit.findings) == 1


def test_a_fault_does_not_tell_what_was_in_hand():
    (skip,) = run(task(Broken())).skipped
    assert "Quillfeather" not in skip.reason


def test_what_came_before_a_failure_is_kept():
    audit = run(task(Example(about_her("declared secret"), error=Offline("It went away."))))
    assert len(audit.findings) == 1
    assert len(audit.skipped) == 1


def test_a_source_that_is_switched_off_is_not_asked():
    off = replace(SUBJECT, sources=(SourceSettings("example", enabled=False),))
    audit = run(task(Example(about_her("secret")), subject=off))
    assert [skip.cause for skip in audit.skipped] == [Cause.SWITCHED_OFF]
    assert [looked.questions for looked in audit.looked] == [0]


def test_a_faulty_detector_does_not_take_the_audit_with_it():
    audit = run(task(Example(about_her("declared secret")), detectors=(Faulty(), Word())))
    assert len(audit.findings) == 1
    assert [skip.cause for skip in audit.skipped] == [Cause.FAULT]
    assert "your phone number" in audit.skipped[0].reason


def test_what_was_looked_for_and_not_found_is_said_only_where_something_was_looked_at():
    assert [clear.title for clear in run(task(Example(about_her("nothing")))).clear] == ["a secret"]
    assert (
        run(
            task(Example(error=Offline("No."))),
        ).clear
        == ()
    )


def test_a_page_found_by_a_search_before_is_opened_again():
    known = (place("search", URL), place("search", "http://news.example/b"), place("example", "http://news.example/c"))
    pages = Pages(a="Cllr Rosalind Quillfeather, Thornmere Borough Council: a declared secret", b="")
    audit = run(task(Search(), Example(), pages=pages, known=known))
    assert len(audit.findings) == 1
    assert pages.asked == [URL, "http://news.example/b"]
    assert "http://news.example/b" in audit.opened


def test_a_page_that_the_search_still_shows_is_not_asked_twice():
    pages = Pages()
    run(task(Search(about_her("declared secret")), pages=pages, known=(place("search", URL),)))
    assert pages.asked == []


@pytest.mark.parametrize(("error", "cause"), [(Offline("No."), Cause.OFFLINE), (ValueError(), Cause.FAULT)])
def test_a_page_that_cannot_be_opened_again_is_not_gone(error, cause):
    audit = run(task(Search(), pages=Pages(a=error), known=(place("search", URL),)))
    assert [(skip.identifier, skip.cause) for skip in audit.skipped] == [(URL, cause)]
    assert audit.opened == ()


class Slow(Example):
    """Tells one thing, and then nothing more for ever."""

    async def fetch(self, query, subject, web):
        async for item in super().fetch(query, subject, web):
            yield item
        await asyncio.Event().wait()


def test_a_source_that_never_ends_is_left_and_what_it_told_is_kept(monkeypatch):
    monkeypatch.setattr(gather, "PATIENCE", 0.05)
    audit = run(task(Slow(about_her("declared secret")), Search(about_her("declared secret", "http://b.example/"))))
    assert [skip.cause for skip in audit.skipped] == [Cause.TIMED_OUT]
    assert len(audit.findings[0].where) == 2


def test_a_page_that_never_opens_again_is_left(monkeypatch):
    monkeypatch.setattr(gather, "PATIENCE", 0.05)

    class Hanging(Pages):
        async def get(self, url, **_):
            await asyncio.Event().wait()

    audit = run(task(Search(), pages=Hanging(), known=(place("search", URL),)))
    assert [(skip.identifier, skip.cause) for skip in audit.skipped] == [(URL, Cause.TIMED_OUT)]


def test_a_picture_found_before_is_looked_at_again_as_a_picture():
    url = "http://news.example/me.jpg"
    known = (replace(place("search", url), place="photos on news.example"),)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "jpeg")

    class Pictures(Pages):
        async def get(self, url, **_):
            return Answer(url, 200, "image/jpeg", "", picture.getvalue())

    audit = run(task(Search(), pages=Pictures(), known=known, detectors=(EveryPhoto(),)))
    assert audit.opened == (url,)
    assert [found.where[0].place for found in audit.findings] == ["photos on news.example"]


def test_a_page_that_cannot_be_judged_is_said(monkeypatch):
    monkeypatch.setattr(pipeline.about, "judge", lambda *_: 1 // 0)
    audit = run(task(Example(about_her("declared secret"))))
    assert [(skip.identifier, skip.cause) for skip in audit.skipped] == [(URL, Cause.FAULT)]


def test_the_plan_names_every_question_and_asks_none():
    made = gather.plan(task(Example(), Search(), Keyed(), known=(place("search", URL),)))
    assert [query.source for query in made.queries] == ["example", "search"]
    assert [query.url for query in made.again] == [URL]
    assert [skip.cause for skip in made.skipped] == [Cause.NO_KEY]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://s.example/?q=07700+900417", True),
        ("http://s.example/?q=%2207700%20900%20417%22", True),
        ("http://s.example/?q=%2B447700900417", True),
        ("http://s.example/14-Kingfisher-Wharf/plan.pdf", True),
        ("http://s.example/?q=TM46QH", True),
        ("http://s.example/?q=Tobias%20Quillfeather", True),
        ("http://s.example/14%20kingfisher%20wharf%2C%20thornmere%20tm4%206qh", True),
        ("http://s.example/?q=Rosalind+Quillfeather+Thornmere", False),
        ("http://s.example/?q=01632+960200", False),
    ],
)
def test_what_stays_here_is_seen_in_any_spelling(url, told):
    assert gather.betrays(Query("s", url), SUBJECT) is told


def test_a_word_that_stands_in_addresses_by_chance_does_not_keep_a_page_from_being_read():
    child = replace(SUBJECT, identifiers=(*SUBJECT.identifiers, Identifier(Kind.FAMILY, "Poppy", "daughter")))
    url = "http://news.example/poppy-appeal"
    assert gather.betrays(Query("s", url), child)
    assert not gather.gives_away("s", url, child)
    assert gather.gives_away("s", "http://news.example/tobias_quillfeather", child)
    assert gather.gives_away("s", "http://tm46qh.example/", child)


def test_what_the_profile_widens_may_be_sent_to_that_source_only():
    widened = replace(SUBJECT, sources=(SourceSettings("s", also_send=frozenset({Kind.PHONE})),))
    assert not gather.betrays(Query("s", "http://s.example/?q=07700+900417"), widened)
    assert gather.betrays(Query("other", "http://s.example/?q=07700+900417"), widened)


def test_a_town_inside_the_home_address_does_not_stop_a_search_for_the_town():
    odd = replace(SUBJECT, identifiers=(*SUBJECT.identifiers, Identifier(Kind.FAMILY, "Thornmere")))
    assert not gather.betrays(Query("s", "http://s.example/?q=Thornmere"), odd)


def test_the_second_lock_lets_an_adult_who_agreed_through_and_never_a_child():
    husband = Identifier(Kind.FAMILY, "Tobias Quillfeather", "husband", search=True)
    child = Identifier(Kind.FAMILY, "Poppy Quillfeather", "daughter", search=True)
    who = replace(
        SUBJECT,
        identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"), husband, child),
        sources=(SourceSettings("s", also_send=frozenset({Kind.FAMILY})),),
    )
    assert not gather.betrays(Query("s", "http://s.example/?q=Tobias+Quillfeather"), who)
    assert not gather.betrays(Query("other", "http://s.example/?q=Tobias+Quillfeather"), who)
    assert gather.betrays(Query("s", "http://s.example/?q=Poppy+Quillfeather"), who)


def test_photos_of_the_folders_are_read_illustrated_and_what_is_none_is_said(tmp_path):
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes(b"")
    steps = []
    made = task(detectors=(EveryPhoto(),), folders=(tmp_path, tmp_path / "none"))
    audit = pipeline.audit(made, steps.append)
    assert audit.photos_read == 1
    assert {Path(skip.identifier).name for skip in audit.skipped} == {"b.jpg", "none"}
    pictures = {Path(f.where[0].url).name: f.thumbnail for f in audit.findings}
    assert pictures["a.jpg"].startswith(b"\xff\xd8")
    assert pictures["b.jpg"] == b""
    assert steps[-1].done == steps[-1].total


def test_a_folder_that_was_looked_at_before_and_not_now_is_said(tmp_path):
    known = (place("photos", str(tmp_path / "old" / "a.jpg")), place("photos", str(tmp_path / "new" / "b.jpg")))
    (tmp_path / "new").mkdir()
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "new" / "c.jpg")
    audit = run(task(folders=(tmp_path / "new",), known=known))
    assert [skip.identifier for skip in audit.skipped] == [str(tmp_path / "old")]


def test_a_place_whose_postcode_is_not_known_is_said_and_not_called_clear(tmp_path):
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "a.jpg")
    places = (SensitivePlace("home", postcode="TM4 6QH"),)
    made = task(detectors=(PhotoPlace(),), folders=(tmp_path,), subject=replace(SUBJECT, places=places))
    audit = run(made)
    assert [(skip.identifier, skip.cause) for skip in audit.skipped] == [("photos near home", Cause.NOT_SET)]
    assert audit.clear == ()
    assert [clear.detector for clear in run(replace(made, subject=SUBJECT)).clear] == ["photo-place"]


@pytest.mark.parametrize("other", [None, "notes.txt"])
def test_a_folder_without_photos_is_said_and_hides_nothing(tmp_path, other):
    if other:
        (tmp_path / other).write_text("Buy milk", encoding="utf-8")
    audit = run(task(folders=(tmp_path,)))
    (skip,) = audit.skipped
    assert (skip.identifier, skip.cause) == (str(tmp_path), Cause.EMPTY)
    assert not hides(skip, place("photos", str(tmp_path / "a.jpg")))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are text")
def test_a_file_name_that_is_no_text_takes_nothing_with_it(tmp_path):
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "a.jpg")
    (tmp_path / os.fsdecode(b"\xff.jpg")).write_bytes((tmp_path / "a.jpg").read_bytes())
    (tmp_path / os.fsdecode(b"d\xe9.jpg")).write_bytes(b"")
    audit = run(task(detectors=(EveryPhoto(),), folders=(tmp_path,)))
    assert {Path(found.where[0].url).name for found in audit.findings} >= {"a.jpg", "\ufffd.jpg"}
    assert {Path(skip.identifier).name for skip in audit.skipped} == {"d\ufffd.jpg"}
    assert all(found.id for found in audit.findings)


def test_what_one_detector_leaves_to_another_is_not_called_clear(tmp_path):
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "a.jpg")

    class Near(EveryPhoto):
        name = "photo-place"
        covers = ("photo-location",)

    class Far(EveryPhoto):
        def detect(self, sighting, subject):
            yield from ()

    audit = run(task(detectors=(Near(), Far()), folders=(tmp_path,)))
    assert audit.clear == ()


def test_the_most_urgent_comes_first():
    class Mild(Word):
        name = "email"

        def detect(self, sighting, subject):
            for found in super().detect(sighting, subject):
                yield replace(found, severity=Severity.GOOD_TO_KNOW)

    audit = run(task(Example(about_her("declared secret")), detectors=(Mild(), Word())))
    assert [found.severity for found in audit.findings] == [Severity.SERIOUS, Severity.GOOD_TO_KNOW]


def test_evidence_says_when_it_was_seen():
    assert Page(source="s", url=URL, place="p", title="t", seen=NOON, text="").seen is NOON


class Poser(Detector):
    """Finds an account that poses as the person."""

    name = "poser"
    title = "posers"
    group = Group.ACCOUNTS
    asks = True
    harmful_of_others = True

    def detect(self, sighting, subject):
        yield self.finding(
            sighting, "poser", "An account bears your name. Is this you?", severity=Severity.SERIOUS, masked="c",
            value="cllr", declared=False,
        )  # fmt: skip


def test_what_is_not_theirs_and_poses_as_them_stays():
    asked = run(task(Example(page("Rosalind Quillfeather")), detectors=(Poser(),))).findings
    assert [(found.value, found.what) for found in asked] == [(None, "An account bears your name. Is this you?")]
    decided = {asked[0].id: "not-me"}
    [found] = run(task(Example(page("Rosalind Quillfeather")), detectors=(Poser(),), decided=decided)).findings
    assert found.what == "An account bears your name. You said that it is not you."
    assert found.severity is Severity.SERIOUS
    assert found.confidence is Confidence.CERTAIN

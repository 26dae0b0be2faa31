"""What an audit that is under way has been told."""

import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import journal
from footprint.journal import PASSING, Journal
from footprint.model import (
    Cause,
    Identifier,
    Kind,
    Photo,
    Point,
    Query,
    Reading,
    Record,
    Sent,
    Skipped,
    SourceSettings,
    Trace,
)
from tests.examples import NOON, SUBJECT, page
from tests.judged import account, post

QUERY = Query("brave", "http://search.example/?q=Ros", ("Ros",), "Ten pages are opened.", (("question", "Ros"),))
READING = Reading(
    "a.jpg", "JPEG", 10, NOON.replace(tzinfo=None), Point(52.1, -0.6, 12.5), (Trace("gps", "EXIF GPS", "x"),), "torn"
)
PICTURE = Photo(
    source="brave", url="http://x/a.jpg", place="x", title="a", seen=NOON, reading=READING, thumbnail=b"\xff\xd8\0"
)
REGISTER = Record(
    source="moderngov", url="http://x/", place="x", title="x", seen=NOON, register="r", fields=(("a", "b"), ("", "c"))
)
GONE = Skipped("brave", "http://x/b", Cause.MISSING, "There is no such page on x (404).")
EVERYTHING = (page("hello"), REGISTER, account(), post("hi"), PICTURE, GONE)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


def test_every_kind_of_evidence_comes_back_as_it_was_and_in_order(folder):
    first = Journal(SUBJECT, folder)
    first.keep(QUERY, EVERYTHING)
    first.close()
    again = Journal(SUBJECT, folder)
    assert again.answered(QUERY) == EVERYTHING
    assert (again.count, again.began) == (1, first.began)


@given(st.text(), st.binary(), st.datetimes(timezones=st.just(UTC)) | st.none())
def test_whatever_stands_in_it_comes_back_or_is_asked_for_again(tmp_path_factory, text, data, published):
    made = Journal(SUBJECT, tmp_path_factory.mktemp("data"))
    items = (page(text), replace(PICTURE, title=text, thumbnail=data), replace(post("x"), published=published))
    made.keep(QUERY, items)
    assert made.answered(QUERY) in {None, items}
    assert made.answered(QUERY) is not None or not text.isprintable()


def test_an_empty_answer_is_an_answer(folder):
    made = Journal(SUBJECT, folder)
    assert made.answered(QUERY) is None
    made.keep(QUERY, ())
    assert made.answered(QUERY) == ()


@pytest.mark.parametrize("cause", sorted(Cause))
def test_what_may_have_passed_is_asked_again(folder, cause):
    made = Journal(SUBJECT, folder)
    items = (page("hello"), Skipped("brave", "http://x/", cause, "Because."))
    made.keep(QUERY, items)
    assert made.answered(QUERY) == (None if cause in PASSING else items)


def test_an_answer_that_repeats_a_key_is_not_kept(folder):
    made = Journal(SUBJECT, folder)
    made.keep(QUERY, (page("your key s3cr3t-k3y is good"),), "s3cr3t-k3y")
    assert made.answered(QUERY) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(SUBJECT, identifiers=(*SUBJECT.identifiers, Identifier(Kind.PHONE, "07700 900999"))),
        replace(SUBJECT, places=()),
        replace(SUBJECT, sources=(SourceSettings("brave", address="http://other.example"),)),
    ],
)
def test_what_was_answered_about_another_profile_is_asked_again(folder, other):
    Journal(SUBJECT, folder).keep(QUERY, EVERYTHING)
    assert Journal(other, folder).answered(QUERY) is None
    assert Journal(SUBJECT, folder).answered(replace(QUERY, url="http://search.example/?q=Roz")) is None


def test_what_left_stands_before_what_leaves_now(folder):
    lines = [Sent(NOON, "brave", "a.example", "GET", f"http://a.example/{n}", ("Ros",), "200") for n in range(3)]
    first = Journal(SUBJECT, folder)
    first.note(0, replace(lines[0], outcome="stopped before an answer came"))
    first.note(0, lines[0])
    first.note(1, lines[1])
    first.close()
    second = Journal(SUBJECT, folder)
    second.note(0, lines[2])
    second.close()
    assert Journal(SUBJECT, folder).sent == tuple(lines)


@pytest.mark.parametrize("how", ["fresh", "late", "finished", "damaged"])
def test_it_is_begun_anew(folder, how, monkeypatch):
    first = Journal(SUBJECT, folder)
    first.keep(QUERY, EVERYTHING)
    first.note(0, Sent(NOON, "brave", "a.example", "GET", "http://a.example/", (), "200"))
    first.finish() if how == "finished" else first.close()
    if how == "late":
        monkeypatch.setattr(journal, "HOURS", 0)
    if how == "damaged":
        first.path.write_bytes(b"rubbish" * 1000)
    second = Journal(SUBJECT, folder, fresh=how == "fresh")
    assert (second.count, second.sent, second.answered(QUERY)) == (0, (), None)
    assert datetime.now(UTC) - second.began < timedelta(minutes=5)


def test_an_audit_that_was_stopped_before_anything_left_is_no_beginning(folder):
    first = Journal(SUBJECT, folder)
    first.close()
    assert Journal(SUBJECT, folder).began > first.began


def test_a_finished_audit_leaves_no_file(folder):
    made = Journal(SUBJECT, folder)
    made.keep(QUERY, EVERYTHING)
    made.finish()
    assert list(folder.iterdir()) == []


def test_where_it_cannot_be_written_nothing_is_kept_and_nothing_breaks(folder):
    (folder / f"{SUBJECT.id}.unfinished").mkdir(parents=True)
    made = Journal(SUBJECT, folder)
    made.keep(QUERY, EVERYTHING)
    made.note(0, Sent(NOON, "brave", "a.example", "GET", "http://a.example/", (), "200"))
    assert (made.count, made.sent, made.answered(QUERY)) == (0, (), None)
    made.finish()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out of the folder as a whole")
def test_it_is_its_owners_alone(folder):
    made = Journal(SUBJECT, folder)
    made.keep(QUERY, EVERYTHING)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}

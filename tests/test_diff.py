"""Fates: what became of each finding since the audit before."""

from dataclasses import replace

import pytest

from footprint.diff import compare
from footprint.model import Cause, Fate, Skipped
from tests.examples import NOON, audit, finding, past, where


def fate(before, now, skipped=(), opened=()):
    comparison = compare(audit(*now, skipped=tuple(skipped), opened=tuple(opened)), before, NOON if before else None)
    return next(iter(comparison.fates.values()), None)


def skip(source="brave", identifier="", cause=Cause.OFFLINE):
    return Skipped(source, identifier, cause, "a reason")


def test_what_was_never_seen_is_new():
    assert fate([], [finding()]) is Fate.NEW


def test_what_was_there_is_still_there_whenever_and_however_often_it_was_seen():
    later = finding(where=(where(), where(url="http://news.example/b")))
    assert fate([past(finding())], [later]) is Fate.STILL_THERE


def test_what_was_gone_came_back():
    assert fate([past(finding(), gone_since=NOON)], [finding()]) is Fate.CAME_BACK


def test_what_is_not_seen_where_everything_was_looked_at_is_gone():
    comparison = compare(audit(), [past(finding())], NOON)
    assert comparison.fates == {finding().id: Fate.GONE}
    assert [f.id for f in comparison.past] == [finding().id]


def test_a_photo_whose_place_another_finding_tells_now_is_not_gone():
    near = finding(detector="photo-place", where=(where(url="/p/a.jpg"),))
    names = ("/p/a.jpg", "/p/b.jpg")
    before = [past(finding(name, detector="photo-location", where=(where(url=name),))) for name in names]
    comparison = compare(audit(near), before, NOON)
    assert comparison.fates == {near.id: Fate.NEW, before[1].id: Fate.GONE}
    assert comparison.past == (before[1],)


def test_what_was_gone_long_ago_is_not_told_again():
    assert compare(audit(), [past(finding(), gone_since=NOON)], NOON).fates == {}


@pytest.mark.parametrize(
    ("identifier", "hidden"),
    [
        ("", True),
        ("Rosalind Quillfeather, Thornmere", True),
        ("http://news.example/other", True),
        ("http://elsewhere.example/", False),
    ],
)
def test_a_skipped_search_or_host_hides_what_was_there(identifier, hidden):
    expected = Fate.COULD_NOT_CHECK if hidden else Fate.GONE
    assert fate([past(finding())], [], [skip(identifier=identifier)]) is expected


def test_another_source_hides_nothing():
    assert fate([past(finding())], [], [skip(source="searxng")]) is Fate.GONE


def test_a_page_that_was_opened_again_and_lacks_it_proves_it_gone():
    assert fate([past(finding())], [], [skip()], opened=["http://news.example/a"]) is Fate.GONE


def test_every_page_must_be_looked_at_again():
    both = finding(where=(where(), where(url="http://news.example/b")))
    assert fate([past(both)], [], [skip()], opened=["http://news.example/a"]) is Fate.COULD_NOT_CHECK


@pytest.mark.parametrize(
    ("identifier", "hidden"), [("/p/a.jpg", True), ("/p", True), ("/p/b.jpg", False), ("/q", False), ("", True)]
)
def test_an_unread_file_or_folder_hides_what_lies_in_it(identifier, hidden):
    photo = finding(where=(where("photos", "/p/a.jpg", "/p"),))
    expected = Fate.COULD_NOT_CHECK if hidden else Fate.GONE
    assert fate([past(photo)], [], [skip("photos", identifier)]) is expected


def test_the_first_time_it_was_seen_is_kept():
    early = NOON.replace(year=2025)
    comparison = compare(audit(finding()), [replace(past(finding()), first_seen=early)], NOON)
    assert comparison.first_seen == {finding().id: early}

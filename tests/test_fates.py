"""What is said of one exposure over several audits, while the web, the profile and the sources change."""

from dataclasses import replace

import pytest

from footprint import diff, gather, pipeline
from footprint.basis import Basis
from footprint.errors import Missing, Offline, RobotsForbid
from footprint.history import History
from footprint.model import (
    Cause,
    Fate,
    Group,
    Identifier,
    Kind,
    Point,
    Query,
    SensitivePlace,
    Skipped,
    SourceSettings,
)
from tests.examples import NOON, SUBJECT, audit, finding, past, where
from tests.test_pipeline import URL, Example, Pages, Search, about_her, task

OTHER = "http://news.example/b"
SECRET = "Cllr Rosalind Quillfeather of Thornmere Borough Council. A declared secret."
CLEAN = "Cllr Rosalind Quillfeather of Thornmere Borough Council opened a fete."


class Asked(Example):
    name = "brave"


class Crawl(Search):
    name = "brave"


@pytest.fixture
def again(tmp_path):
    """Audits once more and remembers it: gives the fates, in order of finding."""
    book = History("0123456789abcdef", tmp_path)

    def run(*sources, pages=None, **changes):
        before = book.past()
        made = pipeline.audit(task(*sources, pages=pages, known=gather.still_open(before), **changes), lambda _: None)
        comparison = diff.compare(made, before, book.previous())
        book.record(made, comparison)
        return list(comparison.fates.values())

    return run


def test_a_service_that_is_down_once_hides_nothing_for_ever(again):
    assert again(Asked(about_her("A declared secret."))) == [Fate.NEW]
    assert again(Asked(error=Offline("It is down."))) == [Fate.COULD_NOT_CHECK]
    assert again(Asked(about_her("A declared secret."))) == [Fate.STILL_THERE]
    assert again(Asked(about_her("Nothing."))) == [Fate.GONE]
    assert again(Asked(about_her("A declared secret."))) == [Fate.CAME_BACK]


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (SECRET, Fate.STILL_THERE),
        (CLEAN, Fate.GONE),
        (Missing("There is no such page on news.example (404)."), Fate.GONE),
        (RobotsForbid("It asks programs to stay away."), Fate.COULD_NOT_CHECK),
        (Offline("It is down."), Fate.COULD_NOT_CHECK),
    ],
)
def test_what_a_search_or_a_crawl_shows_no_more_is_looked_at_by_itself(again, answer, fate):
    assert again(Crawl(about_her("A declared secret."))) == [Fate.NEW]
    assert again(Crawl(), pages=Pages(a=answer)) == [fate]


def test_a_deleted_page_is_gone_whatever_else_of_the_site_could_not_be_read(again):
    document = Skipped("brave", "http://news.example/minutes.pdf", Cause.UNREADABLE, "Documents are not read.")
    deleted = Skipped("brave", URL, Cause.MISSING, "There is no such page.")
    assert again(Asked(about_her("A declared secret."))) == [Fate.NEW]
    assert again(Asked(document)) == [Fate.COULD_NOT_CHECK]
    assert again(Asked(document, deleted)) == [Fate.GONE]


def test_a_question_whose_own_address_is_missing_tells_nothing(again):
    assert again(Asked(about_her("A declared secret."))) == [Fate.NEW]
    assert again(Asked(error=Missing("There is no such page."))) == [Fate.COULD_NOT_CHECK]


def test_a_source_that_is_switched_off_is_not_gone(again):
    off = replace(SUBJECT, sources=(SourceSettings("brave", enabled=False),))
    assert again(Asked(about_her("A declared secret."))) == [Fate.NEW]
    assert again(Asked(), subject=off) == [Fate.COULD_NOT_CHECK]


def test_a_question_that_is_no_longer_asked_leaves_its_answers_unchecked(again):
    asked = Asked(about_her("A declared secret."), url="http://api.example/old-handle")
    assert again(asked) == [Fate.NEW]
    assert again(Asked(url="http://api.example/new-handle")) == [Fate.COULD_NOT_CHECK]


def test_a_further_question_leaves_the_earlier_answers_as_good(again):
    assert again(Asked(about_her("A declared secret."))) == [Fate.NEW]
    assert again(Asked(questions=2)) == [Fate.GONE]


def test_a_fact_that_left_the_profile_is_not_gone_from_the_page(again):
    fewer = replace(SUBJECT, identifiers=tuple(i for i in SUBJECT.identifiers if i.kind is not Kind.ADDRESS))
    assert again(Asked(about_her("A declared secret."))) == [Fate.NEW]
    assert again(Asked(about_her("Nothing.")), subject=fewer) == [Fate.COULD_NOT_CHECK]


def test_a_place_that_could_not_be_looked_at_is_remembered_beside_the_one_that_could(again):
    both = (about_her("A declared secret."), about_her("A declared secret.", OTHER))
    down = Skipped("brave", OTHER, Cause.OFFLINE, "It is down.")
    assert again(Asked(*both)) == [Fate.NEW]
    assert again(Asked(both[0], down)) == [Fate.STILL_THERE]
    assert again(Asked(about_her("Nothing."), down)) == [Fate.COULD_NOT_CHECK]
    assert again(Asked(about_her("Nothing."), about_her("Nothing.", OTHER))) == [Fate.GONE]


def test_a_missing_address_hides_nothing_but_a_question_without_one_does():
    for identifier, fate in (("http://news.example/b", Fate.GONE), ("File:Ros.jpg", Fate.COULD_NOT_CHECK)):
        skip = Skipped("brave", identifier, Cause.MISSING, "It is not there.")
        assert diff.compare(audit(skipped=(skip,)), [past(finding())], NOON).fates == {finding().id: fate}


def test_only_the_phone_that_was_found_matters_to_its_finding():
    two = replace(SUBJECT, identifiers=(*SUBJECT.identifiers, Identifier(Kind.PHONE, "01632 960733")))
    seen = finding(group=Group.PHONE, value="+44 7700 900 417")
    assert Basis(two, ()).of(seen) == Basis(SUBJECT, ()).of(seen)
    unclear = finding(group=Group.PHONE, value=None)
    assert Basis(two, ()).of(unclear) != Basis(SUBJECT, ()).of(unclear)


PLACED = replace(SUBJECT, places=(SensitivePlace("Larkfield Primary School", 150, Point(52.652, -0.629)),))
NO_HOME = replace(
    PLACED, identifiers=tuple(i for i in SUBJECT.identifiers if i.kind not in {Kind.ADDRESS, Kind.POSTCODE})
)
NO_FAMILY = replace(PLACED, identifiers=tuple(i for i in SUBJECT.identifiers if i.kind is not Kind.FAMILY))


@pytest.mark.parametrize(
    ("detector", "group", "fewer"),
    [
        ("photo-place", Group.PHOTOS, SUBJECT),
        ("photo-place", Group.PHOTOS, NO_HOME),
        ("away-from-home", Group.ROUTINE, NO_HOME),
        ("routine-from-photos", Group.ROUTINE, NO_HOME),
        ("home-inferable", Group.HOME, SUBJECT),
        ("photo-school", Group.FAMILY, SUBJECT),
        ("school-or-care-home", Group.FAMILY, SUBJECT),
        ("photo-address", Group.HOME, SUBJECT),
        ("photo-papers", Group.PHOTOS, NO_FAMILY),
    ],
)
def test_what_is_not_found_because_a_place_or_home_left_the_profile_is_not_gone(detector, group, fewer):
    rested = finding(detector=detector, group=group, where=(where("photos"),))
    before = [past(rested, basis=Basis(PLACED, ()).of(rested))]
    fates = (diff.compare(audit(basis=Basis(who, ()).whole), before, NOON).fates for who in (PLACED, fewer))
    assert [fate[rested.id] for fate in fates] == [Fate.GONE, Fate.COULD_NOT_CHECK]


def test_who_is_seen_and_what_is_public_is_not_held_against_the_places():
    for detector in ("photo-faces", "photo-public", "photo-thumbnail"):
        seen = finding(detector=detector, group=Group.PHOTOS)
        assert Basis(PLACED, ()).of(seen) == Basis(SUBJECT, ()).of(seen)


def test_a_basis_holds_no_value_and_only_the_questions_of_its_sources():
    queries = (Query("brave", "http://b.example/?q=Ros"), Query("github", "http://g.example/rosquill"))
    basis = Basis(SUBJECT, queries)
    found = basis.of(finding(where=(where("brave"),)))
    assert set(found) <= set(basis.whole)
    assert [entry.split()[0] for entry in found if entry.startswith(diff.ASKED)] == ["asked:brave"]
    assert not any(word in " ".join(basis.whole) for word in ("rosquill", "kingfisher", "900417", ".example"))

"""The memory: one file a subject, whole audits only, no values."""

import sqlite3
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from footprint import history as memory
from footprint.diff import compare
from footprint.errors import TargetError, UsageError
from footprint.history import History
from footprint.model import Fate, remembered
from tests.examples import NOON, SUBJECT, audit, finding, where


@pytest.fixture
def book(tmp_path):
    return History(SUBJECT.id, tmp_path)


def record(book, *findings):
    made = audit(*findings)
    comparison = compare(made, book.past(), book.previous())
    book.record(made, comparison)
    return comparison


def test_a_new_book_is_empty_and_private(book):
    assert book.past() == ()
    assert book.previous() is None
    if sys.platform != "win32":
        assert stat.S_IMODE(book.path.stat().st_mode) == 0o600


def test_the_salt_stays(book, tmp_path):
    assert len(book.salt()) == 16
    assert History(SUBJECT.id, tmp_path).salt() == book.salt()
    assert History("f" * 16, tmp_path).salt() != book.salt()


def test_findings_go_and_come_back(book):
    fates = [
        next(iter(record(book, *seen).fates.values()), None) for seen in ([finding()], [finding()], [], [], [finding()])
    ]
    assert fates == [Fate.NEW, Fate.STILL_THERE, Fate.GONE, None, Fate.CAME_BACK]
    assert [past.counts[Fate.GONE] for past in book.audits()] == [0, 0, 1, 0, 0]
    assert book.previous() == NOON


def test_no_value_is_ever_written(book):
    record(book, finding(value="a secret value", masked="a s▮▮▮"))
    assert b"a secret value" not in book.path.read_bytes()


def test_an_audit_that_is_killed_leaves_the_book_as_it_was(book, monkeypatch):
    record(book, finding())

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(memory, "_row", killed)
    with pytest.raises(KeyboardInterrupt):
        record(book, finding("another"))
    assert len(book.audits()) == 1
    assert [past.id for past in book.past()] == [finding().id]


def test_a_copied_profile_does_not_mix_two_people(book):
    book.claim(("Alan First",))
    book.claim(("Alan Second", "alan first"))
    with pytest.raises(UsageError, match="about Alan First"):
        book.claim(("Beth Second",))


def test_mine_is_remembered(book):
    record(book, finding())
    book.decide(finding().id, "mine")
    assert book.decisions() == {finding().id: "mine"}
    assert book.past()


def test_not_me_forgets_all_but_a_hash(book):
    record(book, finding())
    assert book.decide(finding().id, "not-me").what == finding().what
    assert book.decisions() == {finding().id: "not-me"}
    assert book.past() == ()


PLACE = finding().where[0].url


def test_a_page_is_remembered_by_a_hash_alone(book):
    record(book, finding())
    book.decide_page(f"{PLACE}/#comments", "mine")
    assert book.decisions() == {remembered(PLACE, book.salt()): "mine"}
    assert [past.id for past in book.past()] == [finding().id]
    assert PLACE.encode() not in b"".join(repr(key).encode() for key in book.decisions())


def test_what_stands_on_a_page_about_another_is_forgotten_unless_it_stands_elsewhere_too(book):
    twice = finding("elsewhere too", where=(where(), where(url="http://news.example/b")))
    record(book, finding(), twice)
    book.decide_page(PLACE, "not-me")
    assert [past.id for past in book.past()] == [twice.id]
    book.decide_page(PLACE, "mine")
    assert list(book.decisions().values()) == ["mine"]


def test_an_unknown_finding_cannot_be_decided(book):
    with pytest.raises(UsageError, match="no finding abc"):
        book.decide("abc", "mine")


def test_purge_removes_the_file(book, tmp_path):
    record(book, finding())
    assert memory.exists(SUBJECT.id, tmp_path)
    book.purge()
    assert not memory.exists(SUBJECT.id, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_memory_says_so(book):
    book.path.write_bytes(b"something else entirely, long enough to be looked at by the database" * 20)
    with pytest.raises(TargetError, match="Move the file away"):
        book.past()


def test_a_locked_place_says_so(tmp_path):
    book = History(SUBJECT.id, tmp_path)
    book.path.mkdir()
    with pytest.raises(TargetError):
        book.past()


def test_it_is_an_ordinary_database(book):
    record(book, finding())
    with sqlite3.connect(book.path) as connection:
        assert connection.execute("select count(*) from findings").fetchone() == (1,)
    connection.close()


def _begin_and_record(folder):
    book = History(SUBJECT.id, folder)
    made = audit(finding())
    book.salt()
    book.record(made, compare(made, book.past(), book.previous()))
    return len(book.past())


def test_two_audits_may_begin_one_file_at_the_same_moment(tmp_path):
    folders = [tmp_path / str(number) for number in range(10)]
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(_begin_and_record, [folder for folder in folders for _ in range(4)])) == {1}
    assert [len(History(SUBJECT.id, folder).audits()) for folder in folders] == [4] * 10


def test_the_title_of_a_page_is_not_remembered_because_it_may_quote_what_was_found(book):
    titled = finding(where=(replace(where(), title="Ring her on 07700 900417"),))
    book.record(audit(titled), compare(audit(titled), (), None))
    assert b"07700 900417" not in book.path.read_bytes()
    assert [place.url for place in book.past()[0].where] == ["http://news.example/a"]

"""The questions of a report, answered one by one."""

import io
import sys

import pytest

from footprint import diff, profile
from footprint.history import History
from footprint.model import Confidence
from footprint.remedies import library
from footprint.reports import Sheet
from footprint.reports.json import Json
from tests.examples import audit, finding

BANK = finding(
    "bank 1", "bank-details", what="What may be your bank details stand on news.example", declared=False, value=None
)
CAR = finding("car 2", "vehicle", what="What car you may drive is told on club.example", declared=False, value=None)
SWIM = finding("swim 3", "routine", what="What you do is told", declared=False, confidence=Confidence.POSSIBLE)
HOME = finding()


@pytest.fixture
def profile_file(footprint, tmp_path):
    path = tmp_path / "ros quill.toml"
    footprint("init", "-p", path, "--about", "me", "--name", "Rosalind Quillfeather")
    return path


@pytest.fixture
def book(profile_file, tmp_path):
    """An audit that asks three questions, and its report."""
    book = History(profile.load(profile_file).id)
    made = audit(BANK, CAR, SWIM, HOME)
    comparison = diff.compare(made, (), None)
    written = tmp_path / "audit.json"
    written.write_text(Json().render(Sheet(made, comparison, library.load())), encoding="utf-8")
    book.record(made, comparison, (written,))
    return book


@pytest.fixture
def typed(footprint, profile_file, monkeypatch):
    """Runs `review` with what is typed, through a pipe."""

    def typed(text):
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return footprint("review", "-p", profile_file)

    return typed


def test_each_question_says_what_where_and_why_and_each_answer_is_kept(book, typed, profile_file):
    said = typed("m\nn\ns\n")
    assert said.status == 1, "one is still open"
    for words in ("1 of 3. What may be your bank details", "It reads: 14 K▮▮▮", "Where: http://news.example/a"):
        assert words in said.out
    assert "How sure: Certain. It is the address in your profile" in said.out
    assert book.decisions() == {BANK.id: "mine", CAR.id: "not-me"}
    assert "Kept: 1 yours, 1 not." in said.out
    assert f"footprint audit --profile '{profile_file}'" in said.out.replace("\n", "").replace('"', "'")


def test_what_is_answered_is_not_asked_again(book, typed):
    typed("m\nn\nq\n")
    said = typed("yes\n")
    assert "1 of 1. What you do is told" in said.out
    assert said.status == 0
    assert "There is nothing to answer" in typed("").out


def test_an_answer_is_kept_before_the_next_question(book, typed, monkeypatch):
    class Pulled(io.StringIO):
        def readline(self, *_):
            if line := super().readline():
                return line
            raise KeyboardInterrupt

    monkeypatch.setattr(io, "StringIO", Pulled)
    said = typed("n\n")
    assert said.status == 130
    assert "What you answered is kept" in said.err
    assert book.decisions() == {BANK.id: "not-me"}


def test_an_answer_that_is_none_is_asked_for_again(book, typed):
    said = typed("perhaps\nm\nq\n")
    assert "Please type one letter: m = mine" in said.out
    assert book.decisions() == {BANK.id: "mine"}


def test_without_a_terminal_or_answers_it_says_what_to_do_instead(book, typed):
    said = typed("")
    assert said.status == 1
    assert "Without a terminal" in said.out
    for found in (BANK, CAR, SWIM):
        assert f"footprint history --mine {found.id}" in said.out
    assert book.decisions() == {}


def test_what_is_certain_is_never_asked(book, typed):
    assert HOME.what not in typed("s\ns\ns\n").out


def test_before_the_first_audit_and_without_its_report_it_says_so(footprint, profile_file):
    assert "There is no audit yet" in footprint("review", "-p", profile_file).out


def test_where_the_report_was_deleted_it_says_so(book, typed, tmp_path):
    (tmp_path / "audit.json").unlink()
    said = typed("")
    assert said.status == 2
    assert "not there any more" in said.err

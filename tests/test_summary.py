"""What an audit says on the terminal, beside what its report says."""

import pytest

from footprint import diff
from footprint.cli import summary
from footprint.model import Cause, Looked, Skipped
from footprint.outline import notices, outline
from footprint.remedies import library
from footprint.reports import Sheet
from footprint.reports.html import Html
from footprint.sources import all_sources
from tests.examples import audit, finding

NO_KEY = Skipped("brave", "", Cause.NO_KEY, "It needs a key.")


def sheet(*findings, profile="", **changes):
    made = audit(*findings, **({"opened": ("http://news.example/a",)} | changes))
    return Sheet(made, diff.compare(made, (), None), library.load(), profile=profile)


def test_the_terminal_and_the_report_say_the_same_numbers():
    one = sheet(finding(), finding("home address · b.example"), skipped=(NO_KEY,))
    lines = list(summary.lines(one))
    page = " ".join(Html().render(one).split())
    it = outline(one.audit, one.comparison, one.remedies, share=False)
    assert "1 thing about you online, in 2 places: 1 serious." in lines[0]
    for said in (*it.headline, it.seen, it.not_checked):
        assert any(said in line for line in lines)
        assert said in page


def test_what_comes_first_and_how_to_answer_are_named():
    asked = finding("account · x", "account", declared=False, value=None, remedies=("account",))
    lines = list(summary.lines(sheet(finding(remedies=("council-address",)), asked, profile="ros.toml")))
    assert any(line.startswith("Do this first: Give the council's address") for line in lines)
    assert lines[-1].endswith("footprint review --profile ros.toml")


def test_a_missing_key_for_every_web_search_is_said_first():
    one = sheet(finding(), skipped=(NO_KEY,))
    assert any("The web at large was not searched" in line for line in summary.lines(one))
    page = Html().render(one)
    assert page.index("The web at large was not searched") < page.index("Do these first</h2>")


@pytest.mark.parametrize(
    "changes",
    [
        {"skipped": (NO_KEY,), "looked": (Looked("mojeek", "Mojeek", 2, 3),)},
        {"skipped": (Skipped("brave", "", Cause.SWITCHED_OFF, "Off."),)},
        {"skipped": (Skipped("companieshouse", "", Cause.NO_KEY, "It needs a key."),)},
    ],
)
def test_where_one_was_asked_or_none_is_wanted_nothing_is_said(changes):
    assert not list(notices.to_know(audit(finding(), **changes)))


def test_a_portrait_that_cannot_be_read_is_said():
    skip = Skipped("bluesky", notices.PORTRAIT, Cause.UNREADABLE, "It cannot be read.")
    assert list(notices.to_know(audit(skipped=(skip,)))) == [notices.NO_PORTRAIT]


def test_the_web_searches_are_sources_that_there_are():
    assert {source.name for source in all_sources()} >= notices.WEB_SEARCHES

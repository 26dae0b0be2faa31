import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.remedies import library
from footprint.reports import Sheet
from footprint.reports.csv import COLUMNS, Csv
from tests.reports.sheets import VALUES, make_audit, make_comparison, make_finding, make_sheet, squeeze


def rows(sheet):
    return list(csv.DictReader(io.StringIO(Csv().render(sheet), newline="")))


def test_a_row_for_each_finding(rich):
    table = rows(rich)
    assert len(table) == len(rich.audit.findings)
    assert table[0] == {
        "what": "Your home address is on the register of interests",
        "hint": "1▮ K▮▮▮▮▮▮▮▮▮ W▮▮▮▮, Thornmere, TM4 ▮▮▮",
        "heading": "Your home",
        "how serious": "Serious",
        "how sure": "Certain",
        "why": "Your council's own register; It gives your home address exactly",
        "who can see it": "Anyone on the internet",
        "is it in your profile": "yes",
        "where": "Register of interests: Councillor Rosalind Quillfeather "
        "(register of interests on democracy.thornmere.example)",
        "addresses": "http://democracy.thornmere.example/mgRofI.aspx?UID=214",
        "what became of it": "New",
        "first seen": "2026-11-22",
        "what to do": "Ask your monitoring officer to take your home off the public register (England)",
        "minutes": "20",
        "who decides": "You ask, someone else decides",
    }


def test_only_the_heading_where_nothing_was_found(nothing):
    assert Csv().render(nothing) == ",".join(COLUMNS) + "\r\n"


def test_values_stay_out(rich, shared):
    for sheet in (rich, shared):
        for row in rows(sheet):
            row.pop("addresses")
            for value in VALUES:
                assert squeeze(value) not in squeeze(" ".join(row.values()))
    for value in VALUES:
        assert squeeze(value) not in squeeze(Csv().render(shared))


def test_a_finding_without_remedy_or_history_has_empty_cells():
    audit = make_audit((make_finding(),))
    sheet = Sheet(audit, make_comparison(make_audit(), first=True), {})
    (row,) = rows(sheet)
    assert (row["what to do"], row["minutes"], row["who decides"], row["first seen"]) == ("", "", "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\uff1d", "\x00=", "\u200b="])
def test_no_cell_is_a_formula(start):
    sheet = make_sheet(
        make_audit((make_finding(what=f'{start}HYPERLINK("https://a.example")', masked=f"{start}1"),)), first=True
    )
    (row,) = rows(sheet)
    assert row["what"].startswith("'")
    assert row["hint"].startswith("'")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=50), st.text(max_size=50))
def test_any_text_stays_in_its_cell(text, other):
    found = make_finding(what=text, title=other, about="x", masked=text, reasons=(text, other), place=other, url=text)
    audit = make_audit((found, make_finding()))
    table = rows(Sheet(audit, make_comparison(audit, first=True), library.load()))
    assert len(table) == 2
    for row in table:
        assert set(row) == set(COLUMNS)
        for cell in row.values():
            assert cell.isprintable()
            assert not cell.startswith(("=", "+", "-", "@"))

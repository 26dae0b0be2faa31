from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model import Cause, Looked, SetAside, Skipped
from footprint.remedies import library
from footprint.reports import Sheet
from footprint.reports.text import WIDTH, Text
from tests.reports.sheets import VALUES, make_audit, make_comparison, make_finding, make_sheet, photo, squeeze


def test_it_begins_with_what_matters(rich):
    lines = Text().render(rich).splitlines()
    assert lines[0] == "About Rosalind Quillfeather"
    text = " ".join(lines[:20])
    assert "A stranger can find 14 things about you online" in text
    assert "1. Ask your monitoring officer" in text


def test_lines_fit_a_terminal_and_an_email(rich, shared, nothing):
    for sheet in (rich, shared, nothing):
        lines = Text().render(sheet).splitlines()
        # What is to be typed must stay on one line.
        assert max(len(line) for line in lines if " clean " not in line or "--into" not in line) <= WIDTH


def test_values_are_never_in_it(rich, shared):
    for sheet in (rich, shared):
        for value in VALUES:
            assert squeeze(value) not in squeeze(Text().render(sheet))


@pytest.mark.parametrize(
    "part",
    [
        "Gone since last time\n----",
        "Looked for, and not found\n----",
        "* your bank details\n",
        "Could not check, and why\n----",
        "* Seen before, not checked this time: Your e-mail address was on Gravatar.",
        "  - and 8 more, all listed in audit.json\n",
        "Only you can check these\n----",
        "Who to tell\n----",
        "Pages we took to be about someone else\n----",
        "* api.search.brave.com (Brave Search), 2: Rosalind Quillfeather, Thornmere\n",
        "* democracy.thornmere.example (Your council's site (ModernGov)), 1: nothing",
        "Is this yours? footprint history --mine ",
        "Rosalind Quillfeather asked for this check on 1 September 2026.",
    ],
)
def test_every_list_of_the_page_is_there(rich, part):
    assert part in Text().render(rich)


def test_a_shared_copy_and_a_demonstration_say_so(shared):
    assert "This is a copy for sharing." in Text().render(shared)
    assert "--mine" not in Text().render(shared)
    assert "This is a demonstration." in Text().render(make_sheet(make_audit(demo=True), first=True))


def test_nothing_found_is_told_honestly():
    text = Text().render(make_sheet(make_audit(looked=(Looked("a", "A", 1, 2),)), first=True))
    assert "That is all this says." in " ".join(text.split())
    assert "Nothing left this computer." in text
    assert "Do these first" not in text


def test_a_question_ends_as_one_and_a_photo_is_named_in_one_line():
    asks = replace(photo(1), what="The photo IMG_1.jpg shows two people; have they agreed?")
    text = Text().render(make_sheet(make_audit((asks,)), first=True))
    assert "have they agreed?\n" in text
    assert text.count("  Where: ") == 1


def test_long_lists_are_cut_and_say_so():
    audit = make_audit(
        tuple(photo(n) for n in range(30)),
        skipped=tuple(Skipped("photos", "", Cause.UNREADABLE, f"Reason {n}.") for n in range(20)),
        set_aside=tuple(SetAside("brave", f"https://{n}.example/", "T", ("R",)) for n in range(30)),
    )
    text = Text().render(make_sheet(audit, first=True))
    assert "IMG_2005.jpg and others" in " ".join(text.split())
    assert "* and 8 more reasons, all listed in audit.json" in text
    assert "* and 6 more, all listed in audit.json" in text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_no_control_character_reaches_a_terminal(text):
    found = make_finding(what=text, title=text, place=text, about="x", masked=text, reasons=(text,), audience=text)
    audit = make_audit(
        (found, make_finding(value=None, declared=False)),
        subject=text or "x",
        council=text,
        skipped=(Skipped("brave", text, Cause.FAULT, text),),
        set_aside=(SetAside("brave", text, text, (text,)),),
    )
    written = Text().render(Sheet(audit, make_comparison(audit, first=True), library.load()))
    assert all(line.isprintable() for line in written.split("\n"))

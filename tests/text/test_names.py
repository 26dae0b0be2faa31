from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.names import MOST, NameMatch, closest, find_names, same_person_name

SHORT = "Rosalind Quillfeather"
LONG = "Rosalind Mary Quillfeather"
SAME, FORM, DIFFERENT = NameMatch.SAME, NameMatch.FORM, NameMatch.DIFFERENT


@pytest.mark.parametrize(
    ("written", "name", "match"),
    [
        ("Cllr Rosalind Quillfeather OBE", SHORT, SAME),
        ("QUILLFEATHER, Rosalind", SHORT, SAME),
        ("QUILLFEATHER Rosalind Mary", LONG, SAME),
        ("Quillfeather, Cllr Rosalind", SHORT, SAME),
        ("CLLR Rosalind Quillfeather", SHORT, SAME),
        ("ROSALIND MARY QUILLFEATHER", LONG, SAME),
        ("Y Cynghorydd Rosalind Quillfeather", SHORT, SAME),
        ("Cyng. Rosalind Quillfeather", SHORT, SAME),
        ("Councillor Rosalind Quillfeather - Leader", SHORT, SAME),
        ("The Mayor, Councillor Rosalind Quillfeather", SHORT, SAME),
        ("Rosalind Quillfeather (she/her)", SHORT, SAME),
        ("Rosalind (Ros) Quillfeather", "Ros Quillfeather", SAME),
        ("Ros Quillfeather | Lantern #thornmere", "Ros Quillfeather", SAME),
        ("Sean O\u2019Brien", "Seán O'Brien", SAME),
        ("John Smith-Jones", "John Smith Jones", SAME),
        ("Councillor Mrs R M Quillfeather JP", LONG, FORM),
        ("RM Quillfeather", LONG, FORM),
        ("Quillfeather, R.M.", LONG, FORM),
        ("R. Quillfeather", SHORT, FORM),
        ("Ros Quillfeather", SHORT, FORM),
        ("Maggie Quillfeather", "Margaret Quillfeather", FORM),
        ("Mary Quillfeather", LONG, FORM),
        (LONG, SHORT, FORM),
        ("Cllr Quillfeather", SHORT, FORM),
        ("Quillfeather", SHORT, FORM),
        ("Rosalind Quillfeather-Jones", SHORT, FORM),
        ("Tobias Quillfeather", SHORT, DIFFERENT),
        ("T Quillfeather", SHORT, DIFFERENT),
        ("R J Quillfeather", LONG, DIFFERENT),
        ("Rosalind Jane Quillfeather", LONG, DIFFERENT),
        ("Tobias Quillfeather-Jones", SHORT, DIFFERENT),
        ("Rosalind Larkfield", SHORT, DIFFERENT),
        ("Owen Price", "Owen Prince", DIFFERENT),
        ("Rosalind", SHORT, DIFFERENT),
        ("@rosquill", SHORT, DIFFERENT),
        ("", SHORT, DIFFERENT),
        ("", "", DIFFERENT),
    ],
)
def test_names_are_compared_part_by_part(written: str, name: str, match: NameMatch) -> None:
    assert same_person_name(written, name) is match
    assert same_person_name(name, written) is match


def test_the_closest_of_several_forms_counts() -> None:
    assert closest("Cllr Ros Quillfeather", [LONG, "Ros Quillfeather"]) is SAME
    assert closest("Cllr R Quillfeather", [LONG, "Ros Quillfeather"]) is FORM
    assert closest("Cllr Ros Quillfeather", []) is DIFFERENT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Contact Rosalind Quillfeather, Civic Hall", [("Rosalind Quillfeather", SAME)]),
        ("said Cllr Ros Quillfeather today", [("Cllr Ros Quillfeather", FORM)]),
        ("Cllr Quillfeather said", [("Cllr Quillfeather", FORM)]),
        ("by rosalind quillfeather in", [("rosalind quillfeather", SAME)]),
        ("QUILLFEATHER, Rosalind Mary | Lantern", [("QUILLFEATHER, Rosalind", SAME)]),
        ("QUILLFEATHER Rosalind 14 Wharf", [("QUILLFEATHER Rosalind", SAME)]),
        ("Tobias and Rosalind Quillfeather live", [("Rosalind Quillfeather", SAME)]),
        ("Rosalind & Tobias Quillfeather live", [("Rosalind & Tobias Quillfeather", SAME)]),
        ("Mr Tobias Quillfeather and Mrs Rosalind Quillfeather", [("Mrs Rosalind Quillfeather", SAME)]),
        ("R.Quillfeather, R. Quillfeather", [("R.Quillfeather", FORM), ("R. Quillfeather", FORM)]),
        ("Rosalind\u00a0Quillfeather\u2019s house", [("Rosalind\u00a0Quillfeather", SAME)]),
        ("Rosalind \u201cRos\u201d Quillfeather", [("Rosalind \u201cRos\u201d Quillfeather", SAME)]),
        ("Tobias Quillfeather, Rosalind Larkfield", []),
        ("It was Rosalind. Tobias Quillfeather agreed.", []),
        ("Prof. Rosalind Quillfeather", [("Prof. Rosalind Quillfeather", SAME)]),
        ("Rosalind\nTobias Quillfeather", []),
        ("Quillfeather Road and The Quillfeather Trust", []),
        ("rosalind.quillfeather@mail.example www.quillfeather.example", []),
        ("Quillfeathers", []),
        ("", []),
    ],
)
def test_names_are_found_in_text(text: str, found: list[tuple[str, NameMatch]]) -> None:
    assert [(o.text, o.match) for o in find_names(text, SHORT)] == found
    assert all(text[o.start : o.end] == o.text for o in find_names(text, SHORT))


def test_apostrophes_and_hyphens_in_a_surname_may_be_missing() -> None:
    assert [o.text for o in find_names("Sean O\u2019Brien, Sean OBrien", "Sean O'Brien")] == [
        "Sean O\u2019Brien",
        "Sean OBrien",
    ]
    assert [o.text for o in find_names("Jo Smith-Jones; Jo Smith Jones", "Jo Smith-Jones")] == [
        "Jo Smith-Jones",
        "Jo Smith Jones",
    ]


def test_a_name_without_letters_is_found_nowhere() -> None:
    assert list(find_names("anything", "")) == []
    assert list(find_names("anything", "42 ???")) == []


@given(st.text(), st.text())
def test_any_text_can_be_compared_either_way_round(a: str, b: str) -> None:
    assert same_person_name(a, b) is same_person_name(b, a)


@given(st.text(), st.text())
def test_any_text_can_be_searched_for_any_name(text: str, name: str) -> None:
    for occurrence in find_names(text, name):
        assert text[occurrence.start : occurrence.end] == occurrence.text


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_on_a_line_of_its_own_is_always_found(before: str, after: str) -> None:
    text = f"{before}\n{SHORT}\n{after}"
    assert any(o.match is SAME and SHORT in o.text for o in find_names(text, SHORT))


def test_a_text_built_to_waste_time_is_looked_at_up_to_a_bound() -> None:
    others = "".join(f"A{number:b} Quillfeather, " for number in range(MOST))
    assert list(find_names(f"{others} {SHORT}", SHORT)) == []
    assert [o.text for o in find_names(f"{SHORT}. {others}", SHORT)] == [SHORT]

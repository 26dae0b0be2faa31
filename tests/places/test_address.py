import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.places.address import Address, find_address, find_house, find_street, read_address
from footprint.places.spelling import fold

HOME = "14 Kingfisher Wharf, Thornmere, TM4 6QH"
FLAT = "Flat 2, 14 St. Mary's Road, Thornmere, TM4 6QH"
NAMED = "Rose Cottage, Mill Lane, Thornmere, TM4 6QH"
WHOLE = {"house", "street", "town", "postcode"}


def found(text, declared=HOME):
    return [(text[span.start : span.end], set(span.parts)) for span in find_address(text, declared)]


# --- reading what was declared ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (HOME, Address(number="14", street="Kingfisher Wharf", rest=("Thornmere",), postcode="TM4 6QH")),
        (FLAT, Address("2", "", "14", "St. Mary's Road", ("Thornmere",), "TM4 6QH")),
        (NAMED, Address("", "Rose Cottage", "", "Mill Lane", ("Thornmere",), "TM4 6QH")),
        (
            "Flat 2 14 Kingfisher Wharf Thornmere tm46qh",
            Address("2", "", "14", "Kingfisher Wharf", ("Thornmere",), "TM4 6QH"),
        ),
        ("The Old Mill, 3 Mill Lane, Upper Thorne", Address("", "The Old Mill", "3", "Mill Lane", ("Upper Thorne",))),
        ("Y Bwthyn, Llanfair", Address("", "Y Bwthyn", "", "", ("Llanfair",))),
        ("14, Kingfisher Wharf", Address(number="14", street="Kingfisher Wharf")),
        ("No. 14a Kingfisher Wharf", Address(number="14a", street="Kingfisher Wharf")),
        ("", Address()),
        (" , ;\n", Address()),
    ],
)
def test_a_declared_address_in_its_parts(line, parts):
    assert read_address(line) == parts


# --- finding it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (HOME, WHOLE),
        ("14 Kingfisher Wharf\nThornmere\nTM46QH", WHOLE),
        ("14 Kingfisher Wharf, \r\nThornmere, \r\ntm4 6qh", WHOLE),
        ("14 KINGFISHER WHARF THORNMERE TM4 6QH", WHOLE),
        ("14 Kingfisher Wharf, Millpond, Thornmere", WHOLE - {"postcode"}),
        ("14 kingfisher whf thornmere", WHOLE - {"postcode"}),
        ("14 Kingfisher Wharf TM4 6QH", WHOLE - {"town"}),
        ("14, TM4 6QH", {"house", "postcode"}),
        ("14, Kingfisher Wharf", {"house", "street"}),
        ("No. 14 Kingfisher-Wharf", {"house", "street"}),
        ("no 14 King\u00adfisher".replace("\u00ad", "") + " Wharf", {"house", "street"}),
        ("Kingfisher Wharf (no. 14)", {"house", "street"}),
        ("14 Kingfisher\u00a0Wharf", {"house", "street"}),
        ("14 Kingfisher Wharf, Thornmere TM4 6QJ", WHOLE - {"postcode"}),
    ],
)
def test_it_is_found_in_any_usual_spelling(text, parts):
    ((said, told),) = found(f"Write to {text}; thank you.")
    assert said in text.rstrip(")") + ")"
    assert told == parts


@pytest.mark.parametrize(
    "text",
    [
        "114 Kingfisher Wharf",
        "14A Kingfisher Wharf",
        "12-14 Kingfisher Wharf",
        "£14 Kingfisher Wharf",
        "3.14 Kingfisher Wharf",
        "14 Kingfisher Wharf Road",
        "14 Kingfisher Wharf North",
        "14 Kingfisher Wharfage",
        "16 Kingfisher Wharf, Thornmere, TM4 6QH",
        "Flat 3, 14 Kingfisher Wharf",
        "14 Kingfisher Wharf, Flat 3",
        "14 Kingfisher Wharf, Port Gannet, TM19 3QP",
        "14 Kingfisher Wharf Port Gannet TM19 3QP",
        "14 Kingfisher Wharf\nPort Gannet\nTM19 3QP",
        "14 Kingfisher Wharf, Thornmere TM9 6QJ",
        "the number 14 bus to Kingfisher Wharf",
        "Kingfisher Wharf, Thornmere",
        "",
    ],
)
def test_another_house_is_not_it(text):
    assert found(text) == []


def test_another_place_behind_it_is_said():
    (span,) = find_address("14 Kingfisher Wharf, Port Gannet", HOME)
    assert span.elsewhere
    assert not span.certain


def test_the_next_entry_of_a_list_is_not_read_as_its_town():
    (span,) = find_address("14 Kingfisher Wharf\nCllr Kit Marchbanks\n3 Heron Lane, TM5 1AA", HOME)
    assert not span.elsewhere
    assert span.parts == {"house", "street"}


@pytest.mark.parametrize(
    "text",
    [
        "Flat 2, 14 St Marys Rd, Thornmere",
        "14 Saint Mary\u2019s Road, Flat 2, Thornmere",
        "2/14 Saint Mary's Road, Thornmere",
        "Apartment 2 14 St Mary's Road Thornmere",
        "14 St. Mary's Rd., Thornmere",
    ],
)
def test_saints_streets_and_flats(text):
    ((_, parts),) = found(text, FLAT)
    assert {"house", "street", "town"} <= parts


@pytest.mark.parametrize("text", ["Flat 3, 14 St Mary's Road", "14 St Mary's Road, Apt 12", "14 Mary's Road"])
def test_a_neighbour_in_the_same_house_is_not_it(text):
    assert found(text, FLAT) == []


@pytest.mark.parametrize(
    "text", ["Rose Cottage, Mill Lane", "ROSE COTTAGE MILL LN", "Rose Cott., Mill Lane, Thornmere"]
)
def test_a_house_with_a_name(text):
    ((_, parts),) = found(text, NAMED)
    assert {"house", "street"} <= parts


def test_the_name_of_a_house_alone_is_nothing():
    assert found("a rose cottage pie", NAMED) == []
    assert found("Rose Cottage, Port Gannet", NAMED) == []
    assert found("Rose Cottage, Thornmere", NAMED) == [("Rose Cottage, Thornmere", {"house", "town"})]


def test_a_house_with_name_and_number_is_found_by_either():
    declared = "Rose Cottage, 3 Mill Lane, Thornmere"
    assert found("3 Mill Lane", declared)
    assert found("Rose Cottage, Mill Lane", declared)
    assert found("3, Rose Cottage, Mill Lane", declared)


@pytest.mark.parametrize("declared", ["", "TM4 6QH", "Thornmere", ", ,", "14"])
def test_an_address_without_a_house_is_found_nowhere(declared):
    assert found("14 Kingfisher Wharf, Thornmere, TM4 6QH", declared) == []


def test_welsh_and_accented_streets():
    assert found("9 FFORDD Y MOR, Llanfôr", "9 Ffordd y Môr, Llanfor")


def test_the_street_alone():
    text = "We live on Kingfisher Wharf. Not 22 Kingfisher Wharf, nor Kingfisher Wharf Road."
    assert [text[slice(*span)] for span in find_street(text, HOME)] == ["Kingfisher Wharf"]
    assert list(find_street(text, "Thornmere")) == []


@pytest.mark.parametrize(
    ("text", "declared", "said"),
    [
        ("two, of 48 A Park Ave.", "48a Park Avenue, Brindley", "48 A Park Ave"),
        ("It is FORTY EIGHT A park avenue", "48a Park Avenue, Brindley", "FORTY EIGHT A park avenue"),
        ("of Number Seven, Mill Lane", "7 Mill Lane, Saxby", "Number Seven, Mill Lane"),
        ("from Kelpie Street, Lochan, 12, top buzzer", "12 Kelpie Street, Lochan", "Kelpie Street, Lochan, 12"),
        ("at Anvil Court, flat 12 on", "Flat 12, Anvil Court, 3 Hammer Street", "Anvil Court, flat 12"),
        ("2/1, number 14 Quay Wynd", "2/1, 14 Quay Wynd, Inverlorne", "2/1, number 14 Quay Wynd"),
    ],
)
def test_a_number_in_words_or_behind_the_street(text, declared, said):
    assert said.removeprefix("2/1, ") in [piece for piece, _ in found(text, declared)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("back at Rose Cottage by ten", ["Rose Cottage"]),
        ("Rose Cottage, Mill Lane", ["Rose Cottage"]),
        ("Rose Cottage Tea Rooms", []),
        ("Rose Cottage, High Street", []),
    ],
)
def test_the_name_of_the_house_alone(text, said):
    assert [text[start:end] for start, end in find_house(text, NAMED)] == said


# --- hostile text -------------------------------------------------------------------------------------------

HOSTILE = [
    "1 A",
    "14 ",
    "14 Kingfisher ",
    "14 Kingfisher Wharf, ",
    "A",
    "1 Aa Aa Aa Aa ",
    "\n",
    ", A",
    "TM4 6QH ",
    "Flat ",
    " ",
    "- ",
    "No. 14, ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_read_in_a_moment(piece):
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    list(find_address(text, HOME))
    list(find_house(text, NAMED))
    list(find_street(text, HOME))
    assert time.process_time() - start < 15


@given(st.text(), st.text())
def test_no_text_is_too_odd(text, declared):
    for span in find_address(text, declared):
        assert 0 <= span.start < span.end <= len(text)


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


@given(
    st.sampled_from([HOME, FLAT, NAMED]), st.text(alphabet=st.characters(blacklist_categories=["L", "N"]), max_size=20)
)
def test_an_address_is_found_as_it_was_declared(declared, before):
    text = f"{before}\n{declared}"
    assert any(span.certain for span in find_address(text, declared))

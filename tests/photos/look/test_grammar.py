"""What lines of text in a picture are taken for. Plates, postcodes and people are invented, or belong to no one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Illegible
from footprint.model import Box
from footprint.photos.look import Line
from footprint.photos.look.grammar import cards, houses, plates, post, postcodes, signs, streets
from footprint.photos.look.grammar.confusions import mended, skeleton, stands
from footprint.photos.look.grammar.known import NOTHING, Known, known
from footprint.places.postcodes import locate
from tests.examples import SUBJECT

MISREAD = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B", "Z": "2", "2": "Z"}
ROSALIND = known(SUBJECT)
CARD = "4111 1111 1111 1111"
"""The number that makers of card readers test with."""


def line(text, top=0, left=0, height=40, score=0.95):
    return Line(text, Box(left, top, left + max(1, len(text)) * height // 2, top + height), score)


def block(*texts):
    return [line(text, number * 50) for number, text in enumerate(texts)]


def row(*texts):
    return [line(text, left=number * 120) for number, text in enumerate(texts)]


def parted(text):
    """A line whose words were read each by itself."""
    words = text.split()
    return [line(word, left=20 * len(" ".join(words[:number])) + 20) for number, word in enumerate(words)]


def kinds(lines, facts=NOTHING):
    return {(sign.kind, sign.certain) for sign in signs(lines, facts)}


# --- the person's own numbers ---------------------------------------------------------------------------------------
MINE = Known(phones=("07700 900417", "+44 118 496 0712"), emails=("rosa@quillfeather.example",))


@pytest.mark.parametrize(
    "texts",
    [
        ["Call O77OO 9OO4l7 today"],
        ["+44 (0)7700-900417"],
        ["0118 496 0712"],
        ["Tel 0118", "496 0712"],
        ["ROSA@quillfeather.example"],
        ["rosa @quillfeather", ".example"],
    ],
)
def test_own_numbers_are_known_however_they_are_written(texts):
    assert ("contact", True) in kinds(parted(" ".join(texts)), MINE)
    assert ("contact", True) in kinds(block(*texts), MINE)


@pytest.mark.parametrize("text", ["07700 900418", "0118 496 071", "anna@quillfeather.example", "ISBN 9780770090041"])
def test_numbers_of_others_are_left_alone(text):
    assert "contact" not in {kind for kind, _ in kinds(block(text), MINE)}


def test_a_number_that_was_published_on_purpose_is_not_looked_for():
    assert known(SUBJECT).phones
    assert all(fact.value not in known(SUBJECT).phones for fact in SUBJECT.identifiers if fact.on_purpose)


# --- letters that look alike ----------------------------------------------------------------------------------------
@given(st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=9), st.data())
def test_misread_letters_change_nothing_of_what_is_compared(text, data):
    misread = "".join(MISREAD.get(sign, sign) if data.draw(st.booleans()) else sign for sign in text)
    assert skeleton(misread) == skeleton(text)
    assert stands(text, misread)


@given(st.text(string.printable, max_size=12), st.text("LD", max_size=9))
def test_what_is_mended_fits_its_shape(text, shape):
    made = mended(text, shape)
    assert made is None or all(
        sign.isalpha() if wanted == "L" else sign.isdigit() for sign, wanted in zip(made[0], shape, strict=True)
    )


def test_a_short_value_counts_only_alone():
    assert stands("A1", "A1")
    assert not stands("A1", "A1 SAUCE")


# --- number plates --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("read", "plate"),
    [
        ("KV19 OTF", "KV19 OTF"),
        ("KV19OTF", "KV19 OTF"),
        ("KVI9 0TF", "KV19 OTF"),
        ("GB KV19 OTF", "KV19 OTF"),
        ("GB19 OTF", "GB19 OTF"),
        ("A123 BCD", "A123 BCD"),
        ("AI23 BCD", "A123 BCD"),
        ("ABC 123D", "ABC 123D"),
        ("AZZ 4821", "AZZ 4821"),
        ("GB ABC 123", "ABC 123"),
        ("UK 1234 AB", "1234 AB"),
        ("GB A1 BCD", "A1 BCD"),
    ],
)
def test_plates_of_every_form_are_read_and_mended(read, plate):
    found = plates.read(read, 2026)
    assert found is not None
    assert found.text == plate


@pytest.mark.parametrize(
    "text",
    [
        "KV99 OTF",
        "KV27 OTF",
        "KV00 OTF",
        "QV19 OTF",
        "Hello",
        "kv19 otf",
        "SALE 2026",
        "VIP 2019",
        "RFC 822",
        "BS 5750",
        "SKY 3D",
        "F1 CAR",
        "BIG 2024",
        "120 MPH",
        "M25 VIA",
        "TEL 123",
        "500 KG",
        "",
        "KV1 9OTF",
        "1234567",
        "SO16 7BE",
        "07700 900417",
        "KV19 OTFX",
        "LUGGAGE",
        "BAGGAGE",
        "ÖV19 OTF",
    ],
)
def test_what_only_resembles_a_plate_is_none(text):
    assert plates.read(text, 2026) is None


@given(st.text(max_size=12))
def test_any_text_is_a_plate_or_none_and_once_read_stays_so(text):
    found = plates.read(text, 2026)
    if found:
        again = plates.read(f"GB {found.text}", 2026)
        assert again is not None
        assert (again.text, again.mends) == (found.text, 0)


@given(st.from_regex(r"[ABD-HK-PRSV-Y][ABD-HK-PRSV-Y](0[2-9]|1[0-9]|2[0-6])[A-HJ-PR-Z]{3}", fullmatch=True))
def test_every_plate_since_2001_is_found(plate):
    found = plates.read(plate, 2026)
    assert found is not None
    assert found.text.replace(" ", "") == plate


def test_a_plate_over_two_lines_is_one():
    (sign,) = plates.judge(block("KV19", "OTF"), NOTHING)
    assert (sign.text, sign.box.bottom) == ("KV19 OTF", 90)
    assert not list(plates.judge(block("A123", "BUS"), NOTHING)), "an old one may be two texts by chance"


def test_the_plate_of_the_profile_is_certain_however_it_is_read():
    for lines in (block("JZ24 RQF"), block("JZ24", "ROF"), row("JZ24", "RQF"), block("Dealer JZZ4RQF Thornmere")):
        (sign,) = plates.judge(lines, ROSALIND)
        assert (sign.text, sign.certain) == ("JZ24 RQF", True)
    (other,) = plates.judge(block("KV19 OTF"), ROSALIND)
    assert not other.certain


def test_an_old_plate_that_was_hardly_read_is_not_told():
    assert not list(plates.judge([line("A123 BCD", score=0.7)], NOTHING))


# --- postcodes ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "postcode"),
    [("SW1A 1AA", "SW1A 1AA"), ("SWIA 1AA", "SW1A 1AA"), ("London SW1A1AA", "SW1A 1AA"), ("SW1A IAA", "SW1A 1AA")],
)
def test_postcodes_that_there_are_are_read_and_mended(text, postcode):
    assert postcodes.read(text) == postcode


@pytest.mark.parametrize("text", ["TM4 6QH", "sw1a 1aa", "Room 12", "KV19 OTF", "", "A1", "SW1A", "1AA"])
def test_what_is_no_postcode_that_there_is_is_left(text):
    assert postcodes.read(text) is None


def test_a_postcode_that_is_used_no_more_is_left_unless_nobody_knows_which_are(monkeypatch):
    assert locate("SW1A 1BP") is not None
    assert postcodes.read("SW1A 1BP") is None

    def lost():
        raise Illegible("The list is damaged.")

    monkeypatch.setattr(postcodes, "live_postcodes", lost)
    postcodes._is_in_use.cache_clear()
    assert postcodes.read("SW1A 1BP") == "SW1A 1BP"
    postcodes._is_in_use.cache_clear()


def test_the_postcode_of_the_profile_is_certain_though_there_is_none_such():
    (sign,) = postcodes.judge(block("Thornmere TM4 6OH"), ROSALIND)
    assert (sign.text, sign.certain) == ("TM4 6QH", True)


# --- streets and houses ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "SLUICE LANE",
        "Kingfisher Close",
        "HIGH STREET SE1",
        "St Mary's Road",
        "THE GREEN",
        "Heol y Bont",
        "STRYD FAWR",
        "Ffordd Penlan",
        "MILL LANE (leading to FORGE CLOSE)",
        "LÔN GLAS",
    ],
)
def test_signs_of_streets_are_read(text):
    assert streets.read(text)


@pytest.mark.parametrize(
    "text", ["ONE WAY", "GIVE WAY", "This way", "turn the way", "CAR PLACE", "Tennis Court", "LANE"]
)
def test_other_signs_with_the_words_of_streets_are_none(text):
    assert streets.read(text) is None


def test_a_blank_that_was_missed_is_put_back_between_words_only():
    assert streets.read("SLUICELANE") == "SLUICE LANE"
    assert streets.read("AIRPLANE") is None
    assert streets.read("RAILROAD") is None


def test_two_regions_that_overlap_are_one_name():
    halves = [line("Larkfield Primary S"), line("School", left=370)]
    assert [sign.text for sign in signs(halves, NOTHING)] == ["Larkfield Primary School"]


def test_a_street_over_two_lines_is_one():
    assert [sign.text for sign in streets.judge(block("SLUICE", "LANE"), NOTHING)] == ["SLUICE LANE"]


def test_the_street_of_the_profile_is_certain():
    assert kinds(block("KINGFlSHER WHARF"), ROSALIND) == {("street", True)}
    assert ("house", True) in kinds(block("14 Kingfisher Wharf"), ROSALIND)
    assert ("house", True) not in kinds(block("15 Kingfisher Wharf"), ROSALIND)


@pytest.mark.parametrize("text", ["No. 28", "NUMBER 28", "The Old Forge", "Rose Cottage", "28", "3a"])
def test_houses_are_told_by_their_numbers_and_names(text):
    assert kinds(block(text)) == {("house", False)}


@pytest.mark.parametrize("text", ["30", "Steak House", "Open House", "the old forge", "2026", "No entry", "Care House"])
def test_other_numbers_and_houses_are_left(text):
    assert not list(houses.judge(block(text), NOTHING))


def test_a_number_among_others_is_no_house_unless_it_stands_beside_a_street():
    assert not list(houses.judge(block("7", "8", "9", "Total"), NOTHING))
    assert ("house", False) in kinds(block("7", "SLUICE LANE"))


@pytest.mark.parametrize(
    ("text", "wide", "score"), [("8", 40, 0.99), ("88", 80, 0.99), ("8", 20, 0.9), ("6", 44, 0.99)]
)
def test_balls_and_wheels_are_no_numbers_of_houses(text, wide, score):
    assert not list(houses.judge([Line(text, Box(0, 0, wide, 40), score)], NOTHING))


@pytest.mark.parametrize(
    ("text", "wide", "score"), [("8", 26, 0.98), ("28", 60, 0.9), ("4", 40, 0.9), ("68", 50, 0.99)]
)
def test_figures_on_doors_still_are(text, wide, score):
    assert [sign.text for sign in houses.judge([Line(text, Box(0, 0, wide, 40), score)], NOTHING)] == [text]


def test_a_round_number_beside_a_street_is_a_house():
    assert ("house", False) in kinds([line("8", score=0.9), line("SLUICE LANE", 50)])


def test_a_house_of_the_profile_is_certain():
    facts = Known(houses=("The Old Bakehouse",))
    assert kinds(block("THE 0LD BAKEHOUSE"), facts) == {("house", True)}


# --- places, people, papers -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["Larkfield Primary School"], "school"),
        (["LARKFIELD", "PRIMARY SCHOOL"], "school"),
        (["Ysgol Glan Morfa"], "school"),
        (["Little Otters Nursery"], "school"),
        (["Brookhaven Care Home"], "care-home"),
        (["Cartref Bryn Awel"], "care-home"),
        (["Meadow View Surgery"], "surgery"),
        (["St Oswin's Church"], "worship"),
        (["Church of St Oswin"], "worship"),
        (["Thornmere Rugby Club"], "club"),
        (["Thornmere AFC"], "club"),
        (["HELLO", "my name is", "Anna"], "badge"),
        (["Hello my name is Anna"], "badge"),
        (["Cllr Rosalind Q"], "badge"),
        (["Visitor", "Anna Fernleigh"], "badge"),
        ([CARD], "card"),
        (["Take one tablet daily"], "medicine"),
        (["Thornmere Pharmacy", "Ibu 200 mg", "Keep out of the reach of children"], "medicine"),
        (["BOARDING PASS"], "journey"),
        (["Flight", "Gate 12", "Seat 4A"], "journey"),
        (["LUGGAGE", "LHR", "Passenger FERNLEIGH/A"], "journey"),
        (["Anna Fernleigh", "Councillor"], "badge"),
        (["Off-Peak Day Return", "12-JUN-27", "Railcard"], "ticket"),
        (["Doors open 19:30", "12 June 2026", "Row F"], "ticket"),
        (["From: a", "To: b", "Subject: c"], "screen"),
        (["NOT FOR PUBLICATION"], "papers"),
        (["CONFIDENTIAL"], "papers"),
    ],
)
def test_each_thing_is_told_by_its_words(texts, kind):
    assert (kind, False) in kinds(block(*texts))


@pytest.mark.parametrize(
    "text",
    [
        "School Lane",
        "SCHOOL KEEP CLEAR",
        "Driving School",
        "The School",
        "Church Street",
        "Councillor surgery",
        "Primary",
        "MP advice surgery",
        "Tree Surgery",
        "Garden Nursery",
        "care home jobs",
        "our school",
        "Primary Head teacher",
        "Larkfield Head Teacher",
        "Nursery Manager",
        "School Governor",
        "Larkfield Primary School Headteacher",
        "Rugby Club Captain",
        "Care Home Manager",
        "Practice Nurse",
        "Surgery Receptionist",
        "Church Warden",
        "Book club",
        "Gate 12",
    ],
)
def test_words_that_only_resemble_a_place_name_none(text):
    found = {kind for kind, _ in kinds(block(text))}
    assert not found & {"school", "care-home", "surgery", "worship", "club", "journey"}


@pytest.mark.parametrize(
    "texts",
    [
        ["Dear Anna Fernleigh", "Cllr Rosalind Q", "Thank you for coming to us"],
        [
            "Your letter of the second of May reached us",
            "We shall look into it as soon as we can",
            "Cllr Anna Hall",
        ],
        ["Yours sincerely", "Anna Fernleigh", "Councillor"],
        ["From: Anna Fernleigh", "Councillor", "Anna Fernleigh"],
        ["Anna Fernleigh", "Councillor", "anna@thornmere.example"],
        ["Subject: bins", "I am cross"],
    ],
)
def test_a_name_in_a_letter_or_an_email_is_on_no_badge(texts):
    assert ("badge", False) not in kinds(block(*texts))


def test_a_badge_may_carry_a_few_words():
    assert ("badge", False) in kinds(block("Cllr Anna Hall", "Working for you", "Thornmere Borough Council"))


def test_a_place_of_the_profile_is_certain():
    facts = Known(places=("Larkfield Primary School",))
    assert ("school", True) in kinds(block("LARKFIELD PRIMARY SCH00L"), facts)


@pytest.mark.parametrize("texts", [["WILLOW BANK"], ["Welcome to Wi11ow Bank"], ["WILLOW", "BANK"]])
def test_a_place_of_the_profile_is_certain_though_its_name_does_not_say_what_it_is(texts):
    assert kinds(block(*texts), Known(places=("Willow Bank",))) == {("place", True)}
    assert not kinds(block(*texts), Known(places=("Brookhaven Care Home",)))


def test_the_names_of_the_profile_are_certain():
    assert kinds(block("T0bias Quillfeather"), ROSALIND) == {("badge", True)}


def test_an_address_on_a_letter_is_one_thing():
    lines = block("Mr A Fernleigh", "3 Mill Road", "LONDON", "SW1A 1AA")
    (sign,) = post.judge(lines, NOTHING)
    assert sign.text == "Mr A Fernleigh 3 Mill Road LONDON SW1A 1AA"
    assert not sign.certain
    (own,) = post.judge(block("14 Kingfisher Wharf", "Thornmere", "TM4 6QH"), ROSALIND)
    assert own.certain


def test_the_number_of_a_card_goes_no_further_than_its_last_digits():
    for lines in (block(CARD), row("4111", "1111", "1111", "1111")):
        (sign,) = cards.judge(lines, NOTHING)
        assert sign.text.endswith("1111")
        assert "4" not in sign.text
        (left,) = cards.blotted(lines)
        assert "4" not in left.text
        assert [one.kind for one in cards.judge([left], NOTHING)] == ["card"]


def test_a_number_that_fails_the_check_is_no_card():
    assert not cards.is_card("4111111111111112")
    assert not cards.is_card("0" * 16)
    assert cards.blotted(block("4111 1111 1111 1112")) == block("4111 1111 1111 1112")


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.integers(0, 900), st.integers(0, 900), st.integers(1, 200)), max_size=12
    )
)
def test_whatever_is_read_is_judged_without_an_error(lines):
    read = [line(text, top, left, height) for text, top, left, height in lines]
    found = signs(read, ROSALIND)
    assert list(found) == sorted(found, key=lambda sign: not sign.certain)
    cards.blotted(read)


def test_a_profile_says_what_to_look_for():
    assert ROSALIND.plates == ("JZ24 RQF",)
    assert ROSALIND.postcodes == ("TM4 6QH",)
    assert (ROSALIND.numbers, ROSALIND.streets) == (("14",), ("Kingfisher Wharf",))
    assert "Tobias Quillfeather" in ROSALIND.names


# --- what the profile names, in pieces ------------------------------------------------------------------------------
def test_what_the_profile_names_is_certain_though_the_reader_parts_the_words():
    street, name = ROSALIND.streets[0], ROSALIND.names[0]
    assert ("street", True) in kinds(parted(street.upper()), ROSALIND)
    assert ("badge", True) in kinds(parted(name), ROSALIND)
    assert ("badge", True) in kinds(block(*name.split()), ROSALIND)


def test_what_stands_whole_is_not_told_again_in_pieces():
    name = ROSALIND.names[0]
    found = [sign for sign in signs([line(name), *row("VISITOR", "PASS")], ROSALIND) if sign.certain]
    assert [sign.text for sign in found] == [name]


# --- windows of programs ---------------------------------------------------------------------------------------------
MENUS = ("File Edit View Place Inspect Tools Preferences Help", "Schematic is read only.")
BUTTONS = ("Save", "Close", "Cancel", "Schedule...")


@pytest.mark.parametrize("menus", [MENUS, BUTTONS])
def test_the_words_of_a_program_are_no_streets_or_clubs(menus):
    for said in ("Redraw View", "NEW CLOSE", "Stroke Path", "Mortgage Loan", "Image opacity Guides"):
        assert kinds(block(said)), "by itself it would be one"
        assert kinds(block(*menus, said)) == set()


def test_what_a_program_shows_is_still_told():
    assert ("street", False) in kinds(block(*MENUS, "WILLOW ROAD"))
    assert ("street", True) in kinds(block(*MENUS, "Kingfisher Wharf"), ROSALIND)
    assert ("club", False) in kinds(block(*MENUS, "Thornmere Swimming Club"))
    assert ("plate", False) in kinds(block(*MENUS, "KV19 OTF"))


def test_a_street_with_a_few_such_words_is_no_program():
    assert ("street", False) in kinds(block("OPEN", "SAVE 20%", "PARK VIEW"))


def test_two_labels_one_below_another_are_no_plate_and_a_word_no_postcode():
    assert "plate" not in {kind for kind, _ in kinds([line("MA16", 697, height=17), line("MAO", 740, height=17)])}
    assert "plate" in {kind for kind, _ in kinds([line("MA16", 697, height=17), line("MAO", 718, height=17)])}
    assert kinds(block("ENBBUF")) == set()
    assert postcodes.read("EN8BUF") == "EN8 8UF"


@pytest.mark.parametrize("text", ["VOW30E", "OPA1678", "A123 BCD"])
def test_an_old_plate_is_told_only_outside_of_programs(text):
    assert ("plate", False) in kinds(block(text))
    assert "plate" not in {kind for kind, _ in kinds(block(*MENUS, text))}


def test_a_dot_stands_in_a_plate_only_where_a_screw_may():
    assert ("plate", False) in kinds(block("KV19.OTF"))
    assert kinds(block("VOW3.DE")) == set()


def test_digits_in_other_groups_than_those_of_a_card_are_none():
    assert ("card", False) in kinds(block(CARD))
    assert ("card", False) in kinds(block("3782 822463 10005"))
    assert "card" not in {kind for kind, _ in kinds(block("41111 11111 11111 1"))}
    assert "card" not in {kind for kind, _ in kinds(block("3782 8224 6310 005"))}


def test_guides_of_a_picture_are_no_club():
    assert kinds(block("Snap to Guides")) == set()
    assert ("club", False) in kinds(block("1st Thornmere Guides"))


def test_a_sentence_about_oneself_is_no_name():
    assert ("badge", False) in kinds(block("I am Anna Fernleigh"))
    assert kinds(block("I am an experienced machine typist and want to improve my skills")) == set()

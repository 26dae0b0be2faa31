import pytest

from footprint.model import Confidence, Severity
from tests.judged import HER, STRANGER, detect, news, own_page, page, photo, post, record


def found(evidence, subject=HER):
    return detect("home-address", evidence, subject)


@pytest.mark.parametrize(
    "text",
    [
        "14 Kingfisher Wharf, Thornmere, TM4 6QH",
        "14 kingfisher whf\nThornmere\nTM46QH",
        "No. 14, Kingfisher Wharf, Thornmere",
        "14 Kingfisher Wharf",
    ],
)
def test_the_declared_address_in_any_usual_spelling(text):
    (finding,) = found(news(f"Objections to {text}; none."))
    assert finding.declared
    assert finding.severity is Severity.SERIOUS
    assert finding.confidence is Confidence.CERTAIN
    assert finding.about == "home address · news.thornmere-echo.example"
    assert "Kingfisher" not in finding.masked
    assert finding.value
    assert "\n" not in finding.value


def test_it_is_found_without_her_name():
    (finding,) = found(page("Applicant: 14 Kingfisher Wharf, Thornmere, TM4 6QH"))
    assert finding.value == "14 Kingfisher Wharf, Thornmere, TM4 6QH"
    assert finding.masked == "1▮▮▮ K▮▮▮ W▮▮▮, T▮▮▮, T▮▮▮ 6▮▮▮"


def test_it_is_found_as_land_in_the_register_of_interests():
    register = record(
        ("Councillor", "Councillor Rosalind Quillfeather"),
        ("4. Land in the area of the Authority, Member", "14 Kingfisher Wharf, Thornmere, TM4 6QH (home)"),
        register="register-of-interests",
    )
    (finding,) = found(register)
    assert finding.what == "Your home address stands on your council's register of interests"
    assert finding.registers == ("register-of-interests",)


def test_it_is_found_in_a_photo_s_own_words():
    (finding,) = found(photo(None, ("comment", "Our garden at 14 Kingfisher Wharf, Thornmere")))
    assert finding.what == "Your home address stands in the photo IMG_2041.jpg"
    assert finding.about == "home address, IMG_2041.jpg · /photos"
    assert finding.audience.startswith("Nobody yet")
    assert finding.thumbnail == b"jpeg"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16 Kingfisher Wharf, Thornmere, TM4 6QH is her neighbour's.",
        "Contact: Civic Hall, Market Square, Thornmere, TM1 1AA",
        "Cllr Rosalind Quillfeather called for a crossing on Kingfisher Wharf, where many families live.",
        "Printed by Hugo Pennywort, 3 Heron Lane, Thornmere TM5 1AA on behalf of Rosalind Quillfeather.",
        "Rosalind Quillfeather thanked St Mary's Hospital, 12 High Street, Thornmere, TM1 9AA.",
        "A resident of 18 Heron Lane, Thornmere objected, Cllr Rosalind Quillfeather said.",
        "Rosalind Quillfeather spoke at the Corn Exchange, 12 Market Street, Thornmere.",
        "Cllr Kit Marchbanks lives at 22 Heron Lane, Thornmere, and Rosalind Quillfeather in the town.",
        "14 Kingfisher Wharf, Port Gannet, TM19 3QP",
    ],
)
def test_other_addresses_are_not_hers(text):
    assert found(news(text)) == []


def test_the_same_street_and_number_in_another_place_is_only_possible():
    (finding,) = found(news("Burglary at 14 Kingfisher Wharf, Port Gannet, again."))
    assert finding.confidence is Confidence.POSSIBLE


def test_on_a_page_hardly_about_her_the_number_and_street_are_only_possible():
    (finding,) = found(page("R Quillfeather. Elsewhere: 14 Kingfisher Wharf was repainted."))
    assert finding.confidence is Confidence.POSSIBLE
    assert found(page("Rosalind Quillfeather. Elsewhere: 14 Kingfisher Wharf, Port Gannet")) == []


def test_the_street_alone_counts_where_she_says_that_she_lives_there():
    (finding,) = found(own_page("We moved to Kingfisher Wharf in 2010 and love our home here."))
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.about.startswith("home street")
    assert found(own_page("A crossing for Kingfisher Wharf, at last.")) == []
    assert found(news("Cllr Rosalind Quillfeather, who lives on Kingfisher Wharf, voted against."))


@pytest.mark.parametrize(
    "evidence",
    [
        news("Rosalind Quillfeather lives at 22 Heron Lane, Thornmere."),
        news("Rosalind Quillfeather, 22 Heron Lane, Thornmere, TM5 1AA"),
        news("Rosalind Quillfeather was pleased. She lives at 22 Heron Lane, Thornmere."),
        own_page("My address is 22 Heron Lane, Thornmere, TM5 1AA"),
        record(("Home address", "22 Heron Lane, Thornmere, TM5 1AA"), register="councillor-list"),
        record(("", "Home address:"), ("", "22 Heron Lane"), ("", "Thornmere"), ("", "TM5 1AA")),
    ],
)
def test_an_address_that_nobody_declared_is_asked_about(evidence):
    (finding,) = found(evidence, STRANGER)
    assert not finding.declared
    assert finding.confidence is Confidence.LIKELY
    assert finding.what.endswith("Is it yours?")
    assert "Heron" not in finding.about + finding.what + finding.masked


@pytest.mark.parametrize(
    "evidence",
    [
        page("Rosalind Quillfeather, 22 Heron Lane, Port Gannet"),
        record(("Work address", "22 Heron Lane, Thornmere, TM5 1AA"), register="councillor-list"),
        post("Buy local: Millrace Books, 6 Leat Street, Thornmere, TM1 2DE."),
    ],
)
def test_nor_are_these_asked_about(evidence):
    assert found(evidence, STRANGER) == []


def test_the_same_undeclared_address_is_the_same_finding_and_another_is_another():
    abouts = [found(news(f"Rosalind Quillfeather lives at {n} Heron Lane, Thornmere."))[0].about for n in (22, 22, 24)]
    assert abouts[0] == abouts[1] != abouts[2]

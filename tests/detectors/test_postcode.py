import pytest

from footprint.model import Confidence, Severity
from tests.judged import HER, STRANGER, detect, news, own_page, page


def found(evidence, subject=HER):
    return detect("postcode", evidence, subject)


@pytest.mark.parametrize("written", ["TM4 6QH", "tm46qh", "TM4\u00a06QH", "TM4-6QH"])
def test_the_home_postcode_by_itself(written):
    (finding,) = found(own_page(f"Leaflets? I am in {written} and pass them on."))
    assert finding.value == "TM4 6QH"
    assert finding.masked == "T▮▮▮ 6▮▮▮"
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14 Kingfisher Wharf, Thornmere, TM4 6QH",
        "14 Kingfisher Wharf\n\nSee you in TM4 6QH",
        "16 Kingfisher Wharf, Thornmere, TM4 6QH objected",
        "Civic Hall, Market Square, Thornmere, TM1 1AA",
        "TM4 6QJ and ATM4 6QH and TM46QHX",
    ],
)
def test_what_the_address_says_already_and_what_is_somebody_else_s(text):
    assert found(news(text)) == []


def test_a_page_about_somebody_else_gives_nothing():
    assert found(page("Rosalind Quillfeather, potter, of Port Gannet, TM4 6QH once.")) == []


def test_a_declared_postcode_counts_on_a_page_that_may_be_hers():
    (finding,) = found(page("Rosalind Quillfeather, raffle winner, TM4 6QH"))
    assert finding.confidence in {Confidence.POSSIBLE, Confidence.LIKELY}


@pytest.mark.parametrize(
    "text", ["My postcode is TM5 1AA.", "I'm in TM5 1AA: knock any time.", "We won a tenner! TM5 1AA"]
)
def test_a_postcode_that_nobody_declared_is_asked_about(text):
    (finding,) = found(own_page(text.replace("is ", "")), STRANGER)
    assert not finding.declared
    assert "TM5" not in finding.about + finding.what + finding.masked


@pytest.mark.parametrize(
    "text",
    [
        "The hall is at TM5 1AA.",
        "Residents who live in TM5 1AA",
        "We resurface TM5 1AA and TM5 1AB",
        "My postcode TM1 1AA",
    ],
)
def test_postcodes_of_other_places_are_not(text):
    assert found(news(text), STRANGER) == []

from datetime import date

import pytest

from footprint.model import Confidence, Severity
from tests.judged import HER, STRANGER, day, detect, news, own_page, page, post


def found(evidence, subject=HER):
    return detect("birth-date", evidence, subject)


@pytest.mark.parametrize(
    "text",
    [
        "I was born in Thornmere on 9 March 1974.",
        "Born 9th March 1974",
        "DOB 09/03/1974",
        "D.o.b.: 9.3.74",
        "Date of birth: March 9, 1974",
        "Rosalind Quillfeather (9 March 1974)",
        "date of birth 1974-03-09",
    ],
)
def test_the_whole_date(text):
    (finding,) = found(own_page(text))
    assert finding.what == "Your date of birth stands on www.rosalindquillfeather.example"
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.value
    assert "1974" not in finding.masked


@pytest.mark.parametrize(
    "text",
    [
        "celebrated her birthday on 9 March",
        "Ros Quillfeather turns 50 on 9 March",
        "9 March is Rosalind Quillfeather's birthday",
        "Her 52nd birthday, on 9 March 2026, was wet.",
    ],
)
def test_the_birthday_without_the_year(text):
    (finding,) = found(news(text))
    assert finding.severity is Severity.GOOD_TO_KNOW
    assert finding.what.startswith("Your birthday")


def test_the_month_and_year():
    (finding,) = found(news("Rosalind Mary Quillfeather\nDate of birth: March 1974"))
    assert finding.value == "March 1974"


def test_the_fullest_form_wins():
    (finding,) = found(own_page("My birthday is 9 March. I was born on 9 March 1974."))
    assert finding.value == "9 March 1974"


def test_wishes_on_the_very_day():
    assert found(post("It's my birthday today! Cake.", published=day("2026-03-09")))
    assert found(news("Happy birthday Rosalind Quillfeather!", published=date(2026, 3, 9)))
    (other,) = found(post("It's my birthday today! Cake.", published=day("2026-04-09")))
    assert not other.declared
    assert found(post("Happy birthday to the library!", published=day("2026-03-09"))) == []
    assert found(news("Happy birthday to the library!" + " It is old." * 20, published=date(2026, 3, 9))) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The park, opened on 9 March 1974, is in bloom.",
        "The committee meets on 9 March.",
        "The Mayor celebrated his birthday on 9 April.",
        "Cllr Rosalind Quillfeather, 52, said so.",
        "Born 10 March 1974",
        "Born in March 1975",
        "Minute 9.3.7 and reference 09/03/19/FUL",
        "born on 31 February 1974",
    ],
)
def test_other_dates_are_not_hers(text):
    assert found(news(text)) == []


def test_the_namesake_s_birthday_is_not_hers():
    assert found(page("Rosalind Quillfeather, potter, of Port Gannet, has her birthday on 9 March.")) == []


@pytest.mark.parametrize(
    "evidence", [own_page("I was born on 4 May 1980."), news("Rosalind Quillfeather was born on 4 May 1980.")]
)
def test_a_date_that_nobody_declared_is_asked_about(evidence):
    (finding,) = found(evidence, STRANGER)
    assert not finding.declared
    assert finding.confidence is Confidence.LIKELY
    assert "1980" not in finding.about + finding.masked


@pytest.mark.parametrize("text", ["Tobias was born on 4 May 1980.", "The park was born on 4 May 1980.", "4 May 1980"])
def test_nobody_else_s_birth_is_asked_about(text):
    assert found(own_page(text), STRANGER) == []

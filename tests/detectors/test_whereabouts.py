from datetime import date

import pytest

from footprint.model import Confidence, Severity
from tests.judged import day, detect, news, own_page, page, photo, post, record

LATELY = date(2026, 11, 20)


def found(evidence):
    return detect("whereabouts", evidence)


@pytest.mark.parametrize(
    "evidence",
    [
        own_page("I'll be at the Millpond Fair on Saturday 12 December 10am."),
        own_page("Saturday 12 December 2026, 2 pm: I will be making lanterns at the bandstand. I am there until dark."),
        own_page("Where to meet me\nComing up\nSaturday 12 December, 10am\nMillpond Fair, Thornmere Green"),
        own_page("12 December 2026, 10am: Millpond Fair, with me on the tombola"),
        post("Come and say hello at the Guildhall on 12/12/2026 at 6 pm!"),
        post("I am reading at the Mereside Book Fair in the Guildhall on Saturday 12 December at 6 pm."),
        news("Cllr Rosalind Quillfeather will open the fair at Millpond Green on Saturday 12 December at 10am."),
        news("Cllr Rosalind Quillfeather is proud. She will be at the fair on Saturday 12 December from 10 am."),
        news("Sat 12 Dec, 7.30pm: An evening with Cllr Rosalind Quillfeather, Guildhall, Thornmere"),
        news("Lantern Fair\nSaturday 12 December, 10am\nMillpond Green\nFree\nSpecial guest: Rosalind Quillfeather"),
        news("\u201cI will be at the fair on Saturday 12 December at 10 am,\u201d said Cllr Rosalind Quillfeather."),
        news("Lantern Fair\nSaturday 12 December 2026, 10am, Millpond Green\nOpened by Cllr Rosalind Quillfeather"),
    ],
)
def test_where_she_will_be_on_a_coming_day(evidence):
    (finding,) = found(evidence)
    assert finding.about == f"whereabouts on 2026-12-12 · {evidence.place}"
    assert finding.what.startswith("Where you will be on Saturday 12 December is told")
    assert not finding.declared
    assert finding.confidence.rank >= Confidence.LIKELY.rank


def test_exact_is_worse_than_vague():
    assert found(post("I'll be at the Guildhall on 12 December at 6 pm"))[0].severity is Severity.WORTH_MENDING
    assert found(post("I'll be there on 12 December"))[0].severity is Severity.GOOD_TO_KNOW


def test_a_holiday_is_left_to_another_detector():
    assert found(post("We are off to Tenerife on 20 December for two weeks. Bliss.")) == []


def test_tomorrow_counts_from_the_day_it_was_written():
    (finding,) = found(post("I'm speaking at the Guildhall tomorrow at 7pm.", published=day("2026-11-22")))
    assert "2026-11-23" in finding.about
    assert found(post("I'm speaking at the Guildhall tomorrow at 7pm.", published=day("2026-10-22"))) == []
    assert found(own_page("I'm speaking at the Guildhall tomorrow at 7pm.")) == []


def test_the_year_comes_from_when_it_was_written():
    text = "I'll be at the fair on 12 December at 10am."
    assert found(own_page(text, published=date(2024, 12, 1))) == []
    assert found(own_page(text, published=LATELY))[0].confidence is Confidence.CERTAIN
    assert found(own_page(text))[0].confidence is Confidence.POSSIBLE


@pytest.mark.parametrize(
    "text",
    [
        "I will be at the Millpond Fair on Saturday 12 December 2020, 10am.",
        "I was at the Millpond Fair on Saturday 14 November.",
        "My next surgery is on Saturday 12 December at 10am in the library. Come and see me.",
        "The consultation closes on Friday 18 December at noon. Tell us what you think at the Civic Hall.",
        "The Mereside Band plays on Saturday 12 December at 7pm in the Guildhall.",
        "I will be at Full Council on Thursday 10 December at 7 pm.",
        "In 2040 I will be 66.",
        "",
    ],
)
def test_what_is_past_or_public_work_or_not_about_her_on_her_own_site(text):
    assert found(own_page(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Full Council will meet on Thursday 10 December at 7 pm. Cllr Rosalind Quillfeather will speak.",
        "Cllr Rosalind Quillfeather said works will start on Monday 14 December at 9am on Mill Lane.",
        "The Lantern Fair is on Saturday 12 December at 10am on Millpond Green.",
        "The Mayor celebrated his birthday on 9 April with Cllr Rosalind Quillfeather.",
        "Cllr Rosalind Quillfeather will present the report on Saturday 12 December.",
        "\u201cI will be at the fair on Saturday 12 December,\u201d said Kit Marchbanks. Rosalind Quillfeather agreed.",
        "Fair\nSaturday 12 December, 10am\nMillpond Green\nSunday 13 December\nWith Kit Marchbanks, by Hugo Pennywort",
        "Kit Marchbanks will open the fair on Saturday 12 December. Cllr Rosalind Quillfeather agreed.",
        "Cllr Kit Marchbanks met Rosalind Quillfeather. He will be at the fair on Saturday 12 December at 10 am.",
        "Cllr Rosalind Quillfeather holds a surgery on Saturday 12 December, 10am, Thornmere Library.",
    ],
)
def test_what_is_not_about_her_in_the_paper(text):
    assert found(news(text, published=LATELY)) == []


@pytest.mark.parametrize(
    "evidence",
    [
        page("Rosalind Quillfeather, potter, of Port Gannet, will be at the market on Saturday 12 December at 10 am."),
        record(("Surgery details", "Saturday 12 December 2026, 10am, Thornmere Library"), register="councillor-list"),
        record(("Term of office", "04/05/2023 to 06/05/2027")),
        photo(None, ("comment", "I will be at the fair on Saturday 12 December 2026 at 10 am")),
        page("Rosalind Quillfeather will open the fair on Saturday 12 December 2026 at 10 am."),
    ],
)
def test_the_namesake_the_council_s_records_and_photos_give_nothing(evidence):
    assert found(evidence) == []


def test_each_day_is_told_once():
    text = "I'll be at the fair on Saturday 12 December at 10am.\nI'll be there on Saturday 12 December at 10am!\n"
    assert len(found(own_page(text + "I'll be at the Guildhall on Sunday 13 December at 6pm."))) == 2


def test_the_day_of_a_post_is_no_coming_day():
    text = "Every Tuesday at 7 am you will find me in the slow lane at Thornmere Baths"
    assert found(post(text, title="Bluesky post of 22 November 2026")) == []

import pytest

from footprint.model import Confidence, Severity
from tests.judged import detect, news, own_page, page, photo, post, record


def found(evidence):
    return detect("routine", evidence)


@pytest.mark.parametrize(
    ("evidence", "when"),
    [
        (own_page("Every Tuesday morning I swim at Thornmere Baths at 7."), "every Tuesday morning"),
        (own_page("On Thursdays at 8pm I sing in the choir at Eastgate Chapel."), "on Thursdays"),
        (post("Every Tuesday at 7 am you will find me in the slow lane at Thornmere Baths."), "every Tuesday"),
        (post("I walk the dog along the leat every morning at 6.30"), "every morning"),
        (post("Monday mornings are for the school run to Larkfield, 8:45 sharp. My favourite."), "on Monday mornings"),
        (news("Councillor Rosalind Quillfeather swims here every Tuesday at 7 am, forty lengths."), "every Tuesday"),
        (news("\u201cI swim at the baths every Tuesday at 7,\u201d said Cllr Rosalind Quillfeather."), "every Tuesday"),
        (news("Rosalind Quillfeather is fit. She runs round the millpond every Sunday at 9am."), "every Sunday"),
    ],
)
def test_day_hour_and_place_that_come_again_are_serious(evidence, when):
    (finding,) = found(evidence)
    assert finding.severity is Severity.SERIOUS
    assert finding.what.startswith(f"What you do {when} is told")
    assert finding.masked == f"{when}: ▮▮▮"
    assert not finding.declared


def test_in_her_own_words_it_is_certain_in_another_s_only_likely():
    text = "every Tuesday at 7 am at Thornmere Baths"
    assert found(post(f"I swim {text}"))[0].confidence is Confidence.CERTAIN
    assert found(news(f"Rosalind Quillfeather swims {text}"))[0].confidence is Confidence.LIKELY


def test_a_day_and_a_place_without_the_hour_is_less():
    (finding,) = found(post("Parkrun on Saturday mornings with my dog at Millpond Green."))
    assert finding.severity is Severity.WORTH_MENDING


def test_the_same_day_in_other_words_is_the_same_routine():
    (one,) = found(post("I swim at the baths every Tuesday at 7."))
    (other,) = found(post("On Tuesdays at 7 I am at the baths."))
    assert one.about == other.about
    assert len(found(post("I swim at the baths every Tuesday at 7. I swim at the baths every Tuesday at 7."))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I hold a surgery every first Saturday at Thornmere Library at 10 am.",
        "The library is open every Tuesday, 9am to 5pm. We love it.",
        "Opening hours of my favourite baths: every Monday 6.30 am to 9 pm",
        "Our bins are collected every Tuesday at 7 on Mill Lane.",
        "The 14 bus leaves Market Square every Tuesday at 7; we need it.",
        "The committee I sit on meets every Tuesday at 7 pm in the Civic Hall.",
        "Every year I write a report.",
        "I thank everybody every day.",
        "Choir practice is every Thursday at 8 in Eastgate Chapel.",
    ],
)
def test_public_work_and_what_is_no_routine_of_hers(text):
    assert found(own_page(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Baths are open every Tuesday at 7am, Cllr Rosalind Quillfeather said.",
        "Cllr Rosalind Quillfeather said that bins are collected every Tuesday at 7am on Mill Lane.",
        "\u201cI swim at the baths every Tuesday at 7,\u201d said Wilf Ansell. Rosalind Quillfeather laughed.",
        "\u201cThe baths are full every Tuesday at 7,\u201d said Cllr Rosalind Quillfeather.",
        "Wilf Ansell swims at the baths every Tuesday at 7 am.",
        "Rosalind Quillfeather met Wilf Ansell. He swims at the baths every Tuesday at 7 am.",
        "Cllr Quillfeather holds a surgery on the first Saturday of every month, 10am, Thornmere Library.",
    ],
)
def test_what_the_paper_says_of_others(text):
    assert found(news(text)) == []


@pytest.mark.parametrize(
    "evidence",
    [
        page("Rosalind Quillfeather, potter, of Port Gannet, swims at the harbour every Tuesday at 7 am."),
        page("Rosalind Quillfeather swims here every Tuesday at 7 am."),
        record(
            ("Surgery details", "I am at Thornmere Library every first Saturday at 10am"), register="councillor-list"
        ),
        photo(None, ("comment", "I swim at the baths every Tuesday at 7 am")),
    ],
)
def test_the_namesake_the_council_s_records_and_photos_give_nothing(evidence):
    assert found(evidence) == []

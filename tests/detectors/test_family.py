import pytest

from footprint.model import Confidence, Severity
from tests.judged import CHILD, HER, STRANGER, detect, news, own_page, page, photo, post, record


def found(evidence, subject=HER):
    return detect("family", evidence, subject)


@pytest.mark.parametrize(
    "evidence",
    [
        news("Her husband, Tobias Quillfeather, built the stand."),
        news("Rosalind and Tobias Quillfeather sold a boat."),
        news("Tobias and Rosalind Quillfeather sold a boat."),
        page("Rosalind M Quillfeather, 14 Kingfisher Wharf, Thornmere. Also here: Tobias Quillfeather."),
        own_page("I share a kitchen with my husband Tobias and too many bicycles."),
        own_page("Tobias, my husband, builds boats."),
        record(("4. Land, Spouse/Partner", "Tobias Quillfeather: as above"), register="register-of-interests"),
    ],
)
def test_her_husband_named_with_her_or_as_her_husband(evidence):
    (finding,) = found(evidence)
    assert finding.declared
    assert finding.what.startswith("Your husband is named")
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.value is not None
    assert finding.value.startswith("Tobias")
    assert "Tobias" not in finding.masked + finding.about


@pytest.mark.parametrize(
    "evidence",
    [
        page(""),
        page("Tobias Quillfeather, boat builder, launched a dinghy."),
        page("Tobias Quillfeather and his wife Ottilie opened a shop."),
        news("Mr Quillfeather's boats." + " It rained." * 30),
        photo(None, ("person", "Tobias Quillfeather")),
        page("Rosalind Quillfeather, potter, of Port Gannet, and her husband Tobias Quillfeather"),
    ],
)
def test_the_name_alone_or_on_another_s_page_is_nothing(evidence):
    assert found(evidence) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tobias and I are painting the hall.", True),
        ("Date night with Tobias.", True),
        ("Nos da from me and Tobias.", True),
        ("Tobias says that one more poster is one too many.", False),
        ("Thirty years at the chandlery for Tobias.", False),
    ],
)
def test_a_first_name_alone_tells_of_a_couple_only_beside_i_or_me(text, told):
    assert bool(found(post(text))) is told


def test_a_child_with_a_school_is_serious():
    (finding,) = found(post("Poppy Quillfeather starts at Larkfield Primary School on Monday."), CHILD)
    assert finding.severity is Severity.SERIOUS
    assert finding.what.endswith(", with a school")
    (finding,) = found(post("Happy days with my daughter Poppy."), CHILD)
    assert finding.severity is Severity.WORTH_MENDING


@pytest.mark.parametrize(
    ("evidence", "severity"),
    [
        (post("My daughter Daisy started at Larkfield Primary School today."), Severity.SERIOUS),
        (post("Out on the water with my brother Edmund."), Severity.WORTH_MENDING),
        (news("Cllr Rosalind Quillfeather was joined by her son Jack at the count."), Severity.WORTH_MENDING),
        (
            news("Rosalind and Tobias married at Eastgate Chapel. Rosalind Quillfeather smiled. Her son Jack clapped."),
            Severity.WORTH_MENDING,
        ),
        (news("The funeral of Edna Marram, mother of Cllr Rosalind Quillfeather, is private."), Severity.WORTH_MENDING),
        (news("Rosalind Quillfeather smiled. Her partner, Alasdair, clapped."), Severity.WORTH_MENDING),
    ],
)
def test_a_relative_that_nobody_declared_is_asked_about(evidence, severity):
    (finding,) = found(evidence, STRANGER)
    assert not finding.declared
    assert finding.severity is severity
    assert finding.confidence is Confidence.LIKELY
    said = set(f"{finding.about} {finding.what} {finding.masked}".split())
    assert not {"Daisy", "Edmund", "Jack", "Alasdair", "Edna", "Marram"} & said


@pytest.mark.parametrize(
    "evidence",
    [
        news("Mrs Agnes Wherry told Cllr Rosalind Quillfeather that her son Jack walks to school."),
        news("Kit Marchbanks and his wife Ottilie came too."),
        news("Rosalind Quillfeather thanked the Mayor and his wife Ottilie."),
        post("My mum on Saturday: cake. My son Monday to Friday: crisps."),
        news("Her Majesty's ship; their father Christmas; our mother Earth."),
        page("Rosalind Quillfeather came third. Her husband Alasdair clapped."),
    ],
)
def test_other_people_s_families_are_not_asked_about(evidence):
    assert found(evidence, STRANGER) == []


def test_children_are_named_one_by_one():
    findings = found(news("Rosalind Quillfeather smiled. Their children, Poppy and Jack, clapped."), STRANGER)
    assert [finding.value for finding in findings] == ["Poppy", "Jack"]
    assert all(finding.what.startswith("Someone who may be your child is named") for finding in findings)


def test_one_name_is_asked_about_once():
    assert len(found(post("My son Jack. My son Jack!"), STRANGER)) == 1

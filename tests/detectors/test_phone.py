import pytest

from footprint.model import Confidence, Severity
from tests.judged import HER, STRANGER, account, detect, news, own_page, page, photo, post, record


def found(evidence, subject=HER):
    return detect("phone", evidence, subject)


@pytest.mark.parametrize(
    "written",
    [
        "07700 900417",
        "07700 900 417",
        "+44 7700 900417",
        "+44 (0)7700 900 417",
        "(0)7700-900-417",
        "07700.900.417",
        "00447700900417",
        "447700900417",
        "0 7700 900\n417",
        "07700\u00a0900\u2013417",
    ],
)
def test_the_mobile_in_any_usual_spelling(written):
    (finding,) = found(page(f"Ring {written}, please."))
    assert finding.what == "Your mobile number stands on www.somewhere.example"
    assert finding.masked == "▮▮▮17"
    assert finding.severity is Severity.SERIOUS
    assert finding.confidence is Confidence.CERTAIN
    assert finding.about.startswith("mobile ")
    assert finding.about.endswith(" · www.somewhere.example")


def test_the_landline_is_less_serious():
    (finding,) = found(page("Tel. (01632) 960733"))
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.about.startswith("landline ")


def test_two_numbers_are_two_findings():
    assert len(found(own_page("07700 900417 or 01632 960 733"))) == 2


def test_a_number_in_a_photo_s_copyright_and_in_an_account():
    (finding,) = found(photo(None, ("owner", "R Quillfeather, 07700 900417")))
    assert "IMG_2041.jpg" in finding.about
    assert found(account(bio="Text 07700 900417", handle="rosquill.bsky.example", declared=True))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Council: 01632 960 200",
        "Ring 07700 900418",
        "1077009004171",
        "ISBN 0-7700-9004-17",
        "reference 01632/960/200-B",
        "Contact the clerk, Mrs Joan Smith, on 01632 960555.",
        "Cllr Rosalind Quillfeather\nCllr Kit Marchbanks\nTel: 07700 900222",
        "Cllr Kit Marchbanks 07700 900222\nCllr Rosalind Quillfeather 01632 960200\nCllr Ursula Quilter 07700 900333",
        "Cllr Rosalind Quillfeather urged residents to ring the police on 101 or 0800 555 111.",
        "Rosalind Quillfeather spoke.\n\nNewsroom: 01632 960 480",
        "Cllr Rosalind Quillfeather opened the shop at 12 High Street. Tel 01632 960999",
        "Cllr Rosalind Quillfeather. Fax 01632 960555",
        "Cllr Rosalind Quillfeather\nMembers' line: 01632 960 299",
        "Cllr Rosalind Quillfeather, policy no. 07700 900555",
        "Rosalind Quillfeather: 07700 900555 (Hugo Pennywort, agent)",
        "Membership: Wilf Ansell, secretary, 07700 900 733",
    ],
)
def test_numbers_of_others_are_not_hers(text):
    assert found(news(text)) == []


@pytest.mark.parametrize(
    "text",
    ["If you are worried: Samaritans 116 123. Housing: 01632 960 777.", "The town clerk is Joan Smith: 01632 960555"],
)
def test_not_even_on_her_own_site(text):
    assert found(own_page(text)) == []


@pytest.mark.parametrize(
    "evidence",
    [
        news("Cllr Rosalind Quillfeather\nMobile: 07700 900555"),
        news("Cllr Rosalind Quillfeather (The Lantern Party)\nMillpond and Eastgate\nHome phone: 01632 960 851"),
        own_page("Call me on 07700 900555 any time."),
        post("New number! Text me on 07700 900555"),
        record(("Home mobile", "07700 900555"), register="councillor-list"),
        record(("", "Mobile phone: 07700 900555")),
    ],
)
def test_a_number_that_nobody_declared_is_asked_about(evidence):
    (finding,) = found(evidence, STRANGER)
    assert not finding.declared
    assert finding.confidence is Confidence.LIKELY
    assert "900555" not in finding.about + finding.what + finding.masked


@pytest.mark.parametrize(
    "fields",
    [(("Work phone", "01632 960555"),), (("", "Bus. phone: 01632 960555"),), (("", "Office mobile: 07700 900555"),)],
)
def test_an_office_s_number_in_the_council_s_records_is_not_hers(fields):
    assert found(record(*fields), STRANGER) == []


def test_on_a_page_that_is_hardly_about_her_only_the_declared_number_counts():
    assert found(page("Rosalind Quillfeather\nMobile: 07700 900555")) == []
    assert found(page("Rosalind Quillfeather, potter, of Port Gannet. Ring 07700 900846.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Don't DM me, ring 0113 496 0911, press 3, then pray",
        "Had 07700 900999 ring me six times claiming to be the tax office.",
    ],
)
def test_a_number_that_she_only_speaks_of(text):
    assert found(own_page(text)) == []


def test_the_next_in_a_list_of_first_names_is_another():
    assert found(news("Coaches: Rosalind Quillfeather, of course; Declan 07700 900071.")) == []


def test_her_own_phone_beside_the_council_s():
    (finding,) = found(news("Rosalind's own mobile, not the council one, is 07700 900591. Cllr Rosalind Quillfeather"))
    assert not finding.declared

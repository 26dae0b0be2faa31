from dataclasses import replace

import pytest

from footprint.model import Confidence, Identifier, Kind
from tests.judged import HER, STRANGER, detect, news, own_page, page, record


def found(evidence, subject=HER):
    return detect("email", evidence, subject)


@pytest.mark.parametrize(
    "written",
    [
        "rosalind.quillfeather@mail.example",
        "ROSALIND.Quillfeather@Mail.Example",
        "rosalind.quillfeather [at] mail [dot] example",
        "rosalind.quillfeather(at)mail.example",
        "rosalind dot quillfeather at mail dot example",
        "mailto:rosalind.quillfeather+news@mail.example",
    ],
)
def test_the_personal_address_in_any_usual_spelling(written):
    (finding,) = found(page(f"Write to {written}."))
    assert finding.declared
    assert finding.confidence is Confidence.CERTAIN
    assert finding.masked == "r▮▮▮.q▮▮▮@m▮▮▮.e▮▮▮"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cllr.r.quillfeather@thornmere.example",
        "democratic.services@thornmere.example",
        "rosalind.quillfeather@council.gov.uk",
        "xrosalind.quillfeather@mail.example.org",
        "Contact the clerk, Mrs Joan Smith: joan.smith@parish.example",
        "Cllr Rosalind Quillfeather said. newsdesk@thornmere-echo.example",
        "Rosalind Quillfeather: info@lanternparty.example",
        "E-mail the reporter: hugo.pennywort@echo.example",
        "kit.marchbanks@mail.example",
        "not an address @ all, a@b",
    ],
)
def test_addresses_of_offices_and_others_are_not(text):
    assert found(news(text)) == []


def test_an_address_of_her_own_site_is_meant_to_be_found():
    assert found(own_page("Write to me: hello@rosalindquillfeather.example")) == []


@pytest.mark.parametrize(
    "evidence",
    [
        news("Contact: r.quillfeather@othermail.example"),
        news("Contact: quillfeather.rosalind74@othermail.example"),
        news("Cllr Rosalind Quillfeather\nE-mail: swanlake@othermail.example"),
        own_page("Email me at swanlake@othermail.example"),
        record(
            ("Author", "Ros Quillfeather"), ("Author e-mail", "swanlake@othermail.example"), register="commit-emails"
        ),
    ],
)
def test_an_address_that_nobody_declared_is_asked_about(evidence):
    (finding,) = found(evidence, STRANGER)
    assert not finding.declared
    assert finding.confidence is Confidence.LIKELY
    assert "othermail" not in finding.about + finding.what + finding.masked


def test_two_addresses_with_the_same_hint_are_two_findings():
    two = replace(HER, identifiers=(*HER.identifiers, Identifier(Kind.EMAIL, "ros.quill@mail.example")))
    findings = found(own_page("rosalind.quillfeather@mail.example or ros.quill@mail.example"), two)
    assert len({finding.about for finding in findings}) == 2


def test_each_address_is_asked_about_once():
    assert len(found(news("r.quillfeather@othermail.example or R.Quillfeather@othermail.example"), STRANGER)) == 1


def test_a_firm_of_her_name_and_a_name_that_is_another_s():
    assert found(own_page("For my translations write to hello@quillfeather-words.example."))
    text = "A resident, t.hussain@quickpost.example, wrote in support; Cllr Rosalind Quillfeather thanked them."
    assert found(news(text)) == []

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Breach, Confidence, Severity
from footprint.remedies import library
from tests.examples import NOON
from tests.judged import detect, everything

LEAK = Breach(
    source="hibp",
    url="https://haveibeenpwned.com/Breach/TeaCosyClub",
    place="Leak from The Tea Cosy Club",
    title="Leak from The Tea Cosy Club",
    seen=NOON,
    service="The Tea Cosy Club",
    email="rosalind.quillfeather@mail.example",
    on=date(2019, 10, 4),
    leaked=("Email addresses", "Passwords", "Physical addresses"),
)


def found(**changes):
    [finding] = detect("breach", replace(LEAK, **changes))
    return finding


def test_which_address_stood_in_which_leak_and_what_else():
    finding = found()
    assert finding.what == (
        "Your e-mail address leaked from The Tea Cosy Club in October 2019, with a password and a postal address"
    )
    assert finding.value == "rosalind.quillfeather@mail.example"
    assert "rosalind" not in finding.masked
    assert "rosalind" not in finding.what
    assert finding.confidence is Confidence.CERTAIN
    assert finding.reasons[0] == "In it were: Email addresses, Passwords, Physical addresses"
    assert finding.registers == ("leaked-passwords", "leaked-address")
    assert finding.audience == "Whoever has got hold of what leaked"


@pytest.mark.parametrize(
    ("leaked", "severity", "words"),
    [
        (("Email addresses",), Severity.GOOD_TO_KNOW, ""),
        ((), Severity.GOOD_TO_KNOW, ""),
        (("Email addresses", "Email messages"), Severity.WORTH_MENDING, "private messages"),
        (("Phone numbers",), Severity.WORTH_MENDING, "a phone number"),
        (("Dates of birth",), Severity.WORTH_MENDING, "a date of birth"),
        (("Family members' names",), Severity.WORTH_MENDING, "family details"),
        (("Passwords",), Severity.SERIOUS, "a password"),
        (("Security questions and answers",), Severity.SERIOUS, "a password"),
        (("Home addresses",), Severity.SERIOUS, "a postal address"),
        (("IP addresses", "Usernames"), Severity.GOOD_TO_KNOW, ""),
        (("Partial credit card data", "Credit cards"), Severity.SERIOUS, "bank or identity details"),
        (("Government issued IDs",), Severity.SERIOUS, "bank or identity details"),
    ],
)
def test_what_leaked_decides_how_serious_it_is(leaked, severity, words):
    finding = found(leaked=leaked)
    assert finding.severity is severity
    assert finding.what.endswith(f", with {words}" if words else "in October 2019")


def test_a_sensitive_leak_is_worth_mending_and_says_why():
    finding = found(leaked=("Email addresses",), sensitive=True)
    assert finding.severity is Severity.WORTH_MENDING
    assert any("private" in reason for reason in finding.reasons)


def test_a_doubtful_leak_is_possible():
    assert found(verified=False).confidence is Confidence.POSSIBLE


def test_a_leak_without_a_day_says_none():
    assert found(on=None, leaked=()).what == "Your e-mail address leaked from The Tea Cosy Club"


def test_two_addresses_in_one_leak_are_two_findings_and_one_address_is_the_same_every_time():
    assert found().id == found(leaked=(), on=None, url="https://elsewhere.example").id
    assert found().id != found(email="cllr.r.quillfeather@thornmere.example").id
    assert found().id == found(email="Rosalind.Quillfeather@mail.example").id
    assert "rosalind" not in found().about


def test_no_other_detector_says_it_again():
    assert [finding.detector for finding in everything(LEAK)] == ["breach"]


def test_the_advice_for_a_password_comes_first_and_only_where_one_leaked():
    remedies = library.load()
    assert library.fitting(found(), remedies)[0] == "leaked-password"
    assert library.fitting(found(leaked=("Phone numbers",)), remedies) == ("leaked-details",)
    assert library.fitting(found(leaked=("Credit cards",)), remedies)[0] == "leaked-money"


@given(st.lists(st.text(max_size=60), max_size=20).map(tuple), st.text(max_size=80))
def test_whatever_a_service_writes_is_one_plain_line(leaked, service):
    finding = found(leaked=leaked, service=service)
    assert all(c.isprintable() for c in finding.what)
    assert all(c.isprintable() for reason in finding.reasons for c in reason)

from __future__ import annotations

import pytest

from footprint.detectors import all_detectors
from footprint.model import ALIKE, Confidence, Severity
from footprint.remedies import library
from tests.judged import account, everything, page

OFFICE = "Councillor for Millpond and Eastgate on Thornmere Borough Council."


def both(evidence):
    """What this detector and the one of accounts say; nobody says it twice."""
    found = [f for f in everything(evidence) if f.detector in ("impersonation", "account")]
    assert len(found) <= 1
    return found


def test_her_name_and_her_picture_are_serious():
    (finding,) = both(account(likeness=0.98))
    assert (finding.detector, finding.severity, finding.confidence) == (
        "impersonation",
        Severity.SERIOUS,
        Confidence.LIKELY,
    )
    assert finding.what == "An account on Bluesky bears your name and shows your picture. Is this you?"
    assert finding.reasons[:3] == (
        "It is not among the accounts in your profile",
        "It bears your name",
        "Its picture is a copy of the portrait in your profile",
    )
    assert not finding.declared
    assert "someone" not in finding.what + finding.masked + finding.about.split("·")[0]


def test_her_picture_under_another_name_is_worth_mending():
    (finding,) = both(account("Daphne Moorcroft", "Crypto tips", likeness=ALIKE))
    assert (finding.detector, finding.severity) == ("impersonation", Severity.WORTH_MENDING)
    assert "under another name" in finding.what


@pytest.mark.parametrize(
    ("bio", "claims"),
    [
        (OFFICE, "your ward, Millpond and Eastgate"),
        ("Working hard on Thornmere Borough Council", "your council, Thornmere Borough Council"),
        ("Lantern Party, always", "your party, The Lantern Party"),
    ],
)
def test_her_name_and_her_office_are_worth_mending(bio, claims):
    (finding,) = both(account(bio=bio))
    assert (finding.detector, finding.severity) == ("impersonation", Severity.WORTH_MENDING)
    assert f"It claims {claims}" in finding.reasons
    assert finding.what.endswith("bears your name and speaks as a councillor. Is this you?")


def test_a_title_before_her_name_is_a_claim():
    (finding,) = both(account("Cllr Rosalind Quillfeather", "Thornmere born and bred"))
    assert "It claims the office of a councillor" in finding.reasons


def test_the_name_alone_is_left_to_the_other():
    (finding,) = both(account(bio="Slow swimmer, fast knitter. Thornmere."))
    assert (finding.detector, finding.severity) == ("account", Severity.GOOD_TO_KNOW)


def test_a_picture_that_was_compared_and_is_another_says_nothing():
    (finding,) = both(account(bio="Slow swimmer. Thornmere.", likeness=ALIKE - 0.01))
    assert finding.detector == "account"


@pytest.mark.parametrize(
    "evidence",
    [
        account(handle="rosquill.bsky.example", declared=True, bio=OFFICE, likeness=1.0),
        account("Quill & Feather Stationery", OFFICE),
        account("Rosalind Quillfeather", "Potter. Stoneware from the harbour at Port Gannet."),
        account("", "", likeness=0.5),
        page(f"Rosalind Quillfeather. {OFFICE}"),
    ],
)
def test_these_pass_themselves_off_as_nobody(evidence):
    assert "impersonation" not in {finding.detector for finding in everything(evidence)}


def test_one_account_is_one_finding_every_time_and_two_are_two():
    (first,) = both(account(likeness=0.99))
    (again,) = both(account(likeness=0.95, bio="changed"))
    (other,) = both(account(likeness=0.99, handle="else.bsky.example"))
    assert first.id == again.id != other.id


@pytest.mark.parametrize(("source", "first"), [("bluesky", "bluesky"), ("mastodon", "mastodon"), ("github", "github")])
def test_how_to_report_it_is_told_for_its_service_first(source, first):
    (finding,) = both(account(likeness=0.99, source=source))
    remedies = library.fitting(finding, library.load())
    assert remedies[:2] == (f"impersonation-{first}", "impersonation")


def test_what_turns_out_to_be_her_own_is_only_good_to_know():
    (detector,) = (d for d in all_detectors() if d.name == "impersonation")
    assert detector.asks
    assert detector.own is Severity.GOOD_TO_KNOW

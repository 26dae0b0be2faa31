import pytest

from footprint.model import Confidence, Severity
from tests.judged import account, detect, page


def found(evidence):
    return detect("account", evidence)


def own(**changes):
    return account(handle="rosquill.bsky.example", declared=True, **changes)


def test_her_own_account_is_good_to_know():
    (finding,) = found(own(bio="Buses, lanterns, ducks."))
    assert finding.severity is Severity.GOOD_TO_KNOW
    assert finding.declared
    assert finding.value == "rosquill.bsky.example"
    assert finding.masked == "r▮▮▮.b▮▮▮.e▮▮▮"


@pytest.mark.parametrize(
    ("bio", "given"),
    [
        ("Text 07700 900417", "phone number"),
        ("14 Kingfisher Wharf, Thornmere", "home address"),
        ("rosalind.quillfeather@mail.example", "personal e-mail address"),
        ("TM4 6QH", "home postcode"),
    ],
)
def test_one_that_gives_something_away_is_worth_mending(bio, given):
    (finding,) = found(own(bio=bio))
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.what.endswith(f"and shows your {given}")
    assert bio not in finding.what


def test_one_of_her_name_may_be_hers():
    (finding,) = found(account(bio="Slow swimmer, fast knitter. Thornmere."))
    assert finding.confidence is Confidence.POSSIBLE
    assert finding.what == "An account on Bluesky bears your name. Is this you?"
    assert not finding.declared
    assert "someone" not in finding.about.split("·", maxsplit=1)[0] + finding.masked


def test_one_that_links_to_her_site_is_likely_hers():
    (finding,) = found(account(links=("http://www.rosalindquillfeather.example",)))
    assert finding.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    "evidence",
    [
        account(name="Quill & Feather Stationery"),
        account(bio="Potter. Stoneware from the harbour at Port Gannet."),
        account(name="", bio=""),
        page("@rosquill.bsky.example"),
    ],
)
def test_other_people_s_accounts_are_not_shown(evidence):
    assert found(evidence) == []


@pytest.mark.parametrize("name", ["", "rosquill - Mere Photos", "Quentin Otherman, plumber"])
def test_one_with_her_user_name_is_asked_about_whatever_it_says(name):
    same = account(name, handle="RosQuill", service="Mere Photos", place="Mere Photos account RosQuill")
    (finding,) = found(same)
    assert finding.what == "An account with your user name exists on Mere Photos: is it yours?"
    assert finding.confidence is Confidence.POSSIBLE
    assert not finding.declared
    assert any("user name that you use elsewhere" in reason for reason in finding.reasons)
    assert "quill" not in (finding.about.split("·", maxsplit=1)[0] + finding.masked).lower()


def test_a_user_name_that_only_begins_like_hers_is_not_hers():
    assert found(account("", handle="rosquill2", service="Mere Photos")) == []

from datetime import UTC, datetime, timedelta

import pytest

from tests.servers import social as server

OWN, IMPERSONATOR, NAMESAKE = "rosquill.test", "rosquillfeather.test", "rosalind-of-elsewhere.test"
SOON = datetime.now(UTC) + timedelta(10)
ACCOUNTS = [
    {
        "handle": OWN,
        "name": "Ros Quillfeather",
        "bio": "Councillor for Millpond and Eastgate",
        "posts": [
            f"We are away on holiday in Brittany until {SOON:%d %B %Y}. The house is all quiet.",
            "The fountain works again.",
        ],
    },
    {
        "handle": IMPERSONATOR,
        "name": "Rosalind Quillfeather",
        "bio": "Lantern councillor for Millpond and Eastgate, Thornmere Borough Council. Send me your bank details.",
        "posts": ["Pay me here."],
    },
    {"handle": "gardens.test", "name": "Gardens of Thornmere", "bio": "Roses", "posts": []},
]


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    with server.network(tmp_path_factory.mktemp("social"), ACCOUNTS) as port:
        yield port


@pytest.fixture
def made(audit, handle, network):
    return audit({"bluesky": (server.HOST, network, "")}, handle(OWN, "bluesky"))


def test_what_the_own_account_tells_is_found(made):
    away = [found for found in made.findings if found.detector in ("whereabouts", "absence")]
    assert away
    assert all(OWN in place.url for found in away for place in found.where)


def test_an_account_that_bears_the_name_is_found_and_others_are_not(made):
    seen = {
        place.url.rpartition("/")[2] for found in made.findings for place in found.where if "/post/" not in place.url
    }
    assert IMPERSONATOR in seen
    assert "gardens.test" not in seen


def test_every_question_was_answered(made):
    assert not [skip for skip in made.skipped if skip.identifier]
    assert {line.outcome for line in made.sent} == {"200"}

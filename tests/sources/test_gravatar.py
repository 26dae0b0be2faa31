from __future__ import annotations

import hashlib

import pytest

from footprint.errors import Throttled, Unexpected
from footprint.model import Account, Identifier, Kind, SourceSettings
from footprint.sources.gravatar import Gravatar

EMAIL = "rosalind.quillfeather@mail.example"
URL = f"https://api.gravatar.com/v3/profiles/{hashlib.sha256(EMAIL.encode()).hexdigest()}"
PROFILE = {
    "hash": "27205e5c51cb03f862138b22bcb5dc20f94a342e744ff6df1b8dc8af3c865109",
    "display_name": "Ros Q",
    "profile_url": "https://gravatar.com/rosquill",
    "avatar_url": "https://0.gravatar.com/avatar/27205e5c",
    "avatar_alt_text": "",
    "location": "Kingfisher Wharf, Thornmere",
    "description": "Gardener, councillor",
    "job_title": "",
    "company": None,
    "verified_accounts": [
        {
            "service_type": "tumblr",
            "service_label": "Tumblr",
            "service_icon": "https://gravatar.com/icons/tumblr.svg",
            "url": "https://rosquill.tumblr.example",
            "is_hidden": False,
        }
    ],
    "pronunciation": "",
    "pronouns": "she/her",
    "timezone": "",
    "languages": [],
    "first_name": "Rosalind",
    "last_name": "Quillfeather",
    "is_organization": False,
    "links": [{"label": "My site", "url": "http://www.rosalindquillfeather.example"}],
    "interests": [],
    "payments": {"links": [], "crypto_wallets": []},
    "contact_info": {"cell_phone": "07700 900 417", "contact_form": None},
    "gallery": [],
    "number_verified_accounts": 1,
    "last_profile_edit": "2025-07-19T00:42:37Z",
    "registration_date": "2023-04-25T12:17:23Z",
}


def test_the_address_itself_is_in_no_question(subject):
    queries = list(Gravatar().plan(subject))
    assert queries[0].url == URL
    assert len(queries) == 2
    assert not any("@" in query.url or "quillfeather" in query.url for query in queries)
    assert all("hash" in query.sends[0] and "hash" in query.then for query in queries)


def test_an_address_is_hashed_as_gravatar_does(subject_with):
    written = subject_with(identifiers=(Identifier(Kind.EMAIL, f" {EMAIL.title()} "),))
    assert [query.url for query in Gravatar().plan(written)] == [URL]


def test_nothing_is_planned_without_an_address(subject_with):
    assert list(Gravatar().plan(subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),)))) == []


async def test_a_profile_says_place_contacts_and_links(subject, serve, fetched):
    query = next(Gravatar().plan(subject))
    [account] = await fetched(Gravatar(), query, subject, serve({URL: PROFILE}))
    assert isinstance(account, Account)
    assert account.declared
    assert account.handle == "rosquill"
    assert account.url == "https://gravatar.com/rosquill"
    assert account.text.splitlines() == [
        "Ros Q",
        "Name: Rosalind Quillfeather",
        "Location: Kingfisher Wharf, Thornmere",
        "About: Gardener, councillor",
        "Cell phone: 07700 900 417",
        "http://www.rosalindquillfeather.example",
        "https://rosquill.tumblr.example",
    ]


async def test_no_profile_is_an_answer(subject, serve, fetched):
    query = next(Gravatar().plan(subject))
    assert await fetched(Gravatar(), query, subject, serve({URL: 404})) == []


async def test_a_bare_profile_with_a_list_for_an_empty_object_is_read(subject, serve, fetched):
    bare = {"hash": "2720", "profile_url": "https://gravatar.com/", "contact_info": [], "links": None}
    query = next(Gravatar().plan(subject))
    [account] = await fetched(Gravatar(), query, subject, serve({URL: bare}))
    assert (account.handle, account.text) == ("2720", "")


@pytest.mark.parametrize("answer", ["<h1>Sorry</h1>", [], {"error": "broken"}, {"hash": "2720", "profile_url": {}}])
async def test_another_shape_is_said(subject, serve, fetched, answer):
    query = next(Gravatar().plan(subject))
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await fetched(Gravatar(), query, subject, serve({URL: answer}))


async def test_being_throttled_is_said(subject, serve, fetched):
    query = next(Gravatar().plan(subject))
    with pytest.raises(Throttled):
        await fetched(Gravatar(), query, subject, serve({URL: Throttled("Slow down.")}))


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("gravatar", address="http://gravatar.example"))
    hers, the_councils = Gravatar().plan(who)
    web = await wire({hers.url: PROFILE}, "gravatar")
    [account] = await fetched(Gravatar(), hers, who, web)
    assert account.handle == "rosquill"
    assert await fetched(Gravatar(), the_councils, who, web) == []

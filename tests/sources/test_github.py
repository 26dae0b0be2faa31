from __future__ import annotations

import pytest

from footprint.errors import Blocked, Throttled, Unexpected
from footprint.model import Account, Cause, Identifier, Kind, Record, Skipped, SourceSettings
from footprint.sources.github import GitHub

USER = "https://api.github.com/users/rosquill"
COMMITS = "https://api.github.com/search/commits?q=author:rosquill&sort=author-date&order=desc&per_page=100"
SEARCH = "https://api.github.com/search/users?q=fullname%3A%22Rosalind%20Quillfeather%22%20type%3Auser&per_page=8"
PROFILE = {
    "login": "rosquill",
    "id": 70090041,
    "node_id": "MDQ6VXNlcjcwMDkwMDQx",
    "avatar_url": "https://avatars.githubusercontent.com/u/70090041?v=4",
    "html_url": "https://github.com/rosquill",
    "type": "User",
    "user_view_type": "public",
    "site_admin": False,
    "name": "Ros Quillfeather",
    "company": None,
    "blog": "www.rosalindquillfeather.example",
    "location": "Thornmere",
    "email": "rosalind.quillfeather@mail.example",
    "hireable": None,
    "bio": "Ward maps for Millpond and Eastgate",
    "twitter_username": None,
    "public_repos": 2,
    "followers": 3,
    "created_at": "2020-08-25T10:00:00Z",
}


def commit(email: str, sha: str = "a1b2c3") -> dict[str, object]:
    return {
        "url": f"https://api.github.com/repos/rosquill/ward-maps/commits/{sha}",
        "sha": sha,
        "html_url": f"https://github.com/rosquill/ward-maps/commit/{sha}",
        "commit": {
            "author": {"date": "2025-05-01T21:14:02.000+01:00", "name": "Ros Quillfeather", "email": email},
            "committer": {"date": "2025-05-01T21:14:02.000+01:00", "name": "GitHub", "email": "noreply@github.com"},
            "message": "Mend the map",
        },
        "author": None,
        "repository": {"id": 1, "full_name": "rosquill/ward-maps", "private": False},
        "score": 1.0,
    }


def answer(*items: object, total: int | None = None) -> dict[str, object]:
    return {"total_count": len(items) if total is None else total, "incomplete_results": False, "items": list(items)}


def test_profile_and_commits_of_the_declared_handle_are_planned(subject):
    assert [(query.url, query.sends) for query in GitHub().plan(subject)] == [
        (USER, ("rosquill",)),
        (COMMITS, ("rosquill",)),
        (SEARCH, ("Rosalind Quillfeather",)),
        (SEARCH.replace("Rosalind", "Ros"), ("Ros Quillfeather",)),
    ]


def test_nothing_is_planned_without_a_handle(subject_with):
    other = Identifier(Kind.HANDLE, "rosquill", "bluesky")
    assert list(GitHub().plan(subject_with(identifiers=(other,)))) == []


def test_a_hostile_handle_stays_one_part_of_the_address(subject_with):
    odd = Identifier(Kind.HANDLE, "../x?y=1#z", "github")
    first = next(GitHub().plan(subject_with(identifiers=(odd,))))
    assert first.url == "https://api.github.com/users/..%2Fx%3Fy%3D1%23z"


async def test_the_profile_is_an_account(subject, serve, fetched):
    profile, *_ = GitHub().plan(subject)
    web = serve({USER: PROFILE})
    [account] = await fetched(GitHub(), profile, subject, web)
    assert isinstance(account, Account)
    assert account.declared
    assert account.text.splitlines() == [
        "Ros Quillfeather",
        "About: Ward maps for Millpond and Eastgate",
        "Location: Thornmere",
        "E-mail: rosalind.quillfeather@mail.example",
        "www.rosalindquillfeather.example",
    ]
    assert web.asked[0][1]["secret_headers"] == {}


async def test_a_key_goes_into_a_secret_header_only(subject, serve, fetched):
    profile, *_ = GitHub().plan(subject)
    web = serve({USER: PROFILE}, key="ghp_invented")
    await fetched(GitHub(), profile, subject, web)
    [(url, options)] = web.asked
    assert options.pop("secret_headers") == {"Authorization": "Bearer ghp_invented"}
    assert "ghp_invented" not in f"{url} {options}"


async def test_addresses_in_commits_are_records_once_each(subject, serve, fetched):
    _, commits, *_ = GitHub().plan(subject)
    items = (
        commit("Rosalind.Quillfeather@mail.example"),
        commit("rosalind.quillfeather@mail.example", "d4e5f6"),
        commit("70090041+rosquill@users.noreply.github.com", "0a0b0c"),
        commit("", "0d0e0f"),
    )
    [record] = await fetched(GitHub(), commits, subject, serve({COMMITS: answer(*items)}))
    assert isinstance(record, Record)
    assert record.register == "commit-emails"
    assert record.url == "https://github.com/rosquill/ward-maps/commit/a1b2c3"
    assert dict(record.fields)["Author e-mail"] == "rosalind.quillfeather@mail.example"


async def test_no_commits_are_an_answer(subject, serve, fetched):
    _, commits, *_ = GitHub().plan(subject)
    assert await fetched(GitHub(), commits, subject, serve({COMMITS: answer()})) == []


async def test_commits_that_were_not_read_are_said(subject, serve, fetched):
    _, commits, *_ = GitHub().plan(subject)
    items = await fetched(GitHub(), commits, subject, serve({COMMITS: answer(commit("a@b.example"), total=340)}))
    assert isinstance(items[-1], Skipped)
    assert items[-1].cause is Cause.TOO_LARGE
    assert "340" in items[-1].reason


async def test_an_unknown_user_is_said(subject, serve, fetched):
    profile, *_ = GitHub().plan(subject)
    with pytest.raises(Unexpected, match="knows no user"):
        await fetched(GitHub(), profile, subject, serve({USER: 404}))


@pytest.mark.parametrize("broken", ["<!DOCTYPE html><title>Unicorn!</title>", [], {"message": "Bad credentials"}])
async def test_another_shape_is_said(subject, serve, fetched, broken):
    for query, url in zip(GitHub().plan(subject), (USER, COMMITS, SEARCH), strict=False):
        with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
            await fetched(GitHub(), query, subject, serve({url: broken}))


@pytest.mark.parametrize("error", [Throttled("Slow down."), Blocked("Not you.")])
async def test_refusals_are_said(subject, serve, fetched, error):
    profile, *_ = GitHub().plan(subject)
    with pytest.raises(type(error)):
        await fetched(GitHub(), profile, subject, serve({USER: error}))


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("github", address="http://api.github.example"))
    profile, commits, *_ = GitHub().plan(who)
    served = {profile.url: PROFILE, commits.url: answer(commit("rosalind.quillfeather@mail.example"))}
    web = await wire(served, "github", key="ghp_invented")
    [account] = await fetched(GitHub(), profile, who, web)
    [record] = await fetched(GitHub(), commits, who, web)
    assert account.handle == "rosquill"
    assert "rosalind.quillfeather@mail.example" in record.text


# --- accounts of the name ---------------------------------------------------------------------------------------


def hit(login: str) -> dict[str, object]:
    return {"login": login, "id": 1, "html_url": f"https://github.com/{login}", "type": "User", "score": 1.0}


def other(login: str, **changes: object) -> dict[str, object]:
    return PROFILE | {"login": login, "html_url": f"https://github.com/{login}", "email": None} | changes


async def test_each_account_of_the_name_is_opened_but_her_own(subject, serve, fetched):
    *_, search, _ = GitHub().plan(subject)
    api = "https://api.github.com/users"
    web = serve(
        {
            SEARCH: answer(hit("RosQuill"), hit("quillpots"), hit("nameless")),
            f"{api}/quillpots": other("quillpots", name="Rosalind Quillfeather", bio="Glazes"),
            f"{api}/nameless": other("nameless", name=None),
        }
    )
    [account] = await fetched(GitHub(), search, subject, web)
    assert (account.handle, account.declared, account.name) == ("quillpots", False, "Rosalind Quillfeather")
    assert account.picture == "https://avatars.githubusercontent.com/u/70090041?v=4"
    assert web.urls == [SEARCH, f"{api}/quillpots", f"{api}/nameless"]


async def test_an_account_that_does_not_open_is_only_itself_missing(subject, serve, fetched):
    *_, search, _ = GitHub().plan(subject)
    api = "https://api.github.com/users"
    web = serve(
        {
            SEARCH: answer(hit("one"), hit("two")),
            f"{api}/one": Throttled("Slow down."),
            f"{api}/two": other("two"),
        }
    )
    skipped, account = await fetched(GitHub(), search, subject, web)
    assert (skipped.identifier, skipped.cause) == ("https://github.com/one", Cause.THROTTLED)
    assert account.handle == "two"


async def test_accounts_that_were_not_opened_are_said(subject, serve, fetched):
    *_, search, _ = GitHub().plan(subject)
    [skipped] = await fetched(GitHub(), search, subject, serve({SEARCH: answer(total=40)}))
    assert skipped.cause is Cause.TOO_LARGE
    assert "40 accounts" in skipped.reason


def test_a_name_with_quotes_stays_one_phrase(subject_with):
    odd = Identifier(Kind.NAME, 'Ros "Quill" Feather')
    [query] = GitHub().plan(subject_with(identifiers=(odd,)))
    assert "q=fullname%3A%22Ros%20%20Quill%20%20Feather%22%20type%3Auser" in query.url

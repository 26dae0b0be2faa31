"""Accounts found by name, their pictures held beside the declared portrait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footprint.errors import Blocked, RobotsForbid
from footprint.model import ALIKE, Account, Cause, Skipped, SourceSettings
from footprint.sources import PICTURES_COMPARED
from footprint.sources.bluesky import Bluesky
from tests.portraits import encoded, portrait, square

SEARCH = "https://public.api.bsky.app/xrpc/app.bsky.actor.searchActors?q=Rosalind%20Quillfeather&limit=25"
CDN = "https://cdn.bsky.example/img"
HERS = encoded(square(portrait(1), 0.1).resize((128, 128)), quality=50)
ANOTHER = encoded(square(portrait(2)).resize((128, 128)))


@pytest.fixture
def who(subject, tmp_path):
    portrait(1).save(tmp_path / "me.png")
    return replace(subject, portrait=str(tmp_path / "me.png"))


def actor(handle: str, name: str, picture: str = "") -> dict[str, object]:
    shown = {"avatar": f"{CDN}/{picture}"} if picture else {}
    return {"did": f"did:plc:{handle}", "handle": f"{handle}.example", "displayName": name} | shown


@pytest.fixture
def search(who, serve, fetched):
    async def ask(actors, pictures, subject=who, **options):
        web = serve({SEARCH: {"actors": actors}} | {f"{CDN}/{name}": p for name, p in pictures.items()}, **options)
        query = next(query for query in Bluesky().plan(subject) if query.url == SEARCH)
        return await fetched(Bluesky(), query, subject, web), web

    return ask


async def test_the_picture_of_each_account_is_compared(search):
    actors = [
        actor("copy", "Rosalind Quillfeather", "hers"),
        actor("namesake", "Rosalind Quillfeather", "another"),
        actor("faceless", "Rosalind Quillfeather"),
    ]
    (copy, namesake, faceless), _ = await search(actors, {"hers": HERS, "another": ANOTHER})
    assert copy.shows_portrait
    assert copy.likeness >= ALIKE > namesake.likeness
    assert not namesake.shows_portrait
    assert faceless.likeness is None


async def test_one_that_shows_her_picture_under_another_name_is_kept_and_others_are_not(search):
    actors = [actor("thief", "Daphne Moorcroft", "hers"), actor("fan", "Quill Pens", "another"), actor("x", "X Y")]
    found, _ = await search(actors, {"hers": HERS, "another": ANOTHER})
    assert [account.handle for account in found] == ["thief.example"]


async def test_without_a_portrait_no_picture_is_fetched(search, subject):
    (account,), web = await search([actor("copy", "Rosalind Quillfeather", "hers")], {}, subject)
    assert web.urls == [SEARCH]
    assert account.likeness is None
    assert not next(query for query in Bluesky().plan(subject) if query.url == SEARCH).then


async def test_that_pictures_will_be_fetched_is_said_beforehand(who):
    assert "compare" in next(query for query in Bluesky().plan(who) if query.url == SEARCH).then
    assert all("me.png" not in f"{query}" for query in Bluesky().plan(who))


async def test_pictures_are_asked_for_as_robots_txt_allows_and_with_a_cap(search):
    _, web = await search([actor("copy", "Rosalind Quillfeather", "hers")], {"hers": HERS})
    _, options = web.asked[-1]
    assert options["robots"]
    assert options["cap"] <= 2_000_000
    assert not options.get("sends")


@pytest.mark.parametrize(
    ("picture", "cause"),
    [
        (Blocked("No."), Cause.BLOCKED),
        (RobotsForbid("Stay away."), Cause.ROBOTS),
        (404, Cause.UNEXPECTED),
        (b"no picture", Cause.UNREADABLE),
        (b"\xff" * 2_000_001, Cause.TOO_LARGE),
    ],
)
async def test_a_picture_that_cannot_be_had_is_said_of_the_account_and_the_account_kept(search, picture, cause):
    found, _ = await search([actor("copy", "Rosalind Quillfeather", "hers")], {"hers": picture})
    skipped, account = found
    assert (skipped.identifier, skipped.cause) == (account.url, cause)
    assert account.likeness is None


async def test_of_another_name_nothing_is_said_when_its_picture_cannot_be_had(search):
    assert (await search([actor("fan", "Quill Pens", "hers")], {"hers": Blocked("No.")}))[0] == []


async def test_a_portrait_that_cannot_be_read_is_said_with_the_mend(search, subject, tmp_path):
    for name in ("missing.png", "."):
        odd = replace(subject, portrait=str(tmp_path / name))
        found, web = await search([actor("copy", "Rosalind Quillfeather", "hers")], {}, odd)
        skipped, account = found
        assert isinstance(skipped, Skipped)
        assert "Name another picture" in skipped.reason
        assert isinstance(account, Account)
        assert web.urls == [SEARCH]


async def test_no_more_pictures_are_fetched_than_the_cap_and_that_is_said(search):
    count = PICTURES_COMPARED + 3
    actors = [actor(f"copy{number}", "Rosalind Quillfeather", f"hers{number}") for number in range(count)]
    found, web = await search(actors, {f"hers{number}": HERS for number in range(count)})
    assert len(web.asked) == 1 + PICTURES_COMPARED
    assert isinstance(found[-1], Skipped)
    assert found[-1].cause is Cause.TOO_LARGE
    assert len([item for item in found if isinstance(item, Account)]) == count


async def test_over_the_wire(who, wire, fetched):
    here = replace(who, sources=(SourceSettings("bluesky", address="http://bsky.example"),))
    query = next(query for query in Bluesky().plan(here) if "searchActors?q=Rosalind%20Quillfeather" in query.url)
    one = actor("copy", "Rosalind Quillfeather") | {"avatar": "http://cdn.example/a.jpg"}
    web = await wire({query.url: {"actors": [one]}, "http://cdn.example/a.jpg": HERS}, "bluesky")
    [account] = await fetched(Bluesky(), query, here, web)
    assert account.shows_portrait


async def test_accounts_of_the_name_are_compared_before_the_others(search):
    others = [actor(f"fan{number}", "Quill Pens", "another") for number in range(PICTURES_COMPARED)]
    found, _ = await search(
        [*others, actor("copy", "Rosalind Quillfeather", "hers")], {"hers": HERS, "another": ANOTHER}
    )
    assert found[0].shows_portrait

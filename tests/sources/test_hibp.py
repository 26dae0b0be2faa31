from __future__ import annotations

from datetime import date

import pytest

from footprint.errors import Blocked, NoKey, Throttled, Unexpected
from footprint.model import Breach, Cause, Identifier, Kind, SourceSettings
from footprint.sources.hibp import HaveIBeenPwned

MINE = "https://haveibeenpwned.com/api/v3/breachedaccount/rosalind.quillfeather%40mail.example?truncateResponse=false"
LEAK = {
    "Name": "TeaCosyClub",
    "Title": "The Tea Cosy Club",
    "Domain": "teacosy.example",
    "BreachDate": "2019-10-04",
    "AddedDate": "2019-12-04T00:00:00Z",
    "ModifiedDate": "2022-05-15T23:52:49Z",
    "PwnCount": 152445,
    "Description": "In October 2019, <em>The Tea Cosy Club</em> was broken into.",
    "DataClasses": ["Email addresses", "Password hints", "Passwords", "Physical addresses"],
    "IsVerified": True,
    "IsFabricated": False,
    "IsSensitive": False,
    "IsRetired": False,
    "IsSpamList": False,
    "IsMalware": False,
    "IsStealerLog": False,
    "IsSubscriptionFree": False,
    "LogoPath": "https://logos.example/TeaCosyClub.png",
}


@pytest.fixture
def query(subject):
    return next(iter(HaveIBeenPwned().plan(subject)))


def test_each_declared_address_is_one_question_and_nothing_else_is_sent(subject):
    queries = list(HaveIBeenPwned().plan(subject))
    assert queries[0].url == MINE
    assert [query.sends for query in queries] == [
        ("rosalind.quillfeather@mail.example",),
        ("cllr.r.quillfeather@thornmere.example",),
    ]


def test_without_an_address_nothing_is_asked(subject_with):
    assert not list(HaveIBeenPwned().plan(subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),))))


def test_an_address_cannot_lead_to_another_page(subject_with):
    odd = subject_with(identifiers=(Identifier(Kind.EMAIL, "a/../b?c#d@mail.example"),))
    [query] = HaveIBeenPwned().plan(odd)
    assert "/breachedaccount/a%2F..%2Fb%3Fc%23d%40mail.example?" in query.url


async def test_a_leak_is_read_whole(subject, serve, fetched, query):
    web = serve({MINE: [LEAK]}, key="secret")
    [leak] = await fetched(HaveIBeenPwned(), query, subject, web)
    assert isinstance(leak, Breach)
    assert leak.service == "The Tea Cosy Club"
    assert leak.email == "rosalind.quillfeather@mail.example"
    assert leak.on == date(2019, 10, 4)
    assert leak.leaked == ("Email addresses", "Password hints", "Passwords", "Physical addresses")
    assert (leak.sensitive, leak.verified) == (False, True)
    assert leak.url == "https://haveibeenpwned.com/Breach/TeaCosyClub"


async def test_the_key_goes_into_the_secret_header_alone(subject, serve, fetched, query):
    web = serve({MINE: []}, key="secret")
    await fetched(HaveIBeenPwned(), query, subject, web)
    [(url, options)] = web.asked
    assert options["secret_headers"] == {"hibp-api-key": "secret"}
    assert "secret" not in url
    assert options["sends"] == ("rosalind.quillfeather@mail.example",)


async def test_standing_in_no_leak_is_an_answer(subject, serve, fetched, query):
    assert await fetched(HaveIBeenPwned(), query, subject, serve({MINE: 404}, key="secret")) == []


async def test_without_a_key_nothing_is_asked_and_that_is_said(subject, serve, fetched, query):
    web = serve({MINE: [LEAK]})
    with pytest.raises(NoKey):
        await fetched(HaveIBeenPwned(), query, subject, web)
    assert not web.asked


@pytest.mark.parametrize(
    "case",
    [
        ({"IsVerified": False}, ("The Tea Cosy Club", False, False)),
        ({"IsFabricated": True}, ("The Tea Cosy Club", False, False)),
        ({"IsSensitive": True}, ("The Tea Cosy Club", True, True)),
        ({"IsVerified": None, "IsSensitive": None, "IsFabricated": None}, ("The Tea Cosy Club", False, True)),
        ({"Title": None}, ("TeaCosyClub", False, True)),
        ({"Title": "<b>Tea</b>\n&amp; Cosy"}, ("Tea & Cosy", False, True)),
    ],
)
async def test_what_is_doubtful_sensitive_or_left_out(subject, serve, fetched, query, case):
    change, expected = case
    [leak] = await fetched(HaveIBeenPwned(), query, subject, serve({MINE: [LEAK | change]}, key="secret"))
    assert (leak.service, leak.sensitive, leak.verified) == expected


@pytest.mark.parametrize("day", ["", "2019", "4 October 2019", "0000-00-00", None])
async def test_a_leak_without_a_day_has_none(subject, serve, fetched, query, day):
    [leak] = await fetched(HaveIBeenPwned(), query, subject, serve({MINE: [LEAK | {"BreachDate": day}]}, key="secret"))
    assert leak.on is None


@pytest.mark.parametrize("kinds", [None, [], [None, ""]])
async def test_a_leak_that_names_no_kinds_is_still_one(subject, serve, fetched, query, kinds):
    [leak] = await fetched(HaveIBeenPwned(), query, subject, serve({MINE: [LEAK | {"DataClasses": kinds}]}, key="k"))
    assert leak.leaked == ()


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", {"statusCode": 200}, [{"Title": "x"}], [1], [{"Name": {}}]])
async def test_another_shape_is_said(subject, serve, fetched, query, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await fetched(HaveIBeenPwned(), query, subject, serve({MINE: broken}, key="secret"))


async def test_a_key_that_is_not_paid_for_is_said_with_the_mend(subject, serve, fetched, query):
    web = serve({MINE: Blocked("haveibeenpwned.com did not accept the key.")}, key="secret")
    with pytest.raises(Blocked, match="still paid for"):
        await fetched(HaveIBeenPwned(), query, subject, web)


async def test_being_throttled_is_said(subject, serve, fetched, query):
    with pytest.raises(Throttled):
        await fetched(HaveIBeenPwned(), query, subject, serve({MINE: Throttled("Slow down.")}, key="secret"))


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("hibp", address="http://leaks.example"))
    mine, councils = HaveIBeenPwned().plan(who)
    web = await wire({mine.url: [LEAK]}, "hibp", key="secret")
    [leak] = await fetched(HaveIBeenPwned(), mine, who, web)
    assert leak.on == date(2019, 10, 4)
    assert await fetched(HaveIBeenPwned(), councils, who, web) == []


def test_it_is_paced_for_ten_questions_a_minute():
    assert HaveIBeenPwned.pace >= 6
    assert HaveIBeenPwned.key == "hibp"
    assert Cause.NO_KEY is NoKey.cause

"""Services that were asked too often say so with many statuses, and none of it is taken for an answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Blocked, Throttled, Unexpected
from footprint.web.notices import LONGEST, told, too_often, used_up
from footprint.web.shapes import Shape, Text
from tests.web.sites import Reply

HOME = "http://council.example/"


class Anything(Shape):
    detail: Text = ""
    message: Text = ""


def google(reason: str, message: str, domain: str = "youtube.quota") -> dict[str, object]:
    errors = [{"message": message, "domain": domain, "reason": reason}]
    return {"error": {"code": 403, "message": message, "errors": errors}}


QUOTA = google("quotaExceeded", 'You have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.')
SOON = [
    {"detail": "Request was throttled. Expected available in 45 seconds."},
    {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"},
    {"error": "Too many requests"},
    {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."},
    {"errorCode": 429, "title": "Rate Limit Exceeded", "description": ["Slow down."]},
    {"type": "about:blank", "title": "Too Many Requests", "status": 429},
    {"type": "ErrorResponse", "error": {"code": "RATE_LIMITED", "detail": "Request rate limit exceeded for plan."}},
    {
        "error": {
            "code": "RATE_LIMITED",
            "detail": "Too fast",
            "meta": {"quota_limit": 2000, "plan": "Free", "rate_limit": 1},
        }
    },
    {"error": {"code": "ratelimited", "info": "You've exceeded your rate limit."}},
    "Please limit requests to one every 5 seconds or contact us.",
    "<html><body><h1>429 Too Many Requests</h1></body></html>",
]
TODAY = [
    QUOTA,
    google("dailyLimitExceeded", "Daily Limit Exceeded", "usageLimits"),
    {"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 01:12:34."},
    {"error": {"code": "QUOTA_LIMITED", "detail": "Quota limit reached."}},
    {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "Resource has been exhausted."}},
    "Daily limit reached. Try again tomorrow.",
]
NONE = [
    {"login": "rosquill", "bio": "I exceeded my quota and the rate limit"},
    {"title": "Rate limits explained", "items": []},
    {"error": "This token has no access"},
    {"message": "Corporate Limited"},
    google("accessNotConfigured", "YouTube Data API has not been used in this project.", "usageLimits"),
    {"ldhName": "QUOTA-EXCEEDED.EXAMPLE", "notices": [{"title": "Rate limit", "description": ["Too many requests"]}]},
    [{"message": "Too many requests"}],
    {"items": [], "total_results": 0},
    7,
    None,
]


def sent(notice: object) -> bytes:
    return (notice if isinstance(notice, str) else json.dumps(notice)).encode()


@pytest.mark.parametrize("notice", [*SOON, *TODAY])
def test_a_notice_is_known_by_its_words(notice):
    assert too_often(told(sent(notice)))
    assert used_up(told(sent(notice))) == (notice in TODAY)


@pytest.mark.parametrize("data", NONE)
def test_data_that_speak_of_limits_are_no_notice(data):
    assert not too_often(told(sent(data)))


def test_a_long_answer_is_no_notice():
    assert told(sent({"message": "Too many requests " * LONGEST})) == ""


@given(st.binary(max_size=200) | st.recursive(st.none() | st.text(), lambda x: st.dictionaries(st.text(), x)).map(sent))
def test_whatever_comes_is_looked_at(body):
    assert isinstance(told(body), str)


@pytest.mark.parametrize("status", [200, 400, 402, 403, 429])
@pytest.mark.parametrize("notice", TODAY)
async def test_what_is_used_up_is_said_whatever_the_status_and_not_asked_for_again(site, web, status, notice):
    site.routes["/"] = Reply(status, sent(notice))
    with pytest.raises(Throttled, match=r"was asked as often as it allows.*tomorrow"):
        await web.json(HOME, Anything)
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [200, 400, 402, 403, 429])
@pytest.mark.parametrize("notice", SOON)
async def test_being_asked_to_slow_down_is_said_whatever_the_status(site, web, status, notice):
    site.routes["/"] = Reply(status, sent(notice))
    with pytest.raises(Throttled, match="later"):
        await web.json(HOME, Anything)


KEYS = [
    {
        "error": {
            "code": 400,
            "message": "API key not valid. Please pass a valid API key.",
            "status": "INVALID_ARGUMENT",
        }
    },
    {"type": "ErrorResponse", "error": {"code": "SUBSCRIPTION_TOKEN_INVALID", "detail": "The token is invalid."}},
    {"error": "Invalid API key"},
    {"message": "Access denied due to invalid subscription key."},
]


@pytest.mark.parametrize("status", [400, 401, 403, 422])
@pytest.mark.parametrize("notice", KEYS)
async def test_a_key_that_is_none_is_said_whatever_the_status(site, web, status, notice):
    site.routes["/"] = Reply(status, sent(notice))
    with pytest.raises(Blocked, match="did not accept the key"):
        await web.json(HOME, Anything, secret_headers={"X-Key": "0123456789"})


async def test_where_no_key_was_sent_none_is_refused(site, web):
    site.routes["/"] = Reply(400, sent(KEYS[0]))
    with pytest.raises(Unexpected, match="400"):
        await web.json(HOME, Anything)


@pytest.mark.parametrize("notice", [NONE[2], NONE[4], "No.", ""])
async def test_a_refusal_for_another_reason_stays_one(site, web, notice):
    site.routes["/"] = Reply(403, sent(notice))
    with pytest.raises(Blocked):
        await web.json(HOME, Anything)


@pytest.mark.parametrize(
    "headers", [{"Content-Encoding": "gzip"}, {"Content-Encoding": "br"}, {"Content-Length": "9" * 9}]
)
async def test_a_notice_that_cannot_be_read_leaves_the_status(site, web, headers):
    site.routes["/"] = Reply(403, b"Too many", headers)
    with pytest.raises(Blocked, match="403"):
        await web.json(HOME, Anything)


async def test_a_page_that_speaks_of_limits_is_a_page(site, web):
    site.routes["/"] = Reply(200, b"<p>Too many requests for allotments, says the council.</p>")
    assert b"allotments" in (await web.get(HOME)).body


async def test_data_are_still_data(site, web):
    site.routes["/"] = Reply(200, b'{"message": "Hello"}')
    assert (await web.json(HOME, Anything)).message == "Hello"
    site.routes["/b"] = Reply(200, b'{"message": ')
    with pytest.raises(Unexpected):
        await web.json(HOME + "b", Anything)

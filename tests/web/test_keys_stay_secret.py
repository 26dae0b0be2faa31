from __future__ import annotations

import asyncio
import logging
import traceback

import pytest
from pydantic import BaseModel

from footprint.errors import AddressRefused, CouldNotCheck, NoKey
from tests.web.sites import Reply, redirect, text

HOME = "http://council.example/"
HEADER = "h34der"
KEY = "k3y/+ with=odd&signs"
SPELLINGS = (KEY, "k3y%2F%2B+with%3Dodd%26signs", "k3y%2F%2B%20with%3Dodd%26signs", "k3y/%2B%20with%3Dodd%26signs")


class Count(BaseModel):
    count: int


def shows_key(text: str) -> bool:
    return any(spelling in text for spelling in SPELLINGS)


def everything_told(error: BaseException) -> str:
    """What any printer of errors could print: the text and those behind it, shown or not."""
    told, behind = [], error
    while behind is not None:
        told += [str(behind), repr(behind), *traceback.format_exception(behind)]
        behind = behind.__cause__ or behind.__context__
    return "\n".join(told)


async def _hang(reader, writer):
    await asyncio.sleep(60)


async def _rubbish(reader, writer):
    writer.write(b"rubbish\r\n\r\n")


@pytest.fixture
def keyed(client):
    return client.web("test", pace=0.0, key=KEY)


async def test_a_secret_is_sent_and_stands_in_no_answer_and_no_ledger(site, client, keyed):
    site.routes["/"] = text("ok")
    secret = {"secret_params": {"api_key": keyed.key}, "secret_headers": {"X-K": HEADER}}
    answer = await keyed.get(HOME, params={"q": "x"}, **secret)
    assert site.asked[0].target == "/?q=x&api_key=k3y%2F%2B+with%3Dodd%26signs"
    assert site.asked[0].headers["x-k"] == HEADER
    assert answer.url == client.ledger.lines[0].url == HOME + "?q=x"
    assert not shows_key(repr(keyed) + repr(client.ledger.lines) + repr(answer))


@pytest.mark.parametrize(
    "route",
    [
        *(Reply(status, KEY.encode()) for status in (401, 403, 404, 418, 429, 500)),
        Reply(200, KEY.encode()),
        Reply(200, KEY.encode(), {"Content-Encoding": "gzip"}),
        Reply(200, b"x" * 200),
        redirect("/?api_key=k3y%2F%2B+with%3Dodd%26signs"),
        redirect("http://other.example/?stolen=k3y%2F%2B+with%3Dodd%26signs"),
        redirect("http://127.0.0.1/"),
        redirect(f"{KEY}://"),
        _hang,
        _rubbish,
    ],
)
async def test_no_failure_tells_the_key(site, client, keyed, *, caplog, capfd, route):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "stamina", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    site.routes["/"] = route
    with pytest.raises(CouldNotCheck) as caught:
        await keyed.json(HOME, Count, cap=100, secret_params={"api_key": KEY}, secret_headers={"X-K": HEADER})
    printed = "".join((*caplog.messages, *capfd.readouterr(), repr(client.ledger.lines), everything_told(caught.value)))
    assert not shows_key(printed)
    assert HEADER not in printed
    assert caught.value.__context__ is None


async def test_the_wire_is_silent_whatever_level_is_set(site, keyed, caplog):
    for name in ("httpx", "httpcore.connection", "httpcore.http11", "stamina"):
        caplog.set_level(logging.DEBUG, name)
    site.routes["/"] = [Reply(503), text("ok")]
    await keyed.get(HOME, secret_params={"api_key": KEY})
    assert not [record for record in caplog.records if record.name.startswith(("httpx", "httpcore", "stamina"))]


async def test_secrets_stay_with_the_first_host(site, client, keyed):
    site.routes["council.example/"] = redirect("http://other.example/back")
    site.routes["other.example/back"] = redirect(HOME + "end")
    site.routes["council.example/end"] = text("ok")
    await keyed.get(HOME, secret_params={"api_key": KEY}, secret_headers={"X-K": HEADER}, headers={"X-Open": "y"})
    assert [("api_key" in asked.target, "x-k" in asked.headers, "x-open" in asked.headers) for asked in site.asked] == [
        (True, True, True),
        (False, False, True),
        (False, False, True),
    ]


async def test_secrets_go_along_on_the_same_host_and_stay_hidden(site, client, keyed):
    site.routes["/"] = redirect("/end?q=1&api_key=k3y%2F%2B+with%3Dodd%26signs")
    site.routes["/end"] = text("ok")
    answer = await keyed.get(HOME, secret_params={"api_key": KEY}, secret_headers={"X-K": HEADER})
    assert site.asked[1].target == "/end?q=1&api_key=k3y%2F%2B+with%3Dodd%26signs"
    assert site.asked[1].headers["x-k"] == HEADER
    assert answer.url == client.ledger.lines[1].url == HOME + "end?q=1"


@pytest.mark.parametrize("spelling", SPELLINGS[1:])
async def test_a_key_that_a_host_puts_into_its_own_address_is_blotted_out(site, client, keyed, spelling):
    site.routes["/"] = redirect(f"/session/{spelling}/")
    await _ignoring_errors(keyed.get(HOME, secret_params={"api_key": KEY}))
    assert len(client.ledger.lines) == 2
    assert not shows_key(repr(client.ledger.lines))


async def test_a_redirect_that_hands_the_key_to_another_host_is_not_followed(site, keyed):
    site.routes["/"] = redirect("http://other.example/?k=k3y%2F%2B+with%3Dodd%26signs")
    with pytest.raises(AddressRefused, match="with the key"):
        await keyed.get(HOME, secret_params={"api_key": KEY})
    assert len(site.asked) == 1


@pytest.mark.parametrize("value", ["line\nbreak", "schlüssel", "\x00"])
async def test_a_key_that_cannot_be_sent_is_said_to_be_wrong(site, client, value):
    with pytest.raises(NoKey, match="The key for test") as caught:
        await client.web("test", pace=0, key=value).get(HOME, secret_headers={"X-K": value})
    assert value not in everything_told(caught.value)
    assert site.asked == []


async def _ignoring_errors(asking):
    with pytest.raises(CouldNotCheck):
        await asking

from __future__ import annotations

import asyncio
import time

import pytest

from footprint.errors import Blocked
from footprint.web import Answer
from footprint.web.once import Once
from footprint.web.pace import Clock, in_words


async def test_a_thing_is_done_once_for_each_key():
    done = []

    async def make(key):
        done.append(key)
        await asyncio.sleep(0)
        return key.upper()

    once = Once()
    assert await asyncio.gather(*(once.get(key, lambda key=key: make(key)) for key in "aabab")) == list("AABAB")
    assert done == ["a", "b"]


async def test_a_failure_is_raised_anew_and_bare():
    async def fail():
        try:
            int("with a key in it")
        except ValueError as error:
            raise Blocked("no entry") from error

    once = Once()
    caught = []
    for _ in range(2):
        with pytest.raises(Blocked, match="no entry") as raised:
            await once.get("a", fail)
        caught.append(raised.value)
    assert caught[0] is not caught[1]
    assert all(error.__cause__ is error.__context__ is None for error in caught)


async def test_a_fault_is_no_outcome():
    async def fault():
        raise RuntimeError("a mistake of ours")

    once = Once(len, 1)
    with pytest.raises(RuntimeError):
        await once.get("a", fault)

    async def fine():
        return "fine"

    assert await once.get("b", fine) == "fine"
    await once.close()


async def test_the_oldest_values_are_let_go():
    made = []

    async def make(key):
        made.append(key)
        return key * 4

    once = Once(len, 9)
    for key in "abcab":
        await once.get(key, lambda key=key: make(key))
    assert made == ["a", "b", "c", "a", "b"]
    await once.get("b", lambda: make("b"))
    assert made == ["a", "b", "c", "a", "b"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 seconds"),
        (1, "1 second"),
        (90, "90 seconds"),
        (120, "2 minutes"),
        (5400, "90 minutes"),
        (7200, "2 hours"),
        (200_000, "2 days"),
    ],
)
def test_waits_are_told_as_people_tell_them(seconds, words):
    assert in_words(seconds) == words


async def test_the_clock_goes_forward():
    clock = Clock()
    before = clock.now()
    await clock.sleep(0.01)
    assert clock.now() > before
    assert abs(clock.now() - time.monotonic()) < 1


@pytest.mark.parametrize(("charset", "text"), [("cp1252", "caf\xe9"), ("", "caf\ufffd"), ("no-such", "caf\ufffd")])
def test_the_text_of_an_answer_never_fails(charset, text):
    assert Answer("http://council.example/", 200, "text/plain", charset, b"caf\xe9").text == text

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pydantic import BaseModel, Field

from footprint import __version__
from footprint.errors import (
    AddressRefused,
    Blocked,
    CouldNotCheck,
    HeldBack,
    Offline,
    ServiceFailed,
    Throttled,
    TimedOut,
    TooLarge,
    Unexpected,
)
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.limits import Limits
from tests.web.conftest import NO_CERTIFICATES
from tests.web.sites import Reply, redirect, text

HOME = "http://council.example/"


class Count(BaseModel):
    count: int
    names: list[str] = Field(default=[], alias="theNames")


# --- answers --------------------------------------------------------------------------------------------------------


async def test_an_answer_has_address_status_type_charset_and_body(site, web):
    site.routes["/"] = Reply(200, "Sgŵar".encode(), {"Content-Type": 'Text/HTML; Charset="UTF-8"'})
    answer = await web.get(HOME + "#part")
    assert (answer.url, answer.status, answer.media_type, answer.charset) == (HOME, 200, "text/html", "utf-8")
    assert answer.text == "Sgŵar"


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("-", "", ""),
        ("text/plain", "text/plain", ""),
        ("text/html; charset=idna", "text/html", ""),
        ("text/html; charset=unicode_escape", "text/html", ""),
        ("text/html; charset=ISO-8859-1", "text/html", "cp1252"),
        ("<script>; charset=", "", ""),
        ("application/atom+xml;profile=x;charset=utf8", "application/atom+xml", "utf-8"),
    ],
)
async def test_odd_content_types_are_read_as_far_as_they_make_sense(site, web, header, media_type, charset):
    site.routes["/"] = Reply(200, b"\xff", {"Content-Type": header})
    answer = await web.get(HOME)
    assert (answer.media_type, answer.charset) == (media_type, charset)
    assert answer.text


async def test_parameters_are_added_to_the_address_and_shown(site, client, web):
    site.routes["/search"] = text("ok")
    await web.get(HOME + "search?a=1", params={"q": "Ros Quillfeather"}, sends=("Ros Quillfeather",))
    assert site.asked[0].target == "/search?a=1&q=Ros+Quillfeather"
    line = client.ledger.lines[0]
    assert line.url == HOME + "search?a=1&q=Ros+Quillfeather"
    assert line.sends == ("Ros Quillfeather",)


async def test_the_user_agent_names_the_program_and_nobody(site, web):
    site.routes["/"] = text("ok")
    await web.get(HOME, headers={"accept": "application/json", "accept-encoding": "br", "X-More": "y"})
    headers = site.asked[0].headers
    assert headers["user-agent"].startswith(f"Footprint/{__version__} (")
    assert headers["accept"] == "application/json"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["x-more"] == "y"
    assert not {"cookie", "referer"} & set(headers)


async def test_no_cookie_comes_back(site, web):
    site.routes["/"] = Reply(200, b"a", {"Set-Cookie": "id=1"})
    site.routes["/next"] = text("b")
    await web.get(HOME)
    await web.get(HOME + "next")
    assert "cookie" not in site.asked[1].headers


async def test_the_environment_names_no_proxy(site, web, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.routes["/"] = text("ok")
    assert (await web.get(HOME)).text == "ok"


# --- statuses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
async def test_a_missing_page_is_an_error_unless_it_is_wanted(site, web, status):
    site.routes["/"] = Reply(status, b"gone")
    with pytest.raises(Unexpected, match=r"no such page on council\.example"):
        await web.get(HOME)
    answer = await web.get(HOME, missing_ok=True)
    assert answer.missing
    assert answer.body == b"gone"
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (401, Blocked, "key or a sign-in"),
        (403, Blocked, "does not let programs in"),
        (451, Blocked, "legal reasons"),
        (429, Throttled, "slow down"),
        (500, ServiceFailed, "out of order"),
        (501, ServiceFailed, "out of order"),
        (503, ServiceFailed, "out of order"),
        (304, Unexpected, "status 304"),
        (302, Unexpected, "status 302"),
        (418, Unexpected, "status 418"),
        (600, ServiceFailed, "600"),
    ],
)
async def test_every_status_has_its_reason(site, web, status, kind, words):
    site.routes["/"] = Reply(status, b"the body says what it likes")
    with pytest.raises(kind, match=words) as caught:
        await web.get(HOME)
    assert "council.example" in str(caught.value)
    assert "likes" not in str(caught.value)


async def test_a_refused_key_is_told_from_a_missing_one(site, web):
    site.routes["/"] = Reply(401)
    with pytest.raises(Blocked, match="did not accept the key"):
        await web.get(HOME, secret_headers={"X-Key": "k-1234567"})


# --- trying again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_what_may_pass_is_tried_again_and_every_attempt_is_in_the_ledger(site, client, web, status):
    site.routes["/"] = [Reply(status), text("better")]
    assert (await web.get(HOME)).text == "better"
    assert [line.outcome for line in client.ledger.lines] == [str(status), "200"]


async def test_there_are_three_attempts_at_most(site, web):
    site.routes["/"] = Reply(503)
    with pytest.raises(ServiceFailed):
        await web.get(HOME)
    assert len(site.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 501])
async def test_what_will_not_pass_is_asked_once(site, web, status):
    site.routes["/"] = Reply(status)
    with pytest.raises(CouldNotCheck):
        await web.get(HOME)
    assert len(site.asked) == 1


async def test_retry_after_is_waited_for(site, web, clock):
    site.routes["/"] = [Reply(429, headers={"Retry-After": "7"}), text("ok")]
    await web.get(HOME)
    assert clock.waits == [7.0]


async def test_retry_after_may_be_a_date(site, web, clock):
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    site.routes["/"] = [Reply(503, headers={"Retry-After": then}), text("ok")]
    await web.get(HOME)
    assert 15 < clock.waits[0] <= 20


@pytest.mark.parametrize("rubbish", ["soon", "-5", "Mon, 99 Foo 2020", "1e9", "٣", ""])
async def test_rubbish_in_retry_after_is_passed_over(site, web, clock, rubbish):
    site.routes["/"] = [Reply(429, headers={"Retry-After": rubbish}), text("ok")]
    assert (await web.get(HOME)).text == "ok"
    assert clock.waits == []


@pytest.mark.parametrize(
    ("status", "wait", "words"), [(429, "7200", "2 hours"), (503, "300", "5 minutes"), (429, "9" * 40, "days")]
)
async def test_a_long_wait_is_not_waited_for_and_the_host_is_left_alone(
    site, client, web, *, clock, status, wait, words
):
    site.routes["/"] = Reply(status, headers={"Retry-After": wait})
    site.routes["/else"] = text("ok")
    with pytest.raises(Throttled, match=words):
        await web.get(HOME)
    with pytest.raises(Throttled, match=words):
        await web.get(HOME + "else")
    assert (len(site.asked), clock.waits) == (1, [])
    assert (await web.get("http://other.example/else")).text == "ok"


async def test_a_host_is_asked_again_once_its_wait_is_over(site, web, clock):
    site.routes["/"] = Reply(429, headers={"Retry-After": "7200"})
    site.routes["/else"] = text("ok")
    with pytest.raises(Throttled):
        await web.get(HOME)
    clock.time += 7201
    assert (await web.get(HOME + "else")).text == "ok"


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"X-RateLimit-Remaining": "0"}, Throttled),
        ({"RateLimit-Remaining": "0"}, Throttled),
        ({"X-RateLimit-Remaining": "12"}, Blocked),
        ({}, Blocked),
    ],
)
async def test_a_403_that_means_too_many_questions_is_throttled_and_not_asked_again(site, web, headers, kind):
    site.routes["/"] = Reply(403, headers=headers)
    with pytest.raises(kind, match=r"\(403\)"):
        await web.get(HOME)
    assert len(site.asked) == 1


async def test_a_403_that_says_when_to_come_back_is_waited_for(site, web, clock):
    site.routes["/"] = [Reply(403, headers={"Retry-After": "7"}), text("ok")]
    assert (await web.get(HOME)).body == b"ok"
    assert 7 in clock.waits


# --- redirects ------------------------------------------------------------------------------------------------------


async def test_redirects_are_followed_and_shown(site, client, web):
    site.routes["/"] = redirect("/a?x=1#frag", 301)
    site.routes["/a"] = redirect("//other.example/b", 307)
    site.routes["/b"] = text("there")
    answer = await web.get(HOME)
    assert (answer.text, answer.url) == ("there", "http://other.example/b")
    assert [(line.host, line.outcome) for line in client.ledger.lines] == [
        ("council.example", "301"),
        ("council.example", "307"),
        ("other.example", "200"),
    ]


async def test_five_redirects_are_followed_and_no_sixth(site, web):
    for step in range(5):
        site.routes[f"/{step}"] = redirect(f"/{step + 1}")
    site.routes |= {"/5": text("enough"), "/far": redirect("/0")}
    assert (await web.get(HOME + "0")).text == "enough"
    with pytest.raises(AddressRefused, match="more than 5 times"):
        await web.get(HOME + "far")


@pytest.mark.parametrize("target", ["/", "http://council.example/#again", "/b"])
async def test_a_circle_is_noticed_at_once(site, web, target):
    site.routes["/"] = redirect(target)
    site.routes["/b"] = redirect("/")
    with pytest.raises(AddressRefused, match="round in a circle"):
        await web.get(HOME)
    assert len(site.asked) <= 2


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://localhost/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:a00:1::]/",
        "http://[fe80::1%25eth0]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.0x1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.1/",
        "http://0/",
        "http://127.0.0.1./",
        "http://127.0.0.1../",
        "http://LOCALHOST./",
        "http://metadata.google.internal./computeMetadata/v1/",
        "http://127\u30020\u30020\u30021/",
        "http://127.0.0.\u0661/",
        "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
        "http://\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54/",
        "http://loc\u00adalhost/",
        "http://xn--/",
        "http://xn--localhost-/",
        "http://xn--a.council.example/",
        "http://127.0.0.1%2f.council.example/",
        "http://127.0.0.1:80\\@council.example/",
        "http://council.example\\@127.0.0.1/",
        "http://council.example:@127.0.0.1/",
        "//127.0.0.1/",
        "\\\\127.0.0.1\\x",
        "gopher://127.0.0.1/",
        "data:text/html,x",
        "ws://council.example/",
        "ftp://council.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://name:word@council.example/",
        "http://[bad",
        "http://council.example:99999/",
        "http://x\x7f.example/",
    ],
)
async def test_no_redirect_leads_where_nobody_should_go(site, web, target):
    site.routes["/"] = Reply(302, headers={"Location": target.encode().decode("latin-1")})
    with pytest.raises(CouldNotCheck) as caught:
        await web.get(HOME)
    assert isinstance(caught.value, AddressRefused) or "no such page" in str(caught.value)
    assert {asked.host for asked in site.asked} == {"council.example"}


@pytest.mark.parametrize(
    "url", ["council.example", "ftp://council.example/", "http://", "", "http://a b/", "http://\ud800/"]
)
async def test_what_is_no_address_is_refused(web, url):
    with pytest.raises(AddressRefused, match="not an address on the web"):
        await web.get(url)


async def test_the_ledger_drops_strings_that_a_redirect_drops(site, client, web):
    site.routes["/"] = redirect("http://other.example/consent")
    site.routes["/consent"] = redirect("/q?for=Ros%20Quillfeather")
    site.routes["/q"] = text("x")
    await web.get(HOME, params={"q": "ros quillfeather"}, sends=("Ros Quillfeather",))
    assert [line.sends for line in client.ledger.lines][:2] == [("Ros Quillfeather",), ()]


async def test_the_ledger_keeps_a_string_that_goes_on_in_disguise(site, client, web):
    site.routes["/hash/abc"] = redirect("http://other.example/hash/abc")
    site.routes["other.example/hash/abc"] = text("x")
    await web.get(HOME + "hash/abc", sends=("rosalind.quillfeather@mail.example",))
    assert {line.sends for line in client.ledger.lines} == {("rosalind.quillfeather@mail.example",)}


# --- rude servers ---------------------------------------------------------------------------------------------------


async def _hang(reader, writer):
    await asyncio.sleep(60)


async def _drip(reader, writer):
    writer.write(b"HTTP/1.1 200 X\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


async def _drip_headers(reader, writer):
    writer.write(b"HTTP/1.1 200 X\r\n")
    while True:
        writer.write(b"A: b\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def _flood(reader, writer):
    writer.write(b"HTTP/1.1 200 X\r\n\r\n")
    while True:
        writer.write(b"x" * 100_000)
        await writer.drain()


async def _flood_of_headers(reader, writer):
    writer.write(b"HTTP/1.1 200 X\r\n")
    while True:
        writer.write(b"A: " + b"b" * 10_000 + b"\r\n")
        await writer.drain()


async def _rubbish(reader, writer):
    writer.write(b"\x00\x01 this is no HTTP\r\n\r\n")


async def _silence(reader, writer):
    pass


async def _half(reader, writer):
    writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nhalf")
    await writer.drain()


async def _reset(reader, writer):
    writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nhalf")
    await asyncio.sleep(0.05)
    at_once = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    writer.transport.abort()


@pytest.mark.parametrize(
    ("rude", "kind", "outcome"),
    [
        (_hang, TimedOut, "timed out"),
        (_drip, TimedOut, "200, timed out"),
        (_drip_headers, TimedOut, "timed out"),
        (_flood, TooLarge, "200, too large"),
        (_flood_of_headers, Unexpected, "unexpected"),
        (_rubbish, Unexpected, "unexpected"),
        (_silence, Offline, "offline"),
        (_half, Unexpected, "200, unexpected"),
    ],
)
async def test_a_rude_server_is_a_reason_and_a_line_in_the_ledger(site, client, web, *, rude, kind, outcome):
    site.routes["/"] = rude
    with pytest.raises(kind, match=r"council\.example"):
        await web.get(HOME)
    assert client.ledger.lines[0].outcome == outcome


async def test_a_connection_that_breaks_is_tried_again(site, web):
    site.routes["/"] = [_silence, text("ok")]
    assert (await web.get(HOME)).text == "ok"


async def test_a_connection_that_keeps_breaking_is_a_reason(site, web):
    site.routes["/"] = _reset
    with pytest.raises(Offline, match="broke"):
        await web.get(HOME)
    assert len(site.asked) == 3


async def test_a_header_that_cannot_be_sent_is_a_reason(site, web):
    with pytest.raises(Unexpected, match="could not be asked in this way"):
        await web.get(HOME, headers={"X-More": "a\nb"})
    assert site.asked == []


async def test_a_host_that_hangs_again_and_again_is_left_alone(site, web):
    for page in "abcd":
        site.routes[f"/{page}"] = _hang
    for page in "abc":
        with pytest.raises(TimedOut):
            await web.get(HOME + page)
    with pytest.raises(Offline, match="3 times in a row"):
        await web.get(HOME + "d")
    assert len(site.asked) == 3


async def test_a_refused_connection_is_offline_and_not_in_the_ledger(site, going_out):
    await site.stop()
    async with going_out() as client:
        with pytest.raises(Offline, match=r"council\.example cannot be reached"):
            await client.web("test", pace=0).get(HOME)
        assert client.ledger.lines == ()


async def test_an_unknown_name_is_offline_and_asked_for_once(going_out):
    asked = []

    async def nothing(host, port):
        asked.append(host)
        raise OSError("Name or service not known")

    async with going_out(resolver=Resolver(lookup=nothing)) as client:
        web = client.web("test", pace=0)
        for page in ("a", "b"):
            with pytest.raises(Offline, match=r"council\.example could not be found"):
                await web.get(HOME + page)
        assert (client.ledger.lines, asked) == ((), ["council.example"])


# --- caps -----------------------------------------------------------------------------------------------------------


def _zlib(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"hello " * 100, mtime=0)),
        ("x-gzip", gzip.compress(b"hello " * 50, mtime=0) + gzip.compress(b"hello " * 50, mtime=0)),
        ("gzip", gzip.compress(b"hello " * 100, mtime=0) + b"\0" * 20),
        ("deflate", _zlib(b"hello " * 100, 15)),
        ("deflate", _zlib(b"hello " * 100, -15)),
        ("identity", b"hello " * 100),
        ("GZIP ", gzip.compress(b"hello " * 100, mtime=0)),
    ],
)
async def test_packed_answers_are_unpacked(site, web, encoding, packed):
    site.routes["/"] = Reply(200, packed, {"Content-Encoding": encoding})
    assert (await web.get(HOME)).body == b"hello " * 100


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_bomb_is_stopped_at_the_cap(site, web, encoding):
    bomb = gzip.compress(bytes(50_000_000)) if encoding == "gzip" else zlib.compress(bytes(50_000_000))
    site.routes["/"] = Reply(200, bomb, {"Content-Encoding": encoding})
    with pytest.raises(TooLarge, match="1 MB"):
        await web.get(HOME, cap=1_000_000)


async def test_a_body_as_large_as_the_cap_is_taken_and_one_byte_more_is_not(site, web):
    site.routes["/a"] = Reply(200, b"x" * 500, {"Content-Length": "-", "Connection": "close"})
    site.routes["/b"] = Reply(200, b"x" * 501, {"Content-Length": "-", "Connection": "close"})
    assert len((await web.get(HOME + "a", cap=500)).body) == 500
    with pytest.raises(TooLarge, match="500 bytes"):
        await web.get(HOME + "b", cap=500)


async def test_a_body_that_says_it_is_too_large_is_not_read(site, web):
    site.routes["/"] = Reply(200, b"x", {"Content-Length": "9" * 12})
    with pytest.raises(TooLarge):
        await web.get(HOME)


@pytest.mark.parametrize(
    ("encoding", "packed", "words"),
    [
        ("gzip", b"this is no gzip", "damaged"),
        ("gzip", gzip.compress(b"hello " * 100, mtime=0)[:-20], "broke off"),
        ("br", b"x", "not asked for"),
        ("gzip, gzip", b"x", "not asked for"),
        ("deflate", b"\x78\x9cnothing", "damaged"),
    ],
)
async def test_an_answer_that_cannot_be_unpacked_is_unexpected(site, web, encoding, packed, words):
    site.routes["/"] = Reply(200, packed, {"Content-Encoding": encoding})
    with pytest.raises(Unexpected, match=words):
        await web.get(HOME)


async def test_a_long_page_that_says_there_is_none_is_cut(site, web):
    site.routes["/"] = Reply(404, b"x" * 1000)
    assert len((await web.get(HOME, missing_ok=True, cap=100)).body) == 100


# --- data -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("media_type", ["application/json", "text/javascript", "text/plain", "-"])
async def test_json_is_read_whatever_it_is_called(site, web, media_type):
    site.routes["/"] = Reply(200, b'\xef\xbb\xbf{"count": 3, "more": 1}', {"Content-Type": media_type})
    assert (await web.json(HOME, Count)).count == 3


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"<html>sign in, secret-word</html>", "text/html", "web page where data"),
        (b" <!doctype html>secret-word", "application/json", "web page where data"),
        (b"secret-word", "application/json", "not the data expected"),
        (b"", "application/json", "not the data expected"),
        (b"[" * 100_000, "application/json", "not the data expected"),
        (b'{"count": "secret-word"}', "application/json", 'its "count"'),
        (b'{"count": 1, "theNames": {"secret-word": 1}}', "application/json", 'its "theNames"'),
        (b'["secret-word"]', "application/json", "shape that Footprint does not know. "),
    ],
)
async def test_data_of_another_shape_are_unexpected_and_never_quoted(site, web, body, media_type, words):
    site.routes["/"] = Reply(200, body, {"Content-Type": media_type})
    with pytest.raises(Unexpected, match=words) as caught:
        await web.json(HOME, Count)
    assert "secret-word" not in str(caught.value)
    assert "council.example" in str(caught.value)
    assert caught.value.__context__ is None


# --- once -----------------------------------------------------------------------------------------------------------


async def test_the_same_address_is_asked_once_in_a_run_by_all_sources(site, client):
    async def slowly(reader, writer):
        await asyncio.sleep(0.05)
        writer.write(text("ok").encoded())
        await writer.drain()

    site.routes["/"] = slowly
    webs = [client.web(f"source-{n}", pace=0) for n in range(5)]
    answers = await asyncio.gather(*(web.get(HOME) for web in webs))
    answers.append(await webs[0].get(HOME + "#later"))
    assert {answer.text for answer in answers} == {"ok"}
    assert (len(site.asked), len(client.ledger.lines)) == (1, 1)


async def test_a_failure_is_not_asked_for_again_either(site, web):
    site.routes["/"] = Reply(403)
    caught = []
    for _ in range(2):
        with pytest.raises(Blocked) as raised:
            await web.get(HOME)
        caught.append(raised.value)
    assert len(site.asked) == 1
    assert caught[0] is not caught[1]


async def test_who_is_cancelled_leaves_the_others_their_answer(site, web):
    async def slowly(reader, writer):
        await asyncio.sleep(0.1)
        writer.write(text("ok").encoded())
        await writer.drain()

    site.routes["/"] = slowly
    first, second = (asyncio.create_task(web.get(HOME)) for _ in range(2))
    await asyncio.sleep(0.05)
    first.cancel()
    assert (await second).text == "ok"
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_answers_beyond_what_is_kept_are_let_go(site, going_out):
    for page in "ab":
        site.routes[f"/{page}"] = Reply(200, b"x" * 60)
    async with going_out(kept=100) as client:
        web = client.web("test", pace=0)
        for page in "aabba":
            await web.get(HOME + page)
    assert site.paths == ["/a", "/b", "/a"]


async def test_a_client_that_is_closed_leaves_nothing_running(site, going_out):
    site.routes["/"] = _hang
    async with going_out(read=30, deadline=30) as client:
        asking = asyncio.create_task(client.web("test", pace=0).get(HOME))
        await asyncio.sleep(0.05)
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert [line.outcome for line in client.ledger.lines] == ["stopped before an answer came"]


# --- pace -----------------------------------------------------------------------------------------------------------


async def test_requests_to_one_host_are_kept_apart_and_others_do_not_wait(site, client, clock):
    site.routes |= {f"/{n}": text("ok") for n in range(3)}
    web = client.web("test", pace=2.5)
    await asyncio.gather(*(web.get(f"{HOME}{n}") for n in range(3)))
    assert clock.waits == [2.5, 2.5]
    await web.get("http://other.example/0")
    assert clock.waits == [2.5, 2.5]


async def test_pages_do_not_wait_for_the_limits_of_the_service_that_led_to_them(site, client, clock):
    site.routes |= {"/robots.txt": text("User-agent: *\nAllow: /")} | {f"/{n}": text("ok") for n in range(2)}
    web = client.web("test", pace=6.5)
    for n in range(2):
        await web.get(f"{HOME}{n}", robots=True)
    assert clock.waits == [1.0, 1.0]
    await web.get(f"{HOME}1?")
    assert clock.waits == [1.0, 1.0, 6.5]


async def test_one_host_is_asked_one_thing_at_a_time_and_hosts_side_by_side(site, client):
    at_once, most = {"council.example": 0, "all": 0}, {"council.example": 0, "all": 0}

    def counting(host):
        async def count(reader, writer):
            for key in (host, "all"):
                at_once[key] = at_once.get(key, 0) + 1
                most[key] = max(most.get(key, 0), at_once[key])
            await asyncio.sleep(0.03)
            for key in (host, "all"):
                at_once[key] -= 1
            writer.write(text("ok").encoded())
            await writer.drain()

        return count

    hosts = ("council.example", "other.example", "news.example")
    site.routes |= {f"{host}/{n}": counting(host) for host in hosts for n in range(3)}
    web = client.web("test", pace=0)
    await asyncio.gather(*(web.get(f"http://{host}/{n}") for host in hosts for n in range(3)))
    assert {most[host] for host in hosts} == {1}
    assert most["all"] == 3


async def test_no_more_hosts_than_allowed_are_asked_at_once(site, going_out):
    now = most = 0

    async def count(reader, writer):
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1
        writer.write(text("ok").encoded())
        await writer.drain()

    hosts = [f"h{n}.example" for n in range(6)]
    site.routes["/"] = count
    async with going_out(hosts=hosts) as client:
        client._hosts = asyncio.Semaphore(2)
        web = client.web("test", pace=0)
        await asyncio.gather(*(web.get(f"http://{host}/") for host in hosts))
    assert most == 2


async def test_sixty_hosts_are_asked_at_once(site, clock):
    together = asyncio.Barrier(60)

    async def when_all_are_there(reader, writer):
        await together.wait()
        writer.write(text("ok").encoded())
        await writer.drain()

    site.routes["/"] = when_all_are_there
    hosts = [f"h{n}.example" for n in range(60)]
    resolver = Resolver(dict.fromkeys(hosts, ("127.0.0.1", site.port)))
    async with Client(resolver, clock=clock, certificates=NO_CERTIFICATES) as client:
        web = client.web("test", pace=0)
        answers = await asyncio.gather(*(web.get(f"http://{host}/") for host in hosts))
    assert [answer.body for answer in answers] == [b"ok"] * 60


async def test_a_host_that_waits_for_its_pace_takes_no_place_from_another(site, clock):
    site.routes["/1"] = site.routes["/2"] = text("ok")
    waiting, go_on = asyncio.Event(), asyncio.Event()

    async def sleep(seconds):
        waiting.set()
        await go_on.wait()

    clock.sleep = sleep
    resolver = Resolver(dict.fromkeys(("council.example", "other.example"), ("127.0.0.1", site.port)))
    async with Client(resolver, limits=Limits(hosts=1), clock=clock, certificates=NO_CERTIFICATES) as client:
        web = client.web("test", pace=5)
        await web.get(HOME + "1")
        held = asyncio.create_task(web.get(HOME + "2"))
        await waiting.wait()
        assert (await web.get("http://other.example/1")).body == b"ok"
        go_on.set()
        assert (await held).body == b"ok"


# --- what stays here --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("robots", [False, True])
async def test_no_address_and_no_redirect_tells_what_stays_here(site, client, robots):
    site.routes["/"] = redirect("http://other.example/?phone=07700+900417")
    client.withholds = lambda source, url: source == "test" and "900417" in url
    web = client.web("test", pace=0)
    for url in (HOME, HOME + "900417", "http://900417.example/"):
        with pytest.raises(HeldBack, match="stays on this computer"):
            await web.get(url, robots=robots)
    assert not [asked for asked in site.asked if "900417" in asked.target + asked.host]

from __future__ import annotations

import http.client
import re
import socket
import struct
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from footprint import resources
from footprint.demo import Host, Route, SampleWeb, dated, read_host
from footprint.errors import UsageError

WEB = resources.folder("sample_data") / "web"
NOON = datetime(2026, 12, 30, 12, 0, tzinfo=UTC)
DOWN = "quillfeather4thornmere.example"


@pytest.fixture(scope="module")
def web():
    with SampleWeb() as served:
        yield served


def ask(web, host, target, method="GET", headers=None):
    address = next(address for name, address in web.replaced.items() if name != DOWN)
    connection = http.client.HTTPConnection(*address, timeout=10)
    try:
        connection.request(method, target, headers={"Host": host, **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def site(folder: Path, text: str, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    return folder


def spelt(pattern: str) -> str:
    return pattern.replace("[1-9]", "2").replace("[2-9]", "2").replace("*", "x")


def every_route():
    for toml in sorted(WEB.glob("*/site.toml")):
        host = read_host(toml.parent)
        for number, route in enumerate(host.site.route):
            yield pytest.param(toml.parent.name, host, route, id=f"{toml.parent.name} {number}")


@pytest.mark.parametrize(("name", "host", "route"), list(every_route()))
def test_each_route_answers_its_file(web, monkeypatch, name: str, host: Host, route: Route):
    monkeypatch.setattr(web._server.stopping, "wait", lambda _: False)
    query = "&".join(f"{key}={spelt(value)}" for key, value in route.query.items())
    headers = {route.requires: "x"} if route.requires else {}
    status, got, body = ask(web, name, f"{spelt(route.path)}?{query}".replace(" ", "%20"), headers=headers)
    assert status == route.status
    assert got["Content-Type"] == route.content_type
    assert body == host.body(route, datetime.now(UTC))
    assert int(got["Content-Length"]) == len(body) > 0


def test_every_route_can_be_reached():
    for toml in WEB.glob("*/site.toml"):
        host = read_host(toml.parent)
        for route in host.site.route:
            query = {key: spelt(value) for key, value in route.query.items()}
            assert host.route(spelt(route.path), query, {route.requires.lower()}) == route


def test_every_file_of_the_web_is_answered_by_a_route():
    for folder in WEB.iterdir():
        named = {route.file for route in read_host(folder).site.route}
        assert {file.name for file in folder.iterdir()} - {"site.toml"} == named


def test_only_the_slow_service_is_slow():
    slow = {toml.parent.name for toml in WEB.glob("*/site.toml") for r in read_host(toml.parent).site.route if r.delay}
    assert slow == {"commons.wikimedia.example"}


def test_head_sends_the_headers_of_get_and_no_body(web):
    status, got, body = ask(web, "www.rosalindquillfeather.example", "/", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(got["Content-Length"]) > 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_get_and_head_is_answered(web, method):
    assert ask(web, "searx.example", "/search?format=json", method=method)[0] == 501


@pytest.mark.parametrize(
    ("host", "target"),
    [
        ("nobody.example", "/"),
        ("", "/"),
        ("searx.example", "/"),
        ("searx.example", "/search?format=html"),
        ("searx.example", "/site.toml"),
        ("searx.example", "/../profile.toml"),
        ("searx.example", "/..%2f..%2fprofile.toml"),
        ("searx.example", "//searx.example/results.json"),
        ("searx.example", "/search/../results.json"),
        ("searx.example/..", "/search?format=json"),
        ("searx.example", "http://[/"),
        (DOWN, "/"),
    ],
)
def test_what_no_route_names_is_not_found(web, host, target):
    assert ask(web, host, target)[0] == 404


def test_a_host_is_known_with_its_port_and_in_any_case(web):
    assert ask(web, "Searx.Example:80", "/search?format=json")[0] == 200


def test_a_service_with_a_key_refuses_who_has_none(web):
    target = "/res/v1/web/search?q=%22Rosalind%20Quillfeather%22"
    assert ask(web, "api.search.brave.example", target)[0] == 401
    assert ask(web, "api.search.brave.example", target, headers={"x-subscription-token": "any"})[0] == 200


def test_a_host_that_is_down_refuses(web):
    with pytest.raises(ConnectionRefusedError), socket.create_connection(web.replaced[DOWN], timeout=5):
        pass


def test_nothing_listens_afterwards():
    with SampleWeb() as web:
        address = web.replaced["searx.example"]
    with pytest.raises(ConnectionRefusedError), socket.create_connection(address, timeout=5):
        pass


def test_two_may_run_at_once(web):
    with SampleWeb() as other:
        assert other.replaced["searx.example"] != web.replaced["searx.example"]
        assert ask(other, "searx.example", "/search?format=json")[0] == 200


def test_nothing_is_printed(web, capfd):
    ask(web, "searx.example", "/search?format=json")
    ask(web, "nobody.example", "/")
    assert capfd.readouterr() == ("", "")


def test_a_caller_that_hangs_up_disturbs_nobody(tmp_path, capfd):
    site(tmp_path / "slow.example", '[[route]]\npath = "/"\nfile = "a.txt"\ndelay = 0.2\n', a_txt=b"x" * 9_000_000)
    with SampleWeb(tmp_path) as web:
        caller = socket.create_connection(web.replaced["slow.example"])
        caller.sendall(b"GET / HTTP/1.1\r\nHost: slow.example\r\n\r\n")
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        caller.close()
        assert ask(web, "slow.example", "/")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_our_own_is_not_hidden(tmp_path, capfd):
    folder = site(tmp_path / "broken.example", '[[route]]\npath = "/"\nfile = "a.txt"\n', a_txt=b"{{today+1d:\xff}}")
    with SampleWeb(tmp_path) as web, suppress(http.client.RemoteDisconnected):
        ask(web, folder.name, "/")
    assert "UnicodeDecodeError" in capfd.readouterr().err


def test_a_delay_ends_when_the_web_is_closed(tmp_path):
    site(tmp_path / "slow.example", '[[route]]\npath = "/"\nfile = "a.txt"\ndelay = 50\n', a_txt=b"late")
    started = time.monotonic()
    answers: list[int] = []
    with SampleWeb(tmp_path) as web:
        caller = threading.Thread(target=lambda: answers.append(ask(web, "slow.example", "/")[0]))
        caller.start()
        time.sleep(0.3)
        assert caller.is_alive()
    caller.join(5)
    assert answers == [200]
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[route]]\npath = "/"\nfile = "../secret.txt"\n', "not a file in that folder"),
        ('[[route]]\npath = "/"\nfile = "absent.txt"\n', "not a file in that folder"),
        ('[[route]]\npath = "/"\nfile = "."\n', "not a file in that folder"),
        ('[[route]]\npath = "/"\nfile = "a.bin"\n', "media type"),
        ('[[route]]\npath = "nowhere"\nfile = "a.txt"\n', "known form"),
        ('[[route]]\npath = "/"\nfile = "a.txt"\nstatus = 999\n', "known form"),
        ('[[route]]\npath = "/"\nfile = "a.txt"\ncolour = "red"\n', "known form"),
        ("down = maybe\n", "known form"),
        ("", None),
    ],
)
def test_a_site_is_checked_before_it_is_served(tmp_path, text, said):
    (tmp_path / "secret.txt").write_bytes(b"secret")
    folder = site(tmp_path / "web" / "some.example", text, a_txt=b"", a_bin=b"")
    if said is None:
        assert read_host(folder).site.route == ()
    else:
        with pytest.raises(UsageError, match=said):
            SampleWeb(folder.parent)


def test_dates_are_counted_from_today():
    text = b"{{today+12d:%A %-d %B %Y}} {{today-30d:%Y-%m-%d}}T10:00 {{today+0d:%-d/%m}} {{ 7 }} {{today}}"
    assert dated(text, NOON) == b"Monday 11 January 2027 2026-11-30T10:00 30/12 {{ 7 }} {{today}}"


def test_pictures_are_served_as_they_are(tmp_path):
    folder = site(tmp_path / "a.example", '[[route]]\npath = "/"\nfile = "a.jpg"\n', a_jpg=b"\xff{{today+1d:%Y}}")
    host = read_host(folder)
    assert host.body(host.site.route[0], NOON) == b"\xff{{today+1d:%Y}}"


def test_what_lies_ahead_does_so_whenever_it_is_served(web):
    ahead = 0
    for folder in WEB.iterdir():
        host = read_host(folder)
        for route in host.site.route:
            raw = (folder / route.file).read_bytes()
            for sign, days, form in re.findall(rb"\{\{today([+-])(\d+)d:([^{}]+)\}\}", raw):
                day = date.today() + timedelta(days=int(sign + days))  # noqa: DTZ011  the reader's own day
                served = host.body(route, datetime.now(UTC)).decode()
                names = {spoken(other, form.decode()) for other in (day - timedelta(1), day, day + timedelta(1))}
                assert any(name in served for name in names), (route.file, form)
                ahead += sign == b"+"
    assert ahead >= 3


def spoken(day: date, form: str) -> str:
    return day.strftime(form.replace("%-d", str(day.day)))

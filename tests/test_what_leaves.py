"""Whole audits by the real command, to a server that writes down every byte: what stays here has not left."""

import hashlib
import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from footprint import demo, keys, profile
from footprint.model import STAYS_HERE, Cause, Kind, Subject
from footprint.sources import all_sources
from tests.disguises import disguises, found
from tests.recorder import OPENSSL, Recorder, reply

ROOT = Path(__file__).parents[1]
KEYED = tuple(source for source in all_sources() if source.key)
pytestmark = pytest.mark.skipif(not OPENSSL, reason="openssl makes the certificate for these tests")


def key_of(name: str) -> str:
    return f"k3y/{name}+Zx81-7c5f"


def private(subject: Subject) -> list[str]:
    """Everything that stays here: values, what they are made of, and places."""
    kinds = STAYS_HERE
    values = [i.value for i in subject.identifiers if i.kind in kinds and not i.on_purpose]
    address = next(i.value for i in subject.private(Kind.ADDRESS))
    house, _, postcode = (part.strip() for part in address.split(","))
    born = datetime.fromisoformat(subject.all(Kind.BIRTH_DATE)[0].value)
    dates = [f"{born:%d/%m/%Y}", f"{born:%d.%m.%y}", f"{born.day} {born:%B %Y}", f"{born:%B} {born.day}, {born.year}"]
    places = [place.name for place in subject.places if " " in place.name]
    points = [
        f"{n:.3f}" for place in subject.places if place.point for n in (place.point.latitude, place.point.longitude)
    ]
    return [*values, house, postcode, *dates, *places, *points]


def audited(recorder: Recorder, profile_file: Path, into: Path, data: Path) -> subprocess.CompletedProcess:
    """The command, in a process of its own, with a key for each source."""
    ports = (str(recorder.plain), str(recorder.secure))
    call = [sys.executable, "-m", "tests.wired", *ports, "audit", "-p", str(profile_file), "--into", str(into)]
    with_keys = {keys.variable(source.key): key_of(source.key) for source in KEYED}
    surroundings = os.environ | with_keys | {"FOOTPRINT_DATA": str(data)}
    return subprocess.run(
        [*call, "--no-open", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=surroundings,
        timeout=500,
    )


def leaks(recorder: Recorder, subject: Subject) -> dict[str, list[bytes]]:
    stream = recorder.everything
    return {value: forms for value in private(subject) if (forms := found(value, stream))}


def key_hosts(recorder: Recorder, source) -> set[str]:
    """The hosts that were told a source's key, in any form."""
    forms = [form for form in disguises(key_of(source.key)) if len(form) > 8]
    return {host for host, heard in recorder.heard.items() if any(form in heard for form in forms)}


@pytest.fixture
def profile_file(tmp_path):
    """The invented councillor's, who agreed today; its sources are given their real addresses back."""
    text = demo.profile_file().read_text(encoding="utf-8")
    text = text.replace("agreed = 2026-11-01", f"agreed = {datetime.now(UTC):%Y-%m-%d}")
    (tmp_path / "photos").symlink_to(demo.folder("sample_data") / "photos", target_is_directory=True)
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_disguises_are_found():
    value = "14 Kingfisher Wharf"
    for hidden in (
        b"GET /?q=14%20kingfisher%20wharf HTTP/1.1",
        b"GET /wharf-kingfisher-14 HTTP/1.1",
        b"Authorization: Basic eDoxNCBLaW5nZmlzaGVyIFdoYXJmOg==",
        b"?h=" + hashlib.sha256(b"14kingfisherwharf").hexdigest().encode(),
    ):
        assert found(value, hidden), hidden
    assert not found(value, b"GET /?q=Rosalind+Quillfeather+Thornmere HTTP/1.1")


# --- the sample web, which leads on and on ----------------------------------------------------------------------------


def test_a_whole_audit_of_the_sample_web_tells_nobody_what_stays_here(profile_file, tmp_path):
    with demo.SampleWeb() as web:
        hosts = {name for name, (_, port) in web.replaced.items() if port == web._server.server_port}

        def forwarded(host: str, target: str) -> bytes:
            known = host in hosts
            return _fetched(web._server.server_port, host, target) if known else reply(b"", "text/html", "404 No")

        with Recorder(forwarded, tmp_path) as recorder:
            done = audited(recorder, profile_file, tmp_path / "out", tmp_path / "data")
    assert done.returncode == 1, done.stderr
    assert "Rosalind" in recorder.everything.decode()
    assert len(recorder.asked) > 40
    assert leaks(recorder, profile.load(profile_file)) == {}
    assert_keys_went_to_their_own_hosts(recorder, profile.load(profile_file))


def _fetched(port: int, host: str, target: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        asking = f"GET {target} HTTP/1.0\r\nHost: {host}\r\nX-Subscription-Token: x\r\nAuthorization: x\r\n\r\n"
        line.sendall(asking.encode())
        parts = []
        while part := line.recv(65536):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1].decode()
    return reply(body, _header(head, b"content-type"), f"{status} So")


def _header(head: bytes, name: bytes) -> str:
    lines = (line.partition(b":") for line in head.split(b"\r\n"))
    return next((value.strip().decode() for field, _, value in lines if field.lower() == name), "text/html")


def assert_keys_went_to_their_own_hosts(recorder: Recorder, subject: Subject) -> None:
    for source in KEYED:
        own = {query.host for query in source.plan(subject)}
        assert key_hosts(recorder, source) <= own, source.name


# --- every source at its real address, and hosts that try to be told --------------------------------------------------


def tempting(subject: Subject):
    """Answers everything with links and redirects that hold what stays here, as if the host knew it already."""
    values = [i.value for i in subject.identifiers if i.kind in STAYS_HERE and not i.on_purpose]
    links = "".join(f'<a href="/about/{n}?{value.replace(" ", "+")}">{value}</a>' for n, value in enumerate(values))
    page = f"<title>{subject.name}</title><p>Cllr {subject.name}</p>{links}<img src='/{values[0]}.jpg'>".encode()
    asked = iter(range(10**9))

    def answer(host: str, target: str) -> bytes:
        number = next(asked)
        if target == "/robots.txt":
            return reply(b"", "text/plain", "404 No")
        if number % 3 == 2:
            value = values[number % len(values)].replace(" ", "%20")
            return reply(b"", "text/html", "302 On", Location=f"https://{host}/there/{value}")
        return reply(page, "text/html; charset=utf-8")

    return answer


def test_a_whole_audit_of_every_source_tells_nobody_what_stays_here(profile_file, tmp_path):
    text = profile_file.read_text(encoding="utf-8")
    real = text[: text.index("[sources.searxng]")] + '[sources.searxng]\naddress = "http://searx.example"\n'
    profile_file.write_text(real, encoding="utf-8")
    subject = profile.load(profile_file)
    with Recorder(tempting(subject), tmp_path) as recorder:
        done = audited(recorder, profile_file, tmp_path / "out", tmp_path / "data")
    assert done.returncode == 1, done.stderr
    assert leaks(recorder, subject) == {}
    planned = {source.name: {query.host for query in source.plan(subject)} for source in all_sources()}
    for source in all_sources():
        assert not planned[source.name] or planned[source.name] & recorder.heard.keys(), f"{source.name} was not asked"
        if source.key and planned[source.name]:
            assert key_hosts(recorder, source) <= planned[source.name], f"the key of {source.name} went elsewhere"
    told = {source.name for source in KEYED if planned[source.name] and not key_hosts(recorder, source)}
    assert not told, "the search for keys finds those that were sent"
    _assert_the_ledger_has_it_all(recorder, tmp_path / "out" / "audit.json")


def _assert_the_ledger_has_it_all(recorder: Recorder, file: Path) -> None:
    made = json.loads(file.read_text(encoding="utf-8"))
    asked = [f"{line['host']}/{line['url'].split('/', 3)[-1]}" for line in made["sent"]]
    assert len(asked) == len(recorder.asked)
    assert sorted(line["host"] for line in made["sent"]) == sorted(one.partition("/")[0] for one in recorder.asked)
    assert not [key_of(source.key) for source in KEYED if key_of(source.key) in file.read_text(encoding="utf-8")]
    causes = {skip["cause"] for skip in made["skipped"]}
    assert not causes & {Cause.NO_KEY, Cause.FAULT, Cause.SWITCHED_OFF}, made["skipped"]
    assert Cause.WITHHELD in causes, "what would have told is said not to have been asked"

"""An audit that is stopped: at once, with a sentence, without half a report; the same command goes on from there."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from footprint import journal
from footprint.photos.library import cache
from footprint.sources import all_sources
from tests.photos.samples import exif_segment, jpeg, telling_exif

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
SITES = tuple(f"site-{n}.example" for n in range(6))
QUICK, SLOW = SITES[:3], SITES[3:]


class Web(ThreadingHTTPServer):
    """Own sites of one page each, which say that nothing of them may be kept; some answer only when they are let."""

    daemon_threads = True

    def __init__(self):
        self.asked, self.let, self.keeping = [], threading.Event(), "no-store"
        super().__init__(("127.0.0.1", 0), _Page)


class _Page(BaseHTTPRequestHandler):
    def do_GET(self):
        host = self.headers["Host"]
        self.server.asked.append((host, self.path))
        if host in SLOW:
            self.server.let.wait(60)
        body = f"<title>{host}</title><p>Cllr Rosalind Quillfeather: call 07700 900417.</p>".encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        for name, value in {
            "Content-Type": "text/html",
            "Content-Length": len(body),
            "Cache-Control": self.server.keeping,
        }.items():
            self.send_header(name, str(value))
        with suppress(OSError):  # whoever is stopped does not wait for it
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def web():
    with Web() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.let.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def profile_file(footprint, tmp_path):
    path = tmp_path / "profile.toml"
    sites = [part for site in SITES for part in ("--own-site", f"http://{site}")]
    made = footprint(
        "init", "-p", path, "--about", "me", "--name", "Rosalind Quillfeather", "--phone", "07700 900417", *sites
    )
    assert made.status == 0, made.err
    off = "".join(f"\n[sources.{one.name}]\nenabled = false\n" for one in all_sources() if one.name != "ownsites")
    path.write_text(path.read_text(encoding="utf-8") + off, encoding="utf-8")
    return path


@pytest.fixture
def command(web, profile_file, tmp_path):
    """The audit as a program of its own, whose hosts are all `web`."""

    def make(*options):
        port = str(web.server_port)
        call = [sys.executable, "-m", "tests.wired", port, port, "audit", "-p", str(profile_file), "--no-open"]
        return [*call, "--into", str(tmp_path / "out"), *map(str, options)]

    return make


def finished(command):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def answered():
    """How many questions are answered, as the file says while another program writes it."""
    folder = journal.storage.data_folder()
    found = list(folder.glob("*.unfinished")) if folder.exists() else []
    if not found:
        return 0
    with closing(sqlite3.connect(found[0])) as book:
        try:
            return book.execute("SELECT count(*) FROM answers").fetchone()[0]
        except sqlite3.Error:
            return 0


def stopped(command, ready, how):
    """Run it until it is ready, stop it, and give what it said and the seconds it took to end."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, process_group=0) as audit:
        for _ in range(6000):
            if ready():
                break
            assert audit.poll() is None, audit.communicate()
            time.sleep(0.01)
        else:
            pytest.fail("it was never ready")
        os.killpg(audit.pid, how)
        out, err = audit.communicate(timeout=60)
    return audit.returncode, out, err


def pages(web, sites):
    return [host for host, path in web.asked if path == "/" and host in sites]


def all_waiting(web):
    return answered() == len(QUICK) and len({host for host, _ in web.asked if host in SLOW}) == len(SLOW)


@posix
def test_ctrl_c_stops_with_a_sentence_and_no_report_and_the_same_command_goes_on(command, web, tmp_path):
    status, out, err = stopped(command(), lambda: all_waiting(web), signal.SIGINT)
    assert (status, out) == (130, "")
    assert err.startswith("footprint: Stopped. No report was written")
    assert "run the same command again" in err
    assert "Traceback" not in err
    assert list((tmp_path / "out").iterdir()) == []
    assert pages(web, QUICK) != []

    web.let.set()
    asked = list(web.asked)
    again = finished(command())
    assert again.returncode == 1, again.stderr
    assert "Going on with the check that was stopped" in again.stderr
    assert "3 questions are answered already" in again.stderr
    assert not [host for host, _ in web.asked[len(asked) :] if host in QUICK]
    made = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert {page.removeprefix("http://").strip("/") for page in made["opened"]} == set(SITES)
    sent = [line["host"] for line in made["sent"]]
    assert all(host in sent for host in SITES), "what left before it was stopped is in the ledger too"
    assert {place["url"] for found in made["findings"] for place in found["where"]} == {f"http://{s}" for s in SITES}
    assert not list(journal.storage.data_folder().glob("*.unfinished*")), "a finished audit leaves nothing of it"


@posix
def test_an_audit_that_was_killed_goes_on_too(command, web):
    status, _, _ = stopped(command(), lambda: all_waiting(web), signal.SIGKILL)
    assert status == -signal.SIGKILL
    web.let.set()
    asked = len(web.asked)
    assert "3 questions are answered already" in finished(command()).stderr
    assert not [host for host, _ in web.asked[asked:] if host in QUICK]


@posix
def test_fresh_begins_anew(command, web):
    stopped(command(), lambda: all_waiting(web), signal.SIGINT)
    web.let.set()
    asked = len(web.asked)
    again = finished(command("--fresh"))
    assert "Going on" not in again.stderr
    assert {host for host, path in web.asked[asked:] if path == "/"} == set(SITES)


@posix
def test_with_another_profile_everything_is_asked_again(command, web, profile_file):
    stopped(command(), lambda: all_waiting(web), signal.SIGINT)
    text = profile_file.read_text(encoding="utf-8")
    profile_file.write_text(text.replace('"07700 900417"', '"07700 900418"'), encoding="utf-8")
    web.let.set()
    asked = len(web.asked)
    finished(command())
    assert {host for host, path in web.asked[asked:] if path == "/"} == set(SITES)


@posix
def test_the_photo_half_goes_on_too_and_the_web_half_is_not_asked_again(command, web, tmp_path):
    web.let.set()
    telling = jpeg(exif_segment(telling_exif()))
    for number in range(3000):
        file = tmp_path / "photos" / f"{number // 300}" / f"{number:05}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(telling)
        os.utime(file, (1_700_000_000, 1_700_000_000))
    call = command("--photos", tmp_path / "photos")

    status, _, err = stopped(call, lambda: remembered() >= 256, signal.SIGINT)
    assert status == 130, err
    assert "No report was written" in err
    before, asked = remembered(), len(web.asked)
    assert 256 <= before < 3000

    again = finished(call)
    assert again.returncode == 1, again.stderr
    assert "6 questions are answered already" in again.stderr
    assert len(web.asked) == asked, "nothing was asked twice"
    assert json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))["photos_read"] == 3000


def test_the_same_audit_again_on_the_same_day_asks_nothing_that_may_be_kept(command, web, tmp_path):
    web.let.set()
    web.keeping = "private, max-age=3600"
    first = finished(command())
    asked = len(web.asked)
    again = finished(command())
    assert len(web.asked) == asked
    assert f"Requests answered from what was kept earlier today: {asked}. To ask anew, add --fresh." in again.stdout
    assert first.stdout.splitlines()[0] == again.stdout.splitlines()[0]
    made = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert {(line["left"], line["outcome"]) for line in made["sent"]} == {(False, "from the cache, nothing left")}
    said = " ".join((tmp_path / "out" / "report.html").read_text(encoding="utf-8").split())
    assert "Nothing left this computer. All was answered from what was kept on it earlier that day." in said
    finished(command("--no-cache"))
    assert len(web.asked) == 2 * asked


def remembered():
    if not cache.path().exists():
        return 0
    with closing(sqlite3.connect(cache.path())) as book:
        try:
            return sum(len(marks) for (marks,) in book.execute("SELECT marks FROM pieces"))
        except sqlite3.Error:
            return 0

"""Whatever goes wrong with one service, file or folder is told, and the rest of the audit is complete."""

import html
import json
import struct
import subprocess
import sys
import threading
import time
import zlib
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from footprint import profile
from footprint.cli import audits
from footprint.history import History
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.limits import Limits

PAGE = b"<title>Contact</title><p>Cllr Rosalind Quillfeather. Call me on 07700 900417.</p>"


class Rude(BaseHTTPRequestHandler):
    """Each host name has manners of its own."""

    def do_GET(self):
        host = self.headers["Host"].split(":")[0].removesuffix(".example")
        if self.path == "/robots.txt":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"User-agent: *\nDisallow: /" if host == "keepout" else b"")
            return
        if host == "hang":
            time.sleep(3)
            return
        if host == "flood":
            self.flood()
            return
        if host == "loop":
            self.send_response(302)
            self.send_header("Location", self.path + "x")
            self.end_headers()
            return
        if host == "spent":
            self.send_response(403)
            self.send_header("X-RateLimit-Remaining", "0")
            self.end_headers()
            return
        if host.startswith("status"):
            self.send_error(int(host.removeprefix("status")))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def flood(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"<p>more</p>" * 100_000)

    def handle(self):
        with suppress(OSError):  # the client has had enough, as it should
            super().handle()

    def log_message(self, *_):
        pass


@pytest.fixture
def rude_port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Rude)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


MANNERS = {
    "hang": "timed-out",
    "flood": "too-large",
    "loop": "refused",
    "keepout": "robots",
    "spent": "throttled",
    "status401": "blocked",
    "status402": "blocked",
    "status403": "blocked",
    "status429": "throttled",
    "status500": "service-failed",
}


@pytest.fixture
def profile_file(footprint, tmp_path):
    path = tmp_path / "profile.toml"
    sites = [flag for name in (*MANNERS, "good") for flag in ("--own-site", f"http://{name}.example/")]
    made = footprint(
        *("init", "-p", path, "--about", "me", "--name", "Rosalind Quillfeather", "--phone", "07700 900417"),
        *("--email", "ros@mail.example", "--council-site", "http://good.example", *sites),
    )
    assert made.status == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[sources.gravatar]\naddress = "http://good.example"\n', encoding="utf-8")
    return path


@pytest.fixture
def picture(tmp_path):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 38.0, 56.4), 3: "W", 4: (0.0, 38.0, 13.2)})
    path = tmp_path / "pictures" / "a.jpg"
    path.parent.mkdir()
    Image.new("RGB", (40, 30), "teal").save(path, exif=exif)
    return path


def go_out(monkeypatch, replaced):
    """Make audits go out to these hosts only, and lose patience soon."""
    limits = Limits(connect=3, read=1.5, deadline=6, attempts=2, backoff=0.01)
    monkeypatch.setattr(audits, "Client", lambda: Client(Resolver(replaced=replaced, only=True), limits=limits))


@pytest.fixture
def _rude_web(rude_port, monkeypatch):
    hosts = {f"{name}.example": ("127.0.0.1", rude_port) for name in (*MANNERS, "good")}
    go_out(monkeypatch, hosts)


@pytest.mark.usefixtures("_rude_web")
def test_rude_services_are_told_apart_and_the_rest_is_complete(footprint, profile_file, picture, tmp_path):
    said = footprint("audit", "-p", profile_file, "--photos", picture.parent, "--into", tmp_path / "out", "--no-open")
    assert said.status == 1, said.err
    made = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    crawled = [skip for skip in made["skipped"] if skip["source"] == "ownsites"]
    causes = {skip["identifier"].removeprefix("http://").split(".")[0]: skip["cause"] for skip in crawled}
    assert {name: causes.get(name) for name in MANNERS} == MANNERS
    by_source = {skip["source"]: skip["cause"] for skip in made["skipped"]}
    assert by_source["gravatar"] == "unexpected"
    assert by_source["commons"] == "offline"
    assert by_source["brave"] == "no-key"
    assert {"phone", "photo-location"} <= {found["detector"] for found in made["findings"]}
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    for name in MANNERS:
        assert f"{name}.example" in page


WORDS = {
    "offline": "Could not be reached",
    "timed-out": "Did not answer in time",
    "throttled": "Asked us to slow down",
    "no-key": "Needs a key, and there is none",
    "blocked": "Did not let us in",
    "robots": "Asks programs to stay away",
    "service-failed": "Was broken when we asked",
    "too-large": "Held more than we read",
    "refused": "Led to an address we do not open",
    "unexpected": "Answered something we could not read",
}


@pytest.mark.usefixtures("_rude_web")
@pytest.mark.parametrize("form", ["html", "text"])
def test_each_cause_is_told_apart_in_the_words_of_the_report(footprint, profile_file, tmp_path, form):
    footprint("audit", "-p", profile_file, "--into", tmp_path / "out", "--no-open")
    made = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    told = {skip["cause"] for skip in made["skipped"]}
    assert set(WORDS) <= told
    said = " ".join(footprint("report", tmp_path / "out" / "audit.json", "--format", form).out.split())
    for cause, words in WORDS.items():
        assert words in said, cause
    for reason in {skip["reason"] for skip in made["skipped"] if skip["source"] == "ownsites"}:
        assert " ".join(html.escape(reason).split()) in said or reason in said


def test_with_no_network_at_all_it_finishes_reports_the_photos_and_lists_every_source(
    footprint, profile_file, picture, tmp_path, monkeypatch
):
    go_out(monkeypatch, {})
    said = footprint("audit", "-p", profile_file, "--photos", picture.parent, "--into", tmp_path / "out", "--no-open")
    assert said.status == 1
    made = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert {source.name for source in audits.all_sources()} <= {skip["source"] for skip in made["skipped"]}
    assert {found["detector"] for found in made["findings"]} == {"photo-location"}
    assert not any(clear["detector"] == "phone" for clear in made["clear"])


def test_a_hostile_photo_folder_is_told_line_by_line(footprint, tmp_path, picture):
    folder = picture.parent
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "cut.jpg").write_bytes(picture.read_bytes()[:300])
    (folder / "notes.txt").write_text("Buy milk", encoding="utf-8")
    (folder / "text.jpg").write_text("<script>alert(1)</script>", encoding="utf-8")
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    ihdr = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    idat = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    iend = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    (folder / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + ihdr + idat + iend)
    if sys.platform != "win32":
        (folder / "odd\x1b[31m\nname.jpg").write_bytes(picture.read_bytes())
        (folder / "round").symlink_to(folder, target_is_directory=True)
        (folder / "dangling.jpg").symlink_to(folder / "vanished.jpg")
    said = footprint("scan", folder)
    assert said.status == 1
    assert "\x1b" not in said.out
    for name in ("empty.jpg", "cut.jpg", "text.jpg", "a.jpg"):
        assert name in said.out
    copies = footprint("clean", folder, "--into", tmp_path / "out", "--format", "jsonl")
    made = [json.loads(line) for line in copies.out.splitlines()]
    assert all(line["verified"] or (line["copy"] is None and line["problem"]) for line in made)
    assert any(line["verified"] for line in made)


def test_an_absent_photo_folder_is_a_line_in_the_report(footprint, profile_file, tmp_path, monkeypatch):
    go_out(monkeypatch, {})
    footprint("audit", "-p", profile_file, "--photos", tmp_path / "none", "--into", tmp_path / "out", "--no-open")
    made = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert ("photos", str(tmp_path / "none"), "unreadable") in {
        (skip["source"], skip["identifier"], skip["cause"]) for skip in made["skipped"]
    }


def test_a_target_that_is_a_file_says_so(footprint, profile_file, tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    said = footprint("audit", "-p", profile_file, "--into", tmp_path / "out")
    assert said.status == 2
    assert "--into" in said.err


def test_a_killed_audit_leaves_the_memory_as_it_was(footprint, tmp_path):
    out = tmp_path / "out"
    run = subprocess.Popen([sys.executable, "-m", "footprint", "demo", "--into", str(out)], stdout=subprocess.DEVNULL)
    while not list(out.glob("memory/*.sqlite")) and run.poll() is None:
        time.sleep(0.02)
    run.kill()
    run.wait()
    assert run.returncode not in (0, 1)
    book = History(profile.load(audits.demonstration.profile_file()).id, out / "memory")
    assert book.audits() == ()
    assert book.past() == ()
    assert not (out / "report.html").exists()

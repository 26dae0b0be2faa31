"""`scan` as a person runs it: a program of its own, other processes, Ctrl-C, and going on where it stopped."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from rich.console import Console

from footprint.cli import counting, scanning, terminal
from footprint.cli.counting import counting as bar
from footprint.photos.library import cache
from tests.photos.samples import exif_segment, jpeg, small_jpeg, telling_exif

SCAN = (sys.executable, "-m", "footprint", "scan")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals and screens")


@pytest.fixture
def library(tmp_path):
    """As many photos as take a while."""
    telling = jpeg(exif_segment(telling_exif()))
    for number in range(3000):
        file = tmp_path / "photos" / f"{number // 300}" / f"{number:05}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(telling)
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return tmp_path / "photos"


def scanned(*arguments):
    return subprocess.run([*SCAN, *map(str, arguments)], capture_output=True, text=True, check=False)


def paths(out):
    return [json.loads(line)["path"] for line in out.splitlines()]


# --- as a program ----------------------------------------------------------------------------------------------------
def test_a_library_is_read_once_and_said_the_same_each_time(library):
    first = scanned(library, "--format", "jsonl")
    assert (first.returncode, first.stderr) == (1, "")
    assert paths(first.stdout) == sorted(str(path) for path in library.rglob("*.jpg"))
    assert scanned(library, "--format", "jsonl").stdout == first.stdout
    assert scanned(library, "--format", "jsonl", "--no-cache").stdout == first.stdout


def test_a_scan_in_which_nothing_has_changed_loads_nothing_heavy(library, tmp_path):
    scanned(library / "0", "--format", "jsonl")
    program = (
        "import sys; from footprint.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'typer', 'rich', 'pydantic', 'sqlalchemy', 'httpx', 'lxml', 'PIL', 'footprint.model',"
        " 'footprint.photos.read', 'concurrent.futures', 'multiprocessing', 'importlib.metadata'}\n"
        "sys.stderr.write(' '.join(sorted(heavy & set(sys.modules))))"
    )
    call = [sys.executable, "-c", program, "scan", str(library / "0"), "--format", "jsonl"]
    run = subprocess.run(call, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert len(run.stdout.splitlines()) == 300


def remembered():
    """How many files are remembered. A file of the cache that is being written is left alone."""
    if not cache.path().exists():
        return 0
    book = cache.sqlite3.connect(cache.path())
    try:
        return sum(len(marks) for (marks,) in book.execute("SELECT marks FROM pieces"))
    except cache.sqlite3.Error:
        return 0
    finally:
        book.close()


def wait_until_some_are_remembered(process):
    for _ in range(2000):
        if remembered() >= 256:
            return
        assert process.poll() is None, "it ended too soon"
        time.sleep(0.005)
    pytest.fail("nothing was remembered")


@posix
def test_ctrl_c_stops_with_a_sentence_and_the_same_command_goes_on(library):
    call = [*SCAN, str(library), "--deep", "--format", "jsonl"]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, process_group=0) as scan:
        wait_until_some_are_remembered(scan)
        os.killpg(scan.pid, signal.SIGINT)  # as a terminal does: to every process of the command
        _, said = scan.communicate()
    assert scan.returncode == 130
    (sentence,) = said.splitlines()
    assert sentence.startswith("footprint: Stopped after ")
    assert sentence.endswith(" files. The same command goes on from there. No original was changed.")
    before = remembered()
    assert 256 <= before < 3000
    assert paths(scanned(library, "--deep", "--format", "jsonl").stdout) == sorted(map(str, library.rglob("*.jpg")))
    assert remembered() == 3000


@posix
def test_a_scan_that_was_killed_goes_on_where_it_was(library):
    call = [*SCAN, str(library), "--deep", "--format", "jsonl"]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, process_group=0) as scan:
        wait_until_some_are_remembered(scan)
        scan.kill()
    before = remembered()
    assert 256 <= before < 3000
    again = scanned(library, "--deep", "--format", "jsonl")
    assert paths(again.stdout) == sorted(map(str, library.rglob("*.jpg")))
    assert again.stdout == scanned(library, "--deep", "--format", "jsonl", "--no-cache").stdout


@posix
def test_progress_is_shown_on_a_screen_and_the_lines_go_where_they_should(library, tmp_path):
    import pty  # noqa: PLC0415  Windows has none

    ours, theirs = pty.openpty()
    with (tmp_path / "lines").open("wb") as out:
        scan = subprocess.Popen([*SCAN, str(library), "--deep", "--format", "jsonl"], stdout=out, stderr=theirs)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the screen's end
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    assert scan.wait() == 1
    assert b"files/s" in shown
    assert b"{" not in shown
    assert len(paths((tmp_path / "lines").read_text("utf-8"))) == 3000


# --- what it says ----------------------------------------------------------------------------------------------------
def test_of_many_files_those_that_give_nothing_away_are_counted(footprint, tmp_path):
    for number in range(300):
        (tmp_path / f"{number:03}.jpg").write_bytes(small_jpeg(4, 3))
    (tmp_path / "a.jpg").write_bytes(jpeg(exif_segment(telling_exif())))
    said = footprint("scan", tmp_path).out.splitlines()
    assert sum("gives nothing away" in line for line in said) < 300
    assert sum("gives away" in line for line in said[:-2]) == 1
    assert said[-2] == "301 files: 1 gives away where it was taken, 0 could not be read whole."


@pytest.mark.parametrize("form", [(), ("--format", "jsonl")])
def test_whoever_has_seen_enough_is_told_nothing_more(form, tmp_path):
    for number in range(2000):
        (tmp_path / f"{number:04}.jpg").write_bytes(small_jpeg(4, 3))
    scan = subprocess.Popen(
        [sys.executable, "-m", "footprint", "scan", tmp_path, *form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    scan.stdout.readline()
    scan.stdout.close()
    complaint = scan.stderr.read()
    scan.stderr.close()
    scan.wait()
    assert complaint == b""


def test_a_summary_names_no_file(footprint, tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg(exif_segment(telling_exif())))
    (tmp_path / "b.jpg").write_bytes(small_jpeg())
    for _ in range(2):
        said = footprint("scan", tmp_path, "--summary")
        assert said.out.splitlines()[0] == "2 files: 1 gives away where it was taken, 0 could not be read whole."
        assert said.status == 1


def test_what_is_remembered_is_said_as_it_was(footprint, tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg(exif_segment(telling_exif())))
    os.utime(tmp_path / "a.jpg", (1_700_000_000, 1_700_000_000))
    first, second = (footprint("scan", tmp_path) for _ in range(2))
    assert first == second
    assert cache.path().exists()


def test_without_a_cache_nothing_is_remembered(footprint, tmp_path):
    (tmp_path / "a.jpg").write_bytes(small_jpeg())
    footprint("scan", tmp_path, "--no-cache")
    assert not cache.path().exists()


def test_deep_looks_behind_the_picture(footprint, tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg(trailer=b"behind the end"))
    assert footprint("scan", tmp_path).status == 0
    assert footprint("scan", tmp_path, "--deep").status == 1


def test_a_place_that_is_not_there_is_a_line_too(footprint, tmp_path):
    (tmp_path / "a.jpg").write_bytes(small_jpeg())
    said = footprint("scan", tmp_path, tmp_path / "none")
    assert f"{tmp_path / 'none'}: There is no such folder or file." in said.out


def test_ctrl_c_without_a_cache_says_that_nothing_was_remembered(footprint, tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(scanning._Words, "item", interrupted)
    (tmp_path / "a.jpg").write_bytes(small_jpeg())
    said = footprint("scan", tmp_path, "--no-cache")
    assert said.status == 130
    assert said.err == "footprint: Stopped after 0 files. Nothing was remembered. No original was changed.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("scan", "a", "b", "--format", "jsonl", "--deep", "--no-cache"),
        ("scan", "--summary", "a"),
    ],
)
def test_a_plain_call_is_read_as_typer_reads_it(footprint, monkeypatch, words):
    called = []
    monkeypatch.setattr(scanning, "scan", lambda *given, **options: called.append((given, options)) or False)
    plain = scanning.plain_call(list(words))
    plain()
    monkeypatch.setattr(scanning, "plain_call", lambda _: None)
    footprint(*words)
    (paths, *form), options = called[0]
    (its_paths, its_form), its_options = called[1]
    assert paths == its_paths
    defaults = {"deep": False, "summary": False, "cached": True}
    assert {"form": "text"} | defaults | options == {"form": its_form} | its_options
    assert form == []


@pytest.mark.parametrize(
    "words", [(), ("scan",), ("audit", "a"), ("scan", "a", "--help"), ("scan", "a", "--format", "docx"), ("scan", "-")]
)
def test_any_other_call_is_left_to_typer(words):
    assert scanning.plain_call(list(words)) is None


def test_patterns_are_left_to_typer_where_the_shell_leaves_them(monkeypatch):
    monkeypatch.setattr(scanning.os, "name", "nt")
    assert scanning.plain_call(["scan", "*.jpg"]) is None


# --- progress --------------------------------------------------------------------------------------------------------
def a_screen(monkeypatch):
    """A terminal; what it shows can be read. (No fixture: pytest puts its own in place before the test begins.)"""
    shown = io.StringIO()
    made = Console(force_terminal=True, file=shown, width=100)
    monkeypatch.setattr(counting.sys, "stderr", shown)
    monkeypatch.setattr(shown, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(terminal, "err", lambda: made)
    monkeypatch.setattr(counting, "SOON", 0)
    return shown


def test_progress_says_how_many_are_done_and_how_many_there_are(tmp_path, monkeypatch):
    screen = a_screen(monkeypatch)
    for number in range(7):
        (tmp_path / f"{number}.jpg").touch()
    with bar([tmp_path], shown=True) as advance:
        advance(3)
        for thread in threading.enumerate():
            if thread.name.endswith("(_count)"):
                thread.join()
        advance(2)
    assert "5 of 7" in screen.getvalue()
    assert "files/s" in screen.getvalue()


def test_what_is_done_at_once_shows_nothing(tmp_path, monkeypatch):
    screen = a_screen(monkeypatch)
    monkeypatch.setattr(counting, "SOON", 1000)
    with bar([tmp_path], shown=True) as advance:
        advance(3)
    with bar([tmp_path], shown=False) as advance:
        advance(3)
    assert screen.getvalue() == ""

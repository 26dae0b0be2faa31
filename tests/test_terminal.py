"""What reaches a screen, a pipe and a file."""

import os
import subprocess
import sys

import pytest

SHOUT = "from footprint.cli import terminal; terminal.prepare(); terminal.raw('\\u25cf caf\\xe9\\r\\nend')"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_pipe_gets_utf_8_byte_for_byte_whatever_the_screen_would_take(encoding):
    run = subprocess.run(
        [sys.executable, "-c", SHOUT], capture_output=True, check=True, env=os.environ | {"PYTHONIOENCODING": encoding}
    )
    assert run.stdout == "\u25cf caf\xe9\r\nend\n".encode()
    assert not run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such screens")
def test_a_screen_that_lacks_a_letter_shows_a_question_mark():
    import pty  # noqa: PLC0415  Windows has none

    ours, theirs = pty.openpty()
    with open(theirs, "wb", closefd=True) as screen:  # noqa: PTH123  a descriptor has no path
        subprocess.run(
            [sys.executable, "-c", SHOUT], stdout=screen, check=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}
        )
    assert os.read(ours, 100).split() == [b"?", b"caf?", b"end"]
    os.close(ours)

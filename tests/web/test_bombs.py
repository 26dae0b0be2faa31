"""Answers built to break programs are taken in within a stated time and memory, whatever they are."""

import json
import subprocess
import sys

import pytest

SECONDS = 20
"""Of processor time for one bomb. The worst takes four."""
MEGABYTES = 250
"""Of memory for all of a kind, one after another. The worst take 200."""

ENDED = {
    "wire": {
        "gzip, a thousand times as large": "TooLarge",
        "gzip of gzip": "Unexpected",
        "gzip, many streams": "TooLarge",
        "deflate": "TooLarge",
        "brotli, which was not asked for": "Unexpected",
        "zstd, which was not asked for": "Unexpected",
        "zip": "Unexpected",
        "no end": "TooLarge",
        "no end, in chunks": "TooLarge",
        "slow drips": "TimedOut",
        "slow headers": "TimedOut",
        "interim answers without end": "TimedOut",
        "a header of 10 MB": "Unexpected",
        "headers without end": "Unexpected",
    },
    "page": {
        "1,000,000 nested tags": "TooLarge",
        "billion laughs": "Unexpected",
        "a large entity, often": "Unexpected",
        "an entity outside": "Unexpected",
        "a parameter entity": "Unexpected",
        "deep xml": "TooLarge",
        "a wrong charset": "read",
    },
    "data": {
        "lists 100,000 deep": "Unexpected",
        "objects 100,000 deep": "Unexpected",
        "closed lists 100,000 deep": "Unexpected",
        "a number of 5 MB": "Unexpected",
        "a number of 5 MB elsewhere": "Unexpected",
    },
    "text": {},
}
"""How they must end, where it is not all the same."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of memory in another way")


@pytest.mark.parametrize("kind", ENDED)
def test_every_bomb_is_taken_in_within_its_bounds(kind):
    call = [sys.executable, "-m", "tests.web.bombs", kind]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=550)
    assert done.returncode == 0, done.stderr
    taken = json.loads(done.stdout)
    ended = {bomb: ending for bomb, (ending, _) in taken["bombs"].items()}
    assert {bomb: ended[bomb] for bomb in ENDED[kind]} == ENDED[kind]
    assert not {bomb: seconds for bomb, (_, seconds) in taken["bombs"].items() if seconds > SECONDS}
    assert taken["grown"] < MEGABYTES

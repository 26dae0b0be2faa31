"""What a person sees while an audit is under way."""

import io
import re

from rich.console import Console

from footprint.cli.board import Board
from footprint.gather import Progress
from footprint.model import Cause


def board(height=20):
    return Board(Console(force_terminal=True, width=100, height=height, file=io.StringIO()), redirect=False)


def shown(made):
    lines = Console(width=100, file=io.StringIO())
    lines.print(made.bars.get_renderable())
    return lines.file.getvalue()


def test_the_board_shows_each_source_with_how_far_it_is():
    made = board()
    made.tell(Progress("web", "Brave Search", 0, 6))
    made.tell(Progress("web", "Have I [been] \x1b[31mPwned", 1, 2, 0, Cause.THROTTLED))
    made.tell(Progress("web", "Bluesky", 3, 3, 41))
    made.tell(Progress("web", "GDELT", 1, 1))
    lines = shown(made).splitlines()
    assert [line.split()[-1] for line in lines if "Asking public sources" in line] == ["5/12"]
    assert [re.sub(r"[━╸╺\s]+", " ", line).strip() for line in lines[1:]] == [
        "Brave Search 0/6 asking",
        "Have I [been] [31mPwned 1/2 asked us to slow down",
        "Bluesky 3/3 41 pages and records",
        "GDELT 1/1 nothing found",
    ]


def test_a_small_screen_shows_what_is_still_under_way():
    made = board(height=6)
    for n in range(40):
        made.tell(Progress("web", f"Source {n:02}.", 0, 1))
    for n in range(39):
        made.tell(Progress("web", f"Source {n:02}.", 1, 1))
    assert len(shown(made).splitlines()) == 4
    assert "39/40" in shown(made)
    assert "Source 39." in shown(made)


def test_the_sources_leave_the_board_when_photos_are_read():
    made = board()
    made.tell(Progress("web", "Bluesky", 3, 3, 41))
    made.tell(Progress("photos", "", 10, 300))
    assert "Bluesky" not in shown(made)
    assert "10/300" in shown(made)

"""The README is kept in step with the program."""

import re
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def test_the_help_in_the_readme_is_what_the_program_prints(footprint, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERMINAL_WIDTH", "80")
    shown = footprint("--help").out.strip()
    block = re.search(r"<!-- help -->\n```\n(.*?)\n```\n<!-- /help -->", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block, "The README lacks the help between its marks."
    assert [line.rstrip() for line in block[1].splitlines()] == [line.rstrip() for line in shown.splitlines()]


def test_the_picture_in_the_readme_is_there():
    for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / name).is_file()


def test_every_command_is_documented(footprint):
    readme = README.read_text(encoding="utf-8")
    for command in re.findall(r"^  ([a-z]+)  ", footprint("--help").out, re.MULTILINE):
        assert f"footprint {command}" in readme or f"  {command}  " in readme

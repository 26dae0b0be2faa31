"""The report for a terminal or an e-mail: plain lines of at most 78 characters. Values stay hidden."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import Any

import jinja2

from footprint.outline import outline, words
from footprint.reports import Report, Sheet
from footprint.resources import folder

WIDTH = 78


class Text(Report):
    """The same outline as the page, without pictures and without the advice that only the page has room for."""

    name = "text"
    suffix = "txt"

    def render(self, sheet: Sheet) -> str:
        """The whole report, ending in a line feed."""
        it = outline(
            sheet.audit, sheet.comparison, sheet.remedies, share=sheet.share, profile=sheet.profile, file=sheet.file
        )
        return _environment().get_template("report/report.txt").render(it=it)


def _wrapped(text: str, first: str = "") -> str:
    """Lines of the report's width; `first` stands before the first of them, as many spaces before the others."""
    return textwrap.fill(words.plain(text), WIDTH, initial_indent=first, subsequent_indent=" " * len(first))


def _ended(sentence: str) -> str:
    """With a full stop, unless it asks something."""
    return sentence if sentence.endswith("?") else f"{sentence}."


def _heading(text: str, line: str = "=") -> str:
    return f"{words.plain(text)}\n{line * min(len(text), WIDTH)}"


def _defused(value: Any) -> Any:  # noqa: ANN401  whatever a template prints
    """Printable lines only."""
    return "\n".join(words.printable(line) for line in value.split("\n")) if isinstance(value, str) else value


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder("templates")),
        autoescape=False,  # noqa: S701  this is plain text; the page has its own environment
        undefined=jinja2.StrictUndefined,
        finalize=_defused,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(wrap=_wrapped, heading=_heading, ended=_ended)
    return made

"""The report a person reads: one HTML file that loads nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from footprint.model import Point
from footprint.outline import outline, words
from footprint.places import week
from footprint.places.around import postcodes_in
from footprint.places.country import overview
from footprint.places.map import SHAPES, Mark, draw, paper
from footprint.reports import Report, Sheet
from footprint.resources import folder


class Html(Report):
    """One page with its style inside it, no script, and a policy that forbids to load anything.

    Everything printed is escaped, and its control and direction-changing characters are taken out.
    """

    name = "html"
    suffix = "html"

    def render(self, sheet: Sheet) -> str:
        """The whole page."""
        it = outline(
            sheet.audit, sheet.comparison, sheet.remedies, share=sheet.share, profile=sheet.profile, file=sheet.file
        )
        style = (folder("templates") / "report" / "style.css").read_text(encoding="utf-8")
        return (
            _environment()
            .get_template("report/page.html")
            .render(
                it=it,
                style=Markup(style),  # noqa: S704  our own style sheet, which the policy's hash covers
                style_hash=_hash(style),
                severities=[(words.SHAPES[s], word, words.SEVERITY_MEANS[s]) for s, word in words.SEVERITIES.items()],
                around=_around,
                country=_country,
                map=_map,
                week=_week,
                shapes=SHAPES,
                confidences=[(word, words.CONFIDENCE_MEANS[c]) for c, word in words.CONFIDENCES.items()],
            )
        )


def _country(marks: Sequence[Mark]) -> Markup:
    return Markup(overview(paper(marks)))  # noqa: S704  our own drawing, which holds no words of others


def _around(marks: Sequence[Mark]) -> Sequence[tuple[str, Point]]:
    return postcodes_in(paper(marks))


def _map(marks: Sequence[Mark], postcodes: Sequence[tuple[str, Point]]) -> Markup:
    return Markup(draw(marks, postcodes))  # noqa: S704  our own drawing, which escapes its words


def _week(counts: Sequence[Sequence[int]], what: str) -> Markup:
    return Markup(week.draw(counts, what))  # noqa: S704  our own drawing, which escapes its words


def _hash(style: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_defused,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _defused(value: Any) -> Any:  # noqa: ANN401  whatever a template prints
    """Text without hidden characters; what is already HTML stays as it is."""
    return words.printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

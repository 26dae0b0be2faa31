"""The findings as a table: a row each, for a spreadsheet. Values stay hidden; audit.json has them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from footprint.model import Audit, Comparison, Fate, Finding
from footprint.outline import words
from footprint.outline.advice import holding
from footprint.outline.redaction import Veil, redacted
from footprint.reports import Report, Sheet

COLUMNS = (
    "what",
    "hint",
    "heading",
    "how serious",
    "how sure",
    "why",
    "who can see it",
    "is it in your profile",
    "where",
    "addresses",
    "what became of it",
    "first seen",
    "what to do",
    "minutes",
    "who decides",
)

_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001  some spreadsheets take the wide ones too


class Csv(Report):
    """A header and a row for each finding. No cell can be taken for a formula."""

    name = "csv"
    suffix = "csv"

    def render(self, sheet: Sheet) -> str:
        """The table, with the line ends that spreadsheets expect."""
        veil = Veil.over(sheet.audit)
        audit, comparison = sheet.audit, sheet.comparison
        if sheet.share:
            audit, comparison = redacted(audit, comparison)
        out = io.StringIO(newline="")
        table = csv.writer(out)
        table.writerow(COLUMNS)
        table.writerows([_harmless(cell) for cell in row] for row in _rows(audit, comparison, sheet, veil))
        return out.getvalue()


def _rows(audit: Audit, comparison: Comparison, sheet: Sheet, veil: Veil) -> Iterator[tuple[str, ...]]:
    remedies = holding(sheet.remedies, audit)
    for finding in audit.findings:
        remedy = next((remedies[name] for name in finding.remedies if name in remedies), None)
        fate = comparison.fates.get(finding.id)
        seen = comparison.first_seen.get(finding.id)
        yield (
            veil(finding.what),
            finding.masked,
            words.GROUPS[finding.group],
            words.SEVERITIES[finding.severity],
            words.CONFIDENCES[finding.confidence],
            "; ".join(veil.strictly(reason) for reason in finding.reasons),
            finding.audience,
            "yes" if finding.declared else "no",
            "; ".join(veil.strictly(title) for title in _titles(finding)),
            " ".join(place.url for place in finding.where),
            words.FATES[fate] if fate and comparison.previous else words.FATES[Fate.NEW],
            f"{seen.astimezone():%Y-%m-%d}" if seen else "",
            remedy.title if remedy else "",
            str(remedy.minutes) if remedy else "",
            words.WHO[remedy.who] if remedy else "",
        )


def _titles(finding: Finding) -> Iterator[str]:
    for place in finding.where:
        yield f"{place.title} ({place.place})" if place.title else place.place


def _harmless(text: str) -> str:
    """One line that a spreadsheet shows as it is: an apostrophe stands before what could be a formula."""
    text = words.plain(text)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text

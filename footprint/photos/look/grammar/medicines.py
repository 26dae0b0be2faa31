"""Labels of prescriptions, and papers of the health service."""

from __future__ import annotations

from footprint.photos.look.grammar.cues import Cues

MEDICINE = Cues(
    "medicine",
    "It has the words of a prescription's label",
    alone=(
        r"\btake (?:one|two|three|half|[1-4])\b.{0,30}\b(?:tablets?|capsules?|daily|day|times)\b",
        r"\bNHS (?:no|number)\b",
    ),
    some=(
        r"\bpharmac(?:y|ist)\b|\bfferyllfa\b",
        r"\b[0-9]+\s?(?:mg|mcg|micrograms?)\b",
        r"\b(?:tablets?|capsules?|inhaler|drops)\b",
        r"out of (?:the )?reach|sight and reach",
        r"\bprescri(?:bed|ption)\b|\bdosage\b",
        r"\bpatient\b",
    ),
)
judge = MEDICINE.judge

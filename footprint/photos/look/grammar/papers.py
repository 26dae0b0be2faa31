"""Papers that are not for the public: marked exempt, confidential or restricted.

Local Government Act 1972, Schedule 12A: the paragraphs by which a council's papers are exempt.
"""

from __future__ import annotations

from footprint.photos.look.grammar.cues import Cues

PAPERS = Cues(
    "papers",
    "It is marked as not for the public",
    alone=(
        r"\bnot for publication\b",
        r"\bexempt (?:information|report|item|appendix)\b",
        r"\bschedule 12a\b",
        r"\bofficial[\s:-]{1,3}sensitive\b",
        r"^\W*(?:strictly |private (?:and|&) |highly )?confidential\W*$",
        r"^\W*exempt\W*$",
        r"\bnot to be (?:shared|circulated|copied)\b",
        r"^\W*(?:part (?:2|ii|b)|restricted)\s?[-:\u2013]?\s?(?:confidential|private|exempt)\b",
    ),
)
judge = PAPERS.judge

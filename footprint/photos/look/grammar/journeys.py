"""Boarding passes and labels on luggage: the bar code on them opens the booking."""

from __future__ import annotations

from footprint.photos.look.grammar.cues import Cues

JOURNEY = Cues(
    "journey",
    "It has the words of a boarding pass or a luggage label",
    alone=(r"\bboarding\s?(?:pass|card)\b",),
    some=(
        r"\bgate\b",
        r"\bseat\b",
        r"\bflight\b|\b[A-Z]{2}\s?[0-9]{3,4}\b",
        r"\bboarding\b|\bdeparts?\b|\bdeparture\b",
        r"\bpassenger\b|\bbooking ref",
        r"\b(?:luggage|baggage|bag) ?(?:tag|label|receipt)?\b",
        r"\b(?:LHR|LGW|STN|LTN|MAN|BHX|EDI|GLA|BRS|CWL|BFS|BHD|NCL|LPL|EMA)\b",
    ),
)
judge = JOURNEY.judge

"""Tickets with a day on them: for an event, or for a train."""

from __future__ import annotations

from footprint.photos.look.grammar.cues import Cues

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
TICKET = Cues(
    "ticket",
    "It has the words of a ticket, and a day",
    alone=(r"\badmit (?:one|two)\b",),
    some=(
        r"\be?-?ticket\b",
        rf"\b[0-3]?[0-9](?:st|nd|rd|th)?[\s.-]{{1,2}}{_MONTH}\b|\b[0-3][0-9][/.-][01][0-9][/.-](?:20)?[0-9]{{2}}\b",
        r"\brow\b|\bseat\b|\bblock\b|\bcoach\b",
        r"\bdoors?\b.{0,10}\b(?:open|[0-9])|\bkick.?off\b|\badmission\b",
        r"\b(?:return|single|railcard|valid until|route)\b",
        r"\b(?:off.?peak|anytime|advance) (?:day |single|return|travel)",
        r"\border (?:no|number|ref)|\bbooking (?:no|number|ref)",
    ),
)
judge = TICKET.judge

"""Care homes, hospices and sheltered housing."""

from __future__ import annotations

from footprint.photos.look.grammar.naming import Naming

CARE_HOME = Naming(
    "care-home",
    "a care home",
    r"(?:care|nursing|residential|retirement|rest) (?:home|village|centre|community)|hospice|sheltered housing|"
    r"extra care|assisted living|day centre|alms-?houses?",
    r"job|vacanc|wanted|agency|shop",
    r"cartref(?: gofal| nyrsio)?",
)
judge = CARE_HOME.judge

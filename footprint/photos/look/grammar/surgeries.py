"""Doctors, dentists and hospitals."""

from __future__ import annotations

from footprint.photos.look.grammar.naming import Naming

SURGERY = Naming(
    "surgery",
    "a surgery",
    r"surgery|medical (?:centre|practice|group)|health (?:centre|clinic)|dental (?:practice|care|centre|surgery)|"
    r"dentists?|doctors|hospital|infirmary|clinic|group practice|physiotherapy",
    r"tree surgery|surgery (?:hours|times|today|dates?|saturday)|councillor|cllr|\bmps?\b|advice surgery|veterinary|"
    r"\bvets?\b|phone|screen|computer|bike|hospitality",
    r"meddygfa|canolfan iechyd|ysbyty",
)
judge = SURGERY.judge

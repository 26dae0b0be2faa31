"""Places of worship."""

from __future__ import annotations

from footprint.photos.look.grammar.naming import Naming

WORSHIP = Naming(
    "worship",
    "a place of worship",
    r"church|chapel|cathedral|minster|abbey|priory|mosque|masjid|synagogue|gurdwara|mandir|temple|meeting house|"
    r"kingdom hall|tabernacle|citadel|islamic centre",
    r"school|academy|church (?:lane|road|street|hall hire)|house|court|chapel (?:lane|road|street)|temple meads|"
    r"national|bank|ales?\b",
    r"church of|eglwys|capel|our lady",
)
judge = WORSHIP.judge

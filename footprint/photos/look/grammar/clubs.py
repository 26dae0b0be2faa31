"""Sports clubs and the badges on kit: where somebody is every week at the same hour."""

from __future__ import annotations

from footprint.photos.look.grammar.naming import Naming

CLUB = Naming(
    "club",
    "a club",
    r"(?:football|cricket|rugby|tennis|golf|bowls|bowling|hockey|netball|athletics|running|cycling|swimming|rowing|"
    r"sailing|gymnastics|judo|karate|boxing|squash|badminton|sports|social|youth|boys|girls) (?:club|academy|team)|"
    r"a?f\.?c\.?|r\.?f\.?c\.?|r\.?u\.?f\.?c\.?|c\.?c\.?|harriers|parkrun|scouts?|scout group|guides|brownies|rainbows|"
    r"beavers|cubs|cadets|gym|leisure centre|united f\.?c\.?",
    r"night|book club|price|kfc|c\.?c\.?t\.?v|\bcc:|tour guides?|guides? to",
    r"clwb",
)
judge = CLUB.judge

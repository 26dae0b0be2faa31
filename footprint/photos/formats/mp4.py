"""MP4: films of phones and cameras, 3GP and M4V among them."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.boxes import after_ftyp, brands
from footprint.photos.films.movie import Movie

_FILMS = frozenset(
    {
        b"isom",
        b"iso2",
        b"iso3",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"mp71",
        b"avc1",
        b"MSNV",
        b"XAVC",
        b"M4V ",
    },
)
_ELSEWHERE = frozenset({b"qt  ", b"crx ", b"avif", b"heic", b"heix", b"mif1", b"jp2 ", b"jpx ", b"jxl "})

_FILM_BOXES = frozenset({b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"pdin"})


class Mp4(Movie):
    """MP4 films."""

    name: ClassVar[str] = "MP4"

    def matches(self, head: bytes) -> bool:
        """Whether one of the kinds of film is named, and none of the pictures that share the same boxes."""
        main, *others = brands(head) or (b"",)
        if main in _ELSEWHERE:
            return False
        named = main in _FILMS or main[:3] in (b"3gp", b"3g2") or bool(_FILMS.intersection(others))
        # A name that nobody knows is no reason not to look, where a film's box follows.
        return named or (bool(main) and after_ftyp(head) in _FILM_BOXES)

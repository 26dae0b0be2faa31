"""Pictures on a page that may be photographs: the likeliest first, without signs, trackers and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PICTURES = 4
"""Pictures that are looked at on a page that was found and names the person."""

_PHOTO = re.compile(r"\.(?:jpe?g|jpe|tiff?|hei[cf]|dng|mp4|mov|m4v)\Z", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|webp|avif)\Z", re.IGNORECASE)
_NO_PHOTO = re.compile(r"\.(?:svgz?|gif|ico|css|js|json|xml|rss|mp3|woff2?)\Z", re.IGNORECASE)
_SIGN = re.compile(
    r"(?<![a-z])(?:logos?|icons?|favicon|sprites?|spacer|pixel|tracking|tracker|beacon|emojis?|smil(?:ey|ies)|captcha"
    r"|spinner|placeholder|wp-smiley|gravatar)(?![a-z])",
    re.IGNORECASE,
)
_SMALLER = re.compile(r"[-_](\d{2,4})x(\d{2,4})\.\w+\Z|thumb|[-_]small\b|/s\d{2,3}/", re.IGNORECASE)
_LEAST = 80
"""Pixels: what is shown smaller is a sign."""
_LARGE = 300


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page names it.

    Attributes:
        url: absolute.
        words: what it is called there: its description where that is short, and the names of its style.
        width: in pixels as the page shows it, or 0.
        height: likewise.
        linked: the page links to it; such are mostly whole where what is shown is a smaller copy.
    """

    url: str
    words: str = ""
    width: int = 0
    height: int = 0
    linked: bool = False


def likely(pictures: Iterable[Picture], page_host: str) -> tuple[str, ...]:
    """Addresses of what may be photographs, the likeliest first, once each.

    Args:
        pictures: those of a page.
        page_host: whose page it is. On another host, what is not named like a picture may be a counter that tells
            somebody we looked.
    """
    told: dict[str, Picture] = {}
    for picture in pictures:
        if picture.url not in told or picture.linked:
            told[picture.url] = picture
    kept = [picture for picture in told.values() if _may_be(picture, page_host)]
    return tuple(picture.url for picture in sorted(kept, key=_likeliness, reverse=True))


def _may_be(picture: Picture, page_host: str) -> bool:
    found = urlsplit(picture.url)
    path = unquote(found.path)
    named = _PHOTO.search(path) or _PICTURE.search(path)
    if _NO_PHOTO.search(path) or not (named or _kin(found.hostname or "", page_host)):
        return False
    small = any(0 < size < _LEAST for size in (picture.width, picture.height))
    return not (small or _SIGN.search(path.rpartition("/")[2]) or _SIGN.search(picture.words))


def _kin(host: str, page_host: str) -> bool:
    """Whether a host is the page's own, or one below or above it: thornmere.example, www.thornmere.example."""
    one, other = host.removeprefix("www."), page_host.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _likeliness(picture: Picture) -> int:
    """How likely it is a photograph with all that the camera wrote into it."""
    path = unquote(urlsplit(picture.url).path)
    size = picture.width * picture.height
    return (
        3 * picture.linked
        + 2 * bool(_PHOTO.search(path))
        + 2 * (size >= _LARGE * _LARGE)
        + bool(_PICTURE.search(path))
        - 2 * bool(_SMALLER.search(path))
    )

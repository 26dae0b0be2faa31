"""Decodes pictures with Pillow, within limits: for thumbnails, for what else Pillow finds in a copy, to compare pixels.

Pixels (`seen` and `shown`) are compared only for formats of which `essence` knows nothing. All that are cleaned here
are known to it; one that another distribution adds is not.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, ImageFile

from footprint.errors import Unreadable
from footprint.photos.multipicture import is_directory

LARGEST = 125_000_000
"""Pixels in one picture; more are never decoded. Telephones make 108 million."""

LARGEST_IN_ALL = 400_000_000
"""Pixels in all frames of an animation."""

_LARGEST_HEADER = 1_000_000_000
"""Pixels in a picture of which nothing but the header is read."""

_READ_FROM_THE_HEADER = frozenset({"JPEG", "PNG"})

_TOO_MANY = "The picture has too many pixels to be decoded. Make a smaller copy of it, and use that."
_DAMAGED = (
    "The picture could not be decoded: it is damaged, or of a kind that is not known. "
    "Where another program still shows it, save it there as a JPEG."
)
_TOO_LONG = (
    "The picture is made so that decoding it would take very long. Where a program shows it, save it anew there."
)
_WORK = 20_000_000_000
"""Pixels that are decoded of one picture: of a progressive JPEG all are, in each of its scans, of which ten are usual.
Bytes behind the picture may look like scans, a hundred in some megabytes."""

_SCAN, _PIECE = b"\xff\xda", 1 << 20
_STRIP = 512
"""Rows of pixels that are taken at once: a picture's bytes are never there twice."""

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF", "HEIF")
"""No others: Pillow has decoders that start other programs."""


@cache
def _with_heif() -> None:
    pillow_heif.register_heif_opener()


@contextmanager
def opened(source: Path | bytes, formats: tuple[str, ...] = _FORMATS, most: int = LARGEST) -> Iterator[Image.Image]:
    """A picture, its header read, its pixels not yet decoded.

    Args:
        source: a path, or a file's bytes.
        formats: Pillow's names of those that it may be of.
        most: how many pixels it may have.

    Raises:
        Unreadable: when it is none, is broken, or has too many pixels; also for what is raised while it is open.
    """
    if "HEIF" in formats:
        _with_heif()
    try:
        with warnings.catch_warnings(), _no_smaller_limit(most):
            warnings.simplefilter("ignore")  # Pillow warns of damaged metadata, which is read elsewhere.
            with Image.open(source if isinstance(source, Path) else BytesIO(source), formats=formats) as image:
                _check(image.width * image.height, most)
                _check_scans(image, source)
                yield image
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:
        raise Unreadable(_TOO_MANY) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno:  # the system's own; those of decoders have no number
            raise Unreadable(f"The file cannot be read ({error.strerror or 'no reason given'}).") from error
        # Decoders raise whatever comes to hand for hostile input, MemoryError and struct.error among it.
        raise Unreadable(_DAMAGED) from error


@contextmanager
def _no_smaller_limit(most: int) -> Iterator[None]:
    """Pillow has a limit of its own, which is to protect from what is not done to a header."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = before if most <= LARGEST else most
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _check(pixels: int, most: int) -> None:
    if pixels > most:
        raise Unreadable(_TOO_MANY)


def _check_scans(image: Image.Image, source: Path | bytes) -> None:
    """A few bytes are enough for one more scan over all of a picture."""
    if image.info.get("progressive") and _scans(source) * image.width * image.height > _WORK:
        raise Unreadable(_TOO_LONG)


def _scans(source: Path | bytes) -> int:
    if isinstance(source, bytes):
        return source.count(_SCAN)
    with source.open("rb") as file:
        return sum(piece.count(_SCAN) for piece in iter(lambda: file.read(_PIECE), b""))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a viewer shows of a picture: two files with the same are told apart by no one who looks at them.

    Attributes:
        pixels: a hash over all frames, with their sizes and durations.
        profile: the colour profile, or empty.
    """

    pixels: str
    profile: bytes


OWN_WAY = frozenset({"HEIF", "AVIF"})
"""Formats with a property that says how the picture is turned, which no note in EXIF gainsays."""

_GAIN_MAP = "urn:com:apple:photo:2020:aux:hdrgainmap"

_HARMLESS = frozenset(
    {
        *("jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "adobe", "adobe_transform"),
        *("progressive", "progression", "icc_profile", "gamma", "transparency", "srgb", "chromaticity", "aspect"),
        *("interlace", "background", "loop", "duration", "timestamp", "default_image", "bbox", "blend", "disposal"),
        *("primary", "bit_depth", "chroma", "tiling", "nclx_profile", "icc_profile_type"),
        *("entity_groups", "pixel_aspect_ratio", "content_light_level", "mastering_display_colour_volume"),
        *("ambient_viewing_environment", "nominal_diffuse_white_luminance"),
        *("original_orientation", "version", "extension", "exif", "xmp", "aux", "mp", "mpoffset"),
    },
)
"""What a picture needs to be shown; "exif", "xmp" and "aux" are looked into; "mp" is where more pictures lie."""

_ORIENTATION, _COLOUR_SPACE = 0x0112, 0xA001
_ADOBE_RGB, _UNCALIBRATED = 2, 0xFFFF


@contextmanager
def _whatever_else_is_broken() -> Iterator[None]:
    """Pillow refuses a picture for damage in a note beside it; here only the picture counts."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def seen(source: Path | bytes, kind: str) -> tuple[str, bytes]:
    """The pixels and the colour profile of a file as in `Shown`, whatever its metadata are like.

    A picture that is cut off is filled up with grey: to be compared with what `shown` gives, which refuses it.

    Raises:
        Unreadable: when the picture itself cannot be decoded, or is too large to be.
    """
    with _whatever_else_is_broken(), opened(source, (kind,)) as image:
        return _hash(image, _frames(image, kind)), image.info.get("icc_profile") or b""


def _frames(image: Image.Image, kind: str) -> int:
    # Of files that hold several pictures only the one that is shown counts.
    frames = 1 if kind in ("JPEG", "HEIF") else getattr(image, "n_frames", 1)
    _check(frames * image.width * image.height, LARGEST_IN_ALL)
    return frames


def shown(source: Path | bytes, kind: str) -> Shown:
    """What a viewer shows of a file. `kind` is Pillow's name of its format.

    Of a JPEG only the first picture counts, of a HEIC the primary one.

    Raises:
        Unreadable: when it cannot be decoded, or is too large to be.
    """
    with opened(source, (kind,)) as image:
        return Shown(_hash(image, _frames(image, kind)), image.info.get("icc_profile") or b"")


def noted(source: Path | bytes, kind: str, *, whole: bool = False) -> tuple[frozenset[str], int]:
    """Names of everything that Pillow finds in a file besides the picture, and how it would turn the picture, 1 to 8.

    Args:
        source: a path, opened for reading only, or a file's bytes.
        kind: Pillow's name of its format.
        whole: also look behind the picture of a PNG, which Pillow decodes on the way.

    Raises:
        Unreadable: when it cannot be opened.
    """
    header = kind in _READ_FROM_THE_HEADER and not whole
    with opened(source, (kind,), _LARGEST_HEADER if header else LARGEST) as image:
        tags = Image.Image.getexif(image) if header else image.getexif()
        notes = {str(name) for name, value in image.info.items() if name not in _HARMLESS and _tells(value)}
        notes |= {str(name) for name in image.info.get("aux", ()) if name != _GAIN_MAP}
        notes |= {f"EXIF tag {tag}" for tag in tags if tag != _ORIENTATION}
        notes |= {"XMP"} if image.getxmp() and not is_directory(image.info.get("xmp") or b"") else set()
        return frozenset(notes), 1 if kind in OWN_WAY else tags.get(_ORIENTATION, 1)


def exif_block(source: Path | bytes, kind: str) -> bytes:
    """The EXIF block that a decoder finds in a file, without JPEG's header; empty for none.

    Raises:
        Unreadable: when the file cannot be opened.
    """
    with opened(source, (kind,)) as image:
        block: bytes = image.info.get("exif") or b""
        return block.removeprefix(b"Exif\0\0")


def _tells(value: object) -> bool:
    """Whether something is there: lists of thumbnails and the like are there also where they are empty."""
    return value not in ([], {}, None)


def orientation(block: bytes) -> int:
    """How an EXIF block says that the picture is to be turned, 1 to 8, as Pillow understands it; 0 for not at all."""
    tags = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as above
            tags.load(block)
            turned = tags.get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001  damaged blocks make it raise whatever comes to hand
        return 0
    turned = turned[0] if isinstance(turned, tuple) and turned else turned
    return turned if turned in range(1, 9) else 1


def adobe_rgb(block: bytes) -> int:
    """The colour space that an EXIF block gives, where it means Adobe RGB: 2, or 65535 beside DCF's mark; else 0."""
    tags = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as above
            tags.load(block)
            said = tags.get_ifd(ExifTags.IFD.Exif).get(_COLOUR_SPACE, _UNCALIBRATED)
            mark = str(tags.get_ifd(ExifTags.IFD.Interop).get(1)) if said == _UNCALIBRATED else ""
    except Exception:  # noqa: BLE001  as above
        return 0
    return said if said == _ADOBE_RGB or (said == _UNCALIBRATED and mark.startswith("R03")) else 0


def _hash(image: Image.Image, frames: int) -> str:
    digest = hashlib.sha256()
    for frame in range(frames):
        if frame:
            image.seek(frame)
        image.load()
        digest.update(f"{image.mode} {image.size} {image.info.get('duration')}".encode())
        for top in range(0, image.height, _STRIP):
            strip = (0, top, image.width, min(top + _STRIP, image.height))
            digest.update(image.crop(strip).tobytes())
    return digest.hexdigest()

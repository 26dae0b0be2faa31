"""The photo library: walk a folder, read what each file gives away, write a copy that does not.

`library` finds files and remembers what they said, `read` reads one, `clean` writes a proven copy of one and `copies`
of whole folders, `album` counts for the report, `thumbnail` makes a small picture free of metadata.

`formats/` holds one file format each, sidecars among them; what several formats of a family share is in `films`,
`stills` (both made of `boxes`) and `directories`. The vocabularies read `facts` out of the blocks that a format splits
a file into: `exif` with its `makernotes`, `xmp`, and in `vocabularies/` IPTC and Photoshop's blocks, QuickTime's boxes,
texts, C2PA's signed history, and what makers put into a JPEG's segments and behind its end. `timed/` reads tracks of
measurements in films. `names` reads what a file's own name tells, and `sidecars` finds the files that tell of a photo
beside it.

What several of these need stands beside them: `stream` and `runs` (bytes of a file, and stretches of them), `boxes`,
`ifd`, `deflated`, `coordinates` and `samsung`.

`amount` says which blocks a copy keeps, `without` what is taken out of those, `proof` holds a copy against its
original, and `essence` finds what a picture is made of for that.

To add a format, write a module in `formats/` with one subclass of `Format`: `matches` tells it by content, and `split`
walks the file once and yields every block of it. A subclass of `Cleanable` can also `join` some of those blocks to a
copy; one whose parts are found by their offset is an `Addressed`, in which nothing moves and what goes is blanked.
Reading and cleaning go over the same blocks, so what was not seen cannot be quietly kept.
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, ClassVar

from footprint import plugins
from footprint.photos.stream import Stream

HEAD = 4096
"""How many bytes of a file's beginning are enough to tell its format."""


class BlockKind(StrEnum):
    """What a block of a file is for."""

    IMAGE = "image-data"
    """Needed to show the picture or play the film."""
    ICC = "icc"
    """The colour profile."""
    EXIF = "exif"
    XMP = "xmp"
    IPTC = "iptc"
    """Photoshop's resource blocks, IPTC among them."""
    QUICKTIME = "quicktime"
    """A box of an MP4 or MOV file that describes it."""
    TEXT = "text"
    """A comment, or a keyword with a text; the block's name holds the keyword."""
    TIME = "time"
    """A moment, seven bytes long, as PNG keeps it."""
    THUMBNAIL = "thumbnail"
    EMBEDDED = "embedded"
    """Another picture or film inside the file."""
    GAIN_MAP = "gain-map"
    """A second picture, whole, that says how much brighter the first can be shown."""
    INDEX = "index"
    """Where second pictures and films lie; written anew for those that are kept."""
    PLACE = "place"
    """A position or the name of a place, and nothing else."""
    TRACK = "track"
    """A timed track of measurements in a film."""
    TRAILER = "trailer"
    """Whatever lies behind the picture's end."""
    PROVENANCE = "provenance"
    """Signed history (C2PA)."""
    UNKNOWN = "unknown"


@dataclass(slots=True, unsafe_hash=True)
class Block:
    """A piece of a file. It is never changed: to make one that is frozen takes five times as long.

    Attributes:
        offset: where it begins, in bytes from the file's beginning.
        length: how long it is, its own header included.
        name: what the format calls it: "APP1", "iTXt", "moov/udta".
        skip: how many bytes of header stand before what a vocabulary reads.
        payload: what a vocabulary reads, where the file holds it wrapped, compressed or in pieces; else None. Empty
            bytes: what is in this piece stands in the payload of another one.
        says: the one thing that it tells, where a person may ask to keep that: a word of `amount.KEEPABLE`.
        inner: no vocabulary reads it: it is part of another block that is read as a whole, or nothing is in it.
    """

    kind: BlockKind
    offset: int
    length: int
    name: str = ""
    skip: int = 0
    payload: bytes | None = None
    says: str = ""
    inner: bool = False

    @property
    def end(self) -> int:
        """Where the next block begins."""
        return self.offset + self.length

    def content(self, stream: Stream) -> Stream:
        """What a vocabulary reads, without reading any of it yet."""
        if self.payload is not None:
            return Stream.of(self.payload)
        return stream.part(self.offset + self.skip, max(0, self.length - self.skip))


class Format(ABC):
    """One file format.

    Attributes:
        name: as it stands in every output: "JPEG".
        begins: the first two bytes, where every file of this format has them and no file of another: nobody else is
            asked then. Empty where that cannot be said.
        costly_after: the name of a block behind which going on means reading the picture itself; a shallow reading
            stops there.
        instead: why no cleaned copy is made of such a file, and what a person can do instead; empty where nothing
            better can be said than that it is so.
        beside: such a file only tells of a photo beside it: it is left out when that is cleaned.
    """

    name: ClassVar[str]
    begins: ClassVar[bytes] = b""
    costly_after: ClassVar[str] = ""
    instead: ClassVar[str] = ""
    beside: ClassVar[bool] = False

    @abstractmethod
    def matches(self, head: bytes) -> bool:
        """Whether a file that begins so (`HEAD` bytes, or all it has) is of this format."""

    @abstractmethod
    def split(self, stream: Stream) -> Iterator[Block]:
        """Every block, reading no more than it must, and that only when the next block is asked for.

        Raises:
            Unreadable: where the file makes no sense any more, after the blocks before that place.
        """

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """Width and height in pixels, where this is the block whose header says them."""
        del block, stream
        return None


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the original, and what becomes of it in a copy.

    Attributes:
        stays: whether it is there at all.
        content: what a vocabulary, or a viewer, is to find in it instead of what the original has there; as long or
            shorter in formats whose parts do not move. None for no change.
    """

    block: Block
    stays: bool = True
    content: bytes | None = None


MOTION = "motion photo"
"""The name of an EMBEDDED block that holds the film of a motion photo, and nothing besides."""


GAIN_MAP_NOTE = "gain map's note"
"""The name of an XMP block about a gain map: of what it says a copy keeps the numbers by which the map is used."""

WHOLE = "TIFF"
"""The name of an EXIF block that is the whole file: what stays of it are blocks of their own."""


class Cleanable(Format):
    """A format of which cleaned copies can be made: its blocks follow one another without a gap, to the last byte.

    Attributes:
        orients: the names of the EXIF blocks whose orientation viewers obey, the first that says it. None where
            the picture itself says how it is turned.
        decoder: Pillow's name of the format; empty where Pillow opens no such file, or not all of them.
        needed: the numbers of EXIF tags by which the picture itself is decoded and shown.
    """

    orients: ClassVar[tuple[str, ...]] = ()
    decoder: ClassVar[str] = ""
    needed: ClassVar[frozenset[int]] = frozenset()

    @abstractmethod
    def join(self, stream: Stream, parts: Sequence[Part], into: BinaryIO, *, exif: bytes = b"") -> None:
        """Write the file again. If all parts stay as they are, it is the same file, byte for byte.

        Args:
            stream: the original.
            parts: one for each block, in the order of `split`.
            into: where to write, from its beginning.
            exif: a small EXIF block that the copy has besides: how the picture is turned, and what a person chose
                to keep. Empty for none.

        Raises:
            Withheld: when no sound copy can be made of these parts.
        """


def all_formats() -> tuple[Format, ...]:
    """Every format, the package's own and those of other distributions."""
    return plugins.members("footprint.photos.formats", Format)


@functools.cache
def _by_beginning() -> dict[bytes, Format]:
    return {form.begins: form for form in all_formats() if form.begins}


def format_of(head: bytes) -> Format | None:
    """The format of a file that begins so, told by its content."""
    told = _by_beginning().get(head[:2])
    return told or next((form for form in all_formats() if form.matches(head)), None)

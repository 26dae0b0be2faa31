"""What others make of a picture or film: its pixels, its colours and how it is turned. None of it is our code."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pillow_heif
from PIL import Image

from tests.bench import peers

_FILMS = (b"isom", b"iso", b"mp4", b"qt  ", b"M4V", b"3gp", b"avc1", b"dash")
_ALL_FRAMES = frozenset({"GIF", "PNG", "WEBP", "TIFF"})
_SMALLER = 1
"""A page of a TIFF that is only a smaller copy of another."""

pillow_heif.register_heif_opener()


class Shown(NamedTuple):
    """What a person sees, as hashes that can be compared."""

    pixels: str
    profile: str
    turned: str


def shown(file: Path) -> Shown | None:
    """What decoders make of a whole file; None where none opens it."""
    with file.open("rb") as opened:
        head = opened.read(12)
    if head[4:8] == b"ftyp" and head[8:12].startswith(_FILMS):
        return _film(file)
    if head.startswith(b"\xff\x0a") or head[4:8] == b"JXL ":
        return _jxl(file)
    try:
        with Image.open(file) as image:
            profile = _hash([image.info.get("icc_profile") or b""])
            turned = image.getexif().get(0x0112, 1)
            return Shown(_hash(_frames(image)), profile, str(turned if turned in range(1, 9) else 1))
    except Exception:  # noqa: BLE001  whatever a decoder raises: it does not open the file
        return None


def _frames(image: Image.Image) -> Iterator[bytes]:
    """The pixels of each frame; smaller copies in a TIFF are no frames, nor are the pictures behind a JPEG."""
    count = getattr(image, "n_frames", 1) if image.format in _ALL_FRAMES else 1
    for number in range(count):
        if count > 1:
            image.seek(number)
        if getattr(image, "tag_v2", {}).get(254) != _SMALLER:
            yield image.convert("RGBA" if image.has_transparency_data else "RGB").tobytes()
            yield str((image.size, image.info.get("duration"))).encode()


def _film(file: Path) -> Shown | None:
    """Each packet of pictures and sound, and what its decoder is set up with."""
    if peers.FFMPEG is None:
        return None
    command = [peers.FFMPEG, "-v", "error", "-i", str(file), "-map", "0:v?", "-map", "0:a?", "-c", "copy"]
    said = _output([*command, "-f", "framemd5", "-"])
    packets = [line for line in said.splitlines() if not line.startswith(b"#software")]
    if not any(line and not line.startswith(b"#") for line in packets):
        return None
    about = ("color_space,color_primaries,color_transfer", "width,height:stream_side_data=rotation")
    probe = [str(Path(peers.FFMPEG).with_name("ffprobe")), "-v", "error", "-select_streams", "v", "-of", "csv"]
    colours, turned = (_output([*probe, "-show_entries", f"stream={entries}", str(file)]) for entries in about)
    return Shown(_hash(packets), _hash([colours]), _hash([turned]))


def _jxl(file: Path) -> Shown | None:
    """The decoder turns it itself, so how it is turned counts with its pixels."""
    if peers.DJXL is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "a.png")
        _output([peers.DJXL, str(file), str(picture)])
        return shown(picture) if picture.exists() else None


def _output(command: list[str]) -> bytes:
    return subprocess.run(command, capture_output=True, check=False).stdout


def _hash(pieces: list[bytes] | Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()

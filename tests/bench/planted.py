"""Files of every format of which copies are made, each with every trace planted in it that the format can hold."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from tests.bench import peers
from tests.photos import films, multipictures, samples, test_clean, tiffs
from tests.photos.formats import test_gif, test_jxl, test_png, test_still, test_webp

SECRETS = frozenset({samples.NAME, samples.SERIAL, "Thornmere", "Kingfisher Wharf", "52.6490", "52,38.94N"})

_H264 = ("-c:v", "libx264", "-c:a", "aac")
_FILMS = {
    "planted.mp4": _H264,
    "planted first.mp4": (*_H264, "-movflags", "+faststart"),
    "planted.mov": ("-c:v", "libx264", "-c:a", "pcm_s16le", "-movflags", "use_metadata_tags"),
    "planted.m4v": _H264,
    "planted.3gp": _H264,
    "planted in pieces.mp4": (*_H264, "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-g", "4"),
}
_TRACKS = {
    "planted.mp4": films.timed(b"gpmd", films.gpmf_sample(), films.gps9_sample()),
    "planted.mov": films.timed(
        b"mebx",
        films.mebx_sample(b"+52.6490-000.6370/"),
        entry=films.mebx_entry(location_ISO6709=1),
    ),
    "planted.m4v": films.timed(b"camm", films.camm_short(), films.camm_long()),
}


def invented(file: Path) -> bool:
    """Whether it is one of ours."""
    return file.name.startswith("planted")


def files(into: Path) -> list[Path]:
    """Write them into a folder; those that take a tool which is not here are left out."""
    for name, data in _pictures().items():
        (into / name).write_bytes(data)
    if peers.CJXL:
        (into / "planted.jxl").write_bytes(_jxl(peers.CJXL))
    if peers.FFMPEG:
        for name, options in _FILMS.items():
            _film(into / name, options)
    return sorted(into.iterdir())


def _pictures() -> dict[str, bytes]:
    telling = {f"planted {name}": data for name, data in test_clean.TELLING.items()}
    film = films.telling_film()
    second = multipictures.gain_map(multipictures.GAINS, multipictures.NUMBERS)
    told = samples.exif_segment(samples.telling_exif(orientation=6))
    directory = samples.xmp_segment(multipictures.directory(len(second), len(film)))
    lesser = samples.jpeg(told, samples.xmp_segment(samples.telling_xmp()))
    return telling | {
        "planted motion.jpg": samples.jpeg(samples.xmp_segment(multipictures.directory(film=len(film))), trailer=film),
        "planted samsung.jpg": samples.jpeg(told, trailer=multipictures.samsung(film)),
        "planted gain map.jpg": multipictures.indexed([second], told, directory, behind=film),
        "planted pair.jpg": multipictures.indexed([lesser], told, between=samples.NAME.encode()),
        "planted comment.jpg": samples.jpeg(
            samples.segment(0xFE, f"{samples.NAME}, Thornmere".encode()),
            samples.iptc_segment(samples.telling_iptc()),
            samples.segment(0xEB, b"JP" + samples.jumbf("c2pa", samples.box(b"json", samples.NAME.encode()))),
        ),
        "planted all.png": test_png.EVERYTHING,
        "planted all.webp": test_webp.EVERYTHING,
        "planted.gif": test_gif.EVERYTHING,
        "planted.tif": tiffs.telling_tiff(),
        "planted motorola.tif": tiffs.telling_tiff(">"),
        "planted big.tif": tiffs.telling_tiff(big=True),
        "planted.heic": test_still.telling(),
        "planted handler.heic": test_still.telling(handler=b"pict" + bytes(12) + samples.NAME.encode() + b"\0"),
        "planted behind.heic": test_still.telling(after=samples.box(b"mpvd", film)),
        "planted.avif": samples.saved(
            samples.pixels(64, 64), "AVIF", exif=samples.telling_exif(orientation=6), xmp=samples.telling_xmp()
        ),
    }


def _jxl(coder: str) -> bytes:
    """A picture that decoders open, with everything in boxes around it."""
    with tempfile.TemporaryDirectory() as folder:
        picture, coded = Path(folder, "a.png"), Path(folder, "a.jxl")
        Image.new("RGB", (64, 48), (30, 90, 150)).save(picture)
        subprocess.run([coder, "-d", "0", picture, coded], capture_output=True, check=True)
        stream = coded.read_bytes()
    name = samples.NAME.encode()
    around = (
        samples.box(b"Exif", bytes(4), samples.telling_exif()),
        samples.box(b"xml ", samples.telling_xmp()),
        test_jxl.packed(b"Exif", bytes(4) + samples.telling_exif(">")),
        test_jxl.packed(b"xml ", samples.telling_xmp()),
        samples.box(b"jumb", b"signed by " + name),
        samples.box(b"nobd", name),
    )
    return test_jxl.jxl(*around, behind=(samples.box(b"free", name),), stream=stream)


def _film(path: Path, options: tuple[str, ...]) -> None:
    films.played(path, *options, *films.TAGS)
    if path.name in _TRACKS:
        path.write_bytes(films.grafted(path.read_bytes(), _TRACKS[path.name]))
    stray = samples.box(b"free", samples.NAME.encode()) + samples.box(b"uuid", bytes(16), samples.SERIAL.encode())
    path.write_bytes(path.read_bytes() + stray)

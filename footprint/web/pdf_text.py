"""The words of one PDF: a program of its own, started by `pdf` and ended by it.

It reads a PDF on its standard input and answers with one line of JSON, the fields of `Words`. It imports nothing of
Footprint, so that it starts soon, and it watches its own memory, because not every system can do that from outside.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGES = 300
"""Pages that are read."""
LETTERS = 2_000_000
"""Letters that are read."""
UNPACKED = 20_000_000
"""Bytes that one packed part of a PDF may unpack to."""
MEMORY = 600_000_000
"""Bytes that reading may need."""
OUT_OF_MEMORY = 77
"""The exit status when it needed more."""

_UNPACKERS = (
    "array_based_stream_maximum_output_length",
    "brotli_maximum_output_length",
    "lzw_maximum_output_length",
    "maximum_declared_stream_length",
    "run_length_maximum_output_length",
    "zlib_maximum_output_length",
)
"""What pypdf calls the bounds of all its ways to unpack."""
_LINKS = 500
_LONGEST = 2_000
_EVERY = 0.02
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")

Problem = Literal["", "locked", "damaged", "heavy"]


@dataclass(slots=True)
class Words:
    """What stands in a PDF.

    Attributes:
        title: as the file gives it.
        author: likewise.
        text: its pages, parted by line feeds.
        links: addresses that it links to.
        published: the day on which it was made ("2026-11-22"), or "".
        pages: how many it has.
        read: how many of them were read.
        pictures: how many of those show only pictures.
        problem: why it was not read to its end: "locked", "damaged", built to keep programs busy ("heavy"), or "".
    """

    title: str = ""
    author: str = ""
    text: str = ""
    links: tuple[str, ...] = ()
    published: str = ""
    pages: int = 0
    read: int = 0
    pictures: int = 0
    problem: Problem = ""


def words(data: bytes) -> Words:
    """Read a PDF as far as the bounds allow; what came before a problem is kept."""
    import pypdf  # noqa: PLC0415  it takes a while to load
    from pypdf.errors import LimitReachedError  # noqa: PLC0415

    found = Words()
    bounds: dict[str, Any] = dict.fromkeys(_UNPACKERS, UNPACKED)
    with pypdf.apply_configuration(**bounds, jbig2dec_binary=None, disable_legacy_handling=True):
        try:
            _read(pypdf.PdfReader(io.BytesIO(data), strict=False), found)
        except (LimitReachedError, MemoryError):
            found.problem = "heavy"
        except pypdf.errors.DependencyError:
            found.problem = "locked"
        except Exception:  # noqa: BLE001  a damaged PDF fails in whatever way it likes
            found.problem = "damaged"
    return found


def _read(reader: PdfReader, found: Words) -> None:
    from pypdf import PasswordType  # noqa: PLC0415

    # Many are locked against changes only: those open without a password, as in any viewer.
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        found.problem = "locked"
        return
    found.title, found.author, found.published = _told(reader)
    pages: list[str] = []
    found.pages = len(reader.pages)
    try:
        for page in reader.pages:
            if found.read >= PAGES or sum(map(len, pages)) >= LETTERS:
                break
            text = "\n".join(filter(None, (page.extract_text().strip(), *_notes(page))))
            found.read += 1
            found.pictures += not text and _is_picture(page)
            pages.append(text)
            found.links = tuple(dict.fromkeys((*found.links, *_links(page))))[:_LINKS]
        pages.extend(_filled_in(reader))
    finally:
        found.text = "\n".join(pages)[:LETTERS]


def _told(reader: PdfReader) -> tuple[str, str, str]:
    """Title, author and day, as far as the file gives them in a way that can be read."""
    with contextlib.suppress(Exception):
        about: dict[str, Any] = dict(reader.metadata or {})
        said = [str(about.get(name) or "")[:_LONGEST] for name in ("/Title", "/Author", "/CreationDate")]
        day = _DAY.match(said[2])
        return said[0], said[1], "-".join(day.groups()) if day else ""
    return "", "", ""


def _filled_in(reader: PdfReader) -> list[str]:
    """What was typed into the fields of a form: no page holds it."""
    with contextlib.suppress(Exception):
        fields: dict[str, Any] = reader.get_form_text_fields() or {}
        return [str(value).strip() for value in fields.values() if value]
    return []


def _notes(page: PageObject) -> Iterator[str]:
    """What was written onto a page afterwards."""
    with contextlib.suppress(Exception):
        for one in page.annotations or ():
            note: Any = one.get_object()
            if note.get("/Subtype") in ("/FreeText", "/Text") and note.get("/Contents"):
                yield str(note["/Contents"])[:_LONGEST].strip()


def _is_picture(page: PageObject) -> bool:
    """Whether a page without words shows a picture: it was scanned."""
    with contextlib.suppress(Exception):
        resources: Any = page["/Resources"]
        shown = resources["/XObject"]
        return any(shown[name].get("/Subtype") in ("/Image", "/Form") for name in shown)
    return False


def _links(page: PageObject) -> Iterator[str]:
    """Addresses on the web to which the page's links lead."""
    with contextlib.suppress(Exception):
        for one in page.annotations or ():
            address = str(one.get_object().get("/A", {}).get("/URI", ""))
            if address.startswith(("http://", "https://")) and len(address) <= _LONGEST:
                yield address


# --- its own memory -------------------------------------------------------------------------------------------------


def watch(most: int, every: float = _EVERY) -> None:
    """End this process as soon as it needs more memory. Where the system can refuse it, that is asked for too."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  there is none on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most * 2, hard))
    threading.Thread(target=_look, args=(most, every), daemon=True).start()


def _look(most: int, every: float) -> None:
    while used() <= most:
        time.sleep(every)
    os._exit(OUT_OF_MEMORY)


def used() -> int:
    """Bytes of memory that this process needs now; on Macs the most it ever needed."""
    if sys.platform == "win32":
        return _used_on_windows()
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource  # noqa: PLC0415  as above

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _used_on_windows() -> int:
    import ctypes  # noqa: PLC0415  needed there alone

    # PROCESS_MEMORY_COUNTERS: two 32-bit numbers, then eight as wide as an address; the second of those is in use now.
    counters = (ctypes.c_size_t * 16)()
    size = 8 + 8 * ctypes.sizeof(ctypes.c_size_t)
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  other systems' type checkers do not know it
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), counters, size)
    return int(counters[8 // ctypes.sizeof(ctypes.c_size_t) + 1])


def main() -> None:
    """Read standard input, answer on standard output."""
    watch(MEMORY)
    data = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(asdict(words(data))))
    sys.stdout.flush()
    os._exit(0)  # taking a large structure apart again takes longer than reading it


if __name__ == "__main__":
    main()

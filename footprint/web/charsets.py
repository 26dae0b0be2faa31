"""Encodings of the web. Python knows codecs that no page may name: some are slow, some are no text at all."""

from __future__ import annotations

import codecs
import re

_CODECS = frozenset(
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "macintosh", "koi8-r", "koi8-u", "ascii"),
        *("gbk", "gb2312", "gb18030", "big5", "euc-jp", "shift_jis", "iso-2022-jp", "euc-kr"),
        *(f"iso-8859-{n}" for n in (*range(1, 12), *range(13, 17))),
        *(f"cp{n}" for n in (874, *range(1250, 1259))),
    )
)
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252"}
"""Browsers read these so, because pages that name them mean it."""

_LABEL = re.compile(r"[\w.:-]{1,40}", re.ASCII)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FALLBACKS = ("utf-8", "cp1252")


def codec(label: str) -> str:
    """The Python codec for a label ("UTF8", "latin1"), or "" where the web knows no such encoding."""
    label = label.strip(" \t\"'")
    if not _LABEL.fullmatch(label):
        return ""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    return _READ_AS.get(name, name) if name in _CODECS else ""


def decode(body: bytes, *labels: str) -> str:
    """Bytes as text: by its byte order mark, else the first label that fits, else UTF-8, else Windows-1252."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    for name in (*filter(None, map(codec, labels)), *_FALLBACKS):
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return body.decode(_FALLBACKS[-1], errors="replace")

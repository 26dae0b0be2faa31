"""What the pixels of a picture give away: text that can be read, faces that can be counted. All on this computer.

Needs the extra `look`. Faces are boxed and counted, never recognised, and nothing is kept by which one could be.
"""

from __future__ import annotations

from dataclasses import dataclass

from footprint.model import Box as Box


@dataclass(frozen=True, slots=True)
class Line:
    """Text that was read in a picture, where it stands, and how sure the reader is, from 0 to 1."""

    text: str
    box: Box
    score: float

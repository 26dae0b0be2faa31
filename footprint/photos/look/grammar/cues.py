"""What is told by several words that stand together: a boarding pass, a prescription, an e-mail on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footprint.model import Sign, SignKind
from footprint.photos.look import Line
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import around

_SURE = 0.7


@dataclass(frozen=True, slots=True)
class Cues:
    """A kind of paper or screen.

    Attributes:
        alone: patterns of which one suffices.
        some: patterns of which several must be met, each in whatever line.
        least: how many.
    """

    kind: SignKind
    reason: str
    alone: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    least: int = 3

    def judge(self, lines: Sequence[Line], known: Known) -> Iterator[Sign]:  # noqa: ARG002  told by its words alone
        """One for a picture at most, around all that tells it."""
        sure = [line for line in lines if line.score >= _SURE]
        met = {cue: [line for line in sure if re.search(cue, line.text, re.IGNORECASE)] for cue in self.some}
        strong = [line for line in sure for cue in self.alone if re.search(cue, line.text, re.IGNORECASE)]
        weak = [found for found in met.values() if found]
        if not strong and len(weak) < self.least:
            return
        told = [*strong, *(line for found in weak for line in found)]
        yield Sign(self.kind, (strong or told)[0].text, around(told), certain=False, reason=self.reason)

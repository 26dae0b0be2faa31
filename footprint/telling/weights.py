"""How likely each sentence of a text is to give something away of the person."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from footprint.model import Subject
from footprint.telling import KINDS
from footprint.telling.signs import read


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence, `text[start:end]`, and how likely it tells of each kind of exposure, from 0 to 1."""

    start: int
    end: int
    likely: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Weights:
    """Sign → one weight for each kind; `bias` and all weights are `scale` times the logarithm of odds."""

    scale: int
    bias: tuple[int, ...]
    signs: Mapping[str, tuple[int, ...]]


@cache
def _weights() -> _Weights:
    read = json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    order = [read["kinds"].index(kind) for kind in KINDS]
    signs = {sign: tuple(row[place] for place in order) for sign, row in read["weights"].items()}
    return _Weights(read["scale"], tuple(read["bias"][place] for place in order), signs)


@lru_cache(maxsize=8)
def tellings(text: str, subject: Subject, kind: str, *, own: bool) -> tuple[Telling, ...]:
    """Every sentence of a text that may be about the person, weighed; see `read` for the arguments."""
    return tuple(Telling(one.start, one.end, likelihoods(one.signs)) for one in read(text, subject, kind, own=own))


def likelihoods(signs: frozenset[str]) -> Mapping[str, float]:
    """Kind → how likely a sentence with these signs tells of it."""
    weights = _weights()
    rows = [weights.bias, *filter(None, map(weights.signs.get, signs))]
    sums = map(sum, zip(*rows, strict=True))
    return {kind: 1 / (1 + math.exp(-total / weights.scale)) for kind, total in zip(KINDS, sums, strict=True)}

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
    """Sign → how rare it is, then its weight for each kind; all numbers are `scale` times what they stand for."""

    scale: int
    bias: tuple[int, ...]
    bars: tuple[float, ...]
    signs: Mapping[str, tuple[int, ...]]


@cache
def _weights() -> _Weights:
    read = json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    if tuple(read["kinds"]) != KINDS:
        msg = "weights.json was learned for other kinds: run python -m tests.telling.learn"
        raise RuntimeError(msg)
    signs = {sign: tuple(row) for sign, row in read["signs"].items()}
    return _Weights(read["scale"], tuple(read["bias"]), tuple(read["bars"]), signs)


def bar(kind: str) -> float:
    """How likely a sentence must be to count as telling of a kind by its words alone."""
    return _weights().bars[KINDS.index(kind)]


@lru_cache(maxsize=8)
def tellings(text: str, subject: Subject, kind: str, *, own: bool) -> tuple[Telling, ...]:
    """Every sentence of a text that may be about the person, weighed; see `read` for the arguments."""
    return tuple(Telling(one.start, one.end, likelihoods(one.signs)) for one in read(text, subject, kind, own=own))


def likelihoods(signs: frozenset[str]) -> Mapping[str, float]:
    """Kind → how likely a sentence with these signs tells of it: a logistic function of the mean of their weights.

    The mean is that of tf-idf: over the square root of the sum of their squared rarities.
    """
    weights = _weights()
    rows = [row for sign in signs if (row := weights.signs.get(sign))] or [(weights.scale, *(0 for _ in KINDS))]
    rarities, *columns = zip(*rows, strict=True)
    length = math.sqrt(sum(one * one for one in rarities)) / weights.scale
    sums = (bias + sum(column) / length for bias, column in zip(weights.bias, columns, strict=True))
    return {kind: 1 / (1 + math.exp(-total / weights.scale)) for kind, total in zip(KINDS, sums, strict=True)}

"""Learns the weights in footprint/telling/weights.json from labelled snippets: `python -m tests.telling.learn`.

Needs scikit-learn, as in `pip install -e ".[learn]"`. For each kind of exposure a logistic regression over the signs of
each sentence; a sentence counts as telling where it overlaps what is expected of that kind, and is left out where that
is tolerated. First it prints what five-fold cross-validation says of sentences that were not learned from, at several
thresholds; with --check it stops there.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from footprint import telling
from footprint.identity.about import is_own, readable
from footprint.telling import KINDS
from footprint.telling.signs import Sentence, read
from tests.telling import cases

WEIGHTS = Path(telling.__file__).with_name("weights.json")
STRENGTH = 1.0
"""Inverse of the regularisation."""

RARE = 2
"""Signs of fewer sentences are left out."""

TELLS = 3.0
"""How much more a telling sentence counts than one that is not."""

SCALE = 100


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the snippet it is from, and what it is expected, or tolerated, to tell."""

    snippet: int
    sentence: Sentence
    tells: frozenset[str]
    tolerated: frozenset[str]


def examples(snippets: Sequence[cases.Case]) -> Iterator[Example]:
    """Every sentence of every snippet."""
    for number, case in enumerate(snippets):
        text = readable(case.evidence)
        own = is_own(case.evidence, case.subject)
        for one in read(text, case.subject, type(case.evidence).__name__.lower(), own=own):
            told = {told.kind for told in case.expected if _meet(text, told.value, one)}
            tolerated = {kind for kind, value in case.tolerated if _meet(text, value, one)}
            yield Example(number, one, frozenset(told), frozenset(tolerated - told))


def _meet(text: str, value: str, one: Sentence) -> bool:
    at = text.find(value)
    return at >= 0 and one.start < at + len(value) and at < one.end


def main(options: Sequence[str]) -> None:
    snippets = [*cases.load("building.jsonl", "subjects.toml"), *cases.load("learning.jsonl", "subjects.toml")]
    known = list(examples(snippets))
    often = Counter(sign for one in known for sign in one.sentence.signs)
    vectoriser = DictVectorizer()
    table = vectoriser.fit_transform(
        [{sign: 1.0 for sign in one.sentence.signs if often[sign] >= RARE} for one in known]
    )
    print(f"{len(snippets)} snippets, {table.shape[0]} sentences, {table.shape[1]} signs")
    for kind in KINDS:
        print(_checked(kind, known, table))
    if "--check" not in options:
        _write(known, table, list(vectoriser.get_feature_names_out()))


def _labels(kind: str, known: Sequence[Example]) -> tuple[NDArray[np.int_], NDArray[np.float64]]:
    tells = np.array([kind in one.tells for one in known], int)
    counts = np.array([0.0 if kind in one.tolerated else 1.0 for one in known])
    return tells, counts


def _fit(table: csr_matrix, tells: NDArray[np.int_], counts: NDArray[np.float64]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight={0: 1.0, 1: TELLS})
    return model.fit(table, tells, sample_weight=counts)


def _checked(kind: str, known: Sequence[Example], table: csr_matrix) -> str:
    tells, counts = _labels(kind, known)
    likely = np.zeros(len(known))
    for learn, test in GroupKFold(5).split(table, tells, [one.snippet for one in known]):
        likely[test] = _fit(table[learn], tells[learn], counts[learn]).predict_proba(table[test])[:, 1]
    parts = []
    for bar in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        found = (likely >= bar) & (counts > 0)
        right = int((found & (tells == 1)).sum())
        parts.append(f"{bar:.1f}: {right / max(1, found.sum()):.2f}/{right / max(1, tells.sum()):.2f}")
    return f"{kind:<20} {tells.sum():>4}  precision/recall at {'  '.join(parts)}"


def _write(known: Sequence[Example], table: csr_matrix, signs: Sequence[str]) -> None:
    columns, bias = [], []
    for kind in KINDS:
        model = _fit(table, *_labels(kind, known))
        columns.append(np.rint(model.coef_[0] * SCALE).astype(int))
        bias.append(round(float(model.intercept_[0]) * SCALE))
    weights = {
        sign: row.tolist() for sign, row in zip(signs, np.array(columns).T, strict=True) if np.abs(row).max() > 1
    }
    lines = ",\n".join(f"{json.dumps(sign, ensure_ascii=False)}: {json.dumps(row)}" for sign, row in weights.items())
    head = f'"kinds": {json.dumps(list(KINDS))},\n"scale": {SCALE},\n"bias": {json.dumps(bias)},\n'
    WEIGHTS.write_text(f'{{{head}"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")
    print(f"{WEIGHTS}: {len(weights)} signs, {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])

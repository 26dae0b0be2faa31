"""Learns the weights in footprint/telling/weights.json from labelled snippets: `python -m tests.telling.learn`.

Needs scikit-learn, as in `pip install -e ".[learn]"`. For each kind of exposure a logistic regression over the signs of
each sentence, a sign counting the more the rarer it is (tf-idf, to the length of one). A sentence counts as telling
where it overlaps what is expected of that kind, and is left out where that is tolerated. First it prints what five-fold
cross-validation says of sentences that were not learned from, as precision/recall at several bars, the last of them the
one that is chosen; with --check it stops there.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from footprint import telling
from footprint.identity.about import is_own, readable
from footprint.telling import KINDS
from footprint.telling.signs import Sentence, read
from tests.telling import cases

WEIGHTS = Path(telling.__file__).with_name("weights.json")
STRENGTH = 5.0
"""Inverse of the regularisation."""

RARE = 3
"""Signs of fewer sentences are left out."""

TELLS = 3.0
"""How much more a telling sentence counts than one that is not."""

SCALE = 100
PRECISE = 0.7
"""Of the sentences above a kind's bar at least so many tell of it, as cross-validation has it."""

BARS = tuple(step / 20 for step in range(8, 20))


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
    vectoriser, rarity = DictVectorizer(), TfidfTransformer()
    signs = [{sign: 1.0 for sign in one.sentence.signs if often[sign] >= RARE} for one in known]
    table = rarity.fit_transform(vectoriser.fit_transform(signs))
    print(f"{len(snippets)} snippets, {table.shape[0]} sentences, {table.shape[1]} signs")
    bars = {}
    for kind in KINDS:
        likely = _likely(kind, known, table)
        bars[kind] = _bar(kind, known, likely)
        reached = (f"{bar:.1f}: {_shown(_reached(kind, known, likely, bar))}" for bar in (0.3, 0.5, 0.7, bars[kind]))
        print(f"{kind:<20} {sum(kind in one.tells for one in known):>4}  {'  '.join(reached)}")
    if "--check" not in options:
        _write(known, table, dict(zip(vectoriser.get_feature_names_out(), rarity.idf_, strict=True)), bars)


def _shown(reached: tuple[float, float]) -> str:
    return f"{reached[0]:.2f}/{reached[1]:.2f}"


def _labels(kind: str, known: Sequence[Example]) -> tuple[NDArray[np.int_], NDArray[np.float64]]:
    tells = np.array([kind in one.tells for one in known], int)
    counts = np.array([0.0 if kind in one.tolerated else 1.0 for one in known])
    return tells, counts


def _fit(table: csr_matrix, tells: NDArray[np.int_], counts: NDArray[np.float64]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight={0: 1.0, 1: TELLS})
    return model.fit(table, tells, sample_weight=counts)


def _likely(kind: str, known: Sequence[Example], table: csr_matrix) -> NDArray[np.float64]:
    """How likely each sentence tells of a kind, by weights that were learned without its snippet."""
    tells, counts = _labels(kind, known)
    likely = np.zeros(len(known))
    for learn, test in GroupKFold(5).split(table, tells, [one.snippet for one in known]):
        likely[test] = _fit(table[learn], tells[learn], counts[learn]).predict_proba(table[test])[:, 1]
    return likely


def _reached(kind: str, known: Sequence[Example], likely: NDArray[np.float64], bar: float) -> tuple[float, float]:
    """Precision and recall of what is at least so likely."""
    tells, counts = _labels(kind, known)
    found = (likely >= bar) & (counts > 0)
    right = int((found & (tells == 1)).sum())
    return right / max(1, int(found.sum())), right / max(1, int(tells.sum()))


def _bar(kind: str, known: Sequence[Example], likely: NDArray[np.float64]) -> float:
    """The lowest bar above which sentences that were not learned from are right often enough."""
    return next((bar for bar in BARS if _reached(kind, known, likely, bar)[0] >= PRECISE), BARS[-1])


def _write(known: Sequence[Example], table: csr_matrix, signs: Mapping[str, float], bars: Mapping[str, float]) -> None:
    models = [_fit(table, *_labels(kind, known)) for kind in KINDS]
    rarity = np.array(list(signs.values()))
    columns = [rarity, *(model.coef_[0] * rarity for model in models)]
    rows = np.rint(np.array(columns).T * SCALE).astype(int).tolist()
    head = {
        "kinds": KINDS,
        "scale": SCALE,
        "bias": [round(float(model.intercept_[0]) * SCALE) for model in models],
        "bars": [bars[kind] for kind in KINDS],
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    told = (f"{json.dumps(sign, ensure_ascii=False)}: {json.dumps(row)}" for sign, row in zip(signs, rows, strict=True))
    lines.append('"signs": {\n' + ",\n".join(told) + "\n}")
    WEIGHTS.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")
    print(f"{WEIGHTS}: {len(signs)} signs, {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])

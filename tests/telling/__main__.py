"""Prints precision and recall of each detector on a set, and what it got wrong: `python -m tests.telling`.

Names of a set and its subjects may follow: `python -m tests.telling building.jsonl subjects.toml`.
"""

from __future__ import annotations

import sys

from tests.telling import cases


def main(name: str = "building.jsonl", subjects: str = "subjects.toml") -> None:
    loaded = cases.load(name, subjects)
    traps = sum(not case.expected for case in loaded)
    scores = cases.measure(loaded)
    print(f"{len(loaded)} snippets, of them {traps} without any exposure\n")
    print("\n".join(cases.rows(scores)))
    for kind, score in scores.items():
        if score.failures:
            print(f"\n{kind}", *score.failures, sep="\n  ")


if __name__ == "__main__":
    main(*sys.argv[1:])

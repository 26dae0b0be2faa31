"""Prints precision and recall of each detector: `python -m tests.telling [building|learning|unseen] [-q]`.

Without a name, the part to build on. For each part also what each detector got wrong; -q leaves that out, so that the
unseen part may be measured unseen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.telling import cases

_SUBJECTS = {"building": "subjects.toml", "unseen": "unseen_subjects.toml", "learning": "subjects.toml"}


def main(options: Sequence[str]) -> None:
    chosen = [option for option in options if not option.startswith("-")] or ["building"]
    for part in chosen:
        loaded = cases.load(f"{part}.jsonl", _SUBJECTS[part])
        traps = sum(not case.expected for case in loaded)
        scores = cases.measure(loaded)
        print(f"--- {part}: {len(loaded)} snippets, of them {traps} without any exposure\n")
        print("\n".join(cases.rows(scores)))
        for kind, score in scores.items():
            if score.failures and "-q" not in options:
                print(f"\n{kind}", *score.failures, sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Prints precision and recall of "is it about this person?": `python -m tests.judging [building|unseen] [-q]`.

Without a name, the part to build on. For each part: each band, each tag, and every case that fell on the wrong side
with the judge's reasons; -q leaves the cases out, so that the unseen parts may be measured without being seen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from footprint.identity.about import judge, readable
from footprint.model import Confidence, Page
from tests.judging.cases import SEEN, Case, parts
from tests.judging.scores import Judged, band, judged, recalled, share


def main(options: Sequence[str]) -> None:
    chosen = {option for option in options if not option.startswith("-")} or {"building"}
    for name, cases in parts():
        if name in chosen:
            start = time.process_time()
            answers = judged(cases)
            print(f"--- {name}: {len(cases)} cases, {time.process_time() - start:.2f} s")
            _bands(answers)
            _speed(cases)
            if "-q" not in options:
                _tags(answers)
                _failures(answers)


def _bands(answers: Sequence[Judged]) -> None:
    for confidence in Confidence:
        true, all_ = band(answers, confidence)
        print(f"{confidence:9} {true:3} of {all_:3} are about the person: {share((true, all_)):.3f}")
    found, all_ = recalled(answers)
    print(f"recall of likely or better: {found} of {all_}: {share((found, all_)):.3f}")


def _speed(cases: Sequence[Case], length: int = 20_000) -> None:
    """Whole pages of what is told of others, in each of which the person is named once."""
    subjects = tuple({case.subject.id: case.subject for case in cases}.values())
    size = seconds = 0.0
    for who in subjects:
        told = "\n\n".join(readable(case.evidence) for case in cases if case.subject is not who)
        text = f"{told * (1 + length // len(told))}"[:length] + f"\n\n{who.name}"
        page = Page(source="searxng", url="http://p.example/", place="p.example", title="", seen=SEEN, text=text)
        start = time.process_time()
        judge(page, who)
        seconds += time.process_time() - start
        size += len(text.encode())
    print(f"whole pages: {size / seconds / 1e6:.1f} MB/s")


def _tags(answers: Sequence[Judged]) -> None:
    for tag in sorted({tag for one in answers for tag in one.case.tags}):
        tagged = [one for one in answers if tag in one.case.tags]
        firm = [one for one in tagged if one.firm]
        right = sum(one.case.about for one in firm), len(firm)
        print(f"  {tag:20} precision {right[0]:3}/{right[1]:<3} recall {'{}/{}'.format(*recalled(tagged))}")


def _failures(answers: Sequence[Judged]) -> None:
    for one in answers:
        if one.wrong or (one.match.confidence is Confidence.CERTAIN and not one.case.about):
            whose = "is about them" if one.case.about else "is about another"
            print(f"{one.match.confidence:9} {one.match.score:.3f} {one.case.id} {whose}")
            for reason in one.match.reasons:
                print(f"            {reason}")


if __name__ == "__main__":
    main(sys.argv[1:])

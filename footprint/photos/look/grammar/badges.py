"""Name badges, lanyards, and the names of the person and the family wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar.confusions import stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import below, joined, standing

_MY_NAME = re.compile(r"(?:hello[,!.]?\s*)?(?:my\s*name\s*is|i\s*am|fy\s*enw\s*i\s*yw)\s*:?\s*(.*)", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:Cllr|CLLR|Councillor|COUNCILLOR|Cyng|CYNG|Cynghorydd|Alderman|Mayor|MAYOR|Maer)\.?\s"
    r"(?:[A-Z][\w'\u2019.-]*\s?){1,4}"
)
_MARK = re.compile(
    r"(?:visitor|contractor|councillor|cynghorydd|mayor|volunteer|staff|delegate|candidate|press|ymwelydd)s?(?:\s(?:pass|badge))?",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-Z][a-z'\u2019-]+(?:\s[A-Z][a-z'\u2019-]+){1,2}|[A-Z][A-Z'\u2019-]+\s[A-Z][A-Z'\u2019-]+")
_SURE = 0.8


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """A known name; else what a badge says."""
    taken: list[Line] = []
    for name in known.names:
        for line in standing(lines, partial(stands, name)):
            taken.append(line)
            yield Sign("badge", name, line.box, certain=True, reason="It is a name in your profile")
    for line in lines:
        if line not in taken and line.score >= _SURE:
            yield from _others(line, lines, known)


def _others(line: Line, lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    hello = _MY_NAME.fullmatch(line.text.strip())
    following = [lower for lower in lines if lower is not line and below(line, lower)]
    if hello:
        under = following[:1] if not hello[1] else []
        said = hello[1] or " ".join(one.text for one in under)
        if said:
            own = any(said.split()[0].casefold() in name.casefold().split() for name in known.names)
            reason = "It says “my name is”"
            yield Sign("badge", said, joined([line, *under]).box, certain=own, reason=reason)
    elif _TITLE.fullmatch(line.text.strip()):
        yield Sign("badge", line.text, line.box, certain=False, reason="It is a councillor's title and a name")
    elif _MARK.fullmatch(line.text.strip()):
        for other in lines:
            if (below(line, other) or below(other, line)) and _PERSON.fullmatch(other.text.strip()):
                yield Sign(
                    "badge", other.text, joined([line, other]).box, certain=False, reason="It is a name on a pass"
                )
                return

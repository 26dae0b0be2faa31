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
_SURE, _WORDS = 0.8, 3


_LETTER = re.compile(
    r"dear\s.{2,40}|(?:yours|kind|best|warm|many)\s(?:sincerely|faithfully|truly|regards|wishes|thanks).{0,20}"
    r"|(?:from|to|cc|bcc|subject|sent|re|fwd?)\s?:.*|.*[\w.+-]+@[\w-]+\.[\w.]{2,}.*|annwyl\s.{2,40}|yn gywir.{0,20}",
    re.IGNORECASE,
)
"""A line that only letters and e-mails have."""

_WORDY, _PROSE = 7, 2
"""Lines of so many words are running text, of which a badge has none, and a letter so many lines or more."""


def _is_letter(lines: Sequence[Line]) -> bool:
    prose = sum(len(line.text.split()) >= _WORDY for line in lines)
    return prose >= _PROSE or any(_LETTER.fullmatch(line.text.strip()) for line in lines)


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """A known name; else what a badge says. In a letter or an e-mail a name is no badge."""
    taken: list[Line] = []
    for name in known.names:
        for line in standing(lines, partial(stands, name)):
            taken.append(line)
            yield Sign("badge", name, line.box, certain=True, reason="It is a name in your profile")
    for line in () if _is_letter(lines) else lines:
        if line not in taken and line.score >= _SURE:
            yield from _others(line, lines, known)


def _others(line: Line, lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    hello = _MY_NAME.fullmatch(line.text.strip())
    following = [lower for lower in lines if lower is not line and below(line, lower)]
    if hello:
        under = following[:1] if not hello[1] else []
        said = hello[1] or " ".join(one.text for one in under)
        if said[:1].isupper() and len(said.split()) <= _WORDS:
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

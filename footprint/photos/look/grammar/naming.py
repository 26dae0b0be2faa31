"""What schools, care homes, surgeries, places of worship and clubs have in common: a name that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footprint.model import Sign, SignKind
from footprint.photos.look import Line
from footprint.photos.look.grammar import streets
from footprint.photos.look.grammar.confusions import stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import rows, stacks
from footprint.places.spelling import words

_SURE = 0.75
_NUMBERED = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)\s", re.IGNORECASE)
"""As scouts are: "1st Thornmere"."""
_LONGEST = 60
_POST = re.compile(
    r"\b(?:(?:head|deputy|assistant|acting|class|form|supply|trainee|school|primary|nursery)[\s-]?)*"
    r"(?:teachers?|head ?(?:teacher|master|mistress)|principal|governors?|bursar|caretaker|lecturers?|tutors?|"
    r"receptionist|secretary|manager|matron|nurses?|assistants?|coach|captain|treasurer|chair(?:man|woman|person)?|"
    r"chaplain|vicar|warden|administrator|officer|leader|practitioner|practice nurse|cook|librarian)\s*\Z"
)
"""What somebody is there: a line that ends so names a person's work, not the place."""

_NO_NAME = words(
    "the a an our your my this that welcome to of for and new old local primary secondary junior infant high nursery "
    "community parish day private main all no every free sports football cricket rugby tennis medical health care "
    "nursing residential dental village catholic methodist baptist church school united reformed"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A kind of place.

    Attributes:
        ends: a pattern for the words by which it is told, in small letters.
        never: a pattern for lines with these words that name none.
        first: these words come before the name: "Ysgol Gymraeg", "Church of St Anne".
    """

    kind: SignKind
    what: str
    ends: str
    never: str = r"(?!)"
    first: str = r"(?!)"

    def judge(self, lines: Sequence[Line], known: Known) -> Iterator[Sign]:
        """Those of the profile; then every line that names one, over two lines where the name needs both."""
        taken: list[Line] = []
        for line in (*rows(lines), *lines, *stacks(lines)):
            if line.score < _SURE or any(_within(one, line) or _within(line, one) for one in taken):
                continue
            own = next((place for place in known.places if stands(place, line.text) and self.told(place)), None)
            if own or self.told(line.text):
                taken.append(line)
                reason = "It is a place in your profile" if own else f"It is written like the name of {self.what}"
                yield Sign(self.kind, own or line.text, line.box, certain=own is not None, reason=reason)

    def told(self, text: str) -> bool:
        """Whether a text names one: a word of its own beside those that say what it is."""
        line = " ".join(text.lower().replace("\u2019", "'").split())
        found = re.search(rf"\b(?:{self.ends})\b|\A(?:{self.first})\b", line)
        if not found or len(line) > _LONGEST or _POST.search(line) or re.search(self.never, line) or streets.read(text):
            return False
        around = re.findall(r"[^\W\d_]{2,}(?:'s)?", line[: found.start()] + " " + self._behind(line, found))
        return any(word not in _NO_NAME for word in around) and (text[:1].isupper() or bool(_NUMBERED.match(text)))

    def _behind(self, line: str, found: re.Match[str]) -> str:
        """What stands behind counts where the words that tell it come first."""
        return line[found.end() :] if found.start() == 0 else ""


def _within(small: Line, large: Line) -> bool:
    a, b = small.box, large.box
    return b.left <= a.left and b.top <= a.top and b.right >= a.right and b.bottom >= a.bottom

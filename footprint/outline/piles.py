"""Which findings share a card: those of one kind about one fact, wherever it stands, and photos of one kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import takewhile

from footprint.model import PHOTOS, Confidence, Finding, PastFinding, Severity
from footprint.outline import words

_LEADS_ON = frozenset(("at", "by", "from", "in", "on", "under"))
"""Words with which a finding's sentence goes on to say where it stands."""

_PHOTOS_SAY = {
    "photo-location": ("says where it was taken", "say where they were taken"),
    "photo-place": ("was taken at a place you want kept private", "were taken at places you want kept private"),
    "photo-public": ("is also on this computer", "are also on this computer"),
    "photo-thumbnail": ("shows in its thumbnail what was hidden", "show in their thumbnails what was hidden"),
    "photo-plate": ("shows a number plate", "show number plates"),
    "photo-address": ("shows an address, or a part of one", "show addresses, or parts of them"),
    "photo-school": ("shows the name of a school, a care home or a club", "show names of schools, care homes or clubs"),
    "photo-papers": ("shows a name, a number, papers or a screen", "show names, numbers, papers or screens"),
    "photo-faces": ("shows people; have they agreed?", "show people; have they agreed?"),
}

_PLACES_SAY = {
    True: ("was taken at or near your home", "were taken at or near your home"),
    False: ("was taken at another place you want kept private", "were taken at other places you want kept private"),
}
"""Of photos on this computer only those from home are serious."""


def is_photo(finding: Finding | PastFinding) -> bool:
    """Whether it is about what a photo or video file is: such findings are shown together."""
    return finding.detector.startswith("photo-")


def is_local(finding: Finding | PastFinding) -> bool:
    """Whether it is only on this computer."""
    return all(place.source == PHOTOS for place in finding.where)


def asks(finding: Finding) -> bool:
    """Whether the person is asked if it is theirs: its value is withheld until then, or we are not sure."""
    unsure = finding.confidence is Confidence.POSSIBLE and not is_photo(finding)
    return not finding.declared and (finding.value is None or unsure)


def piles(findings: Iterable[Finding], asking: Container[str]) -> list[list[Finding]]:
    """One pile a card, the most urgent first, and so in each pile; of `asking` each is asked about by itself."""
    made: dict[object, list[Finding]] = defaultdict(list)
    for finding in findings:
        made[_kind(finding, asking)].append(finding)
    for pile in made.values():
        pile.sort(key=lambda finding: (-finding.severity.rank, not finding.thumbnail, -finding.confidence.rank))
    return sorted(made.values(), key=lambda pile: _urgency(pile, asking))


def _kind(finding: Finding, asking: Container[str]) -> object:
    """What the findings of one card have in common. Online that is the fact, which `detectors.identity` puts first.

    So it is of what many files tell together.
    """
    single = len(finding.where) == 1
    if is_photo(finding) or (single and is_local(finding) and finding.id not in asking):
        return finding.detector, finding.severity, finding.audience if is_local(finding) else ""
    return finding.id if finding.id in asking else (finding.detector, finding.about.partition(" · ")[0])


def _urgency(pile: Sequence[Finding], asking: Container[str]) -> tuple[object, ...]:
    top = pile[0]
    return -top.severity.rank, is_local(top), top.id in asking, -max(found.confidence.rank for found in pile)


def heading(pile: Sequence[Finding], sentences: Sequence[str], *, share: bool) -> str:
    """What a card is about, in one sentence. A copy for sharing never names the place of a photo.

    Args:
        pile: the findings of the card.
        sentences: what each says, as it may be shown.
        share: whether the copy is for sharing.
    """
    first = pile[0]
    if first.detector in _PHOTOS_SAY and (len(pile) > 1 or share):
        return photos_say(first, len(pile))
    if len(pile) == 1:
        return sentences[0]
    if is_local(first):
        return f"{sentences[0]}, and {len(pile) - 1} more like it"
    if lead := _lead(sentences):
        return f"{lead} in {len(pile)} places"
    return f"{sentences[0]}, and in {words.count(len(pile) - 1, 'more place')}"


def photos_say(first: Finding | PastFinding, number: int) -> str:
    """What so many photos of one kind say, in one sentence; `first` is one of them."""
    one, many = _PHOTOS_SAY[first.detector]
    if first.detector == "photo-place" and is_local(first):
        one, many = _PLACES_SAY[first.severity is Severity.SERIOUS]
    where = "on this computer " if is_local(first) else "online "
    return f"{words.count(number, 'photo', 'photos')} {where}{one if number == 1 else many}"


def tails(sentences: Sequence[str]) -> list[str]:
    """What is left of each sentence where the card's heading says how they all begin."""
    lead = _lead(sentences)
    return [words.capital(sentence[len(lead) :].strip()) for sentence in sentences]


def _lead(sentences: Sequence[str]) -> str:
    """How all begin, up to where each says in which place: "Your home address stands". "" where they differ before."""
    parted = [sentence.split(" ") for sentence in sentences]
    alike = [heads[0] for heads in takewhile(lambda heads: len(set(heads)) == 1, zip(*parted, strict=False))]
    for length in range(len(alike), 2, -1):
        if all(len(words_) > length and words_[length] in _LEADS_ON for words_ in parted):
            return " ".join(alike[:length])
    return ""

"""Whose is it? Whether a number, a "she" or a "lives at" that nobody declared is said of the person.

A wrong yes would pin somebody else's number on them, so whatever is in doubt is a no.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either
from footprint.text.mentions import Mention, Naming, mentions
from footprint.text.sentences import sentence
from footprint.text.topic import gender, is_topic, named_nearest

_REACH = 150
"""Characters between a name and what is said of its bearer."""

_AFTER = 40
_TITLED = rf"\b{either('Mr Mrs Ms Miss Mx Dr Cllr Councillor Sir Dame Rev Lord Lady Prof Cynghorydd')}\.?\s+[A-Z]"
_VENUES = """
    Abbey Academy Arms Baths Cafe Castle Centre Chapel Church Club College Council Fair Festival Gallery Garden
    Green Hall Hospital Hotel House Inn Library Market Mill Museum Park Party Pier Post Primary Pub School Station
    Theatre University
    """
_TWO_CAPITALS = rf"\b[A-Z][a-z'\u2019-]+[ ](?!{either(_VENUES)}\b)[A-Z][a-z'\u2019-]+"
_OFFICES = either(
    r"""
    adverts? advertis\w+ agent agency bookings? box_office business chair(?:man|woman|person)? charity clerk club
    company coordinator council(?!lor) customer dentist directors? doctors? editor\w* emergency enquir\w+ fax
    general gp group helpline hotline hospital hotel isbn landlord librar\w+ manager media minute news\w*
    office\w* opening order organis\w+ party patrons? plumb\w+ police policy press pub publish\w+ reception ref
    reference reporter reservations restaurant sales samaritans school secretary shop society sponsor\w* staff
    surgery surgeries switchboard team tickets? treasurer university venue work
    """
)
_SOMEBODY_ELSE = re.compile(rf"{_TITLED}|{_TWO_CAPITALS}|(?i:\b{_OFFICES}\b)")
_A_CAPITAL = re.compile(r"\b[A-Z]\w")
_LABELS = re.compile(
    r"(?i:\b(?:(?:home|mobile|personal|private|residential|contact|e-?mail|phone|telephone|postal|correspondence)\s)"
    r"+(?:address|details|e-?mail|mobile|number|phone|telephone|tel|no)\b"
    r"|\b(?:national insurance|sort code|account|bank|date of)\s(?:details|n(?:umber|o)\b\.?|name|birth|account)?"
    r"|\bparty\s?:|\bward\s?:)"
)
_OWN_WORDS = re.compile(
    r"(?i:\b(?:call|contact|e-?mail|message|phone|reach|ring|text|whatsapp|write to)\s+me\b"
    r"|\b(?:my|new|personal|private|home)\s+(?:\w+\s){0,2}(?:address|e-?mail|home|house|mobile|number|phone"
    r"|car)\b)[^.!?\n]{0,40}\Z"
)
_PROSE_ENDS = re.compile(r"(?<!\b[Tt]el)(?<!\b[Mm]ob)(?<!\b[Nn]o)(?<!\b[Ee]xt)[.!?](?:\s|\Z)")
QUOTED = re.compile(
    r"[\"\u201c]([^\"\u201c\u201d]{3,200}?)[,.!?]?[\"\u201d],?\s(?:said|says|added|adds|explained|laughed|tweeted"
    r"|wrote)\s\Z"
)
"""Words in quotes, right before the name of who said them."""

_STOP = re.compile(r"[.!?]\s|\n")
_PRONOUN = re.compile(r"\b([Ss]he|[Hh]e|[Tt]hey)\s(?:\w+\s){0,3}\Z")


def stands_with(text: str, start: int, end: int, subject: Subject, *, own: bool = False) -> bool:
    """Whether `text[start:end]`, a number or an address, stands with the person's name: nobody else is between.

    `own` says that the text is the person's own, so that "call me on" means them.
    """
    if _SOMEBODY_ELSE.search(text[end : end + _AFTER].split("\n", maxsplit=1)[0]):
        return False
    if own and _OWN_WORDS.search(text, max(0, start - 80), start):
        return True
    mention = _last(text, start, subject)
    if mention is None:
        return False
    between = text[mention.end : start]
    return not _PROSE_ENDS.search(between) and not _names_another(between, subject)


def means(text: str, at: int, subject: Subject) -> bool:
    """Whether a word like "she" means the person: they were named last, and nobody else beside them."""
    mention = _last(text, at, subject)
    if mention is None:
        return False
    before = text[_sentence(text, mention.start) : mention.start]
    return not _names_another(f"{before}\n{text[mention.end : at]}", subject)


def is_said_of(text: str, at: int, subject: Subject) -> bool:
    """Whether words like "lives at" follow the person's name, or a "she" that means them, in their own sentence."""
    start = _sentence(text, at)
    mention = _last(text, at, subject)
    if mention and mention.start >= start:
        return not _A_CAPITAL.search(_without_facts(text[mention.end : at], subject)) and means(text, at, subject)
    pronoun = _PRONOUN.search(text, start, at)
    return pronoun is not None and means(text, pronoun.start(), subject)


def _last(text: str, at: int, subject: Subject) -> Mention | None:
    """The name that was given last, where it is near and really the person's."""
    found = mentions(text, subject)
    last = bisect_right(found, at, key=lambda mention: mention.end) - 1
    if last < 0 or at - found[last].end > _REACH or found[last].naming is Naming.OTHER_MIDDLE:
        return None
    return None if found[last].naming is Naming.SURNAME and not _is_known(found[last], found, subject) else found[last]


_WOMEN = frozenset("wife mother mum daughter sister aunt niece grandmother".split())  # noqa: SIM905  words
_MEN = frozenset("husband father dad son brother uncle nephew grandfather".split())  # noqa: SIM905  words
_MR = re.compile(r"(?:Mrs?|Ms|Miss|Mx)\b")


def _is_known(surname: Mention, found: tuple[Mention, ...], subject: Subject) -> bool:
    """A surname alone, of one who is named in full elsewhere; "Mrs …" may be a wife of that name."""
    if not any(one.naming in (Naming.FULL, Naming.FORM) for one in found):
        return False
    title = _MR.match(surname.text)
    others = {
        fact.label.casefold()
        for fact in subject.all(Kind.FAMILY)
        if fact.value.split()[-1:] == surname.text.split()[-1:]
    }
    if not title or not others:
        return True
    return others <= (_WOMEN if title[0] == "Mr" else _MEN if title[0] != "Mx" else set())


def _names_another(text: str, subject: Subject) -> bool:
    return _SOMEBODY_ELSE.search(_LABELS.sub(" ", _without_facts(text, subject))) is not None


def names_another(text: str, at: int, subject: Subject) -> bool:
    """Whether somebody else is named in the line before a place in a text."""
    return _names_another(text[text.rfind("\n", 0, at) + 1 : at][-_REACH:], subject)


def _sentence(text: str, at: int) -> int:
    """Where the sentence or line around a place begins."""
    first = max(0, at - _REACH)
    return max((stop.end() for stop in _STOP.finditer(text, first, at)), default=first)


_PLAIN_FACTS = (Kind.COUNCIL, Kind.WARD, Kind.PARTY, Kind.TOWN, Kind.NAME, Kind.ADDRESS, Kind.EMAIL, Kind.FAMILY)


def _without_facts(text: str, subject: Subject) -> str:
    """The text without what the person declared, which names nobody else."""
    for kind in _PLAIN_FACTS:
        for fact in subject.all(kind):
            text = re.sub(re.escape(fact.value), " ", text, flags=re.IGNORECASE)
    return text


# --- who speaks -----------------------------------------------------------------------------------------------------

_MYSELF = re.compile(
    r"\b(?:I|I['\u2019](?:m|ll|ve|d)|[Mm]e|[Mm]y|[Mm]yself|[Mm]ine|[Ww]e|[Ww]e['\u2019](?:re|ll|ve)|[Uu]s|[Oo]ur)\b"
)
_THE_OTHERS = re.compile(
    r"\b(?:[Ss]he|[Hh]e|[Tt]hey|[Yy]ou|[Yy]our|[Hh]is|[Hh]er|[Tt]heir|[Ww]hoever|[Pp]eople|[Ss]omeone|[Ss]omebody"
    r"|[Rr]esidents?|[Nn]eighbours?|[Ff]riends?|[Cc]olleagues?|[Pp]upils|[Cc]hildren)\b"
)
_OPEN, _SHUT = '"\u201c', '"\u201d'
_SAYS = (
    r"(?:said|says|told|tells|adds|added|explains|explained|laughs|laughed|wrote|writes|tweeted|posted|recalled|joked"
    r"|admitted)"
)
_SAID_BY = re.compile(rf"[\"\u201d],?\s{_SAYS}\s(?:[Cc]llr\.?\s|[Cc]ouncillor\s|an?\s\w+\s)?")
_NAME_SAID = re.compile(rf"(?:,[^,.\n]{{0,60}},)?\s(?:\w+\s)?{_SAYS}\b")
_AND_THEN = re.compile(r"[\"\u201d],?\s(?:[Cc]llr\.?\s|[Cc]ouncillor\s)?")
_THEN_SAID = re.compile(rf"(?:[^.\"\u201c\n]{{0,60}}?\s)?{_SAYS}\b[^.\"\u201c\n]{{0,40}}[\"\u201c]")
_PRONOUN_SAID = re.compile(rf"[\"\u201d],?\s(?:([Ss]he|[Hh]e|[Tt]hey)\s{_SAYS}|{_SAYS}\s(she|he|they))\b")
_QUOTE = 400
_PLACE_NAME = re.compile(
    r"\b(?:at|in|from|near|outside|on|of|across|around)\s(?:the\s|St\.?\s"
    r"|an?\s)?(?:[A-Z\u00c0-\u00de][\w'\u2019-]+(?:\s|,\s)?){1,4}"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:January|February|March|April|May|June|July|August"
    r"|September"
    r"|October|November|December|Christmas|Easter|Council)\b"
)


def is_theirs(whose: str, text: str, at: int, subject: Subject, *, own: bool, over: Span | None = None) -> bool:
    """Whether "my", "her" or "whose" at a place in a text is the person's.

    "My" is theirs in their own words and in a quotation of them; "her" where they were named last and nobody between.
    `over` is a name that stands between and is known to be somebody of theirs.
    """
    if whose.lower() in ("my", "our", "i", "we"):
        return own or is_a_quote_of(text, at, subject) or is_signed(text, at, subject)
    return _is_near(whose, text, at, subject, over=over) or _goes_on(text, at, subject)


def _goes_on(text: str, at: int, subject: Subject) -> bool:
    """A page that speaks of the person further on: "She …", "Her sister-in-law, …", paragraphs after the name."""
    start = sentence(text, at)[0]
    pronoun = re.search(r"\b([Ss]he|[Hh]e)(?:\s|['\u2019])[^.!?\n]{0,120}\Z", text[start:at])
    named = named_nearest(text, at, subject)
    if named and named.start >= start and not pronoun:
        return (
            is_topic(text, at, subject, text[at : at + 3].strip())
            and named.ours
            and not _A_CAPITAL.search(_PLACE_NAME.sub(" ", text[named.end : at]))
        )
    if pronoun:
        return is_topic(text, start + pronoun.start(), subject, pronoun[1])
    if text[at : at + len("their")].lower() == "their":
        return is_topic(text, at, subject)
    return bool(gender(text[at : at + 3].strip())) and is_topic(text, at, subject, text[at : at + 3].strip())


def _is_near(whose: str, text: str, at: int, subject: Subject, *, over: Span | None) -> bool:
    start = sentence(text, at)[0]
    mention = _last(text, at, subject)
    if mention and mention.start >= start:
        between = text[mention.end : over[0]] + text[over[1] : at] if over else text[mention.end : at]
        plain = _PLACE_NAME.sub(" ", _without_facts(between, subject))
        return not _A_CAPITAL.search(plain) and not _names_another(
            text[_sentence(text, mention.start) : mention.start], subject
        )
    if _is_told_by(text, at, subject) or _comes_first(text, at, subject):
        return True
    if whose[0].isupper() or not text[start:at].strip():
        return means(text, at, subject)
    pronoun = re.search(r"\b([Ss]he|[Hh]e|[Tt]hey)\s[^.!?\n]{0,80}\Z", text[start:at])
    if pronoun is None or not means(text, start + pronoun.start(), subject):
        return False
    return not _A_CAPITAL.search(_PLACE_NAME.sub(" ", text[start + pronoun.end(1) : at]))


def _comes_first(text: str, at: int, subject: Subject) -> bool:
    """A sentence that opens with "her husband", before the first name in the text, which is the person's."""
    start, _ = sentence(text, at)
    found = mentions(text, subject)
    if text[start:at].strip() or not found or not at < found[0].start <= at + _QUOTE:
        return False
    before, after = text[text.find("\n") + 1 : at], text[at + 1 : found[0].start]
    return not _names_another(f"{before}\n{_PLACE_NAME.sub(' ', after)}", subject)


def _is_told_by(text: str, at: int, subject: Subject) -> bool:
    """The sentence ends with the person who says so: "Both her sons go there, Priya Holloway told parents."."""
    start, end = sentence(text, at)
    if _A_CAPITAL.search(_PLACE_NAME.sub(" ", _without_facts(text[start + 1 : at], subject))):
        return False
    for one in mentions(text, subject):
        if at < one.start < end and text[max(0, one.start - 2) : one.start] == ", ":
            return _NAME_SAID.match(text, one.end) is not None
    return False


_SIGNATURE = re.compile(r"(?:[\u2013\u2014-]\s?|\n)[ ]{0,3}(?:[Yy]ours?[^\n]{0,20}\n|[Ss]igned:?\s)?\Z")
_GREETING = re.compile(r"\b(?:[Ii]|[Mm]y|[Ww]e)\b")
_LETTER = 3_000


def is_signed(text: str, at: int, subject: Subject) -> bool:
    """Whether a place lies in a letter that the person's name stands under: "… my mother. - Cllr Shabana Begum"."""
    if len(text) - at > _LETTER or any(mark in text[max(0, at - _QUOTE) : at] for mark in _OPEN):
        return False
    under = next((one for one in reversed(mentions(text, subject)) if one.start > at), None)
    if under is None or text[under.end :].count("\n") > 2 or not _SIGNATURE.search(text, at, under.start):  # noqa: PLR2004
        return False
    tail = text[under.end :].split("\n", 1)[0]
    return len(tail) <= _AFTER and not _NAME_SAID.match(text, under.end)


_SAID_LAST = re.compile(rf"[\"\u201d],?\s{_SAYS}\s(?:[Cc]llr\.?\s|[Cc]ouncillor\s)?\Z")
_BY_PRONOUN = re.compile(
    rf"[\"\u201d],?\s([Ss]he|[Hh]e)\s{_SAYS}[^\"\u201c\n]{{0,40}}\Z|[\"\u201d],?\s{_SAYS}\s(she|he)\b[^\"\u201c\n]{{0,40}}\Z"
)


def _goes_on_saying(text: str, opening: int, subject: Subject) -> bool:
    """Words in quotes that go on after "said Mr Adeyemi." or "she says,", in the same paragraph."""
    start = text.rfind("\n", 0, opening) + 1
    for one in reversed(mentions(text, subject)):
        if start <= one.start and one.end <= opening and opening - one.end <= _AFTER:
            before = text[max(start, one.start - _AFTER) : one.start]
            return bool(_SAID_LAST.search(before) or _NAME_SAID.match(text, one.end)) and not any(
                mark in text[one.end : opening] for mark in _OPEN
            )
    found = _BY_PRONOUN.search(text, max(start, opening - _REACH), opening)
    if not found:
        return False
    place = found.start(1) if found[1] else found.start(2)
    return is_topic(text, place, subject, found[1] or found[2])


def _is_by_topic(text: str, opening: int, shut: int, subject: Subject) -> bool:
    """A quotation with "she says" behind it, in a page that goes on about the person."""
    found = _PRONOUN_SAID.match(text, shut) if shut >= 0 else None
    said = found and (found[1] or found[2])
    return bool(said) and is_topic(text, opening, subject, said or "")


def is_a_quote_of(text: str, at: int, subject: Subject) -> bool:
    """Whether a place in a text lies in words quoted of the person."""
    return _is_quoted(text, at, subject) or _is_quoted_further(text, at, subject)


def _is_quoted_further(text: str, at: int, subject: Subject) -> bool:
    opening = max(text.rfind(mark, max(0, at - _QUOTE), at) for mark in _OPEN)
    start = text.rfind("\n", 0, at) + 1
    if (
        opening < start
        or "\u201d" in text[opening + 1 : at]
        or (text[start:at].count('"') % 2 == 0 and text[opening] == '"')
    ):
        return False
    shut = min((end for mark in _SHUT if (end := text.find(mark, at, at + _QUOTE)) >= 0), default=-1)
    after = text[shut + 1 : shut + 1 + _AFTER] if shut >= 0 else ""
    if re.match(rf",?\s(?:{_SAYS}|(?:[A-Z][\w'\u2019-]+\s){{1,3}}{_SAYS})\b", after):
        first = {fact.value.split()[0] for fact in subject.all(Kind.NAME) if fact.value.split()}
        by = re.match(rf",?\s(?:{_SAYS}\s([A-Z]\w+)|([A-Z]\w+)\s{_SAYS})", after)
        if by:
            return (by[1] or by[2]) in first
    return (
        _is_by_topic(text, opening, shut, subject)
        or _goes_on_saying(text, opening, subject)
        or (not re.match(r",?\s?[a-z]", after) and _is_after_theirs(text, opening, subject))
    )


_BEGINS = re.compile(r"\s{0,2}(?:[0-9.]{1,6}\s)?([Ss]he|[Hh]e)(?:\s|['\u2019])[^\"\u201c]{3,100}[.:]\s\Z")


def _is_after_theirs(text: str, opening: int, subject: Subject) -> bool:
    """Words in quotes without a speaker, behind a sentence that is about the person: "She shuts up shop. “I …”"."""
    start = sentence(text, max(0, opening - 3))[0]
    found = _BEGINS.match(text[start:opening])
    return found is not None and is_topic(text, start + found.start(1), subject, found[1])


def _is_quoted(text: str, at: int, subject: Subject) -> bool:
    opening = max(text.rfind(mark, max(0, at - _QUOTE), at) for mark in _OPEN)
    line = text.rfind("\n", max(0, at - _QUOTE), at)
    if opening < 0 or opening < line or "\u201d" in text[opening + 1 : at]:
        return False
    shut = min((end for mark in _SHUT if (end := text.find(mark, at, at + _QUOTE)) >= 0), default=-1)
    before = text[max(0, opening - _REACH) : opening + 1]
    for one in mentions(text, subject):
        if shut >= 0 and shut < one.start <= shut + _AFTER:
            between = text[shut : one.start]
            then = _AND_THEN.fullmatch(between) and _NAME_SAID.match(text, one.end)
            if _SAID_BY.fullmatch(between) or then:
                return True
        if opening - _REACH <= one.start < opening and _THEN_SAID.fullmatch(text[one.end : opening + 1]):
            return True
    pronoun = _PRONOUN_SAID.match(text, shut) if shut >= 0 else None
    if pronoun:
        return means(text, opening, subject)
    return bool(
        re.search(
            rf"\b(?:she|he|they|who)\s(?:also\s)?{_SAYS}\b[^.\"\u201c\n]{{0,30}}[\"\u201c]\Z", before, re.IGNORECASE
        )
    ) and means(text, opening, subject)


_A_SUBJECT = re.compile(r"\s{0,3}(?:The|This|That|These|Those|An?|All|Some|Our|Another|[A-Z][a-z]+['\u2019]s)\s")


def is_about(text: str, span: Span, subject: Subject, *, own: bool, post: bool = False) -> bool:
    """Whether what stands at a place is said by the person of themselves, or said of them.

    In their own words a sentence with "I" or "my" is; in a post also one that names nobody: "Off to Madeira!".
    """
    start, end = sentence(text, span[0])
    if own:
        if _MYSELF.search(text, start, end):
            return not re.search(r"\b(?:[Yy]ou|[Hh]e|[Ss]he|[Tt]hey)\s(?:\w+\s){0,2}\Z", text[start : span[0]])
        before = text[start : span[0]]
        return post and not (_THE_OTHERS.search(before) or _A_SUBJECT.match(before) or _names_another(before, subject))
    if is_a_quote_of(text, span[0], subject):
        return _MYSELF.search(text, start, end) is not None
    return is_theirs("his", text, span[0], subject, own=False)


_BESIDE = 100


def belongs(text: str, span: Span, subject: Subject, *, own: bool) -> bool:
    """Whether a number or picture is the person's: their name stands close by, nobody else's nearer."""
    start, end = span
    mention = _last(text, start, subject)
    named = mentions(text, subject)
    behind = text[end : end + _AFTER].partition("\n")[0]
    another = _names_another(behind, subject) and not any(end <= one.start <= end + _AFTER for one in named)
    if mention and not _names_another(text[mention.end : start], subject):
        return not another or start - mention.end < _AFTER
    if another:
        return False
    for one in named:
        if start <= one.start < end:
            return True
        if end <= one.start <= end + _BESIDE and one.naming is not Naming.OTHER_MIDDLE:
            return not _names_another(text[end : one.start], subject)
    return own and not _SOMEBODY_ELSE.search(
        _LABELS.sub(" ", _without_facts(text[max(0, start - _BESIDE) : start], subject))
    )

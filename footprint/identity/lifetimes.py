"""Signs of another time of life: dead, of another century, of another age, born in another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footprint.identity.around import Around, clean
from footprint.identity.clues import Clue
from footprint.identity.office import holds_office, is_councillor
from footprint.model import Kind, Subject
from footprint.text.dates import find_dates

ANOTHER = -4.0
"""A sign of this weight or worse can only be somebody else's."""

_OF_AGE, _OLDEST = 15, 1935
_LONG_DEAD = _OLDEST + _OF_AGE
"""Nobody who sits on a council did anything before this year."""


def signs(around: Around) -> Iterator[Clue]:
    """Every sign of another lifetime beside a name, and what fits the person's own."""
    for sign in (_past, _published, _age, _category, _young, _born):
        yield from sign(around)


# --- dead -------------------------------------------------------------------------------------------------------------

_YEARS = re.compile(
    r"(?:,\s[^,.()\n]{1,30}(?=[,(\s]))?[\s,:]{0,2}\(?\s?(?:c\.\s?|circa\s|b\.\s?)?(1[5-9][0-9]{2}"
    r"|20[0-9]{2})?\s?[\u2013\u2014-]\s?(1[5-9][0-9]{2}|20[0-9]{2}|[0-9]{2}(?![0-9]))\s?\)?"
)
_YEAR_BEFORE = re.compile(r"(?<![0-9,/.-])(1[0-9]{3})(?:\s?[\u2013-]\s?[0-9]{2,4})?(?:[\s,:]|\b[A-Z][a-z]*\.? ){1,3}\Z")
_DEAD_AFTER = re.compile(
    r"(?: (?:[\w'\u2019-]+ ){1,3}(?=\(d\.))?[\s,]{0,2}\(?(?:(?:who (?:was|is) )?"
    r"(?:aged )?[0-9]{2,3},? (?:has )?)?(?:d\.\s?(?:c\.\s?)?[0-9]{4}"
    r"|who died|died\b|dies\b|passed away|of blessed memory|deceased|\(deceased)"
)
_DEAD_BEFORE = re.compile(
    r"(?i:\b(?:the late|in (?:loving |affectionate )?memory of|obituary(?: of| for)?:?|funeral of|death of"
    r"|gravestone of|widow of|deceased(?: estates?)?:?|death has occurred of|estate of|(?:18"
    r"|19[0-4])[0-9]{2} census[^.\n]{0,30}))\s*(?:(?:Cllr|Councillor|Mrs?|Ms|Miss|Dr)\.?\s)?\Z"
)
_OBITUARY = re.compile(
    r"(?i:\byn dawel\b|\bangladd\b|\by diweddar\b|\bpeacefully\b|\bfuneral\b|\bcremat|\binterment\b|\bburial\b"
    r"|\bcalled to glory\b|\blying[- ]in[- ]state\b|\bservice of songs\b|\brequiem\b|\bfell asleep\b|\bcommittal\b"
    r"|\bwake[- ]keep(?:ing)?\b|\bcelebration of (?:his|her|the|a) life\b|\breposing\b"
    r"|\bpredeceased\b|\b(?:deeply|sadly) (?:missed|regretted)\b"
    r"|\b(?:beloved|dear|devoted|loving) (?:wife|husband|mother|father|mum|dad|grand\w+|sister|brother|son|daughter)\b"
    r"|\bof the late\b|\b(?:date of death|deceased)\b|\bdied (?:on|in|aged|at|suddenly|peacefully)|\bpassed away\b"
    r"|\bmourned\b|\brequiem\b"
    r"|\bdonations in lieu\b|\bfamily flowers\b|\bsuddenly (?:at|on|in)\b|\bheadstone\b|\bgrave\b|\brest in peace\b"
    r"|\bhouse private\b|\bmonth's mind\b|\bn\u00e9e\b|\blivestream|\bno flowers\b|\bin lieu\b|\brosary\b"
    r"|\b(?:mammy|mum|mam|nana|granny|dad|grandad|taid|nain|mamgu|tadcu)\s(?:of|to)\b"
    r"|\bR\.?I\.?P\b|\blate of\b|\bobituar)"
)
_OLD = re.compile(
    r"\b(?:census|baptis(?:ed|m)|parish register|workhouse|suffragette|Battalion|Regiment|Pte|[Kk]illed in action"
    r"|transported|indicted|Victorian|Edwardian|Georgian|Tudor|medieval)\b"
)
_OLD_HEAD = re.compile(
    r"\b(?:1[5-9]|[12][0-9])[0-9]{2} (?:[A-Z]?[a-z]+ )?[Cc]ensus\b|\b[Cc]ensus (?:of )?1[0-9]{3}"
    r"|\b[Tt]ithe (?:book|map)|\b[Mm]uster roll|\b[Bb]aptisms\b|\b[Bb]urials\b|\b[Tt]rust deed\b"
    r"|\b[Ff]amily (?:tree|history)\b"
    r"|\b(?:[Rr]oll of [Hh]onour|[Ww]ar memorial)\b|\bGenealog"
)
_DATED = re.compile(
    r"(?:\b(?:about|around|in|on|of|by|from|until|to|c\.|circa|died|admitted|married|buried|elected|appointed|ordained|killed|wed|[A-Z][a-z]{2,8})|[(,\u2013-])\s?([0-9]{4})(?!,?[0-9])"
)
_AGE_OF_A_THING = re.compile(
    r"\b(?:born|built|founded|opened|established|since|dating|dates|listed|formed|started|erected|begun|bought"
    r"|planted)\b[^.]{0,20}\Z"
)


def _past(around: Around) -> Iterator[Clue]:
    """Dead, or of another century."""
    early = _early(around.subject)
    before = None if _titled(around) else _YEAR_BEFORE.search(around.before)
    years = _YEARS.match(around.after) or before
    # from 2019 to 2023 may be a term of office
    if years and years[1] and int(years[1]) < early:
        yield Clue(-5.0, f"It speaks of somebody of the years {clean(years[0]).strip('(), ')}")
    elif _DEAD_AFTER.match(around.after) or _DEAD_BEFORE.search(around.before):
        yield Clue(ANOTHER, "It speaks of somebody who has died")
    elif around.speaks:
        return
    elif _is_long_ago(around, early):
        known = birth_year(around.subject) is not None
        yield Clue(ANOTHER - 0.5 if known else -3.0, "It speaks of a time before yours")
    elif not _titled(around) and (
        _OLD.search(around.before[-60:]) or _OLD.search(around.sentence[:100]) or _OLD_HEAD.search(_head(around))
    ):
        yield Clue(-3.0, "It speaks of another century")
    elif len({found[0].lower() for found in _OBITUARY.finditer(around.near(220))}) > 1 and not _titled(around):
        yield Clue(ANOTHER, "It reads as a notice of somebody's death")


def _head(around: Around) -> str:
    return around.text.split("\n", 1)[0][:200]


def _early(subject: Subject) -> int:
    """Before this year the person did nothing that is written of."""
    born = birth_year(subject)
    return born + _OF_AGE if born else _LONG_DEAD


def _is_long_ago(around: Around, early: int) -> bool:
    """Every year in the sentence of the name lies before the person's time, and is not that of a building."""
    years: list[int] = []
    parts = around.before.rsplit("\n", 1)[-1][-80:], around.sentence.split("\n", 1)[0][:140]
    for part in () if around.fields else parts:
        for found in _DATED.finditer(part):
            if _AGE_OF_A_THING.search(part, 0, found.start()) and not part.endswith(" by ", found.end()):
                return False
            years.append(int(found[1]))
    years = years or [int(found[1]) for found in _DATED.finditer(around.text.split("\n", 1)[0][:200])]
    born = birth_year(around.subject)
    return bool(years) and born not in years and all(_FIRST_YEAR <= year < early for year in years)


_FIRST_YEAR = 1000


def _published(around: Around) -> Iterator[Clue]:
    """Written when the person was a child."""
    if around.published and around.published.year < _early(around.subject):
        yield Clue(ANOTHER, f"It was published in {around.published.year}, when you were too young")


def _titled(around: Around) -> bool:
    return is_councillor(around.text, around.mention)


# --- an age -----------------------------------------------------------------------------------------------------------

_AGED = re.compile(
    r"[,\s]{0,2}\(?(?:,\s?|\()(?:aged\s|age\s)?([1-9]?[0-9]|10[0-9])(?=[,)]|\.\s[A-Z]|\.?\Z|\s(?:of|from|years|a"
    r"|who|and)\b)|,?\s(?:aged|age)\s([1-9]?[0-9]|10[0-9])\b"
    r"|,\s(?:widow(?:er)?|wife|husband|head|son|daughter|niece|nephew|servant|lodger|boarder|spinster|bachelor)"
    r",\s([1-9]?[0-9]|10[0-9])\b"
)
_AGED_LATER = re.compile(r"\b(?:[Aa]ged?:?\s([1-9][0-9]|10[0-9])\b(?![-/])|([1-9][0-9]|10[0-9])\soed\b)")
_YEAR_OLD = re.compile(r"\b([1-9]?[0-9]|10[0-9])[- ]years?[- ]old\s(?:[\w-]+\s){0,3}\Z")
_YEAR_OLD_LATER = re.compile(
    r"\b(?:[Tt]he|is|was|now|an?|first|youngest|oldest)\s([1-9]?[0-9]|10[0-9])[- ]years?[- ]old\b"
)
_THE_AGED = re.compile(r"\b[Tt]he (?:[\w'\u2019-]+ ){0,3}[\w'\u2019-]+, ([1-9][0-9]),")
_AGE_RANGE = re.compile(r"\b[Aa]ge(?:d|s| guide| range| group| band)?:? ?([1-9][0-9]) ?[-\u2013] ?([1-9][0-9])\b")
_BIO_AGE = re.compile(r"(?<![\w.,/-])([1-9][0-9])(?:\s?(?:yo|y/o|yrs?|years old))?(?=\s?(?:[.|,;\u00b7/]|\Z|\n))")
_LONG_AGO = 15
"""A page without a date may be this many years old."""

_ADULT = 18
"""A councillor is at least this old."""


def _age(around: Around) -> Iterator[Clue]:
    """Another age than the declared birthday gives, or one that no councillor has."""
    found = _AGED.match(around.after) or _YEAR_OLD.search(around.before) or _later(around)
    if not found:
        return
    ages = [int(age) for age in found.groups() if age]
    fits = _fits(ages[0], ages[-1], around)
    if fits is False:
        yield Clue(ANOTHER, f"It gives another age: {' to '.join(map(str, ages))}")
    elif fits and around.published:
        yield Clue(0.8, "The age fits", ties=True)


def _later(around: Around) -> re.Match[str] | None:
    """An age further on, with nobody else's name before it."""
    if around.speaks:  # of somebody else, as like as not
        return None
    text = around.text[around.mention.end : around.mention.end + 200].split("\n\n", 1)[0]
    patterns = (_AGE_RANGE, _AGED_LATER, _YEAR_OLD_LATER, _BIO_AGE if around.bio else _THE_AGED)
    for pattern in patterns:
        found = pattern.search(text)
        if found and (around.bio or not _OTHERS.search(text, 0, found.start())):
            return found
    return None


_OTHERS = re.compile(r"\b(?:Mrs?|Ms|Miss|Dr|Cllr|Sir)\.? [A-Z]|\b(?:son|daughter|wife|husband|brother|sister|child)")
"""Words with which somebody else comes in."""


def _fits(youngest: int, oldest: int, around: Around) -> bool | None:
    """Whether the person may have had an age in this span when the text was written. None: nobody knows."""
    born = birth_year(around.subject)
    if born is None:
        return None if oldest >= _ADULT else False
    now = (around.published or around.seen).year - born
    least = now - 1 if around.published else max(now - _LONG_AGO, _ADULT)
    return youngest <= now and oldest >= least


_CATEGORY = re.compile(r"\b(?:[MFVWLH]|MV|FV|LV|WV|SV|SM|SW|Vet|Masters?\s?)([3-8][05])\b")


def _category(around: Around) -> Iterator[Clue]:
    """A class of age in a list of results: "M45" is 45 to 49 years old."""
    line = around.after.split("\n", 1)[0]
    found = _CATEGORY.search(line[:80])
    if found and birth_year(around.subject) and not _fits(int(found[1]), int(found[1]) + 9, around):
        yield Clue(-2.5, f"It gives another class of age: {found[0]}")


_CHILDREN = re.compile(
    r"(?i:\b(?:year (?:[1-9]|1[0-3])\b|p[1-7](?=:)|minis\b|juniors\b"
    r"|schoolboy|schoolgirl|(?<!old )(?:girls|boys)['\u2019]?\s"
    r"|(?:under[- ]?|u)(?:[6-9]|1[0-7])s?\b"
    r"|(?:ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)[- ]year[- ]old|sixth[- ]former|head (?:boy|girl)))"
)
_AT_SCHOOL = re.compile(
    r"[,\s(]{1,3}(?:[A-Z][\w'\u2019-]+ ){0,4}(?:Primary|Academy|Grammar|High School|Junior School|Infants?"
    r"|Comprehensive|Ysgol)\b(?![^\n]{0,30}(?i:governor|head|teach|chair|trust|\bpta\b|parent|staff|lectur|council"
    r"|secretary))"
)
_STUDENTS = re.compile(
    r"(?i:\b(?:gcses?\b|a-levels?\b|reception class|school leavers|teenager?|pupils?\b|(?:under[- ]?|dan "
    r"|u)(?:1[89]|2[0-3])s?\b|(?:1st|2nd|3rd|first|second|third|final)[- ]year (?:[a-z]+ )?(?:student|undergraduate"
    r"|medic)|undergraduate|student (?:at|in|of)|apprentice|freshers?|myfyri?wr\w*))"
)


def _young(around: Around) -> Iterator[Clue]:
    """School, youth teams or years of study, said of no councillor."""
    if _titled(around):
        return
    near = f"{around.before[-60:]}\n{around.sentence[:100]}"
    head = around.text.split("\n", 1)[0][:200]
    if _was_young(around, f"{head}\n{near}"):
        return
    if _AT_SCHOOL.match(around.after) or (found := _CHILDREN.search(near) or _CHILDREN.search(head)):
        told = clean(found[0]) if not _AT_SCHOOL.match(around.after) and found else "a school"
        yield Clue(-5.0, f"It speaks of children: {told}")
    elif not holds_office(around.text, around.mention) and (found := _STUDENTS.search(near) or _STUDENTS.search(head)):
        yield Clue(-2.0, f"It speaks of young people: {clean(found[0])}")


_LATER_NAME = re.compile(r"\s?\((?:now|later|Mrs|Ms|today)\b")


def _was_young(around: Around, said: str) -> bool:
    """The person was at school then, as far as the text gives a year, or it says what became of them."""
    born = birth_year(around.subject)
    years = [int(found) for found in _YEAR.findall(said)]
    at_school = born is not None and any(born + _OF_AGE // 3 <= year <= born + _ADULT + 1 for year in years)
    return at_school or _LATER_NAME.match(around.after) is not None


# --- a birthday -------------------------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BIRTH_LABEL = re.compile(r"\b(?:birth|d\.?o\.?b|born|birthday)\b[^\n]{0,60}", re.IGNORECASE)
_BORN = re.compile(r"\b(?:born|b\.)\s?(?:(?:in|on)\s)?[^.;()\n]{0,90}?\b(?:1[5-9]|20)[0-9]{2}\b")
_YEAR = re.compile(r"(?<![0-9])((?:1[5-9]|20)[0-9]{2})(?![0-9])")
_MONTH_YEAR = re.compile(
    rf"\b({_MONTH})\.?,?\s(?:of\s)?(?:1[5-9]|20)[0-9]{{2}}|(?<![0-9/-])(?:[0-9]{{1,2}}[/.-])?(0?[1-9]"
    rf"|1[0-2])[/.-](?:19|20)[0-9]{{2}}(?![0-9])"
    r"|(?<![0-9])(?:19|20)[0-9]{2}-(0[1-9]|1[0-2])(?![0-9])|month\W{1,4}(0?[1-9]|1[0-2])\b",
    re.IGNORECASE,
)


def _born(around: Around) -> Iterator[Clue]:
    """Another birthday, or the same, as far as the text gives it."""
    own = _birthday(around.subject)
    end = around.mention.end
    said = _BORN.search(around.after[:150]) or _BIRTH_LABEL.search(around.text, max(0, end - 300), end + 300)
    year = _YEAR.search(said[0]) if said else None
    if said and year and int(year[1]) < _OLDEST:
        yield Clue(-5.0, f"It gives another year of birth: {year[1]}")
    if own is None or said is None or year is None:
        return
    month = _month(said[0])
    if int(year[1]) != own[0]:
        yield Clue(ANOTHER, f"It gives another year of birth: {year[1]}")
    elif month and own[1] and month != own[1]:
        yield Clue(ANOTHER, "It gives another month of birth")
    elif month:
        yield Clue(4.0, "The month and year of birth fit", ties=True)
    else:
        yield Clue(1.5, "The year of birth fits", ties=True)


def _month(said: str) -> int:
    found = _MONTH_YEAR.search(said)
    if not found:
        return 0
    return _MONTHS.index(found[1].lower()[:3]) + 1 if found[1] else int(found[2] or found[3] or found[4])


def _birthday(subject: Subject) -> tuple[int, int] | None:
    """The declared year and month of birth."""
    for fact in subject.all(Kind.BIRTH_DATE):
        for written in find_dates(fact.value):
            if written.year:
                return written.year, written.month
    return None


def birth_year(subject: Subject) -> int | None:
    """The declared year of birth."""
    own = _birthday(subject)
    return own[0] if own else None

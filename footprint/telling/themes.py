"""Themes: small groups of words that mean more together than apart, as a child and a school, a day and an hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from footprint.places.spelling import words
from footprint.telling.marks import HER, HOME, KIN, MYSELF, NAME
from footprint.text.relations import CHILDREN, ELDERS, SPOUSES

_WORDS = {
    "child": words(CHILDREN) - {"one", "little_one"},
    "spouse": words(SPOUSES.replace("other_half better_half", "")),
    "elder": words(ELDERS),
    "school": words(
        """
        school schools primary nursery infant infants junior juniors academy college sixth-form grammar preschool
        pre-school playgroup kindergarten creche reception class teacher pta uniform nativity comp ysgol cylch
        gates homework pupil pupils classroom childminder montessori
        """
    ),
    "care": words("care carer carers nursing residential hospice dementia matron sheltered alzheimer's ward"),
    "work": words(
        """
        works work working job shift shifts employed employer teaches teacher nurse nurses driver manager runs joined
        engineer solicitor doctor consultant officer lecturer electrician office factory colleagues firm company
        business career practice depot plant
        """
    ),
    "past": words("was were had went used ago last yesterday formerly former until retired did been"),
    "coming": words("will i'll we'll shall going tomorrow next soon coming tonight looking forward gonna be"),
    "again": words("every each always usually weekly daily mornings evenings afternoons nights weekends regular most"),
    "away": words(
        """
        away holiday holidays off abroad flight airport fly flying trip cruise leave back travelling visiting gone
        caravan cottage hotel beach passport suitcase packed honeymoon camping ferry
        """
    ),
    "love": words(
        """
        married marriage wedding engaged fiance fiancee divorced divorce separated single widow widowed widower
        anniversary dating girlfriend boyfriend partner husband wife split ex bride groom civil proposed
        """
    ),
    "health": words(
        """
        cancer diagnosed diagnosis illness ill surgery operation hospital treatment diabetes depression anxiety
        disability disabled autism adhd epilepsy chemo stroke heart asthma mental health pregnant tablets medication
        """
    ),
    "belief": words(
        """
        church faith christian catholic methodist muslim mosque jewish hindu sikh buddhist quaker atheist god prayer
        worship baptised religion religious humanist gurdwara temple synagogue eid lent mass gay lesbian bisexual
        trans queer socialist conservative republican unionist nationalist feminist left-wing pacifist
        """
    ),
    "council": words(
        """
        council councillors committee meeting agenda minutes motion residents planning budget report officer officers
        applicant application consultation cabinet members member chair clerk scheme policy services
        """
    ),
    "no": words("not no never don't didn't isn't wasn't won't nobody without nor neither"),
    "if": words("if would could should might may wish were imagine"),
}
_MARKS = {HER: "her", NAME: "name", HOME: "home", KIN: "kin", **dict.fromkeys(MYSELF, "me")}
_TIMES = {"<time>": "time", "<weekday>": "day", "<weekdays>": "days", "<month>": "date", "<nth>": "date"}
_OF_MARK: dict[str, tuple[str, ...]] = {}
for _theme, _said in [*_WORDS.items(), *((name, (mark,)) for mark, name in {**_MARKS, **_TIMES}.items())]:
    for _mark in _said:
        _OF_MARK[_mark] = (*_OF_MARK.get(_mark, ()), _theme)


def themes(said: Iterable[str]) -> list[str]:
    """The themes of a sentence's marks, in order of the alphabet."""
    return sorted({f"~{theme}" for mark in said for theme in _OF_MARK.get(mark, ())})


def pairs(found: Iterable[str]) -> Iterator[str]:
    """Each two of the themes."""
    return (one + other for one, other in combinations(found, 2))

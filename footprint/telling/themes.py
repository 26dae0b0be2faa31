"""Themes: small groups of words that mean more together than apart, as a child and a school, a day and an hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from footprint.places.spelling import words
from footprint.telling.marks import HER, HOME, KIN, MYSELF, NAME
from footprint.text.relations import CHILDREN, ELDERS

_WORDS = {
    # --- people
    "child": words(CHILDREN + " kiddies babies grandkids teens daughter's son's bump newborn") - {"one", "little_one"},
    "spouse": words(
        """
        husband wife spouse partner fiance fiancee hubby missus girlfriend boyfriend wifey husband's wife's
        partner's
"""
    ),
    "elder": words(ELDERS + " mum's dad's mam's nan's gran's mother's father's aunty pa ma granda"),
    "others": words("they their them he she his her everyone anyone somebody people folk residents neighbours friends"),
    "you": words("you your yours you're"),
    "both": words("we our us we're we'll we've both together ourselves"),
    "titled": words("mr mrs ms dr rev cllr coun councillor sir lord chief officer clerk inspector warden vicar"),
    # --- time
    "coming": words(
        """
        will i'll we'll she'll he'll they'll shall going tomorrow next soon coming tonight looking forward gonna
        due upcoming planning booked ready countdown hoping
"""
    ),
    "again": words(
        """
        every each always usually weekly daily mornings evenings afternoons nights weekends regular regularly
        most often without fail creature habit never miss usual fortnightly monthly same again
"""
    ),
    "past": words(
        "was were had went used ago last yesterday formerly former until retired did been came got once previously"
    ),
    "lasting": words(
        "day days week weeks fortnight month months night nights weekend until till since christmas easter summer"
    ),
    "hour": words("morning evening afternoon night lunchtime noon midday dawn breakfast teatime early late o'clock"),
    # --- going away
    "trip": words(
        """
        holiday holidays trip cruise honeymoon caravan cottage villa hotel beach sunshine camping campsite break
        getaway vacation pilgrimage safari tour skiing resort sun chalet lodge umrah hajj retreat sabbatical
"""
    ),
    "travel": words(
        """
        flight airport fly flying flies ferry sail sailing drive driving train plane eurostar passport suitcase
        packed packing bags luggage travelling travel jetting boarding gatwick heathrow stansted departure
        tickets motorhome
"""
    ),
    "gone": words(
        """
        away off abroad gone leave leaving left absent absence unavailable back return returning empty overseas
        out office housesitter housesitting sitter sitting unoccupied inbox emails messages contact meantime
        cover covering
"""
    ),
    # --- doing
    "leisure": words(
        """
        gym swim swimming run running runs parkrun yoga pilates choir church mass chapel bowls darts pub quiz
        walk walks walking dog dogs football training rehearsal band bells tennis golf badminton netball cycling
        bike rowing allotment coffee dance dancing zumba class spin squash bingo bridge knitting rugby cricket
        boxing karate
"""
    ),
    "event": words(
        """
        fair fete talk market opening launch concert reading festival carols carol ceremony race marathon parade
        dinner conference hustings gala show exhibition workshop lecture festival party fayre service debate
        coffee auction signing book fundraiser stall raffle 10k half
"""
    ),
    "attend": words(
        """
        attend attending join joining speaking speak judging opening meet meeting come see find there guest host
        hosting presenting switching cutting helping volunteering serving performing playing singing starring
        turning catch
"""
    ),
    "go": words("go goes going take takes drop dropping collect collecting head heading pop nip walk catch bring"),
    # --- home and school
    "school": words(
        """
        school schools primary nursery infant infants junior juniors academy college sixth-form grammar
        preschool pre-school playgroup kindergarten creche reception class teacher pta uniform nativity comp
        ysgol cylch gates homework pupil pupils classroom childminder montessori
"""
    ),
    "start": words("starts started starting start settled settling year form loves enjoying attends attend joined"),
    "care": words(
        "care carer carers nursing residential hospice dementia matron sheltered alzheimer's ward home room visiting"
    ),
    "work": words(
        """
        works work working job shift shifts employed employer teaches teach nurse nurses nursing driver manager
        manages runs joined engineer solicitor doctor gp consultant lecturer electrician factory colleagues firm
        company drives business career practice depot plant paramedic midwife radiographer accountant teacher
        assistant chef porter hospital university warehouse bakery garage surgery supermarket self-employed
        apprentice foreman
"""
    ),
    # --- bonds
    "wed": words(
        """
        married marry marrying marriage wedding wed engaged engagement anniversary bride groom civil proposed
        vows honeymoon fiance fiancee ring yes happily
"""
    ),
    "parted": words(
        """
        divorced divorce divorcee separated separation split ex ex-husband ex-wife ex-partner single widow
        widowed widower alone lost died passed death apart ended broke own
"""
    ),
    "seeing": words(
        "dating girlfriend boyfriend partner seeing met together relationship love loved couple years live"
    ),
    # --- health, belief, politics
    "illness": words(
        """
        cancer illness ill diabetes diabetic depression anxiety disability disabled autism autistic adhd
        epilepsy stroke heart asthma mental health ms parkinson's arthritis coeliac crohn's colitis
        endometriosis fibromyalgia migraine migraines ptsd bipolar dyslexia dyslexic deaf blind tumour lupus
        condition symptoms breakdown addiction alcoholic menopause miscarriage pregnant pregnancy ivf hearing
        sight sober chronic
"""
    ),
    "treated": words(
        """
        diagnosed diagnosis surgery operation hospital treatment chemo chemotherapy radiotherapy tablets
        medication consultant scan biopsy transplant recovery recovering remission hip knee pacemaker insulin
        wheelchair inhaler therapy counselling counsellor signed doctors specialist clinic antidepressants meds
        dialysis stent suffered suffer living struggled battled
"""
    ),
    "faith": words(
        """
        church faith christian christianity catholic anglican methodist baptist presbyterian muslim islam mosque
        jewish jew hindu sikh buddhist quaker quakers atheist agnostic humanist god prayer pray praying worship
        baptised confirmed religion religious believer gurdwara temple synagogue eid lent ramadan fasting mass
        chapel shabbat bible quran allah jesus lord salvation pagan convert converted congregation communion
        diwali vaisakhi
"""
    ),
    "love_of": words(
        "gay lesbian bisexual bi trans transgender queer lgbt lgbtq pride sexuality asexual closet nonbinary non-binary"
    ),
    "politics": words(
        """
        socialist socialism conservative conservatism tory republican republicanism unionist nationalist
        nationalism feminist left left-wing right-wing pacifist monarchist monarchy abolish independence brexit
        remainer remain leaver marxist communist anarchist liberal libertarian trade unionism cnd politics
        political ideology values devolution reunification indy yes europe rejoin capitalism
"""
    ),
    "believe": words(
        "believe believed belief convinced always raised brought grew am i'm proud lifelong born identify"
    ),
    # --- the town's business, and what is not so
    "council": words(
        """
        council councillors committee minutes motion residents planning budget report officer officers applicant
        application consultation cabinet members member chair clerk scheme policy services resolved agenda noted
        seconded amendment vote voted highways ward petition funding grant
"""
    ),
    "advice": words("advice tips beware burglars remember ensure please lock check reminder warning scam should"),
    "open": words("open opens closed closes booking tickets free welcome admission organised run held takes place"),
    "no": words("not no never don't didn't isn't wasn't won't nobody without nor neither can't cannot doesn't"),
    "if": words("if would could should might may wish were imagine suppose pretend story novel character film"),
}
_MARKS = {HER: "her", NAME: "name", HOME: "home", KIN: "kin", **dict.fromkeys(MYSELF, "me")}
_TIMES = {
    "<time>": "time",
    "<weekday>": "day",
    "<weekdays>": "days",
    "<month>": "date",
    "<nth>": "date",
    "<abroad>": "abroad",
    "?": "ask",
}
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

"""Is it about her? A labelled set: what a page says, whether it is hers, and how sure we should be."""

import time
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.identity.about import is_own, judge
from footprint.model import Confidence, Evidence, Point
from tests.judged import HER, account, own_page, page, photo, post, record

CERTAIN, LIKELY, POSSIBLE, UNLIKELY = (
    Confidence.CERTAIN,
    Confidence.LIKELY,
    Confidence.POSSIBLE,
    Confidence.UNLIKELY,
)


@dataclass(frozen=True)
class Case:
    """One labelled page: `hers` is the truth, None where nobody could know; `sure` is what may be answered."""

    evidence: Evidence
    hers: bool | None
    sure: set[Confidence] = field(default_factory=set)


def hers(text, *sure, title="", **changes):
    return Case(page(text, title, **changes), hers=True, sure=set(sure))


def other(text, *sure, title="", **changes):
    return Case(page(text, title, **changes), hers=False, sure=set(sure or (UNLIKELY,)))


def open_question(text, *sure, title="", **changes):
    return Case(page(text, title, **changes), hers=None, sure=set(sure))


CASES = {
    # --- what only she has ----------------------------------------------------------------------------------
    "her mobile, no name": hers("Please ring 07700 900 417 about the boat.", CERTAIN),
    "her mobile from abroad": hers("WhatsApp +44 (0)7700-900417", CERTAIN),
    "her landline": hers("For eggs ring 01632 960733", CERTAIN),
    "her e-mail address, hidden from robots": hers("rosalind.quillfeather [at] mail [dot] example", CERTAIN),
    "her address, no name": hers("Applicant's address: 14 Kingfisher Wharf, Thornmere, TM4 6QH", CERTAIN),
    "her house and postcode": hers("Objection received from 14, TM4 6QH", CERTAIN),
    "her car": hers("Spotted: jz24rqf, parked across two bays", CERTAIN),
    "her own site named": hers("Links: www.rosalindquillfeather.example", CERTAIN),
    "her own handle named": hers("Great thread by @rosquill.bsky.example", CERTAIN),
    "her mobile on a page of the namesake's town": hers(
        "Rosalind Quillfeather of Port Gannet. Ring 07700 900417.", CERTAIN
    ),
    "her initial, and her address": hers("Mrs R Quillfeather, 14 Kingfisher Wharf, Thornmere", CERTAIN),
    "her surname, and her landline": hers("Quillfeather R M, Thornmere 01632 960733", CERTAIN),
    # --- name and office ------------------------------------------------------------------------------------
    "councillor, council, ward": hers(
        "Cllr Rosalind Quillfeather (Millpond and Eastgate) told Thornmere Borough Council it was late.", CERTAIN
    ),
    "councillor and council": hers("Councillor Rosalind Quillfeather of Thornmere Borough Council said so.", CERTAIN),
    "surname first": hers("QUILLFEATHER, Rosalind Mary (Cllr) - Thornmere Borough Council", CERTAIN),
    "surname first, a list with wards": hers(
        "Thornmere Borough Council\nQuillfeather, Rosalind: Millpond & Eastgate", CERTAIN
    ),
    "surname first, no comma": hers(
        "Quillfeather Rosalind Mary, The Lantern Party. Thornmere Borough Council", CERTAIN
    ),
    "a nickname of hers": hers("Cllr Ros Quillfeather, Thornmere Borough Council", CERTAIN),
    "another nickname of hers": hers("Thornmere council's Cllr Roz Quillfeather on buses", CERTAIN),
    "formal, with letters": hers("Cllr Mrs Rosalind M. Quillfeather MBE JP, Thornmere Borough Council", CERTAIN),
    "the initial of the middle name": hers("Councillor Rosalind M Quillfeather, Thornmere Borough Council", CERTAIN),
    "Welsh title": hers("Y Cynghorydd Rosalind Quillfeather, Cyngor Bwrdeistref Thornmere", CERTAIN),
    "Welsh short title": hers("Cyng. Rosalind Quillfeather (Millpond and Eastgate)", CERTAIN),
    "accents and odd quotes": hers(
        "Cllr Rosalind\u00a0Quillfeather\u2019s speech to Thornmere Borough Council", CERTAIN
    ),
    "title after the name": hers(
        "Rosalind Quillfeather, a local councillor for Millpond and Eastgate, opened it.", CERTAIN
    ),
    "party in brackets, town, title": hers("Cllr Rosalind Quillfeather (Lantern) spoke in Thornmere.", CERTAIN, LIKELY),
    "her town by name, title": hers("Councillor Rosalind Quillfeather swims here. Thornmere Baths", LIKELY, CERTAIN),
    "name and council, no title": hers("Rosalind Quillfeather\nThornmere Borough Council", LIKELY, CERTAIN),
    "name and ward": hers("Rosalind Quillfeather, Millpond and Eastgate", LIKELY, CERTAIN),
    "council in the title of the page": hers(
        "Quillfeather, Rosalind", LIKELY, CERTAIN, title="Members - Thornmere Borough Council"
    ),
    "initial, council and title": hers("Cllr R Quillfeather, Thornmere Borough Council", LIKELY),
    "initials, ward": hers("R.M. Quillfeather, Millpond and Eastgate ward, Thornmere Borough Council", LIKELY),
    "surname, title, council": hers("Cllr Quillfeather thanked Thornmere Borough Council.", POSSIBLE, LIKELY),
    "name beside her husband's": hers("Rosalind and Tobias Quillfeather, Thornmere, sold a boat.", LIKELY, CERTAIN),
    "her age in her town": hers(
        "Rosalind Quillfeather, 52, of Thornmere, found the swan.", LIKELY, CERTAIN, published=date(2026, 6, 1)
    ),
    "her year of birth in her town": hers("Rosalind Quillfeather, born in 1974, lives in Thornmere.", LIKELY, CERTAIN),
    "works elsewhere, sits here": hers(
        "Cllr Rosalind Quillfeather of Thornmere Borough Council, a bookkeeper, visited Port Gannet.", LIKELY, CERTAIN
    ),
    "named with another council beside her own": hers(
        "Cllr Rosalind Quillfeather (Millpond and Eastgate, Thornmere Borough Council) met Gullshire County Council.",
        LIKELY,
        CERTAIN,
    ),
    # --- name and little more -------------------------------------------------------------------------------
    "name and town": open_question("Rosalind Quillfeather won the raffle in Thornmere.", LIKELY),
    "name and party": open_question("Rosalind Quillfeather, member of the Lantern Party", POSSIBLE),
    "name alone": open_question("Rosalind Quillfeather came third.", POSSIBLE, UNLIKELY),
    "a form of the name alone": open_question("Photo: R. Quillfeather", UNLIKELY, POSSIBLE),
    "surname alone": open_question("Quillfeather", UNLIKELY),
    "same name, same town, no more": open_question("Rosalind Quillfeather\nThornmere\nKnitting", LIKELY, POSSIBLE),
    "same name, same party, unknown place": open_question(
        "Lantern Party volunteers: Rosalind Quillfeather, Kit Marchbanks", POSSIBLE
    ),
    "town only at the foot of a long page": open_question(
        "Rosalind Quillfeather came third." + " It rained." * 60 + " Printed in Thornmere.", POSSIBLE
    ),
    # --- namesakes ------------------------------------------------------------------------------------------
    "the potter": other("Rosalind Quillfeather, potter, of Port Gannet", UNLIKELY),
    "the potter in the local paper": other(
        "Thornmere Echo\n\nRosalind Quillfeather throws bowls. The potter lives over the workshop at 3 Kiln Lane, "
        "Port Gannet, TM19 3QP.\n\n\u201cI get post for a councillor of the same name,\u201d she says.",
        title="A kiln with a view of the sea | Thornmere Echo",
    ),
    "the potter's shop": other(
        "Stoneware by Rosalind Quillfeather, made above the harbour.", title="Rosalind Quillfeather, potter | Pots"
    ),
    "from another town": other("Rosalind Quillfeather, from Port Gannet, came third."),
    "based in another town": other("Rosalind Quillfeather, a cook based in Little Wexham, came third."),
    "another town's": other("Port Gannet's Rosalind Quillfeather came third."),
    "of another town, in the paper of hers": other(
        "Thornmere Echo\nRosalind Quillfeather, of Port Gannet, came third."
    ),
    "councillor of another council": other("Councillor Rosalind Quillfeather of Gannet District Council"),
    "councillor for another place": other(
        "Rosalind Quillfeather, councillor for Harbour East, Gannet District Council"
    ),
    "councillor of another council, in the page's title": other(
        "Cllr Rosalind Quillfeather", title="Your councillors - Gannet District Council"
    ),
    "another council, which wrote to hers": other(
        "Cllr Rosalind Quillfeather (Gannet District Council) wrote to Thornmere Borough Council.",
        UNLIKELY,
        POSSIBLE,
        LIKELY,
    ),
    "a ghost": other("Rosalind Quillfeather (1850\u20131921), suffragette, was born in Thornmere."),
    "an obituary": other(
        "The late Rosalind Quillfeather of Thornmere is remembered by her family.", UNLIKELY, POSSIBLE
    ),
    "a death": other("Rosalind Quillfeather, who died in May, lived in Thornmere.", UNLIKELY, POSSIBLE),
    "a census": other("1881 census, Thornmere: Rosalind Quillfeather, servant"),
    "too young": other("Rosalind Quillfeather, 23, of Thornmere, swam the Channel.", published=date(2026, 6, 1)),
    "too young, on a page without a date": other("Rosalind Quillfeather, 19, of Thornmere, swam the Channel."),
    "a girl of her name": other("9-year-old Rosalind Quillfeather", UNLIKELY, POSSIBLE),
    "born in another year": other("Rosalind Quillfeather (born 1991) grew up in Thornmere."),
    "a director born in another month": other(
        "Rosalind QUILLFEATHER\nCorrespondence address: 3 Kiln Lane, Port Gannet\nDate of birth June 1969"
    ),
    "another middle name": other("Rosalind Jane Quillfeather, Thornmere", UNLIKELY, POSSIBLE),
    "another middle initial": other("Rosalind J. Quillfeather, Thornmere", UNLIKELY, POSSIBLE),
    "the same town, another calling": other("Rosalind Quillfeather, footballer, Thornmere", UNLIKELY, POSSIBLE),
    "the daughter, called junior": other("Rosalind Quillfeather Jr, Thornmere", UNLIKELY, POSSIBLE),
    # --- other people ---------------------------------------------------------------------------------------
    "a handle that is half an e-mail address": other("Write to rosquill@elsewhere.example"),
    "her husband alone": other("Tobias Quillfeather, boat builder, Thornmere Borough Council"),
    "father and son: another initial": other("Cllr T Quillfeather, Thornmere Borough Council"),
    "another councillor of her council": other("Cllr Kit Marchbanks, Thornmere Borough Council, Millpond and Eastgate"),
    "a name nearly like hers": other("Rosalind Quillfeathers, Thornmere Borough Council"),
    "half a name": other("Rosalind Quill and Mary Feather, Thornmere Borough Council"),
    "a street": other("Works on Quillfeather Road, Thornmere"),
    "nobody": other("Thornmere Borough Council will meet on Tuesday."),
    "nothing": other(""),
    # --- by where it was seen -------------------------------------------------------------------------------
    "her own site": Case(own_page("Tulips at last."), hers=True, sure={CERTAIN}),
    "her old site": Case(page("Vote!", url="http://quillfeather4thornmere.example/"), hers=True, sure={CERTAIN}),
    "not her site": Case(page("Tulips", url="http://rosalindquillfeather.example.org/"), hers=False, sure={UNLIKELY}),
    "her post": Case(post("The 14 bus is back."), hers=True, sure={CERTAIN}),
    "her account": Case(account(handle="rosquill.bsky.example", declared=True), hers=True, sure={CERTAIN}),
    "the council's record of her": Case(record(("", "Party: The Lantern Party")), hers=True, sure={CERTAIN}),
    "the council's record of another": Case(
        record(("", "Party"), title="Councillor Kit Marchbanks: councillor page"), hers=False, sure={UNLIKELY}
    ),
    "her initial on the council's site": Case(
        record(("", "Ward: Millpond and Eastgate"), title="Cllr R Quillfeather"), hers=True, sure={LIKELY, CERTAIN}
    ),
    "a commit under her handle": Case(
        record(
            ("Author", "Ros"),
            register="commit-emails",
            title="A commit",
            source="github",
            url="http://github.example/rosquill/buses/commit/a",
        ),
        hers=True,
        sure={CERTAIN},
    ),
    "an account of her name in her town": Case(
        account(bio="Slow swimmer, fast knitter. Thornmere."), hers=None, sure={LIKELY, POSSIBLE}
    ),
    "an account of her name, elsewhere": Case(
        account(bio="Potter. Stoneware from the harbour at Port Gannet."), hers=False, sure={UNLIKELY}
    ),
    "an account that links to her site": Case(
        account(links=("https://www.rosalindquillfeather.example/",)), hers=True, sure={CERTAIN}
    ),
    "an account with her handle on another service": Case(
        account(name="Ros Quillfeather", handle="rosquill", service="Elsewhere"), hers=True, sure={LIKELY, CERTAIN}
    ),
    "an account of another name": Case(account(name="Quill & Feather Stationery"), hers=False, sure={UNLIKELY}),
    "her photo folder": Case(photo(), hers=True, sure={CERTAIN}),
    "a picture on her site": Case(
        photo(source="ownsites", url="http://www.rosalindquillfeather.example/a.jpg"), hers=True, sure={CERTAIN}
    ),
    "a picture shown on her site that lies elsewhere": Case(
        photo(source="ownsites", url="http://cdn.example/a.jpg", place="photos on www.rosalindquillfeather.example"),
        hers=True,
        sure={CERTAIN},
    ),
    "her portrait": Case(
        photo(source="moderngov", url="http://democracy.thornmere.example/big.jpg"), hers=True, sure={CERTAIN}
    ),
    "a picture of her in an archive": Case(
        photo(
            None,
            ("comment", "Councillor Rosalind Quillfeather of Thornmere Borough Council opens the fair"),
            name="Lantern_Fair_2025,_Rosalind_Quillfeather.jpg",
            source="commons",
            url="http://commons.example/1",
        ),
        hers=True,
        sure={CERTAIN},
    ),
    "a picture of somebody in an archive": Case(
        photo(name="Rosalind_Quillfeather.jpg", source="commons", url="http://commons.example/2"),
        hers=None,
        sure={POSSIBLE, UNLIKELY},
    ),
    "a picture of her name near her home": Case(
        photo(Point(52.6491, -0.6371), name="Rosalind Quillfeather.jpg", source="commons", url="http://c.example/3"),
        hers=True,
        sure={LIKELY, CERTAIN},
    ),
    "a picture of somebody else": Case(
        photo(name="Harbour.jpg", source="commons", url="http://commons.example/4"), hers=False, sure={UNLIKELY}
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_how_sure(name):
    case = CASES[name]
    match = judge(case.evidence, HER)
    assert match.confidence in case.sure, (match.score, match.reasons)


def test_whatever_is_certain_is_hers():
    certain = {name for name, case in CASES.items() if judge(case.evidence, HER).confidence is CERTAIN}
    assert {name for name in certain if CASES[name].hers is not True} == set()


def test_of_what_is_hers_nearly_all_is_at_least_likely():
    mine = [case for case in CASES.values() if case.hers]
    firm = [case for case in mine if judge(case.evidence, HER).confidence.rank >= LIKELY.rank]
    assert len(firm) / len(mine) > 0.95


def test_of_what_is_not_hers_hardly_any_is_likely():
    others = [name for name, case in CASES.items() if case.hers is False]
    assert [name for name in others if judge(CASES[name].evidence, HER).confidence.rank >= LIKELY.rank] == []


def test_the_set_is_large_enough():
    assert len(CASES) >= 60
    assert sum(case.hers is False for case in CASES.values()) >= 25


# --- reasons ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ring 07700 900417", "Your mobile number stands on it"),
        ("Rosalind Quillfeather, Thornmere Borough Council", "It names Thornmere Borough Council"),
        ("Cllr R Quillfeather, Thornmere", "The name is written with the initial R"),
        ("Cllr Rosalind Quillfeather, Gannet District Council", "It names another council: Gannet District Council"),
        ("Rosalind Quillfeather of Port Gannet", "It places this person in Port Gannet"),
        ("Tobias Quillfeather", "It has your surname with another first name"),
        ("Kit Marchbanks", "Your name does not stand on it"),
        ("Rosalind Quillfeather and her husband Tobias Quillfeather", "It names your husband, Tobias Quillfeather"),
    ],
)
def test_reasons_are_plain(text, reason):
    assert reason in judge(page(text), HER).reasons


def test_reasons_stay_on_one_line_whatever_the_page_says():
    match = judge(page("Rosalind Quillfeather of Port\u0085Gannet\x1b[2J of Wexham"), HER)
    assert all(reason.isprintable() for reason in match.reasons)


def test_the_score_and_the_word_agree():
    for case in CASES.values():
        match = judge(case.evidence, HER)
        assert 0 <= match.score <= 1
        least = {CERTAIN: 0.95, LIKELY: 0.7, POSSIBLE: 0.3, UNLIKELY: 0.0}
        assert match.score >= least[match.confidence]
        assert match.reasons


def test_without_facts_there_is_still_the_name():
    bare = type(HER)(HER.id, HER.consent, HER.identifiers[:1])
    assert judge(page("Rosalind Quillfeather"), bare).confidence is POSSIBLE
    assert judge(page("Cllr Rosalind Quillfeather, Gannet District Council"), bare).confidence is UNLIKELY


def test_whose_words_they_are():
    assert is_own(own_page("Hello"), HER)
    assert is_own(post("Hello"), HER)
    assert is_own(photo(), HER)
    assert not is_own(page("Hello"), HER)
    assert not is_own(account(), HER)


# --- hostile text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    [
        "Rosalind Quillfeather of Port Gannet, ",
        "Quillfeather ",
        "Cllr Tobias Quillfeather ",
        "Thornmere Borough Council ",
        "Aa Bb of ",
        "\n",
        "07700 900 ",
        "born 1974 ",
        "(",
    ],
)
def test_a_megabyte_of_anything_is_judged_in_seconds(piece):
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    judge(page(text), HER)
    assert time.process_time() - start < 24


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(max_size=40))
def test_no_text_is_too_odd(text, title):
    for evidence in (
        page(text, title),
        account(name=title, bio=text),
        photo(None, ("comment", text), source="commons"),
    ):
        assert judge(evidence, HER).reasons
        assert judge(page(f"{text} Rosalind Quillfeather {title}{text}"), HER).reasons

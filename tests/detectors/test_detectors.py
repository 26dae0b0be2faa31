"""What holds for every detector: its contract, traps, odd text, and time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.detectors import all_detectors, fingerprint, masked, masked_end, one_line
from footprint.model import Confidence, Match, Point, Severity, Sighting
from tests.judged import CHILD, HER, account, everything, news, own_page, page, photo, post, record

EXPECTED = {
    "absence",
    "account",
    "away-from-home",
    "bank-details",
    "birth-date",
    "breach",
    "email",
    "family",
    "home-address",
    "home-inferable",
    "impersonation",
    "national-insurance",
    "number-plate",
    "opinion",
    "phone",
    "photo-address",
    "photo-faces",
    "photo-location",
    "photo-papers",
    "photo-place",
    "photo-plate",
    "photo-public",
    "photo-school",
    "photo-thumbnail",
    "postcode",
    "relationship",
    "routine",
    "routine-from-photos",
    "school-or-care-home",
    "signature",
    "spouse-employer",
    "vehicle",
    "whereabouts",
}


def test_there_are_these_detectors():
    assert {detector.name for detector in all_detectors()} == EXPECTED


@pytest.mark.parametrize("detector", all_detectors(), ids=lambda d: d.name)
def test_each_says_in_plain_words_what_it_looks_for(detector):
    assert detector.name == detector.name.lower().replace(" ", "-").replace("_", "-")
    assert f"We looked for {detector.title}.".isprintable()
    assert not detector.title.endswith(".")


# --- a page full of traps -----------------------------------------------------------------------------------

TRAPS = """
Thornmere Echo. Front desk open Monday to Friday, 9 am to 5 pm; every Tuesday until 7 pm.
Newsroom: 01632 960 480, newsdesk@thornmere-echo.example. 2 Market Square, Thornmere, TM1 1AB.
Cllr Rosalind Quillfeather's surgery: first Saturday of every month, 10 am, Thornmere Library. Next: 5 December 2026.
The Licensing Committee meets on Thursday 10 December 2026 at 7 pm in the Civic Hall. Minute 12/12/26-417.
ISBN 978-0-7700-9004-3. Policy 07/2026/900417. Reference 01632/960/200-B. Application 26/00417/HOU.
Contact Democratic Services: 01632 960 200, democratic.services@thornmere.example, Civic Hall, Market Square, TM1 1AA.
Cllr Kit Marchbanks, 3 Heron Lane, Thornmere TM5 1AA, 07700 900 222, kit@marchbanks.example, born 4 May 1961.
Call the police on 101, or 999 in an emergency. Samaritans 116 123. Fraud line 0800 555 0123.
Wilf Ansell swims here every Tuesday at 7 am; his wife Ottilie and their son Jack go to Larkfield Primary School.
Works on Kingfisher Wharf, where 14 residents live, start on 14 December 2026. The 14 bus stops at Kingfisher Wharf.
A van, AB12 CDE, was towed from 16 Kingfisher Wharf, Thornmere, TM4 6QH.
The park was opened on 9 March 1974 by the Mayor. 417 residents signed, 07700 of them online.
Printed and promoted by Hugo Pennywort, 9 Quay Street, Thornmere TM1 4AA, on behalf of Rosalind Quillfeather.
Advertisement: Mereside Motors, ring Tobias on 07700 900 845, open every Saturday at 9.
"""


def test_a_page_full_of_traps_about_her_gives_nothing():
    assert [finding.what for finding in everything(news(TRAPS))] == []


def test_nor_on_her_own_site():
    assert [finding.what for finding in everything(own_page(TRAPS))] == []


def test_a_page_that_is_not_about_her_gives_nothing_at_all():
    text = "Rosalind Quillfeather, potter, of Port Gannet. My husband Alasdair, 07700 900846, pots@pottery.example. "
    text += "I swim at the harbour every Tuesday at 7. I'll be at the market on Saturday 12 December 2026 at 10 am. "
    assert everything(page(text + "My car is AB12 CDE. Born on 4 May 1980. 3 Kiln Lane, Port Gannet, TM19 3QP.")) == []


def test_on_an_unlikely_match_even_declared_facts_are_left_alone():
    unlikely = Match(Confidence.UNLIKELY, 0.1, ("Somebody else",))
    full = "07700 900417, 14 Kingfisher Wharf, Thornmere, TM4 6QH, JZ24 RQF, rosalind.quillfeather@mail.example"
    for evidence in (page(full), photo(Point(52.649, -0.637)), account(bio=full), post(full)):
        for detector in all_detectors():
            assert list(detector.detect(Sighting(evidence, unlikely), HER)) == []


# --- findings -----------------------------------------------------------------------------------------------

RICH = """
Cllr Rosalind Quillfeather (Millpond and Eastgate), 14 Kingfisher Wharf, Thornmere, TM4 6QH, born 9 March 1974.
Mobile 07700 900417, landline 01632 960733, rosalind.quillfeather@mail.example. Her car is JZ24 RQF.
Her husband, Tobias Quillfeather, drives. I swim at Thornmere Baths every Tuesday at 7 am.
I will be at the Millpond Fair on Saturday 12 December 2026 at 10 am.
"""
FULL = {
    "home-address",
    "phone",
    "email",
    "birth-date",
    "number-plate",
    "family",
    "routine",
    "whereabouts",
}


def test_a_page_that_tells_everything_gives_everything():
    assert {finding.detector for finding in everything(own_page(RICH))} == FULL


def test_findings_are_whole_and_say_nothing_twice():
    findings = everything(own_page(RICH))
    assert len({finding.id for finding in findings}) == len(findings)
    for finding in findings:
        assert finding.what.isprintable()
        assert finding.reasons
        assert finding.where[0].url == "http://www.rosalindquillfeather.example/page.html"
        assert finding.about.endswith(" · www.rosalindquillfeather.example")
        assert "▮" in finding.masked
        secret = finding.value or ""
        assert not finding.declared or secret not in finding.about + finding.what + finding.masked


def test_identity_is_the_same_on_every_page_of_a_place_and_at_every_time():
    first = {finding.id for finding in everything(own_page(RICH))}
    elsewhere = everything(page(f"Hello\n\n{RICH}", url="http://www.rosalindquillfeather.example/other.html"))
    assert {finding.id for finding in elsewhere} == first


def test_a_fingerprint_needs_the_salt():
    assert fingerprint("07700 900555", HER) == fingerprint("07700 900555", HER)
    assert fingerprint("07700 900555", HER) != fingerprint(
        "07700 900555", type(HER)(HER.id, HER.consent, (), salt=b"other")
    )


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("14 Kingfisher Wharf, Thornmere", "1▮▮▮ K▮▮▮ W▮▮▮, T▮▮▮"),
        ("TM4 6QH", "T▮▮▮ 6▮▮▮"),
        ("Tobias\nO'Quill", "T▮▮▮ O▮▮▮"),
        ("", ""),
    ],
)
def test_a_mask_leaves_a_hint(value, hint):
    assert masked(value) == hint


def test_a_number_keeps_its_end():
    assert masked_end("07700 900 417") == "▮▮▮17"


@given(st.text())
def test_one_line_is_one_line(text):
    assert one_line(text).isprintable()


def test_severities_follow_what_a_stranger_could_do():
    worst = {finding.detector for finding in everything(own_page(RICH)) if finding.severity is Severity.SERIOUS}
    assert worst == {"home-address", "phone", "routine"}


# --- odd text and time --------------------------------------------------------------------------------------

SNIPPETS = st.sampled_from([line for line in (TRAPS + RICH).splitlines() if line])
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.text(max_size=30), SNIPPETS), max_size=6).map("\n".join))


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_no_text_is_too_odd_for_any_detector(text, other):
    for evidence in (
        own_page(text, title=other),
        news(text),
        page(text, other),
        record((other, text)),
        account(name=other, bio=text, declared=True),
        post(text),
        photo(Point(52.649, -0.637), ("place", text), ("comment", other), name=other),
    ):
        for finding in everything(evidence, CHILD):
            assert finding.what


PIECES = [
    "Rosalind Quillfeather ",
    "every Tuesday at 7 I ",
    "on Saturday 12 December at 10 am ",
    "07700 900 4 ",
    "my daughter Daisy ",
    "a@b.c ",
    "AB12 CDE ",
    "14 Kingfisher Wharf ",
    "TM4 6QH ",
    "9 March 1974 ",
    "\n",
    "(",
    "x",
    "Tobias Quillfeather ",
    "She will be at ",
    "16 Heron Lane, Thornmere, TM5 1AA\n",
    "Civic Hall, Market Square, Thornmere, TM1 1AA\n",
    "Rosalind Quillfeather, 9 March 1974\n",
    "Rosalind Quillfeather\nMobile: 07700 900555\n",
    "oh seven double ",
    "my red Ford ",
    "my wife works at The Big Shop of ",
    "St Mary's Primary School ",
    "20-44-81 1234 5678 ",
    "I am a very proud member of The Union ",
    "away to Rome until Monday ",
    "“I said ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_flood_of_anything_takes_seconds_for_all_of_them(piece):
    text = piece * (250_000 // len(piece))
    start = time.process_time()
    everything(own_page(text))
    assert time.process_time() - start < 18


def test_a_megabyte_of_a_real_page_takes_seconds_for_all_of_them():
    text = (TRAPS + RICH) * (1_000_000 // len(TRAPS + RICH))
    start = time.process_time()
    assert {finding.detector for finding in everything(own_page(text))} >= FULL
    assert time.process_time() - start < 36

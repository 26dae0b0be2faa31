from __future__ import annotations

import re

import pytest

from footprint.errors import Missing, RobotsForbid, ServiceFailed, Throttled, TooLarge, Unexpected
from footprint.identity.about import judge
from footprint.model import Cause, Confidence, Identifier, Kind, Page, Record, Skipped, SourceSettings
from footprint.sources.democracy_club import DemocracyClub
from tests.judged import HER, everything
from tests.pdfs import pdf

BASE = "https://candidates.democracyclub.org.uk"
SEARCH = f"{BASE}/search?q=Rosalind%20Quillfeather"
PERSON = f"{BASE}/api/next/people/99041/?format=json"
BALLOT = "local.thornmere.millpond-and-eastgate.2023-05-04"
PAPERS = f"{BASE}/api/next/ballots/{BALLOT}/?format=json"
COPY = "https://media.democracyclub.example/sopn/thornmere.html"
COUNCILS = "https://elections.thornmere.example/nominated"
STATEMENT = """<html><head><title>Statement of persons nominated</title></head><body><table>
<tr><td>QUILLFEATHER, Rosalind</td><td>14 Kingfisher Wharf, Thornmere, TM4 6QH</td><td>The Lantern Party</td></tr>
</table></body></html>"""


def results(*people):
    items = "".join(
        f'<li><div class="person-name-and-party"><a href="{href}" class="candidate-name">{name}</a>'
        f'<span class="party">The Lantern Party</span></div><a href="/person/1/update">Add more details</a></li>'
        for href, name in people
    )
    return (
        '<html><body><form class="search" method="get" action="/search"><input name="q" value="x"/></form>'
        f'<ul class="candidate-list">{items}</ul></body></html>'
    )


def person(*ballots, **changes):
    return {
        "id": 99041,
        "url": f"{BASE}/api/next/people/99041/",
        "name": "Rosalind Quillfeather",
        "other_names": [{"name": "Ros Quillfeather", "note": ""}],
        "sort_name": "",
        "honorific_prefix": "",
        "identifiers": [{"value": "rosquill", "value_type": "twitter_username", "internal_identifier": "1"}],
        "candidacies": [
            {
                "elected": True,
                "party": {"ec_id": "PP999", "name": "The Lantern Party"},
                "party_name": "The Lantern Party",
                "ballot": {"url": f"{BASE}/api/next/ballots/{ballot}/", "ballot_paper_id": ballot},
            }
            for ballot in ballots or (BALLOT,)
        ],
        "email": "rosalind.quillfeather@mail.example",
        "gender": None,
        "birth_date": "1974-03-09",
        "death_date": "",
        "images": [],
        "statement_to_voters": "I live on Kingfisher Wharf.",
        "favourite_biscuit": None,
    } | changes


def papers(*, uploaded=COPY, source=COUNCILS):
    sopn = {"document_type": "Nomination paper", "uploaded_file": uploaded, "source_url": source}
    return {"ballot_paper_id": BALLOT, "cancelled": False, "sopn": sopn, "candidacies": []}


@pytest.fixture
def ask(subject, serve, fetched):
    async def ask(served, **options):
        web = serve(served, **options)
        return await fetched(DemocracyClub(), next(DemocracyClub().plan(subject)), subject, web), web

    return ask


FOUND = results(("/person/99041/rosalind-quillfeather", "Rosalind Quillfeather"))


def test_the_search_page_is_asked_for_each_surname_no_more_than_ten_times_a_minute(subject, subject_with):
    [query] = DemocracyClub().plan(subject)
    assert (query.url, query.sends) == (SEARCH, ("Rosalind Quillfeather",))
    names = ("Rosalind Quillfeather", "Ros Quillfeather", "Rosalind Marlowe-Finch", "Rosalind QUILLFEATHER", "R Moor")
    who = subject_with(identifiers=tuple(Identifier(Kind.NAME, name) for name in names))
    assert [query.sends for query in DemocracyClub().plan(who)] == [(names[0],), (names[2],)]
    assert 60 / DemocracyClub.pace <= 10


async def test_a_candidate_is_read_and_what_stands_there_found(ask):
    (record, page), web = await ask({SEARCH: FOUND, PERSON: person(), PAPERS: papers(), COPY: STATEMENT})
    assert [options.get("robots", False) for _, options in web.asked] == [True, False, False, True]
    assert record.register == "candidate"
    assert record.url == f"{BASE}/person/99041"
    assert ("Stood in", "Thornmere, Millpond And Eastgate, 2023-05-04 for The Lantern Party") in record.fields
    assert ("Twitter username", "rosquill") in record.fields
    assert judge(record, HER).confidence is Confidence.CERTAIN
    found = {finding.detector: finding.what for finding in everything(record)}
    assert found["birth-date"] == "Your date of birth stands in Democracy Club's list of candidates"
    assert "email" in found
    assert page.place == "Statement of persons nominated, Thornmere, Millpond And Eastgate, 2023-05-04"
    assert "home-address" in {finding.detector for finding in everything(page)}


async def test_a_statement_that_is_a_pdf_is_read_and_what_was_scanned_of_it_is_said(ask):
    statement = pdf("Persons nominated\nQUILLFEATHER, Rosalind  14 Kingfisher Wharf, Thornmere, TM4 6QH", scans=1)
    (_, page, skipped), _ = await ask({SEARCH: FOUND, PERSON: person(), PAPERS: papers(), COPY: statement})
    assert "home-address" in {finding.detector for finding in everything(page)}
    assert (skipped.identifier, skipped.cause) == (COPY, Cause.UNREADABLE)


async def test_where_the_copy_does_not_open_the_councils_own_does(ask):
    served = {SEARCH: FOUND, PERSON: person(), PAPERS: papers(), COPY: Unexpected("A PDF."), COUNCILS: STATEMENT}
    (_, page), _ = await ask(served)
    assert page.url == COUNCILS


async def test_where_neither_opens_both_are_said(ask):
    served = {SEARCH: FOUND, PERSON: person(), PAPERS: papers(), COPY: Unexpected("A PDF."), COUNCILS: Missing("404")}
    (record, *skipped), _ = await ask(served)
    assert isinstance(record, Record)
    assert [(skip.identifier, skip.cause) for skip in skipped] == [(COPY, Cause.UNEXPECTED), (COUNCILS, Cause.MISSING)]


@pytest.mark.parametrize("sopn", [None, [], {}, {"uploaded_file": None, "source_url": "javascript:x"}])
async def test_an_election_without_papers_is_passed_over(ask, sopn):
    items, _ = await ask({SEARCH: FOUND, PERSON: person(), PAPERS: papers() | {"sopn": sopn}})
    assert len(items) == 1


async def test_papers_that_cannot_be_asked_for_do_not_hide_the_candidate(ask):
    (record, skipped), _ = await ask({SEARCH: FOUND, PERSON: person(), PAPERS: ServiceFailed("Broken.")})
    assert isinstance(record, Record)
    assert skipped.cause is Cause.SERVICE_FAILED


async def test_the_papers_of_the_newest_elections_are_opened(ask):
    ballots = [f"local.thornmere.millpond.{year}-05-04" for year in (2011, 2023, 2015, 2019)] + ["../../admin"]
    asked = {
        f"{BASE}/api/next/ballots/{ballot}/?format=json": papers(uploaded="", source="") for ballot in ballots[1:4]
    }
    items, web = await ask({SEARCH: FOUND, PERSON: person(*ballots)} | asked)
    assert len(items) == 1
    assert [url.split("/ballots/")[1].split("/")[0][-10:] for url in web.urls[2:]] == [
        "2023-05-04",
        "2019-05-04",
        "2015-05-04",
    ]


async def test_candidates_of_other_names_are_passed_over(ask):
    people = (("/person/1/tobias", "Tobias Quillfeather"), ("/person/2/", "Rosalind Featherstone"), ("/about", "About"))
    assert (await ask({SEARCH: results(*people)}))[0] == []


async def test_nobody_found_is_an_answer(ask):
    assert (await ask({SEARCH: results()}))[0] == []


async def test_further_candidates_are_said(ask):
    people = [(f"/person/{n}/rosalind", "Rosalind Quillfeather") for n in range(7)]
    served = {f"{BASE}/api/next/people/{n}/?format=json": person(candidacies=None) for n in range(5)}
    items, _ = await ask({SEARCH: results(*people)} | served)
    assert sum(isinstance(item, Record) for item in items) == 5
    assert isinstance(items[-1], Skipped)
    assert items[-1].cause is Cause.TOO_LARGE


async def test_a_page_that_is_no_search_is_said(ask):
    with pytest.raises(Unexpected, match="shape that Footprint does not know"):
        await ask({SEARCH: "<html><body><h1>Checking your browser</h1></body></html>"})


@pytest.mark.parametrize(
    "notice",
    [{"detail": "Request was throttled. Expected available in 45 seconds."}, "<html><h1>Too Many Requests</h1></html>"],
)
async def test_a_notice_in_place_of_the_search_is_said(ask, notice):
    with pytest.raises(Throttled, match="Try again"):
        await ask({SEARCH: notice})
    with pytest.raises(Throttled):
        await ask({SEARCH: FOUND, PERSON: notice})


async def test_a_page_built_to_waste_time_is_refused(ask):
    with pytest.raises(TooLarge):
        await ask({SEARCH: "<div>" * 600_000})


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {}, {"id": 1, "name": []}, person(name="")])
async def test_another_shape_is_said(ask, broken):
    [skip], _ = await ask({SEARCH: FOUND, PERSON: broken})
    assert skip.cause is Cause.UNEXPECTED
    assert re.search(r"does not know|data expected|data were expected", skip.reason)


async def test_a_detail_that_cannot_be_read_hides_no_candidate(ask):
    [record, left_out], _ = await ask({SEARCH: FOUND, PERSON: person(candidacies="x")})
    assert record.title == "Democracy Club: Rosalind Quillfeather"
    assert left_out.reason == "1 detail could not be read; the rest was used."


@pytest.mark.parametrize("error", [Throttled("Slow down."), RobotsForbid("No.")])
async def test_being_held_back_is_said(ask, error):
    with pytest.raises(type(error)):
        await ask({SEARCH: error})


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("democracyclub", address="http://candidates.example"))
    query = next(DemocracyClub().plan(who))
    paper = "http://elections.thornmere.example/nominated"
    served = {
        query.url: FOUND,
        "http://candidates.example/api/next/people/99041/?format=json": person(),
        f"http://candidates.example/api/next/ballots/{BALLOT}/?format=json": papers(uploaded="", source=paper),
        paper: STATEMENT,
    }
    web = await wire(served, "democracyclub")
    record, page = await fetched(DemocracyClub(), query, who, web)
    assert isinstance(record, Record)
    assert isinstance(page, Page)


async def test_a_candidate_who_does_not_open_does_not_hide_the_next(ask):
    both = results(("/person/7/rosalind", "Rosalind Quillfeather"), ("/person/99041/ros", "Rosalind Quillfeather"))
    served = {SEARCH: both, PERSON.replace("99041", "7"): Unexpected("Odd."), PERSON: person(candidacies=[])}
    (skip, found), _ = await ask(served)
    assert (skip.cause, skip.identifier) == (Cause.UNEXPECTED, f"{BASE}/person/7")
    assert isinstance(found, Record)

from __future__ import annotations

import json
from datetime import date
from urllib.parse import quote

import pytest

from footprint.errors import Missing, Offline, Throttled, Unexpected
from footprint.model import Cause, Identifier, Kind, Page, Query, Skipped, SourceSettings
from footprint.sources.wayback import Wayback
from footprint.web import Answer
from footprint.web.archive import LISTED
from tests.judged import detect
from tests.pdfs import pdf

WEB = "https://web.archive.org"
SITE = "http://www.rosalindquillfeather.example"
COUNCIL = "http://democracy.thornmere.example"
INDEX = f"{COUNCIL}/mgMemberIndex.aspx"
HERS = f"{COUNCIL}/mgUserInfo.aspx?UID=214"
REGISTER = f"{COUNCIL}/mgRofI.aspx?UID=214"
LIVE = f"{INDEX}?FN=ALPHA&VW=LIST&PIC=0"
CONTACT = f"{SITE}/contact.html"
HOME = "14 Kingfisher Wharf, Thornmere, TM4 6QH"
LIST = '<h1>Councillors</h1><a href="mgUserInfo.aspx?UID=9">Cllr Kit Marchbanks</a> <a href="{href}">{name}</a>'
OWN_LINK = LIST.format(href="mgUserInfo.aspx?UID=214", name="Councillor Rosalind Quillfeather")
NAMES = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")


def listing(url: str, match: str = "exact", collapse: str = "digest", base: str = f"{WEB}/cdx/search/cdx") -> str:
    options = f"output=json&matchType={match}&collapse={collapse}&filter=statuscode:200&limit=5000"
    return f"{base}?url={quote(url, safe='')}&{options}"


def rows(*captures: tuple[str, str]) -> list[list[str]]:
    """An array as the Internet Archive answers it: of (year, address)."""
    found = [["key" + url, f"{year}0102030405", url, "text/html", "200", year + url, "1"] for year, url in captures]
    return [list(NAMES), *found] if found else []


def copy(year: str, url: str, raw: str = "id_", base: str = f"{WEB}/web") -> str:
    return f"{base}/{year}0102030405{raw}/{url}"


def shown(year: str, url: str) -> str:
    return copy(year, url, raw="")


def councillor(name: str = "Rosalind Quillfeather", told: str = HOME) -> str:
    return f"<title>Councillor details - Councillor {name}</title><h1>Councillor {name}</h1><p>Home: {told}</p>"


@pytest.fixture
def who(subject_with):
    return subject_with(
        identifiers=(
            Identifier(Kind.NAME, "Rosalind Quillfeather"),
            Identifier(Kind.SITE, SITE),
            Identifier(Kind.COUNCIL_SITE, COUNCIL),
            Identifier(Kind.ADDRESS, HOME),
        )
    )


@pytest.fixture
def ask(who, serve, fetched):
    async def asked(served, number, subject=who):
        web = serve(served)
        query = list(Wayback().plan(subject))[number]
        return await fetched(Wayback(), query, subject, web), web

    return asked


COUNCILS = {
    listing(INDEX, "prefix"): rows(("2012", LIVE)),
    copy("2012", LIVE): OWN_LINK,
    listing(HERS): rows(("2013", HERS), ("2019", HERS)),
    copy("2013", HERS): councillor(),
    copy("2019", HERS): councillor(told="withheld"),
    listing(REGISTER): [],
}


def test_own_sites_and_the_council_s_are_asked_for_and_nothing_else_sent(who):
    assert [(query.url, query.sends) for query in Wayback().plan(who)] == [
        (listing(SITE, "host"), (SITE,)),
        (listing(INDEX, "prefix"), (COUNCIL,)),
    ]


def test_of_a_shared_host_only_what_lies_below_the_site_is_listed(subject_with):
    who = subject_with(identifiers=(Identifier(Kind.SITE, "https://sites.example/ros/"),))
    [query] = Wayback().plan(who)
    assert query.url == listing("https://sites.example/ros/", "prefix")


async def test_the_pages_of_an_own_site_are_read_as_they_were(ask, who):
    served = {
        listing(SITE, "host"): rows(("2014", f"{SITE}/"), ("2015", CONTACT), ("2018", CONTACT)),
        copy("2015", CONTACT): f"<title>Contact</title><p>Write to {HOME}</p>",
        copy("2018", CONTACT): "<title>Contact</title><p>Write to the Civic Hall</p>",
        copy("2014", f"{SITE}/"): "<title>Ros</title><p>Hello</p>",
    }
    (old, new, home), web = await ask(served, 0)
    assert isinstance(old, Page)
    assert (old.url, old.published) == (shown("2015", CONTACT), date(2015, 1, 2))
    assert old.title == "Contact, archived copy of 2 January 2015"
    assert old.place == "archived copy of www.rosalindquillfeather.example"
    assert new.place == old.place
    assert home.title.startswith("Ros")
    [finding] = detect("home-address", old, who)
    assert finding.what.endswith("in an archived copy of www.rosalindquillfeather.example")
    assert not detect("home-address", new, who)
    assert web.urls[1] == copy("2015", CONTACT)  # what tells most comes first


async def test_the_council_s_old_list_leads_to_her_page_and_register(ask, who):
    (old, new), _ = await ask(COUNCILS, 1)
    assert old.url == shown("2013", HERS)
    assert detect("home-address", old, who)
    assert not detect("home-address", new, who)


async def test_old_copies_of_a_pdf_are_read_as_those_of_a_page(ask):
    address = f"{SITE}/leaflet.pdf"
    listed = rows(("2015", address))
    listed[1][3] = "application/pdf"
    [page], _ = await ask({listing(SITE, "host"): listed, copy("2015", address): pdf(f"Write to {HOME}")}, 0)
    assert (page.url, page.published) == (shown("2015", address), date(2015, 1, 2))
    assert HOME in page.text


async def test_old_copies_of_the_register_s_documents_are_read(ask):
    document = f"{COUNCIL}/mgConvert2PDF.aspx?UID=214"
    linked = f'{councillor()}<a href="mgConvert2PDF.aspx?UID=214">Register of interests</a> <a href="x.pdf">Map</a>'
    served = COUNCILS | {
        copy("2013", HERS): linked,
        listing(document): rows(("2013", document)),
        copy("2013", document): pdf(f"Land: {HOME}"),
    }
    items, web = await ask(served, 1)
    assert items[-1].url == shown("2013", document)
    assert HOME in items[-1].text
    assert not any("x.pdf" in url for url in web.urls)


async def test_a_row_that_cannot_be_read_hides_no_copy(ask):
    listed = rows(("2015", CONTACT))
    [page, left_out], _ = await ask({listing(SITE, "host"): [*listed, ["x"]], copy("2015", CONTACT): "<p>Hello</p>"}, 0)
    assert isinstance(page, Page)
    assert left_out.reason.startswith("1 of 2 entries could not be read")


async def test_another_councillor_s_page_is_never_opened(ask):
    _, web = await ask(COUNCILS, 1)
    assert not [url for url in web.urls if "UID=9" in url or "UID%3D9" in url]


async def test_where_the_archive_has_no_list_the_council_s_own_is_read(ask):
    served = {
        **COUNCILS,
        listing(INDEX, "prefix"): [],
        listing(f"{COUNCIL}/Councillors.aspx", "prefix"): [],
        LIVE: OWN_LINK,
    }
    (old, _), web = await ask(served, 1)
    assert old.url == shown("2013", HERS)
    assert next(options for url, options in web.asked if url == LIVE)["robots"]


async def test_a_list_of_another_software_leads_there_too(ask):
    index, page = f"{COUNCIL}/Councillors.aspx", f"{COUNCIL}/Councillors/id/62/Default.aspx"
    served = {
        listing(INDEX, "prefix"): [],
        listing(index, "prefix"): rows(("2011", index)),
        copy("2011", index): LIST.format(href="/Councillors/id/62/Default.aspx#top", name="Cllr R. Quillfeather"),
        listing(page): rows(("2011", page)),
        copy("2011", page): councillor(),
    }
    [old], _ = await ask(served, 1)
    assert old.url == shown("2011", page)


async def test_her_own_page_s_address_in_the_profile_is_enough(subject_with, ask):
    who = subject_with(
        identifiers=(
            Identifier(Kind.NAME, "Rosalind Quillfeather"),
            Identifier(Kind.COUNCIL_SITE, f"{COUNCIL}/mgUserInfo.aspx?UID=214&LLL=0"),
        )
    )
    served = {url: what for url, what in COUNCILS.items() if "mgMemberIndex" not in url}
    (old, _), _ = await ask(served, 0, who)
    assert old.url == shown("2013", HERS)


NO_LIST = {
    listing(INDEX, "prefix"): [],
    listing(f"{COUNCIL}/Councillors.aspx", "prefix"): [],
    LIVE: Offline("No answer."),
}
PEOPLE = listing(f"{COUNCIL}/mgUserInfo.aspx", "prefix", "urlkey")


async def test_without_any_list_few_pages_are_looked_through_for_her_name(ask):
    other = f"{COUNCIL}/mgUserInfo.aspx?UID=9"
    served = {
        **COUNCILS,
        **NO_LIST,
        PEOPLE: rows(("2012", other), ("2012", HERS), ("2019", HERS)),
        copy("2012", other): councillor("Kit Marchbanks"),
    }
    found, _ = await ask(served, 1)
    assert [item.url for item in found] == [shown("2013", HERS), shown("2019", HERS)]


async def test_many_pages_are_not_and_the_mend_is_told(ask):
    people = [("2012", f"{COUNCIL}/mgUserInfo.aspx?UID={number}") for number in range(100, 160)]
    (live, skipped), web = await ask({**NO_LIST, PEOPLE: rows(*people)}, 1)
    assert (live.identifier, live.cause) == (LIVE, Cause.OFFLINE)
    assert skipped.cause is Cause.NOT_SET
    assert "60 councillors" in skipped.reason
    assert "council_site" in skipped.reason
    assert len(web.asked) == 4


async def test_old_lists_that_cannot_be_read_are_said_where_none_else_gives_the_name(ask):
    other = f"{COUNCIL}/mgUserInfo.aspx?UID=9"
    served = {
        **NO_LIST,
        listing(INDEX, "prefix"): rows(("2012", LIVE)),
        copy("2012", LIVE): " ",
        PEOPLE: rows(("2012", other)),
        copy("2012", other): 404,
    }
    found, _ = await ask(served, 1)
    assert [item.identifier for item in found] == [
        shown("2012", LIVE),
        LIVE,
        shown("2012", other),
        "old copies of your page on democracy.thornmere.example",
    ]
    assert all(isinstance(item, Skipped) for item in found)


async def test_an_archive_that_has_nothing_of_her_says_so(ask):
    found, _ = await ask({**NO_LIST, PEOPLE: []}, 1)
    assert [item.cause for item in found] == [Cause.OFFLINE, Cause.NOT_SET]


async def test_a_copy_that_cannot_be_read_is_only_itself_missing(ask):
    served = {**COUNCILS, copy("2013", HERS): " ", copy("2019", HERS): councillor()}
    (skipped, page), _ = await ask(served, 1)
    assert isinstance(skipped, Skipped)
    assert skipped.identifier == shown("2013", HERS)
    assert page.url == shown("2019", HERS)


async def test_a_copy_that_leads_out_of_the_archive_is_not_believed(ask):
    elsewhere = Answer("https://elsewhere.example/", 200, "text/html", "utf-8", councillor().encode())
    (skipped, page), _ = await ask({**COUNCILS, copy("2013", HERS): elsewhere}, 1)
    assert "another site" in skipped.reason
    assert isinstance(page, Page)


async def test_the_day_is_that_of_the_copy_that_was_shown(ask):
    nearest = Answer(copy("2014", HERS), 200, "text/html", "utf-8", councillor().encode())
    (page, _), _ = await ask({**COUNCILS, copy("2013", HERS): nearest}, 1)
    assert page.published == date(2014, 1, 2)


@pytest.mark.parametrize("count", [40, LISTED])
async def test_a_large_site_is_looked_at_where_it_tells_most_and_the_rest_is_said(ask, count):
    pages = [("2015", f"{SITE}/post/{number}") for number in range(count - 1)] + [("2015", CONTACT)]
    served = {listing(SITE, "host"): rows(*pages)}
    served |= {listing(url): rows(("2015", url), ("2018", url)) for _, url in pages}  # asked where the first is cut
    served |= {copy(year, url): "<title>A</title><p>Hello</p>" for _, url in pages for year in ("2015", "2018")}
    found, web = await ask(served, 0)
    assert found[0].url == shown("2015", CONTACT)
    assert isinstance(found[-1], Skipped)
    assert len(found) == (17 if count == LISTED else 9)
    assert len(web.asked) == (1 + 8 + 16 if count == LISTED else 1 + 8)


@pytest.mark.parametrize("error", [Throttled("Slow down."), Offline("No answer.")])
@pytest.mark.parametrize("url", [listing(INDEX, "prefix"), copy("2012", LIVE), listing(HERS), copy("2013", HERS)])
async def test_an_archive_that_does_not_answer_is_not_asked_on(ask, error, url):
    with pytest.raises(type(error)):
        await ask({**COUNCILS, url: error}, 1)


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", {"message": "no"}, [1], "Blocked Site Error"])
async def test_another_shape_is_said(ask, broken):
    for number, url in enumerate((listing(SITE, "host"), listing(INDEX, "prefix"))):
        with pytest.raises(Unexpected, match="not a list of copies"):
            await ask({url: broken}, number)


@pytest.mark.parametrize(
    "href", ["http://[", "//elsewhere.example/mgUserInfo.aspx?x", "javascript:alert(1)", "mailto:a"]
)
async def test_a_hostile_list_leads_nowhere_else(ask, href):
    served = {**NO_LIST, listing(INDEX, "prefix"): rows(("2012", LIVE)), PEOPLE: []}
    served[copy("2012", LIVE)] = LIST.format(href=href, name="Rosalind Quillfeather")
    found, _ = await ask(served, 1)
    assert all(isinstance(item, Skipped) for item in found)


def again(url: str) -> Query:
    return Query("wayback", url, about=(("place", "archived copy of democracy.thornmere.example"),))


async def test_a_copy_found_before_is_opened_again_as_it_was(serve, who):
    [page] = await Wayback().again(again(shown("2013", HERS)), who, serve({copy("2013", HERS): councillor()}))
    assert (page.url, page.place) == (shown("2013", HERS), "archived copy of democracy.thornmere.example")
    assert page.title.endswith("archived copy of 2 January 2013")
    with pytest.raises(Unexpected):
        await Wayback().again(again("https://web.archive.org/about"), who, serve({}))


async def test_over_the_wire_from_a_collection_of_pywb_s(subject_with, wire, fetched):
    base = "http://archive.example/coll"
    who = subject_with(
        SourceSettings("wayback", address=f"{base}/"),
        identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"), Identifier(Kind.SITE, SITE)),
    )
    line = {"urlkey": "k", "timestamp": "20150102030405", "url": CONTACT, "mime": "text/html", "status": "200"}
    text = Answer("", 200, "text/x-ndjson", "utf-8", f"{json.dumps(line)}\n".encode())
    served = {
        listing(SITE, "host", base=f"{base}/cdx"): text,
        copy("2015", CONTACT, base=base): f"<title>Contact</title><p>{HOME}</p>",
    }
    [query] = Wayback().plan(who)
    web = await wire(served, "wayback")
    [page] = await fetched(Wayback(), query, who, web)
    assert page.url == copy("2015", CONTACT, raw="", base=base)
    with pytest.raises(Missing):
        await Wayback().again(again(copy("2013", CONTACT, raw="", base=base)), who, web)

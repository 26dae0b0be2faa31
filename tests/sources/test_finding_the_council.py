"""The council's site is found from its name or domain, by both readers of council sites, and remembered."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from footprint import gather, pipeline
from footprint.basis import Basis
from footprint.errors import Blocked, Missing, Offline, Unexpected
from footprint.gather import Task
from footprint.model import Cause, Confidence, Identifier, Kind, Record, Skipped, SourceSettings
from footprint.remedies import library
from footprint.sources.cmis import Cmis
from footprint.sources.moderngov import ModernGov
from footprint.web import Answer, council_book, councils
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.council import structured
from footprint.web.council_book import Site, Software
from tests.pdfs import pdf
from tests.sources import test_cmis, test_moderngov

NAME = Identifier(Kind.NAME, "Rosalind Quillfeather")
COUNCIL = Identifier(Kind.COUNCIL, "Thornmere Borough Council")
FRONT = Identifier(Kind.COUNCIL_SITE, "http://www.thornmere.example")
DEMOCRACY = "https://democracy.thornmere.gov.uk"

LIST = f"/{test_moderngov.LIST.split('/', 3)[3]}"
HOME = '<html><body><a href="/mgMemberIndex.aspx?bcr=1">Your councillors</a></body></html>'


class Web(dict):
    """A web whose other hosts do not exist."""

    def __missing__(self, url):
        return Offline(f"There is no {urlsplit(url).hostname}.")


@pytest.fixture
def hunt(serve, fetched):
    async def run(source, who, served):
        web = serve(served)
        web.served = Web(web.served)
        items = []
        for query in source.plan(who):
            items += await fetched(source, query, who, web)
        return items, web

    return run


def modern(base: str = DEMOCRACY, jpeg: bytes = b"", listed: str = test_moderngov.FULL) -> dict[str, object]:
    served = test_moderngov.full(jpeg, **{test_moderngov.LIST: listed})
    moved = {url.replace(test_moderngov.BASE, base): what for url, what in served.items()}
    # the list names the picture by the machine behind the site
    picture = test_moderngov.PORTRAIT.replace(test_moderngov.BASE, f"https://{urlsplit(base).hostname}")
    return moved | {f"{base}/": HOME, picture: jpeg}


def cmis(base: str, jpeg: bytes = b"") -> dict[str, object]:
    folder = f'"{urlsplit(base).path}/'
    moved = {
        url.replace(test_cmis.BASE, base): what.replace(test_cmis.BASE, base).replace('"/cmis5/', folder)
        if isinstance(what, str)
        else what
        for url, what in test_cmis.full(jpeg).items()
    }
    first = f'<html><body class="ModCMISHomeC"><a href="{base}/Councillors.aspx">Councillors</a></body></html>'
    return moved | {f"https://{urlsplit(base).hostname}/": first}


def reasons(items):
    return [(item.identifier, item.cause) for item in items if isinstance(item, Skipped)]


def registers(items):
    return [item.register for item in items if isinstance(item, Record)]


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_every_address_that_may_be_asked_stands_in_the_plan(subject_with):
    queries = list(ModernGov().plan(subject_with(identifiers=(NAME, COUNCIL))))
    hosts = [query.host for query in queries]
    assert hosts[:4] == [
        "democracy.thornmere.gov.uk",
        "thornmere.moderngov.co.uk",
        "moderngov.thornmere.gov.uk",
        "www.thornmere.gov.uk",
    ]
    assert {"cmis.thornmere.gov.uk", "thornmere.cmis.uk.com", "committees.thornmere.gov.uk"} < set(hosts)
    assert len(set(hosts)) == len(hosts) <= councils.MOST
    assert {query.sends for query in queries} == {("thornmere",), ("thornmerebc",)}
    assert "asked in turn until one is yours" in queries[0].then
    assert "your name is not sent" in queries[0].then
    assert all("Asked only while" in query.then for query in queries[1:])


def test_the_other_reader_does_not_list_the_same_addresses_again(subject_with):
    who = subject_with(identifiers=(NAME, COUNCIL))
    assert [query.host for query in Cmis().plan(who)] == ["democracy.thornmere.gov.uk"]
    alone = replace(who, sources=(SourceSettings("moderngov", enabled=False),))
    assert len(list(Cmis().plan(alone))) == len(list(ModernGov().plan(who)))


def test_a_declared_site_always_wins(subject_with):
    site = Identifier(Kind.COUNCIL_SITE, "http://democracy.thornmere.example")
    who = subject_with(identifiers=(NAME, COUNCIL, site))
    council_book.put(councils._key(who), Site(Software.CMIS, "https://cmis.thornmere.gov.uk/Councillors.aspx"))
    assert [query.url for query in ModernGov().plan(who)] == [test_moderngov.LIST]
    assert not list(Cmis().plan(who))


@pytest.mark.parametrize(
    "site", ["http://www.thornmere.example", "http://thornmere.example/", "https://thornmere.gov.uk"]
)
def test_the_councils_first_page_is_where_it_begins(subject_with, site):
    queries = list(ModernGov().plan(subject_with(identifiers=(NAME, Identifier(Kind.COUNCIL_SITE, site)))))
    assert queries[0].url == site
    domain = urlsplit(site).hostname.removeprefix("www.")
    assert queries[1].url == f"{urlsplit(site).scheme}://democracy.{domain}/"
    assert len({query.host.removeprefix("www.") for query in queries}) == len(queries)


def test_the_domain_of_a_councils_mail_is_where_it_begins(subject_with):
    mail = Identifier(Kind.EMAIL, "Cllr.R.Quillfeather@members.Thornmere-BC.gov.uk", on_purpose=True)
    private = Identifier(Kind.EMAIL, "ros@mail.example")
    employers = Identifier(Kind.EMAIL, "ros@tides-office.gov.uk")
    who = subject_with(identifiers=(NAME, mail, private, employers))
    queries = list(ModernGov().plan(who))
    assert queries[0].url == "https://democracy.thornmere-bc.gov.uk/"
    assert not any(word in query.url for query in queries for word in ("quillfeather", "mail.", "tides-office"))


@pytest.mark.parametrize(
    "value", ["@", "a@[", "a@x.gov.uk/evil", "a@\u202e.gov.uk", "x@-.gov.uk", "x@..gov.uk", "x@gov.uk", "x@a b.gov.uk"]
)
def test_an_odd_address_of_mail_leads_nowhere(subject_with, value):
    who = subject_with(identifiers=(NAME, Identifier(Kind.EMAIL, value, on_purpose=True)))
    assert not list(ModernGov().plan(who))


def test_a_councils_name_that_names_nothing_asks_nobody(subject_with):
    who = subject_with(identifiers=(NAME, Identifier(Kind.COUNCIL, "Council")))
    assert not list(ModernGov().plan(who))


# --- the search -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "base", [DEMOCRACY, "https://thornmere.moderngov.co.uk", "https://committees.thornmere.gov.uk/internet"]
)
async def test_a_site_made_with_moderngov_is_found_read_and_remembered(subject_with, hunt, jpeg, base):
    who = subject_with(identifiers=(NAME, COUNCIL))
    front = {f"https://{urlsplit(base).hostname}/": f'<a href="{base}/ieDocHome.aspx?bcr=1">Meetings</a>'}
    items, web = await hunt(ModernGov(), who, modern(base, jpeg) | front)
    assert registers(items) == ["councillor-list", "councillor-page", "register-of-interests"]
    assert not reasons(items)
    assert all(options["robots"] for _, options in web.asked)
    assert councils.known(who) == Site(Software.MODERNGOV, base)
    # the next audit asks the site at once
    [query] = ModernGov().plan(who)
    assert (query.url, query.sends) == (f"{base}{LIST}", ("thornmere",))
    assert not list(Cmis().plan(who))
    again, web = await hunt(ModernGov(), who, modern(base, jpeg))
    assert registers(again) == registers(items)
    assert web.urls[0] == query.url


async def test_asking_stops_where_the_site_is_found(subject_with, hunt, jpeg):
    _, web = await hunt(ModernGov(), subject_with(identifiers=(NAME, COUNCIL)), modern(jpeg=jpeg))
    assert {urlsplit(url).hostname for url in web.urls} == {"democracy.thornmere.gov.uk"}


async def test_a_site_made_with_cmis_is_found_read_and_remembered(subject_with, hunt, jpeg):
    who = subject_with(identifiers=(NAME, COUNCIL))
    base = "https://thornmere.cmis.uk.com/thornmere"
    items, _ = await hunt(Cmis(), who, cmis(base, jpeg))
    assert registers(items) == ["councillor-list", "councillor-page", "register-of-interests"]
    assert councils.known(who) == Site(Software.CMIS, f"{base}/Councillors.aspx")
    assert [query.url for query in Cmis().plan(who)] == [f"{base}/Councillors.aspx"]
    assert not list(ModernGov().plan(who))


async def test_each_reader_leaves_the_others_sites_to_it_without_a_word(subject_with, hunt, jpeg):
    who = subject_with(identifiers=(NAME, COUNCIL))
    assert await hunt(ModernGov(), who, cmis("https://cmis.thornmere.gov.uk/cmis5", jpeg))
    items, _ = await hunt(ModernGov(), who, cmis("https://cmis.thornmere.gov.uk/cmis5", jpeg))
    assert items == []
    items, _ = await hunt(Cmis(), who, modern(jpeg=jpeg))
    assert items == []


async def test_the_first_page_leads_to_the_site(subject_with, hunt, jpeg):
    who = subject_with(identifiers=(NAME, FRONT))
    served = modern("http://meetings.thornmere.example/mg", jpeg) | {
        "http://www.thornmere.example": (
            '<a href="/bins">Bins</a> <a href="/council-meetings">Dates</a> '
            '<a href="/your-council/">Your councillors</a>'
        ),
        "http://www.thornmere.example/your-council/": '<a href="who-they-are">Councillors by name</a>',
        "http://www.thornmere.example/your-council/who-they-are": (
            '<a href="http://elsewhere.example/mgMemberIndex.aspx">Not ours</a>'
            '<a href="http://meetings.thornmere.example/mg/mgMemberIndex.aspx?bcr=1">Councillors</a>'
        ),
    }
    items, web = await hunt(ModernGov(), who, served)
    assert registers(items) == ["councillor-list", "councillor-page", "register-of-interests"]
    assert "http://www.thornmere.example/council-meetings" not in web.urls
    assert "elsewhere.example" not in {urlsplit(url).hostname for url in web.urls}


async def test_another_councils_site_is_passed_over(subject_with, hunt, jpeg):
    """Councils' names are alike: what lists the person is theirs."""
    other = test_moderngov.listed(("Harbour", test_moderngov.councillor(7, "Councillor Owen Price")))
    served = modern(DEMOCRACY, jpeg, other) | modern("https://thornmere.moderngov.co.uk", jpeg)
    who = subject_with(identifiers=(NAME, COUNCIL))
    items, _ = await hunt(ModernGov(), who, served)
    assert next(item.url for item in items if isinstance(item, Record)).startswith("https://thornmere.moderngov.co.uk/")
    assert councils.known(who) == Site(Software.MODERNGOV, "https://thornmere.moderngov.co.uk")


async def test_a_site_that_does_not_list_the_person_is_said(subject_with, hunt, jpeg):
    other = test_moderngov.listed(("Harbour", test_moderngov.councillor(7, "Councillor Owen Price")))
    who = subject_with(identifiers=(NAME, COUNCIL))
    items, _ = await hunt(ModernGov(), who, modern(DEMOCRACY, jpeg, other))
    assert reasons(items) == [(councils.UNFOUND, Cause.NOT_SET), (f"{DEMOCRACY}{LIST}", Cause.NOT_SET)]
    assert councils.known(who) is None


async def test_where_none_is_found_the_mend_is_said(subject_with, hunt):
    who = subject_with(identifiers=(NAME, COUNCIL))
    served = {f"{DEMOCRACY}/": "<p>Parked</p>", "https://www.thornmere.gov.uk/": Missing("No.")}
    items, _ = await hunt(ModernGov(), who, served)
    assert reasons(items) == [(councils.UNFOUND, Cause.NOT_SET)]
    assert "council_site = " in items[0].reason
    assert reasons((await hunt(Cmis(), who, served))[0]) == [(councils.UNFOUND, Cause.NOT_SET)]


async def test_no_connection_is_told_from_no_site(subject_with, hunt):
    items, _ = await hunt(ModernGov(), subject_with(identifiers=(NAME, COUNCIL)), {})
    assert reasons(items) == [(councils.UNFOUND, Cause.OFFLINE)]


async def test_an_address_that_lets_no_program_in_is_said(subject_with, hunt):
    served = {f"{DEMOCRACY}/": Blocked("No programs.")}
    items, _ = await hunt(ModernGov(), subject_with(identifiers=(NAME, COUNCIL)), served)
    assert reasons(items) == [(councils.UNFOUND, Cause.NOT_SET), (f"{DEMOCRACY}/", Cause.BLOCKED)]


async def test_a_remembered_site_that_is_gone_is_looked_for_again(subject_with, hunt, jpeg):
    who = subject_with(identifiers=(NAME, COUNCIL))
    council_book.put(councils._key(who), Site(Software.MODERNGOV, DEMOCRACY))
    served = {f"{DEMOCRACY}{LIST}": 404, f"{DEMOCRACY}/{test_moderngov.INDEX.split('/', 3)[3]}": 404}
    with pytest.raises(Unexpected, match="looked for again next time"):
        await hunt(ModernGov(), who, served)
    assert councils.known(who) is None
    assert len(list(ModernGov().plan(who))) > 1


async def test_a_remembered_site_that_is_down_is_kept(subject_with, hunt):
    who = subject_with(identifiers=(NAME, COUNCIL))
    council_book.put(councils._key(who), Site(Software.MODERNGOV, DEMOCRACY))
    with pytest.raises(Offline):
        await hunt(ModernGov(), who, {})
    assert councils.known(who)


async def test_a_declared_site_that_turns_out_to_be_cmis_is_read_so_the_next_time(subject_with, hunt, jpeg):
    base = "http://democracy.thornmere.example"
    site = Identifier(Kind.COUNCIL_SITE, base)
    who = subject_with(identifiers=(NAME, site))
    lost = '<html><body class="ModCMISErrorC"><a href="/Councillors.aspx">Councillors</a></body></html>'
    missing = Answer(f"{base}/x", 404, "text/html", "utf-8", lost.encode())
    with pytest.raises(Missing, match="made with CMIS"):
        await hunt(ModernGov(), who, {test_moderngov.LIST: missing, test_moderngov.INDEX: missing})
    assert [query.url for query in Cmis().plan(who)] == [f"{base}/Councillors.aspx"]
    assert not list(ModernGov().plan(who))


@pytest.mark.parametrize(
    ("html", "url", "site"),
    [
        (
            '<a href="mgMemberIndex.aspx">x</a>',
            "http://d.x.example/y/",
            Site(Software.MODERNGOV, "http://d.x.example/y"),
        ),
        ("<p>Home</p>", "http://d.x.example/ieDocHome.aspx", Site(Software.MODERNGOV, "http://d.x.example")),
        (
            '<a href="/(S(abc))/mgMemberIndex.aspx?XXR=0&x=/y">x</a>',
            "http://d.x.example/",
            Site(Software.MODERNGOV, "http://d.x.example"),
        ),
        (
            '<a href="/Live/Councillors.aspx">x</a>',
            "http://cmis.x.example/",
            Site(Software.CMIS, "http://cmis.x.example/Live/Councillors.aspx"),
        ),
        (
            '<div id="dnn_ctr1_ViewCMIS_x">x</div>',
            "http://d.x.example/Live/Home.aspx",
            Site(Software.CMIS, "http://d.x.example/Live/Councillors.aspx"),
        ),
    ],
)
def test_what_a_page_belongs_to_is_told_from_it(html, url, site):
    page = structured(Answer(url, 200, "text/html", "utf-8", f"<html><body>{html}</body></html>".encode()), "x")
    assert councils.tell(page) == (site,)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Bins</p>",
        '<a href="/images.aspx">x</a> <a href="/members.aspx">x</a> <a href="mailto:x@y.example">x</a>',
        '<a href="http://other.example/mgMemberIndex.aspx">x</a> <a href="http://[x/mgMemberIndex.aspx">x</a>',
    ],
)
def test_other_pages_belong_to_none(html):
    page = structured(Answer("http://d.x.example/", 200, "text/html", "utf-8", html.encode()), "x")
    assert councils.tell(page) == ()


# --- end to end -------------------------------------------------------------------------------------------------------


def task_of(who, client):
    return Task(
        subject=who,
        folders=(),
        key=lambda _: "",
        client=lambda: client,
        remedies={},
        sources=(ModernGov(), Cmis()),
    )


async def test_a_whole_gathering_finds_it_on_the_wire_asking_each_address_once(subject_with, wire, jpeg):
    who = subject_with(identifiers=(NAME, FRONT))
    base = "http://cmis.thornmere.example/cmis5"
    served = cmis("http://cmis.thornmere.example/cmis5", jpeg)
    served = {url.replace("https:", "http:"): what for url, what in served.items()}
    served |= {"http://www.thornmere.example/": "<p>Welcome to Thornmere"}
    web = await wire(served, "moderngov")
    made = gather.plan(task_of(who, web._client))
    harvest = await gather.gather(task_of(who, web._client), made, lambda _: None)
    records = [item for _, items in harvest.answers for item in items if isinstance(item, Record)]
    assert [record.source for record in records] == ["cmis"] * 3
    assert not [skip for skip in harvest.skipped if skip.source in ("cmis", "moderngov")]
    asked = [line.url for line in harvest.sent]
    assert len(asked) == len(set(asked))
    assert {line.host for line in harvest.sent} <= {query.host for query in made.queries}
    assert councils.known(who) == Site(Software.CMIS, f"{base}/Councillors.aspx")
    # and the second time goes straight there
    made = gather.plan(task_of(who, web._client))
    assert [query.url for query in made.queries] == [f"{base}/Councillors.aspx"]
    assert [(skip.source, skip.cause) for skip in made.skipped] == [("moderngov", Cause.NOT_SET)]


async def test_what_was_found_by_guessing_can_be_gone_once_the_site_is_known(subject_with):
    who = subject_with(identifiers=(NAME, COUNCIL))
    first = Basis(who, tuple(ModernGov().plan(who)))
    council_book.put(councils._key(who), Site(Software.MODERNGOV, DEMOCRACY))
    second = Basis(who, tuple(ModernGov().plan(who)))
    assert set(first.whole) < set(second.whole)


def test_purge_forgets_it_where_there_is_no_profile(footprint, tmp_path):
    council_book.put("thornmere", Site(Software.MODERNGOV, DEMOCRACY))
    run = footprint("purge", "--yes", "--profile", tmp_path / "none.toml")
    assert run.status == 0
    assert "councils.json" in run.out.replace("\n", "")
    assert not council_book.path().exists()


def test_purge_forgets_it_with_a_profile(footprint, tmp_path):
    profile = tmp_path / "profile.toml"
    profile.write_text(
        '[about]\nwho = "me"\nagreed = 2026-11-01\n[person]\nnames = ["Rosalind Quillfeather"]\n', encoding="utf-8"
    )
    council_book.put("thornmere", Site(Software.MODERNGOV, DEMOCRACY))
    run = footprint("purge", "--yes", "--profile", profile)
    assert "councils.json" in run.out.replace("\n", "")
    assert not council_book.path().exists()


def test_what_stands_on_the_site_that_was_found_is_the_councils_own(subject_with):
    who = subject_with(identifiers=(NAME, COUNCIL))
    assert councils.with_found(who) == who
    council_book.put(councils._key(who), Site(Software.MODERNGOV, DEMOCRACY))
    knowing = councils.with_found(who)
    assert knowing.all(Kind.COUNCIL_SITE) == (Identifier(Kind.COUNCIL_SITE, DEMOCRACY),)
    declared = replace(who, identifiers=(*who.identifiers, Identifier(Kind.COUNCIL_SITE, "http://mg.example/x")))
    council_book.put(councils._key(declared), Site(Software.MODERNGOV, DEMOCRACY))
    assert councils.with_found(declared) == declared


async def test_a_whole_audit_tells_home_address_and_photo_from_a_site_that_was_found(subject_with, wire, jpeg):
    who = subject_with(
        identifiers=(
            NAME,
            FRONT,
            Identifier(Kind.ADDRESS, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
            Identifier(Kind.POSTCODE, "TM4 6QH"),
        )
    )
    served = modern("http://democracy.thornmere.example", jpeg)
    served = {url.replace("https:", "http:"): what for url, what in served.items()}
    served |= {"http://www.thornmere.example/": "<p>Welcome to Thornmere"}
    web = await wire(served, "moderngov")
    hosts = web._client._resolver._replaced
    task = replace(task_of(who, None), client=lambda: Client(Resolver(hosts, only=True)), remedies=library.load())
    made = await asyncio.to_thread(pipeline.audit, task, lambda _: None)  # it runs a loop of its own
    found = {(finding.detector, finding.confidence) for finding in made.findings}
    assert ("home-address", Confidence.CERTAIN) in found
    assert ("photo-location", Confidence.CERTAIN) in found


@pytest.mark.parametrize(
    ("hostile", "cause"),
    [
        ("<html><body>" + "<div>" * 300_000, Cause.TOO_LARGE),
        ("x" * 5_000_001, Cause.TOO_LARGE),
        (Answer("", 403, "text/html", "", b"No"), Cause.BLOCKED),
        (Answer("", 500, "text/html", "", b"Broken"), Cause.SERVICE_FAILED),
    ],
)
async def test_hostile_answers_on_the_way_are_said_and_the_search_goes_on(subject_with, wire, jpeg, hostile, cause):
    who = subject_with(identifiers=(NAME, FRONT))
    served = modern("http://committees.thornmere.example", jpeg)
    served = {url.replace("https:", "http:"): what for url, what in served.items()}
    served |= {"http://www.thornmere.example/": hostile, "http://democracy.thornmere.example/": pdf("Words")}
    web = await wire(served, "moderngov")
    items = [item for query in ModernGov().plan(who) async for item in ModernGov().fetch(query, who, web)]
    assert registers(items) == ["councillor-list", "councillor-page", "register-of-interests"]
    unfound = await wire({"http://www.thornmere.example/": hostile}, "moderngov")
    council_book.delete()
    items = [item for query in ModernGov().plan(who) async for item in ModernGov().fetch(query, who, unfound)]
    assert reasons(items) == [(councils.UNFOUND, Cause.NOT_SET), ("http://www.thornmere.example", cause)]


async def test_robots_keep_the_search_out(subject_with, wire, jpeg):
    who = subject_with(identifiers=(NAME, FRONT))
    served = modern("http://democracy.thornmere.example", jpeg)
    served |= {"http://democracy.thornmere.example/robots.txt": "User-agent: *\nDisallow: /"}
    web = await wire(served, "moderngov")
    items = [item for query in ModernGov().plan(who) async for item in ModernGov().fetch(query, who, web)]
    assert not registers(items)
    assert ("http://democracy.thornmere.example/", Cause.ROBOTS) in reasons(items)

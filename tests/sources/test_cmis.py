from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Blocked, Missing, Offline, ServiceFailed, Throttled, TimedOut, Unexpected
from footprint.model import Cause, Identifier, Kind, Photo, Record, Skipped, SourceSettings
from footprint.sources.cmis import PAGES, Cmis, read_labels, read_list
from footprint.web import Answer, council_book, councils
from footprint.web.council import DOCUMENTS, interests, structured
from footprint.web.council_book import Site, Software
from tests.judged import HER, everything
from tests.pdfs import locked, pdf

BASE = "http://cmis.thornmere.example/cmis5"
LIST = f"{BASE}/Councillors.aspx"
PAGE = f"{BASE}/Councillors/tabid/62/ctl/ViewCMIS_Person/mid/480/id/214/ScreenMode/Alphabetical/Default.aspx"
REGISTER = f"{BASE}/Document.ashx?czJKcaeAi5tUFL1DTL2UE4zNRBcoShgo=abc%3d"
PORTRAIT = f"{BASE}/Portals/0/ViewCMIS_PersonPenPic/214.jpg"


def block(uid: int, name: str, ward: str = "Harbour", label: str = "Ward:", more: str = "") -> str:
    href = PAGE.replace("/id/214/", f"/id/{uid}/")
    return f"""<div class="PE_People_PersonBlock">
      <a href="{href}"><img src="/cmis5/Portals/0/small/{uid}.jpg" alt="{name}" /></a>
      <div class="NameLink"><a id="dnn_ctr480_ViewCMIS_People_link_{uid}" href="{href}">{name}</a></div>
      <div><span class="Label">{label}</span> {ward}</div>{more}
      <img src="/cmis5/images/lantern.gif" title="The Lantern Party (logo)" /></div>"""


def listed(*blocks: str, more: str = "") -> str:
    return f"""<html><head><title>Councillors</title></head><body id="Body"><div id="dnn_ContentPane">
    <a href="/cmis5/Home.aspx">Home</a>{more}<div class="DNNModuleContent ModCMISPeopleC">{"".join(blocks)}</div>
    </div></body></html>"""


ROS = block(214, "Cllr R M Quillfeather", "Millpond and Eastgate")
OTHERS = block(7, "Cllr Tobias Quillfeather") + block(8, "Cllr Owen Price JP") + block(9, "Vacancy")
FULL = listed(OTHERS, ROS)

PAGE_HTML = f"""<html><head><title>Councillor details</title></head><body><div id="dnn_ContentPane">
<div class="DNNModuleContent ModCMISPersonC"><h1>Councillor R M Quillfeather</h1>
<img src="/cmis5/images/FileManager/Icons/pdf.gif" alt="pdf">
<img src="/cmis5/images/lantern.gif" title="Lantern (logo)">
<img src="{PORTRAIT}" alt="Councillor R M Quillfeather">
<div class="holder"><div class="DNNLabel"><div class="dnnLabel"><label><span>Party:</span></label></div></div>
<div class="Value Party">The Lantern Party</div></div>
<div class="holder"><div class="DNNLabel AddressLabel"><label><span>Home Address:</span></label></div>
<div class="Value Address">14 Kingfisher Wharf<br />Thornmere<br />TM4 6QH</div></div>
<div class="holder"><div class="DNNLabel"><span>Mobile:</span></div><div class="Value">07700 900 417</div></div>
<div class="holder"><div class="DNNLabel"><span>Fax:</span></div><div class="Value"></div></div>
<div class="Email"><a href="mailto:rosalind.quillfeather@mail.example">E-mail</a></div>
<ul class="DocumentList CmisDocumentList"><li class="DocumentListItem">
<a class="TitleLink" title="Click to view" href="/cmis5/Document.ashx?czJKcaeAi5tUFL1DTL2UE4zNRBcoShgo=abc%3d">Register
of Interests</a> <span class="FileSize">(156Kb)</span></li>
<li><a class="TitleLink" href="/cmis5/Document.ashx?other=1">Attendance at meetings</a></li>
</ul></div></div></body></html>"""

REGISTER_PDF = pdf(
    "Register of disclosable interests\nLand: 14 Kingfisher Wharf, Thornmere, TM4 6QH", "Partner: Tobias Quillfeather"
)


@pytest.fixture
def who(subject_with):
    return subject_with(
        identifiers=(
            Identifier(Kind.NAME, "Rosalind Quillfeather"),
            Identifier(Kind.NAME, "Rosalind Mary Quillfeather"),
            Identifier(Kind.COUNCIL, "Thornmere Borough Council"),
            Identifier(Kind.COUNCIL_SITE, LIST),
            Identifier(Kind.WARD, "Millpond and Eastgate"),
        )
    )


@pytest.fixture
def ask(who, serve, fetched):
    async def run(served, subject=who, **options):
        [query] = Cmis().plan(subject)
        web = serve(served, **options)
        return await fetched(Cmis(), query, subject, web), web

    return run


def full(jpeg: bytes, **instead: object) -> dict[str, object]:
    return {LIST: FULL, PAGE: PAGE_HTML, REGISTER: REGISTER_PDF, PORTRAIT: jpeg} | instead


def records(items, register):
    return [item for item in items if isinstance(item, Record) and item.register == register]


def skips(items):
    return [(item.identifier, item.cause) for item in items if isinstance(item, Skipped)]


def at(subject_with, site):
    return subject_with(identifiers=(Identifier(Kind.NAME, "Ros"), Identifier(Kind.COUNCIL_SITE, site)))


# --- a list in pages --------------------------------------------------------------------------------------------------

PAGER = "<a href='{href}'>{word}</a>"
SECOND = f"{BASE}/Councillors/tabid/62/currentpage/2/Default.aspx"
THIRD = f"{LIST}?page=3"


async def test_the_pages_of_a_list_are_turned(ask, jpeg):
    turn = [PAGER.format(href=SECOND, word="2"), PAGER.format(href=THIRD, word="Next")]
    served = full(jpeg) | {LIST: listed(OTHERS, more=turn[0]), SECOND: listed(more=turn[1]), THIRD: listed(ROS)}
    items, web = await ask(served)
    assert records(items, "councillor-page")
    assert not skips(items)
    assert web.urls[:3] == [LIST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("href", "word"),
    [
        (f"{BASE}/Meetings.aspx?page=2", "2"),
        ("http://elsewhere.example/Councillors.aspx?page=2", "2"),
        (f"{LIST}?page=2", "Page two of our newsletter"),
        (f"{LIST}?day=2", "2"),
        ("javascript:__doPostBack(&#39;dnn$ctr9$Calendar&#39;,&#39;V9000&#39;)", "2"),
    ],
)
async def test_what_is_no_page_of_the_list_is_not_opened(ask, href, word):
    items, web = await ask({LIST: listed(OTHERS, more=PAGER.format(href=href, word=word))})
    assert web.urls == [LIST]
    assert skips(items) == [(LIST, Cause.NOT_SET)]


@pytest.mark.parametrize("argument", ["Page$2", "next"])
async def test_that_only_the_first_page_was_read_is_said_where_the_others_need_a_browser(ask, jpeg, argument):
    posted = PAGER.format(href=f"javascript:__doPostBack(&#39;dnn$ctr480$People&#39;,&#39;{argument}&#39;)", word="2")
    first, _ = (await ask({LIST: listed(OTHERS, more=posted)}))[0]
    assert first.identifier == "further pages of the list of councillors on cmis.thornmere.example"
    assert "Only its first page was read" in first.reason
    assert not skips((await ask(full(jpeg) | {LIST: listed(OTHERS, ROS, more=posted)}))[0])


async def test_a_list_without_end_is_left(ask):
    def page(number: int) -> str:
        return listed(
            block(1000 + number, f"Cllr Kit {number}"), more=PAGER.format(href=f"?page={number + 1}", word=">")
        )

    items, web = await ask({LIST: page(1)} | {f"{LIST}?page={n}": page(n) for n in range(2, 40)})
    assert len(web.urls) == PAGES
    assert "30 pages" in items[0].reason


async def test_a_page_of_the_list_that_does_not_open_is_said(ask):
    turn = PAGER.format(href=SECOND, word="2")
    items, _ = await ask({LIST: listed(OTHERS, more=turn), SECOND: Blocked("No.")})
    assert skips(items) == [(SECOND, Cause.BLOCKED), (LIST, Cause.NOT_SET)]


# --- what is asked ----------------------------------------------------------------------------------------------------


def test_the_name_is_in_no_question(who):
    [query] = Cmis().plan(who)
    assert (query.url, query.sends) == (LIST, (LIST,))
    assert "not sent" in query.then


@pytest.mark.parametrize(
    ("site", "url"),
    [
        (f"{BASE}/", LIST),
        (BASE, LIST),
        (f"{BASE}/Meetings.aspx", LIST),
        (f"{BASE}/Home/tabid/40/Default.aspx", LIST),
        (PAGE, LIST),
        ("http://cmis.thornmere.example/CMIS_LIVE", "http://cmis.thornmere.example/CMIS_LIVE/Councillors.aspx"),
        ("https://thornmere.cmis.uk.com", "https://thornmere.cmis.uk.com/Councillors.aspx"),
        ("https://thornmere.cmis.uk.com/thornmere/councillors.aspx",) * 2,
        ("https://committees.thornmere.example/committees/cmis5/Members.aspx",) * 2,
        (f"{BASE}/Councillors/tabid/62/ScreenMode/Alphabetical/Default.aspx",) * 2,
        ("https://www.thornmere.example/dms/CouncillorsandMP.aspx",) * 2,
    ],
)
def test_any_page_of_the_site_will_do_as_its_address(subject_with, site, url):
    assert [query.url for query in Cmis().plan(at(subject_with, site))] == [url]


@pytest.mark.parametrize(
    "site",
    [
        "https://democracy.thornmere.example/",
        "https://democracy.thornmere.example/mgMemberIndex.aspx",
        "https://thornmere.moderngov.co.uk",
        "https://www.thornmere.example/localgov/ieDocHome.aspx?bcr=1",
    ],
)
def test_sites_made_with_other_software_are_left_to_their_reader(subject_with, site):
    assert not list(Cmis().plan(at(subject_with, site)))


def test_a_site_that_showed_itself_as_cmis_is_read_as_such(subject_with):
    who = at(subject_with, "https://democracy.thornmere.example/")
    council_book.put("democracy.thornmere.example", Site(Software.CMIS, "https://democracy.thornmere.example/x"))
    assert [query.url for query in Cmis().plan(who)] == ["https://democracy.thornmere.example/Councillors.aspx"]


def test_an_address_for_the_source_goes_before_the_declared_site(subject_with):
    [query] = Cmis().plan(subject_with(SourceSettings("cmis", address="http://other.example/cmis/")))
    assert query.url == "http://other.example/cmis/Councillors.aspx"


# --- what is read -----------------------------------------------------------------------------------------------------


async def test_entry_page_register_and_portrait_are_read(ask, jpeg):
    items, web = await ask(full(jpeg))
    assert [type(item).__name__ for item in items] == ["Record", "Record", "Record", "Photo"]
    assert web.urls == [LIST, PAGE, REGISTER, PORTRAIT]
    assert all(options["robots"] for _, options in web.asked)
    assert [item.place for item in items] == [
        "list of councillors on cmis.thornmere.example",
        "councillor page on cmis.thornmere.example",
        "register of interests on cmis.thornmere.example",
        "councillor page on cmis.thornmere.example",
    ]


async def test_the_entry_says_ward_and_party(ask, jpeg):
    items, _ = await ask(full(jpeg))
    [entry] = records(items, "councillor-list")
    assert entry.fields == (
        ("Name", "Cllr R M Quillfeather"),
        ("Ward", "Millpond and Eastgate"),
        ("Party", "The Lantern Party"),
    )


async def test_the_page_keeps_labels_with_what_they_label(ask, jpeg):
    items, _ = await ask(full(jpeg))
    [page] = records(items, "councillor-page")
    assert page.fields[:3] == (
        ("Party", "The Lantern Party"),
        ("Home Address", "14 Kingfisher Wharf\nThornmere\nTM4 6QH"),
        ("Mobile", "07700 900 417"),
    )
    assert page.text.count("Kingfisher") == 1
    assert "rosalind.quillfeather@mail.example" in page.text


async def test_the_register_is_read_out_of_its_pdf(ask, jpeg):
    items, _ = await ask(full(jpeg))
    [register] = records(items, "register-of-interests")
    assert register.url == REGISTER
    assert "14 Kingfisher Wharf, Thornmere, TM4 6QH" in register.text


async def test_what_they_give_away_is_found(ask, jpeg):
    items, _ = await ask(full(jpeg))
    found = {
        (finding.detector, finding.registers)
        for item in items
        if isinstance(item, Record)
        for finding in everything(item, HER)
    }
    assert ("home-address", ("councillor-page",)) in found
    assert ("home-address", ("register-of-interests",)) in found
    assert ("family", ("register-of-interests",)) in found


@pytest.mark.parametrize("label", ["Ward:", "Division:", "Constituency:", "DEA:", "Electoral Division:", "ward :"])
async def test_of_namesakes_the_one_of_the_ward_is_read(ask, jpeg, label):
    same = listed(block(10, "Cllr R Quillfeather"), block(214, "Cllr R Quillfeather", "Millpond and Eastgate", label))
    _, web = await ask(full(jpeg, **{LIST: same}))
    assert PAGE in web.urls
    assert not any("/id/10/" in url for url in web.urls)


async def test_a_list_of_links_will_do(ask, jpeg):
    links = f"""<ul><li><a href="{PAGE.replace("214", "8")}">Owen Price</a></li>
    <li><a href="{PAGE}">Rosalind Quillfeather</a></li><li><a href="{PAGE}"><img src="/x.jpg"></a></li>
    <li><a href="http://elsewhere.example/id/3/">Rosalind Quillfeather</a></li><li><a href="http://[x/id/4/">?</a></li></ul>"""
    items, _ = await ask(full(jpeg, **{LIST: listed(more=links)}))
    assert [item.url for item in records(items, "councillor-page")] == [PAGE]
    assert not skips(items)


async def test_the_list_is_found_from_a_page_that_only_leads_to_it(ask, jpeg):
    whole = f"{BASE}/Councillors/tabid/62/ScreenMode/Alphabetical/Default.aspx"
    leads = f'<a href="/cmis5/Members.aspx">Committee members</a><a href="{whole}">A to Z</a>'
    items, web = await ask(full(jpeg, **{LIST: listed(more=leads), whole: FULL}))
    assert web.urls[:3] == [LIST, whole, PAGE]
    assert len(records(items, "councillor-page")) == 1


async def test_a_list_that_is_called_otherwise_is_found_from_the_first_page(subject_with, serve, fetched, jpeg):
    who = at(subject_with, f"{BASE}/Home.aspx")
    who = subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"), who.identifiers[1]))
    [query] = Cmis().plan(who)
    served = full(jpeg, **{LIST: Missing("No."), f"{BASE}/": listed(more='<a href="OurCouncillors.aspx">Who</a>')})
    web = serve(served | {f"{BASE}/OurCouncillors.aspx": FULL})
    items = await fetched(Cmis(), query, who, web)
    assert len(records(items, "councillor-page")) == 1


async def test_documents_that_are_no_register_are_left(ask, jpeg):
    _, web = await ask(full(jpeg))
    assert not any("other=1" in url for url in web.urls)


async def test_a_register_that_is_a_page_is_read(ask, jpeg):
    url = PAGE.replace("ViewCMIS_Person/", "ViewCMIS_DeclarationOfInterests/")
    page = PAGE_HTML.replace("</ul>", f'<li><a href="{url}">Declarations</a></li></ul>')
    table = "<table><caption>Land</caption><tr><th>Member</th></tr><tr><td>14 Kingfisher Wharf</td></tr></table>"
    items, _ = await ask(full(jpeg, **{PAGE: page, url: f"<html><body>{table}</body></html>"}))
    assert ("Land, Member", "14 Kingfisher Wharf") in records(items, "register-of-interests")[1].fields


# --- what cannot be read ----------------------------------------------------------------------------------------------


async def test_each_part_stands_or_falls_by_itself(ask, jpeg):
    items, _ = await ask(full(jpeg, **{REGISTER: pdf(scans=1), PORTRAIT: Blocked("No.")}))
    assert skips(items) == [(REGISTER, Cause.UNREADABLE), (PORTRAIT, Cause.BLOCKED)]
    items, _ = await ask(full(jpeg, **{PAGE: ServiceFailed("Broken.")}) | {f"{BASE}/Portals/0/small/214.jpg": jpeg})
    assert skips(items) == [(PAGE, Cause.SERVICE_FAILED)]
    assert len(records(items, "councillor-list")) == 1
    assert [item.url for item in items if isinstance(item, Photo)] == [f"{BASE}/Portals/0/small/214.jpg"]


@pytest.mark.parametrize(
    ("served", "cause"),
    [
        (locked(REGISTER_PDF, "secret"), Cause.UNREADABLE),
        (b"%PDF-1.7 broken", Cause.UNEXPECTED),
        (bytes(20_000_001), Cause.TOO_LARGE),
        (404, Cause.UNEXPECTED),
    ],
)
async def test_a_register_that_cannot_be_read_is_said(ask, jpeg, served, cause):
    items, _ = await ask(full(jpeg, **{REGISTER: served}))
    assert skips(items) == [(REGISTER, cause)]


async def test_robots_are_obeyed_page_by_page(ask, jpeg):
    items, _ = await ask(full(jpeg) | {f"{BASE}/Portals/0/small/214.jpg": jpeg}, forbidden=(PAGE,))
    assert skips(items)[0] == (PAGE, Cause.ROBOTS)


async def test_documents_beyond_the_cap_are_said(ask, jpeg):
    links = "".join(f'<a href="/cmis5/Document.ashx?n={n}">Gifts</a>' for n in range(DOCUMENTS))
    served = full(jpeg, **{PAGE: PAGE_HTML.replace("</ul>", f"{links}</ul>")})
    served |= {f"{BASE}/Document.ashx?n={n}": Blocked("No.") for n in range(DOCUMENTS)}
    items, _ = await ask(served)
    assert ("further documents on cmis.thornmere.example", Cause.TOO_LARGE) in skips(items)


async def test_a_name_that_is_not_listed_is_said(ask):
    items, _ = await ask({LIST: listed(OTHERS)})
    [skipped] = items
    assert skipped.cause is Cause.NOT_SET
    assert "None of the 2 councillors listed on cmis.thornmere.example" in skipped.reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><h1>Bins and parking</h1></body></html>",
        listed('<div class="PE_People_PersonBlock">Nobody</div>'),
        listed(block(9, "Vacancy")),
        listed(more='<a href="/cmis5/Councillors.aspx">Again</a>'),
    ],
)
async def test_a_site_that_is_no_cmis_is_said(ask, page):
    with pytest.raises(Unexpected, match="CMIS"):
        await ask({LIST: page})


async def test_a_site_whose_pages_lead_round_and_round_is_left(ask):
    more = "".join(f'<a href="/cmis5/Councillors{n}.aspx">{n}</a>' for n in range(9))
    served = {f"{BASE}/Councillors{n}.aspx": listed(more=more) for n in range(9)}
    with pytest.raises(Unexpected):
        await ask({LIST: listed(more=more)} | served)


@pytest.mark.parametrize("error", [Offline("No route."), TimedOut("Nothing came."), Throttled("Slow down.")])
async def test_a_site_that_is_down_is_said_and_not_asked_again(ask, error):
    with pytest.raises(type(error)):
        await ask({LIST: error})


async def test_over_the_wire(who, wire, fetched, jpeg):
    [query] = Cmis().plan(who)
    robots = {"http://cmis.thornmere.example/robots.txt": "User-agent: *\nDisallow: /cmis5/Portals/"}
    items = await fetched(Cmis(), query, who, await wire(full(jpeg) | robots, "cmis"))
    assert [type(item).__name__ for item in items] == ["Record", "Record", "Record", "Skipped"]
    assert skips(items) == [(PORTRAIT, Cause.ROBOTS)]


async def test_hostile_answers_over_the_wire(who, wire, fetched):
    [query] = Cmis().plan(who)
    nested = "<html><body>" + "<div>" * 300_000
    web = await wire({LIST: nested}, "cmis")
    with pytest.raises(Exception, match="more parts than Footprint reads"):
        await fetched(Cmis(), query, who, web)


PIECES = st.lists(
    st.sampled_from(
        [
            ROS,
            OTHERS,
            PAGE_HTML,
            '<div class="PE_People_PersonBlock">',
            '<a href="/id/7/">',
            '<a href="http://[x/id/9/">',
            '<a href="//id/9">',
            "<a href>",
            '<div class="NameLink">',
            '<div class="DNNLabel">',
            '<div class="DNNLabel"></div>',
            "Ward:",
            "</div>",
            "</a>",
            '<img src="http://[x">',
            "<img src>",
            '<img title="(logo)">',
        ]
    )
    | st.text(max_size=20),
    max_size=12,
)


@given(PIECES)
def test_whatever_the_markup_is_made_of_it_is_read(pieces):
    html = f"<html><body>x{''.join(pieces)}</body></html>".encode("utf-8", "replace")
    page = structured(Answer(LIST, 200, "text/html", "utf-8", html), "cmis")
    members = read_list(page)
    assert len({member.uid for member in members}) == len(members)
    assert all(member.name and member.page.startswith("http://cmis.thornmere.example/") for member in members)
    assert all(label and value for label, value in read_labels(page.soup))
    assert len(councils.tell(page)) <= 1
    assert all(url.startswith("http://cmis.thornmere.example/") for url in interests(page.soup, page.url))

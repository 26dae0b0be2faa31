from __future__ import annotations

from html import escape

import pytest

from footprint.errors import Blocked, Offline, RobotsForbid, ServiceFailed, Throttled, TimedOut, Unexpected
from footprint.model import Cause, Identifier, Kind, Photo, Record, Skipped, SourceSettings
from footprint.sources.moderngov import DECLARATIONS, ModernGov, read_list
from footprint.web.council import DOCUMENTS
from tests.pdfs import locked, pdf

BASE = "http://democracy.thornmere.example"
LIST = f"{BASE}/mgWebService.asmx/GetCouncillorsByWard"
INDEX = f"{BASE}/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0"
PAGE = f"{BASE}/mgUserInfo.aspx?UID=214"
REGISTER = f"{BASE}/mgRofI.aspx?UID=214"
PORTRAIT = f"{BASE}/UserData/4/1/2/Info00000214/bigpic.jpg"


def councillor(uid: int, name: str, more: str = "") -> str:
    return f"""
        <councillor>
          <councillorid>{uid}</councillorid>
          <fullusername>{escape(name)}</fullusername>
          <photosmallurl>http://10.170.34.172:9071/UserData/4/1/2/Info00000{uid}/smallpic.jpg</photosmallurl>
          <politicalpartytitle>The Lantern Party</politicalpartytitle>
          <districttitle>
          </districttitle>
          <representing>
          </representing>
          <keyposts>
          </keyposts>
          {more}
        </councillor>"""


def listed(*wards: tuple[str, str]) -> str:
    parts = (
        f"<ward><wardtitle>{title}</wardtitle><councillors><councillorcount> 1</councillorcount>{inside}"
        "</councillors></ward>"
        for title, inside in wards
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<councillorsbyward><wards>'
        + "".join(parts)
        + "</wards></councillorsbyward>"
    )


CONTACT = """
          <photobigurl>http://10.170.34.172:9071/UserData/4/1/2/Info00000214/bigpic.jpg</photobigurl>
          <workaddress>
            <line1>Civic Hall</line1><line2>Market Square,</line2><line3>Thornmere</line3>
            <postcode>TM1 1AA</postcode><phone>01632 960 200</phone>
            <email>cllr.r.quillfeather@thornmere.example</email>
          </workaddress>
          <homeaddress>
            <line1>14 Kingfisher Wharf</line1><line2>Thornmere</line2><postcode>TM4 6QH</postcode>
            <mobile>07700 900 417</mobile>
          </homeaddress>
          <surgerydetails>&lt;p&gt;First Saturday&lt;br /&gt;Millpond Library&lt;/p&gt;</surgerydetails>
          <termsofoffice>
            <termofoffice><startdate>05/05/2023</startdate><enddate>unspecified</enddate></termofoffice>
          </termsofoffice>
          <blog>rosquill</blog>"""
ROS = councillor(214, "Councillor R M Quillfeather", CONTACT)
OTHERS = councillor(7, "Councillor Tobias Quillfeather") + councillor(8, "Councillor Owen Price JP")
FULL = listed(("Harbour", OTHERS), ("Millpond and Eastgate", ROS))

PAGE_HTML = """<html><head><title>Councillor details - Councillor R M Quillfeather</title></head><body>
<h1>Councillor R M Quillfeather</h1>
<div class="mgUserSideBar"><div class="mgBigPhoto"><img src="UserData/4/1/2/Info00000214/bigpic.jpg" alt="Portrait">
</div>
<p><span class="mgLabel">Party: </span>The Lantern Party</p></div>
<div class="mgUserBody"><h2 class="mgSectionTitle">Contact information</h2>
<p><span class="mgLabel">Home address: </span>14 Kingfisher Wharf<br>Thornmere<br>TM4 6QH</p>
<ul class="mgBulletList"><li><a href="mgRofI.aspx?UID=214">Register of interests</a></li></ul></div></body></html>"""

REGISTER_HTML = """<html><head><title>Register of interests</title></head><body>
<h1>Register of interests</h1><h2 class="mgSubTitleTxt">Councillor R M Quillfeather</h2>
<ul class="mgActionList"><li>This register of interests was published on Monday, 1 June 2026, 4.35 pm.</li></ul>
<table class="mgInterestsTable" summary="Employment"><caption>1. Employment</caption>
<tr><th scope="col">Member</th><th scope="col">Spouse/Partner</th></tr>
<tr><td>Bookbinder</td><td>Teacher at Larkfield Primary School</td></tr></table>
<table class="mgInterestsTable"><caption>4. Land</caption>
<tr><th scope="col">Member</th><th scope="col">Spouse/Partner</th></tr>
<tr><td>14 Kingfisher Wharf<br>Thornmere<br>TM4 6QH</td><td>None.</td></tr>
<tr><td>&nbsp;</td><td>Nil</td></tr></table>
<p>Signed: Rosalind Quillfeather</p></body></html>"""


@pytest.fixture
def ask(subject, serve, fetched):
    async def run(served, who=subject, **options):
        [query] = ModernGov().plan(who)
        web = serve(served, **options)
        return await fetched(ModernGov(), query, who, web), web

    return run


def full(jpeg: bytes, **instead: object) -> dict[str, object]:
    return {LIST: FULL, PAGE: PAGE_HTML, REGISTER: REGISTER_HTML, PORTRAIT: jpeg} | instead


def records(items, register):
    return [item for item in items if isinstance(item, Record) and item.register == register]


def skips(items):
    return [item for item in items if isinstance(item, Skipped)]


def test_the_name_is_in_no_question(subject):
    [query] = ModernGov().plan(subject)
    assert query.url == LIST
    assert query.sends == (BASE,)
    assert "not sent" in query.then


@pytest.mark.parametrize(
    "site",
    [
        "https://democracy.thornmere.example/",
        "https://democracy.thornmere.example/mgMemberIndex.aspx?bcr=1",
        "https://democracy.thornmere.example/mgWebService.asmx/GetCouncillorsByWard#x",
    ],
)
def test_any_page_of_the_site_will_do_as_its_address(subject_with, site):
    [query] = ModernGov().plan(subject_with(identifiers=(Identifier(Kind.COUNCIL_SITE, site),)))
    assert query.url == "https://democracy.thornmere.example/mgWebService.asmx/GetCouncillorsByWard"


def test_an_address_for_the_source_goes_before_the_declared_site(subject_with):
    [query] = ModernGov().plan(subject_with(SourceSettings("moderngov", address="http://other.example/mg/")))
    assert query.url == "http://other.example/mg/mgWebService.asmx/GetCouncillorsByWard"


def test_nothing_is_planned_without_a_site(subject_with):
    assert list(ModernGov().plan(subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),)))) == []


async def test_entry_page_register_and_portrait_are_read(ask, jpeg):
    items, web = await ask(full(jpeg))
    assert [type(item).__name__ for item in items] == ["Record", "Record", "Record", "Photo"]
    assert web.urls == [LIST, PAGE, REGISTER, PORTRAIT]
    assert all(options["robots"] for _, options in web.asked)
    assert [item.place for item in items] == [
        "list of councillors on democracy.thornmere.example",
        "councillor page on democracy.thornmere.example",
        "register of interests on democracy.thornmere.example",
        "councillor page on democracy.thornmere.example",
    ]


async def test_the_entry_in_the_list_keeps_home_and_work_apart(ask, jpeg):
    items, _ = await ask(full(jpeg))
    assert records(items, "councillor-list")[0].fields == (
        ("Ward", "Millpond and Eastgate"),
        ("Name", "Councillor R M Quillfeather"),
        ("Party", "The Lantern Party"),
        ("Work address", "Civic Hall, Market Square, Thornmere, TM1 1AA"),
        ("Work phone", "01632 960 200"),
        ("Work e-mail", "cllr.r.quillfeather@thornmere.example"),
        ("Home address", "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        ("Home mobile", "07700 900 417"),
        ("Surgery details", "First Saturday\nMillpond Library"),
        ("Term of office", "05/05/2023 to unspecified"),
        ("Blog", "rosquill"),
    )


async def test_the_page_is_a_record_of_its_lines(ask, jpeg):
    items, _ = await ask(full(jpeg))
    [page] = records(items, "councillor-page")
    assert "14 Kingfisher Wharf" in page.text
    assert "TM4 6QH" in page.text
    assert page.url == PAGE


async def test_the_register_keeps_member_and_spouse_apart(ask, jpeg):
    items, _ = await ask(full(jpeg))
    [register] = records(items, "register-of-interests")
    assert register.fields[:4] == (
        ("Councillor", "Councillor R M Quillfeather"),
        ("1. Employment, Member", "Bookbinder"),
        ("1. Employment, Spouse/Partner", "Teacher at Larkfield Primary School"),
        ("4. Land, Member", "14 Kingfisher Wharf\nThornmere\nTM4 6QH"),
    )
    assert "Signed: Rosalind Quillfeather" in register.text
    assert register.text.count("Bookbinder") == 1


async def test_a_register_without_captions_takes_the_text_before_each_table(ask, jpeg):
    bare = """<html><body><h1>Register of interests</h1><p>4. Details of any beneficial interest in land.</p>
    <table><tr><th>Member</th><th>Spouse / Partner</th></tr><tr><td>Home</td></tr></table></body></html>"""
    items, _ = await ask(full(jpeg, **{REGISTER: bare}))
    [register] = records(items, "register-of-interests")
    assert ("4. Details of any beneficial interest in land., Member", "Home") in register.fields


async def test_a_portrait_is_looked_for_on_the_public_site_only(ask, jpeg):
    items, web = await ask(full(jpeg))
    [photo] = [item for item in items if isinstance(item, Photo)]
    assert photo.url == PORTRAIT
    assert not any("10.170" in url for url in web.urls)


async def test_declarations_are_followed_up_to_a_cap(ask, jpeg):
    links = "".join(f'<a href="mgDeclarationSubmission.aspx?UID=214&HID={n}">D</a>' for n in range(DECLARATIONS + 2))
    served = full(jpeg, **{REGISTER: REGISTER_HTML.replace("</body>", f"{links}</body>")})
    served |= {f"{BASE}/mgDeclarationSubmission.aspx?UID=214&HID={n}": REGISTER_HTML for n in range(DECLARATIONS)}
    items, _ = await ask(served)
    assert len(records(items, "register-of-interests")) == 1 + DECLARATIONS
    assert [skip.cause for skip in skips(items)] == [Cause.TOO_LARGE]


async def test_links_to_other_sites_are_not_followed(ask, jpeg):
    away = '<a href="http://elsewhere.example/mgDeclarationSubmission.aspx?UID=214">D</a> <a href="http://[x/y">D</a>'
    items, _ = await ask(full(jpeg, **{REGISTER: REGISTER_HTML.replace("</body>", f"{away}</body>")}))
    assert not skips(items)


CONVERTED = f"{BASE}/mgConvert2PDF.aspx?ID=214&T=6"


async def test_a_register_given_as_pdf_is_read(ask, jpeg):
    page = PAGE_HTML.replace("mgRofI.aspx?UID=214", "mgConvert2PDF.aspx?ID=214&T=6")
    register = pdf("Register of interests\nLand: 14 Kingfisher Wharf", "Signed: R M Quillfeather", scans=1)
    items, _ = await ask(full(jpeg, **{PAGE: page, REGISTER: 404, CONVERTED: register}))
    [record] = records(items, "register-of-interests")
    assert record.url == CONVERTED
    assert record.fields[0] == ("Councillor", "Councillor R M Quillfeather")
    assert ("", "Land: 14 Kingfisher Wharf") in record.fields
    assert [(skip.identifier, skip.cause) for skip in skips(items)] == [
        (REGISTER, Cause.UNEXPECTED),
        (CONVERTED, Cause.UNREADABLE),
    ]


@pytest.mark.parametrize(
    ("served", "cause", "words"),
    [
        (pdf(scans=2), Cause.UNREADABLE, "only pictures"),
        (locked(pdf("Land"), "secret"), Cause.UNREADABLE, "password"),
        (b"%PDF-1.4 nothing", Cause.UNEXPECTED, "damaged"),
        (bytes(20_000_001), Cause.TOO_LARGE, "too large"),
        (Blocked("Not for programs."), Cause.BLOCKED, "Not for programs."),
    ],
)
async def test_a_register_whose_pdf_cannot_be_read_is_said(ask, jpeg, served, cause, words):
    page = PAGE_HTML.replace("</ul>", '<li><a href="mgConvert2PDF.aspx?ID=214&amp;T=6">PDF</a></li></ul>')
    items, _ = await ask(full(jpeg, **{PAGE: page, CONVERTED: served}))
    assert len(records(items, "register-of-interests")) == 1
    [skipped] = skips(items)
    assert (skipped.identifier, skipped.cause) == (CONVERTED, cause)
    assert words in skipped.reason


async def test_documents_of_the_register_are_told_from_others_by_their_names(ask, jpeg):
    links = """<a href="documents/s1/Declaration%20of%20interests.pdf">Form</a> <a href="/documents/s2.pdf">Gifts</a>
    <a href="documents/s3/Travel.pdf">Expenses</a> <a href="http://elsewhere.example/interests.pdf">Interests</a>
    <a href="/interests.html">Interests</a> <a href="javascript:interests.pdf">Interests</a>"""
    served = full(jpeg, **{PAGE: PAGE_HTML.replace("</body>", f"{links}</body>")})
    served |= {
        f"{BASE}/documents/s1/Declaration%20of%20interests.pdf": pdf("One"),
        f"{BASE}/documents/s2.pdf": pdf("Two"),
    }
    items, _ = await ask(served)
    read = [record.url.rpartition("/")[2] for record in records(items, "register-of-interests")]
    assert read == ["mgRofI.aspx?UID=214", "Declaration%20of%20interests.pdf", "s2.pdf"]


async def test_documents_are_followed_up_to_a_cap(ask, jpeg):
    links = "".join(f'<a href="/interests{n}.pdf">D</a>' for n in range(DOCUMENTS + 1))
    served = full(jpeg, **{PAGE: PAGE_HTML.replace("</body>", f"{links}</body>")})
    served |= {f"{BASE}/interests{n}.pdf": pdf("Land") for n in range(DOCUMENTS)}
    items, _ = await ask(served)
    assert [skip.identifier for skip in skips(items)] == ["further documents on democracy.thornmere.example"]


@pytest.mark.parametrize(
    "broken",
    [
        404,
        "<html><body>Server error</body></html>",
        '<?xml version="1.0"?><councillorsbyward><wards></wards></councillorsbyward>',
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><councillorsbyward>&a;</councillorsbyward>',
        b"\xff\xfe\x00rubbish",
        Blocked("Not for programs."),
        ServiceFailed("Out of order."),
        RobotsForbid("Robots keep out."),
    ],
)
async def test_without_the_list_for_programs_the_list_for_readers_is_used(ask, jpeg, broken):
    index = """<html><body><h1>Your Councillors</h1><div class="mgThumbsList"><ul>
    <li><a href="mgUserInfo.aspx?UID=214"><img src="UserData/x.jpg"></a>
    <a href="mgUserInfo.aspx?uid=214">Councillor Ros Quillfeather</a></li>
    <li><a href="mgUserInfo.aspx?UID=8">Councillor Owen Price</a></li>
    <li><a href="mgUserInfo.aspx?UID=../../x">Councillor Rosalind Quillfeather</a></li>
    <li><a href="mgUserInfo.aspx">All</a> <a href="ieListMeetings.aspx?UID=214">Meetings</a> <a href="http://[x">?</a></li></ul></div></body></html>"""
    items, _ = await ask(full(jpeg, **{LIST: broken, INDEX: index}))
    [skipped] = skips(items)
    assert skipped.identifier == LIST
    assert "list that people read" in skipped.reason
    assert len(records(items, "councillor-page")) == 1
    assert len(records(items, "register-of-interests")) == 1
    assert not records(items, "councillor-list")
    assert [item.url for item in items if isinstance(item, Photo)] == [PORTRAIT]


async def test_a_site_that_is_no_modern_gov_is_said(ask):
    with pytest.raises(Unexpected, match="ModernGov"):
        await ask({LIST: 404, INDEX: "<html><body><h1>Bins and parking</h1></body></html>"})


@pytest.mark.parametrize("error", [Offline("No route."), TimedOut("Nothing came."), Throttled("Slow down.")])
async def test_a_site_that_is_down_is_said_and_not_asked_again(ask, error):
    with pytest.raises(type(error)):
        await ask({LIST: error})


async def test_a_name_that_is_not_listed_is_said(ask):
    items, _ = await ask({LIST: listed(("Harbour", OTHERS))})
    [skipped] = items
    assert skipped.cause is Cause.NOT_SET
    assert "None of the 2 councillors" in skipped.reason


async def test_the_best_match_counts_and_then_the_ward(ask, jpeg):
    same = listed(
        ("Harbour", councillor(9, "Councillor Roberta Quillfeather") + councillor(10, "Councillor R Quillfeather")),
        ("Millpond and Eastgate", ROS),
    )
    items, web = await ask(full(jpeg, **{LIST: same}))
    assert [item.url for item in records(items, "councillor-page")] == [PAGE]
    assert not any("UID=10" in url for url in web.urls)


async def test_namesakes_who_cannot_be_told_apart_are_all_read(subject_with, ask, jpeg):
    who = subject_with(
        identifiers=(
            Identifier(Kind.NAME, "Rosalind Quillfeather"),
            Identifier(Kind.COUNCIL_SITE, BASE),
        )
    )
    two = listed(("Harbour", councillor(10, "Councillor R Quillfeather")), ("Millpond and Eastgate", ROS))
    other = {f"{BASE}/mgUserInfo.aspx?UID=10": "<html><body><h1>R Quillfeather</h1></body></html>"}
    other |= {f"{BASE}/mgRofI.aspx?UID=10": 404}
    items, _ = await ask(full(jpeg, **{LIST: two}) | other, who)
    assert len(records(items, "councillor-page")) == 2


async def test_each_part_stands_or_falls_by_itself(ask, jpeg):
    items, _ = await ask(
        full(jpeg, **{PAGE: ServiceFailed("Broken."), REGISTER: b"%PDF-1.7", PORTRAIT: Blocked("No.")})
    )
    assert len(records(items, "councillor-list")) == 1
    assert [(skip.identifier, skip.cause) for skip in skips(items)] == [
        (PAGE, Cause.SERVICE_FAILED),
        (REGISTER, Cause.UNEXPECTED),
        (PORTRAIT, Cause.BLOCKED),
    ]


async def test_robots_are_obeyed_page_by_page(ask, jpeg):
    items, _ = await ask(full(jpeg), forbidden=(REGISTER,))
    assert [(skip.identifier, skip.cause) for skip in skips(items)] == [(REGISTER, Cause.ROBOTS)]


async def test_a_portrait_that_is_no_picture_is_said(ask, jpeg):
    items, _ = await ask(full(jpeg, **{PORTRAIT: b"not a picture at all"}))
    [skipped] = skips(items)
    assert (skipped.identifier, skipped.cause) == (PORTRAIT, Cause.UNREADABLE)


def test_hostile_xml_expands_nothing():
    entities = '<!DOCTYPE b [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    bomb = f'<?xml version="1.0"?>{entities}<councillorsbyward>&b;</councillorsbyward>'
    with pytest.raises(Unexpected):
        read_list(bomb.encode())


async def test_over_the_wire(subject, wire, fetched, jpeg):
    [query] = ModernGov().plan(subject)
    robots = {f"{BASE}/robots.txt": "User-agent: *\nDisallow: /mgRofI.aspx"}
    items = await fetched(ModernGov(), query, subject, await wire(full(jpeg) | robots, "moderngov"))
    assert [type(item).__name__ for item in items] == ["Record", "Record", "Skipped", "Photo"]
    assert skips(items)[0].cause is Cause.ROBOTS

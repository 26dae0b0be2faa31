import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint.model import Cause, Comparison, Fate, Group, Looked, SetAside, Skipped, Where
from footprint.remedies import library
from footprint.reports import Sheet, all_reports
from footprint.reports.html import Html
from footprint.resources import folder
from tests.reports.sheets import (
    NOW,
    VALUES,
    make_audit,
    make_comparison,
    make_finding,
    make_sheet,
    photo,
    squeeze,
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "'; alert(1); '",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &#x3c;i&#x3e;",
    "\x00\x1b]0;x\x07\x9b31m\u202egpj.exe\u2066\ud800",
    "javascript:alert(1)",
    "`footprint purge`",
    "<!--",
    "]]>",
)
ADDRESS = re.compile(r"https?://[^\s\"<]+")
PROMISES = re.compile(r"\b(safe|safer|safely|protected|clean bill of health)\b", re.IGNORECASE)


def rendered(sheet):
    return Html().render(sheet)


def soup(sheet):
    return BeautifulSoup(rendered(sheet), "lxml")


def without_hidden(page):
    """The page's text as it is seen before anything is opened."""
    for part in page.select("details.value, head"):
        part.decompose()
    return page.get_text(" ")


@pytest.fixture(scope="module")
def page(rich):
    return soup(rich)


def test_the_report_is_found_by_its_name():
    assert {"html", "json", "text", "csv"} <= {report.name for report in all_reports()}


def test_the_policy_forbids_everything_but_the_style_and_small_pictures(rich):
    html = rendered(rich)
    policy = BeautifulSoup(html, "lxml").find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_loaded_and_nothing_runs(page):
    assert not page.find_all(["script", "iframe", "object", "embed", "form", "base", "video", "audio"])
    drawn = {part.name for drawing in page.find_all("svg") for part in drawing.select("*")}
    assert drawn == {"title", "desc", "g", "path", "rect", "text"}
    assert all(img["src"].startswith("data:image/jpeg;base64,") for img in page.find_all("img"))
    assert all(link["href"] == "data:," for link in page.find_all("link"))
    assert not page.select("[style]")
    assert not [tag for tag in page.select("*") for name in tag.attrs if name.startswith("on")]
    assert "url(" not in page.style.string
    assert "@import" not in page.style.string


def test_links_outward_tell_nobody_where_they_come_from(page):
    outward = [a for a in page.find_all("a") if not a["href"].startswith("#")]
    assert outward
    for a in outward:
        assert a["href"].startswith(("https://", "http://"))
        assert set(a["rel"]) == {"noreferrer", "noopener"}


def test_links_inward_lead_somewhere_and_ids_are_unique(page):
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in page.find_all("a", href=re.compile("^#"))} <= set(ids)


def test_a_screen_reader_finds_its_way(page):
    assert page.html["lang"] == "en-GB"
    assert len(page.find_all("h1")) == 1
    assert page.body.find("a")["href"] == "#report"
    assert len(page.find_all("main")) == len(page.find_all("header")) == 1
    levels = [int(h.name[1]) for h in page.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(img["alt"] for img in page.find_all("img"))
    for section in page.find_all("section"):
        assert page.find(id=section["aria-labelledby"])


def test_the_sections_stand_in_their_order(page):
    assert [h.get_text() for h in page.find_all("h2")] == [
        "In short",
        "Do these first",
        "What we found",
        "Where you live, from your photos",
        "Your photos on this computer",
        "Gone since last time",
        "Looked for, and not found",
        "Could not check, and why",
        "Only you can check these",
        "Who to tell",
        "Pages we took to be about someone else",
        "What was sent out",
        "How this was made, and what it cannot say",
    ]


def test_the_head_says_about_whom_and_when_and_by_whom_not(page):
    assert page.h1.get_text() == "About Rosalind Quillfeather"
    assert "Made on 22 November 2026" in page.header.get_text()
    assert "not a government service" in page.header.get_text()


def test_values_are_only_in_what_opens(rich):
    seen = squeeze(without_hidden(soup(rich)))
    for value in VALUES:
        assert squeeze(value) not in seen
    opens = squeeze(" ".join(part.get_text() for part in soup(rich).select("details.value")))
    for value in VALUES:
        assert squeeze(value) in opens


def test_only_the_steps_of_what_to_do_first_are_open_from_the_start(page):
    opened = page.select("details[open]")
    assert [part["class"] for part in opened] == [["how"]] * 4
    actions = [a["href"][1:] for a in page.select(".actions a")]
    assert {part.find_parent("article")["id"] for part in opened} <= set(actions)


def test_a_shared_copy_holds_no_value_anywhere(shared):
    html = rendered(shared)
    for value in VALUES:
        assert squeeze(value) not in squeeze(html)
    assert "Kingfisher" not in html
    assert "IMG_2000" not in html
    assert "data:image" not in html
    assert "--mine" not in html
    assert "copy for sharing" in html
    assert not BeautifulSoup(html, "lxml").select("details.value")


def test_the_card_of_something_undeclared_asks_and_gives_the_commands(page, rich):
    (asks,) = page.select(".yours")
    id_ = next(f.id for f in rich.audit.findings if not f.declared)
    assert "Is this about you?" in asks.get_text()
    assert "one by one in a terminal: footprint review" in page.find(id="found").parent.get_text()
    assert [code.get_text() for code in asks.find_all("code")] == [
        f"footprint history --mine {id_}",
        f"footprint history --not-me {id_}",
    ]


def test_pages_that_may_be_about_another_say_how_to_tell(page, rich):
    doubtful = [card for card in page.select("article") if '--not-me "ADDRESS"' in card.get_text()]
    assert doubtful
    assert all("Certain" not in card.find("dl").get_text() for card in doubtful)
    aside = page.find(id="aside").parent
    assert 'footprint history --mine "ADDRESS"' in aside.get_text()
    reasons = [reason for seen in rich.audit.set_aside for reason in seen.reasons]
    assert reasons
    assert all(reason in aside.get_text() for reason in reasons)


def test_unconfirmed_advice_says_so(page):
    card = page.find(id="finding-1")
    assert "We could not confirm this recently." in card.get_text()
    assert "checked on 22 November 2026" in card.get_text()


def test_severity_is_told_in_words(page):
    assert {mark.get_text(" ").split()[-1] for mark in page.select(".severity")} == {"Serious", "mending", "know"}


def test_a_demonstration_says_so():
    assert "every detail are invented" in rendered(make_sheet(make_audit(demo=True), first=True))
    assert "invented" not in rendered(make_sheet(make_audit(), first=True))


@pytest.mark.parametrize("share", [False, True])
def test_nothing_found_is_told_honestly(share):
    sheet = make_sheet(make_audit(looked=(Looked("a", "A", 1, 3),)), first=True, share=share)
    text = soup(sheet).get_text(" ")
    assert "We found none of the things we look for in the places we could see." in text
    assert "That is all this says" in text
    assert not PROMISES.search(text)


def test_findings_without_remedies_are_shown_without_actions():
    audit = make_audit((make_finding(),))
    page = soup(Sheet(audit, make_comparison(audit, first=True), {}))
    assert "There is nothing here that you can mend yourself" in page.get_text()
    assert not page.select("h5")


def test_no_promise_stands_in_any_template_remedy_or_report(rich, shared, nothing):
    files = [*folder("templates").rglob("*"), *folder("remedies").glob("*")]
    for file in files:
        if file.suffix in (".html", ".txt", ".toml", ".css"):
            assert not PROMISES.search(ADDRESS.sub("", file.read_text(encoding="utf-8"))), file
    for sheet in (rich, shared, nothing):
        for report in all_reports():
            if report.name != "json":
                assert not PROMISES.search(ADDRESS.sub("", report.render(sheet))), report.name


def hostile_sheet(text):
    finding = make_finding(
        what=text,
        title=text,
        place=text,
        url=text,
        about="hostile",
        value=text,
        masked=text,
        reasons=(text,),
        audience=text,
    )
    audit = make_audit(
        (
            finding,
            make_finding("account", Group.ACCOUNTS, "x", value=None, declared=False, masked=text),
            photo(1, title="x"),
        ),
        subject=text or "x",
        council=text,
        skipped=(Skipped(text, text, Cause.FAULT, text),),
        set_aside=(SetAside(text, text, text, (text,)),),
        looked=(Looked(text, text, 1, 1),),
    )
    return Sheet(audit, make_comparison(audit, first=True), library.load())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_breaks_nothing_out(text):
    html = rendered(hostile_sheet(text))
    page = BeautifulSoup(html, "lxml")
    assert not page.find_all(["script", "i", "b"])
    assert len(page.find_all("img")) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    assert all(a["href"].startswith(("#", "https://", "http://")) for a in page.find_all("a"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), min_size=1, max_size=30).filter(lambda text: "`" not in text))
def test_whatever_the_text_the_page_keeps_its_shape(text):
    html = rendered(hostile_sheet(text))
    html.encode()
    visible = {tag.name for tag in BeautifulSoup(html, "lxml").select("*")}
    assert visible <= {
        *("html", "head", "meta", "title", "link", "style", "body", "a", "header", "p", "h1", "h2", "h3", "h4", "h5"),
        *("bdi", "div", "nav", "details", "summary", "ul", "ol", "li", "span", "main", "section", "aside", "strong"),
        *("article", "dl", "dt", "dd", "code", "img", "table", "thead", "tbody", "tr", "th", "td"),
    }


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(VALUES),
    st.sampled_from(["{}", "https://a.example/{}", "IMG {}.jpg", "x{}x", "%20{}", "({})"]),
    st.sampled_from(
        [str, str.upper, lambda v: v.replace(" ", "-"), lambda v: v.replace(" ", "%20"), lambda v: v.replace(" ", "")]
    ),
)
def test_no_value_in_any_clothes_reaches_a_shared_copy(value, clothes, cut):
    text = clothes.format(cut(value))
    finding = make_finding(what=text, title=text, place=text, url=text, value=value, masked="▮▮▮", reasons=(text,))
    local = photo(1, title=text, value=value, masked="▮▮▮")
    audit = make_audit(
        (finding, local),
        skipped=(Skipped("brave", text, Cause.FAULT, text), Skipped("photos", text, Cause.FAULT, text)),
        set_aside=(SetAside("brave", text, text, (text,)),),
    )
    html = rendered(Sheet(audit, make_comparison(audit), library.load(), share=True))
    assert squeeze(value) not in squeeze(html)


def test_what_is_only_good_to_know_is_folded_and_nothing_else(page):
    folded = {part.find_parent("article")["class"][1] for part in page.select("details.fold")}
    first = {a["href"][1:] for a in page.select(".actions a")}
    assert folded == {"good-to-know"}
    for card in page.select("article.good-to-know"):
        assert bool(card.select("details.fold")) is not (card["id"] in first)
        assert card.select_one("dl.about")


@pytest.mark.parametrize("share", [False, True])
def test_only_who_has_the_file_is_sent_to_it(share):
    others = tuple(SetAside("brave", f"https://p{n}.example/", f"Page {n}", ()) for n in range(30))
    page = rendered(make_sheet(make_audit((*map(photo, range(60)),), set_aside=others), share=share))
    assert ("audit.json" in page) is not share
    assert "and 6 more" in page


def test_photos_without_a_small_picture_are_named_in_a_line_each_folder():
    shown = tuple(photo(n, thumbnail=b"") for n in range(9))
    page = soup(make_sheet(make_audit(shown)))
    assert "No preview" not in page.get_text()
    card = page.find("article")
    assert not card.find_all("img")
    (line,) = card.select(".files li")
    assert all(one.where[0].title in line.get_text() for one in shown)


def test_photos_that_are_gone_are_one_line():
    audit = make_audit()
    before = replace(make_comparison(audit).past[0], detector="photo-location", group=Group.PHOTOS, masked="")
    places = [Where("photos", f"/p/Wharf/IMG_{n}.jpg", "/p/Wharf", f"IMG_{n}.jpg", NOW) for n in range(70)]
    past = tuple(replace(before, id=f"{n:012}", where=(place,)) for n, place in enumerate(places))
    comparison = Comparison({one.id: Fate.GONE for one in past}, {}, past, NOW)
    page = soup(Sheet(audit, comparison, {}))
    (line,) = page.find(id="gone").parent.select(".past > li")
    assert "70 photos on this computer say where they were taken" in line.get_text()
    assert "Wharf" in line.get_text()
    assert "IMG_59.jpg and 10 more" in " ".join(line.get_text().split())


def test_a_report_of_forty_findings_is_small():
    text = "A sentence of a usual length that stands on a page about the ward"
    many = tuple(
        make_finding(
            ("home-address", "phone", "email", "family", "routine")[n % 5],
            list(Group)[n % 7],
            f"{text} {n}",
            url=f"https://site{n}.example/page",
            source=("brave", "moderngov", "ownsites", "bluesky")[n % 4],
        )
        for n in range(40)
    )
    audit = make_audit(many)
    assert len(rendered(make_sheet(audit)).encode()) <= 300_000


def test_many_photos_stay_within_a_bound():
    html = rendered(make_sheet(make_audit(tuple(photo(n) for n in range(400))), first=True))
    assert html.count("<img") == 24
    assert "and 376 more, all listed in audit.json." in html

"""The page as a person meets it: in a browser, on a phone, by keyboard, on paper."""

import io
import socket
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from footprint.reports.html import Html
from tests.reports.sheets import VALUES, squeeze

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SIZES = {"desktop": (1280, 800), "phone": (390, 844), "narrow": (320, 640)}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory, rich, shared, nothing):
    place = tmp_path_factory.mktemp("reports")
    for name, sheet in {"rich": rich, "shared": shared, "nothing": nothing}.items():
        (place / f"{name}.html").write_text(Html().render(sheet), encoding="utf-8", newline="\n")
    return place


@pytest.fixture
def visit(browser, files):
    """Opens a report in a window of a size; what it asked for stands in `page.asked`."""
    pages = []

    def visit(name="rich", size="desktop"):
        width, height = SIZES[size]
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((files / f"{name}.html").as_uri())
        return page

    yield visit
    for page in pages:
        page.close()


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def printed(page):
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)


@pytest.mark.parametrize(
    ("name", "size"), [("rich", "desktop"), ("rich", "narrow"), ("shared", "narrow"), ("nothing", "desktop")]
)
def test_axe_finds_no_violation(visit, name, size):
    page = visit(name, size)
    if name == "rich":
        open_everything(page)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("size", SIZES)
def test_it_asks_for_nothing_but_itself(visit, files, size):
    page = visit(size=size)
    open_everything(page)
    page.wait_for_timeout(100)
    others = [url for url in page.asked if not url.startswith("data:")]
    assert others == [(files / "rich.html").as_uri()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("opened", [False, True])
def test_nothing_scrolls_sideways(visit, size, opened):
    page = visit(size=size)
    if opened:
        open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_style_is_applied_under_its_policy(visit):
    page = visit()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(247, 242, 232)"


def test_the_policy_stops_scripts_styles_pictures_and_requests(visit):
    page = visit()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        page.evaluate(
            """port => {
            const there = `http://127.0.0.1:${port}/`;
            window.stopped = [];
            document.addEventListener('securitypolicyviolation', event => stopped.push(event.effectiveDirective));
            for (const [name, attributes] of [
                ['script', {textContent: 'window.hit = 1'}],
                ['style', {textContent: 'body { background: red }'}],
                ['img', {src: there}],
            ]) document.body.append(Object.assign(document.createElement(name), attributes));
            fetch(there).catch(() => {});
        }""",
            listener.getsockname()[1],
        )
        page.wait_for_timeout(300)
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert set(page.evaluate("stopped")) >= {"script-src-elem", "style-src-elem", "img-src", "connect-src"}
    assert page.evaluate("window.hit") is None


def test_the_policy_stops_frames_and_forms(visit):
    page = visit()
    page.evaluate("""() => {
        window.stopped = [];
        document.addEventListener('securitypolicyviolation', event => stopped.push(event.effectiveDirective));
        document.body.append(Object.assign(document.createElement('iframe'), {src: 'http://127.0.0.1:9/'}));
        const form = Object.assign(document.createElement('form'), {action: 'http://127.0.0.1:9/'});
        document.body.append(form);
        form.submit();
    }""")
    page.wait_for_timeout(200)
    assert set(page.evaluate("stopped")) == {"frame-src", "form-action"}


def test_the_first_screen_says_what_was_found_and_what_to_do_next(visit):
    page = visit()
    for words in ("A stranger can find 14 things about you online", "Do these first"):
        box = page.get_by_text(words).first.bounding_box()
        assert box["y"] + box["height"] < SIZES["desktop"][1]
    box = page.locator(".actions a").first.bounding_box()
    assert box["y"] + box["height"] < SIZES["desktop"][1]


def test_an_action_leads_to_its_card(visit):
    page = visit()
    link = page.locator(".actions a").nth(1)
    link.click()
    top = page.locator(link.get_attribute("href")).bounding_box()["y"]
    assert -5 <= top <= 60


def test_the_keyboard_reaches_the_report_and_opens_a_value(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#report"
    value = page.locator("#finding-1 details.value")
    assert not value.locator("p").is_visible()
    value.locator("summary").focus()
    page.keyboard.press("Enter")
    assert value.locator("p").inner_text() == VALUES[0]
    page.keyboard.press("Enter")
    assert not value.locator("p").is_visible()


def test_focus_can_be_seen(visit):
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


@pytest.mark.parametrize("size", ["desktop", "narrow"])
def test_things_to_press_are_large_enough(visit, size):
    page = visit(size=size)
    heights = page.evaluate(
        "[...document.querySelectorAll('summary')].filter(s => s.checkVisibility()).map(s => s.offsetHeight)"
    )
    assert min(heights) >= 24


@pytest.mark.parametrize("opened", [False, True])
def test_paper_holds_the_steps_and_no_value(visit, opened):
    page = visit()
    if opened:
        open_everything(page)
    text = printed(page)
    for value in VALUES:
        assert squeeze(value) not in squeeze(text)
    flat = squeeze(text)
    for step in (
        "If it is not: ask for your address to be kept back",
        "Choose the three dots beside it",
        "Choose Camera, then Never",
    ):
        assert squeeze(step) in flat
    assert squeeze("In this report") not in flat


def test_paper_says_about_whom_and_when(visit):
    reader = pypdf.PdfReader(io.BytesIO(visit().pdf(format="A4", tagged=True)))
    assert reader.metadata.title == "About Rosalind Quillfeather, made on 22 November 2026"
    assert len(reader.pages) < 40


def test_contents_stand_open_beside_a_wide_page_and_closed_on_a_phone(visit):
    assert visit(size="desktop").get_by_role("link", name="Who to tell").first.is_visible()
    assert not visit(size="phone").locator(".contents a").first.is_visible()


def test_without_colours_severity_is_still_told(visit):
    page = visit()
    page.emulate_media(forced_colors="active")
    borders = page.evaluate(
        "['serious', 'worth-mending', 'good-to-know'].map(name => {"
        "  const style = getComputedStyle(document.querySelector('.card.' + name));"
        "  return style.borderLeftWidth + ' ' + style.borderLeftStyle; })"
    )
    assert len(set(borders)) == 3


def test_a_link_to_steps_further_up_opens_them(visit):
    page = visit()
    links = [link for link in page.locator(".again a").all() if link.is_visible()]
    assert links
    for link in links:
        link.click()
        steps = page.locator(link.get_attribute("href"))
        assert steps.is_visible()


def test_the_map_stays_closed_until_it_is_asked_for(visit):
    page = visit()
    drawing = page.locator("svg.map")
    assert not drawing.is_visible()
    page.get_by_text("Show the map, and what the places are called").click()
    assert drawing.is_visible()
    assert page.get_by_role("img", name="Map of the places that your photos give away").count() == 1


@pytest.mark.parametrize("opened", [False, True])
def test_the_map_is_printed_only_while_it_is_open(visit, opened):
    page = visit()
    if opened:
        page.get_by_text("Show the map, and what the places are called").click()
    page.emulate_media(media="print")
    assert page.locator("svg.map").is_visible() is opened
    assert ("nearRG302" in printed(page).replace(" ", "").replace("\n", "")) is opened


@pytest.mark.parametrize("size", SIZES)
def test_the_numbers_of_the_map_can_be_read(visit, size):
    page = visit(size=size)
    page.get_by_text("Show the map, and what the places are called").click()
    heights = page.evaluate(
        "[...document.querySelectorAll('.map-mark text, .map-scale-said')].map(t => t.getBoundingClientRect().height)"
    )
    assert min(heights) >= 10
    inside = page.locator("svg.map").bounding_box()
    for mark in page.locator("svg.map .map-mark").all():
        box = mark.bounding_box()
        assert inside["x"] - 8 <= box["x"]
        assert box["x"] + box["width"] <= inside["x"] + inside["width"] + 8


def test_without_colours_the_marks_are_told_by_their_shapes(visit):
    page = visit()
    page.emulate_media(forced_colors="active")
    shapes = page.evaluate(
        "[...document.querySelectorAll('.haunts .map-mark')].map(m => m.innerHTML + m.className.baseVal)"
    )
    assert len({shape.split('"')[1] for shape in shapes}) == len({shape.split("map-")[-1] for shape in shapes}) >= 4


def test_on_a_phone_the_table_of_places_leaves_the_words_room(visit):
    page = visit(size="phone")
    wide = page.locator(".haunts").first.bounding_box()["width"]
    for row in page.locator(".haunts tbody th > div").all():
        assert row.bounding_box()["width"] > wide * 0.8


def test_every_number_fits_its_mark(visit):
    spare = visit().evaluate("""() => [...document.querySelectorAll('.haunts .sign')].map(sign => {
        const text = sign.querySelector('text');
        text.textContent = 16;
        text.classList.add('map-two');
        const [number, mark] = [text, sign.querySelector('path')].map(part => part.getBoundingClientRect());
        return Math.min(number.left - mark.left, mark.right - number.right);
    })""")
    assert min(spare) >= 1


@pytest.mark.parametrize("size", SIZES)
def test_each_place_has_its_sign_beside_its_name(visit, size):
    page = visit(size=size)
    for row in page.locator(".haunts tbody th").all():
        sign, name = row.locator("svg").bounding_box(), row.locator("div").bounding_box()
        assert sign["x"] + sign["width"] <= name["x"]
        assert abs(sign["y"] - name["y"]) < 12

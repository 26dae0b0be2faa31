"""From a folder of photos with positions to the report: where the person lives, and what is left out of a copy."""

import json
import re
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest

from footprint import diff, pipeline
from footprint.gather import Task
from footprint.model import Kind, SensitivePlace
from footprint.remedies import library
from footprint.reports import Sheet
from footprint.reports.html import Html
from footprint.reports.json import Json, load
from footprint.reports.text import Text
from tests import parks
from tests.examples import SUBJECT

HER = replace(
    SUBJECT,
    places=(
        SensitivePlace("Home", 200, parks.PROSPECT),
        SensitivePlace("Larkfield Primary School", 150, parks.CHRISTCHURCH),
    ),
)
STRANGER = replace(
    SUBJECT,
    places=(),
    identifiers=tuple(fact for fact in SUBJECT.identifiers if fact.kind not in {Kind.ADDRESS, Kind.POSTCODE}),
)


@asynccontextmanager
async def nobody():
    yield SimpleNamespace(ledger=SimpleNamespace(lines=()))


def audited(folder, subject=HER):
    task = Task(
        subject=subject,
        folders=(folder,),
        key=lambda _: "",
        client=nobody,
        remedies=library.load(),
        sources=(),
    )
    return pipeline.audit(task, lambda _: None)


def sheet(audit, *, share=False):
    return Sheet(audit, diff.compare(audit, (), None), library.load(), share=share)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("photos")
    parks.write(made, parks.year())
    return made


@pytest.fixture(scope="module")
def audit(folder):
    return audited(folder)


@pytest.fixture(scope="module")
def page(audit):
    return Html().render(sheet(audit))


def section(page):
    return page[page.index('<section class="whereabouts"') : page.index('<section class="shelf"')]


def test_the_audit_knows_home_work_and_the_rest(audit):
    found = audit.whereabouts
    assert found.candidates[0].declared
    assert found.candidates[0].off_m <= 20
    assert found.positions == 300
    assert {"home", "work", "school-hours", "weekly", "overnight", "other"} == {place.role for place in found.places}
    assert found.enough < 20
    assert {where.place.rsplit("/")[-1] for where in found.places[0].where} == {"At home"}


def test_the_page_says_it_first_and_leads_to_it(page):
    said = "From your photos alone, a stranger can work out where you live, to within 10 m."
    assert page.index(f'<a href="#whereabouts">{said}</a>') < page.index('<h2 id="first">')
    assert said in section(page)
    assert page.count('<a href="#whereabouts">See what your photos show together</a>') >= 2


def test_map_and_table_have_the_same_numbers(page, audit):
    part = section(page)
    drawing = part[part.index('<svg class="map"') : part.index("</svg>", part.index('<svg class="map"'))]
    drawn = set(re.findall(r'<text[^>]* dy=".36em">(\d+)</text>', drawing))
    tables = "".join(re.findall(r'<table class="haunts">.*?</table>', part, re.DOTALL))
    listed = re.findall(r'class="unseen">(\d+): <', tables)
    assert listed == [str(number) for number in range(1, len(audit.whereabouts.places) + 1)]
    assert drawn < set(listed), "what lies in Cambridge and Lisbon is in the table only"
    assert 5_000 < len(drawing.encode()) < 150_000
    assert "1: Your home, 110 days" in drawing


def test_map_names_and_exact_places_stay_closed(page):
    part = section(page)
    opens, closes = part.index('<details class="value map-shown">'), part.index("</details>")
    assert opens < part.index('<svg class="map"') < part.index('class="names"') < closes
    assert not re.search(r"RG\d|\d\d\.\d{3}", part[:opens] + part[closes:].partition('<svg class="week"')[0])


def test_an_outline_of_the_country_shows_where_the_map_lies(audit, page):
    part = section(page)
    assert part.index('<svg class="map"') < part.index('<svg class="country"') < part.index('class="names"')
    assert 'class="country"' not in section(Html().render(sheet(audit, share=True)))


def test_it_is_written_and_read_back(audit, page):
    written = Json().render(sheet(audit))
    again, comparison = load(written)
    assert again.whereabouts == audit.whereabouts
    assert Html().render(replace(sheet(again), comparison=comparison)) == page
    data = json.loads(written)["whereabouts"]
    assert data["candidates"][0]["declared"]
    assert data["places"][0]["role"] == "home"


def test_an_older_file_without_it_is_read(audit):
    older = json.loads(Json().render(sheet(audit)))
    del older["whereabouts"]
    assert load(json.dumps(older))[0].whereabouts is None


def test_a_copy_for_sharing_has_no_map_no_names_no_hours_and_no_times_away(audit):
    shared = sheet(audit, share=True)
    part = section(Html().render(shared))
    assert "Left out of this copy: the map, what the places are called, how far they are from each other" in part
    for left_out in ('class="map"', 'class="week"', "Larkfield", "RG1", "When nobody was at home", "Grandma"):
        assert left_out not in part
    data = json.loads(Json().render(shared))["whereabouts"]
    assert data["week"] == data["away"] == []
    assert all((one["point"], one["name"], one["where"]) == (None, "", []) for one in data["places"])
    assert {one["home_m"] for one in data["places"]} == {one["first"] for one in data["places"]} == {None}


def test_a_copy_for_sharing_says_no_hours_and_no_days_of_the_week(audit):
    hours = r"\d\d:\d\d and|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|from home (?:on|for)"
    for form in (Html(), Json(), Text()):
        assert re.search(hours, form.render(sheet(audit)))
        assert not re.search(hours, form.render(sheet(audit, share=True)))


def test_a_copy_for_sharing_never_says_when_nobody_was_at_home_nor_where(audit):
    (away,) = [found for found in audit.findings if found.about.startswith("away from home")]
    assert re.search(r"2026 \(\d+ days.*Lisbon", away.reasons[0])
    for form in (Html(), Json(), Text()):
        said = " ".join(form.render(sheet(audit, share=True)).split())
        assert "show when you were away from home" in said
        assert not re.search(r"Lisbon|Portugal|\d 2026 \(\d+ days", said)


def test_the_text_says_it_in_a_paragraph(audit):
    said = Text().render(sheet(audit))
    assert "a stranger can work out where you live, to within 10" in said.replace("\n", " ")
    assert "1. This is the address in your profile: 10 m off." in said


def test_where_no_home_is_declared_it_is_called_probable(folder):
    part = section(Html().render(sheet(audited(folder, STRANGER))))
    assert "a stranger can work out one place where you probably live." in part
    assert "<strong>Probably your home.</strong>" in part
    assert "Less likely to be your home" in part
    assert "your profile" not in part


def test_photos_from_abroad_alone_are_drawn_without_a_country(tmp_path):
    parks.write(tmp_path, [shot for shot in parks.year(2000) if shot[2] == "Lisbon"][:20])
    part = section(Html().render(sheet(audited(tmp_path))))
    assert "lies outside the United Kingdom" in part
    assert 'class="map-dots" d=""' in part
    assert "Not your home: about 1,5" in part


def test_a_handful_of_photos_gives_no_home_away(tmp_path):
    parks.write(tmp_path, parks.year(8, seed=3))
    page = Html().render(sheet(audited(tmp_path)))
    part = section(page)
    assert "They are too few to work out where you live." in part
    assert "What a stranger would take for your home" not in part
    assert 'class="week"' not in part
    assert page.count("#whereabouts") == 1, "only the contents lead to it"


def test_without_positions_there_is_no_such_section(tmp_path):
    parks.write(tmp_path, [])
    page = Html().render(sheet(audited(tmp_path)))
    assert "whereabouts" not in page.replace("Routine and whereabouts", "").partition("</style>")[2]

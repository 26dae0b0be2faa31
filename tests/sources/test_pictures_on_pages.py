"""Photographs on pages that were found: whoever opens pages has this, without code of its own."""

from __future__ import annotations

import pytest

from footprint import gather
from footprint.errors import Blocked, Throttled
from footprint.gather import Task
from footprint.model import Cause, Page, Photo, Query, Skipped, Where
from footprint.sources import Source
from footprint.sources.brave import Brave
from footprint.web.follow import open_page
from tests.examples import NOON
from tests.judged import HER, everything
from tests.sources.test_search_engines import BRAVE, brave_answer

NEWS = "http://news.example/story"
PICTURE = "http://news.example/fete.jpg"


def story(
    *pictures: str, text: str = "Cllr Rosalind Quillfeather of Thornmere Borough Council opened the fete."
) -> str:
    shown = "".join(f'<img src="{picture}">' for picture in pictures)
    return f"<html><head><title>Fete</title></head><body><p>{text}</p>{shown}</body></html>"


class Opener(Source):
    """Opens what it is told to, and may fail after that."""

    name = "opener"
    title = "Opener"
    finds = needs = "Pages"
    sends = ()

    def __init__(self, *urls, problem=None):
        self.urls, self.problem = urls, problem

    def plan(self, subject):
        yield Query(self.name, "http://search.example/?q=x")

    async def fetch(self, query, subject, web):
        for url in self.urls:
            for item in (await open_page(web, url, self.name)).seen:
                yield item
        if self.problem:
            raise self.problem


@pytest.fixture
def answered(subject, serve):
    async def run(source, served, **options):
        web = serve(served, **options)
        items = [item async for item in source.answer(next(source.plan(subject)), subject, web)]
        return items, web

    return run


def of(items, kind):
    return [item for item in items if isinstance(item, kind)]


async def test_a_photo_on_a_page_that_names_the_person_is_read(answered, jpeg):
    items, web = await answered(Opener(NEWS), {NEWS: story("/fete.jpg", "/logo.png"), PICTURE: jpeg})
    [photo] = of(items, Photo)
    assert (photo.url, photo.place, photo.source) == (PICTURE, "photos on news.example", "opener")
    assert photo.reading.location.latitude == pytest.approx(52.649, abs=1e-4)
    assert "Rosalind Quillfeather" in photo.beside
    assert web.urls == [NEWS, PICTURE]
    assert all(options["robots"] for _, options in web.asked)


async def test_that_it_still_tells_where_it_was_taken_is_found(answered, jpeg):
    items, _ = await answered(Opener(NEWS), {NEWS: story("/fete.jpg"), PICTURE: jpeg})
    [photo] = of(items, Photo)
    assert {finding.detector for finding in everything(photo, HER)} & {"photo-location", "photo-place"}


async def test_pictures_on_pages_about_others_are_left(answered):
    page = story("/fete.jpg", text="Owen Price opened the fete.")
    items, web = await answered(Opener(NEWS), {NEWS: page})
    assert not of(items, Photo)
    assert web.urls == [NEWS]


async def test_a_few_pictures_of_a_page_are_looked_at_and_the_rest_is_said_once(answered, jpeg):
    names = [f"/{n}.jpg" for n in range(7)]
    other = "http://club.example/page"
    served = {NEWS: story(*names), other: story(*(f"http://news.example{name}" for name in names[:2]), "/own.jpg")}
    served |= {f"http://news.example{name}": jpeg for name in names} | {"http://club.example/own.jpg": jpeg}
    items, _ = await answered(Opener(NEWS, other), served)
    assert [photo.title for photo in of(items, Photo)] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg", "own.jpg"]
    [skipped] = of(items, Skipped)
    assert (skipped.identifier, skipped.cause) == ("http://search.example/?q=x#pictures", Cause.TOO_LARGE)
    assert "3 were not" in skipped.reason


async def test_what_cannot_be_read_is_said(answered, jpeg):
    served = {
        NEWS: story("/a.jpg", "/b.jpg", "/c.jpg", "/d.jpg"),
        "http://news.example/a.jpg": Blocked("Not for programs."),
        "http://news.example/b.jpg": b"no picture",
        "http://news.example/c.jpg": bytes(40_000_001),
        "http://news.example/d.jpg": jpeg,
    }
    items, _ = await answered(Opener(NEWS), served, forbidden=("http://news.example/d.jpg",))
    assert [skip.cause for skip in of(items, Skipped)] == [
        Cause.BLOCKED,
        Cause.UNREADABLE,
        Cause.TOO_LARGE,
        Cause.ROBOTS,
    ]


async def test_a_problem_after_the_pages_leaves_their_pictures(subject, serve, jpeg):
    source, items = Opener(NEWS, problem=Throttled("Slow down.")), []
    web = serve({NEWS: story("/fete.jpg"), PICTURE: jpeg})

    async def run():
        async for item in source.answer(next(source.plan(subject)), subject, web):
            items.append(item)  # noqa: PERF401  what came before the error is looked at

    with pytest.raises(Throttled):
        await run()
    assert [type(item) for item in items] == [Page, Photo]


async def test_a_search_engine_has_it_over_the_wire(subject, wire, jpeg, monkeypatch):
    monkeypatch.setattr(Brave, "address", "http://brave.example")
    served = {
        BRAVE.replace("https://api.search.brave.com", "http://brave.example"): brave_answer(NEWS),
        NEWS: story("/fete.jpg", "http://counter.example/pixel?u=1"),
        PICTURE: jpeg,
    }
    web = await wire(served, "brave", key="secret")
    items = [item async for item in Brave().answer(next(Brave().plan(subject)), subject, web)]
    assert [type(item).__name__ for item in items] == ["Page", "Photo"]
    assert {line.host for line in web._client.ledger.lines} == {"brave.example", "news.example"}


def test_the_plan_says_that_pictures_are_looked_at(subject):
    assert all("4 pictures on each that names you" in query.then for query in Brave().plan(subject))


async def test_a_picture_that_was_found_before_is_still_taken_for_the_persons(subject, wire, jpeg):
    """The search may not lead to its page any more."""
    web = await wire({PICTURE: jpeg}, "opener")
    known = (Where("opener", PICTURE, "photos on news.example", "fete.jpg", NOON),)
    source = Opener()
    source.exhaustive = False
    task = Task(HER, (), lambda _: "", lambda: web._client, {}, known=known, sources=(source,))
    made = gather.plan(task)
    assert [query.url for query in made.again] == [PICTURE]
    harvest = await gather.gather(task, made, lambda _: None)
    [photo] = [item for _, items in harvest.answers for item in items]
    assert {finding.detector for finding in everything(photo, HER)} & {"photo-location", "photo-place"}

from __future__ import annotations

import asyncio
import time

import pytest

from footprint.errors import Blocked, Offline, RobotsForbid, Throttled, TimedOut
from footprint.web.addresses import Resolver
from tests.web.sites import Reply, redirect, text

HOME = "http://council.example/"


def rules(*lines: str) -> Reply:
    return text("\n".join(lines), **{"Content-Type": "text/plain"})


async def _hang(reader, writer):
    await asyncio.sleep(60)


@pytest.fixture
def page(site, web):
    """Asks for one page under given rules."""
    site.routes |= {"/page": text("ok"), "/private/page": text("ok")}

    async def ask(robots, path="page"):
        site.routes["/robots.txt"] = robots
        return await web.get(HOME + path, robots=True)

    return ask


async def test_a_page_that_robots_may_read_is_read_and_the_rules_are_asked_once(site, client, web, page):
    await page(rules("User-agent: *", "Disallow: /private/"))
    site.routes["/other"] = text("ok")
    await web.get(HOME + "other", robots=True)
    assert site.paths == ["/robots.txt", "/page", "/other"]
    assert [line.url for line in client.ledger.lines] == [HOME + "robots.txt", HOME + "page", HOME + "other"]


async def test_a_page_that_is_forbidden_is_not_asked_for(site, page):
    with pytest.raises(RobotsForbid, match=r"council\.example asks programs to stay away"):
        await page(rules("User-agent: *", "Disallow: /private/"), "private/page")
    assert site.paths == ["/robots.txt"]


async def test_a_programming_interface_does_not_ask_for_rules(site, web):
    site.routes["/api"] = text("ok")
    await web.get(HOME + "api")
    assert site.paths == ["/api"]


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (("User-agent: Footprint", "Disallow: /"), False),
        (("user-agent:footprint/1.0 # us", "Disallow: /page"), False),
        (("User-Agent: *", "Disallow: /", "User-agent: footprint", "Allow: /"), True),
        (("User-agent: Foot", "Disallow: /"), True),
        (("User-agent: Footprint-Other", "Disallow: /"), True),
        (("User-agent: Googlebot", "User-agent: *", "Disallow: /"), False),
        (("User-agent: Googlebot", "Disallow: /"), True),
        (("User-agent: *", "Disallow: /p*e$"), False),
        (("<html>", "no rules"), True),
        (("\x00\x01\ufffd",), True),
    ],
)
async def test_rules_for_us_are_told_from_rules_for_others(page, lines, allowed):
    if allowed:
        assert (await page(rules(*lines))).text == "ok"
    else:
        with pytest.raises(RobotsForbid):
            await page(rules(*lines))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_no_rules_to_be_had_means_none(page, status):
    assert (await page(Reply(status))).text == "ok"


async def test_rules_that_send_us_round_in_circles_are_none(page):
    assert (await page(redirect("/robots.txt"))).text == "ok"


@pytest.mark.parametrize("status", [500, 503])
async def test_a_site_out_of_order_is_left_alone_and_told_so(site, page, status):
    with pytest.raises(RobotsForbid, match="out of order"):
        await page(Reply(status))
    assert "/page" not in site.paths


async def test_a_busy_site_is_throttled_not_forbidden(page):
    with pytest.raises(Throttled):
        await page(Reply(429, headers={"Retry-After": "600"}))


async def test_a_site_whose_rules_do_not_come_is_timed_out_not_forbidden(site, page):
    with pytest.raises(TimedOut):
        await page(_hang)
    assert "/page" not in site.paths


async def test_a_site_that_is_not_there_is_offline_not_forbidden(going_out):
    async with going_out(resolver=Resolver(only=True)) as client:
        with pytest.raises(Offline):
            await client.web("test", pace=0).get(HOME, robots=True)


async def test_rules_may_lie_on_another_host(site, page):
    site.routes["other.example/robots.txt"] = rules("User-agent: *", "Disallow: /page")
    with pytest.raises(RobotsForbid):
        await page(redirect("http://other.example/robots.txt"))


async def test_every_hop_asks_the_rules_of_its_own_host(site, web):
    site.routes["council.example/robots.txt"] = rules("User-agent: *", "Allow: /")
    site.routes["council.example/"] = redirect("http://other.example/there")
    site.routes["other.example/robots.txt"] = rules("User-agent: *", "Disallow: /there")
    with pytest.raises(RobotsForbid, match=r"other\.example"):
        await web.get(HOME, robots=True)
    assert "/there" not in site.paths


async def test_a_crawl_delay_is_kept(page, clock):
    await page(rules("User-agent: *", "Crawl-delay: 4"))
    assert clock.waits == [4.0]


@pytest.mark.parametrize("delay", ["-1", "nan", "inf", "soon"])
async def test_a_senseless_crawl_delay_is_passed_over(page, clock, delay):
    await page(rules("User-agent: *", f"Crawl-delay: {delay}"))
    assert clock.waits == []


async def test_a_crawl_delay_longer_than_an_audit_forbids(site, page):
    with pytest.raises(RobotsForbid, match="wait 120 seconds"):
        await page(rules("User-agent: *", "Crawl-delay: 120"))
    assert site.paths == ["/robots.txt"]


async def test_no_more_of_the_rules_is_read_than_the_limit(site, going_out):
    padding = "# " + "x" * 60_000 + "\n"
    for path in ("/first", "/last"):
        site.routes[path] = text("ok")
    site.routes["/robots.txt"] = rules("User-agent: *", "Disallow: /first", padding * 10, "Disallow: /last")
    async with going_out() as client:
        web = client.web("test", pace=0)
        assert (await web.get(HOME + "last", robots=True)).text == "ok"
        with pytest.raises(RobotsForbid):
            await web.get(HOME + "first", robots=True)


SPELLINGS = ("User-agent: x", "useragent y", "User agent: footprint/", "\u00a0user\tagent z")


@pytest.mark.parametrize(
    "agents",
    [
        [f"{word}{n}" for n in range(4000) for word in SPELLINGS],
        ["\u2028".join(f"User-agent: x{n}" for n in range(10_000)), "User-agent: *"],
        [*["\n"] * 200_000, "User-agent: *"],
        ["User-agent: *", "Disallow: /" + "*a" * 50_000],
    ],
)
async def test_rules_made_to_keep_programs_busy_are_read_in_a_moment(page, agents):
    started = time.process_time()
    with pytest.raises(RobotsForbid):
        await page(rules(*agents, "Disallow: /", *(f"Disallow: /{n}*a*b*c" for n in range(10_000))))
    assert time.process_time() - started < 15


async def test_a_blocked_page_is_blocked_whatever_the_rules(site, web):
    site.routes["/"] = Reply(403)
    with pytest.raises(Blocked):
        await web.get(HOME, robots=True)

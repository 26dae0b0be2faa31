from __future__ import annotations

import ssl
from contextlib import asynccontextmanager

import pytest

from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.limits import Limits
from footprint.web.pace import Clock
from tests.web.sites import Site

HOSTS = ("council.example", "www.council.example", "other.example", "news.example")

NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Reading the usual ones takes longer than most tests."""

QUICK = {"connect": 0.5, "read": 0.2, "write": 0.5, "deadline": 0.5, "backoff": 0.0, "backoff_most": 0.0}


class FakeClock(Clock):
    """Time that only passes by waiting."""

    def __init__(self):
        self.time = 1000.0
        self.waits = []

    def now(self):
        return self.time

    async def sleep(self, seconds):
        self.waits.append(seconds)
        self.time += seconds


@pytest.fixture
async def site():
    running = await Site().start()
    yield running
    await running.stop()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def going_out(site, clock):
    """Makes a client whose hosts all lead to the site on this computer."""

    @asynccontextmanager
    async def make(hosts=HOSTS, resolver=None, **limits):
        resolver = resolver or Resolver(dict.fromkeys(hosts, ("127.0.0.1", site.port)))
        bounds = Limits(**{**QUICK, **limits})
        async with Client(resolver, limits=bounds, clock=clock, certificates=NO_CERTIFICATES) as client:
            yield client

    return make


@pytest.fixture
async def client(going_out):
    async with going_out() as running:
        yield running


@pytest.fixture
def web(client):
    return client.web("test", pace=0.0)

import os
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from footprint import pipeline
from footprint.gather import Task
from footprint.model import Identifier, Kind, SourceSettings
from footprint.remedies import library
from footprint.sources import all_sources
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from tests.examples import SUBJECT


def pytest_collection_modifyitems(items):
    """Without the servers these tests are left out; `make test-servers` says where they are installed."""
    if not os.environ.get("FOOTPRINT_TEST_SERVERS"):
        for item in items:
            if "servers" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="`make test-servers` runs these"))


@pytest.fixture
def audit():
    """A whole audit of some sources, at servers of this computer: (source → (host, port, path), more facts)."""

    def run(servers, *facts, known=()):
        subject = replace(
            SUBJECT,
            identifiers=(*SUBJECT.identifiers, *facts),
            sources=tuple(
                SourceSettings(name, address=f"http://{host}{path}") for name, (host, _, path) in servers.items()
            ),
        )
        hosts = {host: ("127.0.0.1", port) for host, port, _ in servers.values()}

        @asynccontextmanager
        async def client():
            async with Client(Resolver(hosts, only=True)) as going_out:
                yield going_out

        task = Task(
            subject=subject,
            folders=(),
            key=lambda _: "",
            client=client,
            remedies=library.load(),
            known=known,
            sources=tuple(source for source in all_sources() if source.name in servers),
        )
        return pipeline.audit(task, lambda _: None)

    return run


@pytest.fixture
def handle():
    return lambda value, service: Identifier(Kind.HANDLE, value, label=service)

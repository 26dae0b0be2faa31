from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess

import pytest

from footprint.errors import AddressRefused, Offline, TimedOut
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.limits import Limits
from tests.web.conftest import QUICK
from tests.web.sites import Site, redirect, text

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(not OPENSSL, reason="openssl makes the certificates for these tests")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for council.example that nobody but these tests believes."""
    folder = tmp_path_factory.mktemp("certificates")
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=council.example"
    names = "subjectAltName=DNS:council.example"
    files = ["-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([OPENSSL, *options.split(), "-addext", names, *files], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
async def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    running = await Site().start(context)
    running.routes["/"] = text("ok")
    yield running
    await running.stop()


@pytest.fixture
def trusting(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certificate / "certificate.pem")
    return context


def go(port, context=None, **limits):
    replaced = dict.fromkeys(("council.example", "other.example"), ("127.0.0.1", port))
    return Client(Resolver(replaced), limits=Limits(**{**QUICK, **limits}), certificates=context)


async def test_a_certificate_is_checked_against_the_name_though_the_connection_goes_to_an_address(secure, trusting):
    async with go(secure.port, trusting) as client:
        web = client.web("test", pace=0)
        assert (await web.get("https://council.example/")).text == "ok"
        with pytest.raises(AddressRefused, match=r"other\.example could not prove"):
            await web.get("https://other.example/")
        assert [line.host for line in client.ledger.lines] == ["council.example"]


async def test_a_certificate_that_nobody_signed_is_refused_and_nothing_is_sent(secure):
    async with go(secure.port) as client:
        with pytest.raises(AddressRefused, match="could not prove") as caught:
            await client.web("test", pace=0).get("https://council.example/", secret_headers={"X-K": "k-1234567"})
        assert caught.value.__context__ is None
        assert client.ledger.lines == ()
    assert secure.asked == []


@pytest.mark.parametrize(("greeting", "kind"), [(b"HTTP/1.1 400 What?\r\n\r\n", Offline), (b"", TimedOut)])
async def test_a_host_that_speaks_no_encryption_is_a_reason(trusting, greeting, kind):
    async def greet(reader, writer):
        writer.write(greeting)
        await reader.read()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server, go(server.sockets[0].getsockname()[1], trusting, connect=0.1) as client:
        with pytest.raises(kind, match=r"council\.example"):
            await client.web("test", pace=0).get("https://council.example/")
        assert client.ledger.lines == ()


async def test_with_a_key_no_redirect_leads_out_of_encryption(secure, trusting):
    secure.routes["/"] = redirect("http://council.example/open")
    async with go(secure.port, trusting) as client:
        with pytest.raises(AddressRefused, match="without encryption"):
            await client.web("test", pace=0).get("https://council.example/", secret_headers={"X-K": "k-1234567"})
    assert len(secure.asked) == 1

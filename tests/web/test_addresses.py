from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import AddressRefused, Offline
from footprint.web.addresses import Resolver, is_public
from footprint.web.client import Client
from footprint.web.limits import Limits
from tests.web.conftest import NO_CERTIFICATES
from tests.web.sites import redirect, text

PUBLIC = "93.184.215.14"
PUBLIC_6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

PRIVATE = [
    "0.0.0.0",  # noqa: S104  an address to refuse, not to listen on
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:c0a8:101:0:0:3f57:fefe",
    "2002:c0a8:101::c0a8:101",
    "2a00:1450::5efe:a00:1",
    "2a00:1450::200:5efe:c0a8:101",
    "3fff::1",
    "4000::1",
    "::ffff:0:7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::10.0.0.1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
]


def says(*addresses):
    """A name service that always answers so."""

    async def lookup(host, port):
        return list(addresses)

    return lookup


@pytest.mark.parametrize("address", PRIVATE)
async def test_private_addresses_are_refused_given_or_looked_up(address):
    with pytest.raises(AddressRefused, match="never asks"):
        await Resolver().resolve(address, 80)
    with pytest.raises(AddressRefused, match="never asks"):
        await Resolver(lookup=says(address)).resolve("council.example", 80)
    with pytest.raises(AddressRefused, match="never asks"):
        await Resolver(lookup=says(PUBLIC, address)).resolve("council.example", 80)


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6, "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"])
async def test_public_addresses_are_taken(address):
    assert await Resolver().resolve(address, 443) == ((str(ip_address(address)), 443),)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_as_public_as_by_itself(inner):
    number = int(inner)
    wrapped = (
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
    )
    assert {is_public(address) for address in wrapped} == {is_public(inner)}


@given(st.ip_addresses())
def test_nothing_local_is_public(address):
    local = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    embedded = isinstance(address, IPv6Address) and (address.ipv4_mapped or address.sixtofour)
    assert not (is_public(address) and local and not embedded)


def test_the_metadata_services_are_not_public():
    assert not is_public(IPv4Address("169.254.169.254"))
    assert not is_public(IPv6Address("fd00:ec2::254"))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "vault.internal",
        "router.home.arpa",
        "nas.lan",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0x",
        "017700000001",
        "127.1",
        "1.2.3.4.5",
        "999.1.1.1",
        "council.example.1",
        "",
        ".",
    ],
)
async def test_names_for_home_and_numbers_in_disguise_are_refused_without_asking(host):
    async def never(host, port):
        pytest.fail("the name service was asked")

    with pytest.raises(AddressRefused):
        await Resolver(lookup=never).resolve(host, 80)


async def test_a_name_is_looked_up_once_so_it_cannot_change_its_mind():
    answers = [[PUBLIC], ["127.0.0.1"]]

    async def rebinding(host, port):
        return answers.pop(0)

    resolver = Resolver(lookup=rebinding)
    assert await resolver.resolve("council.example", 80) == ((PUBLIC, 80),)
    assert await resolver.resolve("COUNCIL.example.", 443) == ((PUBLIC, 443),)
    assert answers == [["127.0.0.1"]]


async def test_one_address_of_each_family_is_taken_the_best_first():
    resolver = Resolver(lookup=says(PUBLIC_6, PUBLIC, "8.8.8.8", "2606:4700:4700::1111"))
    assert await resolver.resolve("council.example", 80) == ((PUBLIC_6, 80), (PUBLIC, 80))


@pytest.mark.parametrize("failure", [socket.gaierror(-2, "unknown"), OSError("no network"), UnicodeError("too long")])
async def test_a_name_service_that_fails_is_offline(failure):
    async def failing(host, port):
        raise failure

    with pytest.raises(Offline, match="could not be found") as caught:
        await Resolver(lookup=failing).resolve("council.example", 80)
    assert caught.value.__context__ is None


async def test_a_name_without_addresses_is_offline():
    with pytest.raises(Offline):
        await Resolver(lookup=says()).resolve("council.example", 80)


async def test_replaced_hosts_lead_where_they_are_told_and_only_they():
    resolver = Resolver({"Council.example": ("127.0.0.1", 8001)}, lookup=says(PUBLIC))
    assert await resolver.resolve("council.EXAMPLE.", 80) == (("127.0.0.1", 8001),)
    assert await resolver.resolve("other.example", 80) == ((PUBLIC, 80),)
    with pytest.raises(AddressRefused):
        await resolver.resolve("127.0.0.1", 8001)


async def test_with_only_nothing_else_is_asked():
    async def never(host, port):
        pytest.fail("the name service was asked")

    resolver = Resolver({"council.example": ("127.0.0.1", 8001)}, only=True, lookup=never)
    assert await resolver.resolve("council.example", 80)
    for host in ("other.example", PUBLIC, "localhost"):
        with pytest.raises(Offline, match="demonstration does not leave this computer"):
            await resolver.resolve(host, 80)


async def test_the_operating_system_is_asked_by_default(monkeypatch):
    async def answer(self, host, port, *, type):  # noqa: A002  the loop's own name for it
        return [(socket.AF_INET, type, 6, "", (PUBLIC, port)), (socket.AF_INET6, type, 6, "", (PUBLIC_6, port, 0, 0))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", answer)
    resolver = Resolver()
    assert await resolver.resolve("council.example", 80) == ((PUBLIC, 80), (PUBLIC_6, 80))
    await resolver.close()


class Two(Resolver):
    """Gives two addresses for every name; nothing listens at the first."""

    def __init__(self, *addresses):
        super().__init__()
        self.addresses = addresses

    async def resolve(self, host, port):
        return self.addresses


async def test_where_one_address_does_not_answer_the_other_is_asked(site, going_out):
    site.routes["/"] = text("ok")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = closed.getsockname()
    async with going_out(resolver=Two(nobody, ("127.0.0.1", site.port))) as client:
        assert (await client.web("test", pace=0).get("http://council.example/")).text == "ok"
    assert site.asked[0].host == "council.example"


async def test_the_real_resolver_keeps_a_client_from_this_computer(site, going_out):
    site.routes["/"] = text("secret of this computer")
    async with going_out(resolver=Resolver(lookup=says("127.0.0.1"))) as client:
        web = client.web("test", pace=0)
        for host in ("127.0.0.1", "[::1]", "localhost", "council.example"):
            with pytest.raises(AddressRefused):
                await web.get(f"http://{host}:{site.port}/")
    assert (site.asked, client.ledger.lines) == ([], ())


@pytest.mark.parametrize("second", ["127.0.0.1", "169.254.169.254", "::1"])
async def test_between_check_and_connection_a_name_cannot_come_to_mean_another_computer(monkeypatch, clock, second):
    meant, connected = iter((PUBLIC, second, second, second)), []

    async def rebinding(host, port):
        return [next(meant)]

    async def connect(self, host, port, *_):
        connected.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    resolver = Resolver(lookup=rebinding)
    async with Client(
        resolver, limits=Limits(misses=9, backoff=0, backoff_most=0), clock=clock, certificates=NO_CERTIFICATES
    ) as client:
        web = client.web("test", pace=0)
        for page in ("a", "b"):
            with pytest.raises(Offline):
                await web.get(f"http://council.example/{page}")
    assert set(connected) == {PUBLIC}
    assert len(connected) == 6


async def test_each_host_of_a_chain_is_checked_before_it_is_connected_to(site, going_out, monkeypatch):
    async def lookup(host, port):
        return ["10.0.0.1" if host == "inside.example" else "127.0.0.1"]

    connected, real = [], httpcore.AnyIOBackend.connect_tcp

    async def connect(self, host, port, *rest):
        connected.append((host, port))
        return await real(self, host, port, *rest)

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    site.routes["/"] = redirect("http://inside.example/admin")
    resolver = Resolver({"council.example": ("127.0.0.1", site.port)}, lookup=lookup)
    async with going_out(resolver=resolver) as client:
        with pytest.raises(AddressRefused, match="inside"):
            await client.web("test", pace=0).get("http://council.example/")
    assert connected == [("127.0.0.1", site.port)]

"""Which computer a name stands for, and whether it may be asked at all.

A name is looked up once in a run. Every address it stands for must lie in the public internet, and the connection
goes to an address that was checked, so a name cannot mean one computer when it is checked and another when asked.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from footprint.errors import AddressRefused, Offline
from footprint.web.once import Once

Address = tuple[str, int]
"""A numeric address and a port."""

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""The numeric addresses of a name, the best first."""

_AT_HOME = ("localhost", "local", "internal", "home.arpa", "lan", "home", "corp", "intranet")
"""Endings of names that only mean something inside a computer or a network."""

_NEVER = tuple(
    ip_network(network)
    for network in (
        "100.64.0.0/10",  # between a provider and its customers
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays, withdrawn
        "64:ff9b:1::/48",  # translation to IPv4 inside a network
        "2001::/23",  # protocol assignments, Teredo among them
        "3fff::/20",  # documentation
        "fec0::/10",  # site-local, withdrawn
    )
)
"""Not public, though some versions of `ipaddress` take them for it."""

_SIX_TO_FOUR = IPv6Network("2002::/16")
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_TUNNELLED = frozenset((0x5EFE, 0x0200_5EFE))
"""What stands before the IPv4 address in the lower half of an address that leads through a tunnel (ISATAP)."""
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.IGNORECASE)


class Resolver:
    """Looks names up, each once.

    Args:
        replaced: hosts that are connected to the given address and port instead, unchecked. For the demonstration,
            which serves its own hosts on this computer; nothing else lifts the refusal.
        only: refuse every host that is not replaced.
        lookup: asks the name service; the operating system's by default.
    """

    def __init__(
        self, replaced: Mapping[str, Address] | None = None, *, only: bool = False, lookup: Lookup | None = None
    ) -> None:
        self._replaced = {_plain(host): address for host, address in (replaced or {}).items()}
        self._only = only
        self._lookup = lookup or _system
        self._known: Once[str, tuple[str, ...]] = Once()

    async def resolve(self, host: str, port: int) -> tuple[Address, ...]:
        """The checked addresses of a host, at most one of each family, the best first.

        Raises:
            AddressRefused: it stands for an address that is never asked.
            Offline: there is no such name, or no name service.
        """
        name = _plain(host)
        if name in self._replaced:
            return (self._replaced[name],)
        if self._only:
            raise Offline(f"This demonstration does not leave this computer, so {name} was not asked.")
        addresses = await self._known.get(name, lambda: self._checked(name, port))
        return tuple((address, port) for address in addresses)

    async def close(self) -> None:
        """Wait for no answer any more."""
        await self._known.close()

    async def _checked(self, name: str, port: int) -> tuple[str, ...]:
        literal = _literal(name)
        if not literal and _means_home(name):
            raise _refusal(name)
        try:
            found = [name] if literal else await self._lookup(name, port)
        except (OSError, UnicodeError):
            # What the operating system says differs from one to the next, and tells a layperson nothing.
            found = []
        if not found:
            raise Offline(f"{name} could not be found: there is no such site, or this computer is offline.")
        addresses = [address for address in map(_literal, found) if address and is_public(address)]
        if len(addresses) < len(found):
            raise _refusal(name)
        first_of_each: dict[int, str] = {}
        for address in addresses:
            first_of_each.setdefault(address.version, str(address))
        return tuple(first_of_each.values())


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address lies in the public internet, and the IPv4 address inside it as well, where there is one."""
    if isinstance(address, IPv6Address) and (inner := _embedded(address)) is not None:
        return is_public(inner)
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _SIX_TO_FOUR:
        return address.sixtofour
    if address in _NAT64 or address in _COMPATIBLE or (int(address) >> 32) & 0xFFFF_FFFF in _TUNNELLED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def _plain(host: str) -> str:
    return host.lower().strip("[]").rstrip(".")


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _means_home(name: str) -> bool:
    """A name for this computer or its network, or a number that some systems read as an address: 2130706433, 0x7f.1."""
    last = name.rpartition(".")[2]
    return not name or _NUMBER.fullmatch(last) is not None or any(f".{name}".endswith(f".{end}") for end in _AT_HOME)


def _refusal(name: str) -> AddressRefused:
    return AddressRefused(f"{name} leads into this computer or a private network, which Footprint never asks.")


async def _system(host: str, port: int) -> list[str]:
    """Asks the operating system, in a thread of its own."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]

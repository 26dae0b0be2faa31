"""The program itself, to whom every host is on this computer: `python -m tests.wired PLAIN SECURE ARGUMENTS`.

PLAIN and SECURE are the ports that stand for all hosts' http and https. Nothing else differs from the real command,
but that the certificate of that one server is not held against the hosts' names.
"""

from __future__ import annotations

import ssl
import sys

from footprint.__main__ import main
from footprint.cli import audits
from footprint.web.addresses import Address, Resolver
from footprint.web.client import Client
from footprint.web.pace import Clock

HTTPS = 443


class Everywhere(Resolver):
    """Every name leads to two ports of this computer."""

    def __init__(self, plain: int, secure: int) -> None:
        super().__init__()
        self.plain, self.secure = plain, secure

    async def resolve(self, host: str, port: int) -> tuple[Address, ...]:
        return (("127.0.0.1", self.secure if port == HTTPS else self.plain),)


class Impatient(Clock):
    """Waits for nobody: the hosts are ours."""

    async def sleep(self, seconds: float) -> None:
        """Not at all."""


def unchecked() -> ssl.SSLContext:
    """Believes whatever it is shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


if __name__ == "__main__":
    _, plain, secure, *arguments = sys.argv
    sys.argv = ["footprint", *arguments]
    audits.Client = lambda: Client(Everywhere(int(plain), int(secure)), clock=Impatient(), certificates=unchecked())  # type: ignore[misc,assignment]
    main()

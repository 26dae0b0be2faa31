"""Going out politely: everything that leaves this computer leaves through one client.

`Web` is what a source is given. It keeps a pace per host, asks robots.txt where told to, refuses addresses that no
audit should ask, stops at caps, tries again where that is polite, and writes every request into the ledger.
Everything that goes wrong is raised as a `CouldNotCheck`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)

MEGABYTE = 1_000_000
PAGE_CAP = 5 * MEGABYTE
PAGE_PACE = 1.0
"""Seconds between two pages of one host. A service's own limits are for its programming interface."""
PHOTO_CAP = 40 * MEGABYTE
PDF = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]{0,64}%PDF-", re.IGNORECASE)
"""How every PDF begins, wherever it lies and whatever it is called."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered.

    Attributes:
        url: the address that answered in the end, after redirects, without any key.
        status: 200 to 299, or 404 or 410 where the caller said that a missing page is an answer.
        media_type: in lower case without parameters ("text/html"), or "".
        charset: as the headers name it, where it is one that the web knows, or "".
        body: decoded bytes, no more than the cap.
    """

    url: str
    status: int
    media_type: str
    charset: str
    body: bytes

    @property
    def missing(self) -> bool:
        """There is nothing at this address."""
        return self.status in (404, 410)

    @property
    def text(self) -> str:
        """The body as text, by the named charset, else UTF-8; what cannot be decoded becomes U+FFFD."""
        try:
            return self.body.decode(self.charset or "utf-8", errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")


class Web(Protocol):
    """What a source is given to go out with; bound to that source's name, pace and key."""

    @property
    def key(self) -> str:
        """The source's key, or "". It is only ever put into `secret_headers` or `secret_params`."""

    async def get(
        self,
        url: str,
        *,
        sends: tuple[str, ...] = (),
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        secret_headers: Mapping[str, str] | None = None,
        secret_params: Mapping[str, str] | None = None,
        robots: bool = False,
        missing_ok: bool = False,
        cap: int = PAGE_CAP,
        pdf: int = 0,
        cut: bool = False,
        patience: float = 0.0,
    ) -> Answer:
        """Ask for one address.

        Args:
            url: http or https.
            sends: the person's declared strings that stand in it, for the ledger.
            params: added to the address, and shown in the ledger.
            headers: shown nowhere, so never put the person's strings there.
            secret_headers: sent only to the first host, never after a redirect to another.
            secret_params: added to the address that is asked and shown nowhere.
            robots: ask robots.txt first. True for every page; False only for a documented programming interface.
            missing_ok: 404 and 410 are an answer, not an error.
            cap: at most this many bytes, before and after decompression.
            pdf: the same where it turns out to be a PDF, if that is more.
            cut: of a larger answer the first `cap` bytes are enough.
            patience: seconds for each request, from its connection to its last byte; 0 leaves it at the usual bound.

        Raises:
            CouldNotCheck: one of its kinds; see `errors`.
        """

    async def json(self, url: str, model: type[Model], **options: Any) -> Model:  # noqa: ANN401  the options of `get`
        """Ask for JSON of a known shape. Anything else raises `Unexpected`. Options are those of `get`."""

    def parse(self, answer: Answer, model: type[Model]) -> Model:
        """Read an answer as JSON of a known shape. Anything else raises `Unexpected`."""

"""User names: which sites know a name, told only by evidence.

`Site` says how one site is asked; `definitions` reads them, `made_up` makes names that cannot exist, `looks` says what
an answer shows, and `verdict` holds the answer for a name against those for the made-up names: *found* only with
evidence of presence, *absent* only with evidence of absence, else *unknown* with its cause.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit

import regex
from pydantic import BaseModel, ConfigDict, Field

NAME = "{name}"
"""Stands for the user name in addresses and markers."""
EXACTLY = "="
"""A marker that begins so is the whole answer, not a part of it."""

_USUAL = regex.compile(r"(?=[^\W_])[\w.@+~-]{1,64}")
_LABEL = regex.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", regex.IGNORECASE)
_LONGEST_RULE = 1_000
_MOMENT = 0.02
"""Seconds for one rule on one name: a rule comes from a file, and some never end."""

Marker = Annotated[str, Field(min_length=1, max_length=2_000)]
Address = Annotated[str, Field(max_length=2_000)]


class Site(BaseModel):
    """How one site is asked whether it knows a name.

    Attributes:
        name: what people call it.
        url: where a person looks at the account; `{name}` stands for the user name.
        probe: what is asked instead; "" is `url`.
        headers: sent with it; no cookie, and nothing that pretends to be a browser.
        documented: `probe` is a documented programming interface, so robots.txt is not asked.
        allows: a pattern found in every name that the site gives out; "" allows all usual ones.
        present: texts of which one stands in the answer only where there is an account.
        absent: texts of which one stands there only where there is none.
        missing: statuses of an answer that say that there is none.
        elsewhere: where there is none, the site leads to another address.
        unasked: why it cannot be asked; "" where it can.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=100)]
    url: Address
    probe: Address = ""
    headers: dict[str, str] = {}
    documented: bool = False
    allows: Annotated[str, Field(max_length=_LONGEST_RULE)] = ""
    present: tuple[Marker, ...] = ()
    absent: tuple[Marker, ...] = ()
    missing: tuple[int, ...] = ()
    elsewhere: bool = False
    unasked: str = ""

    @property
    def asked(self) -> str:
        """The address that is asked, as a template."""
        return self.probe or self.url

    @property
    def host(self) -> str:
        """The host that is asked, as a template, in lower case and without "www."."""
        return (urlsplit(self.asked).hostname or "").removeprefix("www.")

    def fits(self, name: str) -> bool:
        """Whether the site could have given out such a name."""
        in_host = NAME in self.host
        usual = _USUAL.fullmatch(name) and (not in_host or _LABEL.fullmatch(name))
        return bool(usual) and allowed(self.allows, name)

    def ask_for(self, name: str) -> str:
        """The address that is asked for a name."""
        return filled(self.asked, name)

    def look_at(self, name: str) -> str:
        """The address at which a person looks at the account."""
        return filled(self.url, name)


def filled(template: str, name: str) -> str:
    """An address with a name in it, whatever the name holds."""
    return template.replace(NAME, quote(name, safe=""))


def allowed(rule: str, name: str) -> bool:
    """Whether a site's rule fits a name. A rule that is broken, or takes too long, fits none."""
    if not rule:
        return True
    try:
        return bool(regex.search(rule, name, timeout=_MOMENT, concurrent=False))
    except (regex.error, TimeoutError, RecursionError, OverflowError, MemoryError, ValueError):
        return False


def sound(template: str) -> bool:
    """Whether an address can be asked for a name: http or https, and the name is a part of what is sent."""
    try:
        parts = urlsplit(template)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    sent = template.partition("#")[0]
    label = NAME in host
    good_host = host.replace(NAME, "x") and (not label or host.startswith(f"{NAME}."))
    plain = not parts.username and not parts.password and port != 0 and "\\" not in template
    printable = template.isprintable() and " " not in template
    return bool(parts.scheme in ("http", "https") and good_host and plain and printable and NAME in sent)

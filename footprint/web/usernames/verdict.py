"""Found, absent or unknown: the answer for a name, held against those for names that cannot exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from footprint.errors import CouldNotCheck, Unexpected
from footprint.web.usernames import Site
from footprint.web.usernames.looks import Look, speaks_of_an_error


class Verdict(StrEnum):
    """Whether there is an account of that name."""

    FOUND = "found"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict; for an unknown one with its cause, for one that was found with the evidence."""

    verdict: Verdict
    problem: CouldNotCheck | None = None
    evidence: str = ""


UNRELIABLE = "The site is unreliable today: it also seems to know a made-up user name, so what it says was not counted."
UNSHOWN = "The site answers, but shows neither that there is such an account nor that there is none."


def stops(site: Site, made_up: Look) -> Told | None:
    """Why a site need not be asked further after its answer for a made-up name; None where it may tell something."""
    if made_up.found:
        return _unknown(UNRELIABLE)
    if made_up.state == "closed" and not (site.elsewhere and not made_up.stayed):
        return Told(Verdict.UNKNOWN, made_up.problem)
    return None


def tell(site: Site, named: Look, made_up: Sequence[Look]) -> Told:
    """The verdict on a name.

    Args:
        site: how it was asked.
        named: the answer for the name.
        made_up: the answers for names that cannot exist, two of them.
    """
    if stopped := next(filter(None, (stops(site, one) for one in made_up)), None):
        return stopped
    if named.state == "absent" or _says_so_itself(named, made_up) or _led_away_like(site, named, made_up):
        return Told(Verdict.ABSENT)
    if named.state == "closed":
        return Told(Verdict.UNKNOWN, named.problem)
    evidence = _presence(site, named, made_up)
    if evidence:
        return Told(Verdict.FOUND, evidence=evidence)
    return _unknown(UNSHOWN)


def _presence(site: Site, named: Look, made_up: Sequence[Look]) -> str:
    """The evidence that there is an account; "" where there is none."""
    if site.present:
        return "it shows what it shows only for an account" if named.marked else ""
    if named.sorry:
        return ""
    if frozenset.intersection(*(named.names_unlike(one) for one in made_up)):
        return "it names the account"
    if not named.stayed or not all(_is_gone(site, one) for one in made_up):
        return ""
    by_status = bool(site.missing) and not site.absent
    if by_status or site.elsewhere:
        return "it answers otherwise than for names that cannot exist"
    data = named.data is not None and not speaks_of_an_error(named)
    return "its data differ from those for names that cannot exist" if data else ""


def _is_gone(site: Site, made_up: Look) -> bool:
    """For a made-up name the site says that there is nothing, in the way that its definition names."""
    return made_up.state == "absent" or (site.elsewhere and not made_up.stayed)


def _says_so_itself(named: Look, made_up: Sequence[Look]) -> bool:
    """A page that says "not found", in the words that it has for made-up names."""
    return bool(named.sorry) and not named.marked and all(one.sorry == named.sorry for one in made_up)


def _led_away_like(site: Site, named: Look, made_up: Sequence[Look]) -> bool:
    """It leads away, to where it leads for made-up names, and that is no sign-in and no check."""
    led = site.elsewhere and named.state == "open" and not named.stayed
    return led and all(not one.stayed and one.where == named.where for one in made_up)


def _unknown(reason: str) -> Told:
    return Told(Verdict.UNKNOWN, Unexpected(reason))

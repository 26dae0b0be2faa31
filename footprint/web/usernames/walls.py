"""Doors that are closed to programs, though the status says that all is well.

A page behind which anything may lie tells nothing of an account: it is neither found nor absent. The texts are those
that the makers of such doors write into them.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from footprint.errors import Blocked, CouldNotCheck, Throttled

_MACHINE = (
    "_cf_chl_opt",
    "challenge-error-text",
    "cf-error-details",
    "challenge-running",
    "AwsWafIntegration",
    "awsWafCookieDomainList",
    "perimeterxIdentifiers",
    "px-captcha",
    "captcha-delivery.com",
    "Incapsula incident ID",
    "_Incapsula_Resource",
    "ddos-guard/js-challenge",
    "sucuri.net/privacy-policy",
    "distil_r_captcha",
    "/_sec/cp_challenge/",
    "kpsdk",
)
"""Cloudflare, AWS WAF, HUMAN, DataDome, Imperva, DDoS-Guard, Sucuri, Akamai, Kasada."""

_CHECK = re.compile(
    r"just a moment|attention required|access denied|access to this page has been denied|are you (?:a )?(?:human|robot)"
    r"|robot check|security check|security verification|verif(?:y|ying) (?:that )?you(?:'re| are)|human verification"
    r"|client challenge|checking your browser|one more step|pardon our interruption|request (?:blocked|denied)"
    r"|captcha|unusual traffic|ddos[- ](?:guard|protection)",
    re.IGNORECASE,
)
_SLOWER = re.compile(r"too many requests|rate[- ]limit|slow down", re.IGNORECASE)
_SIGN_IN = re.compile(r"\W*(?:log|sign)[ -]?in\b|\W*login\b|.{0,40}\W(?:log|sign)[ -]?in\W*\Z", re.IGNORECASE)
_DOOR = re.compile(
    r"log-?in|sign-?in|signup|sign_?(?:in|up)|auth|authwall|oauth2?|sso|checkpoint|consent|captcha|challenge|verify"
    r"|sorry|blocked|denied|cookies?|age-?(?:gate|check|verification)",
    re.IGNORECASE,
)
_SHORT = 400
"""A text of so few letters that speaks of a limit is nothing else; a longer one may only mention it."""


def closed(text: str, title: str, host: str, *, missing: bool) -> CouldNotCheck | None:
    """Why a page tells nothing; None where it is no such door.

    Args:
        text: the whole answer.
        title: one line.
        host: for the message.
        missing: its status says that there is nothing; then a sign-in in its title is only an offer.
    """
    if any(mark in text for mark in _MACHINE) or _CHECK.search(title):
        return Blocked(f"{host} wants to see first that no program asks. Open the page in your browser instead.")
    if _SLOWER.search(title) or (len(text) < _SHORT and _SLOWER.search(text)):
        return Throttled(f"{host} asked us to slow down. Try again later.")
    if not missing and _SIGN_IN.match(title):
        return _signed_out(host)
    return None


def leads_to_a_door(url: str, host: str) -> CouldNotCheck | None:
    """Why an address to which a site led us tells nothing: a sign-in, a consent, a check."""
    parts = urlsplit(url)
    steps = [*unquote(parts.path).split("/"), (parts.hostname or "").partition(".")[0]]
    if any(_DOOR.fullmatch(part) for step in steps for part in (step.partition(".")[0], *step.split("_"))):
        return _signed_out(host)
    return None


def _signed_out(host: str) -> Blocked:
    return Blocked(f"{host} shows nothing without a sign-in. Open the page in your browser instead.")

"""The words for everything: plain English for the machine's terms, dates, counts and text from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from footprint.model import Cause, Confidence, Fate, Group, Severity

READ = 5000
LONGEST = 300
"""Of one title, reason or name from outside so many characters are looked at, and so many shown."""

GROUPS = {
    Group.HOME: "Your home",
    Group.PHONE: "Phone and e-mail",
    Group.FAMILY: "Family and birthday",
    Group.ROUTINE: "Routine and whereabouts",
    Group.VEHICLE: "Vehicle",
    Group.PHOTOS: "Photos",
    Group.ACCOUNTS: "Accounts",
    Group.IDENTITY: "Identity and money",
    Group.VIEWS: "Beliefs, politics and health",
}

SEVERITIES = {
    Severity.SERIOUS: "Serious",
    Severity.WORTH_MENDING: "Worth mending",
    Severity.GOOD_TO_KNOW: "Good to know",
}

SEVERITY_MEANS = {
    Severity.SERIOUS: "somebody who means harm could use it to reach you or your family",
    Severity.WORTH_MENDING: "it helps a stranger, most of all together with other details",
    Severity.GOOD_TO_KNOW: "little harm by itself; know that it is there",
}

SHAPES = {Severity.SERIOUS: "●", Severity.WORTH_MENDING: "◐", Severity.GOOD_TO_KNOW: "○"}

CONFIDENCES = {
    Confidence.CERTAIN: "Certain",
    Confidence.LIKELY: "Likely",
    Confidence.POSSIBLE: "Possible",
    Confidence.UNLIKELY: "Unlikely",
}

CONFIDENCE_MEANS = {
    Confidence.CERTAIN: "it stands beside something only you would have",
    Confidence.LIKELY: "several things fit you, and nothing speaks against it",
    Confidence.POSSIBLE: "your name fits, but it may be someone else",
    Confidence.UNLIKELY: "more speaks against it than for it",
}

FATES = {
    Fate.NEW: "New",
    Fate.STILL_THERE: "Still there",
    Fate.CAME_BACK: "Came back",
    Fate.GONE: "Gone",
    Fate.COULD_NOT_CHECK: "Could not check",
}

CHECKLISTS = {
    1: "Search for yourself",
    2: "Your accounts",
    3: "Your phone and camera",
    4: "Registers and records",
}
"""The headings of what only the person can check, by the hundreds of a remedy's order."""

BY_HAND = {
    "brave": "https://search.brave.com/search?q=%22{name}%22+{council}",
    "charitycommission": "https://register-of-charities.charitycommission.gov.uk/charity-search",
    "companieshouse": "https://find-and-update.company-information.service.gov.uk/search/officers?q={name}",
    "democracyclub": "https://candidates.democracyclub.org.uk/search?q={name}",
    "electoralcommission": (
        "https://search.electoralcommission.org.uk/?currentPage=1&rows=10&query={name}&sort=AcceptedDate&order=desc&tab=1"
    ),
    "gazette": "https://www.thegazette.co.uk/all-notices/notice?text=%22{name}%22",
    "gdelt": "https://news.google.com/search?q=%22{name}%22",
    "mojeek": "https://www.mojeek.com/search?q=%22{name}%22",
    "planit": "https://www.planit.org.uk/",
    "searxng": "https://duckduckgo.com/?q=%22{name}%22+{council}",
}
"""Where a person may look by hand for what a source could not be asked; {name} and {council} are filled in."""

WHO = {
    "you-change-it": "You change it yourself",
    "you-ask": "You ask, someone else decides",
    "you-opt-out": "You opt out",
    "stays-public-by-law": "Stays public by law",
}

CAUSES = {
    Cause.OFFLINE: "Could not be reached",
    Cause.TIMED_OUT: "Did not answer in time",
    Cause.REFUSED: "Led to an address we do not open",
    Cause.ROBOTS: "Asks programs to stay away",
    Cause.BLOCKED: "Did not let us in",
    Cause.THROTTLED: "Asked us to slow down",
    Cause.NO_KEY: "Needs a key, and there is none",
    Cause.NOT_SET: "Your profile does not say what to look for, or where",
    Cause.SWITCHED_OFF: "Switched off in your profile",
    Cause.SERVICE_FAILED: "Was broken when we asked",
    Cause.UNEXPECTED: "Answered something we could not read",
    Cause.MISSING: "Is not there any more",
    Cause.TOO_LARGE: "Held more than we read",
    Cause.EMPTY: "Holds nothing to look at",
    Cause.UNREADABLE: "Could not be read",
    Cause.PARTLY: "Could be read only in part",
    Cause.WITHHELD: "Was held back",
    Cause.LEFT: "Left for another time",
    Cause.FAULT: "Something went wrong inside Footprint",
}

MENDS = {  # of the other causes, the reason itself says what to do
    Cause.OFFLINE: "Check that you are connected to the internet, then run the check again.",
    Cause.TIMED_OUT: "Run the check again later.",
    Cause.BLOCKED: "Open the page yourself in your browser.",
    Cause.THROTTLED: "Run the check again tomorrow.",
    Cause.SERVICE_FAILED: "Run the check again later.",
    Cause.UNEXPECTED: "Open the page yourself, and run the check again another day.",
    Cause.UNREADABLE: "A picture that opens on your computer all the same may still give a place away.",
}


def printable(text: str) -> str:
    """Text from anywhere without control, direction-changing or half characters: a space stands for each."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)


def plain(text: str, longest: int | None = None) -> str:
    """Text from anywhere, printable, on one line, cut at `longest` characters."""
    text = re.sub(r"\s+", " ", printable(text)).strip()
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def between(first: datetime, last: datetime) -> str:
    """A time of day by this computer's clock, or two: "13:41:07 to 13:41:12"."""
    times = dict.fromkeys(f"{moment.astimezone():%H:%M:%S}" for moment in (first, last))
    return " to ".join(times)


def address(url: str) -> str:
    """An address that a browser may be sent to, or "": http or https, a host, no password, nothing hidden in it."""
    if not url.isprintable() or any(letter.isspace() or letter in '"<>\\^`{|}' for letter in url):
        return ""
    try:
        parts = urlsplit(url)
        reachable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    return url if reachable and "@" not in parts.netloc else ""


def host(url: str) -> str:
    """The host of an address, as a person would say it, or ""."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if address(url) else ""


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1]


def day(when: date) -> str:
    """22 November 2026; a moment is told in this computer's own time."""
    if isinstance(when, datetime):
        when = when.astimezone()
    return f"{when.day} {when:%B %Y}"


def count(number: int, one: str, many: str = "") -> str:
    """1 photo, 2 photos, 1,200 photos."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(parts: Iterable[str]) -> str:
    """a, b and c."""
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def minutes(number: int) -> str:
    """About 15 minutes; about 1 hour 10 minutes."""
    hours, rest = divmod(number, 60)
    parts = ([count(hours, "hour")] if hours else []) + ([count(rest, "minute")] if rest or not hours else [])
    return f"About {' '.join(parts)}"


def capital(text: str) -> str:
    """With a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]

"""Phone numbers, e-mail addresses, sites and handles in running text, in any usual spelling.

Patterns are bounded, so that the time grows with the text only. Everything is said as (start, end) in that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.text.skim import skimmed
from footprint.text.spoken import digits, find_spoken

_BRITISH = 44
_NATIONAL_DIGITS = 10
_GAP = r"[\s()/.\-\u2010-\u2015\u00a0\u200b]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w+])(?:\+\s?44|0044|\(?0(?=\)?[0-9]))(?:{_GAP}[0-9]){{8,13}}(?![0-9]|[.,\u2013-][0-9])"
    rf"|(?<![\w+.])44[127][0-9]{{9}}(?!\w)"
)
_AT = (
    r"(?:\s?[@\uff20]\s?|\s(?:then\s)?(?:the\s)?(?:curly\sa|at[\s-]sign)\s(?:then\s)?|\s{0,2}[\[({<*_-]{1,2}\s?(?:at|@|a)\s?[\])}>*_-]{1,2}\s{0,2}|\s+(?i:at)\s+|\s?&#(?:64"
    r"|x40);\s?)"
)
_DOT = r"(?:\s?\.\s?(?!\s)|\s{0,2}[\[({<*_-]{1,2}\s?(?:dot|\.|d)\s?[\])}>*_-]{1,2}\s{0,2}|\s+(?i:dot)\s+)"
_HIDDEN_AT, _HIDDEN_DOT = (rf"\s{{0,2}}[\[({{<]\s?(?:{sign})\s?[\])}}>]\s{{0,2}}" for sign in ("at|@|a", "dot|\\.|d"))
_SPELT_DOT = r"\sdot\s"
_LOCAL = r"(?<![\w.+'-])[\w+-](?:[\w.+'-]{0,62}[\w+-])?"
_LABEL = r"[^\W_][\w-]{0,62}"
_EMAIL = re.compile(
    rf"{_LOCAL}(?:{_HIDDEN_DOT}[\w+-]{{1,40}}){{0,3}}(?:@|\uff20|{_HIDDEN_AT}){_LABEL}(?:(?:\.|{_HIDDEN_DOT}"
    rf"|{_SPELT_DOT}){_LABEL}){{1,5}}"
    rf"|(?<![\w.+'-])[\w+-]{{1,40}}(?:(?:\."
    rf"|{_SPELT_DOT})[\w+-]{{1,40}}){{0,3}}\sat\s{_LABEL}(?:{_SPELT_DOT}{_LABEL}){{1,4}}",
    re.IGNORECASE,
)
_AT_HINTS = ("@", "\uff20", "at)", "at]", "at}", "at>", "at )", "at ]", "(a)", "[a]", " dot ", "(dot", "[dot")
_REACHES = re.compile(r"\+44(?:1|2|7[1-57-9])")
"""Landlines and mobiles: 070 and 076 are neither."""

_PUBLIC_BODIES = re.compile(
    r"(?:\A|\.)(?:gov\.uk|gov\.scot|gov\.wales|llyw\.cymru|parliament\.uk|nhs\.uk|police\.uk)\Z"
)
_ROLES = re.compile(
    r"(?:accounts?|admin|adverts?|advertising|abuse|agents?|bookings?|bugs?|chair|clerk|comms|communications"
    r"|community|complaints"
    r"|contact(?:us)?|customer\w*|democratic\w*|dpo|editor|elections?|enquir\w+|events?|feedback|foi|general|hello|help"
    r"|helpdesk|hi|info\w*|inquir\w+|letters|mail|mailbox|maintainers?|media|membership|news|editorial"
    r"|newsdesk|newsletter|newsroom"
    r"|no-?reply|office"
    r"|planning|post|postmaster|press|privacy|reception|sales|secretary|services?|shop|subscri\w+|support|team|tips"
    r"|treasurer|webmaster|welcome)(?:[._-].*)?",
    re.IGNORECASE,
)


# --- phone numbers ----------------------------------------------------------------------------------------------


_LETTER = re.compile(r"[^\W\d_]|\u20e3")


@lru_cache(maxsize=256)
def normal_phone(number: str) -> str | None:
    """A phone number as "+447700900417"; None for what is none. British where it names no country.

    Ranges set apart for drama count too, so it is the length that is checked, not the list of what is in use.
    Words for digits are read as well: "oh seven seven double oh".
    """
    if _LETTER.search(number):
        number = digits(number)
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return None
    if parsed.country_code == _BRITISH and len(str(parsed.national_number)) != _NATIONAL_DIGITS:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(number: str) -> bool:
    """A British mobile number, in any spelling."""
    return (normal_phone(number) or "").startswith("+447")


def find_phone(text: str, number: str) -> Iterator[Span]:
    """Where one number stands: "+44 7700 900417", "(0)7700-900-417", "07700.900.417"."""
    pattern = _spellings_of_phone(number)
    for found in _in_runs(pattern, text) if pattern else ():
        if not _BOOK.search(text, max(0, found.start() - 12), found.start()):
            yield found.span()
    normal = normal_phone(number)
    yield from (span for span in find_spoken(text) if normal and normal_phone(text[span[0] : span[1]]) == normal)


def find_local_phone(text: str, number: str) -> Iterator[Span]:
    """Where a landline stands without its area code, as neighbours write it: "496 0712", "Wickering 960874"."""
    local = _local(number)
    if local:
        pattern = re.compile(
            rf"(?<![\w+/.-])(?<![0-9][ ])(?<![Nn]o\.[ ]){'[ -]?'.join(local)}(?![\w/-]|[ ][0-9]|\.[0-9])"
        )
        yield from (found.span() for found in pattern.finditer(text))


def _local(number: str) -> str:
    """The number without its area code: eight digits behind 02x, seven behind 011x and 01x1, else six."""
    normal = normal_phone(number) or ""
    if not normal.startswith(("+441", "+442")):
        return ""
    national = normal.removeprefix("+44")
    if national.startswith("2"):
        return national[2:]
    return national[3:] if national[1] == "1" or national[2] == "1" else national[4:]


_RUN = re.compile(rf"[+(]{{0,2}}[0-9](?:{_GAP}[0-9]){{7,40}}[)]?")
_BESIDE = 6


@lru_cache(maxsize=8)
def _runs(text: str) -> tuple[Span, ...]:
    """Where so many digits stand together that a telephone number may be among them."""
    return tuple(found.span() for found in _RUN.finditer(text))


def _in_runs(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    last = 0
    for start, end in _runs(text):
        for found in pattern.finditer(text, max(last, start - _BESIDE), min(len(text), end + _BESIDE)):
            last = found.end()
            yield found


_BOOK = re.compile(r"(?i:isbn|issn)[-:\s0-9]{0,8}\Z")


@lru_cache(maxsize=256)
def _spellings_of_phone(number: str) -> re.Pattern[str] | None:
    normal = normal_phone(number)
    if normal is None:
        return None
    code = str(phonenumbers.parse(normal).country_code)
    country, national = _GAP.join(code), _GAP.join(normal[1 + len(code) :])
    abroad = rf"(?:\+\s?|00)?{country}{_GAP}(?:\(?0\)?{_GAP})?"
    return re.compile(
        rf"(?<![\w+])(?<![A-Za-z]/)(?:{abroad}|\(?0\)?{_GAP})?{national}(?![0-9]|[A-Z]{{0,2}}[/-](?:[A-Z]"
        rf"|[0-9]{{1,4}}(?![0-9 ])))"
    )


def find_phones(text: str) -> Iterator[Span]:
    """Everything with the shape of a British number that somebody may be reached at: no 03, 08 or 09 number."""
    for found in _in_runs(_PHONE, text):
        normal = normal_phone(found[0])
        if normal and _REACHES.match(normal):
            yield found.span()
    for start, end in find_spoken(text):
        if _REACHES.match(normal_phone(text[start:end]) or ""):
            yield start, end


# --- e-mail addresses -------------------------------------------------------------------------------------------


def normal_email(address: str) -> str:
    """In small letters, with "[at]" and "[dot]" undone and without blanks."""
    undone = re.sub(_DOT, ".", re.sub(_AT, "@", address.strip(), flags=re.IGNORECASE), flags=re.IGNORECASE)
    return "".join(undone.split()).lower()


def domain(address: str) -> str:
    """What stands behind the @; empty where there is none."""
    return normal_email(address).rpartition("@")[2] if "@" in normal_email(address) else ""


def find_email(text: str, address: str) -> Iterator[Span]:
    """Where one address stands: "name@mail.example", "name [at] mail [dot] example", "name at mail dot example"."""
    pattern = _spellings_of_email(address)
    return (found.span() for found in pattern.finditer(text)) if pattern else iter(())


@lru_cache(maxsize=256)
def _spellings_of_email(address: str) -> re.Pattern[str] | None:
    local, at, host = normal_email(address).rpartition("@")
    if not (local and at and host):
        return None
    before, after = (_DOT.join(re.escape(part) for part in side.split(".")) for side in (local, host))
    return re.compile(rf"(?<![\w.+'-]){before}(?:\+[\w.-]{{1,30}})?{_AT}{after}(?![\w-]|\.\w)", re.IGNORECASE)


def find_emails(text: str) -> Iterator[Span]:
    """Everything with the shape of an e-mail address."""
    return (found.span() for found in skimmed(_EMAIL, text, _AT_HINTS))


def is_office_email(address: str, subject: Subject) -> bool:
    """Published on purpose, or an address of an office: the council's own domain, a public body, "clerk@…"."""
    normal, host = normal_email(address), domain(address)
    meant = (normal_email(fact.value) for fact in subject.all(Kind.EMAIL) if fact.on_purpose)
    return (
        normal in meant
        or bool(_PUBLIC_BODIES.search(host))
        or any(host == own or host.endswith("." + own) for own in _council_domains(subject))
        or bool(_ROLES.fullmatch(normal.partition("@")[0]))
    )


def _council_domains(subject: Subject) -> Iterator[str]:
    """Domains that are the council's: of its site, without the machine's name, and of its e-mail addresses."""
    for fact in subject.all(Kind.COUNCIL_SITE):
        host = site(fact.value)[0]
        yield host
        if host.count(".") > 1:
            yield host.partition(".")[2]
    yield from (domain(fact.value) for fact in subject.all(Kind.EMAIL) if fact.on_purpose)


# --- sites and handles ------------------------------------------------------------------------------------------


def site(address: str) -> tuple[str, str]:
    """Host (without "www.") and path (without its last slash) of a site. Both empty for what is no address."""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return host.lower().removeprefix("www."), parts.path.rstrip("/")


def is_on_site(url: str, address: str) -> bool:
    """Whether an address lies on a site: the same host, at or below the site's own path."""
    host, path = site(url)
    own_host, own_path = site(address)
    return bool(own_host) and host == own_host and f"{path}/".startswith(f"{own_path}/")


def find_site(text: str, address: str) -> Iterator[Span]:
    """Where a site is named, with or without "https://www."."""
    host, path = site(address)
    if not host:
        return iter(())
    named = re.compile(rf"(?<![\w.@-]){_WWW}{re.escape(host + path)}(?![\w-]|\.\w)", re.IGNORECASE)
    return (found.span() for found in named.finditer(text))


_WWW = r"(?:https?://)?(?:www\.)?"


def is_whole_handle(handle: str) -> bool:
    """It names its service too, "ros.bsky.example" or "ros@social.example": nobody has the same on another one."""
    bare = handle.strip().lstrip("@")
    return bare.count(".") > 1 or "@" in bare


def find_handle(text: str, handle: str) -> Iterator[Span]:
    """Where a handle is named as one: with @ or at the end of an address; one that names its service by itself."""
    bare = handle.strip().lstrip("@")
    if not bare:
        return iter(())
    mark = r"(?<![\w.-])@?" if is_whole_handle(bare) else r"(?<=[@/])(?<!\w@)"
    return (found.span() for found in re.finditer(rf"{mark}{re.escape(bare)}(?![\w@-]|\.\w)", text, re.IGNORECASE))

"""The invented councillor, and pieces of an audit about her, for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime

from footprint.model import (
    Audit,
    Confidence,
    Consent,
    Finding,
    Group,
    Identifier,
    Kind,
    Page,
    PastFinding,
    Point,
    SensitivePlace,
    Severity,
    Skipped,
    Subject,
    Where,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

SUBJECT = Subject(
    id="0123456789abcdef",
    consent=Consent("me", date(2026, 11, 1)),
    identifiers=(
        Identifier(Kind.NAME, "Rosalind Quillfeather"),
        Identifier(Kind.NAME, "Ros Quillfeather"),
        Identifier(Kind.COUNCIL, "Thornmere Borough Council"),
        Identifier(Kind.COUNCIL_SITE, "http://democracy.thornmere.example"),
        Identifier(Kind.WARD, "Millpond and Eastgate"),
        Identifier(Kind.PARTY, "The Lantern Party"),
        Identifier(Kind.TOWN, "Thornmere"),
        Identifier(Kind.EMAIL, "rosalind.quillfeather@mail.example"),
        Identifier(Kind.EMAIL, "cllr.r.quillfeather@thornmere.example", on_purpose=True),
        Identifier(Kind.PHONE, "07700 900417"),
        Identifier(Kind.PHONE, "01632 960200", on_purpose=True),
        Identifier(Kind.ADDRESS, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        Identifier(Kind.POSTCODE, "TM4 6QH"),
        Identifier(Kind.BIRTH_DATE, "1974-03-09"),
        Identifier(Kind.FAMILY, "Tobias Quillfeather", label="husband"),
        Identifier(Kind.PLATE, "JZ24 RQF"),
        Identifier(Kind.SITE, "http://www.rosalindquillfeather.example"),
        Identifier(Kind.HANDLE, "rosquill", label="github"),
    ),
    places=(SensitivePlace("home", 200, Point(52.6490, -0.6370)),),
    salt=b"salt",
)


def where(source="brave", url="http://news.example/a", place="news.example"):
    return Where(source, url, place, "A page", NOON)


def finding(about="home address · news.example", detector="home-address", **changes):
    made = Finding(
        detector=detector,
        about=about,
        group=Group.HOME,
        what="Your home address is on news.example",
        value="14 Kingfisher Wharf",
        masked="14 K▮▮▮ W▮▮▮",
        declared=True,
        severity=Severity.SERIOUS,
        confidence=Confidence.CERTAIN,
        reasons=("It is the address in your profile",),
        audience="Anyone on the internet",
        where=(where(),),
    )
    return replace(made, **changes)


def past(found, **changes):
    made = PastFinding(
        found.id, found.detector, found.group, found.what, found.masked, found.severity, found.where, NOON, NOON
    )
    return replace(made, **changes)


def audit(*findings, skipped: tuple[Skipped, ...] = (), **changes):
    made = Audit(
        subject=SUBJECT.name,
        council="Thornmere Borough Council",
        consent=SUBJECT.consent,
        started=NOON,
        finished=NOON,
        version="0",
        findings=findings,
        clear=(),
        skipped=skipped,
        looked=(),
        set_aside=(),
        sent=(),
    )
    return replace(made, **changes)


def page(text, url="http://news.example/a", **changes):
    made = Page(source="brave", url=url, place="news.example", title="A page", seen=NOON, text=text)
    return replace(made, **changes)

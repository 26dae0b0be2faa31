"""The invented councillor in full, and evidence to judge, for the tests of the judges."""

from dataclasses import replace
from datetime import UTC, datetime

from footprint.detectors import all_detectors
from footprint.identity.about import judge
from footprint.model import (
    Account,
    Identifier,
    Kind,
    Page,
    Photo,
    Point,
    Post,
    Reading,
    Record,
    SensitivePlace,
    Sighting,
    Trace,
)
from tests.examples import NOON, SUBJECT

HER = replace(
    SUBJECT,
    identifiers=(
        *SUBJECT.identifiers,
        Identifier(Kind.NAME, "Roz Quillfeather"),
        Identifier(Kind.NAME, "Rosalind Mary Quillfeather"),
        Identifier(Kind.PHONE, "01632 960733"),
        Identifier(Kind.SITE, "http://quillfeather4thornmere.example"),
        Identifier(Kind.HANDLE, "rosquill.bsky.example", label="bluesky"),
        Identifier(Kind.ADDRESS, "Civic Hall, Market Square, Thornmere, TM1 1AA", on_purpose=True),
    ),
    places=(
        SensitivePlace("Home", 200, Point(52.6490, -0.6370)),
        SensitivePlace("Larkfield Primary School", 150, Point(52.6520, -0.6290)),
        SensitivePlace("Mum's care home", 150, Point(52.6440, -0.6460)),
    ),
)
CHILD = replace(HER, identifiers=(*HER.identifiers, Identifier(Kind.FAMILY, "Poppy Quillfeather", label="daughter")))
STRANGER = replace(
    HER,
    identifiers=tuple(
        fact
        for fact in HER.identifiers
        if fact.kind
        not in {Kind.ADDRESS, Kind.POSTCODE, Kind.PHONE, Kind.EMAIL, Kind.PLATE, Kind.BIRTH_DATE, Kind.FAMILY}
        or fact.on_purpose
    ),
)
"""The same person with nothing private declared."""


def page(text, title="", url="http://www.somewhere.example/page", **changes):
    made = Page(source="searxng", url=url, place=url.split("/")[2], title=title, seen=NOON, text=text)
    return replace(made, **changes)


def own_page(text, title="Rosalind Quillfeather", **changes):
    return page(text, title, "http://www.rosalindquillfeather.example/page.html", **changes)


def news(text, title="Thornmere Echo", **changes):
    """A page that is certainly about her."""
    lead = "Cllr Rosalind Quillfeather (Lantern, Millpond and Eastgate) spoke at Thornmere Borough Council.\n\n"
    return page(lead + text, title, "http://news.thornmere-echo.example/story", **changes)


def record(*fields, register="councillor-page", title="Councillor Rosalind Quillfeather: councillor page", **changes):
    url = "http://democracy.thornmere.example/mgUserInfo.aspx?UID=214"
    place = f"{register} on democracy.thornmere.example"
    made = Record(source="moderngov", url=url, place=place, title=title, seen=NOON, register=register, fields=fields)
    return replace(made, **changes)


def post(text, published=NOON, **changes):
    made = Post(
        source="bluesky",
        url="https://bsky.app/profile/rosquill.bsky.example/post/1",
        place="Bluesky posts of @rosquill.bsky.example",
        title="Bluesky post",
        seen=NOON,
        service="Bluesky",
        handle="rosquill.bsky.example",
        declared=True,
        text=text,
        published=published,
    )
    return replace(made, **changes)


def account(
    name="Rosalind Quillfeather", bio="", handle="someone.bsky.example", *, declared=False, links=(), **changes
):
    made = Account(
        source="bluesky",
        url=f"https://bsky.app/profile/{handle}",
        place=f"Bluesky account @{handle}",
        title=f"Bluesky account @{handle}",
        seen=NOON,
        service="Bluesky",
        handle=handle,
        declared=declared,
        name=name,
        bio=bio,
        links=links,
    )
    return replace(made, **changes)


def photo(location=None, *traces, name="IMG_2041.jpg", source="photos", form="JPEG", **changes):
    """A photo in her folder; `traces` are (kind, value)."""
    reading = Reading(
        path=f"/photos/{name}",
        format=form,
        bytes=1000,
        location=location,
        traces=tuple(Trace(kind, "a block", value) for kind, value in traces),
    )
    made = Photo(
        source=source, url=f"/photos/{name}", place="/photos", title=name, seen=NOON, reading=reading, thumbnail=b"jpeg"
    )
    return replace(made, **changes)


def day(text):
    """`2026-03-09` as a date and time."""
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=UTC)


def sighting(evidence, subject=HER):
    return Sighting(evidence, judge(evidence, subject))


def detect(name, evidence, subject=HER):
    """What one detector makes of a piece of evidence, after it was judged."""
    (detector,) = (d for d in all_detectors() if d.name == name)
    return list(detector.detect(sighting(evidence, subject), subject))


def everything(evidence, subject=HER):
    """What all detectors make of it, as (detector, severity)."""
    seen = sighting(evidence, subject)
    return [finding for detector in all_detectors() for finding in detector.detect(seen, subject)]

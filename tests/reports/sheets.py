"""Sheets built by hand about the invented councillor."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PIL import Image

from footprint.detectors import ANYONE, NOBODY_YET
from footprint.model import (
    Album,
    Audit,
    Away,
    Candidate,
    Cause,
    Clear,
    Comparison,
    Confidence,
    Consent,
    Fate,
    Finding,
    Group,
    Looked,
    PastFinding,
    Point,
    Rehearsal,
    Sent,
    SetAside,
    Severity,
    Skipped,
    Telling,
    Trace,
    Visited,
    Where,
    Whereabouts,
)
from footprint.remedies import library
from footprint.reports import Sheet

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BEFORE = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)

ADDRESS = "14 Kingfisher Wharf, Thornmere, TM4 6QH"
MOBILE = "07700 900417"
EMAIL = "rosalind.quillfeather@mail.example"
VALUES = (ADDRESS, MOBILE, EMAIL, "9 March 1974", "Tobias Quillfeather", "JZ24 RQF", "52.6490, -0.6370")


def make_finding(detector="phone", group=Group.PHONE, what="Your mobile number is on a page", **changes) -> Finding:
    """One finding; every field may be given."""
    url = changes.pop("url", "https://news.thornmere.example/ward-news")
    place = Where(
        source=changes.pop("source", "brave"),
        url=url,
        place=changes.pop("place", "news.thornmere.example"),
        title=changes.pop("title", "News from the ward"),
        seen=NOW,
    )
    fields = {
        "about": f"{what} · {place.place} · {place.url}",
        "value": MOBILE,
        "masked": "07▮▮▮ ▮▮▮▮17",
        "declared": True,
        "severity": Severity.WORTH_MENDING,
        "confidence": Confidence.LIKELY,
        "reasons": ("Your full name", "Your council: Thornmere Borough Council"),
        "audience": ANYONE,
        "where": (place,),
    }
    found = Finding(detector=detector, group=group, what=what, **(fields | changes))
    return found if found.remedies else replace(found, remedies=library.fitting(found, library.load()))


def picture(shade: int = 0) -> bytes:
    """A small JPEG without any metadata."""
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((160, 120)).convert("RGB")
    Image.blend(image, Image.new("RGB", image.size, (40 + shade * 7 % 200, 90, 120)), 0.6).save(out, "JPEG", quality=60)
    return out.getvalue()


def photo(number: int, detector: str = "photo-location", **changes) -> Finding:
    """A finding in a photo on this computer."""
    name = changes.pop("title", f"IMG_{2000 + number}.jpg")
    fields = {
        "what": "A photo says where it was taken",
        "url": rf"C:\Users\Ros\Pictures\Wharf\{name}",
        "place": r"C:\Users\Ros\Pictures\Wharf",
        "title": name,
        "source": "photos",
        "value": "52.6490, -0.6370",
        "masked": "52.▮▮▮, -0.▮▮▮",
        "severity": Severity.SERIOUS,
        "confidence": Confidence.CERTAIN,
        "reasons": ("It lies in your photo folder",),
        "audience": NOBODY_YET,
        "thumbnail": picture(number) if number < 24 else b"",
    }
    return make_finding(detector, Group.PHOTOS, **(fields | changes))


def rich_findings() -> tuple[Finding, ...]:
    """A bit of everything."""
    register = {"source": "moderngov", "place": "register of interests on democracy.thornmere.example"}
    register_url = "http://democracy.thornmere.example/mgRofI.aspx?UID=214"
    page = {"source": "moderngov", "place": "councillor page on democracy.thornmere.example"}
    page_url = "http://democracy.thornmere.example/mgUserInfo.aspx?UID=214"
    own = {"source": "ownsites", "place": "www.rosalindquillfeather.example"}
    own_url = "http://www.rosalindquillfeather.example"
    certain = {"confidence": Confidence.CERTAIN, "severity": Severity.SERIOUS}
    return (
        make_finding(
            "home-address",
            Group.HOME,
            "Your home address is on the register of interests",
            value=ADDRESS,
            masked="1▮ K▮▮▮▮▮▮▮▮▮ W▮▮▮▮, Thornmere, TM4 ▮▮▮",
            url=register_url,
            title="Register of interests: Councillor Rosalind Quillfeather",
            registers=("register-of-interests",),
            reasons=("Your council's own register", "It gives your home address exactly"),
            **certain,
            **register,
        ),
        make_finding(
            "home-address",
            Group.HOME,
            "Your home address is on a news page",
            value="14 Kingfisher Wharf",
            masked="1▮ K▮▮▮▮▮▮▮▮▮ W▮▮▮▮",
            title="Planning row at 14 Kingfisher Wharf, says Cllr Quillfeather",
            url="https://news.thornmere.example/2026/14-kingfisher-wharf-row",
            **certain,
        ),
        make_finding(
            "postcode",
            Group.HOME,
            "Your home postcode is on a page about a petition",
            value="TM4 6QH",
            masked="TM4 ▮▮▮",
            url="https://petitions.example/p/TM4%206QH?by=ros",
            place="petitions.example",
            title="Save the millpond",
        ),
        make_finding(
            "phone",
            Group.PHONE,
            "Your mobile number is on your council page",
            url=page_url,
            title="Councillor details: Rosalind Quillfeather",
            registers=("councillor-page",),
            **certain,
            **page,
        ),
        make_finding(what="Your mobile number is on a page of the ward news", source="searxng"),
        make_finding(
            what="A phone number that is not in your profile stands beside your name",
            value=None,
            masked="07700 ▮▮▮ ▮88",
            declared=False,
            confidence=Confidence.POSSIBLE,
            title="Street party: ring 07700 900188",
            url="https://streetparty.example/contact",
            place="streetparty.example",
        ),
        make_finding(
            "email",
            Group.PHONE,
            "Your personal e-mail address is in your GitHub work",
            value=EMAIL,
            masked="r▮▮▮▮▮▮▮▮@mail.example",
            source="github",
            url="https://github.com/rosquill/notes/commit/1",
            place="GitHub commits of rosquill",
            title="A commit in rosquill/notes",
            registers=("commit-emails",),
            severity=Severity.GOOD_TO_KNOW,
        ),
        make_finding(
            "birth-date",
            Group.FAMILY,
            "Your date of birth is on your own website",
            value="9 March 1974",
            masked="▮ M▮▮▮▮ 19▮▮",
            url=f"{own_url}/about",
            title="About me",
            **own,
        ),
        make_finding(
            "family",
            Group.FAMILY,
            "Your husband is named on your own website",
            value="Tobias Quillfeather",
            masked="T▮▮▮▮▮ Q▮▮▮▮▮▮▮▮▮▮",
            url=f"{own_url}/about",
            title="About me",
            **own,
        ),
        make_finding(
            "whereabouts",
            Group.ROUTINE,
            "A post says where you will be on 28 November",
            value="See you at the lantern walk on Friday at six",
            masked="See you at …",
            source="bluesky",
            url="https://bsky.app/profile/rosquill.bsky.example/post/1",
            place="Bluesky",
            title="A post by rosquill.bsky.example",
            **certain,
        ),
        make_finding(
            "routine",
            Group.ROUTINE,
            "A page tells a weekly habit of yours",
            value="swims at the lido every Tuesday at 7",
            masked="s▮▮▮▮▮ at the l▮▮▮ e▮▮▮▮",
        ),
        make_finding(
            "number-plate",
            Group.VEHICLE,
            "Your number plate is on a page about parking",
            value="JZ24 RQF",
            masked="JZ▮▮ ▮▮▮",
            url="https://parking.example/moan",
            place="parking.example",
            title="Parking in Thornmere",
        ),
        *(photo(number) for number in range(30)),
        photo(40, "photo-place", what="A photo was taken near your home", title="garden.jpg", thumbnail=picture(9)),
        make_finding(
            "photo-location",
            Group.PHOTOS,
            "A published photo says where it was taken",
            value="52.6520, -0.6290",
            masked="52.▮▮▮, -0.▮▮▮",
            source="commons",
            url="https://commons.wikimedia.org/wiki/File:Fair.jpg",
            place="Wikimedia Commons",
            title="Fair.jpg",
            thumbnail=picture(3),
        ),
        make_finding(
            "account",
            Group.ACCOUNTS,
            "Your GitHub account shows a name and a place",
            value="rosquill",
            masked="rosquill",
            source="github",
            url="https://github.com/rosquill",
            place="GitHub",
            title="rosquill on GitHub",
            severity=Severity.GOOD_TO_KNOW,
            confidence=Confidence.CERTAIN,
        ),
    )


def make_audit(findings: tuple[Finding, ...] = (), **changes) -> Audit:
    """An audit of these findings; every field may be given."""
    fields = {
        "subject": "Rosalind Quillfeather",
        "council": "Thornmere Borough Council",
        "consent": Consent("me", date(2026, 9, 1)),
        "started": NOW - timedelta(seconds=48),
        "finished": NOW,
        "version": "0.1.0",
        "findings": findings,
        "clear": (),
        "skipped": (),
        "looked": (),
        "set_aside": (),
        "sent": (),
    }
    return Audit(**(fields | changes))


def rich_audit() -> Audit:
    """Every list of it filled."""
    name, council = "Rosalind Quillfeather", "Thornmere Borough Council"
    brave = "https://api.search.brave.com/res/v1/web/search?q=%22Rosalind%20Quillfeather%22"
    return make_audit(
        rich_findings(),
        clear=(Clear("nothing", "your bank details"), Clear("other", "a photo near a school you named")),
        skipped=(
            Skipped("searxng", f"{name}, {council}", Cause.TIMED_OUT, "Nothing came within 20 seconds."),
            Skipped("gravatar", "", Cause.OFFLINE, "The name api.gravatar.com could not be found."),
            Skipped("ownsites", "http://quillfeather4thornmere.example/private", Cause.ROBOTS, "robots.txt says no."),
            Skipped("ownsites", "http://quillfeather4thornmere.example/drafts", Cause.ROBOTS, "robots.txt says no."),
            Skipped("photos", r"C:\Users\Ros\Pictures\broken.jpg", Cause.UNREADABLE, "The file ends too early."),
            *(
                Skipped("photos", rf"C:\Users\Ros\Pictures\film{n}.avi", Cause.UNREADABLE, "This kind is not read.")
                for n in range(20)
            ),
        ),
        looked=(
            Looked("moderngov", "Your council's site (ModernGov)", 3, 3),
            Looked("brave", "Brave Search", 4, 31),
            Looked("bluesky", "Bluesky", 2, 18),
        ),
        set_aside=(
            SetAside(
                "brave",
                "https://potters.example/rosalind",
                "Rosalind Quillfeather, potter, of Port Gannet, 01632 960111",
                ("Another town: Port Gannet", "No council, ward or party named"),
            ),
        ),
        sent=(
            Sent(NOW, "brave", "api.search.brave.com", "GET", brave, (name,), "200"),
            Sent(NOW, "brave", "api.search.brave.com", "GET", brave, (name, council), "200"),
            Sent(NOW, "gravatar", "api.gravatar.com", "GET", "https://api.gravatar.com/v3/profiles/ab", (EMAIL,), "-"),
            Sent(
                NOW, "moderngov", "democracy.thornmere.example", "GET", "http://democracy.thornmere.example/", (), "2"
            ),
        ),
        opened=("http://democracy.thornmere.example/mgRofI.aspx?UID=214",),
        photos_read=312,
        whereabouts=make_whereabouts(),
        album=Album(
            folders=(r"C:\Users\Ros\Pictures",),
            photos=310,
            films=2,
            beside=1,
            broken=1,
            telling=40,
            located=31,
            kinds=(("gps", 31), ("time", 40), ("device", 12)),
            worst=(Telling(r"C:\Users\Ros\Pictures\IMG_2000.jpg", ("gps", "time")),),
            rehearsal=Rehearsal(
                r"C:\Users\Ros\Pictures\IMG_2000.jpg",
                (Trace("gps", "EXIF GPS", "51.123456, -0.987654"), Trace("device", "EXIF Make", "Lanterna")),
                (),
            ),
        ),
    )


def make_whereabouts(**changes) -> Whereabouts:
    """A year of photos in public parks, and a holiday; some are online."""
    folder = Where("photos", r"C:\Users\Ros\Pictures\Wharf\IMG_1.jpg", r"C:\Users\Ros\Pictures\Wharf", "IMG_1.jpg", NOW)
    page = Where("flickr", "https://www.flickr.example/1", "Flickr photos", "Green", NOW)
    first, last = date(2025, 9, 3), date(2026, 8, 20)
    home = Visited(
        "home", "near RG30 2", Point(51.4497, -1.0030), "on 41 different days, 33 of them between 21:00 and 07:00",
        41, 122, 3, first, last, 40, (page, folder),
    )  # fmt: skip
    work = replace(home, role="work", name="near RG1 4", point=Point(51.4573, -0.9650), days=19, photos=19, published=0)
    places = (
        home,
        replace(work, evidence="on 19 different days", home_m=2750, where=(folder,)),
        replace(
            home, role="weekly", name="near RG6 1", point=Point(51.453, -0.9335), days=12, home_m=4850, published=122
        ),
        replace(work, role="overnight", name="near CB1 1", point=Point(52.2062, 0.1262), home_m=114_000),
        replace(work, role="other", name="Lisbon, Portugal", point=Point(38.7144, -9.1606), first=None, last=None),
    )
    week = tuple(tuple((day * hour) % 13 if 9 <= hour < 20 else 0 for hour in range(24)) for day in range(7))
    fields = {
        "positions": 300,
        "published": 125,
        "places": places,
        "places_more": 17,
        "candidates": (
            Candidate(1, home.evidence, 40, rough=False, declared=True),
            Candidate(2, "on 19 different days", 2750, rough=False, declared=False),
        ),
        "clear": True,
        "declared": True,
        "public": True,
        "enough": 14,
        "away": tuple(Away(date(2026, month, 3), date(2026, month, 14), 9) for month in range(1, 9)),
        "week": week,
    }
    return Whereabouts(**(fields | changes))


def make_comparison(audit: Audit, *, first: bool = False) -> Comparison:
    """The audit beside one before it: some new, one back, one gone, one not checked."""
    if first:
        return Comparison({f.id: Fate.NEW for f in audit.findings}, {f.id: NOW for f in audit.findings})
    ids = [f.id for f in audit.findings]
    fates = {id_: Fate.NEW if n % 5 == 0 else Fate.STILL_THERE for n, id_ in enumerate(ids)}
    fates |= {ids[3]: Fate.CAME_BACK} if len(ids) > 3 else {}
    place = Where("brave", "https://club.example/14-kingfisher-wharf", "club.example", "Club results", BEFORE)
    past = (
        PastFinding(
            "a" * 12,
            "phone",
            Group.PHONE,
            "Your mobile number was on a club's page",
            "07▮▮▮ ▮▮▮▮17",
            Severity.SERIOUS,
            (place,),
            LONG_AGO,
            BEFORE,
        ),
        PastFinding(
            "b" * 12,
            "email",
            Group.PHONE,
            "Your e-mail address was on Gravatar",
            "r▮▮▮▮@▮▮▮",
            Severity.GOOD_TO_KNOW,
            (replace(place, source="gravatar", place="Gravatar"),),
            LONG_AGO,
            BEFORE,
        ),
    )
    fates |= {past[0].id: Fate.GONE, past[1].id: Fate.COULD_NOT_CHECK}
    first_seen = {id_: NOW if fate is Fate.NEW else LONG_AGO for id_, fate in fates.items()}
    return Comparison(fates, first_seen, past, BEFORE)


def make_sheet(audit: Audit | None = None, *, first: bool = False, share: bool = False) -> Sheet:
    """A sheet of an audit, the rich one where none is given."""
    audit = audit or rich_audit()
    return Sheet(audit, make_comparison(audit, first=first), library.load(), share=share)


def squeeze(text: str) -> str:
    """Letters and digits only: what a value is however it is set apart."""
    return re.sub(r"[\W_]", "", text).casefold()

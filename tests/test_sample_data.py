from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from pydantic import BaseModel, ConfigDict, Field, model_validator

from footprint import profile, resources
from footprint.demo import SampleWeb, read_host
from footprint.model import Cause, Kind, Point
from footprint.places.distance import metres
from tests import planted

SAMPLE = resources.folder("sample_data")
WEB, PHOTOS, PORTRAIT = SAMPLE / "web", SAMPLE / "photos", SAMPLE / "portrait.jpg"
TEXTS = sorted(p for p in SAMPLE.rglob("*") if p.suffix in {".toml", ".html", ".json", ".xml", ".txt", ".py", ".jpg"})
PICTURED = {"photo-location", "photo-place"}

exiftool = pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Somewhere(Table):
    url: str = ""
    photo: str = ""
    comment: str

    @model_validator(mode="after")
    def _one_place(self):
        assert bool(self.url) != bool(self.photo)
        return self


class Planted(Somewhere):
    look: bool = False
    copy_of: str = Field(default="", alias="copy")
    detector: Literal[
        "home-address",
        "postcode",
        "phone",
        "email",
        "birth-date",
        "family",
        "number-plate",
        "absence",
        "bank-details",
        "opinion",
        "relationship",
        "school-or-care-home",
        "spouse-employer",
        "vehicle",
        "whereabouts",
        "routine",
        "photo-location",
        "photo-place",
        "home-inferable",
        "routine-from-photos",
        "away-from-home",
        "photo-thumbnail",
        "photo-public",
        "photo-plate",
        "photo-address",
        "photo-school",
        "photo-papers",
        "photo-faces",
        "account",
        "breach",
        "impersonation",
    ]
    declared: bool


class CouldNotCheck(Table):
    look: bool = True
    source: str
    what: str
    cause: Cause
    comment: str


class Truth(Table):
    finding: tuple[Planted, ...]
    could_not_check: tuple[CouldNotCheck, ...]
    trap: tuple[Somewhere, ...]


TRUTH = Truth.model_validate(planted.truth())


@pytest.fixture(scope="module")
def subject():
    return profile.load(SAMPLE / "profile.toml")


def answered(url: str) -> str:
    """What the sample web answers there, as text."""
    parts = urlsplit(url)
    host = read_host(WEB / parts.netloc)
    query = dict(parse_qsl(parts.query))
    route = host.route(parts.path or "/", query, {"x-subscription-token"})
    assert route is not None, url
    assert route.status == 200
    return host.body(route, datetime.now(UTC)).decode("utf-8", errors="replace")


def data(url: str):
    return json.loads(answered(url))


# --- what is planted --------------------------------------------------------------------------------------------


def test_every_detector_has_something_to_find():
    assert {f.detector for f in TRUTH.finding} == set(Planted.model_fields["detector"].annotation.__args__)


def test_nothing_is_planted_twice():
    assert max(Counter((f.detector, f.url, f.photo) for f in TRUTH.finding).values()) == 1
    assert max(Counter((c.source, c.what) for c in TRUTH.could_not_check).values()) == 1
    assert max(Counter((t.url, t.photo) for t in TRUTH.trap).values()) == 1


def test_every_photo_is_accounted_for():
    listed = {entry.photo for entry in (*TRUTH.finding, *TRUTH.trap)} - {""}
    unread = {entry.what for entry in TRUTH.could_not_check if entry.source == "photos" and entry.cause != "left"}
    lying = {path.relative_to(PHOTOS).as_posix() for path in PHOTOS.rglob("*") if path.is_file()}
    assert listed | unread == lying
    assert not listed & unread


REGISTERS = (
    "https://find-and-update.company-information.service.gov.uk/officers/",
    "https://candidates.democracyclub.org.uk/person/",
    "https://lookup.icann.org/en/lookup?name=",
    "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details/",
    "https://search.electoralcommission.org.uk/English/Donations/",
)
SHOWN_ELSEWHERE = (
    "https://bsky.app/profile/",
    "http://github.example/",
    "http://commons.wikimedia.example/wiki/",
    *REGISTERS,
    "http://toot.thornmere.example/@",
    "http://www.wikidata.example/wiki/",
    "http://www.flickr.example/photos/",
)
"""Evidence made from an interface's answer points at the page that a person would open."""


def test_every_planted_address_is_served():
    for entry in (*TRUTH.finding, *TRUTH.trap):
        if entry.url and not entry.url.startswith(SHOWN_ELSEWHERE):
            assert answered(entry.url)


def test_what_the_interfaces_point_at_stands_in_their_answers():
    everything = "".join(path.read_text(encoding="utf-8") for path in WEB.glob("*/*.json"))
    for entry in (*TRUTH.finding, *TRUTH.trap):
        if entry.url.startswith("https://bsky.app/profile/"):
            handle, _, post = entry.url.removeprefix("https://bsky.app/profile/").partition("/post/")
            assert f'"{handle}"' in everything
            assert post in everything
        elif register := next((start for start in REGISTERS if entry.url.startswith(start)), ""):
            assert entry.url.removeprefix(register).partition("/")[0] in everything
        elif entry.url.startswith(SHOWN_ELSEWHERE):
            assert f'"{entry.url}"' in everything


PROOF = {
    "home-address": r"14 Kingfisher Wharf",
    "postcode": r"TM4(?:&nbsp;| )6QH",
    "phone": r"7700 ?900 ?417",
    "email": r"rosalind\.quillfeather@mail\.example",
    "birth-date": r"9 March",
    "family": r"Tobias Quillfeather",
    "number-plate": r"JZ24 RQF",
    "whereabouts": r"I (?:will|am) .*(?:at|in) the ",
    "routine": r"(?:every Tuesday at 7|on Sundays I)",
    "absence": r"are away from",
    "bank-details": r"55779911",
    "vehicle": r"green Morris Traveller",
    "school-or-care-home": r"Reedmere Court Care Home",
    "spouse-employer": r"works Saturdays at Leat Chandlery",
}


def test_every_page_holds_what_is_planted_in_it():
    for entry in TRUTH.finding:
        if entry.detector in PROOF and not entry.url.startswith(SHOWN_ELSEWHERE):
            assert re.search(PROOF[entry.detector], answered(entry.url)), entry


INTERFACES = {
    "api.company-information.example": "find-and-update.company-information.service.gov.uk",
    "api.github.example": "github.example",
    "candidates.democracyclub.example": "candidates.democracyclub.org.uk",
    "www.planit.example": "planning.mereshire.example",
}
"""Where a person would open what an interface tells."""


def test_no_other_page_holds_it():
    declared = {name: pattern for name, pattern in PROOF.items() if name not in {"whereabouts", "routine", "absence"}}
    planted = {(f.detector, urlsplit(f.url).netloc) for f in TRUTH.finding}
    hidden = {"people.html", "diary.html"}
    for folder in WEB.iterdir():
        for path in folder.iterdir():
            text = path.read_text(encoding="utf-8", errors="replace")
            for detector, pattern in declared.items():
                if path.name not in hidden and re.search(pattern, text):
                    host = INTERFACES.get(folder.name, folder.name)
                    whole = detector == "postcode" and ("home-address", host) in planted
                    assert whole or (detector, host) in planted, (path, detector)


# --- the services' shapes ---------------------------------------------------------------------------------------


def test_the_list_of_councillors_has_moderngov_s_form():
    root = ElementTree.fromstring(
        answered("http://democracy.thornmere.example/mgWebService.asmx/GetCouncillorsByWard").encode()
    )
    assert root.tag == "councillorsbyward"
    wards = root.findall("./wards/ward")
    assert [ward.findtext("wardtitle") for ward in wards] == [
        "Harbour and Quays",
        "Millpond and Eastgate",
        "Upper Thorne",
    ]
    people = root.findall("./wards/ward/councillors/councillor")
    assert len(people) == 7
    for ward in wards:
        assert int(ward.findtext("councillors/councillorcount")) == len(ward.findall("councillors/councillor"))
    hers = [p for p in people if "Quillfeather" in p.findtext("fullusername")]
    assert [p.findtext("councillorid") for p in hers] == ["214"]
    assert hers[0].findtext("homeaddress/postcode") == "TM4 6QH"
    assert hers[0].findtext("homeaddress/mobile") == "07700 900 417"
    assert hers[0].findtext("workaddress/phone") == "01632 960 200"
    others = [p.findtext("homeaddress/line1") for p in people if p is not hers[0]]
    assert sum(line is not None for line in others) >= 4


def test_the_register_of_interests_has_moderngov_s_form():
    page = BeautifulSoup(answered("http://democracy.thornmere.example/mgRofI.aspx?UID=214"), "lxml")
    tables = page.select("table.mgInterestsTable")
    assert len(tables) == 7
    columns = {t.caption.get_text(): [th.get_text() for th in t.select("th")] for t in tables}
    assert columns["4. Land in the area of the Authority"] == ["Member", "Spouse/Partner"]
    assert page.select_one("h2.mgSubTitleTxt").get_text() == "Councillor Rosalind Quillfeather"


def test_the_councillor_s_page_leads_to_the_register():
    page = BeautifulSoup(answered("http://democracy.thornmere.example/mgUserInfo.aspx?UID=214"), "lxml")
    (link,) = page.select('.mgUserSideBar .mgBulletList a[href^="mgRofI.aspx"]')
    assert "14 Kingfisher Wharf" in answered(f"http://democracy.thornmere.example/{link['href']}")
    assert page.select(".mgUserBody .mgSectionTitle")
    assert all(label.get_text() for label in page.select("span.mgLabel"))
    picture = page.select_one(".mgBigPhoto img")["src"]
    assert answered(f"http://democracy.thornmere.example/{picture}")


SEARCHED = "q=%22Rosalind+Quillfeather%22+Thornmere"


def test_search_results_have_the_engines_form_and_overlap():
    brave = data(f"http://api.search.brave.example/res/v1/web/search?{SEARCHED}&count=20&offset=0")
    searx = data(f"http://searx.example/search?{SEARCHED}&format=json")
    assert brave["type"] == "search"
    assert brave["query"]["more_results_available"] is False
    assert {"web", "mixed", "query", "type"} == brave.keys()
    assert {"results", "answers", "corrections", "infoboxes", "suggestions", "unresponsive_engines"} <= searx.keys()
    by_brave = {result["url"] for result in brave["web"]["results"]}
    by_searx = {result["url"] for result in searx["results"]}
    assert by_brave & by_searx
    assert by_brave - by_searx
    assert by_searx - by_brave
    for url in by_brave | by_searx:
        assert answered(url)


@pytest.mark.parametrize("question", ["q=%22rosalind.quillfeather%40mail.example%22", "q=%22rosquill%22"])
def test_a_search_for_what_stands_nowhere_finds_nothing(question):
    assert "web" not in data(f"http://api.search.brave.example/res/v1/web/search?{question}")
    assert data(f"http://searx.example/search?format=json&{question}")["results"] == []


def test_the_archive_gives_the_picture_s_own_position():
    base = "http://commons.wikimedia.example/w/api.php?action=query&format=json&formatversion=2"
    hits = data(f"{base}&list=search&srsearch=%22Rosalind+Quillfeather%22&srnamespace=6")["query"]["search"]
    assert data(f"{base}&list=search&srsearch=%22Roz+Quillfeather%22")["query"]["search"] == []
    asked = f"{base}&prop=imageinfo|coordinates&iiprop=url|metadata&pageids={hits[0]['pageid']}"
    (page,) = data(asked)["query"]["pages"]
    assert page["title"] == hits[0]["title"]
    fields = {field["name"]: field["value"] for field in page["imageinfo"][0]["metadata"]}
    assert (fields["GPSLatitude"], fields["GPSLongitude"]) == (52.656, -0.613)


def test_the_network_has_her_account_posts_and_others_of_her_name():
    base = "http://public.api.bsky.example/xrpc/app.bsky"
    assert data(f"{base}.actor.getProfile?actor=rosquill.bsky.example")["handle"] == "rosquill.bsky.example"
    feed = data(f"{base}.feed.getAuthorFeed?actor=rosquill.bsky.example&limit=100")["feed"]
    assert len(feed) == 7
    assert [item["reason"]["$type"] for item in feed if "reason" in item] == ["app.bsky.feed.defs#reasonRepost"]
    for item in feed:
        assert datetime.fromisoformat(item["post"]["record"]["createdAt"]) < datetime.now(UTC)
        assert item["post"]["uri"].startswith(f"at://{item['post']['author']['did']}/app.bsky.feed.post/")
    actors = data(f"{base}.actor.searchActors?q=Rosalind%20Quillfeather&limit=25")["actors"]
    assert [a["displayName"] for a in actors].count("Rosalind Quillfeather") == 2


def test_the_code_archive_has_her_profile_and_commits():
    user = data("http://api.github.example/users/rosquill")
    commits = data("http://api.github.example/search/commits?q=author%3Arosquill&sort=author-date")
    assert (user["login"], user["email"]) == ("rosquill", None)
    assert commits["total_count"] == len(commits["items"]) == 2
    emails = {item["commit"]["author"]["email"] for item in commits["items"]}
    assert emails == {"rosalind.quillfeather@mail.example", "cllr.r.quillfeather@thornmere.example"}


def test_one_service_answers_rubbish_with_good_conscience():
    digest = hashlib.sha256(b"rosalind.quillfeather@mail.example").hexdigest()
    with pytest.raises(json.JSONDecodeError):
        data(f"http://api.gravatar.example/v3/profiles/{digest}")


def test_her_site_links_to_every_page_and_forbids_one():
    site = "http://www.rosalindquillfeather.example"
    home = BeautifulSoup(answered(f"{site}/"), "lxml")
    inside = {a["href"] for a in home.select("a[href^='/']")} - {"/"}
    assert inside == {"/about.html", "/events.html", "/photos.html", "/contact.html", "/private/diary.html"}
    assert "Disallow: /private/" in answered(f"{site}/robots.txt")
    for path in inside:
        assert answered(site + path)
    for image in BeautifulSoup(answered(f"{site}/photos.html"), "lxml").select("img"):
        assert answered(site + image["src"])


# --- the profile ------------------------------------------------------------------------------------------------


def test_the_profile_is_whole(subject):
    assert subject.name == "Rosalind Quillfeather"
    assert {i.kind for i in subject.identifiers} == set(Kind)
    assert [place.name for place in subject.places] == ["Home", "Larkfield Primary School", "Mum's care home"]
    assert [Path(folder) for folder in subject.photo_folders] == [PHOTOS]


def test_every_source_with_an_address_asks_the_sample_web(subject):
    with SampleWeb() as web:
        hosts = set(web.replaced)
    assert {urlsplit(s.address).netloc for s in subject.sources if s.address} <= hosts
    sites = [*subject.all(Kind.SITE), *subject.all(Kind.COUNCIL_SITE)]
    assert {urlsplit(s.value).netloc for s in sites} <= hosts


# --- the photos -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def judged():
    """What exiftool reads in each photo."""
    call = ["exiftool", "-json", "-n", "-r", "-ee", "-struct", "-charset", "filename=utf8", str(PHOTOS)]
    said = subprocess.run(call, capture_output=True, check=False).stdout
    return {Path(entry["SourceFile"]).relative_to(PHOTOS).as_posix(): entry for entry in json.loads(said)}


def position(entry) -> Point | None:
    latitude, longitude = entry.get("GPSLatitude"), entry.get("GPSLongitude")
    return Point(float(latitude), float(longitude)) if latitude or longitude else None


def names_a_place(entry) -> bool:
    return any(entry.get(field) for field in ("City", "Location", "Sub-location", "Country"))


@exiftool
def test_photos_give_away_what_is_planted_and_nothing_else(judged, subject):
    own = [f for f in TRUTH.finding if f.photo and not f.copy_of]
    planted = {f.photo: f.detector for f in own if f.detector in PICTURED}
    for name, entry in judged.items():
        point = position(entry)
        near = point and any(metres(point, place.point) <= place.radius_m for place in subject.places)
        expected = "photo-place" if near else "photo-location" if point or names_a_place(entry) else None
        assert planted.get(name) == expected, name


@exiftool
def test_every_format_is_there(judged):
    kinds = Counter(entry.get("MIMEType") for entry in judged.values())
    assert {"image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "video/mp4", "video/quicktime"} <= set(
        kinds
    )


@exiftool
def test_videos_and_pictures_are_sound(judged):
    unread = {entry.what for entry in TRUTH.could_not_check if entry.source == "photos"}
    for name, entry in judged.items():
        if name in unread or name.endswith(".txt"):
            assert entry.get("Error") or entry.get("Warning") or entry["FileType"] == "TXT"
        else:
            assert "Error" not in entry, name
            assert "Warning" not in entry, name
    for video in ("Seaside/ferry.mp4", "Walks/Other lake, May/swans.mov"):
        assert judged[video]["Duration"] == 1.5
        assert (judged[video]["ImageWidth"], judged[video]["ImageHeight"]) == (288, 216)


@exiftool
def test_particular_photos_say_what_the_comments_say(judged):
    team = judged["Campaign/The team.jpg"]
    assert team["PersonInImage"] == ["Tobias Quillfeather", "Imogen Saltmarsh"]
    assert judged["Garden/IMG_2041.jpg"]["GPSAltitude"] == 86
    assert judged["Garden/IMG_2041.jpg"]["Make"] == "Candela"
    assert judged["Seaside/ferry.mp4"]["GPSCoordinates"].startswith("52.95 0.2")
    assert judged["Walks/Other lake, May/IMG_2139.jpg"]["GPSLatitude"] == 0
    assert "<script>" in judged["Campaign/Fête & 'friends' 100%.jpg"]["ImageDescription"]
    assert judged["Screenshots/Screenshot_20260601-091244.png"]["Software"] == "Candela Shell 7"


def test_the_photos_are_small():
    assert sum(path.stat().st_size for path in PHOTOS.rglob("*") if path.is_file()) < 2_000_000


def test_the_script_makes_every_picture_and_no_other():
    sys.path.insert(0, str(SAMPLE))
    try:
        spec = importlib.util.spec_from_file_location("make_photos", SAMPLE / "make_photos.py")
        script = importlib.util.module_from_spec(spec)
        sys.modules["make_photos"] = script
        spec.loader.exec_module(script)
    finally:
        sys.path.remove(str(SAMPLE))
        for name in ("make_photos", "films", "life", "notes", "scenes", "shown"):
            sys.modules.pop(name, None)
    pictures = {path for path in PHOTOS.rglob("*") if path.is_file()} | set(WEB.rglob("*.jpg")) | {PORTRAIT}
    assert set(script.MADE) == pictures
    made = script.MADE[PHOTOS / "Walks/Far shore, scanned.tif"]()
    assert made == (PHOTOS / "Walks/Far shore, scanned.tif").read_bytes()


# --- nothing real -----------------------------------------------------------------------------------------------

VOCABULARIES = (
    "http://ns.adobe.com/",
    "http://iptc.org/",
    "http://www.metadataworkinggroup.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "https://bsky.app/profile/",
    *REGISTERS,
)
_ADDRESS = re.compile(r"""(?:https?:)?//[\w.-]+\.\w[^\s"'<>\\)]*""")
_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_PHONE = re.compile(r"(?<![\w.,:+-])(?:\+44 ?(?:\(0\) ?)?|0)(\d(?: ?\d){8,9})(?![\w.-])")
_POSTCODE = re.compile(r"\b([A-Z]{1,2})\d[A-Z\d]?(?: |&nbsp;)?\d[A-Z]{2}\b")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(SAMPLE).as_posix())
def test_nothing_leads_to_anybody_real(path):
    text = path.read_bytes().decode("utf-8", errors="ignore")
    for address in _ADDRESS.findall(text):
        host = urlsplit(address.rstrip(".,;")).hostname
        assert address.startswith(VOCABULARIES) or host.endswith(".example"), address
    if path.suffix != ".jpg":
        assert all(host.endswith(".example") for host in _MAIL.findall(text))
        for number in _PHONE.findall(text):
            assert number.replace(" ", "").startswith(("7700900", "1632960")), number
        assert set(_POSTCODE.findall(text)) <= {"TM"}


def test_the_scan_itself_sees_what_is_real():
    assert _PHONE.findall("ring 020 7946 0018 or +44 (0)7911 123456 now") == ["20 7946 0018", "7911 123456"]
    assert _POSTCODE.findall("SW1A 1AA, TM4&nbsp;6QH") == ["SW", "TM"]
    assert _MAIL.findall("a.b@mail.test.org") == ["mail.test.org"]
    assert [urlsplit(a).hostname for a in _ADDRESS.findall('href="//www.bbc.co.uk/x"')] == ["www.bbc.co.uk"]

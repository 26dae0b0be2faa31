import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from footprint.detectors import all_detectors
from footprint.errors import UsageError
from footprint.model import Confidence, Finding, Group, Severity, Where
from footprint.remedies import library
from footprint.resources import folder
from footprint.sources import all_sources

REMEDIES = library.load()
DETECTORS = (
    "home-address",
    "postcode",
    "phone",
    "email",
    "birth-date",
    "family",
    "number-plate",
    "whereabouts",
    "routine",
    "photo-location",
    "photo-place",
    "account",
    "breach",
    "impersonation",
)
VERBS = re.compile(
    r"(Approve|Ask|Change|Check|Close|Cover|Delete|Empty|Give|Have|Hide|Keep|Leave|Let|Look|Remove|Report|See|Search|Stop|Swap"
    r"|Take|Talk|Tell|Trim|Turn)\b"
)
JARGON = re.compile(r"\b(exif|metadata|geotag\w*|osint|gdpr|pii|url|ui|dox\w*|infosec|opsec)\b", re.IGNORECASE)
PROMISES = re.compile(r"\b(safe|safer|safely|protected|clean bill of health|secure|guaranteed)\b", re.IGNORECASE)

GOOD = """
section = "mend"
title = "Ask"
why = "Because."
steps = ["Do it."]
who = "you-ask"
minutes = 5
cost = "Free"
source_url = "https://council.example/"
checked_on = 2026-11-22
jurisdiction = ["England"]
confidence = "reported"
if_moved = "Ask again."
detectors = ["phone"]
"""


def finding(detector="phone", source="brave", registers=()):
    place = Where(source, "https://a.example/", "a.example", "A", datetime(2026, 11, 22, tzinfo=UTC))
    return Finding(
        detector=detector,
        about="x",
        group=Group.PHONE,
        what="x",
        value=None,
        masked="x",
        declared=True,
        severity=Severity.SERIOUS,
        confidence=Confidence.CERTAIN,
        reasons=(),
        audience="",
        where=(place,),
        registers=registers,
    )


def written(remedy):
    return "\n".join((remedy.title, remedy.why, *remedy.steps, remedy.cost, remedy.if_moved, *dict(remedy.links)))


@pytest.mark.parametrize("detector", DETECTORS)
@pytest.mark.parametrize("source", ["photos", "moderngov", "brave", "ownsites", "bluesky", "another"])
def test_every_detector_has_a_remedy_wherever_it_finds(detector, source):
    assert library.fitting(finding(detector, source), REMEDIES)


def test_no_detector_is_without_a_remedy():
    mended = {name for remedy in REMEDIES.values() for name in remedy.detectors}
    assert {detector.name for detector in all_detectors()} <= mended


def test_remedies_name_only_detectors_and_sources_that_exist():
    detectors = {detector.name for detector in all_detectors()}
    sources = {source.name for source in all_sources()} | {"photos"}
    for remedy in REMEDIES.values():
        assert set(remedy.detectors) <= detectors, remedy.name
        assert set(remedy.sources) <= sources, remedy.name


@pytest.mark.parametrize("remedy", REMEDIES.values(), ids=list(REMEDIES))
def test_each_remedy_has_a_source_a_date_and_a_jurisdiction(remedy):
    assert remedy.source_url.startswith("https://")
    assert date(2026, 1, 1) <= remedy.checked_on <= datetime.now(UTC).date()
    assert remedy.jurisdiction
    assert remedy.if_moved
    assert remedy.cost


@pytest.mark.parametrize("remedy", REMEDIES.values(), ids=list(REMEDIES))
def test_each_remedy_speaks_plainly_and_promises_nothing(remedy):
    text = written(remedy)
    assert not PROMISES.search(text)
    assert not JARGON.search(text)
    assert VERBS.match(remedy.title)
    for sentence in re.split(r"(?<=[.:?!])\s|\n", text):
        assert len(sentence.split()) <= 35, sentence


@pytest.mark.parametrize(
    "words",
    [
        ("Facebook", "tag"),
        ("Instagram", "tag"),
        ("X", "tagging"),
        ("Facebook", "places"),
        ("Instagram", "places"),
        ("X", "places"),
        ("iPhone camera", "location"),
        ("Samsung camera", "location"),
        ("Pixel camera", "location"),
        ("Android phone", "location"),
        ("share a photo from an iPhone", "place"),
        ("open electoral register", ""),
        ("Companies House", ""),
        ("192.com", ""),
        ("WhatsApp", ""),
        ("Strava", ""),
        ("Nextdoor", ""),
        ("LinkedIn", ""),
        ("yourself on Google", ""),
        ("yourself on Bing", ""),
        ("Vinted", "eBay"),
        ("Land Registry sells", ""),
        ("public registers", ""),
    ],
)
def test_what_only_the_person_can_check_covers(words):
    titles = [r.title for r in REMEDIES.values() if r.section == "only-you"]
    assert any(all(word in title for word in words) for title in titles)


def test_the_law_that_may_not_have_started_is_told_in_two_branches_for_england_alone():
    remedy = REMEDIES["register-of-interests-england"]
    assert remedy.jurisdiction == ("England",)
    assert remedy.confidence == "unconfirmed"
    assert any(step.startswith("If it is:") and "32A" in step for step in remedy.steps)
    assert any(step.startswith("If it is not:") and "section 32." in step for step in remedy.steps)
    assert "England" not in REMEDIES["register-of-interests-elsewhere"].jurisdiction


def test_files_and_names_agree():
    assert set(REMEDIES) == {file.stem for file in folder("remedies").glob("*.toml")}
    assert all(remedy.name == name for name, remedy in REMEDIES.items())


def test_the_library_cannot_be_changed_by_a_reader():
    with pytest.raises(TypeError):
        REMEDIES["x"] = None


def test_the_register_comes_before_the_source_and_that_before_the_rest(tmp_path):
    def write(name, more):
        (tmp_path / f"{name}.toml").write_text(f"{GOOD}\n{more}", encoding="utf-8")

    write("any-late", "order = 9")
    write("any-early", "order = 1")
    write("source", 'order = 99\nsources = ["brave"]')
    write("register", 'order = 99\nregisters = ["page"]')
    write("both", 'order = 99\nregisters = ["page"]\nsources = ["brave"]')
    write("other-source", 'sources = ["github"]')
    write("other-register", 'registers = ["list"]')
    remedies = library.load(tmp_path)
    assert library.fitting(finding(registers=("page",)), remedies) == (
        "both",
        "register",
        "source",
        "any-early",
        "any-late",
    )


def test_advice_for_a_setting_is_never_offered_as_a_mend():
    mends = {r.name for r in REMEDIES.values() if r.section == "mend"}
    for detector in DETECTORS:
        assert set(library.fitting(finding(detector), REMEDIES)) <= mends


def test_a_photo_on_this_computer_is_first_of_all_cleaned():
    names = library.fitting(finding("photo-location", "photos"), REMEDIES)
    assert "footprint clean" in " ".join(REMEDIES[names[0]].steps)


def test_a_finding_of_an_unknown_detector_has_no_remedy():
    assert library.fitting(finding("nothing-we-know"), REMEDIES) == ()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (("minutes = 5", "minutes = 0"), "minutes"),
        (("minutes = 5", 'minutes = "soon"'), "minutes"),
        (('section = "mend"', 'section = "shrug"'), "section"),
        (('section = "mend"', 'section = "tell"'), "detectors"),
        (('detectors = ["phone"]', ""), "detectors"),
        (('["England"]', '["Atlantis"]'), "jurisdiction"),
        (('["England"]', "[]"), "jurisdiction"),
        (('confidence = "reported"', ""), "confidence"),
        (("2026-11-22", '"yesterday"'), "checked_on"),
        (("https://council.example/", "http://council.example/"), "source_url"),
        (("https://council.example/", "javascript:alert(1)"), "source_url"),
        (('["Do it."]', "[]"), "steps"),
        (('["Do it."]', '[" "]'), "steps"),
        (('if_moved = "Ask again."', 'if_moved = ""'), "if_moved"),
        (('cost = "Free"', 'cost = "Free"\nprice = 3'), "price"),
        (('detectors = ["phone"]', 'detectors = ["phone"]\n[links]\nA = "https://a.example/{address}"'), "links"),
        (('detectors = ["phone"]', 'detectors = ["phone"]\n[links]\nA = "https://a.example/\\"x"'), "links"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(tmp_path, change, names):
    file = tmp_path / "wrong.toml"
    assert change[0] in GOOD
    file.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(UsageError, match=rf"wrong\.toml.*{names}"):
        library.load(tmp_path)


@pytest.mark.parametrize("content", [b"section = ", b"\xff\xfe", b"\x00"])
def test_what_is_no_toml_is_said_to_be_none(tmp_path, content):
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(UsageError, match=r"broken\.toml is not TOML"):
        library.read(tmp_path / "broken.toml")


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(UsageError, match=r"a\.toml cannot be read"):
        library.load(tmp_path)


def test_an_empty_file_names_a_missing_field(tmp_path):
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"empty\.toml.*section"):
        library.load(tmp_path)


def test_links_keep_their_order_and_placeholders(tmp_path):
    links = '[links]\nB = "https://b.example/?q={name}"\nA = "https://a.example/?q={council}"'
    (tmp_path / "a.toml").write_text(GOOD + links, encoding="utf-8")
    remedy = library.load(tmp_path)["a"]
    assert remedy.links == (("B", "https://b.example/?q={name}"), ("A", "https://a.example/?q={council}"))
    assert tomllib.loads(GOOD)["title"] == remedy.title


def test_advice_on_a_pretender_is_given_only_for_an_account_that_was_not_declared():
    own = finding("account", "bluesky")
    assert "account-not-yours" not in library.fitting(own, REMEDIES)
    assert "account-not-yours" in library.fitting(replace(own, declared=False), REMEDIES)


@pytest.mark.parametrize(
    "host",
    [
        *("www.whatdotheyknow.com", "www.theyworkforyou.com", "www.192.com", "nextdoor.co.uk", "www.strava.com"),
        *("www.vinted.co.uk", "www.ebay.co.uk", "www.eventbrite.co.uk", "www.justgiving.com", "www.google.com"),
        *("www.bing.com", "find-and-update.company-information.service.gov.uk", "www.thegazette.co.uk"),
        *("search.electoralcommission.org.uk", "candidates.democracyclub.org.uk", "www.mojeek.com", "search.brave.com"),
    ],
)
def test_where_only_a_person_may_look_there_is_a_link_with_their_name(host):
    links = [url for r in REMEDIES.values() if r.section == "only-you" for _, url in r.links]
    assert any(url.startswith(f"https://{host}/") and "{name}" in url for url in links)


@pytest.mark.parametrize(
    "host",
    [
        "search-property-information.service.gov.uk",
        "myactivity.google.com",
        "register-of-charities.charitycommission.gov.uk",
    ],
)
def test_where_no_name_can_be_searched_for_there_is_a_link_to_the_place(host):
    links = [url for r in REMEDIES.values() if r.section == "only-you" for _, url in r.links]
    assert any(url.startswith(f"https://{host}/") for url in links)


@pytest.mark.parametrize(
    ("register", "detector", "remedy"),
    [
        ("companies-house", "home-address", "companies-house-address"),
        ("companies-house", "birth-date", "companies-house-details"),
        ("planning", "home-address", "planning-application"),
        ("gazette", "home-address", "gazette-notice"),
        ("donations", "postcode", "donation-entry"),
        ("charity", "phone", "charity-entry"),
        ("domain", "email", "domain-record"),
        ("candidate", "email", "candidate-entry"),
    ],
)
def test_a_finding_in_a_register_is_first_of_all_mended_there(register, detector, remedy):
    assert library.fitting(finding(detector, "any", (register,)), REMEDIES)[0] == remedy


def test_a_statement_of_persons_nominated_is_taken_down_by_electoral_services():
    assert library.fitting(finding("home-address", "democracyclub"), REMEDIES)[0] == "nomination-papers"

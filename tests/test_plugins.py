"""Members of a family are found by themselves, and every one is documented."""

import re
from importlib.metadata import EntryPoint

import pytest

from footprint import plugins, resources
from footprint.detectors import Detector, all_detectors
from footprint.errors import UsageError
from footprint.model import Group, Kind
from footprint.remedies import library
from footprint.reports import all_reports
from footprint.sources import all_sources


def test_the_families_are_whole():
    assert {source.name for source in all_sources()} == {
        "bluesky",
        "brave",
        "charitycommission",
        "cmis",
        "commons",
        "companieshouse",
        "democracyclub",
        "electoralcommission",
        "gazette",
        "gdelt",
        "flickr",
        "github",
        "gravatar",
        "hibp",
        "mastodon",
        "moderngov",
        "mojeek",
        "ownsites",
        "planit",
        "rdap",
        "searxng",
        "usernames",
        "wayback",
        "wikidata",
        "youtube",
    }
    assert {detector.name for detector in all_detectors()} == {
        "absence",
        "account",
        "away-from-home",
        "bank-details",
        "birth-date",
        "breach",
        "email",
        "family",
        "home-address",
        "home-inferable",
        "impersonation",
        "national-insurance",
        "number-plate",
        "opinion",
        "phone",
        "photo-address",
        "photo-faces",
        "photo-location",
        "photo-papers",
        "photo-place",
        "photo-plate",
        "photo-public",
        "photo-school",
        "photo-thumbnail",
        "postcode",
        "relationship",
        "routine",
        "routine-from-photos",
        "school-or-care-home",
        "signature",
        "spouse-employer",
        "vehicle",
        "whereabouts",
    }
    assert {report.name for report in all_reports()} == {"html", "json", "text", "csv"}


@pytest.mark.parametrize("source", all_sources(), ids=lambda source: source.name)
def test_every_source_says_what_it_is(source):
    assert re.fullmatch(r"[a-z]+", source.name)
    assert source.title
    assert source.finds
    assert source.needs
    assert all(isinstance(kind, Kind) for kind in source.sends)


@pytest.mark.parametrize("detector", all_detectors(), ids=lambda detector: detector.name)
def test_every_detector_says_what_it_is_and_has_a_remedy(detector):
    assert detector.title
    assert isinstance(detector.group, Group)
    assert any(detector.name in remedy.detectors and remedy.section == "mend" for remedy in library.load().values())


@pytest.mark.parametrize("remedy", library.load().values(), ids=lambda remedy: remedy.name)
def test_every_remedy_has_a_source_a_date_and_a_jurisdiction(remedy):
    assert remedy.source_url.startswith("https://")
    assert remedy.checked_on.year >= 2026
    assert remedy.jurisdiction
    assert set(remedy.detectors) <= {detector.name for detector in all_detectors()}
    assert set(remedy.sources) <= {source.name for source in all_sources()} | {"photos"}


def test_another_distribution_can_add_a_member(monkeypatch):
    entry = EntryPoint("foreign", "tests.test_plugins:Foreign", "footprint.detectors")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [entry] if group == "footprint.detectors" else [])
    plugins.members.cache_clear()
    try:
        assert "foreign" in {detector.name for detector in all_detectors()}
    finally:
        plugins.members.cache_clear()


class Foreign(Detector):
    name = "foreign"
    title = "something else"
    group = Group.HOME

    def detect(self, sighting, subject):
        yield from ()


def test_a_missing_folder_says_so():
    with pytest.raises(UsageError, match="Install Footprint again"):
        resources.folder("nonsense")

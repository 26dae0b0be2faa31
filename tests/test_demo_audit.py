"""The main job, end to end: everything that is planted is found, and nothing else."""

import json
import stat
import sys

import pytest

from footprint.photos.look.weights import installed
from tests import planted


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


def audited(into, *options):
    """A demo audit in a process of its own, as the data it wrote."""
    import subprocess  # noqa: PLC0415  only here

    run = subprocess.run(
        [sys.executable, "-m", "footprint", "demo", "--no-open", "--share", "--into", str(into), *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    return json.loads((into / "audit.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def first(reports):
    """The first demo audit; most tests of this file look at it."""
    return audited(reports)


@pytest.fixture(scope="module", params=[False, True], ids=["without a look", "with a look at pictures"])
def either(request, tmp_path_factory):
    """Whether pictures were looked at, and what came of it."""
    if not request.param:
        return False, request.getfixturevalue("first")
    if not installed():
        pytest.skip("the extra `look` is not installed")
    return True, audited(tmp_path_factory.mktemp("looked"), "--look")


def test_all_that_is_planted_is_found_and_nothing_else(either):
    look, audit = either
    expected, found = planted.expected(look=look), planted.found(audit)
    assert sorted(expected - found) == []
    assert sorted(found - expected) == []


def test_declared_and_undeclared_are_told_apart(either):
    look, audit = either
    declared = {
        (finding["detector"], planted._named(place)): finding["declared"]
        for finding in audit["findings"]
        for place in finding["where"]
    }
    for row in planted.rows("finding", look=look):
        assert declared[row["detector"], row.get("url") or row["photo"]] == row["declared"], row


def test_what_cannot_be_checked_is_said_and_nothing_else(either):
    look, audit = either
    expected, said = planted.unchecked(look=look), planted.skipped(audit)
    assert sorted(expected - said) == []
    assert sorted(said - expected) == []


def test_a_file_that_cannot_be_read_is_listed_once(either):
    _, audit = either
    files = [skip["identifier"] for skip in audit["skipped"] if skip["identifier"].endswith(".jpg")]
    assert len(files) == len(set(files)) >= 3


def test_namesakes_are_set_aside(first):
    aside = {one["url"] for one in first["set_aside"]}
    assert "http://www.portgannet-pottery.example/" in aside


def test_every_finding_has_advice_reasons_and_a_place(first):
    for finding in first["findings"]:
        assert finding["remedies"], finding["what"]
        assert finding["reasons"], finding["what"]
        assert finding["where"], finding["what"]
        assert finding["audience"], finding["what"]


def test_the_ledger_holds_what_was_sent_and_no_more_than_was_planned(first, footprint):
    sent = first["sent"]
    assert {line["source"] for line in sent} >= {"moderngov", "brave", "searxng", "bluesky", "github", "ownsites"}
    text = json.dumps([(line["url"], line["sends"]) for line in sent])
    for private in ("900417", "900 417", "960733", "Kingfisher", "TM4", "JZ24", "Tobias", "1974", "sample-key"):
        assert private not in text


def test_the_report_and_its_data_are_private_and_the_share_copy_tells_nothing(reports, first):
    share = (reports / "report-share.html").read_text(encoding="utf-8")
    for private in ("07700 900417", "14 Kingfisher Wharf", "rosalind.quillfeather@mail.example", "JZ24 RQF"):
        assert private not in share
    if sys.platform != "win32":
        for name in ("report.html", "audit.json", "report-share.html"):
            assert stat.S_IMODE((reports / name).stat().st_mode) == 0o600


def test_a_second_audit_says_that_all_is_still_there(footprint, reports, first):
    again = footprint("demo", "--no-open", "--into", reports, "--format", "json")
    assert again.status == 1
    data = json.loads(again.out)
    assert set(data["comparison"]["fates"].values()) == {"still-there"}
    assert data["comparison"]["fates"].keys() == first["comparison"]["fates"].keys()

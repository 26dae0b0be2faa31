from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from footprint.web import council_book
from footprint.web.council_book import Site, Software

SITE = Site(Software.CMIS, "https://cmis.thornmere.example/cmis5/Councillors.aspx")


def written(**changes):
    row = {"software": "cmis", "address": SITE.address, "found": datetime.now(UTC).date().isoformat()} | changes
    council_book.path().parent.mkdir(parents=True, exist_ok=True)
    council_book.path().write_text(json.dumps({"thornmere": row}), "utf-8")


def test_what_was_put_is_there_next_time_and_for_its_owner_alone():
    assert council_book.get("thornmere") is None
    council_book.put("thornmere", SITE)
    council_book.put("ashby", Site(Software.MODERNGOV, "https://ashby.example"))
    assert council_book.get("thornmere") == SITE
    if os.name == "posix":
        assert stat.S_IMODE(council_book.path().stat().st_mode) == 0o600


def test_what_was_dropped_is_gone_and_the_rest_stays():
    council_book.put("thornmere", SITE)
    council_book.put("ashby", SITE)
    assert council_book.drop("thornmere")
    assert not council_book.drop("thornmere")
    assert council_book.get("thornmere") is None
    assert council_book.get("ashby") == SITE


def test_after_half_a_year_it_is_looked_for_again():
    today = datetime.now(UTC).date()
    written(found=(today - council_book.KEPT).isoformat())
    assert council_book.get("thornmere") == SITE
    written(found=(today - council_book.KEPT - timedelta(days=1)).isoformat())
    assert council_book.get("thornmere") is None
    written(found=(today + timedelta(days=2)).isoformat())
    assert council_book.get("thornmere") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"software": "wordpress"},
        {"address": "file:///etc/passwd"},
        {"address": "http://[x"},
        {"address": ""},
        {"address": None},
        {"found": "yesterday"},
    ],
)
def test_what_nobody_would_have_written_is_not_believed(changes):
    written(**changes)
    assert council_book.get("thornmere") is None


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"null", b'{"a": 1}', b"{" * 10_000])
def test_a_damaged_file_is_begun_anew(data):
    council_book.path().parent.mkdir(parents=True, exist_ok=True)
    council_book.path().write_bytes(data)
    assert council_book.get("thornmere") is None
    council_book.put("thornmere", SITE)
    assert council_book.get("thornmere") == SITE


def test_where_nothing_can_be_kept_nothing_fails(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("FOOTPRINT_DATA", str(tmp_path / "file"))
    council_book.put("thornmere", SITE)
    assert council_book.get("thornmere") is None


def test_all_of_it_can_be_deleted():
    council_book.put("thornmere", SITE)
    council_book.delete()
    council_book.delete()
    assert not council_book.path().exists()

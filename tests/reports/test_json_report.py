import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import UsageError
from footprint.model import Cause, Skipped
from footprint.reports.html import Html
from footprint.reports.json import Json, load
from tests.reports.sheets import VALUES, make_audit, make_comparison, make_finding, make_sheet, squeeze


def test_what_is_written_is_read_back_whole(rich, nothing):
    for sheet in (rich, nothing):
        assert load(Json().render(sheet)) == (sheet.audit, sheet.comparison)


def test_an_audit_read_back_renders_the_same_page(rich):
    audit, comparison = load(Json().render(rich))
    assert Html().render(replace(rich, audit=audit, comparison=comparison)) == Html().render(rich)


def test_the_fields_are_stable(rich):
    file = json.loads(Json().render(rich))
    assert {name: file[name] for name in ("format", "schema_version", "shared")} == {
        "format": "footprint-audit",
        "schema_version": 1,
        "shared": False,
    }
    assert set(file) >= {
        *("subject", "council", "consent", "started", "finished", "version", "findings", "clear", "skipped", "looked"),
        *("set_aside", "sent", "opened", "photos_read", "demo"),
    }
    assert set(file["comparison"]) == {"fates", "first_seen", "past", "previous"}
    first = file["findings"][0]
    assert first["detector"] == "home-address"
    assert (first["severity"], first["confidence"], first["group"]) == ("serious", "certain", "home")
    assert first["where"][0]["seen"].startswith("2026-11-22T12:00:00")
    assert file["comparison"]["fates"][first["id"]] == "new"


def test_thumbnails_are_base64(rich):
    file = json.loads(Json().render(rich))
    (thumbnail,) = {f["thumbnail"] for f in file["findings"] if f["detector"] == "photo-place"}
    assert thumbnail.startswith("_9j_"), "a JPEG begins with FF D8 FF"


def test_a_shared_file_holds_no_value_and_reads_back(shared):
    text = Json().render(shared)
    for value in VALUES:
        assert squeeze(value) not in squeeze(text)
    file = json.loads(text)
    assert file["shared"]
    assert all(f["value"] is None and f["thumbnail"] == "" for f in file["findings"])
    audit, comparison = load(text)
    assert all(f.id in comparison.fates for f in audit.findings)
    assert not {f.id for f in audit.findings} & {f.id for f in shared.audit.findings}
    assert Html().render(replace(shared, audit=audit, comparison=comparison))


def test_a_terminal_shows_it_as_it_is(rich):
    assert Json().render(rich).isascii()


def test_fields_of_a_later_version_are_passed_over(rich):
    file = json.loads(Json().render(rich))
    file["mood"] = file["findings"][0]["smell"] = "lavender"
    assert load(json.dumps(file))[0] == rich.audit


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "the file"),
        ("{}", "subject"),
        ("[]", "the file"),
        ("not json", "the file"),
        ('{"format": "something-else", "audit": {}, "comparison": {}}', "format"),
        ('{"schema_version": 2, "comparison": {}}', "schema_version"),
        ('{"subject": 7, "comparison": {}}', "subject"),
    ],
)
def test_what_is_no_audit_is_refused_with_the_field(text, names):
    with pytest.raises(UsageError, match=f"not an audit.json.*: {names}"):
        load(text)


def test_a_wrong_word_is_named_and_never_repeated(rich):
    file = json.loads(Json().render(rich))
    file["findings"][3]["severity"] = "07700 900417"
    with pytest.raises(UsageError, match=r"findings\.3\.severity") as caught:
        load(json.dumps(file))
    assert "900417" not in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters()), st.binary(max_size=40))
def test_any_text_and_bytes_survive(text, picture):
    found = make_finding(title=text, about="x", value=text, thumbnail=picture)
    audit = make_audit((found,), skipped=(Skipped("photos", text, Cause.FAULT, text),))
    read, _ = load(Json().render(make_sheet(audit, first=True)))
    sound = text.encode("utf-8", "replace").decode()
    assert read.findings[0].value == sound
    assert read.findings[0].thumbnail == picture
    assert read.skipped[0].identifier == sound


def test_fates_of_what_is_no_longer_there_are_kept():
    audit = make_audit((make_finding(),))
    comparison = make_comparison(audit)
    _, read = load(Json().render(make_sheet(audit)))
    assert read == comparison


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "2026-11-22T12:00:00"])
@pytest.mark.parametrize("field", ["started", "finished"])
def test_a_time_that_no_clock_has_shown_is_refused(rich, field, when):
    data = json.loads(Json().render(rich)) | {field: when}
    with pytest.raises(UsageError, match="time"):
        load(json.dumps(data))

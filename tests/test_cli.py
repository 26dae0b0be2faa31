"""The commands as a person uses them."""

import json
import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PIL import Image
from rich.console import Console

from footprint import __version__, demo, journal, keys, profile
from footprint.cli import answers, audits, setup, terminal
from footprint.history import History
from footprint.journal import Journal
from footprint.model import MAY_BE_SENT, Kind
from footprint.photos.library import cache
from footprint.reports import json as audit_file
from footprint.web.addresses import Resolver
from footprint.web.cache import Cache
from footprint.web.cache import path as answers_of
from footprint.web.client import Client
from tests.examples import audit, finding
from tests.examples import past as past_finding

FLAGS = ("--about", "me", "--name", "Rosalind Quillfeather")


@pytest.fixture
def profile_file(footprint, tmp_path):
    path = tmp_path / "profile.toml"
    assert footprint("init", "-p", path, *FLAGS, "--town", "Thornmere", "--phone", "07700 900417").status == 0
    return path


class Pocket(KeyringBackend):
    """A keyring for one test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


def test_it_runs_as_a_program():
    run = subprocess.run([sys.executable, "-m", "footprint", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == __version__


def test_without_a_command_it_shows_the_commands(footprint):
    shown = footprint("--help")
    assert shown.status == 0
    for command in ("init", "audit", "scan", "clean", "history", "purge", "sources", "remedies", "demo", "report"):
        assert command in shown.out


@pytest.mark.parametrize("arguments", [("nonsense",), ("audit", "--nonsense"), ("clean", "a.jpg")])
def test_a_wrong_call_is_status_2(footprint, arguments):
    assert footprint(*arguments).status == 2


# --- init


def test_init_takes_flags_and_writes_a_commented_profile(footprint, tmp_path):
    path = tmp_path / "p.toml"
    made = footprint(
        *("init", "-p", path, *FLAGS, "--name", "Ros Quillfeather", "--handle", "github=rosquill"),
        *("--family", "husband=Tobias Quillfeather", "--place", "school=TM1 1AA,150", "--place", "mum=52.6,-0.6"),
        *("--home-address", "14 Kingfisher Wharf, Thornmere", "--date-of-birth", "1974-03-09", "--photos", tmp_path),
        *("--business", "Quill and Lantern Books", "--search-for", "Tobias Quillfeather"),
    )
    assert made.status == 0
    text = path.read_text(encoding="utf-8")
    assert "# Stays here." in text
    data = tomllib.loads(text)
    assert data["about"]["agreed"] == profile.today()
    assert data["person"]["handles"] == {"github": "rosquill"}
    assert data["person"]["date_of_birth"] == date(1974, 3, 9)
    assert [place["radius_m"] for place in data["places"]] == [150, 200]
    assert data["photos"]["folders"] == [str(tmp_path.absolute())]
    assert data["person"]["businesses"] == ["Quill and Lantern Books"]
    assert data["family"] == [{"name": "Tobias Quillfeather", "relation": "husband", "agreed": True, "search": True}]


@pytest.mark.parametrize(
    ("flags", "mend"),
    [
        (("--handle", "rosquill"), "Write two parts"),
        (("--phone", "12"), "person.phones[0]"),
        (("--place", "school=52.1"), "needs a postcode, or both"),
        (("--about", "my rival"), "about.who"),
        (("--search-for", "Sam Smith"), "is not among the family"),
        (("--family", "son=Jo Quill", "--search-for", "Jo Quill"), "never searched for by name"),
    ],
)
def test_init_says_what_to_mend_and_writes_nothing(footprint, tmp_path, flags, mend):
    path = tmp_path / "p.toml"
    said = footprint("init", "-p", path, *FLAGS, *flags)
    assert said.status == 2
    assert mend in said.err
    assert not path.exists()


def test_init_without_a_name_says_so(footprint, tmp_path):
    said = footprint("init", "-p", tmp_path / "p.toml")
    assert said.status == 2
    assert "person.names" in said.err


def test_init_never_overwrites_unasked(footprint, profile_file):
    before = profile_file.read_text(encoding="utf-8")
    assert footprint("init", "-p", profile_file, *FLAGS).status == 2
    assert profile_file.read_text(encoding="utf-8") == before
    assert footprint("init", "-p", profile_file, *FLAGS, "--overwrite").status == 0


def answer(monkeypatch, *typed):
    given = iter(typed)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(answers.typer, "prompt", lambda *_, **__: next(given))
    monkeypatch.setattr(answers.typer, "confirm", lambda *_, **__: next(given))


def test_init_asks_on_a_terminal_and_asks_again_where_an_answer_will_not_do(footprint, tmp_path, monkeypatch):
    path = tmp_path / "p.toml"
    answer(
        *(monkeypatch, True, "", "Ros", "Rosalind Quillfeather, Ros Quillfeather", "Thornmere Borough Council"),
        *("ftp://x", "http://democracy.thornmere.example", "", "", "Thornmere", "rosquill", "github=rosquill"),
        *("", "12", "07700 900417, 01632 960733", "", "01632 960200", "14 Kingfisher Wharf, Thornmere"),
        *("yesterday", "1974-03-09", "husband=Tobias Quillfeather, niece=Poppy Quillfeather", True, "JZ24 RQF", ""),
        *(
            "Quill and Lantern Books",
            "school=nowhere",
            "school=TM1 1AA; mum=52.6,-0.6,100",
            f"{tmp_path}; {tmp_path / 'more'}",
            f"{tmp_path / 'none.jpg'}",
            f"{tmp_path / 'me.jpg'}",
        ),
    )
    (tmp_path / "me.jpg").write_bytes(b"a picture")
    made = footprint("init", "-p", path)
    assert made.status == 0, made.err
    for complaint in ("The answer is empty", "is not a whole name", "is not a web address", "lacks a part"):
        assert complaint in made.err
    for complaint in ("is not a phone number", "is not a UK postcode"):
        assert complaint in made.err
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["person"]["names"] == ["Rosalind Quillfeather", "Ros Quillfeather"]
    assert data["person"]["phones"] == ["07700 900417", "01632 960733"]
    assert data["person"]["handles"] == {"github": "rosquill"}
    assert data["person"]["date_of_birth"] == date(1974, 3, 9)
    assert data["published_on_purpose"]["phones"] == ["01632 960200"]
    assert [(member["name"], member.get("search")) for member in data["family"]] == [
        ("Tobias Quillfeather", True),
        ("Poppy Quillfeather", None),
    ]
    assert data["person"]["businesses"] == ["Quill and Lantern Books"]
    assert [place["radius_m"] for place in data["places"]] == [200, 100]
    assert data["photos"]["folders"] == [str(tmp_path), str(tmp_path / "more")]
    assert data["person"]["portrait"] == str(tmp_path / "me.jpg")
    assert "There is no file" in made.err
    assert "“stays here”: it never leaves this computer" in made.out


def test_each_question_says_truly_whether_its_answer_may_be_sent():
    kinds = {
        "names": Kind.NAME,
        "council": Kind.COUNCIL,
        "council_site": Kind.COUNCIL_SITE,
        "ward": Kind.WARD,
        "party": Kind.PARTY,
        "town": Kind.TOWN,
        "handles": Kind.HANDLE,
        "emails": Kind.EMAIL,
        "phones": Kind.PHONE,
        "home_address": Kind.ADDRESS,
        "date_of_birth": Kind.BIRTH_DATE,
        "family": Kind.FAMILY,
        "number_plates": Kind.PLATE,
        "own_sites": Kind.SITE,
        "businesses": Kind.BUSINESS,
    }
    for question in answers.QUESTIONS:
        assert question.sent == (kinds.get(question.field) in MAY_BE_SENT), question.field


def test_init_asks_again_until_the_answer_is_yes_or_no(footprint, tmp_path, monkeypatch):
    path = tmp_path / "p.toml"
    answer(monkeypatch, "perhaps", "n", "no")
    said = footprint("init", "-p", path)
    assert said.status == 2
    assert "Please type y for yes or n for no. Enter alone means yes." in said.err
    assert "Ask the person first" in said.err
    assert not path.exists()


def test_init_ends_with_what_the_check_still_lacks(footprint, tmp_path, monkeypatch):
    call = ("init", "-p", tmp_path / "p.toml", *FLAGS, "--portrait", tmp_path / "none.jpg")
    said = footprint(*call)
    assert "footprint sources --set-key brave" in said.out
    assert "There is no picture at" in said.out
    monkeypatch.setenv("FOOTPRINT_MOJEEK_KEY", "sample")
    assert "--set-key" not in footprint(*call, "--overwrite").out


def test_a_key_from_a_pipe_is_taken_without_a_warning(tmp_path):
    run = subprocess.run(
        [sys.executable, "-W", "always", "-m", "footprint", "sources", "--set-key", "brave"],
        input="s3cret\n",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
    )
    assert run.returncode == 0, run.stderr
    assert "Warning" not in run.stderr


def test_init_asks_only_for_what_the_flags_do_not_give(footprint, tmp_path, monkeypatch):
    path = tmp_path / "p.toml"
    answer(monkeypatch, "Rosalind Quillfeather", *[""] * (len(answers.QUESTIONS) - 2))
    assert footprint("init", "-p", path, "--about", "me", "--town", "Thornmere").status == 0
    assert tomllib.loads(path.read_text(encoding="utf-8"))["person"]["town"] == "Thornmere"


def test_init_for_someone_else_records_who_and_when(footprint, tmp_path, monkeypatch):
    path = tmp_path / "p.toml"
    blanks = [""] * (len(answers.QUESTIONS) - 1)
    about_other = (False, True, "yesterday", "2026-11-01", "A Clerk")
    answer(monkeypatch, *about_other, "Rosalind Quillfeather", *blanks)
    assert footprint("init", "-p", path).status == 0
    about = tomllib.loads(path.read_text(encoding="utf-8"))["about"]
    assert about["who"] == "someone who asked me to"
    assert about["recorded_by"] == "A Clerk"
    assert about["agreed"] == date(2026, 11, 1)


# --- sources, remedies


def test_sources_says_of_each_what_it_finds_needs_and_would_send(footprint):
    shown = footprint("sources")
    assert shown.status == 0
    for word in ("moderngov", "finds", "needs", "would send", "its key", "Never sent", "phone"):
        assert word in shown.out
    assert "is missing: footprint sources --set-key brave" in shown.out
    assert "is optional: footprint sources --set-key github" in shown.out
    rows = json.loads(footprint("sources", "--format", "json").out)
    assert {"name", "title", "finds", "needs", "sends", "address", "key", "key_optional", "has_key"} == set(rows[0])


def test_a_key_is_stored_in_the_keyring_and_never_shown(footprint, monkeypatch):
    pocket = Pocket()
    keyring.set_keyring(pocket)
    monkeypatch.setattr(setup.typer, "prompt", lambda *_, **__: "s3cret")
    stored = footprint("sources", "--set-key", "brave")
    assert stored.status == 0
    assert "s3cret" not in stored.out
    assert "s3cret" in pocket.kept.values()
    shown = footprint("sources")
    assert "is there" in shown.out
    assert "s3cret" not in shown.out
    assert footprint("sources", "--forget-key", "brave").status == 0
    assert pocket.kept == {}


def test_an_unknown_key_is_named(footprint):
    said = footprint("sources", "--set-key", "nonsense")
    assert said.status == 2
    assert "brave" in said.err


def test_without_a_keyring_it_says_what_else_to_do(footprint, monkeypatch):
    monkeypatch.setattr(setup.typer, "prompt", lambda *_, **__: "s3cret")
    said = footprint("sources", "--set-key", "brave")
    assert said.status == 2
    assert "FOOTPRINT_BRAVE_KEY" in said.err
    assert "s3cret" not in said.err


def test_remedies_are_listed_and_shown(footprint):
    listed = footprint("remedies")
    assert listed.status == 0
    name = next(iter(setup.library.load()))
    shown = footprint("remedies", name)
    assert "1. " in shown.out
    assert "looked at on" in shown.out
    data = json.loads(footprint("remedies", name, "--format", "json").out)
    assert data[name]["source_url"].startswith("https://")
    assert footprint("remedies", "nonsense").status == 2


# --- plan, history, purge, report


@pytest.mark.parametrize("call", [("audit", "--plan"), ("plan",)])
def test_the_plan_shows_every_string_and_host_and_makes_nothing(footprint, profile_file, tmp_path, call):
    shown = footprint(*call, "-p", profile_file, "--photos", tmp_path / "pictures")
    assert shown.status == 0
    assert "Rosalind Quillfeather" in shown.out
    assert "public.api.bsky.app" in shown.out
    assert "Not asked:" in shown.out
    assert "Stays on this computer: phone, photos." in shown.out
    assert "900417" not in shown.out
    assert str(tmp_path / "pictures") in shown.out
    assert not (tmp_path / "footprint-data").exists()


@pytest.mark.parametrize(
    ("change", "mend"),
    [
        (("agreed = 20", "agreed = 19"), "older than 12 months"),
        (("[photos]", "[sources.gooogle]\nenabled = true\n[photos]"), "sources.gooogle is no source"),
    ],
)
def test_an_audit_needs_a_profile_that_will_do(footprint, profile_file, change, mend):
    profile_file.write_text(profile_file.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    said = footprint("audit", "-p", profile_file)
    assert said.status == 2
    assert mend in said.err


def test_an_audit_without_a_profile_says_how_to_write_one(footprint, tmp_path):
    said = footprint("audit", "-p", tmp_path / "none.toml")
    assert said.status == 2
    assert "footprint init" in said.err


def test_the_plan_says_what_the_profile_lets_out(footprint, profile_file, monkeypatch):
    monkeypatch.setenv("FOOTPRINT_BRAVE_KEY", "s3cret")
    text = profile_file.read_text(encoding="utf-8")
    profile_file.write_text(f'{text}\n[sources.brave]\nalso_send = ["phone"]\n', encoding="utf-8")
    shown = footprint("plan", "-p", profile_file).out
    assert "07700 900417" in shown
    assert "Stays on this computer: photos." in shown
    assert "Sent because the profile allows it for one source: phone." in shown
    assert "s3cret" not in shown


def test_the_plan_says_which_adults_are_searched_for_and_never_a_child(footprint, tmp_path):
    path = tmp_path / "p.toml"
    members = ("husband=Tobias Quillfeather", "mother=Edna Quillfeather", "daughter=Poppy Quillfeather")
    given = [part for member in members for part in ("--family", member)]
    assert footprint("init", "-p", path, *FLAGS, *given, "--search-for", "Tobias Quillfeather").status == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[sources.searxng]\naddress = "https://searx.example"\n', encoding="utf-8")
    shown = footprint("audit", "--plan", "-p", path).out
    assert "sends  Tobias Quillfeather" in shown
    assert "Searched for by name, because they agreed to it: Tobias Quillfeather." in shown
    assert "family" in next(line for line in shown.splitlines() if line.startswith("Stays on this computer"))
    assert "Edna" not in shown
    assert "Poppy" not in shown


def test_the_plan_begins_with_what_would_leave_and_says_the_same_once(footprint, profile_file, tmp_path):
    given = ("--handle", "bluesky=rosquill.bsky.example", "--phone", "07700 900417", "--portrait", tmp_path / "me.jpg")
    assert footprint("init", "-p", profile_file, *FLAGS, *given, "--overwrite").status == 0
    lines = footprint("plan", "-p", profile_file).out.splitlines()
    made = json.loads(footprint("plan", "-p", profile_file, "--format", "json").out)
    hosts = {row["host"] for row in made["queries"]}
    assert lines[2].startswith(f"In short: {len(made['queries'])} questions to {len(hosts)} hosts.")
    assert lines[3].startswith("Leaves this computer: ")
    assert all(string in lines[3] for row in made["queries"] for string in row["sends"])
    assert lines[4] == "Stays on this computer: phone, photos."
    assert lines[5].startswith("Not asked: ")
    assert "needs a key, and there is none (" in lines[5]
    assert lines[6].startswith("The portrait in your profile is not there: ")
    assert all(any(row["url"] in line for line in lines) for row in made["queries"])
    assert [line for line in lines if line.startswith("public.api.bsky.app")] == [
        "public.api.bsky.app  (Bluesky, 3 questions)"
    ]
    skipped = [line for line in lines if line.startswith("Not asked: ")]
    assert len(skipped) == len(set(skipped))


@pytest.mark.parametrize("call", [("audit", "--plan"), ("plan",)])
def test_the_plan_is_data_too(footprint, profile_file, tmp_path, call):
    made = json.loads(footprint(*call, "-p", profile_file, "--photos", tmp_path / "none", "--format", "json").out)
    assert {"source", "host", "url", "sends", "then"} == set(made["queries"][0])
    assert {"brave", "searxng"} <= {row["source"] for row in made["not_asked"]}
    assert "phone" in made["stays_here"]
    assert "there is no such folder" in footprint("plan", "-p", profile_file, "--photos", tmp_path / "none").out


def test_the_plan_names_every_source_as_asked_or_not_asked(footprint, monkeypatch):
    for source in audits.all_sources():
        if source.key:
            monkeypatch.setenv(keys.variable(source.key), "s3cret-k3y")
    made = json.loads(footprint("plan", "-p", demo.profile_file(), "--format", "json").out)
    asked, not_asked = ({row["source"] for row in made[part]} for part in ("queries", "not_asked"))
    assert asked | not_asked == {source.name for source in audits.all_sources()}
    assert not asked & not_asked
    assert all(row["host"] and row["url"] for row in made["queries"])
    assert not [row for row in made["not_asked"] if row["cause"] in {"no-key", "fault"}]
    text = footprint("plan", "-p", demo.profile_file()).out.replace("\n", "")
    for source in audits.all_sources():
        assert source.title in text
    assert "s3cret" not in text + json.dumps(made)


def nowhere(monkeypatch):
    monkeypatch.setattr(audits, "Client", lambda: Client(Resolver({}, only=True)))


def test_a_report_about_somebody_else_is_never_written_over(footprint, profile_file, tmp_path, monkeypatch):
    nowhere(monkeypatch)
    out = tmp_path / "out"
    assert footprint("audit", "-p", profile_file, "-o", out, "--share").status == 1
    before = (out / "report.html").read_bytes()
    other = tmp_path / "other.toml"
    footprint("init", "-p", other, "--about", "me", "--name", "Beth Second")
    for call in (("audit", "-p", other), ("demo",)):
        said = footprint(*call, "-o", out)
        assert said.status == 2
        assert "holds the report about Rosalind Quillfeather" in said.err
    assert (out / "report.html").read_bytes() == before


def test_a_copy_to_share_is_kept_in_step_with_the_report(footprint, profile_file, tmp_path, monkeypatch):
    nowhere(monkeypatch)
    out = tmp_path / "out"
    footprint("audit", "-p", profile_file, "-o", out)
    assert not (out / "report-share.html").exists()
    footprint("audit", "-p", profile_file, "-o", out, "--share")
    (out / "report-share.html").write_text("old", encoding="utf-8")
    footprint("audit", "-p", profile_file, "-o", out)
    assert (out / "report-share.html").read_text(encoding="utf-8") != "old"


def test_where_nothing_could_be_looked_at_nothing_is_called_fine(footprint, profile_file, tmp_path, monkeypatch):
    nowhere(monkeypatch)
    said = footprint("audit", "-p", profile_file, "-o", tmp_path / "out")
    assert said.status == 1
    assert "Nothing could be looked at" in said.out


def test_a_copied_profile_is_told_apart(footprint, profile_file, remembered):
    remembered.claim(("Alan First",))
    for call in (("history",), ("purge", "--yes")):
        said = footprint(*call, "-p", profile_file)
        assert said.status == 2
        assert "about Alan First" in said.err
    assert remembered.path.exists()


def test_history_before_the_first_audit(footprint, profile_file):
    shown = footprint("history", "-p", profile_file)
    assert shown.status == 0
    assert "no audit yet" in shown.out


@pytest.fixture
def remembered(profile_file):
    """An audit with one finding, and its report beside the profile."""
    book = History(profile.load(profile_file).id)
    made = audit(finding())
    report = profile_file.parent / "report.html"
    report.write_text("<p>", encoding="utf-8")
    book.record(made, audits.diff.compare(made, (), None), (report,))
    return book


@pytest.mark.parametrize("call", [("audit", "--plan"), ("plan",)])
def test_the_plan_names_the_pages_that_would_be_opened_again(footprint, profile_file, remembered, call, monkeypatch):
    monkeypatch.setenv("FOOTPRINT_BRAVE_KEY", "sample-key-for-brave")
    shown = footprint(*call, "-p", profile_file)
    assert "http://news.example/a" in shown.out
    assert "Opened again" in shown.out
    assert "robots.txt" in shown.out
    assert "sample-key" not in shown.out
    assert len(remembered.audits()) == 1


def test_history_lists_audits_and_takes_decisions(footprint, profile_file, remembered):
    shown = footprint("history", "-p", profile_file)
    assert "22 Nov 2026" in shown.out
    assert "Findings still open: 1." in shown.out
    id_ = past_finding(finding()).id
    assert footprint("history", "-p", profile_file, "--mine", id_).status == 0
    assert remembered.decisions() == {id_: "mine"}
    assert footprint("history", "-p", profile_file, "--not-me", id_).status == 0
    assert remembered.past() == ()
    assert footprint("history", "-p", profile_file, "--not-me", "0000").status == 2


def test_history_says_what_its_columns_mean(footprint, profile_file, remembered):
    shown = footprint("history", "-p", profile_file).out
    assert "Not looked at again" in shown
    assert "its place could not be opened that time" in " ".join(shown.split())


def test_a_file_that_is_no_photo_is_not_to_be_cleaned(footprint, tmp_path, picture):
    note = tmp_path / "note.txt"
    note.write_text("milk", encoding="utf-8")
    said = footprint("scan", note)
    assert said.status == 1
    assert "This is not a photo" in said.out
    assert "cleaned copy" not in said.out
    assert "cleaned copy" in footprint("scan", picture).out


def test_history_takes_decisions_about_pages(footprint, profile_file, remembered):
    address = "http://news.example/a?page=1&print=yes"
    shown = footprint("history", "-p", profile_file, "--mine", address)
    assert address in shown.out.replace("\n", "")
    assert list(remembered.decisions().values()) == ["mine"]
    assert footprint("history", "-p", profile_file, "--not-me", "http://news.example/a").status == 0
    assert remembered.past() == ()


def test_purge_removes_everything_and_says_what_it_cannot(footprint, profile_file, remembered, tmp_path):
    said = footprint("purge", "-p", profile_file, "--yes")
    assert said.status == 0
    assert "What this cannot remove" in said.out
    assert not profile_file.exists()
    assert not remembered.path.exists()
    assert not (tmp_path / "report.html").exists()


def test_purge_deletes_what_was_answered_and_the_audit_that_was_stopped(footprint, profile_file):
    who = profile.load(profile_file)
    Cache(answers_of(who.id)).close()
    Journal(who).close()
    kept = (answers_of(who.id), journal.path(who.id))
    assert all(file.exists() for file in kept)
    said = footprint("purge", "-p", profile_file, "--yes")
    assert all(file.name in said.out.replace("\n", "") for file in kept)
    assert not any(file.exists() for file in kept)


def test_purge_forgets_what_photos_give_away(footprint, profile_file, picture):
    footprint("scan", picture.parent)
    assert cache.path().exists()
    said = footprint("purge", "-p", profile_file, "--yes")
    assert str(cache.path()) in said.out
    assert not cache.path().exists()


def test_purge_asks_first_and_can_keep_the_profile(footprint, profile_file, remembered, monkeypatch):
    def no(*_, abort):
        assert abort
        raise setup.typer.Abort

    monkeypatch.setattr(setup.typer, "confirm", no)
    assert footprint("purge", "-p", profile_file).status == 1
    assert remembered.path.exists()
    assert footprint("purge", "-p", profile_file, "--yes", "--keep-profile").status == 0
    assert profile_file.exists()
    assert not remembered.path.exists()


def test_a_report_is_written_again_in_every_form(footprint, tmp_path):
    made = audit(finding())
    sheet = audits.Sheet(made, audits.diff.compare(made, (), None), audits.library.load())
    file = tmp_path / "audit.json"
    file.write_text(audits._report("json").render(sheet), encoding="utf-8")
    assert "14 Kingfisher Wharf" in footprint("report", file, "--format", "html").out
    assert "14 Kingfisher Wharf" not in footprint("report", file, "--format", "html", "--share").out
    assert footprint("report", file).status == 0
    assert footprint("report", file, "--format", "csv", "-o", tmp_path / "a.csv").status == 0
    assert "Your home address is on news.example" in (tmp_path / "a.csv").read_text(encoding="utf-8")
    again, _ = audit_file.load(footprint("report", file, "--format", "json").out)
    assert again == made


def test_an_audit_saved_again_by_a_windows_editor_is_read(footprint, tmp_path):
    file = tmp_path / "audit.json"
    made = audit(finding())
    sheet = audits.Sheet(made, audits.diff.compare(made, (), None), {})
    file.write_text(audit_file.Json().render(sheet), encoding="utf-8-sig")
    assert footprint("report", file).status == 0


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b"\xff", b'{"audit": 1}'])
def test_a_file_that_is_no_audit_says_so(footprint, tmp_path, content):
    file = tmp_path / "audit.json"
    if content is not None:
        file.write_bytes(content)
    said = footprint("report", file)
    assert said.status == 2
    assert "audit.json" in said.err


def test_an_unknown_format_is_named(footprint, tmp_path, profile_file):
    for call in (("scan", tmp_path), ("audit", "-p", profile_file), ("demo",)):
        said = footprint(*call, "--format", "docx")
        assert said.status == 2
        assert "docx" in said.err


# --- scan, clean


@pytest.fixture
def picture(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Acme"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 38.0, 56.4), 3: "W", 4: (0.0, 38.0, 13.2)})
    path = tmp_path / "pictures" / "summer" / "a.jpg"
    path.parent.mkdir(parents=True)
    Image.new("RGB", (40, 30), "teal").save(path, exif=exif)
    return path


def test_scan_says_in_words_and_in_lines_what_a_photo_gives_away(footprint, picture):
    said = footprint("scan", picture.parent.parent)
    assert said.status == 1
    assert "where it was taken" in said.out
    assert "52.64900, -0.63700" in said.out
    (line,) = footprint("scan", picture, "--format", "jsonl").out.splitlines()
    data = json.loads(line)
    assert set(data) == {"path", "format", "bytes", "taken", "location", "traces", "problem"}
    assert data["format"] == "JPEG"
    where = {"latitude": pytest.approx(52.649), "longitude": pytest.approx(-0.637), "altitude": None}
    assert data["location"] == where
    assert {"gps", "device"} <= {trace["kind"] for trace in data["traces"]}


def test_scan_sums_up_and_says_of_a_broken_file_only_that_it_is(footprint, picture):
    picture.with_name("b.jpg").write_bytes(b"")
    Image.new("RGB", (4, 3)).save(picture.with_name("c.jpg"))
    said = footprint("scan", picture.parent)
    assert f"{picture.with_name('b.jpg')}: The file is empty." in said.out.splitlines()
    assert f"{picture.with_name('c.jpg')}: gives nothing away that we know of" in said.out.splitlines()
    assert "3 files: 1 gives away where it was taken, 1 could not be read whole." in said.out
    assert "footprint clean PHOTO --into FOLDER" in said.out


def test_an_empty_place_for_a_position_needs_no_attention(footprint, tmp_path):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)})
    Image.new("RGB", (4, 3)).save(tmp_path / "a.jpg", exif=exif)
    said = footprint("scan", tmp_path / "a.jpg")
    assert said.status == 0
    assert said.out.splitlines() == [f"{tmp_path / 'a.jpg'}: gives nothing away that we know of"]


def test_a_folder_without_photos_says_so(footprint, tmp_path):
    (tmp_path / "letter.txt").write_text("words", encoding="utf-8")
    said = footprint("scan", tmp_path)
    assert (said.status, said.out.strip()) == (0, "There are no photos or films there.")


def test_clean_writes_a_copy_with_the_tree_that_scan_finds_nothing_in(footprint, picture, tmp_path):
    before = picture.read_bytes()
    made = footprint("clean", picture.parent.parent, "--into", tmp_path / "out", "--format", "jsonl")
    assert made.status == 0
    data = json.loads(made.out)
    assert set(data) == {"source", "copy", "removed", "kept", "verified", "problem", "covered"}
    assert data["verified"] is True
    assert picture.read_bytes() == before
    copy = Path(data["copy"])
    assert copy.parts[-2:] == ("summer", "a.jpg")
    again = footprint("scan", copy)
    assert again.status == 0
    assert "gives nothing away that we know of" in again.out


def test_clean_says_what_it_did_and_what_it_withheld(footprint, picture, tmp_path):
    broken = picture.with_name("b.jpg")
    broken.write_bytes(picture.read_bytes()[:200])
    said = footprint("clean", picture.parent, "--into", tmp_path / "out")
    assert said.status == 1
    assert "taken out: " in said.out
    assert "no copy was made" in said.out
    assert not list((tmp_path / "out").rglob("b.jpg"))


def test_clean_sums_up_and_says_what_it_kept(footprint, picture, tmp_path):
    Image.new("RGB", (4, 3)).save(picture.with_name("b.jpg"))
    said = footprint("clean", picture.parent, "--into", tmp_path / "out", "--keep", "camera")
    assert said.status == 0
    assert "kept: the camera" in said.out
    assert f"2 cleaned copies in {tmp_path / 'out'}." in said.out
    with Image.open(tmp_path / "out" / "a.jpg") as copy:
        assert copy.getexif()[0x010F] == "Acme"


def test_clean_can_number_copies_and_keep_their_dates(footprint, picture, tmp_path):
    os.utime(picture, (1_700_000_000, 1_700_000_000))
    made = footprint("clean", picture.parent.parent, "--into", tmp_path / "out", "--neutral-names", "--keep-times")
    assert made.status == 0
    copy = tmp_path / "out" / "folder-01" / "photo-0001.jpg"
    assert copy.stat().st_mtime == 1_700_000_000


def test_clean_leaves_out_what_only_tells_of_a_photo_beside_it(footprint, picture, tmp_path):
    sidecar = picture.with_name("a.jpg.json")
    sidecar.write_text('{"title": "a.jpg", "photoTakenTime": {"timestamp": "1717240259"}}', encoding="utf-8")
    said = footprint("clean", picture.parent, "--into", tmp_path / "out")
    assert said.status == 0
    assert "1 file that only tells of a photo beside it" in said.out
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.jpg"]
    alone = footprint("clean", picture, "--into", tmp_path / "alone")
    assert "Beside it lies a.jpg.json, which tells of it too." in alone.out


def test_clean_says_that_a_name_still_tells(footprint, picture, tmp_path):
    named = picture.with_name("IMG_20240601_123059.jpg")
    picture.rename(named)
    said = footprint("clean", named, "--into", tmp_path / "out")
    assert "Its name still tells when it was taken. With --neutral-names it does not." in said.out
    assert "Its name" not in footprint("clean", named, "--into", tmp_path / "other", "--neutral-names").out


def test_clean_says_of_what_is_kept_only_that(footprint, picture, tmp_path):
    said = footprint("clean", picture, "--into", tmp_path / "out", "--keep", "camera")
    assert "taken out: where it was taken; kept: the camera" in said.out


def test_a_second_run_says_that_there_are_copies_already(footprint, picture, tmp_path):
    Image.new("RGB", (4, 3)).save(picture.with_name("b.jpg"))
    footprint("clean", picture.parent, "--into", tmp_path / "out")
    said = footprint("clean", picture.parent, "--into", tmp_path / "out")
    assert said.status == 1
    assert "already a file of that name" in said.out
    assert "No copy was made of 2 files; the lines above say why." in said.out


def test_clean_of_a_folder_without_photos_says_so(footprint, tmp_path):
    (tmp_path / "empty").mkdir()
    said = footprint("clean", tmp_path / "empty", "--into", tmp_path / "out")
    assert (said.status, said.out.strip()) == (0, "There are no photos or films there.")


def test_a_summary_counts_what_is_given_away(footprint, picture):
    Image.new("RGB", (4, 3)).save(picture.with_name("b.jpg"))
    said = footprint("scan", picture.parent, "--summary")
    assert sorted(line.strip() for line in said.out.splitlines()[1:3]) == ["1  the camera", "1  where it was taken"]


def test_purge_without_a_profile_deletes_what_scans_remember(footprint, picture, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    footprint("scan", picture)
    os.utime(picture, (1_700_000_000, 1_700_000_000))
    footprint("scan", picture.parent)
    remembered = cache.path()
    assert remembered.exists()
    Cache(answers_of("0123456789abcdef")).close()
    said = footprint("purge", "--yes")
    assert not answers_of("0123456789abcdef").exists()
    assert said.status == 0
    assert str(remembered) in said.out.replace("\n", "")
    assert not remembered.exists()
    assert footprint("purge", "--yes").status == 2


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--location", "--keep", "date"), "exclude one another"),
        (("--safe", "--location"), "exclude one another"),
        (("--keep", "everything"), "--keep everything is not known"),
        (("--keep", " , "), "--keep needs at least one of"),
        (("--motion", "film"), "--motion film is not known"),
    ],
)
def test_amounts_that_make_no_sense_are_status_2(footprint, picture, tmp_path, options, reason):
    said = footprint("clean", picture, "--into", tmp_path / "out", *options)
    assert said.status == 2
    assert reason in said.err
    assert not (tmp_path / "out").exists()


def test_a_path_that_is_not_there_is_status_2(footprint, tmp_path):
    for call in (("scan", tmp_path / "none"), ("clean", tmp_path / "none", "--into", tmp_path / "out")):
        said = footprint(*call)
        assert said.status == 2
        assert "There is nothing at" in said.err


def test_a_name_with_spaces_and_without_quotation_marks_is_recognised(footprint, tmp_path, monkeypatch):
    (tmp_path / "my old pictures").mkdir()
    monkeypatch.chdir(tmp_path)
    for call in (("scan", "my", "old", "pictures"), ("clean", "my", "old", "pictures", "--into", "out")):
        said = footprint(*call)
        assert said.status == 2
        assert 'quotation marks: "my old pictures"' in said.err
    assert not (tmp_path / "out").exists()


def test_a_slip_of_the_pen_in_a_command_is_recognised(footprint):
    said = footprint("scna", "photos")
    assert said.status == 2
    assert "Did you mean: footprint scan?" in said.err
    assert "`footprint --help`" in footprint("xyzzy").err


def test_one_wrong_name_stops_nothing_else(footprint, picture, tmp_path):
    said = footprint("scan", picture, tmp_path / "none.jpg", "--format", "jsonl")
    assert said.status == 2
    assert "There is nothing at" in said.err
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [bool(row["problem"]) for row in rows] == [False, True]
    made = footprint("clean", picture, tmp_path / "none.jpg", "--into", tmp_path / "out")
    assert made.status == 2
    assert (tmp_path / "out" / "a.jpg").exists()


def test_an_unreadable_file_needs_attention(footprint, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"")
    said = footprint("scan", tmp_path / "a.jpg")
    assert said.status == 1
    assert "a.jpg" in said.out


# --- the terminal


def test_nothing_from_outside_controls_the_terminal():
    hostile = "a\x1b[31mb\r\u202ec[bold]d"
    shown = terminal.plain(hostile)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\r" not in shown
    assert r"\[bold]" in shown


def test_progress_is_shown_on_a_terminal_and_silent_in_a_pipe(monkeypatch, capsys):
    with terminal.progress() as tell:
        tell(audits.gather.Progress("web", "a source", 1, 2))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(terminal, "err", lambda: Console(force_terminal=True, stderr=True))
    with terminal.progress() as tell:
        tell(audits.gather.Progress("web", "a source", 1, 2))
        tell(audits.gather.Progress("photos", "a.jpg", 1, None))
    assert "Asking public sources" in capsys.readouterr().err


def test_a_report_opens_where_there_is_a_screen(monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(terminal.sys, "platform", "darwin")
    terminal.show_file(tmp_path / "report.html")
    assert opened == []
    monkeypatch.setattr(terminal, "out", lambda: Console(force_terminal=True))
    terminal.show_file(tmp_path / "report.html")
    assert opened == [(tmp_path / "report.html").resolve().as_uri()]


@pytest.mark.parametrize("how", [KeyboardInterrupt(), SystemExit(130)])
def test_ctrl_c_records_nothing_and_says_so(footprint, monkeypatch, how):
    def stopped(**_):
        raise how

    monkeypatch.setattr("footprint.cli.commands.app", stopped)
    said = footprint("demo")
    assert said.status == 130
    assert "Nothing was recorded" in said.err


def test_a_full_disk_behind_a_pipe_is_one_line(footprint, monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("footprint.cli.commands.app", full)
    said = footprint("sources")
    assert said.status == 2
    assert said.err == "footprint: Something could not be read or written: No space left on device.\n"

from __future__ import annotations

import json
import time
import tomllib
from datetime import date
from importlib import resources
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import NotSet
from footprint.model import SourceSettings
from footprint.web.usernames import NAME, Site, allowed, definitions, maigret, sherlock, sound, whatsmyname
from footprint.web.usernames.made_up import made_up

ONE_OF_SHERLOCK = {"url": "https://a.example/{}", "urlMain": "https://a.example", "errorType": "status_code"}
ONE_OF_MAIGRET = {"url": "https://b.example/{username}", "checkType": "message", "absenceStrs": ["no"]}
ONE_OF_WMN = {"name": "C", "uri_check": "https://c.example/{account}", "e_string": "yes", "m_string": "no"}


def site(**changes):
    return Site(**{"name": "Site", "url": "https://site.example/{name}", "missing": (404,), **changes})


def of_sherlock(**changes):
    return sherlock.sites({"A": {**ONE_OF_SHERLOCK, **changes}})


def of_maigret(engines=None, **changes):
    return maigret.sites({"sites": {"B": {**ONE_OF_MAIGRET, **changes}}, "engines": engines or {}})


def of_wmn(**changes):
    return whatsmyname.sites({"sites": [{**ONE_OF_WMN, **changes}]})


# --- the project's own ------------------------------------------------------------------------------------------------


def test_each_own_site_can_be_asked_or_says_why_not():
    for one in definitions.own():
        assert one.unasked or (sound(one.asked) and made_up(one)), one.name
        assert one.unasked or one.present or one.absent or one.missing or one.elsewhere, one.name
        assert one.url.startswith("https://")
        assert NAME in one.url
        assert not one.documented or one.probe


def test_the_own_set_is_dated_unconfirmed_and_gives_its_grounds():
    text = (resources.files("footprint.web.usernames") / "sites.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    assert isinstance(data["written"], date)
    assert data["confirmed"] is False
    assert all(len(entry["because"]) > 20 for entry in data["site"])
    hosts = [one.asked for one in definitions.own()]
    assert 30 <= len(hosts) == len(set(hosts))


# --- sherlock's -------------------------------------------------------------------------------------------------------


def test_sherlock_by_status_message_and_redirect():
    assert of_sherlock()[0].missing == (404, 410)
    assert of_sherlock(errorCode=204)[0].missing == (404, 410, 204)
    one = of_sherlock(errorType="message", errorMsg=["gone", "never"], urlProbe="https://api.a.example?u={}")[0]
    assert (one.absent, one.missing) == (("gone", "never"), ())
    assert one.ask_for("rosquill") == "https://api.a.example?u=rosquill"
    assert one.look_at("rosquill") == "https://a.example/rosquill"
    assert of_sherlock(errorType="response_url")[0].elsewhere
    both = of_sherlock(errorType=["status_code", "message"], errorMsg="gone")[0]
    assert both.absent
    assert both.missing


def test_braces_in_a_message_are_no_place_for_the_name():
    assert of_sherlock(errorType="message", errorMsg='"users":{}')[0].absent == ('"users":{}',)


@pytest.mark.parametrize(
    "changes",
    [
        {"request_method": "POST"},
        {"request_method": "PUT"},
        {"request_payload": {"name": "{}"}},
        {"headers": {"Cookie": "a=b"}},
        {"headers": {"User-Agent": "Mozilla/5.0"}},
        {"headers": {"Host": "other.example"}},
        {"headers": {"Accept": "text/html\r\nCookie: a=b"}},
    ],
)
def test_what_is_not_our_way_of_asking_is_said_and_not_done(changes):
    (one,) = of_sherlock(**changes)
    assert one.unasked.endswith(".")
    assert not one.headers or changes.get("headers") == one.headers


def test_headers_that_only_say_what_is_wanted_are_sent():
    assert of_sherlock(headers={"Accept": "text/html"})[0].headers == {"Accept": "text/html"}


@pytest.mark.parametrize(
    "changes",
    [
        {"isNSFW": True},
        {"url": "https://a.example/"},
        {"url": "ftp://a.example/{}"},
        {"url": "https://user:word@a.example/{}"},
        {"url": "https://{}@a.example/"},
        {"url": "https://a.example:{}/"},
        {"url": "https://a.{}.example/"},
        {"url": "https://a.example/#{}"},
        {"url": "https://a.example\\{}"},
        {"url": "https://a.example/ {}"},
        {"url": "javascript:{}"},
        {"url": "https://[{}"},
        {"url": "https://{}/"},
        {"url": 7},
        {"url": None},
        {"errorType": "message", "errorMsg": []},
        {"errorType": "message", "errorMsg": None},
        {"errorType": "magic"},
        {"errorType": {}},
        {"errorCode": "404"},
        {"headers": ["a"]},
        {"regexCheck": "a" * 2_000},
        {"url": "https://a.example/{}" + "x" * 3_000},
    ],
)
def test_what_cannot_be_used_is_left_out(changes):
    assert of_sherlock(**changes) == ()


def test_a_name_in_the_host_must_be_one_that_a_host_can_have():
    (one,) = of_sherlock(url="https://{}.a.example/")
    assert one.fits("rosquill")
    assert not one.fits("ros.quill")
    assert not one.fits("ros_quill")
    assert all(one.fits(name) for name in made_up(one))


@given(st.text(max_size=40))
def test_a_name_never_leaves_its_place_in_the_address(name):
    for one in (site(), site(url="https://{name}.site.example/p"), site(url="https://site.example/?u={name}&x=1")):
        if one.fits(name):
            parts = urlsplit(one.ask_for(name))
            assert (parts.hostname or "").endswith("site.example")
            assert not parts.fragment
            assert parts.username is None
            assert ".." not in parts.path.split("/")


# --- maigret's --------------------------------------------------------------------------------------------------------


def test_maigret_with_an_engine():
    shared = {"url": "{urlMain}{urlSubpath}/m/{username}", "checkType": "message", "absenceStrs": ["none"]}
    engines = {"Forum": {"site": {**shared, "presenseStrs": ["member"]}}}
    data = {"engine": "Forum", "urlMain": "https://f.example/", "urlSubpath": "/sub", "absenceStrs": ["nobody"]}
    (one,) = maigret.sites({"sites": {"F": data}, "engines": engines})
    assert one.ask_for("rosquill") == "https://f.example/sub/m/rosquill"
    assert one.absent == ("nobody", "none")
    assert one.present == ("member",)


@pytest.mark.parametrize(
    "changes",
    [
        {"disabled": True},
        {"similarSearch": True},
        {"type": "yandex_public_id"},
        {"protocol": "tor"},
        {"tags": ["porn", "us"]},
        {"url": "{urlMain}/{username}"},
        {"absenceStrs": 3},
        {"url": ["a"]},
    ],
)
def test_what_maigret_has_and_we_do_not_want_is_left_out(changes):
    assert of_maigret(**changes) == ()


def test_what_maigret_unlocks_is_not_asked():
    assert of_maigret(activation={"method": "twitter"})[0].unasked


# --- whatsmyname's ----------------------------------------------------------------------------------------------------


def test_whatsmyname():
    (one,) = of_wmn(m_code=404, e_code=200, e_string='"{account}"', uri_pretty="https://c.example/@{account}")
    assert (one.present, one.absent, one.missing) == (('"{name}"',), ("no",), (404,))
    assert one.look_at("rosquill") == "https://c.example/@rosquill"
    assert of_wmn(e_code=200, m_code=200)[0].missing == ()
    assert of_wmn(m_code=302)[0].missing == ()


def test_a_name_that_whatsmyname_would_cut_is_not_asked():
    (one,) = of_wmn(strip_bad_char="._]^\\")
    assert one.fits("rosquill")
    assert not any(one.fits(name) for name in ("ros.quill", "ros_quill"))


@pytest.mark.parametrize("changes", [{"valid": False}, {"cat": "xx NSFW xx"}, {"uri_check": None}, {"e_code": "x"}])
def test_what_whatsmyname_rules_out_is_left_out(changes):
    assert of_wmn(**changes) == ()


def test_a_form_to_be_sent_is_not_sent():
    assert of_wmn(post_body='{"u":"{account}"}')[0].unasked


# --- rules for names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    ["^(a|aa)+$", "^(a|a)*$", "^(?:(?:a{0,5}){0,20}){0,20}$", "^(a|b|ab)*c$", "(", "a{5,2}", "(?P<x>", "[z-a]", "*"],
)
def test_a_rule_that_never_ends_or_is_broken_fits_no_name(rule):
    start = time.perf_counter()
    assert not allowed(rule, "a" * 50 + "!")
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("rule", "name", "fits"),
    [
        ("", "rosquill", True),
        ("^[a-z]{3,8}$", "rosquill", True),
        ("^[a-z]{3,7}$", "rosquill", False),
        ("^(?!.*--)[a-z0-9-]+$", "ros--quill", False),
        ("[0-9]", "rosquill", False),
    ],
)
def test_a_rule_is_looked_for_in_the_name(rule, name, fits):
    assert site(allows=rule).fits(name) is fits


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a b", "a?b", "a#b", "a" * 65, "-a", "a\n", "a\x00", "a@b/c"])
def test_what_is_no_user_name_is_never_asked(name):
    assert not site().fits(name)


@pytest.mark.parametrize(
    "rule",
    ["", "^[a-z]{3,8}$", "^[0-9]+$", "^[A-Z][a-z]+$", "^[a-zA-Z0-9_]{1,15}$", r"^\d{5,}$", "^[a-z]+[0-9]{3}$"],
)
def test_two_different_names_are_made_up_as_the_site_allows(rule):
    one = site(allows=rule)
    first, second = made_up(one)
    assert first != second
    assert one.fits(first)
    assert one.fits(second)
    assert set(made_up(one)).isdisjoint({first, second})


def test_where_nothing_can_be_made_up_there_is_nothing():
    assert made_up(site(allows="^only-this$")) == ()


# --- which are chosen -------------------------------------------------------------------------------------------------


def written(folder, name, data):
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def chosen(*sites, file=""):
    return definitions.chosen(SourceSettings("usernames", sites=sites, file=str(file)))


def test_the_own_set_is_the_default_and_a_file_takes_its_place(tmp_path):
    assert chosen() == definitions.own()
    file = written(tmp_path, "wmn.json", {"sites": [ONE_OF_WMN]})
    assert [one.name for one in chosen(file=file)] == ["C"]
    assert next(one.name for one in chosen("own", file=file)) == "C"
    assert len(chosen("own", file=file)) == 1 + len(definitions.own())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"sites": [ONE_OF_WMN]}, "C"),
        ({"sites": {"B": ONE_OF_MAIGRET}, "engines": {}}, "B"),
        ({"$schema": "x", "A": ONE_OF_SHERLOCK}, "A"),
    ],
)
def test_each_of_the_three_forms_is_told_by_its_shape(tmp_path, data, name):
    assert [one.name for one in chosen(file=written(tmp_path, "sites.json", data))] == [name]


def test_a_changed_file_is_read_again(tmp_path):
    file = written(tmp_path, "wmn.json", {"sites": [ONE_OF_WMN]})
    assert len(chosen(file=file)) == 1
    written(tmp_path, "wmn.json", {"sites": [ONE_OF_WMN, {**ONE_OF_WMN, "uri_check": "https://d.example/{account}"}]})
    assert len(chosen(file=file)) == 2


def test_each_host_is_asked_through_one_definition(tmp_path):
    twice = {**ONE_OF_WMN, "uri_check": "https://www.github.com/{account}"}
    api = {**ONE_OF_WMN, "uri_check": "https://api.github.com/x/{account}"}
    file = written(tmp_path, "wmn.json", {"sites": [ONE_OF_WMN, ONE_OF_WMN, twice, api]})
    names = [one.name for one in chosen("own", file=file)]
    assert names.count("C") == 3
    assert "GitHub" not in names


@pytest.mark.parametrize(
    "text",
    ["", "[", "[]", "{}", "null", "7", '"x"', '{"sites": []}', '{"sites": {}}', '{"sites": [7, null]}', "[" * 100_000],
)
def test_a_file_that_holds_no_sites_is_said(tmp_path, text):
    with pytest.raises(NotSet, match=r"sites\.json"):
        chosen(file=written(tmp_path, "sites.json", text))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NotSet, match=r"sources\.usernames\.file"):
        chosen(file=tmp_path / "none.json")
    with pytest.raises(NotSet):
        chosen(file=tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        *(*ONE_OF_SHERLOCK, "errorMsg", "errorCode", "headers", "regexCheck", "request_method", "urlProbe", "isNSFW"),
        *(*ONE_OF_MAIGRET, "engine", "presenseStrs", "tags", "disabled", "activation", "urlMain"),
        *(*ONE_OF_WMN, "e_code", "m_code", "post_body", "strip_bad_char", "cat", "valid"),
    ]
)


@given(st.dictionaries(FIELDS, JSON, max_size=6), JSON)
def test_any_data_are_read_without_a_fault(changes, engine):
    for read in (of_sherlock, of_wmn, lambda **fields: of_maigret({"E": engine}, **fields)):
        for one in read(**{str(key): value for key, value in changes.items()}):
            assert isinstance(one, Site)
            assert one.unasked or sound(one.asked)


# --- installed packages -----------------------------------------------------------------------------------------------


def test_a_package_that_is_not_installed_is_said_with_the_mend(monkeypatch):
    monkeypatch.setattr(definitions.sherlock, "PACKAGE", "no-such-distribution-at-all")
    definitions._of_package.cache_clear()
    with pytest.raises(NotSet, match=r"pip install .*\[usernames\]"):
        chosen("sherlock")


@pytest.mark.parametrize(
    ("name", "data"), [("sherlock", {"A": ONE_OF_SHERLOCK}), ("maigret", {"sites": {"B": ONE_OF_MAIGRET}})]
)
def test_an_installed_package_is_read_as_data_and_never_imported(monkeypatch, tmp_path, name, data):
    reader = definitions._PACKAGES[name]
    package = tmp_path / reader.FILE.split("/")[0]
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('this code was run')", encoding="utf-8")
    written(package / "resources", "data.json", data)
    info = tmp_path / f"{reader.PACKAGE.replace('-', '_')}-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {reader.PACKAGE}\nVersion: 9.9\n", encoding="utf-8")
    (info / "RECORD").write_text(f"{reader.FILE},,\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    definitions._of_package.cache_clear()
    try:
        assert len(chosen(name)) == 1
    finally:
        definitions._of_package.cache_clear()


def test_an_installed_package_without_its_data_is_said(monkeypatch):
    monkeypatch.setattr(definitions.metadata, "files", Mock(return_value=[]))
    definitions._of_package.cache_clear()
    with pytest.raises(NotSet, match="no list of sites"):
        chosen("maigret")

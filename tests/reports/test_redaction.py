import time
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.detectors import BLOT
from footprint.model import Cause, Fate, Group, Skipped, Where
from footprint.outline.redaction import Veil, redacted
from tests.reports.sheets import (
    ADDRESS,
    BEFORE,
    EMAIL,
    MOBILE,
    NOW,
    VALUES,
    make_audit,
    make_comparison,
    make_finding,
    photo,
    rich_audit,
    squeeze,
)


def veil(*values, masked="hidden"):
    return Veil.over(make_audit(tuple(make_finding(group=Group.HOME, value=value, masked=masked) for value in values)))


def texts(thing):
    """Every string in it, however deep."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for name, value in thing.items():
            yield from texts(name)
            yield from texts(value)
    elif isinstance(thing, (tuple, list)):
        for part in thing:
            yield from texts(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MOBILE, "Ring 07700 900417"),
        (MOBILE, "Ring (07700) 900-417"),
        (MOBILE, "Ring +44 7700 900417"),
        (MOBILE, "Ring +44 (0)7700 900 417"),
        (MOBILE, "Ring 0044 7700.900.417"),
        (MOBILE, "mobile07700900417.jpg"),
        (MOBILE, "/contact?tel=%2B447700900417"),
        (MOBILE, "07700\u200b900417"),
        ("+447700900417", "Ring 07700 900 417"),
        (ADDRESS, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        (ADDRESS, "/2026/14-kingfisher-wharf"),
        (ADDRESS, "14%20Kingfisher%20Wharf"),
        (ADDRESS, "14_KINGFISHER_WHARF.JPG"),
        (ADDRESS, "near tm46qh"),
        (EMAIL, "rosalind.quillfeather%40mail.example"),
        (EMAIL, "Rosalind.Quillfeather [at] mail . example".replace("[at]", "@")),
        ("9 March 1974", "born-9-march-1974"),
        ("Jo", "Her son Jo swims"),
        ("JZ24 RQF", "JZ24RQF"),
    ],
)
def test_a_value_is_blotted_however_it_is_set_apart(value, text):
    left = veil(value)(text)
    assert squeeze(value) not in squeeze(left)
    assert "kingfisher" not in left.casefold()
    assert "900417" not in squeeze(left)
    assert left != text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Jo", "Join us on the joint journey"),
        (ADDRESS, "Thornmere Borough Council"),
        (ADDRESS, "The kingfisher is back"),
        (MOBILE, "Chapter 9, page 417"),
        ("", "Anything at all"),
        ("…", "Anything at all"),
    ],
)
def test_other_words_stay(value, text):
    assert veil(value)(text) == text


def test_the_whole_value_leaves_its_hint():
    assert veil(MOBILE, masked="▮▮▮17")(f"Ring {MOBILE}!") == "Ring ▮▮▮17!"
    assert veil(ADDRESS)("at TM4 6QH") == f"at {BLOT}"


def test_a_value_that_its_hint_shows_in_full_is_nothing_to_hide():
    assert veil("rosquill", masked="rosquill")("The account rosquill") == "The account rosquill"


@pytest.mark.parametrize("detail", ["07700 900999", "+44 1632 960 111", "pot.ter@mail.example", "TM1 1AA", "tm11aa"])
def test_strictly_also_what_nobody_declared(detail):
    assert veil()(f"Ask {detail} today") == f"Ask {detail} today"
    assert veil().strictly(f"Ask {detail} today") == f"Ask {BLOT} today"


@pytest.mark.parametrize("text", ["IMG_20260412_101500.jpg", "Minutes of 22/11/2026", "Agenda item 10.2", "£1,000,000"])
def test_strictly_leaves_dates_and_file_names(text):
    assert veil().strictly(text) == text


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://a.example/news?id=3", "https://a.example/news?id=3"),
        ("https://a.example/14-kingfisher-wharf", "https://a.example/"),
        ("https://a.example/%54M4%206QH", "https://a.example/"),
        ("https://tm46qh.example/x", ""),
        ("https://[broken/TM4 6QH", ""),
        ("C:\\TM4 6QH", ""),
    ],
)
def test_an_address_with_a_value_in_it_becomes_its_host_or_nothing(url, left):
    assert veil(ADDRESS).address(url) == left


@given(st.text(max_size=40), st.text(max_size=60), st.text(max_size=60))
def test_no_value_of_any_kind_survives_in_any_text(value, before, after):
    # Where the hint itself holds the value there is nothing to hide; what stands around must not complete it anew.
    left = veil(value, masked="")(f"{before} {value} {after}")
    if len(squeeze(value)) >= 6 and squeeze(value) not in squeeze(before + after):
        assert value not in left


@given(st.lists(st.sampled_from(VALUES), max_size=4), st.text(max_size=200))
def test_the_veil_takes_any_text(values, text):
    hide = veil(*values)
    assert isinstance(hide.strictly(text), str)
    assert isinstance(hide.address(text), str)


def test_the_veil_is_quick_on_hostile_text():
    hide = veil(*VALUES)
    start = time.process_time()
    for text in ("0" * 5000, "%20" * 1600, "a." * 2500, "14 " * 1600, "+44(" * 1250, "@" * 5000, "a@a" * 1600):
        hide.strictly(text)
    assert time.process_time() - start < 6


def test_a_redacted_audit_holds_no_value_no_picture_and_no_file_name():
    audit = rich_audit()
    thin, comparison = redacted(audit, make_comparison(audit))
    everything = squeeze("\n".join(texts((thin, comparison))))
    for value in VALUES:
        assert squeeze(value) not in everything
    for word in ("kingfisher", "users", "img2000", "garden", "portgannet01632"):
        assert word not in everything
    assert all(f.value is None and f.thumbnail == b"" for f in thin.findings)
    assert all(sent.sends == () and sent.url == "" for sent in thin.sent)
    assert thin.opened == ()


def test_a_redacted_audit_keeps_counts_fates_and_order():
    audit = rich_audit()
    before = make_comparison(audit)
    thin, after = redacted(audit, before)
    assert [f.detector for f in thin.findings] == [f.detector for f in audit.findings]
    assert len({f.id for f in thin.findings}) == len(audit.findings)
    assert [after.fates[f.id] for f in thin.findings] == [before.fates[f.id] for f in audit.findings]
    assert [after.first_seen[f.id] for f in thin.findings] == [before.first_seen[f.id] for f in audit.findings]
    assert sorted(after.fates.values()) == sorted(before.fates.values())
    assert [after.fates[p.id] for p in after.past] == [Fate.GONE, Fate.COULD_NOT_CHECK]
    assert not {f.id for f in audit.findings} & set(after.fates)


def test_a_fate_of_something_unknown_is_dropped():
    audit = make_audit((make_finding(),))
    comparison = replace(make_comparison(audit, first=True), fates={"0" * 12: Fate.GONE}, previous=BEFORE)
    assert redacted(audit, comparison)[1].fates == {}


def test_one_photo_has_one_new_name_wherever_it_is_named():
    both = (photo(1), photo(1, "photo-location", what="The photo IMG_2001.jpg says where it was taken"))
    thin, _ = redacted(make_audit(both), make_comparison(make_audit(both), first=True))
    assert {place.title for f in thin.findings for place in f.where} == {"photo 1.jpg"}
    assert thin.findings[1].what == "The photo photo 1.jpg says where it was taken"


def test_distances_are_left_out():
    together = make_finding(
        "home-inferable", Group.HOME, "Your photos, taken together, give your home away to within 1,040 m"
    )
    near = photo(
        1, reasons=("It was taken about 40 m from the address that anyone can read in a planning application",)
    )
    audit = make_audit((together, near))
    thin, _ = redacted(audit, make_comparison(audit))
    assert thin.findings[0].what == "Your photos, taken together, give your home away"
    assert thin.findings[1].reasons == ("It was taken near the address that anyone can read in a planning application",)


def test_the_places_to_be_kept_private_are_not_named():
    found = photo(1, "photo-place", what="The photo IMG_2001.jpg was taken about 20 m from Larkfield Primary School")
    thin, _ = redacted(make_audit((found,)), make_comparison(make_audit((found,)), first=True))
    assert thin.findings[0].what == "A photo was taken at a place that is to be kept private"


@pytest.mark.parametrize("cause", [Cause.OFFLINE, Cause.TOO_LARGE])
def test_a_string_that_would_have_been_sent_is_left_out_though_nothing_was_found(cause):
    asked = "Rosalind Quillfeather, 14 Kingfisher Wharf, JZ24 RQF"
    page = "http://news.example/a"
    skips = (Skipped("searxng", asked, cause, "It is down."), Skipped("searxng", page, cause, "It is down."))
    thin, _ = redacted(make_audit(skipped=skips), make_comparison(make_audit(), first=True))
    assert [skip.identifier for skip in thin.skipped] == ["", page]


@pytest.mark.parametrize(
    "text", ["Quillfeather, Tobias", "Tobias and Rosalind wed", "tobias%20q", "QUILLFEATHER Tobias"]
)
def test_a_relative_is_hidden_in_whatever_order_the_name_is_written(text):
    told = make_finding("family", Group.FAMILY, value="Tobias Quillfeather", masked="T▮▮▮ Q▮▮▮")
    hide = Veil.over(make_audit((told,)))
    assert "tobias" not in hide(text).casefold()
    assert hide("Rosalind Quillfeather opens a fete") == "Rosalind Quillfeather opens a fete"


@pytest.mark.parametrize(
    "text", ["Kingfisher Wharf 14", "KINGFISHER-WHARF, no. 14", "kingfisher%20wharf", "KingfisherWharf"]
)
@pytest.mark.parametrize("value", ["14 Kingfisher Wharf", "14 Kingfisher Wharf, Thornmere, TM4 6QH"])
def test_a_street_is_hidden_without_its_number(value, text):
    told = make_finding("home-address", Group.HOME, value=value, masked="1▮▮▮ K▮▮▮ W▮▮▮")
    hidden = Veil.over(make_audit((told,)))(text)
    assert "kingfisher" not in hidden.casefold()


@pytest.mark.parametrize(("path", "ending"), [("/home/ros/A.HEIC", ".heic"), ("B", ""), ("C.ros quillfeather", "")])
def test_of_a_file_name_only_a_usual_ending_is_kept(path, ending):
    found = make_finding(where=(Where("photos", path, "/home/ros", path, NOW),))
    thin, _ = redacted(make_audit((found,)), make_comparison(make_audit((found,)), first=True))
    assert thin.findings[0].where[0].title == f"photo 1{ending}"


def test_what_could_not_be_read_is_told_without_its_name():
    path = "/home/ros/Kingfisher/IMG_1.jpg"
    skip = Skipped("photos", path, Cause.UNREADABLE, f"{path} ends too early (IMG_1.jpg).")
    folder = Skipped("photos", "", Cause.NOT_SET, "No folder of TM1 1AA.")
    thin, _ = redacted(make_audit(skipped=(skip, folder)), make_comparison(make_audit(), first=True))
    assert thin.skipped[0].identifier == "file 1.jpg"
    assert thin.skipped[0].reason == "file 1.jpg ends too early (file 1.jpg)."
    assert thin.skipped[1].reason == f"No folder of {BLOT}."


def test_the_persons_public_words_are_no_secret():
    assert veil("Thornmere")("Thornmere Borough Council") == "Thornmere Borough Council"
    handle = make_finding("account", Group.ACCOUNTS, value="rosquill", masked="r▮▮▮")
    assert Veil.over(make_audit((handle,)))("rosquill on GitHub") == "rosquill on GitHub"


def test_only_an_address_is_blotted_in_its_parts():
    told = make_finding("routine", Group.ROUTINE, value="Every Tuesday, at the lido at 7", masked="▮▮▮")
    hide = Veil.over(make_audit((told,)))
    assert hide("Every Tuesday") == "Every Tuesday"
    assert hide("every tuesday at the lido at 7!") == "▮▮▮!"

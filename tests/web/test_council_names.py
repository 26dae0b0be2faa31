from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.web.council_names import slugs


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Thornmere Borough Council", ("thornmere", "thornmerebc")),
        ("Thornmere City Council", ("thornmere", "thornmerecc")),
        ("London Borough of Thornmere", ("thornmere",)),
        ("The Royal Borough of Thornmere", ("thornmere",)),
        ("THORNMERE METROPOLITAN DISTRICT COUNCIL", ("thornmere", "thornmeremdc")),
        ("City of Thornmere Council", ("thornmere",)),
        ("Thornmere Town Council", ("thornmere",)),
        ("Thornmere", ("thornmere",)),
        ("North Thornmere Council", ("norththornmere", "north-thornmere")),
        (
            "Ashby and Thornmere District Council",
            ("ashby-thornmere", "ashbyandthornmere", "ashby", "ashby-thornmeredc"),
        ),
        ("Ashby & Thornmere Borough Council", ("ashby-thornmere", "ashbyandthornmere", "ashby", "ashby-thornmerebc")),
        ("Thornmere upon Lark City Council", ("thornmere", "thornmereuponlark", "thornmere-upon-lark", "thornmerecc")),
        ("Thornmere-on-Lark Borough Council", ("thornmere", "thornmereonlark", "thornmere-on-lark", "thornmerebc")),
        ("St. Wendreda's Council", ("stwendredas", "st-wendredas")),
        ("Saint Wendreda\u2019s Council", ("stwendredas", "st-wendredas")),
        ("Cyngor Sir Llanfaes / Larkshire County Council", ("larkshire", "llanfaes", "larkshirecc")),
        ("Larkshire County Council | Cyngor Sir Llanfaes", ("larkshire", "llanfaes", "larkshirecc")),
        ("Cyngor Bwrdeistref Sirol Pont\u0175ysg", ("pontwysg",)),
        ("Cyngor Llanfaes Council", ("llanfaes",)),
        ("Vale of Lark Council", ("valeoflark", "vale-of-lark")),
        ("County Lark", ("lark",)),
        ("Upper Staffordshire Council", ("upperstaffordshire", "upperstaffs", "upper-staffordshire")),
        ("Council", ()),
        ("", ()),
        ("\u6771\u4eac", ()),
    ],
)
def test_a_councils_domain_follows_from_its_name(name, expected):
    assert slugs(name) == expected


@given(st.text(max_size=80))
def test_whatever_the_name_the_spellings_are_few_and_fit_for_a_domain(name):
    found = slugs(name)
    assert len(found) == len(set(found)) <= 4
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) for slug in found)

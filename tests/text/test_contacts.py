import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Identifier, Kind
from footprint.text import contacts
from tests.judged import HER

MOBILE = "07700 900417"
MAIL = "rosalind.quillfeather@mail.example"


def said(text, spans):
    return [text[slice(*span)] for span in spans]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("07700 900 417", "+447700900417"),
        ("+44 (0)7700 900417", "+447700900417"),
        ("(01632) 960733", "+441632960733"),
        ("+353 1 234 5678", "+35312345678"),
        ("0770090041", None),
        ("101", None),
        ("ring me", None),
        ("", None),
    ],
)
def test_a_number_in_its_international_form(written, normal):
    assert contacts.normal_phone(written) == normal


def test_a_mobile_is_told_from_a_landline():
    assert contacts.is_mobile("+44 7700 900417")
    assert not contacts.is_mobile("01632 960733")
    assert not contacts.is_mobile("nothing")


def test_one_number_is_found_in_every_grouping():
    text = "07700900417 / 0 7700-900-417 / +44 7700 900 417 / 447700900417"
    assert len(list(contacts.find_phone(text, MOBILE))) == 4
    assert list(contacts.find_phone(text, "not a number")) == []


def test_a_number_from_abroad_is_found_too():
    assert said("ring +353 1 234 5678", contacts.find_phone("ring +353 1 234 5678", "+353 1 2345678"))


@pytest.mark.parametrize("text", ["107700900417", "077009004170", "07700 900418", "ISBN 13: 0-7700-9004-17", "١٢٣"])
def test_a_longer_or_other_number_is_not_it(text):
    assert list(contacts.find_phone(text, MOBILE)) == []


def test_any_number_at_which_somebody_can_be_reached():
    text = (
        "07700 900555, (01632) 960851, +44 20 7946 0018, 0300 123 1234, 0800 555 111, 101, 0.7.0.20260504, 20.11.2026"
    )
    assert said(text, contacts.find_phones(text)) == ["07700 900555", "(01632) 960851", "+44 20 7946 0018"]


def test_one_address_is_found_in_every_spelling():
    spelt = "rosalind.quillfeather [at] mail [dot] example, rosalind dot quillfeather at mail dot example"
    text = f"{MAIL} {MAIL.upper()} {spelt}"
    assert len(list(contacts.find_email(text, MAIL))) == 4
    assert list(contacts.find_email(text, "no address")) == []
    assert list(contacts.find_email(text, "@")) == []


def test_any_address():
    text = "a.b@c.example; <d@e.example>, f (at) g.example. h@i @j k@l. m@n.example."
    assert said(text, contacts.find_emails(text)) == ["a.b@c.example", "d@e.example", "f (at) g.example", "m@n.example"]


def test_an_address_written_out_is_the_same_address():
    assert contacts.normal_email("Ros [at] Mail [dot] Example") == "ros@mail.example"
    assert contacts.domain("ros (at) mail.example") == "mail.example"
    assert contacts.domain("nobody") == ""


@pytest.mark.parametrize(
    ("address", "office"),
    [
        ("cllr.r.quillfeather@thornmere.example", True),
        ("ros@thornmere.example", True),
        ("ros@sub.thornmere.example", True),
        ("ros@council.gov.uk", True),
        ("ros@gov.uk.example", False),
        ("clerk@anywhere.example", True),
        ("info.desk@anywhere.example", True),
        ("information@anywhere.example", True),
        ("ros@mail.example", False),
        ("rosalind@notthornmere.example", False),
    ],
)
def test_whose_address_is_an_office_s(address, office):
    assert contacts.is_office_email(address, HER) is office


def test_a_council_s_site_without_a_machine_s_name():
    subject = replace(HER, identifiers=(Identifier(Kind.COUNCIL_SITE, "https://thornmere.example"),))
    assert contacts.is_office_email("ros@thornmere.example", subject)
    assert not contacts.is_office_email("ros@mail.example", subject)


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("http://www.Somewhere.example/a/", ("somewhere.example", "/a")),
        ("somewhere.example", ("somewhere.example", "")),
        ("https://somewhere.example:8080/", ("somewhere.example", "")),
        ("http://[broken", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_site_in_its_parts(address, parts):
    assert contacts.site(address) == parts


def test_a_page_lies_on_its_own_site_only():
    assert contacts.is_on_site("https://somewhere.example/a/b", "http://www.somewhere.example/a")
    assert not contacts.is_on_site("https://somewhere.example/ab", "http://www.somewhere.example/a")
    assert not contacts.is_on_site("https://somewhere.example.org/", "http://somewhere.example")
    assert not contacts.is_on_site("", "")


def test_a_site_is_named_with_or_without_its_prefix():
    text = "https://www.rosalindquillfeather.example/x, rosalindquillfeather.example. me@rosalindquillfeather.example"
    assert len(list(contacts.find_site(text, "http://rosalindquillfeather.example"))) == 2
    assert list(contacts.find_site(text, "")) == []


def test_a_handle_is_named_as_one():
    text = "@rosquill github.com/rosquill rosquill @rosquill2 x@rosquill"
    assert len(list(contacts.find_handle(text, "@rosquill"))) == 2
    assert list(contacts.find_handle(text, "@")) == []
    assert list(contacts.find_handle("see rosquill.bsky.example", "rosquill.bsky.example"))
    assert not list(contacts.find_handle("jane.smith@other.example", "jane.smith"))
    assert not list(contacts.find_handle("ros.quill said", "ros.quill"))


@pytest.mark.parametrize("piece", ["0", "0 ", "a@", "a.a.", "+44 ", "a@a.a", "a [at] ", "(", " ", "at ", "."])
def test_a_megabyte_of_anything_is_read_in_a_moment(piece):
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    for spans in (
        contacts.find_phone(text, MOBILE),
        contacts.find_phones(text),
        contacts.find_email(text, MAIL),
        contacts.find_emails(text),
        contacts.find_site(text, "a.example"),
        contacts.find_handle(text, "ros"),
    ):
        list(spans)
    assert time.process_time() - start < 12


@given(st.text(), st.text())
def test_nothing_is_too_odd(text, other):
    contacts.normal_phone(other)
    contacts.site(other)
    for find in (contacts.find_phone, contacts.find_email, contacts.find_site, contacts.find_handle):
        for start, end in find(text, other):
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("number", "text", "said"),
    [
        ("01632 960874", "Gerry (Wickering 960874) holds the list", ["960874"]),
        ("0131 496 0712", "Inverlorne 496 0712.", ["496 0712"]),
        ("029 2018 0455", "gartref: Caerdydd 2018 0455", ["2018 0455"]),
        ("01632 960188", "Pte Ansell, No. 960188, killed 1916", []),
        ("01632 960188", "ref 12/960188 or 1960188", []),
        ("07700 900417", "the last digits are 900417", []),
    ],
)
def test_a_landline_without_its_area_code(number, text, said):
    assert [text[start:end] for start, end in contacts.find_local_phone(text, number)] == said

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from footprint.web import cards
from footprint.web.cards import read

CALENDAR = """BEGIN:VCALENDAR\r
X-WR-CALNAME:Ros's diary\r
BEGIN:VTIMEZONE\r
TZID:Europe/London\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
DTSTART;TZID=Europe/London:20261201T190000\r
SUMMARY:Quiz night\\, with\r
  friends\r
LOCATION:The Lantern Inn\\, Thornmere\r
DESCRIPTION:Park behind.\\nBring a pen\r
ORGANIZER;CN="Rosalind Quillfeather":MAILTO:ros@mail.example\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261207\r
RRULE:FREQ=WEEKLY;BYDAY=MO,TH\r
SUMMARY:Swimming\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART:20269999\r
RRULE:FREQ=DAILY\r
SUMMARY:Walk\r
END:VEVENT\r
END:VCALENDAR\r
"""
CARD = """BEGIN:VCARD
VERSION:4.0
N:Quillfeather;Rosalind;;Cllr;
FN:Rosalind Quillfeather
BDAY:19740309
item1.TEL;TYPE="home,voice";VALUE=uri:tel:01632960733
TEL;TYPE=CELL:07700 900 417
EMAIL:ros@mail.example
ADR;TYPE=HOME:;;14 Kingfisher Wharf;Thornmere;;TM4 6QH;United Kingdom
NOTE:
PHOTO:data:image/jpeg;base64,AAAA
END:VCARD
"""


def test_a_calendar_reads_like_a_diary():
    assert read(CALENDAR).splitlines() == [
        "Ros's diary",
        "Tuesday 1 December 2026, 19:00: Quiz night, with friends, The Lantern Inn, Thornmere",
        "Park behind.",
        "Bring a pen",
        "Rosalind Quillfeather ros@mail.example",
        "every Monday and every Thursday, Monday 7 December 2026: Swimming",
        "every day: Walk",
    ]


def test_a_card_reads_like_an_address_book():
    assert read(CARD).splitlines() == [
        "Name: Rosalind Quillfeather",
        "Date of birth: Saturday 9 March 1974",
        "Home telephone: 01632960733",
        "Telephone: 07700 900 417",
        "E-mail: ros@mail.example",
        "Home address: 14 Kingfisher Wharf, Thornmere, TM4 6QH, United Kingdom",
    ]


def test_a_calendar_without_end_is_read_as_far_as_it_may(monkeypatch):
    monkeypatch.setattr(cards, "MOST_LINES", 3)
    assert read("BEGIN:VCARD\nFN:Ros\nEND:VCARD\nBEGIN:VCARD\nFN:Owen\nEND:VCARD") == "Name: Ros"


LINES = st.lists(st.sampled_from([*CALENDAR.splitlines(), *CARD.splitlines(), "BEGIN:X", ":", 'A;B="', "A" * 99, ";:"]))


@given(LINES, st.text(max_size=30))
def test_whatever_stands_there_is_read(some, more):
    assert isinstance(read("\n".join((*some, more))), str)

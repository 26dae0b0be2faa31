import pytest

from footprint.text.plates import find_plate, find_plates


@pytest.mark.parametrize("plate", ["AB12 CDE", "AB12CDE", "A123 BCD", "ABC 123D", "GIZ 1234"])
def test_plates_of_every_age(plate):
    (span,) = find_plates(f"It was {plate}, they say.")
    assert f"It was {plate}, they say."[slice(*span)] == plate


@pytest.mark.parametrize("text", ["", "ab12 cde", "AB12CDEF", "X-AB12 CDE", "TM4 6QH", "26/00417/HOU"])
def test_what_is_no_plate(text):
    assert list(find_plates(text)) == []


@pytest.mark.parametrize("text", ["jz24rqf", "JZ24 RQF", "JZ 24-RQF"])
def test_one_plate_in_any_spelling(text):
    assert list(find_plate(text, "JZ24 RQF"))


@pytest.mark.parametrize(("text", "plate"), [("XJZ24 RQF", "JZ24 RQF"), ("A1", "A1"), ("anything", "")])
def test_a_longer_one_or_one_too_short_is_not_found(text, plate):
    assert list(find_plate(text, plate)) == []

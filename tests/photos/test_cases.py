"""Files that once broke something, made small and of invented bytes: read and cleaned without a fault ever after."""

from io import BytesIO
from pathlib import Path

import pytest

from footprint.errors import Unreadable
from footprint.photos import HEAD, Cleanable, Part, format_of
from footprint.photos.amount import Amount
from footprint.photos.clean import clean_file
from footprint.photos.kinds import PLACES
from footprint.photos.read import FAULT, read_bytes, read_file
from footprint.photos.stream import Stream

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("deep", [False, True])
def test_it_is_read(case, deep):
    reading = read_bytes(case.read_bytes(), case.name, deep=deep)
    assert not str(reading.problem).startswith(FAULT)
    assert all(trace.value.isprintable() and len(trace.value) <= 300 for trace in reading.traces)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("places_only", [False, True])
def test_it_is_cleaned_or_withheld(case, places_only, tmp_path):
    result = clean_file(case, tmp_path, amount=Amount(places_only=places_only))
    assert result.verified or result.problem
    assert not str(result.problem).startswith("Something went wrong inside")
    if result.copy:
        left = {trace.kind for trace in read_file(Path(result.copy)).traces}
        assert left.isdisjoint(PLACES) if places_only else not left


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_with_nothing_taken_out_it_is_the_same_file(case):
    data = case.read_bytes()
    form, stream, into = format_of(data[:HEAD]), Stream.of(data), BytesIO()
    if not isinstance(form, Cleanable):
        return
    try:
        blocks = list(form.split(stream))
    except Unreadable:
        return
    form.join(stream, [Part(block) for block in blocks], into)
    assert into.getvalue() == data

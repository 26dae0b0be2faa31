"""Files that once broke something, made small and of invented bytes: read and cleaned without a fault ever after."""

from io import BytesIO
from pathlib import Path

import pytest

from footprint.errors import Unreadable
from footprint.photos import HEAD, Cleanable, Part, format_of
from footprint.photos.clean import clean_file
from footprint.photos.read import FAULT, read_bytes, read_file
from footprint.photos.stream import Stream

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("deep", [False, True])
def test_it_is_read(case, deep):
    assert not str(read_bytes(case.read_bytes(), case.name, deep=deep).problem).startswith(FAULT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_cleaned_or_withheld(case, tmp_path):
    result = clean_file(case, tmp_path)
    assert result.verified or result.problem
    assert not str(result.problem).startswith("Something went wrong inside")
    if result.copy:
        assert read_file(Path(result.copy)).traces == ()


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

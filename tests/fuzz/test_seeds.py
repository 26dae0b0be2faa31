import zlib

import pytest

from footprint.errors import Unreadable
from footprint.photos import HEAD, all_formats, format_of
from footprint.photos.formats.png import Png
from footprint.photos.stream import Stream
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import LONGEST, dictionary, seeds, written
from tests.photos.films import telling_film
from tests.photos.samples import chunk, exif_segment, jpeg, png, telling_exif, webp


def test_the_fuzzer_starts_from_files_of_every_format():
    invented = {name: data for name, data in seeds() if not name.startswith(("real", "gathered"))}
    formats = {form.name for data in invented.values() if (form := format_of(data[:HEAD]))}
    assert formats == {form.name for form in all_formats()}
    assert all(0 < len(data) <= LONGEST for data in invented.values())


def test_seeds_are_written_once(tmp_path):
    written(tmp_path)
    first = next((tmp_path / "seeds").iterdir())
    first.write_bytes(b"learnt since")
    written(tmp_path)
    assert first.read_bytes() == b"learnt since"


def test_the_dictionary_is_in_the_fuzzers_own_form():
    assert all(line[:1] == line[-1:] == '"' and line[1:3] == "\\x" for line in dictionary().splitlines())


@pytest.mark.parametrize(
    "data", [png(chunk(b"tEXt", b"a\0b")), jpeg(exif_segment(telling_exif())), telling_film(), webp()]
)
def test_one_part_is_damaged_and_the_lengths_around_it_are_right(data):
    form = format_of(data[:HEAD])
    made = {mutated(data, 1 << 20, seed, lambda part, _: part + b"more") for seed in range(40)} - {data + b"more"}
    assert any(is_sound(form, other) for other in made)


def is_sound(form, data):
    try:
        return data != b"" and len(list(form.split(Stream.of(data)))) > 1
    except Unreadable:
        return False


def test_check_sums_are_made_right():
    data = png(chunk(b"tEXt", b"a\0b"))
    made = {mutated(data, 1 << 20, seed, lambda part, _: part + b"more") for seed in range(40)} - {data + b"more"}
    for other in made:
        for block in list(Png().split(Stream.of(other)))[1:]:
            raw = other[block.offset : block.end]
            assert int.from_bytes(raw[-4:], "big") == zlib.crc32(raw[4:-4])
    assert made


def test_what_cannot_be_taken_apart_is_damaged_anywhere():
    for data in (b"", b"RIFF", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"0000ftyp", b"anything"):
        assert all(isinstance(mutated(data, 99, seed, lambda part, _: part + b"x"), bytes) for seed in range(9))

from footprint.photos import HEAD, format_of
from tests.fuzz.seeds import LONGEST, dictionary, seeds, written


def test_the_fuzzer_starts_from_files_of_every_kind_that_can_be_made():
    invented = {name: data for name, data in seeds() if name.startswith("invented")}
    formats = {form.name for data in invented.values() if (form := format_of(data[:HEAD]))}
    assert {"JPEG", "PNG", "WebP", "TIFF", "HEIC", "MP4"} <= formats
    assert all(0 < len(data) <= LONGEST for data in invented.values())


def test_seeds_are_written_once(tmp_path):
    written(tmp_path / "corpus")
    first = next((tmp_path / "corpus").iterdir())
    first.write_bytes(b"learnt since")
    written(tmp_path / "corpus")
    assert first.read_bytes() == b"learnt since"


def test_the_dictionary_is_in_the_fuzzers_own_form():
    assert all(line[:1] == line[-1:] == '"' and line[1:3] == "\\x" for line in dictionary().splitlines())

import pytest

from footprint.photos.clean import clean_file
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import icc
from tests.photos.samples import chunk, pixels, png, profile, saved, small_jpeg, webp

SCREEN = "Kestrel K27 of Rosalind 2024-06-01"


def old_text(text):
    return b"desc" + bytes(4) + (len(text) + 1).to_bytes(4, "big") + text.encode() + b"\0" + bytes(78)


def new_text(text):
    raw = text.encode("utf-16-be")
    return (
        b"mluc"
        + bytes(4)
        + (1).to_bytes(4, "big")
        + (12).to_bytes(4, "big")
        + b"enGB"
        + len(raw).to_bytes(4, "big")
        + (28).to_bytes(4, "big")
        + raw
    )


def maker_and_model(serial):
    return b"mmod" + bytes(4) + b"\0\0\6\x10" + b"\0\0\xae\1" + serial.to_bytes(4, "big") + bytes(20)


def made(kind=b"mntr", behind=b"", **tags):
    at = 132 + 12 * len(tags)
    table, values = len(tags).to_bytes(4, "big"), b""
    for name, value in tags.items():
        table += name.encode() + (at + len(values)).to_bytes(4, "big") + len(value).to_bytes(4, "big")
        values += value
    header = (at + len(values)).to_bytes(4, "big") + bytes(8) + kind + b"RGB XYZ " + bytes(12) + b"acsp"
    return header.ljust(128, b"\0") + table + values + behind


def told(data):
    return [(trace.kind, trace.value) for trace in icc.read(Stream.of(data)).traces]


@pytest.mark.parametrize("text", [old_text, new_text])
def test_the_name_of_a_screen_is_told(text):
    assert told(made(desc=text(SCREEN))) == [("device", SCREEN)]
    assert told(b"\1\1" + made(desc=text(SCREEN))) == [("device", SCREEN)]


@pytest.mark.parametrize(
    "name",
    [
        *("sRGB IEC61966-2.1", "Display P3", "Adobe RGB (1998)", "Nikon Adobe RGB 4.0.0.3000", "Generic Gray Profile"),
        *("ProPhoto RGB", "ITU-R BT.709", "Rec. 2020", "Color LCD", "c2", "uRGB", "Dot Gain 20%", "DCI-P3 D65 Gamut"),
    ],
)
def test_the_usual_profiles_tell_nothing(name):
    assert told(made(desc=new_text(name))) == []


def test_profiles_that_real_programs_make_tell_nothing():
    assert told(profile()) == []


def test_a_printers_profile_tells_nothing():
    assert told(made(b"prtr", desc=new_text("Fogra39L Coated"))) == []


def test_the_serial_number_of_a_screen_is_told():
    assert told(made(desc=new_text("Display P3"), mmod=maker_and_model(71_234_567))) == [("device", "71234567")]
    assert told(made(mmod=maker_and_model(0))) == []
    assert told(made(mmod=b"text" + bytes(36))) == []


def test_bytes_behind_a_profiles_end_are_told():
    assert told(made(behind=b"14 Kingfisher Wharf")) == [("unknown", "19 bytes")]
    assert told(made(behind=bytes(3))) == []


@pytest.mark.parametrize("data", [b"", b"acsp", bytes(200), made()[:130], made(desc=b"what"), made(desc=b"mluc")])
def test_what_is_no_profile_or_is_cut_off_tells_nothing(data):
    assert told(data) == []


def test_a_table_that_says_it_is_endless_is_read_as_far_as_it_goes():
    data = made(desc=new_text(SCREEN))
    assert told(data[:128] + b"\xff\xff\xff\xff" + data[132:]) == [("device", SCREEN)]


TELLING = made(desc=new_text(SCREEN), mmod=maker_and_model(71_234_567))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (small_jpeg(icc_profile=TELLING), "a.jpg"),
        (saved(pixels(), "PNG", icc_profile=TELLING), "a.png"),
        (saved(pixels(), "WEBP", icc_profile=TELLING), "a.webp"),
        (saved(pixels(), "TIFF", icc_profile=TELLING), "a.tif"),
    ],
)
def test_a_copy_keeps_its_profile_and_says_so(tmp_path, data, name):
    assert [trace.value for trace in read_bytes(data, name).traces] == [SCREEN, "71234567"]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "out").mkdir()
    result = clean_file(tmp_path / name, tmp_path / "out")
    assert result.verified, result.problem
    assert result.kept == ("device",)
    assert read_bytes((tmp_path / "out" / name).read_bytes(), name).traces == read_bytes(data, name).traces


def test_a_quick_reading_leaves_profiles_alone():
    assert read_bytes(small_jpeg(icc_profile=TELLING), "a.jpg", deep=False).traces == ()


def test_a_profile_that_cannot_be_unpacked_tells_nothing():
    assert read_bytes(png(chunk(b"iCCP", b"x\0\0damaged")), "a.png").traces == ()
    assert read_bytes(webp(), "a.webp").traces == ()

import struct
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint import plugins
from footprint.model import Trace
from footprint.photos import exif, makernotes
from footprint.photos.makernotes import Maker
from footprint.photos.stream import Stream
from tests.photos.samples import NAME, SERIAL, small_jpeg, tiff, words

TOWN = "Thornmere"
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 9: 4, 13: 4}


def directory(tags, at, order="<"):
    """A directory at an offset, its long values behind it. Tags: number → (type, bytes)."""
    rows, values = b"", b""
    behind = at + 2 + 12 * len(tags) + 4
    for tag, (kind, raw) in sorted(tags.items()):
        cell = raw.ljust(4, b"\0")
        if len(raw) > 4:
            cell = struct.pack(f"{order}I", behind + len(values))
            values += raw + b"\0" * (len(raw) % 2)
        rows += struct.pack(f"{order}HHI", tag, kind, len(raw) // SIZES[kind]) + cell
    return struct.pack(f"{order}H", len(tags)) + rows + bytes(4) + values


def long(*numbers, order="<"):
    return 4, struct.pack(f"{order}{len(numbers)}I", *numbers)


def undefined(raw):
    return 7, raw


BEFORE = b"II*\0" + bytes(92)
AT = len(BEFORE)


def read(note, make="", model="", before=BEFORE, after=b"", **options):
    structure = Stream.of(before + note + after)
    return makernotes.read(structure, len(before), len(note), make=make, model=model, **options)


def told(note, make="", model="", **options):
    return {(t.kind, t.where, t.value) for t in read(note, make, model, **options).traces}


def own(header, tags, order="<", base=0, start=None):
    """A note with a header, in which offsets count from a byte of its own."""
    start = len(header) if start is None else start
    return header.ljust(start, b"\0") + directory(tags, start - base, order)


def outer(header, tags, order="<"):
    """A note with a header, in which offsets count from the beginning of the structure around it."""
    return header + directory(tags, AT + len(header), order)


CANON = {
    0x0007: words("Firmware Version 1.0"),
    0x0009: words(NAME),
    0x000C: long(730267814),
    0x0028: (1, bytes(range(16))),
    0x0035: long(16, 60, 20, 0),
    0x0096: (2, b"KQ0012345\xff\xff\xff\0"),
    0x4019: undefined(bytes((0, 0, 5, 0xE4, 0xD2)) + bytes(25)),
}


def test_canon_tells_the_owner_and_the_city_of_its_clock():
    assert told(outer(b"", CANON), "Canon", "EOS Lantern") == {
        ("device", "Canon maker note FirmwareVersion", "Firmware Version 1.0"),
        ("owner", "Canon maker note OwnerName", NAME),
        ("device", "Canon maker note SerialNumber", "0730267814"),
        ("provenance", "Canon maker note ImageUniqueID", "000102030405060708090a0b0c0d0e0f"),
        ("place", "Canon maker note TimeZoneCity", "London, time zone +01:00"),
        ("device", "Canon maker note InternalSerialNumber", "KQ0012345"),
        ("device", "Canon maker note LensSerialNumber", "000005e4d2"),
    }


@pytest.mark.parametrize(
    ("tags", "model", "expected"),
    [
        ({0x000C: long(0x00010002)}, "EOS D30", "000100002"),
        ({0x000C: long(123)}, "EOS-1D Mark II", "000123"),
        ({0x0096: (2, b"123456789SN0099\0")}, "EOS 5D", "SN0099"),
        ({0x000D: undefined(b"\0" * 0xAC + b"R Quillfeather\0\0")}, "EOS 5D", "R Quillfeather"),
        ({0x000D: undefined(b"\0" * 0x10F + NAME.encode().ljust(32, b"\0"))}, "EOS 450D", NAME),
        ({0x0035: long(16, 2**32 - 480, 32766, 0)}, "", "(not set), time zone -08:00"),
    ],
)
def test_canon_lays_out_some_fields_by_model(tags, model, expected):
    assert expected in {value for _, _, value in told(outer(b"", tags), "Canon", model)}


def test_a_number_that_is_none_is_left_out():
    assert told(outer(b"", {0x000C: (7, b"1234"), 0x0009: words(NAME)}), "Canon", "EOS") == {
        ("owner", "Canon maker note OwnerName", NAME)
    }


def test_canon_that_says_nothing():
    empty = {
        0x0009: (2, bytes(32)),
        0x000C: long(0),
        0x0028: (1, bytes(16)),
        0x0035: long(16, 99999, 20, 0),
        0x4019: undefined(bytes(30)),
    }
    assert told(outer(b"", empty), "Canon") == set()
    assert told(outer(b"", {0x0035: long(16, 0, 999, 0)}), "Canon") == set()
    assert told(outer(b"", {0x0035: long(16, 60), 0x000C: long(0)}), "Canon", "EOS D30") == set()


@pytest.mark.parametrize("moved", [-60, -20, 40, 5000])
def test_a_note_that_was_moved_is_read_where_it_stands_now(moved):
    note = directory(CANON, AT + 200 + moved)
    assert ("owner", "Canon maker note OwnerName", NAME) in told(note, "Canon", before=BEFORE + bytes(200))


def test_a_note_whose_offsets_count_from_elsewhere_is_read():
    tags = {0x0025: undefined(b"S010604030293\0\0\0"), 0x0069: undefined(b"Lantern Isles\0\0\0")}
    for base in (0, 12):
        note = b"Panasonic\0\0\0" + directory(tags, 12 - base)
        assert ("place", "Panasonic maker note Country", "Lantern Isles") in told(note, "Panasonic")


NIKON = {
    0x001D: words("3105364"),
    0x0037: long(77),
    0x0039: undefined(b"0100\1GBR\0" + TOWN.encode().ljust(70, b"\0")),
    0x00A0: words("NO= 0001"),
    0x00A7: long(241575),
}


def test_nikon_in_its_three_shapes():
    expected = {
        ("device", "Nikon maker note SerialNumber", "3105364"),
        ("device", "Nikon maker note MechanicalShutterCount", "77"),
        ("place", "Nikon maker note CountryCode", "GBR"),
        ("place", "Nikon maker note Location", TOWN),
        ("device", "Nikon maker note SerialNumber", "NO= 0001"),
        ("device", "Nikon maker note ShutterCount", "241575"),
    }
    third = b"Nikon\0\2\x10\0\0" + b"MM\0*\0\0\0\x08" + directory(big(NIKON), 8, ">")
    assert told(third, "NIKON CORPORATION") == expected
    assert told(outer(b"", NIKON), "NIKON") == expected
    assert told(outer(b"Nikon\0\1\0", {3: long(1)}), "NIKON") == set()


def big(tags):
    """The same tags with numbers whose largest byte comes first."""
    return {tag: (kind, raw[::-1] if kind == 4 else raw) for tag, (kind, raw) in tags.items()}


def test_nikon_location_in_utf_16_and_counts_that_are_none():
    wide = undefined(b"0100\2GBR\0" + TOWN.encode("utf-16-be").ljust(70, b"\0"))
    assert ("place", "Nikon maker note Location", TOWN) in told(outer(b"", {0x0039: wide}), "NIKON")
    assert told(outer(b"", {0x00A7: long(4294965247), 1: long(1)}), "NIKON") == set()


def test_nikon_keeps_a_preview_in_a_directory_of_its_own():
    picture = small_jpeg(8, 8)
    head = b"Nikon\0\2\x10\0\0" + b"II*\0\x08\0\0\0"
    main_length, pointer = 2 + 12 + 4, 8 + 18
    below = {0x0201: long(pointer + 2 + 24 + 4), 0x0202: long(len(picture))}
    note = head + directory({0x0011: long(pointer)}, 8) + directory(below, pointer)[: 2 + 24 + 4] + picture
    assert main_length == 18
    facts = read(note, "NIKON")
    assert facts.traces == (Trace("thumbnail", "Nikon maker note preview", f"{len(picture):,} bytes"),)
    assert facts.embedded[0].content.read(9999) == picture


def test_panasonic_names_places_babies_and_faces():
    faces = bytearray(200)
    faces[0:2] = b"\2\0"
    faces[4 : 4 + len("Tobias")] = b"Tobias"
    faces[52 : 52 + len("Rosalind")] = b"Rosalind"
    tags = {
        0x0033: words("9999:99:99 00:00:00"),
        0x0052: words(SERIAL),
        0x0061: undefined(bytes(faces)),
        0x0065: undefined(b"Harvest supper".ljust(64, b"\0")),
        0x0066: undefined(b"Baby Quillfeather".ljust(64, b"\0")),
        0x0067: undefined(b"Kingfisher Wharf".ljust(64, b"\0")),
        0x006B: undefined(b"Lanternshire".ljust(72, b"\0")),
        0x006D: undefined(TOWN.encode().ljust(72, b"\0")),
        0x006F: undefined(b"Millpond".ljust(72, b"\0")),
        0x0080: undefined(b"---".ljust(72, b"\0")),
        0x8010: words("0001:02:03 00:00:00"),
    }
    found = told(outer(b"Panasonic\0\0\0", tags), "Panasonic")
    assert found == {
        ("device", "Panasonic maker note LensSerialNumber", SERIAL),
        ("person", "Panasonic maker note RecognizedFace1Name", "Tobias"),
        ("person", "Panasonic maker note RecognizedFace2Name", "Rosalind"),
        ("comment", "Panasonic maker note Title", "Harvest supper"),
        ("person", "Panasonic maker note BabyName", "Baby Quillfeather"),
        ("place", "Panasonic maker note Location", "Kingfisher Wharf"),
        ("place", "Panasonic maker note State", "Lanternshire"),
        ("place", "Panasonic maker note City", TOWN),
        ("place", "Panasonic maker note Landmark", "Millpond"),
        ("person", "Panasonic maker note BabyAge", "0001:02:03 00:00:00"),
    }


def test_leica_in_its_shapes():
    assert told(outer(b"LEICA\0\0\0", {0x006D: undefined(TOWN.encode().ljust(72, b"\0"))}), "LEICA") == {
        ("place", "Leica maker note City", TOWN)
    }
    assert told(own(b"LEICA\0\0\0", {0x0303: long(42), 1: words("longer")}, base=8), "Leica Camera AG") == {
        ("device", "Leica maker note SerialNumber", "0000042")
    }
    x = {0x0305: long(77), 0x0407: words("L1000001.DNG"), 0x0500: undefined(b"ABC0601020003\0\0\0")}
    assert told(own(b"LEICA\0\1\0", x), "LEICA CAMERA AG") == {
        ("device", "Leica maker note SerialNumber", "77"),
        ("provenance", "Leica maker note OriginalFileName", "L1000001.DNG"),
        ("device", "Leica maker note InternalSerialNumber", "ABC0601020003"),
    }
    at = 8 + 2 + 12 + 4
    inner = directory({0x3103: words(SERIAL)}, at)
    nested = own(b"LEICA0\0\0", {0x3000: (7, bytes(len(inner)))})[:at] + inner
    assert told(nested, "Leica Camera AG") == {("device", "Leica maker note SerialNumber", SERIAL)}


def test_sony_hides_a_serial_number_behind_powers():
    secret = bytes((5, 6, 7, 8, 9, 10))
    hidden = bytearray(0x100)
    hidden[0x88:0x8E] = bytes(byte**3 % 249 for byte in secret)
    tags = {0x9050: undefined(bytes(hidden)), 0x2031: words("12345678")}
    assert told(outer(b"SONY DSC \0\0\0", tags), "SONY", "ILCE-7M3") == {
        ("device", "Sony maker note InternalSerialNumber", secret.hex()),
        ("device", "Sony maker note SerialNumber", "78563412"),
    }
    assert told(outer(b"", tags), "SONY", "DSC-X") == {("device", "Sony maker note SerialNumber", "78563412")}
    assert told(outer(b"", {0x2031: words("A1"), 1: words("longer")}), "SONY") == {
        ("device", "Sony maker note SerialNumber", "A1")
    }


def test_sony_keeps_a_whole_preview():
    picture = small_jpeg(16, 12)
    facts = read(outer(b"", {0x2001: undefined(picture)}), "SONY")
    assert facts.traces == (Trace("thumbnail", "Sony maker note preview", f"{len(picture):,} bytes"),)
    assert facts.embedded[0].content.read(99999) == picture


def test_samsung_names_places_and_faces():
    tags = {
        0x0001: undefined(b"0100"),
        0x0030: undefined(b"Kingfisher Wharf\0 Thornmere\0\0\0"),
        0x0031: words(TOWN),
        0x0123: words("Tobias"),
        0xA002: words(SERIAL),
        0xA005: words("LENS0001"),
    }
    expected = {
        ("place", "Samsung maker note LocalLocationName", "Kingfisher Wharf Thornmere"),
        ("place", "Samsung maker note LocationName", TOWN),
        ("person", "Samsung maker note FaceName", "Tobias"),
        ("device", "Samsung maker note SerialNumber", SERIAL),
        ("device", "Samsung maker note InternalLensSerialNumber", "LENS0001"),
    }
    assert told(outer(b"", tags), "SAMSUNG") == expected


def test_samsung_of_old_keeps_a_preview():
    picture = small_jpeg(8, 8)
    note = b"STMN100\0" + struct.pack("<2I", AT + 16, len(picture)) + picture
    facts = read(note, "Samsung Techwin")
    assert facts.traces == (Trace("thumbnail", "Samsung maker note preview", f"{len(picture):,} bytes"),)
    assert facts.embedded[0].content.read(9999) == picture


def test_apple_ties_a_picture_to_its_film():
    tags = {0x0011: words("570F1469-0000"), 0x0015: words("ABC-1"), 0x0008: long(1, order=">")}
    note = own(b"Apple iOS\0\0\1MM", tags, ">")
    assert told(note, "Apple", big_endian=True) == {
        ("provenance", "Apple maker note ContentIdentifier", "570F1469-0000"),
        ("provenance", "Apple maker note ImageUniqueID", "ABC-1"),
    }


@pytest.mark.parametrize("inline", [True, False])
def test_olympus_keeps_serial_numbers_below(inline):
    equipment = {0x0101: words("B9V508278"), 0x0202: words("ABG366769")}
    header = b"OLYMPUS\0II\3\0"
    if inline:
        length = len(directory(equipment, 0))
        at = 12 + 2 + 12 + 4
        note = header + directory({0x2010: (7, bytes(length))}, 12)[: at - 12] + directory(equipment, at)
    else:
        at = 12 + 2 + 12 + 4
        note = header + directory({0x2010: (13, struct.pack("<I", at))}, 12) + directory(equipment, at)
    assert told(note, "OLYMPUS CORPORATION") == {
        ("device", "Olympus maker note SerialNumber", "B9V508278"),
        ("device", "Olympus maker note LensSerialNumber", "ABG366769"),
    }


def test_olympus_of_old_and_previews_that_lie_elsewhere():
    picture = small_jpeg(8, 8)
    tags = {0x0207: words("SR874"), 0x0404: words(SERIAL), 0x1036: long(5000), 0x1037: long(777)}
    note = outer(b"OLYMP\0\1\0", tags)
    facts = read(note, "OLYMPUS OPTICAL CO.,LTD")
    assert Trace("thumbnail", "Olympus maker note preview", "777 bytes") in facts.traces
    assert Trace("device", "Olympus maker note SerialNumber", SERIAL) in facts.traces
    assert facts.embedded == ()
    whole = read(outer(b"OLYMP\0\1\0", {0x0100: undefined(picture)}), "OLYMPUS")
    assert whole.embedded[0].content.read(9999) == picture
    empty = outer(b"OLYMP\0\1\0", {0x1036: long(5000), 0x1037: long(0)})
    assert told(empty, "OLYMPUS") == set()


def test_pentax_names_two_cities():
    tags = {
        0x0006: undefined(b"\x07\xe8\6\1"),
        0x0023: (3, struct.pack("<H", 20)),
        0x0024: (3, struct.pack("<H", 74)),
        0x0215: long(1, 2, 3, 4, 55501),
        0x0229: words(SERIAL),
        0x022E: words(NAME),
        0x022F: words("(c) " + NAME),
    }
    expected = {
        ("time", "Pentax maker note Date", "2024:06:01"),
        ("place", "Pentax maker note HometownCity", "London"),
        ("place", "Pentax maker note DestinationCity", "Budapest"),
        ("device", "Pentax maker note InternalSerialNumber", "55501"),
        ("device", "Pentax maker note SerialNumber", SERIAL),
        ("owner", "Pentax maker note Artist", NAME),
        ("owner", "Pentax maker note Copyright", "(c) " + NAME),
    }
    assert told(outer(b"AOC\0II", tags), "PENTAX Corporation") == expected
    assert told(own(b"PENTAX \0II", tags), "PENTAX") == expected
    odd = {0x0006: undefined(b"\x07\xe8\6\1\0"), 0x0023: (3, b"\xff\xff"), 0x006B: (1, b"\0\0\x14\x15")}
    assert told(outer(b"AOC\0II", odd), "PENTAX") == {
        ("place", "Pentax maker note HometownCity", "London"),
        ("place", "Pentax maker note DestinationCity", "Paris"),
    }


def test_casio_has_a_home_town():
    picture = small_jpeg(8, 8)
    tags = {0x0003: long(len(picture)), 0x0004: long(AT + 6 + 2 + 36 + 4 + 10), 0x3006: words(TOWN)}
    facts = read(outer(b"QVC\0\0\0", tags) + picture, "CASIO COMPUTER CO.,LTD")
    assert Trace("place", "Casio maker note HometownCity", TOWN) in facts.traces
    assert facts.embedded[0].content.read(9999) == picture
    assert told(outer(b"", {0x0014: (3, b"\1\0")}), "CASIO") == set()


def test_fujifilm_says_where_its_directory_is():
    note = b"FUJIFILM" + struct.pack("<I", 12) + directory({0x0010: words("FFX 592D31 240601AB")}, 12)
    assert told(note, "FUJIFILM", big_endian=True) == {
        ("device", "Fujifilm maker note InternalSerialNumber", "FFX 592D31 240601AB")
    }
    ge = b"GE\x0c\0\0\0\x16\0\0\0\0\0" + directory({0x0010: words("GE0123456")}, 6)
    assert told(ge, "General Imaging") == {("device", "GE maker note InternalSerialNumber", "GE0123456")}


def test_ricoh_writes_digits_as_bytes():
    info = bytearray(60)
    info[6:13] = bytes((0x20, 0x24, 0x06, 0x01, 0x12, 0x30, 0x59))
    tags = {0x0005: undefined(b"AB 0000012345678"), 0x1001: (7, bytes(info))}
    assert told(outer(b"Ricoh\0\0\0", tags), "RICOH") == {
        ("device", "Ricoh maker note SerialNumber", "AB 0000012345678"),
        ("time", "Ricoh maker note RicohDate", "2024:06:01 12:30:59"),
    }
    odd = {0x0005: undefined(bytes(range(16))), 0x1001: (7, b"\xff" * 60)}
    assert ("device", "Ricoh maker note SerialNumber", bytes(range(16)).hex()) in told(
        outer(b"Ricoh\0\0\0", odd), "RICOH"
    )
    assert told(b"Rv0207;nothing", "RICOH") == set()


def test_ricoh_keeps_a_preview_behind_two_short_numbers():
    picture = small_jpeg(8, 8)
    info = bytearray(60)
    info[28:32] = struct.pack("<2H", AT + 8 + 2 + 12 + 4 + 60, len(picture))
    facts = read(outer(b"Ricoh\0\0\0", {0x1001: (7, bytes(info))}) + picture, "RICOH")
    assert facts.embedded[0].content.read(9999) == picture


def wide(order, tags, *, short=False):
    """A Kodak note: a TIFF header, and a count of four bytes, or of two with two more behind it."""
    head = b"II*\0\x08\0\0\0" if order == "<" else b"MM\0*\0\0\0\x08"
    rows = directory(tags, 10, order)
    return head + (rows[:2] + b"\0\0" if short else struct.pack(f"{order}I", len(tags))) + rows[2:]


SUB_IFD = directory({0xFA19: words(SERIAL)}, 8 + 2 + 12 + 4)
SUB_IFD_BIG = directory({0xFA19: words(SERIAL)}, 8 + 4 + 12 + 4, ">")


@pytest.mark.parametrize(
    ("note", "make", "model", "expected"),
    [
        (b"KDK INFO" + bytes(16) + b"\x07\xe8\6\1\x0c\x1e\x3b\0", "EASTMAN KODAK COMPANY", "", "2024:06:01 12:30:59"),
        (b"KDK0100\0" + bytes(16) + b"\xe8\x07\6\1\x0c\x1e\x3b\0", "EASTMAN KODAK COMPANY", "", "2024:06:01 12:30:59"),
        (b"KCMFK5290001 \0\0\0\0", "EASTMAN KODAK COMPANY", "", "KCMFK5290001"),
        (b"IIII\2\0" + bytes(14) + b"2024/06/01 12:30:59\0", "Kodak", "", "2024/06/01 12:30:59"),
        (bytes(32) + b"DCP01011.JPG", "Eastman Kodak Company", "", "DCP01011.JPG"),
        (wide("<", {0x0308: words(SERIAL)}), "JK Imaging", "PixPro AZ", SERIAL),
        (wide(">", {0x0308: words(SERIAL)}), "JK Imaging", "PixPro AZ", SERIAL),
        (own(b"II*\0\x08\0\0\0", {0xFC00: (7, SUB_IFD)}), "EASTMAN KODAK COMPANY", "", SERIAL),
        (wide(">", {0xFC00: (7, SUB_IFD_BIG)}, short=True), "EASTMAN KODAK COMPANY", "", SERIAL),
    ],
)
def test_kodak_in_its_many_shapes(note, make, model, expected):
    found = read(note, make, model)
    assert expected in {trace.value for trace in found.traces}


def test_kodak_that_says_nothing():
    assert told(b"KDK INFO" + bytes(40), "EASTMAN KODAK COMPANY") == set()
    assert told(b"KDK INFO", "EASTMAN KODAK COMPANY") == set()
    assert told(b"\1\2\3\4", "EASTMAN KODAK COMPANY") == set()


def test_minolta_writes_a_moment_as_two_numbers():
    settings_ = bytes(84) + b"\x07\xe8\6\1" + b"\0\x0c\x1e\x3b" + bytes(8)
    assert told(outer(b"", {0x0003: undefined(settings_)}), "Minolta Co., Ltd.") == {
        ("time", "Minolta maker note MinoltaDate", "2024:06:01 12:30:59")
    }
    assert told(outer(b"", {0x0003: undefined(bytes(100))}), "KONICA MINOLTA") == set()


def hyperfire(order="<"):
    moment = struct.pack(f"{order}6H", 59, 30, 12, 6, 1, 2024)
    label = b"Behind the hen house".ljust(22, b"\0")
    return b"\x01\xf1".ljust(0x16, b"\0") + moment + bytes(8) + SERIAL.encode("utf-16-le").ljust(44, b"\0") + label


def test_reconyx_tells_when_and_what_its_owner_called_it():
    ultra = bytearray(b"RECONYXUF\0".ljust(0x70, b"\0"))
    ultra[0x3B:0x42] = bytes((59, 30, 12, 1, 6)) + struct.pack("<H", 2024)
    ultra[0x4B : 0x4B + len(SERIAL)] = SERIAL.encode()
    second = bytearray(b"RECONYXH2\0".ljust(0xA0, b"\0"))
    second[0x3E:0x4A] = struct.pack("<6H", 59, 30, 12, 1, 6, 2024)
    second[0x7E : 0x7E + 24] = SERIAL.encode("utf-16-le")
    for note in (hyperfire(), hyperfire(">"), bytes(ultra), bytes(second)):
        facts = read(note)
        assert facts.taken == datetime(2024, 6, 1, 12, 30, 59)  # noqa: DTZ001  a camera's clock has no zone
        assert Trace("device", "Reconyx maker note SerialNumber", SERIAL) in facts.traces
    assert Trace("comment", "Reconyx maker note UserLabel", "Behind the hen house") in read(hyperfire()).traces
    assert told(b"\x01\xf1".ljust(200, b"\0")) == told(b"RECONYXUF\0".ljust(200, b"\0")) == set()
    assert told(hyperfire()[:0x18]) == told(b"RECONYXH2\0".ljust(0x40, b"\0")) == set()
    assert told(b"\x01\xf1short") == told(b"RECONYXH2\0") == set()


@pytest.mark.parametrize(
    ("note", "make", "expected"),
    [
        (b"IIII\4\0".ljust(0x14, b"\0") + b"2024:06:01 12:30:59\0", "", "2024:06:01 12:30:59"),
        (b"IIII\6\0".ljust(0x58, b"\0") + b"SERIAL NUMBER:SN0123456789", "", SERIAL),
        (b"610\0junk Serial Number: SN0123456789\0", "", SERIAL),
        (own(b"MOT\0\0\0\0\0", {0x5501: words(SERIAL)}), "Motorola", SERIAL),
        (outer(b"SIGMA\0\0\0\1\0", {0x0002: words(SERIAL)}), "SIGMA", SERIAL),
    ],
)
def test_makers_who_tell_little(note, make, expected):
    assert [trace.value for trace in read(note, make).traces] == [expected]


@pytest.mark.parametrize(
    ("note", "make"),
    [
        (b"Hewlett-Packard" + bytes(20), "HP"),
        (b"IIII\6\0".ljust(0x58, b"\0") + b"NUMBER:0", "HP"),
        (b"610\0nothing of the kind", "HP"),
        (b"[ae_dbg_info:1,2]", "DJI"),
        (b"VER:0100", "JVC"),
        (outer(b"", {3: long(1)}), "DJI"),
        (outer(b"", {3: long(1)}), "FLIR Systems AB"),
        (outer(b"JVC ", {3: long(1)}), "JVC"),
        (outer(b"SANYO\0\1\0", {0x0200: long(1, 2, 3)}), "SANYO"),
    ],
)
def test_makers_who_tell_nothing(note, make):
    assert told(note, make) == set()


def test_a_note_of_nobody_is_noticed():
    assert told(b"maker note that nobody knows", "Lanterna") == {
        ("unknown", "EXIF maker note", "28 bytes, not looked into")
    }
    assert told(b"", "Canon") == {("unknown", "EXIF maker note", "0 bytes, not looked into")}


def test_a_note_that_makes_no_sense_says_so():
    assert told(b"\0\0\0", "Canon") == {("unknown", "Canon maker note", "3 bytes, not understood")}
    assert told(b"\xff" * 40, "Canon") == {("unknown", "Canon maker note", "40 bytes, not understood")}


def test_a_note_that_is_a_picture_is_one():
    picture = small_jpeg(8, 8)
    facts = read(picture, "Samsung Techwin")
    assert facts.traces == (Trace("thumbnail", "EXIF maker note preview", f"{len(picture):,} bytes"),)
    assert facts.embedded[0].content.read(9999) == picture


def test_a_canon_note_can_be_a_structure_of_its_own():
    structure = b"II*\0\x08\0\0\0" + directory(CANON, 8)
    facts = makernotes.read_structure(Stream.of(structure), "Canon")
    assert Trace("owner", "Canon maker note OwnerName", NAME) in facts.traces
    assert makernotes.read_structure(Stream.of(b""), "Canon").traces == ()


def adobe(note, original):
    inner = b"II" + struct.pack(">I", original) + note
    other = b"Abcd" + struct.pack(">I", 3) + b"xyz\0"
    return b"Adobe\0" + other + b"MakN" + struct.pack(">I", len(inner)) + inner


def test_a_note_that_moved_into_a_dng_file_is_read():
    block = adobe(directory(CANON, 786), 786)
    assert ("owner", "Canon maker note OwnerName", NAME) in told(block, "Canon")
    assert makernotes.places(Stream.of(block), 0, len(block), make="Canon")
    assert told(b"Adobe\0", "Canon") == {("unknown", "Canon maker note", "6 bytes, not understood")}


def test_private_data_of_others_is_noticed():
    def private(raw, make="SONY"):
        facts = makernotes.read_private(Stream.of(BEFORE + raw), AT, len(raw), make=make)
        return {(t.kind, t.where, t.value) for t in facts.traces}

    assert private(long(5000)[1]) == {("unknown", "EXIF private data", "4 bytes, not looked into")}
    assert private(own(b"PENTAX \0II", {0x0229: words(SERIAL)})) == {
        ("device", "Pentax maker note SerialNumber", SERIAL)
    }
    assert ("owner", "Canon maker note OwnerName", NAME) in private(adobe(directory(CANON, 786), 786), "Canon")
    block = tiff({0x010F: words("SONY"), 0xC634: (7, b"SR2 private data")})
    assert Trace("unknown", "EXIF private data", "16 bytes, not looked into") in exif.read(Stream.of(block)).traces


def test_places_can_be_blanked_where_they_lie():
    tags = {0x006D: undefined(TOWN.encode().ljust(72, b"\0")), 0x0025: undefined(b"S010604030293\0\0\0")}
    note = outer(b"Panasonic\0\0\0", tags)
    structure = bytearray(BEFORE + note)
    found = makernotes.places(Stream.of(bytes(structure)), AT, len(note), make="Panasonic")
    assert found is not None
    for offset, length in found:
        structure[offset : offset + length] = bytes(length)
    assert TOWN.encode() not in structure
    facts = makernotes.read(Stream.of(bytes(structure)), AT, len(note), make="Panasonic")
    assert [trace.kind for trace in facts.traces] == ["device"]


def test_places_of_what_is_not_known_cannot_be_told():
    for note, make in ((b"nobody's", "Lanterna"), (b"\0\0", "Canon"), (b"Rv1;", "RICOH")):
        assert makernotes.places(Stream.of(note), 0, len(note), make=make) is None
    clean = outer(b"", {0x0009: words(NAME)})
    assert makernotes.places(Stream.of(BEFORE + clean), AT, len(clean), make="Canon") == ()


def test_exif_hands_over_the_note_with_the_make():
    first = {0x010F: words("Canon"), 0x0110: words("EOS Lantern")}
    block = tiff(first, {0x927C: undefined(directory({0x0009: words(NAME)}, 0))})
    assert Trace("owner", "Canon maker note OwnerName", NAME) in exif.read(Stream.of(block)).traces


def test_directories_that_point_at_one_another_end():
    at = 12
    looped = b"OLYMPUS\0II\3\0" + directory({0x2010: long(at)}, at)
    assert told(looped, "OLYMPUS") == set()
    deep = (
        b"OLYMPUS\0II\3\0"
        + directory(dict.fromkeys(range(0x2010, 0x2012), long(at + 30)), at)
        + directory({0x2010: long(at)}, 0)
    )
    assert told(deep, "OLYMPUS") == set()


def test_every_maker_has_a_name_and_a_shape():
    makers = plugins.members("footprint.photos.makernotes", Maker)
    assert len({maker.name for maker in makers}) == len(makers) >= 20
    assert all(maker.forms for maker in makers)


GOOD = [
    (outer(b"", CANON), "Canon", "EOS 5D"),
    (b"Nikon\0\2\x10\0\0" + b"II*\0\x08\0\0\0" + directory(NIKON, 8), "NIKON", ""),
    (outer(b"Panasonic\0\0\0", {0x0061: undefined(bytes(200)), 0x006D: undefined(b"x" * 72)}), "Panasonic", ""),
    (b"OLYMPUS\0II\3\0" + directory({0x2010: long(12), 0x1036: long(9), 0x1037: long(9)}, 12), "OLYMPUS", ""),
    (outer(b"Ricoh\0\0\0", {0x1001: (7, bytes(60)), 0x0005: undefined(bytes(16))}), "RICOH", ""),
    (outer(b"AOC\0II", {0x0006: undefined(b"\x07\xe8\6\1"), 0x006B: (1, bytes(4))}), "PENTAX", ""),
    (hyperfire(), "RECONYX", ""),
    (adobe(directory(CANON, 786), 786), "Canon", ""),
]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(GOOD), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12), st.floats(0, 1))
def test_damage_never_does_harm(good, changes, kept):
    note, make, model = good
    damaged = bytearray(note)
    for where, byte in changes:
        damaged[int(where * (len(damaged) - 1))] = byte
    note = bytes(damaged[: int(len(damaged) * kept)])
    facts = read(note, make, model)
    assert len(facts.traces) <= 200
    found = makernotes.places(Stream.of(BEFORE + note), AT, len(note), make=make, model=model)
    assert found is None or all(length >= 0 for _, length in found)


@given(
    st.binary(max_size=300), st.sampled_from(["Canon", "NIKON", "SONY", "Panasonic", "EASTMAN KODAK", "DJI", "RICOH"])
)
def test_garbage_never_does_harm(note, make):
    assert read(note, make).problem is None

import struct
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point, Trace
from footprint.photos import timed
from footprint.photos.clean import clean_file
from footprint.photos.facts import EMPTY_GPS
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from footprint.photos.timed import camcorder, camm, dashcam, gpmf, insta360, mebx, rtmd, subtitles
from footprint.photos.timed.fixes import Fix, Samples, course
from tests.photos import films
from tests.photos.films import film, klv, nested, pictures, subtitle
from tests.photos.samples import HOME, SERIAL, box

HERE = "52.649000, -0.637000"


def samples(*raw, entry=b"", in_all=None):
    return Samples(entry, raw, len(raw) if in_all is None else in_all)


def near(point, place=HOME):
    return point is not None and (point.latitude, point.longitude) == pytest.approx(place, abs=1e-5)


# --- what is said of a course ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moments", "in_all", "said"),
    [
        ((), 1, f"1 position, first {HERE}"),
        ((datetime(2024, 6, 1, 12, 30, tzinfo=UTC),) * 2, 2, f"2 positions at 2024-06-01 12:30, first {HERE}"),
        (
            (datetime(2024, 6, 1, 12, 30, tzinfo=UTC), datetime(2024, 6, 1, 12, 41, tzinfo=UTC)),
            900,
            f"more than 2 positions from 2024-06-01 12:30 to 12:41, first {HERE}",
        ),
        (
            (datetime(2024, 6, 1, 23, 30, tzinfo=UTC), datetime(2024, 6, 2, 0, 41, tzinfo=UTC)),
            2,
            f"2 positions from 2024-06-01 23:30 to 2024-06-02 00:41, first {HERE}",
        ),
    ],
)
def test_a_course_in_words(moments, in_all, said):
    fixes = [Fix(Point(*HOME), when) for when in moments] or [Fix(Point(*HOME))]
    facts = course("Track", fixes, samples(*[b""] * len(fixes), in_all=in_all))
    assert facts.traces == (Trace("track", "Track", said), Trace("gps", "Track", HERE))
    assert facts.location == Point(*HOME)
    assert facts.taken == (moments[0] if moments else None)


def test_where_a_course_ends_is_told_too():
    there = Point(52.66, -0.65)
    facts = course("Track", [Fix(Point(*HOME)), Fix(Point(52.655, -0.64)), Fix(there)], samples(b"", b"", b""))
    assert facts.traces[1:] == (Trace("gps", "Track", HERE), Trace("gps", "Track", "52.660000, -0.650000"))
    assert facts.location == Point(*HOME)


def drive(*parts, zone=UTC):
    """Fixes of which each part is a place, when it is reached (minutes after noon), and how many minutes it lasts."""
    noon = datetime(2026, 6, 1, 12, tzinfo=zone)
    return [
        Fix(Point(52.649 + north / 1000, -0.637), noon + timedelta(minutes=start + minute))
        for north, start, lasts in parts
        for minute in range(lasts)
    ]


def told(fixes):
    return [trace.value for trace in course("Track", fixes, samples(*[b""] * len(fixes))).traces[1:]]


def test_where_a_course_stops_is_told_and_where_it_only_passes_is_not():
    fixes = drive((0, 0, 1), (5, 1, 1), (10, 2, 8), (15, 10, 2), (20, 12, 1))
    assert told(fixes) == ["52.649000, -0.637000", "52.659000, -0.637000", "52.669000, -0.637000"]
    assert told([Fix(fix.point) for fix in fixes]) == ["52.649000, -0.637000", "52.669000, -0.637000"]


def test_a_stop_is_told_once_and_no_more_of_them_than_can_be_read():
    assert len(told(drive((0, 0, 30)))) == 1
    many = drive(*((number, number * 5, 5) for number in range(40)))
    assert 10 < len(told(many)) < 16


def test_moments_in_and_without_a_zone_are_not_held_against_one_another():
    assert len(told(drive((0, 0, 2)) + drive((0, 2, 9), zone=None) + drive((9, 11, 1)))) == 2


def test_no_course():
    assert course("Track", [], samples()).traces == ()
    assert course("Track", [], samples(), empty=True).traces == (Trace("unknown", "Track", EMPTY_GPS),)


# --- GoPro -----------------------------------------------------------------------------------------------------------
def test_gopros_older_positions():
    facts = gpmf.read(samples(films.gpmf_sample(), films.gpmf_sample(clock=b"240601124200.000")))
    assert facts.location == Point(*HOME, 84.5)
    assert facts.traces[0].value == f"4 positions from 2024-06-01 12:30 to 12:42, first {HERE}"
    assert Trace("device", "GoPro device", "Lanterna Action") in facts.traces
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)


def test_gopros_newer_positions():
    facts = gpmf.read(samples(films.gps9_sample()))
    assert near(facts.location)
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)
    assert Trace("device", "GoPro model", "Lanterna A9") in facts.traces
    assert gpmf.read(samples(films.gps9_sample(fix=0))).location is None


@pytest.mark.parametrize(
    "raw", [films.gpmf_sample(fix=0), films.gpmf_sample(places=((0, 0),)), films.gps9_sample(place=(0, 0))]
)
def test_gopro_without_a_signal(raw):
    assert gpmf.read(samples(raw)).traces[0] == Trace("unknown", "GoPro track", EMPTY_GPS)


def test_gopros_numbers_without_sense():
    place = struct.pack(">5i", 526_490_000, -6_370_000, 0, 0, 0)
    one_scale = nested(b"STRM", klv(b"SCAL", "l", 4, struct.pack(">i", 10_000_000)), klv(b"GPS5", "l", 20, place))
    assert near(gpmf.read(samples(one_scale)).location)
    no_scale = nested(b"STRM", klv(b"SCAL", "s", 2, b"\0\0"), klv(b"GPS5", "l", 20, place))
    assert gpmf.read(samples(no_scale)).location is None
    odd = nested(b"STRM", klv(b"SCAL", "?", 2, b"\0\0"), klv(b"GPS5", "l", 20, place), klv(b"GPSU", "c", 1, b"never"))
    assert gpmf.read(samples(odd)).location is None
    assert (
        gpmf.read(samples(nested(b"STRM", klv(b"DVNM", "c", 1, b"\0")), b"DEVC\0\1\xff\xff", b"\0" * 20)).traces == ()
    )


def test_gopros_days_that_never_come():
    row = struct.pack(">7iHH", 526_490_000, -6_370_000, 0, 0, 0, 2**31 - 1, 2**31 - 1, 0, 3)
    scales = struct.pack(">9i", 10_000_000, 10_000_000, 1, 1, 1, 1, 1, 1, 1)
    facts = gpmf.read(samples(nested(b"STRM", klv(b"SCAL", "l", 4, scales), klv(b"GPS9", "?", 32, row))))
    assert near(facts.location)
    assert facts.taken is None


def test_levels_without_end_are_left():
    raw = films.gpmf_sample()
    for _ in range(20):
        raw = nested(b"DEVC", raw)
    assert gpmf.read(samples(raw)).location is None


# --- the others ------------------------------------------------------------------------------------------------------
def test_camera_motion():
    facts = camm.read(samples(films.camm_short(), films.camm_long() + films.camm_short((52.65, -0.64))))
    assert facts.location == Point(*HOME, 84.5)
    assert facts.traces[0].value.startswith("3 positions at 2024-06-01 12:30")


@pytest.mark.parametrize(
    ("seconds", "when"),
    [
        (1_401_280_277.0, datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)),
        (1_717_245_059.0, datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)),
        (0.0, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_clocks_of_camera_motion(seconds, when):
    taken = camm.read(samples(films.camm_long(seconds=seconds))).taken
    assert taken == when


@pytest.mark.parametrize("raw", [films.camm_long(fix=0), films.camm_short((0, 0))])
def test_camera_motion_without_a_signal(raw):
    assert camm.read(samples(raw)).traces == (Trace("unknown", "Camera motion track", EMPTY_GPS),)


@pytest.mark.parametrize("raw", [b"", b"\0\0\x63\0", b"\0\0\5\0short", struct.pack("<HH3f", 0, 2, 1, 2, 3)])
def test_camera_motion_that_tells_nothing(raw):
    assert camm.read(samples(raw)).traces == ()


def apples(*raw, **keys):
    return samples(*raw, entry=bytes(8) + films.mebx_entry(**keys))


def test_apples_timed_keys():
    facts = mebx.read(apples(films.mebx_sample(b"+52.6490-000.6370+084.500/", b"x"), location_ISO6709=1, other=1))
    assert facts.location == Point(*HOME, 84.5)
    assert [t.value for t in facts.traces if t.kind == "unknown"] == [
        "com.apple.quicktime.location.ISO6709",
        "com.apple.quicktime.other",
    ]
    nowhere = mebx.read(apples(films.mebx_sample(b"nowhere"), location_ISO6709=1))
    assert nowhere.traces[0] == Trace("unknown", "Apple timed track", EMPTY_GPS)
    assert mebx.read(samples(b"", entry=bytes(8) + box(b"keys", box(b"\0\0\0\1", box(b"dtyp"))))).traces == ()
    assert mebx.read(samples(b"")).traces == ()


def test_sonys_measurements():
    facts = rtmd.read(samples(films.rtmd_sample()))
    assert near(facts.location)
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)
    assert Trace("device", "Sony camera and serial number", f"LANTERNA-7 {SERIAL}") in facts.traces
    void = rtmd.read(samples(films.rtmd_sample(status=b"V")))
    assert void.location is None
    assert void.traces[0] == Trace("unknown", "Sony timed track", EMPTY_GPS)


@pytest.mark.parametrize(
    "rows",
    [
        b"\x85\x02\0\4short\0\x85\x04\0\0",
        struct.pack(">HH6I", 0x8502, 24, 1, 0, 1, 1, 1, 1) + struct.pack(">HH6I", 0x8504, 24, 1, 1, 1, 1, 1, 1),
        struct.pack(">HH6I", 0x8502, 24, 0, 1, 0, 1, 0, 0) + struct.pack(">HH6I", 0x8504, 24, 0, 1, 0, 1, 0, 0),
        b"\x85\x02\0\0",
    ],
)
def test_sonys_positions_that_are_none(rows):
    assert rtmd.read(samples(b"\0\2" + rows)).location is None


def test_sonys_position_without_a_clock():
    place = struct.pack(">HH6I", 0x8502, 24, 52, 1, 0, 1, 0, 1) + struct.pack(">HH6I", 0x8504, 24, 1, 1, 0, 1, 0, 1)
    facts = rtmd.read(samples(b"\0\2" + place + b"\0\0\0\0\0", b"\0\2" + b"\xe3\x04\0\x01\0\x81\x14\0\1\0"))
    assert facts.location == Point(52, 1)
    assert facts.taken is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("$GPRMC,123059.00,A,5238.9400,N,00038.2200,W,0.0,0.0,010624,,,A", True),
        ("gsensori,4;GNRMC,123059.00,A,5238.94000,N,00038.22000,W,6.2,35.34,010624,,,A*52", True),
        ("$GPGGA,123059.00,5238.9400,N,00038.2200,W,1,08,1.0,84.5,M", False),
        ("F/3.5, SS 1000, ISO 100, EV 0, GPS (-0.6370, 52.6490, 18), D 24.26m", False),
        ("[iso: 100] [latitude: 52.649000] [longitude: -0.637000] [altitude: 84.5]", False),
        ("[latitude : 52.649000] [longtitude : -0.637000]", False),
        ("$G:2024-06-01 12:30:59-N52.6490-W0.6370-S10", True),
        ("A,010624,123059.000,5238.9400,N,00038.2200,W,000.0,331.0M,+01.84,-09.80,-00.61;", True),
    ],
)
def test_positions_in_subtitles(text, when):
    facts = subtitles.read(samples(subtitle(text)))
    assert near(facts.location)
    assert (facts.taken is not None) is when
    assert {trace.kind for trace in facts.traces} == {"track", "gps"}


def test_subtitles_without_positions():
    facts = subtitles.read(samples(subtitle(""), subtitle("Ring the bell twice"), b"\xff\xff"))
    assert facts.traces == (Trace("comment", "subtitles", "Ring the bell twice"),)
    assert subtitles.read(samples(subtitle("$GPRMC,123059.00,V,0000.0000,N,00000.0000,E,0,0,010624"))).location is None
    assert subtitles.read(samples(subtitle("GPS (0.0, 0.0, 1)"))).location is None


def hidden(place=b"N52389400E000382200"):
    text = b"\xaa\xaa\0\0\0\0\xfe\xfe20240601123059" + bytes(16) + place
    return bytes(byte ^ 0xAA for byte in text.ljust(282, b"\0"))


def test_positions_that_a_dashcam_hides():
    facts = subtitles.read(samples(hidden()))
    assert near(facts.location, (52 + 389400 / 600_000, 382200 / 600_000))
    assert str(facts.taken) == "2024-06-01 12:30:59"
    assert near(subtitles.read(samples(hidden(b"S52389400W000382200"))).location, (-52.649, -0.637))
    assert subtitles.read(samples(hidden(b"nowhere"))).location is None
    assert subtitles.read(samples(hidden(b"N00000000E000000000"))).location is None


def test_a_dashcams_blocks():
    facts = dashcam.read(samples(films.novatek()))
    assert near(facts.location)
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)
    assert dashcam.read(samples(films.novatek(status=b"V"))).traces == (Trace("unknown", "Dashcam track", EMPTY_GPS),)
    assert dashcam.read(samples(films.novatek((0, 0)), b"\0\0\0\x10freeGPS short")).location is None
    assert dashcam.read(samples(b"something else")).traces == ()
    wild = bytearray(films.novatek())
    wild[76:80] = b"\xff" * 4
    assert dashcam.read(samples(bytes(wild))).location is None
    south = bytearray(films.novatek())
    south[73:74], south[60:64] = b"S", b"\xff" * 4
    assert near(dashcam.read(samples(bytes(south))).location, (-52.649, -0.637))


def test_insta360s_records():
    raw = films.insta360()
    found = insta360.records(Stream.of(raw), len(raw))
    facts = insta360.read(samples(*found))
    assert facts.location == Point(*HOME, 84.5)
    assert facts.taken == datetime(2024, 6, 1, 11, 30, 59, tzinfo=UTC)
    assert Trace("device", "Insta360 serial number", SERIAL) in facts.traces
    assert insta360.records(Stream.of(b"none"), 4) == []
    for status, place in ((b"V", HOME), (b"A", (0.0, 0.0))):
        raw = films.insta360(place, status)
        assert insta360.read(samples(*insta360.records(Stream.of(raw), len(raw)))).location is None
    assert insta360.read(samples(b"\1\1\x0a\0", b"\2\2")).traces == ()


def test_insta360s_records_that_lie():
    whole = films.insta360()
    at = len(whole) - 78
    for row in (b"\1\1\xff\xff\xff\xff", b"\0\0\0\0\0\0", b"\5\0\0\0\0\0"):
        raw = whole[:at] + row + whole[at + 6 :]
        assert all(len(found) < 200 for found in insta360.records(Stream.of(raw), len(raw)))
    assert insta360.records(Stream.of(whole[-40:]), 40) == []


def mdpm(*rows, place=HOME):
    """A camcorder's notes, as they stand in a picture."""

    def angle(tag, value):
        seconds = round(abs(value) * 36_000)
        parts = ((seconds // 36_000, 1), (seconds // 600 % 60, 1), (seconds % 600, 10))
        return [bytes((tag + n,)) + struct.pack(">2H", *part) for n, part in enumerate(parts)]

    whole = rows or (
        b"\x18\x02\x20\x24\x06",
        b"\x19\x01\x12\x30\x59",
        b"\xb1N\0\0\0",
        *angle(0xB2, place[0]),
        b"\xb5W\0\0\0",
        *angle(0xB6, place[1]),
        b"\xe0\x01\x08\0\0",
    )
    raw = bytes((len(whole),)) + b"".join(whole)
    raw = raw.replace(b"\0\0\1", b"\0\0\3\1")
    return b"\0\0\0\x40\6\5\x40" + bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66") + b"MDPM" + raw


def test_a_camcorders_notes_in_the_picture():
    facts = camcorder.read(samples(mdpm()))
    assert near(facts.location)
    assert str(facts.taken) == "2024-06-01 12:30:59"
    assert {(t.kind, t.value) for t in facts.traces} >= {("time", "2024-06-01 12:30:59"), ("device", "Sony")}
    odd = camcorder.read(samples(mdpm(b"\xe0\xff\xff\0\0")))
    assert odd.traces == (Trace("unknown", "camcorder's notes in the picture", "MDPM"),)
    for place in (b"\xb2\0\0\0\0", b"\xb2\0\0\0\1"):
        rest = [bytes((tag, 0, 0, 0, 1)) for tag in (0xB3, 0xB4, 0xB6, 0xB7, 0xB8)]
        assert camcorder.read(samples(mdpm(place, *rest))).location is None
    assert camcorder.read(samples(mdpm(b"\x18\0\0\0\0", b"\x19\0\0\0\0"), mdpm()[:33], b"MDPM")).taken is None


def test_a_film_with_a_camcorders_notes_is_withheld(tmp_path):
    source = tmp_path / "film.mp4"
    source.write_bytes(film(pictures(mdpm() + b" and the picture"), films.sounds()))
    assert near(read_bytes(source.read_bytes(), "film").location)
    (tmp_path / "copies").mkdir()
    result = clean_file(source, tmp_path / "copies")
    assert "into the pictures themselves" in str(result.problem)


# --- in a film -------------------------------------------------------------------------------------------------------
def test_only_some_samples_of_a_long_track_are_read():
    many = [films.camm_short((52 + n / 1000, -0.637)) for n in range(900)]
    reading = read_bytes(film(pictures(), films.timed(b"camm", *many, handler=b"camm")), "film")
    (said,) = [t.value for t in reading.traces if t.kind == "track" and t.where == "Camera motion track"]
    assert said == "more than 200 positions, first 52.000000, -0.637000"


def test_a_quick_look_does_not_read_the_samples():
    data = films.telling_film()
    shallow, deep = read_bytes(data, "film", deep=False), read_bytes(data, "film")
    assert shallow.location is not None
    assert set(shallow.traces) < set(deep.traces)
    assert not [t for t in shallow.traces if "GoPro track" in t.where]


def test_tracks_that_nobody_reads():
    assert timed.read("what", Stream.of(b"\0\0\0\1\0\0\0\0")).traces == ()
    assert timed.read("gpmd", Stream.of(b"")).traces == ()
    for broken in (films.timed(b"gpmd"), films.timed(b"gpmd", b"")):
        assert read_bytes(film(pictures(), broken), "film").problem is None


READERS = (camcorder.read, gpmf.read, camm.read, mebx.read, rtmd.read, subtitles.read, dashcam.read, insta360.read)


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_whatever_the_samples(raw, entry):
    for read in READERS:
        assert read(samples(raw, entry=entry)) is not None


SEEDS = (
    films.gpmf_sample(),
    films.gps9_sample(),
    films.camm_long(),
    films.rtmd_sample(),
    films.novatek(),
    hidden(),
    mdpm(),
)


@given(st.data())
def test_damaged_samples(data):
    whole = data.draw(st.sampled_from(SEEDS))
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for read in READERS:
        assert read(samples(bytes(raw))) is not None

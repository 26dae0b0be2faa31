import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point, Trace
from footprint.photos.names import read

NOON = datetime(2024, 6, 1, 12, 30, 59)  # noqa: DTZ001  names give no zone
DAY = datetime(2024, 6, 1)  # noqa: DTZ001  the same


def told(name):
    return {(trace.kind, trace.value) for trace in read(Path("photos") / name).traces}


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20240601_123059.jpg",
        "IMG_20240601_123059123.jpg",
        "IMG_20240601_123059_1.jpg",
        "IMG_20240601_123059~2.jpg",
        "IMG20240601123059.jpg",
        "PXL_20240601_123059123.jpg",
        "PXL_20240601_123059123.MP.jpg",
        "PXL_20240601_123059123.PORTRAIT-01.COVER.jpg",
        "VID_20240601_123059.mp4",
        "20240601_123059.jpg",
        "20240601_123059(0).jpg",
        "20240601123059.heic",
        "2024-06-01 12.30.59.jpg",
        "2024-06-01 12.30.59-1.jpg",
        "2024-06-01_12-30-59.png",
        "2024-06-01T12-30-59.png",
        "WhatsApp Image 2024-06-01 at 12.30.59.jpeg",
        "WhatsApp Image 2024-06-01 at 12.30.59 PM.jpeg",
        "WhatsApp Image 2024-06-01 at 12.30.59 (1).jpeg",
        "WhatsApp Video 2024-06-01 at 12.30.59.mp4",
        "Screenshot_20240601-123059.png",
        "Screenshot_20240601-123059_Chrome.png",
        "Screenshot_2024-06-01-12-30-59-123_com.example.app.png",
        "Screen Shot 2024-06-01 at 12.30.59 PM.png",
        "Screenshot 2024-06-01 123059.png",
        "signal-2024-06-01-123059.jpg",
        "signal-2024-06-01-12-30-59-123.jpg",
        "WIN_20240601_12_30_59_Pro.jpg",
        "DJI_20240601123059_0001_D.JPG",
        "Photo 01-06-2024, 12 30 59.jpg",
        "Photo 1-6-2024 12 30 59.jpg",
        "telegram-cloud-photo 01.06.2024 12.30.59.jpg",
    ],
)
def test_a_moment_in_a_name(name):
    facts = read(Path(name))
    assert facts.traces == (Trace("time", "file name", "2024-06-01 12:30:59"),)
    assert facts.changed == NOON
    assert facts.taken is None


@pytest.mark.parametrize(
    "name",
    [
        "IMG-20240601-WA0001.jpg",
        "VID-20240601-WA0012.mp4",
        "20240601.jpg",
        "2024-06-01.png",
        "2024_06_01 garden.jpg",
        "garden 01.06.2024.jpg",
        "1 June 2024.jpg",
        "1st June 2024.jpg",
        "June 1, 2024.jpg",
        "garden_1_jun_2024.jpg",
    ],
)
def test_a_day_in_a_name(name):
    facts = read(Path(name))
    assert facts.traces == (Trace("time", "file name", "2024-06-01"),)
    assert facts.changed == DAY


@pytest.mark.parametrize("name", ["FB_IMG_1717245059000.jpg", "1717245059000.jpg", "mmexport1717245059000.jpg"])
def test_thousandths_since_1970(name):
    assert read(Path(name)).changed == datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)


def test_a_month_alone_is_told_but_no_moment():
    assert read(Path("June 2024.jpg")).traces == (Trace("time", "file name", "June 2024"),)
    assert read(Path("June 2024.jpg")).changed is None


def test_afternoon_and_midnight():
    assert read(Path("Screen Shot 2024-06-01 at 1.05.27 PM.png")).changed == datetime(2024, 6, 1, 13, 5, 27)  # noqa: DTZ001
    assert read(Path("Screen Shot 2024-06-01 at 12.05.27 AM.png")).changed == datetime(2024, 6, 1, 0, 5, 27)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("52.6490,-0.6370.jpg", (52.649, -0.637)),
        ("garden 52.6490, -0.6370.jpg", (52.649, -0.637)),
        ("52.6490_-0.6370.jpg", (52.649, -0.637)),
        ("52.6490N_0.6370W.jpg", (52.649, -0.637)),
        ("52.649N 0.637W.jpg", (52.649, -0.637)),
        ("N52.649 W0.637.jpg", (52.649, -0.637)),
        ("S33.857 E151.215.jpg", (-33.857, 151.215)),
        ("geo:52.649,-0.637.jpg", (52.649, -0.637)),
        ("lat52.649lon-0.637.jpg", (52.649, -0.637)),
        ("lat=52.649,lng=-0.637.jpg", (52.649, -0.637)),
        ("GPS_52.649_-0.637.jpg", (52.649, -0.637)),
        ("+52.6490-000.6370.mov", (52.649, -0.637)),
        ("52°38'56.4\"N 0°38'13.2\"W.jpg", (52.649, -0.637)),
        ("52d38m56.4sN_0d38m13.2sW.jpg", (52.649, -0.637)),
        ("33°51'25.2\"S, 151°12'54\"E.jpg", (-33.857, 151.215)),
    ],
)
def test_a_position_in_a_name(name, where):
    facts = read(Path(name))
    assert (facts.location.latitude, facts.location.longitude) == pytest.approx(where)
    assert [trace.kind for trace in facts.traces] == ["gps"]


def test_an_open_location_code():
    facts = read(Path("9C3XGV2G+75 meeting.jpg"))
    assert facts.location == Point(pytest.approx(51.5007, abs=2e-4), pytest.approx(-0.1246, abs=2e-4))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LE15 8HY garden.jpg", "LE15 8HY"),
        ("LE15_8HY.jpg", "LE15 8HY"),
        ("LE15-8HY.jpg", "LE15 8HY"),
        ("LE158HY.jpg", "LE15 8HY"),
        ("le15 8hy.jpg", "LE15 8HY"),
        ("front door, SW1A 1AA.jpg", "SW1A 1AA"),
        ("E1 6AN.jpg", "E1 6AN"),
        ("14 Kingfisher Wharf.jpg", "14 Kingfisher Wharf"),
        ("14_Kingfisher_Wharf_Thornmere.jpg", "14 Kingfisher Wharf"),
        ("14a Upper Mill Lane - kitchen.jpg", "14a Upper Mill Lane"),
        ("Flat 2, 14 Kingfisher Wharf.jpg", "14 Kingfisher Wharf"),
        ("Holiday in Thornmere.jpg", "Thornmere"),
        ("Walk near Thornmere-on-Sea.jpg", "Thornmere-on-Sea"),
        ("At home at Tobias's.jpg", "Tobias's"),
    ],
)
def test_a_place_in_a_name(name, value):
    assert told(name) == {("place", value)}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "IMG_0001.JPG",
            "IMG_2024.JPG",
            "IMG_E1234.HEIC",
            "DSC_1234.NEF",
            "DSCN0123.JPG",
            "DSCF2019.RAF",
            "_DSC2024.ARW",
        ),
        *(
            "_MG_1234.CR2",
            "P1000123.JPG",
            "P6010012.ORF",
            "GOPR0123.MP4",
            "GX010123.MP4",
            "GH012024.MP4",
            "MVI_2006.AVI",
        ),
        *("100_1234.JPG", "CIMG2010.JPG", "SAM_2012.JPG", "Image001.png", "image (12).jpg", "photo.jpg", "C0001.MP4"),
        *("00000IMG_00000_BURST20240.jpg", "received_10157123456789012.jpeg", "unnamed.png", "IMG_20249999_999999.jpg"),
        *("20240231_123059.jpg", "2024-13-01.jpg", "31-02-2024.jpg", "18240601.jpg", "20991231.jpg"),
        *("07700900123.jpg", "+447700900123.jpg", "020 7946 0018.jpg", "01632 960123.jpg", "+44 1632 960 123.jpg"),
        *("INV-2024-0601.pdf", "Invoice 20241.pdf", "INV0012345.pdf", "PO 2024-0012.pdf", "2024-25 budget.pdf"),
        *(
            "wallpaper 1920x1080.jpg",
            "3840x2160.png",
            "video_1280x720_30fps.mp4",
            "photo-4032x3024.heic",
            "2024x2024.png",
        ),
        *(
            "app-1.2.3.png",
            "v2.10.4.png",
            "Python-3.11.9.png",
            "Firefox 126.0.1.png",
            "iOS 17.5.1.png",
            "1.234.567.jpg",
        ),
        *(
            "d41d8cd98f00b204e9800998ecf8427e.jpg",
            "20240601e3b0c44298fc1c149afbf4c8.jpg",
            "DSC12 3MP.jpg",
            "1.2345.jpg",
        ),
        *("20240601-1234-4abc-8def-0123456789ab.jpg", "6F9619FF-8B86-D011-B42D-00C04FC964FF.jpg", "pi 3.14159.jpg"),
        *("e1 4am.jpg", "part e1 2nd edition.jpg", "CH4 2nd year.png", "B1 2GB card.jpg", "S21 5GB.jpg", "MP3 4AB.jpg"),
        *("2 Very Close.jpg", "3 Google Drive.png", "1 Photo Row.jpg", "2024 Mill Lane.jpg", "4 Garden View.jpg"),
        *("made in Photoshop.jpg", "Sale in June.png", "Night at Sunset.jpg", "in the garden.jpg", "best-in-class.jpg"),
        *(
            "12.3456.jpg",
            "95.1234,200.1234.jpg",
            "0.0000,0.0000.jpg",
            "1.234,5.678.jpg",
            "12,5 x 30,2.jpg",
            "22222222+22.jpg",
        ),
        *("9999999999999.jpg", "1000000000000.jpg", "ISBN 9780141036144.jpg", "B07XJ8C8F5.jpg", "", ".jpg", "2024.jpg"),
    ],
)
def test_a_name_that_says_nothing(name):
    assert read(Path("photos") / name).traces == ()


@pytest.mark.parametrize(
    ("path", "traces"),
    [
        ("Thornmere 2024/IMG_1.jpg", {("comment", "Thornmere 2024")}),
        ("2024 Thornmere/IMG_1.jpg", {("comment", "2024 Thornmere")}),
        ("2024-06-01 Thornmere/IMG_1.jpg", {("time", "2024-06-01"), ("comment", "2024-06-01 Thornmere")}),
        ("2024-06/IMG_1.jpg", {("time", "2024-06")}),
        ("14 Kingfisher Wharf/inside/IMG_1.jpg", {("place", "14 Kingfisher Wharf")}),
        ("LE15 8HY/2024-06-01/IMG_1.jpg", {("place", "LE15 8HY"), ("time", "2024-06-01")}),
        ("LE15 8HY/a/b/IMG_1.jpg", set()),
        ("2024/IMG_1.jpg", set()),
        ("Photos from 2024/IMG_1.jpg", set()),
        ("Christmas 2024/IMG_1.jpg", set()),
        ("100APPLE/IMG_1.jpg", set()),
        ("DCIM/Camera/IMG_1.jpg", set()),
    ],
)
def test_the_two_nearest_folders_count(path, traces):
    found = read(Path("/home/x") / path).traces
    assert {(trace.kind, trace.value) for trace in found} == traces
    assert {trace.where for trace in found} <= {"folder name"}


def test_the_number_of_folders_can_be_chosen():
    path = Path("LE15 8HY/b/IMG_1.jpg")
    assert read(path, folders=2).traces
    assert not read(path, folders=1).traces
    assert not read(Path("LE15 8HY/IMG_1.jpg"), folders=0).traces


def test_the_files_own_date_and_position_come_first():
    facts = read(Path("2023-05-05 52.6000,-0.6000/20240601_123059 52.6490,-0.6370.jpg"))
    assert facts.changed == NOON
    assert facts.location == Point(52.649, -0.637)
    assert [trace.kind for trace in facts.traces] == ["gps", "time", "gps"]


def test_a_hostile_name_is_cut_and_shown_plainly():
    facts = read(Path("Thornmere\u202e 2024") / ("1 Aa " * 10_000))
    assert all(trace.value.isprintable() and len(trace.value) <= 300 for trace in facts.traces)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20240601_123059" + "1" * 220 + "x",
        "1 Aa" + " Aa-Aa" * 40,
        "in A" + "a a" * 80,
        "1." * 120,
        " -" * 120 + "2024",
        "a" * 240 + "\u00b0",
        "." + "a." * 120,
    ],
)
def test_names_made_to_be_slow_are_not(name):
    start = time.process_time()
    read(Path(name) / name)
    assert time.process_time() - start < 6


@given(st.text(max_size=300))
def test_any_name_is_read(name):
    for trace in read(Path(name)).traces:
        assert trace.where in ("file name", "folder name")
        assert trace.value.isprintable()


@given(st.uuids())
def test_identifiers_say_nothing(uuid):
    assert read(Path(f"{uuid}.jpg")).traces == ()
    assert read(Path(f"{uuid.hex}.jpg")).traces == ()
    assert read(Path(f"{str(uuid).upper()}.HEIC")).traces == ()


@given(st.sampled_from(["IMG_", "DSC_", "DSCF", "_MG_", "P", "MVI_", "GOPR", "SAM_", "IMG_E"]), st.integers(0, 9999999))
def test_counters_say_nothing(prefix, number):
    assert read(Path(f"{prefix}{number:04}.jpg")).traces == ()


@given(st.integers(100, 9999), st.integers(100, 9999), st.integers(0, 99))
def test_sizes_and_versions_say_nothing(width, height, minor):
    assert read(Path(f"photo {width}x{height}.jpg")).traces == ()
    assert read(Path(f"photo v{minor}.{height}.{minor}.png")).traces == ()


@given(st.from_regex(r"\+44 7700 900\d{3}|07700 900\d{3}|020 7946 0\d{3}|\(0121\) 496 0\d{3}", fullmatch=True))
def test_telephone_numbers_say_nothing(number):
    assert read(Path(f"{number}.jpg")).traces == ()

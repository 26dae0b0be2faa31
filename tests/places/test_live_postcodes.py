"""The postcodes in use: the nearest of them, what is kept of them, and what becomes of damage."""

import io
from importlib import metadata

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint import storage
from footprint.errors import Illegible, NotSet
from footprint.model import Point
from footprint.places import live_postcodes as module
from footprint.places import postcodes
from footprint.places.arrays import on_sphere
from footprint.places.authorities import authority
from footprint.places.distance import metres
from footprint.places.live_postcodes import LivePostcodes, live_postcodes
from footprint.places.postcodes import locate

BELFAST_CITY_HALL = Point(54.5964, -5.9301)


def nearest(point, within_m=5_000.0):
    live = live_postcodes()
    far, row = live.nearest(np.array([point.latitude]), np.array([point.longitude]), within_m)
    return float(far[0]), int(row[0])


def test_there_are_those_in_use_and_no_others():
    live = live_postcodes()
    assert 1_700_000 < len(live.codes) < 1_900_000
    assert bool(np.all(live.codes[:-1] < live.codes[1:]))
    assert locate("AB1 0AA") is not None  # in the directory, and not in use since 1996
    assert live.position("AB1 0AA") is None


@settings(max_examples=20)
@given(st.floats(49.9, 60.8), st.floats(-8.1, 1.7))
def test_the_nearest_is_that_of_all_compared_one_by_one(latitude, longitude):
    live, point = live_postcodes(), Point(latitude, longitude)
    all_of_them = on_sphere(live.latitude.astype(float), live.longitude.astype(float))
    gaps = np.linalg.norm(all_of_them - on_sphere(np.array(latitude), np.array(longitude)), axis=1)
    far, row = nearest(point)
    if gaps.min() < 5_000:
        assert far == pytest.approx(gaps.min(), abs=0.01)
        assert far == pytest.approx(
            metres(point, Point(float(live.latitude[row]), float(live.longitude[row]))), abs=0.1
        )
    else:
        assert (far, row) == (np.inf, len(live.codes))


@pytest.mark.parametrize("postcode", ["SW1A 1AA", "BT1 5GS", "ZE1 0HB", "TR21 0LW", "BT48 6DQ"])
def test_each_lies_where_the_directory_says(postcode):
    where = locate(postcode)
    found = live_postcodes().position(postcode.lower())
    assert (where is None) == (found is None)
    assert where is None or metres(where, found) < 1


def test_northern_ireland_lies_on_its_own_grid():
    far, row = nearest(BELFAST_CITY_HALL)
    assert far < 200
    assert live_postcodes().sector(row)[0].startswith("BT1 ")
    assert authority(live_postcodes().sector(row)[1]) == "Belfast"


@pytest.mark.parametrize("point", [Point(-16.8, 179.99), Point(90, 0), Point(55.0, 2.5), Point(45.76, 4.83)])
def test_far_away_there_is_none(point):
    assert nearest(point)[0] == np.inf


def test_every_council_has_its_name():
    codes = [code.decode() for code in live_postcodes().authorities]
    assert len(codes) == 361
    assert [code for code in codes if not authority(code)] == []
    assert authority("E06000038") == "Reading"
    assert authority("X00000000") == ""


@pytest.mark.parametrize(
    ("postcode", "name"),
    [
        ("AB10 1AB", "Aberdeen City"),
        ("EH1 1YJ", "City of Edinburgh"),
        ("HS1 2BW", "Na h-Eileanan Siar"),
        ("BT80 8DT", "Mid Ulster"),
        ("CA3 8QG", "Cumberland"),
        ("S1 2HH", "Sheffield"),
        ("CF10 4UW", "Cardiff"),
    ],
)
def test_town_halls_lie_in_the_area_of_their_council(postcode, name):
    live = live_postcodes()
    point = live.position(postcode)
    assert point is not None
    assert authority(live.sector(nearest(point)[1])[1]) == name


# --- what is kept -----------------------------------------------------------------------------------------------------


@pytest.fixture
def shetland(monkeypatch):
    """Only the letter Z, that all is quickly made; how often it was made."""
    whole, made = module._in_use, []

    def in_use():
        made.append(1)
        return {"Z": whole()["Z"]}

    monkeypatch.setattr(module, "_in_use", in_use)
    return made


def fresh():
    return live_postcodes.__wrapped__()


def kept():
    return storage.cache_folder() / "postcodes.npz"


def test_it_is_made_once_and_kept_for_its_owner_alone(shetland):
    first = fresh()
    assert isinstance(first, LivePostcodes)
    assert {code[:2] for code in first.codes} == {b"ZE"}
    assert kept().stat().st_mode & 0o077 == 0
    again = fresh()
    assert shetland == [1]
    for name in module._COLUMNS:
        assert np.array_equal(getattr(first, name), getattr(again, name))


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "text", "other columns", "pickle"])
def test_what_was_kept_and_is_damaged_is_made_anew(shetland, damage):
    fresh()
    whole = kept().read_bytes()
    made_elsewhere, pickled = io.BytesIO(), io.BytesIO()
    np.savez(made_elsewhere, stamp=np.load(kept())["stamp"])
    np.savez(pickled, stamp=np.array([{"a": 1}], dtype=object))
    middle = len(whole) // 3
    kept().write_bytes(
        {
            "cut": whole[: len(whole) // 2],
            "empty": b"",
            "flipped": whole[:middle]
            + bytes(byte ^ 0xFF for byte in whole[middle : middle + 64])
            + whole[middle + 64 :],
            "text": b"not a list at all",
            "other columns": made_elsewhere.getvalue(),
            "pickle": pickled.getvalue(),
        }[damage]
    )
    assert len(fresh().codes) > 500
    assert shetland == [1, 1]
    assert kept().read_bytes() == whole


def test_another_version_of_a_package_makes_it_anew(shetland, monkeypatch):
    fresh()
    real = metadata.version
    monkeypatch.setattr(module, "version", lambda name: "2099.1" if name == postcodes.PACKAGE else real(name))
    fresh()
    assert shetland == [1, 1]


def test_a_folder_that_cannot_be_written_to_only_costs_time(shetland, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("FOOTPRINT_DATA", str(tmp_path / "file"))
    assert len(fresh().codes) > 500


# --- what is missing --------------------------------------------------------------------------------------------------


def gone(name):
    raise metadata.PackageNotFoundError(name)


@pytest.mark.usefixtures("shetland")
def test_without_the_packages_it_says_so(monkeypatch):
    monkeypatch.setattr(module, "version", gone)
    with pytest.raises(NotSet, match="not installed"):
        fresh()


@pytest.mark.usefixtures("shetland")
@pytest.mark.parametrize("content", [b"", b"\x00" * 40, b"\x0b\x02\x80\xc0\x03"])
def test_a_damaged_directory_says_so_and_locates_nothing(monkeypatch, tmp_path, content):
    class Packaged:
        name = "postcodes_Z.msgpack.br"

        def read_binary(self):
            return content

    monkeypatch.setattr(postcodes, "files", lambda name: [Packaged()])
    with pytest.raises(Illegible, match="damaged"):
        fresh()
    assert locate.__wrapped__("ZE1 0HB") is None


@pytest.mark.usefixtures("shetland")
@pytest.mark.parametrize("there", [None, [], "a shorter column"])
def test_a_directory_of_which_a_part_is_missing_says_so(monkeypatch, there):
    if isinstance(there, str):
        whole = postcodes.columns("Z")
        monkeypatch.setattr(module, "columns", lambda _: whole._replace(eastings=whole.eastings[1:]))
    else:
        monkeypatch.setattr(postcodes, "files", lambda _: there)
    with pytest.raises(Illegible, match="damaged"):
        fresh()
    assert not kept().exists(), "what is damaged is not remembered"


@given(st.randoms(use_true_random=False))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_became_of_what_was_kept_it_never_stumbles(tmp_path, random):
    column = np.zeros(9, np.float32)
    path, made = tmp_path / "postcodes.npz", (np.array([b"TM4 6QH"] * 9), column, column, column, np.array([b"E"]))
    module._keep(made, path, "stamp")
    damaged = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 5)):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    path.write_bytes(damaged)
    found = module._kept(path, "stamp")
    assert found is None or all(np.array_equal(one, other) for one, other in zip(found, made, strict=True))


def test_an_empty_list_of_those_in_use_says_so(monkeypatch):
    monkeypatch.setattr(module, "files", lambda name: [])
    with pytest.raises(Illegible, match="empty"):
        fresh()

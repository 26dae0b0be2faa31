"""What a place is called, and the lists of the person's own. Their names are invented, and lie in a country park."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import CouldNotCheck, Illegible, NotSet
from footprint.model import Cause, PlaceFiles, Point
from footprint.places import authorities, named
from footprint.places.care_homes import care_homes
from footprint.places.grid import BRITISH, project
from footprint.places.named import Gazetteer, Name, gazetteer
from footprint.places.open_names import OpenNames, tile_name
from footprint.places.schools import schools
from tests.lives import away

PARK = Point(52.6490, -0.6370)
EASTING, NORTHING = project(PARK, BRITISH)
SCHOOLS = f"""\
URN,EstablishmentName,EstablishmentStatus (name),Easting,Northing,Postcode
100001,Sant Teréza's Primary School,Open,{EASTING:.0f},{NORTHING:.0f},TM4 6QH
100002,Larkfield Primary School,Open,{EASTING + 120:.0f},{NORTHING:.0f},TM4 6QH
100003,Gone Primary School,Closed,{EASTING + 2:.0f},{NORTHING:.0f},TM4 6QH
100004,Nowhere Academy,Open,,,
100005,Short row
"""
HOMES = """\
CQC care directory,,,
"Published 1 November 2026, all rights",,,
Location ID,Location Name,Care home?,Location Postal Code,Location Latitude,Location Longitude
1-1,Willow Bank,Y,TM4 6QH,52.6491,-0.6371
1-2,Dr Finch's Surgery,N,TM4 6QH,52.6490,-0.6370
1-3,Palace Gardens,Y,SW1A 1AA,,
1-4,Lost Lodge,Y,TM4 6QH,,
"""


def names_row(name, kind, east=0, north=0):
    cells = ["osgb4", "", name, "", "", "", "x", kind, f"{EASTING + east:.0f}", f"{NORTHING + north:.0f}"]
    return ",".join([*cells, *[""] * 6, "LE15", "", "", ""])


TILE = "\n".join(
    (
        names_row("Heron Way", "Named Road", 40),
        names_row("Far Lane", "Named Road", 900),
        names_row("Little Mere", "Village", 500, 400),
        names_row("LE15 8XX", "Postcode"),
        "a,short,row",
        names_row("Nowhere", "Village").replace(f"{EASTING:.0f}", "here"),
    )
)
HERE = tile_name(EASTING, NORTHING)


@pytest.fixture
def lists(tmp_path):
    (tmp_path / "schools.csv").write_bytes(SCHOOLS.encode("cp1252"))
    (tmp_path / "homes.csv").write_text(HOMES, encoding="utf-8-sig")
    (tmp_path / "names" / "Data").mkdir(parents=True)
    (tmp_path / "names" / "Data" / f"{HERE}.csv").write_text(TILE, encoding="utf-8-sig")
    return PlaceFiles(*(str(tmp_path / name) for name in ("schools.csv", "homes.csv", "names")))


def test_everything_known_of_a_place(lists):
    name = Gazetteer(lists).name(PARK)
    assert name.whole == "by Sant Teréza's Primary School, near Heron Way, Little Mere, LE15 8, Rutland"
    assert name.coarse == "Rutland"
    assert name == Name(
        near="LE15 8",
        authority="Rutland",
        country="United Kingdom",
        school="Sant Teréza's Primary School",
        care_home="Willow Bank",
        street="Heron Way",
        settlement="Little Mere",
    )


@pytest.mark.parametrize(
    ("point", "words", "coarse"),
    [
        (PARK, "near LE15 8, Rutland", "Rutland"),
        (Point(54.5964, -5.9301), "near BT1 5, Belfast", "Belfast"),
        (Point(45.7578, 4.8320), "near Lyon, France", "near Lyon, France"),
        (Point(54.1500, -4.4800), "near Douglas, Isle of Man", "near Douglas, Isle of Man"),
        (Point(-16.79, 179.5), "Fiji", "Fiji"),
        (Point(55.0, 2.5), "", ""),
        (Point(0.0, 0.0), "", ""),
        (Point(float("nan"), 3.0), "", ""),
    ],
)
def test_in_words_no_more_exact_than_a_sector(point, words, coarse):
    name = gazetteer().name(point)
    assert (name.words, name.coarse, name.beside) == (words, coarse, "")


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_has_words_or_none_and_never_a_whole_postcode(latitude, longitude):
    words = gazetteer().name(Point(latitude, longitude)).words
    assert words == words.strip(", ")
    assert "near " not in words[1:]


def test_schools_are_named_within_reach_and_closed_ones_never(lists):
    found = schools(named.Path(lists.schools))
    assert found.nearest(away(PARK, 110, 1.57), 150) == "Larkfield Primary School"
    assert found.nearest(away(PARK, 400, 3), 150) == ""


def test_a_care_home_without_a_position_lies_at_its_postcode(lists):
    found = care_homes(named.Path(lists.care_homes))
    assert found.nearest(Point(51.5010, -0.1416), 150) == "Palace Gardens"
    assert found.nearest(PARK, 150) == "Willow Bank"


def test_open_names_are_read_from_their_zip_too(lists, tmp_path):
    with zipfile.ZipFile(tmp_path / "names.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Doc/readme.txt", "…")
        archive.writestr(f"Data/{HERE}.csv", TILE)
    folder, zipped = OpenNames(named.Path(lists.open_names)), OpenNames(tmp_path / "names.zip")
    for names in (folder, zipped):
        assert names.at(PARK).streets.nearest(PARK, 150) == "Heron Way"
        assert names.at(PARK).settlements.nearest(PARK, 2000) == "Little Mere"
        assert names.at(away(PARK, 60_000, 0)) is None
        assert names.at(Point(45.76, 4.83)) is None


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ((471_500, 173_500), "SU66"),
        ((530_000, 180_000), "TQ28"),
        ((450_000, 1_210_000), "HP40"),
        ((0, 0), "SV00"),
        ((-1, 5), ""),
        ((700_001, 5), ""),
    ],
)
def test_tiles_are_named_by_their_corner(at, name):
    assert tile_name(*at) == name


# --- what is missing or damaged ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [schools, care_homes, OpenNames])
def test_a_list_that_is_not_there(read, tmp_path):
    with pytest.raises(NotSet, match=r"nowhere.*\[place_names\]"):
        read(tmp_path / "nowhere")


@pytest.mark.parametrize("read", [schools, care_homes, OpenNames])
@pytest.mark.parametrize(
    "content", [b"", b"a,b,c\n1,2,3\n" * 40, b"\x00\x01\xff" * 100, b"PK\x03\x04 cut off", b'"' + b"x" * 200_000]
)
def test_another_file_or_a_damaged_one(read, content, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(Illegible, match=r"list\.csv"):
        read(path)


ROW = f"1,Larkfield School,Open,{EASTING:.0f},{NORTHING:.0f},TM4 6QH\n"
HEADINGS = SCHOOLS.partition("\n")[0] + "\n"


@pytest.mark.parametrize(
    "text",
    [HEADINGS, HEADINGS + "1,Short\n", HEADINGS + ROW * 3 + ROW[:9], HEADINGS + ROW + '1,"Never ended,' + ROW * 9],
)
def test_a_list_that_was_broken_off_or_has_nothing_is_not_taken_for_one_that_knows_nothing(tmp_path, text):
    path = tmp_path / "schools.csv"
    path.write_text(text)
    with pytest.raises(Illegible, match=r"schools\.csv.*Download it again"):
        schools(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_is_read_as_whatever_program_wrote_it(tmp_path, encoding, end):
    path = tmp_path / "schools.csv"
    text = (HEADINGS + ROW.replace("Larkfield School", '"Sant, ""Teréza""\nSchool"')).replace("\n", end)
    path.write_bytes(text.rstrip().encode(encoding))
    assert schools(path).nearest(PARK, 150) == f'Sant, "Teréza"{end}School'


def test_a_packed_list_and_a_folder_are_told_from_one_that_is_not_there(tmp_path):
    with zipfile.ZipFile(tmp_path / "schools.zip", "w") as archive:
        archive.writestr("schools.csv", SCHOOLS)
    for path, mend in ((tmp_path / "schools.zip", "Unpack it"), (tmp_path, "Name the file in it")):
        with pytest.raises(NotSet, match=mend):
            schools(path)


@pytest.mark.parametrize("tile", ["", TILE[:-60]])
def test_a_tile_that_was_broken_off_is_said(lists, tmp_path, tile):
    (tmp_path / "names" / "Data" / f"{HERE}.csv").write_text(tile)
    lost = Gazetteer(PlaceFiles("", "", lists.open_names))
    assert lost.name(PARK).street == ""
    ((_, error),) = lost.problems()
    assert f"{HERE}.csv" in str(error)


def test_without_the_names_of_councils_the_rest_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(authorities, "_TABLE", tmp_path / "gone.csv")
    authorities._names.cache_clear()
    bare = Gazetteer(PlaceFiles())
    assert bare.name(PARK).words == "near LE15 8, United Kingdom"
    assert [what for what, _ in bare.problems()] == ["names of councils"]


def test_a_position_off_the_earth_is_none(tmp_path):
    path = tmp_path / "schools.csv"
    path.write_text(f"{SCHOOLS}100006,Star Academy,Open,1e300,-1e300,\n")
    assert schools(path).nearest(away(PARK, 110, 1.57), 150) == "Larkfield Primary School"


def test_a_damaged_tile_is_said_and_the_rest_goes_on(lists, tmp_path):
    with zipfile.ZipFile(tmp_path / "names.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"{HERE}.csv", TILE)
    whole = (tmp_path / "names.zip").read_bytes()
    (tmp_path / "names.zip").write_bytes(whole.replace(b"Heron", b"Horen"))
    lost = Gazetteer(PlaceFiles(lists.schools, "", str(tmp_path / "names.zip")))
    name = lost.name(PARK)
    assert (name.street, name.near, name.school) == ("", "LE15 8", "Sant Teréza's Primary School")
    ((what, error),) = lost.problems()
    assert what == "streets and settlements"
    assert "damaged" in str(error)


def test_each_missing_list_is_said_once(tmp_path):
    lost = Gazetteer(PlaceFiles(*(str(tmp_path / name) for name in ("a.csv", "b.csv", "c"))))
    assert lost.name(PARK).words == "near LE15 8, Rutland"
    assert {what: error.cause for what, error in lost.problems()} == {
        "schools near your photos": Cause.NOT_SET,
        "care homes near your photos": Cause.NOT_SET,
        "streets and settlements": Cause.NOT_SET,
    }


def test_without_postcodes_towns_are_named_and_it_is_said(monkeypatch):
    def lost():
        raise Illegible("The list of UK postcodes is damaged. Install Footprint again.")

    monkeypatch.setattr(named, "live_postcodes", lost)
    bare = Gazetteer(PlaceFiles())
    assert bare.name(PARK).country == "United Kingdom"
    ((what, error),) = bare.problems()
    assert (what, isinstance(error, CouldNotCheck)) == ("postcodes of places", True)


def test_without_any_list_nothing_is_said(monkeypatch):
    def lost():
        raise NotSet("not installed")

    monkeypatch.setattr(named, "live_postcodes", lost)
    monkeypatch.setattr(named, "towns", lost)
    assert Gazetteer(PlaceFiles()).name(PARK) == Name()

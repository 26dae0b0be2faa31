from pathlib import Path

from footprint.model import Reading, Trace
from footprint.photos.album import WORST, Counting, rehearsed
from footprint.photos.facts import EMPTY_GPS
from tests.photos.samples import NAME, exif_segment, jpeg, small_jpeg, telling_exif


def reading(path, *kinds, form="JPEG", problem=None):
    return Reading(path, form, 1, traces=tuple(Trace(kind, "EXIF", "x") for kind in kinds), problem=problem)


def counted(*readings, folders=()):
    counting = Counting()
    for one in readings:
        counting.take(one)
    return counting.album(folders)


def test_what_is_counted():
    album = counted(
        reading("a.jpg", "gps", "time"),
        reading("b.mov", "track", form="MOV"),
        reading("c.jpg", "time", problem="It is cut off."),
        reading("d.jpg"),
        Reading("e.jpg", "JPEG", 1, traces=(Trace("unknown", "EXIF GPS", EMPTY_GPS),)),
    )
    assert (album.photos, album.films, album.broken, album.telling, album.located) == (4, 1, 1, 3, 2)
    assert album.kinds == (("gps", 1), ("track", 1), ("time", 2))


def test_files_beside_photos_are_counted_apart():
    album = counted(reading("a.jpg"), reading("a.jpg.json", "gps", form="Takeout JSON"), reading("a.xmp", form="XMP"))
    assert (album.photos, album.beside, album.located) == (1, 2, 1)
    assert album.worst[0].path == "a.jpg.json"


def test_the_worst_come_first_and_are_few():
    readings = [reading(f"{n}.jpg", "time") for n in range(WORST)]
    album = counted(*readings, reading("home.jpg", "gps"), reading("name.jpg", "owner", "time"))
    assert [one.path for one in album.worst] == ["home.jpg", "name.jpg", *(f"{n}.jpg" for n in range(WORST - 2))]
    assert album.worst[1].kinds == ("owner", "time")


def test_one_of_them_is_cleaned_for_trial(tmp_path):
    withheld, good = tmp_path / "cut off.jpg", tmp_path / "garden.jpg"
    withheld.write_bytes(small_jpeg()[:-2])
    good.write_bytes(jpeg(exif_segment(telling_exif(orientation=6))))
    trial = rehearsed([withheld, tmp_path / "gone.jpg", good])
    assert trial is not None
    assert trial.path == str(good)
    assert NAME in {trace.value for trace in trial.before}
    assert trial.after == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut off.jpg", "garden.jpg"]


def test_where_none_can_be_cleaned_there_is_no_trial(tmp_path):
    assert rehearsed([tmp_path / "gone.jpg"]) is None
    assert counted().rehearsal is None


def test_folders_are_told_whole():
    assert counted(folders=(Path("Pictures"),)).folders == (str(Path("Pictures").absolute()),)

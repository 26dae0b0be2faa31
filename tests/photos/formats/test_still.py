"""HEIC and AVIF: what is read in them, and what a cleaned copy has."""

import json
import random
import shutil
import struct
import subprocess
from contextlib import suppress
from io import BytesIO

import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from footprint.errors import Unreadable, Withheld
from footprint.photos import MOTION, BlockKind, Part, amount, essence, pixels, read
from footprint.photos.amount import SAFE, Amount
from footprint.photos.boxes import C2PA_UUID, XMP_UUID
from footprint.photos.clean import clean_file
from footprint.photos.formats.avif import Avif
from footprint.photos.formats.heic import Heic
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stills import catalogue, shortlist
from footprint.photos.stream import Stream
from tests.photos.samples import (
    EXIFTOOL,
    HOME,
    NAME,
    SERIAL,
    box,
    full,
    judged,
    mp4,
    needs_exiftool,
    profile,
    telling_exif,
    telling_xmp,
    xmp,
    xyz,
)
from tests.photos.samples import pixels as painting
from tests.photos.stills import (
    ALPHA,
    DEPTH,
    GAIN_MAP,
    Thing,
    avif,
    build,
    coded,
    exif_item,
    grid,
    heif,
    inner,
    kinds_in,
    needs_avif,
    picture,
    reference,
    size,
    xmp_item,
)

HEIF_CONVERT = shutil.which("heif-convert")
PLAIN = coded(heif())
SMALL = coded(heif(painting(64, 48, shade=200)))
SECRETS = (NAME.encode(), SERIAL.encode(), b"Thornmere", b"Kingfisher")


def auxiliary(urn):
    return full(b"auxC", urn)


def telling(**changes):
    """A picture with every kind of thing beside it."""
    things = (
        picture(1, PLAIN, name=NAME.encode()),
        exif_item(2, telling_exif()),
        xmp_item(3, telling_xmp()),
        picture(4, SMALL, hidden=True),
        Thing(5, PLAIN.type, SMALL.data, (*SMALL.properties, auxiliary(DEPTH)), hidden=True),
        Thing(6, PLAIN.type, SMALL.data, (*SMALL.properties, auxiliary(ALPHA)), hidden=True),
        Thing(7, PLAIN.type, SMALL.data, (*SMALL.properties, auxiliary(GAIN_MAP)), hidden=True),
        Thing(8, b"uri ", b"tag of " + NAME.encode()),
        Thing(9, b"mime", b"note of " + NAME.encode(), media_type=b"text/plain"),
        picture(10, SMALL, hidden=True),
    )
    references = (
        reference(b"cdsc", 2, 1),
        reference(b"cdsc", 3, 1),
        reference(b"thmb", 4, 1),
        reference(b"auxl", 5, 1),
        reference(b"auxl", 6, 1),
        reference(b"auxl", 7, 1),
    )
    return build(*things, references=references, loose=b"stale words of " + NAME.encode(), **changes)


def joined(data, chosen=SAFE, form=None, exif=b""):
    """A copy, without its proof."""
    form, stream, into = form or Heic(), Stream.of(data), BytesIO()
    form.join(stream, amount.parts(stream, list(form.split(stream)), chosen), into, exif=exif)
    return into.getvalue()


def as_it_is(form, data):
    stream, into = Stream.of(data), BytesIO()
    form.join(stream, [Part(block) for block in form.split(stream)], into)
    return into.getvalue()


def tables(data):
    stream = Stream.of(data)
    return next(iter(read.format_of(data[:512]) and _catalogues(stream)))


def _catalogues(stream):
    return [catalogue.catalogue(stream, found) for found in catalogue_boxes(stream)]


def catalogue_boxes(stream):
    return [
        found for found in catalogue.children(stream, catalogue.Box(b"", 0, stream.size, 0)) if found.type == b"meta"
    ]


def digest(data, path, form="HEIC"):
    path.write_bytes(data)
    return essence.digest(path, form)


def cleaned(data, tmp_path, name="photo.heic", chosen=SAFE):
    (tmp_path / "copies").mkdir(exist_ok=True)
    source = tmp_path / name
    source.write_bytes(data)
    result = clean_file(source, tmp_path / "copies", amount=chosen)
    assert result.problem is None, result.problem
    return tmp_path / "copies" / name


def shown_by_libheif(path, tmp_path):
    """The pixels of the picture and of everything that belongs to it, as another program decodes them."""
    folder = tmp_path / f"shown {path.parent.name}"
    folder.mkdir()
    subprocess.run([HEIF_CONVERT, "--with-aux", path, folder / "x.png"], check=True, capture_output=True)
    return {found.name: Image.open(found).tobytes() for found in folder.iterdir()}


# --- reading ---------------------------------------------------------------------------------------------------------
def test_everything_that_tells_something_is_found():
    found = {(trace.kind, trace.where) for trace in read_bytes(telling(), "photo").traces}
    assert found >= {
        ("gps", "EXIF GPS"),
        ("gps", "XMP GPS"),
        ("thumbnail", "thumbnail"),
        ("embedded", "depth map, or the like"),
        ("embedded", "another picture"),
        ("unknown", "uri"),
        ("unknown", "mime"),
        ("unknown", "bytes that nothing points at"),
    }


def test_a_picture_by_itself_tells_nothing():
    assert read_bytes(build(picture(1, PLAIN)), "photo").traces == ()
    assert read_bytes(heif(), "photo").traces == ()


def test_properties_that_tell_something():
    words = full(b"udes", b"en\0", NAME.encode() + b"\0", b"The garden\0", b"family,home\0")
    made = full(b"crtt", struct.pack(">Q", 3_800_000_000_000_000))
    never = full(b"mdft", b"\xff" * 8)
    odd = full(b"cmex", bytes(12))
    colours = box(b"colr", b"odd!") + box(b"free", b"\0")
    stuff = (words, made, never, odd, colours[:12], colours[12:])
    data = build(picture(1, PLAIN._replace(properties=PLAIN.properties + stuff)))
    found = {(trace.kind, trace.where, trace.value) for trace in read_bytes(data, "photo").traces}
    assert found == {
        ("comment", "HEIF name", NAME),
        ("comment", "HEIF description", "The garden"),
        ("comment", "HEIF tags", "family,home"),
        ("time", "HEIF creation time", "2024-05-31 11:33:20"),
        ("unknown", "property cmex", "24 bytes"),
        ("unknown", "property colr", "12 bytes"),
    }
    copy = joined(data)
    assert read_bytes(copy, "copy").traces == ()
    assert NAME.encode() not in copy
    assert kinds_in(copy, b"meta", b"iprp", b"ipco").count(b"free") == len(stuff)


def test_signed_history_is_told():
    signed = Thing(2, b"jumb", b"\0\0\0\x10jumbwhatever")
    wrapped = Thing(3, b"mime", b"\0\0\0\x10jumbwhatever", media_type=b"application/c2pa")
    data = build(picture(1, PLAIN), signed, wrapped, after=box(b"uuid", C2PA_UUID, b"manifest"))
    kinds = [trace.kind for trace in read_bytes(data, "photo").traces]
    assert kinds == ["provenance", "provenance", "provenance"]


def test_boxes_beside_the_picture():
    after = (
        box(b"uuid", XMP_UUID, telling_xmp())
        + box(b"sefd", b"Image_UTC_Data1717234259000")
        + box(b"free", NAME.encode())
        + box(b"skip", bytes(20))
        + box(b"what", b"ever")
        + b"\xff\xd8 no box at all, but words"
    )
    found = {(trace.kind, trace.where) for trace in read_bytes(build(picture(1, PLAIN), after=after), "p").traces}
    assert found >= {
        ("gps", "XMP GPS"),
        ("unknown", "sefd"),
        ("unknown", "free with something in it"),
        ("unknown", "what"),
        ("unknown", "after the picture's end"),
    }
    assert ("unknown", "skip with something in it") not in found


# --- the tables of a copy --------------------------------------------------------------------------------------------
def test_a_copy_has_the_picture_its_transparency_and_its_gain_map(tmp_path):
    data = telling()
    copy = joined(data)
    assert len(copy) == len(data)
    assert list(tables(copy).items) == list(tables(copy).places) == [1, 6, 7]
    assert list(tables(copy).uses) == [1, 6, 7]
    assert [(ref.type, ref.source, ref.targets) for ref in tables(copy).references] == [
        (b"auxl", 6, (1,)),
        (b"auxl", 7, (1,)),
    ]
    assert tables(copy).damage == []
    assert read_bytes(copy, "copy").traces == ()
    assert read_bytes(copy, "copy").problem is None
    assert not [secret for secret in SECRETS if secret in copy]
    assert digest(data, tmp_path / "a") == digest(copy, tmp_path / "b")


def test_a_copy_of_a_copy_is_the_same():
    copy = joined(telling())
    assert joined(copy) == copy


def test_nothing_moves(tmp_path):
    data, places = telling(), tables(telling()).places
    assert {item: tables(joined(data)).places[item].extents for item in (1, 6, 7)} == {
        item: places[item].extents for item in (1, 6, 7)
    }


def test_a_handlers_name_and_its_neighbours_go():
    data = telling(handler=b"pict" + bytes(12) + NAME.encode() + b"\0", in_meta=(box(b"dinf", b"x"), box(b"odd!")))
    copy = joined(data)
    assert inner(copy, b"meta", b"hdlr")[8 + 12 :].strip(b"\0") == b""
    assert kinds_in(copy, b"meta") == [b"hdlr", b"pitm", b"iinf", b"iloc", b"iref", b"iprp", b"free"]


def test_a_list_of_data_files_that_names_this_one_stays():
    usual = box(b"dinf", full(b"dref", struct.pack(">I", 1), struct.pack(">I4sI", 12, b"url ", 1)))
    assert b"dinf" in kinds_in(joined(telling(in_meta=(usual, box(b"free", b"words")))), b"meta")


def test_too_little_room_for_a_box_goes_to_the_handler():
    data = build(picture(1, PLAIN), handler=b"pict" + bytes(12) + b"Names\0", after=box(b"what"))
    copy = joined(data)
    assert kinds_in(copy, b"meta") == [b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp"]
    assert len(inner(copy, b"meta", b"hdlr")) == len(inner(data, b"meta", b"hdlr"))
    assert b"Names" not in copy


def test_boxes_that_go_become_free_space():
    long = struct.pack(">I4sQ", 1, b"long", 24) + b"whatever"
    last = struct.pack(">I4s", 0, b"last") + b"to the end"
    copy = joined(build(picture(1, PLAIN), before=(box(b"odd!", b"x"), long), after=last))
    found = [kind for kind, _, _ in (found[:3] for found in catalogue.children(Stream.of(copy), whole(copy)))]
    assert found == [b"ftyp", b"free", b"free", b"meta", b"mdat", b"free"]
    assert read_bytes(copy, "copy").traces == ()


def whole(data):
    return catalogue.Box(b"", 0, len(data), 0)


@pytest.mark.parametrize("trailer", [b"words behind the end of it all", b"\xff\xd8\xff"])
def test_what_lies_behind_the_last_box_goes(trailer):
    copy = joined(build(picture(1, PLAIN), after=trailer))
    assert trailer not in copy
    assert read_bytes(copy, "copy").traces == ()
    assert read_bytes(copy, "copy").problem is None


def test_tables_behind_the_data_are_found(tmp_path):
    data = build(picture(1, PLAIN), exif_item(2, telling_exif()), at_end=True)
    assert read_bytes(data, "photo").location is not None
    assert digest(joined(data), tmp_path / "a") == digest(data, tmp_path / "b")


# --- what a picture is made of ---------------------------------------------------------------------------------------
def tiled(**changes):
    """Two tiles side by side; a third one that nobody needs."""
    properties = (size(128, 48), full(b"pixi", b"\3\x08\x08\x08"), box(b"irot", b"\1"))
    return build(
        picture(1, PLAIN, hidden=True),
        picture(2, SMALL, hidden=True),
        picture(3, PLAIN, hidden=True),
        Thing(4, b"grid", grid(1, 2, 128, 48), properties, inside=True),
        exif_item(5, telling_exif(), inside=changes.pop("note_inside", False)),
        references=(reference(b"dimg", 4, 1, 2), reference(b"cdsc", 5, 4)),
        primary=4,
        **changes,
    )


def test_tiles_stay_with_the_picture_that_they_make(tmp_path):
    copy = joined(tiled())
    assert list(tables(copy).items) == [1, 2, 4]
    assert digest(copy, tmp_path / "a") == digest(tiled(), tmp_path / "b")


def test_notes_among_the_small_data_go(tmp_path):
    copy = joined(tiled(note_inside=True))
    assert list(tables(copy).items) == [1, 2, 4]
    assert NAME.encode() not in copy
    assert digest(copy, tmp_path / "a") == digest(tiled(note_inside=True), tmp_path / "b")


def test_a_picture_with_a_tone_map_keeps_both(tmp_path):
    def toned(kind):
        return build(
            picture(1, PLAIN),
            picture(2, SMALL),
            Thing(3, b"tmap", b"\0numbers", (size(64, 48),)),
            picture(4, SMALL),
            exif_item(5, telling_exif()),
            references=(reference(b"dimg", 3, 1, 2),),
            groups=(full(kind, struct.pack(">IIII", 77, 2, 3, 1)), full(b"ster", struct.pack(">IIII", 78, 2, 1, 4))),
        )

    copy = joined(toned(b"altr"))
    assert list(tables(copy).items) == [1, 2, 3]
    assert kinds_in(copy, b"meta", b"grpl") == [b"altr"]
    assert digest(copy, tmp_path / "a") == digest(toned(b"altr"), tmp_path / "b")
    assert list(tables(joined(toned(b"eqiv"))).items) == [1]
    assert kinds_in(joined(toned(b"eqiv")), b"meta").count(b"grpl") == 0


def test_pictures_for_bright_screens_are_cleaned(tmp_path):
    """With a tone map, and with every property that such screens ask for; where the camera stood goes."""
    bright = (
        box(b"clli", struct.pack(">HH", 1000, 400)),
        box(b"mdcv", struct.pack(">8HII", *range(1000, 1008), 10_000_000, 50)),
        box(b"amve", struct.pack(">IHH", 314_0000, 15635, 16450)),
        box(b"pasp", struct.pack(">II", 1, 1)),
        full(b"cmin", struct.pack(">5i", 1, 2, 3, 4, 5)),
    )
    data = build(
        picture(1, PLAIN._replace(properties=PLAIN.properties + bright)),
        picture(2, SMALL, hidden=True),
        Thing(3, b"tmap", b"\0numbers", (size(64, 48),)),
        exif_item(4, telling_exif()),
        references=(reference(b"dimg", 3, 1, 2), reference(b"cdsc", 4, 1)),
        groups=(full(b"altr", struct.pack(">IIII", 77, 2, 3, 1)),),
    )
    (tmp_path / "before").write_bytes(data)
    assert "heif" in pixels.noted(tmp_path / "before", "HEIF")[0]
    found = tables(cleaned(data, tmp_path).read_bytes())
    assert list(found.items) == [1, 2, 3]
    assert {part.type for part in found.properties} >= {b"clli", b"mdcv", b"amve", b"pasp", b"free"}


def test_what_a_copy_has_in_common_with_what_goes_stays(tmp_path):
    """A thumbnail may use the same bytes as the picture."""
    data = build(picture(1, PLAIN), picture(2, PLAIN), references=(reference(b"thmb", 2, 1),))
    first, second = (tables(data).places[item].extents[0] for item in (1, 2))
    same = data.replace(struct.pack(">II", *second), struct.pack(">II", *first))
    assert digest(joined(same), tmp_path / "a") == digest(same, tmp_path / "b")


def test_of_a_reference_what_is_there_stays():
    data = build(
        picture(1, PLAIN),
        Thing(2, SMALL.type, SMALL.data, (*SMALL.properties, auxiliary(ALPHA))),
        picture(3, SMALL),
        references=(reference(b"auxl", 2, 1, 3), reference(b"thmb", 3, 1)),
    )
    assert [ref.targets for ref in tables(joined(data)).references] == [(1,)]


def test_the_numbers_by_which_a_gain_map_is_used_stay_alone():
    def mapped(*targets):
        fields = 'xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:GainMapMax="2.3" hdrgm:Version="1.0"'
        note = xmp(f"<photoshop:City>Thornmere</photoshop:City><dc:creator>{NAME}</dc:creator>", attributes=fields)
        return build(
            picture(1, PLAIN),
            Thing(2, SMALL.type, SMALL.data, (*SMALL.properties, auxiliary(GAIN_MAP))),
            xmp_item(3, note),
            references=(reference(b"auxl", 2, 1), reference(b"cdsc", 3, *targets)),
        )

    copy = joined(mapped(2))
    assert list(tables(copy).items) == [1, 2, 3]
    assert b'hdrgm:GainMapMax="2.3"' in copy
    assert not [secret for secret in SECRETS if secret in copy]
    assert read_bytes(copy, "copy").traces == ()
    assert list(tables(joined(mapped(2, 1))).items) == [1, 2]


def test_the_size_of_the_picture_is_that_of_the_whole():
    assert read_bytes(tiled(), "photo").problem is None
    huge = tiled().replace(size(128, 48), size(1 << 20, 1 << 20))
    assert "too many pixels to be opened" in str(read_bytes(huge, "photo").problem)
    sizes = [Heic().dimensions(block, Stream.of(tiled())) for block in Heic().split(Stream.of(tiled()))]
    assert [found for found in sizes if found] == [(128, 48)]


# --- places only, and what a person asked to keep --------------------------------------------------------------------
def test_where_only_places_go_other_pictures_stay():
    found = tables(joined(telling(), Amount(places_only=True)))
    assert list(found.items) == [1, 2, 3, 4, 5, 6, 7, 10]
    assert {b"thmb", b"auxl"} <= {ref.type for ref in found.references}


@pytest.mark.parametrize("inside", [False, True])
def test_notes_without_their_places_stay_where_they_are(inside):
    data = build(
        picture(1, PLAIN),
        exif_item(2, telling_exif(), inside=inside),
        xmp_item(3, telling_xmp()),
        references=(reference(b"cdsc", 2, 1),),
    )
    stream, into = Stream.of(data), BytesIO()
    parts = [
        Part(block, block.kind is not BlockKind.UNKNOWN, b"fresh" if block.kind is BlockKind.EXIF else None)
        for block in Heic().split(stream)
    ]
    Heic().join(stream, parts, into)
    found = {block.name: block for block in Heic().split(Stream.of(into.getvalue()))}
    assert found["Exif"].content(Stream.of(into.getvalue())).read(99).rstrip(b"\0") == b"fresh"
    assert found["mime"].content(Stream.of(into.getvalue())).read(1 << 16) == telling_xmp()
    assert list(tables(into.getvalue()).items) == [1, 2, 3]


def test_of_a_note_in_pieces_the_first_stays():
    block = exif_item(2, telling_exif()).data
    data = build(picture(1, PLAIN), Thing(2, b"Exif", (block[:200], block[200:])))
    stream, into = Stream.of(data), BytesIO()
    gone = ("Exif, continued",)
    Heic().join(stream, [Part(part, part.name not in gone) for part in Heic().split(stream)], into)
    assert [length for _, length in tables(into.getvalue()).places[2].extents] == [200]
    assert NAME.encode() in data
    assert tables(joined(data)).items.keys() == {1}


def test_what_a_person_asked_to_keep_stands_where_the_notes_were(tmp_path):
    copy = cleaned(telling(), tmp_path, chosen=Amount(keep=frozenset({"copyright", "date"})))
    found = tables(copy.read_bytes())
    assert list(found.items) == [1, 2, 6, 7]
    assert found.extents(2)[0].length < tables(telling()).extents(2)[0].length
    assert {trace.where for trace in read_file(copy).traces} == {
        *("EXIF Copyright", "EXIF DateTimeOriginal", "EXIF DateTime")
    } - {"EXIF DateTime"}


@pytest.mark.parametrize(
    "data",
    [
        build(picture(1, PLAIN)),
        build(picture(1, PLAIN), Thing(2, b"Exif", b"\0\0\0\0short")),
        build(picture(1, PLAIN), exif_item(2, telling_exif(), inside=True)),
    ],
)
def test_without_a_place_for_it_nothing_is_kept(data):
    with pytest.raises(Withheld, match="no place in this file"):
        joined(data, exif=telling_exif())


def test_without_tables_there_is_no_place_either():
    with pytest.raises(Withheld, match="no place in this file"):
        joined(box(b"ftyp", b"heic", bytes(4)), exif=telling_exif())


# --- motion ----------------------------------------------------------------------------------------------------------
def test_a_motion_photos_film_goes(tmp_path):
    film = box(b"mpvd", mp4(box(b"udta", xyz("+52.6490-000.6370/"))))
    data = build(picture(1, PLAIN), after=film)
    assert MOTION in [block.name for block in Heic().split(Stream.of(data))]
    assert read_bytes(data, "photo").location is not None
    copy = joined(data)
    assert copy.endswith(struct.pack(">I", len(film)) + b"free" + bytes(len(film) - 8))
    assert read_bytes(copy, "copy").traces == ()


def test_a_motion_photos_film_stays_cleaned_where_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(amount, "inside", lambda *_: b"cleaned film")
    copy = joined(build(picture(1, PLAIN), after=box(b"mpvd", b"a film with places")), Amount(motion=True))
    assert copy.endswith(box(b"mpvd", b"cleaned film" + bytes(6)))


# --- withheld --------------------------------------------------------------------------------------------------------
def note_among_tables():
    data = build(picture(1, PLAIN), exif_item(2, telling_exif()))
    return moved(data, 2, 60)


def with_method_two():
    return build(picture(1, PLAIN), method=2)


def moved(data, item, offset, length=None):
    """The same file, an item lying elsewhere."""
    old = tables(data).extents(item)[0]
    return data.replace(struct.pack(">II", *old), struct.pack(">II", offset, length or old.length))


def overlapping():
    data = build(picture(1, PLAIN), exif_item(2, telling_exif()))
    return moved(data, 1, tables(data).extents(2)[0].offset - 100)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (build(picture(1, PLAIN), primary=0), "which of its pictures"),
        (build(picture(1, PLAIN), primary=9), "which of its pictures"),
        (build(picture(1, PLAIN, protected=1)), "protected"),
        (build(Thing(1, b"jpeg", b"\xff\xd8")), r"does not know \(jpeg\)"),
        (build(picture(1, PLAIN), references=(reference(b"dimg", 1, 9),)), "a part of it is missing"),
        (build(picture(1, PLAIN), references=(reference(b"odd!", 1, 1),)), r"does not know \(odd!\)"),
        (
            build(picture(1, PLAIN._replace(properties=(box(b"new!"),))), essential=(b"new!",)),
            r"does not know \(new!\)",
        ),
        (with_method_two(), "in a way that Footprint does not understand"),
        (build(picture(1, PLAIN), after=full(b"meta")), "several lists"),
        (build(picture(1, PLAIN), after=box(b"moof")), "in fragments"),
        (overlapping(), "among other things"),
        (note_among_tables(), "among other things"),
        (moved(build(picture(1, PLAIN)), 1, 4), "among other things"),
        (moved(build(picture(1, PLAIN), Thing(2, b"odd!", b"12345678", inside=True)), 1, 300, 4), "among other"),
    ],
)
def test_what_is_not_understood_is_withheld(data, reason):
    with pytest.raises(Withheld, match=reason):
        joined(data)


def test_data_in_another_file_are_withheld():
    data = build(picture(1, PLAIN))
    row = tables(data).places[1].raw
    with pytest.raises(Withheld, match="in another file"):
        joined(data.replace(row, row[:4] + b"\0\1" + row[6:]))


def test_data_among_the_tables_are_withheld():
    data = build(picture(1, PLAIN), Thing(2, PLAIN.type, b"12345678", inside=True))
    idat = data.index(b"12345678")
    with pytest.raises(Withheld, match="among other things"):
        joined(moved(data, 1, idat, 8))


def test_a_property_that_is_missing_is_withheld():
    data = build(picture(1, PLAIN))
    uses = inner(data, b"meta", b"iprp", b"ipma")
    with pytest.raises(Withheld, match="a property of it is missing"):
        joined(data.replace(uses, uses[:-1] + b"\x7f"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (build(picture(1, PLAIN))[:-10], "cut off"),
        (moved(build(picture(1, PLAIN)), 1, 1 << 30), "cut off"),
        (build(picture(1, PLAIN), picture(1, SMALL)), "of a kind"),
        (build(picture(1, PLAIN), in_meta=(full(b"iinf", b"\0\0"),)), "two tables"),
        (build(picture(1, PLAIN), in_meta=(b"\0\0\0",)), "to their end"),
        (build(picture(1, PLAIN), references=(b"\0\0\0\x08",)), "cut off"),
        (build(picture(1, PLAIN), references=(box(b"cdsc", b"\0\1\0\7"),)), "cut off"),
        (build(picture(1, PLAIN), groups=(full(b"altr", struct.pack(">II", 1, 7)),)), "cut off"),
        (build(picture(1, PLAIN), in_meta=(b"",)).replace(b"infe", b"gone"), "of a kind"),
    ],
)
def test_what_is_damaged_says_so(data, reason):
    assert reason in str(read_bytes(data, "photo").problem)


@pytest.mark.parametrize("cap", ["ITEMS_CAP", "EXTENTS_CAP", "NUMBERS_CAP"])
def test_more_than_any_real_picture_has(cap, monkeypatch):
    monkeypatch.setattr(catalogue, cap, 1)
    assert "more parts than any real one" in str(read_bytes(telling(), "photo").problem)


@pytest.mark.parametrize(
    ("place", "row"),
    [(b"iloc", b""), (b"ipma", struct.pack(">I", 3)), (b"iinf", b"\0\7")],
    ids=["iloc", "ipma", "iinf"],
)
def test_tables_that_end_too_soon(place, row):
    data = build(picture(1, PLAIN))
    path = (b"meta", b"iprp", place) if place == b"ipma" else (b"meta", place)
    raw = inner(data, *path)
    start = 14 if place == b"iloc" else 12
    changed = data.replace(raw, raw[:start] + (row or b"\0\7") + raw[start + len(row or b"\0\7") :])
    assert "cut off" in str(read_bytes(changed, "photo").problem)


def test_two_rows_for_one_item():
    twice = build(picture(1, PLAIN), picture(2, SMALL))
    rows = [tables(twice).places[item].raw for item in (1, 2)]
    assert "two tables" in str(read_bytes(twice.replace(rows[1], rows[0]), "photo").problem)
    uses = inner(twice, b"meta", b"iprp", b"ipma")
    second = uses.index(b"\0\2", 17)
    assert "two tables" in str(
        read_bytes(twice.replace(uses, uses[:second] + b"\0\1" + uses[second + 2 :]), "photo").problem
    )


def test_no_room_for_the_tables():
    with pytest.raises(Withheld, match="no room"):
        shortlist._count(300, 1)


# --- other widths of the tables --------------------------------------------------------------------------------------
def test_tables_with_wide_numbers(tmp_path):
    """Item numbers of four bytes, property numbers of two, offsets from a base."""
    note = exif_item(70_002, telling_exif()).data
    ftyp = box(b"ftyp", b"heic", bytes(4), b"mif1")

    def meta(start):
        entries = [
            full(b"infe", struct.pack(">IH", number, 0), kind, b"\0", version=3)
            for number, kind in ((70_001, PLAIN.type), (70_002, b"Exif"))
        ]
        row = ">IHHIHIII"
        places = struct.pack(row, 70_001, 0, 0, start, 1, 0, 0, len(PLAIN.data))
        places += struct.pack(row, 70_002, 0, 0, start, 1, 0, len(PLAIN.data), len(note))
        uses = struct.pack(f">IB{len(PLAIN.properties)}H", 70_001, len(PLAIN.properties), *range(0x8001, 0x8001 + 5))
        return full(
            b"meta",
            full(b"hdlr", bytes(4), b"pict", bytes(13)),
            full(b"pitm", struct.pack(">I", 70_001), version=1),
            full(b"iinf", struct.pack(">I", 2), *entries, version=1),
            full(b"iloc", b"\x44\x44", struct.pack(">I", 2), places, version=2),
            full(b"iref", box(b"cdsc", struct.pack(">IHI", 70_002, 1, 70_001)), version=1),
            box(b"iprp", box(b"ipco", *PLAIN.properties), box(b"ipma", b"\1\0\0\1", struct.pack(">I", 1), uses)),
        )

    data = ftyp + meta(len(ftyp) + len(meta(0)) + 8) + box(b"mdat", PLAIN.data, note)
    assert read_bytes(data, "photo").location is not None
    assert digest(joined(data), tmp_path / "a") == digest(data, tmp_path / "b")
    kept = joined(data, exif=b"II*\0\x08\0\0\0\0\0\0\0\0\0")
    assert tables(kept).extents(70_002)[0].length == 18
    assert [ref.source for ref in tables(kept).references] == [70_002]


# --- identity --------------------------------------------------------------------------------------------------------
SAMPLES = (
    telling(after=box(b"mpvd", mp4()) + b"trailer", before=(box(b"free", b"x"),)),
    tiled(note_inside=True),
    heif(exif=b"Exif\0\0" + telling_exif(), xmp=telling_xmp()),
    telling(at_end=True),
)


@pytest.mark.parametrize("data", SAMPLES)
def test_with_nothing_left_out_a_copy_is_the_original(data):
    assert as_it_is(Heic(), data) == data


def test_with_nothing_left_out_a_copy_of_a_real_file_is_the_original(real):
    """Whole, cut off, and with a byte changed here and there."""
    chance = random.Random(7)  # noqa: S311  the same bytes in every run
    for name in ("heic/IMG_5195.HEIC", "heic/mobile/iphone_13_pro_max.HEIC", "heic/mobile/HMD_Nokia_8.3_5G_hdr.heif"):
        whole = (real / "exif-samples" / name).read_bytes()
        assert as_it_is(Heic(), whole) == whole
        for _ in range(25):
            data = bytearray(whole[: chance.choice((len(whole), 5000))])
            data[chance.randrange(4000)] = chance.randrange(256)
            with suppress(Unreadable):
                assert as_it_is(Heic(), bytes(data)) == data


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    number=st.integers(0, len(SAMPLES) - 1),
    changes=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 4000),
)
def test_damaged_files_are_split_and_joined_or_refused(number, changes, cut):
    data = bytearray(SAMPLES[number][: cut if cut < 2000 else None])
    for at, value in changes:
        if at < len(data):
            data[at] = value
    with suppress(Unreadable):
        assert as_it_is(Heic(), bytes(data)) == data
    with suppress(Unreadable, Withheld):
        assert len(joined(bytes(data))) == len(data)


# --- end to end ------------------------------------------------------------------------------------------------------
def judged_clean(copy):
    found = judged(copy)
    told = {name for name in found if not name.startswith(("QuickTime:", "Meta:", "Track"))}
    return told == set() and not [secret for secret in SECRETS if secret.decode() in json.dumps(found)]


@needs_exiftool
def test_a_heic_gives_nothing_away(tmp_path):
    copy = cleaned(telling(), tmp_path)
    assert judged_clean(copy)
    assert read_file(copy).traces == ()


@needs_exiftool
@needs_avif
@pytest.mark.parametrize("options", [{}, {"icc_profile": profile()}])
def test_an_avif_gives_nothing_away(options, tmp_path):
    """With EXIF that turns it, which becomes a property of its own."""
    data = avif(exif=telling_exif(orientation=6), xmp=telling_xmp(), **options)
    copy = cleaned(data, tmp_path, "photo.avif")
    assert judged_clean(copy)
    with Image.open(tmp_path / "photo.avif") as before, Image.open(copy) as after:
        assert before.tobytes() == after.tobytes()
        assert before.getexif()[0x112] == after.getexif()[0x112] == 6
        assert before.info.get("icc_profile") == after.info.get("icc_profile")
        assert "xmp" not in after.info


@pytest.mark.skipif(HEIF_CONVERT is None, reason="heif-convert is not installed")
@pytest.mark.parametrize(
    "data",
    [
        heif(exif=b"Exif\0\0" + telling_exif(), xmp=telling_xmp()),
        heif(painting(64, 48, "RGBA"), exif=b"Exif\0\0" + telling_exif()),
        telling(),
        tiled(note_inside=True),
    ],
    ids=["plain", "transparent", "telling", "tiled"],
)
def test_another_program_shows_the_same(data, tmp_path):
    copy = cleaned(data, tmp_path)
    before, after = shown_by_libheif(tmp_path / "photo.heic", tmp_path), shown_by_libheif(copy, tmp_path)
    assert after["x.png"] == before["x.png"]
    assert set(before) - set(after) <= {"x-depth.png"}


@needs_exiftool
def test_the_judge_finds_no_fault_with_a_copy(tmp_path):
    copy = cleaned(tiled(note_inside=True), tmp_path)
    judge = [EXIFTOOL, "-validate", "-warning", "-error", "-a", copy]
    done = subprocess.run(judge, capture_output=True, text=True, check=True)
    assert done.stdout.split(":", 1)[1].strip() == "OK"


def test_decoders_see_the_same_pixels_and_profile(tmp_path):
    data = heif(painting(64, 48), icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    copy = cleaned(data, tmp_path)
    assert pixels.shown(copy, "HEIF") == pixels.shown(tmp_path / "photo.heic", "HEIF")


def test_of_several_pictures_the_primary_one_stays(tmp_path):
    several, into = pillow_heif.from_pillow(painting(64, 48)), BytesIO()
    several.add_from_pillow(painting(80, 64, shade=90))
    several.add_from_pillow(painting(48, 32, shade=180))
    several.save(into, primary_index=1, exif=b"Exif\0\0" + telling_exif())
    copy = cleaned(into.getvalue(), tmp_path)
    assert pixels.shown(copy, "HEIF") == pixels.shown(tmp_path / "photo.heic", "HEIF")
    with pixels.opened(copy) as image:
        assert (image.size, image.n_frames) == ((80, 64), 1)


def test_what_a_second_decoder_finds_is_noted(tmp_path):
    (tmp_path / "a").write_bytes(telling())
    notes, turned = pixels.noted(tmp_path / "a", "HEIF")
    assert turned == 1
    assert notes >= {"XMP", "thumbnails", "EXIF tag 271"}


def test_real_files_are_cleaned(real, truth, tmp_path):
    """All but those that are no pictures."""
    withheld = {}
    for name in truth:
        if name.casefold().endswith((".heic", ".heif", ".avif")):
            result = clean_file(real / name, tmp_path)
            if result.problem:
                withheld[name.rpartition("/")[2]] = result.problem
            else:
                assert read_file(tmp_path / name.rpartition("/")[2]).traces == ()
    assert withheld == {
        "compatible-brands-fail.heic": "This is not a photo or film that Footprint knows, whatever its name says.",
        "compatible-brands.heic": withheld["compatible-brands.heic"],
        "oom_large_box.heic": "The picture is damaged: the tables of its parts make no sense to their end.",
    }
    assert "no sense" in withheld["compatible-brands.heic"]


def test_places_of_home_are_those_of_the_sample():
    assert read_bytes(telling(), "photo").location.latitude == pytest.approx(HOME[0])
    assert as_it_is(Avif(), build(picture(1, PLAIN), brand=b"avif"))[:12].endswith(b"avif")

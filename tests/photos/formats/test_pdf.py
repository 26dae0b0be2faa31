import resource
import zlib
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from footprint.model import Point, Trace
from footprint.photos import cos
from footprint.photos.clean import clean_file
from footprint.photos.formats import pdf as module
from footprint.photos.formats.pdf import PROTECTED, Pdf
from footprint.photos.read import FAULT, read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.samples import HOME, NAME, exif_segment, jpeg, small_jpeg, telling_exif, telling_xmp


def stream(words, content, *, length=None, pack=False):
    raw = zlib.compress(content) if pack else content
    words = words + (b" /Filter /FlateDecode" if pack else b"")
    said = str(len(raw)).encode() if length is None else length
    return b"<< " + words + b" /Length " + said + b" >>\nstream\r\n" + raw + b"\nendstream"


def pdf(*objects, trailer=b"/Root 1 0 R"):
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    for number, item in enumerate(objects, 1):
        body += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    return body + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 9 " + trailer + b" >>\nstartxref\n9\n%%EOF\n"


def packed(*objects, pack=True):
    """Objects in a stream."""
    at, numbers = 0, ""
    for number, item in enumerate(objects, 20):
        numbers += f"{number} {at} "
        at += len(item) + 1
    first = len(numbers)
    content = numbers.encode() + b" ".join(objects) + b" "
    return stream(f"/Type /ObjStm /N {len(objects)} /First {first}".encode(), content, pack=pack)


INFO = (
    b"<< /Title (Garden of 14 Kingfisher Wharf) /Author " + b"<" + b"\xfe\xff".hex().encode()
    + NAME.encode("utf-16-be").hex().encode() + b"> /Creator (Lanterna Writer) /Producer (Lanterna \\(PDF\\) \\101)"
    b" /CreationDate (D:20240601123059+01'00') /ModDate (D:20240602) /Trapped /False /Subject () /Where (Thornmere) >>"
)  # fmt: skip
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Contents 4 0 R /Resources << /XObject << /Im 5 0 R >> >> >>"


def said(data):
    return {(trace.kind, trace.where, trace.value) for trace in read_bytes(data, "x").traces}


WHO = {
    ("comment", "PDF Title", "Garden of 14 Kingfisher Wharf"),
    ("owner", "PDF Author", NAME),
    ("device", "PDF Creator", "Lanterna Writer"),
    ("device", "PDF Producer", "Lanterna (PDF) A"),
    ("time", "PDF CreationDate", "2024-06-01 12:30:59+01:00"),
    ("time", "PDF ModDate", "2024-06-02 00:00:00"),
    ("comment", "PDF Where", "Thornmere"),
}


def test_the_information_dictionary():
    reading = read_bytes(pdf(CATALOG, INFO, PAGE), "x.pdf")
    assert (reading.format, reading.problem) == ("PDF", None)
    assert said(pdf(CATALOG, INFO, PAGE)) == WHO
    assert reading.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))


def test_it_may_lie_packed_among_others():
    assert said(pdf(CATALOG, packed(PAGE, INFO, b"<< /Title (Chapter) /Parent 3 0 R >>"))) == WHO
    assert said(pdf(CATALOG, packed(PAGE, INFO, pack=False))) == WHO


def test_a_pdf_with_nothing_to_tell():
    reading = read_bytes(pdf(CATALOG, PAGE, b"<< /Title (Chapter 1) /Parent 3 0 R /Dest [1 0 R /Fit] >>"), "x")
    assert (reading.traces, reading.problem) == ((), None)


@pytest.mark.parametrize("pack", [True, False])
def test_xmp(pack):
    reading = read_bytes(pdf(CATALOG, stream(b"/Type /Metadata /Subtype /XML", telling_xmp(), pack=pack)), "x")
    assert reading.location == Point(*HOME)
    assert NAME in {trace.value for trace in reading.traces}


def test_metadata_of_another_kind_is_no_xmp():
    assert said(pdf(stream(b"/Type /Metadata /Subtype /XML", b"nothing of the kind"))) == set()


def image(data, filters=b"/DCTDecode", **more):
    words = b"/Type /XObject /Subtype /Image /Width 48 /Height 32 /Filter " + filters
    return stream(words, data, **more)


def test_a_picture_with_something_of_its_own_is_read_in_turn():
    data = pdf(CATALOG, image(jpeg(exif_segment(telling_exif()))), INFO)
    reading = read_bytes(data, "x")
    assert reading.location == Point(*HOME, 84.5)
    assert ("gps", "PDF picture: EXIF GPS", "52.649000, -0.637000") in said(data)


def test_a_packed_picture_too():
    data = zlib.compress(jpeg(exif_segment(telling_exif())))
    assert read_bytes(pdf(CATALOG, image(data, b"[/FlateDecode /DCTDecode]")), "x").location == Point(*HOME, 84.5)


def test_jpeg_2000_pictures():
    box = b"\0\0\0\x0cjP  \r\n\x87\n"
    assert said(pdf(image(box + b"\0\0\0\x18uuid" + bytes(16), b"/JPXDecode"))) >= {
        ("embedded", "PDF picture", "36 bytes")
    }
    assert said(pdf(image(box + b"\0\0\0\x08jp2h", b"/JPXDecode"))) == set()


@pytest.mark.parametrize(
    "data", [small_jpeg(), b"\xff\xd8", b"\xff\xd8" + b"\xff\xe0\0\2" * 100, b"", b"\xff\xd8abcdef"]
)
def test_a_picture_with_nothing_of_its_own_is_what_the_page_shows(data):
    assert said(pdf(CATALOG, image(data))) == set()


@pytest.mark.parametrize("pack", [True, False])
def test_attached_files(pack):
    data = pdf(
        b"<< /Type /Filespec /F (front door.jpg) /UF (front door.jpg) /EF << /F 3 0 R >> /Desc (where we live) >>",
        stream(b"/Type /EmbeddedFile", jpeg(exif_segment(telling_exif())), pack=pack),
    )
    assert ("comment", "PDF name of an attached file", "front door.jpg") in said(data)
    assert ("comment", "PDF description of an attached file", "where we live") in said(data)
    assert ("gps", "PDF attached file: EXIF GPS", "52.649000, -0.637000") in said(data)


def test_notes_signatures_and_maps():
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (" + NAME.encode() + b") /Contents (Ring twice) >>"
    field_ = b"<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /FT /Tx /T (street) >>"
    sign = b"<< /Type /Sig /Name (Ros Q) /Location (Thornmere) /ByteRange [0 1 2 3] /Contents <00> /M (D:2024) >>"
    chart = b"<< /Type /Measure /Subtype /GEO /GPTS [52.649 -0.637 52.7 -0.637 52.7 -0.6] >>"
    assert said(pdf(note, field_, sign, chart, b"<< /Measure << /GPTS [ ] >> /GPTS [0 0] >>")) == {
        ("owner", "PDF comment by", NAME),
        ("comment", "PDF comment", "Ring twice"),
        ("owner", "PDF name of the signer", "Ros Q"),
        ("place", "PDF location of the signature", "Thornmere"),
        ("comment", "PDF date of the signature", "2024-01-01 00:00:00"),
        ("gps", "PDF corner of a map", "52.649000, -0.637000"),
    }


def test_what_an_older_version_said_is_found():
    assert {value for _, _, value in said(pdf(INFO) + pdf(INFO.replace(b"Thornmere", b"Elsewhere")))} >= {
        "Thornmere",
        "Elsewhere",
    }


@pytest.mark.parametrize("length", [b"9 0 R", b"3", b"999999999999", b"0", b"-5", b"99999"])
def test_lengths_that_lie_hide_nothing(length):
    data = pdf(stream(b"/Type /X", b"abc" * 3000, length=length), INFO)
    assert said(data) == WHO


def test_a_protected_pdf_says_so():
    data = pdf(CATALOG, INFO, trailer=b"/Root 1 0 R /Encrypt 8 0 R")
    assert read_bytes(data, "x").problem == PROTECTED
    assert said(data) == set()


def made(**options):
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Author": NAME, "/CreationDate": "D:20240601123059Z"})
    writer.add_attachment("door.jpg", jpeg(exif_segment(telling_exif())))
    if options.get("password"):
        writer.encrypt(options["password"], algorithm="RC4-128")
    into = BytesIO()
    writer.write(into)
    return into.getvalue()


def test_a_pdf_that_another_program_made():
    found = said(made())
    assert ("owner", "PDF Author", NAME) in found
    assert ("gps", "PDF attached file: EXIF GPS", "52.649000, -0.637000") in found
    assert read_bytes(made(password="hidden"), "x").problem == PROTECTED


def test_pictures_that_another_program_put_there(tmp_path):
    path = tmp_path / "scan.pdf"
    Image.open(BytesIO(small_jpeg())).save(path, "PDF", author=NAME, title="Garden")
    assert {(trace.where, trace.value) for trace in read_file(path).traces} >= {
        ("PDF Author", NAME),
        ("PDF Title", "Garden"),
    }


def test_no_copy_is_made_and_the_reason_says_what_to_do(tmp_path):
    source = tmp_path / "scan.pdf"
    source.write_bytes(pdf(INFO))
    assert "Take the pictures out of it" in clean_file(source, tmp_path / "copies").problem


def test_it_is_told_by_content():
    assert Pdf().matches(b"\xef\xbb\xbf\n%PDF-1.4")
    assert not Pdf().matches(b"a text about %PDF-1.4")


# --- hostile ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "made",
    [
        lambda: b"%PDF-1.4\n" + b"stream\nendstream" * 150_000,
        lambda: b"%PDF-1.4\n" + b"<< /Author (a) >> endobj obj " * 100_000,
        lambda: b"%PDF-1.4\n" + b"<< /Author " + b"(" * 1_000_000,
        lambda: b"%PDF-1.4\n" + b"<< /Author (a) " + b"<<" * 1_000_000,
        lambda: pdf(*(packed(b"<< /Author (a) >>" + bytes(16_000_000)) for _ in range(6))),
        lambda: pdf(stream(b"/Type /Metadata", zlib.compress(bytes(1 << 28))[:-4], pack=False)) + b"/FlateDecode",
        lambda: pdf(*(b"<< /Author (a%d) >>" % number for number in range(2_000))),
    ],
)
def test_a_hostile_file_is_bounded(made):
    data = made()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = read_bytes(data, "x")
    assert not str(reading.problem).startswith(FAULT)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_too_much_is_said(monkeypatch):
    monkeypatch.setattr(module, "_STREAMS_CAP", 3)
    assert "not all of it" in read_bytes(pdf(*[stream(b"", b"")] * 4), "x").problem
    monkeypatch.undo()
    monkeypatch.setattr(module, "_SEARCHED_CAP", 100)
    assert "not all of it" in read_bytes(pdf(*[stream(b"", b"")] * 4), "x").problem
    monkeypatch.undo()
    monkeypatch.setattr(module, "_INFLATED_CAP", 10)
    assert "not all of it" in read_bytes(pdf(packed(INFO)), "x").problem


def test_long_stretches_without_a_stream_are_read_in_pieces(monkeypatch):
    monkeypatch.setattr(module, "_GAP", 1 << 13)
    monkeypatch.setattr(module, "_OBJECT_CAP", 1 << 12)
    assert said(pdf(b" " * 50_000, INFO, b" " * 50_000, stream(b"/Type /Metadata", telling_xmp()))) > WHO


def test_a_stream_cut_off_gives_what_it_has():
    data = pdf(stream(b"/Type /Metadata", telling_xmp(), pack=True))
    reading = read_bytes(data[: data.index(b"endstream") - 60], "x")
    assert reading.location == Point(*HOME)
    assert "cut off" in reading.problem


@settings(max_examples=150, deadline=2000, derandomize=True)
@given(st.integers(0, 3000), st.binary(max_size=12))
def test_damage_is_never_a_fault(at, raw):
    data = pdf(CATALOG, INFO, packed(INFO, PAGE), image(jpeg(exif_segment(telling_exif()))))
    reading = read_bytes(data[:at] + raw + data[at + len(raw) :], "x")
    assert not str(reading.problem).startswith(FAULT)


# --- objects ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"/A (b)", [("A", b"b")]),
        (b"/A(b\\)(c))/D<4142 4>", [("A", b"b)(c)"), ("D", b"AB@")]),
        (b"/A (\\n\\051\\\r\nx\\q)", [("A", b"\n)xq")]),
        (b"/A /B /C 5 /D [1 2] /E << /F (x) >>", [("A", "B"), ("C", "5"), ("D", ""), ("E", ""), ("F", b"x")]),
        (b"(/A (no key)) /A#42 (x)", [("AB", b"x")]),
        (b"/A (never ends", [("A", b"never ends")]),
        (b"", []),
        (b"/A <zz>", [("A", "")]),
    ],
)
def test_pairs(raw, expected):
    assert list(cos.pairs(raw)) == expected


def test_texts_and_dates():
    assert cos.text(b"\xff\xfe" + "Zoë".encode("utf-16-le")) == "Zoë"
    assert cos.text(b"\xef\xbb\xbfZo\xc3\xab") == "Zoë"
    assert cos.text(b"Zo\xeb \x85 \xa0") == "Zoë \u2013 €"
    assert cos.date("D:2024") == "2024-01-01 00:00:00"
    assert cos.date("D:20240601123059-05'30'") == "2024-06-01 12:30:59-05:30"
    assert cos.date("D:20240601123059Z00'00'") == "2024-06-01 12:30:59Z"
    assert cos.date("June") == "June"


def test_blocks_lie_where_they_say():
    data = pdf(image(jpeg(exif_segment(telling_exif()))))
    block = next(block for block in Pdf().split(Stream.of(data)) if block.name == "PDF picture")
    assert data[block.offset : block.end] == jpeg(exif_segment(telling_exif()))
    assert Trace("embedded", "PDF picture", f"{block.length:,} bytes") in read_bytes(data, "x").traces

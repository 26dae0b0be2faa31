import pytest

from footprint.photos import markup
from footprint.photos.formats.svg import Svg
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from tests.photos.samples import telling_xmp, xmp


def test_what_real_programs_write_is_bounded():
    assert markup.bounded(telling_xmp())
    assert markup.bounded(b"")


@pytest.mark.parametrize("between", [b"=", b" = ", b"=\n"])
@pytest.mark.parametrize("mark", [b'"', b"'"])
def test_an_element_with_too_many_attributes(between, mark):
    attributes = b" ".join(b"a%d" % number + between + mark + mark for number in range(5_000))
    assert not markup.bounded(b"<x><y " + attributes + b"/></x>")
    assert not markup.bounded(b'<x><y b=">" ' + attributes + b"/></x>")


def test_a_program_in_a_drawing_is_no_attribute():
    program = b"a = 'b'; c = \"d\"; " * 5_000
    assert markup.bounded(b'<svg><script type="x">' + program + b"</script></svg>")


def test_a_document_with_too_many_elements():
    assert not markup.bounded(b"<a/>" * 500_001)


def test_neither_is_made_a_tree_of():
    crowded = " ".join(f'a{number}=""' for number in range(5_000))
    assert "damaged" in read_bytes(xmp(f"<dc:subject {crowded}/>"), "x.xmp").problem
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {crowded}/>'.encode()
    assert "damaged" in read_bytes(drawing, "x.svg").problem
    assert Svg().matches(Stream.of(drawing).at(0, 4096))

import base64
import gzip
import resource
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model import Point
from footprint.photos.clean import clean_file
from footprint.photos.formats import svg as module
from footprint.photos.formats.svg import Svg
from footprint.photos.read import FAULT, read_bytes
from tests.photos.samples import HOME, NAME, exif_segment, jpeg, png, telling_exif, telling_xmp

SPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:cc="http://creativecommons.org/ns#" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"'
)


def svg(*inside, attributes="", before='<?xml version="1.0"?>\n', after=""):
    body = b"".join(part if isinstance(part, bytes) else part.encode() for part in inside)
    return f"{before}<svg {SPACES} {attributes}>".encode() + body + f"</svg>{after}".encode()


def said(data):
    return {(trace.kind, trace.where, trace.value) for trace in read_bytes(data, "x").traces}


METADATA = f"""<metadata><rdf:RDF><cc:Work rdf:about=""><dc:creator><cc:Agent><dc:title>{NAME}</dc:title></cc:Agent>
</dc:creator><dc:title>Plan</dc:title><dc:date>2024-06-01</dc:date><dc:coverage>Thornmere</dc:coverage>
<dc:subject><rdf:Bag><rdf:li>house</rdf:li></rdf:Bag></dc:subject></cc:Work></rdf:RDF></metadata>"""


def data_url(data, kind="image/jpeg"):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


TELLING = svg(
    "<title>Garden of 14 Kingfisher Wharf</title><desc>Where we live</desc><!-- for Tobias -->",
    METADATA,
    f'<image xlink:href="{data_url(jpeg(exif_segment(telling_exif())))}"/>',
    '<image href="file:///home/ros/Pictures/front%20door.jpg"/><a href="https://www.example.org/"/>',
    attributes=r'sodipodi:docname="plan.svg" inkscape:export-filename="C:\Users\ros\plan.png"',
    before='<?xml version="1.0"?><!-- Created with Inkscape -->',
    after="<!-- the end -->",
)


def test_everything_is_told():
    reading = read_bytes(TELLING, "x.svg")
    assert (reading.format, reading.problem) == ("SVG", None)
    assert reading.location == Point(*HOME, 84.5)
    assert said(TELLING) >= {
        ("comment", "SVG title", "Garden of 14 Kingfisher Wharf"),
        ("comment", "SVG description", "Where we live"),
        ("comment", "SVG comment", "for Tobias"),
        ("comment", "SVG comment", "the end"),
        ("device", "SVG source", "Created with Inkscape"),
        ("owner", "SVG creator", NAME),
        ("comment", "SVG title", "Plan"),
        ("time", "SVG date", "2024-06-01"),
        ("place", "SVG place", "Thornmere"),
        ("comment", "SVG keywords", "house"),
        ("comment", "SVG file name", "plan.svg"),
        ("owner", "SVG name of an exported file", r"C:\Users\ros\plan.png"),
        ("owner", "SVG link to a file", "file:///home/ros/Pictures/front door.jpg"),
        ("gps", "SVG picture: EXIF GPS", "52.649000, -0.637000"),
    }
    assert "example.org" not in str(said(TELLING))


def test_packed_it_is_the_same():
    assert said(gzip.compress(TELLING, mtime=0)) == said(TELLING)
    assert read_bytes(gzip.compress(TELLING, mtime=0), "x").format == "SVG"


def test_in_other_letters_it_is_the_same():
    text = TELLING.decode()
    assert said(text.encode("utf-16")) == said(TELLING)
    assert said(b"\xef\xbb\xbf" + TELLING) == said(TELLING)


def test_a_drawing_with_nothing_to_tell():
    reading = read_bytes(svg('<path d="M0 0L1 1"/><title> </title><title/>', before=""), "x")
    assert (reading.format, reading.traces, reading.problem) == ("SVG", (), None)


def test_xmp_is_read_as_xmp_is():
    assert read_bytes(svg("<metadata>", telling_xmp(), "</metadata>"), "x").location == Point(*HOME)


@pytest.mark.parametrize(
    "picture",
    [
        data_url(png(), "image/png").replace(",", ",\n  "),
        "data:image/jpeg," + quote_from_bytes(jpeg(exif_segment(telling_exif()))),
        data_url(jpeg(exif_segment(telling_exif())), "application/octet-stream"),
        data_url(jpeg(exif_segment(telling_exif()))).replace("data:image/jpeg", "data:"),
    ],
)
def test_pictures_of_any_spelling_are_found(picture):
    assert any(where == "SVG picture" for _, where, _ in said(svg(f"<image href='{picture}'/>")))


@pytest.mark.parametrize(
    "inside",
    [
        '<circle data-lat="52.649" data-lon="-0.637"/>',
        '<circle latitude="52.649" longitude="-0.637"/>',
        "<geo:Point><geo:lat>52.649</geo:lat><geo:long>-0.637</geo:long></geo:Point>",
    ],
)
def test_positions(inside):
    assert read_bytes(svg(inside), "x").location == Point(*HOME)


@pytest.mark.parametrize("inside", ['<circle lat="0" lon="0"/>', '<circle lat="x" lon="1"/>', "<geo:lat>52</geo:lat>"])
def test_no_positions(inside):
    assert read_bytes(svg(inside), "x").location is None


@pytest.mark.parametrize(
    "data",
    [
        b"<html><svg/></html>",
        b"<?xml version='1.0'?><note/>",
        b"<svgx/>",
        b"",
        gzip.compress(b"text", mtime=0),
        b"\x1f\x8b\x08",
    ],
)
def test_other_xml_is_not_reported(data):
    assert read_bytes(data, "x").format == "unknown"


def test_a_doctype_is_passed_over():
    data = svg(
        "<title>Plan</title>", before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY a "b">]>'
    )
    assert said(data) == {("comment", "SVG title", "Plan")}


def test_no_copy_is_made_and_the_reason_says_what_to_do(tmp_path):
    source = tmp_path / "plan.svg"
    source.write_bytes(TELLING)
    assert "Export the drawing as a picture" in clean_file(source, tmp_path / "copies").problem


# --- hostile ---------------------------------------------------------------------------------------------------------
LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    "made",
    [
        lambda: svg("<title>&j;</title>", before=LAUGHS + "]>"),
        lambda: svg("<title>&x;</title>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        lambda: b"<svg>" + b"<g>" * 300_000,
        lambda: b"<svg>" + b"<g/>" * 1_000_000,
        lambda: b"<svg>" + b"<title>a</title>" * 100_000,
        lambda: b"<svg a='data:image/jpeg;base64," + b"A" * 30_000_000 + b"'/>",
        lambda: svg(*["<image href='data:image/png;base64,AAAA'/>"] * 5_000),
        lambda: b"<svg " + b"a='' " * 100_000,
        lambda: b"<svg><!--" + b"-" * 1_000_000,
        lambda: b"<svg><?xpacket begin" * 20_000,
        lambda: b"<!DOCTYPE svg [" + b"<!DOCTYPE svg [" * 20_000,
        lambda: gzip.compress(b"<svg>" + bytes(1 << 27), mtime=0),
    ],
)
def test_a_hostile_drawing_is_bounded(made):
    data = made()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = read_bytes(data, "x")
    assert reading.format == "SVG"
    assert not str(reading.problem).startswith(FAULT)
    assert "root:" not in str(reading.traces)
    assert "haha" not in str(reading.traces)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_too_much_is_said(monkeypatch):
    monkeypatch.setattr(module, "_TEXT_CAP", 1000)
    assert "not all of it" in read_bytes(svg("<title>Plan</title>" + "<g/>" * 1000), "x").problem


def test_a_drawing_without_any_xml_says_so():
    assert "damaged" in read_bytes(b"<!DOCTYPE svg [", "x").problem


def test_long_paths_are_passed_over(monkeypatch):
    monkeypatch.setattr(module, "_TEXT_CAP", 5000)
    data = svg('<path d="' + "M0 0 " * 10_000 + '"/><title>Plan</title>')
    assert said(data) == {("comment", "SVG title", "Plan")}
    assert read_bytes(data, "x").problem is None


@settings(max_examples=150, deadline=2000, derandomize=True)
@given(st.integers(0, len(TELLING) - 1), st.binary(max_size=12))
def test_damage_is_never_a_fault(at, raw):
    reading = read_bytes(TELLING[:at] + raw + TELLING[at + len(raw) :], "x")
    assert not str(reading.problem).startswith(FAULT)


@pytest.mark.parametrize("head", [b" " * 500, b"<!---->" * 70, b"<!--" * 120 + b"-->" * 10, b"<?a " * 120])
def test_heads_made_to_be_slow_are_not(head):
    assert not Svg().matches(head)


def test_it_is_told_by_content():
    assert Svg().matches(b"<!-- Generator: x -->\n<!DOCTYPE svg PUBLIC>")
    assert Svg().matches(b"<s:svg xmlns:s='x'>")

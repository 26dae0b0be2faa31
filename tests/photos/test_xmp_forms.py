"""Packets of a known form are read without a tree: the same must come out as with one."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.photos import xmp, xmp_forms
from footprint.photos.stream import Stream
from footprint.photos.xmp_names import name_of
from tests.photos.samples import NAME, telling_xmp

_TEMPLATE = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="{space}" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:{part}="{place}"'
    " exif:GPSLongitude='0,38.22W'><dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_PIECES = (
    *("<a>", "</a>", "<a", "/>", ">", "<", " ", "\n", "=", '"', "'", "&amp;", "&#65;", "&", "]]>", "<![CDATA[", "<!--"),
    *("-->", "<?p", "?>", '<?xpacket begin="', "\ufeff", "\ue0000\ue000", "=\"'>", "='\">", "x", "é", "\0", "\x0b"),
    *(' xmlns="', ' xmlns:exif="', "<rdf:li>", "</rdf:li>", ' rdf:resource="', ' exif:GPSLatitude="52,38.94N"'),
    *("<dc:creator>", "</dc:creator>", NAME, ' dc:title="', "\u2028", "<!DOCTYPE a>"),
)


def packet(space=_DUBLIN, part="GPSLatitude", place="52,38.94N", name=NAME):
    return _TEMPLATE.format(space=space, part=part, place=place, name=name)


def by_tree(text):
    with patch.object(xmp_forms, "parts", lambda _: None):
        return read(text)


def read(text):
    return xmp.read(Stream.of(text.encode(errors="replace")))


def values(text):
    found = xmp._values(Stream.of(text.encode(errors="replace")), name_of)
    return None if found is None else [(one.name, one.value) for one in found]


def same(text):
    with patch.object(xmp_forms, "parts", lambda _: None):
        expected = values(text)
    assert values(text) == expected
    assert read(text) == by_tree(text)


def test_a_form_is_known_once_and_serves_for_other_values():
    xmp._known.cache_clear()
    for number in range(5):
        same(packet(place=f"52,3{number}.94N", name=f"{NAME} {number}"))
    assert xmp._known.cache_info().currsize == 2  # what tells something, and all
    assert xmp._known.cache_info().hits > 5


@pytest.mark.parametrize(
    "changes",
    [
        {"space": "http://example.com/mine/"},
        {"place": "0,0N"},
        {"place": ""},
        {"name": " "},
        {"name": "Rosalind &amp; Tobias"},
        {"name": "Rosalind's"},
        {"name": "one\ntwo"},
        {"name": "one > two"},
        {"name": '"quoted"'},
        {"name": "<![CDATA[Tobias]]>"},
        {"name": "<!-- Tobias -->"},
        {"name": "\ue0002\ue000"},
        {"name": f"x{xmp_forms.mark(1)}"},
        {"place": "a' b='c"},
        {"place": "\t52,38.94N"},
        {"part": "GPSDestLatitude"},
        {"name": "x" * 9000},
    ],
)
def test_whatever_stands_in_a_value_it_is_read_as_by_a_tree(changes):
    read(packet())
    same(packet(**changes))


def test_the_same_form_with_other_vocabularies_is_another():
    known, unknown = packet(), packet(space="http://example.com/mine/")
    assert [trace.where for trace in read(known).traces] != [trace.where for trace in read(unknown).traces]
    assert read(known) == by_tree(known)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12), st.integers(0, 600), st.integers(0, 40))
def test_damaged_packets_are_read_as_by_a_tree(pieces, at, gone):
    for whole in (packet(), telling_xmp().decode()):
        same(whole[:at] + "".join(pieces) + whole[at + gone :])

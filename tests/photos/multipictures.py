"""Makes JPEGs with more behind the picture: gain maps, second pictures, films, and what makers put around them."""

import struct

from tests.photos.samples import exif_segment, jpeg, pixels, saved, segment, telling_exif, xmp, xmp_segment

HDRGM = "http://ns.adobe.com/hdr-gain-map/1.0/"
ISO = b"urn:iso:std:iso:ts:21496:-1\0"
VERSION = segment(0xE2, ISO + bytes(4))
NUMBERS = segment(0xE2, ISO + bytes(range(1, 62)))
GAINS = (
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description rdf:about="" xmlns:hdrgm="{HDRGM}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    f' hdrgm:Version="1.0" hdrgm:GainMapMax="2.75" hdrgm:HDRCapacityMax="2.75" dc:source="Rosalind Quillfeather"/>'
    f"</rdf:RDF></x:xmpmeta>"
).encode()
APPLE = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:apdi="http://ns.apple.com/pixeldatainfo/1.0/"'
    b' xmlns:HDRGainMap="http://ns.apple.com/HDRGainMap/1.0/" apdi:AuxiliaryImageType='
    b'"urn:com:apple:photo:2020:aux:hdrgainmap" apdi:NativeFormat="1278226488" apdi:StoredFormat="1278226488"'
    b' HDRGainMap:HDRGainMapVersion="65536"/></rdf:RDF></x:xmpmeta>'
)


def gain_map(packet=GAINS, *segments, telling=True):
    """A gain map that tells who made it, like the picture that it belongs to."""
    base = saved(pixels(24, 16, mode="L"), "JPEG")
    told = (exif_segment(telling_exif()),) if telling else ()
    packet = packet if telling else packet.replace(b' dc:source="Rosalind Quillfeather"', b"")
    return jpeg(*told, *((xmp_segment(packet),) if packet else ()), *segments, base=base)


def directory(gain_map=0, film=0):
    """An XMP packet as telephones write it, and a name besides."""
    item = (
        '<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="{}" Item:Mime="{}" Item:Length="{}"/></rdf:li>'
    )
    spaces = (
        f'xmlns:hdrgm="{HDRGM}" xmlns:Container="http://ns.google.com/photos/1.0/container/" '
        'xmlns:Item="http://ns.google.com/photos/1.0/container/item/" '
        'xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" '
    )
    fields = 'hdrgm:Version="1.0" ' if gain_map else ""
    fields += f'GCamera:MotionPhoto="1" GCamera:MicroVideoOffset="{film}" ' if film else ""
    items = item.format("Primary", "image/jpeg", 0)
    items += item.format("GainMap", "image/jpeg", gain_map) if gain_map else ""
    items += item.format("MotionPhoto", "video/mp4", film) if film else ""
    return xmp(
        f"<Container:Directory><rdf:Seq>{items}</rdf:Seq></Container:Directory>",
        "<dc:creator><rdf:Seq><rdf:li>Rosalind Quillfeather</rdf:li></rdf:Seq></dc:creator>",
        attributes=spaces + fields,
    )


def index(pictures, at, order=">"):
    """An MPF segment's body for (offset in the file, length, kind) of each; `at` is where its TIFF header will lie."""
    entries = b"".join(
        struct.pack(f"{order}IIIHH", kind, length, offset - at if offset else 0, 0, 0)
        for offset, length, kind in pictures
    )
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    rows = struct.pack(f"{order}HHI", 0xB000, 7, 4) + b"0100"
    rows += struct.pack(f"{order}HHII", 0xB001, 4, 1, len(pictures))
    rows += struct.pack(f"{order}HHII", 0xB002, 7, 16 * len(pictures), 8 + 2 + 36 + 4)
    return b"MPF\0" + head + struct.pack(f"{order}H", 3) + rows + bytes(4) + entries


def indexed(seconds, *segments, base=None, order=">", kinds=None, between=b"", behind=b""):
    """A JPEG with an index of the pictures behind it."""
    blank = segment(0xE2, index([(0, 0, 0)] * (len(seconds) + 1), 0, order))
    plain = jpeg(blank, *segments, base=base)
    at = plain.index(b"MPF\0") + 4
    kinds = kinds or [0x030000, *[0] * len(seconds)]
    pictures, start = [(0, len(plain), kinds[0])], len(plain) + len(between)
    for second, kind in zip(seconds, kinds[1:], strict=True):
        pictures.append((start, len(second), kind))
        start += len(second)
    whole = plain.replace(blank, segment(0xE2, index(pictures, at, order)))
    return whole + between + b"".join(seconds) + behind


def samsung(film):
    """What a Samsung telephone puts behind a picture: blocks with names, the film in one of them, then their list."""
    blocks = [(0x0A01, b"Image_UTC_Data", b"1717241459000"), (0x0A30, b"MotionPhoto_Data", film)]
    body, places = b"", []
    for kind, name, data in blocks:
        places.append((kind, len(body), 8 + len(name) + len(data)))
        body += struct.pack("<HHI", 0, kind, len(name)) + name + data
    rows = b"".join(struct.pack("<HHII", 0, kind, len(body) - start, length) for kind, start, length in places)
    listed = b"SEFH" + struct.pack("<II", 106, len(blocks)) + rows
    return body + listed + struct.pack("<I", len(listed)) + b"SEFT"

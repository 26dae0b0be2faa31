"""Makes the sample pictures: `python sample_data/make_photos.py`. The same bytes each time; the outputs are committed.

`photos/` is the invented councillor's photo folder, three pictures go to her own site and the council's
under `web/`. What each gives away is listed in `planted.toml`.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import films
import life
import piexif
import scenes
import shown
from notes import Position, Shot, exif, iptc, when, xmp
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo
from pillow_heif import from_pillow

HERE = Path(__file__).parent
PHOTOS = HERE / "photos"
WEB = HERE / "web"

# Open water and sea: nobody lives at any of these.
HOME, SCHOOL, CARE_HOME, THE_SEA = life.HOME, life.SCHOOL, life.CARE_HOME, life.THE_SEA
FAR_SHORE: Position = (52.6600, -0.6860)
OTHER_LAKE: Position = (52.5480, -0.7420)
BANDSTAND: Position = (52.6560, -0.6130)


# --- files ------------------------------------------------------------------------------------------------------


def fitted(image: Image.Image) -> Image.Image:
    """As a network shows it beside a name: square and small."""
    return ImageOps.fit(image, (120, 120), centering=(0.5, 0.2))


def jpeg(picture: Image.Image, **blocks: bytes) -> bytes:
    """A picture as JPEG, with EXIF and XMP where given."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True, **blocks)
    return out.getvalue()


def small(picture: Image.Image) -> bytes:
    """The thumbnail that a camera puts into EXIF."""
    copy = picture.copy()
    copy.thumbnail((160, 107))
    return jpeg(copy)


def photo(scene: scenes.Scene, seed: int, shot: Shot) -> bytes:
    """A JPEG as a telephone writes it."""
    picture = scene(seed)
    return jpeg(picture, exif=exif(shot, thumbnail=small(picture)))


def frames(scene: scenes.Scene, seed: int) -> list[bytes]:
    """A scene that drifts for a moment."""
    return [jpeg(frame) for frame in scenes.frames(scene, seed, 6)]


def png(picture: Image.Image, packet: bytes = b"") -> bytes:
    """A picture as PNG, with XMP where given."""
    info, out = PngInfo(), io.BytesIO()
    if packet:
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
    picture.quantize(64).save(out, "PNG", optimize=True, pnginfo=info)
    return out.getvalue()


def webp(picture: Image.Image, block: bytes) -> bytes:
    """A picture as WebP with EXIF."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=6, exif=block)
    return out.getvalue()


def tiff(picture: Image.Image, shot: Shot) -> bytes:
    """A picture as TIFF: an EXIF block is one already, and lacks nothing but the pixels behind it."""
    tag = piexif.ImageIFD
    width, height = picture.size
    pixels = zlib.compress(picture.tobytes(), 9)
    layout: dict[int, object] = {
        tag.ImageWidth: width,
        tag.ImageLength: height,
        tag.BitsPerSample: (8, 8, 8),
        tag.Compression: 8,  # deflate
        tag.PhotometricInterpretation: 2,  # red, green, blue
        tag.StripOffsets: 0,
        tag.SamplesPerPixel: 3,
        tag.RowsPerStrip: height,
        tag.StripByteCounts: len(pixels),
    }
    start = len(b"Exif\0\0")
    layout[tag.StripOffsets] = len(exif(shot, described=layout)) - start
    return exif(shot, described=layout)[start:] + pixels


def heic(picture: Image.Image, block: bytes) -> bytes:
    """A picture as HEIC with EXIF."""
    out = io.BytesIO()
    from_pillow(picture).save(out, quality=60, exif=block, save_all=False)
    return out.getvalue()


# --- what is made -----------------------------------------------------------------------------------------------


def degrees_minutes(value: float, letters: str) -> str:
    """A coordinate as XMP writes it: `52,38.9400N`."""
    degrees, share = divmod(abs(value), 1)
    return f"{int(degrees)},{share * 60:.4f}{letters[value < 0]}"


def xmp_position(shot: Shot) -> bytes:
    """A position in XMP alone."""
    latitude, longitude = shot.exact
    return xmp(
        f"<exif:GPSLatitude>{degrees_minutes(latitude, 'NS')}</exif:GPSLatitude>"
        f"<exif:GPSLongitude>{degrees_minutes(longitude, 'EW')}</exif:GPSLongitude>",
        "exif",
    )


def with_iptc_place() -> bytes:
    """A picture whose captioner wrote down the street."""
    plain = jpeg(scenes.street(4))
    places = {90: "Thornmere", 92: "Kingfisher Wharf", 95: "Mereshire", 101: "United Kingdom", 55: "20260418"}
    return plain[:2] + iptc(places) + plain[2:]


def with_xmp_place() -> bytes:
    """A picture whose captioner wrote down the quarter."""
    return jpeg(
        scenes.fete(3),
        xmp=xmp(
            "<photoshop:City>Thornmere</photoshop:City><Iptc4xmpCore:Location>Millpond Green</Iptc4xmpCore:Location>"
            "<photoshop:Country>United Kingdom</photoshop:Country>",
            "photoshop",
            "Iptc4xmpCore",
        ),
    )


def with_people() -> bytes:
    """A picture in which two people are named, one of them with the place of the face."""
    region = (
        '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<mwg-rs:Name>Tobias Quillfeather</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>"
        '<mwg-rs:Area stArea:x="0.27" stArea:y="0.8" stArea:w="0.05" stArea:h="0.08" stArea:unit="normalized"/>'
        "</rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"
    )
    people = (
        "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Tobias Quillfeather</rdf:li><rdf:li>Imogen Saltmarsh</rdf:li>"
        "</rdf:Bag></Iptc4xmpExt:PersonInImage>"
    )
    return jpeg(scenes.street(9), xmp=xmp(people + region, "Iptc4xmpExt", "mwg-rs", "stArea"))


def hostile() -> bytes:
    """A picture whose texts try to become part of the page that shows them."""
    described: dict[int, object] = {
        piexif.ImageIFD.ImageDescription: b'<script>alert("Thornmere")</script><img src=x onerror=alert(1)>',
        piexif.ImageIFD.Artist: b"\x1b[2J\x07Nobody\xe2\x80\xae'\"><svg onload=alert(2)>",
        piexif.ImageIFD.Copyright: b"{{ 7 * 7 }} %s \\",
    }
    shot = Shot(when("2026-06-13 19:05"), BANDSTAND, near=(35, -20), telephone=False)
    return jpeg(scenes.fete(12), exif=exif(shot, described=described))


def cropped() -> bytes:
    """A picture of which only the flowers are left, with a thumbnail that still shows the house."""
    whole = scenes.garden(29)
    flowers = whole.crop((400, 200, 620, 420))
    return jpeg(flowers, exif=exif(Shot(when("2026-05-30 10:44")), thumbnail=small(whole)))


def covered() -> bytes:
    """A picture in which a number plate was painted over, with a thumbnail that still shows it."""
    whole = shown.own_plate().resize(scenes.SIZE, Image.Resampling.LANCZOS)
    block = whole.copy()
    block.paste(shown.INK, [round(0.34 * whole.width), round(0.63 * whole.height), 422, 326])
    return jpeg(block, exif=exif(Shot(when("2026-04-14 08:05")), thumbnail=small(whole)))


def posted() -> bytes:
    """A photo of the folder as she posted it: smaller, and with all that the telephone noted."""
    return jpeg(scenes.lake(2).resize((480, 320), Image.Resampling.LANCZOS), exif=exif(SAILS))


def seen(picture: Image.Image, taken: str) -> bytes:
    """A picture that gives nothing away but by what it shows."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=75, optimize=True, exif=exif(Shot(when(taken))))
    return out.getvalue()


@cache
def tiny(scene: scenes.Scene, seed: int) -> Image.Image:
    """A scene no larger than a thumbnail."""
    return scene(seed).resize((96, 64), Image.Resampling.LANCZOS)


def of_a_life(scene: scenes.Scene, seed: int, shot: Shot) -> bytes:
    """One of many: little to see, and all that a telephone notes."""
    out = io.BytesIO()
    tiny(scene, seed).save(out, "JPEG", quality=50, optimize=True, exif=exif(shot))
    return out.getvalue()


def empty_gps() -> bytes:
    """A picture taken before the telephone knew where it was."""
    return photo(scenes.hills, 21, Shot(when("2026-05-24 14:51"), (0.0, 0.0)))


def cut_short() -> bytes:
    """A picture whose copying broke off."""
    whole = photo(scenes.lake, 31, Shot(when("2019-08-11 11:20")))
    return whole[: len(whole) * 6 // 10]


def screenshot() -> bytes:
    """A screen that was photographed by the telephone itself; it names its program and nothing else."""
    info, out = PngInfo(), io.BytesIO()
    info.add_text("Software", "Candela Shell 7")
    scenes.screen(1).quantize(32).save(out, "PNG", optimize=True, pnginfo=info)
    return out.getvalue()


SHOPPING = b"Eggs, bread, stamps, lantern candles (2 boxes)\n"
WALK = "Walks/Other lake, May"
SAILS = Shot(when("2026-05-24 15:20"), OTHER_LAKE, altitude=61.0)

MADE: dict[Path, Callable[[], bytes]] = {
    # her photo folder
    PHOTOS / "Garden/IMG_2041.jpg": lambda: photo(
        scenes.garden, 3, Shot(when("2026-05-02 08:14"), HOME, near=(14, -9), altitude=86.0)
    ),
    PHOTOS / "Garden/IMG_2058.heic": lambda: heic(
        scenes.garden(8), exif(Shot(when("2026-05-09 07:52"), HOME, near=(-22, 18)))
    ),
    PHOTOS / "Garden/IMG_2063 edited.png": lambda: png(scenes.garden(11)),
    PHOTOS / "School fair/IMG_2107.jpg": lambda: photo(
        scenes.school, 5, Shot(when("2026-05-16 13:40"), SCHOOL, near=(20, 11))
    ),
    PHOTOS / "School fair/IMG_2109.jpg": lambda: photo(
        scenes.school, 6, Shot(when("2026-05-16 13:58"), SCHOOL, near=(-31, 24))
    ),
    PHOTOS / "Mum/IMG_2119.jpg": lambda: photo(
        scenes.lawn, 7, Shot(when("2026-05-17 15:05"), CARE_HOME, near=(9, -14))
    ),
    PHOTOS / WALK / "IMG_2140.jpg": lambda: photo(scenes.lake, 2, SAILS),
    PHOTOS / WALK / "IMG_2139.jpg": empty_gps,
    PHOTOS / WALK / "swans.mov": lambda: films.mov(
        frames(scenes.lake, 14), Shot(when("2026-05-24 15:32"), OTHER_LAKE, near=(60, 45), altitude=61.0)
    ),
    PHOTOS / "Walks/Far shore at dusk.webp": lambda: webp(
        scenes.dusk(6), exif(Shot(when("2026-04-26 20:31"), FAR_SHORE, telephone=False))
    ),
    PHOTOS / "Walks/Far shore, scanned.tif": lambda: tiff(
        scenes.hills(4).resize((320, 214)), Shot(when("2025-10-19 11:10"), FAR_SHORE, near=(-80, 120), telephone=False)
    ),
    PHOTOS / "Seaside/ferry.mp4": lambda: films.mp4(frames(scenes.harbour, 2), Shot(when("2025-08-12 10:44"), THE_SEA)),
    PHOTOS / "Seaside/harbour.png": lambda: png(
        scenes.harbour(7), xmp_position(Shot(when("2025-08-12 11:30"), THE_SEA, near=(900, -1400)))
    ),
    PHOTOS / "Campaign/Clean-up morning.jpg": with_iptc_place,
    PHOTOS / "Campaign/Lantern evening.jpg": with_xmp_place,
    PHOTOS / "Campaign/The team.jpg": with_people,
    PHOTOS / "Campaign/Fête & 'friends' 100%.jpg": hostile,
    PHOTOS / "Campaign/IMG_2151.jpg": lambda: photo(scenes.fete, 5, Shot(when("2026-06-12 20:44"))),
    PHOTOS / "Campaign/leaflet.png": lambda: png(scenes.leaflet(1)),
    PHOTOS / "Screenshots/Screenshot_20260601-091244.png": screenshot,
    PHOTOS / "Old phone/IMG_0007.jpg": cut_short,
    PHOTOS / "Old phone/IMG_0008.jpg": lambda: b"",
    PHOTOS / "Old phone/IMG_0009.jpg": lambda: SHOPPING,
    PHOTOS / "Old phone/notes.txt": lambda: SHOPPING,
    # what only a look at the picture tells
    PHOTOS / "Around town/IMG_2201.jpg": lambda: seen(shown.own_street(), "2026-05-03 10:12"),
    PHOTOS / "Around town/IMG_2202.jpg": lambda: seen(shown.other_street(), "2026-05-03 10:31"),
    PHOTOS / "Around town/IMG_2203.jpg": lambda: seen(shown.own_school(), "2026-05-12 12:20"),
    PHOTOS / "Around town/IMG_2204.jpg": lambda: seen(shown.nursery(), "2026-05-12 12:34"),
    PHOTOS / "Around town/IMG_2205.jpg": lambda: seen(shown.care_home(), "2026-05-17 14:50"),
    PHOTOS / "Around town/IMG_2206.jpg": lambda: seen(shown.surgery(), "2026-05-19 09:40"),
    PHOTOS / "Around town/IMG_2207.jpg": lambda: seen(shown.church(), "2026-05-31 11:05"),
    PHOTOS / "Around town/IMG_2208.jpg": lambda: seen(shown.club(), "2026-06-06 20:48"),
    PHOTOS / "Doorstep/IMG_2211.jpg": lambda: seen(shown.own_door(), "2026-04-11 09:15"),
    PHOTOS / "Doorstep/IMG_2212.jpg": lambda: seen(shown.named_house(), "2026-04-12 16:22"),
    PHOTOS / "Doorstep/IMG_2213.jpg": lambda: seen(shown.own_plate(), "2026-04-14 08:03"),
    PHOTOS / "Doorstep/IMG_2214.jpg": lambda: seen(shown.other_plate(), "2026-04-14 08:04"),
    PHOTOS / "Desk/IMG_2221.jpg": lambda: seen(shown.own_letter(), "2026-03-02 18:10"),
    PHOTOS / "Desk/IMG_2222.jpg": lambda: seen(shown.bank_card(), "2026-03-06 19:25"),
    PHOTOS / "Desk/IMG_2223.jpg": lambda: seen(shown.prescription(), "2026-03-09 08:40"),
    PHOTOS / "Desk/IMG_2224.jpg": lambda: seen(shown.boarding_pass(), "2026-03-20 14:15"),
    PHOTOS / "Desk/IMG_2225.jpg": lambda: seen(shown.exempt_paper(), "2026-03-23 21:02"),
    PHOTOS / "Desk/IMG_2226.jpg": lambda: seen(shown.mail(), "2026-03-24 21:30"),
    PHOTOS / "Desk/IMG_2227.jpg": lambda: seen(shown.train_ticket(), "2026-07-12 17:45"),
    PHOTOS / "Friends/IMG_2231.jpg": lambda: seen(shown.own_badge(), "2026-06-20 13:00"),
    PHOTOS / "Friends/IMG_2232.jpg": lambda: seen(shown.lanyard(), "2026-06-20 13:20"),
    PHOTOS / "Friends/IMG_2233.jpg": lambda: seen(shown.one_person(), "2026-06-20 13:41"),
    PHOTOS / "Friends/IMG_2234.jpg": lambda: seen(shown.two_people(), "2026-06-20 13:42"),
    PHOTOS / "Around town/IMG_2209.jpg": lambda: seen(shown.bakery(), "2026-06-13 09:10"),
    PHOTOS / "Garden/IMG_2071 cropped.jpg": cropped,
    PHOTOS / "Doorstep/IMG_2215 covered.jpg": covered,
    # a year of her telephone
    **{PHOTOS / "Phone 2025" / name: partial(of_a_life, *of) for name, *of in life.shots()},
    # pictures on the web
    WEB / "democracy.thornmere.example/bigpic.jpg": lambda: jpeg(scenes.portrait(1)),
    WEB / "www.rosalindquillfeather.example/garden.jpg": lambda: photo(
        scenes.garden, 11, Shot(when("2026-03-28 10:02"), HOME, near=(30, 40))
    ),
    WEB / "cdn.bsky.example/pretender.jpg": lambda: jpeg(fitted(scenes.portrait(1))),
    HERE / "portrait.jpg": lambda: jpeg(scenes.portrait(1)),
    WEB / "www.rosalindquillfeather.example/sails.jpg": posted,
    WEB / "www.rosalindquillfeather.example/lanterns.jpg": lambda: jpeg(scenes.fete(5)),
}


def main() -> None:
    """Make every picture."""
    total = 0
    for path, make in MADE.items():
        content = make()
        total += len(content)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{len(content):>8,} {path.relative_to(HERE).as_posix()}")
    print(f"{total:>8,} bytes in {len(MADE)} files, {datetime.now(UTC):%Y-%m-%d}")


if __name__ == "__main__":
    main()

"""A year of an invented person's photos, all of them in public parks and gardens, where nobody lives."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import piexif
from PIL import Image

from footprint.model import Point
from tests.lives import away

PROSPECT, FORBURY, PALMER, CHRISTCHURCH = (
    Point(51.4497, -1.0030),  # home, to the photos
    Point(51.4573, -0.9650),  # work
    Point(51.4530, -0.9335),  # every Tuesday evening
    Point(51.4645, -0.9690),  # where school ends
)
CHRISTS_PIECES = Point(52.2062, 0.1262)  # a second bed, in Cambridge
ESTRELA = Point(38.7144, -9.1606)  # a holiday, in Lisbon
WATERLOO, WELLINGTON = Point(51.4360, -0.9460), Point(51.4640, -0.9780)  # now and then

FIRST = datetime(2025, 9, 1)  # noqa: DTZ001  a wall clock, and a Monday


def year(photos: int = 300, seed: int = 5) -> list[tuple[Point, datetime, str]]:
    """Where, when, and in which folder: as many photos as asked for, in the order of their times."""
    chance = random.Random(seed)  # noqa: S311  the same each time
    made = [_shot(chance) for _ in range(photos)]
    return sorted(made, key=lambda shot: shot[1])


def _shot(chance: random.Random) -> tuple[Point, datetime, str]:
    day = chance.randrange(364)
    weekday = day % 7
    if 150 <= day < 160:
        return _at(ESTRELA, day, chance.uniform(9, 22), "Lisbon", chance)
    if day % 14 == 5:
        return _at(CHRISTS_PIECES, day, chance.choice((23, 26, 31)), "Grandma", chance)
    usual = [(PROSPECT, chance.choice((7, 21.5, 22, 22.5)), "At home"), (PROSPECT, chance.uniform(17, 21), "At home")]
    if weekday < 5:
        usual += [(FORBURY, chance.uniform(9.5, 16.5), "Work"), (CHRISTCHURCH, chance.uniform(14.8, 15.9), "School")]
    if weekday == 1:
        usual += [(PALMER, chance.uniform(18.5, 20), "Choir")] * 3
    usual.append((chance.choice((WATERLOO, WELLINGTON)), chance.uniform(10, 18), "Walks"))
    place, hour, folder = chance.choice(usual)
    return _at(place, day, hour, folder, chance)


def _at(place: Point, day: int, hour: float, folder: str, chance: random.Random) -> tuple[Point, datetime, str]:
    moment = FIRST + timedelta(days=day, hours=hour, seconds=chance.randrange(600))
    return away(place, abs(chance.gauss(0, 10)), chance.uniform(0, 6.28)), moment.replace(microsecond=0), folder


def write(into: Path, shots: list[tuple[Point, datetime, str]]) -> None:
    """The photos as files, each in its folder."""
    for number, (point, moment, folder) in enumerate(shots):
        (into / folder).mkdir(parents=True, exist_ok=True)
        (into / folder / f"IMG_{number:04}.jpg").write_bytes(_jpeg(point, moment, number))


def _jpeg(point: Point, moment: datetime, number: int) -> bytes:
    picture = Image.linear_gradient("L").resize((96, 72)).convert("RGB")
    picture = Image.blend(picture, Image.new("RGB", picture.size, (number * 53 % 256, 120, number * 29 % 256)), 0.6)
    exif = piexif.dump(
        {
            "Exif": {piexif.ExifIFD.DateTimeOriginal: f"{moment:%Y:%m:%d %H:%M:%S}"},
            "GPS": {
                piexif.GPSIFD.GPSLatitudeRef: "N" if point.latitude >= 0 else "S",
                piexif.GPSIFD.GPSLatitude: _sexagesimal(point.latitude),
                piexif.GPSIFD.GPSLongitudeRef: "E" if point.longitude >= 0 else "W",
                piexif.GPSIFD.GPSLongitude: _sexagesimal(point.longitude),
            },
        }
    )
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _sexagesimal(degrees: float) -> tuple[tuple[int, int], ...]:
    minutes, seconds = divmod(abs(degrees) * 3600, 60)
    return (int(minutes) // 60, 1), (int(minutes) % 60, 1), (round(seconds * 1000), 1000)

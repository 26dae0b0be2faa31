"""What is planted in the sample data, beside what an audit found of it: each (detector, address or photo) once."""

import tomllib
from collections import Counter
from pathlib import Path

from footprint import resources

SAMPLE = resources.folder("sample_data")


def truth():
    """The whole of planted.toml; a row for each photo where one names several."""
    told = tomllib.loads((SAMPLE / "planted.toml").read_text(encoding="utf-8"))
    return {kind: [single for row in listed for single in _each(row)] for kind, listed in told.items()}


def _each(row):
    rest = {key: value for key, value in row.items() if key != "photos"}
    return [rest | {"photo": photo} for photo in row["photos"]] if "photos" in row else [row]


def expected(*, look=False):
    """(detector, where) for every planted exposure that is found where pictures are looked at, or are not."""
    return Counter((row["detector"], row.get("url") or row["photo"]) for row in rows("finding", look=look))


def rows(kind, *, look):
    """The rows of a kind that hold where pictures are looked at, or where they are not."""
    return [row for row in truth()[kind] if row.get("look", look) == look]


def found(audit):
    """(detector, where) for every place of every finding in the data of an audit.json."""
    return Counter(
        {(finding["detector"], _named(place)) for finding in audit["findings"] for place in finding["where"]}
    )


def unchecked(*, look=False):
    """(source, what, cause) for everything that cannot be checked."""
    return Counter((row["source"], row["what"], row["cause"]) for row in rows("could_not_check", look=look))


def skipped(audit):
    """The same, as an audit says it."""
    return Counter(
        {(skip["source"], _path(skip["source"], skip["identifier"]), skip["cause"]) for skip in audit["skipped"]}
    )


def _named(place):
    return _path(place["source"], place["url"])


def _path(source, url):
    local = source == "photos" and Path(url).is_absolute()
    return Path(url).relative_to(SAMPLE / "photos").as_posix() if local else url

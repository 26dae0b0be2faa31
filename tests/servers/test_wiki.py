import piexif
import pytest
from PIL import Image

from footprint.model import Severity
from tests.servers import wiki as server

TITLE = "Opening of the garden.jpg"
OVER_WATER = {1: "N", 2: ((52, 1), (38, 1), (5640, 100)), 3: "W", 4: ((0, 1), (38, 1), (1320, 100))}


@pytest.fixture(scope="module")
def wiki(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wiki")
    telling, silent = folder / TITLE, folder / "Another garden.jpg"
    Image.new("RGB", (640, 480), "teal").save(telling, "JPEG", exif=piexif.dump({"GPS": OVER_WATER}))
    Image.new("RGB", (640, 480), "olive").save(silent, "JPEG")
    about = "Cllr Rosalind Quillfeather of Thornmere Borough Council opens the garden at Millpond and Eastgate"
    with server.wiki(folder / "server", [(telling, about), (silent, "A garden of nobody's")]) as port:
        yield port


def test_a_photo_on_a_real_wiki_is_found_with_where_it_was_taken(audit, wiki):
    made = audit({"commons": (server.HOST, wiki, "")})
    near_home = [found for found in made.findings if found.detector == "photo-place"]
    assert [place.title for found in near_home for place in found.where] == [TITLE]
    assert near_home[0].severity is Severity.SERIOUS
    assert not made.skipped
    assert {line.host for line in made.sent} == {server.HOST}
    assert {line.outcome for line in made.sent if not line.url.endswith("/robots.txt")} == {"200"}

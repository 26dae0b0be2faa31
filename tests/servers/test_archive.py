from datetime import UTC, datetime

import pytest

from tests.servers import archive as server

PAGE = "http://democracy.thornmere.example/mgUserInfo.aspx?UID=214"
LIST = "http://democracy.thornmere.example/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0"
OWN = "http://www.rosalindquillfeather.example/contact.html"
NAME = "Councillor Rosalind Quillfeather"
ADDRESS = "14 Kingfisher Wharf, Thornmere, TM4 6QH"


def html(title, body):
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


CAPTURES = [
    (LIST, datetime(2020, 5, 1, tzinfo=UTC), html("Your councillors", f'<a href="mgUserInfo.aspx?UID=214">{NAME}</a>')),
    (PAGE, datetime(2020, 5, 2, tzinfo=UTC), html(NAME, f"<p>Home address: {ADDRESS}</p>")),
    (PAGE, datetime(2020, 6, 2, tzinfo=UTC), html(NAME, f"<p>Home address: {ADDRESS}</p>")),
    (PAGE, datetime(2024, 5, 2, tzinfo=UTC), html(NAME, "<p>Write to the Civic Hall.</p>")),
    (OWN, datetime(2019, 1, 2, tzinfo=UTC), html("Contact me", f"<p>Rosalind Quillfeather, {ADDRESS}</p>")),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with server.archive(tmp_path_factory.mktemp("archive"), CAPTURES) as port:
        yield port


@pytest.fixture
def made(audit, archive):
    return audit({"wayback": (server.HOST, archive, f"/{server.COLLECTION}")})


def test_old_copies_that_show_the_home_address_are_found(made):
    shown = {place.url for found in made.findings if found.detector == "home-address" for place in found.where}
    assert any(url.endswith(PAGE) and "/2020" in url for url in shown)
    assert any(url.endswith(OWN) and "/2019" in url for url in shown)
    assert not any("/2024" in url for url in shown)


def test_copies_that_are_the_same_are_opened_once(made):
    opened = [line.url for line in made.sent if line.url.endswith(PAGE) and "/cdx" not in line.url]
    assert len(opened) == 2

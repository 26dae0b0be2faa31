"""PDFs as text, and PDFs that mean harm: each bound of `pdf` is held here."""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import CouldNotCheck, Illegible, TooLarge, Unexpected
from footprint.model import Cause, Page, Skipped
from footprint.web import Answer, pdf, pdf_text
from footprint.web.follow import is_document, open_page
from footprint.web.pages import read_page
from footprint.web.pdf import read_pdf
from tests.pdfs import file_of, locked, pdf_of
from tests.pdfs import pdf as made
from tests.web.sites import Reply

ADDRESS = "14 Kingfisher Wharf\nThornmere\nTM4 6QH"
REGISTER = made(
    f"Register of interests\nCouncillor Rosalind Quillfeather\n{ADDRESS}",
    "Signed on 3 June 2026",
    title="Register",
    author="Rosalind Quillfeather",
    link="http://council.example/more",
)
HOST = "council.example"


def answer(data: bytes, url: str = "http://council.example/register.pdf") -> Answer:
    return Answer(url, 200, "application/pdf", "", data)


# --- sound ones -----------------------------------------------------------------------------------------------------


def test_words_title_author_links_and_day_are_read():
    read = read_pdf(REGISTER, HOST)
    assert read.marked.title == "Register"
    assert read.marked.text.splitlines()[:3] == ["Register", "Rosalind Quillfeather", "Register of interests"]
    assert ADDRESS in read.marked.text
    assert read.marked.text.endswith("Signed on 3 June 2026")
    assert read.marked.links == ("http://council.example/more",)
    assert read.marked.published == date(2026, 6, 1)
    assert read.left_out == ""


def test_what_was_typed_into_a_form_or_noted_on_a_page_is_read():
    assert read_pdf(FORM, HOST).marked.text.splitlines() == ["Moved in June", "14 Kingfisher Wharf"]


FORM = file_of(
    [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R] >> >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [6 0 R 7 0 R 8 0 R] /Resources << >> >>",
        b"1",
        b"<< >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Land) /V (14 Kingfisher Wharf) /Rect [0 0 9 9] >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Other) /Rect [0 0 9 9] >>",
        b"<< /Type /Annot /Subtype /FreeText /Contents (Moved in June) /Rect [0 0 9 9] >>",
    ]
)


def test_it_is_a_page_like_any_other():
    read = read_page(answer(REGISTER), "brave")
    assert (read.page.title, read.page.place, read.page.published) == ("Register", HOST, date(2026, 6, 1))
    assert read.seen == (read.page,)


def test_one_without_a_title_is_called_by_its_place():
    assert read_page(answer(made("Words")), "brave").page.title == HOST


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_one_locked_against_changes_only_is_read(algorithm):
    assert ADDRESS in read_pdf(locked(REGISTER, "", algorithm=algorithm), HOST).marked.text


async def test_a_found_pdf_is_opened(site, web):
    site.routes["/register.pdf"] = Reply(200, REGISTER, {"Content-Type": "application/pdf"})
    read = await open_page(web, "http://council.example/register.pdf", "brave")
    assert ADDRESS in read.page.text


async def test_a_pdf_that_is_called_otherwise_is_opened(site, web):
    site.routes["/mgConvert2PDF.aspx"] = Reply(200, REGISTER, {"Content-Type": "text/html"})
    read = await open_page(web, "http://council.example/mgConvert2PDF.aspx?ID=1", "brave")
    assert ADDRESS in read.page.text


# --- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawn", "words", "signatures"),
    [
        ("150 0 0 40 60 100", "Signed: R. Quillfeather", 1),
        ("150 0 0 40 60 100", "Llofnodwyd gan y Cynghorydd", 1),
        ("150 0 0 40 60 100", "Present: R. Quillfeather", 0),
        ("150 0 0 40 60 600", "Signed: R. Quillfeather", 0),
        ("500 0 0 400 60 100", "Signed: R. Quillfeather", 0),
        ("30 0 0 150 60 100", "Signed: R. Quillfeather", 0),
    ],
)
def test_a_picture_where_people_sign_is_counted(drawn, words, signatures):
    content = f"BT /F 12 Tf 60 80 Td ({words}) Tj ET q {drawn} cm /Scan Do Q".encode()
    read = read_page(answer(pdf_of(content)), "searxng")
    assert read.page.signatures == signatures


def test_one_that_was_scanned_says_so():
    with pytest.raises(Illegible, match="holds only pictures of its pages"):
        read_pdf(made(scans=3), HOST)


def test_one_that_was_scanned_in_part_says_so():
    read = read_page(answer(made("Words", scans=2)), "brave")
    page, skipped = read.seen
    assert isinstance(page, Page)
    assert isinstance(skipped, Skipped)
    assert skipped.cause is Cause.UNREADABLE
    assert "2 pages of this PDF document are only pictures" in skipped.reason


def test_one_without_words_says_so():
    with pytest.raises(Illegible, match="holds no words"):
        read_pdf(pdf_of(b"0 0 m 9 9 l S"), HOST)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_one_with_a_password_says_so(algorithm):
    with pytest.raises(Illegible, match="locked with a password"):
        read_pdf(locked(REGISTER, "secret", algorithm=algorithm), HOST)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\nnothing of the kind\n%%EOF", b"", REGISTER[:300]])
def test_a_damaged_one_says_so(data):
    with pytest.raises(Unexpected, match="a PDF document there that is damaged"):
        read_pdf(data, HOST)


@settings(max_examples=12)
@given(st.integers(0, len(REGISTER) - 1), st.binary(min_size=1, max_size=40))
def test_damage_anywhere_gives_words_or_a_reason(at, noise):
    data = REGISTER[:at] + noise + REGISTER[at + len(noise) :]
    said = ""
    try:
        said = read_pdf(data, HOST).marked.text
    except CouldNotCheck as error:
        said = str(error)
    assert said


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_the_size_of_a_file_is_bounded(monkeypatch):
    monkeypatch.setattr(pdf, "BYTES", len(REGISTER) - 1)
    with pytest.raises(TooLarge, match="MB"):
        read_pdf(REGISTER, HOST)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://a.example/x.PDF?y=1", True),
        ("http://a.example/mgConvert2PDF.aspx?ID=7", True),
        ("http://a.example/birch/Document.ashx?abc=", True),
        ("http://a.example/LinkClick.aspx?fileticket=abc", True),
        ("http://a.example/GetDocument.aspx?id=1", True),
        ("http://a.example/handlers/download.ashx?id=1", True),
        ("http://a.example/profile.aspx?id=1", False),
        ("http://a.example/mgRofI.aspx?UID=1", False),
        ("http://a.example/x.html", False),
    ],
)
def test_the_address_of_a_document_is_known(url, told):
    assert is_document(url) is told


def padded(start: bytes, size: int) -> bytes:
    return start + b" " * (size - len(start))


@pytest.mark.parametrize(
    "headers",
    [{}, {"Content-Type": "application/octet-stream"}, {"Content-Encoding": "gzip"}],
)
async def test_more_bytes_are_taken_of_a_document_than_of_a_page_whatever_it_is_called(site, web, headers):
    data = padded(b"%PDF-1.7\n", 6_000_000)
    page = padded(b"<p>", 6_000_000)
    packed = gzip.compress if headers.get("Content-Encoding") else bytes
    site.routes["/a.aspx"] = Reply(200, packed(data), headers)
    site.routes["/b.aspx"] = Reply(200, packed(page), headers)
    assert (await web.get("http://council.example/a.aspx", pdf=pdf.BYTES)).body == data
    with pytest.raises(TooLarge, match="5 MB"):
        await web.get("http://council.example/b.aspx", pdf=pdf.BYTES)
    with pytest.raises(TooLarge, match="5 MB"):
        await web.get("http://council.example/a.aspx")


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/html", "application/x-download", "image/jpeg", ""])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"\0"])
def test_a_pdf_is_known_by_how_it_begins(kind, before):
    page = read_page(Answer("http://council.example/Register.aspx?id=7", 200, kind, "", before + REGISTER), "cmis")
    assert ADDRESS in page.page.text


def test_the_pages_of_a_file_are_bounded():
    read = read_pdf(made(*(f"Page {n}" for n in range(pdf_text.PAGES + 3))), HOST)
    assert f"Page {pdf_text.PAGES - 1}" in read.marked.text
    assert f"Page {pdf_text.PAGES}" not in read.marked.text.splitlines()
    assert read.left_out == "The first 300 pages of this PDF document were read; it has 303."


def test_the_letters_of_a_file_are_bounded(monkeypatch):
    monkeypatch.setattr(pdf_text, "LETTERS", 10)
    found = pdf_text.words(made("0123456789ABC", "Never read"))
    assert (found.text, found.read, found.pages) == ("0123456789", 1, 2)


def test_a_letter_bound_that_is_reached_is_said():
    read = pdf._left_out(pdf_text.Words(text="x" * pdf_text.LETTERS, pages=1, read=1))
    assert "very long" in read


def test_a_deflate_bomb_is_refused():
    bomb = pdf_of(b" " * (pdf_text.UNPACKED + 1_000_000), packed=True)
    assert len(bomb) < 100_000
    with pytest.raises(TooLarge, match="keep programs busy"):
        read_pdf(bomb, HOST)


def test_words_before_a_bomb_are_kept():
    contents = (b"BT /F 12 Tf (First words) Tj ET", b" " * (pdf_text.UNPACKED + 1_000_000))
    read = read_pdf(pdf_of(*contents, packed=True), HOST)
    assert read.marked.text == "First words"
    assert "could not be read" in read.left_out


def test_time_is_bounded():
    started = time.monotonic()
    with pytest.raises(TooLarge, match="keep programs busy"):
        read_pdf(pdf_of(b"BT /F 12 Tf " + b"(x) Tj " * 200_000 + b"ET"), HOST, seconds=0.5)
    assert time.monotonic() - started < 30


def test_memory_is_bounded():
    program = f"from footprint.web.pdf_text import watch; watch({2**26}); kept = [bytes(2**20) for _ in iter(int, 1)]"
    done = subprocess.run([sys.executable, "-c", program], cwd=Path(pdf.__file__).parents[2], check=False, timeout=60)
    # A system that refuses the memory itself may be sooner.
    assert done.returncode in (pdf_text.OUT_OF_MEMORY, 1)


def test_a_process_that_ran_out_of_memory_is_said(monkeypatch):
    monkeypatch.setattr(pdf, "subprocess", _Ends(pdf_text.OUT_OF_MEMORY))
    with pytest.raises(TooLarge, match="keep programs busy"):
        read_pdf(REGISTER, HOST)


def test_a_process_that_the_system_ended_is_said(monkeypatch):
    monkeypatch.setattr(pdf, "subprocess", _Ends(-9))
    with pytest.raises(Unexpected, match="damaged"):
        read_pdf(REGISTER, HOST)


def test_a_process_that_cannot_be_started_is_said(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Illegible, match="could not start"):
        read_pdf(REGISTER, HOST)


class _Ends:
    """Stands in for `subprocess`, whose child ended on its own."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self, status):
        self.status = status

    def run(self, program, **_):
        return subprocess.CompletedProcess(program, self.status, b"", b"")


_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << >> >>"
_FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >>"
_EMPTY = b"<< /Length 0 >>\nstream\n\nendstream"


@pytest.mark.parametrize(
    "objects",
    [
        # pages that contain themselves
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>", b"1", b"1", b"1"],
        # a number of pages that nobody has
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 999999999 /Kids [" + b"3 0 R " * 200_000 + b"] >>",
            _PAGE,
            b"1",
            _EMPTY,
        ],
        # brackets nested without end
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 200_000 + b"]" * 200_000, b"1", b"1", b"1"],
        # a form that shows itself, again and again
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            _PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /A 4 0 R >>"),
            _FORM + b" /Length 12 >>\nstream\n/A Do /A Do \nendstream",
            b"<< /Length 6 >>\nstream\n/A Do \nendstream",
        ],
        # a length that refers to itself
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"2 0 R",
            b"3 0 R",
            b"4 0 R",
            b"<< /Length 5 0 R >>\nstream\n\nendstream",
        ],
    ],
    ids=["pages in pages", "countless pages", "brackets", "forms in forms", "itself"],
)
def test_what_refers_to_itself_or_never_ends_is_refused_in_time(objects):
    started = time.monotonic()
    with pytest.raises(CouldNotCheck):
        read_pdf(file_of(objects), HOST)
    assert time.monotonic() - started < pdf.SECONDS + 10


async def test_a_pdf_holds_nobody_else_up(site, web):
    """The others go on while a PDF is read."""
    site.routes["/slow.pdf"] = Reply(200, pdf_of(b"BT /F 12 Tf " + b"(x) Tj " * 20_000 + b"ET"), {})
    site.routes["/page"] = Reply(200, b"<p>Quick")
    slow = asyncio.create_task(open_page(web, "http://council.example/slow.pdf", "brave"))
    await asyncio.sleep(0.05)
    longest, before = 0.0, time.monotonic()
    while not slow.done():
        await asyncio.sleep(0.01)
        longest, before = max(longest, time.monotonic() - before), time.monotonic()
    assert (await slow).page.text
    assert longest < 0.5


def test_the_program_answers_with_one_line_of_json():
    program = [sys.executable, "-P", pdf_text.__file__]
    done = subprocess.run(program, input=REGISTER, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["pages"] == 2


@pytest.mark.parametrize(
    ("data", "problem", "text"),
    [
        (REGISTER, "", "Signed on 3 June 2026"),
        (FORM, "", "14 Kingfisher Wharf"),
        (made(scans=1), "", ""),
        (locked(REGISTER, ""), "", "Signed on 3 June 2026"),
        (locked(REGISTER, "secret"), "locked", ""),
        (pdf_of(b" " * (pdf_text.UNPACKED + 1), packed=True), "heavy", ""),
        (b"%PDF-1.7", "damaged", ""),
    ],
)
def test_what_the_program_finds(data, problem, text):
    found = pdf_text.words(data)
    assert (found.problem, bool(found.text)) == (problem, bool(text))
    assert text in found.text


def test_the_program_knows_what_memory_it_needs():
    measure = (
        "from footprint.web.pdf_text import used; before = used(); kept = b'x' * 100_000_000; "
        "print(before, used(), kept[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure], cwd=Path(pdf.__file__).parents[2], capture_output=True, check=True, timeout=60
    )
    before, after, _ = map(int, done.stdout.split())
    assert 1_000_000 < before < after - 50_000_000

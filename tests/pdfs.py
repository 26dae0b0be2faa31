"""PDFs for tests, put together by hand: sound ones, scanned ones, and ones that mean harm."""

from __future__ import annotations

import io
import zlib

from pypdf import PdfReader, PdfWriter


def pdf(*pages: str, scans: int = 0, title: str = "", author: str = "", link: str = "") -> bytes:
    """A PDF with a page for each text, its lines as they are, and pages that show one picture after those."""
    contents = [_shown(text) for text in pages] + [b"q 100 0 0 100 0 0 cm /Scan Do Q"] * scans
    return pdf_of(*contents, about=f"/Title ({title}) /Author ({author}) /CreationDate (D:20260601120000Z)", link=link)


def pdf_of(*contents: bytes, about: str = "", link: str = "", packed: bool = False) -> bytes:
    """A PDF with a page for each content stream."""
    first = 7
    pages = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    scan = zlib.compress(bytes(16))
    annotation = f"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({link}) >> >>]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{pages}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _stream(
            scan,
            "/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceGray"
            " /Filter /FlateDecode",
        ),
        f"<< {about} >>".encode(),
        b"<< /Font << /F 3 0 R >> /XObject << /Scan 4 0 R >> >>",
    ]
    for number, content in enumerate(contents):
        at = first + 2 * number
        shows = "/XObject" if b" Do" in content else "/Font"
        resources = "6 0 R" if shows == "/XObject" else "<< /Font << /F 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {at + 1} 0 R /Resources {resources} "
            f"{annotation if link else ''} >>".encode()
        )
        objects.append(_stream(zlib.compress(content, 9), "/Filter /FlateDecode") if packed else _stream(content, ""))
    return file_of(objects)


def file_of(objects: list[bytes]) -> bytes:
    """A file of numbered objects: the first is the catalogue, the fifth tells about the file."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def locked(data: bytes, password: str, *, algorithm: str = "AES-256") -> bytes:
    """The same, encrypted; an empty password locks it against changes only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _stream(data: bytes, described: str) -> bytes:
    return f"<< /Length {len(data)} {described} >>\nstream\n".encode() + data + b"\nendstream"


def _shown(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    shown = " T* ".join(f"({line}) Tj" for line in escaped.splitlines())
    return f"BT /F 12 Tf 14 TL 50 780 Td {shown} ET".encode("cp1252")

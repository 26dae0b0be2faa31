"""pywb, the software of web archives, with old versions of pages in it. From PyPI, in an environment of its own."""

import json
import os
import subprocess
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

from tests.servers.processes import free_port, run, running, wait_for

HOST = "archive.example"
COLLECTION = "old"
_WRITE = """
import io, json, sys
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
with open(sys.argv[1], "wb") as file:
    writer = WARCWriter(file, gzip=True)
    for page in json.load(sys.stdin):
        headers = StatusAndHeaders(page["status"], [("Content-Type", page["type"])], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            page["url"], "response", payload=io.BytesIO(page["body"].encode()), http_headers=headers,
            warc_headers_dict={"WARC-Date": page["at"]}))
"""


def programs():
    """The folder of the environment that pywb is installed in."""
    return Path(os.environ["FOOTPRINT_TEST_SERVERS"]) / "archive" / "bin"


@contextmanager
def archive(folder, captures):
    """An archive; gives the port on which it answers, below `/old/`.

    Args:
        folder: an empty one, for everything it writes.
        captures: (address, moment, body) for each.
    """
    port = free_port()
    warc = folder / "captures.warc.gz"
    _write(warc, captures)
    run(programs() / "wb-manager", "init", COLLECTION, cwd=folder)
    run(programs() / "wb-manager", "add", COLLECTION, warc, cwd=folder)
    log = folder / "log"
    command = (programs() / "wayback", "--bind", "127.0.0.1", "--port", port, "--threads", 4)
    with running(*command, log=log, cwd=folder) as process:
        wait_for(f"http://127.0.0.1:{port}/", process, log)
        yield port


def _write(warc, captures):
    pages = [
        {
            "url": url,
            "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "status": "200 OK",
            "type": "text/html; charset=utf-8",
            "body": body,
        }
        for url, at, body in captures
    ]
    subprocess.run([programs() / "python", "-c", _WRITE, warc], input=json.dumps(pages).encode(), check=True)

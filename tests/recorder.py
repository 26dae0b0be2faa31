"""A server on this computer that writes down every byte it is sent, whoever it is meant for."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Answer = Callable[[str, str], bytes]
"""From a host and a target ("/path?query") to a whole reply, head and body."""

OPENSSL = shutil.which("openssl")


class Recorder:
    """Answers on two ports, one of them encrypted, while its `with` block runs.

    Args:
        answer: what each request is answered.
        folder: for the certificate.

    Attributes:
        heard: host → every byte of every request to it.
    """

    def __init__(self, answer: Answer, folder: Path) -> None:
        self.heard: defaultdict[str, bytearray] = defaultdict(bytearray)
        self.asked: list[str] = []
        self._answer, self._folder = answer, folder
        self._loop = asyncio.new_event_loop()

    def __enter__(self):
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.plain, self.secure = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(30)
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> tuple[int, int]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate(self._folder))
        self._servers = [await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=way) for way in (None, context)]
        return tuple(server.sockets[0].getsockname()[1] for server in self._servers)

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
                host, target = headers.get("host", "?").partition(":")[0], lines[0].split(" ")[1]
                self.heard[host] += head + await reader.readexactly(int(headers.get("content-length", 0)))
                self.asked.append(f"{host}{target}")
                writer.write(self._answer(host, target))
                await writer.drain()
        writer.close()

    @property
    def everything(self) -> bytes:
        """All of it."""
        return b"\n".join(self.heard.values())


def reply(body: bytes, media_type: str, status: str = "200 OK", **headers: str) -> bytes:
    """A whole reply."""
    told = {"Content-Type": media_type, "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody believes, and its key."""
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=example"
    files = ("certificate.pem", "key.pem")
    call = [str(OPENSSL), *options.split(), "-out", files[0], "-keyout", files[1]]
    subprocess.run(call, cwd=folder, check=True, capture_output=True)
    return folder / files[0], folder / files[1]

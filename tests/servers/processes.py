"""Programs that are started for a test and stopped by their process id, whatever happens in between."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 180
"""Seconds until a program must answer: computers that test are slow."""


def free_port():
    """A port of this computer that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def run(*command, **options):
    """Run a program to its end; what it printed stands in the error where it fails."""
    done = subprocess.run(
        [str(word) for word in command], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout.decode(errors='replace')[-4000:]}")
    return done.stdout.decode(errors="replace")


@contextmanager
def running(*command, log: Path, **options):
    """A program in a process group of its own, which is ended with all that it started."""
    with log.open("wb") as said:
        options = {"stdout": said, "stderr": subprocess.STDOUT, **options}
        process = subprocess.Popen([str(word) for word in command], start_new_session=True, **options)
        try:
            yield process
        finally:
            end(process)


def end(process):
    """End a process and what it started: politely, then not."""
    for pipe in filter(None, (process.stdin, process.stdout)):
        with suppress(OSError):
            pipe.close()
    for sign, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 15)):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return


def wait_for(url, process, log):
    """Wait until an address answers, whatever it answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  our own server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{url} does not answer:\n{log.read_text(errors='replace')[-4000:]}")

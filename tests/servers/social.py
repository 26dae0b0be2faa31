"""A Bluesky network of its own: its programs from npm, with Debian's PostgreSQL and Redis."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.servers.processes import end, free_port, run, running

HOST = "public.api.bsky.example"
PATIENCE = 180


@contextmanager
def network(folder, accounts):
    """A network with some accounts; gives the port on which its public face answers.

    Args:
        folder: an empty one, for everything it writes.
        accounts: "handle", "name", "bio", "posts" and, as base64, "avatar" of each.
    """
    with ExitStack() as stack:
        environment = {
            **os.environ,
            "DB_POSTGRES_URL": stack.enter_context(_postgres(folder / "postgres.log")),
            "REDIS_HOST": stack.enter_context(_redis(folder / "redis")),
            "FOOTPRINT_NODE_MODULES": str(Path(os.environ["FOOTPRINT_TEST_SERVERS"]) / "node_modules"),
            "FOOTPRINT_ACCOUNTS": json.dumps(accounts),
            "LOG_ENABLED": "false",
        }
        log = stack.enter_context((folder / "log").open("wb"))
        program = subprocess.Popen(
            ["node", Path(__file__).with_name("social.mjs")],  # noqa: S607  where it lies differs
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
        stack.callback(end, program)
        yield _told(program, folder / "log")["port"]


def _told(program, log):
    """The first line that is data: the programs say other things before."""
    for line in program.stdout:
        if line.startswith(b"{"):
            return json.loads(line)
    raise RuntimeError(f"The network did not start:\n{log.read_text(errors='replace')[-4000:]}")


@contextmanager
def _postgres(log):
    """A database of its own; gives its address. It refuses to run as the administrator, so it runs as its own user."""
    programs = max(Path("/usr/lib/postgresql").iterdir(), key=lambda found: float(found.name)) / "bin"
    port, as_its_own = free_port(), ()
    # Folders of tests are closed to other users.
    with tempfile.TemporaryDirectory(prefix="footprint-") as folder:
        if os.geteuid() == 0:
            as_its_own = ("runuser", "-u", "postgres", "--")
            shutil.chown(folder, "postgres")
        data = Path(folder) / "data"
        run(*as_its_own, programs / "initdb", "-D", data, "-U", "footprint", "-A", "trust", cwd="/")
        settings = ("-c", "listen_addresses=127.0.0.1", "-c", f"port={port}", "-c", f"unix_socket_directories={folder}")
        quick = ("-c", "fsync=off", "-c", "max_connections=200")
        with running(*as_its_own, programs / "postgres", "-D", data, *settings, *quick, log=log, cwd="/"):
            _until_ready(programs, port)
            run(programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "footprint", "social")
            yield f"postgresql://footprint@127.0.0.1:{port}/social"


def _until_ready(programs, port):
    ask = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not subprocess.run(ask, check=False).returncode:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL does not answer.")


@contextmanager
def _redis(folder):
    folder.mkdir(parents=True)
    port = free_port()
    command = ("redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", folder, "--save", "")
    with running(*command, log=folder / "log"):
        yield f"127.0.0.1:{port}"

"""On what the figures were measured: a table without that says nothing."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import subprocess
import sysconfig
from pathlib import Path

from tests.bench import peers


def described() -> str:
    """Processor, Python and how it was built, the peers' versions, and how busy the computer is."""
    tools = [f"{name} {version}" for name, version in _versions().items()]
    return f"{_processor()}, {os.cpu_count()} cores; {_python()}; {', '.join(tools)}; {_busy()}."


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        said = ""
    found = re.search(r"model name\s*:\s*(.+)", said)
    return found[1] if found else platform.processor() or platform.machine()


def _python() -> str:
    options = str(sysconfig.get_config_var("CONFIG_ARGS") or "")
    built = "with" if "--enable-optimizations" in options else "without"
    return f"{platform.python_implementation()} {platform.python_version()} built {built} PGO"


def _versions() -> dict[str, str]:
    found = {"Pillow": importlib.metadata.version("pillow")}
    for name, path, option in (("exiftool", peers.EXIFTOOL, "-ver"), ("mat2", peers.MAT2, "--version")):
        if path:
            said = subprocess.run([path, option], capture_output=True, check=False, text=True).stdout
            found[name] = said.split()[-1] if said.split() else "of unknown version"
        else:
            found[name] = "not installed"
    return found


def _busy() -> str:
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())

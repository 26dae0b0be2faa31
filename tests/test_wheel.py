"""The package as it is installed: templates, advice and sample data inside, and working from there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent


@pytest.fixture
def installed(tmp_path):
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "dist"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


def test_the_demo_runs_from_an_installed_wheel(installed, tmp_path):
    run = subprocess.run(
        [sys.executable, "-P", "-m", "footprint", "demo", "--no-open", "--into", str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000
    where = subprocess.run(
        [sys.executable, "-P", "-c", "from footprint import resources; print(resources.folder('templates'))"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()) == installed / "footprint" / "templates"

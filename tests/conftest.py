"""What every test may ask for. No test touches the person's own data folder, keyring or network."""

import os
import shutil

import keyring
import pytest
from hypothesis import HealthCheck, settings
from keyring.backends import fail

from tests.commands import Commands

# A busy machine is no fault of the code: nothing is timed, and what runs unattended tries the same examples each time.
settings.register_profile(
    "footprint",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("footprint")


@pytest.fixture(autouse=True, scope="session")
def _found_by_its_name():
    """As where the program is installed: reports call it by its name alone."""
    find = shutil.which
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", lambda name, *more: name if name == "footprint" else find(name, *more))
        yield


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("FOOTPRINT_DATA", str(tmp_path / "footprint-data"))


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch):
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def footprint(capsys, monkeypatch):
    """Runs a command: `footprint("scan", path)` gives its status, output and errors."""
    return Commands(capsys, monkeypatch)

"""Real photos that this project did not make, with what they bear; tests with them skip where they are missing."""

import json
from pathlib import Path

import pytest

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "photos"


@pytest.fixture(scope="session")
def real():
    if not (REAL / "truth.json").exists():
        pytest.skip("the real photos are not here")
    return REAL


@pytest.fixture(scope="session")
def truth(real):
    return json.loads((real / "truth.json").read_text(encoding="utf-8"))

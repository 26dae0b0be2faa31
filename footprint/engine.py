"""Where work runs: `concurrent.futures.Executor`, whichever it is.

Work is a plain function with plain arguments, so that it can run in this process, on this machine's cores, or
elsewhere, and give the same result.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor

WORTH_A_POOL = 200
"""Fewer pieces of work than this are done sooner here than a pool of processes starts."""


class Here(Executor):
    """Runs each piece of work at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN201  the base class's own signature
        """Run it now; the future is done when it is returned."""
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  an executor hands every error to whoever asks for the result
            future.set_exception(error)
        return future


def executor(pieces: int) -> Executor:
    """This process for a little work, one process a core for much. `spawn` is what Windows and Macs do."""
    if pieces < WORTH_A_POOL:
        return Here()
    return ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn"))

"""Where work runs: `concurrent.futures.Executor`, whichever it is.

Work is a plain function with plain arguments, so that it can run in this process, on this machine's cores, or
elsewhere, and give the same result.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from multiprocessing import connection, get_context, resource_tracker
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

WORTH_HELP = 0.1
"""Seconds of work after which other processes are started: they take three times as long to be of use."""

_TRIES = 2
"""How many workers may be lost over one piece of work."""

_AHEAD = 2
"""Pieces of work that a worker has at once: one in hand, and one so that it need not wait."""

_LEAVING = 0.3
"""Seconds in which a worker must have ended after it was told to."""


class _Task(Future[Any]):
    """A piece of work; waiting for it keeps the others going."""

    def __init__(self, crew: Crew, call: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]) -> None:
        super().__init__()
        self.call = call
        self.lost = 0
        self._crew = crew

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401  the base class's own signature
        """What came of it."""
        until = None if timeout is None else time.monotonic() + timeout
        while not self.done() and self._crew.turn(until):
            pass
        return super().result(0)


class _Worker:
    """Another process, and what it has in hand."""

    def __init__(self) -> None:
        context = get_context("spawn")  # what Windows and Macs do
        self.line, theirs = context.Pipe()
        self.tasks: deque[_Task] = deque()
        self.ready = False
        self.process: SpawnProcess = context.Process(target=work, args=(theirs,), daemon=True)
        with _undisturbed():
            self.process.start()
        theirs.close()

    def let_go(self, *, now: bool) -> None:
        """Tell it to end, or end it."""
        self.line.close()
        if now:
            self.process.terminate()

    def end(self) -> None:
        """Wait for its end, though not long."""
        self.process.join(_LEAVING)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Crew(Executor):
    """This process for a little work; for more also others, one for each core.

    Work is done here until it has taken `worth` seconds, and from then until the others are ready. There are no
    threads: whoever waits for a result hands out work meanwhile. A worker that is lost is replaced and its work done
    again; a piece of work over which workers are lost again and again ends in `BrokenExecutor`.
    """

    def __init__(self, cores: int | None = None, *, worth: float = WORTH_HELP) -> None:
        self.cores = cores or available()
        self._worth = worth if self.cores > 1 else float("inf")
        self._spent = 0.0
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN201  the base class's own signature
        """Hand out work, or do it at once where nobody else is ready."""
        task = _Task(self, (fn, args, kwargs))
        if self._spent >= self._worth and not self._workers:
            self._workers = [_Worker() for _ in range(self.cores)]
        if self._workers and not self._any_ready():
            self._listen(0)
        if self._any_ready():
            self._waiting.append(task)
            self._listen(0)
            self._hand_out()
        else:
            self._here(task)
        return task

    def call(self) -> None:
        """Start the others, and wait for the first: for work that takes memory which this process should not keep."""
        if self.cores > 1 and not self._workers and self._worth != float("inf"):
            self._workers = [_Worker() for _ in range(self.cores)]
        while self._workers and not self._any_ready():
            self._listen(None)

    def _any_ready(self) -> bool:
        return any(worker.ready for worker in self._workers)

    def _here(self, task: _Task) -> None:
        started = time.perf_counter()
        _settle(task, *_done(*task.call))
        self._spent += time.perf_counter() - started

    def turn(self, until: float | None) -> bool:
        """Hand out what waits, and wait for an answer; False where time is over."""
        self._hand_out()
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            return False
        self._listen(left)
        return True

    def _hand_out(self) -> None:
        for depth in range(_AHEAD):
            for worker in self._workers:
                while self._waiting and worker.ready and len(worker.tasks) <= depth:
                    task = self._waiting.popleft()
                    if task.cancelled():
                        continue
                    worker.tasks.append(task)
                    try:
                        worker.line.send(task.call)
                    except OSError:
                        return  # its loss is seen by the next who listens

    def _listen(self, seconds: float | None) -> None:
        lines: dict[Any, _Worker] = {worker.line: worker for worker in self._workers}
        for line in connection.wait(list(lines), seconds):
            self._take(lines[line])

    def _take(self, worker: _Worker) -> None:
        """One answer of a worker; its first says that it is there."""
        try:
            answer = worker.line.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return
        if worker.ready:
            _settle(worker.tasks.popleft(), *answer)
        worker.ready = True
        self._hand_out()

    def _replace(self, worker: _Worker) -> None:
        worker.let_go(now=True)
        worker.end()
        self._workers.remove(worker)
        if worker.tasks:
            worker.tasks[0].lost += 1
        for task in reversed(worker.tasks):
            if task.lost >= _TRIES:
                task.set_exception(BrokenExecutor("Workers were lost over this piece of work."))
            else:
                self._waiting.appendleft(task)
        if not worker.ready:  # it could not even begin, so none could: go on without
            self._worth = float("inf")
            self._without_others()
            return
        self._workers.append(_Worker())

    def _without_others(self) -> None:
        if not self._workers:
            while self._waiting:
                self._here(self._waiting.popleft())

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  the base class's own signature
        """End the workers: at once where their work is not waited for."""
        now = cancel_futures or not wait
        while not now and any(worker.tasks for worker in self._workers):
            self.turn(None)
        for task in (*self._waiting, *(task for worker in self._workers for task in worker.tasks)):
            task.cancel()
        for worker in self._workers:
            worker.let_go(now=now)
        for worker in self._workers:
            worker.end()
        self._workers, self._waiting = [], deque()

    def __exit__(self, kind: object, *_: object) -> None:
        """Leaving because of an error, Ctrl-C among them, does not wait."""
        self.shutdown(cancel_futures=kind is not None)


def executor() -> Executor:
    """This process for a little work, and the machine's other cores for much."""
    return Crew()


class Threads(ThreadPoolExecutor):
    """Threads for what waits or computes beside an event loop; nobody waits for them when the program is stopped.

    Python's own are waited for at the end, so that a name service that hangs would hold up a Ctrl-C for half a minute.
    """

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._free = threading.Semaphore(0)
        self._started = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401  the base class's own signature
        """Run a call in a thread, as soon as one is free."""
        future: Future[Any] = Future()

        def call() -> None:
            if future.set_running_or_notify_cancel():
                result, error = _done(fn, args, kwargs)
                future.set_exception(error) if error else future.set_result(result)

        self._calls.put(call)
        if not self._free.acquire(blocking=False) and self._started < self._max_workers:
            self._started += 1
            threading.Thread(target=self._work, daemon=True).start()
        return future

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
            self._free.release()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  the base class's own signature
        """Let each thread end after what it has in hand; wait for none."""
        for _ in range(self._started):
            self._calls.put(None)


def available() -> int:
    """How many cores there are for this program."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work(line: Connection) -> None:
    """What another process does: answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one says what becomes of it
    with contextlib.suppress(EOFError, OSError):
        line.send(None)
        while True:
            line.send(_done(*line.recv()))


def _done(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Exception | None]:
    try:
        return fn(*args, **kwargs), None
    except Exception as error:  # noqa: BLE001  an executor hands every error to whoever asks for the result
        return None, error


def _settle(task: _Task, result: object, error: Exception | None) -> None:
    if task.cancelled():
        return
    if error is None:
        task.set_result(result)
    else:
        task.set_exception(error)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """A process that is started in here is not stopped by Ctrl-C, not even while it still loads."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  there is no such call elsewhere

        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, 1)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleCtrlHandler(None, 0)
    else:
        resource_tracker.ensure_running()  # which, while it starts, lets Ctrl-C through again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

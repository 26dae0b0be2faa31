"""Where work runs."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, CancelledError
from multiprocessing import connection

import pytest

from footprint import engine
from footprint.engine import Crew, Threads


def double(number):
    return 2 * number


def who():
    return os.getpid()


def nap(seconds):
    time.sleep(seconds)


def die(number):
    """Ends the process that runs it, as a fault in a library written in C would."""
    if number == 3:
        os._exit(1)
    return number


def die_once(file):
    if not file.exists():
        file.touch()
        os._exit(1)
    return "done"


@pytest.fixture
def crew():
    """Two other processes that are ready."""
    with Crew(2, worth=0) as crew:
        crew.submit(double, 1).result()
        while not all(worker.ready for worker in crew._workers):
            crew._listen(10)
        yield crew


def test_a_little_work_is_done_here():
    with engine.executor() as crew:
        assert crew.submit(who).result() == os.getpid()
        assert crew._workers == []


def test_where_there_is_one_core_all_work_is_done_here():
    with Crew(1, worth=0) as crew:
        assert [crew.submit(who).result() for _ in range(3)] == [os.getpid()] * 3


def test_work_is_done_here_until_the_others_are_ready():
    with Crew(2, worth=0) as crew:
        assert crew.submit(who).result() == os.getpid()


def test_much_work_is_done_elsewhere_and_the_result_does_not_depend_on_where(crew):
    futures = [crew.submit(double, number) for number in range(20)]
    assert [future.result() for future in futures] == [2 * number for number in range(20)]
    assert os.getpid() not in {crew.submit(who).result() for _ in range(4)}


@pytest.mark.parametrize("worth", [0, 1000])
def test_an_error_reaches_whoever_asks_for_the_result(worth):
    with Crew(2, worth=worth) as crew:
        future = crew.submit(double, None)
        with pytest.raises(TypeError):
            future.result()


def test_an_error_elsewhere_reaches_whoever_asks_for_the_result(crew):
    with pytest.raises(TypeError):
        crew.submit(double, None).result()


def test_whoever_waits_no_longer_than_some_time_gets_the_result_later(crew):
    future = crew.submit(nap, 0.2)
    with pytest.raises(TimeoutError):
        future.result(0.01)
    assert future.result() is None


def test_work_that_is_taken_back_is_not_done(crew):
    futures = [crew.submit(nap, 0.05) for _ in range(8)]
    assert futures[-1].cancel()
    assert [future.result() for future in futures[:-1]] == [None] * 7
    with pytest.raises(CancelledError):
        futures[-1].result()


def test_work_in_hand_that_is_taken_back_disturbs_nothing(crew):
    first = crew.submit(nap, 0.05)
    first.cancel()
    assert crew.submit(double, 4).result() == 8


def test_the_end_waits_for_work_that_was_handed_out(crew):
    future = crew.submit(nap, 0.1)
    crew.shutdown()
    assert future.done()
    assert crew._workers == []


def test_an_error_ends_all_at_once():
    with Crew(2, worth=0) as crew:
        crew.submit(double, 1)
        while not crew._any_ready():
            crew._listen(10)
        futures = [crew.submit(nap, 1000) for _ in range(6)]
        crew.__exit__(KeyboardInterrupt)
    assert all(future.cancelled() for future in futures)


def test_the_work_of_a_lost_worker_is_done_again(crew, tmp_path):
    futures = [crew.submit(die_once, tmp_path / "died"), *(crew.submit(double, number) for number in range(6))]
    assert [future.result() for future in futures] == ["done", 0, 2, 4, 6, 8, 10]


def test_work_over_which_workers_are_lost_again_and_again_is_given_up_and_nothing_else(crew):
    futures = [crew.submit(die, number) for number in range(8)]
    found = []
    for future in futures:
        try:
            found.append(future.result())
        except BrokenExecutor:
            found.append("lost")
    assert found == [0, 1, 2, "lost", 4, 5, 6, 7]


def test_a_worker_that_is_gone_when_work_is_handed_to_it_is_replaced(crew):
    for worker in crew._workers:
        worker.process.kill()
        worker.process.join()
    assert crew.submit(double, 21).result() == 42


def test_where_no_other_process_can_begin_work_goes_on_here(monkeypatch):
    monkeypatch.setattr(engine, "work", nothing)
    with Crew(2, worth=0) as crew:
        crew.submit(double, 1)
        while crew._workers:
            crew._listen(10)
        assert [crew.submit(who).result() for _ in range(3)] == [os.getpid()] * 3


def nothing(_line):
    """A worker that ends before it begins."""


def test_work_that_waits_for_workers_that_never_come_is_done_here(crew):
    future = engine._Task(crew, (double, (4,), {}))
    crew._waiting.append(future)
    for worker in list(crew._workers):
        worker.ready = False
        crew._replace(worker)
    assert future.result() == 8


def test_a_worker_that_does_not_end_is_ended(crew):
    crew.submit(nap, 1000)
    worker = next(worker for worker in crew._workers if worker.tasks)
    crew._workers.remove(worker)
    worker.process.terminate = lambda: None
    worker.let_go(now=True)
    worker.end()
    assert not worker.process.is_alive()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_worker_takes_no_notice_of_ctrl_c(crew):
    for worker in crew._workers:
        os.kill(worker.process.pid, signal.SIGINT)
    assert crew.submit(double, 3).result() == 6


def test_a_worker_answers_until_nobody_asks(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ours, theirs = connection.Pipe()
    ours.send((double, (3,), {}))
    ours.send((double, (None,), {}))
    monkeypatch.setattr(theirs, "recv", iter_or_end(theirs.recv, 2))
    engine.work(theirs)
    assert ours.recv() is None
    assert ours.recv() == (6, None)
    assert isinstance(ours.recv()[1], TypeError)


def iter_or_end(receive, times):
    left = [times]

    def receiving():
        if not left[0]:
            raise EOFError
        left[0] -= 1
        return receive()

    return receiving


def test_how_many_cores_there_are(monkeypatch):
    assert engine.available() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert engine.available() == 1


# --- threads


def test_threads_give_results_and_errors():
    threads = Threads(2)
    assert [future.result(5) for future in [threads.submit(double, n) for n in range(20)]] == list(range(0, 40, 2))
    with pytest.raises(ZeroDivisionError):
        threads.submit(lambda: 1 / 0).result(5)


def test_no_more_threads_run_at_once_than_allowed_and_as_many_as_allowed_do():
    together = threading.Barrier(3)
    threads = Threads(3)
    futures = [threads.submit(together.wait, 5) for _ in range(6)]
    assert sorted(future.result(5) for future in futures) == [0, 0, 1, 1, 2, 2]


def test_a_call_that_is_taken_back_is_not_made():
    threads, go_on, made = Threads(1), threading.Event(), []
    first = threads.submit(go_on.wait, 5)
    second = threads.submit(made.append, 1)
    assert second.cancel()
    go_on.set()
    assert first.result(5)
    assert threads.submit(double, 2).result(5) == 4
    assert made == []


def test_threads_that_are_let_go_end_and_are_not_waited_for():
    before, go_on = set(threading.enumerate()), threading.Event()
    threads = Threads(3)
    futures = [threads.submit(go_on.wait, 5) for _ in range(3)]
    threads.shutdown()
    ours = [thread for thread in threading.enumerate() if thread not in before]
    assert len(ours) == 3
    go_on.set()
    assert all(future.result(5) for future in futures)
    for thread in ours:
        thread.join(5)
        assert not thread.is_alive()


def test_a_program_that_ends_waits_for_no_thread():
    lines = (
        "import asyncio, time; from footprint.engine import Threads",
        "async def main():",
        "    loop = asyncio.get_running_loop()",
        "    loop.set_default_executor(Threads(2))",
        "    loop.run_in_executor(None, time.sleep, 600)",
        "asyncio.run(main())",
    )
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, timeout=60)


def test_work_that_takes_memory_is_kept_out_of_this_process():
    with Crew(2, worth=0) as crew:
        crew.call()
        crew.call()
        assert crew.submit(who).result() != os.getpid()
    with Crew(1, worth=0) as crew:
        crew.call()
        assert crew.submit(who).result() == os.getpid()

import math

import pytest

from tests.bench.figure import Figure, paired, processor, rates, ratio, reaches, skipped, spread, table

RUNS = [(1.0, 2.0), (2.0, 6.0), (4.0, 4.0)]


def test_the_middle_of_the_runs_stands_between_the_least_and_the_most():
    assert spread([3, 1, 2]) == (2, 1, 3)
    assert spread([1500.4, 1000, 2000]).shown() == "1,500 (1,000-2,000)"
    assert spread([1.5, 1, 2]).shown(".1f") == "1.5 (1.0-2.0)"


def test_what_was_not_measured_is_a_dash():
    assert spread([math.nan]).shown() == "-"


def test_rates_are_of_each_column():
    assert rates(8, RUNS) == [(4, 2, 8), (2, 8 / 6, 4)]


def test_a_ratio_is_taken_pair_by_pair():
    assert ratio(RUNS, 1, 0) == (2, 1, 3)


def test_measures_are_taken_in_turn():
    called = []
    runs = paired(lambda: called.append("a") or 1, lambda: called.append("b") or 2, runs=3)
    assert "".join(called) == "ababab"
    assert runs == [(1, 2)] * 3


def test_the_processors_seconds_are_those_of_the_work():
    assert processor(lambda: None) >= 0


@pytest.mark.parametrize(
    ("pairs", "reached"),
    [([(2, 2), (3, 1)], True), ([(2, 2), (3, 4)], False), ([(2, 2), (math.nan, 4)], None)],
)
def test_all_must_be_reached_and_what_is_not_known_is_not_said(pairs, reached):
    assert reaches(*pairs) is reached


def test_a_row_says_what_is_wanted_and_what_there_is():
    one = Figure("speed", "80", "90 (85-95)", {"mat2": "5"}, "18x mat2", reached=True, note="of ten files")
    assert one.shown().splitlines() == [
        "speed: 90 (85-95); 18x mat2",
        "    mat2: 5",
        "    wanted: 80; reached: yes",
        "    of ten files",
    ]
    assert table([one]).splitlines()[2] == "| speed | 80 | 90 (85-95) | mat2: 5 | 18x mat2 | yes |"


def test_parts_of_a_row_stay_out_of_the_table():
    part = Figure("  of which one", "1", "1", part=True)
    assert part.shown() == "  of which one: 1"
    assert "of which" not in table([part])


def test_the_table_has_its_own_order():
    rows = [Figure(what, "1", "1") for what in ("memory, all", "something else", "deep scan", "traces found")]
    shown = [line.split(" | ")[0] for line in table(rows).splitlines()[2:]]
    assert shown == ["| traces found", "| deep scan", "| memory, all", "| something else"]


def test_what_cannot_be_measured_says_why():
    one = skipped("memory", "There is no /proc.")
    assert "There is no /proc." in one.shown()
    assert one.verdict == "-"
    assert "| memory | - | not measured |" in table([one])


def test_what_is_missed_is_said_aloud():
    assert Figure("leaks", "0", "1", reached=False).verdict == "NO"

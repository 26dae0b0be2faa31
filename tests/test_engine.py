"""Where work runs."""

import pytest

from footprint import engine


def double(number):
    return 2 * number


@pytest.mark.parametrize("pieces", [1, engine.WORTH_A_POOL])
def test_the_result_does_not_depend_on_where_it_ran(pieces):
    with engine.executor(pieces) as executor:
        assert list(executor.map(double, range(5))) == [0, 2, 4, 6, 8]


def test_an_error_reaches_whoever_asks_for_the_result():
    with engine.executor(1) as executor:
        future = executor.submit(double, None)
        with pytest.raises(TypeError):
            future.result()

"""Doing a thing once in a run, however many ask for it and whenever they do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

from footprint.errors import CouldNotCheck

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Once(Generic[K, V]):
    """Remembers one outcome for each key: a value, or why there is none.

    A failure is kept as a value and raised anew for each who asks, so that what is raised carries no trace of the
    errors behind it, which may hold addresses with a key in them.

    Args:
        weigh: what a value weighs; nothing by default.
        most: the weight kept; the values that were made first are let go beyond it.
    """

    def __init__(self, weigh: Callable[[V], int] = lambda _: 0, most: int = 0) -> None:
        self._weigh = weigh
        self._most = most
        self._tasks: dict[K, asyncio.Task[V | CouldNotCheck]] = {}

    async def get(self, key: K, make: Callable[[], Coroutine[Any, Any, V]]) -> V:
        """The value of a key, made at the first call and awaited by those who come meanwhile.

        Raises:
            CouldNotCheck: as `make` did.
        """
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(_settled(make))
        # Whoever is cancelled leaves the others their answer.
        outcome = await asyncio.shield(self._tasks[key])
        self._let_go()
        if isinstance(outcome, CouldNotCheck):
            raise type(outcome)(*outcome.args)
        return outcome

    async def close(self) -> None:
        """Stop whatever is still being made."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()

    def _let_go(self) -> None:
        weights = {key: self._weight(task) for key, task in self._tasks.items()}
        surplus = sum(weights.values()) - self._most
        for key, weight in weights.items():
            if surplus <= 0:
                return
            if weight:
                del self._tasks[key]
                surplus -= weight

    def _weight(self, task: asyncio.Task[V | CouldNotCheck]) -> int:
        if not task.done() or task.cancelled() or task.exception() is not None:
            return 0
        outcome = task.result()
        return 0 if isinstance(outcome, CouldNotCheck) else self._weigh(outcome)


async def _settled(make: Callable[[], Coroutine[Any, Any, V]]) -> V | CouldNotCheck:
    try:
        return await make()
    except CouldNotCheck as problem:
        return problem

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
        self._weights: dict[K, int] = {}
        self._weight = 0

    async def get(self, key: K, make: Callable[[], Coroutine[Any, Any, V]]) -> V:
        """The value of a key, made at the first call and awaited by those who come meanwhile.

        Raises:
            CouldNotCheck: as `make` did.
        """
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._settled(key, make))
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
        self._weights.clear()
        self._weight = 0

    async def _settled(self, key: K, make: Callable[[], Coroutine[Any, Any, V]]) -> V | CouldNotCheck:
        try:
            value = await make()
        except CouldNotCheck as problem:
            return problem
        self._weights[key] = weight = self._weigh(value)
        self._weight += weight
        return value

    def _let_go(self) -> None:
        """Forget the values that were made first; what weighs nothing stays."""
        while self._weight > self._most and (key := next(iter(self._weights), None)) is not None:
            weight = self._weights.pop(key)
            self._weight -= weight
            if weight:
                self._tasks.pop(key, None)

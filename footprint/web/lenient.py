"""Going out for one question, taking each answer as far as it can be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from footprint.web import Answer, Model, Web, data
from footprint.web.shapes import Unread


@dataclass(frozen=True, slots=True)
class Lenient:
    """A `Web` for one question. Of JSON, what cannot be read is left out, and counted so that it can be said."""

    _web: Web
    unread: Unread = field(default_factory=Unread)

    @property
    def key(self) -> str:
        """The source's key, or ""."""
        return self._web.key

    async def get(self, url: str, **options: Any) -> Answer:  # noqa: ANN401  the options of `Web.get`
        """Ask for one address."""
        return await self._web.get(url, **options)

    async def json(self, url: str, model: type[Model], **options: Any) -> Model:  # noqa: ANN401  the same
        """Ask for JSON of a known shape."""
        return self.parse(await self._web.get(url, **options), model)

    def parse(self, answer: Answer, model: type[Model]) -> Model:
        """Read an answer as JSON of a known shape."""
        return data.parse(answer, model, self.unread)

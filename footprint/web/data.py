"""JSON of a known shape."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import ValidationError

from footprint.errors import Unexpected
from footprint.web import Answer, Model
from footprint.web.charsets import decode


def parse(answer: Answer, model: type[Model]) -> Model:
    """The data of an answer.

    Raises:
        Unexpected: it is no JSON, or of another shape. The text quotes nothing of the answer.
    """
    try:
        return model.model_validate_json(decode(answer.body, answer.charset))
    except ValidationError as error:
        # What pydantic says quotes the answer, and the answer is not ours to print.
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        known = {name for field, info in model.model_fields.items() for name in (field, info.alias)}
        part = next((str(name) for name in first["loc"][:1] if name in known), "")
    raise Unexpected(_misshapen(answer, "" if first["type"] == "json_invalid" else "shape", part))


def _misshapen(answer: Answer, kind: str, part: str) -> str:
    host = urlsplit(answer.url).hostname
    if answer.media_type in ("text/html", "application/xhtml+xml") or answer.body.lstrip()[:1] == b"<":
        return f"{host} answered with a web page where data were expected."
    if not kind:
        return f"{host} answered with something that is not the data expected."
    where = f' (its "{part}")' if part else ""
    return f"The data of {host} have a shape that Footprint does not know{where}. The service may have changed."

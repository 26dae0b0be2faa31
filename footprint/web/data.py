"""JSON of a known shape."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import ValidationError

from footprint.errors import Unexpected
from footprint.web import Answer, Model, notices, statuses
from footprint.web.charsets import decode
from footprint.web.shapes import Unread


def parse(answer: Answer, model: type[Model], unread: Unread | None = None) -> Model:
    """The data of an answer.

    Args:
        answer: what a host answered.
        model: the shape expected.
        unread: what cannot be read is left out where that still leaves an answer, and counted here; without it, the
            whole has to fit.

    Raises:
        Throttled: it is no data, but says that the service was asked too often.
        Unexpected: it is no JSON, or of another shape. The text quotes nothing of the answer.
    """
    heed(answer)
    left_out = None if unread is None else Unread()
    kind, part = "shape", ""
    try:
        found = model.model_validate_json(decode(answer.body, answer.charset), context=left_out)
    except ValidationError as error:
        # What pydantic says quotes the answer, and the answer is not ours to print.
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        known = {name for field, info in model.model_fields.items() for name in (field, info.alias)}
        part = next((str(name) for name in first["loc"][:1] if name in known), "")
        kind = "" if first["type"] == "json_invalid" else kind
    else:
        if unread is None or left_out is None:
            return found
        if not left_out.everything:
            unread.add(left_out)
            return found
    raise Unexpected(_misshapen(answer, kind, part))


def heed(answer: Answer) -> None:
    """Take note of a service that answers no more than that it was asked too often.

    Raises:
        Throttled: it does.
    """
    if notices.too_often(said := notices.told(answer.body, answer.charset)):
        host = urlsplit(answer.url).hostname or answer.url
        raise statuses.problem(answer.status, host, throttled=True, said=said)


def _misshapen(answer: Answer, kind: str, part: str) -> str:
    host = urlsplit(answer.url).hostname
    if answer.media_type in ("text/html", "application/xhtml+xml") or answer.body.lstrip()[:1] == b"<":
        return f"{host} answered with a web page where data were expected."
    if not kind:
        return f"{host} answered with something that is not the data expected."
    where = f' (its "{part}")' if part else ""
    return f"The data of {host} have a shape that Footprint does not know{where}. The service may have changed."

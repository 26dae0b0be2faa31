"""What a person types, in flags or as answers to questions, as the data of a profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from pydantic import TypeAdapter, ValidationError

from footprint import profile
from footprint.cli import terminal
from footprint.cli.terminal import say
from footprint.errors import UsageError
from footprint.kin import is_child

OTHER = "someone who asked me to"


def pairs(what: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """`github=rosquill` → ("github", "rosquill").

    Raises:
        UsageError: a part is missing; `what` is named in the text.
    """
    parted = [tuple(part.strip() for part in value.partition("=")) for value in values]
    for (left, _, right), value in zip(parted, values, strict=True):
        if not (left and right):
            raise UsageError(f"{what} {value!r} lacks a part. Write two parts with = between them.")
    return [(left, right) for left, _, right in parted]


def handles(values: Iterable[str]) -> dict[str, str]:
    """`github=rosquill` for each account."""
    return dict(pairs("handle", values))


def family(values: Iterable[str], searched: Iterable[str] = ()) -> list[dict[str, Any]]:
    """`husband=Sam Smith` for each adult who agreed; `searched` are the names of those who may be searched for too.

    Raises:
        UsageError: a part is missing, or somebody is to be searched for who is not among them.
    """
    members = [{"relation": left, "name": right, "agreed": True} for left, right in pairs("family", values)]
    wanted = {name.strip() for name in searched}
    if strangers := sorted(wanted - {str(member["name"]) for member in members}):
        raise UsageError(f"{strangers[0]!r} is not among the family. Give --family RELATION={strangers[0]} as well.")
    return [member | ({"search": True} if member["name"] in wanted else {}) for member in members]


def places(values: Iterable[str]) -> list[dict[str, Any]]:
    """`school=AB1 2CD`, `school=AB1 2CD,150`, `home=52.1,-0.6` or `home=52.1,-0.6,150` (metres)."""
    return [{"name": name, **_where(where)} for name, where in pairs("place", values)]


def _where(text: str) -> dict[str, Any]:
    parts = [part.strip() for part in text.split(",")]
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return {"postcode": parts[0], **({"radius_m": parts[1]} if parts[1:] else {})}
    return dict(zip(("latitude", "longitude", "radius_m"), numbers, strict=False))


def folders(values: Iterable[str]) -> list[str]:
    """Whole paths, wherever the profile will lie."""
    return [str(Path(value).expanduser().absolute()) for value in values]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: where its answer goes, its words, and how the answer is read.

    Attributes:
        between: what parts several answers; "" where there is one.
        needed: an empty answer will not do.
        sent: the answer may stand in what is sent to a source; every other one is only compared here.
    """

    table: str
    field: str
    words: str
    read: Callable[[list[str]], Any] = list
    between: str = ","
    needed: bool = False
    sent: bool = False


def _one(values: list[str]) -> str:
    return values[0] if values else ""


def _one_or_none(values: list[str]) -> str | None:
    return values[0] if values else None


def _picture(values: list[str]) -> str:
    """The whole path of a picture, wherever the profile will lie.

    Raises:
        UsageError: there is no such file.
    """
    if not values:
        return ""
    path = Path(values[0]).expanduser().absolute()
    if not path.is_file():
        raise UsageError(f"There is no file {path}. Check the name, or press Enter to leave it out.")
    return str(path)


QUESTIONS = (
    Question("person", "names", "Your name, then other forms of it, commas between them", needed=True, sent=True),
    Question("person", "council", "Your council", _one, "", sent=True),
    Question("person", "council_site", "The web address of its pages about councillors", _one, "", sent=True),
    Question("person", "ward", "Your ward", _one, "", sent=True),
    Question("person", "party", "Your party", _one, "", sent=True),
    Question("person", "town", "Your town", _one, "", sent=True),
    Question("person", "handles", "Your accounts, like bluesky=yourname, github=yourname", handles, sent=True),
    Question("person", "emails", "Personal e-mail addresses", sent=True),
    Question("person", "phones", "Personal phone numbers"),
    Question("published_on_purpose", "emails", "E-mail addresses the council gives out for you", sent=True),
    Question("published_on_purpose", "phones", "Phone numbers the council gives out for you"),
    Question("person", "home_address", "Home address in one line", _one, ""),
    Question("person", "date_of_birth", "Date of birth, like 1974-03-09", _one_or_none, ""),
    Question("", "family", "Family members, adults who agreed, like husband=Sam Smith", family),
    Question("person", "number_plates", "Number plates"),
    Question("person", "own_sites", "Websites of your own", sent=True),
    Question("person", "businesses", "A business or charity of your own", sent=True),
    Question("", "places", "Places no photo should give away, like school=AB1 2CD; mum=52.1,-0.6", places, ";"),
    Question("photos", "folders", "Folders with your photos; separate several with ;", folders, ";"),
    Question("person", "portrait", "A picture of you, to find accounts that use it: its file", _picture, ""),
)
_SENT, _STAYS = "may be sent", "stays here"


def interview(asked: dict[str, Any]) -> None:
    """Ask for what the flags did not give. Every answer is checked as it is given."""
    say("A few questions. Press Enter to leave one out; you can change everything later.")
    say(f"“{_SENT}”: it may stand in a search. “{_STAYS}”: it never leaves this computer, and is only compared here.\n")
    _ask_about(asked["about"])
    for question in QUESTIONS:
        table = asked[question.table] if question.table else asked
        if not table[question.field]:
            table[question.field] = _answer(question)
            if question.field == "family":
                _ask_to_search(table[question.field])


def _ask_to_search(members: list[dict[str, Any]]) -> None:
    """Which adults of the family have also agreed to be searched for. Of a child it is not even asked."""
    for member in members:
        if not is_child(member["relation"]):
            words = f"Has {member['name']} also agreed to be searched for by name?"
            member["search"] = _agrees(words, default=False)


def _ask_about(about: dict[str, Any]) -> None:
    about["who"] = about["who"] or ("me" if _agrees("Is this check about yourself?", default=True) else OTHER)
    if about["who"] == OTHER:
        if not _agrees("Has that person asked you to, and can you show it?", default=False):
            raise UsageError("Nobody is looked up who has not asked for it. Ask the person first, then run init again.")
        about["agreed"] = _valid("The day on which they agreed (like 2026-11-22)", profile.About, "agreed")
        about["recorded_by"] = typer.prompt("Your own name")


def _agrees(words: str, *, default: bool) -> bool:
    """Ask until the answer is yes or no."""
    usual = "yes" if default else "no"
    while True:
        answer = str(typer.prompt(f"{words} Type y for yes or n for no", default=usual)).strip().casefold()
        if answer in ("y", "yes", "true"):
            return True
        if answer in ("n", "no", "false"):
            return False
        terminal.complain(f"Please type y for yes or n for no. Enter alone means {usual}.")


def _valid(words: str, table: type, field: str) -> str:
    while True:
        answer: str = typer.prompt(words)
        if _takes(table, field, answer):
            return answer


def _answer(question: Question) -> Any:  # noqa: ANN401  as the profile's field has it
    """Ask until the answer is one that the profile takes."""
    table = profile.Profile.model_fields[question.table].annotation if question.table else profile.Profile
    while True:
        answer = typer.prompt(
            f"{question.words} ({_SENT if question.sent else _STAYS})", default="", show_default=False
        )
        parts = answer.split(question.between) if question.between else [answer]
        try:
            data = question.read([part.strip() for part in parts if part.strip()])
        except UsageError as error:
            terminal.complain(str(error))
            continue
        if not data and not question.needed:
            return data
        if _takes(table, question.field, data):
            return data


def _takes(table: Any, field: str, data: Any) -> bool:  # noqa: ANN401  a table of the profile and what goes in
    """Whether a field of the profile takes this; where not, say why."""
    try:
        TypeAdapter(table.model_fields[field].rebuild_annotation()).validate_python(data)
    except ValidationError as error:
        mend = profile.mend(error.errors()[0])
        terminal.complain(mend if mend.startswith(("'", '"')) else f"The answer {mend}")
        return False
    return True

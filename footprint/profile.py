"""profile.toml ⇄ Subject: what the person declares about themselves, checked, with messages that name the mend."""

from __future__ import annotations

import difflib
import hashlib
import json
import secrets
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import jinja2
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from footprint import resources, storage
from footprint.errors import ConsentError, ProfileError, TargetError
from footprint.fields import (
    POSTCODE,
    Address,
    Email,
    File,
    Folder,
    Handle,
    Many,
    Name,
    Phone,
    Plate,
    Postcode,
    Site,
    Text,
)
from footprint.kin import is_child
from footprint.model import Consent, Identifier, Kind, PlaceFiles, Point, SensitivePlace, SourceSettings, Subject

_TOML_MEND = (
    'Look at that line: text stands in straight quotation marks ("), a date without any (2026-11-22), '
    "and a path with \\ in it in single ones ('C:\\Photos')."
)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class About(_Table):
    """Who the check is about, and who said so."""

    who: Literal["me", "someone who asked me to"]
    agreed: date
    recorded_by: Text = ""
    id: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")] = ""

    @model_validator(mode="after")
    def _somebody_answers_for_it(self) -> About:
        if self.who != "me" and not self.recorded_by:
            raise ValueError("needs recorded_by: the name of who wrote down that the person asked.")
        return self


class Person(_Table):
    """The person."""

    names: Annotated[tuple[Name, ...], Many, Field(min_length=1)]
    council: Text = ""
    council_site: Site = ""
    ward: Text = ""
    party: Text = ""
    town: Text = ""
    emails: Annotated[tuple[Email, ...], Many] = ()
    phones: Annotated[tuple[Phone, ...], Many] = ()
    home_address: Address = ""
    date_of_birth: date | None = None
    number_plates: Annotated[tuple[Plate, ...], Many] = ()
    own_sites: Annotated[tuple[Site, ...], Many] = ()
    businesses: Annotated[tuple[Text, ...], Many] = ()
    portrait: File = ""
    handles: dict[str, Handle] = {}


class Published(_Table):
    """What is given out on purpose."""

    emails: Annotated[tuple[Email, ...], Many] = ()
    phones: Annotated[tuple[Phone, ...], Many] = ()
    addresses: Annotated[tuple[Address, ...], Many] = ()


class Relative(_Table):
    """An adult of the family who agreed; with `search`, also to be searched for by name."""

    name: Text
    relation: Text
    agreed: bool = False
    search: bool = False

    @model_validator(mode="after")
    def _only_adults_who_agreed(self) -> Relative:
        if not self.agreed:
            raise ValueError(
                "may only be an adult who agreed. Set agreed = true once they have, or leave the person out."
            )
        if self.search and is_child(self.relation):
            raise ValueError(
                f"is a {self.relation}: a child is never searched for by name. Take search = true out; the name is "
                "still compared, on this computer alone."
            )
        return self


class Place(_Table):
    """A place that no photo should give away."""

    name: Text
    postcode: Postcode = ""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    radius_m: Annotated[float, Field(ge=10, le=5000)] = 200

    @model_validator(mode="after")
    def _somewhere(self) -> Place:
        if not self.postcode and (self.latitude is None or self.longitude is None):
            raise ValueError("needs a postcode, or both latitude and longitude.")
        return self


class Photos(_Table):
    """The photo folders."""

    folders: Annotated[tuple[Folder, ...], Many] = ()


class PlaceNames(_Table):
    """Lists of places that the person downloaded."""

    schools: File = ""
    care_homes: File = ""
    open_names: File = ""


class SourceTable(_Table):
    """What one source may do."""

    enabled: bool = True
    address: Site = ""
    also_send: Annotated[tuple[Kind, ...], Many] = ()
    sites: Annotated[tuple[Literal["own", "sherlock", "maigret"], ...], Many] = ()
    file: Annotated[Folder, Field(min_length=1)] | None = None


class Profile(_Table):
    """The whole file."""

    about: About
    person: Person
    published_on_purpose: Published = Published()
    family: tuple[Relative, ...] = ()
    places: tuple[Place, ...] = ()
    photos: Photos = Photos()
    place_names: PlaceNames = PlaceNames()
    sources: dict[str, SourceTable] = {}

    @field_validator("sources")
    @classmethod
    def _only_user_names_have_lists_of_sites(cls, sources: dict[str, SourceTable]) -> dict[str, SourceTable]:
        for name, source in sources.items():
            if name != "usernames" and (source.sites or source.file):
                raise ValueError(f"only sources.usernames has `sites` and `file`. Take them out of sources.{name}.")
        return sources


def load(path: Path) -> Subject:
    """Read a profile.

    Raises:
        ProfileError: when it is missing, empty, no TOML, or a field is wrong; each with the mend.
    """
    return subject(parse(_read(path), path), path.parent)


def parse(text: str, path: Path) -> Profile:
    """Check the text of a profile; `path` stands in the messages."""
    if not text.strip():
        raise ProfileError(f"{path} is empty. Write a new one with: footprint init --profile {path} --overwrite")
    try:
        return check(tomllib.loads(text), str(path))
    except RecursionError:
        raise ProfileError(f"{path} is not written as TOML should be: its brackets are nested without end.") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path} is not written as TOML should be: {error}. {_TOML_MEND}") from error


def check(data: dict[str, Any], named: str = "The profile") -> Profile:
    """Check the data of a profile; `named` stands in the messages."""
    try:
        return Profile.model_validate(data)
    except ValidationError as error:
        raise ProfileError(f"{named} has {_problems(error)}") from error


def render(profile: Profile) -> str:
    """The profile as a commented file."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.folder("templates")),
        autoescape=False,  # noqa: S701  it writes TOML; `toml` quotes every value
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["toml"] = _toml
    return environment.get_template("profile.toml").render(profile.model_dump())


def write(profile: Profile, path: Path, *, overwrite: bool = False) -> Path:
    """Write a commented profile that only its owner can read.

    Raises:
        TargetError: when there is one already, or it cannot be written.
    """
    if path.exists() and not overwrite:
        raise TargetError(f"{path} is there already. Change it with any text editor, or add --overwrite to start anew.")
    text = render(profile)
    parse(text, path)
    storage.private_folder(path.parent)
    return storage.write_private(path, text)


def new_id() -> str:
    """A fresh identity for a subject: 16 hexadecimal digits that say nothing about the person."""
    return secrets.token_hex(8)


def consent_ends(given: date) -> date:
    """The last day on which an agreement holds: 12 months after it was given."""
    leap_day = (given.month, given.day) == (2, 29)
    return given.replace(year=given.year + 1, day=28 if leap_day else given.day)


def require_consent(who: Subject, today: date) -> None:
    """Hold that somebody's agreement is recorded and has not run out.

    Raises:
        ConsentError: when it lies in the future or is older than 12 months.
    """
    given = who.consent.given
    if given > today:
        raise ConsentError(f"about.agreed is {given}, which is still to come. Write the day on which it was agreed.")
    if today > consent_ends(given):
        raise ConsentError(
            f"The agreement of {given} is older than 12 months. Ask again, and write the new date in about.agreed."
        )


def subject(profile: Profile, folder: Path) -> Subject:
    """The subject of a checked profile; photo folders are taken from `folder` where they are relative."""
    about, person = profile.about, profile.person
    return Subject(
        id=about.id or hashlib.sha256(f"{person.names[0]}|{person.council}".encode()).hexdigest()[:16],
        consent=Consent(about.who, about.agreed, about.recorded_by),
        identifiers=tuple(_identifiers(profile)),
        places=_places(profile),
        portrait=str(folder / Path(person.portrait).expanduser()) if person.portrait else "",
        place_files=PlaceFiles(
            **{name: str(folder / Path(f).expanduser()) if f else "" for name, f in profile.place_names}
        ),
        photo_folders=tuple(str(folder / Path(f).expanduser()) for f in profile.photos.folders),
        sources=tuple(
            SourceSettings(
                name,
                s.enabled,
                s.address,
                frozenset(s.also_send),
                tuple(dict.fromkeys(s.sites)),
                str(folder / Path(s.file).expanduser()) if s.file else "",
            )
            for name, s in profile.sources.items()
        ),
    )


def _identifiers(profile: Profile) -> list[Identifier]:
    person, purpose = profile.person, profile.published_on_purpose
    single = {
        Kind.COUNCIL: person.council,
        Kind.COUNCIL_SITE: person.council_site,
        Kind.WARD: person.ward,
        Kind.PARTY: person.party,
        Kind.TOWN: person.town,
        Kind.ADDRESS: person.home_address,
        Kind.BIRTH_DATE: person.date_of_birth.isoformat() if person.date_of_birth else "",
    }
    many = {
        Kind.NAME: person.names,
        Kind.EMAIL: person.emails,
        Kind.PHONE: person.phones,
        Kind.PLATE: person.number_plates,
        Kind.SITE: person.own_sites,
        Kind.BUSINESS: tuple(name for name in person.businesses if name),
        Kind.POSTCODE: _postcodes(person.home_address),
    }
    published = {Kind.EMAIL: purpose.emails, Kind.PHONE: purpose.phones, Kind.ADDRESS: purpose.addresses}
    return [
        *(Identifier(kind, value) for kind, values in many.items() for value in values),
        *(Identifier(kind, value) for kind, value in single.items() if value),
        *(Identifier(Kind.HANDLE, handle.lstrip("@"), label=service) for service, handle in person.handles.items()),
        *(
            Identifier(Kind.FAMILY, member.name, label=member.relation, search=member.search)
            for member in profile.family
        ),
        *(Identifier(kind, value, on_purpose=True) for kind, values in published.items() for value in values),
    ]


def _postcodes(address: str) -> tuple[str, ...]:
    return tuple(f"{m[1]} {m[2]}".upper() for m in POSTCODE.finditer(address))


def _places(profile: Profile) -> tuple[SensitivePlace, ...]:
    return tuple(
        SensitivePlace(
            place.name,
            place.radius_m,
            None if place.latitude is None or place.longitude is None else Point(place.latitude, place.longitude),
            place.postcode,
        )
        for place in profile.places
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors on Windows begin a file with a mark
    except FileNotFoundError:
        raise ProfileError(f"There is no profile at {path}. Write one with: footprint init --profile {path}") from None
    except UnicodeDecodeError:
        raise ProfileError(f"{path} is not a text file in UTF-8. Save it again as UTF-8.") from None
    except OSError as error:
        raise ProfileError(f"{path} cannot be read: {error.strerror}. Check the name and who may read it.") from error


def _problems(error: ValidationError) -> str:
    problems = [_problem(detail) for detail in error.errors()]
    count = "one thing" if len(problems) == 1 else f"{len(problems)} things"
    return f"{count} to mend:\n" + "\n".join(f"  {problem}" for problem in problems)


def _problem(detail: Any) -> str:  # noqa: ANN401  pydantic's own dictionary
    """One line: the field, and what to do."""
    path = detail["loc"]
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    if detail["type"] == "missing":
        return f"{name}: is missing. Write it in, as `footprint init` shows."
    if detail["type"] == "extra_forbidden":
        return f"{name}: {_stranger(str(path[-1]), path)}"
    if name == "about.who":
        return f'{name}: must be "me" or "someone who asked me to".'
    return f"{name}: {mend(detail)}"


_MENDS = {
    "date": "is not a date. Write it like 2026-11-22, without quotation marks.",
    "too_short": "is empty. Write at least one.",
    "string_pattern": "is not as `footprint init` made it. Take the line out, and a new one is made.",
    "bool": "must be true or false, without quotation marks.",
    "float": "is not a number. Write it like 52.1, without quotation marks.",
    "string_type": "must be text in quotation marks.",
    "tuple_type": 'must be a list, like ["one", "two"].',
}


def mend(detail: Any) -> str:  # noqa: ANN401  pydantic's own dictionary
    """What to do about one thing that a field does not take."""
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    kind = next((kind for kind in _MENDS if detail["type"].startswith(kind)), "")
    return _MENDS.get(kind) or f"{detail['msg'][0].lower()}{detail['msg'][1:]}. Change it, as `footprint init` shows."


def _stranger(field: str, path: tuple[str | int, ...]) -> str:
    """A field that is not known: a key, a slip of the pen, or something else."""
    if path[0] == "sources" and any(word in field.lower() for word in ("key", "token", "secret", "password")):
        return f"keys never stand in the profile. Take it out and run: footprint sources --set-key {path[1]}"
    known = {name for table in _Table.__subclasses__() for name in table.model_fields}
    near = difflib.get_close_matches(field, known, n=1)
    return f"is not a field we know. {f'Did you mean {near[0]}?' if near else 'Take it out.'}"


def _toml(value: Any) -> str:  # noqa: ANN401  anything that a profile holds
    """A value as TOML: strings are quoted as JSON does, which TOML reads alike."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def today() -> date:
    """The day by this computer's clock."""
    return datetime.now(UTC).astimezone().date()

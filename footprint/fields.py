"""The kinds of text that a profile holds: each checked, each with its own mend in the message."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import phonenumbers
from pydantic import AfterValidator, BeforeValidator

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
_PLATE = re.compile(r"(?=.*\d)[A-Z0-9]{2,8}", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _text(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("has a control character in it. Type it again.")
    return value.strip()


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value):
        raise ValueError(f"{value!r} is not an e-mail address. Write it like name@example.org.")
    return value


def _phone(value: str) -> str:
    try:
        reason = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(value, "GB"))
        possible = reason == phonenumbers.ValidationResult.IS_POSSIBLE  # with its area, as from anywhere
    except phonenumbers.NumberParseException:
        possible = False
    if not possible:
        raise ValueError(f"{value!r} is not a phone number. Write it with all its digits, like 07700 900123.")
    return value


def _postcode(value: str) -> str:
    match = POSTCODE.fullmatch(value.strip())
    if not match and value:
        raise ValueError(f"{value!r} is not a UK postcode. Write it like AB1 2CD.")
    return f"{match[1]} {match[2]}".upper() if match else ""


def _plate(value: str) -> str:
    if not _PLATE.fullmatch(value.replace(" ", "")):
        raise ValueError(f"{value!r} is not a number plate. Write it like AB12 CDE.")
    return value.upper()


def _site(value: str) -> str:
    if not value:
        return value
    try:
        parts = urlsplit(value if "://" in value else f"https://{value}")
        good = parts.scheme in {"http", "https"} and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        good = False
    if not good or any(letter.isspace() for letter in value):
        raise ValueError(f"{value!r} is not a web address. Write it like https://www.example.org.")
    return parts.geturl()


def _address(value: str) -> str:
    if value and len(value.split()) < 2:  # noqa: PLR2004  a house and a street at least
        raise ValueError(f"{value!r} is not a whole address. Write it in one line: 14 High Street, Town, AB1 2CD.")
    return value


def _handle(value: str) -> str:
    if "://" in value or any(letter.isspace() for letter in value):
        raise ValueError(f"{value!r} is not the name of an account. Write the name alone, like rosquill.bsky.social.")
    return value


def _folder(value: str) -> str:
    try:
        Path(value).expanduser()
    except RuntimeError:
        raise ValueError(f"{value!r} names a person this computer does not know. Write the whole path.") from None
    if not value:
        raise ValueError("is empty. Write the whole path of the folder, or take it out.")
    return value


def _file(value: str) -> str:
    return _folder(value) if value else value


def _name(value: str) -> str:
    if len(value.split()) < 2:  # noqa: PLR2004  a forename and a surname
        raise ValueError(f"{value!r} is not a whole name. Write forename and surname, like Maggie Smith.")
    return value


def _one_or_many(value: Any) -> Any:  # noqa: ANN401  what TOML gave, before it is checked
    return [value] if isinstance(value, str) else value


Text = Annotated[str, AfterValidator(_text)]
Email = Annotated[Text, AfterValidator(_email)]
Phone = Annotated[Text, AfterValidator(_phone)]
Postcode = Annotated[Text, AfterValidator(_postcode)]
Plate = Annotated[Text, AfterValidator(_plate)]
Site = Annotated[Text, AfterValidator(_site)]
Address = Annotated[Text, AfterValidator(_address)]
Folder = Annotated[Text, AfterValidator(_folder)]
Handle = Annotated[Text, AfterValidator(_handle)]
File = Annotated[Text, AfterValidator(_file)]
Name = Annotated[Text, AfterValidator(_name)]
Many = BeforeValidator(_one_or_many)

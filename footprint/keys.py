"""Keys of services: from the environment, else from this computer's own safe place for passwords; never from a file."""

from __future__ import annotations

import os
import re

import keyring

from footprint.errors import UsageError

_SERVICE = "footprint"


def variable(name: str) -> str:
    """The environment variable for a key: "brave" gives FOOTPRINT_BRAVE_KEY."""
    return f"FOOTPRINT_{re.sub(r'[^A-Z0-9]', '_', name.upper())}_KEY"


def lookup(name: str) -> str:
    """The key of that name, or "" where there is none or the keyring does not work."""
    if key := os.environ.get(variable(name), "").strip():
        return key
    try:
        return (keyring.get_password(_SERVICE, name) or "").strip()
    except Exception:  # noqa: BLE001  keyrings fail in ways of their own; no key is what the source then reports
        return ""


def store(name: str, value: str) -> None:
    """Put a key into this computer's keyring.

    Raises:
        UsageError: it is empty, or there is no keyring that works.
    """
    key = value.strip()
    if not key:
        raise UsageError(f"The key for {name} is empty. Copy it from the service's own page and try again.")
    try:
        keyring.set_password(_SERVICE, name, key)
    except Exception:  # noqa: BLE001  see above
        stored = False
    else:
        stored = True
    if not stored:
        raise UsageError(
            f"This computer offers no safe place for keys. Set the environment variable {variable(name)} instead."
        )


def forget(name: str) -> None:
    """Take a key out of this computer's keyring; nothing happens where there is none.

    Raises:
        UsageError: there is no keyring that works.
    """
    try:
        if keyring.get_password(_SERVICE, name) is not None:
            keyring.delete_password(_SERVICE, name)
    except Exception:  # noqa: BLE001  see above
        forgotten = False
    else:
        forgotten = True
    if not forgotten:
        raise UsageError(
            f"This computer's safe place for keys does not answer, so the key for {name} could not be taken out of it."
        )

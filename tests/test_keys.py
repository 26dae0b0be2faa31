from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from footprint import keys
from footprint.errors import UsageError


class Kept(KeyringBackend):
    """A keyring that works."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


@pytest.fixture
def working():
    ring = Kept()
    keyring.set_keyring(ring)
    return ring


def test_a_key_is_found_in_the_keyring(working):
    keys.store("brave", "  k-1234567\n")
    assert working.kept == {("footprint", "brave"): "k-1234567"}
    assert keys.lookup("brave") == "k-1234567"
    assert keys.lookup("other") == ""


def test_the_environment_comes_first(working, monkeypatch):
    keys.store("companies-house", "from-keyring")
    monkeypatch.setenv("FOOTPRINT_COMPANIES_HOUSE_KEY", " from-environment ")
    assert keys.lookup("companies-house") == "from-environment"
    monkeypatch.setenv("FOOTPRINT_COMPANIES_HOUSE_KEY", " ")
    assert keys.lookup("companies-house") == "from-keyring"


def test_a_key_can_be_forgotten_twice(working):
    keys.store("brave", "k-1234567")
    keys.forget("brave")
    keys.forget("brave")
    assert keys.lookup("brave") == ""


def test_without_a_keyring_there_is_no_key():
    assert keys.lookup("brave") == ""


def test_without_a_keyring_storing_names_the_mend_and_not_the_key():
    with pytest.raises(UsageError, match="FOOTPRINT_BRAVE_KEY") as caught:
        keys.store("brave", "k-1234567")
    assert "k-1234567" not in str(caught.value)
    assert caught.value.__context__ is None


def test_without_a_keyring_forgetting_says_so():
    with pytest.raises(UsageError, match="does not answer"):
        keys.forget("brave")


@pytest.mark.parametrize("value", ["", " \n"])
def test_an_empty_key_is_not_stored(working, value):
    with pytest.raises(UsageError, match="empty"):
        keys.store("brave", value)
    assert working.kept == {}

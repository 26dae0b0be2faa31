import pytest

from footprint.kin import is_child


@pytest.mark.parametrize(
    "relation",
    [
        *("son", "Daughter", "my youngest son", "step-daughter", "stepson", "Step Child", "grand-daughter", "grandson"),
        *("great-grandchild", "great-niece", "nephew", "god-daughter", "foster child", "adopted son", "twins", "kids"),
        *("baby girl", "merch", "mab"),
    ],
)
def test_children(relation):
    assert is_child(relation)


@pytest.mark.parametrize(
    "relation",
    [
        *("husband", "wife", "partner", "mother", "grandmother", "step-father", "half-brother", "sister", "uncle", ""),
        *("son-in-law", "daughter in law", "godmother", "next person", "other half", "grandma", "cousin"),
    ],
)
def test_adults(relation):
    assert not is_child(relation)

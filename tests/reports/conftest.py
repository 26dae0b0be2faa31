import pytest

from tests.reports import sheets


@pytest.fixture(scope="session")
def rich():
    return sheets.make_sheet()


@pytest.fixture(scope="session")
def shared():
    return sheets.make_sheet(share=True)


@pytest.fixture(scope="session")
def nothing():
    return sheets.make_sheet(sheets.make_audit(), first=True)

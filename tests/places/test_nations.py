import pytest

from footprint.places.nations import nation


@pytest.mark.parametrize(
    ("council", "where"),
    [
        ("Thornmere Borough Council", "England"),
        ("London Borough of Millpond", "England"),
        ("Mereshire County Council", "England"),
        ("Eastgate Parish Council", "England"),
        ("Powys County Council", "Wales"),
        ("City and County of Swansea", "Wales"),
        ("Isle of Anglesey County Council", "Wales"),
        ("Merthyr Tydfil County Borough Council", "Wales"),
        ("Vale of Glamorgan Council", "Wales"),
        ("The Highland Council", "Scotland"),
        ("City of Edinburgh Council", "Scotland"),
        ("Argyll & Bute Council", "Scotland"),
        ("Comhairle nan Eilean Siar", "Scotland"),
        ("Belfast City Council", "Northern Ireland"),
        ("Armagh City, Banbridge and Craigavon Borough Council", "Northern Ireland"),
        ("Newry, Mourne and Down District Council", "Northern Ireland"),
        ("Stirling Community Council", ""),
        ("Thornmere Town Council", ""),
        ("Thornmere", ""),
        ("", ""),
    ],
)
def test_the_nation_of_a_council(council, where):
    assert nation(council) == where

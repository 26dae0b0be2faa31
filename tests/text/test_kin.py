import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.kin import find_kin, is_child
from tests.judged import HER


def kin(text, *, own=False):
    return [(one.relation, [text[start:end] for start, end in one.names]) for one in find_kin(text, HER, own=own)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rosalind Quillfeather and her husband Tobias sang.", [("husband", ["Tobias"])]),
        ("Rosalind Quillfeather's wife smiled.", [("wife", [])]),
        ("Edna Marram, mother of Rosalind Quillfeather", [("mother", ["Edna Marram"])]),
        ("Poppy's mum, Councillor Rosalind Quillfeather, sang.", [("child", ["Poppy"])]),
        ("Rosalind Quillfeather came with sons Jack, 9, and Kit, 6.", [("son", ["Jack", "Kit"])]),
        ("\u201cMy sister Clementine knows,\u201d said Rosalind Quillfeather.", [("sister", ["Clementine"])]),
        ("Spouse: Mr Tobias Quillfeather", [("spouse", ["Tobias Quillfeather"])]),
        (
            "The councillor arrived with husband Tobias and her mother, Edna.",
            [("husband", ["Tobias"]), ("mother", ["Edna"])],
        ),
        ("Mr Simon Marram, the applicant, is the nephew of Cllr Quillfeather.", [("nephew", ["Simon Marram"])]),
        ("A driver said the van was the councillor's grandson, Kit Marram, 17.", [("grandson", ["Kit Marram"])]),
        ("Kit, whose mum is Councillor Quillfeather, sang.", [("child", ["Kit"])]),
        ("Pictured: Jac (merch y Cynghorydd Rosalind Quillfeather).", [("daughter", ["Jac"])]),
        ("MARRAM, Edna. Loved mum of Rosalind and Edmund. Cllr Rosalind Quillfeather.", [("mum", ["Edmund"])]),
        ("Mae gŵr Rosalind Quillfeather, Dylan, yno.", [("husband", ["Dylan"])]),
        ("Cllr Rosalind Quillfeather (mother of Kit, Year 6) sang.", [("child", ["Kit"])]),
        ("Rosalind Quillfeather's sister's wean Rory sang.", [("sister", []), ("child", ["Rory"])]),
    ],
)
def test_her_family_in_other_people_s_words(text, expected):
    assert kin(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My wife and our daughter Poppy, seven", [("wife", []), ("daughter", ["Poppy"])]),
        ("Poppy's mum here, with a question", [("child", ["Poppy"])]),
        ("Our Poppy's first day at school!", [("child", ["Poppy"])]),
        ("Auntie Pam rang to ask why.", [("auntie", ["Pam"])]),
        ("My youngest, who is nine, sings. Her brother Jack does not.", [("child", [])]),
        ("My eldest of the three, Gwen, has gone.", [("child", ["Gwen"])]),
        ("A wife at choir, a son, Julian, in Oslo.", [("wife", []), ("son", ["Julian"])]),
        ("Fy chwaer Non", [("chwaer", ["Non"])]),
        ("Fy ngŵr Aled a'n plant, Gwenno a Cadi", [("husband", ["Aled"]), ("child", ["Gwenno", "Cadi"])]),
        ("Diolch i Delyth a'i gŵr Huw.", []),
        ("Jac lost his boots again. That's my boy.", [("son", ["Jac"])]),
        ("My business partner Edmund", []),
        ("Sister Agnes and Father Brown; our partner organisations; a sister council.", []),
        ("Still a chapel girl, Baptist to the marrow.", []),
        ("Suppose your husband Pete is ill.", []),
        ("G\u0175r Delyth sings.", []),
        ("Jo and her husband Pete", []),
    ],
)
def test_her_family_in_her_own_words(text, expected):
    assert kin(text, own=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kit Marchbanks and his wife Ottilie met Rosalind Quillfeather.",
        "Rosalind Quillfeather met Tom Ashby, whose daughter Lily sang.",
        "My husband Pete, said Mrs Day. Rosalind Quillfeather listened.",
        "Rosalind Quillfeather asked if it was the applicant's son, Jonathan Pegg, or his mother-in-law, Mrs Cole.",
        "Rosalind Quillfeather had tea with Edna, 101, and her son Ron.",
        "Rosalind Quillfeather read a poem by Malachi, 14, whose dad is ill.",
        "A constituent came with her son Hamza. Rosalind Quillfeather listened.",
        "Rosalind Quillfeather thanked the late Alderman: to his sons Conor and Patrick she said so.",
        "DAY, Alan. Husband of Cllr Sue Day, dad to Mark. Rosalind Quillfeather will lead a silence.",
    ],
)
def test_other_people_s_families_are_left_out(text):
    assert kin(text) == []


def test_whether_a_relation_is_a_child_s():
    assert is_child("Step-daughter".casefold().replace("step-", "step"))
    assert is_child("eldest son")
    assert not is_child("mother-in-law")


@given(st.text())
def test_any_text_can_be_looked_at(text):
    for own in (True, False):
        for one in find_kin(text, HER, own=own):
            assert 0 <= one.start <= one.end <= len(text)

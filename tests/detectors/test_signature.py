import pytest

from footprint.model import Confidence, Severity
from tests.judged import detect, news, own_page, page


def found(evidence):
    return detect("signature", evidence)


@pytest.mark.parametrize(
    "text", ["Signed: [signature] Rosalind Quillfeather", "Rosalind Quillfeather (scanned signature), 9 May 2023"]
)
def test_what_the_text_says_of_one(text):
    (finding,) = found(news(text))
    assert finding.severity is Severity.WORTH_MENDING
    assert not finding.declared


def test_what_a_reader_counted_is_possible():
    (finding,) = found(news("Declaration of acceptance of office.", signatures=1))
    assert finding.confidence is Confidence.POSSIBLE
    assert finding.value is None


@pytest.mark.parametrize(
    "evidence",
    [
        own_page(""),
        news("1,204 people signed the petition."),
        news("A signature is required on page 2. Rosalind Quillfeather"),
        news("[signature] Wilf Ansell"),
        page("Rosalind Quillfeather, potter, of Port Gannet", signatures=1),
    ],
)
def test_where_there_is_none(evidence):
    assert found(evidence) == []

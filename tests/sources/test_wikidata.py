from __future__ import annotations

import pytest

from footprint.errors import Blocked, Throttled, Unexpected
from footprint.identity.about import judge
from footprint.model import Cause, Confidence, Identifier, Kind, Photo, Record, Skipped, SourceSettings
from footprint.sources.wikidata import FILES, PICTURES, Wikidata, _file
from tests.judged import detect

API = "https://www.wikidata.org/w/api.php"
SEARCH = (
    f"{API}?action=wbsearchentities&language=en&uselang=en&type=item&limit=10&search=Rosalind%20Quillfeather"
    "&format=json&formatversion=2"
)


def details(*ids: str, props: str = "labels|descriptions|aliases|claims") -> str:
    asked = f"action=wbgetentities&ids={'|'.join(ids)}&props={props}&languages=en|en-gb|cy"
    return f"{API}?{asked}&format=json&formatversion=2"


def found(*ids: str) -> dict[str, object]:
    hits = [{"id": id_, "label": "Rosalind Quillfeather", "match": {"type": "label", "language": "en"}} for id_ in ids]
    return {"searchinfo": {"search": "Rosalind Quillfeather"}, "search": hits, "success": 1}


def words(**texts: str) -> dict[str, object]:
    return {code.replace("_", "-"): {"language": code, "value": text} for code, text in texts.items()}


def claim(kind: str, value: object, rank: str = "normal") -> dict[str, object]:
    snak = {"snaktype": "value", "property": "P1", "datavalue": {"type": kind, "value": value}}
    return {"mainsnak": snak, "type": "statement", "rank": rank, "id": "Q1$1"}


def item(id_: str) -> dict[str, object]:
    return claim("wikibase-entityid", {"entity-type": "item", "numeric-id": int(id_[1:]), "id": id_})


def time(text: str, precision: int = 11) -> dict[str, object]:
    return claim("time", {"time": text, "precision": precision, "timezone": 0, "calendarmodel": "x"})


HER = {
    "type": "item",
    "id": "Q9001",
    "labels": words(en="Rosalind Quillfeather"),
    "descriptions": words(en="councillor in Thornmere"),
    "aliases": {"en": [{"language": "en", "value": "Ros Quillfeather"}]},
    "claims": {
        "P31": [item("Q5")],
        "P569": [time("+1974-03-09T00:00:00Z")],
        "P19": [item("Q9101")],
        "P26": [item("Q9102")],
        "P102": [item("Q9103")],
        "P18": [claim("string", "Rosalind Quillfeather 2025.jpg")],
        "P968": [claim("string", "mailto:rosalind.quillfeather@mail.example")],
        "P6375": [claim("monolingualtext", {"text": "14 Kingfisher Wharf, Thornmere", "language": "en"})],
        "P40": [{"mainsnak": {"snaktype": "somevalue", "property": "P40"}, "rank": "normal"}],
        "P106": [item("Q9104") | {"rank": "deprecated"}],
    },
}
OTHERS = {
    "Q9101": {"id": "Q9101", "labels": words(en_gb="Thornmere")},
    "Q9102": {"id": "Q9102", "labels": words(en="Tobias Quillfeather")},
    "Q9103": {"id": "Q9103", "labels": words(cy="The Lantern Party")},
}
NAMED = details("Q9101", "Q9102", "Q9103", props="labels")


PICTURE = _file("Rosalind Quillfeather 2025.jpg")


@pytest.fixture
def ask(subject, serve, fetched, jpeg):
    async def asked(served, *, pictures=False):
        query = next(iter(Wikidata().plan(subject)))
        items = await fetched(Wikidata(), query, subject, serve({PICTURE: jpeg} | served))
        return items if pictures else [item for item in items if not isinstance(item, Photo)]

    return asked


def entities(*items: dict[str, object]) -> dict[str, object]:
    return {"entities": {one["id"]: one for one in items}, "success": 1}


def test_each_form_of_the_name_is_searched_for_and_nothing_else_sent(subject):
    queries = list(Wikidata().plan(subject))
    assert queries[0].url == SEARCH
    assert [query.sends for query in queries] == [
        ("Rosalind Quillfeather",),
        ("Ros Quillfeather",),
        ("Rosalind Mary Quillfeather",),
    ]


def test_a_picture_lies_where_its_name_says():
    assert _file("example.jpg") == f"{FILES}/a/a9/Example.jpg"
    assert _file(" Caf\u00e9 (1)?.jpg ").endswith("/Caf%C3%A9_%281%29%3F.jpg")


async def test_her_picture_is_read_as_other_photos_are(ask):
    served = {SEARCH: found("Q9001"), details("Q9001"): entities(HER), NAMED: {"entities": OTHERS}}
    record, photo = await ask(served, pictures=True)
    assert isinstance(photo, Photo)
    assert (photo.url, photo.place) == (PICTURE, "pictures of Wikidata item Q9001")
    assert photo.reading.location
    assert photo.beside == record.text


async def test_a_picture_that_does_not_open_is_said(ask):
    served = {SEARCH: found("Q9001"), details("Q9001"): entities(HER), NAMED: {"entities": OTHERS}}
    _, skipped = await ask(served | {PICTURE: Blocked("No.")}, pictures=True)
    assert (skipped.identifier, skipped.cause) == (PICTURE, Cause.BLOCKED)


async def test_few_pictures_of_an_item_are_looked_at(ask, jpeg):
    many = HER | {"claims": {"P18": [claim("string", f"{n}.jpg") for n in range(5)]}}
    pictures = {_file(f"{n}.jpg"): jpeg for n in range(PICTURES)}
    items = await ask({SEARCH: found("Q9001"), details("Q9001"): entities(many)} | pictures, pictures=True)
    assert sum(isinstance(one, Photo) for one in items) == PICTURES


async def test_an_item_is_read_with_the_names_of_what_it_names(ask):
    [record] = await ask({SEARCH: found("Q9001"), details("Q9001"): entities(HER), NAMED: {"entities": OTHERS}})
    assert isinstance(record, Record)
    assert record.url == "https://www.wikidata.org/wiki/Q9001"
    assert record.fields == (
        ("Name", "Rosalind Quillfeather"),
        ("Description", "councillor in Thornmere"),
        ("Also known as", "Ros Quillfeather"),
        ("Date of birth", "9 March 1974"),
        ("Place of birth", "Thornmere"),
        ("Street address", "14 Kingfisher Wharf, Thornmere"),
        ("Spouse", "Tobias Quillfeather"),
        ("E-mail", "rosalind.quillfeather@mail.example"),
        ("Party", "The Lantern Party"),
        ("Picture on Wikimedia Commons", "Rosalind Quillfeather 2025.jpg"),
    )


async def test_what_it_says_is_told_by_the_detectors(ask):
    [record] = await ask({SEARCH: found("Q9001"), details("Q9001"): entities(HER), NAMED: {"entities": OTHERS}})
    for detector in ("birth-date", "family", "email", "home-address"):
        assert detect(detector, record), detector


async def test_what_is_no_person_or_is_called_otherwise_is_left_out(ask):
    book = HER | {"id": "Q1", "claims": {"P31": [item("Q571")]}}
    other = HER | {"id": "Q2", "labels": words(en="Rosalind Quill"), "aliases": {}, "claims": []}
    bare = {"id": "Q3", "labels": words(en="Quillfeather, Rosalind"), "descriptions": [], "aliases": [], "claims": []}
    [record] = await ask({SEARCH: found("Q1", "Q2", "Q3"), details("Q1", "Q2", "Q3"): entities(book, other, bare)})
    assert record.fields == (("Name", "Quillfeather, Rosalind"),)


async def test_a_namesake_who_died_long_ago_is_told_apart(ask, subject):
    dead = HER | {
        "id": "Q4",
        "descriptions": words(en="English botanist and painter (1851-1920)"),
        "aliases": {},
        "claims": {
            "P31": [item("Q5")],
            "P569": [time("+1851-02-01T00:00:00Z")],
            "P570": [time("+1920-00-00T00:00:00Z", 9)],
        },
    }
    [record] = await ask({SEARCH: found("Q4"), details("Q4"): entities(dead)})
    assert ("Date of death", "1920") in record.fields
    assert judge(record, subject).confidence.rank <= Confidence.POSSIBLE.rank


@pytest.mark.parametrize(
    ("text", "precision", "said"),
    [
        ("+1974-03-00T00:00:00Z", 10, "March 1974"),
        ("+1974-00-00T00:00:00Z", 9, "1974"),
        ("+1970-00-00T00:00:00Z", 8, None),
        ("-0044-03-15T00:00:00Z", 11, None),
        ("+1974-13-40T00:00:00Z", 11, None),
        ("soon", 11, None),
        (5, 11, None),
        ("+1974-03-09T00:00:00Z", "11", None),
    ],
)
async def test_a_date_is_given_as_far_as_it_is_known(ask, text, precision, said):
    born = HER | {"claims": {"P569": [time(text, precision)]}}
    [record] = await ask({SEARCH: found("Q9001"), details("Q9001"): entities(born)})
    assert dict(record.fields).get("Date of birth") == said


async def test_nobody_of_the_name_is_an_answer(ask):
    assert await ask({SEARCH: found()}) == []


async def test_an_item_is_kept_when_what_it_names_cannot_be_had(ask):
    served = {SEARCH: found("Q9001"), details("Q9001"): entities(HER), NAMED: Throttled("Slow down.")}
    skipped, record = await ask(served)
    assert isinstance(skipped, Skipped)
    assert skipped.cause is Cause.THROTTLED
    assert ("Spouse", "Q9102") in record.fields


@pytest.mark.parametrize(
    ("code", "error"),
    [("ratelimited", Throttled), ("maxlag", Throttled), ("readapidenied", Blocked), ("x", Unexpected)],
)
async def test_what_wikidata_says_is_wrong_is_passed_on(ask, code, error):
    with pytest.raises(error, match=r"Wikidata answered: Too much|as many questions"):
        await ask({SEARCH: {"error": {"code": code, "info": "Too <b>much</b>"}}})


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {}, {"search": "no"}, {"search": [{"title": "x"}]}])
async def test_another_shape_of_the_search_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken})


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", {}, {"entities": [1]}, {"entities": {"Q9001": {"claims": "no"}}}])
async def test_another_shape_of_the_items_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: found("Q9001"), details("Q9001"): broken})


@pytest.mark.parametrize(
    "value",
    [None, 5, [], {}, {"id": 5}, {"id": "Q1|Q2"}, {"id": "P5"}, {"id": "Q٣"}, {"id": "Q"}, {"text": 5}],
)
async def test_odd_values_say_nothing(ask, value):
    odd = HER | {"claims": {"P26": [claim("wikibase-entityid", value)]}}
    [record] = await ask({SEARCH: found("Q9001"), details("Q9001"): entities(odd)})
    assert "Spouse" not in dict(record.fields)


async def test_over_the_wire(subject_with, wire, fetched):
    name = Identifier(Kind.NAME, "Rosalind Quillfeather")
    who = subject_with(SourceSettings("wikidata", address="http://wikidata.example/"), identifiers=(name,))
    [query] = Wikidata().plan(who)
    answers = {SEARCH: found("Q9001"), details("Q9001"): entities(HER), NAMED: {"entities": OTHERS}}
    served = {url.replace("https://www.wikidata.org", "http://wikidata.example"): what for url, what in answers.items()}
    record, skipped = await fetched(Wikidata(), query, who, await wire(served, "wikidata"))
    assert (skipped.identifier, skipped.cause) == (PICTURE, Cause.OFFLINE)
    assert record.url == "http://wikidata.example/wiki/Q9001"

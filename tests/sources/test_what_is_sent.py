from __future__ import annotations

from datetime import date
from urllib.parse import unquote_plus, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import MAY_BE_SENT, Consent, Identifier, Kind, SourceSettings, Subject
from footprint.sources import all_sources

STAYS_HERE = tuple(sorted(set(Kind) - MAY_BE_SENT))
NAMES = tuple(source.name for source in all_sources())
WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs", "S")), min_size=1, max_size=30)


def mark(kind: Kind) -> str:
    return f"Zq{STAYS_HERE.index(kind)}xKv"


@st.composite
def secrets(draw: st.DrawFn) -> tuple[Identifier, ...]:
    """One identifier of each kind that stays here, in any letters, with a mark that nothing else holds."""
    return tuple(Identifier(kind, f"{draw(WORDS)}{mark(kind)}{draw(WORDS)}") for kind in STAYS_HERE)


@st.composite
def open_identifiers(draw: st.DrawFn) -> tuple[Identifier, ...]:
    """Several of each kind that may be sent, in any letters."""
    labels = st.sampled_from(["", "bluesky", "github"])
    found = [
        Identifier(kind, _address(kind, draw(WORDS)), draw(labels))
        for kind in sorted(MAY_BE_SENT)
        for _ in range(draw(st.integers(0, 4)))
    ]
    return (Identifier(Kind.NAME, "Rosalind Quillfeather"), *found)


def _address(kind: Kind, word: str) -> str:
    sites = {Kind.SITE, Kind.COUNCIL_SITE}
    return f"http://{'x' * len(word)}.example/" if kind in sites else word


def subject(identifiers: tuple[Identifier, ...], widened: str = "", kinds: frozenset[Kind] = frozenset()) -> Subject:
    settings = tuple(
        SourceSettings(
            name,
            address="http://search.home.example" if name == "searxng" else "",
            also_send=kinds if name == widened else frozenset(),
        )
        for name in NAMES
    )
    return Subject("0123456789abcdef", Consent("me", date(2026, 11, 1)), identifiers, sources=settings)


def said(query) -> str:
    """Everything a planned question would tell anyone."""
    return " ".join((query.url, unquote_plus(query.url), *query.sends, query.then, *map(str, query.about)))


@given(secrets(), open_identifiers())
def test_what_stays_here_stands_in_no_question(kept, others):
    who = subject((*others, *kept))
    for source in all_sources():
        for query in source.plan(who):
            assert not [kind for kind in STAYS_HERE if mark(kind) in said(query)]


@given(secrets(), st.sampled_from(NAMES), st.frozensets(st.sampled_from(STAYS_HERE)))
def test_widening_one_source_by_some_kinds_lets_out_those_and_no_others(kept, widened, kinds):
    who = subject((Identifier(Kind.NAME, "Rosalind Quillfeather"), *kept), widened, kinds)
    for source in all_sources():
        allowed = kinds if source.name == widened else frozenset()
        for query in source.plan(who):
            out = {kind for kind in STAYS_HERE if mark(kind) in said(query)}
            assert out <= allowed


@given(open_identifiers())
def test_questions_are_few_whole_and_say_what_they_send(others):
    who = subject(others)
    for source in all_sources():
        queries = list(source.plan(who))
        assert len(queries) == len({query.url for query in queries})
        assert len(queries) <= 24 or source.name == "usernames"  # which asks many sites, a question each
        for query in queries:
            assert query.source == source.name
            assert urlsplit(query.url).scheme in {"http", "https"}
            assert query.host
            assert query.url.isascii()
            assert query.sends


@pytest.mark.parametrize("engine", ["brave", "searxng"])
@given(others=open_identifiers(), kept=secrets())
def test_an_engine_is_asked_eight_questions_at_most(engine, others, kept):
    who = subject((*others, *kept), engine, frozenset(STAYS_HERE))
    [source] = [source for source in all_sources() if source.name == engine]
    assert 1 <= len(list(source.plan(who))) <= 8


def test_what_is_said_to_be_sent_stands_in_the_question(subject_with):
    who = subject_with(SourceSettings("searxng", address="http://search.home.example"))
    for source in all_sources():
        for query in source.plan(who):
            if source.name != "gravatar":  # sends a hash, which its own test holds
                assert all(string in unquote_plus(query.url) for string in query.sends)


@pytest.mark.parametrize("source", all_sources(), ids=lambda source: source.name)
def test_each_source_says_what_it_is_in_plain_words(source):
    assert source.name == source.name.lower()
    assert source.title
    assert source.finds[0].isupper()
    assert source.needs[0].isupper()
    assert source.sends
    assert set(source.sends) <= MAY_BE_SENT

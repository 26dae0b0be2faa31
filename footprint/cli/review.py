"""`review`: what the report asks of the person, one question after another."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import typer

from footprint import history as memory
from footprint import profile
from footprint.cli import terminal
from footprint.cli.audits import ProfileOption, command
from footprint.cli.terminal import plain, say
from footprint.errors import UsageError
from footprint.model import Audit, Finding, Kind
from footprint.outline.piles import asks
from footprint.outline.redaction import Veil, hint
from footprint.outline.words import CONFIDENCES, address
from footprint.reports import json as audit_file

_MINE, _NOT_ME, _SKIP, _STOP = "mine", "not-me", "skip", "stop"
_ANSWERS = {
    **dict.fromkeys(("m", "mine", "y", "yes"), _MINE),
    **dict.fromkeys(("n", "not me", "not-me", "no"), _NOT_ME),
    **dict.fromkeys(("s", "skip", ""), _SKIP),
    **dict.fromkeys(("q", "quit", "stop"), _STOP),
}
_KEYS = "m = mine, n = not me, s = skip, q = stop"


def review(profile_file: ProfileOption = Path("profile.toml")) -> None:
    """Answer what the report asks: is this you, is this yours?

    One question after another; each answer is kept at once.
    """
    who = profile.load(profile_file)
    if not memory.exists(who.id):
        say(f"There is no audit yet. Start with: {plain(command('audit', profile_file))}")
        return
    book = memory.History(who.id)
    book.claim(tuple(name.value for name in who.all(Kind.NAME)))
    made = _latest(book, profile_file)
    questions = open_questions(made, book)
    if not questions:
        say("There is nothing to answer: the latest report asks nothing that you have not answered.")
        return
    said: Counter[str] = Counter()
    try:
        for answer in _ask(questions, made, book):
            said[answer] += 1
    except KeyboardInterrupt:
        raise terminal.Stopped("Stopped. What you answered is kept.") from None
    _sum_up(said, open_questions(made, book), profile_file)


def open_questions(made: Audit, book: memory.History) -> tuple[Finding, ...]:
    """What an audit found and asks about, and nobody has answered yet; what is most serious first."""
    known = {past.id for past in book.past()} - set(book.decisions())
    asking = (finding for finding in made.findings if asks(finding) and finding.id in known)
    return tuple(sorted(asking, key=lambda finding: (-finding.severity.rank, -finding.confidence.rank)))


def _latest(book: memory.History, profile_file: Path) -> Audit:
    """The audit whose report was written last.

    Raises:
        UsageError: there is no report any more.
    """
    files = [file for file in book.reports() if file.name == "audit.json" and file.exists()]
    if not files:
        raise UsageError(f"The latest report, which asks, is not there any more. Run: {command('audit', profile_file)}")
    newest = max(files, key=lambda file: file.stat().st_mtime)
    return audit_file.load(newest.read_text(encoding="utf-8"))[0]


def _ask(questions: tuple[Finding, ...], made: Audit, book: memory.History) -> Iterator[str]:
    """Put each question, keep each answer before the next, and tell what was answered."""
    veil = Veil.over(made)
    say(f"{len(questions)} to answer. Type a letter and press Enter: {_KEYS}.")
    for number, finding in enumerate(questions, 1):
        say(f"\n[bold]{number} of {len(questions)}. {plain(veil(finding.what))}[/bold]")
        for line in _about(finding, veil):
            say(f"   {plain(line)}")
        answer = _answer()
        if answer == _STOP:
            return
        if answer == _MINE:
            book.decide(finding.id, "mine")
        elif answer == _NOT_ME:
            book.decide(finding.id, "not-me")
        yield answer


def _about(finding: Finding, veil: Veil) -> Iterator[str]:
    """What it reads, where it stands, and why we think so."""
    stands = " ".join(f"{place.place} {place.url}" for place in finding.where)
    if reads := hint(finding.masked, finding.group, finding.what, stands):
        yield f"It reads: {reads}"
    for place in finding.where:
        yield f"Where: {address(place.url) or veil(place.place)}"
    yield f"How sure: {CONFIDENCES[finding.confidence]}. {'; '.join(map(veil.strictly, finding.reasons))}"


def _answer() -> str:
    """What was typed. Where no more comes, that is "stop"."""
    while True:
        terminal.ask("m, n, s or q? ")
        line = sys.stdin.readline()
        answer = _ANSWERS.get(line.strip().casefold()) if line else _STOP
        if answer:
            return answer
        say(f"Please type one letter: {_KEYS}.")


def _sum_up(said: Counter[str], left: tuple[Finding, ...], profile_file: Path) -> None:
    """What was answered and what is open; exit status 1 where something is."""
    if said[_MINE] or said[_NOT_ME]:
        again = plain(command("audit", profile_file))
        say(f"\nKept: {said[_MINE]} yours, {said[_NOT_ME]} not. The next report goes by that: {again}")
    if not left:
        return
    say(f"\nStill open: {len(left)}. To go on: {plain(command('review', profile_file))}")
    if not sys.stdin.isatty():
        say("Without a terminal, answer each with its command:")
        for finding in left:
            say(f"  {plain(command(f'history --mine {finding.id}', profile_file))}    (or --not-me)")
    raise typer.Exit(1)

"""What `scan` does. It loads little, because most of the time nothing has changed."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footprint.cli import terminal
from footprint.cli.counting import counting
from footprint.cli.terminal import bare
from footprint.errors import UsageError
from footprint.photos.library.cache import ATTENTION, BROKEN, LINE, LOCATED, Cache
from footprint.photos.library.folders import Unseen, written
from footprint.photos.library.scan import Scan, Told

if TYPE_CHECKING:
    from concurrent.futures import Executor

_FORMS = frozenset({"text", "jsonl"})
_FLAGS = {"--deep": ("deep", True), "--summary": ("summary", True), "--no-cache": ("cached", False)}
_PATTERN = frozenset("*?[]~$%")
"""What Typer reads as more than a name where the shell does not."""

_FEW = 100
"""Files up to which each is named, also one that gives nothing away; of many, such are counted."""


def scan(
    paths: list[Path], form: str = "text", *, deep: bool = False, summary: bool = False, cached: bool = True
) -> bool:
    """Say what photos give away, and tell whether something needs attention.

    Args:
        paths: photos, and folders of them.
        form: "text" or "jsonl".
        deep: as in `read_file`.
        summary: say only how many files give away what.
        cached: remember what is read, and what was read before.

    Raises:
        UsageError: there is nothing to look at, or no such form; at the end where one of several paths leads nowhere.
        Stopped: after Ctrl-C.
    """
    check(paths, form)
    say = _Lines() if form == "jsonl" else _Words(quiet=summary)
    try:
        with ExitStack() as stack:
            crew = _Crew(stack)
            cache = stack.enter_context(closing(Cache(deep=deep))) if cached else None
            done = Scan(paths, crew, deep=deep, cache=cache)
            advance = stack.enter_context(counting(paths, shown=say.goes_with_a_bar()))
            for item in stack.enter_context(closing(iter(done))):
                say.item(item)
                if isinstance(item, Told):
                    advance(len(item.names))
    except KeyboardInterrupt:
        raise terminal.Stopped(_stopped(say.done, cached=cached)) from None
    say.end()
    complain_of_absent(paths)
    return say.attention


def plain_call(arguments: list[str]) -> Callable[[], bool] | None:
    """The scan that a command line without any finesse asks for; None where Typer should read it.

    Typer and what it loads take longer than to hold a hundred thousand files against what is remembered of them.
    """
    paths: list[Path] = []
    options: dict[str, Any] = {}
    rest = iter(arguments)
    if next(rest, "") != "scan":
        return None
    for word in rest:
        if word in _FLAGS:
            name, value = _FLAGS[word]
            options[name] = value
        elif word == "--format":
            options["form"] = next(rest, "")
        elif word.startswith("-") or (os.name == "nt" and not _PATTERN.isdisjoint(word)):
            return None
        else:
            paths.append(Path(word))
    return partial(scan, paths, **options) if paths and options.get("form", "text") in _FORMS else None


class _Crew:
    """Makes what reads files when the first one must be read."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._executor: Executor | None = None

    def __call__(self) -> Executor:
        if self._executor is None:
            from footprint import engine  # noqa: PLC0415  where nothing has changed, it need not be loaded

            self._executor = self._stack.enter_context(engine.executor())
        return self._executor


class _Lines:
    """A line of JSON for each file."""

    def __init__(self) -> None:
        self.done = 0
        self.attention = False

    def goes_with_a_bar(self) -> bool:
        """Not on one screen."""
        return not sys.stdout.isatty()

    def item(self, item: Told | Unseen) -> None:
        """Print what is told of some files."""
        if isinstance(item, Unseen):
            self.attention = True
            terminal.lines(_line(item))
            return
        terminal.lines(item.known.lines)
        self.done += len(item.names)
        self.attention = self.attention or item.count(ATTENTION) > 0

    def end(self) -> None:
        """Nothing is left to say."""
        sys.stdout.flush()


def _line(unseen: Unseen) -> bytes:
    """The same fields for what could not be looked at."""
    fields = {"path": written(unseen.path), "format": "unknown", "bytes": 0, "taken": None, "location": None}
    return json.dumps(fields | {"traces": [], "problem": unseen.reason}).encode() + b"\n"


class _Words:
    """A sentence for each file that gives something away, and how many there are in the end."""

    def __init__(self, *, quiet: bool) -> None:
        self.done = 0
        self._quiet = quiet
        self._counted: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._tells = False

    @property
    def attention(self) -> bool:
        """Whether something needs it."""
        return self._counted["attention"] > 0

    def goes_with_a_bar(self) -> bool:
        """The bar makes way for sentences."""
        return True

    def item(self, item: Told | Unseen) -> None:
        """Say what is told of some files."""
        if isinstance(item, Unseen):
            self._counted.update(files=1, attention=1, broken=1)
            terminal.raw(f"{bare(item.path)}: {bare(item.reason)}")
            return
        self.done += len(item.names)
        few = self._counted["files"] < _FEW
        self._counted.update(
            files=item.count(LINE),
            attention=item.count(ATTENTION),
            located=item.count(LOCATED),
            broken=item.count(BROKEN),
        )
        # Once is enough: a cleaned copy is only advised where there is something to clean.
        self._tells = self._tells or any(json.loads(line)["traces"] for _, line in item.lines())
        if self._quiet:
            for _, line in item.lines():
                self._kinds.update({trace["kind"] for trace in json.loads(line)["traces"]})
        said = [] if self._quiet else [text for path, line in item.lines() for text in _sentences(path, line, few=few)]
        if said:
            terminal.raw("\n".join(said))

    def end(self) -> None:
        """Sum up."""
        files, located, broken = (self._counted[what] for what in ("files", "located", "broken"))
        if not files:
            terminal.raw("There are no photos or films there.")
        if files > 1:
            give = "gives away where it was" if located == 1 else "give away where they were"
            terminal.raw(f"{files:,} files: {located:,} {give} taken, {broken:,} could not be read whole.")
        for kind, files in self._kinds.most_common():
            terminal.raw(f"{files:>9,}  {words([kind])}")
        if self._tells and self.attention:
            terminal.raw("Before you post one, make a cleaned copy: footprint clean PHOTO --into FOLDER")


def _sentences(path: str, line: bytes, *, few: bool) -> Iterator[str]:
    from footprint.photos import kinds  # noqa: PLC0415  a program that wants lines of JSON needs no sentences
    from footprint.photos.library import lines  # noqa: PLC0415  as above

    item = lines.reading(line, path)
    told = words(kinds.told(item))
    place = f" ({item.location.latitude:.5f}, {item.location.longitude:.5f})" if item.location else ""
    if told:
        yield f"{bare(item.path)}: gives away {told}{place}"
    elif few and not item.problem:
        yield f"{bare(item.path)}: gives nothing away that we know of"
    if item.problem:
        yield f"  {bare(item.problem)}" if told else f"{bare(item.path)}: {bare(item.problem)}"


def _stopped(done: int, *, cached: bool) -> str:
    again = "The same command goes on from there." if cached else "Nothing was remembered."
    return f"Stopped after {done:,} files. {again} No original was changed."


def check(paths: list[Path], form: str) -> None:
    """Hold that there is something to look at, and a way to say it.

    Raises:
        UsageError: there is not.
    """
    if not any(path.exists() for path in paths):
        raise UsageError(f"There is nothing at {paths[0]}. {_mend(paths)}")
    if form not in _FORMS:
        raise UsageError(f"--format {form} is not known. There are: text, jsonl.")


def complain_of_absent(paths: list[Path]) -> None:
    """What was there has been done by now; a name that leads nowhere is still a wrong call.

    Raises:
        UsageError: there is one.
    """
    absent = [path for path in paths if not path.exists()]
    if absent:
        raise UsageError(f"There is nothing at {', '.join(map(str, absent))}. {_mend(paths)}")


def _mend(paths: list[Path]) -> str:
    """What to do about names that lead nowhere: a terminal takes a name with spaces in it for several."""
    for first, last in combinations(range(len(paths)), 2):
        joined = " ".join(map(str, paths[first : last + 1]))
        if Path(joined).exists():
            return f'A name with spaces in it needs quotation marks: "{joined}".'
    return "Check the name."


def words(kinds: Iterable[str]) -> str:
    """Kinds of trace as a person would call them, the most telling first."""
    from footprint.photos.kinds import KINDS  # noqa: PLC0415  as above

    found = set(kinds)
    return ", ".join(told.words for kind, told in KINDS.items() if kind in found)

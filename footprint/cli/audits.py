"""`audit`, `plan`, `demo`, `report`: look, remember, and write down what to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from footprint import demo as demonstration
from footprint import diff, gather, keys, pipeline, profile, storage
from footprint import history as memory
from footprint.cli import looking, plans, summary, terminal
from footprint.cli.terminal import plain, say
from footprint.errors import ProfileError, TargetError, UsageError
from footprint.history import History
from footprint.journal import HOURS, Journal
from footprint.model import Kind, Subject
from footprint.outline.commands import profile_option
from footprint.remedies import library
from footprint.reports import Report, Sheet, all_reports
from footprint.reports import json as audit_file
from footprint.sources import all_sources
from footprint.web.cache import Cache
from footprint.web.cache import path as cache_file
from footprint.web.client import Client

ProfileOption = Annotated[
    Path, typer.Option("--profile", "-p", metavar="FILE", help="The profile: who the check is about.")
]
PhotosOption = Annotated[
    list[Path] | None, typer.Option("--photos", metavar="FOLDER", help="A folder of photos; may be given again.")
]
IntoOption = Annotated[Path, typer.Option("--into", "-o", metavar="FOLDER", help="The folder for the report.")]
FreshOption = Annotated[
    bool,
    typer.Option("--fresh", "--no-cache", help="Ask everything anew: nothing that was answered earlier today is used."),
]
ShareOption = Annotated[bool, typer.Option("--share", help="Also write a copy that leaves your details out.")]
FormOption = Annotated[str, typer.Option("--format", metavar="FORM", help="What to print: text or json.")]
OpenOption = Annotated[bool, typer.Option("--open/--no-open", help="Open the report in your browser.")]

SHARED = "report-share.html"
"""The copy without details."""

_STOPPED = f"""\
Stopped. No report was written, and no original was changed.
What was answered so far is kept on this computer for {HOURS} hours: run the same command again,
and it goes on from there. To begin anew instead, add --fresh."""


def audit(
    profile_file: ProfileOption = Path("profile.toml"),
    photos: PhotosOption = None,
    into: IntoOption = Path("footprint-report"),
    *,
    plan_only: Annotated[bool, typer.Option("--plan", help="Show what would be sent, and send nothing.")] = False,
    fresh: FreshOption = False,
    share: ShareOption = False,
    look: looking.LookOption = False,
    thorough: looking.ThoroughOption = False,
    minutes: looking.MinutesOption = looking.MINUTES,
    open_report: OpenOption = True,
    form: FormOption = "text",
) -> None:
    """Look for yourself, read your photos, and write a report."""
    subject = read_profile(profile_file)
    _check_form(form, ("text", "json"))
    if plan_only:
        plans.show(_planned(subject, photos), form)
        return
    if subject.portrait and not Path(subject.portrait).is_file():
        terminal.note(
            f"The portrait in your profile is not there: {subject.portrait}. Accounts that use it are not looked for."
        )
    manner = looking.manner(look=look, thorough=thorough, minutes=minutes)
    history = History(subject.id)
    with _remembering(replace(_task(subject, photos, Client), look=manner), fresh=fresh) as task:
        sheet = _carry_out(task, history, into, share=share, who=str(profile_file.absolute()))
    summary.tell(sheet, into, form=form, open_report=open_report)


def plan(
    profile_file: ProfileOption = Path("profile.toml"), photos: PhotosOption = None, form: FormOption = "text"
) -> None:
    """Show every string that an audit would send, and to whom."""
    _check_form(form, ("text", "json"))
    plans.show(_planned(read_profile(profile_file), photos), form)


def demo(
    into: IntoOption = Path("footprint-report"),
    *,
    share: ShareOption = False,
    look: looking.LookOption = False,
    open_report: OpenOption = True,
    form: FormOption = "text",
) -> None:
    """Try it on an invented councillor, all on this computer."""
    _check_form(form, ("text", "json"))
    manner = looking.manner(look=look, thorough=False, minutes=looking.MINUTES)
    with demonstration.SampleWeb() as web:
        subject = demonstration.subject()
        task = replace(_task(subject, None, web.client), key=demonstration.key, demo=True, look=manner)
        history = History(subject.id, storage.private_folder(into) / "memory")
        sheet = _carry_out(task, history, into, share=share)
    summary.tell(sheet, into, form=form, open_report=open_report)


def report(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An audit.json that an audit wrote.")],
    into: Annotated[
        Path | None, typer.Option("--into", "-o", metavar="FILE", help="The file to write; else it is printed.")
    ] = None,
    *,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="html, json, text or csv.")] = "text",
    share: Annotated[bool, typer.Option("--share", help="Leave your details out.")] = False,
) -> None:
    """Write the report of an earlier audit again.

    In another form, or fit to share.
    """
    made, comparison = audit_file.load(_text_of(file))
    text = _report(form).render(Sheet(made, comparison, library.load(), share=share, file=str(file.absolute())))
    if into:
        storage.write_private(into, text)
        say(f"Written: {plain(str(into))}")
    else:
        terminal.raw(text)


def named(profile_file: Path) -> str:
    """What commands have to name so that they are about the same person; "" where that goes without saying."""
    return "" if profile_file == Path("profile.toml") else str(profile_file)


def command(what: str, profile_file: Path) -> str:
    """A command about the person of a profile, to be copied as it is."""
    return f"footprint {what}{profile_option(named(profile_file))}"


def read_profile(path: Path) -> Subject:
    """The subject of a profile that may be audited.

    Raises:
        ProfileError: when it is wrong or names a source that is not known.
        ConsentError: when nobody's agreement is recorded or it has run out.
    """
    subject = profile.load(path)
    profile.require_consent(subject, profile.today())
    known = {source.name for source in all_sources()}
    for settings in subject.sources:
        if settings.name not in known:
            raise ProfileError(f"{path}: sources.{settings.name} is no source. There are: {', '.join(sorted(known))}.")
    return subject


def _task(
    subject: Subject, photos: list[Path] | None, client: Callable[[], AbstractAsyncContextManager[Client]]
) -> gather.Task:
    folders = (*(Path(folder) for folder in subject.photo_folders), *(photos or ()))
    return gather.Task(
        subject=subject,
        folders=tuple(dict.fromkeys(folder.absolute() for folder in folders)),
        key=cache(keys.lookup),  # a keyring may ask the person each time
        client=client,
        remedies=library.load(),
    )


def _planned(subject: Subject, photos: list[Path] | None) -> gather.Task:
    """What an audit would do, with what is remembered of those before; nothing is made or written."""
    task = _task(subject, photos, Client)
    if not memory.exists(subject.id):
        return task
    return replace(task, known=gather.still_open(History(subject.id).past()))


@contextmanager
def _remembering(task: gather.Task, *, fresh: bool) -> Iterator[gather.Task]:
    """The task with what was answered before: earlier today, and by an audit that was stopped.

    Raises:
        Stopped: Ctrl-C; what was answered until then is kept.
    """
    journal = Journal(task.subject, fresh=fresh)
    cache = Cache(cache_file(task.subject.id), fresh=fresh)
    try:
        if journal.sent or journal.count:
            terminal.note(
                f"Going on with the check that was stopped: it was begun at {journal.began.astimezone():%H:%M}, and "
                f"{journal.count} questions are answered already. To begin anew, add --fresh."
            )
        yield replace(task, journal=journal, cache=cache)
        journal.finish()
    except KeyboardInterrupt:
        raise terminal.Stopped(_STOPPED) from None
    finally:
        journal.close()
        cache.close()


def _carry_out(task: gather.Task, history: History, into: Path, *, share: bool, who: str = "") -> Sheet:
    """Audit, compare with what is remembered, write the files, and only then remember."""
    storage.private_folder(into)
    _hold_folder(into, task)
    history.claim(tuple(name.value for name in task.subject.all(Kind.NAME)))
    past = history.past()
    task = replace(
        task,
        subject=replace(task.subject, salt=history.salt()),
        known=gather.still_open(past),
        decided=history.decisions(),
        agreed=frozenset(one.content for one in history.agreements()),
    )
    with terminal.progress() as tell:
        made = pipeline.audit(task, tell)
    comparison = diff.compare(made, past, history.previous())
    sheet = Sheet(made, comparison, task.remedies, profile=who, file=str((into / "audit.json").absolute()))
    files = {"report.html": ("html", sheet), "audit.json": ("json", sheet)}
    if share or (into / SHARED).exists():  # an old copy beside a new report would be sent by mistake
        files[SHARED] = ("html", replace(sheet, share=True))
    # Whoever is stopped while the last is made has all the old ones, and not some new.
    rendered = {name: _report(form).render(what) for name, (form, what) in files.items()}
    written = [storage.write_private(into / name, text) for name, text in rendered.items()]
    history.record(made, comparison, tuple(written))
    return sheet


def _hold_folder(into: Path, task: gather.Task) -> None:
    """Never write over the report of somebody else, nor over a real one with the demonstration's.

    Raises:
        TargetError: there is one.
    """
    try:
        there = json.loads((into / "audit.json").read_text(encoding="utf-8"))
        whose = (there["subject"], there["demo"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if whose != (task.subject.name, task.demo):
        raise TargetError(f"{into} holds the report about {whose[0]}. Name another folder with --into.")


def _report(form: str) -> Report:
    reports = {one.name: one for one in all_reports()}
    _check_form(form, tuple(reports))
    return reports[form]


def _check_form(form: str, known: tuple[str, ...]) -> None:
    if form not in known:
        raise UsageError(f"--format {form} is not known. There are: {', '.join(known)}.")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
    except (OSError, UnicodeDecodeError) as error:
        raise TargetError(f"{file} cannot be read: {error}. Name the audit.json that an audit wrote.") from error

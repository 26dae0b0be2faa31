"""`init`, `sources`, `remedies`: the profile, who is asked, and the advice."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from footprint import keys, profile
from footprint.cli import answers, terminal
from footprint.cli.audits import ProfileOption, command
from footprint.cli.terminal import out, plain, say, table
from footprint.errors import UsageError
from footprint.model import STAYS_HERE, Remedy
from footprint.outline.notices import WEB_SEARCHES
from footprint.remedies import library
from footprint.sources import Source, all_sources

Many = list[str] | None

NO_KEY = """\
The web at large will not be searched yet: a search engine needs a key, and there is none. Get one from
brave.com/search/api (or mojeek.com), and store it:  footprint sources --set-key brave"""
"""What is said of the searches that find most."""


def init(  # noqa: PLR0917  a flag for each field of the profile
    profile_file: ProfileOption = Path("profile.toml"),
    who: Annotated[
        str, typer.Option("--about", metavar="WHO", help='Who the check is about: "me" or "someone who asked me to".')
    ] = "",
    agreed: Annotated[
        str, typer.Option(metavar="DATE", help="The day on which that was agreed, like 2026-11-22; else today.")
    ] = "",
    recorded_by: Annotated[
        str, typer.Option(metavar="NAME", help="Who writes this down, when it is about someone else.")
    ] = "",
    name: Annotated[
        Many, typer.Option(metavar="NAME", help="A name or another form of it; may be given again.")
    ] = None,
    council: Annotated[str, typer.Option(metavar="NAME")] = "",
    council_site: Annotated[str, typer.Option(metavar="ADDRESS", help="The council's pages about councillors.")] = "",
    ward: Annotated[str, typer.Option(metavar="NAME")] = "",
    party: Annotated[str, typer.Option(metavar="NAME")] = "",
    town: Annotated[str, typer.Option(metavar="NAME")] = "",
    email: Annotated[
        Many, typer.Option(metavar="ADDRESS", help="A personal e-mail address; may be given again.")
    ] = None,
    phone: Annotated[Many, typer.Option(metavar="NUMBER", help="A personal phone number; may be given again.")] = None,
    council_email: Annotated[Many, typer.Option(metavar="ADDRESS", help="Given out by the council on purpose.")] = None,
    council_phone: Annotated[Many, typer.Option(metavar="NUMBER", help="Given out by the council on purpose.")] = None,
    home_address: Annotated[str, typer.Option(metavar="ADDRESS", help="In one line.")] = "",
    date_of_birth: Annotated[str, typer.Option(metavar="DATE", help="Like 1974-03-09.")] = "",
    handle: Annotated[
        Many, typer.Option(metavar="SERVICE=NAME", help="An account, like github=yourname; may be given again.")
    ] = None,
    family: Annotated[
        Many, typer.Option(metavar="RELATION=NAME", help="An adult who agreed, like husband=Sam Smith.")
    ] = None,
    plate: Annotated[Many, typer.Option(metavar="PLATE", help="A number plate; may be given again.")] = None,
    own_site: Annotated[
        Many, typer.Option(metavar="ADDRESS", help="A website of your own; may be given again.")
    ] = None,
    business: Annotated[
        Many, typer.Option(metavar="NAME", help="A business or charity of your own; may be given again.")
    ] = None,
    search_for: Annotated[
        Many,
        typer.Option(metavar="NAME", help="One of --family who has also agreed to be searched for; never a child."),
    ] = None,
    place: Annotated[
        Many, typer.Option(metavar="NAME=WHERE", help="Like school=AB1 2CD or home=52.1,-0.6,150 (metres).")
    ] = None,
    photos: Annotated[Many, typer.Option(metavar="FOLDER", help="A folder of photos; may be given again.")] = None,
    portrait: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A picture of you, to find accounts that use it.")
    ] = None,
    *,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a profile that is there already.")] = False,
) -> None:
    """Write a profile: answer a few questions, or give flags."""
    asked: dict[str, Any] = {
        "about": {"who": who, "agreed": agreed, "recorded_by": recorded_by, "id": profile.new_id()},
        "person": {
            "names": name or [],
            "council": council,
            "council_site": council_site,
            "ward": ward,
            "party": party,
            "town": town,
            "emails": email or [],
            "phones": phone or [],
            "home_address": home_address,
            "date_of_birth": date_of_birth or None,
            "number_plates": plate or [],
            "own_sites": own_site or [],
            "businesses": business or [],
            "portrait": str(portrait.expanduser().absolute()) if portrait else "",
            "handles": answers.handles(handle or ()),
        },
        "published_on_purpose": {"emails": council_email or [], "phones": council_phone or []},
        "family": answers.family(family or (), search_for or ()),
        "places": answers.places(place or ()),
        "photos": {"folders": answers.folders(photos or ())},
    }
    if profile_file.exists() and not overwrite:
        raise UsageError(f"{profile_file} is there already. Change it with any text editor, or add --overwrite.")
    if not name and sys.stdin.isatty():
        answers.interview(asked)
    asked["about"]["agreed"] = asked["about"]["agreed"] or profile.today().isoformat()
    checked = profile.check(asked)
    profile.require_consent(profile.subject(checked, profile_file.parent), profile.today())
    written = profile.write(checked, profile_file, overwrite=overwrite)
    say(f"Written: {plain(str(written))}. Only you can read it; change it with any text editor.")
    _say_what_next(checked, profile_file)


def _say_what_next(checked: profile.Profile, profile_file: Path) -> None:
    """What the profile lacks, and the commands that come after it."""
    if checked.person.portrait and not Path(checked.person.portrait).is_file():
        say(f"There is no picture at {plain(checked.person.portrait)}: accounts that use yours will not be noticed.")
    if not any(keys.lookup(source.key) for source in all_sources() if source.key and source.name in WEB_SEARCHES):
        say(f"\n{NO_KEY}\n")
    say(f"Next, see what would be sent:  {plain(command('plan', profile_file))}")
    say(f"Then look:                     {plain(command('audit', profile_file))}")


def sources(
    set_key: Annotated[str, typer.Option("--set-key", metavar="NAME", help="Store a source's key safely.")] = "",
    forget_key: Annotated[str, typer.Option("--forget-key", metavar="NAME", help="Forget a source's key.")] = "",
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="What to print: text or json.")] = "text",
) -> None:
    """List each source: what it finds, needs and would be sent."""
    if set_key or forget_key:
        _change_key(set_key, forget_key)
        return
    rows = [_source(source) for source in all_sources()]
    if form == "json":
        terminal.raw(json.dumps(rows, indent=2))
        return
    for row in rows:
        say(f"[bold]{plain(row['name'])}[/bold]  {plain(row['title'])}")
        say(f"  finds       {plain(row['finds'])}")
        say(f"  needs       {plain(row['needs'])}")
        say(f"  would send  {plain(', '.join(row['sends']))}")
        if row["key"]:
            lacking = "is optional" if row["key_optional"] else "is missing"
            state = "is there" if row["has_key"] else f"{lacking}: footprint sources --set-key {row['key']}"
            say(f"  its key     {state}")
    say(f"\nNever sent unless the profile says so for one source: {', '.join(kind.value for kind in STAYS_HERE)}.")


def remedies(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One piece of advice, to be read whole.")] = "",
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="What to print: text or json.")] = "text",
) -> None:
    """List the advice, or show one piece of it."""
    known = library.load()
    if name and name not in known:
        raise UsageError(f"There is no remedy {name}. `footprint remedies` lists them.")
    chosen = {name: known[name]} if name else known
    if form == "json":
        terminal.raw(TypeAdapter(dict[str, Remedy]).dump_json(dict(chosen), indent=2).decode())
    elif name:
        _show_remedy(known[name])
    else:
        rows = table("Name", "Advice", "Minutes", "Checked on", "How sure")
        for remedy in chosen.values():
            rows.add_row(remedy.name, remedy.title, str(remedy.minutes), str(remedy.checked_on), remedy.confidence)
        out().print(rows)


def _show_remedy(remedy: Remedy) -> None:
    say(f"[bold]{plain(remedy.title)}[/bold]\n{plain(remedy.why)}\n")
    for number, step in enumerate(remedy.steps, 1):
        say(f"  {number}. {plain(step)}")
    say(f"\nTakes about {remedy.minutes} minutes. Cost: {plain(remedy.cost)}. For {', '.join(remedy.jurisdiction)}.")
    say(f"Source: {plain(remedy.source_url)}, looked at on {remedy.checked_on} ({remedy.confidence}).")
    say(f"If it looks different: {plain(remedy.if_moved)}")


def _source(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "title": source.title,
        "finds": source.finds,
        "needs": source.needs,
        "sends": [kind.value for kind in source.sends],
        "address": source.address,
        "key": source.key,
        "key_optional": source.key_optional,
        "has_key": bool(source.key and keys.lookup(source.key)),
    }


def _change_key(to_set: str, to_forget: str) -> None:
    known = sorted({source.key for source in all_sources() if source.key})
    name = to_set or to_forget
    if name not in known:
        raise UsageError(f"No source has a key called {name}. There are: {', '.join(known)}.")
    if to_set:
        # From a pipe there is nothing to hide, and whoever tried would be warned that it cannot be done.
        keys.store(name, typer.prompt(f"The key for {name}", hide_input=sys.stdin.isatty()))
        say(f"The key for {name} is stored in this computer's own keyring.")
    else:
        keys.forget(name)
        say(f"The key for {name} is forgotten.")

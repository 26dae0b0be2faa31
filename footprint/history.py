"""What is remembered between audits: SQLite, one file for each subject, never a value that was found.

An audit is recorded in one transaction: a killed audit leaves the file as it was.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

import sqlalchemy as sql
from pydantic import TypeAdapter
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateTable

from footprint import diff, storage
from footprint.errors import TargetError, UsageError
from footprint.model import Audit, Comparison, Fate, Finding, Group, PastFinding, Severity, Where, remembered

Decision = Literal["mine", "not-me"]

_FACES = "photo-faces"
"""The detector whose question an agreement answers."""

_tables = sql.MetaData()
_audits = sql.Table(
    "audits",
    _tables,
    sql.Column("number", sql.Integer, primary_key=True),
    sql.Column("started", sql.String, nullable=False),
    sql.Column("finished", sql.String, nullable=False),
    sql.Column("version", sql.String, nullable=False),
    sql.Column("counts", sql.JSON, nullable=False),
)
_findings = sql.Table(
    "findings",
    _tables,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("detector", sql.String, nullable=False),
    sql.Column("group", sql.String, nullable=False),
    sql.Column("what", sql.String, nullable=False),
    sql.Column("masked", sql.String, nullable=False),
    sql.Column("severity", sql.String, nullable=False),
    sql.Column("where", sql.String, nullable=False),
    sql.Column("first_seen", sql.String, nullable=False),
    sql.Column("last_seen", sql.String, nullable=False),
    sql.Column("gone_since", sql.String),
)
_decisions = sql.Table(
    "decisions",
    _tables,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("decision", sql.String, nullable=False),
    sql.Column("at", sql.String, nullable=False),
)
_agreements = sql.Table(
    "agreements",
    _tables,
    sql.Column("content", sql.String, primary_key=True),
    sql.Column("photo", sql.String, nullable=False),
    sql.Column("who", sql.String, nullable=False),
    sql.Column("at", sql.String, nullable=False),
)
_facts = sql.Table(
    "facts", _tables, sql.Column("name", sql.String, primary_key=True), sql.Column("value", sql.String, nullable=False)
)
_reports = sql.Table("reports", _tables, sql.Column("path", sql.String, primary_key=True))
_bases = sql.Table(
    "bases",
    _tables,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("entries", sql.JSON, nullable=False),
)
_WHERE = TypeAdapter(tuple[Where, ...])


@dataclass(frozen=True, slots=True)
class PastAudit:
    """A line of the list of audits. `counts` is how many findings had each fate."""

    number: int
    started: datetime
    finished: datetime
    version: str
    counts: Mapping[Fate, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was noted of a photo: everyone who is seen on it has agreed.

    Attributes:
        content: what stands for the photo, as `photos.content` has it.
        photo: its name, with that of its folder, when that was noted.
        who: who agreed to what, in the words of the person; "" where they wrote none.
    """

    content: str
    photo: str
    who: str
    at: datetime


class History:
    """The memory of one subject's audits."""

    def __init__(self, subject_id: str, folder: Path | None = None) -> None:
        """Open the file of a subject in the folder (by default the platform's data folder), or begin one."""
        self.path = storage.private_folder(folder or storage.data_folder()) / f"{subject_id}.sqlite"
        self._engine = sql.create_engine(sql.URL.create("sqlite", database=str(self.path)), poolclass=sql.NullPool)

    def salt(self) -> bytes:
        """The secret of this subject's hashes; made once."""
        with self._begin() as connection:
            made = insert(_facts).values(name="salt", value=secrets.token_hex(16)).on_conflict_do_nothing()
            connection.execute(made)
            text = connection.execute(sql.select(_facts.c.value).where(_facts.c.name == "salt")).scalar_one()
        return bytes.fromhex(text)

    def claim(self, names: tuple[str, ...]) -> None:
        """Hold that this memory is the person's, whose names these are: a copied profile must not mix two people.

        Raises:
            UsageError: it belongs to somebody of another name.
        """
        with self._begin() as connection:
            connection.execute(insert(_facts).values(name="subject", value=names[0]).on_conflict_do_nothing())
            owner = connection.execute(sql.select(_facts.c.value).where(_facts.c.name == "subject")).scalar_one()
        if owner.casefold() not in {name.casefold() for name in names}:
            raise UsageError(
                f"What is remembered under this profile's id is about {owner}. If the profile was copied from theirs, "
                "take the line `id` out of it. If the name has changed, write the old one among the other names."
            )

    def past(self) -> tuple[PastFinding, ...]:
        """Every finding that was ever recorded."""
        with self._begin() as connection:
            return _past(connection)

    def audits(self) -> tuple[PastAudit, ...]:
        """Every audit recorded, the oldest first."""
        with self._begin() as connection:
            rows = connection.execute(sql.select(_audits).order_by(_audits.c.number)).mappings().all()
        return tuple(
            PastAudit(
                row["number"],
                datetime.fromisoformat(row["started"]),
                datetime.fromisoformat(row["finished"]),
                row["version"],
                {Fate(fate): count for fate, count in row["counts"].items()},
            )
            for row in rows
        )

    def previous(self) -> datetime | None:
        """When the latest audit was finished."""
        audits = self.audits()
        return audits[-1].finished if audits else None

    def record(self, audit: Audit, comparison: Comparison, written: tuple[Path, ...] = ()) -> None:
        """Write an audit, the fates of its findings and where its reports lie, whole or not at all."""
        fates = list(comparison.fates.values())
        with self._begin() as connection:
            before = {finding.id: finding.where for finding in _past(connection)}
            connection.execute(
                _audits.insert().values(
                    started=audit.started.isoformat(),
                    finished=audit.finished.isoformat(),
                    version=audit.version,
                    counts={fate.value: fates.count(fate) for fate in Fate},
                )
            )
            for finding in audit.findings:
                where = _where(finding, before.get(finding.id, ()), audit)
                row = _row(finding, where, comparison.first_seen[finding.id], audit.finished)
                connection.execute(insert(_findings).values(row).on_conflict_do_update(["id"], set_=row))
                basis = {"id": finding.id, "entries": list(finding.basis)}
                connection.execute(insert(_bases).values(basis).on_conflict_do_update(["id"], set_=basis))
            for file in written:
                connection.execute(insert(_reports).values(path=str(file.absolute())).on_conflict_do_nothing())
            for id_, fate in comparison.fates.items():
                if fate is Fate.GONE:
                    gone = sql.update(_findings).where(_findings.c.id == id_)
                    connection.execute(gone.values(gone_since=audit.finished.isoformat()))

    def decide(self, finding_id: str, decision: Decision) -> PastFinding:
        """Remember that a finding is the person's own, or is not; "not-me" forgets all but its hash.

        Raises:
            UsageError: when no finding of that id was ever recorded.
        """
        finding = next((f for f in self.past() if f.id == finding_id), None)
        if finding is None:
            raise UsageError(f"There is no finding {finding_id}. The report shows the id of each one that asks.")
        now = datetime.now(UTC).isoformat()
        with self._begin() as connection:
            row = {"id": finding_id, "decision": decision, "at": now}
            connection.execute(insert(_decisions).values(row).on_conflict_do_update(["id"], set_=row))
            if decision == "not-me":
                _forget(connection, finding_id)
        return finding

    def decide_page(self, address: str, decision: Decision) -> None:
        """Remember that what stands at an address is about the person, or is not; of the address only a hash is kept.

        Findings that were seen nowhere else are forgotten with "not-me": they were never theirs.
        """
        salt = self.salt()
        row = {"id": remembered(address, salt), "decision": decision, "at": datetime.now(UTC).isoformat()}
        with self._begin() as connection:
            connection.execute(insert(_decisions).values(row).on_conflict_do_update(["id"], set_=row))
            for finding in _past(connection) if decision == "not-me" else ():
                if all(remembered(place.url, salt) == row["id"] for place in finding.where):
                    _forget(connection, finding.id)

    def decisions(self) -> Mapping[str, Decision]:
        """Finding id, or what is remembered of a page's address → what the person decided."""
        with self._begin() as connection:
            rows = connection.execute(sql.select(_decisions.c.id, _decisions.c.decision)).all()
        return {row.id: cast("Decision", row.decision) for row in rows}

    def agree(self, photos: Mapping[str, str], who: str, asked: Collection[str] = ()) -> None:
        """Note that everyone on some photos has agreed.

        What was asked about them before is forgotten, so that it is not taken for gone: they still show who they show.

        Args:
            photos: what stands for the content of each → its name.
            who: who agreed to what, in the words of the person.
            asked: their paths, as findings have them.
        """
        now = datetime.now(UTC).isoformat()
        with self._begin() as connection:
            for content, photo in photos.items():
                row = {"content": content, "photo": photo, "who": who, "at": now}
                connection.execute(insert(_agreements).values(row).on_conflict_do_update(["content"], set_=row))
            for finding in _past(connection):
                if finding.detector == _FACES and all(place.url in asked for place in finding.where):
                    _forget(connection, finding.id)

    def withdraw(self, contents: Iterable[str]) -> int:
        """Forget that it was agreed to some photos, and tell of how many it was noted."""
        each = [{"gone": content} for content in contents]  # a whole library is more than one statement may name
        statement = sql.delete(_agreements).where(_agreements.c.content == sql.bindparam("gone"))
        with self._begin() as connection:
            return connection.execute(statement, each).rowcount if each else 0

    def agreements(self) -> tuple[Agreement, ...]:
        """The photos that everyone on them has agreed to, in the order in which that was noted."""
        with self._begin() as connection:
            rows = connection.execute(sql.select(_agreements).order_by(_agreements.c.at, _agreements.c.photo)).all()
        return tuple(Agreement(row.content, row.photo, row.who, datetime.fromisoformat(row.at)) for row in rows)

    def reports(self) -> tuple[Path, ...]:
        """Every report that was written of the subject, whether it is still there or not."""
        with self._begin() as connection:
            return tuple(Path(path) for path in connection.execute(sql.select(_reports.c.path)).scalars())

    def purge(self) -> None:
        """Delete everything remembered of the subject."""
        self._engine.dispose()
        for file in self.path.parent.glob(f"{self.path.name}*"):
            storage.delete(file)

    @contextmanager
    def _begin(self) -> Iterator[sql.Connection]:
        """One transaction in a file that only its owner can read."""
        try:
            self.path.touch(mode=0o600, exist_ok=True)
            with self._engine.begin() as connection:
                for table in _tables.sorted_tables:  # two audits may begin one file at the same moment
                    connection.execute(CreateTable(table, if_not_exists=True))
                yield connection
        except OSError as error:
            raise TargetError(f"{self.path} cannot be written: {error.strerror}. Set FOOTPRINT_DATA.") from error
        except DatabaseError as error:
            raise TargetError(
                f"The memory of earlier checks, {self.path}, cannot be used: {error.orig}. "
                "Move the file away to begin anew."
            ) from error


def exists(subject_id: str, folder: Path | None = None) -> bool:
    """Whether anything is remembered of a subject."""
    return ((folder or storage.data_folder()) / f"{subject_id}.sqlite").exists()


def _past(connection: sql.Connection) -> tuple[PastFinding, ...]:
    columns = sql.select(_findings, _bases.c.entries).join(_bases, _bases.c.id == _findings.c.id, isouter=True)
    return tuple(_past_finding(dict(row)) for row in connection.execute(columns).mappings().all())


def _forget(connection: sql.Connection, finding_id: str) -> None:
    for table in (_findings, _bases):
        connection.execute(sql.delete(table).where(table.c.id == finding_id))


def _where(finding: Finding, before: tuple[Where, ...], audit: Audit) -> tuple[Where, ...]:
    """Where it is now, and where it was before and nobody could look this time."""
    now = {(place.source, place.url) for place in finding.where}
    missed = [place for place in diff.unchecked(before, audit) if (place.source, place.url) not in now]
    return tuple(replace(place, title="") for place in (*finding.where, *missed))


def _row(finding: Finding, where: tuple[Where, ...], first_seen: datetime, now: datetime) -> dict[str, Any]:
    return {
        "id": finding.id,
        "detector": finding.detector,
        "group": finding.group.value,
        "what": finding.what,
        "masked": finding.masked,
        "severity": finding.severity.value,
        "where": _WHERE.dump_json(where).decode(),
        "first_seen": first_seen.isoformat(),
        "last_seen": now.isoformat(),
        "gone_since": None,
    }


def _past_finding(row: Mapping[str, Any]) -> PastFinding:
    return PastFinding(
        id=row["id"],
        detector=row["detector"],
        group=Group(row["group"]),
        what=row["what"],
        masked=row["masked"],
        severity=Severity(row["severity"]),
        where=_WHERE.validate_python(json.loads(row["where"])),
        first_seen=datetime.fromisoformat(row["first_seen"]),
        last_seen=datetime.fromisoformat(row["last_seen"]),
        gone_since=datetime.fromisoformat(row["gone_since"]) if row["gone_since"] else None,
        basis=tuple(row["entries"] or ()),
    )

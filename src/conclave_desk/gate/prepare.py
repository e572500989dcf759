"""A station's file is made at the desk, or given a newer roster without losing a scan."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from conclave_desk.credential.keys import SigningKey
from conclave_desk.credential.letterbox import Letterboxes
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import StationPrepared
from conclave_desk.domain.event import BADGE_ALONE
from conclave_desk.domain.person import same_name
from conclave_desk.errors import ConclaveError, WrongData, WrongUse
from conclave_desk.gate import station_file
from conclave_desk.gate.office import Office
from conclave_desk.gate.station_file import Signer, StationBooks
from conclave_desk.journal.connection import STATION, kind_of
from conclave_desk.journal.store import Journal
from conclave_desk.registers import schema
from conclave_desk.registers.project import Projection
from conclave_desk.registers.project.gate_rows import GateRows

_COPIED = ("event", "public_keys", "links")
_SUPERVISING = "SELECT holder, iif(?, NULL, pin) FROM supervising"
_VISITS = "SELECT * FROM scans WHERE chain <> ? AND holder <> '' AND verdict IN ('admitted', 'left')"
_REVOKED = "SELECT * FROM phones WHERE chain = ? AND revoked_at IS NOT NULL"


def prepare(
    office: Office, key: SigningKey, gate: str, path: Path, thumbnails: Iterable[tuple[str, bytes]] = ()
) -> Decision:
    """Make a station's file for the gate at ``path``, or give the one that is there the roster of now.

    A file that is there must be a station's of this desk; its scans stay. ``thumbnails`` are photos (JPEG) by holder
    number that the screen shows. :class:`WrongUse` for a gate that is not there.
    """
    if office.event.gate(gate) is None:
        raise WrongUse(f"The event has no gate {gate!r}; it has {', '.join(g.code for g in office.event.gates)}.")
    signer = Signer(office.event.code, key, Letterboxes(office.journal, office.safe).public())
    if path.exists():
        return _refresh(office, signer, gate, path, thumbnails)
    return _new(office, signer, gate, path, thumbnails)


def badges_in(path: Path) -> int:
    """How many badges the station's roster holds."""
    books = StationBooks.open(path)
    try:
        return books.rows
    finally:
        books.journal.close()


def _new(office: Office, signer: Signer, gate: str, path: Path, thumbnails: Iterable[tuple[str, bytes]]) -> Decision:
    chain = f"station:{gate}-{secrets.token_hex(4)}"
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        journal = station_file.create(unfinished, chain, gate, signer.key.public)
        try:
            with journal.transaction():
                entry = _filled(office, journal, signer, chain, gate, thumbnails)
        finally:
            journal.close()
        decision = office.record("gate prepare", lambda: Decided((entry,)))
        unfinished.chmod(0o600)
        unfinished.replace(path)
        return decision
    except OSError as fault:
        raise ConclaveError(f"{path}: cannot be written ({fault.strerror or fault})", code=4) from fault
    finally:
        for ending in ("", "-wal", "-shm", ".lock"):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _refresh(
    office: Office, signer: Signer, gate: str, path: Path, thumbnails: Iterable[tuple[str, bytes]]
) -> Decision:
    if kind_of(path) != STATION:
        raise ConclaveError(f"{path}: is there already and no station file; choose another name", code=1)
    books = StationBooks.open(path)
    try:
        if refusal := _may_be_refreshed(office, books):
            return refusal
        with books.journal.transaction():
            entry = _filled(office, books.journal, signer, books.chain, gate, thumbnails)
            return office.record("gate prepare", lambda: Decided((entry,)))
    finally:
        books.journal.close()


def _may_be_refreshed(office: Office, books: StationBooks) -> Refusal | None:
    row = office.journal.db.execute(
        "SELECT public_key, withdrawn_at FROM stations WHERE chain = ?", (books.chain,)
    ).fetchone()
    if row is None or row["public_key"] != books.identity.key.public.raw:
        raise WrongData(f"{books.journal.path}: is no station of this desk")
    if row["withdrawn_at"] is not None:
        return Refusal("withdrawn", f"Station {books.chain} was withdrawn; prepare a new one under another name.")
    return None


def _filled(
    office: Office, journal: Journal, signer: Signer, chain: str, gate: str, thumbnails: Iterable[tuple[str, bytes]]
) -> StationPrepared:
    """Give the file the roster of now and what is known of earlier scans; its own are drawn again on top."""
    desk, db = office.journal.db, journal.db
    as_of, letterboxes = office.now(), _letterboxes(office)
    schema.create_for_station(db)
    with office.journal.reading():
        for table in _COPIED:
            _fill(db, table, desk.execute(f"SELECT * FROM {table}"))
        badge_alone = office.event.policy.override_by == BADGE_ALONE
        _fill(db, "supervising", desk.execute(_SUPERVISING, (badge_alone,)))
        _fill(db, "sessions", _sessions(desk))
        _fill(db, "roster", _roster(office, letterboxes))
        _fill(db, "thumbnails", ((holder, jpeg) for holder, jpeg in thumbnails))
        _fill(db, "scans", desk.execute(_VISITS, (chain,)))
        _fill(db, "phones", desk.execute(_REVOKED, (chain,)))
        _fill(db, "handouts", desk.execute("SELECT * FROM handouts WHERE chain <> ?", (chain,)))
        rows = GateRows(db)
        for row in desk.execute("SELECT issuer, holder, zone, party, day, since, scan_id, inside FROM presence"):
            rows.passed((row[0], row[1], row[2]), (row[3], row[4], row[5], row[6], row[7]))
        rows.flush()
    own = Projection(db, lambda _person, _sealed: None)
    with own.many():
        journal.replay(own)
    digest = station_file.sign(db, signer, chain, gate, as_of)
    public = station_file.public_key(db)
    return StationPrepared(chain=chain, gate=gate, public_key=public, as_of=as_of, roster=digest)


def _fill(db: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]] | sqlite3.Cursor) -> None:
    width = len(db.execute(f"SELECT * FROM {table} LIMIT 0").description)
    marks = ", ".join("?" * width)
    db.executemany(f"INSERT INTO {table} VALUES ({marks})", (tuple(row) for row in rows))


def _sessions(desk: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """The programme without its notes."""
    for row in desk.execute("SELECT * FROM sessions"):
        yield tuple("" if name == "note" else row[name] for name in row.keys())  # noqa: SIM118


def _roster(office: Office, letterboxes: Mapping[str, bytes]) -> Iterator[tuple[object, ...]]:
    """The rows of the roster with their holders' letterboxes; of the keys by which the programme may name people only
    those that it does."""
    desk, event = office.journal.db, office.event.code
    *columns, letterbox = schema.roster_columns()
    if letterbox != "letterbox":
        raise RuntimeError("the roster's last column is its holder's letterbox")
    place, named = columns.index("keys"), _named_in_programme(desk)
    for row in desk.execute(f"SELECT {', '.join(columns)} FROM roster ORDER BY holder, issuer, issue"):
        values = list(row)
        keys = msgspec.json.decode(row["keys"])
        chosen = [key for key in keys if key and named and (key in named or same_name(key) in named)]
        values[place] = msgspec.json.encode(chosen).decode() if chosen else None
        yield (*values, letterboxes.get(row["holder"]) if row["issuer"] == event else None)


def _letterboxes(office: Office) -> dict[str, bytes]:
    """By holder number, the letterbox of whoever has a badge."""
    query = (
        "SELECT DISTINCT a.holder, n.person FROM badges b JOIN accreditations a ON a.nomination = b.nomination"
        " JOIN nominations n ON n.id = b.nomination"
    )
    persons = {row[0]: row[1] for row in office.journal.db.execute(query)}
    publics = Letterboxes(office.journal, office.safe).publics(persons.values())
    return {holder: publics[person] for holder, person in persons.items() if person in publics}


def _named_in_programme(desk: sqlite3.Connection) -> frozenset[str]:
    rows = desk.execute("SELECT chair, speakers FROM sessions WHERE access <> 'open' AND status <> 'cancelled'")
    texts = [text for chair, speakers in rows for text in (chair, *msgspec.json.decode(speakers)) if text]
    return frozenset((*texts, *map(same_name, texts)))

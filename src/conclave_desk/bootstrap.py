"""The composition root: a Desk or a Station from a Config. Nothing opens at import."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from conclave_desk.config import Config
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.event import Event
from conclave_desk.errors import ConclaveError
from conclave_desk.journal.store import Journal
from conclave_desk.registers import event as event_register
from conclave_desk.registers import roster, schema

if TYPE_CHECKING:
    from conclave_desk.gate.keeper import Keeper
    from conclave_desk.gate.station import Station
    from conclave_desk.journal.seal import Safe


@contextmanager
def open_desk(config: Config) -> Iterator[Desk]:
    """The desk of an existing file; its key file is read when something sealed is first needed.

    Registers that another version of the program has drawn are drawn again first.
    """
    journal = Journal.open(config.desk)
    try:
        desk = _desk(config, journal)
        if not schema.is_current(journal.db):
            _draw_again(desk)
        yield desk
    finally:
        journal.close()


def _draw_again(desk: Desk) -> None:
    from conclave_desk.registers import rebuild

    rebuild.bring_up_to_date(desk.journal, desk.projection())


def _desk(config: Config, journal: Journal) -> Desk:
    def open_safe() -> Safe:
        from conclave_desk.journal import keyfile
        from conclave_desk.journal.seal import Safe

        secret = keyfile.load(keyfile.beside(config.desk), config.passphrase)
        return Safe.open(journal.db, secret)

    clock = _clock(config, lambda: event_register.current(journal.db))
    return Desk(journal, open_safe, config.officer, clock, clock_set=config.now is not None)


def _clock(config: Config, event: Callable[[], Event]) -> Callable[[], datetime]:
    fixed = config.now
    if fixed is None:
        return lambda: datetime.now(UTC)
    if fixed.tzinfo is None:
        fixed = fixed.replace(tzinfo=event().zone_info)
    moment = fixed.astimezone(UTC)
    return lambda: moment


def make_desk(config: Config, event: Event) -> None:
    """A new desk file for ``event``, and its key file; neither may be there yet.

    The file is made under another name and moved into place when it is whole.
    """
    from conclave_desk.desk import founding
    from conclave_desk.journal import keyfile
    from conclave_desk.journal.seal import Safe

    path, key = config.desk, keyfile.beside(config.desk)
    for taken in (path, key):
        if taken.exists():
            raise ConclaveError(f"{taken}: is there already; choose another name or move it away", code=1)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    secret = keyfile.create(key, config.passphrase)
    try:
        journal = Journal.create(unfinished)
        try:
            safe = Safe.create(journal.db, secret)
            schema.create(journal.db)
            desk = Desk(
                journal, lambda: safe, config.officer, _clock(config, lambda: event), clock_set=config.now is not None
            )
            founding.found(desk, event)
        finally:
            journal.close()
        unfinished.replace(path)
    except BaseException:
        key.unlink(missing_ok=True)
        raise
    finally:
        _remove(unfinished)


def found_from(config: Config, source: Path) -> None:
    """A desk from an ``event.toml``, or from a folder that holds one with everything that lies beside it."""
    from conclave_desk.desk.load import load
    from conclave_desk.errors import WrongData
    from conclave_desk.exchange.countries import iso_countries
    from conclave_desk.exchange.event_file import read_event
    from conclave_desk.exchange.folder import read_folder

    if not source.is_dir():
        event, flaws = read_event(source, iso_countries())
        if event is None or flaws:
            raise WrongData(flaws)
        make_desk(config, event)
        return
    read = read_folder(source)
    make_desk(config, read.event)
    with open_desk(config) as desk:
        load(desk, read)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def open_station(config: Config) -> Iterator[Station]:
    """The station of ``config.station``, or without one a station that keeps gates with the desk file at hand."""
    if config.station is None:
        with open_desk(config) as desk:
            yield station_of(desk)
        return
    from conclave_desk.desk.precedence import party_names
    from conclave_desk.gate.station import Station
    from conclave_desk.gate.station_file import StationBooks
    from conclave_desk.registers.project import Projection

    books = StationBooks.open(config.station)
    try:
        books.check_version()
        db = books.journal.db
        event = event_register.current(db)
        station = Station(
            books,
            Projection(db, lambda _person, _sealed: None),
            config.officer,
            _clock(config, lambda: event),
            party_names(event),
            clock_set=config.now is not None,
        )
        station.begin()
        yield station
    finally:
        books.journal.close()


def station_of(desk: Desk) -> Station:
    """A station that keeps gates with the desk file itself at hand."""
    from conclave_desk.credential.letterbox import Letterboxes
    from conclave_desk.desk.precedence import party_names
    from conclave_desk.gate.books import DeskBooks
    from conclave_desk.gate.station import Station

    def letterbox(issuer: str | None, holder: str | None) -> bytes:
        return Letterboxes(desk.journal, desk.safe).public(roster.person_of(desk.journal.db, issuer, holder))

    return Station(
        DeskBooks(desk.journal, letterbox),
        desk.projection(),
        desk.officer,
        desk.clock,
        party_names(desk.event),
        clock_set=desk.clock_set,
    )


def keeper_of(desk: Desk) -> Keeper:
    """Somebody who keeps gates with the desk file itself at hand, in the thread that opened it."""
    from conclave_desk.gate.keeper import Keeper

    return Keeper(station_of(desk))


@contextmanager
def open_keeper(config: Config) -> Iterator[Keeper]:
    """The same with the station of ``config.station``, or without one with the desk's file."""
    from conclave_desk.gate.keeper import Keeper

    with open_station(config) as station:
        yield Keeper(station)

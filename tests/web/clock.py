"""A station whose clock another process sets: its time stands in a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from conclave_desk.bootstrap import open_station
from conclave_desk.config import Config
from conclave_desk.gate.station import Station


@contextmanager
def opened(config: Config, clock: Path) -> Iterator[Station]:
    """The station; nothing waits for the disk, since no test of this pulls the plug."""
    with open_station(config) as station:
        station._clock = lambda: datetime.fromisoformat(clock.read_text())
        station.books.journal.db.execute("PRAGMA synchronous = OFF")
        yield station

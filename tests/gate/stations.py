"""Stations with files of their own, kept by somebody whose clock can be set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from conclave_desk.bootstrap import open_station
from conclave_desk.config import Config
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.founding import signing_key
from conclave_desk.domain.decision import Decided
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.merge import Merged, merge
from conclave_desk.gate.prepare import prepare
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.scans_file import written
from conclave_desk.gate.station import Station
from conclave_desk.gate.station_file import StationBooks


@dataclass
class Away:
    """A station's file on a machine of its own; ``now`` is what that machine's clock says."""

    path: Path
    now: datetime
    gate: str

    @contextmanager
    def opened(self) -> Iterator[Station]:
        """The station, as a screen would hold it open."""
        config = Config(desk=self.path.with_name("no.desk"), officer="Guard", now=self.now, station=self.path)
        with open_station(config) as station:
            station._clock = lambda: self.now
            yield station

    def scan(self, code: str, gate: str | None = None, direction: str | None = None, **more: Any) -> Answer:
        """What the station answers to a code."""
        with self.opened() as station:
            return station.scan(Scan(code, gate or self.gate, direction, **more))

    def export(self, target: Path) -> Path:
        """The scans file, as it is taken to the desk."""
        with self.opened() as station:
            assert isinstance(station.books, StationBooks)
            target.write_bytes(written(station.books, station.event.code, self.now))
        return target

    def copied(self, target: Path) -> Away:
        """The same file on another machine."""
        target.write_bytes(self.path.read_bytes())
        return replace(self, path=target)


def prepared(desk: Desk, gate: str, path: Path) -> Away:
    """A station's file as `gate prepare` makes it, or refreshes it."""
    decision = prepare(desk, signing_key(desk), gate, path)
    assert isinstance(decision, Decided), decision
    return Away(path, desk.now(), gate)


def merged(desk: Desk, *paths: Path) -> Merged:
    """What came of merging."""
    return merge(desk, paths)

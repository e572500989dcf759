"""Rows of the registers ``scans`` and ``presence``, written one by one at a gate and many at a time in a rebuild.

No projecting function reads these registers, so their rows may wait.
"""

from __future__ import annotations

import sqlite3
from typing import Any

_SCAN = "INSERT OR IGNORE INTO scans VALUES (" + ", ".join("?" * 27) + ")"
_PRESENCE = """
INSERT INTO presence (issuer, holder, zone, party, since, scan_id, inside) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (issuer, holder, zone) DO UPDATE SET
    party = excluded.party, since = excluded.since, scan_id = excluded.scan_id, inside = excluded.inside
WHERE (excluded.since, excluded.scan_id) > (since, scan_id)
"""


class GateRows:
    """Writes rows once so many ``scans`` or wearers' places (``presences``) wait, and whatever waits at :meth:`flush`."""

    def __init__(self, db: sqlite3.Connection, scans: int = 1, presences: int = 1) -> None:
        self._db = db
        self._most_scans, self._most_presences = scans, presences
        self._scans: list[tuple[Any, ...]] = []
        self._presences: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def scan(self, row: tuple[Any, ...]) -> None:
        """A row of ``scans``; of two with one id the first stays."""
        self._scans.append(row)
        if len(self._scans) >= self._most_scans:
            self._write_scans()

    def presence(self, place: tuple[Any, ...], party: str | None, since: str, scan_id: str, inside: int) -> None:
        """Whether somebody is inside since a scan; ``place`` is issuer, holder and zone; the latest scan stays."""
        known = self._presences.get(place)
        if known is None or (since, scan_id) > (known[4], known[5]):
            self._presences[place] = (*place, party, since, scan_id, inside)
        if len(self._presences) >= self._most_presences:
            self._write_presences()

    def flush(self) -> None:
        """Write what waits."""
        self._write_scans()
        self._write_presences()

    def _write_scans(self) -> None:
        self._db.executemany(_SCAN, self._scans)
        self._scans.clear()

    def _write_presences(self) -> None:
        self._db.executemany(_PRESENCE, self._presences.values())
        self._presences.clear()

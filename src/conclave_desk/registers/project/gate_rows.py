"""Rows of ``scans``, ``presence`` and ``occupancy``: written command by command, or many at a time in a rebuild.

The last admitted or leaving scan of a badge in a zone, by (at, scan_id), says whether its wearer is inside, and the
numbers inside follow from that: the order of arrival does not matter. Of two stations' scans with one id at one
instant the greater row counts. No other projecting function reads these
registers, so their rows may wait.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

_COLUMNS = (
    "issuer, holder, at, scan_id, gate, zone, direction, method, verdict, reason, issue, party, category, day, chain,"
    " leaves, offline, clock_back, floater, card, annulled"
)
_SCAN = f"INSERT INTO scans ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, '', '', '')"
_SCAN_MORE = f"INSERT INTO scans ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')"
_KNOWN = "SELECT party, day, since, scan_id, inside FROM presence WHERE issuer = ? AND holder = ? AND zone = ?"
_PRESENCE = "INSERT OR REPLACE INTO presence VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_OCCUPANCY = """
INSERT INTO occupancy VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET inside = inside + excluded.inside, latest = max(latest, excluded.latest)
"""
_INSIDE = """
SELECT coalesce(sum(inside) FILTER (WHERE day = ?1), 0), max(latest) FROM occupancy WHERE zone = ?2 AND day >= ?1
"""
_COUNTED = """
SELECT zone, leaves FROM scans
WHERE issuer = ? AND holder = ? AND at = ? AND scan_id = ? AND chain = ? AND verdict IN ('admitted', 'left')
"""
_ANNUL = """
UPDATE scans SET annulled = verdict, verdict = 'annulled'
WHERE issuer = ? AND holder = ? AND at = ? AND scan_id = ? AND chain = ?
"""
_LATEST = """
SELECT party, day, at, scan_id, verdict = 'admitted' FROM scans
WHERE issuer = ? AND holder = ? AND verdict IN ('admitted', 'left')
    AND (zone = ? OR EXISTS (SELECT 1 FROM json_each(iif(leaves = '', '[]', leaves)) WHERE value = ?))
ORDER BY at DESC, scan_id DESC, 5 DESC, day DESC, party DESC LIMIT 1
"""

Row = tuple[Any, ...]
Place = tuple[str, str, str]
"""Issuer, holder, zone."""
Passed = tuple[str, str, str, str, int]
"""Party, the event's day, when, by which scan, and 1 for in or 0 for out."""


def passing(row: Row) -> Passed | None:
    """That somebody passed by a scan, of which ``row`` is the first columns; ``None`` if nobody did."""
    if not row[1] or row[8] == "refused":
        return None
    return (row[11], row[13], row[2], row[3], 1 if row[8] == "admitted" else 0)


class Held(NamedTuple):
    """Rows of scans, those with fifteen columns and those with more; places; and the last time that anybody passed, by
    zone, day and party, of scans that were not the last of their place."""

    scans: list[Row]
    scans_more: list[Row]
    places: list[tuple[Place, Passed]]
    counts: list[tuple[tuple[str, str, str], str]]


class GateRows:
    """Holds rows until so many ``scans`` or wearers' places wait; :meth:`flush` writes whatever does.

    Without ``db`` nothing is known of before and nothing can be written: for :meth:`hand_over`.
    """

    def __init__(self, db: sqlite3.Connection | None, scans: int = 1, places: int = 1) -> None:
        self._connection = db
        self._most_scans, self._most_places = scans, places
        self._scans: list[Row] = []
        self._scans_more: list[Row] = []
        self._written: dict[Place, Passed] = {}
        self._places: dict[Place, Passed] = {}
        self._counts: dict[tuple[str, str, str], tuple[int, str]] = {}
        self._inside: dict[tuple[str, str], tuple[int, str]] = {}
        self._looked_up: tuple[Place, Passed | None] | None = None
        self._turn = 0

    def begin(self, turn: int, most: int) -> bool:
        """From now on, until :meth:`end`, so many rows may wait, in the journal's transaction of that number; whether
        what was read in the last one holds."""
        holds = turn == self._turn + 1
        if not holds:
            self._inside.clear()
        self._turn = turn
        self._most_scans = self._most_places = most
        return holds

    def end(self) -> None:
        """Rows are written at once again."""
        self._most_scans = self._most_places = 1
        self._looked_up = None

    def last_passed(self, place: Place) -> Passed | None:
        """How somebody passed last in a zone, by what is written and what waits. Between :meth:`begin` and
        :meth:`end`: what was read is kept for the scan that may follow."""
        waiting = self._places.get(place)
        if waiting is None:
            waiting = self._read(place)
            self._looked_up = (place, waiting)
        return waiting

    def inside(self, zone: str, day: str) -> tuple[int, str]:
        """How many are inside a zone on a day of the event, and when the last passed on that day or later. Between
        :meth:`begin` and :meth:`end`: it is remembered."""
        known = self._inside.get((zone, day))
        if known is None:
            self.flush()
            inside, latest = self.db.execute(_INSIDE, (day, zone)).fetchone()
            known = self._inside[zone, day] = (inside, latest or "")
        return known

    def settle_of(self, issuer: str | None, holder: str | None) -> None:
        """Write what waits if something of it is about that badge."""
        for waiting in (self._scans, self._scans_more):
            for row in waiting:
                if row[1] == holder and row[0] == issuer:
                    self.flush()
                    return

    def scan(self, row: Row, more: Row = ()) -> None:
        """A row of ``scans`` by its first fifteen columns; ``more`` are the others but the last, unless all are empty."""
        if more:
            self._scans_more.append(row + more)
            self._moved(row, json.loads(more[0]) if more[0] else ())
        else:
            self._scans.append(row)
            self._moved(row)

    def hand_over(self) -> Held:
        """Everything that waits, for :meth:`take` of another."""
        counts = [(key, latest) for key, (_change, latest) in self._counts.items()]
        held = self.hand_over_scans()._replace(places=list(self._places.items()), counts=counts)
        self.forget()
        return held

    def hand_over_scans(self) -> Held:
        """The rows of scans alone."""
        held = Held(list(self._scans), list(self._scans_more), [], [])
        self._scans.clear()
        self._scans_more.clear()
        return held

    def take(self, held: Held) -> None:
        """What another held that had no registers to look into."""
        self._inside.clear()
        self._scans += held.scans
        self._scans_more += held.scans_more
        for place, passed in held.places:
            self.passed(place, passed)
        for (zone, day, party), latest in held.counts:
            self._count(zone, (party, day, latest, "", 0), 0)

    def _moved(self, row: Row, leaves: Sequence[str] = ()) -> None:
        """Where its wearer is after a scan: in its zone or out of it, and out of those inside it that it ended."""
        passed = passing(row)
        if passed is not None:
            for zone in (row[5], *leaves):
                self.passed((row[0], row[1], zone), passed)

    def passed(self, place: Place, passed: Passed) -> None:
        """Somebody came into a zone or left it; the latest scan says where they are."""
        known = self._places.get(place) or self._load(place)
        if known is None:
            self._places[place] = passed
            if self._inside:
                self._remember(place[2], passed, passed[4])
            return
        at, known_at = passed[2], known[2]
        if at > known_at or (at == known_at and passed[2:] + passed[:2] > known[2:] + known[:2]):
            self._places[place] = passed
            if self._inside:
                self._remember(place[2], known, -known[4])
                self._remember(place[2], passed, passed[4])
            if known[0] == passed[0] and known[1] == passed[1]:
                return
            passed = known
        elif self._inside:
            self._remember(place[2], passed, 0)
        self._count(place[2], passed, 0)

    def annul(self, issuer: str, holder: str, at: str, scan_id: str, chain: str) -> None:
        """A scan that was written counts no more: where its wearer is follows from the others.

        ``latest`` of ``occupancy`` stays, since it bounds when somebody passed and need not be sharp.
        """
        self.flush()
        self._inside.clear()
        scan = (issuer, holder, at, scan_id, chain)
        row = self.db.execute(_COUNTED, scan).fetchone()
        if row is None:
            return
        self.db.execute(_ANNUL, scan)
        for zone in (row[0], *json.loads(row[1] or "[]")):
            self._place_again((issuer, holder, zone))
        self._write_places()

    def settle(self) -> None:
        """A command's rows are all here."""
        if len(self._scans) + len(self._scans_more) >= self._most_scans:
            self._write_scans()
        if len(self._places) >= self._most_places:
            self._write_places()

    def forget(self) -> None:
        """Drop what waits: its transaction is undone."""
        self._turn = 0
        for rows in (self._scans, self._scans_more):
            rows.clear()
        for held in (self._places, self._written, self._counts, self._inside):
            held.clear()

    def flush(self) -> None:
        """Write what waits."""
        self._write_scans()
        self._write_places()

    @property
    def db(self) -> sqlite3.Connection:
        """The connection that rows are written to."""
        if self._connection is None:
            raise RuntimeError("rows that are only held cannot be written")
        return self._connection

    def _load(self, place: Place) -> Passed | None:
        if self._connection is None:
            return None
        known, self._looked_up = self._looked_up, None
        row = known[1] if known is not None and known[0] == place else self._read(place)
        if row is not None:
            self._written[place] = self._places[place] = row
        return row

    def _read(self, place: Place) -> Passed | None:
        row = self.db.execute(_KNOWN, place).fetchone()
        return None if row is None else (row[0], row[1], row[2], row[3], row[4])

    def _place_again(self, place: Place) -> None:
        """Where somebody is in a zone, from the scans that are left."""
        known = self._load(place)
        if known is None:
            return
        row = self.db.execute(_LATEST, (*place[:2], place[2], place[2])).fetchone()
        if row is None:
            self.db.execute("DELETE FROM presence WHERE issuer = ? AND holder = ? AND zone = ?", place)
            del self._places[place]
        else:
            self._places[place] = (row[0], row[1], row[2], row[3], row[4])

    def _count(self, zone: str, passed: Passed, change: int) -> None:
        """So many more of the party were inside after that scan, which was one of its day's."""
        key = (zone, passed[1], passed[0])
        total, latest = self._counts.get(key, (0, ""))
        self._counts[key] = (total + change, max(latest, passed[2]))

    def _remember(self, zone: str, passed: Passed, change: int) -> None:
        """The same in what :meth:`inside` has told."""
        for (where, day), (inside, last) in self._inside.items():
            if where == zone and passed[1] >= day:
                self._inside[where, day] = (inside + change if passed[1] == day else inside, max(last, passed[2]))

    def _write_scans(self) -> None:
        for query, waiting in ((_SCAN, self._scans), (_SCAN_MORE, self._scans_more)):
            if waiting:
                self.db.executemany(query, waiting)
                waiting.clear()

    def _write_places(self) -> None:
        for place, passed in self._places.items():
            self._count(place[2], passed, passed[4])
        for place, passed in self._written.items():
            self._count(place[2], passed, -passed[4])
        if self._places:
            self.db.executemany(_PRESENCE, [(*place, *passed) for place, passed in self._places.items()])
        if self._counts:
            self.db.executemany(_OCCUPANCY, [(*key, *count) for key, count in self._counts.items()])
        for held in (self._places, self._written, self._counts):
            held.clear()

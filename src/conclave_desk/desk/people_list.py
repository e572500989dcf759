"""Everybody who was put forward, in order of precedence, by windows: a list of 100,000 shows one page.

Precedence goes by party first, so that counts by party say in which parties a page lies; only those are read and
sorted. What they are found by is held (some 15 MB for 100,000): a word is looked for in them in a few
milliseconds, where the database would take twenty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from conclave_desk.credential.serial import parse_serial
from conclave_desk.desk.changes import officers_version, parties_touched
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.filters import Filter, parse
from conclave_desk.desk.people_names import Names
from conclave_desk.desk.precedence import party_key, party_names, place_key
from conclave_desk.domain.names import fold
from conclave_desk.registers import people as register
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.people import Listed

_PARTIES_HELD = 16


@dataclass
class _Found:
    """What a filter leaves: by party, which of its names, and how many stand before it. ``None`` is everybody."""

    parties: list[str]
    before: list[int]
    names: dict[str, Sequence[int]] | None

    @property
    def count(self) -> int:
        return self.before[-1]


@dataclass
class PeopleList:
    """The nominations of a desk, filtered; the answers are as of the last command of an officer."""

    desk: Desk
    _version: int = -1
    _found: dict[str, _Found] = field(default_factory=dict)
    _names: dict[str, Names] = field(default_factory=dict)
    _labels: dict[str, str] = field(default_factory=dict)
    _sorted: dict[tuple[str, str], list[register.Place]] = field(default_factory=dict)

    def count(self, text: str = "") -> int:
        """How many the filter leaves."""
        return self._filtered(text).count

    def window(self, text: str, start: int, stop: int) -> list[Listed]:
        """Those from place ``start`` up to ``stop``, in order of precedence."""
        found = self._filtered(text)
        rows: list[int] = []
        place = bisect_right(found.before, start) - 1
        while place < len(found.parties) and found.before[place] < stop:
            first = found.before[place]
            people = self._of_party(text, found, found.parties[place])[max(0, start - first) : stop - first]
            rows += [person.row for person in people]
            place += 1
        return register.in_rows(self.desk.journal.db, rows)

    def status(self, person: Listed) -> str:
        """How a nomination stands now."""
        return person.status_at(to_text(self.desk.now()))

    def position(self, text: str, nomination: str) -> int | None:
        """The place of a nomination; ``None`` when the filter does not leave it."""
        found = self._filtered(text)
        party = register.party_of(self.desk.journal.db, nomination)
        if party is None or party not in found.parties:
            return None
        place = found.parties.index(party)
        people = self._of_party(text, found, party)
        return next((found.before[place] + i for i, person in enumerate(people) if person.id == nomination), None)

    def _filtered(self, text: str) -> _Found:
        self._catch_up()
        if text not in self._found:
            if len(self._found) > _PARTIES_HELD:
                self._found.clear()
                self._sorted.clear()
            wanted = parse(text)
            self._found[text] = self._everybody() if wanted.empty else self._searched(text, wanted)
        return self._found[text]

    def _catch_up(self) -> None:
        version = officers_version(self.desk)
        if version == self._version:
            return
        touched = parties_touched(self.desk, self._version) if self._names else None
        if touched is None:
            self._names.clear()
        else:
            for party in touched & self._names.keys():
                del self._names[party]
            self._read(touched)
        self._version = version
        self._found.clear()
        self._sorted.clear()
        self._labels.clear()

    def _everybody(self) -> _Found:
        counts = dict(register.counts_by_party(self.desk.journal.db))
        parties = [party for party in self._in_order() if party in counts]
        return _Found(parties, [0, *accumulate(counts[party] for party in parties)], None)

    def _in_order(self) -> list[str]:
        """All parties in order of precedence; their names are folded once."""
        if not self._labels:
            own = party_names(self.desk.event)
            parties = sorted(dict(register.counts_by_party(self.desk.journal.db)), key=party_key(self.desk.event))
            self._labels.update({party: f"{fold(own(party))} {party.casefold()}" for party in parties})
        return list(self._labels)

    def _searched(self, text: str, wanted: Filter) -> _Found:
        known = self._searchable()
        left: dict[str, Sequence[int]] = {}
        within = self._narrowed(text, wanted)
        allowed = self._allowed(wanted)
        for party in self._in_order() if within is None else within:
            if not party.casefold().startswith(wanted.terms.get("party", "")):
                continue
            names, label = known[party], self._labels[party]
            words = [word for word in wanted.words if word not in label]
            places = names.having(words, None if within is None else within[party])
            if allowed is not None:
                places = [place for place in places if names.rows[place] in allowed]
            if places:
                left[party] = places
        return _Found(list(left), [0, *accumulate(map(len, left.values()))], left)

    def _narrowed(self, text: str, wanted: Filter) -> dict[str, Sequence[int]] | None:
        """What the filter left before its last key, if that key can only have narrowed it."""
        shorter, before = self._found.get(text[:-1]), parse(text[:-1])
        narrower = before.terms == wanted.terms and len(before.words) <= len(wanted.words)
        if shorter is None or not narrower:
            return None
        return shorter.names if all(a in b for a, b in zip(before.words, wanted.words, strict=False)) else None

    def _allowed(self, wanted: Filter) -> set[int] | None:
        db = self.desk.journal.db
        terms = {name: value for name, value in wanted.terms.items() if name in ("category", "status")}
        allowed = register.rows_with(db, terms) if terms else None
        if "serial" not in wanted.terms:
            return allowed
        number = parse_serial(wanted.terms["serial"])
        holding = register.rows_of_holder(db, number[0].hex()) if number else set()
        return holding if allowed is None else holding & allowed

    def _searchable(self) -> dict[str, Names]:
        if not self._names:
            self._read(None)
        return self._names

    def _read(self, parties: Collection[str] | None) -> None:
        for party, (rows, searched) in register.searched_names(self.desk.journal.db, parties).items():
            self._names[party] = Names(rows, searched)

    def _of_party(self, text: str, found: _Found, party: str) -> list[register.Place]:
        if (text, party) not in self._sorted:
            if len(self._sorted) > _PARTIES_HELD:
                self._sorted.clear()
            db = self.desk.journal.db
            rows = None if found.names is None else [self._names[party].rows[n] for n in found.names[party]]
            people = register.places_of_party(db, party) if rows is None else register.places_in(db, rows)
            self._sorted[text, party] = sorted(people, key=place_key(self.desk.event))
        return self._sorted[text, party]

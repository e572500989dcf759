"""The journal as officers look through it: the latest first, by windows, and what a filter leaves of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_names
from conclave_desk.desk.told import in_brief, told
from conclave_desk.domain.entries import Entry
from conclave_desk.domain.names import fold
from conclave_desk.errors import WrongData
from conclave_desk.journal import browse, record
from conclave_desk.journal.browse import Glimpse, Place
from conclave_desk.registers import concerns, invitations, nominations

TERMS = ("officer", "person", "party", "kind", "day", "command")
"""What a filter may ask for; a blank in a value is written as ``_``."""
_STEP = 5_000


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A record for people to read; ``said`` are its entries in sentences, ``brief`` the same in a line. ``row`` is its place by arrival."""

    row: int
    chain: str
    n: int
    digest: bytes
    command: str
    command_id: str
    officer: str
    where: str
    at: datetime
    clock_set: bool
    part: tuple[int, int]
    entries: tuple[Entry, ...]
    said: tuple[str, ...]
    brief: str

    @property
    def kinds(self) -> list[str]:
        """The kinds of its entries, each once."""
        return list(dict.fromkeys(type(entry).__name__ for entry in self.entries))

    def ids(self, name: str) -> list[str]:
        """What its entries have under ``nomination``, ``party`` or the like, each once."""
        values = (getattr(entry, name, None) for entry in self.entries)
        return list(dict.fromkeys(value for value in values if isinstance(value, str) and value))


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed into the filter, made out: all must hold.

    ``named`` are the ids of whom records must name, ``words`` stand in officer or command, or else for ids.
    """

    officer: str = ""
    command: str = ""
    kind: str = ""
    day: str = ""
    named: tuple[frozenset[str], ...] = ()
    words: tuple[tuple[str, frozenset[str]], ...] = ()

    def leaves(self, found: Glimpse, local_day: Callable[[str], str]) -> bool:
        """Whether a record passes."""
        if self.officer and not fold(found.officer).startswith(self.officer):
            return False
        if self.command and not found.command.startswith(self.command):
            return False
        if self.day and not local_day(found.at).startswith(self.day):
            return False
        if self.kind and not any(kind.casefold().startswith(self.kind) for kind in found.kinds):
            return False
        if not self.named and not self.words:
            return True
        named = found.named
        if any(named.isdisjoint(ids) for ids in self.named):
            return False
        text = fold(f"{found.officer} {found.command}") if self.words else ""
        return all(word in text or not named.isdisjoint(ids) for word, ids in self.words)


def count(desk: Desk) -> int:
    """How many records there are."""
    return browse.last_row(desk.journal.db)


def window(desk: Desk, start: int, stop: int) -> list[JournalLine]:
    """The records from place ``start`` up to ``stop``, the latest first."""
    last = count(desk)
    return [_line(desk, place) for place in browse.rows(desk.journal.db, last - stop + 1, last - start)]


def lines(desk: Desk, rows: Sequence[int]) -> list[JournalLine]:
    """The records at those places by arrival, in that order."""
    return [_line(desk, place) for row in rows for place in browse.rows(desk.journal.db, row, row)]


def seek(desk: Desk, text: str) -> Sought:
    """What the filter's text asks for: terms (``officer:Asha day:2023-03-28``), and words of names, States, commands."""
    terms: dict[str, str] = {}
    words: list[str] = []
    for part in text.split():
        name, colon, value = part.partition(":")
        if colon and name.casefold() in TERMS:
            terms[name.casefold()] = value.replace("_", " ")
        else:
            words.append(fold(part))
    db = desk.journal.db
    named = [concerns.of_name(db, terms["person"])] if terms.get("person") else []
    if party := terms.get("party"):
        named.append(concerns.of_party(db, party.upper()))
    return Sought(
        officer=fold(terms.get("officer", "")),
        command=terms.get("command", "").casefold(),
        kind=terms.get("kind", "").replace(" ", "").casefold(),
        day=_day(desk, terms.get("day", "")),
        named=tuple(named),
        words=tuple((word, concerns.of_name(db, word) | _of_parties(desk, word)) for word in words),
    )


def matching(desk: Desk, sought: Sought, after: int = 0) -> Iterator[tuple[list[int], float]]:
    """The places by arrival, the latest first, of the records after ``after`` that pass; in batches.

    Beside each batch stands which part of the journal has been looked through.
    """
    zone = desk.event.zone_info
    days: dict[str, str] = {}

    def local_day(at: str) -> str:
        minute = at[:16]
        if minute not in days:
            days[minute] = f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d}"
        return days[minute]

    left: list[int] = []
    total = max(1, count(desk) - after)
    for number, found in enumerate(browse.glimpses(desk.journal.db, after), 1):
        if sought.leaves(found, local_day):
            left.append(found.row)
        if number % _STEP == 0:
            yield left, number / total
            left = []
    yield left, 1.0


def _line(desk: Desk, place: Place) -> JournalLine:
    try:
        read = record.read(place.body)
    except WrongData as fault:
        at = desk.now()
        unread = (f"This record cannot be read: {fault.message}.",)
        return JournalLine(
            place.row, place.chain, place.n, place.digest, "", "", "", "", at, False, (1, 1), (), unread, unread[0]
        )
    command = read.command
    return JournalLine(
        row=place.row,
        chain=place.chain,
        n=place.n,
        digest=place.digest,
        command=command.name,
        command_id=command.id,
        officer=command.officer,
        where=command.where,
        at=command.at,
        clock_set=command.clock == "set",
        part=(read.part, read.parts),
        entries=tuple(read.entries),
        said=tuple(told(desk, read.entries)),
        brief=in_brief(desk, read.entries),
    )


def _day(desk: Desk, text: str) -> str:
    """``today``, or a date or the beginning of one; a bare number is a day of this month."""
    today = desk.now().astimezone(desk.event.zone_info).date()
    if text.casefold() == "today":
        return today.isoformat()
    return f"{today:%Y-%m-}{int(text):02}" if text.isdecimal() and len(text) <= 2 else text


def _of_parties(desk: Desk, word: str) -> frozenset[str]:
    """Whatever entries may name of the parties whose name has the word in it."""
    name, db = party_names(desk.event), desk.journal.db
    meant = [code for code in concerns.parties(db) if word in fold(name(code))]
    return frozenset().union(*(concerns.of_party(db, code) for code in meant))


def each_said(desk: Desk, line: JournalLine, most: int) -> list[str]:
    """A sentence for each of the record's entries, for the first ``most`` of them."""
    return [sentence for entry in line.entries[:most] for sentence in told(desk, [entry])] or list(line.said)


def party_of(desk: Desk, line: JournalLine) -> str:
    """The party that the record's first entry is about, itself or by whom it names; blank if none."""
    if named := line.ids("party"):
        return named[0]
    for nomination in line.ids("nomination")[:1]:
        found = nominations.by_id(desk.journal.db, nomination)
        return found.party if found else ""
    for reference in line.ids("invitation")[:1]:
        invited = invitations.by_reference(desk.journal.db, reference)
        return invited.party if invited else ""
    return ""

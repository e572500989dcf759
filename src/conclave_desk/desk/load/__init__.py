"""Bringing an event folder in: all or nothing, and a second time only what changed in the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.load import invitations, nominations, programme
from conclave_desk.desk.load.tally import Tally, before
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import EmblemGiven, EventDeclared, FlagGiven
from conclave_desk.errors import Flaw, WrongData
from conclave_desk.exchange.folder import EventFolder
from conclave_desk.exchange.memory import nothing_collected
from conclave_desk.exchange.rows import PHOTO_DIGEST
from conclave_desk.registers import event as event_register


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: rows that are new, changed and as they were, entries written, and warnings."""

    new: int
    changed: int
    unchanged: int
    entries: int
    warnings: tuple[Flaw, ...]


class _Rehearsed(Exception):
    """Ends the transaction of a dry run."""


def load(
    desk: Desk, folder: EventFolder, *, dry_run: bool = False, progress: Callable[[int], None] | None = None
) -> Loaded:
    """Bring the folder in; :class:`WrongData` with every row that cannot be, and nothing changed.

    ``progress`` is told how many rows have been gone through.
    """
    tally = Tally(progress)
    entries = 0

    def rule() -> Decision:
        nonlocal entries
        invited = list(invitations.entries(desk, folder, tally))
        found = [
            *_event(desk, folder),
            *_flags(desk, folder),
            *_emblem(desk, folder),
            *invited,
            *nominations.entries(desk, folder, invitations.ids(desk, invited), tally),
            *programme.entries(desk, folder, tally),
        ]
        if tally.flaws:
            raise WrongData(tally.flaws)
        entries = len(found)
        if dry_run:
            raise _Rehearsed
        return Decided(found)

    try:
        with nothing_collected(), desk.journal.roomy():
            outcome = desk.record("load", rule)
    except _Rehearsed:
        outcome = Decided(())
    if isinstance(outcome, Refusal):
        raise WrongData(outcome.sentence)
    return Loaded(tally.new, tally.changed, tally.unchanged, entries, (*folder.warnings, *tally.warnings))


def _flags(desk: Desk, folder: EventFolder) -> list[FlagGiven]:
    known = event_register.flags(desk.journal.db)
    changed = [FlagGiven(party=p, picture=flag) for p, flag in folder.flags.items() if known.get(p) != flag]
    return [*changed, *(FlagGiven(party=party, picture=b"") for party in known if party not in folder.flags)]


def _emblem(desk: Desk, folder: EventFolder) -> list[EmblemGiven]:
    known = event_register.emblem(desk.journal.db) or b""
    return [EmblemGiven(picture=folder.emblem)] if folder.emblem != known else []


def known_photos(desk: Desk) -> set[str]:
    """The digests of the photos that rows brought in before; those files need not be looked into again."""
    rows = before(desk, nominations.SOURCE).values()
    return {digest for row in rows if (digest := row.cells.get(PHOTO_DIGEST))}


def _event(desk: Desk, folder: EventFolder) -> list[EventDeclared]:
    current = desk.event
    if folder.event.code != current.code:
        sentence = f"this folder is of {folder.event.code}, the desk file of {current.code}; one file holds one event"
        raise WrongData([Flaw("event.toml", sentence, column="event.code")])
    if msgspec.json.encode(folder.event) == msgspec.json.encode(current):
        return []
    return [EventDeclared(event=folder.event)]

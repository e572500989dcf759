"""Taking back: not by deleting, which a journal does not do, but by the entry that compensates, where there is one.

What can be taken back is an officer's own latest command, if it is one of :data:`BACK`. An invitation that went out
and an answer that came in are facts; so is a printed badge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from conclave_desk.desk import amending, attendance_undo, lookup, programme_undo
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import leave
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.journal import record
from conclave_desk.registers import accreditations

T = TypeVar("T")
TAKEN_BACK = "undo"
"""The name of the command that takes another one back."""

WHY_NOT = {
    "load": "A loaded folder is not taken back at once; withdraw what was wrong in it.",
    "invitations add": "An invitation that was drawn up is taken back with “withdraw”.",
    "invitations send": "It went out. Withdraw the invitation, or send it again.",
    "invitations answer": "What a party answered is a fact. Record its new answer; the journal keeps both.",
    "invitations withdraw": "Send the invitation again; whoever was nominated has to be nominated afresh.",
    "invitations cancel": "Record the party's new answer; whoever was nominated has to be nominated afresh.",
    "nominations withdraw": "Accreditation and badges ended with it. Nominate the person again.",
    "nominations substitute": "Substitute again, the other way round; clearances start afresh.",
    "accreditations grant": "A permission that was given is suspended (it rests) or refused (it ends).",
    "accreditations refuse": "Nominate the person again; clearances start afresh.",
    "badges collect": "It was handed out. When it comes back, record that it was surrendered.",
    "badges surrender": "It was handed back, and gates refuse it. Replace it by the next issue.",
    "badges revoke": "A revoked badge stays revoked. Replace it by the next issue.",
    "badges replace": "The old badge stays revoked. Revoke the new one if it was not wanted.",
    "badges print": "Printed paper stays printed. Revoke or replace the badge.",
    "badges temporary": "The cards lie ready and carry nobody's name; one that was given to somebody is ended by its own command.",
    "gate prepare": "The file may be at its gate already. Withdraw the station, and its scans count no more.",
    "gate withdraw": "A station that was withdrawn stays so. Prepare a new file for the gate.",
    "gate merge": "What a gate has seen is a fact. Withdraw the station if the scans are not its own.",
    "gate supervisor": "Appoint or relieve the person by the same command; stations know it with their next roster.",
    "gate floaters": "Recall a card that nobody is to have; assign a new one for one that was recalled.",
    "link": "Link again with the key and roster that are right; the later ones hold.",
    "init": "The desk was made by it. Make another one from its event.toml.",
    "programme release": "It was given out. Put it right and release the next amendment.",
    "attendance sign": "The paper is signed. What is corrected after it says so; sign no paper that is not right.",
    "arrivals record": "Whoever is there is there. The delegation's page shows when they were first seen.",
    "walkup": "The people were given badges. Withdraw them; their badges are revoked with that.",
    TAKEN_BACK: "The last thing that you did was taking something back.",
}
"""By the command's name, why nothing compensates it, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why the last command cannot be taken back, and what to do instead."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Last:
    """The officer's last command, and what taking it back would write."""

    n: int
    command: str
    sentence: str


def last(desk: Desk) -> Last | Impossible:
    """The last command of the officer who acts, if it can be taken back."""
    found = _last_record(desk)
    if found is None:
        return Impossible("You have done nothing here that could be taken back.")
    command = found.command.name
    if command not in BACK:
        why = WHY_NOT.get(command, "There is no entry that would compensate it; do the opposite by its own command.")
        return Impossible(f"Your last command was “{command}”. {why}")
    answer = BACK[command](desk, found)
    if isinstance(answer, Refusal):
        return Impossible(f"Your last command was “{command}”. {answer.sentence}")
    kinds = ", ".join(dict.fromkeys(type(entry).__name__ for entry in answer.entries))
    at = found.command.at.astimezone(desk.event.zone_info)
    return Last(
        found.n,
        command,
        f"Your last command, “{command}” of {at:%d %b %H:%M:%S}, is compensated. {' '.join(answer.warnings)} Written will be: {kinds}. "
        "Nothing is deleted: the journal shows both.",
    )


def take_back(desk: Desk, command: Last) -> Decision:
    """Write the compensating entries, if that is still the officer's last command."""

    def rule() -> Decision:
        found = _last_record(desk)
        if found is None or found.n != command.n:
            return Refusal("not_the_last", "Meanwhile you did something else; look what is the last command now.")
        answer = BACK[found.command.name](desk, found)
        return answer if isinstance(answer, Refusal) else Decided(answer.entries)

    return desk.record(TAKEN_BACK, rule)


def _last_record(desk: Desk) -> record.Record | None:
    """The officer's last record, looked for from the journal's end in ever longer stretches."""
    head, _hash = desk.journal.head()
    after, before = max(0, head - 64), head + 1
    while True:
        bodies = (body for n, _hash, body in desk.journal.bodies(record.DESK, after) if n < before)
        mine = [read for read in map(record.read, bodies) if read.command.officer == desk.officer]
        if mine:
            return mine[-1]
        if after == 0:
            return None
        after, before = max(0, after - 1024), after + 1


def _entries_before(desk: Desk, n: int, about: str) -> list[e.Entry]:
    """The entries of earlier commands that name an id, in their order."""
    key = about.encode()
    bodies = (body for number, _hash, body in desk.journal.bodies(record.DESK) if number < n and key in body)
    return list(chain.from_iterable(record.read(body).entries for body in bodies))


def _clearance(desk: Desk, found: record.Record) -> Decision:
    """Each step gets the result that it had before; ``deferred`` if it had none."""
    entries: list[e.Entry] = []
    for entry in _of(found, e.ClearanceRecorded):
        earlier = [
            known
            for known in _entries_before(desk, found.n, entry.nomination)
            if isinstance(known, e.ClearanceRecorded)
            and (known.nomination, known.step) == (entry.nomination, entry.step)
        ]
        before = earlier[-1] if earlier else None
        entries.append(
            e.ClearanceRecorded(
                nomination=entry.nomination,
                person=entry.person,
                step=entry.step,
                result=before.result if before else "deferred",
                officer=desk.officer,
                paper=before.paper if before else "",
                remark=before.remark if before else None,
            )
        )
    return Decided(entries, ["The step gets the result that it had before; where it had none it is deferred."])


def _nomination(desk: Desk, found: record.Record) -> Decision:
    """Whoever was received is withdrawn; a name that came for an awaited slot is not blanked."""
    received = _of(found, e.NominationReceived)
    if not received:
        return Refusal("name_came", "A name came for a slot that awaited one. Substitute or withdraw the person.")
    entries: list[e.Entry] = []
    for entry in received:
        entries += leave(desk, lookup.person(desk, entry.nomination), "withdrawn")
    if not entries:
        return Refusal("not_active", "The nomination holds no slot any more.")
    return Decided(entries, ["The nomination is withdrawn and its slot is free again."])


def _head(desk: Desk, found: record.Record) -> Decision:
    entries: list[e.Entry] = []
    for entry in _of(found, e.HeadChanged):
        roles = [
            known.role
            for known in _entries_before(desk, found.n, entry.nomination)
            if isinstance(known, e.HeadChanged | e.NominationReceived) and known.nomination == entry.nomination
        ]
        entries.append(e.HeadChanged(nomination=entry.nomination, role=roles[-1] if roles else "member"))
    return Decided(entries, ["Roles are as they were before."])


def _suspend(_: Desk, found: record.Record) -> Decision:
    return Decided(
        [e.AccreditationRestored(nomination=entry.nomination) for entry in _of(found, e.AccreditationSuspended)],
        ["The accreditation holds again."],
    )


def _restore(desk: Desk, found: record.Record) -> Decision:
    people = (lookup.person(desk, entry.nomination) for entry in _of(found, e.AccreditationRestored))
    return Decided(
        [e.AccreditationSuspended(nomination=person.id, person=person.person) for person in people],
        ["The accreditation is suspended again."],
    )


def _issue(desk: Desk, found: record.Record) -> Decision:
    entries: list[e.Entry] = []
    for entry in _of(found, e.BadgeIssued):
        badge = accreditations.badge(desk.journal.db, entry.holder, entry.issue)
        if badge is None or badge.printed:
            return Refusal("printed", "A badge of it has been printed. Revoke it.")
        entries.append(e.BadgeRevoked(holder=entry.holder, issue=entry.issue, cause="withdrawn", effective=desk.now()))
    return Decided(entries, [f"{len(entries)} badges that were not printed yet are revoked."])


def _of(found: record.Record, kind: type[T]) -> Sequence[T]:
    return [entry for entry in found.entries if isinstance(entry, kind)]


def _with_earlier(
    compensate: Callable[[Sequence[e.Entry], programme_undo.Earlier], Decision],
) -> Callable[[Desk, record.Record], Decision]:
    def back(desk: Desk, found: record.Record) -> Decision:
        return compensate(found.entries, lambda code: _entries_before(desk, found.n, code))

    return back


BACK: dict[str, Callable[[Desk, record.Record], Decision]] = {
    "clearance record": _clearance,
    "nominations add": _nomination,
    "nominations amend": lambda desk, found: amending.compensated(
        found.entries, lambda nomination: _entries_before(desk, found.n, nomination)
    ),
    "nominations head": _head,
    "accreditations suspend": _suspend,
    "accreditations restore": _restore,
    "badges issue": _issue,
    "programme add": lambda _, found: programme_undo.added(found.entries),
    "programme move": _with_earlier(programme_undo.moved),
    "programme amend": _with_earlier(programme_undo.amended),
    "programme cancel": _with_earlier(programme_undo.cancelled),
    "attendance mark": _with_earlier(attendance_undo.changed),
    "attendance unmark": _with_earlier(attendance_undo.changed),
}
"""By the command's name, what compensates it."""

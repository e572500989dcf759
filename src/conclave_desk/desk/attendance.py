"""Attendance: drawn from the gates' scans, corrected by officers who saw somebody or hold a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import BinaryIO

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.lookup import Several
from conclave_desk.desk.precedence import party_key, party_names
from conclave_desk.domain import attendance as rules
from conclave_desk.domain import entries as e
from conclave_desk.domain.attendance import AttendanceRow
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import day_cut_off, day_of
from conclave_desk.domain.expected import EVIDENCE, Session, is_expected
from conclave_desk.errors import WrongUse
from conclave_desk.exchange import attendance as files
from conclave_desk.exchange.held import Held
from conclave_desk.registers import attendance as register
from conclave_desk.registers import nominations, sessions
from conclave_desk.registers.views import Nomination


def rows(desk: Desk) -> list[AttendanceRow]:
    """The attendance return as things stand now (CONTRACTS section 6)."""
    db = desk.journal.db
    with desk.journal.reading():
        event = desk.event
        programme = register.programme(db, event)
        named = any(session.people for session in programme)
        return rules.attendance(
            event,
            programme,
            register.capacities(db, party_key(event), keys=named),
            register.passes(db, event),
            register.marks(db),
            desk.now(),
        )


def export(desk: Desk, kind: str, out: BinaryIO, known: Sequence[AttendanceRow] | None = None) -> int:
    """Write the return to ``out`` as ``csv``, ``json`` or ``xlsx``; how many rows it has. ``known`` are its rows, if
    they have been drawn already."""
    with desk.journal.reading():
        found = rows(desk) if known is None else known
        name = party_names(desk.event)
        parties = {row.party: name(row.party) for row in found}
        files.write(found, desk.event, kind, out, sessions_held(desk), parties)
    return len(found)


def sessions_held(desk: Desk) -> dict[str, Held]:
    """The sessions that were not cancelled, by code, in time's order."""
    found = sessions.all_of(desk.journal.db, cancelled=False)
    return {one.code: Held(one.title, one.starts, one.ends) for one in found}


def mark(desk: Desk, people: Several, session: str, *, evidence: str, excused: bool = False, reason: str) -> Decision:
    """Correct attendance: ``evidence`` is ``sight`` or ``paper``; the person attended, or was ``excused``.

    An excuse may do without evidence, by the reason alone. Several people are marked in one record, all or none. A
    later correction of the same person and session replaces the earlier. :class:`WrongUse` if a person, the session or
    the evidence is none.
    """
    if evidence not in EVIDENCE and (evidence or not excused):
        raise WrongUse(f"{evidence!r} is no evidence; it is one of {', '.join(EVIDENCE)}.")

    def rule() -> Decision:
        held = lookup.session(desk, session)
        if not reason.strip():
            return Refusal("reason_missing", "A correction of attendance needs a reason; give it with --reason.")
        if held.status == "cancelled":
            return Refusal("session_cancelled", f"Session {session} was cancelled; nobody attended it.")
        found = lookup.people(desk, people)
        if (unnamed := next((one for one in found if not one.named), None)) is not None:
            where = f"this {unnamed.category} slot of {unnamed.party}"
            return Refusal("name_awaited", f"The name for {where} is still awaited.")
        entries = [
            e.AttendanceMarked(
                nomination=one.id,
                person=one.person,
                session=session,
                status="excused" if excused else "attended",
                evidence=evidence,
                reason=desk.safe.seal(one.person, reason),
            )
            for one in found
        ]
        return Decided(entries, _warnings(desk, found, register.session(desk.event, held), excused))

    return desk.record("attendance mark", rule)


def unmark(desk: Desk, people: Several, session: str) -> Decision:
    """Take marks back, so that what the gates saw holds again; refused where one of the people is not marked."""

    def rule() -> Decision:
        held = lookup.session(desk, session)
        entries = []
        for one in lookup.people(desk, people):
            same = {found.id for found in nominations.of_person(desk.journal.db, one.person)}
            marked = [mark for mark in register.marks(desk.journal.db, same) if mark.session == session]
            if not marked:
                return Refusal(
                    "not_marked", f"{one.titled} is not marked at session {session}; the gates decide there."
                )
            entries += [
                e.AttendanceMarkWithdrawn(nomination=mark.nomination, person=one.person, session=session)
                for mark in marked
            ]
        return Decided(entries, _signed_already(desk, register.session(desk.event, held)))

    return desk.record("attendance unmark", rule)


def _warnings(desk: Desk, found: Sequence[Nomination], session: Session, excused: bool) -> list[str]:
    known = register.capacities(desk.journal.db, party_key(desk.event), of=[one.id for one in found])
    expected = {one.person for one in known if is_expected(session, one)}
    warnings = [
        f"{one.titled} is not on the list of session {session.code}; the return shows them even so."
        for one in found
        if one.person not in expected
    ]
    if not excused and desk.now() < session.opens:
        warnings.append(f"Session {session.code} has not opened its doors yet.")
    return warnings + _signed_already(desk, session)


def _signed_already(desk: Desk, session: Session) -> list[str]:
    day = day_of(desk.event, session.starts)
    if day.isoformat() not in sessions.signed_returns(desk.journal.db):
        return []
    return [f"The return of {day} is signed already; this correction is not on the paper."]


def sign(desk: Desk, day: date) -> Decision:
    """Record that the return of one of the event's days is signed; a second signature of a day is refused."""

    def rule() -> Decision:
        event = desk.event
        if not event.starts <= day <= event.ends:
            return Refusal("no_day_of_event", f"{day} is none of the event's days, {event.starts} to {event.ends}.")
        if desk.now() < day_cut_off(event, day - timedelta(days=1)):
            return Refusal("still_to_come", f"{day} is still to come; its return is not drawn up yet.")
        if (known := sessions.signed_returns(desk.journal.db).get(day.isoformat())) is not None:
            return Refusal("already_signed", f"The return of {day} is signed already; {known[1]} recorded that.")
        warnings = [f"{day} is not over yet: what still happens on it is not on the paper that was signed."]
        return Decided((e.ReturnSigned(day=day.isoformat()),), warnings if desk.now() < day_cut_off(event, day) else [])

    return desk.record("attendance sign", rule)

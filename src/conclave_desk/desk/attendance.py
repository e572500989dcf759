"""Attendance: drawn from the gates' scans, corrected by officers who saw somebody or hold a paper."""

from __future__ import annotations

from datetime import date, timedelta

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key
from conclave_desk.domain import attendance as rules
from conclave_desk.domain import entries as e
from conclave_desk.domain.attendance import AttendanceRow
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import day_cut_off
from conclave_desk.domain.expected import EVIDENCE, Session, is_expected
from conclave_desk.errors import WrongUse
from conclave_desk.registers import attendance as register
from conclave_desk.registers import sessions
from conclave_desk.registers.views import Nomination


def rows(desk: Desk) -> list[AttendanceRow]:
    """The attendance return as things stand now (CONTRACTS section 6)."""
    db = desk.journal.db
    with desk.journal.reading():
        event = desk.event
        return rules.attendance(
            event,
            register.programme(db, event),
            register.capacities(db, party_key(event)),
            register.passes(db, event),
            register.marks(db),
            desk.now(),
        )


def titles(desk: Desk) -> dict[str, str]:
    """The title of each session that was not cancelled, by code, in time's order."""
    return {found.code: found.title for found in sessions.all_of(desk.journal.db, cancelled=False)}


def mark(desk: Desk, person: str, session: str, *, evidence: str, excused: bool = False, reason: str) -> Decision:
    """Correct attendance: ``evidence`` is ``sight`` or ``paper``; the person attended, or was ``excused``.

    An excuse may do without evidence, by the reason alone. A later correction of the same person and session replaces the earlier. :class:`WrongUse` if the person, the
    session or the evidence is none.
    """
    if evidence not in EVIDENCE and (evidence or not excused):
        raise WrongUse(f"{evidence!r} is no evidence; it is one of {', '.join(EVIDENCE)}.")

    def rule() -> Decision:
        found = lookup.person(desk, person)
        held = lookup.session(desk, session)
        if not reason.strip():
            return Refusal("reason_missing", "A correction of attendance needs a reason; give it with --reason.")
        if not found.named:
            return Refusal(
                "name_awaited", f"The name for this {found.category} slot of {found.party} is still awaited."
            )
        if held.status == "cancelled":
            return Refusal("session_cancelled", f"Session {session} was cancelled; nobody attended it.")
        entry = e.AttendanceMarked(
            nomination=found.id,
            person=found.person,
            session=session,
            status="excused" if excused else "attended",
            evidence=evidence,
            reason=desk.safe.seal(found.person, reason),
        )
        return Decided((entry,), _warnings(desk, found, register.session(desk.event, held), excused))

    return desk.record("attendance mark", rule)


def _warnings(desk: Desk, found: Nomination, session: Session, excused: bool) -> list[str]:
    warnings = []
    if not is_expected(session, register.capacity(desk.journal.db, found)):
        warnings.append(f"{found.titled} is not on the list of session {session.code}; the return shows them even so.")
    if not excused and desk.now() < session.opens:
        warnings.append(f"Session {session.code} has not opened its doors yet.")
    return warnings


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

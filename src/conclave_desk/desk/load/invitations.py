"""Rows of ``invitations`` as entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import all_leave
from conclave_desk.desk.load.tally import Before, Tally, before, changed_cells, noted
from conclave_desk.domain import entries as e
from conclave_desk.domain.invitation import may_become
from conclave_desk.errors import Flaw
from conclave_desk.exchange.folder import EventFolder
from conclave_desk.exchange.rows import InvitationRow
from conclave_desk.registers import invitations

SOURCE = "invitations"
_STEPS: dict[str, Any] = {
    "sent": e.InvitationSent,
    "acknowledged": e.InvitationAcknowledged,
    "accepted": e.InvitationAccepted,
    "regretted": e.InvitationRegretted,
    "lapsed": e.InvitationLapsed,
    "withdrawn": e.InvitationWithdrawn,
    "cancelled": e.InvitationCancelled,
}
_ANSWER = ("status", "answered_on", "answered_level", "answer_reference")
_PARTICULARS = ("party", "addressee", "from", "channel", "issued_on", "reply_by", "level", "slots", "note")


def entries(desk: Desk, folder: EventFolder, tally: Tally) -> Iterator[e.Entry]:
    """What the rows add to what was last loaded."""
    known = before(desk, SOURCE)
    for row in folder.invitations:
        old = known.get(row.key)
        if old is None:
            yield from _first(desk, row, tally)
            tally.count(new=True)
        elif changes := changed_cells(old.cells, row.cells):
            yield from _again(desk, row, old, changes, tally)
            tally.count(changed=True)
        else:
            tally.count()


def ids(desk: Desk, loaded: Iterable[e.Entry]) -> dict[str, str]:
    """Ids by reference: of the invitations that stand, and of those that ``loaded`` draws up."""
    standing = {invitation.reference: invitation.id for invitation in invitations.all_of(desk.journal.db)}
    return standing | {entry.reference: entry.invitation for entry in loaded if isinstance(entry, e.InvitationDrafted)}


def _first(desk: Desk, row: InvitationRow, tally: Tally) -> Iterator[e.Entry]:
    standing = invitations.by_reference(desk.journal.db, row.reference)
    if standing is not None:
        sentence = f"invitation {row.reference} was drawn up at the desk; its row is noted and changes nothing"
        tally.warnings.append(Flaw("invitations", sentence, row.row, "reference"))
        yield noted(SOURCE, row.key, standing.id, row.cells)
        return
    invitation = desk.new_id()
    yield e.InvitationDrafted(invitation=invitation, reference=row.reference, **_particulars(row, _PARTICULARS))
    if row.status != "drafted":
        yield _step(row, invitation)
    yield noted(SOURCE, row.key, invitation, row.cells)


def _again(desk: Desk, row: InvitationRow, old: Before, changes: dict[str, str], tally: Tally) -> Iterator[e.Entry]:
    if particulars := _particulars(row, tuple(changes)):
        yield e.InvitationAmended(invitation=old.subject, changes=particulars)
    if any(column in changes for column in _ANSWER):
        standing = invitations.by_reference(desk.journal.db, old.subject)
        status = standing.status if standing else "drafted"
        if row.status == status and "status" in changes:
            pass
        elif refusal := may_become(row.reference, status, row.status):
            tally.flaws.append(Flaw("invitations", refusal.sentence, row.row, "status"))
        else:
            yield _step(row, old.subject)
            yield from all_leave(desk, old.subject, row.status)
    yield noted(SOURCE, row.key, old.subject, {**old.cells, **row.cells})


def _particulars(row: InvitationRow, columns: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "party": row.party,
        "addressee": row.addressee or "",
        "from": row.sender or "",
        "channel": row.channel or "",
        "issued_on": row.issued_on.isoformat() if row.issued_on else None,
        "reply_by": row.reply_by.isoformat() if row.reply_by else None,
        "level": row.level or "",
        "slots": row.slots or {},
        "note": row.note or "",
    }
    chosen = {column: values[column] for column in _PARTICULARS if column in columns}
    if "from" in chosen:
        chosen["sender"] = chosen.pop("from")
    return chosen


def _step(row: InvitationRow, invitation: str) -> e.Entry:
    step = _STEPS[row.status]
    if step is e.InvitationSent:
        issued = row.issued_on.isoformat() if row.issued_on else None
        return e.InvitationSent(invitation=invitation, on=issued)
    more = {"level": row.answered_level or ""} if step is e.InvitationAccepted else {}
    entry: e.Entry = step(
        invitation=invitation,
        on=row.answered_on.isoformat() if row.answered_on else None,
        reference=row.answer_reference or "",
        **more,
    )
    return entry

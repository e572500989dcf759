"""Rows of ``nominations`` as entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conclave_desk.desk import accreditation
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import end_permission, leave
from conclave_desk.desk.load.tally import Before, Tally, before, changed_cells, noted_sealed
from conclave_desk.desk.people import Particulars, already_here, keep_dossier, new_person, refuse_double
from conclave_desk.domain import entries as e
from conclave_desk.domain.event import Event
from conclave_desk.domain.nomination import ACTIVE, DOSSIER, PAPER, PERSONAL, TRAVEL
from conclave_desk.domain.slots import offered, room_for_one
from conclave_desk.errors import Flaw
from conclave_desk.exchange.folder import EventFolder
from conclave_desk.exchange.rows import NominationRow
from conclave_desk.registers import accreditations, invitations, nominations
from conclave_desk.registers.views import Nomination

SOURCE = "nominations"
AS_LOADED = "as loaded"
_OPEN = ("category", "slot", "role", "accompanies", "external_id")
_PERMISSION = ("category", "zones", "valid_from", "valid_until")


@dataclass
class _Loading:
    """What the rows are held against while they are gone through."""

    desk: Desk
    event: Event
    tally: Tally
    invitations: dict[str, str]
    known: dict[str, Before]
    keys: set[str]
    first_load: bool
    filled: set[str]

    def flaw(self, row: NominationRow, column: str, sentence: str) -> None:
        self.tally.flaws.append(Flaw(SOURCE, sentence, row.row, column))


def entries(desk: Desk, folder: EventFolder, invited: dict[str, str], tally: Tally) -> Iterator[e.Entry]:
    """What the rows add to what was last loaded; ``invited`` are ids of invitations by reference."""
    keys = {row.row: desk.safe.fingerprint(row.key) for row in folder.nominations}
    loading = _Loading(
        desk=desk,
        event=folder.event,
        tally=tally,
        invitations=invited,
        known=before(desk, SOURCE),
        keys=set(keys.values()),
        first_load=desk.journal.db.execute("SELECT 1 FROM nominations LIMIT 1").fetchone() is None,
        filled=set(),
    )
    for row in folder.nominations:
        yield from _row(loading, row, keys[row.row])


def _row(loading: _Loading, row: NominationRow, key: str) -> Iterator[e.Entry]:
    old = loading.known.get(key) or _awaited(loading, row)
    if old is None:
        yield from _first(loading, row, key)
        loading.tally.count(new=True)
        return
    changes = changed_cells(old.cells, row.cells)
    if changes and old.person is not None:
        yield from _again(loading, row, old, changes)
        cells = {**old.cells, **row.cells}
        yield noted_sealed(loading.desk, SOURCE, key, old.subject, old.person, cells)
    loading.tally.count(changed=bool(changes))


def _awaited(loading: _Loading, row: NominationRow) -> Before | None:
    """The slot that stood open for this name: loaded without one, and no longer in the file under its old key."""
    if loading.first_load or not row.named or row.external_id or row.slot:
        return None
    invitation = loading.invitations.get(row.invitation or "")
    for key, old in loading.known.items():
        if key in loading.keys or old.subject in loading.filled:
            continue
        slot = nominations.by_id(loading.desk.journal.db, old.subject)
        if slot and not slot.named and slot.holds_slot and _same_place(slot, row, invitation):
            loading.filled.add(old.subject)
            return old
    return None


def _same_place(slot: Nomination, row: NominationRow, invitation: str | None) -> bool:
    return (slot.invitation, slot.party, slot.category) == (invitation, row.party, row.category)


def _cells(row: NominationRow, columns: tuple[str, ...]) -> dict[str, str]:
    return {column: row.cells[column] for column in columns if column in row.cells}


def _particulars(row: NominationRow) -> Particulars:
    return Particulars.of(_cells(row, (*PERSONAL, "order", *DOSSIER, *TRAVEL, *PAPER)))


def _first(loading: _Loading, row: NominationRow, key: str) -> Iterator[e.Entry]:
    desk, particulars = loading.desk, _particulars(row)
    if not loading.first_load and not _may_come(loading, row, particulars):
        return
    person, dossier = new_person(desk, particulars.dossier)
    received = e.NominationReceived(
        nomination=desk.new_id(),
        person=person,
        party=row.party,
        category=row.category,
        personal=desk.safe.seal(person, particulars.personal),
        named=row.named,
        invitation=loading.invitations.get(row.invitation or ""),
        slot=row.slot or "",
        role=row.role,
        zones=list(row.zones),
        valid_from=row.valid_from.isoformat() if row.valid_from else None,
        valid_until=row.valid_until.isoformat() if row.valid_until else None,
        accompanies=row.accompanies or "",
        external_id=row.external_id or "",
        travel=particulars.travel,
        paper=particulars.paper,
    )
    yield received
    yield from dossier
    yield from _arrives_as(loading, row, received)
    yield noted_sealed(desk, SOURCE, key, received.nomination, person, row.cells)


def _may_come(loading: _Loading, row: NominationRow, particulars: Particulars) -> bool:
    desk = loading.desk
    if row.active and (double := refuse_double(already_here(desk, row.party, particulars))):
        loading.flaw(row, "family_name", double.sentence)
        return False
    standing = invitations.by_reference(desk.journal.db, row.invitation) if row.invitation else None
    if standing is None or not row.active:
        return True
    held = [n.name for n in nominations.slots_held(desk.journal.db, standing.id, row.category)]
    number = offered(loading.event, standing.slots, row.category)
    if refusal := room_for_one(standing.reference, row.category, number, held):
        loading.flaw(row, "category", refusal.sentence)
        return False
    return True


def _arrives_as(loading: _Loading, row: NominationRow, received: e.NominationReceived) -> Iterator[e.Entry]:
    """A row may arrive already decided; its clearance steps are then recorded as loaded."""
    match row.status:
        case "refused":
            yield e.AccreditationRefused(nomination=received.nomination, person=received.person)
        case "withdrawn":
            yield e.NominationWithdrawn(nomination=received.nomination, person=received.person)
        case "accredited":
            yield from _accredited(loading, row, received.nomination, received.person)


def _accredited(
    loading: _Loading, row: NominationRow, nomination: str, person: str, holder: str | None = None
) -> Iterator[e.Entry]:
    desk = loading.desk
    category = loading.event.category(row.category)
    if category is None or not row.named:
        loading.flaw(row, "status", "a slot whose name is awaited cannot be accredited; give the name, or nominated")
        return
    if holder is None:
        for step in category.clearance:
            yield e.ClearanceRecorded(
                nomination=nomination, person=person, step=step, result="passed", officer=desk.officer, paper=AS_LOADED
            )
    yield accreditation.grant_entry(
        loading.event,
        nomination=nomination,
        category=category,
        zones=row.zones,
        valid_from=row.valid_from.isoformat() if row.valid_from else None,
        valid_until=row.valid_until.isoformat() if row.valid_until else None,
        holder=holder or desk.new_holder_number(),
        paper=_particulars(row).paper,
    )


def _again(loading: _Loading, row: NominationRow, old: Before, changes: dict[str, str]) -> Iterator[e.Entry]:
    desk = loading.desk
    standing = nominations.by_id(desk.journal.db, old.subject)
    if standing is None:
        return
    yield from _amended(loading, row, standing, changes)
    yield from keep_dossier(desk, standing.person, {name: changes[name] for name in DOSSIER if name in changes})
    if "status" in changes and row.status != standing.status:
        yield from _moved_on(loading, row, standing)
    elif standing.status == "accredited" and any(column in changes for column in _PERMISSION):
        held = accreditations.of_nomination(desk.journal.db, standing.id)
        yield from _accredited(loading, row, standing.id, standing.person, held.holder if held else None)


def _amended(
    loading: _Loading, row: NominationRow, standing: Nomination, changes: dict[str, str]
) -> Iterator[e.NominationAmended]:
    values: dict[str, Any] = {column: changes[column] for column in _OPEN if column in changes}
    if "zones" in changes:
        values["zones"] = list(row.zones)
    for column in ("valid_from", "valid_until"):
        if column in changes:
            values[column] = changes[column]
    particulars = Particulars.of(changes)
    if particulars.travel:
        values["travel"] = {**standing.travel, **particulars.travel}
    if particulars.paper:
        values["paper"] = {**standing.paper, **particulars.paper}
    personal = None
    if particulars.personal:
        kept = {name: value for name in PERSONAL if (value := getattr(standing, name))}
        personal = loading.desk.safe.seal(standing.person, {**kept, **particulars.personal})
    if values or personal is not None:
        yield e.NominationAmended(
            nomination=standing.id,
            person=standing.person,
            changes=values,
            personal=personal,
            named=True if row.named and not standing.named else None,
        )


def _moved_on(loading: _Loading, row: NominationRow, standing: Nomination) -> Iterator[e.Entry]:
    desk = loading.desk
    if standing.status not in ACTIVE or standing.successor:
        sentence = f"{standing.titled} is {standing.status} at the desk; the file's {row.status} changes nothing"
        loading.tally.warnings.append(Flaw(SOURCE, sentence, row.row, "status"))
        return
    match row.status:
        case "accredited":
            yield from _accredited(loading, row, standing.id, standing.person)
        case "withdrawn":
            yield from leave(desk, standing, "withdrawn")
        case "refused":
            yield from end_permission(desk, standing, "refused", desk.now())
            yield e.AccreditationRefused(nomination=standing.id, person=standing.person)
        case _:
            sentence = f"{standing.titled} is {standing.status} at the desk; the file's {row.status} changes nothing"
            loading.tally.warnings.append(Flaw(SOURCE, sentence, row.row, "status"))

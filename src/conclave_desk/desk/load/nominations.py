"""Rows of ``nominations`` as entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from conclave_desk.desk import accreditation, amending
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import end_permission, leave
from conclave_desk.desk.load.tally import Before, Tally, before, changed_cells, noted_sealed
from conclave_desk.desk.nominations import Proposal, received
from conclave_desk.desk.people import Particulars, already_here, keep_dossier, new_person, refuse_double
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import Event
from conclave_desk.domain.nomination import ACTIVE, DOSSIER, HEADS
from conclave_desk.domain.slots import offered, room_for_one
from conclave_desk.errors import Flaw
from conclave_desk.exchange.folder import EventFolder
from conclave_desk.exchange.photos import Album
from conclave_desk.exchange.portraits import Portrait
from conclave_desk.exchange.rows import PHOTO_DIGEST, NominationRow
from conclave_desk.registers import accreditations, invitations, nominations
from conclave_desk.registers.views import Nomination

SOURCE = "nominations"
AS_LOADED = "as loaded"
_OPEN = ("category", "slot", "role", "accompanies", "external_id")
_PERMISSION = ("category", "zones", "valid_from", "valid_until")
_NAMES = ("given_name", "family_name", "badge_name", "native_name")
_TELL_APART = ("passport_number", "date_of_birth")


@dataclass
class _Loading:
    """What the rows are held against while they are gone through.

    ``keys`` are those of this file; ``unheaded`` the nominations that head by the file no longer; ``slots`` what it offers by invitation; ``filled`` the nominations that rows
    under a new key turned out to be; ``taken`` the names that this load puts into an invitation's category; ``album``
    the photos that rows name; ``noted`` the rows, for a later load.
    """

    desk: Desk
    event: Event
    tally: Tally
    invitations: dict[str, str]
    known: dict[str, Before]
    keys: set[str]
    unheaded: set[str]
    slots: dict[str, dict[str, int]]
    first_load: bool
    album: Album | None
    filled: set[str] = field(default_factory=set)
    taken: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    noted: list[e.RowLoaded] = field(default_factory=list)

    def flaw(self, row: NominationRow, column: str, sentence: str) -> None:
        self.tally.flaws.append(Flaw(SOURCE, sentence, row.row, column))

    def note(self, key: str, subject: str, person: str, cells: Mapping[str, str]) -> None:
        self.noted.append(noted_sealed(self.desk, SOURCE, key, subject, person, cells))


def entries(desk: Desk, folder: EventFolder, invited: dict[str, str], tally: Tally) -> Iterator[e.Entry]:
    """What the rows add to what was last loaded; ``invited`` are ids of invitations by reference.

    The rows themselves are noted last, in the order of their keys, as their register keeps them: so it is written page by
    page, and no page twice.
    """
    keys = {row.row: desk.safe.fingerprint(row.key) for row in folder.nominations}
    known = before(desk, SOURCE)
    led = {key: old.subject for key, old in known.items() if old.cells.get("role") in HEADS}
    leads = {keys[row.row] for row in folder.nominations if row.role in HEADS}
    loading = _Loading(
        desk=desk,
        event=folder.event,
        tally=tally,
        invitations=invited,
        known=known,
        keys=set(keys.values()),
        unheaded={subject for key, subject in led.items() if key not in leads},
        slots={row.reference: row.slots for row in folder.invitations if row.slots is not None},
        album=folder.photos,
        first_load=desk.journal.db.execute("SELECT 1 FROM nominations LIMIT 1").fetchone() is None,
    )
    if not folder.nominations:
        return
    with desk.safe.many():
        for row in folder.nominations:
            yield from _row(loading, row, keys[row.row])
    yield from sorted(loading.noted, key=attrgetter("key"))


def _row(loading: _Loading, row: NominationRow, key: str) -> Sequence[e.Entry]:
    old = loading.known.get(key) or _renamed(loading, row) or _awaited(loading, row)
    if old is None:
        found = _first(loading, row, key)
        loading.tally.count(new=True)
        return found
    changes = changed_cells(old.cells, row.cells)
    loading.tally.count(changed=bool(changes))
    if not changes or old.person is None:
        return ()
    loading.note(key, old.subject, old.person, {**old.cells, **row.cells})
    return tuple(_again(loading, row, old, changes))


def _renamed(loading: _Loading, row: NominationRow) -> Before | None:
    """The same row as last loaded, before its `external_id` or `slot` was filled in."""
    if loading.first_load or not row.external_id:
        return None
    for plain in (replace(row, external_id=None), replace(row, external_id=None, slot=None)):
        key = loading.desk.safe.fingerprint(plain.key)
        old = loading.known.get(key)
        if old is not None and key not in loading.keys and old.subject not in loading.filled:
            loading.filled.add(old.subject)
            return old
    return None


def _awaited(loading: _Loading, row: NominationRow) -> Before | None:
    """The slot that stood open for this name: loaded without one, and no longer in the file under its old key."""
    if loading.first_load or not row.named:
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
    if slot.slot and row.slot and slot.slot != row.slot:
        return False
    return (slot.invitation, slot.party, slot.category) == (invitation, row.party, row.category)


def _portrait(loading: _Loading, row: NominationRow) -> Portrait | None:
    named = row.photo if PHOTO_DIGEST in row.cells else None
    return loading.album.portrait(named) if named and loading.album is not None else None


def _first(loading: _Loading, row: NominationRow, key: str) -> Sequence[e.Entry]:
    desk, particulars = loading.desk, Particulars.of(row.cells)
    if not loading.first_load and not _may_come(loading, row, particulars):
        return ()
    person, dossier = new_person(desk, particulars.dossier, _portrait(loading, row))
    entry = received(desk, _proposal(row), particulars, person, loading.invitations.get(row.invitation or ""))
    decided = () if row.status == "nominated" else _arrives_as(loading, row, entry)
    loading.note(key, entry.nomination, person, row.cells)
    return [entry, *dossier, *decided]


def _proposal(row: NominationRow) -> Proposal:
    return Proposal(
        party=row.party,
        category=row.category,
        cells=row.cells,
        slot=row.slot or "",
        role=row.role,
        zones=row.zones,
        valid_from=row.valid_from.isoformat() if row.valid_from else None,
        valid_until=row.valid_until.isoformat() if row.valid_until else None,
        accompanies=row.accompanies or "",
        external_id=row.external_id or "",
    )


def _may_come(loading: _Loading, row: NominationRow, particulars: Particulars) -> bool:
    if not row.active:
        return True
    _look_at_heads(loading, row)
    if double := _double(loading, row, particulars):
        loading.flaw(row, "family_name", double.sentence)
        return False
    return _has_room(loading, row)


def _look_at_heads(loading: _Loading, row: NominationRow, standing: Nomination | None = None) -> None:
    """Warn where the desk has another head of the delegation than the row, unless the file takes that one back."""
    invitation = standing.invitation if standing else loading.invitations.get(row.invitation or "")
    if row.role not in HEADS or invitation is None:
        return
    besides = {*loading.unheaded, *({standing.id} if standing else ())}
    for head in nominations.heads_of(loading.desk.journal.db, invitation):
        if head.id not in besides:
            sentence = f"{head.titled} ({head.id}) heads the delegation too; settle it with `nominations head`"
            loading.tally.warnings.append(Flaw(SOURCE, sentence, row.row, "role"))


def _double(loading: _Loading, row: NominationRow, particulars: Particulars) -> Refusal | None:
    """Whether the person is here already; somebody of the same name whom a column tells apart only warns."""
    doubles = []
    for known, by in already_here(loading.desk, row.party, particulars):
        dossier = loading.desk.safe.dossier(known.person)
        theirs = {"external_id": known.external_id, **{name: dossier.get(name) for name in _TELL_APART}}
        ours = {"external_id": row.external_id, **{name: particulars.dossier.get(name) for name in _TELL_APART}}
        apart = [name for name in ours if ours[name] and theirs[name] and ours[name] != theirs[name]]
        if by == "name" and apart:
            sentence = f"{known.titled} ({known.id}) has the same name; taken for two people by {', '.join(apart)}"
            loading.tally.warnings.append(Flaw(SOURCE, sentence, row.row, "family_name"))
        else:
            doubles.append((known, by))
    return refuse_double(doubles)


def _has_room(loading: _Loading, row: NominationRow) -> bool:
    desk = loading.desk
    standing = invitations.by_reference(desk.journal.db, row.invitation) if row.invitation else None
    if standing is None:
        return True
    taken = loading.taken.setdefault((standing.id, row.category), [])
    held = [n.name for n in nominations.slots_held(desk.journal.db, standing.id, row.category)]
    number = offered(loading.event, loading.slots.get(standing.reference, standing.slots), row.category)
    if refusal := room_for_one(standing.reference, row.category, number, [*held, *taken]):
        loading.flaw(row, "category", refusal.sentence)
        return False
    taken.append(row.full_name or "name awaited")
    return True


def _arrives_as(loading: _Loading, row: NominationRow, entry: e.NominationReceived) -> Iterator[e.Entry]:
    """A row may arrive already decided; its clearance steps are then recorded as loaded."""
    match row.status:
        case "refused":
            yield e.AccreditationRefused(nomination=entry.nomination, person=entry.person)
        case "withdrawn":
            yield e.NominationWithdrawn(nomination=entry.nomination, person=entry.person)
        case "accredited":
            yield from _accredited(loading, row, entry.nomination, entry.person)


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
        paper=Particulars.of(row.cells).paper,
    )


def _again(loading: _Loading, row: NominationRow, old: Before, changes: dict[str, str]) -> Iterator[e.Entry]:
    desk = loading.desk
    standing = nominations.by_id(desk.journal.db, old.subject)
    if standing is None:
        return
    if standing.successor and any(name in changes for name in _NAMES):
        sentence = f"{standing.titled} was substituted at the desk; the name in the file changes nothing"
        loading.tally.warnings.append(Flaw(SOURCE, sentence, row.row, "family_name"))
        return
    if row.named and not standing.named and (double := _double(loading, row, Particulars.of(row.cells))):
        loading.flaw(row, "family_name", double.sentence)
        return
    if "role" in changes:
        _look_at_heads(loading, row, standing)
    yield from _amended(loading, row, standing, changes)
    yield from _dossier(loading, row, standing.person, changes)
    if "status" in changes and row.status != standing.status:
        yield from _moved_on(loading, row, standing)
    elif standing.status == "accredited" and any(column in changes for column in _PERMISSION):
        held = accreditations.of_nomination(desk.journal.db, standing.id)
        yield from _accredited(loading, row, standing.id, standing.person, held.holder if held else None)


def _dossier(loading: _Loading, row: NominationRow, person: str, changes: dict[str, str]) -> list[e.Entry]:
    """What changed of the private fields; a photo may be another one under the same name."""
    fields = {name: changes[name] for name in DOSSIER if name in changes}
    if PHOTO_DIGEST not in changes:
        return keep_dossier(loading.desk, person, fields)
    return keep_dossier(loading.desk, person, {**fields, "photo": row.cells.get("photo", "")}, _portrait(loading, row))


def _amended(
    loading: _Loading, row: NominationRow, standing: Nomination, changes: dict[str, str]
) -> list[e.NominationAmended]:
    values: dict[str, Any] = {column: changes[column] for column in _OPEN if column in changes}
    if "zones" in changes:
        values["zones"] = list(row.zones)
    for column in ("valid_from", "valid_until"):
        if column in changes:
            values[column] = changes[column]
    said = Particulars.of(changes)
    return amending.entry(loading.desk, standing, values, personal=said.personal, travel=said.travel, paper=said.paper)


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

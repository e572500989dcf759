"""People put forward, drawn into the register ``nominations``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.domain.nomination import PERSONAL
from conclave_desk.domain.person import searched_as
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import ERASED, Pen, as_json

_JSON = {"zones", "travel", "paper"}
_SEARCHED = ("rank", "badge_name", "native_name", "post_nominals", "appointment", "service")
_NAMES = ("given_name", "family_name", "badge_name", "native_name")
_INSERT = (
    "INSERT INTO nominations (id, person, invitation, party, category, slot, role, named, status, zones, valid_from,"
    " valid_until, accompanies, external_id, travel, paper, over_quota, folded, searched, "
    + ", ".join(PERSONAL)
    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'nominated', ?, nullif(?, ''), nullif(?, ''), ?, ?, ?, ?, nullif(?, ''), ?, ?"
    + ", ?" * len(PERSONAL)
    + ")"
)


def _personal(pen: Pen, person: str, sealed: bytes) -> dict[str, str]:
    opened: dict[str, str] | None = pen.unseal(person, sealed)
    if opened is None:
        return {"family_name": ERASED}
    return opened


def searched(personal: Mapping[str, str]) -> tuple[str, str]:
    """The search key of a person's names, and all that a filter looks for somebody by."""
    names = personal.get("given_name", ""), personal.get("family_name", "")
    found = searched_as(names, [personal[name] for name in _SEARCHED if name in personal])
    return found.partition("\t")[0], found


def _received(pen: Pen, entry: e.NominationReceived) -> None:
    personal = _personal(pen, entry.person, entry.personal)
    said = personal.get
    pen.write(
        "nominations",
        _INSERT,
        (
            entry.nomination,
            entry.person,
            entry.invitation,
            entry.party,
            entry.category,
            entry.slot,
            entry.role,
            int(entry.named),
            as_json(entry.zones) if entry.zones else "[]",
            entry.valid_from or "",
            entry.valid_until or "",
            entry.accompanies,
            entry.external_id,
            as_json(entry.travel) if entry.travel else "{}",
            as_json(entry.paper) if entry.paper else "{}",
            pen.text(entry.person, entry.over_quota) or "",
            *searched(personal),
            *[said(name, "") for name in PERSONAL],
        ),
    )


def _amended(pen: Pen, entry: e.NominationAmended) -> None:
    values = {name: as_json(value) if name in _JSON else value for name, value in entry.changes.items()}
    if entry.personal is not None:
        personal = _personal(pen, entry.person, entry.personal)
        values |= {name: personal.get(name, "") for name in PERSONAL}
        values["folded"], values["searched"] = searched(personal)
    if entry.named is not None:
        values["named"] = entry.named
    pen.update("nominations", {"id": entry.nomination}, values)


def _withdrawn(pen: Pen, entry: e.NominationWithdrawn) -> None:
    reason = pen.text(entry.person, entry.reason)
    pen.update("nominations", {"id": entry.nomination}, {"status": "withdrawn", "reason": reason})


def _substituted(pen: Pen, entry: e.NominationSubstituted) -> None:
    effective = to_text(entry.effective)
    gone = {"successor": entry.successor, "effective": effective}
    pen.update("nominations", {"id": entry.nomination}, gone)
    pen.update("nominations", {"id": entry.successor}, {"predecessor": entry.nomination, "effective": effective})


def _head(pen: Pen, entry: e.HeadChanged) -> None:
    pen.update("nominations", {"id": entry.nomination}, {"role": entry.role})


def _distinct(pen: Pen, entry: e.PersonsDistinct) -> None:
    pair = sorted((entry.person, entry.other))
    pen.db.execute("INSERT OR REPLACE INTO distinct_persons VALUES (?, ?)", pair)


def _dossier(pen: Pen, entry: e.DossierChanged) -> None:
    """Which private fields there are is asked of the dossier itself."""


def _erased(pen: Pen, entry: e.PersonErased) -> None:
    blank = dict.fromkeys(PERSONAL, "") | {"family_name": ERASED, "folded": ERASED, "searched": ERASED}
    pen.update("nominations", {"person": entry.person}, blank)
    for table, column in (("nominations", "reason"), ("nominations", "over_quota")):
        pen.db.execute(
            f"UPDATE {table} SET {column} = ? WHERE person = ? AND {column} IS NOT NULL", (ERASED, entry.person)
        )
    of_person = "nomination IN (SELECT id FROM nominations WHERE person = ?)"
    for table, column in (
        ("clearances", "remark"),
        ("accreditations", "reason"),
        ("badges", "collected_by"),
        ("cards", "reason"),
        ("attendance_marks", "reason"),
    ):
        pen.db.execute(
            f"UPDATE {table} SET {column} = ? WHERE {of_person} AND {column} IS NOT NULL", (ERASED, entry.person)
        )
    issuers = "issuer IN (SELECT issuer FROM links WHERE subject = ?)"
    pen.db.execute(f"UPDATE linked_badges SET name = ?, folded = '' WHERE {issuers}", (ERASED, entry.person))


def _arrived(pen: Pen, entry: e.ArrivalRecorded) -> None:
    pen.update("nominations", {"id": entry.nomination}, {"arrived_at": to_text(pen.command.at)})


HANDLERS: dict[type, Any] = {
    e.NominationReceived: _received,
    e.NominationAmended: _amended,
    e.NominationWithdrawn: _withdrawn,
    e.NominationSubstituted: _substituted,
    e.HeadChanged: _head,
    e.PersonsDistinct: _distinct,
    e.DossierChanged: _dossier,
    e.PersonErased: _erased,
    e.ArrivalRecorded: _arrived,
}

"""Particulars of somebody who was put forward change: what is said anew replaces what was, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conclave_desk.desk import lookup
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.people import Particulars, already_here, keep_dossier, refuse_double
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.nomination import PERSONAL
from conclave_desk.exchange.portraits import Portrait
from conclave_desk.registers import accreditations
from conclave_desk.registers.views import Nomination

OPEN = ("slot", "accompanies", "external_id")
"""Columns besides those about the person that may change; category, zones and validity belong to the accreditation."""
_ON_PAPER = {
    *("rank", "given_name", "family_name", "badge_name", "native_name", "post_nominals", "appointment", "service"),
    "photo",
}


def amend(
    desk: Desk, person: str, cells: Mapping[str, str], place: Mapping[str, str], portrait: Portrait | None = None
) -> Decision:
    """Change columns of a nomination by name (CONTRACTS section 3); ``place`` are those of :data:`OPEN`.

    A name may come for a slot that awaits one. Somebody else in a slot is a substitution, and not this.
    """

    def rule() -> Decision:
        found = lookup.person(desk, person)
        if not found.holds_slot:
            return Refusal("not_active", f"{found.titled} holds no slot any more; nothing is changed.")
        particulars = Particulars.of(cells, portrait)
        if refusal := _somebody_else(desk, found, particulars):
            return refusal
        entries = [
            *amended(desk, found, particulars, dict(place)),
            *keep_dossier(desk, found.person, _new_in_dossier(desk, found, particulars), portrait),
        ]
        if not entries:
            return Refusal("nothing_new", f"All of that stands so already for {found.titled}.")
        return Decided(entries, _to_print_again(desk, found, {*particulars.personal, *particulars.dossier}))

    return desk.record("nominations amend", rule)


def amended(
    desk: Desk, standing: Nomination, particulars: Particulars, values: dict[str, Any]
) -> list[e.NominationAmended]:
    """The entry that brings in what is new, if anything is; ``values`` are columns that stand in the open."""
    values = {name: value for name, value in values.items() if getattr(standing, name) != value}
    for name, said in (("travel", particulars.travel), ("paper", particulars.paper)):
        known: dict[str, str] = getattr(standing, name)
        if any(known.get(key) != value for key, value in said.items()):
            values[name] = {**known, **said}
    kept = {name: value for name in PERSONAL if (value := getattr(standing, name))}
    personal = {**kept, **particulars.personal}
    changed = any(str(kept.get(name, "")) != value for name, value in particulars.personal.items())
    if not values and not changed:
        return []
    return [
        e.NominationAmended(
            nomination=standing.id,
            person=standing.person,
            changes=values,
            personal=desk.safe.seal(standing.person, personal) if changed else None,
            named=True if particulars.named and not standing.named else None,
        )
    ]


def _somebody_else(desk: Desk, found: Nomination, particulars: Particulars) -> Refusal | None:
    """Whether what is said is true of somebody else who is here."""
    names = {name: getattr(found, name) for name in ("given_name", "family_name") if getattr(found, name)}
    said = Particulars({**names, **particulars.personal}, particulars.dossier, {}, {})
    doubles = [double for double in already_here(desk, found.party, said) if double[0].person != found.person]
    if any(name in particulars.personal for name in ("given_name", "family_name")):
        return refuse_double(doubles)
    return refuse_double([double for double in doubles if double[1] == "passport"])


def _new_in_dossier(desk: Desk, found: Nomination, particulars: Particulars) -> dict[str, str]:
    """A photo is new whenever one is handed in: the file may be another one under the same name."""
    known = desk.safe.dossier(found.person)
    portrait = particulars.portrait is not None
    return {
        name: value
        for name, value in particulars.dossier.items()
        if known.get(name) != value or (name == "photo" and portrait)
    }


def _to_print_again(desk: Desk, found: Nomination, changed: set[str]) -> Sequence[str]:
    if not changed & _ON_PAPER:
        return ()
    now = desk.now()
    for badge in accreditations.badges_of(desk.journal.db, found.id):
        if badge.printed and badge.status_at(now) not in ("revoked", "surrendered"):
            return (f"badge {serial_of(badge)} was printed before this; print it again with --reprint REASON",)
    return ()

"""Particulars of somebody put forward are put right, or come later: what is said anew replaces what was, the rest stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from conclave_desk.desk import lookup
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.people import NAMES, Particulars, already_here, keep_dossier, refuse_double
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.nomination import DOSSIER, HEADS, PAPER, PERSONAL, TRAVEL
from conclave_desk.exchange.portraits import Portrait
from conclave_desk.registers import accreditations
from conclave_desk.registers.views import Nomination

OPEN = ("slot", "role", "accompanies", "external_id", "zones", "valid_from", "valid_until")
"""Columns that say into what somebody is put forward and can be said anew; the category stays."""
_ON_PAPER = {*NAMES, "rank", "post_nominals", "appointment", "service", "photo"}
_PERMITTED = {"zones", "valid_from", "valid_until"}


def amend(desk: Desk, person: str, cells: Mapping[str, str], portrait: Portrait | None = None) -> Decision:
    """Those columns (CONTRACTS section 3) now say that; a blank text takes away what stood there.

    A name may come for a slot that awaits one. Somebody else in a slot is a substitution, and not this.
    """

    def rule() -> Decision:
        found = lookup.person(desk, person)
        if not found.holds_slot:
            return Refusal("not_active", f"{found.titled} holds no slot any more; nothing is changed.")
        changed = _changed(desk, found, cells, portrait)
        if not changed:
            return Refusal("nothing_new", f"All of that stands so already for {found.titled}.")
        if refusal := _may_not(desk, found, changed):
            return refusal
        private = {name: changed[name] for name in DOSSIER if name in changed}
        entries = [*_amended(desk, found, changed), *keep_dossier(desk, found.person, private, portrait)]
        return Decided(entries, _warnings(desk, found, changed))

    return desk.record("nominations amend", rule)


def standing(found: Nomination) -> dict[str, str]:
    """What the register says about somebody, under the names of the columns; the dossier's are not among them."""
    values = {name: str(getattr(found, name)) for name in PERSONAL if name != "precedence"}
    values["order"] = found.precedence
    values |= {name: found.travel.get(name, "") for name in TRAVEL}
    values |= {name: found.paper.get(name.removeprefix("paper_"), "") for name in PAPER}
    values |= {name: getattr(found, name) or "" for name in OPEN if name != "zones"}
    return values | {"zones": ";".join(found.zones)}


def _changed(desk: Desk, found: Nomination, cells: Mapping[str, str], portrait: Portrait | None) -> dict[str, str]:
    """What is otherwise. A photo is new whenever one is handed in: it may be another one under the same name."""
    known = {**desk.safe.dossier(found.person), **standing(found)}
    return {
        name: text
        for name, text in cells.items()
        if text != known.get(name, "") or (name == "photo" and portrait is not None)
    }


def _may_not(desk: Desk, found: Nomination, changed: Mapping[str, str]) -> Refusal | None:
    if "role" in changed and (found.heads or changed["role"] in HEADS):
        return Refusal("head", "Who heads the delegation is said by `nominations head`.")
    names = {name: changed.get(name, getattr(found, name)) for name in NAMES}
    if found.named and not any(names.values()):
        return Refusal("name_missing", f"{found.titled} would have no name any more; withdraw the person instead.")
    alike = already_here(desk, found.party, Particulars.of({**names, **changed}))
    doubles = [double for double in alike if double[0].person != found.person]
    if not any(name in changed for name in ("given_name", "family_name")):
        doubles = [double for double in doubles if double[1] == "passport"]
    return refuse_double(doubles)


def _amended(desk: Desk, found: Nomination, changed: Mapping[str, str]) -> list[e.NominationAmended]:
    values: dict[str, Any] = {name: changed[name] for name in OPEN if name in changed and name not in _PERMITTED}
    if "zones" in changed:
        values["zones"] = [zone for zone in changed["zones"].split(";") if zone]
    values |= {name: changed[name] or None for name in ("valid_from", "valid_until") if name in changed}
    personal = {("precedence" if name == "order" else name): text for name, text in changed.items()}
    return entry(
        desk,
        found,
        values,
        personal={name: personal[name] for name in PERSONAL if name in personal},
        travel={name: changed[name] for name in TRAVEL if name in changed},
        paper={name.removeprefix("paper_"): changed[name] for name in PAPER if name in changed},
    )


def entry(
    desk: Desk,
    found: Nomination,
    values: dict[str, Any],
    *,
    personal: Mapping[str, str],
    travel: Mapping[str, str],
    paper: Mapping[str, str],
) -> list[e.NominationAmended]:
    """The entry that brings in what is new, if anything is; ``values`` are columns that stand in the open. Of the
    others a blank text takes away what stood there."""
    values = {name: value for name, value in values.items() if getattr(found, name) != value}
    for name, said in (("travel", travel), ("paper", paper)):
        if (now := _merged(getattr(found, name), said)) != getattr(found, name):
            values[name] = now
    kept = {name: str(value) for name in PERSONAL if (value := getattr(found, name))}
    now = _merged(kept, personal)
    if not values and now == kept:
        return []
    named = any(now.get(name) for name in NAMES)
    return [
        e.NominationAmended(
            nomination=found.id,
            person=found.person,
            changes=values,
            personal=desk.safe.seal(found.person, now) if now != kept else None,
            named=True if named and not found.named else None,
        )
    ]


def _merged(before: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in {**before, **said}.items() if text}


def _warnings(desk: Desk, found: Nomination, changed: Mapping[str, str]) -> list[str]:
    now, warnings = desk.now(), []
    for badge in accreditations.badges_of(desk.journal.db, found.id):
        if _ON_PAPER & changed.keys() and badge.printed and badge.status_at(now) not in ("revoked", "surrendered"):
            warnings.append(f"badge {serial_of(badge)} was printed before this; print it again with --reprint REASON")
    permission = accreditations.of_nomination(desk.journal.db, found.id)
    if _PERMITTED & changed.keys() and permission is not None and permission.status_at(now) == "granted":
        warnings.append("the accreditation stands as it was given: other zones or days need a new one")
    return warnings


def compensated(done: Sequence[e.Entry], earlier: Callable[[str], Sequence[e.Entry]]) -> Decision:
    """The amendment taken back: every changed column says again what it said before."""
    entries: list[e.Entry] = []
    for one in done:
        if isinstance(one, e.DossierChanged):
            return Refusal("private", "Private fields stand in no journal entry; type the old ones in again.")
        if not isinstance(one, e.NominationAmended):
            continue
        if one.named:
            return Refusal("name_came", "A name came for a slot that awaited one. Substitute or withdraw the person.")
        before, personal = _before(one.nomination, earlier(one.nomination))
        entries.append(
            e.NominationAmended(
                nomination=one.nomination,
                person=one.person,
                changes={name: before.get(name) for name in one.changes},
                personal=personal if one.personal is not None else None,
            )
        )
    return Decided(entries, ["What was changed says again what it said before."])


def _before(nomination: str, known: Sequence[e.Entry]) -> tuple[dict[str, Any], bytes | None]:
    """What earlier entries, in their order, made of a nomination: its open columns, and its sealed part."""
    values: dict[str, Any] = {}
    personal: bytes | None = None
    for one in known:
        if isinstance(one, e.NominationReceived) and one.nomination == nomination:
            values = {name: getattr(one, name) for name in (*OPEN, "travel", "paper")}
            personal = one.personal
        elif isinstance(one, e.NominationAmended) and one.nomination == nomination:
            values |= one.changes
            personal = one.personal or personal
    return values, personal

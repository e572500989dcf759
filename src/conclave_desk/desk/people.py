"""Writing about a person: what goes under their seal, what into the dossier, and whether they are here already."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from conclave_desk.desk import photos
from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.nomination import DOSSIER, PAPER, PERSONAL, TRAVEL
from conclave_desk.exchange.portraits import Portrait
from conclave_desk.registers import nominations
from conclave_desk.registers.views import Nomination

NAMES = ("given_name", "family_name", "badge_name", "native_name")
"""The columns of which one is a name enough."""


_KEPT: dict[str, tuple[str, str]] = {
    **{name: ("personal", name) for name in PERSONAL},
    "order": ("personal", "precedence"),
    **{name: ("dossier", name) for name in DOSSIER},
    **{name: ("travel", name) for name in TRAVEL},
    **{name: ("paper", name.removeprefix("paper_")) for name in PAPER},
}
"""Columns by where they are kept, and under which name."""


class Particulars(Struct, frozen=True, gc=False):
    """A nomination's columns (CONTRACTS section 3), sorted by where they are kept; ``portrait`` is what ``photo`` names."""

    personal: dict[str, str]
    dossier: dict[str, str]
    travel: dict[str, str]
    paper: dict[str, str]
    portrait: Portrait | None = None

    @classmethod
    def of(cls, cells: Mapping[str, str], portrait: Portrait | None = None) -> Particulars:
        """Sort the cells that say something."""
        found: dict[str, dict[str, str]] = {"personal": {}, "dossier": {}, "travel": {}, "paper": {}}
        for column, text in cells.items():
            if text and column in _KEPT:
                part, name = _KEPT[column]
                found[part][name] = text
        return cls(**found, portrait=portrait)

    @property
    def named(self) -> bool:
        """Whether there is a name: one is enough."""
        return not self.personal.keys().isdisjoint(NAMES)


def keep_dossier(desk: Desk, person: str, fields: Mapping[str, str], portrait: Portrait | None = None) -> list[e.Entry]:
    """Add private fields to the person's dossier, or take blank ones away; the journal names only which. A portrait is
    the field ``photo``."""
    if not fields:
        return []
    if portrait is not None:
        photos.keep(desk, person, portrait)
    elif fields.get("photo") == "":
        desk.safe.drop_photo(person)
    kept = {**desk.safe.dossier(person), **fields}
    desk.safe.write_dossier(person, {name: text for name, text in kept.items() if text})
    return [e.DossierChanged(person=person, fields=sorted(fields))]


def new_person(desk: Desk, fields: Mapping[str, str], portrait: Portrait | None = None) -> tuple[str, list[e.Entry]]:
    """A new person with a key of their own, and the dossier as far as it is known."""
    person = desk.new_id()
    desk.safe.admit(person, fields)
    if portrait is not None:
        photos.keep(desk, person, portrait)
    if not fields:
        return person, []
    return person, [e.DossierChanged(person=person, fields=sorted(fields))]


def already_here(desk: Desk, party: str, particulars: Particulars) -> list[tuple[Nomination, str]]:
    """Active nominations that may be the same person: by passport in any party, by folded name in this one."""
    db = desk.journal.db
    found: dict[str, tuple[Nomination, str]] = {}
    if number := particulars.dossier.get("passport_number"):
        for person in desk.safe.holders_of(number):
            for known in nominations.of_person(db, person):
                if known.holds_slot:
                    found[known.id] = (known, "passport")
    given, family = particulars.personal.get("given_name", ""), particulars.personal.get("family_name", "")
    if given or family:
        for known in nominations.of_same_name(db, party, given, family):
            if known.holds_slot:
                found.setdefault(known.id, (known, "name"))
    return list(found.values())


def refuse_double(found: list[tuple[Nomination, str]]) -> Refusal | None:
    """The same person twice is never silently doubled."""
    if not found:
        return None
    known, by = found[0]
    sentence = (
        f"{known.titled} ({known.party}, {known.category}, {known.id}) has the same {by}. If it is one person in a "
        f"second capacity use --same-person {known.id}; if there are two people use --distinct-from {known.id} REASON."
    )
    return Refusal("same_person", sentence)

"""More people than places, and more heads than one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from conclave_desk.domain.event import Event
from conclave_desk.domain.nomination import HEADS
from conclave_desk.domain.slots import offered
from conclave_desk.errors import Flaw
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.rows import InvitationRow, NominationRow
from conclave_desk.exchange.sentences import listed, one_line, quoted

NAMES_SHOWN = 12


def check_places(
    file: str,
    rows: Iterable[NominationRow],
    invitations: Mapping[str, InvitationRow],
    event: Event,
    countries: Countries,
) -> list[Flaw]:
    """One fault for each category of an invitation that has more active rows than places, at the first beyond."""
    taken: dict[tuple[str, str], list[NominationRow]] = {}
    for row in rows:
        if row.invitation and row.active:
            taken.setdefault((row.invitation, row.category), []).append(row)
    flaws: list[Flaw] = []
    for (reference, category), people in taken.items():
        invitation = invitations.get(reference)
        places = offered(event, invitation.slots or {}, category) if invitation else None
        if places is not None and len(people) > places:
            party = countries.party_name(event, people[0].party)
            sentence = (
                f"{party} has {len(people)} people in {category} on invitation {quoted(reference)}, which offers "
                f"{places}: {_names(people)}"
            )
            flaws.append(Flaw(file, sentence, people[places].row, "category"))
    return flaws


def head_warnings(file: str, rows: Iterable[NominationRow], event: Event, countries: Countries) -> list[Flaw]:
    """One warning for each active row beyond the first that would head the delegation of one invitation."""
    first: dict[str, NominationRow] = {}
    warnings: list[Flaw] = []
    for row in rows:
        if not (row.invitation and row.active and row.role in HEADS):
            continue
        head = first.setdefault(row.invitation, row)
        if head is not row:
            party = countries.party_name(event, row.party)
            sentence = f"the delegation of {party} has a head in row {head.row} already ({head.role}); one heads it"
            warnings.append(Flaw(file, sentence, row.row, "role"))
    return warnings


def _names(people: Sequence[NominationRow]) -> str:
    names = [f"{one_line(row.full_name) or 'name awaited'} (row {row.row})" for row in people[:NAMES_SHOWN]]
    beyond = len(people) - NAMES_SHOWN
    return listed([*names, f"{beyond} more"] if beyond > 0 else names)

"""``invitations``: which parties were invited, and what each answered."""

from __future__ import annotations

from conclave_desk.domain.event import Event
from conclave_desk.errors import Flaw
from conclave_desk.exchange.cells import convert, day, one_of, party, remembered, slots
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.rows import ANSWERED_LEVELS, INVITATION_STATES, INVITATIONS, InvitationRow
from conclave_desk.exchange.sentences import quoted
from conclave_desk.exchange.tables import Table


def parse_invitations(table: Table, event: Event, countries: Countries) -> tuple[list[InvitationRow], list[Flaw]]:
    """The rows without fault, in the file's order, and all faults of the others."""
    columns = remembered(
        table.header,
        {
            "party": party(event, countries),
            "issued_on": day,
            "reply_by": day,
            "slots": slots(event),
            "status": one_of(*INVITATION_STATES),
            "answered_on": day,
            "answered_level": one_of(*ANSWERED_LEVELS),
        },
    )
    rows: list[InvitationRow] = []
    flaws: list[Flaw] = []
    first: dict[str, int] = {}
    for number, cells in table.rows:
        before = len(flaws)
        values = convert(table.file, number, cells, columns, flaws)
        flaws += missing_cells(table.file, number, cells, INVITATIONS.required)
        if (reference := cells.get("reference")) and first.setdefault(reference, number) != number:
            sentence = (
                f"row {first[reference]} has the reference {quoted(reference)} too; each invitation needs its own"
            )
            flaws.append(Flaw(table.file, sentence, number, "reference"))
        if len(flaws) == before:
            values["sender"] = values.pop("from", None)
            row = InvitationRow(row=number, cells=cells, **values)
            flaws += _check(table.file, row)
            rows.append(row)
    return rows, flaws


def invitation_warnings(file: str, rows: list[InvitationRow]) -> list[Flaw]:
    """Answers that came before the paper: word of mouth goes before it, so that is no fault."""
    return [
        Flaw(file, f"answered on {row.answered_on}, before it was issued on {row.issued_on}", row.row, "answered_on")
        for row in rows
        if row.answered_on and row.issued_on and row.answered_on < row.issued_on
    ]


def missing_cells(file: str, number: int, cells: dict[str, str], required: tuple[str, ...]) -> list[Flaw]:
    """Cells that must not be blank and are."""
    return [Flaw(file, "the cell is blank, and must be filled", number, name) for name in required if name not in cells]


def _check(file: str, row: InvitationRow) -> list[Flaw]:
    if row.reply_by and row.issued_on and row.reply_by < row.issued_on:
        sentence = f"a reply by {row.reply_by} is asked for, before the invitation is issued on {row.issued_on}"
        return [Flaw(file, sentence, row.row, "reply_by")]
    return []

"""``programme``: the timetable."""

from __future__ import annotations

from datetime import timedelta

from conclave_desk.domain.event import Event, start_of_day
from conclave_desk.errors import Flaw
from conclave_desk.exchange.cells import code, convert, declared, moment, one_of, party, remembered, several, whole
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.invitations import missing_cells
from conclave_desk.exchange.rows import ACCESSES, PROGRAMME, SESSION_KINDS, SessionRow
from conclave_desk.exchange.tables import Table


def parse_programme(table: Table, event: Event, countries: Countries) -> tuple[list[SessionRow], list[Flaw]]:
    """The rows without fault, in the file's order, and all faults of the others."""
    columns = remembered(
        table.header,
        {
            "code": code,
            "kind": one_of(*SESSION_KINDS),
            "venue": declared("venue", [venue.code for venue in event.venues]),
            "starts": moment(event.timezone),
            "ends": moment(event.timezone),
            "access": one_of(*ACCESSES),
            "categories": several(declared("category", [category.code for category in event.categories])),
            "parties": several(party(event, countries)),
            "speakers": several(),
            "doors": whole,
        },
    )
    rows: list[SessionRow] = []
    flaws: list[Flaw] = []
    first: dict[str, int] = {}
    for number, cells in table.rows:
        before = len(flaws)
        values = convert(table.file, number, cells, columns, flaws)
        flaws += missing_cells(table.file, number, cells, PROGRAMME.required)
        if (name := cells.get("code")) and first.setdefault(name, number) != number:
            sentence = f"row {first[name]} has the code {name} too; each session needs its own"
            flaws.append(Flaw(table.file, sentence, number, "code"))
        if len(flaws) == before:
            row = SessionRow(row=number, cells=cells, **values)
            flaws += _check(table.file, row)
            rows.append(row)
    return rows, flaws


def programme_warnings(file: str, rows: list[SessionRow], event: Event) -> list[Flaw]:
    """Sessions on days that are none of the event's."""
    opens = start_of_day(event.starts, event.zone_info)
    closes = start_of_day(event.ends + timedelta(days=1), event.zone_info)
    return [
        Flaw(file, f"the session is outside the event, {event.starts} to {event.ends}", row.row, "starts")
        for row in rows
        if row.ends <= opens or row.starts >= closes
    ]


def _check(file: str, row: SessionRow) -> list[Flaw]:
    flaws: list[Flaw] = []
    if row.ends <= row.starts:
        sentence = f"the session ends at {row.cells['ends']}, not after its start at {row.cells['starts']}"
        flaws.append(Flaw(file, sentence, row.row, "ends"))
    if row.access == "categories" and not row.categories:
        flaws.append(Flaw(file, 'the access is "categories" and no category is named', row.row, "categories"))
    if row.access == "invited" and not (row.parties or row.chair or row.speakers):
        sentence = 'the access is "invited" and nobody is: name parties, a chair or speakers'
        flaws.append(Flaw(file, sentence, row.row, "parties"))
    return flaws

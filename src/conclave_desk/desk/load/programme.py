"""Rows of ``programme`` as entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.load.tally import Tally, before, changed_cells, noted
from conclave_desk.domain import entries as e
from conclave_desk.errors import Flaw
from conclave_desk.exchange.folder import EventFolder
from conclave_desk.exchange.rows import SessionRow
from conclave_desk.registers import sessions
from conclave_desk.registers.moments import to_text

SOURCE = "programme"


def entries(desk: Desk, folder: EventFolder, tally: Tally) -> Iterator[e.Entry]:
    """What the rows add to what was last loaded."""
    known = before(desk, SOURCE)
    for row in folder.programme:
        old = known.get(row.key)
        changes = changed_cells(old.cells, row.cells) if old else row.cells
        if old is None and sessions.by_code(desk.journal.db, row.code) is None:
            yield _scheduled(row)
        elif old is None:
            sentence = f"session {row.code} was put on the programme at the desk; its row is noted and changes nothing"
            tally.warnings.append(Flaw("programme", sentence, row.row, "code"))
        elif changes:
            yield e.SessionAmended(session=row.code, changes=_changes(row, changes))
        if old is None or changes:
            yield noted(SOURCE, row.key, row.code, {**(old.cells if old else {}), **row.cells})
        tally.count(new=old is None, changed=bool(changes))


def _scheduled(row: SessionRow) -> e.SessionScheduled:
    return e.SessionScheduled(
        session=row.code,
        title=row.title,
        starts=row.starts,
        ends=row.ends,
        item=row.kind,
        venue=row.venue or "",
        access=row.access,
        categories=list(row.categories),
        parties=list(row.parties),
        chair=row.chair or "",
        speakers=list(row.speakers),
        doors=row.doors,
        note=row.note or "",
    )


def _changes(row: SessionRow, changed: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": row.title,
        "kind": row.kind,
        "venue": row.venue or "",
        "starts": to_text(row.starts),
        "ends": to_text(row.ends),
        "access": row.access,
        "categories": list(row.categories),
        "parties": list(row.parties),
        "chair": row.chair or "",
        "speakers": list(row.speakers),
        "doors": row.doors,
        "note": row.note or "",
    }
    return {column: value for column, value in values.items() if column in changed}

"""Rows wait for each other in a pen, and no register shows it."""

from __future__ import annotations

import sqlite3

from conclave_desk.registers import schema
from conclave_desk.registers.project.gate_rows import GateRows
from conclave_desk.registers.project.pen import Pen

GIVEN = "INSERT OR REPLACE INTO flags VALUES (?, ?)"


def test_what_is_written_to_a_table_keeps_its_order_whatever_is_written_between() -> None:
    db = sqlite3.connect(":memory:")
    schema.create(db)
    pen = Pen(db, lambda _person, _sealed: None, GateRows(db))
    pen.write("flags", GIVEN, ("MLI", b"first"))
    pen.update("flags", {"party": "MLI"}, {"picture": b"second"})
    pen.write("emblem", "INSERT INTO emblem VALUES (1, ?)", (b"emblem",))
    pen.write("flags", GIVEN, ("NER", b"first"))
    pen.update("flags", {"party": "NER"}, {"picture": b"second"})
    pen.write("flags", GIVEN, ("MLI", b"third"))
    assert pen.db.execute("SELECT party, picture FROM flags ORDER BY party").fetchall() == [
        ("MLI", b"third"),
        ("NER", b"second"),
    ]
    assert pen.db.execute("SELECT picture FROM emblem").fetchall() == [(b"emblem",)]

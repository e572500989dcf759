"""The timetable, and corrections of who was at it."""

from __future__ import annotations

from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import Pen, as_json

_JSON = {"categories", "parties", "speakers"}


def _scheduled(pen: Pen, entry: e.SessionScheduled) -> None:
    pen.db.execute(
        "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'scheduled')",
        (
            *(entry.session, entry.title, entry.item, entry.venue, to_text(entry.starts), to_text(entry.ends)),
            *(entry.access, as_json(entry.categories), as_json(entry.parties), entry.chair),
            *(as_json(entry.speakers), entry.doors, entry.note),
        ),
    )


def _amended(pen: Pen, entry: e.SessionAmended) -> None:
    values = {name: as_json(value) if name in _JSON else value for name, value in entry.changes.items()}
    pen.update("sessions", {"code": entry.session}, values)


def _moved(pen: Pen, entry: e.SessionMoved) -> None:
    values = {"starts": to_text(entry.starts), "ends": to_text(entry.ends), "venue": entry.venue}
    pen.update("sessions", {"code": entry.session}, values)


def _cancelled(pen: Pen, entry: e.SessionCancelled) -> None:
    values = {"status": "cancelled"} | ({"note": entry.note} if entry.note else {})
    pen.update("sessions", {"code": entry.session}, values)


def _released(pen: Pen, entry: e.ProgrammeReleased) -> None:
    found = pen.db.execute("SELECT * FROM sessions ORDER BY starts, code")
    names = [column[0] for column in found.description]
    sessions = [dict(zip(names, row, strict=True)) for row in found]
    pen.db.execute(
        "INSERT OR REPLACE INTO releases VALUES (?, ?, ?, ?, ?)",
        (entry.number, to_text(pen.command.at), pen.command.officer, entry.note, as_json(sessions)),
    )


def _signed(pen: Pen, entry: e.ReturnSigned) -> None:
    row = (entry.day, to_text(pen.command.at), pen.command.officer)
    pen.db.execute("INSERT OR REPLACE INTO returns VALUES (?, ?, ?)", row)


def _marked(pen: Pen, entry: e.AttendanceMarked) -> None:
    pen.db.execute(
        "INSERT OR REPLACE INTO attendance_marks VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(entry.nomination, entry.session, entry.status, entry.evidence),
            *(pen.text(entry.person, entry.reason), to_text(pen.command.at)),
        ),
    )


def _unmarked(pen: Pen, entry: e.AttendanceMarkWithdrawn) -> None:
    key = (entry.nomination, entry.session)
    pen.db.execute("DELETE FROM attendance_marks WHERE nomination = ? AND session = ?", key)


HANDLERS: dict[type, Any] = {
    e.SessionScheduled: _scheduled,
    e.SessionAmended: _amended,
    e.SessionMoved: _moved,
    e.SessionCancelled: _cancelled,
    e.ProgrammeReleased: _released,
    e.ReturnSigned: _signed,
    e.AttendanceMarked: _marked,
    e.AttendanceMarkWithdrawn: _unmarked,
}

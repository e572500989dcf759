"""Forms of attendance: marks by hand, and the export to a file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from conclave_desk.desk import attendance as use_case
from conclave_desk.desk.attendance_board import Scope
from conclave_desk.desk.seen import NOMINATION, seen
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.exchange.cells import CellFault
from conclave_desk.registers.attendance import Named
from conclave_desk.tui.forms.fields import Choice, Field, Form, Meaning, Values
from conclave_desk.tui.office import Office

SIGHT, PAPER, EXCUSED, EXCUSED_BY_PAPER = "by sight", "from paper", "excused", "excused by paper"
_HOW = {
    SIGHT: ("there: somebody saw them", "sight", False),
    PAPER: ("there: they stand on a signed list", "paper", False),
    EXCUSED: ("away with leave", "", True),
    EXCUSED_BY_PAPER: ("away with leave, a paper says so", "paper", True),
}
"""By what the form calls it: the word beside it, the evidence, and whether the person is excused."""
FORMATS = {
    "xlsx": "a workbook: a sheet a session, the days, a summary",
    "csv": "one table, a line a person and session",
    "json": "for programs",
}
_NAMED = 6


def mark(office: Office, people: Sequence[Named], scopes: Sequence[Scope], session: str, how: str) -> Form:
    """One mark for all of those people at a session."""
    ids = [one.id for one in people]
    held = [scope for scope in scopes if scope.session is not None]

    def send(values: dict[str, str]) -> Decision:
        _said, evidence, excused = _HOW[values["how"]]
        return use_case.mark(
            office.desk, ids, values["session"], evidence=evidence, excused=excused, reason=values["reason"]
        )

    choices = [Choice(scope.id, scope.id, f"{office.shown(scope.starts)} {scope.title}") for scope in held]
    known = [Choice(name, name, said) for name, (said, _evidence, _excused) in _HOW.items()]
    return Form(
        name=f"attendance-{hashlib.sha256(' '.join(sorted(ids)).encode()).hexdigest()[:16]}",
        title=f"Mark · {_whom(people)}",
        do="Mark",
        what=f"{_named(office, people)}\nThe mark stands in the return in the place of what the gates saw.",
        lines=(
            (Field("session", "session", required=True, default=session, choices=lambda _: choices),),
            (Field("how", "how", required=True, default=how, choices=lambda _: known),),
            (Field("reason", "reason", required=True, hint="sat in the front row; kept sealed"),),
        ),
        send=send,
        seen=[seen(office.desk, NOMINATION, nomination) for nomination in ids],
    )


def _whom(people: Sequence[Named]) -> str:
    return people[0].titled if len(people) == 1 else f"{len(people)} people"


def _named(office: Office, people: Sequence[Named]) -> str:
    names = [f"{one.titled} ({office.party_name(one.party)})" for one in people[:_NAMED]]
    more = f" and {len(people) - _NAMED} more" if len(people) > _NAMED else ""
    return f"{', '.join(names)}{more}."


@dataclass
class ExportOrder:
    """Where the return goes, and as what; nothing is written until it is carried out."""

    kind: str = "xlsx"
    file: Path = Path()


def export(office: Office, order: ExportOrder, now_said: str) -> Form:
    """The whole return to a file."""

    def send(values: dict[str, str]) -> Decision:
        order.kind = values["format"]
        order.file = _final(values["file"], order.kind)
        return Decided(())

    def read(text: str, values: Values) -> Meaning:
        kind = values.get("format", "")
        final = _final(text, kind if kind in FORMATS else order.kind)
        if not final.parent.is_dir():
            raise CellFault("there is no such folder")
        return Meaning(str(final), "is there; it is replaced" if final.exists() else final.name, doubt=final.exists())

    known = [Choice(kind, kind, said) for kind, said in FORMATS.items()]
    folder = Path(office.desk.journal.path).resolve().parent
    now = office.local(office.desk.now())
    default = folder / f"{office.desk.event.code}-attendance-{now:%d%b-%H%M}.{order.kind}".lower()
    return Form(
        name="attendance-export",
        title="Export attendance",
        do="Write",
        what=f"Everybody expected at each session and on each day, {now_said}, as `export attendance` writes it.",
        lines=(
            (Field("format", "format", required=True, default=order.kind, choices=lambda _: known),),
            (Field("file", "file", required=True, default=str(default), read=read),),
        ),
        send=send,
    )


def _final(text: str, kind: str) -> Path:
    """The file, with the ending of its format."""
    path = Path(text).expanduser()
    return (
        path.with_suffix(f".{kind}")
        if path.suffix.casefold().lstrip(".") in FORMATS
        else path.with_name(f"{path.name}.{kind}")
    )

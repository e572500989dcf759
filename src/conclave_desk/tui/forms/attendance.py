"""Forms of attendance: marks by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from conclave_desk.desk import attendance as use_case
from conclave_desk.desk.attendance_board import Scope
from conclave_desk.desk.seen import NOMINATION, seen
from conclave_desk.domain.decision import Decision
from conclave_desk.registers.attendance import Named
from conclave_desk.tui.forms.fields import Choice, Field, Form
from conclave_desk.tui.office import Office

SIGHT, PAPER, EXCUSED, EXCUSED_BY_PAPER = "by sight", "from paper", "excused", "excused by paper"
_HOW = {
    SIGHT: ("there: somebody saw them", "sight", False),
    PAPER: ("there: they stand on a signed list", "paper", False),
    EXCUSED: ("away with leave", "", True),
    EXCUSED_BY_PAPER: ("away with leave, a paper says so", "paper", True),
}
"""By what the form calls it: the word beside it, the evidence, and whether the person is excused."""
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

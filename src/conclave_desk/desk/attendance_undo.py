"""Taking back what was done to attendance: the mark that stood before stands again, or what the gates saw does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal

Earlier = Callable[[str], Sequence[e.Entry]]
"""The entries that name a nomination, before the command that is taken back."""
_Mark = e.AttendanceMarked | e.AttendanceMarkWithdrawn


def changed(entries: Sequence[e.Entry], earlier: Earlier) -> Decision:
    """Each person stands at the session as before the marks were made, or were taken back."""
    back: list[e.Entry] = []
    for entry in entries:
        if isinstance(entry, _Mark):
            before = _latest(earlier(entry.nomination), entry.session)
            back.append(before or _none(entry))
    if not back:
        return Refusal("nothing_marked", "It marked nobody.")
    again = sum(isinstance(entry, e.AttendanceMarked) for entry in back)
    gone = len(back) - again
    said = [
        *([f"{_counted(gone)} taken back; what the gates saw holds."] if gone else []),
        *([f"{_counted(again)} as before."] if again else []),
    ]
    return Decided(back, said)


def _latest(entries: Sequence[e.Entry], session: str) -> e.AttendanceMarked | None:
    stood: e.AttendanceMarked | None = None
    for entry in entries:
        if isinstance(entry, _Mark) and entry.session == session:
            stood = entry if isinstance(entry, e.AttendanceMarked) else None
    return stood


def _none(entry: _Mark) -> e.AttendanceMarkWithdrawn:
    return e.AttendanceMarkWithdrawn(nomination=entry.nomination, person=entry.person, session=entry.session)


def _counted(number: int) -> str:
    return "1 mark is" if number == 1 else f"{number} marks are"

"""Taking back what was done to the programme: the session is put as it was before, by an entry of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.registers.moments import from_text

Earlier = Callable[[str], Sequence[e.Entry]]
"""The entries that name a session, before the command that is taken back."""


def added(entries: Sequence[e.Entry]) -> Decision:
    """A session that was put on the programme is cancelled."""
    found = [entry for entry in entries if isinstance(entry, e.SessionScheduled)]
    return Decided(
        [e.SessionCancelled(session=entry.session) for entry in found],
        [f"{', '.join(entry.session for entry in found)} is cancelled; the code stays taken."],
    )


def moved(entries: Sequence[e.Entry], earlier: Earlier) -> Decision:
    """A session goes back to where and when it was."""
    back: list[e.Entry] = []
    for entry in entries:
        if isinstance(entry, e.SessionMoved):
            stood = as_it_stood(entry.session, earlier(entry.session))
            back.append(e.SessionMoved(session=entry.session, starts=stood.starts, ends=stood.ends, venue=stood.venue))
    return Decided(back, ["The session is where and when it was."])


def amended(entries: Sequence[e.Entry], earlier: Earlier) -> Decision:
    """Particulars are what they were."""
    back: list[e.Entry] = []
    for entry in entries:
        if isinstance(entry, e.SessionAmended):
            stood = as_it_stood(entry.session, earlier(entry.session))
            before = {name: getattr(stood, "item" if name == "kind" else name) for name in entry.changes}
            back.append(e.SessionAmended(session=entry.session, changes=before))
    return Decided(back, ["The particulars are what they were."])


def cancelled(entries: Sequence[e.Entry], earlier: Earlier) -> Decision:
    """A session takes place after all."""
    found = [entry.session for entry in entries if isinstance(entry, e.SessionCancelled)]
    return Decided([as_it_stood(code, earlier(code)) for code in found], [f"{', '.join(found)} takes place after all."])


def as_it_stood(code: str, entries: Sequence[e.Entry]) -> e.SessionScheduled:
    """The session after those entries, as one that would be put on the programme so."""
    stood: e.SessionScheduled | None = None
    for entry in entries:
        match entry:
            case e.SessionScheduled(session=session) if session == code:
                stood = entry
            case e.SessionMoved(session=session) if session == code and stood:
                stood = msgspec.structs.replace(stood, starts=entry.starts, ends=entry.ends, venue=entry.venue)
            case e.SessionAmended(session=session) if session == code and stood:
                stood = msgspec.structs.replace(stood, **_values(entry.changes))
            case e.SessionCancelled(session=session) if session == code and stood and entry.note:
                stood = msgspec.structs.replace(stood, note=entry.note)
    if stood is None:
        raise LookupError(f"the journal never put session {code} on the programme")
    return stood


def _values(changes: dict[str, Any]) -> dict[str, Any]:
    named = {("item" if name == "kind" else name): value for name, value in changes.items()}
    return {name: from_text(value) if name in ("starts", "ends") else value for name, value in named.items()}

"""The gate's last scans as one screen has them: its own, and those of whoever else keeps the gate with the same file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from conclave_desk.gate.keeper import Seen

LAST = 10


@dataclass
class LastSeen:
    """``recent`` are the gate's last ten, the latest first; ``own`` is the latest of this screen, however many came
    elsewhere since: the guest who was refused still stands here."""

    recent: list[Seen] = field(default_factory=list)
    own: Seen | None = None

    @property
    def shown(self) -> Seen | None:
        """What the guard has before the eyes; at a screen where nothing was scanned yet, the gate's last."""
        return self.own or next(iter(self.recent), None)

    def answered(self, seen: Seen) -> None:
        """Scanned at this screen."""
        self.recent, self.own = [seen, *self.recent[: LAST - 1]], seen

    def found(self, last: Sequence[Seen]) -> None:
        """The journal tells these, whoever scanned them. Of its own scans the screen knows more than that: what was
        read, which an override scans again."""
        known = {seen.answer.scan_id: seen for seen in self.recent}
        self.recent = [_with_known(seen, known.get(seen.answer.scan_id)) for seen in last[:LAST]]
        for seen in self.recent:
            if self.own is not None and seen.answer.scan_id == self.own.answer.scan_id:
                self.own = seen

    def change(self, seen: Seen) -> None:
        """Another answer, or more, is known of a scan."""
        self.recent = [_changed(one, seen) for one in self.recent]
        self.own = _changed(self.own, seen) if self.own is not None else None


def _with_known(found: Seen, known: Seen | None) -> Seen:
    if known is None:
        return found
    if known.answer.reason != found.answer.reason:
        return replace(found, scan=known.scan)
    return replace(known, due=found.due)


def _changed(one: Seen, seen: Seen) -> Seen:
    return replace(seen, scan=one.scan) if one.answer.scan_id == seen.answer.scan_id else one

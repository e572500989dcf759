"""What is shown besides the badge: a floater from the delegation's pool, or the badge of somebody who escorts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conclave_desk.domain.admission import judge
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.floater import with_floater
from conclave_desk.domain.scene import Attempt, Holding, Reading, Verdict
from conclave_desk.domain.temporary import as_bearer
from conclave_desk.gate.scan import Judged, Scan, change
from conclave_desk.gate.undoing import is_annulled
from conclave_desk.registers import scenes
from conclave_desk.registers.floaters import use

if TYPE_CHECKING:
    from conclave_desk.gate.station import Station

TOGETHER = timedelta(seconds=60)
"""So soon after the badge the floater is scanned, and after the escort's badge the guest's."""
_LOOKED_AT = 300


def with_card(
    station: Station, scan: Scan, ground: scenes.Ground, attempt: Attempt, card: Reading, floater: Holding | None
) -> Judged:
    """A floater was read: the badge that waits for one is judged again, with it."""
    rows = station.rows
    rows.flush()
    waiting = None if attempt.direction == "out" else _waiting(station, attempt, floater.party if floater else "")
    badge, holding, temporary = _told_to_wait(station, waiting) if waiting else (card, floater, None)
    party = holding.party if holding else ""
    scene = scenes.scene(rows, ground, attempt, badge.issuer, badge.holder, party)
    verdict: Verdict | None = None
    if waiting and holding:
        used = use(rows.db, card.holder or "", ground.zone.code, ground.day(attempt.at).date)
        verdict = with_floater(attempt, card, floater, holding, used.holder if used else None)
    shown = card.holder if waiting and verdict is None else None
    verdict = verdict or judge(attempt, badge, holding, replace(scene, floater_shown=shown is not None))
    inside = scene.zone_inside + change(verdict, inside_before=scene.inside)
    return Judged(scan, ground, attempt, badge, holding, verdict, inside, floater=shown, card=temporary)


def _told_to_wait(station: Station, waiting: ScanRecorded) -> tuple[Reading, Holding | None, str | None]:
    """The badge that was read before the floater, or the temporary card with whoever it was handed out to."""
    if waiting.card:
        own = Reading(issuer=waiting.issuer, holder=waiting.card, issue=1)
        return as_bearer(own, station.holding(waiting.issuer or "", waiting.card, 1))
    badge = Reading(issuer=waiting.issuer, holder=waiting.holder, issue=waiting.issue)
    if not (waiting.issuer and waiting.holder and waiting.issue):
        return badge, None, None
    return badge, station.holding(waiting.issuer, waiting.holder, waiting.issue), None


def escort(station: Station, attempt: Attempt, guest: Holding) -> str | None:
    """The holder number of an escort who has just come in here: of the host or of the guest's own party, who needs
    none in turn; anybody but the guest."""
    parties = (guest.party, attempt.event.host)
    station.rows.flush()
    for entry, _ in _lately(station, attempt):
        if entry.verdict != "admitted" or entry.holder in (None, guest.holder) or entry.party not in parties:
            continue
        category = attempt.event.category(entry.category or "")
        if not is_annulled(station.books.journal.db, entry) and not (category and category.escort):
            return entry.holder
    return None


def _waiting(station: Station, attempt: Attempt, party: str) -> ScanRecorded | None:
    """The badge here that was told to show a floater and has not come in since: the last one of the card's party, for
    there may be several lanes; else whoever was the last."""
    others: list[ScanRecorded] = []
    gone: set[str | None] = set()
    for entry, _ in _lately(station, attempt):
        if entry.verdict == "admitted":
            gone.add(entry.holder)
        elif entry.reason == "floater_required" and entry.holder and entry.holder not in gone:
            if entry.party == party:
                return entry
            others.append(entry)
    return others[0] if others else None


def _lately(station: Station, attempt: Attempt) -> Iterator[tuple[ScanRecorded, datetime]]:
    """What was scanned at the gate in the last minute, the latest first."""
    for record in station.books.journal.last_records(station.books.chain, _LOOKED_AT):
        entry = record.entries[0]
        if isinstance(entry, ScanRecorded) and entry.gate == attempt.gate.code:
            if not timedelta() <= attempt.at - entry.at <= TOGETHER:
                return
            yield entry, record.command.at

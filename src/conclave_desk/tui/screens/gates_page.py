"""The pages of mode 7: a gate's day, and whatever stands under the cursor of a list."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType

from conclave_desk.desk.found import FoundLine
from conclave_desk.desk.gate_board import GateBoard, GateLine, InsideLine, OddScan
from conclave_desk.desk.gate_lists import FloaterLine, SupervisorLine
from conclave_desk.domain.event import Event
from conclave_desk.registers.stations import Station
from conclave_desk.tui.gates import STATES
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page

_STATES = {
    "prepared": "Nothing has come from it. Take the file to the gate's machine; bring it back and merge it (m).",
    "merged": "Its scans are here up to the last merge. Bring the file, or its scans, as often as you like.",
    "copied": "Two copies of its file were used. Those records that came second are kept apart; ask who has the other.",
    "withdrawn": "What comes from it now is kept apart and never counted.",
}
_MOST = 12


def of_gate(office: Office, line: GateLine, colours: dict[str, str]) -> RenderableType:
    """A gate's day: who came, who was refused and why."""
    page, counts, event = Page(colours, label_width=12), line.counts, office.desk.event
    zone = line.zone
    page.line("zone", zone.name if zone else line.gate.zone)
    page.line("re-entry", line.gate.reentry)
    limits = [f"{zone.capacity:,} at once" if zone and zone.capacity else ""]
    limits.append(f"{zone.per_party} of a delegation" if zone and zone.per_party else "")
    limits.append("asks for a floater" if zone and zone.floater else "")
    page.line("limits", ", ".join(filter(None, limits)))
    page.line("inside", f"{counts.inside:,}", "stop" if line.full else "")
    page.line("today", f"{counts.admitted:,} in, {counts.left:,} out, {counts.refused:,} refused")
    page.line("overridden", f"{counts.overridden:,}" if counts.overridden else "", "warn")
    page.line("annulled", f"{counts.annulled:,}" if counts.annulled else "", "warn")
    _table(page, "Refused, by reason", {key.replace("_", " "): n for key, n in counts.refused_by_reason.items()})
    categories = {_category(event, code): n for code, n in counts.admitted_by_category.items()}
    _table(page, "Admitted, by category", categories)
    _table(page, "Inside, by State", {office.party_name(code): n for code, n in counts.inside_by_party.items()})
    return page.content


def of_odd(office: Office, board: GateBoard, odd: OddScan, colours: dict[str, str]) -> RenderableType:
    """A refusal or an override."""
    page = Page(colours, label_width=8)
    page.line("who", " · ".join(filter(None, (odd.party, odd.passer.titled, odd.passer.serial))))
    if odd.overridden:
        page.line("reason", board.reason(odd), "warn").line("against", odd.overrode.replace("_", " "))
        page.line("by", odd.supervisor)
    else:
        page.line("read", odd.message, "warn" if odd.action == "wait" else "stop")
    page.line("at", f"{odd.gate}, {office.local(odd.at):%d %b %H:%M:%S}, kept by {odd.officer}")
    page.line("station", odd.row.chain)
    return page.content


def of_inside(line: InsideLine, colours: dict[str, str]) -> RenderableType:
    """A zone, or a party in it."""
    page = Page(colours, label_width=8)
    page.line("zone", line.zone.name).line("State", line.party_name)
    page.line("inside", f"{line.inside:,}")
    page.line("limit", f"{line.limit:,}" if line.limit else "none")
    return page.content


def of_found(office: Office, line: FoundLine, colours: dict[str, str]) -> RenderableType:
    """A finding, and what to do about it."""
    page = Page(colours, label_width=8)
    page.line("who", " · ".join(filter(None, (office.party_name(line.party) if line.party else "", line.name))))
    page.line("badge", line.serial)
    page.line("what", line.what, "stop")
    if line.first_at is not None:
        page.line("first", f"{line.first_gate}, {office.local(line.first_at):%d %b %H:%M:%S}")
    page.line("then" if line.first_at else "at", f"{line.gate}, {office.local(line.at):%d %b %H:%M:%S}")
    page.line("station", line.chain)
    page.blank().plain(line.next)
    return page.content


def of_station(office: Office, station: Station, colours: dict[str, str]) -> RenderableType:
    """A station, and what to do with it."""
    page = Page(colours, label_width=12)
    page.line("station", station.chain)
    state, tone = STATES[station.state]
    page.line("state", state, tone)
    page.line("prepared", f"{office.local(station.prepared_at):%d %b %H:%M:%S}")
    page.line("roster as of", f"{office.local(station.as_of):%d %b %H:%M:%S}")
    page.line("records", f"{station.records:,}" if station.records else "none yet")
    page.line("until", f"{office.local(station.until):%d %b %H:%M:%S}" if station.until else "")
    page.line("withdrawn", f"{office.local(station.withdrawn_at):%d %b %H:%M:%S}" if station.withdrawn_at else "")
    page.line(
        "kept apart", f"{station.kept_apart:,} records: {', '.join(station.why)}" if station.kept_apart else "", "stop"
    )
    page.blank().plain(_STATES[station.state])
    return page.content


def of_supervisor(line: SupervisorLine, colours: dict[str, str]) -> RenderableType:
    """Somebody who may override."""
    page = Page(colours, label_width=8)
    page.line("who", line.titled).line("State", line.party_name).line("badge", line.serial)
    page.line("PIN", "yes" if line.has_pin else "none")
    page.line("lacks", line.lacks, "stop")
    page.blank().plain("A station learns of it with its next roster (p).", "muted")
    return page.content


def of_floater(office: Office, line: FloaterLine, colours: dict[str, str]) -> RenderableType:
    """A card of a delegation's pool."""
    page = Page(colours, label_width=8)
    page.line("State", line.party_name).line("card", line.serial).line("opens", line.zones)
    state, tone = STATES[line.state]
    page.line("state", state, tone)
    since = office.shown(line.held_since)
    page.line("with", f"{line.held_by}, in {line.held_where} since {since}" if since else "")
    card = line.card
    page.line("recalled", f"{office.shown(card.recalled_from)}, {card.cause}" if card.recalled_from else "")
    return page.content


def _table(page: Page, title: str, numbers: Mapping[str, int]) -> None:
    if not numbers:
        return
    page.title(title)
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    for name, number in ordered[:_MOST]:
        page.line(f"{number:,}", name or "unknown")
    if len(ordered) > _MOST:
        page.line(f"{sum(number for _, number in ordered[_MOST:]):,}", f"in {len(ordered) - _MOST} more")


def _category(event: Event, code: str) -> str:
    found = event.category(code)
    return found.name if found else code

"""How a badge is told: as a line of the table, and as the page over its picture."""

from __future__ import annotations

from datetime import datetime

from rich.console import RenderableType

from conclave_desk.desk.badge_list import HeldBadge
from conclave_desk.registers.views import Badge
from conclave_desk.tui import signs
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page
from conclave_desk.tui.screens.accreditation_page import validity, zones_named
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Row

COLUMNS = (
    Column("party", "party", 12, grow=3, most=26),
    Column("rank", "rank", 11, grow=1, most=20, priority=5, sortable=False, ranked=True),
    Column("name", "name", 18, grow=3, most=34),
    Column("category", "cat.", 4, priority=2),
    Column("serial", "serial", 13),
    Column("status", "status", 13),
    Column("since", "since", 12, priority=3),
    Column("by", "with", 12, grow=1, most=28, priority=4, sortable=False),
)
_NEXT = {
    "none": "i issues a badge",
    "issued": "p prints it",
    "printed": "c hands it out",
    "collected": "s takes it back",
    "surrendered": "l makes the next issue",
    "revoked": "l makes the next issue",
}


def row(office: Office, held: HeldBadge) -> Row:
    """A line of the table."""
    person, badge = held.person, held.badge
    status = "not issued" if badge is None else held.status
    cells = {
        "party": office.party_name(person.party),
        "rank": person.rank,
        "name": person.badge_name or person.name,
        "category": person.category,
        "serial": held.serial or "–",
        "status": signs.marked(status),
        "since": office.shown(_since(badge, held.status) if badge else held.accreditation.granted_at),
        "by": _custody(held),
    }
    stopped = held.permission != "granted" and held.status not in ("revoked", "surrendered")
    return Row(held.id, cells, {"status": signs.tone(status), "by": "warn" if stopped else ""})


def _since(badge: Badge, status: str) -> datetime | None:
    """When it came to where it is."""
    at = {
        "issued": badge.issued_at,
        "printed": badge.printed_at,
        "collected": badge.collected_at,
        "surrendered": badge.surrendered_at,
        "revoked": badge.revoked_from,
    }
    return at[status]


def _custody(held: HeldBadge) -> str:
    """With whom it is, or why it is nowhere."""
    if held.status == "revoked":
        cause = held.badge.cause if held.badge else ""
        return f"{cause}, now {held.replaced_by}" if held.replaced_by else str(cause)
    if held.permission != "granted":
        return f"! {held.permission}"
    if held.status == "collected":
        by = held.badge.collected_by if held.badge else ""
        return "the holder" if by == held.person.name else by or ""
    return "badge office" if held.status in ("printed", "surrendered") else ""


def page(office: Office, held: HeldBadge, colours: dict[str, str]) -> RenderableType:
    """Whose it is, what it opens, where it has been."""
    person, badge, permission = held.person, held.badge, held.accreditation
    told = Page(colours, label_width=9)
    category = office.desk.event.category(permission.category)
    told.line("party", office.party_name(person.party))
    told.line("category", category.name if category else permission.category)
    told.line("zones", zones_named(office, permission.zones)).line("valid", validity(office, permission))
    if held.permission != "granted":
        told.line("", signs.marked(held.permission), signs.tone(held.permission))
    if badge is None:
        told.line("badge", "none yet", "muted")
    else:
        _custody_lines(told, office, held, badge)
    if held.latest:
        told.line("next", _NEXT[held.status], "accent")
    return told.content


def _custody_lines(told: Page, office: Office, held: HeldBadge, badge: Badge) -> None:
    times = f" · {badge.printed} times" if badge.printed > 1 else ""
    told.line("issue", f"{badge.issue} · {office.shown(badge.issued_at)}")
    told.line("printed", f"{office.shown(badge.printed_at)}{times}" if badge.printed_at else "")
    by = f" · {badge.collected_by}" if badge.collected_by else ""
    told.line("collected", f"{office.shown(badge.collected_at)}{by}" if badge.collected_at else "", "good")
    told.line("back", office.shown(badge.surrendered_at))
    if badge.revoked_from is not None:
        told.line("revoked", f"{signs.marked(badge.cause or '')} · {office.shown(badge.revoked_from)}", "stop")
    told.line("now", held.replaced_by)


def title(held: HeldBadge) -> str:
    """Serial and holder."""
    return f"{held.serial} · {held.person.titled}" if held.serial else held.person.titled

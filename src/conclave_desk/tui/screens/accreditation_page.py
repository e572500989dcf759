"""How a review and a permission are told: as a line of the table, and as the page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rich.console import RenderableType

from conclave_desk.desk.review_list import Review, Step
from conclave_desk.domain.event import EVERY_ZONE
from conclave_desk.registers.views import Accreditation
from conclave_desk.tui import signs
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page
from conclave_desk.tui.screens.delegation_page import marked, photo_told, standing
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Row

_PERSON = (
    Column("party", "party", 12, grow=4, most=26),
    Column("rank", "rank", 11, grow=1, most=20, priority=5, sortable=False, ranked=True),
    Column("name", "name", 18, grow=3, most=34),
    Column("category", "cat.", 4, priority=2),
)
REVIEW = (
    *_PERSON,
    Column("steps", "steps", 6),
    Column("waits", "waits for", 15, grow=1, most=20),
    Column("paper", "paper", 15, grow=1, most=26, priority=3, sortable=False),
    Column("since", "last step", 12, priority=6, sortable=False),
)
PERMISSION = (
    *_PERSON,
    Column("status", "standing", 14),
    Column("paper", "paper", 15, grow=1, most=26, priority=1, sortable=False),
    Column("zones", "zones", 10, grow=1, most=22, priority=4, sortable=False),
    Column("until", "until", 6, priority=3, sortable=False),
    Column("badge", "badge", 13, priority=6, sortable=False),
)
STRIP = "✓ passed  ≈ waived  ✗ failed  … deferred  ▸ due  · to come"
"""What the signs of the strip mean."""


def row(office: Office, review: Review) -> Row:
    """A line of the table, for whichever columns are shown."""
    found, permission = review.member.nomination, review.member.accreditation
    stands = standing(office, review.member)
    cites = permission.paper if permission and review.permission else found.paper
    paper = cites.get("number") or cited(cites)
    latest = max((step.clearance.at for step in review.steps if step.clearance), default=None)
    cells = {
        "party": office.party_name(found.party),
        "rank": found.rank,
        "name": found.name,
        "category": found.category,
        "steps": strip(review.steps),
        "waits": waits(review),
        "paper": paper or signs.marked("without paper"),
        "since": office.shown(latest),
        "status": marked(stands),
        "zones": " ".join(permission.zones) if permission else "",
        "until": until(office, permission) if permission else "",
        "badge": review.held[-1] if review.held else "",
    }
    tones = {"paper": "" if paper else "warn", "status": signs.tone(stands), "waits": _tone(review)}
    return Row(found.id, cells, tones)


def strip(steps: Sequence[Step]) -> str:
    """A sign for each step in its order: ``✓▸·``."""
    return "".join(_sign(step) for step in steps)


def _sign(step: Step) -> str:
    if step.result:
        return signs.marked(step.result)[0]
    return "▸" if step.due else "·"


def waits(review: Review) -> str:
    """The step that is due, with its sign, and how many more come after it: ``▸ security +1``."""
    if not review.in_review:
        return ""
    lacking = [step for step in review.steps if step.name in review.member.waits_for]
    if not lacking:
        return signs.marked("cleared")
    more = f" +{len(lacking) - 1}" if len(lacking) > 1 else ""
    return f"{_sign(lacking[0])} {lacking[0].name}{more}"


def _tone(review: Review) -> str:
    due = next((step for step in review.steps if step.due), None)
    return signs.tone(due.result if due else "cleared")


def cited(paper: dict[str, str]) -> str:
    """A paper as it is cited: kind, number, date."""
    kind = paper.get("kind", "").replace("_", " ")
    return " ".join(filter(None, (kind, paper.get("number"), paper.get("date"))))


def until(office: Office, permission: Accreditation) -> str:
    """The last day of a permission, or the hour if it ends within a day."""
    if permission.provisional:
        return "24:00"
    return f"{office.local(permission.valid_until - timedelta(microseconds=1)):%d %b}"


def validity(office: Office, permission: Accreditation) -> str:
    """``24 Mar to 30 Mar``; a provisional one until midnight."""
    first, last = office.local(permission.valid_from), office.local(permission.valid_until - timedelta(microseconds=1))
    if permission.provisional:
        return f"until midnight of {last.day} {last:%b}"
    return f"{first.day} {first:%b} to {last.day} {last:%b}"


def zones_named(office: Office, zones: Sequence[str]) -> str:
    """The zones by their names."""
    event = office.desk.event
    if EVERY_ZONE in zones:
        return "all"
    return ", ".join(zone.name for zone in event.zones if zone.code in zones)


def page(office: Office, review: Review, colours: dict[str, str]) -> RenderableType:
    """Who it is, each step with its result, the permission, the badges."""
    found = review.member.nomination
    told = Page(colours, label_width=11)
    _person(told, office, review)
    told.title("Review")
    if not review.steps:
        told.plain(f"{found.category} has no steps of review; it is granted at once.", "muted")
    for step in review.steps:
        _step(told, office, step)
    _permission(told, office, review)
    if found.status == "refused":
        told.line("refused", found.reason or "without a reason", "stop")
    return told.content


def _person(told: Page, office: Office, review: Review) -> None:
    found = review.member.nomination
    category = office.desk.event.category(found.category)
    told.line("party", office.party_name(found.party)).line("native", found.native_name)
    told.line("category", f"{found.category} · {category.name}" if category else found.category)
    told.line("role", "" if found.role == "member" else found.role)
    told.line("appointment", found.appointment).line("service", found.service)
    paper = cited(found.paper)
    told.line("paper", paper or signs.marked("without paper"), "" if paper else "warn")
    photo, tone = photo_told(office, found)
    told.line("photo", photo.partition(";")[0], tone)
    told.line("from", found.paper.get("from")).line("over quota", found.over_quota).line("note", found.note)


def _step(told: Page, office: Office, step: Step) -> None:
    if step.clearance is None:
        told.line(step.name, "▸ due" if step.due else "· to come", "accent" if step.due else "muted")
        return
    known = step.clearance
    paper = f" · {known.paper}" if known.paper else ""
    told.line(
        step.name,
        f"{signs.marked(known.result)} · {known.officer} {office.shown(known.at)}{paper}",
        signs.tone(known.result),
    )
    told.line("", f"“{known.remark}”" if known.remark else "")


def _permission(told: Page, office: Office, review: Review) -> None:
    permission = review.member.accreditation
    told.title("Accreditation")
    if permission is None:
        next_step = "none yet; a grants it" if review.may_be_granted else "none yet"
        told.plain(next_step, "accent" if review.may_be_granted else "muted")
        return
    status = "provisional" if review.permission == "granted" and permission.provisional else review.permission
    told.line("standing", signs.marked(status), signs.tone(status))
    told.line("reason", permission.reason)
    told.line("zones", zones_named(office, permission.zones)).line("valid", validity(office, permission))
    paper = cited(permission.paper)
    told.line("cites", paper or signs.marked("without paper"), "" if paper else "warn")
    for serial, badge in review.member.serials:
        stands = badge.status_at(office.desk.now())
        told.line("badge", f"{serial}  {signs.marked(stands)}", signs.tone(stands))
    if not review.badged and status in ("granted", "provisional"):
        told.line("badge", "none yet; b issues one", "accent")

"""The delegation's page: who invited whom by which paper, its slots, and each of its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType

from conclave_desk.desk.delegation_detail import Detail, local_time
from conclave_desk.desk.delegation_list import Delegation, Member
from conclave_desk.desk.invitation_list import Held
from conclave_desk.desk.programme_list import span
from conclave_desk.exchange.countries import own_names
from conclave_desk.registers.views import Nomination
from conclave_desk.tui import signs
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page, shown
from conclave_desk.tui.widgets.source import Row


def title(office: Office, found: Delegation) -> str:
    """``Algeria · Algérie``: a second name in one of the event's languages that the State speaks itself, unless the
    host has named it."""
    event = office.desk.event
    named = any(declared.code == found.party for declared in event.parties)
    own = [name for name in own_names(found.party, event.languages) if name != found.name and not named]
    return " · ".join(map(shown, [found.name, *own[:1]]))


def text(found: Delegation, people: Sequence[Member], colours: dict[str, str]) -> RenderableType:
    """Invitation, slots, head; and what to do where nobody was put forward yet."""
    page = Page(colours, label_width=7)
    for invitation in found.invitations:
        ends = " ← ".join(filter(None, (invitation.addressee, invitation.sender)))
        if ends:
            page.plain(ends)
        via = f" via {invitation.channel}" if invitation.channel else ""
        reply = f" · reply by {invitation.reply_by}" if invitation.reply_by else ""
        paper = f" · {invitation.answer_reference}" if invitation.answer_reference else ""
        page.parts(
            (f"{invitation.reference}{via}{reply}{paper} · ", ""),
            (signs.marked(invitation.status), signs.tone(invitation.status)),
        )
    if not found.invitations:
        page.plain("comes without an invitation", "muted")
    if found.slots:
        page.line("slots", "   ".join(map(_held, found.slots)))
    head = f"{found.head} · {found.head_role}" if found.head else "not named"
    page.line("head", head, "warn" if found.head in ("", "name awaited") else "")
    if not people:
        page.blank().plain("Nobody is nominated yet: n nominates, w takes in a walk-up.", "muted")
    return page.content


def _held(held: Held) -> str:
    of = f" of {held.offered}" if held.offered is not None else ""
    return f"{held.category} {signs.strip([held])} {held.filled}{of}"


def standing(office: Office, member: Member) -> str:
    """How somebody stands, in a word: the step that is waited for, or the accreditation's state."""
    person, now = member.nomination, office.desk.now()
    if member.status not in ("nominated", "accredited"):
        return member.status
    if not person.named:
        return "name awaited"
    if member.accreditation is not None:
        status = member.accreditation.status_at(now)
        return "provisional" if status == "granted" and member.accreditation.provisional else _word(status)
    if member.failed:
        return f"{member.failed[0]} failed"
    return member.waits_for[0] if member.waits_for else "cleared"


def marked(stands: str) -> str:
    """How somebody stands, with the sign: a step that is waited for is under way."""
    if stands in signs.STATUS:
        return signs.marked(stands)
    return f"✗ {stands}" if stands.endswith("failed") else f"◔ {stands}"


def _word(status: str) -> str:
    return "accredited" if status == "granted" else status


def person_row(office: Office, member: Member, known: Detail | None) -> Row:
    """A line of the people's table."""
    person, stands = member.nomination, standing(office, member)
    cells = {
        "category": person.category,
        "rank": person.rank,
        "name": person.name,
        "role": "" if person.role == "member" else person.role,
        "service": person.service,
        "standing": marked(stands),
        "badge": _latest(member),
        "arrival": _arrival(office, member, known),
    }
    tone = "stop" if stands.endswith("failed") else signs.tone(stands)
    gone = member.status in ("withdrawn", "refused")
    return Row(person.id, cells, {"": "muted"} if gone else {"standing": tone})


def _arrival(office: Office, member: Member, known: Detail | None) -> str:
    """When somebody was first seen, or is to land."""
    person = member.nomination
    if known and person.id in known.arrived:
        return f"✓ {office.shown(known.arrived[person.id][0])}"
    said = known and next((one for one in known.landings if person in one.people), None)
    return office.shown(said.at) if said else ""


def _latest(member: Member) -> str:
    serials = member.serials
    return serials[-1][0] if serials else ""


def person(office: Office, member: Member, known: Detail | None, colours: dict[str, str]) -> RenderableType:
    """Everything about one person that is not private."""
    found, now = member.nomination, office.desk.now()
    page = Page(colours, label_width=11)
    page.title(found.titled)
    page.line("native", found.native_name)
    page.line("appointment", found.appointment).line("service", found.service)
    page.line("badge name", found.badge_name).line("nationality", found.nationality)
    page.line("standing", marked(standing(office, member)))
    page.line("waits for", ", ".join(member.waits_for) if member.status == "nominated" else "")
    paper = found.paper
    cited = " ".join(filter(None, (paper.get("kind", "").replace("_", " "), paper.get("number"), paper.get("date"))))
    page.line("paper", cited or signs.marked("without paper"), "" if cited else "warn")
    page.line("photo", *photo_told(office, found))
    page.line("over quota", found.over_quota)
    page.line("arrives", _travels(office, found.travel, "arrives"))
    if known and found.id in known.arrived:
        seen, how = known.arrived[found.id]
        page.line("arrived", f"✓ {office.shown(seen)} ({how})", "good")
    page.line("departs", _travels(office, found.travel, "departs"))
    for serial, badge in member.serials:
        by = f" by {badge.collected_by}" if badge.collected_by else ""
        at = f" {office.shown(badge.collected_at)}" if badge.collected_at else ""
        status = badge.status_at(now)
        page.line("badge", f"{serial}  {signs.marked(status)}{at}{by}", signs.tone(status))
    page.line("note", found.note).line("reason", found.reason)
    return page.content


def photo_told(office: Office, person: Nomination) -> tuple[str, str]:
    """Whether a photo is on file, and its tone; blank where there is none and the category asks for none."""
    if (safe := office.key.safe()) is None:
        return "sealed: the key file does not open it", "muted"
    if file := safe.dossier(person.person).get("photo"):
        return f"✓ {file}", "good"
    category = office.desk.event.category(person.category)
    return ("! none yet; m names its file", "warn") if category and category.photo == "required" else ("", "")


def _travels(office: Office, travel: Mapping[str, str], way: str) -> str:
    """``28 Mar 12:30 by AI 123``."""
    at, by = local_time(office.desk.event, travel.get(f"{way}_at", "")), travel.get(f"{way}_by", "")
    return " by ".join(filter(None, (office.shown(at), by)))


def more(office: Office, known: Detail, people: Sequence[Member], colours: dict[str, str]) -> RenderableType:
    """What belongs to the delegation as a whole: who looks after it, who lands when, its programme, its floaters."""
    page = Page(colours, label_width=11)
    page.title("Delegation")
    officers = ", ".join(one.titled for one in known.liaison)
    page.line("liaison", officers or "nobody yet; l assigns one of the host's", "" if officers else "muted")
    for landing in known.landings:
        by = f" by {landing.by}" if landing.by else ""
        page.line("lands", f"{office.shown(landing.at)}{by}: {', '.join(one.titled for one in landing.people)}")
    page.line("arrived", _arrived(known, people))
    for part in known.programme:
        venue = f", {part.session.venue}" if part.session.venue else ""
        when = span(office.desk.event, part.session.starts, part.session.ends)
        page.line("programme", f"{when} {part.session.title}{venue} ({part.part})")
    page.line("open to all", f"{known.open_to_all} sessions; 5 shows them" if known.open_to_all else "")
    for card in known.cards:
        held = f"with {card.held_by}" if card.held_by else "in the pool"
        state = f"✗ recalled {office.shown(card.recalled)}" if card.recalled else f"· {held}"
        page.line("floater", f"{card.serial}  {' '.join(card.zones)}  {state}", "stop" if card.recalled else "")
    return page.content


def _arrived(known: Detail, people: Sequence[Member]) -> str:
    named = [one for one in people if one.nomination.holds_slot and one.nomination.named]
    number = sum(one.nomination.id in known.arrived for one in named)
    return f"{number} of {len(named)}" if named else ""

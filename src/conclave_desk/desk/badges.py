"""Badges: issued, printed, handed out, handed back, revoked, replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conclave_desk.credential.serial import LAST_ISSUE, format_serial
from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.errors import WrongUse
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers.views import Accreditation, Badge, Nomination

CAUSES = ("lost", "withdrawn", "replaced")


def serial_of(badge: Badge) -> str:
    """The serial printed under the code."""
    return format_serial(bytes.fromhex(badge.holder), badge.issue)


def issue(desk: Desk, people: Sequence[str], *, all_accredited: bool = False) -> Decision:
    """A badge for each; with ``all_accredited`` for everybody accredited who has none."""

    def rule() -> Decision:
        chosen = list({found.id: found for found in (lookup.person(desk, person) for person in people)}.values())
        if all_accredited:
            chosen += [n for n in _accredited(desk) if not _holding(desk, n) and n.id not in {c.id for c in chosen}]
        entries: list[e.Entry] = []
        for person in chosen:
            issued = _issued(desk, person)
            if isinstance(issued, Refusal):
                return issued
            entries += issued
        return Decided(entries) if entries else Refusal("nothing_to_issue", "Everybody accredited has a badge.")

    return desk.record("badges issue", rule)


def _accredited(desk: Desk) -> list[Nomination]:
    permissions, now = accreditations.by_nomination(desk.journal.db), desk.now()
    granted = {nomination for nomination, held in permissions.items() if held.status_at(now) == "granted"}
    return [n for n in nominations.all_of(desk.journal.db, status="accredited") if n.id in granted]


def _holding(desk: Desk, person: Nomination) -> list[Badge]:
    badges = accreditations.badges_of(desk.journal.db, person.id)
    return [badge for badge in badges if badge.status_at(desk.now()) != "revoked"]


def _issued(desk: Desk, person: Nomination) -> list[e.Entry] | Refusal:
    accreditation = accreditations.of_nomination(desk.journal.db, person.id)
    if accreditation is None or accreditation.status_at(desk.now()) != "granted":
        status = accreditation.status_at(desk.now()) if accreditation else person.status_at(desk.now())
        return Refusal("not_accredited", f"{person.titled} is not accredited ({status}).")
    badges = accreditations.badges_of(desk.journal.db, person.id)
    if held := _holding(desk, person):
        return Refusal(
            "has_badge", f"{person.titled} has badge {serial_of(held[-1])}; use `badges replace` for a new one."
        )
    number = badges[-1].issue + 1 if badges else 1
    if number > LAST_ISSUE:
        return Refusal("too_many_issues", f"{person.titled} has had {LAST_ISSUE} badges; no more can be numbered.")
    return _next(accreditation, number)


def _next(permission: Accreditation, number: int) -> list[e.Entry]:
    """The badge, and its end where the permission is to end by a substitution."""
    holder, until = permission.holder, permission.withdrawn_from
    issued = e.BadgeIssued(holder=holder, issue=number, nomination=permission.nomination)
    if until is None:
        return [issued]
    return [issued, e.BadgeRevoked(holder=holder, issue=number, cause="substituted", effective=until)]


def printed(desk: Desk, badges: Iterable[Badge], reason: str = "", *, printer: str = "", job: str = "") -> Decision:
    """These came out of the press; for any that was printed before a reason is needed.

    ``printer`` and ``job`` say where they went, if that was no file.
    """
    numbers = [(badge.holder, badge.issue) for badge in badges]

    def rule() -> Decision:
        latest = (accreditations.badge(desk.journal.db, *number) for number in (() if reason else numbers))
        if again := [badge for badge in latest if badge and badge.printed]:
            counted = f"{serial_of(again[0])} (printed {again[0].printed} time{'s' if again[0].printed > 1 else ''})"
            return Refusal(
                "printed_before", f"{len(again)} were printed before, {counted} first; use --reprint REASON."
            )
        return Decided((e.BadgesPrinted(badges=numbers, reason=reason, printer=printer, job=job),))

    return desk.record("badges print", rule)


def collect(desk: Desk, serials: Sequence[str], *, party: str | None = None, by: str | None = None) -> Decision:
    """Handed out: single badges, or a delegation's whole pack."""

    def rule() -> Decision:
        chosen = [lookup.badge(desk, serial) for serial in serials]
        if party:
            chosen += [b for b in _pack(desk, party) if b not in chosen]
        entries: list[e.Entry] = []
        for badge in chosen:
            if refusal := _may_be_collected(desk, badge):
                return refusal
            holder = lookup.holder_of(desk, badge)
            entries.append(
                e.BadgeCollected(
                    holder=badge.holder,
                    issue=badge.issue,
                    person=holder.person,
                    by=desk.safe.seal(holder.person, by or holder.name),
                )
            )
        nothing = Refusal("nothing_to_collect", f"No printed badge of {party or 'these'} waits to be handed out.")
        return Decided(entries) if entries else nothing

    return desk.record("badges collect", rule)


def _pack(desk: Desk, party: str) -> list[Badge]:
    people = nominations.all_of(desk.journal.db, party=party)
    held = [badge for person in people for badge in _holding(desk, person)]
    return [badge for badge in held if badge.status_at(desk.now()) == "printed"]


def _may_be_collected(desk: Desk, badge: Badge) -> Refusal | None:
    status = badge.status_at(desk.now())
    if status == "printed":
        return None
    words = {"issued": "was never printed", "collected": "was handed out already"}
    return Refusal(f"badge_{status}", f"Badge {serial_of(badge)} {words.get(status, f'is {status}')}.")


def surrender(desk: Desk, serials: Sequence[str]) -> Decision:
    """Handed back; gates refuse it from now on."""

    def rule() -> Decision:
        entries: list[e.Entry] = []
        for serial in serials:
            entry = _end_of_card(desk, serial, "surrendered") or _surrendered(lookup.badge(desk, serial))
            if isinstance(entry, Refusal):
                return entry
            entries.append(entry)
        return Decided(entries)

    return desk.record("badges surrender", rule)


def _surrendered(badge: Badge) -> e.BadgeSurrendered | Refusal:
    if badge.surrendered_at is not None:
        return Refusal("badge_surrendered", f"Badge {serial_of(badge)} was handed back already.")
    return e.BadgeSurrendered(holder=badge.holder, issue=badge.issue)


def _end_of_card(desk: Desk, serial: str, cause: str) -> e.CardEnded | Refusal | None:
    """If it is a temporary card's: it is no badge of a person, and ends by itself."""
    from conclave_desk.desk import cards

    card = cards.find(desk, serial)
    return cards.ended(desk, card, cause) if card else None


def revoke(desk: Desk, serials: Sequence[str], cause: str = "lost") -> Decision:
    """Gates refuse it from now on."""
    if cause not in CAUSES:
        raise WrongUse(f"{cause!r} is no cause; it is one of {', '.join(CAUSES)}.")

    def rule() -> Decision:
        entries: list[e.Entry] = []
        for serial in serials:
            if (ended := _end_of_card(desk, serial, cause)) is not None:
                if isinstance(ended, Refusal):
                    return ended
                entries.append(ended)
                continue
            badge = lookup.badge(desk, serial)
            if badge.status_at(desk.now()) == "revoked":
                return Refusal("badge_revoked", f"Badge {serial_of(badge)} was revoked already ({badge.cause}).")
            entries.append(_revoked(desk, badge, cause))
        return Decided(entries)

    return desk.record("badges revoke", rule)


def _revoked(desk: Desk, badge: Badge, cause: str, replaced_by: int | None = None) -> e.BadgeRevoked:
    """From now on, or still from when it was revoked before."""
    effective = min(desk.now(), badge.revoked_from or desk.now())
    return e.BadgeRevoked(
        holder=badge.holder, issue=badge.issue, cause=cause, effective=effective, replaced_by=replaced_by
    )


def replace(desk: Desk, serial: str) -> Decision:
    """The next issue for the same holder; the old one is revoked in the same command."""

    def rule() -> Decision:
        badge = lookup.badge(desk, serial)
        person = lookup.holder_of(desk, badge)
        accreditation = accreditations.of_nomination(desk.journal.db, person.id)
        if accreditation is None or accreditation.status_at(desk.now()) != "granted":
            return Refusal("not_accredited", f"{person.titled} is not accredited; a new badge would open nothing.")
        latest = accreditations.badges_of(desk.journal.db, person.id)[-1]
        if badge.issue != latest.issue:
            return Refusal(
                "badge_replaced", f"Badge {serial_of(badge)} was replaced already; the latest is issue {latest.issue}."
            )
        if latest.issue >= LAST_ISSUE:
            return Refusal("too_many_issues", f"{person.titled} has had {LAST_ISSUE} badges; no more can be numbered.")
        following = badge.issue + 1
        return Decided((_revoked(desk, badge, "replaced", following), *_next(accreditation, following)))

    return desk.record("badges replace", rule)

"""Temporary cards, the kit for a day on which badges cannot be printed: prepared ahead, handed out to a person, ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from conclave_desk.credential.claims import ANY_PARTY, Claims
from conclave_desk.credential.payload import make_payload
from conclave_desk.credential.serial import format_serial, parse_serial
from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.founding import signing_key
from conclave_desk.domain.admission import TEMPORARY
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import CardEnded, CardHandedOut, CardsPrepared
from conclave_desk.domain.event import day_cut_off, day_of, end_of_day, start_of_day
from conclave_desk.errors import WrongUse
from conclave_desk.printing.face import BadgeFace
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers import cards as register
from conclave_desk.registers.cards import Card
from conclave_desk.registers.views import Nomination

MOST = 1_000
"""Cards that are prepared at once."""
_COLOUR = "#8A5A00"
_WORDS = {"lost": "was reported lost", "surrendered": "was handed back", "withdrawn": "was withdrawn"}


def prepare(desk: Desk, count: int) -> Decision:
    """So many new cards, numbered on from the last; nobody's until they are handed out."""
    if not 1 <= count <= MOST:
        raise WrongUse(f"From 1 to {MOST} cards can be prepared at once, not {count}.")

    def rule() -> Decision:
        event = desk.event
        taken = {card.holder for card in register.all_of(desk.journal.db)}
        first = 1 + max((card.number for card in register.all_of(desk.journal.db)), default=0)
        cards: list[tuple[int, str]] = []
        while len(cards) < count:
            holder = desk.new_holder_number()
            if holder not in taken:
                taken.add(holder)
                cards.append((first + len(cards), holder))
        entry = CardsPrepared(
            cards=cards,
            valid_from=start_of_day(event.badges_from or event.starts, event.zone_info),
            valid_until=end_of_day(event.badges_until or event.ends, event.zone_info),
        )
        return Decided((entry,))

    return desk.record("badges temporary", rule)


def hand_out(desk: Desk, card: str, person: str, reason: str = "") -> Decision:
    """From now on gates take the card for the person's badge, until the event's day ends."""

    def rule() -> Decision:
        found, now = named(desk, card), desk.now()
        holder = lookup.person(desk, person)
        if not found.free:
            return Refusal("card_taken", f"{title(found)} {_where(desk, found)}; take another one.")
        if refusal := _may_have_one(desk, holder):
            return refusal
        if not found.valid_from <= now < found.valid_until:
            return Refusal("card_not_valid", f"{title(found)} is good on the event's days only.")
        event, day = desk.event, day_of(desk.event, now)
        entry = CardHandedOut(
            holder=found.holder,
            nomination=holder.id,
            person=holder.person,
            day=day.isoformat(),
            valid_from=now,
            valid_until=max(end_of_day(day, event.zone_info), day_cut_off(event, day)),
            reason=desk.safe.seal(holder.person, reason) if reason else None,
        )
        return Decided((entry,))

    return desk.record("badges collect", rule)


def _may_have_one(desk: Desk, person: Nomination) -> Refusal | None:
    now = desk.now()
    permission = accreditations.of_nomination(desk.journal.db, person.id)
    standing = permission.status_at(now) if permission else person.status_at(now)
    if standing != "granted":
        return Refusal("not_accredited", f"{person.titled} is not accredited ({standing}); a card would open nothing.")
    for card in register.all_of(desk.journal.db):
        if card.nomination == person.id and card.status_at(now) == "handed out":
            return Refusal(
                "has_card", f"{person.titled} has {title(card).lower()} today; if it is lost, revoke it first."
            )
    return None


def _where(desk: Desk, card: Card) -> str:
    if card.ended_from is not None:
        return _WORDS.get(card.cause or "", "was withdrawn")
    holder = nominations.by_id(desk.journal.db, card.nomination or "")
    whom = holder.titled if holder else "somebody"
    return f"was handed out to {whom} on {card.day}"


def find(desk: Desk, text: str) -> Card | None:
    """The card of that serial, or of the number that stands large on it."""
    if serial := parse_serial(text):
        return register.by_holder(desk.journal.db, serial[0].hex())
    bare = text.strip().lstrip("#")
    return register.by_number(desk.journal.db, int(bare)) if bare.isdecimal() and len(bare) < 9 else None


def named(desk: Desk, text: str) -> Card:
    """The same; :class:`WrongUse` if there is none."""
    found = find(desk, text)
    if found is None:
        raise WrongUse(f"There is no temporary card {text!r}; give its number or its serial.")
    return found


def ended(desk: Desk, card: Card, cause: str) -> CardEnded | Refusal:
    """The entry by which a card opens nothing any more."""
    if card.ended_from is not None:
        return Refusal("card_ended", f"{title(card)} {_WORDS.get(card.cause or '', 'was withdrawn')} already.")
    return CardEnded(holder=card.holder, cause=cause, effective=desk.now())


def title(card: Card) -> str:
    """As people speak of it."""
    return f"Temporary card {card.number}"


def serial_of(card: Card) -> str:
    """What is printed under its code."""
    return format_serial(bytes.fromhex(card.holder), 1)


def rows(desk: Desk) -> list[dict[str, Any]]:
    """All cards as people read them."""
    now, db = desk.now(), desk.journal.db
    people = {person.id: person for person in nominations.all_of(db)}
    found = []
    for card in register.all_of(db):
        holder = people.get(card.nomination or "")
        found.append(
            {
                "number": card.number,
                "serial": serial_of(card),
                "status": card.status_at(now),
                "day": card.day,
                "name": holder.titled if holder else None,
                "party": holder.party if holder else None,
                "handed_out": card.handed_out_at,
            }
        )
    return found


def free(desk: Desk) -> list[Card]:
    """The cards that nobody has yet."""
    return [card for card in register.all_of(desk.journal.db) if card.free]


def for_printing(desk: Desk, count: int | None) -> list[Card] | Refusal:
    """So many new cards; without a number those that nobody has, to be printed again."""
    before = free(desk)
    if count is None:
        return before
    decision = prepare(desk, count)
    if isinstance(decision, Refusal):
        return decision
    known = {card.holder for card in before}
    return [card for card in free(desk) if card.holder not in known]


def faces(desk: Desk, cards: Sequence[Card]) -> Iterator[BadgeFace]:
    """What stands on each; signed as of now, and stored nowhere."""
    event, key = desk.event, signing_key(desk)
    for card in cards:
        claims = Claims(
            event=event.code,
            holder=bytes.fromhex(card.holder),
            issue=1,
            party=ANY_PARTY,
            category=TEMPORARY,
            zones=(),
            not_before=card.valid_from,
            expires=card.valid_until,
            issued_at=desk.now(),
        )
        yield BadgeFace(
            payload=make_payload(claims, key),
            serial=serial_of(card),
            issue=1,
            category_code="TEMP",
            category_name="Temporary badge",
            category_colour=_COLOUR,
            party_code=ANY_PARTY,
            party_name="",
            zones=(),
            number=f"{card.number}",
        )

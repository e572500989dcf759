"""From what an officer typed to what is meant; what is not there, or is not one, is wrong use."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conclave_desk.credential.serial import parse_serial
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import Entry
from conclave_desk.domain.person import same_name
from conclave_desk.errors import WrongUse
from conclave_desk.exchange import countries
from conclave_desk.registers import accreditations, invitations, nominations, sessions
from conclave_desk.registers.views import Badge, Invitation, Nomination, Session

Several = str | Sequence[str]
"""One record by what an officer calls it, or several."""


def each(named: Several, rule: Callable[[str], Decision]) -> Decision:
    """What the rule decides for each of them, together; the first refusal stands for all."""
    entries: list[Entry] = []
    warnings: list[str] = []
    for text in dict.fromkeys([named] if isinstance(named, str) else named):
        decision = rule(text)
        if isinstance(decision, Refusal):
            return decision
        entries += decision.entries
        warnings += decision.warnings
    return Decided(entries, warnings)


def invitation(desk: Desk, reference: str) -> Invitation:
    """The invitation of that reference."""
    found = invitations.by_reference(desk.journal.db, reference)
    if found is None:
        raise WrongUse(
            f"No invitation has the reference {reference!r}; `conclave-desk invitations list` shows them all."
        )
    return found


def person(desk: Desk, text: str) -> Nomination:
    """The one nomination that an id, external id, serial or name stands for; whole words go before parts of them."""
    db = desk.journal.db
    if number := parse_serial(text):
        badge = accreditations.badge(db, number[0].hex(), number[1])
        found = nominations.by_id(db, badge.nomination) if badge else None
        if found:
            return found
    matches = nominations.find(db, text)
    active = [n for n in matches if n.holds_slot] or matches
    words = set(same_name(text).split())
    active = [n for n in active if words <= set(n.folded.split())] or active
    if len(active) == 1:
        return active[0]
    if not active:
        raise WrongUse(f"Nobody here is {text!r}; `conclave-desk nominations list` shows them all.")
    names = "; ".join(f"{n.titled} ({n.party}, {n.id})" for n in active[:8])
    raise WrongUse(f"{text!r} may be {len(active)} people: {names}. Give the id.")


def people(desk: Desk, texts: Several) -> list[Nomination]:
    """Each person that was named, once."""
    return [person(desk, text) for text in dict.fromkeys([texts] if isinstance(texts, str) else texts)]


def badge(desk: Desk, serial: str) -> Badge:
    """The badge of that serial."""
    number = parse_serial(serial)
    if number is None:
        raise WrongUse(f"{serial!r} is no serial; it reads like K7Q4-9XTM-1R, its last sign a check.")
    found = accreditations.badge(desk.journal.db, number[0].hex(), number[1])
    if found is None:
        raise WrongUse(f"No badge here has the serial {serial}.")
    return found


def holder_of(desk: Desk, badge: Badge) -> Nomination:
    """Whose badge it is."""
    found = nominations.by_id(desk.journal.db, badge.nomination)
    if found is None:
        raise WrongUse(f"The badge {badge.holder}/{badge.issue} has no holder; run `conclave-desk journal rebuild`.")
    return found


def session(desk: Desk, code: str) -> Session:
    """The session of that code."""
    found = sessions.by_code(desk.journal.db, code)
    if found is None:
        raise WrongUse(f"No session has the code {code!r}; `conclave-desk programme list` shows them all.")
    return found


def party(desk: Desk, code: str) -> str:
    """The code, in capitals, if it is ISO 3166-1 alpha-3 or the event declares such a party."""
    found = code.upper()
    if found == desk.event.host or countries.known(found) or any(party.code == found for party in desk.event.parties):
        return found
    raise WrongUse(f"{code!r} is no party: give an ISO 3166 alpha-3 code, or declare it in event.toml.")


def category(desk: Desk, code: str) -> str:
    """The code, in capitals, if the event has such a category."""
    if desk.event.category(code.upper()) is None:
        known = ", ".join(c.code for c in desk.event.categories)
        raise WrongUse(f"The event has no category {code!r}; it has {known}.")
    return code.upper()

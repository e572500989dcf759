"""Delegations: each party with its invitation, its head, its slots and its papers, in order of precedence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from conclave_desk.credential.serial import parse_serial
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.filters import Filter
from conclave_desk.desk.invitation_list import Held, slots_of
from conclave_desk.desk.precedence import party_key, party_names, person_key
from conclave_desk.domain import accreditation as rules
from conclave_desk.domain.event import Event
from conclave_desk.domain.invitation import OPEN_FOR_NOMINATIONS
from conclave_desk.domain.names import fold
from conclave_desk.exchange.countries import country_name
from conclave_desk.registers import accreditations, invitations, nominations, people, tallies
from conclave_desk.registers.tallies import Tally
from conclave_desk.registers.views import Accreditation, Badge, Invitation, Nomination


@dataclass(frozen=True, slots=True)
class Delegation:
    """A party and how its delegation stands. ``head`` is a name, "name awaited", or blank when there is none."""

    party: str
    name: str
    invitations: tuple[Invitation, ...]
    slots: tuple[Held, ...]
    head_role: str
    head: str
    people: int
    accredited: int
    without_paper: int


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a delegation, and what is known of clearance, accreditation and badges."""

    nomination: Nomination
    status: str
    waits_for: tuple[str, ...]
    failed: tuple[str, ...]
    accreditation: Accreditation | None
    badges: tuple[Badge, ...]

    @property
    def serials(self) -> list[tuple[str, Badge]]:
        """Each badge and its serial."""
        return [(serial_of(badge), badge) for badge in self.badges]


def all_delegations(desk: Desk) -> list[Delegation]:
    """Every party that was invited or put somebody forward."""
    return _delegations(desk, None)


def _delegations(desk: Desk, only: str | None) -> list[Delegation]:
    db, event = desk.journal.db, desk.event
    invited: dict[str, list[Invitation]] = {}
    for invitation in invitations.all_of(db, party=only):
        invited.setdefault(invitation.party, []).append(invitation)
    tally, heads = tallies.counted(db, party=only), tallies.heads(db, only)
    counts: dict[str, list[Tally]] = {}
    for one in tally:
        counts.setdefault(one.party, []).append(one)
    names, held = party_names(event), tallies.by_slot(tally)
    found = []
    for party in sorted({*invited, *counts}, key=party_key(event)):
        standing, own = tuple(invited.get(party, ())), counts.get(party, [])
        role, head = _head(heads.get(party))
        found.append(
            Delegation(
                party=party,
                name=names(party),
                invitations=standing,
                slots=tuple(slot for invitation in standing for slot in slots_of(event, invitation, held)),
                head_role=role,
                head=head,
                people=sum(one.named for one in own),
                accredited=sum(one.accredited for one in own),
                without_paper=sum(one.without_paper for one in own),
            )
        )
    return found


def one_delegation(desk: Desk, party: str) -> Delegation | None:
    """One party's delegation."""
    return next(iter(_delegations(desk, party)), None)


def found_by_people(desk: Desk, wanted: Filter) -> set[str]:
    """The parties of which one person is what the filter says: by term, and by words of name, rank, appointment, badge
    name and of the party's own names."""
    number = parse_serial(wanted.terms["serial"]) if "serial" in wanted.terms else None
    if "serial" in wanted.terms and number is None:
        return set()
    holder = number[0].hex() if number else None
    terms = {name: value for name, value in wanted.terms.items() if name != "serial"}
    words = {word: _named(desk, word) for word in wanted.words}
    return people.parties_with(desk.journal.db, terms, words, holder)


def _named(desk: Desk, word: str) -> list[str]:
    """The parties in one of whose names the word is."""
    codes = [party for party, _number in people.counts_by_party(desk.journal.db)]
    return [code for code in codes if any(word in fold(name) for name in (code, *official_names(desk, code)))]


def standing_invitation(delegation: Delegation) -> Invitation | None:
    """The invitation that nominations of the party go by: the last that is open for them, else the last."""
    standing = [one for one in delegation.invitations if one.status in OPEN_FOR_NOMINATIONS]
    return next(reversed(standing or delegation.invitations), None)


def without_invitation(desk: Desk) -> list[str]:
    """The parties whose people come without an invitation: the host, and those that the event declares."""
    return list(dict.fromkeys((desk.event.host, *(declared.code for declared in desk.event.parties))))


def needs_none(desk: Desk, party: str) -> bool:
    """Whether the party's people come without an invitation."""
    return party in without_invitation(desk)


def _head(found: tuple[str, int, str, str] | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    role, named, rank, name = found
    return role, f"{rank} {name}".strip() if named else "name awaited"


def members(desk: Desk, party: str) -> list[Member]:
    """The party's people in order of precedence, those who left at the end."""
    db, event, now = desk.journal.db, desk.event, desk.now()
    people = sorted(nominations.all_of(db, party=party), key=person_key(event))
    results = accreditations.results_of_party(db, party)
    permissions = accreditations.of_party(db, party)
    badges = accreditations.badges_of_party(db, party)
    found = [
        _member(event, now, one, results.get(one.id, {}), permissions.get(one.id), badges.get(one.id, []))
        for one in people
    ]
    return sorted(found, key=lambda member: member.status in ("withdrawn", "refused"))


def put_forward(desk: Desk, invitation: str) -> list[Nomination]:
    """Who was put forward on an invitation, in order of precedence, those who left at the end."""
    now = desk.now()
    people = sorted(nominations.all_of(desk.journal.db, invitation=invitation), key=person_key(desk.event))
    return sorted(people, key=lambda one: one.status_at(now) in ("withdrawn", "refused"))


def member(desk: Desk, nomination: str) -> Member | None:
    """One person by the id of the nomination."""
    db = desk.journal.db
    found = nominations.by_id(db, nomination)
    if found is None:
        return None
    results = {name: c.result for name, c in accreditations.clearances(db, nomination).items()}
    permission = accreditations.of_nomination(db, nomination)
    return _member(desk.event, desk.now(), found, results, permission, accreditations.badges_of(db, nomination))


def _member(
    event: Event,
    now: datetime,
    person: Nomination,
    results: Mapping[str, str],
    permission: Accreditation | None,
    badges: Sequence[Badge],
) -> Member:
    category = event.category(person.category)
    steps = category.clearance if category else ()
    return Member(
        nomination=person,
        status=person.status_at(now),
        waits_for=tuple(rules.outstanding(steps, results)),
        failed=tuple(step for step in steps if results.get(step) == "failed"),
        accreditation=permission,
        badges=tuple(badges),
    )


def official_names(desk: Desk, party: str) -> list[str]:
    """The party's name in the event's languages, without repetition."""
    names = [party_names(desk.event, language)(party) for language in desk.event.languages]
    if not any(declared.code == party for declared in desk.event.parties):
        names = [country_name(party, language) for language in desk.event.languages]
    return list(dict.fromkeys(names))

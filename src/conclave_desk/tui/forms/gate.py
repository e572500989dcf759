"""Forms for somebody who stands at a gate without a badge, and for a delegation that comes at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from conclave_desk.bootstrap import station_of
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import Gate
from conclave_desk.gate.delegation import check_in
from conclave_desk.gate.scan import Scan
from conclave_desk.registers.people import Listed
from conclave_desk.tui.forms.common import parties, words
from conclave_desk.tui.forms.fields import Field, Form, Values
from conclave_desk.tui.office import Office


@dataclass
class Delegated:
    """Which delegation was scanned, and what came of it."""

    name: str = ""
    summary: list[str] = field(default_factory=list)


def delegation(office: Office, gate: Gate, done: Delegated) -> Form:
    """Everybody of a party who has a badge, by name."""

    def send(values: Values) -> Decision:
        found = check_in(station_of(office.desk), values["party"], gate.code, values["direction"] or gate.ways[0])
        if not found.answers:
            return Refusal("nobody", f"Nobody of {office.party_name(values['party'])} has a badge.")
        done.name, done.summary = office.party_name(values["party"]), found.summary
        return Decided(())

    return Form(
        name=f"delegation:{gate.code}",
        title=f"Delegation · {gate.name}",
        do="Scan all by name",
        what="Everybody of the delegation who has a badge is judged and recorded, each alone; no badge is shown, and the "
        "entries say so. Look who is there: count heads against the list.",
        lines=(
            (
                Field("party", "State", choices=parties(office), required=True),
                Field("direction", "direction", default=gate.ways[0], choices=words(*gate.ways), required=True),
            ),
        ),
        send=send,
    )


def by_name(office: Office, gate: Gate, person: Listed) -> Form:
    """Let in or out by name; a refusal can be answered by a reason, which is a supervisor's."""

    def send(values: Values) -> Decision:
        station = station_of(office.desk)
        way, reason = values["direction"] or gate.ways[0], values["override"] or None
        reading = station.people.badge_of(person.id)
        answer = station.scan(Scan(f"name:{person.id}", gate.code, way, override=reason, by_name=reading))
        if answer.verdict == "refused":
            return Refusal(answer.reason or "refused", answer.message)
        return Decided((), [answer.message] if answer.message else [])

    return Form(
        name=f"by-name:{gate.code}:{person.id}",
        title=f"By name · {gate.name}",
        do="Scan by name",
        what=f"{person.titled} ({office.party_name(person.party)}) has come without a badge. The gate judges the "
        "latest one, and the entry says that none was shown. A refusal is an entry too.",
        lines=(
            (Field("direction", "direction", default=gate.ways[0], choices=words(*gate.ways), required=True),),
            (Field("override", "override", hint="only a supervisor's reason, against a refusal"),),
        ),
        send=send,
    )

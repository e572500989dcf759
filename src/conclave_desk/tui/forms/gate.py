"""The form for somebody who stands at a gate without a badge."""

from __future__ import annotations

from conclave_desk.bootstrap import station_of
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import Gate
from conclave_desk.gate.scan import Scan
from conclave_desk.registers.people import Listed
from conclave_desk.tui.forms.common import words
from conclave_desk.tui.forms.fields import Field, Form, Values
from conclave_desk.tui.office import Office


def by_name(office: Office, gate: Gate, person: Listed) -> Form:
    """Let in or out by name; a refusal can be answered by a reason, which is a supervisor's."""

    def send(values: Values) -> Decision:
        station = station_of(office.desk)
        way, reason = values["direction"] or gate.ways[0], values["override"] or None
        reading = station.badge_of(person.id)
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

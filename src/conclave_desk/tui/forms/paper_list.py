"""The form into which a gate's paper list is typed, or which names the file that it was typed into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from conclave_desk.bootstrap import station_of
from conclave_desk.desk import lookup, programme_list
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.paper_list import named
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import Gate, day_of
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.cells import CellFault
from conclave_desk.exchange.lines import numbered_lines
from conclave_desk.gate.paper_list import BY_NAME, PaperList
from conclave_desk.tui.forms.common import date_field
from conclave_desk.tui.forms.fields import Choice, Field, Form, Meaning, Values
from conclave_desk.tui.forms.places import beside, existing, in_a_folder, to_be_written
from conclave_desk.tui.office import Office
from conclave_desk.tui.wording import spoken

LINES = 10
"""How many are typed at once; then the form stands there again for the next ones."""


@dataclass
class Page:
    """What was typed: of which day, why against a rule, and the lines or the file with them."""

    day: date
    override: str = ""
    file: Path | None = None
    lines: Sequence[str] = field(default_factory=list)

    def numbered(self) -> list[tuple[int, str]]:
        """Each line with its number."""
        if self.file is None:
            return list(enumerate(self.lines, 1))
        with self.file.open("rb") as stream:
            return list(numbered_lines(stream))


def first_page(office: Office) -> Page:
    """Today's, with nothing on it."""
    return Page(day_of(office.desk.event, office.desk.now()))


def paper_list(office: Office, gate: Gate, page: Page) -> Form:
    """Asks for the next lines; ``page`` is what stands there at first, and then what was typed."""
    station, desk = station_of(office.desk), office.desk
    first = [*page.lines, *[""] * LINES][:LINES]

    def line(text: str, values: Values) -> Meaning:
        day = date.fromisoformat(values.get("date") or page.day.isoformat())
        try:
            scan = PaperList(gate.code, day).read(station, text, partial(named, desk))
        except WrongUse as fault:
            raise CellFault(spoken(fault.message)) from fault
        local = office.local(scan.at) if scan.at else None
        return Meaning(text, f"{_who(desk, scan.code)} · {scan.direction} {local:%d %b %H:%M}")

    def send(values: Values) -> Decision:
        page.day = date.fromisoformat(values["date"])
        page.override = values["override"]
        page.file = Path(values["file"]) if values["file"] else None
        page.lines = [text for name in names if (text := values[name])]
        return Decided(()) if page.file or page.lines else Refusal("no_line", "Type a line, or name a file with lines.")

    def check(values: Values) -> Mapping[str, str]:
        both = values.get("file") and any(values.get(name) for name in names)
        return {"file": "either a file or lines, not both"} if both else {}

    names = [f"line_{number}" for number in range(1, LINES + 1)]
    return Form(
        name=f"paper:{gate.code}",
        title=f"Paper list · {gate.name}",
        do="Record",
        what="Who, when, and “out” for those who left: K7Q4-9XTM-1R 09:41, or 17 09:50 for temporary card 17, or "
        "Goïta 12:30 out. Each becomes a scan as of its time; the same line twice is one scan.",
        lines=(
            (date_field(office, "date", "day", default=page.day.isoformat(), required=True),),
            *((Field(name, str(n), read=line, default=first[n - 1]),) for n, name in enumerate(names, 1)),
            (Field("override", "override", default=page.override, hint="why, if they were let in against a rule"),),
            (Field("file", "or a file", read=existing, default=str(page.file or ""), hint="that has such lines"),),
        ),
        send=send,
        check=check,
    )


@dataclass
class Lists:
    """Which lists are to be printed, and where to; no gate is every one, no day today."""

    file: str = ""
    gates: Sequence[str] = ()
    session: str = ""
    day: date | None = None


def paper_register(office: Office, gate: Gate | None, lists: Lists) -> Form:
    """Lists with boxes to tick, of one gate or all, of a day or a session."""
    event = office.desk.event
    every = "every gate"

    def file(text: str, _: Values) -> Meaning:
        return to_be_written(in_a_folder(text))

    def send(values: Values) -> Decision:
        lists.file, lists.session = values["file"], values["session"]
        lists.gates = () if values["gate"] in ("", every) else (values["gate"],)
        lists.day = date.fromisoformat(values["date"]) if values["date"] else None
        return Decided(())

    def check(values: Values) -> Mapping[str, str]:
        both = values.get("session") and values.get("date")
        return {"date": "a session has its day"} if both else {}

    def sessions(_: Values) -> Sequence[Choice]:
        held = programme_list.programme(office.desk).sessions
        return [Choice(one.code, one.code, one.title) for one in held if one.status != "cancelled"]

    gates = [Choice(every, every), *(Choice(one.code, one.code, one.name) for one in event.gates)]
    place = beside(office, f"{event.code.lower()}-gates.pdf")
    return Form(
        name="paper-register",
        title="Lists for gates without power",
        do="Print",
        what="Who may come in, by party, with boxes to tick. Afterwards “paper list” (b) takes in what was ticked.",
        lines=(
            (Field("file", "file", read=file, required=True, default=str(place)),),
            (
                Field("gate", "gate", choices=lambda _: gates, default=gate.code if gate else every),
                Field("session", "session", choices=sessions, hint="who is expected at it"),
            ),
            (date_field(office, "date", "day", hint="else today"),),
        ),
        send=send,
        check=check,
    )


def _who(desk: Desk, code: str) -> str:
    """Whom a code means, with the party; a serial that is nobody's stays one."""
    try:
        one = lookup.person(desk, code.removeprefix(BY_NAME))
    except WrongUse:
        return code
    return f"{one.titled}, {one.party}"

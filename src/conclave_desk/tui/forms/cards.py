"""Forms about temporary cards: prepared, handed to somebody, ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conclave_desk.desk import badges as badge_use_case
from conclave_desk.desk import cards as use_case
from conclave_desk.desk.cards import MOST
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.exchange.cells import CellFault
from conclave_desk.printing.designs import design_names
from conclave_desk.printing.sheet import sheet_names
from conclave_desk.registers.views import Nomination
from conclave_desk.tui.forms.badges import pdf_field
from conclave_desk.tui.forms.common import words
from conclave_desk.tui.forms.fields import Choice, Field, Form, Meaning, Values
from conclave_desk.tui.office import Office

_CAUSES = ("surrendered", "lost", "withdrawn")


def prepare(office: Office, take: Callable[[dict[str, str]], None]) -> Form:
    """How many, where to and how; it is handed to ``take``, and nothing is written."""
    free = len(use_case.free(office.desk))
    have = f" {free:,} that nobody has {'is' if free == 1 else 'are'} there." if free else ""

    def send(values: dict[str, str]) -> Decision:
        take(values)
        return Decided(())

    return Form(
        name="cards-prepare",
        title="Temporary cards",
        do="Print",
        what=f"Numbered cards that open nothing until T hands them to somebody, each for one day.{have}",
        lines=(
            (Field("count", "new cards", read=_number, hint="blank: print those again that nobody has"),),
            (pdf_field("file", office, "cards"),),
            (
                Field("design", "design", default="temporary", choices=words(*design_names())),
                Field("sheet", "sheet", default="a4-4up", choices=words(*sheet_names())),
            ),
        ),
        send=send,
    )


def _number(text: str, _: Values) -> Meaning:
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise CellFault(f"from 1 to {MOST:,}")
    return Meaning(str(int(text)))


def give(office: Office, person: Nomination) -> Form:
    """A free card, for today."""
    free = [Choice(str(card.number), str(card.number), use_case.serial_of(card)) for card in use_case.free(office.desk)]
    return Form(
        name=f"card:{person.id}",
        title=f"Temporary card · {person.titled}",
        do="Hand out",
        what=f"For today gates take the card for the badge of {person.titled}. Its number stands large on it.",
        lines=(
            (Field("card", "card", required=True, default=free[0].value if free else "", choices=lambda _: free),),
            (Field("reason", "reason", hint="printer down, badge forgotten"),),
        ),
        send=lambda values: use_case.hand_out(office.desk, values["card"], person.id, values["reason"]),
    )


def running(desk: Desk) -> Sequence[dict[str, object]]:
    """The cards that have not ended, those that somebody has first."""
    left = [row for row in use_case.rows(desk) if row["status"] in ("free", "handed out", "over")]
    return sorted(left, key=lambda row: row["status"] == "free")


def end(office: Office) -> Form:
    """One that somebody has, or that is lost."""
    choices = [
        Choice(str(row["number"]), str(row["number"]), str(row["name"] or row["status"]))
        for row in running(office.desk)
    ]
    causes = words(*_CAUSES, notes=("handed back", "nobody knows where it is", "taken away"))

    def send(values: dict[str, str]) -> Decision:
        if values["cause"] == _CAUSES[0]:
            return badge_use_case.surrender(office.desk, [values["card"]])
        return badge_use_case.revoke(office.desk, [values["card"]], values["cause"])

    return Form(
        name="card-end",
        title="End a temporary card",
        do="End",
        grave=True,
        what="Gates refuse it from now on; it cannot be handed out again.",
        lines=(
            (Field("card", "card", required=True, choices=lambda _: choices),),
            (Field("cause", "cause", required=True, default=_CAUSES[0], choices=causes),),
        ),
        send=send,
    )

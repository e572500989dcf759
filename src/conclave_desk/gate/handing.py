"""Handing out at a gate: what somebody is still to be given, and ticking it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import uuid_utils

from conclave_desk.domain.entries import ItemsHandedOut
from conclave_desk.errors import WrongUse
from conclave_desk.gate.answer import Answer
from conclave_desk.registers import handouts

if TYPE_CHECKING:
    from conclave_desk.gate.station import Station


def due(station: Station, answer: Answer) -> tuple[str, ...]:
    """What whoever was scanned is to be given here and has not been; nothing to somebody refused, or on the way out."""
    event = station.judged_by
    gate = event.gate(answer.gate)
    if gate is None or not gate.handout or answer.verdict != "admitted":
        return ()
    category = event.category(answer.category or "")
    if category is None or not category.handout or answer.issuer is None or answer.holder is None:
        return ()
    given = handouts.given(station.books.journal.db, answer.issuer, answer.holder)
    return tuple(item for item in category.handout if item not in given)


def hand_out(station: Station, answer: Answer, items: Sequence[str]) -> None:
    """They were given; :class:`WrongUse` for what is not due."""
    with station.books.journal.transaction():
        wanted = due(station, answer)
        if unknown := [item for item in items if item not in wanted]:
            left = ", ".join(wanted) or "nothing"
            raise WrongUse(f"{unknown[0]!r} is not due to {answer.name or answer.serial}; due is: {left}.")
        now = station.now()
        entry = ItemsHandedOut(
            chain=station.books.chain,
            gate=answer.gate,
            at=now,
            issuer=answer.issuer or "",
            holder=answer.holder or "",
            items=list(items),
        )
        station.write("gate handout", answer.gate, now, entry, str(uuid_utils.uuid7()))

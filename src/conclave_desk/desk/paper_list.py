"""Whom a line of a gate's paper list means."""

from __future__ import annotations

from conclave_desk.credential.serial import parse_serial
from conclave_desk.desk import cards, lookup
from conclave_desk.desk.desk import Desk


def named(desk: Desk, who: str) -> str:
    """The serial of a badge or of a temporary card, else ``name:`` and the id of whom that text stands for."""
    if card := cards.find(desk, who):
        return cards.serial_of(card)
    if parse_serial(who) is not None:
        return who
    return f"name:{lookup.person(desk, who).id}"

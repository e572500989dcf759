"""Values as they are typed after flags: dates, times, slots."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import click

from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongUse


class _Date(click.ParamType[str]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from conclave_desk.exchange.cells import CellFault, day

        if value == "":
            return ""
        try:
            return day(str(value)).isoformat()
        except CellFault as fault:
            self.fail(f"{fault}.", param, ctx)


class _Text(click.ParamType[str]):
    """As in a file's cell: NFC, without blanks around it, without anything that moves a cursor."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from conclave_desk.exchange.tables import CELL_FAULTS, tidy

        text = tidy(str(value))
        if text in CELL_FAULTS and text != value:
            self.fail(f"{CELL_FAULTS[text]}.", param, ctx)
        return text


class _Filled(_Text):
    """The same, and not blank."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(value, param, ctx) or self.fail("it is blank; fill it in.", param, ctx)


class _Slots(click.ParamType[dict[str, int]]):
    name = "HOD:1;DEL:2"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, int]:
        if isinstance(value, dict):
            return value
        slots: dict[str, int] = {}
        for part in filter(None, re.split(r"[;,\s]+", str(value))):
            category, _, number = part.partition(":")
            if not number.isdecimal() or not category:
                self.fail(f"{part!r} is no slot; write them like HOD:1;DEL:2.", param, ctx)
            slots[category] = int(number)
        return slots


DATE = _Date()
TEXT = _Text()
FILLED = _Filled()
SLOTS = _Slots()


def moment(text: str | None, event: Event, what: str) -> datetime | None:
    """An aware instant: ISO 8601 with an offset, or local to the event without."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise WrongUse(f"{what}: {text!r} is no time; write it like 2023-03-28T09:00 or with an offset.") from fault
    return found.replace(tzinfo=event.zone_info) if found.tzinfo is None else found


def listed(text: str | None) -> list[str]:
    """A list separated by ``;``."""
    return [part.strip() for part in (text or "").split(";") if part.strip()]

"""What an event that is over still leaves to be done: each with the mode and the key that does it."""

from __future__ import annotations

from collections.abc import Iterator

from conclave_desk.desk import badge_list
from conclave_desk.desk.overview import Overview
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens.overview_panel import Item
from conclave_desk.tui.widgets.source import Row


def open_items(_: Office, found: Overview) -> list[Item]:
    """The return first: the host waits for it."""
    return list(_items(found))


def open_title(_: Office, found: Overview) -> str:
    """How many kinds of things are left."""
    kinds = len(list(_items(found)))
    return f"The event is over: {kinds or 'nothing'}{f' thing{_s(kinds)}' if kinds else ''} left open"


def _items(found: Overview) -> Iterator[Item]:
    unsigned, ends = [line for line in found.returns if line.signed_at is None], found.open
    if unsigned:
        what = "day's return not signed" if len(unsigned) == 1 else "days' returns not signed"
        yield _item("returns", len(unsigned), what, ("attendance", "8 s: sign"), unsigned[0].day.isoformat())
    if out := sum(line.number for line in found.out):
        what = f"badge{_s(out)} not handed back"
        yield _item("badges", out, what, ("badges", "6 s: take back"), badge_list.COLLECTED)
    if ends.unanswered:
        number = len(ends.unanswered)
        what = f"invitation{_s(number)} never answered"
        yield _item("replies", number, what, ("invitations", "2 a: answer"), ends.unanswered[0])
    if ends.unnamed:
        party, person = ends.unnamed[0]
        number = len(ends.unnamed)
        what = f"name{_s(number)} never given for a confirmed slot"
        yield _item("names", number, what, ("delegations", "3 x: withdraw"), party, person)
    if ends.undecided:
        number = ends.undecided
        what = "put forward and never accredited"
        yield _item("review", number, what, ("accreditation", "4"))


def _item(
    name: str, number: int, what: str, where: tuple[str, str], record: str = "", person: str | None = None
) -> Item:
    mode, keys = where
    return Item(Row(name, {"number": f"{number:,}", "what": what, "keys": keys}), mode, record, person)


def _s(number: int) -> str:
    return "" if number == 1 else "s"

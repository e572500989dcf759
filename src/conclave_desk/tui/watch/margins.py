"""What stands above and below the verdict: which gate, what time, how many; the last ten scans; the keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from conclave_desk.domain.event import Event, Gate
from conclave_desk.gate.keeper import Tally
from conclave_desk.gate.trust import AHEAD
from conclave_desk.gate.wording import Wording
from conclave_desk.tui.watch.asking import DOES
from conclave_desk.tui.watch.lasts import LAST
from conclave_desk.tui.widgets.cells import cleaned, fitted, isolated, shortened

_TWO_COLUMNS = 76


class Top(NamedTuple):
    """What stands above: the gate, its zone and the way it is kept; then inside, the day's counts, the roster's time
    and the clock. Where there is no room, counts go first, then the zone, then the clock; the roster's time stays, unless
    the clock is known to be ``behind``."""

    gate: str = ""
    zone: str = ""
    way: str = ""
    out: bool = False
    inside: str = ""
    counts: str = ""
    roster: str = ""
    clock: str = ""
    behind: bool = False


class TopLine(Widget):
    """The gate and its direction on the left; counts, roster and time on the right."""

    def __init__(self) -> None:
        super().__init__(id="top")
        self._top = Top()

    def show(self, top: Top) -> None:
        """That stands there from now on."""
        self._top = top
        self.refresh()

    def render(self) -> Text:
        """One line."""
        top, wide = self._top, self.size.width
        way = f" {'←' if top.out else '→'} {isolated(top.way)} " if top.way else ""
        for zone, parts in (
            (top.zone, (top.inside, top.counts, top.roster, top.clock)),
            (top.zone, (top.inside, top.roster, top.clock)),
            ("", (top.inside, top.roster, top.clock)),
            ("", (top.inside, top.clock) if top.behind else (top.inside, top.roster)),
        ):
            right = " · ".join(map(isolated, filter(None, parts)))
            left = f" {isolated(top.gate)}{f' · {isolated(zone)}' if zone else ''} "
            gap = wide - cell_len(left) - cell_len(way) - cell_len(right) - 1
            if gap > 0:
                break
        else:
            left = shortened(left, max(4, cell_len(left) + gap - 1))
            gap = 1
        return Text.assemble(
            (left, "bold"), (way, "bold reverse"), " " * max(0, gap), right, " ", no_wrap=True, overflow="crop"
        )


class Told(NamedTuple):
    """A scan in the list: its kind, and its answer in a whole line and in half a one."""

    kind: str
    whole: str
    half: str


class LastScans(Widget):
    """The last ten, the latest first; in two columns where they fit."""

    def __init__(self) -> None:
        super().__init__(id="last")
        self.lines: Sequence[Told] = ()

    def show(self, lines: Sequence[Told]) -> None:
        """These are the last scans."""
        self.lines = lines[:LAST]
        self.refresh()

    def render(self) -> RenderableType:
        """Down the first column, then the second."""
        wide, high = self.size
        if wide < _TWO_COLUMNS:
            return Group(*(self._entry(place, wide) for place in range(high)))
        half = (wide - 1) // 2
        rows = []
        for place in range(high):
            rows.append(Text.assemble(self._entry(place, half), " ", self._entry(place + high, half), no_wrap=True))
        return Group(*rows)

    def _entry(self, place: int, wide: int) -> Text:
        if place >= len(self.lines):
            return Text(" " * wide)
        told = self.lines[place]
        marked = "bold" if told.kind in ("wait", "stop") else ""
        line = told.whole if cell_len(told.whole) < wide else told.half
        return Text(f" {fitted(line, wide - 1)}", marked, no_wrap=True, overflow="crop")


class FootLine(Widget):
    """The keys, or what is being typed."""

    def __init__(self) -> None:
        super().__init__(id="foot")
        self._parts: Sequence[tuple[str, str]] = ()
        self._kept = ""
        self._items: Sequence[tuple[str, str]] = ()

    def show(self, *parts: tuple[str, str], kept: str = "") -> None:
        """Pieces of text, each with its style; the last goes first where there is no room, but what is ``kept`` stands
        at the end of the line all the same."""
        if (parts, kept) != (self._parts, self._kept) or self._items:
            self._parts, self._kept, self._items = parts, kept, ()
            self.refresh()

    def choose(self, items: Sequence[tuple[str, str]]) -> None:
        """A menu: each digit, and how it stands there with what it does."""
        self._items = items
        self._parts = ()
        self.refresh()

    def render(self) -> Text:
        """One line; of a menu as many as there is room for."""
        wide = self.size.width - 2
        if self._items:
            items = [Text(isolated(item), Style(meta={DOES: digit})) for digit, item in self._items]
            lines = [Text(" ").append_text(line) for line in packed(items, wide)[: self.size.height]]
            return Text("\n", "bold", no_wrap=True, overflow="crop").join(lines)
        line = Text(" ", no_wrap=True, overflow="crop")
        for text, style in self._parts:
            plain = cleaned(text)
            left = wide - line.cell_len - cell_len(self._kept)
            if left > 2:
                line.append(isolated(plain if cell_len(plain) <= left else shortened(plain, left)), style)
        return line.append(isolated(self._kept))


def packed(items: Sequence[Text], wide: int) -> list[Text]:
    """The items in lines, none of them broken."""
    lines: list[Text] = []
    for item in items:
        if lines and lines[-1].cell_len + 2 + item.cell_len <= wide:
            lines[-1].append("  ").append_text(item)
        else:
            lines.append(item)
    return lines


def top_of(said: Wording, event: Event, gate: Gate, direction: str, tally: Tally | None, now: datetime) -> Top:
    """The top line of a gate that is kept so."""
    zone = event.zone(gate.zone)
    kept = Top(
        gate=gate.name,
        zone=zone.name if zone else gate.zone,
        way=said.say(direction),
        out=direction == "out",
        clock=said.clock(now, seconds=True),
    )
    if tally is None:
        return kept
    counts, of = tally.counts, "inside-of" if tally.capacity else "inside"
    day = (("in-today", counts.admitted), ("out-today", counts.left), ("refused-today", counts.refused))
    roster = said.say("roster-as-of", time=said.moment(tally.as_of, now)) if tally.as_of else said.say("roster-live")
    if tally.as_of is not None and now < tally.as_of - AHEAD:
        kept = kept._replace(clock=f"{kept.clock} {said.say('clock-behind')}", behind=True)
    return kept._replace(
        inside=said.say(of, count=str(counts.inside), capacity=str(tally.capacity)),
        counts=" · ".join(said.say(key, count=str(number)) for key, number in day if number),
        roster=f"{roster} · {said.say('offline')}" if tally.offline else roster,
    )

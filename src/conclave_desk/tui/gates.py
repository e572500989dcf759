"""What the gates see, and who and what keeps them, as rows of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from conclave_desk.desk.found import FoundLine
from conclave_desk.desk.gate_board import GateBoard, GateLine, InsideLine, LastScan, OddScan
from conclave_desk.desk.gate_lists import FloaterLine, SupervisorLine
from conclave_desk.domain.names import fold
from conclave_desk.registers.stations import Station
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import ListSource, Query, Row, Source

REFUSED, INSIDE, FOUND, STATIONS, SUPERVISORS, FLOATERS = VIEWS = (
    *("refused", "inside", "found", "stations", "supervisors", "floaters"),
)
LABELS = {
    REFUSED: "Refused",
    INSIDE: "Inside",
    FOUND: "To look into",
    STATIONS: "Stations",
    SUPERVISORS: "Supervisors",
    FLOATERS: "Floaters",
}
GATES = (
    Column("gate", "gate", 13, grow=2, most=30, sortable=False),
    Column("zone", "zone", 10, grow=1, most=24, priority=5, sortable=False),
    Column("way", "way", 3, priority=6, sortable=False),
    Column("inside", "inside", 10, right=True, sortable=False),
    Column("admitted", "in", 5, right=True, sortable=False),
    Column("left", "out", 5, right=True, priority=1, sortable=False),
    Column("refused", "refused", 7, right=True, sortable=False),
    Column("overridden", "overr.", 6, right=True, priority=2, sortable=False),
    Column("last", "last", 10, priority=1, sortable=False),
    Column("who", "scan", 18, grow=4, most=60, priority=3, sortable=False),
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    REFUSED: (
        Column("at", "when", 8, sortable=False),
        Column("what", "", 8, sortable=False),
        Column("gate", "gate", 13, grow=1, most=20, priority=3, sortable=False),
        Column("who", "who", 22, grow=2, most=40, sortable=False),
        Column("party", "State", 12, grow=1, most=24, priority=2, sortable=False),
        Column("why", "why", 16, grow=1, most=30, sortable=False),
    ),
    INSIDE: (
        Column("zone", "zone", 14, grow=1, most=28, sortable=False),
        Column("party", "State", 12, grow=2, most=30, sortable=False),
        Column("inside", "inside", 11, right=True, sortable=False),
        Column("bar", "", 10, grow=1, most=24, priority=1, sortable=False),
    ),
    FOUND: (
        Column("at", "when", 12, sortable=False),
        Column("who", "who", 18, grow=2, most=40),
        Column("what", "what", 30, grow=3, most=60, sortable=False),
        Column("gate", "gate", 6, sortable=False),
    ),
    STATIONS: (
        Column("gate", "gate", 13, grow=1, most=24),
        Column("state", "state", 12, sortable=False),
        Column("as_of", "roster as of", 12, sortable=False),
        Column("records", "records", 7, right=True, priority=1, sortable=False),
        Column("until", "scans until", 12, priority=1, sortable=False),
        Column("chain", "station", 20, grow=1, most=26, priority=2, sortable=False),
    ),
    SUPERVISORS: (
        Column("who", "who", 24, grow=2, most=44),
        Column("party", "State", 12, grow=1, most=24, priority=1),
        Column("how", "overrides by", 18, grow=1, most=40, sortable=False),
        Column("serial", "badge", 12, priority=2, sortable=False),
    ),
    FLOATERS: (
        Column("party", "State", 14, grow=1, most=26),
        Column("serial", "card", 12, sortable=False),
        Column("state", "", 10, sortable=False),
        Column("who", "inside with", 18, grow=2, most=40, sortable=False),
        Column("zones", "opens", 14, grow=1, most=40, priority=1, sortable=False),
    ),
}
EMPTY = {
    REFUSED: "Nobody has been refused.",
    INSIDE: "Nobody is inside.",
    FOUND: "Nothing has to be looked into.\n\nHere stand double entries, revoked badges that a station let in, and clocks "
    "that jumped, once stations' scans are merged (m).",
    STATIONS: "No station was prepared yet.\n\np makes a station's file for the gate above: a machine that keeps it "
    "without the desk, with the network cut.",
    SUPERVISORS: "Nobody may override at gates yet.\n\ns names somebody who may, with their own badge.",
    FLOATERS: "No floaters yet.\n\no gives a delegation cards for the rooms that ask for one.",
}
_WAYS = {"in": "→", "out": "←", "both": "⇄"}
_VERDICTS = {"admitted": "✓", "left": "←", "refused": "▬", "annulled": "⊘"}
ACTIONS = {"admit": "✓ ADMIT", "check": "◉ CHECK", "wait": "⧖ WAIT", "stop": "▬ STOP"}
STATES = {
    "prepared": ("· prepared", "muted"),
    "merged": ("✓ merged", "good"),
    "copied": ("! a copy", "stop"),
    "withdrawn": ("⊘ withdrawn", "muted"),
    "free": ("○ free", "good"),
    "inside": ("● inside", "warn"),
    "recalled": ("⊘ recalled", "muted"),
}
_RULES = {"clock": "clock set back", "revoked": "revoked, let in", "too_fast": "at two gates at once"}
_BAR = 20


def gate_rows(office: Office, board: GateBoard) -> ListSource[GateLine]:
    """Every gate and its day so far."""

    def show(line: GateLine) -> Row:
        counts, capacity = line.counts, line.zone.capacity if line.zone else None
        cells = {
            "gate": line.gate.name,
            "zone": line.zone.name if line.zone else line.gate.zone,
            "way": _WAYS[line.gate.direction],
            "inside": f"{counts.inside:,} of {capacity:,}" if capacity else f"{counts.inside:,}",
            "admitted": _number(counts.admitted),
            "left": _number(counts.left),
            "refused": _number(counts.refused),
            "overridden": _number(counts.overridden),
            "last": _when(office, line.last) if line.last else "–",
            "who": _who(line.last) if line.last else "nobody was scanned yet",
        }
        tones = {"inside": "stop" if line.full else "", "overridden": "warn", "who": "" if line.last else "muted"}
        return Row(line.gate.code, cells, tones)

    return ListSource(read=board.gates, show=show, fields=lambda line: {"gate": line.gate.code, "zone": line.gate.zone})


def inside_rows(board: GateBoard) -> ListSource[InsideLine]:
    """Who is inside: each zone, then its parties."""

    def show(line: InsideLine) -> Row:
        whole = not line.party
        of = f" of {line.limit:,}" if line.limit else ""
        cells = {
            "zone": line.zone.name if whole else "",
            "party": "all" if whole else line.party_name,
            "inside": f"{line.inside:,}{of}",
            "bar": _bar(line.inside, line.limit),
        }
        full = line.limit is not None and line.inside >= line.limit
        tones = {"inside": "stop" if full else "", "party": "muted" if whole else ""}
        return Row(line.id, cells, tones)

    return ListSource(
        read=board.inside,
        show=show,
        fields=lambda line: {"party": line.party, "zone": line.zone.code},
        search=lambda line: line.zone.name,
    )


def found_rows(office: Office, read: Callable[[], Sequence[FoundLine]]) -> ListSource[FoundLine]:
    """What should be looked into, the latest first."""

    def show(line: FoundLine) -> Row:
        cells = {
            "at": f"{office.local(line.at):%d %b %H:%M}",
            "who": " · ".join(filter(None, (line.party, line.name or line.serial))) or line.chain,
            "what": _RULES.get(line.rule, line.what),
            "gate": line.gate,
        }
        return Row(line.id, cells, {"what": "warn" if line.rule == "clock" else "stop"})

    return ListSource(
        read=read,
        show=show,
        fields=lambda line: {"party": line.party, "gate": line.gate, "serial": line.serial},
        search=lambda line: f"{line.serial} {line.what}",
        keys={"who": lambda line: fold(f"{line.party} {line.name}")},
    )


def station_rows(
    office: Office, read: Callable[[], Sequence[Station]], gate_name: Callable[[str], str]
) -> ListSource[Station]:
    """Stations, and how old their rosters are."""

    def show(station: Station) -> Row:
        state, tone = STATES[station.state]
        cells = {
            "gate": gate_name(station.gate),
            "state": f"{state} {station.kept_apart}" if station.kept_apart else state,
            "as_of": _at(office, station.as_of),
            "records": _number(station.records),
            "until": _at(office, station.until) if station.until else "none yet",
            "chain": station.chain.removeprefix("station:"),
        }
        return Row(station.chain, cells, {"state": tone})

    return ListSource(read=read, show=show, fields=lambda station: {"gate": station.gate, "status": station.state})


def supervisor_rows(read: Callable[[], Sequence[SupervisorLine]]) -> ListSource[SupervisorLine]:
    """Who may override."""

    def show(line: SupervisorLine) -> Row:
        how = "own badge or PIN" if line.has_pin else "own badge"
        cells = {
            "who": line.titled,
            "party": line.party_name,
            "how": f"cannot: {line.lacks}" if line.lacks else how,
            "serial": line.serial,
        }
        return Row(line.id, cells, {"how": "stop" if line.lacks else ""})

    return ListSource(read=read, show=show, fields=lambda line: {"party": line.party, "serial": line.serial})


def floater_rows(read: Callable[[], Sequence[FloaterLine]]) -> ListSource[FloaterLine]:
    """Floaters, and who holds them."""

    def show(line: FloaterLine) -> Row:
        state, tone = STATES[line.state]
        cells = {
            "party": line.party_name,
            "serial": line.serial,
            "state": state,
            "who": line.held_by,
            "zones": line.zones,
        }
        return Row(line.id, cells, {"state": tone})

    return ListSource(
        read=read,
        show=show,
        fields=lambda line: {"party": line.party, "serial": line.serial, "status": line.state},
    )


class OddRows:
    """Refusals and overrides, the latest first; the journal is asked for those in sight alone."""

    def __init__(self, office: Office, board: GateBoard) -> None:
        self.office, self.board = office, board

    def count(self, query: Query) -> int:
        """How many there are."""
        return len(self._places(query))

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """Some of them."""
        rows = self.board.odd_rows()
        return [self._row(self.board.odd(rows[place])) for place in self._places(query)[start:stop]]

    def position(self, query: Query, row_id: str) -> int | None:
        """Where one stands."""
        rows, places = self.board.odd_rows(), self._places(query)
        return next((number for number, place in enumerate(places) if str(rows[place].row) == row_id), None)

    def found(self, row_id: str | None) -> OddScan | None:
        """All that is known of one."""
        row = next((row for row in self.board.odd_rows() if str(row.row) == row_id), None)
        return self.board.odd(row) if row else None

    def _places(self, query: Query) -> Sequence[int]:
        rows = self.board.odd_rows()
        words = [fold(word) for word in query.text.split()]
        if not words:
            return range(len(rows))
        return [place for place, row in enumerate(rows) if self._passes(words, self.board.odd(row))]

    def _passes(self, words: Sequence[str], odd: OddScan) -> bool:
        text = fold(" ".join((odd.gate, odd.party, odd.passer.name, odd.row.reason, odd.message, odd.officer)))
        return all(word in text for word in words)

    def _row(self, odd: OddScan) -> Row:
        let_in = odd.overridden
        cells = {
            "at": _time_or_day(self.office, odd.at),
            "what": "✓ let in" if let_in else ACTIONS.get(odd.action, odd.action),
            "gate": odd.gate,
            "who": odd.passer.name or odd.passer.serial or "no badge of ours",
            "party": odd.party,
            "why": (odd.overrode if let_in else odd.row.reason).replace("_", " "),
        }
        tone = "warn" if let_in or odd.action == "wait" else "stop"
        return Row(str(odd.row.row), cells, {"what": tone})


class ByView:
    """The rows of whichever list is shown."""

    def __init__(self, view: Callable[[], str], sources: Mapping[str, Source]) -> None:
        self._view, self._sources = view, sources

    def refresh(self) -> None:
        """Read again at the next question."""
        for source in self._sources.values():
            if isinstance(source, ListSource):
                source.refresh()

    def count(self, query: Query) -> int:
        """How many rows the query leaves."""
        return self._now.count(query)

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """The rows from place ``start`` up to ``stop``."""
        return self._now.window(query, start, stop)

    def position(self, query: Query, row_id: str) -> int | None:
        """The place of a row."""
        return self._now.position(query, row_id)

    @property
    def _now(self) -> Source:
        return self._sources[self._view()]


def _at(office: Office, at: datetime) -> str:
    local, now = office.local(at), office.local(office.desk.now())
    return f"{local:%H:%M:%S}" if local.date() == now.date() else f"{local:%d %b %H:%M}"


def _when(office: Office, last: LastScan) -> str:
    return f"{_time_or_day(office, last.at)} {_VERDICTS[last.verdict]}"


def _time_or_day(office: Office, at: datetime) -> str:
    """In the room of a time: of what was not today the day, or yesterday's last scan reads as this morning's."""
    local, now = office.local(at), office.local(office.desk.now())
    return f"{local:%H:%M:%S}" if local.date() == now.date() else f"{local.day} {local:%b}"


def _who(last: LastScan) -> str:
    return last.passer.name or last.passer.serial or last.reason.replace("_", " ")


def _number(number: int) -> str:
    return f"{number:,}" if number else "–"


def _bar(inside: int, limit: int | None) -> str:
    """A bar of twenty for a zone with a limit, in words of blocks; without one there is nothing to compare with."""
    if not limit:
        return ""
    filled = min(_BAR, round(_BAR * inside / limit))
    return "█" * filled + "░" * (_BAR - filled)

"""What the gates see, as rows of tables."""

from __future__ import annotations

from collections.abc import Sequence

from conclave_desk.desk.gate_board import GateBoard, GateLine, InsideLine, LastScan, OddScan
from conclave_desk.domain.names import fold
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import ListSource, Query, Row

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
    Column("who", "scan", 18, grow=4, most=60, priority=3, sortable=False, ranked=True),
)
ODD = (
    Column("at", "when", 8, sortable=False),
    Column("what", "", 8, sortable=False),
    Column("gate", "gate", 13, grow=1, most=20, priority=3, sortable=False),
    Column("who", "who", 22, grow=2, most=40, sortable=False, ranked=True),
    Column("party", "State", 12, grow=1, most=24, priority=2, sortable=False),
    Column("why", "why", 16, grow=1, most=30, sortable=False),
)
INSIDE = (
    Column("zone", "zone", 14, grow=1, most=28, sortable=False),
    Column("party", "State", 12, grow=2, most=30, sortable=False),
    Column("inside", "inside", 11, right=True, sortable=False),
    Column("bar", "", 10, grow=1, most=24, priority=1, sortable=False),
)
_WAYS = {"in": "→", "out": "←", "both": "⇄"}
_VERDICTS = {"admitted": "✓", "left": "←", "refused": "▬"}
ACTIONS = {"admit": "✓ ADMIT", "check": "◉ CHECK", "wait": "⧖ WAIT", "stop": "▬ STOP"}
_BAR = 20


def gate_rows(office: Office, board: GateBoard) -> ListSource[GateLine]:
    """Every gate and its day so far."""

    def show(line: GateLine) -> Row:
        capacity = line.zone.capacity if line.zone else None
        cells = {
            "gate": line.gate.name,
            "zone": line.zone.name if line.zone else line.gate.zone,
            "way": _WAYS[line.gate.direction],
            "inside": f"{line.counts.inside:,} of {capacity:,}" if capacity else f"{line.counts.inside:,}",
            "admitted": _number(line.counts.admitted),
            "left": _number(line.counts.left),
            "refused": _number(line.counts.refused),
            "overridden": _number(line.counts.overridden),
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
        return Row(f"{line.zone.code}:{line.party}", cells, tones)

    return ListSource(
        read=board.inside,
        show=show,
        fields=lambda line: {"party": line.party, "zone": line.zone.code},
        search=lambda line: line.zone.name,
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
            "at": f"{self.office.local(odd.at):%H:%M:%S}",
            "what": "✓ let in" if let_in else ACTIONS.get(odd.action, odd.action),
            "gate": odd.gate,
            "who": odd.passer.name or odd.passer.serial or "no badge of ours",
            "party": odd.party,
            "why": (odd.overrode if let_in else odd.row.reason).replace("_", " "),
        }
        tone = "warn" if let_in or odd.action == "wait" else "stop"
        return Row(str(odd.row.row), cells, {"what": tone})


def _when(office: Office, last: LastScan) -> str:
    return f"{office.local(last.at):%H:%M:%S} {_VERDICTS[last.verdict]}"


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

"""The rows of attendance: one source in front of the four lists, of which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any, Protocol

from conclave_desk.desk import attendance_list, attendance_return
from conclave_desk.desk.attendance_board import Attending, Board, Scope
from conclave_desk.desk.attendance_list import Everybody, PartyLine, ScopeLine
from conclave_desk.desk.attendance_return import SignedReturn
from conclave_desk.desk.filters import Filter
from conclave_desk.domain.attendance import STATUSES
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import attendance_rows
from conclave_desk.tui.screens.attendance_commands import PARTIES, PEOPLE, RETURN, SESSIONS
from conclave_desk.tui.screens.views import party_labels
from conclave_desk.tui.widgets.source import ListSource, Query, Row
from conclave_desk.tui.widgets.view_source import ViewSource


class Looked(Protocol):
    """What the screen looks at."""

    view: str
    board: Board | None
    scope: str
    scopes: Sequence[Scope]

    @property
    def scope_now(self) -> Scope | None: ...
    @property
    def columns_now(self) -> list[Scope]: ...


class AttendanceSource:
    """Asks the list that the screen shows."""

    def __init__(self, office: Office, screen: Looked) -> None:
        self._office, self._screen = office, screen
        self._label = party_labels(office)
        self._everybody: Everybody | None = None
        self._serials: dict[str, str] = {}
        self._lists: dict[str, ListSource[Any] | ViewSource[Any]] = {
            SESSIONS: ListSource(read=self._scopes, show=self._scope_row, fields=self._of_scope),
            PARTIES: ListSource(
                read=self._parties, show=self._party_row, fields=self._of_party, search=lambda one: one.party
            ),
            PEOPLE: _People(
                read=self._people,
                show=self._person_rows,
                field=lambda _name, _one: "",
                finds=self._finds,
                keys=_Keys(self),
                source=self,
            ),
            RETURN: ListSource(read=self._returns, show=lambda one: attendance_rows.return_row(office, one)),
        }

    @property
    def _list(self) -> ListSource[Any] | ViewSource[Any]:
        return self._lists[self._screen.view]

    def refresh(self) -> None:
        """Read again at the next question."""
        self._serials.clear()
        for one in self._lists.values():
            one.refresh()

    def count(self, query: Query) -> int:
        """How many rows the query leaves."""
        return self._list.count(query)

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """The rows from place ``start`` up to ``stop``."""
        return self._list.window(query, start, stop)

    def position(self, query: Query, row_id: str) -> int | None:
        """The place of a row."""
        return self._list.position(query, row_id)

    # Sessions, parties, returns

    def _scopes(self) -> list[ScopeLine]:
        return attendance_list.scope_lines(self._office.desk, self._screen.scopes, self._screen.board)

    def _scope_row(self, line: ScopeLine) -> Row:
        return attendance_rows.session_row(self._office, line)

    def _of_scope(self, line: ScopeLine) -> Mapping[str, str]:
        now = self._office.desk.now()
        over, begun = line.scope.over(now), line.scope.begun(now)
        return {"status": "over" if over else "running" if begun else "to come"}

    def _parties(self) -> list[PartyLine]:
        screen = self._screen
        if screen.board is None:
            return []
        columns = [] if screen.scope else [scope.id for scope in screen.columns_now]
        return attendance_list.party_lines(self._office.desk, screen.board, screen.scope, columns)

    def _party_row(self, line: PartyLine) -> Row:
        return attendance_rows.party_row(self._office, line, self._screen.columns_now, self._screen.scope_now)

    def _of_party(self, line: PartyLine) -> Mapping[str, str]:
        leader = line.leader
        return {"party": line.party, "status": line.standing[0], "category": leader.category if leader else ""}

    def _returns(self) -> list[SignedReturn]:
        return attendance_return.days(self._office.desk, self._screen.scopes)

    # People

    def everybody(self) -> Sequence[Attending]:
        """Whoever stands on the board, or until it is counted whoever was put forward."""
        if self._screen.board is not None:
            self._everybody = None
            return self._screen.board.people
        if self._everybody is None:
            self._everybody = Everybody(self._office.desk)
        return self._everybody

    def _people(self) -> Sequence[Attending]:
        board, scope = self._screen.board, self._screen.scope
        if not scope:
            return self.everybody()
        return board.at(scope) if board is not None else ()

    def _person_rows(self, people: Sequence[Attending]) -> list[Row]:
        scope, columns = self._screen.scope_now, self._screen.columns_now
        wanted = [scope] if scope is not None else columns
        ids = [one.id for one in people]
        lines = attendance_list.person_lines(self._office.desk, ids, wanted, rows=scope is not None)
        return [attendance_rows.person_row(self._office, line, columns, scope) for line in lines]

    def with_term(self, left: Sequence[Attending], name: str, value: str) -> Sequence[Attending]:
        """Those of whom a selection term holds, which may be half typed."""
        if name == "status":
            wanted = {status for status in STATUSES if status.startswith(value)}
            return [one for one in left if self.status(one) in wanted]
        if name == "serial":
            if not self._serials:
                self._serials = attendance_list.serials(self._office.desk)
            return [one for one in left if self._serials.get(one.id, "").casefold().startswith(value)]
        return [one for one in left if getattr(one, name).casefold().startswith(value)]

    def status(self, one: Attending, scope: str = "") -> str:
        """How somebody stands at that session, or at the one that is looked at; of the whole event, whether they came."""
        board, wanted = self._screen.board, scope or self._screen.scope
        if board is None or one.place < 0:
            return ""
        if wanted:
            return board.standing(wanted, one.place)[0]
        return "attended" if board.came(one.place) else "absent"

    def _finds(self, word: str) -> Callable[[Attending], bool]:
        board = self._screen.board
        if board is None:
            return lambda one: word in one.folded or word in self._label(one.party)
        parties = {party for party in board.parties if word in self._label(party)}
        if not parties:
            return lambda one: word in one.folded
        return lambda one: word in one.folded or one.party in parties

    def key_of(self, column: str) -> Callable[[Attending], Any] | None:
        """What people are sorted by in a column."""
        match column:
            case "party":
                return lambda one: self._label(one.party)
            case "name":
                return lambda one: one.folded
            case "category":
                return lambda one: one.category
        if any(scope.id == column for scope in self._screen.scopes):
            return lambda one: self.status(one, column)
        return None


@dataclass
class _People(ViewSource[Attending]):
    """People of whom terms are asked all at once."""

    source: AttendanceSource = attribute(kw_only=True)

    def narrowed(self, left: Sequence[Attending], wanted: Filter) -> Sequence[Attending]:
        """Those that the filter lets through."""
        for name, value in wanted.terms.items():
            left = self.source.with_term(left, name, value)
        return super().narrowed(left, Filter({}, wanted.words))


class _Keys(Mapping[str, Callable[[Attending], Any]]):
    """Sort keys by column; sessions are columns too, and others may be put on the programme."""

    def __init__(self, source: AttendanceSource) -> None:
        self._source = source

    def __getitem__(self, column: str) -> Callable[[Attending], Any]:
        key = self._source.key_of(column)
        if key is None:
            raise KeyError(column)
        return key

    def __iter__(self) -> Any:
        return iter(("party", "name", "category"))

    def __len__(self) -> int:
        return 3

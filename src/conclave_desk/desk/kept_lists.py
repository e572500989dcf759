"""Lists over a register that may be long: read whole once, then only the parties about which something was written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from conclave_desk.desk.by_party import ByParty
from conclave_desk.desk.changes import officers_version, parties_touched
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key
from conclave_desk.registers.moments import to_text


class OfParty(Protocol):
    """What every value of such lists has."""

    @property
    def id(self) -> str: ...
    @property
    def party(self) -> str: ...


V = TypeVar("V", bound=OfParty)
_Reader = Callable[[str, Collection[str] | None], Iterable[V]]


class KeptLists(Generic[V]):
    """``read`` gives the values of some parties, or of all, as of an instant; ``turned`` the parties of whom something
    begins or ends by itself between two instants; ``on`` the lists on which a value stands; ``key`` its place within
    the party."""

    def __init__(
        self,
        desk: Desk,
        read: _Reader[V],
        turned: Callable[[str, str], Collection[str]],
        on: Callable[[V], Sequence[str]],
        key: Callable[[V], Any],
    ) -> None:
        self._desk = desk
        self._read, self._turned, self._on, self._key = read, turned, on, key
        self._version, self._as_of = -1, ""
        self._lists: dict[str, dict[str, list[V]]] = {}
        self._made: dict[str, ByParty[V]] = {}

    def of(self, name: str) -> ByParty[V]:
        """A list in order of precedence, as of the last command of an officer."""
        self._catch_up()
        if name not in self._made:
            parties = self._lists.get(name, {})
            order = sorted(parties, key=party_key(self._desk.event))
            self._made[name] = ByParty({party: parties[party] for party in order}, self._key)
        return self._made[name]

    def _catch_up(self) -> None:
        """What begins or ends by itself is looked at once a minute."""
        version, now = officers_version(self._desk), to_text(self._desk.now())
        later = now[:16] != self._as_of[:16]
        if version == self._version and not later:
            return
        changed = None if self._version < 0 else parties_touched(self._desk, self._version)
        if changed is not None and later:
            changed |= set(self._turned(*sorted((self._as_of, now))))
        self._version, self._as_of = version, now if later else self._as_of
        if changed is None or len(changed) > _MANY:
            self._lists = {}
            self._take_in(self._read(now, None))
        elif changed:
            for parties in self._lists.values():
                for party in changed & parties.keys():
                    del parties[party]
            self._take_in(self._read(now, changed))

    def _take_in(self, values: Iterable[V]) -> None:
        self._made = {}
        for one in values:
            for name in self._on(one):
                self._lists.setdefault(name, {}).setdefault(one.party, []).append(one)


_MANY = 50
"""Parties from which on all are read again."""

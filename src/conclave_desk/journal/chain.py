"""Is the journal whole? Names the first record that was tampered with or is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conclave_desk.domain.entries import StationMerged
from conclave_desk.errors import WrongData
from conclave_desk.journal import record
from conclave_desk.journal.store import Journal

_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a chain does not hold."""

    chain: str
    n: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.chain}:{self.n}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at: records by chain, and the desk's head."""

    records: dict[str, int]
    head: bytes


def verify(
    journal: Journal, known_head: bytes | None = None, progress: Callable[[int, int | None], None] | None = None
) -> Verified | Break:
    """Walk every chain from its first record. ``known_head`` is a head of the desk that was noted down earlier.

    What others append meanwhile is not looked at. ``progress`` is told how many records of how many were looked at.
    """
    with journal.reading():
        return _walk(journal, known_head, progress or (lambda *_: None))


def _walk(journal: Journal, known_head: bytes | None, progress: Callable[[int, int | None], None]) -> Verified | Break:
    total = sum(journal.head(chain)[0] for chain in journal.chains())
    records: dict[str, int] = {}
    merged: dict[str, dict[int, bytes]] = {}
    seen_known = known_head is None
    for chain in journal.chains():
        expected, prev = 1, record.NOTHING
        anchors = merged.get(chain, {})
        for n, stored, body in journal.bodies(chain):
            if fault := _fault(chain, n, stored, body, expected, prev):
                return fault
            if n in anchors and anchors[n] != stored:
                return Break(chain, n, "was replaced: the desk noted another hash for it")
            if chain == record.DESK:
                _note_anchors(body, merged)
                seen_known = seen_known or stored == known_head
            expected, prev = n + 1, stored
            if n % _STEP == 0:
                progress(sum(records.values()) + n, total)
        if fault := _missing_tail(journal, chain, expected, prev, anchors):
            return fault
        records[chain] = expected - 1
    for chain in sorted(merged.keys() - records.keys()):
        return Break(chain, 1, f"is missing, as is the whole chain (the desk has seen record {max(merged[chain])})")
    if not seen_known:
        return Break(record.DESK, records.get(record.DESK, 0), "the head given is none of this journal's")
    return Verified(records, journal.head()[1])


def _fault(chain: str, n: int, stored: bytes, body: bytes, expected: int, prev: bytes) -> Break | None:
    if n != expected:
        return Break(chain, expected, f"is missing (record {n} follows {expected - 1})")
    if record.hash_of(body) != stored:
        return Break(chain, n, "was changed after it was written")
    try:
        read = record.read(body)
    except WrongData as fault:
        return Break(chain, n, fault.message)
    if (read.chain, read.n) != (chain, n):
        return Break(chain, n, f"says that it is {read.chain}:{read.n}")
    if read.prev != prev:
        return Break(chain, n, "does not follow from the record before it: one of the two was replaced")
    return None


def _note_anchors(body: bytes, merged: dict[str, dict[int, bytes]]) -> None:
    if b'"StationMerged"' not in body:
        return
    for entry in record.read(body).entries:
        if isinstance(entry, StationMerged):
            merged.setdefault(entry.chain, {})[entry.last] = entry.head


def _missing_tail(journal: Journal, chain: str, expected: int, prev: bytes, anchors: dict[int, bytes]) -> Break | None:
    last = expected - 1
    if missing := [n for n in anchors if n > last]:
        return Break(chain, expected, f"is missing (the desk has seen record {max(missing)})")
    head_n, head_hash = journal.head(chain)
    if head_n > last:
        return Break(chain, expected, f"is missing (the last record was {head_n})")
    if (head_n, head_hash) != (last, prev):
        return Break(chain, last, "is not the record that was written last")
    return None

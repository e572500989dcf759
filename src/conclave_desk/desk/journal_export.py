"""The whole journal for organisers and auditors: a row an entry, all scans and not the latest of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from conclave_desk.desk import history
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.told import serial, told
from conclave_desk.domain.entries import Entry, ScanRecorded
from conclave_desk.exchange import journal_file
from conclave_desk.exchange.journal_file import JournalRow
from conclave_desk.journal.record import Record

_STEP = 200


def export(desk: Desk, kind: str, out: BinaryIO, progress: Callable[[int], None] = lambda _: None) -> int:
    """Write every entry of every chain to ``out`` as ``csv``, ``json`` or ``xlsx``, in time's order; how many.

    What is sealed stays sealed: a remark, a reason about a person are in no row. ``progress`` is told now and then
    how many records are done.
    """
    count = 0

    def counted() -> Iterator[JournalRow]:
        nonlocal count
        everything = history.Concern()
        for records, found in enumerate(history.records(desk, desk.journal.chains(), concern=everything), 1):
            for entry in found.record.entries:
                count += 1
                yield _row(desk, found.record, entry)
            if records % _STEP == 0:
                progress(records)

    with desk.journal.reading():
        journal_file.write(counted(), desk.event, kind, out)
    return count


def _row(desk: Desk, record: Record, entry: Entry) -> JournalRow:
    command = record.command
    return JournalRow(
        chain=record.chain,
        n=record.n,
        at=command.at,
        clock=command.clock,
        officer=command.officer,
        where=command.where,
        command=command.name,
        entry=type(entry).__name__,
        what=" ".join(told(desk, [entry])),
        party=_text(entry, "party"),
        category=_text(entry, "category"),
        session=_text(entry, "session"),
        serial=_serial(entry),
        gate=_text(entry, "gate"),
        scan_id=_text(entry, "scan_id"),
        **_of_scan(entry) if isinstance(entry, ScanRecorded) else {},
    )


def _of_scan(scan: ScanRecorded) -> dict[str, Any]:
    return {
        "scanned_at": scan.at,
        "direction": scan.direction,
        "method": scan.method,
        "verdict": scan.verdict,
        "action": scan.action,
        "reason": scan.reason,
        "offline": "yes" if scan.offline else "no",
        "roster_as_of": scan.roster_as_of,
    }


def _text(entry: Entry, name: str) -> str | None:
    value = getattr(entry, name, None)
    return value if isinstance(value, str) else None


def _serial(entry: Entry) -> str | None:
    """What is printed on the badge that the entry is about, if it is about one."""
    holder, issue = getattr(entry, "holder", None), getattr(entry, "issue", None)
    return serial(holder, issue) if holder and issue else None

"""Several callers at one station beside one at a time, and a roster of 200,000 badges beside one of 200.

The record step is what the thread that keeps the books does with scans that wait together, whose codes have been read:
judge, write, and one sync. End to end, threads read badges, wait in the queue, and get their answers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from time import time

import msgspec

from conclave_desk.bootstrap import open_desk, open_station
from conclave_desk.credential.claims import Claims
from conclave_desk.credential.keys import SigningKey
from conclave_desk.credential.payload import make_payload
from conclave_desk.desk.founding import signing_key
from conclave_desk.domain.decision import Decided
from conclave_desk.domain.entries import EventDeclared
from conclave_desk.domain.scene import Reading
from conclave_desk.gate import station_file
from conclave_desk.gate.prepare import prepare
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station
from conclave_desk.gate.station_file import Signer, StationBooks
from conclave_desk.gate.together import Together

from .desks import BEFORE, MORNING, config, with_badges
from .measure import ROOT, Line, in_turn, middle_ratio, seconds

_DELEGATES = 2_500
_AT_ONCE = 320
_ROUNDS = 7
_RECORD, _WHOLE = {8: 2.3, 32: 3.0}, {8: 1.2, 32: 1.5}
_FEW, _MANY = 200, 200_000
_LARGEST, _SLOWEST, _SAME = 60, 0.3, 1.2
_LONGEST = 0.25
_SAME_BADGES = 1_000


def lines(folder: Path) -> list[Line]:
    """Group commit, then the large roster."""
    path = folder / "gates.desk"
    payloads = with_badges(path, _DELEGATES)
    station = folder / "gates.station"
    with open_desk(config(path, MORNING)) as desk:
        prepare(desk, signing_key(desk), "G1", station)
        key = signing_key(desk)
    bench = _Bench()
    apart = folder / "eight.station"
    with open_desk(config(path, MORNING)) as desk:
        once = tuple(msgspec.structs.replace(gate, reentry="once") for gate in desk.event.gates)
        entry = EventDeclared(event=msgspec.structs.replace(desk.event, gates=once))
        desk.record("load", lambda: Decided((entry,)))
        prepare(desk, key, "G1", apart)
    eight = _eight(apart, payloads[:_SAME_BADGES])
    return [*_sizes(bench, folder, station, key), *_together(bench, station, payloads), *eight]


class _Bench:
    """Opens stations whose clocks go on where the last one stopped: a scan of the past is asked of all others."""

    def __init__(self) -> None:
        self.now = MORNING

    def _clock(self) -> datetime:
        self.now += timedelta(milliseconds=100)
        return self.now

    @contextmanager
    def opened(self, path: Path) -> Iterator[Station]:
        with open_station(replace(config(path, MORNING), station=path)) as station:
            station._clock = self._clock
            yield station


def _together(bench: _Bench, path: Path, payloads: Sequence[str]) -> list[Line]:
    """The same scans by one caller and by several, in turn; the bare disk beside."""
    with bench.opened(path) as station:
        by_name = cycle([_by_name(station, payload) for payload in payloads])
    by_badge = cycle([Scan(payload, "G1") for payload in payloads])
    recorded = [_recorded(bench, path, by_name, number, least) for number, least in _RECORD.items()]
    return recorded + [_called(bench, path, by_badge, number, least) for number, least in _WHOLE.items()]


def _by_name(station: Station, payload: str) -> Scan:
    reading = station.read(payload)
    plain = Reading(issuer=reading.issuer, holder=reading.holder, issue=reading.issue, serial=True)
    return Scan(code=payload, gate="G1", by_name=plain)


def _recorded(bench: _Bench, path: Path, scans: Iterator[Scan], number: int, least: float) -> Line:
    with bench.opened(path) as station:

        def together() -> float:
            batch = list(islice(scans, _AT_ONCE))
            groups = [batch[begin : begin + number] for begin in range(0, _AT_ONCE, number)]
            return _AT_ONCE / seconds(lambda: [station.scan_all(group) for group in groups])

        return _line(f"record step, {number} together", path, station, scans, together, least)


def _called(bench: _Bench, path: Path, scans: Iterator[Scan], number: int, least: float) -> Line:
    with (
        bench.opened(path) as station,
        Together(lambda: bench.opened(path)) as several,
        ThreadPoolExecutor(number) as threads,
    ):

        def together() -> float:
            batch = list(islice(scans, _AT_ONCE))
            return _AT_ONCE / seconds(lambda: list(threads.map(several.scan, batch)))

        return _line(f"end to end, {number} callers", path, station, scans, together, least)


def _line(
    name: str, path: Path, station: Station, scans: Iterator[Scan], together: Callable[[], float], least: float
) -> Line:
    """Together, one at a time, and the bare disk, in turn."""
    with path.with_suffix(".bin").open("wb", buffering=0) as bare:

        def alone() -> float:
            batch = list(islice(scans, _AT_ONCE))
            return _AT_ONCE / seconds(lambda: [station.scan(scan) for scan in batch])

        def disk() -> float:
            return _AT_ONCE / seconds(lambda: _append(bare.fileno()))

        for warm in (alone, together, disk):
            warm()
        ones, groups, syncs = in_turn(_ROUNDS, (alone, together, disk))
    ratio = middle_ratio(groups, ones)
    one_at_a_time = f"{median(ones):,.0f}/s one at a time, {median(syncs):,.0f}/s fdatasync"
    return Line(name, f"{median(groups):,.0f}/s", one_at_a_time, ratio, f"≥ {least}", ratio >= least)


def _eight(path: Path, payloads: Sequence[str]) -> list[Line]:
    """Eight processes scan the same badges at once, at a door that lets everybody in once: how many came in, and the
    worst wait."""
    begin = str(time() + 4)
    command = [sys.executable, "-m", "tests.gate.scanner", "same", str(path), "G1", begin, MORNING.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    processes = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(8)]  # type: ignore[call-overload]
    for process in processes:
        process.stdin.write("\n".join(payloads) + "\n")
        process.stdin.close()
        process.stdin = None
    said = [json.loads(process.communicate()[0]) for process in processes]
    longest = max(one["longest"] for one in said)
    verdicts = zip(*(one["verdicts"] for one in said), strict=True)
    right = sum(one.count("admitted") == 1 for one in verdicts)
    name, number = f"8 processes, the same {len(payloads):,} badges: ", len(payloads)
    return [
        Line(f"{name}let in once", f"{right:,}", "", None, f"{number:,}", right == number),
        Line(
            f"{name}worst wait",
            f"{longest * 1000:.0f} ms",
            "",
            None,
            f"≤ {_LONGEST * 1000:.0f} ms",
            longest <= _LONGEST,
        ),
    ]


def _append(handle: int) -> None:
    block, synced = bytes(4096), os.fdatasync if hasattr(os, "fdatasync") else os.fsync
    for _ in range(_AT_ONCE):
        os.write(handle, block)
        synced(handle)


def _sizes(bench: _Bench, folder: Path, pattern: Path, key: SigningKey) -> list[Line]:
    """Stations with few and with very many badges, from the same desk."""
    few, many = (_station(folder / f"{count}.station", pattern, key, count) for count in (_FEW, _MANY))
    megabytes = many[0].stat().st_size / 1e6
    opening = median(seconds(lambda: _open_and_close(many[0])) for _ in range(5))
    with bench.opened(few[0]) as small, bench.opened(many[0]) as large:
        rates = in_turn(21, (lambda: _verdict(small, few[1]), lambda: _verdict(large, many[1])))
    ratio = middle_ratio(rates[1], rates[0])
    times = [f"{median(rate) * 1e6:,.0f} µs" for rate in rates]
    return [
        Line(
            "station file of 200,000 badges", f"{megabytes:.0f} MB", "", None, f"≤ {_LARGEST} MB", megabytes <= _LARGEST
        ),
        Line("  opened in", f"{opening * 1000:.1f} ms", "", None, f"≤ {_SLOWEST} s", opening <= _SLOWEST),
        Line("  a verdict", times[1], f"{times[0]} of 200 badges", ratio, f"≤ {_SAME}", ratio <= _SAME),
    ]


def _open_and_close(path: Path) -> None:
    StationBooks.open(path).journal.close()


def _verdict(station: Station, payloads: Sequence[str]) -> float:
    """Seconds a scan, with one sync for all."""
    scans = [Scan(payload, "G1") for payload in payloads]
    return seconds(lambda: station.scan_all(scans)) / len(scans)


def _station(path: Path, pattern: Path, key: SigningKey, count: int) -> tuple[Path, list[str]]:
    """A station's file with that many badges of generated holders; the payloads of 200 of them."""
    path.write_bytes(pattern.read_bytes())
    draw = Random(count)
    holders = sorted({draw.randbytes(5) for _ in range(count)})
    books = StationBooks.open(path)
    db, event = books.journal.db, books.event
    begins, ends = MORNING - timedelta(days=3), MORNING + timedelta(days=3)
    texts = (begins.isoformat(timespec="microseconds"), ends.isoformat(timespec="microseconds"))
    with books.journal.transaction():
        db.execute("DELETE FROM roster")
        db.executemany(
            "INSERT INTO roster (holder, issuer, issue, kind, name, folded, party, category, zones, valid_from,"
            " valid_until, suspended, collected, marks, bearer, rank, passport_name, appointment, service, letterbox)"
            " VALUES (?, ?, 1, '', ?, ?, 'MLI', 'DEL', '[\"PLN\",\"LNG\"]', ?, ?, 0, 1, '', '', 'Colonel', '', ?, 'Army', ?)",
            (
                (
                    *(holder.hex(), event, f"Généré Personne {n:06}", f"genere personne {n:06}", *texts),
                    *("Chief of Operations", draw.randbytes(32)),
                )
                for n, holder in enumerate(holders)
            ),
        )
        signer = Signer(event, key, books.seal_key)
        station_file.sign(db, signer, books.chain, "G1", MORNING)
    books.journal.close()
    made = Claims(
        event=event,
        holder=bytes(5),
        issue=1,
        party="MLI",
        category="DEL",
        zones=("PLN", "LNG"),
        not_before=begins,
        expires=ends,
        issued_at=BEFORE,
    )
    chosen = draw.sample(holders, 200)
    return path, [make_payload(msgspec.structs.replace(made, holder=holder), key) for holder in chosen]

"""One durable scan at a time, beside a loop that verifies one COSE and commits one INSERT, and beside the bare disk.

On a slow or busy disk the ratio rises by itself, since both wait for the same sync: read it with the bare rate.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import base45
import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from conclave_desk.bootstrap import open_desk, station_of
from conclave_desk.gate.scan import Scan
from conclave_desk.registers.event import public_keys

from .desks import MORNING, config, with_badges
from .measure import Line, in_turn, middle_ratio, seconds

_DELEGATES = 500
_AT_ONCE = 250
_ROUNDS = 11
_LEAST = 0.6
_INSERT = "INSERT INTO scans (badge, gate, at, verdict) VALUES (?, 'G1', ?, 'admitted')"


def lines(folder: Path) -> list[Line]:
    """The rates of all three in one folder."""
    path = folder / "scanning.desk"
    payloads = cycle(with_badges(path, _DELEGATES))
    now = MORNING
    if hasattr(os, "sync"):
        os.sync()

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=2)
        return now

    with (
        open_desk(config(path)) as desk,
        closing(_plain(folder / "scanning-baseline.db")) as plain,
        (folder / "scanning-baseline.bin").open("wb", buffering=0) as bare,
    ):
        desk.clock = clock
        station = station_of(desk)
        key = Ed25519PublicKey.from_public_bytes(public_keys(desk.journal.db)[0][1])

        def ours() -> float:
            batch = list(islice(payloads, _AT_ONCE))
            return _AT_ONCE / seconds(lambda: [station.scan(Scan(payload, "G1")) for payload in batch])

        def verify_and_insert() -> float:
            envelopes = [base45.b45decode(payload[4:]) for payload in islice(payloads, _AT_ONCE)]
            return _AT_ONCE / seconds(lambda: _verify_and_insert(plain, key, envelopes))

        def disk() -> float:
            return _AT_ONCE / seconds(lambda: _append(bare.fileno(), _AT_ONCE))

        for warm in (ours, verify_and_insert, disk):
            warm()
        scans, inserts, syncs = in_turn(_ROUNDS, (ours, verify_and_insert, disk))
    ratio = middle_ratio(scans, inserts)
    raw = f"{median(syncs):,.0f}/s bare fdatasync"
    return [
        Line(
            "one durable scan at a time",
            f"{median(scans):,.0f}/s",
            f"{median(inserts):,.0f}/s COSE + INSERT",
            ratio,
            f"≥ {_LEAST}",
            ratio >= _LEAST,
        ),
        Line("  the same beside the bare disk", f"{median(scans):,.0f}/s", raw, middle_ratio(scans, syncs)),
    ]


def _plain(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE scans (id INTEGER PRIMARY KEY, badge BLOB, gate TEXT, at TEXT, verdict TEXT)")
    return db


def _verify_and_insert(db: sqlite3.Connection, key: Ed25519PublicKey, envelopes: list[bytes]) -> None:
    for envelope in envelopes:
        protected, _, payload, signature = cbor2.loads(envelope).value
        key.verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
        db.execute(_INSERT, (cbor2.loads(payload)[7], "2023-03-28T04:00:00.000000+00:00"))


def _append(handle: int, times: int) -> None:
    block, synced = bytes(4096), os.fdatasync if hasattr(os, "fdatasync") else os.fsync
    for _ in range(times):
        os.write(handle, block)
        synced(handle)

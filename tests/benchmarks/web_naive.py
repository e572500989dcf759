"""The naive way to judge and record scans over HTTP: what one would write first, and write well.

FastAPI, functions that are no coroutines, a connection to the database a request and a commit a scan. It does for a
scan what the page's station does for one: it knows the phone by its cookie, verifies the badge, looks up who it is,
asks whether it holds now and opens this zone, when it was last here, and has the record on the disk before it answers.
It has a database of its own, with no more tables than that takes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import base45
import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Cookie, FastAPI, HTTPException
from pydantic import BaseModel

from conclave_desk.registers.event import current, public_keys
from conclave_desk.web.guarded import COOKIE

_TABLES = """
CREATE TABLE badges (
    holder TEXT, issue INTEGER, name TEXT, party TEXT, zones TEXT, valid_from TEXT, valid_until TEXT,
    suspended INTEGER, revoked_from TEXT, PRIMARY KEY (holder, issue)
);
CREATE TABLE phones (token TEXT PRIMARY KEY, gate TEXT);
CREATE TABLE scans (
    id TEXT PRIMARY KEY, holder TEXT, issue INTEGER, code TEXT, gate TEXT, direction TEXT, at TEXT, verdict TEXT,
    reason TEXT
);
CREATE INDEX scans_of_holder ON scans (holder, at);
"""
_ROSTER = """
SELECT holder, issue, name, party, zones, valid_from, valid_until, suspended, revoked_from FROM roster
WHERE kind = ''
"""
_BADGE = "SELECT * FROM badges WHERE holder = ? AND issue = ?"
_LAST = "SELECT gate, at FROM scans WHERE holder = ? AND verdict = 'admitted' ORDER BY at DESC LIMIT 1"


class Scan(BaseModel):
    """What a phone sends."""

    scan_id: str
    code: str
    gate: str
    direction: str


def built(path: Path, station: Path, tokens: Iterable[str], clock: Callable[[], datetime]) -> FastAPI:
    """The application on a database made at ``path`` from a station's roster, for phones that show ``tokens``."""
    zone, keys = _filled(path, station, tokens)
    app = FastAPI()

    @app.post("/scan")
    def scan(asked: Scan, token: str = Cookie(alias=COOKIE)) -> dict[str, Any]:
        now = clock()
        with closing(_connected(path)) as db, db:
            phone = db.execute("SELECT gate FROM phones WHERE token = ?", (_digest(token),)).fetchone()
            if phone is None or phone["gate"] != asked.gate:
                raise HTTPException(401)
            holder, issue = _verified(asked.code, keys)
            badge = db.execute(_BADGE, (holder, issue)).fetchone()
            last = db.execute(_LAST, (holder,)).fetchone()
            reason = _refused(badge, zone, now)
            verdict = "refused" if reason else "admitted"
            kept = (holder, issue, asked.code, asked.gate, asked.direction, now.isoformat(), verdict, reason)
            db.execute("INSERT INTO scans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (asked.scan_id, *kept))
        return {
            "verdict": verdict,
            "reason": reason,
            "name": badge["name"] if badge else None,
            "party": badge["party"] if badge else None,
            "last": dict(last) if last else None,
        }

    return app


def _filled(path: Path, station: Path, tokens: Iterable[str]) -> tuple[str, list[Ed25519PublicKey]]:
    """The zone of the first gate, and the keys."""
    with closing(sqlite3.connect(station)) as books, closing(_connected(path)) as db, db:
        db.executescript(_TABLES)
        db.executemany("INSERT INTO badges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", books.execute(_ROSTER))
        db.executemany("INSERT INTO phones VALUES (?, 'G1')", [(_digest(token),) for token in tokens])
        books.row_factory = sqlite3.Row
        gate = current(books).gate("G1")
        assert gate
        return gate.zone, [Ed25519PublicKey.from_public_bytes(raw) for _, raw in public_keys(books)]


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    return db


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _verified(code: str, keys: Iterable[Ed25519PublicKey]) -> tuple[str, int]:
    """Holder and issue, if one of the keys signed them."""
    protected, _, payload, signature = cbor2.loads(base45.b45decode(code.removeprefix("CD1:"))).value
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    for key in keys:
        try:
            key.verify(signature, signed)
        except InvalidSignature:
            continue
        badge = cbor2.loads(payload)[7]
        return badge[:5].hex(), badge[5]
    raise HTTPException(422, "forged")


def _refused(badge: sqlite3.Row | None, zone: str, now: datetime) -> str | None:
    """Why not, if so."""
    if badge is None:
        return "unknown_badge"
    if badge["revoked_from"] is not None and datetime.fromisoformat(badge["revoked_from"]) <= now:
        return "revoked"
    if badge["suspended"]:
        return "suspended"
    if not datetime.fromisoformat(badge["valid_from"]) <= now < datetime.fromisoformat(badge["valid_until"]):
        return "not_valid"
    return None if zone in json.loads(badge["zones"]) else "wrong_zone"

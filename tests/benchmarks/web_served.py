"""Servers to measure, in a process of their own: ``python -m tests.benchmarks.web_served ours|naive FILE``.

``ours`` is the page's application on a station's file, and an address that does nothing beside it, for the same
phones. ``naive`` is what one would write first: FastAPI, a function that is no coroutine, a connection to the database
a request. Both run in uvicorn over the same TLS. Says the port once it listens, and ends with its input.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from conclave_desk.bootstrap import open_station
from conclave_desk.gate import phones
from conclave_desk.gate.apart import Apart
from conclave_desk.gate.phones import Phone, digest
from conclave_desk.gate.station import Station
from conclave_desk.web import certificate
from conclave_desk.web.app import build
from conclave_desk.web.guarded import Call, Sealed, as_json, for_phones
from conclave_desk.web.pace import PACES, Pace, Paces
from conclave_desk.web.porter import Porter
from conclave_desk.web.server import Server, configured, listening, run

from .desks import MORNING, config
from .web_load import PHONES, token

SCANS = "CREATE TABLE IF NOT EXISTS passed (id TEXT PRIMARY KEY, badge BLOB, gate TEXT, at TEXT, verdict TEXT)"


def ours(path: Path) -> None:
    """The page's application."""
    with Apart(partial(_kept, path)) as station:
        station.ask(_pair)
        unhurried = {name: Pace(1e9, 1e9) for name in PACES}
        porter = Porter(station, paces=Paces(unhurried))

        async def nothing(_: Call, __: Phone) -> Response:
            return as_json({})

        noop = Sealed({"POST /noop": for_phones(porter, "scan", nothing)})
        page = build(porter)

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            await (noop if scope.get("path") == "/noop" else page)(scope, receive, send)

        _serve(either, path, porter)


def naive(path: Path) -> None:
    """What one would write first."""
    import base45
    import cbor2
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from fastapi import FastAPI
    from pydantic import BaseModel

    from conclave_desk.registers.event import public_keys

    class Scan(BaseModel):
        scan_id: str
        code: str
        gate: str
        direction: str

    def connected() -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=30)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        return db

    app = FastAPI()
    with closing(connected()) as db:
        db.execute(SCANS)
        key = Ed25519PublicKey.from_public_bytes(public_keys(db)[0][1])

    def scan(asked: Scan) -> dict[str, Any]:
        protected, _, payload, signature = cbor2.loads(base45.b45decode(asked.code[4:])).value
        key.verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
        claims = cbor2.loads(payload)
        with closing(connected()) as db, db:
            row = db.execute(
                "SELECT name, party FROM roster WHERE holder = ? AND issue = ?", (claims[7][:5].hex(), claims[7][5])
            ).fetchone()
            db.execute(
                "INSERT INTO passed VALUES (?, ?, ?, ?, 'admitted')",
                (asked.scan_id, claims[7], asked.gate, datetime.now(UTC).isoformat()),
            )
        return {"verdict": "admitted", "name": row[0], "party": row[1]}

    scan.__annotations__ = {"asked": Scan, "return": dict[str, Any]}
    app.post("/scan")(scan)
    _serve(app, path, None)


@contextmanager
def _kept(path: Path) -> Iterator[Station]:
    """The station on the event's morning, whose clock goes."""
    ago = datetime.now(UTC) - MORNING
    with open_station(replace(config(path), station=path)) as station:
        station._clock = lambda: datetime.now(UTC) - ago
        yield station


def _pair(station: Station) -> None:
    for number in range(PHONES):
        until = station.now() + timedelta(days=1)
        phones.pair(station, f"{number}", "G1", f"phone {number}", digest(token(number)), until)


def _serve(app: ASGIApp, path: Path, porter: Porter | None) -> None:
    made = certificate.own(path.with_suffix(".tls"), ("127.0.0.1",), datetime.now(UTC))
    listener = listening("127.0.0.1", 0)
    server = Server(configured(app, made))

    async def begin() -> None:
        if porter:
            await porter.look()

    async def until_told() -> None:
        print(listener.getsockname()[1], flush=True)
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        Thread(target=lambda: (sys.stdin.read(), loop.call_soon_threadsafe(ended.set)), daemon=True).start()
        await ended.wait()

    run(server, listener, begin, until_told)


if __name__ == "__main__":
    {"ours": ours, "naive": naive}[sys.argv[1]](Path(sys.argv[2]))

"""The event as the registers hold it."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

import msgspec

from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongData

_EVENT = msgspec.json.Decoder(Event)
"""Made here, while one thread imports this: two that have msgspec learn a type at once crash."""


@lru_cache(maxsize=8)
def _decoded(body: str) -> Event:
    return _EVENT.decode(body)


def current(db: sqlite3.Connection) -> Event:
    """The event of this desk file."""
    row = db.execute("SELECT body FROM event").fetchone()
    if row is None:
        raise WrongData("the desk file holds no event; run `conclave-desk journal rebuild`")
    return _decoded(row[0])


def links(db: sqlite3.Connection) -> list[str]:
    """The codes of the linked events whose rosters have been brought in."""
    return [row[0] for row in db.execute("SELECT issuer FROM links ORDER BY issuer")]


def flags(db: sqlite3.Connection) -> dict[str, bytes]:
    """The host's own flags as PNG, by party."""
    return {row[0]: row[1] for row in db.execute("SELECT party, picture FROM flags")}


def emblem(db: sqlite3.Connection) -> bytes | None:
    """The host's emblem as PNG, if it gave one."""
    row = db.execute("SELECT picture FROM emblem").fetchone()
    return row[0] if row else None


def public_keys(db: sqlite3.Connection) -> list[tuple[str, bytes]]:
    """Pairs of event code and raw Ed25519 public key, the desk's own among them."""
    return [(row[0], row[1]) for row in db.execute("SELECT issuer, public_key FROM public_keys ORDER BY kid")]

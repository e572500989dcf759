"""The event, its keys, its linked events, and rows as last loaded."""

from __future__ import annotations

from typing import Any

import msgspec

from conclave_desk.domain.entries import EmblemGiven, EventDeclared, EventLinked, FlagGiven, KeyDeclared, RowLoaded
from conclave_desk.domain.person import same_name
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import ERASED, Pen, as_json


def _declared(pen: Pen, entry: EventDeclared) -> None:
    body = msgspec.json.encode(entry.event).decode()
    pen.db.execute("INSERT OR REPLACE INTO event VALUES (1, ?, ?)", (entry.event.code, body))


def _key(pen: Pen, entry: KeyDeclared) -> None:
    import hashlib

    kid = hashlib.sha256(entry.public_key).digest()[:4].hex()
    pen.db.execute("INSERT OR REPLACE INTO public_keys VALUES (?, ?, ?)", (kid, entry.issuer, entry.public_key))


def _flag(pen: Pen, entry: FlagGiven) -> None:
    pen.db.execute("DELETE FROM flags WHERE party = ?", (entry.party,))
    if entry.picture:
        pen.db.execute("INSERT INTO flags VALUES (?, ?)", (entry.party, entry.picture))


def _emblem(pen: Pen, entry: EmblemGiven) -> None:
    pen.db.execute("DELETE FROM emblem")
    if entry.picture:
        pen.db.execute("INSERT INTO emblem VALUES (1, ?)", (entry.picture,))


def _linked(pen: Pen, entry: EventLinked) -> None:
    names: dict[str, str] | None = pen.unseal(entry.subject, entry.names)
    link = (entry.issuer, entry.title, to_text(entry.as_of), entry.subject)
    pen.db.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", link)
    if not entry.continued:
        pen.db.execute("DELETE FROM linked_badges WHERE issuer = ?", (entry.issuer,))
    known = names or {}
    rows = [
        (
            *(entry.issuer, badge["holder"], badge["issue"], badge["party"], badge["category"]),
            *(as_json(badge["zones"]), ERASED if names is None else known.get(badge["holder"], "")),
            same_name(known.get(badge["holder"], "")),
            *(badge["valid_from"], badge["valid_until"], badge["status"], badge.get("revoked_from")),
            *(badge.get("cause"), badge.get("replaced_by")),
        )
        for badge in entry.badges
    ]
    pen.db.executemany("INSERT INTO linked_badges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _loaded(pen: Pen, entry: RowLoaded) -> None:
    pen.write(
        "loaded",
        "INSERT OR REPLACE INTO loaded VALUES (?, ?, ?, ?, ?)",
        (entry.table, entry.key, entry.subject, entry.person, bytearray(entry.cells)),
    )


HANDLERS: dict[type, Any] = {
    EventDeclared: _declared,
    KeyDeclared: _key,
    FlagGiven: _flag,
    EmblemGiven: _emblem,
    EventLinked: _linked,
    RowLoaded: _loaded,
}

"""Which phones may scan for a station: paired by its operator, each for one gate, until they are revoked.

A phone shows a random token; the station keeps only its SHA-256. Pairing and revoking are entries on the station's
chain, so that the desk hears of them when it merges; what the desk revokes reaches a station with its next roster.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import uuid_utils
from msgspec import Struct

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.entries import PhonePaired, PhoneRevoked
from conclave_desk.gate.station import Station
from conclave_desk.registers.moments import from_text, optional

_PHONES = """
SELECT phone, chain, gate, label, token, paired_at, until, revoked_at FROM phones WHERE gate IS NOT NULL
ORDER BY paired_at, phone
"""


class Phone(Struct, frozen=True, kw_only=True):
    """A phone that was paired by the station of that ``chain``. It scans at ``gate`` until ``until``, unless it was
    ``revoked_at`` some time."""

    phone: str
    chain: str
    gate: str
    label: str
    token: bytes
    paired_at: datetime
    until: datetime
    revoked_at: datetime | None

    def may_scan(self, now: datetime) -> bool:
        """Whether it is still paired."""
        return self.revoked_at is None and now < self.until


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def paired(station: Station) -> list[Phone]:
    """All phones that were ever paired, the first one first."""
    return [
        Phone(
            phone=row["phone"],
            chain=row["chain"],
            gate=row["gate"],
            label=row["label"],
            token=row["token"],
            paired_at=from_text(row["paired_at"]),
            until=from_text(row["until"]),
            revoked_at=optional(row["revoked_at"]),
        )
        for row in station.books.journal.db.execute(_PHONES)
    ]


def pair(station: Station, phone: str, gate: str, label: str, token: bytes, until: datetime) -> None:
    """A phone may scan at the gate from now on; ``token`` is a :func:`digest`."""
    entry = PhonePaired(phone=phone, chain=station.books.chain, gate=gate, label=label, token=token, until=until)
    _write(station, "gate serve", gate, entry)


def revoke(station: Station, phone: str) -> Phone | Refusal:
    """The phone may scan no more; a refusal if there is none of that id or label, or if it may not anyway."""
    known = [found for found in paired(station) if phone in (found.phone, found.label)]
    working = [found for found in known if found.may_scan(station.now())]
    if not working:
        return Refusal(
            "no_phone", f"{phone} may not scan any more as it is." if known else f"No phone here is {phone!r}."
        )
    if len(working) > 1:
        return Refusal("several_phones", f"{len(working)} phones are called {phone!r}; say which by its id.")
    (found,) = working
    _write(station, "gate phones", found.gate, PhoneRevoked(phone=found.phone))
    return found


def _write(station: Station, name: str, gate: str, entry: PhonePaired | PhoneRevoked) -> None:
    with station.books.journal.transaction():
        station.write(name, gate, station.now(), entry, str(uuid_utils.uuid7()))

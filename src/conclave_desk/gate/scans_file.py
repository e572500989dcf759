"""A station's records on their way to the desk, signed by the station: a line that says whose they are, the records
as they were written, one a line, and the signature over all of it.

The whole chain goes every time, so that files may be merged in any order and any number of times.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from conclave_desk.credential.keys import PublicKey, SigningKey
from conclave_desk.errors import MachineFault, WrongData, WrongUse
from conclave_desk.gate.station_file import StationBooks
from conclave_desk.journal import record
from conclave_desk.journal.connection import STATION, kind_of

if TYPE_CHECKING:
    from conclave_desk.gate.station import Station

_FORMAT = "conclave-desk scans 1"


class _Head(Struct, frozen=True, kw_only=True):
    format: str
    event: str
    chain: str
    public_key: bytes
    records: int
    exported_at: datetime


class _Foot(Struct, frozen=True):
    signature: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came from a station: its whole chain, and the key that vouches for it."""

    source: Path
    event: str
    chain: str
    public_key: bytes
    bodies: list[bytes]


def written(books: StationBooks, event: str, now: datetime) -> bytes:
    """The content of a scans file."""
    bodies = [body for _, _, body in books.journal.bodies(books.chain)]
    return signed(books.identity.key, event, books.chain, bodies, now)


def signed(key: SigningKey, event: str, chain: str, bodies: Sequence[bytes], now: datetime) -> bytes:
    """A scans file of these records, which are a chain's from its first on."""
    head = _Head(
        format=_FORMAT,
        event=event,
        chain=chain,
        public_key=key.public.raw,
        records=len(bodies),
        exported_at=now,
    )
    content = b"".join(line + b"\n" for line in (msgspec.json.encode(head), *bodies))
    foot = _Foot(key.sign(hashlib.sha256(content).digest()))
    return content + msgspec.json.encode(foot) + b"\n"


def of_station(station: Station) -> tuple[bytes, int]:
    """The scans file of an open station that has a file of its own, and how many records are in it."""
    books = station.books
    if not isinstance(books, StationBooks):
        raise WrongUse(f"{books.journal.path}: is the desk's file; its scans are at the desk already.")
    return written(books, station.event.code, station.now()), books.journal.head(books.chain)[0]


def read(path: Path) -> Delivery:
    """What a scans file, or a station's file itself, brings; :class:`WrongData` if anything in it was altered."""
    kind = kind_of(path)
    if kind == STATION:
        return _from_station(path)
    if kind is not None:  # the desk's own file is never opened past SQLite, which may have it open (connection.py)
        raise WrongData(f"{path}: is a desk file; name scans files or stations' files.")
    try:
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise WrongUse(f"{path}: no such file.") from fault
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be read ({fault.strerror}).") from fault
    return _from_file(path, content)


def _from_station(path: Path) -> Delivery:
    books = StationBooks.open(path)
    try:
        bodies = [body for _, _, body in books.journal.bodies(books.chain)]
        return _whole(Delivery(path, books.event, books.chain, books.identity.key.public.raw, bodies))
    finally:
        books.journal.close()


def _from_file(path: Path, content: bytes) -> Delivery:
    lines = content.split(b"\n")
    try:
        head = msgspec.json.decode(lines[0], type=_Head)
        foot = msgspec.json.decode(lines[-2] if len(lines) > 2 else b"", type=_Foot)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise WrongData(f"{path}: is no scans file; make it with `gate export --station FILE -o SCANS`.") from fault
    if head.format != _FORMAT:
        raise WrongData(f"{path}: is a scans file of another version ({head.format}); install the newer program.")
    signed = content[: len(content) - len(lines[-2]) - 1]
    right = PublicKey(head.public_key).confirms(foot.signature, hashlib.sha256(signed).digest())
    if not right or lines[-1] or head.records != len(lines) - 3:
        raise WrongData(f"{path}: was altered after the station signed it; nothing of it was taken. Export it again.")
    return _whole(Delivery(path, head.event, head.chain, head.public_key, lines[1:-2]))


def _whole(delivery: Delivery) -> Delivery:
    """Each record follows from the one before."""
    prev = record.NOTHING
    for n, body in enumerate(delivery.bodies, 1):
        read = record.read(body)
        if (read.chain, read.n, read.prev) != (delivery.chain, n, prev):
            raise WrongData(f"{delivery.source}: record {n} does not follow from the one before; nothing was taken.")
        prev = record.hash_of(body)
    return delivery

"""The journal's unit: a command with all the entries that it decided, as bytes that are never written twice.

The bytes of a record are JSON (RFC 8259), stored and hashed as written. A record names its chain, its number in
it and the SHA-256 of its predecessor, so that the hash of the last one commits to all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args

import msgspec
from msgspec import Struct

from conclave_desk.domain.entries import Entry, ScanRecorded
from conclave_desk.domain.entries.gate import ScanReplayed
from conclave_desk.errors import WrongData

VERSION = 1
LARGEST = 900_000
"""Bytes that one record may have; a larger command goes in parts."""
NOTHING = bytes(32)
"""What the first record of a chain names as its predecessor's hash."""
DESK = "desk"
"""The chain of the officers' commands; every gate station has one of its own."""
LOCAL = "station:local"
"""The chain of scans recorded in the desk file itself."""


class Command(Struct, frozen=True, kw_only=True):
    """Who did what, where and when. ``clock`` is ``set`` when somebody set the time by hand."""

    id: str
    name: str
    officer: str
    where: str
    at: datetime
    clock: str = ""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the journal. ``part`` of ``parts`` when a command was too large for one record."""

    v: int
    chain: str
    n: int
    prev: bytes
    command: Command
    entries: list[Entry]
    part: int = 1
    parts: int = 1


class _Draft(Struct, frozen=True, kw_only=True, omit_defaults=True):
    v: int
    chain: str
    n: int
    prev: bytes
    command: Command
    entries: list[msgspec.Raw]
    part: int = 1
    parts: int = 1


if TYPE_CHECKING:
    ReplayedEntry = Entry | ScanReplayed
else:
    ReplayedEntry = Union[ScanReplayed, *(kind for kind in get_args(Entry) if kind is not ScanRecorded)]
"""An entry as a replay reads it: scans, of which there are most, in the part that the registers show."""
_AS_REPLAYED: dict[type, type] = {ScanRecorded: ScanReplayed}


class Replayed(Struct, frozen=True, kw_only=True, gc=False):
    """What a replay asks of a record, whose place in its chain was proved when it was written.

    ``command`` is read by :func:`command_of` where it is needed.
    """

    v: int
    command: msgspec.Raw
    entries: list[ReplayedEntry]
    part: int = 1
    parts: int = 1


_encoder = msgspec.json.Encoder()
_R = TypeVar("_R")


@cache
def _decoder(kind: type[_R]) -> msgspec.json.Decoder[_R]:
    """Made when first needed: all kinds of entries take a moment to look through."""
    return msgspec.json.Decoder(kind)


class _Version(Struct):
    v: int


def hash_of(body: bytes) -> bytes:
    """SHA-256 of a record's bytes."""
    return hashlib.sha256(body).digest()


def read(body: bytes) -> Record:
    """The record that the bytes say; :class:`WrongData` if they say none or a newer version's."""
    record: Record = _reader(Record)(body)
    return record


def reader_back(entries: Sequence[Entry]) -> Callable[[bytes], tuple[Command, list[ReplayedEntry]]]:
    """What reads command and entries, as a replay does, of records of which is known that they hold no other kinds
    than ``entries``.

    A program that writes one record need not look through all kinds first.
    """
    decode = _decoder(_written(frozenset(_AS_REPLAYED.get(kind, kind) for kind in _kinds(entries)))).decode

    def read_back(body: bytes) -> tuple[Command, list[ReplayedEntry]]:
        written: Any = decode(body)
        return written.command, written.entries

    return read_back


@cache
def _written(kinds: frozenset[type]) -> Any:
    return msgspec.defstruct("Written", [("command", Command), ("entries", _list_of(kinds))], frozen=True, gc=False)


def _kinds(entries: Sequence[Entry]) -> frozenset[type]:
    return frozenset(map(type, entries))


@cache
def _list_of(kinds: frozenset[type]) -> Any:
    """The type of a list that holds these kinds of entries alone."""
    return list[reduce(or_, kinds)]  # type: ignore[misc]


def reader_again() -> Callable[[bytes], Replayed]:
    """What reads as :func:`read` does, without what links the record to others: it is decoded faster."""
    reader: Callable[[bytes], Replayed] = _reader(Replayed)
    return reader


def read_again(body: bytes) -> Replayed:
    """A single record, as by :func:`reader_again`."""
    return reader_again()(body)


def commands(bodies: Iterable[bytes]) -> Iterator[tuple[msgspec.Raw, list[ReplayedEntry]]]:
    """The commands that follow one another, with their entries; one in parts when its last part has come."""
    waiting: list[ReplayedEntry] = []
    read_again = reader_again()
    for body in bodies:
        read = read_again(body)
        if read.parts == 1:
            yield read.command, read.entries
            continue
        waiting += read.entries
        if read.part == read.parts:
            yield read.command, waiting
            waiting = []


def command_of(raw: msgspec.Raw) -> Command:
    """Who did what, where and when, of a record that was read for a replay."""
    read: Command = _decoder(Command).decode(raw)
    return read


_D = TypeVar("_D", Record, Replayed)


@cache
def _reader(kind: type[_D]) -> Callable[[bytes], _D]:
    decode = _decoder(kind).decode

    def read(body: bytes) -> _D:
        try:
            record: _D = decode(body)
        except (msgspec.DecodeError, ValueError) as fault:
            raise WrongData(_why_unreadable(body, fault)) from fault
        if record.v > VERSION:
            raise WrongData(_newer(record.v))
        return record

    return read


def _why_unreadable(body: bytes, fault: Exception) -> str:
    try:
        version = msgspec.json.decode(body, type=_Version).v
    except (msgspec.DecodeError, ValueError):
        return f"a journal record cannot be read ({fault})"
    return _newer(version) if version > VERSION else f"a journal record cannot be read ({fault})"


def _newer(version: int) -> str:
    return f"the journal was written by a newer conclave-desk (version {version}); install that one"


def write(chain: str, n: int, prev: bytes, command: Command, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The records that hold ``entries``: one, or several parts of at most :data:`LARGEST` bytes."""
    groups = list(_grouped([_encoder.encode(entry) for entry in entries]))
    for part, group in enumerate(groups, 1):
        draft = _Draft(
            v=VERSION,
            chain=chain,
            n=n,
            prev=prev,
            command=command,
            entries=[msgspec.Raw(entry) for entry in group],
            part=part,
            parts=len(groups),
        )
        body = _encoder.encode(draft)
        yield body
        if part < len(groups):
            n, prev = n + 1, hash_of(body)


def as_read(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as they will be when the record is read again."""
    read: list[Entry] = _decoder(_list_of(_kinds(entries))).decode(_encoder.encode(list(entries))) if entries else []
    return read


def _grouped(entries: Sequence[bytes]) -> Iterator[list[bytes]]:
    group: list[bytes] = []
    size = 0
    for entry in entries:
        if group and size + len(entry) > LARGEST - 1_000:
            yield group
            group, size = [], 0
        group.append(entry)
        size += len(entry) + 1
    if group:
        yield group

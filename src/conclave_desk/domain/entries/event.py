"""The occasion itself, its keys, its linked events, and the rows of files as last loaded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conclave_desk.domain.entries.base import BaseEntry, Sealed
from conclave_desk.domain.event import Event


class EventDeclared(BaseEntry, frozen=True, kw_only=True):
    """The event as it is from now on."""

    event: Event


class KeyDeclared(BaseEntry, frozen=True, kw_only=True):
    """A public key (Ed25519, raw) that signs badges of the event ``issuer``."""

    issuer: str
    public_key: bytes


class FlagGiven(BaseEntry, frozen=True, kw_only=True):
    """The host gave a picture (PNG) of its own for the flag of this party; an empty one takes it back."""

    party: str
    picture: bytes


class EmblemGiven(BaseEntry, frozen=True, kw_only=True):
    """The host gave a picture (PNG) of its emblem; an empty one takes it back."""

    picture: bytes


class EventLinked(BaseEntry, frozen=True, kw_only=True):
    """Another event's roster, as of ``as_of``: its badges are judged here too. ``names`` is sealed.

    A roster that is too large for one entry goes on in others, which are ``continued`` and add to the first.
    """

    issuer: str
    title: str
    subject: str
    as_of: datetime
    badges: list[dict[str, Any]]
    names: Sealed
    continued: bool = False


class RowLoaded(BaseEntry, frozen=True, kw_only=True):
    """The cells of a file's row as last loaded; a later load compares with them.

    ``subject`` is what the row became, ``person`` under whose key ``cells`` is sealed (none: plain JSON).
    """

    table: str
    key: str
    subject: str
    cells: bytes
    person: str | None = None

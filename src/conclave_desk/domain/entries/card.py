"""Temporary cards: numbered, printed ahead, nobody's until they are handed out, and then good for one day."""

from __future__ import annotations

from datetime import datetime

from conclave_desk.domain.entries.base import BaseEntry, Sealed


class CardsPrepared(BaseEntry, frozen=True, kw_only=True):
    """Cards (number and holder number, each issue 1) that may be handed out between these times."""

    cards: list[tuple[int, str]]
    valid_from: datetime
    valid_until: datetime


class CardHandedOut(BaseEntry, frozen=True, kw_only=True):
    """From now on the card is this person's, for the event's day ``day``, which lasts from ``valid_from`` to
    ``valid_until``. ``reason`` is sealed, since it is about somebody."""

    holder: str
    nomination: str
    person: str
    day: str
    valid_from: datetime
    valid_until: datetime
    reason: Sealed | None = None


class CardEnded(BaseEntry, frozen=True, kw_only=True):
    """The card opens nothing any more. ``cause``: ``lost surrendered withdrawn``."""

    holder: str
    cause: str
    effective: datetime

"""Instants as the registers write them: UTC text of fixed width, which sorts in time's order."""

from __future__ import annotations

from datetime import UTC, datetime


def to_text(at: datetime) -> str:
    """``2023-03-28T04:00:00.000000+00:00``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The aware UTC datetime that the text says."""
    return datetime.fromisoformat(text)


def optional(text: str | None) -> datetime | None:
    """As :func:`from_text`, where there may be none."""
    return None if text is None else datetime.fromisoformat(text)

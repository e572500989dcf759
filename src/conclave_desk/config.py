"""What the program is told: flags that were typed, before the environment, before what is built in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conclave_desk.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Config:
    """``now`` is the time set by hand, if any; without an offset it is local to the event."""

    desk: Path
    officer: str
    passphrase: str | None = None
    now: datetime | None = None


def merge(environment: Mapping[str, str], login: str, desk: str | None, officer: str | None) -> Config:
    """The configuration from the environment and the flags ``--desk`` and ``--as``."""
    return Config(
        desk=Path(desk or environment.get("CONCLAVE_DESK") or "conclave.desk"),
        officer=officer or environment.get("CONCLAVE_OFFICER") or login,
        passphrase=environment.get("CONCLAVE_PASSPHRASE") or None,
        now=_moment(environment.get("CONCLAVE_NOW")),
    )


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise WrongUse(f"CONCLAVE_NOW: {text!r} is no time; write it like 2023-03-28T09:00+05:30") from fault

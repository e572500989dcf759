"""What the program is told: flags that were typed, before the environment, before the config file, before what is
built in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from conclave_desk.errors import Flaw, MachineFault, WrongData, WrongUse

THEMES = ("light", "dark", "high-contrast")


@dataclass(frozen=True, slots=True)
class Screen:
    """How the terminal desk looks and which keys it takes: ``keys`` by name of the command (``invitations.send``).

    ``steps`` are the clearance steps that the officer gives: mode 4 begins with those who wait for them; blank is all.
    """

    theme: str = "dark"
    keys: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """``now`` is the time set by hand, if any; without an offset it is local to the event.

    ``station`` is a station's own file; without one a gate is kept with the desk file itself.
    """

    desk: Path
    officer: str
    passphrase: str | None = None
    now: datetime | None = None
    screen: Screen = field(default_factory=Screen)
    station: Path | None = None


def merge(
    environment: Mapping[str, str],
    login: str,
    desk: str | None,
    officer: str | None,
    file: Mapping[str, Any] | None = None,
) -> Config:
    """The configuration from the flags ``--desk`` and ``--as``, the environment, and what :func:`read_file` found."""
    said = file or {}
    return Config(
        desk=Path(desk or environment.get("CONCLAVE_DESK") or said.get("desk") or "conclave.desk"),
        officer=officer or environment.get("CONCLAVE_OFFICER") or said.get("officer") or login,
        passphrase=environment.get("CONCLAVE_PASSPHRASE") or None,
        now=_moment(environment.get("CONCLAVE_NOW")),
        screen=Screen(said.get("theme", "dark"), dict(said.get("keys", {})), tuple(said.get("steps", ()))),
    )


def file_of(environment: Mapping[str, str]) -> Path:
    """Where the config file is looked for: ``$CONCLAVE_CONFIG``, else the system's place for such files."""
    if named := environment.get("CONCLAVE_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("conclave-desk", appauthor=False) / "config.toml"


def from_file(environment: Mapping[str, str]) -> dict[str, Any]:
    """What the config file says. A home that whoever runs this may not enter holds no file of theirs."""
    path = file_of(environment)
    try:
        there = path.exists()
    except PermissionError:
        there = bool(environment.get("CONCLAVE_CONFIG"))
    return read_file(path) if there else {}


def read_file(path: Path) -> dict[str, Any]:
    """``desk``, ``officer``, ``theme``, ``steps`` and the table ``keys`` of a config file; nothing where there is none."""
    import tomllib

    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be read ({fault.strerror})") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise WrongData([Flaw(str(path), f"is no TOML ({fault})")]) from fault
    if flaws := [
        Flaw(str(path), sentence, column=key) for key, value in said.items() if (sentence := _wrong(key, value))
    ]:
        raise WrongData(flaws)
    return said


def _wrong(key: str, value: object) -> str | None:
    if key not in ("desk", "officer", "theme", "steps", "keys"):
        return "is no key of the config file; it has desk, officer, theme, steps and [keys]"
    if key == "steps":
        listed = isinstance(value, list) and all(isinstance(step, str) for step in value)
        return None if listed else 'is a list of clearance steps, like ["security"]'
    if key == "keys":
        texts = isinstance(value, dict) and all(isinstance(named, str) for named in value.values())
        return None if texts else 'is a table of commands and keys, like "invitations.send" = "x"'
    if not isinstance(value, str):
        return "is a text in quotes"
    return f"is one of {', '.join(THEMES)}" if key == "theme" and value not in THEMES else None


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise WrongUse(f"CONCLAVE_NOW: {text!r} is no time; write it like 2023-03-28T09:00+05:30") from fault

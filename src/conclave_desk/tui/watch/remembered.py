"""What was chosen for a gate's screen on this machine, language and light, in a small file beside the desk's or station's."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import msgspec

from conclave_desk.domain.event import Gate
from conclave_desk.errors import MachineFault
from conclave_desk.gate.wording import LANGUAGES
from conclave_desk.whole import whole_file


class Choice(msgspec.Struct, frozen=True):
    """How a gate's screen was last set; ``None`` for what nobody has chosen."""

    language: str | None = None
    day: bool | None = None


@dataclass(frozen=True)
class Choices:
    """The choices for all gates that are kept with the desk's or station's file at ``beside``.

    They are a comfort: where the file cannot be read or written the gate is kept all the same, and the log says why.
    """

    beside: Path

    @property
    def path(self) -> Path:
        """``FILE.gates``."""
        return self.beside.with_name(f"{self.beside.name}.gates")

    def of(self, gate: str) -> Choice:
        """What was chosen for the gate."""
        return self._all().get(gate, Choice())

    def keep(self, gate: str, language: str | None, day: bool | None) -> None:
        """The gate's screen is set like that from now on."""
        choices = {**self._all(), gate: Choice(language, day)}
        try:
            with whole_file(self.path) as file:
                file.write(msgspec.json.encode(choices))
        except MachineFault as fault:
            _log().warning("the choice for gate %s is not kept: %s", gate, fault)

    def _all(self) -> dict[str, Choice]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, Choice])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as fault:
            _log().warning("%s: %s", self.path, fault)
            return {}


def language_for(gate: Gate, chosen: str | None, languages: tuple[str, ...]) -> str:
    """What was chosen there, else the gate's own, else the first of the event's that a gate's screen knows."""
    known = (*filter(None, (chosen, gate.language)), *languages, "en")
    return next(language for language in known if language in LANGUAGES)


def _log() -> logging.Logger:
    return logging.getLogger(__name__)

"""What a rule answers: entries for the journal, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from conclave_desk.domain.entries import Entry


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no": ``reason`` is a word that scripts may compare, ``sentence`` is for people."""

    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Decided:
    """An expected "yes": the entries to append, and what the officer should be told besides."""

    entries: Sequence[Entry]
    warnings: Sequence[str] = field(default_factory=tuple)


Decision = Decided | Refusal

"""How badges were printed last: what the form of a print begins with, in whatever mode it is opened."""

from __future__ import annotations

from dataclasses import dataclass

FILE = "file"
"""Instead of a printer."""


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """Each as the form of a print says it; ``printer`` is :data:`FILE` where a PDF is written."""

    design: str = "a6-portrait"
    sheet: str = "single"
    backs: str = "no"
    covers: str = "no"
    order: str = "precedence"
    printer: str = FILE

"""A session as exported files name it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Held(NamedTuple):
    """A session as the workbook's summary names it; instants are aware."""

    title: str
    starts: datetime | None = None
    ends: datetime | None = None

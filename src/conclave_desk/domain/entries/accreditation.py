"""Review and permission."""

from __future__ import annotations

from datetime import datetime

from conclave_desk.domain.entries.base import BaseEntry, Sealed


class ClearanceRecorded(BaseEntry, frozen=True, kw_only=True):
    """A step of review was taken: ``passed failed waived deferred``."""

    nomination: str
    person: str
    step: str
    result: str
    officer: str
    paper: str = ""
    remark: Sealed | None = None


class AccreditationGranted(BaseEntry, frozen=True, kw_only=True):
    """Permission: category, zones, validity, and the holder number that all badges of it will carry."""

    nomination: str
    holder: str
    category: str
    zones: list[str]
    valid_from: datetime
    valid_until: datetime
    paper: dict[str, str] = {}
    provisional: bool = False


class AccreditationRefused(BaseEntry, frozen=True, kw_only=True):
    """The host says no."""

    nomination: str
    person: str
    reason: Sealed | None = None


class AccreditationSuspended(BaseEntry, frozen=True, kw_only=True):
    """The permission rests; gates stop the badge."""

    nomination: str
    person: str
    reason: Sealed | None = None


class AccreditationRestored(BaseEntry, frozen=True, kw_only=True):
    """A suspended permission holds again."""

    nomination: str


class AccreditationWithdrawn(BaseEntry, frozen=True, kw_only=True):
    """The permission ended, from ``effective`` on."""

    nomination: str
    effective: datetime

"""Badges and their custody."""

from __future__ import annotations

from datetime import datetime

from conclave_desk.domain.entries.base import BaseEntry, Sealed


class BadgeIssued(BaseEntry, frozen=True, kw_only=True):
    """A badge exists on paper of the register: holder number and issue."""

    holder: str
    issue: int
    nomination: str


class BadgesPrinted(BaseEntry, frozen=True, kw_only=True):
    """These badges (``[holder, issue]``) came out of the press; a second time only with a reason.

    ``printer`` and ``job`` (as CUPS numbers it) are said where they went straight to a printer.
    """

    badges: list[tuple[str, int]]
    reason: str = ""
    printer: str = ""
    job: str = ""


class BadgeCollected(BaseEntry, frozen=True, kw_only=True):
    """Handed out to ``by`` (sealed, since it names a person)."""

    holder: str
    issue: int
    person: str
    by: Sealed | None = None


class BadgeSurrendered(BaseEntry, frozen=True, kw_only=True):
    """Handed back."""

    holder: str
    issue: int


class BadgeRevoked(BaseEntry, frozen=True, kw_only=True):
    """Gates refuse it from ``effective`` on. ``cause``: ``lost withdrawn replaced substituted cancelled refused``."""

    holder: str
    issue: int
    cause: str
    effective: datetime
    replaced_by: int | None = None

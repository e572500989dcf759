"""People put forward, and who they are."""

from __future__ import annotations

from datetime import datetime

from conclave_desk.domain.entries.base import BaseEntry, Changes, Sealed


class NominationReceived(BaseEntry, frozen=True, kw_only=True):
    """A person was put forward into a slot. Without ``named`` the slot is confirmed and the name awaited.

    ``personal`` seals the names, rank, appointment and the like (:class:`conclave_desk.domain.nomination.Personal`).
    ``zones`` are additions to the category's, with ``-`` before those taken away.
    """

    nomination: str
    person: str
    party: str
    category: str
    personal: Sealed
    named: bool = True
    invitation: str | None = None
    slot: str = ""
    role: str = "member"
    zones: list[str] = []
    valid_from: str | None = None
    valid_until: str | None = None
    accompanies: str = ""
    external_id: str = ""
    travel: dict[str, str] = {}
    paper: dict[str, str] = {}
    over_quota: Sealed | None = None


class NominationAmended(BaseEntry, frozen=True, kw_only=True):
    """Particulars changed, or an awaited name came; ``personal``, if there, replaces the sealed part whole."""

    nomination: str
    person: str
    changes: Changes = {}
    personal: Sealed | None = None
    named: bool | None = None


class NominationWithdrawn(BaseEntry, frozen=True, kw_only=True):
    """The party took the person back, or cancelled altogether."""

    nomination: str
    person: str
    reason: Sealed | None = None


class NominationSubstituted(BaseEntry, frozen=True, kw_only=True):
    """``successor`` takes the slot, role and programme place of ``nomination`` from ``effective`` on."""

    nomination: str
    successor: str
    effective: datetime


class HeadChanged(BaseEntry, frozen=True, kw_only=True):
    """The person's role in the delegation is now ``role``; nobody was substituted."""

    nomination: str
    role: str


class PersonsDistinct(BaseEntry, frozen=True, kw_only=True):
    """Two people of one name, or one passport number twice, were looked at and are two people."""

    person: str
    other: str
    reason: Sealed


class DossierChanged(BaseEntry, frozen=True, kw_only=True):
    """Private fields of a person changed; only their names are said here."""

    person: str
    fields: list[str]


class PersonErased(BaseEntry, frozen=True, kw_only=True):
    """The person's key was destroyed; nothing sealed under it can be read again."""

    person: str


class ArrivalRecorded(BaseEntry, frozen=True, kw_only=True):
    """The person is there."""

    nomination: str

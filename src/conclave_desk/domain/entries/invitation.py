"""The life of an invitation."""

from __future__ import annotations

from conclave_desk.domain.entries.base import BaseEntry, Changes


class InvitationDrafted(BaseEntry, frozen=True, kw_only=True):
    """An invitation was drawn up: from an authority to an office of a party, with slots by category."""

    invitation: str
    reference: str
    party: str
    slots: dict[str, int]
    addressee: str = ""
    sender: str = ""
    channel: str = ""
    issued_on: str | None = None
    reply_by: str | None = None
    level: str = ""
    note: str = ""


class InvitationAmended(BaseEntry, frozen=True, kw_only=True):
    """Particulars of an invitation changed; its life did not move."""

    invitation: str
    changes: Changes


class _InvitationStep(BaseEntry, frozen=True, kw_only=True):
    invitation: str
    on: str | None = None
    reference: str = ""
    note: str = ""


class InvitationSent(_InvitationStep, frozen=True, kw_only=True):
    """The host sent it."""


class InvitationAcknowledged(_InvitationStep, frozen=True, kw_only=True):
    """The party said that it had come."""


class InvitationAccepted(_InvitationStep, frozen=True, kw_only=True):
    """The party will come, at ``level`` principal or representative."""

    level: str = ""


class InvitationRegretted(_InvitationStep, frozen=True, kw_only=True):
    """The party will not come."""


class InvitationLapsed(_InvitationStep, frozen=True, kw_only=True):
    """No answer came in time."""


class InvitationWithdrawn(_InvitationStep, frozen=True, kw_only=True):
    """The host took it back."""


class InvitationCancelled(_InvitationStep, frozen=True, kw_only=True):
    """The party had accepted and will not come after all."""

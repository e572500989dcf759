"""What happened at the gates, and which stations keep them.

A station's own chain holds ``StationOpened``, ``ScanRecorded``, ``ScanAnnulled``, ``ItemsHandedOut``,
``SupervisorRefused``, and what became of the phones that scan for it; the others are the desk's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conclave_desk.domain.entries.base import BaseEntry


class StationPrepared(BaseEntry, frozen=True, kw_only=True):
    """A station's file was made, or given a newer roster; records of ``chain`` are taken if this key signed them.

    ``as_of`` is the roster's time, ``roster`` the digest that the desk signed, ``public_key`` the station's (Ed25519,
    raw).
    """

    chain: str
    gate: str
    public_key: bytes
    as_of: datetime
    roster: bytes


class StationOpened(BaseEntry, frozen=True, kw_only=True):
    """A station's file was opened for the first time: the first record of its chain.

    ``instance`` was drawn then, so that two copies of one file that are both used differ from their first record on.
    """

    chain: str
    instance: str
    gate: str


class StationWithdrawn(BaseEntry, frozen=True, kw_only=True):
    """Nothing that comes from the station after this is taken into the registers."""

    chain: str
    reason: str = ""


class RecordsQuarantined(BaseEntry, frozen=True, kw_only=True):
    """Records of a station that were not taken, kept as they came. ``why``: ``withdrawn``, ``copied``."""

    chain: str
    why: str
    records: list[bytes]


class StationMerged(BaseEntry, frozen=True, kw_only=True):
    """Records ``first`` to ``last`` of a station's chain are here; ``head`` is the hash of the last, ``until`` when it
    was written (unknown for what is recorded in this file itself)."""

    chain: str
    first: int
    last: int
    head: bytes
    until: datetime | None = None


class ScanRecorded(BaseEntry, frozen=True, kw_only=True):
    """An attempt at a gate and what was answered; its command says when it was recorded.

    ``day`` is the event's day, ``YYYY-MM-DD``, that ``at`` belongs to. ``text`` is what was read (at most 512
    characters) unless it was a genuine badge; ``digest`` is the SHA-256 of what was read, whole. ``leaves`` are the
    zones inside this one whose presence ends too. Without ``roster_as_of`` the desk's own registers were asked.

    ``chain`` is the station's, empty where the desk file itself was written. ``clock_offset`` is how many seconds its
    clock is known to be ahead of the desk's, ``clock_back`` by how many whole seconds it stands before the station's
    last record. ``floater`` is the holder number of the card that was shown with the badge, ``card`` that of the
    temporary card on which ``holder`` came (``issue`` is then ``None``), ``escort`` that of the badge; ``supervisor``
    that of whoever overrode. ``override`` is the reason that was sent, sealed to the letterbox of whom it is about.
    """

    scan_id: str
    gate: str
    zone: str
    direction: str
    at: datetime
    day: str
    method: str
    digest: bytes
    verdict: str
    action: str
    reason: str | None = None
    message: str = ""
    detail: dict[str, Any] | None = None
    text: str = ""
    issuer: str | None = None
    holder: str | None = None
    issue: int | None = None
    party: str | None = None
    category: str | None = None
    override: bytes | None = None
    overrode: str | None = None
    previous_at: datetime | None = None
    previous_gate: str | None = None
    inside: int | None = None
    leaves: list[str] = []
    roster_as_of: datetime | None = None
    offline: bool = False
    chain: str = ""
    clock_offset: float | None = None
    clock_back: int = 0
    floater: str | None = None
    card: str | None = None
    escort: str | None = None
    supervisor: str | None = None


class ScanReplayed(BaseEntry, frozen=True, kw_only=True, tag="ScanRecorded"):
    """A :class:`ScanRecorded` as it is read to draw the registers again: what they show of it alone, ``at`` as written.

    Of a long journal nearly everything is scans.
    """

    scan_id: str
    gate: str
    zone: str
    direction: str
    at: str
    day: str
    method: str
    verdict: str
    reason: str | None = None
    issuer: str | None = None
    holder: str | None = None
    issue: int | None = None
    party: str | None = None
    category: str | None = None
    leaves: list[str] = []
    offline: bool = False
    chain: str = ""
    clock_back: int = 0
    floater: str | None = None
    card: str | None = None


class ScanAnnulled(BaseEntry, frozen=True, kw_only=True):
    """A scan that let somebody in or out counts no more; it stays in the journal. ``reason`` is sealed as an
    override's is."""

    scan_id: str
    chain: str
    gate: str
    issuer: str
    holder: str
    at: datetime
    reason: bytes | None = None


class ItemsHandedOut(BaseEntry, frozen=True, kw_only=True):
    """The badge's wearer was given these things at a gate."""

    chain: str
    gate: str
    at: datetime
    issuer: str
    holder: str
    items: list[str]


class SupervisorAppointed(BaseEntry, frozen=True, kw_only=True):
    """This person may override a refusal, with their own badge, or with a PIN of which ``pin`` is the Argon2id
    hash (PHC)."""

    nomination: str
    person: str
    pin: str | None = None


class SupervisorRelieved(BaseEntry, frozen=True, kw_only=True):
    """This person may override no more."""

    nomination: str
    person: str


class SupervisorRefused(BaseEntry, frozen=True, kw_only=True):
    """Somebody tried to override with a badge or PIN that is no supervisor's. ``method``: ``badge pin``."""

    chain: str
    gate: str
    at: datetime
    method: str


class PhonePaired(BaseEntry, frozen=True, kw_only=True):
    """A phone may scan at this gate, and at no other. ``token`` is the SHA-256 of what it shows in its cookie.

    ``label`` is what the operator calls it; the officer of its scans. It ends at ``until``, if it is not revoked.
    """

    phone: str
    chain: str
    gate: str
    label: str
    token: bytes
    until: datetime


class PhoneRevoked(BaseEntry, frozen=True, kw_only=True):
    """The phone may scan no more."""

    phone: str


class FloatersAssigned(BaseEntry, frozen=True, kw_only=True):
    """These transferable cards (holder numbers, each issue 1) are the party's, for these zones and this time."""

    party: str
    holders: list[str]
    zones: list[str]
    valid_from: datetime
    valid_until: datetime


class FloaterRecalled(BaseEntry, frozen=True, kw_only=True):
    """The card opens nothing any more. ``cause``: ``lost returned``."""

    holder: str
    cause: str
    effective: datetime

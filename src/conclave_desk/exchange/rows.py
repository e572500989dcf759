"""Rows of the three tables of an event folder, typed.

Each keeps its number in the file (``row``) and its cells as read that are not blank (``cells``). A blank cell is
``None``, or an empty tuple where a list is meant; where CONTRACTS names a default, the field has it. Dates are local
to the event, instants are aware UTC.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from msgspec import Struct

from conclave_desk.domain.names import fold
from conclave_desk.exchange.tables import Columns

INVITATION_STATES = ("drafted", "sent", "acknowledged", "accepted", "regretted", "lapsed", "withdrawn", "cancelled")
CLOSED_INVITATIONS = frozenset({"regretted", "lapsed", "withdrawn", "cancelled"})
ANSWERED_LEVELS = ("principal", "representative")
ROLES = ("principal", "representative", "deputy", "member", "accompanying")
NOMINATION_STATES = ("nominated", "accredited", "refused", "withdrawn")
ACTIVE_NOMINATIONS = frozenset({"nominated", "accredited"})
PAPER_KINDS = ("note_verbale", "letter", "signal", "email", "word", "form")
SESSION_KINDS = ("session", "ceremony", "panel", "bilateral", "exhibition", "exercise", "meal", "movement")
ACCESSES = ("open", "categories", "invited")

INVITATIONS = Columns.written(
    "invitations",
    "reference*,party*,addressee,from,channel,issued_on,reply_by,level,slots,status*,answered_on,answered_level,"
    "answer_reference,note",
)
NOMINATIONS = Columns.written(
    "nominations",
    "invitation,party,category*,slot,role,rank,given_name,family_name,badge_name,native_name,post_nominals,service,"
    "appointment,order,sex,date_of_birth,nationality,passport_number,passport_expiry,email,phone,languages,diet,"
    "arrives_at,arrives_by,departs_at,departs_by,photo,accompanies,marks,zones,valid_from,valid_until,paper_kind,"
    "paper_number,paper_date,paper_from,status*,external_id,note",
)
PHOTO_DIGEST = "photo:sha256"
"""Beside the cells of a row with a photo: by which the file is known again when another one has its name."""
PROGRAMME = Columns.written(
    "programme",
    "code*,title*,kind,venue,starts*,ends*,access,categories,parties,chair,speakers,doors,note",
)


class InvitationRow(Struct, frozen=True, kw_only=True):
    """A row of ``invitations``; ``sender`` is the column ``from``. ``slots`` is ``None`` where none are named."""

    row: int
    cells: dict[str, str]
    reference: str
    party: str
    status: str
    addressee: str | None = None
    sender: str | None = None
    channel: str | None = None
    issued_on: date | None = None
    reply_by: date | None = None
    level: str | None = None
    slots: dict[str, int] | None = None
    answered_on: date | None = None
    answered_level: str | None = None
    answer_reference: str | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """What the row is recognised by when the file is read again."""
        return self.reference

    @property
    def closed(self) -> bool:
        """Whether nobody can come on this invitation as it stands."""
        return self.status in CLOSED_INVITATIONS


class NominationRow(Struct, frozen=True, kw_only=True):
    """A row of ``nominations``. ``party`` is the invitation's where the cell is blank.

    ``ordinal`` counts the rows, from 1, that only their order can tell apart: those of one invitation (or party) and
    category without name, slot and external id; it is 0 for all others.
    """

    row: int
    cells: dict[str, str]
    party: str
    category: str
    status: str
    ordinal: int = 0
    invitation: str | None = None
    slot: str | None = None
    role: str = "member"
    rank: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    badge_name: str | None = None
    native_name: str | None = None
    post_nominals: str | None = None
    service: str | None = None
    appointment: str | None = None
    order: int | None = None
    sex: str | None = None
    date_of_birth: date | None = None
    nationality: str | None = None
    passport_number: str | None = None
    passport_expiry: date | None = None
    email: str | None = None
    phone: str | None = None
    languages: tuple[str, ...] = ()
    diet: str | None = None
    arrives_at: datetime | None = None
    arrives_by: str | None = None
    departs_at: datetime | None = None
    departs_by: str | None = None
    photo: str | None = None
    accompanies: str | None = None
    marks: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    paper_kind: str | None = None
    paper_number: str | None = None
    paper_date: date | None = None
    paper_from: str | None = None
    external_id: str | None = None
    note: str | None = None

    @property
    def full_name(self) -> str:
        """Given and family name as sent; else the badge's, else the native one; blank where the name is awaited."""
        if self.given_name and self.family_name:
            return f"{self.given_name} {self.family_name}"
        return self.given_name or self.family_name or self.badge_name or self.native_name or ""

    @property
    def named(self) -> bool:
        """Whether the slot has a name; otherwise it is confirmed and the name awaited."""
        return bool(self.full_name)

    @property
    def active(self) -> bool:
        """Whether the row takes up a place: neither refused nor withdrawn."""
        return self.status in ACTIVE_NOMINATIONS

    @property
    def key(self) -> str:
        """What the row is recognised by when the file is read again, as a JSON array.

        ``["id", external_id]``, else ``["slot", whose, category, slot]``, else ``["name", whose, category, folded
        name]`` or ``["order", whose, category, ordinal]``, where ``whose`` is the invitation's reference or
        ``"party CODE"``. It may hold a personal name or an id: it is not fit to stand in the open.
        """
        whose = self.invitation or f"party {self.party}"
        if self.external_id:
            parts: list[str | int] = ["id", self.external_id]
        elif self.slot:
            parts = ["slot", whose, self.category, self.slot]
        elif self.named:
            parts = ["name", whose, self.category, fold(self.full_name)]
        else:
            parts = ["order", whose, self.category, self.ordinal]
        return msgspec.json.encode(parts).decode()


class SessionRow(Struct, frozen=True, kw_only=True):
    """A row of ``programme``; ``doors`` is minutes before the start."""

    row: int
    cells: dict[str, str]
    code: str
    title: str
    starts: datetime
    ends: datetime
    kind: str = "session"
    venue: str | None = None
    access: str = "open"
    categories: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    chair: str | None = None
    speakers: tuple[str, ...] = ()
    doors: int = 30
    note: str | None = None

    @property
    def key(self) -> str:
        """What the row is recognised by when the file is read again."""
        return self.code

"""Every kind of entry that the journal holds, in the field's words.

An entry says what was decided, never how a table looks. ``Sealed`` bytes are ciphertext under a person's own
key: names and free text about a person stand nowhere else. Dates are ISO text local to the event
(``YYYY-MM-DD``), instants are aware UTC datetimes, ids are UUIDv7 text, a holder number is 10 hex digits.

Each kind is declared ``gate`` (a gate may hold it) or ``office`` (it stays at the desk) in :data:`GATE_KINDS`.
"""

from __future__ import annotations

from conclave_desk.domain.entries.accreditation import (
    AccreditationGranted,
    AccreditationRefused,
    AccreditationRestored,
    AccreditationSuspended,
    AccreditationWithdrawn,
    ClearanceRecorded,
)
from conclave_desk.domain.entries.badge import (
    BadgeCollected,
    BadgeIssued,
    BadgeRevoked,
    BadgesPrinted,
    BadgeSurrendered,
)
from conclave_desk.domain.entries.base import Changes, Sealed
from conclave_desk.domain.entries.card import CardEnded, CardHandedOut, CardsPrepared
from conclave_desk.domain.entries.event import (
    EmblemGiven,
    EventDeclared,
    EventLinked,
    FlagGiven,
    KeyDeclared,
    RowLoaded,
)
from conclave_desk.domain.entries.gate import (
    FloaterRecalled,
    FloatersAssigned,
    ItemsHandedOut,
    PhonePaired,
    PhoneRevoked,
    RecordsQuarantined,
    ScanAnnulled,
    ScanRecorded,
    StationMerged,
    StationOpened,
    StationPrepared,
    StationWithdrawn,
    SupervisorAppointed,
    SupervisorRefused,
    SupervisorRelieved,
)
from conclave_desk.domain.entries.invitation import (
    InvitationAccepted,
    InvitationAcknowledged,
    InvitationAmended,
    InvitationCancelled,
    InvitationDrafted,
    InvitationLapsed,
    InvitationRegretted,
    InvitationSent,
    InvitationWithdrawn,
)
from conclave_desk.domain.entries.nomination import (
    ArrivalRecorded,
    DossierChanged,
    HeadChanged,
    NominationAmended,
    NominationReceived,
    NominationSubstituted,
    NominationWithdrawn,
    PersonErased,
    PersonsDistinct,
)
from conclave_desk.domain.entries.programme import (
    AttendanceMarked,
    AttendanceMarkWithdrawn,
    ProgrammeReleased,
    ReturnSigned,
    SessionAmended,
    SessionCancelled,
    SessionMoved,
    SessionScheduled,
)

Entry = (
    EventDeclared
    | KeyDeclared
    | EventLinked
    | FlagGiven
    | EmblemGiven
    | RowLoaded
    | InvitationDrafted
    | InvitationAmended
    | InvitationSent
    | InvitationAcknowledged
    | InvitationAccepted
    | InvitationRegretted
    | InvitationLapsed
    | InvitationWithdrawn
    | InvitationCancelled
    | NominationReceived
    | NominationAmended
    | NominationWithdrawn
    | NominationSubstituted
    | HeadChanged
    | PersonsDistinct
    | DossierChanged
    | PersonErased
    | ClearanceRecorded
    | AccreditationGranted
    | AccreditationRefused
    | AccreditationSuspended
    | AccreditationRestored
    | AccreditationWithdrawn
    | BadgeIssued
    | BadgesPrinted
    | BadgeCollected
    | BadgeSurrendered
    | BadgeRevoked
    | CardsPrepared
    | CardHandedOut
    | CardEnded
    | SessionScheduled
    | SessionAmended
    | SessionMoved
    | SessionCancelled
    | ProgrammeReleased
    | ArrivalRecorded
    | AttendanceMarked
    | AttendanceMarkWithdrawn
    | ReturnSigned
    | StationMerged
    | ScanRecorded
    | ScanAnnulled
    | ItemsHandedOut
    | StationPrepared
    | StationOpened
    | StationWithdrawn
    | RecordsQuarantined
    | SupervisorAppointed
    | SupervisorRelieved
    | SupervisorRefused
    | PhonePaired
    | PhoneRevoked
    | FloatersAssigned
    | FloaterRecalled
)

GATE_KINDS = frozenset(
    {
        EventDeclared,
        KeyDeclared,
        EventLinked,
        AccreditationGranted,
        AccreditationSuspended,
        AccreditationRestored,
        AccreditationWithdrawn,
        BadgeIssued,
        BadgeCollected,
        BadgeSurrendered,
        BadgeRevoked,
        CardsPrepared,
        CardHandedOut,
        CardEnded,
        SessionScheduled,
        SessionAmended,
        SessionMoved,
        SessionCancelled,
        ScanRecorded,
        ScanAnnulled,
        ItemsHandedOut,
        StationPrepared,
        StationOpened,
        StationWithdrawn,
        SupervisorAppointed,
        SupervisorRelieved,
        SupervisorRefused,
        PhonePaired,
        PhoneRevoked,
        FloatersAssigned,
        FloaterRecalled,
    }
)

__all__ = [
    "GATE_KINDS",
    "AccreditationGranted",
    "AccreditationRefused",
    "AccreditationRestored",
    "AccreditationSuspended",
    "AccreditationWithdrawn",
    "ArrivalRecorded",
    "AttendanceMarkWithdrawn",
    "AttendanceMarked",
    "BadgeCollected",
    "BadgeIssued",
    "BadgeRevoked",
    "BadgeSurrendered",
    "BadgesPrinted",
    "CardEnded",
    "CardHandedOut",
    "CardsPrepared",
    "Changes",
    "ClearanceRecorded",
    "DossierChanged",
    "EmblemGiven",
    "Entry",
    "EventDeclared",
    "EventLinked",
    "FlagGiven",
    "FloaterRecalled",
    "FloatersAssigned",
    "HeadChanged",
    "InvitationAccepted",
    "InvitationAcknowledged",
    "InvitationAmended",
    "InvitationCancelled",
    "InvitationDrafted",
    "InvitationLapsed",
    "InvitationRegretted",
    "InvitationSent",
    "InvitationWithdrawn",
    "ItemsHandedOut",
    "KeyDeclared",
    "NominationAmended",
    "NominationReceived",
    "NominationSubstituted",
    "NominationWithdrawn",
    "PersonErased",
    "PersonsDistinct",
    "PhonePaired",
    "PhoneRevoked",
    "ProgrammeReleased",
    "RecordsQuarantined",
    "ReturnSigned",
    "RowLoaded",
    "ScanAnnulled",
    "ScanRecorded",
    "Sealed",
    "SessionAmended",
    "SessionCancelled",
    "SessionMoved",
    "SessionScheduled",
    "StationMerged",
    "StationOpened",
    "StationPrepared",
    "StationWithdrawn",
    "SupervisorAppointed",
    "SupervisorRefused",
    "SupervisorRelieved",
]

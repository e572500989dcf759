"""What was decided, in sentences: one for each kind of entry, about a single one or about several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from conclave_desk.domain import entries as e
from conclave_desk.domain.nomination import HEADS

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk

_HEADS_AT_ONCE = 3
_Words = str | Callable[["_Facts"], str]


class _Facts(Mapping[str, str]):
    """What a sentence may name: the entry's own fields, and whom and what its ids stand for."""

    def __init__(self, desk: Desk, entry: Any, number: int) -> None:
        self.desk = desk
        self.entry = entry
        self.number = number

    def __getitem__(self, name: str) -> str:
        match name:
            case "n":
                return str(self.number)
            case "who":
                return self._nomination(getattr(self.entry, "nomination", None) or self._of_holder())
            case "successor":
                return self._nomination(self.entry.successor)
            case "whose":
                return self._person(self.entry.person)
            case "other":
                return self._person(self.entry.other)
            case "invitation":
                return self._invitation()
            case "card":
                return self._card()
            case "serial":
                return serial(self.entry.holder, self.entry.issue)
            case "dated":
                return f" on {self.entry.on}" if self.entry.on else ""
            case "changed":
                names = ", ".join(self.entry.changes).replace("_", " ")
                return f": {names}" if names else ""
        value = getattr(self.entry, name)
        if isinstance(value, datetime):
            return f"{value.astimezone(self.desk.event.zone_info):%Y-%m-%d %H:%M}"
        return ", ".join(value).replace("_", " ") if isinstance(value, list) else str(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self.entry.__struct_fields__)

    def __len__(self) -> int:
        return len(self.entry.__struct_fields__)

    def _of_holder(self) -> str | None:
        query = "SELECT nomination FROM accreditations WHERE holder = ?"
        row = self.desk.journal.db.execute(query, (self.entry.holder,)).fetchone()
        return row[0] if row else None

    def _nomination(self, nomination: str | None) -> str:
        from conclave_desk.registers import nominations

        found = nominations.by_id(self.desk.journal.db, nomination or "")
        return f"{found.titled} ({found.party}, {found.category})" if found else "somebody"

    def _person(self, person: str) -> str:
        from conclave_desk.registers import nominations

        found = nominations.of_person(self.desk.journal.db, person)
        return self._nomination(found[0].id) if found else "somebody"

    def _card(self) -> str:
        from conclave_desk.registers import cards

        found = cards.by_holder(self.desk.journal.db, self.entry.holder)
        return f"Temporary card {found.number}" if found else "A temporary card"

    def _invitation(self) -> str:
        from conclave_desk.registers import invitations

        found = invitations.by_reference(self.desk.journal.db, self.entry.invitation)
        return f"{found.reference} ({found.party})" if found else self.entry.invitation


def serial(holder: str, issue: int) -> str:
    """What is printed under the badge's code."""
    from conclave_desk.credential.serial import format_serial

    return format_serial(bytes.fromhex(holder), issue)


def _received(facts: _Facts) -> str:
    if facts.entry.named:
        return "{who} is nominated."
    return "A {category} slot of {party} is confirmed; its name is awaited."


def _amended(facts: _Facts) -> str:
    return (
        "The name that was awaited has come: {who}." if facts.entry.named else "Particulars of {who} changed{changed}."
    )


def _accepted(facts: _Facts) -> str:
    level = {"principal": "; the principal comes", "representative": "; a representative comes"}
    return f"Invitation {{invitation}} is accepted{{dated}}{level.get(facts.entry.level, '')}."


def _granted(facts: _Facts) -> str:
    how = " provisionally" if facts.entry.provisional else ""
    return f"{{who}} is accredited{how} until {{valid_until}}."


def _headed(facts: _Facts) -> str:
    if facts.entry.role in HEADS:
        return "{who} heads the delegation now, as {role}."
    return "{who} is a {role} of the delegation now."


def _marked(facts: _Facts) -> str:
    how = {"sight": ", by sight", "paper": ", from a paper"}.get(facts.entry.evidence, "")
    return f"{{who}} is marked as {{status}} at session {{session}}{how}."


def _released(facts: _Facts) -> str:
    return "The programme is released as amendment {number}." if facts.entry.number else "The programme is released."


def _scanned(facts: _Facts) -> str:
    scan = facts.entry
    badge = "badge {serial}" if scan.holder is not None and scan.issue else ""
    whose = "{who}" if scan.holder is not None and scan.issuer == facts.desk.event.code else ""
    what = whose or badge.capitalize() or "What was read"
    shown = f", with {badge}" if whose and badge else ""
    why = f" ({scan.reason.replace('_', ' ')})" if scan.reason else ""
    verb = {"admitted": "was admitted at", "left": "went out by"}.get(scan.verdict, "was refused at")
    return f"{what} {verb} gate {{gate}}{why}{shown}."


def _printed(facts: _Facts) -> str:
    return "{n} badge was printed." if facts.number == 1 else "{n} badges were printed."


def _cards(facts: _Facts) -> str:
    numbers = [number for number, _ in facts.entry.cards]
    if len(numbers) == 1:
        return f"Temporary card {numbers[0]} is prepared."
    return f"Temporary cards {numbers[0]} to {numbers[-1]} are prepared."


def _linked(facts: _Facts) -> str:
    return (
        "The roster of {issuer} is here: {n} badge."
        if facts.number == 1
        else "The roster of {issuer} is here: {n} badges."
    )


SENTENCES: dict[type, tuple[_Words, _Words]] = {
    e.EventDeclared: (
        lambda facts: f"The event is declared: {facts.entry.event.title}.",
        "The event is declared {n} times.",
    ),
    e.KeyDeclared: ("The public key of {issuer} is known.", "{n} public keys are known."),
    e.EventLinked: (_linked, _linked),
    e.EmblemGiven: ("The host's emblem is known.", "The host's emblem is known."),
    e.FlagGiven: ("The host's own flag of {party} is known.", "{n} flags of the host's own are known."),
    e.RowLoaded: ("A row of {table} is noted.", "{n} rows of files are noted."),
    e.InvitationDrafted: ("Invitation {invitation} is drawn up.", "{n} invitations are drawn up."),
    e.InvitationAmended: (
        "Particulars of invitation {invitation} changed{changed}.",
        "Particulars of {n} invitations changed.",
    ),
    e.InvitationSent: ("Invitation {invitation} is sent{dated}.", "{n} invitations are sent."),
    e.InvitationAcknowledged: ("Invitation {invitation} is acknowledged{dated}.", "{n} invitations are acknowledged."),
    e.InvitationAccepted: (_accepted, "{n} invitations are accepted."),
    e.InvitationRegretted: ("Invitation {invitation} is regretted{dated}.", "{n} invitations are regretted."),
    e.InvitationLapsed: ("Invitation {invitation} has lapsed.", "{n} invitations have lapsed."),
    e.InvitationWithdrawn: (
        "Invitation {invitation} is withdrawn by the host{dated}.",
        "{n} invitations are withdrawn by the host.",
    ),
    e.InvitationCancelled: (
        "Invitation {invitation} is cancelled by the party{dated}.",
        "{n} invitations are cancelled by their parties.",
    ),
    e.NominationReceived: (_received, "{n} nominations are received."),
    e.NominationAmended: (_amended, "Particulars of {n} nominations changed."),
    e.NominationWithdrawn: ("The nomination of {who} is withdrawn.", "{n} nominations are withdrawn."),
    e.NominationSubstituted: (
        "{successor} comes in the place of {who} from {effective} on.",
        "{n} people are substituted.",
    ),
    e.HeadChanged: (_headed, "{n} people have another role in their delegation."),
    e.PersonsDistinct: ("{whose} and {other} are two people.", "{n} pairs of people are told apart."),
    e.DossierChanged: ("The dossier of {whose} holds {fields}.", "{n} dossiers are filled in."),
    e.PersonErased: ("A person is erased.", "{n} people are erased."),
    e.ArrivalRecorded: ("{who} has arrived.", "{n} people have arrived."),
    e.ClearanceRecorded: (
        "Clearance of {who}: step {step} is {result}, says {officer}.",
        "{n} steps of clearance are recorded.",
    ),
    e.AccreditationGranted: (_granted, "{n} people are accredited."),
    e.AccreditationRefused: ("The accreditation of {who} is refused.", "{n} accreditations are refused."),
    e.AccreditationSuspended: ("The accreditation of {who} is suspended.", "{n} accreditations are suspended."),
    e.AccreditationRestored: ("The accreditation of {who} holds again.", "{n} accreditations hold again."),
    e.AccreditationWithdrawn: (
        "The accreditation of {who} is withdrawn from {effective} on.",
        "{n} accreditations are withdrawn.",
    ),
    e.BadgeIssued: ("Badge {serial} is issued for {who}.", "{n} badges are issued."),
    e.BadgesPrinted: (_printed, _printed),
    e.BadgeCollected: ("Badge {serial} of {who} is handed out.", "{n} badges are handed out."),
    e.BadgeSurrendered: ("Badge {serial} of {who} is handed back.", "{n} badges are handed back."),
    e.BadgeRevoked: (
        "Badge {serial} of {who} is revoked ({cause}) from {effective} on.",
        "{n} badges are revoked.",
    ),
    e.CardsPrepared: (_cards, _cards),
    e.CardHandedOut: ("{card} is handed out to {who} for {day}.", "{n} temporary cards are handed out."),
    e.CardEnded: ("{card} opens nothing any more ({cause}).", "{n} temporary cards open nothing any more."),
    e.SessionScheduled: (
        "Session {session} ({title}) is on the programme from {starts} to {ends}.",
        "{n} sessions are on the programme.",
    ),
    e.SessionAmended: ("Particulars of session {session} changed{changed}.", "Particulars of {n} sessions changed."),
    e.SessionMoved: ("Session {session} is now from {starts} to {ends}.", "{n} sessions are moved."),
    e.SessionCancelled: ("Session {session} is cancelled.", "{n} sessions are cancelled."),
    e.ProgrammeReleased: (_released, "The programme is released {n} times."),
    e.ReturnSigned: ("The return of {day} is signed.", "{n} returns are signed."),
    e.AttendanceMarked: (_marked, "{n} corrections of attendance are recorded."),
    e.AttendanceMarkWithdrawn: (
        "The mark of {who} at session {session} is taken back; what the gates saw holds.",
        "{n} marks of attendance are taken back; what the gates saw holds.",
    ),
    e.StationMerged: (
        "Records {first} to {last} of {chain} are noted at the desk.",
        "Records of {n} stations are noted at the desk.",
    ),
    e.ScanRecorded: (_scanned, "{n} scans are recorded."),
    e.ScanAnnulled: ("The scan of {at} at gate {gate} is annulled.", "{n} scans are annulled."),
    e.ItemsHandedOut: ("{who} is given {items} at gate {gate}.", "{n} people are given things at gates."),
    e.StationPrepared: ("A station for gate {gate} has the roster of {as_of}.", "{n} stations have a new roster."),
    e.StationOpened: ("The station of gate {gate} was opened for the first time.", "{n} stations were opened."),
    e.StationWithdrawn: ("Station {chain} is withdrawn.", "{n} stations are withdrawn."),
    e.RecordsQuarantined: (
        "Records of {chain} are kept apart ({why}).",
        "Records of stations are kept apart, in {n} bundles.",
    ),
    e.SupervisorAppointed: ("{who} may override at gates.", "{n} people may override at gates."),
    e.SupervisorRelieved: ("{who} may override at gates no more.", "{n} people may override at gates no more."),
    e.SupervisorRefused: (
        "At gate {gate} somebody tried to override with a {method} that is no supervisor's.",
        "{n} attempts to override were no supervisor's.",
    ),
    e.PhonePaired: ("{label} may scan at gate {gate}.", "{n} phones may scan at gates."),
    e.PhoneRevoked: ("A phone may scan no more.", "{n} phones may scan no more."),
    e.FloatersAssigned: ("{party} has new floaters for {zones}.", "{n} parties have new floaters."),
    e.FloaterRecalled: ("A floater is recalled ({cause}).", "{n} floaters are recalled."),
}
"""By kind: the sentence about one entry, and about several of the kind."""


def told(desk: Desk, entries: Sequence[object]) -> list[str]:
    """A sentence for each kind among the entries, in the order in which they first come.

    Who heads a delegation and who did is said of each, as long as it is one delegation.
    """
    by_kind: dict[type, list[Any]] = {}
    for entry in entries:
        by_kind.setdefault(type(entry), []).append(entry)
    sentences: list[str] = []
    for kind, alike in by_kind.items():
        groups = [[entry] for entry in alike] if kind is e.HeadChanged and len(alike) <= _HEADS_AT_ONCE else [alike]
        sentences += [_sentence(desk, group) for group in groups]
    return sentences


def in_brief(desk: Desk, entries: Sequence[object]) -> str:
    """The same for a line that may be cut: of a single scan the gate and the verdict stand first."""
    if len(entries) != 1 or not isinstance(scan := entries[0], e.ScanRecorded):
        return " ".join(told(desk, entries))
    facts = _Facts(desk, scan, 1)
    badge = facts["serial"] if scan.holder is not None and scan.issue else ""
    who = facts["who"] if scan.holder is not None and scan.issuer == desk.event.code else badge
    verdict = scan.verdict if scan.verdict != "left" else "out"
    why = f" ({scan.reason.replace('_', ' ')})" if scan.reason else ""
    return f"{scan.gate} {verdict}{why}{f': {who}' if who else ''}"


def _sentence(desk: Desk, alike: Sequence[Any]) -> str:
    first, number = alike[0], len(alike)
    words = SENTENCES[type(first)][number > 1]
    if isinstance(first, (e.BadgesPrinted, e.EventLinked)):
        number = sum(len(entry.badges) for entry in alike)
    facts = _Facts(desk, first, number)
    return (words if isinstance(words, str) else words(facts)).format_map(facts)

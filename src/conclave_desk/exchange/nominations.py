"""``nominations``: the people put forward, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from conclave_desk.domain.event import Event
from conclave_desk.errors import Flaw
from conclave_desk.exchange.cells import (
    convert,
    day,
    declared,
    mail_address,
    moment,
    nationality,
    one_of,
    party,
    remembered,
    several,
    whole,
    zone_changes,
)
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.invitations import missing_cells
from conclave_desk.exchange.people import check_people
from conclave_desk.exchange.photos import Album
from conclave_desk.exchange.places import check_places, head_warnings
from conclave_desk.exchange.rows import (
    NOMINATION_STATES,
    NOMINATIONS,
    PAPER_KINDS,
    PHOTO_DIGEST,
    ROLES,
    InvitationRow,
    NominationRow,
)
from conclave_desk.exchange.sentences import one_line, quoted
from conclave_desk.exchange.tables import Table


def parse_nominations(
    table: Table,
    event: Event,
    countries: Countries,
    invitations: Sequence[InvitationRow] | None,
    *,
    photos: Album | None = None,
    faulty_references: Collection[str] = (),
) -> tuple[list[NominationRow], list[Flaw], list[Flaw]]:
    """The rows without fault, in the file's order; all faults; and warnings.

    ``invitations`` is ``None`` when that file could not be made out; ``faulty_references`` are of its rows with a
    fault: nobody is blamed for citing them. ``photos`` holds what lies below ``photos/``; without it the column is
    not looked into.
    """
    reader = _Reader(table, event, countries, invitations, faulty_references)
    sights: list[Flaw] = []
    rows: list[NominationRow] = []
    flaws: list[Flaw] = []
    ordinals: Counter[tuple[str, str]] = Counter()
    for number, cells in table.rows:
        row = reader.read(number, cells, flaws)
        if row is None:
            continue
        if row.photo and photos is not None:
            row = _with_photo(table.file, row, row.photo, photos, flaws, sights)
        if not (row.external_id or row.slot or row.named):
            whose = (row.invitation or row.party, row.category)
            ordinals[whose] += 1
            row = replace(row, ordinal=ordinals[whose])
        rows.append(row)
    warnings = check_people(table.file, rows, event, countries, flaws)
    warnings += [*head_warnings(table.file, rows, event, countries), *sights]
    flaws += check_places(table.file, rows, {i.reference: i for i in invitations or ()}, event, countries)
    return rows, flaws, warnings


def _with_photo(
    file: str, row: NominationRow, name: str, photos: Album, flaws: list[Flaw], warnings: list[Flaw]
) -> NominationRow:
    """The row, with what its photo is known by beside its cells."""
    if sentence := photos.fault(name):
        flaws.append(Flaw(file, sentence, row.row, "photo"))
        return row
    if sentence := photos.warning(name):
        warnings.append(Flaw(file, sentence, row.row, "photo"))
    return replace(row, cells={**row.cells, PHOTO_DIGEST: photos.digest(name)})


class _Reader:
    """Reads one row after the other; remembers what the event and the invitations know."""

    def __init__(
        self,
        table: Table,
        event: Event,
        countries: Countries,
        invitations: Sequence[InvitationRow] | None,
        faulty_references: Collection[str],
    ) -> None:
        self._file = table.file
        self._own = {event.host, *(declared_party.code for declared_party in event.parties)}
        self._by_reference = None if invitations is None else {row.reference: row for row in invitations}
        self._near = {_bare(reference): reference for reference in self._by_reference or ()}
        self._faulty_references = faulty_references
        instant = moment(event.timezone)
        self._columns = remembered(
            table.header,
            {
                "party": party(event, countries),
                "category": declared("category", [category.code for category in event.categories]),
                "role": one_of(*ROLES),
                "order": whole,
                "nationality": nationality(event, countries),
                "email": mail_address,
                "languages": several(),
                "marks": several(),
                "zones": zone_changes(event),
                "paper_kind": one_of(*PAPER_KINDS),
                "status": one_of(*NOMINATION_STATES),
                "arrives_at": instant,
                "departs_at": instant,
                **dict.fromkeys(("date_of_birth", "passport_expiry", "valid_from", "valid_until", "paper_date"), day),
            },
        )

    def read(self, number: int, cells: dict[str, str], flaws: list[Flaw]) -> NominationRow | None:
        """The row, or ``None`` after its faults were added."""
        before = len(flaws)
        values = convert(self._file, number, cells, self._columns, flaws)
        if "category" not in cells or "status" not in cells:
            flaws += missing_cells(self._file, number, cells, NOMINATIONS.required)
        self._find_party(number, cells, values, flaws)
        if len(flaws) > before or "party" not in values:
            return None
        row = NominationRow(row=number, cells=cells, **values)
        flaws += _check_spans(self._file, row)
        return row

    def _find_party(self, number: int, cells: Mapping[str, str], values: dict[str, Any], flaws: list[Flaw]) -> None:
        """Settle whose row it is, and whether it may stand on its invitation."""
        reference, code = cells.get("invitation"), values.get("party")
        if reference is None:
            if "party" not in cells:
                sentence = "neither an invitation nor a party is named; fill one of the two"
                flaws.append(Flaw(self._file, sentence, number, "invitation"))
            elif code is not None and code not in self._own:
                sentence = (
                    f"{code} is neither the host nor declared in event.toml, so its people come on an invitation; "
                    "write its reference"
                )
                flaws.append(Flaw(self._file, sentence, number, "invitation"))
            return
        if self._by_reference is None or reference in self._faulty_references:
            return
        invitation = self._by_reference.get(reference)
        if invitation is None:
            near = self._near.get(_bare(reference))
            end = f"; did you mean {one_line(near)}?" if near else "" if self._by_reference else "; it lists none"
            sentence = f"invitations lists no reference {quoted(reference)}{end}"
            flaws.append(Flaw(self._file, sentence, number, "invitation"))
            return
        if code is not None and code != invitation.party:
            sentence = f"the party is {code}, but invitation {quoted(reference)} went to {invitation.party}"
            flaws.append(Flaw(self._file, sentence, number, "party"))
        if "party" not in cells:
            values["party"] = invitation.party
        if invitation.closed and values.get("status") in ("nominated", "accredited"):
            sentence = (
                f"invitation {quoted(reference)} is {invitation.status} (row {invitation.row} of invitations), "
                f"so nobody can be {values['status']} on it"
            )
            flaws.append(Flaw(self._file, sentence, number, "invitation"))


def _bare(reference: str) -> str:
    """The reference without what people vary in writing it."""
    return "".join(filter(str.isalnum, reference.casefold()))


def _check_spans(file: str, row: NominationRow) -> list[Flaw]:
    flaws: list[Flaw] = []
    if row.valid_from and row.valid_until and row.valid_until < row.valid_from:
        sentence = f"the badge would end on {row.valid_until}, before it begins on {row.valid_from}"
        flaws.append(Flaw(file, sentence, row.row, "valid_until"))
    if row.arrives_at and row.departs_at and row.departs_at < row.arrives_at:
        sentence = f"the departure, {row.cells['departs_at']}, is before the arrival, {row.cells['arrives_at']}"
        flaws.append(Flaw(file, sentence, row.row, "departs_at"))
    if row.date_of_birth and row.passport_expiry and row.passport_expiry <= row.date_of_birth:
        sentence = f"the passport would expire on {row.passport_expiry}, before its holder's birth"
        flaws.append(Flaw(file, sentence, row.row, "passport_expiry"))
    return flaws

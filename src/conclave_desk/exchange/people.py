"""Rows that may be one person, or one row twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conclave_desk.domain.event import Event
from conclave_desk.domain.names import fold
from conclave_desk.errors import Flaw
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.rows import NominationRow
from conclave_desk.exchange.sentences import listed, one_line, quoted

ONE_PERSON = "one person in two capacities: leave one row and nominate the second at the desk"


def check_people(
    file: str, rows: Sequence[NominationRow], event: Event, countries: Countries, flaws: list[Flaw]
) -> list[Flaw]:
    """Add to ``flaws`` the pairs of rows that cannot both stand; the warnings are pairs that somebody should look at.

    Two rows of one identity; one passport number twice; one name twice in a party with nothing to tell the two apart.
    Rows that were refused or withdrawn only warn: the person may well have been put forward again.
    """
    repeated = _repeated(file, rows, flaws)
    settled = _shared_passports(file, rows, countries, flaws)
    warnings = [flaw for flaw in settled.values() if flaw]
    warnings += _shared_names(file, rows, event, countries, {*settled, *repeated}, flaws)
    warnings += _calendar_warnings(file, rows, event)
    return warnings


def _repeated(file: str, rows: Iterable[NominationRow], flaws: list[Flaw]) -> set[tuple[int, int]]:
    """Two rows of one identity, as pairs of row numbers."""
    first: dict[str, NominationRow] = {}
    pairs: set[tuple[int, int]] = set()
    for row in rows:
        earlier = first.setdefault(row.key, row)
        if earlier is row:
            continue
        pairs.add((earlier.row, row.row))
        if row.external_id:
            column, sentence = "external_id", f"row {earlier.row} has the external_id {quoted(row.external_id)} too"
        elif row.slot:
            column = "slot"
            sentence = f"row {earlier.row} has slot {quoted(row.slot)} of {row.category} on the same invitation too"
        else:
            column = _name_column(row)
            sentence = (
                f"{one_line(row.full_name)} stands in row {earlier.row} too, in the same category; "
                "leave one row, or give each an external_id if they are two people"
            )
        flaws.append(Flaw(file, sentence, row.row, column))
    return pairs


def _shared_passports(
    file: str, rows: Iterable[NominationRow], countries: Countries, flaws: list[Flaw]
) -> dict[tuple[int, int], Flaw | None]:
    """Pairs of rows with one passport number; the value is the warning, ``None`` where a fault was added."""
    first: dict[str, list[NominationRow]] = {}
    settled: dict[tuple[int, int], Flaw | None] = {}
    for row in rows:
        if not row.passport_number:
            continue
        number = _bare(row.passport_number)
        for earlier in first.setdefault(number, []):
            pair = earlier.row, row.row
            if not _may_share_issuer(earlier, row, countries) and fold(earlier.full_name) != fold(row.full_name):
                sentence = (
                    f"row {earlier.row} ({one_line(earlier.full_name)}) has the passport number {quoted(row.passport_number)} "
                    "too, of another State; make sure that they are two people"
                )
                settled[pair] = Flaw(file, sentence, row.row, "passport_number")
            elif earlier.active and row.active:
                sentence = f"row {earlier.row} has the passport number {quoted(row.passport_number)} too; {ONE_PERSON}"
                flaws.append(Flaw(file, sentence, row.row, "passport_number"))
                settled[pair] = None
            else:
                settled[pair] = _again(file, earlier, row, "passport_number")
        first[number].append(row)
    return settled


def _bare(number: str) -> str:
    """A passport number without what people vary in writing it."""
    folded = number.casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def _may_share_issuer(one: NominationRow, other: NominationRow, countries: Countries) -> bool:
    issuers = [row.nationality or (row.party if countries.known(row.party) else None) for row in (one, other)]
    return None in issuers or issuers[0] == issuers[1]


def _shared_names(
    file: str,
    rows: Iterable[NominationRow],
    event: Event,
    countries: Countries,
    settled: set[tuple[int, int]],
    flaws: list[Flaw],
) -> list[Flaw]:
    first: dict[tuple[str, str], NominationRow] = {}
    warnings: list[Flaw] = []
    for row in rows:
        if not row.named:
            continue
        earlier = first.setdefault((row.party, fold(row.full_name)), row)
        if earlier is row or (earlier.row, row.row) in settled:
            continue
        party = countries.party_name(event, row.party)
        same = f"{party} has a {one_line(earlier.full_name)} in row {earlier.row} too"
        if apart := _apart(earlier, row):
            sentence = f"{same}; they are taken for two people, as their {listed(apart)} differ"
            warnings.append(Flaw(file, sentence, row.row, _name_column(row)))
        elif earlier.active and row.active:
            sentence = (
                f"{same}; if they are two people, fill passport_number, date_of_birth or external_id in both; "
                f"otherwise it is {ONE_PERSON}"
            )
            flaws.append(Flaw(file, sentence, row.row, _name_column(row)))
        else:
            warnings.append(_again(file, earlier, row, _name_column(row)))
    return warnings


def _apart(one: NominationRow, other: NominationRow) -> list[str]:
    """The columns that tell the two people apart."""
    return [
        name
        for name in ("passport_number", "date_of_birth", "external_id")
        if (left := getattr(one, name)) and (right := getattr(other, name)) and left != right
    ]


def _again(file: str, earlier: NominationRow, row: NominationRow, column: str) -> Flaw:
    gone = earlier if not earlier.active else row
    sentence = f"row {earlier.row} puts the same person forward; row {gone.row} is {gone.status}"
    return Flaw(file, sentence, row.row, column)


def _name_column(row: NominationRow) -> str:
    names = ("family_name", "given_name", "badge_name", "native_name")
    return next((name for name in names if getattr(row, name)), "family_name")


def _calendar_warnings(file: str, rows: Iterable[NominationRow], event: Event) -> list[Flaw]:
    warnings: list[Flaw] = []
    for row in rows:
        if row.passport_expiry and row.passport_expiry < event.ends and row.active:
            sentence = f"the passport expires on {row.passport_expiry}, before the event ends on {event.ends}"
            warnings.append(Flaw(file, sentence, row.row, "passport_expiry"))
        if row.date_of_birth and row.date_of_birth > event.starts:
            sentence = f"the date of birth is after the event starts on {event.starts}"
            warnings.append(Flaw(file, sentence, row.row, "date_of_birth"))
    return warnings

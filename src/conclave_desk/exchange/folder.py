"""An event folder: the event, who was invited, who is coming, and the timetable."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from conclave_desk.domain.event import Event
from conclave_desk.errors import Flaw, WrongData, WrongUse
from conclave_desk.exchange.countries import Countries, iso_countries
from conclave_desk.exchange.event_checks import event_warnings
from conclave_desk.exchange.event_file import read_event
from conclave_desk.exchange.flag_files import read_emblem, read_flags
from conclave_desk.exchange.invitations import invitation_warnings, parse_invitations
from conclave_desk.exchange.memory import nothing_collected
from conclave_desk.exchange.nominations import parse_nominations
from conclave_desk.exchange.photos import Album, photo_files
from conclave_desk.exchange.programme import parse_programme, programme_warnings
from conclave_desk.exchange.rows import INVITATIONS, NOMINATIONS, PROGRAMME, InvitationRow, NominationRow, SessionRow
from conclave_desk.exchange.sentences import one_line
from conclave_desk.exchange.tables import Columns, Table, read_table

TABLES = (INVITATIONS, NOMINATIONS, PROGRAMME)
TABLE_ENDINGS = (".csv", ".xlsx")
UNREAD_ENDINGS = (*TABLE_ENDINGS, ".xls", ".xlsm", ".ods", ".tsv", ".numbers")


class EventFolder(Struct, frozen=True, kw_only=True):
    """A folder without fault. ``photos`` holds the portraits that the column ``photo`` names, if it names any, ``flags``
    pictures (PNG) of flags of the host's own, by party, ``emblem`` one of its emblem (empty if it gave none)."""

    event: Event
    invitations: tuple[InvitationRow, ...] = ()
    nominations: tuple[NominationRow, ...] = ()
    programme: tuple[SessionRow, ...] = ()
    warnings: tuple[Flaw, ...] = ()
    photos: Album | None = None
    flags: dict[str, bytes] = {}
    emblem: bytes = b""


def read_folder(
    path: Path,
    countries: Countries | None = None,
    *,
    known_photos: Collection[str] = (),
    progress: Callable[[int], None] | None = None,
) -> EventFolder:
    """The folder, read whole.

    ``known_photos`` are digests of files that need not be looked into again; ``progress`` is told how many photos have
    been read (see :class:`Album`).

    Raises :class:`WrongUse` if there is no such folder, and :class:`WrongData` with all flaws of all its files, by
    file and row, if anything in it is wrong or ``event.toml`` is missing.
    """
    if not path.is_dir():
        end = f"; name the folder that {path.name} is in" if path.is_file() else ""
        raise WrongUse(f"there is no folder {path}{end}")
    photos = photo_files(path / "photos")
    album = Album(photos, known_photos, progress)
    with nullcontext() if photos else nothing_collected():  # a picture that was looked at leaves circles behind
        return _Reading(path, countries or iso_countries(), album).folder()


class _Reading:
    """The reading of one folder: its parts in the order in which they lean on each other."""

    def __init__(self, path: Path, countries: Countries, photos: Album) -> None:
        self._path = path
        self._countries = countries
        self._photos = photos
        self._flaws: list[Flaw] = []
        self._warnings: list[Flaw] = self._stray_files()
        self._tables = {columns.table: self._table(columns) for columns in TABLES}

    def folder(self) -> EventFolder:
        """The folder, or :class:`WrongData`."""
        event, flaws = read_event(self._path / "event.toml", self._countries)
        self._flaws += flaws
        if event is None:
            raise self._wrong()
        invitations = self._invitations(event)
        nominations = self._nominations(event, invitations)
        programme = self._programme(event)
        flags, flaws = read_flags(self._path, event)
        self._flaws += flaws
        emblem, flaws = read_emblem(self._path, event)
        self._flaws += flaws
        if self._flaws:
            raise self._wrong()
        return EventFolder(
            event=event,
            invitations=tuple(invitations or ()),
            nominations=tuple(nominations),
            programme=tuple(programme),
            warnings=_sorted([*event_warnings("event.toml", event), *self._warnings, *_unnamed(self._photos)]),
            flags=flags,
            emblem=emblem,
            photos=self._photos if len(self._photos) else None,
        )

    def _wrong(self) -> WrongData:
        return WrongData(_sorted(self._flaws))

    def _table(self, columns: Columns) -> Table | None:
        there = [path for ending in TABLE_ENDINGS if (path := self._path / f"{columns.table}{ending}").exists()]
        if len(there) > 1:
            sentence = f"{there[0].name} is here too; leave one of the two"
            self._flaws.append(Flaw(there[1].name, sentence))
        if not there:
            return None
        table = read_table(there[0], columns)
        self._flaws += table.flaws
        return table

    def _invitations(self, event: Event) -> list[InvitationRow] | None:
        """``None`` if the file could not be made out; empty if there is none."""
        table = self._tables[INVITATIONS.table]
        if table is None:
            return []
        if not table.usable:
            return None
        rows, flaws = parse_invitations(table, event, self._countries)
        self._flaws += flaws
        self._warnings += invitation_warnings(table.file, rows)
        return rows

    def _nominations(self, event: Event, invitations: list[InvitationRow] | None) -> list[NominationRow]:
        table, invited = self._tables[NOMINATIONS.table], self._tables[INVITATIONS.table]
        if table is None or not table.usable:
            return []
        good = {row.reference for row in invitations or ()}
        listed = {cells["reference"] for _, cells in (invited.rows if invited else ()) if "reference" in cells}
        rows, flaws, warnings = parse_nominations(
            table, event, self._countries, invitations, photos=self._photos, faulty_references=listed - good
        )
        self._flaws += flaws
        self._warnings += warnings
        return rows

    def _programme(self, event: Event) -> list[SessionRow]:
        table = self._tables[PROGRAMME.table]
        if table is None or not table.usable:
            return []
        rows, flaws = parse_programme(table, event, self._countries)
        self._flaws += flaws
        self._warnings += programme_warnings(table.file, rows, event)
        return rows

    def _stray_files(self) -> list[Flaw]:
        """Tables under names that nothing reads: often a slip of the pen."""
        names = [f"{columns.table}{ending}" for columns in TABLES for ending in TABLE_ENDINGS]
        strays = [
            path.name
            for path in sorted(self._path.iterdir())
            if path.suffix.lower() in UNREAD_ENDINGS and path.name not in names and path.name[0] not in "~."
        ]
        warnings: list[Flaw] = []
        for name in strays:
            near = get_close_matches(name.casefold(), names, n=1, cutoff=0.7)
            end = f"; did you mean {near[0]}?" if near else ""
            warnings.append(Flaw(name, f"this file is not read{end}"))
        return warnings


def _unnamed(photos: Album) -> list[Flaw]:
    names = photos.unnamed()
    if not names:
        return []
    rest = "" if len(names) == 1 else f" and {len(names) - 1} more"
    return [Flaw("photos", f"no row names {one_line(names[0])}{rest}")]


def _sorted(flaws: list[Flaw]) -> tuple[Flaw, ...]:
    return tuple(sorted(flaws, key=lambda flaw: (flaw.file, flaw.row or 0)))

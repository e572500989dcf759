"""The journal's workbook is fit for paper: one page wide, its header on each, long sentences in several lines."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from zipfile import ZipFile

from conclave_desk.exchange.countries import iso_countries
from conclave_desk.exchange.event_file import read_event
from conclave_desk.exchange.journal_file import JournalRow, write
from conclave_desk.exchange.samples import sample_folder

_AT = datetime(2023, 3, 28, 4, 0, tzinfo=UTC)
_LONG = "Colonel Moussa Goïta (MLI, DEL) was admitted at gate G1, with badge BTTV-6BGW-19."
_DESK = JournalRow(
    *("desk", 1, _AT, "", "Asha", "desk", "invitations send", "InvitationSent", "It is sent.", "MLI"), *[None] * 5
)
_SCAN = _DESK._replace(chain="station:local", what=_LONG, scan_id="0" * 36, gate="G1", verdict="x")


def _columns(sheet: str) -> dict[str, str]:
    """Each column's XML, by its heading."""
    found: dict[str, str] = {}
    for column in re.findall(r"<col [^>]*>", sheet):
        first, last = (int(re.search(rf'{end}="(\d+)"', column)[1]) for end in ("min", "max"))  # type: ignore[index]
        found |= {JournalRow._fields[number - 1]: column for number in range(first, last + 1)}
    return found


def test_the_journal_is_one_landscape_page_wide_and_says_its_header_on_each() -> None:
    event, _ = read_event(sample_folder("pune-2023") / "event.toml", iso_countries())
    assert event is not None
    out = io.BytesIO()
    write([_DESK, _SCAN], event, "xlsx", out)
    with ZipFile(out) as book:
        desk, gate = (book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
        names = book.read("xl/workbook.xml").decode()
    for sheet in (desk, gate):
        assert 'orientation="landscape"' in sheet
        assert 'fitToHeight="0"' in sheet
        assert "fitToPage" in sheet
    assert "desk!$1:$1" in names
    assert "desk!$B$1:$W$2" in names, "the chain is the sheet's name; it need not stand in each line on paper"
    folded = {name for name, column in _columns(gate).items() if "hidden" in column}
    assert "scan_id" in folded
    assert {"clock", "session", "roster_as_of"} <= folded, "nothing stands there"
    assert folded.isdisjoint({"n", "at", "what", "gate", "verdict"})
    assert "verdict" in {name for name, column in _columns(desk).items() if "hidden" in column}
    assert re.search(r'<row r="2"[^>]* ht="30"', gate), "two lines are seen, not the first alone"
    assert not re.search(r'<row r="2"[^>]* ht=', desk)

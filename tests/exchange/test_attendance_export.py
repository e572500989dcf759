"""The attendance return as CSV, JSON and XLSX: what a spreadsheet and a script find in it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest

from conclave_desk.domain.attendance import COLUMNS, AttendanceRow
from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.attendance import write
from conclave_desk.exchange.attendance_book import PARTY_COLUMNS, SUMMARY_COLUMNS
from conclave_desk.exchange.held import Held
from conclave_desk.exchange.workbook import sheet_name
from conclave_desk.exchange.written import harmless

CONTRACT = (
    "event,session,date,party,precedence,rank,family_name,given_name,category,service,role,status,first_in,last_out,"
    "minutes_present,gate,entries,evidence,note"
)
EVENT = Event(
    code="PUNE23",
    kind="conclave",
    title="Research & Development",
    host="IND",
    timezone="Asia/Kolkata",
    starts=date(2023, 3, 27),
    ends=date(2023, 3, 28),
)
ENTERED = datetime(2023, 3, 28, 3, 25, 10, tzinfo=UTC)
"""08:55:10 in Pune."""


def row(**particulars: Any) -> AttendanceRow:
    values: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {
        "event": "PUNE23",
        "session": "S1",
        "date": date(2023, 3, 28),
        "party": "MLI",
        "precedence": 1,
        "rank": "Général",
        "family_name": "Samaké",
        "given_name": "Oumar",
        "category": "HOD",
        "role": "principal",
        "status": "attended",
        "first_in": ENTERED,
        "last_out": None,
        "minutes_present": 180,
        "gate": "G1",
        "entries": 1,
        "evidence": "scan",
    }
    return AttendanceRow(**(values | particulars))


ROWS = [
    row(),
    row(precedence=2, family_name="=1+1", given_name="@cmd", status="late", note="-2"),
    row(session="S2", status="absent", first_in=None, minutes_present=0, gate="", entries=0, evidence=""),
    row(session="S2", precedence=2, status="excused", first_in=None, minutes_present=None, evidence="paper"),
    row(session=""),
]
SESSIONS = {
    "S1": Held("Opening", datetime(2023, 3, 28, 3, 30, tzinfo=UTC), datetime(2023, 3, 28, 5, 0, tzinfo=UTC)),
    "S2": Held("=Closing"),
    "S3": Held("Nobody's"),
}


def written(format: str, rows: list[AttendanceRow] | None = None, sessions: dict[str, Held] | None = None) -> bytes:
    out = io.BytesIO()
    write(ROWS if rows is None else rows, EVENT, format, out, sessions, {"MLI": "Mali"})
    assert not out.closed
    return out.getvalue()


def workbook(rows: list[AttendanceRow] | None = None, sessions: dict[str, Held] | None = None) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", rows, sessions)))


def test_the_columns_are_the_contracts() -> None:
    assert ",".join(COLUMNS) == CONTRACT


def test_csv_is_rfc_4180_with_a_bom() -> None:
    text = written("csv")
    assert text.startswith(b"\xef\xbb\xbf" + CONTRACT.encode() + b"\r\n")
    assert text.endswith(b"\r\n")
    assert text.count(b"\n") == text.count(b"\r\n") == 1 + len(ROWS)


def test_csv_tells_local_times_and_leaves_blank_what_is_not_known() -> None:
    lines = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8-sig"), newline="")))
    first, excused = lines[0], lines[3]
    assert (first["date"], first["first_in"], first["last_out"]) == ("2023-03-28", "2023-03-28 08:55:10", "")
    assert (first["family_name"], first["minutes_present"], first["precedence"]) == ("Samaké", "180", "1")
    assert (excused["minutes_present"], lines[2]["minutes_present"], lines[4]["session"]) == ("", "0", "")


def test_csv_holds_no_formula() -> None:
    lines = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8-sig"), newline="")))
    assert [lines[1][name] for name in ("family_name", "given_name", "note")] == ["'=1+1", "'@cmd", "'-2"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_what_a_spreadsheet_would_calculate_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Samaké", "N'Diaye", " =1", "a=1", "1-2"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_name_with_quotes_and_line_breaks_comes_back() -> None:
    name = 'O"Neill, Jr;\r\nBaron'
    (line,) = csv.DictReader(io.StringIO(written("csv", [row(family_name=name)]).decode("utf-8-sig"), newline=""))
    assert line["family_name"] == name


def test_json_is_one_document_with_the_events_offset() -> None:
    text = written("json")
    document = json.loads(text)
    assert [tuple(line) for line in document] == [COLUMNS] * len(ROWS)
    assert document[0]["first_in"] == "2023-03-28T08:55:10+05:30"
    assert (document[0]["date"], document[0]["last_out"]) == ("2023-03-28", None)
    assert (document[1]["family_name"], document[3]["minutes_present"]) == ("=1+1", None)
    assert "Samaké".encode() in text
    assert json.loads(written("json", [])) == []


def test_the_workbook_has_a_summary_a_sheet_a_session_and_the_days() -> None:
    assert workbook().sheetnames == ["Summary", "Parties", "S1", "S2", "Days"]
    assert workbook(sessions=SESSIONS).sheetnames == ["Summary", "Parties", "S1", "S2", "S3", "Days"]
    assert workbook([]).sheetnames == ["Summary", "Parties", "Days"]


def test_the_summary_counts_each_status_by_session_and_day() -> None:
    sheet = workbook(sessions=SESSIONS)["Summary"]
    day = datetime(2023, 3, 28)
    assert list(sheet.iter_rows(values_only=True)) == [
        SUMMARY_COLUMNS,
        ("S1", "Opening", day, datetime(2023, 3, 28, 9, 0), datetime(2023, 3, 28, 10, 30), 2, 2, 1, 1, 0, 0, 0),
        ("S2", "=Closing", day, None, None, 2, 0, 0, 0, 0, 1, 1),
        ("S3", "Nobody's", None, None, None, 0, 0, 0, 0, 0, 0, 0),
        (None, "Tuesday 28 March", day, None, None, 1, 1, 1, 0, 0, 0, 0),
    ]
    assert SUMMARY_COLUMNS[5:] == ("expected", "there", "attended", "late", "left_early", "absent", "excused")
    assert sheet["D2"].number_format == "hh:mm"


def test_the_parties_stand_with_their_names_and_how_many_were_at_each_session() -> None:
    kenyan = row(party="KEN", precedence=9, session="S2", status="left_early")
    lines = list(workbook([*ROWS, kenyan], SESSIONS)["Parties"].iter_rows(values_only=True))
    assert lines == [
        (*PARTY_COLUMNS, "S1", "S2", "S3"),
        ("MLI", "Mali", 2, 2, 2, 0, 0),
        ("KEN", None, 1, 1, 0, 1, 0),
    ]


def test_numbers_stand_under_their_headings_and_the_paper_leaves_out_what_is_the_same_in_every_line() -> None:
    book = workbook(sessions=SESSIONS)
    assert book["Summary"]["F1"].alignment.horizontal == book["Summary"]["F2"].alignment.horizontal == "right"
    assert book["S1"].print_area == "'S1'!$C$1:$S$3"
    assert book["S1"].oddHeader.right.text == "&A · Opening"
    assert book["S1"]["L3"].font.color.rgb == "FF7D5A00"


def test_dates_and_times_are_real_and_local() -> None:
    sheet = workbook()["S1"]
    cells = {name: sheet.cell(2, COLUMNS.index(name) + 1) for name in COLUMNS}
    assert cells["date"].is_date
    assert (cells["date"].value, cells["date"].number_format) == (datetime(2023, 3, 28), "yyyy-mm-dd")
    assert cells["first_in"].is_date
    assert cells["first_in"].value == datetime(2023, 3, 28, 8, 55, 10)
    assert cells["first_in"].number_format == "yyyy-mm-dd hh:mm"
    assert (cells["last_out"].value, cells["minutes_present"].value) == (None, 180)


def test_the_header_is_frozen_bold_and_filters() -> None:
    book = workbook()
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.b for cell in sheet[1])
    assert [cell.value for cell in book["S1"][1]] == list(COLUMNS)
    names = book["S1"].column_dimensions
    assert all(names[letter].width >= 8 for letter in "ABCDEFG")


def test_no_text_is_a_formula_in_the_workbook() -> None:
    book = workbook(sessions=SESSIONS)
    types = {cell.data_type for sheet in book.worksheets for line in sheet.iter_rows() for cell in line}
    assert "f" not in types
    assert book["S1"].cell(3, COLUMNS.index("family_name") + 1).value == "=1+1"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("S1", "S1"),
        ("a/b:c?d*[e]\\", "a-b-c-d--e--"),
        ("'quoted'", "quoted"),
        ("", "-"),
        ("x" * 40, "x" * 31),
        ("summary", "summary (2)"),
        ("History", "History (2)"),
    ],
)
def test_names_of_sheets_are_such_as_excel_allows(wanted: str, name: str) -> None:
    assert sheet_name(wanted, {"summary", "history"}) == name


def test_names_of_sheets_are_unique_and_never_too_long() -> None:
    taken: set[str] = set()
    names = [sheet_name("Y" * 31, taken) for _ in range(12)]
    assert len({name.casefold() for name in names}) == 12
    assert max(map(len, names)) == 31


def test_sessions_named_like_the_other_sheets_have_their_own() -> None:
    rows = [row(session="DAYS"), row(session="SUMMARY"), row(session="PARTIES"), row(session="")]
    names = ["Summary", "Parties", "DAYS", "SUMMARY (2)", "PARTIES (2)", "Days (2)"]
    assert workbook(rows).sheetnames == names


def test_no_other_format_is_written() -> None:
    with pytest.raises(WrongUse, match="pdf"):
        written("pdf")

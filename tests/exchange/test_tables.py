"""Tables are read as people save them, and what cannot be read is named."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from conclave_desk.exchange.csv_tables import MAX_ROW
from conclave_desk.exchange.tables import Columns, Table, read_table, tidy

GUESTS = Columns.written("guests", "name*,rank,arrives_at,note")


def csv_table(tmp_path: Path, content: str | bytes) -> Table:
    path = tmp_path / "guests.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, GUESTS)


def faults(table: Table) -> list[str]:
    return [str(flaw) for flaw in table.flaws]


@pytest.mark.parametrize(
    "content",
    [
        "name,rank\nSamaké,Colonel\n",
        "\ufeffname,rank\r\nSamaké,Colonel\r\n",
        "name;rank\nSamaké;Colonel",
        '"name";"rank"\n"Samaké";"Colonel"\n',
        "\nname,rank,,\n  Samake\u0301 ,\u00a0Colonel\u200b,,\n,,,\n",
    ],
)
def test_the_same_table_is_read_from_any_usual_way_of_saving_it(tmp_path: Path, content: str) -> None:
    table = csv_table(tmp_path, content)
    assert [cells for _, cells in table.rows] == [{"name": "Samaké", "rank": "Colonel"}]
    assert table.flaws == ()


def test_a_semicolon_in_a_list_does_not_make_it_the_delimiter(tmp_path: Path) -> None:
    assert csv_table(tmp_path, "name,note\nGoïta,a;b;c;d\n").rows == [(2, {"name": "Goïta", "note": "a;b;c;d"})]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    table = csv_table(tmp_path, 'name,note\n"A","two\r\nlines"\n\nB,\n')
    assert table.rows == [(2, {"name": "A", "note": "two\nlines"}), (4, {"name": "B"})]


def test_the_case_of_a_name_is_never_touched(tmp_path: Path) -> None:
    assert csv_table(tmp_path, "name\nvan der MacArthur O'NEILL\n").rows[0][1]["name"] == "van der MacArthur O'NEILL"


def test_joiners_that_a_script_needs_stay(tmp_path: Path) -> None:
    assert csv_table(tmp_path, "name\nعلی‌رضا\n").rows[0][1]["name"] == "علی‌رضا"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("", ["guests.csv::: the file is empty; its first row must name the columns"]),
        ("\n \n", ["guests.csv::: the file is empty; its first row must name the columns"]),
        ("rank\n", ["guests.csv:1:name: the column is missing, and must be there"]),
        ("name,name\n", ["guests.csv:1:name: the column stands twice; leave one"]),
        ("name,rnak\n", ['guests.csv:1:rnak: "rnak" is not a column of guests; did you mean rank?']),
        ("name,Arrives At\n", ['guests.csv:1:Arrives At: "Arrives At" is not a column of guests; did you mean arrives_at?']),
        ("name,x\n", ['guests.csv:1:x: "x" is not a column of guests; the columns are name, rank, arrives_at and note']),
        ("name,,note\nA,B,C\n", ["guests.csv:1:column 2: the column has no name"]),
        ("name\trank\n", ["guests.csv:1:name rank: the columns are separated by tabs; save the file with commas or semicolons",
                          "guests.csv:1:name: the column is missing, and must be there"]),
        ("name,note\nA,b,c\nB\n", ["guests.csv:2:column 3: a cell stands beyond the 2 columns that the header names; is a comma unquoted?",
                                   "guests.csv:3:note: the row stops after 1 of the 2 columns that the header names"]),
        ('name,note\nA,"b\nB,c\n', ["guests.csv:2:: a quotation mark opens a cell here and never closes"]),
        ('name,note\nA,"b"c\n', ['guests.csv:2:: text follows a closing quotation mark; a quotation mark inside a cell is written twice ("")']),
        ("name,note\nA,b\x07c\n", ["guests.csv:2:note: the cell holds a control character; type it again"]),
        ("name,note\nA,#REF!\n", ["guests.csv:2:note: the cell holds a spreadsheet's error, not a value; correct or clear it"]),
        ("name,note\nA,ok\nSamaké,x\n".encode("latin-1"), ["guests.csv:3:name: byte 21 of the file is not UTF-8; save the file as UTF-8"]),
        ("name,note\n".encode("utf-16"), ["guests.csv::: the file is UTF-16; save it as UTF-8"]),
        (b"PK\x03\x04...", ["guests.csv::: the file is a spreadsheet; give it the ending .xlsx or save it as CSV"]),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_right_says_what_and_where(
    tmp_path: Path, content: str | bytes, lines: list[str]
) -> None:
    assert faults(csv_table(tmp_path, content)) == lines


def test_the_byte_at_fault_is_found_deep_in_a_file_with_a_mark_and_quoted_lines(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfname,note\n" + 'é,"two\nlines"\n'.encode() * 9000 + b"x,caf\xe9\n"
    expected = f"guests.csv:9002:note: byte {len(content) - 1} of the file is not UTF-8; save the file as UTF-8"
    assert faults(csv_table(tmp_path, content)) == [expected]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name\n" + "x" * 140_000, "guests.csv:2:: the cell is longer than 131,072 characters"),
        ("name\nA," + "x," * MAX_ROW, "guests.csv:2:: the row is longer than 1,000,000 characters"),
        ('name,note\nA,"' + "x\n" * 100_000, "guests.csv:2:: the cell is longer than 131,072 characters"),
        ("name\n" + '"x\n",' * 300_000, "guests.csv:2:: the row is longer than 1,000,000 characters"),
    ],
)
def test_a_cell_or_row_out_of_all_bounds_is_refused_before_it_fills_the_memory(
    tmp_path: Path, content: str, line: str
) -> None:
    assert faults(csv_table(tmp_path, content))[0].startswith(line)


def test_a_file_out_of_all_bounds_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    with path.open("wb") as stream:
        stream.truncate(1_000_000_000)
    assert faults(read_table(path, GUESTS)) == ["guests.csv::: the file has 1000 MB; a table may have 256"]


def test_a_folder_in_the_place_of_a_table_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "guests.csv").mkdir()
    assert faults(read_table(tmp_path / "guests.csv", GUESTS)) == ["guests.csv::: this is not a file"]


cell_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="#"), max_size=20)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(cell_text, cell_text, cell_text), max_size=8),
    delimiter=st.sampled_from(",;"),
    mark=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_whatever_a_spreadsheet_saves_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    delimiter: str,
    mark: bool,
    quoting: int,
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows([("name", "rank", "note"), *rows])  # type: ignore[arg-type]
    content = out.getvalue().encode("utf-8-sig" if mark else "utf-8")
    table = csv_table(tmp_path_factory.mktemp("table"), content)
    expected = [
        (number, cells)
        for number, row in enumerate(rows, start=2)
        if (
            cells := {
                name: text for name, cell in zip(("name", "rank", "note"), row, strict=True) if (text := tidy(cell))
            }
        )
    ]
    assert table.rows == expected
    assert table.flaws == ()


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_whatever_do_worse_than_a_fault(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    csv_table(tmp_path_factory.mktemp("table"), b"name,note\n" + content)


def sheet(tmp_path: Path, rows: list[list[object]], *, name: str = "Sheet1", first: str | None = None) -> Path:
    path = tmp_path / "guests.xlsx"
    book = xlsxwriter.Workbook(path)
    if first:
        book.add_worksheet(first).write(0, 0, "something else")
    page = book.add_worksheet(name)
    forms = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        time: book.add_format({"num_format": "hh:mm"}),
    }
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            page.write(row, column, cell, forms.get(type(cell)))
    book.close()
    return path


def test_real_dates_times_and_numbers_of_a_spreadsheet_become_the_text_of_csv(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["name", "rank", "arrives_at", "note"],
        ["A", 7, datetime(2023, 3, 28, 14, 30), date(2023, 3, 28)],
        ["B", 2.5, datetime(2023, 3, 28, 9, 29, 59, 999_000), time(10, 5)],
        ["C", True, "=1+1", "  Samake\u0301\nx "],
    ]
    table = read_table(sheet(tmp_path, rows), GUESTS)
    assert table.flaws == ()
    assert table.rows == [
        (2, {"name": "A", "rank": "7", "arrives_at": "2023-03-28 14:30", "note": "2023-03-28"}),
        (3, {"name": "B", "rank": "2.5", "arrives_at": "2023-03-28 09:30", "note": "10:05"}),
        (4, {"name": "C", "rank": "true", "arrives_at": "0", "note": "Samaké\nx"}),
    ]


def test_the_sheet_of_the_tables_name_is_read_before_the_first(tmp_path: Path) -> None:
    path = sheet(tmp_path, [["name"], ["A"]], name="guests", first="Read me")
    assert read_table(path, GUESTS).rows == [(2, {"name": "A"})]


def test_rows_of_a_sheet_keep_their_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [], ["name"], [], ["A"]]
    assert read_table(sheet(tmp_path, rows), GUESTS).rows == [(5, {"name": "A"})]


def test_numbers_that_a_spreadsheet_has_mangled_and_its_errors_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "guests.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, ["name", "rank", "note"])
    page.write_row(1, 0, ["A", 12345678901234567890])
    page.write_formula(1, 2, "=VLOOKUP(1,A1:A2,1)", None, "#N/A")
    book.close()
    assert faults(read_table(path, GUESTS)) == [
        "guests.xlsx:2:rank: a spreadsheet keeps only 15 digits of a number; format the column as text and type it again",
        "guests.xlsx:2:note: the cell holds a spreadsheet's error, not a value; correct or clear it",
    ]


@pytest.mark.parametrize(("row", "column"), [(999_998, 0), (3, 200)])
def test_a_cell_far_outside_the_table_is_named_and_not_read_up_to(tmp_path: Path, row: int, column: int) -> None:
    path = tmp_path / "guests.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write(0, 0, "name")
    page.write(row, column, "x")
    book.close()
    assert "a cell stands far outside the table, in" in faults(read_table(path, GUESTS))[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a spreadsheet", b"name,rank\n"])
def test_a_file_that_is_no_spreadsheet_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "guests.xlsx"
    path.write_bytes(content)
    [line] = faults(read_table(path, GUESTS))
    assert line.startswith("guests.xlsx::: the file cannot be read as an .xlsx spreadsheet")

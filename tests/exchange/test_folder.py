"""A folder as a whole."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from conclave_desk.errors import WrongUse
from conclave_desk.exchange.countries import iso_countries
from conclave_desk.exchange.folder import EventFolder, read_folder
from conclave_desk.exchange.rows import NOMINATIONS
from conclave_desk.exchange.samples import sample_folder

Read = Callable[..., EventFolder]
Faults = Callable[..., list[str]]
Write = Callable[..., Path]

SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyz", "àéîõüçñşłøþðæœßğı", "абвгдежзиклмн", "αβγδεζηθικλ", "ابتثجحخدذرزس", "अआइईउऊएऐओऔ",
    "አበገደሀወዘ", "あいうえおかきく", "李王张刘陈杨赵黄", "กขคงจฉช", "אבגדהוזח", "ԱԲԳԴԵԶ", "აბგდევზ", "가나다라마바사",
)  # fmt: skip


def test_a_folder_with_nothing_but_an_event_is_an_event_without_guests(read: Read) -> None:
    folder = read(invitations=None)
    assert (folder.invitations, folder.nominations, folder.programme) == ((), (), ())


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"there is no folder .*nowhere"):
        read_folder(tmp_path / "nowhere")


def test_a_nomination_without_any_invitations_file_says_so(faults: Faults) -> None:
    assert faults(invitations=None, nominations="invitation,category,status\nS/1,DEL,nominated\n") == [
        'nominations.csv:2:invitation: invitations lists no reference "S/1"; it lists none'
    ]


def test_one_table_in_two_formats_is_a_fault(write: Write, faults: Faults) -> None:
    xlsx_twin(write() / "invitations.csv")
    assert faults() == ["invitations.xlsx::: invitations.csv is here too; leave one of the two"]


def test_a_table_under_a_name_that_nothing_reads_is_a_warning(write: Write, read: Read) -> None:
    folder = write()
    (folder / "nomination.csv").write_text("x")
    (folder / "Programme.xls").write_text("x")
    (folder / "~$programme.xlsx").write_text("x")
    (folder / "notes.txt").write_text("x")
    assert [str(warning) for warning in read().warnings] == [
        "Programme.xls::: this file is not read; did you mean programme.xlsx?",
        "nomination.csv::: this file is not read; did you mean nominations.csv?",
    ]


def xlsx_twin(path: Path) -> None:
    """The CSV file as a spreadsheet beside it, with real dates, times and numbers."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    book = xlsxwriter.Workbook(path.with_suffix(".xlsx"))
    page = book.add_worksheet()
    day, moment = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell.isdigit():
                page.write_number(row, column, int(cell))
            elif cell[:4].isdigit() and len(cell) == len("2023-03-28 10:00"):
                page.write_datetime(row, column, datetime.fromisoformat(cell), moment)
            elif cell[:4].isdigit() and len(cell) == len("2023-03-28"):
                page.write_datetime(row, column, date.fromisoformat(cell), day)
            else:
                page.write_string(row, column, cell)
    book.close()


def test_the_spreadsheet_twin_of_a_folder_reads_as_the_same(tmp_path: Path) -> None:
    source = sample_folder("pune-2023")
    for path in (source / "event.toml", *source.glob("*.csv")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for path in tmp_path.glob("*.csv"):
        xlsx_twin(path)
        path.unlink()
    assert read_folder(tmp_path) == read_folder(source)


def big_folder(path: Path, *, parties: int, people: int) -> None:
    """A generated event of many parties and scripts, over a change of clocks."""
    codes = sorted(iso_countries().codes)[:parties]
    (path / "event.toml").write_text(
        """
        [event]
        code = "BIG24"
        kind = "exposition"
        title = "Выставка · 展览 · معرض"
        host = "FRA"
        timezone = "Europe/Paris"
        starts = 2024-03-29
        ends = 2024-04-02
        day_ends = "03:00"
        [[category]]
        code = "HOD"
        name = "Head"
        quota = 1
        [[category]]
        code = "DEL"
        name = "Delegate"
        """,
        encoding="utf-8",
    )
    with (path / "invitations.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, delimiter=";")
        out.writerow(["reference", "party", "status", "slots"])
        out.writerows([f"№ {code}", code, "accepted", f"HOD:1;DEL:{people}"] for code in codes)
    with (path / "nominations.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, NOMINATIONS.names)
        table.writeheader()
        for number in range(people):
            script = SCRIPTS[number % len(SCRIPTS)]
            table.writerow(
                {
                    "invitation": f"№ {codes[number % parties]}",
                    "category": "HOD" if number < parties else "DEL",
                    "given_name": script[number % len(script) :] + script[number // 9 % len(script)],
                    "family_name": f"{script[number // 7 % len(script)]}{script[::-1]} {number}",
                    "passport_number": f"P{number:07}",
                    "arrives_at": f"2024-03-31 {3 + number % 20:02}:{number % 60:02}",
                    "status": "nominated",
                    "note": 'a "quoted", two-line\nnote',
                }
            )


def test_an_event_that_nobody_has_seen_is_read_as_it_is(tmp_path: Path) -> None:
    big_folder(tmp_path, parties=200, people=3000)
    folder = read_folder(tmp_path)
    assert len(folder.invitations) == 200
    assert len(folder.nominations) == len({row.key for row in folder.nominations}) == 3000
    assert len({row.party for row in folder.nominations}) == 200
    assert folder.warnings == ()
    assert folder.nominations[2999].row == 3001


def test_ten_thousand_faults_are_all_told(faults: Faults) -> None:
    rows = "".join(f"S/{number},DLE,someday,{number}.jpg,nominated\n" for number in range(10_000))
    found = faults(nominations=f"invitation,category,arrives_at,photo,status\n{rows}")
    assert sum(":category: " in line for line in found) == 10_000
    assert sum(":arrives_at: " in line for line in found) == 10_000

"""``journal``: shown, verified, tampered with, drawn again."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import openpyxl
import pytest

from conclave_desk.exchange.journal_file import JournalRow

if TYPE_CHECKING:
    from tests.cli.conftest import Program

RECORD = (
    *("chain", "n", "hash", "part", "parts", "command", "command_id", "officer", "where", "at", "clock", "entries"),
)


def tamper(program: Program, statement: str) -> None:
    with closing(sqlite3.connect(program.desk)) as db, db:
        db.execute(statement)


def test_the_journal_tells_who_did_what_when(printed: Program) -> None:
    records = printed.records()
    assert {tuple(record) for record in records} == {RECORD}
    assert [record["command"] for record in records] == ["init", "load", "badges issue", "badges print"]
    assert [record["n"] for record in records] == [1, 2, 3, 4]
    assert [record["n"] for record in printed.done("journal", "show", "--json", "--after", "2").lines] == [3, 4]
    assert printed.done("journal", "show", "--officer", "Nobody").out == ""
    shown = printed.done("journal", "show").out.splitlines()
    assert shown[2] == "desk:3  2023-03-28 09:30:00+05:30  Protocol  badges issue: 2 badges are issued."


def test_all_chains_are_shown_in_the_order_of_time(printed: Program) -> None:
    serial = printed.serial("Traoré")
    printed.now = "2023-03-28T10:05:00+05:30"
    printed.done("gate", "scan", "--gate", "G1", stdin=serial)
    printed.now = "2023-03-28T10:10:00+05:30"
    printed.done("invitations", "send", "INV/NER")
    printed.now = "2023-03-28T10:15:00+05:30"
    printed.done("gate", "scan", "--gate", "G1", stdin="hello")
    last = printed.done("journal", "show", "--json").lines[4:]
    assert [(record["chain"], record["n"]) for record in last] == [
        *(("station:local", 1), ("desk", 5), ("station:local", 2))
    ]
    shown = printed.done("journal", "show").out.splitlines()[4:]
    assert [line.partition("gate scan: ")[2] or line.partition("send: ")[2] for line in shown] == [
        f"Colonel Amadou Traoré (MLI, DEL) was admitted at gate G1, with badge {serial}.",
        "Records 1 to 1 of station:local are noted at the desk. Invitation INV/NER (NER) is sent.",
        "What was read was refused at gate G1 (unreadable).",
    ]


def test_the_journal_goes_out_with_a_row_an_entry(printed: Program) -> None:
    serial = printed.serial("Traoré")
    printed.now = "2023-03-28T10:05:00+05:30"
    printed.done("gate", "scan", "--gate", "G1", stdin=f"{serial}\n=1+1")
    raw = printed.done("export", "journal", "-o", "-").raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == JournalRow._fields
    records = printed.done("journal", "show", "--json").lines
    assert len(rows) == sum(len(record["entries"]) for record in records)
    admitted, refused = rows[-2:]
    assert (admitted["chain"], admitted["n"], admitted["at"]) == ("station:local", "1", "2023-03-28 10:05:00")
    assert (admitted["serial"], admitted["gate"], admitted["verdict"]) == (serial, "G1", "admitted")
    assert admitted["what"] == f"Colonel Amadou Traoré (MLI, DEL) was admitted at gate G1, with badge {serial}."
    assert (refused["serial"], refused["verdict"], refused["reason"]) == ("", "refused", "unreadable")
    document = json.loads(printed.done("export", "journal", "--format", "json", "-o", "-").raw)
    assert [row["entry"] for row in document] == [row["entry"] for row in rows]
    assert document[-1]["scanned_at"] == "2023-03-28T10:05:00+05:30"
    answer = printed.done("--json", "export", "journal", "--format", "xlsx", "-o", "journal.xlsx").json
    assert answer == {"file": "journal.xlsx", "format": "xlsx", "rows": len(rows)}
    book = openpyxl.load_workbook(printed.folder / "journal.xlsx")
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == {"desk": len(rows) - 2, "station-local": 2}


def test_what_is_sealed_is_in_no_exported_row(printed: Program) -> None:
    printed.done(
        "clearance",
        "record",
        "Traoré",
        "--step",
        "paper",
        "--result",
        "deferred",
        "--remark",
        "awaits the attaché's letter",
    )
    printed.now = "2023-03-28T10:05:00+05:30"
    printed.done("gate", "scan", "--gate", "G1", "--override", "known to the marshal", stdin=printed.serial("Traoré"))
    raw = printed.done("export", "journal", "--format", "json", "-o", "-").raw.decode()
    assert "clearance record" in raw
    assert "attaché" not in raw
    assert "marshal" not in raw


def test_times_inside_entries_have_the_events_offset(printed: Program) -> None:
    printed.done("gate", "scan", "--gate", "G1", stdin="hello")
    printed.now = "2023-03-28T09:31:00+05:30"
    printed.done("programme", "move", "S1", "--starts", "2023-03-28T10:15")
    *_, scan, moved = printed.done("journal", "show", "--json").lines
    assert scan["entries"][0]["at"] == "2023-03-28T09:30:00+05:30"
    entry = next(entry for entry in moved["entries"] if entry["kind"] == "SessionMoved")
    assert (entry["starts"], entry["ends"]) == ("2023-03-28T10:15:00+05:30", "2023-03-28T11:15:00+05:30")
    assert "+00:00" not in str(printed.done("journal", "show", "--json").lines)


def test_what_concerns_a_person_or_a_party_is_shown_alone(printed: Program) -> None:
    printed.done("gate", "scan", "--gate", "G1", stdin=printed.serial("Traoré"))
    printed.done("accreditations", "suspend", "Rao", CONCLAVE_OFFICER="Supervisor")
    show = ("journal", "show", "--json")

    def kinds(*flags: str) -> list[str]:
        return [entry["kind"] for record in printed.done(*show, *flags).lines for entry in record["entries"]]

    of_traore = kinds("--person", "Traoré")
    assert of_traore == [
        *("NominationReceived", "ClearanceRecorded", "AccreditationGranted", "RowLoaded"),
        *("BadgeIssued", "BadgesPrinted", "ScanRecorded"),
    ]
    assert kinds("--person", printed.serial("Traoré")) == of_traore
    of_mali = kinds("--party", "MLI")
    assert of_mali.count("NominationReceived") == 3
    assert "InvitationAccepted" in of_mali
    assert "AccreditationSuspended" not in of_mali
    assert kinds("--officer", "Supervisor", "--party", "IND") == ["AccreditationSuspended"]
    assert kinds("--person", "Traoré", "--party", "IND") == ["BadgesPrinted"]
    assert "Nobody here is" in printed.refused(*show, "--person", "Nobody", code=2)
    assert "is no party" in printed.refused(*show, "--party", "XYZ", code=2)


def test_the_scans_of_the_desk_file_are_a_chain_of_their_own(printed: Program) -> None:
    printed.done("gate", "scan", "--gate", "G1", stdin="hello")
    (record,) = printed.done("journal", "show", "--json", "--chain", "station:local").lines
    assert (record["chain"], record["command"], record["where"]) == ("station:local", "gate scan", "G1")
    assert "no chain 'gate'; it has desk, station:local" in printed.refused(
        "journal", "show", "--chain", "gate", code=2
    )


def test_a_whole_journal_is_verified_and_a_head_noted_down_is_found_again(printed: Program) -> None:
    found = printed.read("journal", "verify")
    assert (found["whole"], found["records"]) == (True, {"desk": 4})
    assert len(found["head"]) == 64
    printed.done("invitations", "send", "INV/NER")
    printed.done("journal", "verify", "--head", found["head"])
    outcome = printed("journal", "verify", "--head", "0" * 64)
    assert outcome.code == 3
    assert printed("journal", "verify", "--head", "xyz").code == 2
    assert "is no hash" in printed("journal", "verify", "--head", "xyz").err


@pytest.mark.parametrize(
    ("statement", "n"),
    [
        ("UPDATE journal SET body = CAST(replace(body, 'Protocol', 'Somebody') AS BLOB) WHERE n = 3", 3),
        ("DELETE FROM journal WHERE n = 2", 2),
        ("DELETE FROM journal WHERE n = 4", 4),
        ("UPDATE journal SET hash = zeroblob(32) WHERE n = 1", 1),
        ("UPDATE journal SET body = X'00' WHERE n = 2", 2),
    ],
)
def test_the_first_record_that_was_tampered_with_or_is_missing_is_named(
    printed: Program, statement: str, n: int
) -> None:
    tamper(printed, statement)
    outcome = printed("journal", "verify", "--json")
    assert outcome.code == 3
    assert (outcome.json["whole"], outcome.json["chain"], outcome.json["n"]) == (False, "desk", n)
    assert f"conclave.desk:desk:{n}: record" in outcome.err


def test_registers_that_were_tampered_with_are_drawn_again(printed: Program) -> None:
    first = printed.read("journal", "rebuild")
    assert list(first) == ["entries", "digest"]
    before = printed.read("nominations", "list")
    tamper(printed, "UPDATE nominations SET family_name = 'Somebody'")
    tamper(printed, "DELETE FROM badges")
    assert printed.read("journal", "rebuild") == first
    assert printed.read("nominations", "list") == before


def test_a_journal_that_cannot_be_read_is_not_drawn(printed: Program) -> None:
    before = printed.read("nominations", "list")
    tamper(printed, "UPDATE journal SET body = X'00' WHERE n = 3")
    outcome = printed("journal", "rebuild")
    assert outcome.code == 3
    assert outcome.err.strip()
    assert printed.read("nominations", "list") == before

"""``programme``, ``attendance`` and ``export``: the timetable, and who was there."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

SESSION = (
    *("id", "code", "title", "kind", "venue", "starts", "ends", "access", "categories", "parties", "chair"),
    *("speakers", "doors", "note", "status"),
)
RETURN = (
    *("event", "session", "date", "party", "precedence", "rank", "family_name", "given_name", "category", "service"),
    *("role", "status", "first_in", "last_out", "minutes_present", "gate", "entries", "evidence", "note"),
)
ADD = ("programme", "add", "--code", "S3", "--title", "Drafting", "--starts", "2023-03-29T10:00")


def test_the_timetable_is_drawn_up_moved_and_cancelled(loaded: Program) -> None:
    made = loaded.read(
        *(*ADD, "--ends", "2023-03-29T11:00", "--kind", "panel", "--venue", "HALL", "--access", "invited"),
        *("--parties", "MLI;ner", "--chair", "Asha Rao", "--speakers", "A;B", "--doors", "10", "--note", "closed"),
    )
    assert made["id"] == "S3"
    loaded.done("programme", "move", "S3", "--starts", "2023-03-29T15:00")
    row = loaded.read("programme", "list")[-1]
    assert tuple(row) == SESSION
    assert (row["starts"], row["ends"]) == ("2023-03-29T15:00:00+05:30", "2023-03-29T16:00:00+05:30")
    assert (row["parties"], row["speakers"], row["doors"], row["kind"]) == ("MLI;NER", "A;B", 10, "panel")
    loaded.done("programme", "cancel", "S3")
    assert loaded.read("programme", "list")[-1]["status"] == "cancelled"
    assert "was cancelled already" in loaded.refused("programme", "cancel", "S3", code=1)


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        (1, "programme add --code S1 --title A --starts 2023-03-29T10:00 --ends 2023-03-29T11:00", "already"),
        (1, "programme add --code S9 --title A --starts 2023-03-29T10:00 --ends 2023-03-29T10:00", "before it starts"),
        (1, "programme move S1 --ends 2023-03-27T10:00", "before it starts"),
        (2, "programme add --code s-9 --title A --starts 2023-03-29T10:00 --ends 2023-03-29T11:00", "is no code"),
        (2, "programme add --code S9 --title A --starts soon --ends 2023-03-29T11:00", "'soon' is no time"),
        (2, "programme move S9 --venue HALL", "No session has the code 'S9'"),
        (2, "programme move S1 --venue BARN", "no venue 'BARN'"),
        (2, "programme move S1", "Say where to"),
        (2, "programme cancel S9", "No session has the code 'S9'"),
    ],
    ids=str,
)
def test_what_cannot_stand_on_the_programme_is_said_and_changes_nothing(
    loaded: Program, code: int, words: str, sentence: str
) -> None:
    assert sentence in loaded.refused(*words.split(), code=code)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--venue BARN", "no venue 'BARN'"),
        ("--kind riot", "no kind of session"),
        ("--access secret", "is no access"),
        ("--access invited", "Say who is invited"),
        ("--access invited --parties XYZ", "'XYZ' is no party"),
        ("--access categories", "Say whose session it is"),
        ("--access categories --categories VIP", "no category 'VIP'"),
        ("--doors -5", "--doors"),
    ],
)
def test_a_session_that_the_event_does_not_know_is_wrong_use(loaded: Program, words: str, sentence: str) -> None:
    assert sentence in loaded.refused(*ADD, "--ends", "2023-03-29T11:00", *words.split(), code=2)


def test_a_clash_that_is_fatal_ends_the_check_in_3(loaded: Program) -> None:
    assert loaded.read("programme", "check") == []
    loaded.done(
        *("programme", "add", "--code", "S3", "--title", "Drafting", "--venue", "HALL"),
        *("--starts", "2023-03-28T10:30", "--ends", "2023-03-28T11:15"),
    )
    outcome = loaded("programme", "check", "--json")
    assert outcome.code == 3
    (clash,) = outcome.json
    assert clash == {"kind": "venue", "what": "HALL", "first": "S1", "second": "S3", "fatal": True}
    assert outcome.err.strip()


def attend(program: Program) -> None:
    serial = program.serial("Traoré")
    for at, direction in (("09:50", "in"), ("10:40", "out"), ("11:40", "in")):
        program.now = f"2023-03-28T{at}:00+05:30"
        program.done("gate", "scan", "--gate", "G1", "--direction", direction, stdin=serial)
    program.now = "2023-03-28T18:00:00+05:30"


def test_attendance_goes_out_as_csv_json_and_xlsx(printed: Program) -> None:
    attend(printed)
    raw = printed.done("export", "attendance", "-o", "-").raw
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == RETURN
    first = next(row for row in rows if (row["family_name"], row["session"]) == ("Traoré", "S1"))
    assert (first["status"], first["minutes_present"], first["gate"]) == ("left_early", "40", "G1")
    document = json.loads(printed.done("export", "attendance", "--format", "json", "-o", "-").raw)
    assert tuple(document[0]) == RETURN
    assert len(document) == len(rows)
    outcome = printed.done("export", "attendance", "--format", "xlsx", "-o", "return.xlsx")
    assert f"{len(rows)} rows: return.xlsx" in outcome.err
    assert zipfile.is_zipfile(printed.folder / "return.xlsx")
    answer = printed.done("--json", "export", "attendance", "-o", "return.csv").json
    assert answer == {"file": "return.csv", "format": "csv", "rows": len(rows)}


def test_a_correction_is_an_entry_of_its_own(printed: Program) -> None:
    printed.now = "2023-03-28T18:00:00+05:30"
    cases = (("--by-sight", "sight"), ("--from-paper", "paper"), ("--excused", ""), ("--excused --from-paper", "paper"))
    for flags, evidence in cases:
        words = ("attendance", "mark", "Traoré", "--session", "S2", *flags.split(), "--reason", "sat in row 2")
        assert printed.read(*words)["entries"] == ["AttendanceMarked"]
        rows = json.loads(printed.done("export", "attendance", "--format", "json", "-o", "-").raw)
        (row,) = [row for row in rows if (row["family_name"], row["session"]) == ("Traoré", "S2")]
        assert row["status"] == ("excused" if "--excused" in flags else "attended")
        assert (row["evidence"] or "") == evidence


def test_several_are_marked_in_one_record_and_the_marks_taken_back(printed: Program) -> None:
    printed.now = "2023-03-28T18:00:00+05:30"
    people = [row["id"] for row in printed.read("nominations", "list") if row["family_name"]][:2]
    words = ("attendance", "mark", *people, "--session", "S2", "--from-paper", "--reason", "signed list")
    assert printed.read(*words)["entries"] == ["AttendanceMarked"] * 2
    again = ("attendance", "unmark", *people, "--session", "S2")
    assert printed.read(*again)["entries"] == ["AttendanceMarkWithdrawn"] * 2
    assert "is not marked at session S2" in printed.refused(*again, code=1)


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        (2, "attendance mark Traoré --session S2 --reason seen", "Say how it is known"),
        (2, "attendance unmark Traoré --session S9", "No session has the code 'S9'"),
        (2, "attendance mark Traoré --session S9 --by-sight --reason seen", "No session has the code 'S9'"),
        (2, "attendance mark Nobody --session S2 --by-sight --reason seen", "Nobody here is 'Nobody'"),
        (2, "attendance mark Traoré --session S2 --by-sight", "Missing option '--reason'"),
        (2, "export attendance --format docx -o a.docx", "'docx' is not one of"),
        (2, "export attendance", "Missing option '-o'"),
    ],
    ids=str,
)
def test_what_cannot_be_corrected_is_said_and_changes_nothing(
    printed: Program, code: int, words: str, sentence: str
) -> None:
    assert sentence in printed.refused(*words.split(), code=code)


def test_the_programme_is_released_in_numbered_amendments(loaded: Program) -> None:
    assert "The programme is released." in loaded.done("programme", "release").out
    assert "there is nothing to amend" in loaded.refused("programme", "release", code=1)
    loaded.done(*ADD, "--ends", "2023-03-29T11:00")
    assert "amendment 1" in loaded.done("programme", "release", "--note", "one more session").out


def test_a_return_is_signed_once(loaded: Program) -> None:
    loaded.done("attendance", "sign", "--date", "2023-03-27")
    assert "is signed already" in loaded.refused("attendance", "sign", "--date", "2023-03-27", code=1)
    assert "none of the event's days" in loaded.refused("attendance", "sign", "--date", "2023-04-27", code=1)

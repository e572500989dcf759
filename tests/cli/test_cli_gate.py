"""``gate scan`` and ``gate admit``: a line in, a verdict out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

FIELDS = (
    *("scan_id", "verdict", "action", "reason", "message", "detail", "gate", "zone", "direction", "at", "method"),
    *("offline", "serial", "name", "party", "category", "issue", "replaced_by", "overrode", "previous_at"),
    *("previous_gate", "inside", "roster_as_of"),
)
SCAN = ("gate", "scan", "--gate", "G1", "--json")


def line(**values: Any) -> str:
    return json.dumps(values) + "\n"


def scans(program: Program) -> int:
    return len(program.done("journal", "show", "--chain", "station:local", "--json").lines)


def test_a_verdict_has_its_keys_in_order_and_null_where_nothing_is_known(printed: Program) -> None:
    serial = printed.serial("Traoré")
    admitted, unread = printed.done(*SCAN, stdin=f"{serial}\nhttps://example.org\n").lines
    assert (tuple(admitted), tuple(unread)) == (FIELDS, FIELDS)
    scan_id = admitted.pop("scan_id")
    assert len(scan_id) == 36
    assert admitted == {
        "verdict": "admitted",
        "action": "check",
        "reason": None,
        "message": "Compare face and paper.",
        "detail": None,
        "gate": "G1",
        "zone": "PLN",
        "direction": "in",
        "at": "2023-03-28T09:30:00+05:30",
        "method": "typed",
        "offline": False,
        "serial": serial,
        "name": "Amadou Traoré",
        "party": "MLI",
        "category": "DEL",
        "issue": 1,
        "replaced_by": None,
        "overrode": None,
        "previous_at": None,
        "previous_gate": None,
        "inside": 1,
        "roster_as_of": "2023-03-28T09:30:00+05:30",
    }
    known = {name for name, value in unread.items() if value is not None}
    assert known == set(FIELDS[:3]) | {"reason", "message", "gate", "zone", "direction", "at", "method", "offline"} | {
        "inside",
        "roster_as_of",
    }


def test_people_read_a_word_and_a_sentence(printed: Program) -> None:
    out = printed.done("gate", "scan", "--gate", "G1", stdin=f"{printed.serial('Traoré')}\nhello\n").out
    check, stop = out.splitlines()
    assert "CHECK" in check
    assert "MLI · Amadou Traoré" in check
    assert stop.endswith("This is not a badge of this event.")
    assert "STOP" in stop


def test_gate_scan_ends_well_whatever_the_verdicts(printed: Program) -> None:
    outcome = printed.done(*SCAN, stdin="a\n\n   \nb\r\nc")
    assert [found["reason"] for found in outcome.lines] == ["unreadable"] * 3
    assert printed.done(*SCAN, stdin="").out == ""
    assert scans(printed) == 3


def test_an_object_says_more_than_a_code(printed: Program) -> None:
    serial = printed.serial("Traoré")
    given = (
        line(payload=serial, scan_id="a", at="2023-03-28T08:00:00+05:30")
        + line(payload=serial, direction="out", at="2023-03-28T02:45:00Z")
        + line(payload=serial, at="2023-03-28T08:20", override=None)
    )
    first, second, third = printed.done(*SCAN, stdin=given).lines
    assert (first["scan_id"], first["at"], first["inside"]) == ("a", "2023-03-28T08:00:00+05:30", 1)
    assert (second["verdict"], second["at"], second["reason"]) == ("left", "2023-03-28T08:15:00+05:30", None)
    assert third["at"] == "2023-03-28T08:20:00+05:30"


def test_flags_hold_for_lines_that_say_nothing_else(printed: Program) -> None:
    serial = printed.serial("Traoré")
    words = ("gate", "scan", "--gate", "G2", "--at", "2023-03-28T08:00", "--override", "guest of the chief", "--json")
    plain, other = printed.done(*words, stdin=f"{serial}\n" + line(payload=serial, direction="out")).lines
    assert (plain["reason"], plain["overrode"], plain["at"]) == ("override", "wrong_zone", "2023-03-28T08:00:00+05:30")
    assert other["verdict"] == "left"
    assert printed.done(*SCAN, "--direction", "out", stdin=serial).lines[0]["reason"] == "not_seen_entering"


def test_the_same_scan_again_gets_the_first_answer_and_no_entry(printed: Program) -> None:
    given = line(payload=printed.serial("Traoré"), scan_id="a", at="2023-03-28T08:00")
    first = printed.done(*SCAN, stdin=given)
    printed.now = "2023-03-28T11:00:00+05:30"
    assert printed.done(*SCAN, stdin=given * 3).out == first.out * 3
    assert scans(printed) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"scan_id": "a", "payload": "other"}, "scan_id a was used for another scan"),
        ({"scan_id": "a", "direction": "out"}, "scan_id a was used for another scan"),
        ({"scan_id": "a", "at": "2023-03-28T08:01"}, "scan_id a was used for another scan"),
        ({"at": "2023-03-28T09:32:01"}, "more than 2 minutes ahead"),
        ({"at": "half past nine"}, "is no time"),
        ({"direction": "up"}, "is no direction"),
        ({"payload": 7}, "is no scan"),
        ({"gate": "G2"}, "is no scan"),
        ({"scan_id": 7}, "is no scan"),
    ],
    ids=str,
)
def test_wrong_use_is_never_a_verdict_and_the_other_lines_are_answered(
    printed: Program, given: dict[str, Any], sentence: str
) -> None:
    serial = printed.serial("Traoré")
    printed.done(*SCAN, stdin=line(payload=serial, scan_id="a", at="2023-03-28T08:00"))
    outcome = printed(*SCAN, stdin=f"hello\n{line(**{'payload': serial, **given})}hello\n")
    assert outcome.code == 2
    assert outcome.err.startswith("line 2: ")
    assert sentence in outcome.err
    assert [found["reason"] for found in outcome.lines] == ["unreadable", "unreadable"]
    assert scans(printed) == 3


@pytest.mark.parametrize("text", ['{"ssid": "guests"}', '{"payload": ', "{}", "{" * 5_000, '{"a":' * 5_000])
def test_what_only_looks_like_an_object_is_an_unreadable_code(printed: Program, text: str) -> None:
    (found,) = printed.done(*SCAN, stdin=text).lines
    assert found["reason"] == "unreadable"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--gate G9", "no gate 'G9'; it has G1, G2, G4"),
        ("--gate G4 --direction out", "lets people in only"),
        ("--gate G1 --direction up", "'up' is not one of"),
        ("--gate G1 --at yesterday", "is no time"),
        ("", "Missing option '--gate'"),
    ],
)
def test_a_gate_or_way_that_is_not_there_is_said_before_any_line_is_read(
    printed: Program, words: str, sentence: str
) -> None:
    assert sentence in printed.refused("gate", "scan", *words.split(), code=2)


def test_a_line_of_two_million_characters_is_refused_and_the_next_is_read(printed: Program) -> None:
    serial = printed.serial("Traoré")
    given = "9" * 2_000_000 + "\n" + '{"payload": "' + "A" * 2_000_000 + '"}\n' + serial + "\n"
    first, second, third = printed.done(*SCAN, stdin=given).lines
    assert (first["reason"], second["reason"], third["verdict"]) == ("unreadable", "unreadable", "admitted")
    entries = printed.done("journal", "show", "--chain", "station:local", "--json").lines
    assert entries[0]["entries"][0]["text"] == "9" * 512
    assert printed.desk.stat().st_size < 1_000_000


def test_bytes_that_are_no_text_are_refused_like_any_other_code(printed: Program) -> None:
    assert printed.done(*SCAN, stdin=b"\xff\xfe\x00\x01\n\xc3\x28\n").lines[1]["reason"] == "unreadable"


def test_somebody_without_a_badge_is_let_in_by_name_and_the_entry_says_so(printed: Program) -> None:
    (found,) = printed.done("gate", "admit", "Traoré", "--gate", "G1", "--json").lines
    assert tuple(found) == FIELDS
    assert (found["verdict"], found["action"], found["method"]) == ("admitted", "check", "name")
    (record,) = printed.done("journal", "show", "--chain", "station:local", "--json").lines
    assert record["entries"][0]["method"] == "name"
    assert printed.done("gate", "admit", "Traoré", "--gate", "G2", "--json").lines[0]["reason"] == "wrong_zone"
    printed.refused("gate", "admit", "Nobody", "--gate", "G1", code=2)
    printed.refused("gate", "admit", "Traoré", "--gate", "G9", code=2)


def test_dinner_is_served_once(printed: Program) -> None:
    serial = printed.serial("Traoré")
    first, second = printed.done("gate", "scan", "--gate", "G4", "--json", stdin=f"{serial}\n{serial}\n").lines
    assert (first["verdict"], second["reason"], second["action"]) == ("admitted", "already_used", "stop")
    assert second["message"] == "Already used at 09:30 (Dinner)."
    assert (second["previous_at"], second["previous_gate"]) == ("2023-03-28T09:30:00+05:30", "G4")


def test_somebody_for_whom_no_badge_was_made_is_named_and_sent_to_the_badge_office(printed: Program) -> None:
    admit = ("gate", "admit", "Keita", "--gate", "G1")
    (found,) = printed.done(*admit, "--json").lines
    assert (found["verdict"], found["reason"], found["action"]) == ("refused", "unknown_badge", "wait")
    assert (found["name"], found["party"], found["category"]) == ("Fatou Keita", "MLI", "DEL")
    assert (found["serial"], found["issue"], found["method"]) == (None, None, "name")
    said = printed.done(*admit).out
    assert (
        said
        == "⧖ WAIT    MLI · Fatou Keita  No badge was made for this guest. Ask the guest to wait; call the badge office.\n"
    )
    *_, record = printed.done("journal", "show", "--json", "--chain", "station:local").lines
    assert record["entries"][0]["text"] == f"name:{printed.person('Keita')['id']}"
    assert "Keita" not in str(record), "no name stands in the journal"

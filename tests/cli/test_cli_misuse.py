"""Ways around a rule that are none, and answers that must not be missed."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Program


def test_a_walk_up_is_no_way_round_an_invitation_that_was_taken_back(printed: Program) -> None:
    printed.done("invitations", "add", "--reference", "INV/FRA", "--party", "FRA")
    printed.done("invitations", "withdraw", "INV/FRA")
    outcome = printed("walkup", "--category", "DEL", "--party", "FRA", "--family-name", "Martin")
    assert outcome.code == 1
    assert "INV/FRA is withdrawn" in outcome.err


def test_a_state_that_was_never_invited_walks_up_only_for_a_reason(printed: Program) -> None:
    words = ("walkup", "--category", "DEL", "--party", "CHE", "--family-name", "Meier")
    outcome = printed(*words)
    assert outcome.code == 1
    assert "CHE was not invited" in outcome.err
    printed.done(*words, "--over-quota", "the minister asked them in")


def test_a_journal_that_was_tampered_with_is_not_drawn_into_the_registers(printed: Program) -> None:
    before = printed.read("nominations", "list")
    with sqlite3.connect(printed.folder / "conclave.desk") as db:
        db.execute("DELETE FROM journal WHERE n = 2")
    db.close()
    outcome = printed("journal", "rebuild")
    assert outcome.code == 3
    assert "desk:2: record is missing" in outcome.err
    assert printed.read("nominations", "list") == before


def test_a_clock_without_an_offset_is_the_events(printed: Program) -> None:
    printed.now = "2023-03-28T10:00"
    assert printed.done("--json", "status").json["as_of"].startswith("2023-03-28T10:00:00+")


def test_attendance_is_marked_in_one_way_at_a_time(printed: Program) -> None:
    words = ("attendance", "mark", "Traoré", "--session", "S2", "--reason", "seen")
    assert printed(*words, "--by-sight", "--excused").code == 2
    assert printed(*words).code == 2


def test_the_key_is_json_for_a_program(printed: Program) -> None:
    answer = printed.done("--json", "badges", "key").json
    assert answer["public_key"].startswith("-----BEGIN PUBLIC KEY-----")
    assert len(answer["kid"]) == 8

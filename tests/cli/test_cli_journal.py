"""``journal``: shown, verified, tampered with, drawn again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

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
    assert "2023-03-28 09:30:00  Protocol  badges issue  BadgeIssued x 2" in shown[2]


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

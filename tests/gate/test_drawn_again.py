"""Long chains of scans are drawn again with the help of a second process, and come out the same."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import msgspec
import pytest

from conclave_desk.errors import WrongData
from conclave_desk.gate.answer import Answer
from conclave_desk.journal import record
from conclave_desk.registers import schema
from conclave_desk.registers.project import ahead
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    from tests.gate.conftest import Guard

CHAIN = "station:local"


@pytest.fixture
def day(guard: Guard) -> str:
    """Two days at the gates, with refusals, exits from within, and scans taken back; the digest of the registers."""
    draw = random.Random(7)
    people = ("Amadou Traoré", "Fatou Keita")
    for number in range(60):
        guard.at(27 + number // 40, 9 + number % 40 // 10, number % 10)
        person, gate = draw.choice(people), draw.choice(("CMP1", "PLN1", "PBK1", "DIN1"))
        if draw.random() < 0.3 and gate != "DIN1":
            guard.leaves(person, gate)
        else:
            guard.enters(person, gate)
        if draw.random() < 0.2:
            guard.station.annul(gate, "wrong button")
    assert isinstance(guard.scan("nothing of ours"), Answer)
    return schema.digest(guard.desk.journal.db)


def test_a_helper_draws_what_the_desk_itself_does(guard: Guard, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = rebuild(guard.desk.journal, guard.desk.projection())
    assert schema.digest(guard.desk.journal.db) == day
    monkeypatch.setattr(ahead, "WORTH_A_HELPER", 1)
    with ahead.helper(guard.desk.journal.path, [CHAIN]) as batches:
        assert list(batches)[-1].last == sys.maxsize
    assert rebuild(guard.desk.journal, guard.desk.projection()) == alone
    assert schema.digest(guard.desk.journal.db) == day


@pytest.mark.parametrize("together", [1, 7, 1_000])
def test_batches_of_any_size_make_the_same_registers(guard: Guard, day: str, together: int) -> None:
    desk, project = guard.desk, guard.desk.projection()
    records = [(n, body) for n, _hash, body in desk.journal.bodies(CHAIN)]
    with desk.journal.transaction():
        schema.drop(desk.journal.db)
        schema.create(desk.journal.db)
        with project.many():
            for command, entries in desk.journal.commands(record.DESK):
                project(command, entries)
            for batch in ahead.read(CHAIN, records, together):
                project.take(batch.held)
                for command, entries in record.commands(batch.bodies):
                    project(command, entries)
    assert schema.digest(desk.journal.db) == day


def test_without_a_helper_the_desk_does_it_alone(guard: Guard, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "WORTH_A_HELPER", 1)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    rebuild(guard.desk.journal, guard.desk.projection())
    assert schema.digest(guard.desk.journal.db) == day


def test_a_record_that_cannot_be_read_is_told_of_and_the_old_registers_stay(
    guard: Guard, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = guard.desk.journal
    n, _head = journal.head(CHAIN)
    body = msgspec.json.encode({"v": record.VERSION + 1})
    journal.db.execute(
        "INSERT INTO journal (chain, n, command_id, part, hash, body) VALUES (?, ?, 'x', 1, ?, ?)",
        (CHAIN, n + 1, record.hash_of(body), body),
    )
    monkeypatch.setattr(ahead, "WORTH_A_HELPER", 1)
    with pytest.raises(WrongData, match="newer conclave-desk"):
        rebuild(journal, guard.desk.projection())
    assert schema.digest(journal.db) == day

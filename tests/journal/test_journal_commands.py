"""A command is written whole, once, or not at all; and the registers can be drawn again from it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk import invitations, nominations
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import InvitationDrafted, SessionAmended, SessionScheduled, StationMerged
from conclave_desk.errors import WrongData
from conclave_desk.journal import record
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.registers import schema
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    from tests.conftest import Office


def contents(desk: Desk) -> tuple[str, tuple[int, bytes], int]:
    """Everything that a command may leave: registers, journal, keys of people."""
    keys: int = desk.journal.db.execute("SELECT count(*) FROM dossiers").fetchone()[0]
    return schema.digest(desk.journal.db), desk.journal.head(), keys


def redrawn(desk: Desk) -> bool:
    """Whether the registers are the same after a rebuild."""
    before = schema.digest(desk.journal.db)
    rebuild(desk.journal, desk.projection())
    return schema.digest(desk.journal.db) == before


def test_a_retry_is_the_same_command(desk: Desk) -> None:
    desk.command_id = "one and the same"
    assert invitations.add(desk, "INV/MLI", "MLI", {"DEL": 1}) != Decided(())
    before = contents(desk)

    again = invitations.add(desk, "INV/MLI", "MLI", {"DEL": 1})

    assert isinstance(again, Decided)
    assert not again.entries
    assert again.warnings == ("this command was recorded before; nothing was written again",)
    assert contents(desk) == before


def test_a_retry_is_known_to_every_desk_on_the_file(desk: Desk, config: Config) -> None:
    desk.command_id = "one and the same"
    invitations.add(desk, "INV/MLI", "MLI", {})
    with open_desk(config) as other:
        other.command_id = "one and the same"
        assert isinstance(invitations.add(other, "INV/MLI", "MLI", {}), Decided)
        assert other.journal.head() == desk.journal.head()


def test_a_refused_command_leaves_nothing(office: Office) -> None:
    office.invite(DEL=1)
    office.nominate("Oumar Diarra")
    before = contents(office.desk)
    office.refused(nominations.add(office.desk, office.proposal("Kéba Sangaré")), "over_quota")
    assert contents(office.desk) == before


def test_a_refusal_after_a_key_was_drawn_leaves_no_key(office: Office) -> None:
    def rule() -> Decision:
        office.desk.safe.admit("somebody")
        office.desk.safe.write_dossier("somebody", {"passport_number": "AB123456"})
        return Refusal("second_thoughts", "No.")

    before = contents(office.desk)
    office.refused(office.desk.record("nominations add", rule), "second_thoughts")
    assert contents(office.desk) == before
    with pytest.raises(WrongData, match="nothing can be written about them"):
        office.desk.safe.seal("somebody", "nor does the key stay in memory")
    assert office.desk.safe.holders_of("AB123456") == []


def test_a_fault_in_the_middle_leaves_nothing(office: Office) -> None:
    before = contents(office.desk)

    def rule() -> Decision:
        office.desk.safe.admit("somebody")
        raise KeyError("the power went")

    with pytest.raises(KeyError):
        office.desk.record("nominations add", rule)
    assert contents(office.desk) == before
    office.invite(DEL=1)


def test_a_fault_in_projecting_takes_the_record_back(office: Office) -> None:
    office.invite(DEL=1)
    before = contents(office.desk)
    twice = InvitationDrafted(invitation=office.desk.new_id(), reference="INV/KEN", party="KEN", slots={})
    with pytest.raises(Exception, match="UNIQUE"):
        office.desk.record("invitations add", lambda: Decided((twice, twice)))
    assert contents(office.desk) == before


def test_a_decision_without_entries_writes_no_record(office: Office) -> None:
    before = contents(office.desk)
    office.allowed(office.desk.record("nothing", lambda: Decided(())))
    assert contents(office.desk) == before


def drafts(desk: Desk, number: int, note: str) -> Decided:
    """Invitations, each with an id and a note of its own."""
    return Decided(
        [
            InvitationDrafted(invitation=desk.new_id(), reference=f"INV/{n}", party="MLI", slots={}, note=note)
            for n in range(number)
        ]
    )


def test_a_large_command_goes_in_parts_that_replay_as_one(desk: Desk) -> None:
    before = desk.journal.head()[0]
    desk.record("load", lambda: drafts(desk, 2000, "é" * 500))

    bodies = [body for _n, _hash, body in desk.journal.bodies(record.DESK, after=before)]
    parts = [record.read(body) for body in bodies]
    assert len(bodies) > 2
    assert max(len(body) for body in bodies) <= record.LARGEST
    assert [(part.part, part.parts) for part in parts] == [(n, len(bodies)) for n in range(1, len(bodies) + 1)]
    assert len({part.command.id for part in parts}) == 1
    assert sum(len(part.entries) for part in parts) == 2000
    assert isinstance(verify(desk.journal), Verified)
    assert redrawn(desk)
    assert desk.journal.db.execute("SELECT count(*) FROM invitations").fetchone()[0] == 2000


def test_a_part_is_not_projected_before_the_last_has_come(desk: Desk) -> None:
    before = desk.journal.head()[0]
    desk.record("load", lambda: drafts(desk, 2000, "é" * 500))
    desk.journal.db.execute("DELETE FROM journal WHERE chain = 'desk' AND n > ?", (before + 1,))
    rebuild(desk.journal, desk.projection())
    assert desk.journal.db.execute("SELECT count(*) FROM invitations").fetchone()[0] == 0


def test_what_is_projected_is_what_was_written(desk: Desk) -> None:
    """Values that JSON spells otherwise: an instant of another zone, a tuple, an instant among free particulars."""
    pune = timezone(timedelta(hours=5, minutes=30))
    starts = datetime(2023, 3, 28, 9, 30, 0, 5, tzinfo=pune)
    session = SessionScheduled(session="S1", title="Opening", starts=starts, ends=starts + timedelta(hours=1))
    amended = SessionAmended(session="S1", changes={"chair": "P-1", "speakers": ("P-2", "P-3"), "note": starts})
    desk.record("programme add", lambda: Decided((session, amended)))
    assert redrawn(desk)


def test_a_rebuild_draws_the_same_registers_and_counts_the_entries(office: Office) -> None:
    office.invite(HOD=1, DEL=2)
    office.with_badge("Oumar Diarra", "HOD", cells={"passport_number": "AB123456"})
    office.allowed(nominations.substitute(office.desk, "Diarra", {"family_name": "Sangaré"}))
    office.at_gate(office.scan())
    office.at_gate(office.scan(verdict="left", direction="out", leaves=["LNG"]))
    office.invite("KEN", DEL=1)
    told: list[int] = []
    before = schema.digest(office.desk.journal.db)

    count = rebuild(office.desk.journal, office.desk.projection(), told.append)

    assert schema.digest(office.desk.journal.db) == before
    bodies = [body for chain in office.desk.journal.chains() for _n, _hash, body in office.desk.journal.bodies(chain)]
    assert count == sum(len(record.read(body).entries) for body in bodies)
    assert told == sorted(told)
    assert (len(told), told[-1]) == (len(bodies), count)


def test_a_rebuild_makes_good_what_was_done_to_the_registers(office: Office) -> None:
    office.invite(DEL=1)
    before = schema.digest(office.desk.journal.db)
    office.desk.journal.db.execute("UPDATE invitations SET status = 'cancelled'")
    office.desk.journal.db.execute("DROP TABLE sessions")
    rebuild(office.desk.journal, office.desk.projection())
    assert schema.digest(office.desk.journal.db) == before


def test_a_rebuild_that_breaks_off_leaves_the_old_registers(office: Office) -> None:
    office.invite(DEL=1)
    before = schema.digest(office.desk.journal.db)

    def give_up(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(office.desk.journal, office.desk.projection(), give_up)
    assert schema.digest(office.desk.journal.db) == before
    assert not office.desk.journal.db.in_transaction


def test_scans_in_any_order_are_the_same_presence(office: Office) -> None:
    came = office.scan(scan_id="a")
    left = office.scan(scan_id="b", verdict="left", direction="out", at=came.at + timedelta(minutes=1))
    office.at_gate(left, "station:one")
    office.at_gate(came, "station:two")
    assert [row[0] for row in office.desk.journal.db.execute("SELECT inside FROM presence")] == [0]
    assert redrawn(office.desk)


def test_the_desk_notes_what_stations_have_written_since(office: Office) -> None:
    for _ in range(3):
        office.at_gate(office.scan())
    office.invite(DEL=1)
    office.at_gate(office.scan())
    office.invite("KEN", DEL=1)
    noted = [
        (entry.first, entry.last)
        for _n, _hash, body in office.desk.journal.bodies(record.DESK)
        for entry in record.read(body).entries
        if isinstance(entry, StationMerged)
    ]
    assert noted == [(1, 3), (4, 4)]


def test_a_record_says_who_and_when_and_that_the_clock_was_set(office: Office) -> None:
    office.invite(DEL=1)
    (*_, body) = [body for _n, _hash, body in office.desk.journal.bodies(record.DESK)]
    command = record.read(body).command
    assert (command.name, command.officer, command.clock) == ("invitations answer", "Protocol", "set")
    assert command.at == office.desk.now()

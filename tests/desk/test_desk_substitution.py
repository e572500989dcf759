"""Somebody else comes: from when, with what, and what stays of the one who was to come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import accreditation, badges, invitations, nominations
from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.entries import Entry
from conclave_desk.journal import record
from conclave_desk.registers import accreditations as register

if TYPE_CHECKING:
    from tests.conftest import Office

SUCCESSOR = {"given_name": "Kéba", "family_name": "Sangaré", "rank": "Colonel"}


@pytest.fixture
def changing(office: Office) -> Office:
    """Diarra heads the delegation with a badge; from tomorrow Sangaré comes in his place."""
    office.invite(HOD=1)
    office.with_badge("Oumar Diarra", "HOD", role="principal", slot="1", zones=["OPS"])
    tomorrow = office.desk.now() + timedelta(days=1)
    office.allowed(nominations.substitute(office.desk, "Diarra", SUCCESSOR, tomorrow))
    return office


def next_day(office: Office) -> None:
    office.at(office.desk.now() + timedelta(days=1))


def history(desk: Desk) -> list[Entry]:
    return [entry for _n, _hash, body in desk.journal.bodies(record.DESK) for entry in record.read(body).entries]


def test_the_old_badge_works_until_the_substitution_takes_effect(changing: Office) -> None:
    now = changing.desk.now()
    badge = changing.badges_of("Diarra")[0]
    assert badge.status_at(now) == "printed"
    assert badge.status_at(now + timedelta(hours=23, minutes=59)) == "printed"
    assert badge.status_at(now + timedelta(days=1)) == "revoked"
    assert badge.cause == "substituted"


def test_slot_role_and_zones_move_over(changing: Office) -> None:
    old, new = changing.person("Diarra"), changing.person("Sangaré")
    assert (new.slot, new.role, new.zones, new.category) == ("1", "principal", ["OPS"], "HOD")
    assert (new.invitation, new.party) == (old.invitation, old.party)
    assert new.holds_slot
    assert not old.holds_slot


def test_clearances_start_afresh(changing: Office) -> None:
    new = changing.person("Sangaré")
    assert register.clearances(changing.desk.journal.db, new.id) == {}
    changing.refused(accreditation.grant(changing.desk, "Sangaré"), "not_cleared")
    assert [w.nomination.id for w in accreditation.queue(changing.desk)] == [new.id]


def test_both_stand_in_the_history(changing: Office) -> None:
    old, new = changing.person("Diarra"), changing.person("Sangaré")
    assert (old.successor, new.predecessor) == (new.id, old.id)
    link = next(entry for entry in history(changing.desk) if isinstance(entry, e.NominationSubstituted))
    assert (link.nomination, link.successor) == (old.id, new.id)
    received = [entry.nomination for entry in history(changing.desk) if isinstance(entry, e.NominationReceived)]
    assert received == [old.id, new.id]


def test_the_successors_permission_begins_when_the_others_ends(changing: Office) -> None:
    changing.accredit("Sangaré")
    tomorrow = changing.desk.now() + timedelta(days=1)
    assert changing.permission("Sangaré").valid_from == tomorrow
    assert changing.permission("Diarra").withdrawn_from == tomorrow
    assert changing.permission("Diarra").status_at(tomorrow - timedelta(seconds=1)) == "granted"
    assert changing.permission("Diarra").status_at(tomorrow) == "withdrawn"


def test_a_substitution_without_a_time_holds_at_once(office: Office) -> None:
    office.invite(HOD=1)
    office.with_badge("Oumar Diarra", "HOD")
    office.allowed(nominations.substitute(office.desk, "Diarra", SUCCESSOR))
    assert office.badges_of("Diarra")[0].status_at(office.desk.now()) == "revoked"
    assert office.person("Diarra").status_at(office.desk.now()) == "withdrawn"


def test_the_slot_stays_taken_by_one(changing: Office) -> None:
    changing.refused(nominations.add(changing.desk, changing.proposal("Moussa Traoré", "HOD")), "over_quota")


def test_nobody_is_substituted_twice_and_nobody_without_a_name(changing: Office) -> None:
    again = nominations.substitute(changing.desk, changing.person("Diarra").id, {"family_name": "Traoré"})
    assert "(substituted)" in changing.refused(again, "not_active")
    changing.refused(nominations.substitute(changing.desk, "Sangaré", {"rank": "Colonel"}), "name_missing")


def test_a_successor_who_is_here_already_is_held_up(office: Office) -> None:
    office.invite(HOD=1, DEL=1)
    office.nominate("Oumar Diarra", "HOD")
    office.nominate("Kéba Sangaré")
    office.refused(nominations.substitute(office.desk, "Diarra", SUCCESSOR), "same_person")


def test_successors_can_be_substituted_in_their_turn(changing: Office) -> None:
    changing.accredit("Sangaré")
    start = changing.permission("Sangaré").valid_from
    day_after = changing.desk.now() + timedelta(days=2)
    changing.allowed(nominations.substitute(changing.desk, "Sangaré", {"family_name": "Traoré"}, day_after))
    changing.accredit("Traoré")
    assert changing.permission("Sangaré").valid_from == start
    assert changing.permission("Sangaré").withdrawn_from == day_after
    assert changing.permission("Traoré").valid_from == day_after


def test_a_permission_granted_between_ends_with_the_substitution(office: Office) -> None:
    office.invite(HOD=1)
    office.nominate("Oumar Diarra", "HOD")
    tomorrow = office.desk.now() + timedelta(days=1)
    office.allowed(nominations.substitute(office.desk, "Diarra", SUCCESSOR, tomorrow))
    office.accredit("Diarra")
    assert office.permission("Diarra").valid_until == tomorrow
    office.badge("Diarra")
    assert office.badges_of("Diarra")[0].status_at(office.desk.now()) == "printed"
    assert office.badges_of("Diarra")[0].status_at(tomorrow) == "revoked"


def test_whoever_is_to_go_can_still_be_suspended_and_restored(changing: Office) -> None:
    changing.allowed(accreditation.suspend(changing.desk, "Diarra", "asked for by security"))
    assert changing.permission("Diarra").status == "suspended"
    changing.allowed(accreditation.restore(changing.desk, "Diarra"))
    assert changing.permission("Diarra").status_at(changing.desk.now()) == "granted"
    next_day(changing)
    assert changing.permission("Diarra").status_at(changing.desk.now()) == "withdrawn"
    changing.refused(accreditation.suspend(changing.desk, "Diarra"), "not_granted")


def test_whoever_is_suspended_stays_so_until_the_substitute_comes(office: Office) -> None:
    office.invite(HOD=1)
    office.with_badge("Oumar Diarra", "HOD")
    office.allowed(accreditation.suspend(office.desk, "Diarra"))
    tomorrow = office.desk.now() + timedelta(days=1)
    office.allowed(nominations.substitute(office.desk, "Diarra", SUCCESSOR, tomorrow))
    assert office.permission("Diarra").status_at(office.desk.now()) == "suspended"
    assert office.permission("Diarra").status_at(tomorrow) == "withdrawn"


def test_a_lost_badge_is_replaced_for_as_long_as_its_wearer_is_still_to_come(changing: Office) -> None:
    serial = badges.serial_of(changing.badges_of("Diarra")[0])
    changing.allowed(badges.replace(changing.desk, serial))
    first, second = changing.badges_of("Diarra")
    assert first.status_at(changing.desk.now()) == "revoked"
    assert second.status_at(changing.desk.now()) == "issued"
    next_day(changing)
    assert second.status_at(changing.desk.now()) == "revoked"
    changing.refused(badges.replace(changing.desk, badges.serial_of(second)), "not_accredited")


def test_badges_for_all_accredited_leave_out_those_who_have_gone(changing: Office) -> None:
    next_day(changing)
    changing.accredit("Sangaré")
    changing.allowed(badges.issue(changing.desk, [], all_accredited=True))
    assert len(changing.badges_of("Sangaré")) == 1
    assert len(changing.badges_of("Diarra")) == 1


def test_whoever_has_gone_is_neither_cleared_nor_withdrawn_again(changing: Office) -> None:
    next_day(changing)
    changing.refused(accreditation.clear(changing.desk, "Diarra", "paper", "passed"), "not_active")
    changing.refused(accreditation.grant(changing.desk, "Diarra"), "not_active")
    changing.refused(accreditation.refuse(changing.desk, "Diarra"), "not_active")
    changing.refused(nominations.withdraw(changing.desk, "Diarra"), "not_active")


def test_a_party_that_cancels_takes_whoever_was_still_to_go_at_once(changing: Office) -> None:
    changing.allowed(invitations.cancel(changing.desk, "INV/MLI"))
    assert changing.badges_of("Diarra")[0].status_at(changing.desk.now()) == "revoked"
    assert changing.permission("Diarra").status_at(changing.desk.now()) == "withdrawn"
    assert changing.person("Sangaré").status == "withdrawn"


def test_a_pack_holds_the_badge_that_still_works(changing: Office) -> None:
    changing.allowed(badges.collect(changing.desk, [], party="MLI", by="Captain Koné"))
    assert changing.badges_of("Diarra")[0].status_at(changing.desk.now()) == "collected"

"""Clearance step by step, then permission."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import accreditation, nominations
from conclave_desk.domain import entries as e
from conclave_desk.errors import WrongUse
from conclave_desk.registers import accreditations as register

if TYPE_CHECKING:
    from tests.conftest import Office

NOTE = {"paper_kind": "note_verbale", "paper_number": "NV/88", "paper_date": "2023-03-01"}


@pytest.fixture
def chief(office: Office) -> str:
    """A head of delegation who still needs both steps."""
    office.invite(HOD=1, DEL=2)
    return office.nominate("Oumar Diarra", "HOD", cells={"rank": "General", **NOTE})


def test_permission_needs_every_step_of_the_category(office: Office, chief: str) -> None:
    sentence = office.refused(accreditation.grant(office.desk, chief), "not_cleared")
    assert sentence == "General Oumar Diarra still needs: paper, protocol."
    office.allowed(accreditation.clear(office.desk, chief, "protocol", "passed"))
    assert "needs: paper." in office.refused(accreditation.grant(office.desk, chief), "not_cleared")
    office.allowed(accreditation.clear(office.desk, chief, "paper", "waived"))
    office.allowed(accreditation.grant(office.desk, chief))
    assert office.person(chief).status == "accredited"


@pytest.mark.parametrize(
    ("result", "settles"), [("passed", True), ("waived", True), ("failed", False), ("deferred", False)]
)
def test_a_step_is_settled_when_it_is_passed_or_waived(office: Office, result: str, *, settles: bool) -> None:
    office.invite(DEL=1)
    person = office.nominate("Oumar Diarra")
    office.allowed(accreditation.clear(office.desk, person, "paper", result))
    if settles:
        office.allowed(accreditation.grant(office.desk, person))
    else:
        office.refused(accreditation.grant(office.desk, person), "not_cleared")


def test_the_latest_result_of_a_step_counts(office: Office, chief: str) -> None:
    office.allowed(accreditation.clear(office.desk, chief, "paper", "passed"))
    office.allowed(accreditation.clear(office.desk, chief, "paper", "failed", paper="NV/90", remark="seal missing"))
    step = register.clearances(office.desk.journal.db, chief)["paper"]
    assert (step.result, step.paper, step.remark, step.officer) == ("failed", "NV/90", "seal missing", "Protocol")


def test_the_queue_says_who_waits_for_what(office: Office, chief: str) -> None:
    delegate = office.nominate("Kéba Sangaré")
    office.nominate("")
    office.allowed(accreditation.clear(office.desk, chief, "paper", "passed"))
    waiting = {w.nomination.id: w.steps for w in accreditation.queue(office.desk)}
    assert waiting == {chief: ("protocol",), delegate: ("paper",)}
    assert [w.nomination.id for w in accreditation.queue(office.desk, step="paper")] == [delegate]
    assert accreditation.queue(office.desk, party="KEN") == []


def test_steps_and_results_are_those_of_the_event(office: Office, chief: str) -> None:
    with pytest.raises(WrongUse, match="HOD has no clearance step 'visa'; it has paper, protocol"):
        accreditation.clear(office.desk, chief, "visa", "passed")
    with pytest.raises(WrongUse, match="'good' is no result"):
        accreditation.clear(office.desk, chief, "paper", "good")


def test_permission_opens_the_categorys_zones_for_the_events_days(office: Office, chief: str) -> None:
    office.accredit(chief)
    permission = office.permission(chief)
    assert permission.zones == ["PLN", "LNG"]
    assert permission.valid_from == datetime(2023, 3, 23, 18, 30, tzinfo=UTC), "24 March 00:00 in Pune"
    assert permission.valid_until == datetime(2023, 3, 30, 18, 30, tzinfo=UTC), "30 March 24:00 in Pune"


def test_a_persons_own_zones_and_days_go_before_the_categorys(office: Office) -> None:
    office.invite(STF=1)
    day = "2023-03-28"
    person = office.nominate("Oumar Diarra", "STF", zones=["-LNG"], valid_from=day, valid_until=day)
    office.accredit(person)
    permission = office.permission(person)
    assert permission.zones == ["PLN", "OPS"]
    assert permission.valid_until - permission.valid_from == timedelta(days=1)


def test_every_zone_stays_every_zone(office: Office) -> None:
    office.invite(STF=1)
    person = office.nominate("Oumar Diarra", "STF")
    office.accredit(person)
    assert office.permission(person).zones == ["*"]


def test_permission_without_paper_is_given_with_a_warning(office: Office, chief: str) -> None:
    bare = office.nominate("Kéba Sangaré")
    office.allowed(accreditation.clear(office.desk, bare, "paper", "waived"))
    warned = office.allowed(accreditation.grant(office.desk, bare))
    assert warned.warnings == ["Kéba Sangaré is accredited without paper."]

    for step in ("paper", "protocol"):
        office.allowed(accreditation.clear(office.desk, chief, step, "passed"))
    assert not office.allowed(accreditation.grant(office.desk, chief)).warnings
    assert office.permission(chief).paper == {"kind": "note_verbale", "number": "NV/88", "date": "2023-03-01"}


def test_a_provisional_permission_needs_no_clearance_and_ends_at_midnight(office: Office, chief: str) -> None:
    office.allowed(accreditation.grant(office.desk, chief, provisional=True))
    permission = office.permission(chief)
    assert permission.provisional
    assert permission.valid_until == datetime(2023, 3, 28, 18, 30, tzinfo=UTC), "24:00 in Pune, not in Greenwich"


def test_a_provisional_permission_holds_at_once_even_before_the_event(office: Office, chief: str) -> None:
    early = datetime(2023, 3, 20, 4, 0, tzinfo=UTC)
    office.at(early)
    office.allowed(accreditation.grant(office.desk, chief, provisional=True))
    permission = office.permission(chief)
    assert (permission.valid_from, permission.valid_until) == (early, datetime(2023, 3, 20, 18, 30, tzinfo=UTC))


def test_a_provisional_permission_is_given_again_or_made_full_under_one_holder_number(
    office: Office, chief: str
) -> None:
    office.allowed(accreditation.grant(office.desk, chief, provisional=True))
    holder = office.permission(chief).holder
    assert [w.nomination.id for w in accreditation.queue(office.desk)] == [chief]

    office.at(office.desk.now() + timedelta(days=1))
    office.refused(accreditation.grant(office.desk, chief), "not_cleared")
    office.allowed(accreditation.grant(office.desk, chief, provisional=True))
    office.accredit(chief)

    assert not office.permission(chief).provisional
    assert office.permission(chief).holder == holder
    assert accreditation.queue(office.desk) == []
    office.refused(accreditation.grant(office.desk, chief, provisional=True), "accredited")


def test_a_suspended_provisional_permission_is_not_lifted_by_granting_again(office: Office, chief: str) -> None:
    office.allowed(accreditation.grant(office.desk, chief, provisional=True))
    office.allowed(accreditation.suspend(office.desk, chief))
    office.refused(accreditation.grant(office.desk, chief, provisional=True), "suspended")


def test_permission_is_given_once(office: Office, chief: str) -> None:
    office.accredit(chief)
    office.refused(accreditation.grant(office.desk, chief), "accredited")


def test_permission_for_no_time_at_all_is_refused(office: Office) -> None:
    office.invite(STF=1)
    person = office.nominate("Oumar Diarra", "STF", valid_from="2023-03-30", valid_until="2023-03-28")
    office.refused(accreditation.grant(office.desk, person), "never_valid")


def test_a_refusal_takes_permission_and_badges(office: Office, chief: str) -> None:
    office.accredit(chief)
    office.badge(chief)

    decided = office.allowed(accreditation.refuse(office.desk, chief, "no longer welcome"))

    assert [type(entry) for entry in decided.entries] == [
        e.AccreditationWithdrawn,
        e.BadgeRevoked,
        e.AccreditationRefused,
    ]
    assert office.person(chief).status == "refused"
    assert office.person(chief).reason == "no longer welcome"
    assert office.badges_of(chief)[0].cause == "refused"
    office.refused(accreditation.refuse(office.desk, chief), "not_active")
    office.refused(accreditation.grant(office.desk, chief), "not_active")
    office.nominate("Moussa Traoré", "HOD")


def test_a_permission_rests_and_holds_again(office: Office, chief: str) -> None:
    office.refused(accreditation.suspend(office.desk, chief), "not_granted")
    office.accredit(chief)
    office.refused(accreditation.restore(office.desk, chief), "not_suspended")

    office.allowed(accreditation.suspend(office.desk, chief, "under review"))
    assert (office.permission(chief).status, office.permission(chief).reason) == ("suspended", "under review")
    office.refused(accreditation.suspend(office.desk, chief), "not_granted")

    office.allowed(accreditation.restore(office.desk, chief))
    assert (office.permission(chief).status, office.permission(chief).reason) == ("granted", None)


def test_whoever_was_withdrawn_is_not_cleared(office: Office, chief: str) -> None:
    office.allowed(nominations.withdraw(office.desk, chief))
    office.refused(accreditation.clear(office.desk, chief, "paper", "passed"), "not_active")
    office.refused(accreditation.grant(office.desk, chief), "not_active")
    assert accreditation.queue(office.desk) == []


def test_several_are_one_record_and_one_refusal_stands_for_all(office: Office, chief: str) -> None:
    delegate = office.nominate("Kéba Sangaré")
    before = office.desk.journal.head()[0]
    office.allowed(accreditation.clear(office.desk, [chief, delegate], "paper", "passed"))
    assert office.desk.journal.head()[0] == before + 1
    sentence = office.refused(accreditation.grant(office.desk, [delegate, chief]), "not_cleared")
    assert sentence == "General Oumar Diarra still needs: protocol."
    assert office.person(delegate).status == "nominated"
    office.allowed(accreditation.clear(office.desk, chief, "protocol", "passed"))
    decided = office.allowed(accreditation.grant(office.desk, [delegate, chief, delegate]))
    assert [type(entry).__name__ for entry in decided.entries] == ["AccreditationGranted"] * 2
    assert len({entry.holder for entry in decided.entries if isinstance(entry, e.AccreditationGranted)}) == 2

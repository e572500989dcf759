"""Badges and their custody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conclave_desk.credential.serial import LAST_ISSUE
from conclave_desk.desk import accreditation, badges
from conclave_desk.domain import entries as e
from conclave_desk.errors import WrongUse
from conclave_desk.registers.views import Badge

if TYPE_CHECKING:
    from tests.conftest import Office


@pytest.fixture
def delegate(office: Office) -> str:
    """Somebody accredited who has no badge yet."""
    office.invite("MLI", DEL=2)
    person = office.nominate("Oumar Diarra")
    office.accredit(person)
    return person


def only(office: Office, person: str) -> Badge:
    (badge,) = office.badges_of(person)
    return badge


def status(office: Office, badge: Badge) -> str:
    return badge.status_at(office.desk.now())


def test_a_badge_is_for_somebody_accredited(office: Office, delegate: str) -> None:
    waiting = office.nominate("Kéba Sangaré")
    assert "not accredited (nominated)" in office.refused(badges.issue(office.desk, [waiting]), "not_accredited")
    office.allowed(badges.issue(office.desk, [delegate]))
    badge = only(office, delegate)
    assert (badge.issue, badge.holder) == (1, office.permission(delegate).holder)
    assert status(office, badge) == "issued"


def test_whoever_has_a_badge_gets_no_second_one(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    sentence = office.refused(badges.issue(office.desk, [delegate]), "has_badge")
    assert f"has badge {serial}; use `badges replace`" in sentence


def test_one_person_named_twice_gets_one_badge(office: Office, delegate: str) -> None:
    office.allowed(badges.issue(office.desk, [delegate, "Diarra"]))
    assert only(office, delegate).issue == 1


def test_one_refusal_leaves_all_without(office: Office, delegate: str) -> None:
    waiting = office.nominate("Kéba Sangaré")
    office.refused(badges.issue(office.desk, [delegate, waiting]), "not_accredited")
    assert office.badges_of(delegate) == []


def test_all_accredited_are_those_who_have_none_and_may_have_one(office: Office, delegate: str) -> None:
    office.invite("KEN", DEL=2)
    resting = office.nominate("Francis Ogolla", party="KEN")
    office.accredit(resting)
    office.allowed(accreditation.suspend(office.desk, resting))
    office.with_badge("Kéba Sangaré")

    decided = office.allowed(badges.issue(office.desk, [], all_accredited=True))

    assert len(decided.entries) == 1
    assert only(office, delegate).issue == 1
    assert office.badges_of(resting) == []
    office.refused(badges.issue(office.desk, [], all_accredited=True), "nothing_to_issue")


def test_a_second_print_needs_a_reason(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    badge = only(office, delegate)
    sentence = office.refused(badges.printed(office.desk, [badge]), "printed_before")
    assert f"{serial} (printed 1 time)" in sentence
    office.allowed(badges.printed(office.desk, [badge], "smudged"))
    assert only(office, delegate).printed == 2


def test_a_print_is_counted_by_what_stands_not_by_what_was_seen_before(office: Office, delegate: str) -> None:
    office.badge(delegate, printed=False)
    seen = only(office, delegate)
    office.allowed(badges.printed(office.desk, [seen]))
    office.refused(badges.printed(office.desk, [seen]), "printed_before")


def test_a_badge_is_handed_out_once_it_is_printed(office: Office, delegate: str) -> None:
    serial = office.badge(delegate, printed=False)
    assert "was never printed" in office.refused(badges.collect(office.desk, [serial]), "badge_issued")
    office.allowed(badges.printed(office.desk, [only(office, delegate)]))
    office.allowed(badges.collect(office.desk, [serial]))
    assert only(office, delegate).collected_by == "Oumar Diarra", "the holder in person, unless somebody is named"
    assert "handed out already" in office.refused(badges.collect(office.desk, [serial]), "badge_collected")


def test_a_delegations_pack_is_handed_out_to_one_person(office: Office, delegate: str) -> None:
    office.badge(delegate)
    second = office.with_badge("Kéba Sangaré")
    office.invite("KEN", DEL=1)
    kenyan = office.with_badge("Francis Ogolla", party="KEN")

    decided = office.allowed(badges.collect(office.desk, [], party="MLI", by="Captain Koné"))

    assert len(decided.entries) == 2
    assert {only(office, person).collected_by for person in (delegate, second)} == {"Captain Koné"}
    assert status(office, only(office, kenyan)) == "printed"
    office.refused(badges.collect(office.desk, [], party="MLI"), "nothing_to_collect")


def test_a_pack_leaves_out_what_cannot_be_handed_out(office: Office, delegate: str) -> None:
    lost, unprinted = office.badge(delegate), office.nominate("Kéba Sangaré")
    office.accredit(unprinted)
    office.badge(unprinted, printed=False)
    office.allowed(badges.surrender(office.desk, [lost]))
    office.refused(badges.collect(office.desk, [], party="MLI"), "nothing_to_collect")


def test_a_badge_named_besides_its_pack_is_handed_out_once(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    assert len(office.allowed(badges.collect(office.desk, [serial], party="MLI")).entries) == 1


def test_a_badge_is_handed_back_once(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    office.allowed(badges.collect(office.desk, [serial]))
    office.allowed(badges.surrender(office.desk, [serial]))
    assert status(office, only(office, delegate)) == "surrendered"
    office.refused(badges.surrender(office.desk, [serial]), "badge_surrendered")
    office.refused(badges.collect(office.desk, [serial]), "badge_surrendered")


def test_a_lost_badge_is_revoked_once(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    office.allowed(badges.revoke(office.desk, [serial]))
    assert (status(office, only(office, delegate)), only(office, delegate).cause) == ("revoked", "lost")
    assert "(lost)" in office.refused(badges.revoke(office.desk, [serial]), "badge_revoked")
    with pytest.raises(WrongUse, match="'stolen' is no cause; it is one of lost, withdrawn, replaced"):
        badges.revoke(office.desk, [serial], "stolen")


def test_after_a_revoked_badge_the_next_issue_follows(office: Office, delegate: str) -> None:
    office.allowed(badges.revoke(office.desk, [office.badge(delegate)]))
    office.badge(delegate)
    assert [badge.issue for badge in office.badges_of(delegate)] == [1, 2]


def test_a_replacement_is_issue_2_and_revokes_issue_1_in_one_command(office: Office, delegate: str) -> None:
    decided = office.allowed(badges.replace(office.desk, office.badge(delegate)))
    assert [type(entry) for entry in decided.entries] == [e.BadgeRevoked, e.BadgeIssued]
    first, second = office.badges_of(delegate)
    assert (status(office, first), first.cause, first.replaced_by) == ("revoked", "replaced", 2)
    assert (status(office, second), second.issue, second.holder) == ("issued", 2, first.holder)


def test_a_badge_reported_lost_stays_revoked_from_then_when_it_is_replaced(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    office.allowed(badges.revoke(office.desk, [serial]))
    lost_at = only(office, delegate).revoked_from
    assert lost_at is not None
    office.at(lost_at.replace(hour=lost_at.hour + 2))
    office.allowed(badges.replace(office.desk, serial))
    assert office.badges_of(delegate)[0].revoked_from == lost_at


def test_only_the_latest_issue_is_replaced(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    office.allowed(badges.replace(office.desk, serial))
    assert "the latest is issue 2" in office.refused(badges.replace(office.desk, serial), "badge_replaced")


def test_a_suspended_holder_gets_no_new_badge(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    office.allowed(accreditation.suspend(office.desk, delegate))
    office.refused(badges.replace(office.desk, serial), "not_accredited")


def test_a_serial_has_room_for_31_issues(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    for _ in range(LAST_ISSUE - 1):
        office.allowed(badges.replace(office.desk, serial))
        serial = badges.serial_of(office.badges_of(delegate)[-1])
    office.refused(badges.replace(office.desk, serial), "too_many_issues")
    office.allowed(badges.revoke(office.desk, [serial]))
    office.refused(badges.issue(office.desk, [delegate]), "too_many_issues")


def test_serials_are_read_however_they_are_typed(office: Office, delegate: str) -> None:
    serial = office.badge(delegate)
    office.allowed(badges.collect(office.desk, [serial.lower().replace("-", " ")]))
    assert office.person(serial).id == delegate
    with pytest.raises(WrongUse, match="is no serial"):
        badges.collect(office.desk, ["K7Q4-9XTM"])
    with pytest.raises(WrongUse, match="No badge here has the serial"):
        badges.collect(office.desk, ["K7Q4-9XTM-1R"])

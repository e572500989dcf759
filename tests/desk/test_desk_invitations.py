"""The life of an invitation at the desk."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import invitations, nominations
from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decision, Refusal
from conclave_desk.domain.entries import Entry
from conclave_desk.domain.invitation import MAY_FOLLOW, STATUSES
from conclave_desk.errors import WrongUse
from conclave_desk.registers import invitations as register
from conclave_desk.registers.views import Invitation

if TYPE_CHECKING:
    from tests.conftest import Office

ROADS = {
    "drafted": (),
    "sent": ("sent",),
    "acknowledged": ("sent", "acknowledged"),
    "accepted": ("sent", "accepted"),
    "regretted": ("sent", "regretted"),
    "lapsed": ("sent", "lapsed"),
    "withdrawn": ("sent", "withdrawn"),
    "cancelled": ("sent", "accepted", "cancelled"),
}
"""How an invitation comes to each status."""
LIVES = {
    "drafted": "sent accepted regretted withdrawn",
    "sent": "sent acknowledged accepted regretted lapsed withdrawn",
    "acknowledged": "accepted regretted lapsed withdrawn",
    "accepted": "accepted cancelled withdrawn",
    "regretted": "accepted withdrawn",
    "lapsed": "accepted regretted withdrawn",
    "withdrawn": "sent",
    "cancelled": "accepted withdrawn",
}
STEPS = [status for status in STATUSES if status != "drafted"]


def step(desk: Desk, wanted: str) -> Decision:
    match wanted:
        case "sent":
            return invitations.send(desk, "INV/MLI")
        case "withdrawn":
            return invitations.withdraw(desk, "INV/MLI")
        case "cancelled":
            return invitations.cancel(desk, "INV/MLI")
        case answer:
            return invitations.answer(desk, "INV/MLI", answer)


def invitation(desk: Desk) -> Invitation:
    found = register.by_reference(desk.journal.db, "INV/MLI")
    assert found is not None
    return found


def test_the_table_of_lives_is_the_one_written_here() -> None:
    assert {status: frozenset(after.split()) for status, after in LIVES.items()} == MAY_FOLLOW


@pytest.mark.parametrize(("before", "wanted"), list(product(STATUSES, STEPS)))
def test_a_step_follows_where_the_table_says_so_and_nowhere_else(office: Office, before: str, wanted: str) -> None:
    office.allowed(invitations.add(office.desk, "INV/MLI", "MLI", {"DEL": 2}))
    for earlier in ROADS[before]:
        office.allowed(step(office.desk, earlier))
    head = office.desk.journal.head()

    decision = step(office.desk, wanted)

    if wanted in LIVES[before].split():
        office.allowed(decision)
        assert invitation(office.desk).status == wanted
    else:
        assert isinstance(decision, Refusal)
        assert "INV/MLI" in decision.sentence
        assert invitation(office.desk).status == before
        assert office.desk.journal.head() == head, "a refused step leaves no record"


def test_a_party_that_has_accepted_is_pointed_to_cancelling(office: Office) -> None:
    office.invite(DEL=2)
    assert "invitations cancel" in office.refused(invitations.answer(office.desk, "INV/MLI", "regretted"), "accepted")


@pytest.mark.parametrize("gone", ["regretted", "lapsed", "cancelled"])
def test_a_party_comes_back_with_a_later_answer(office: Office, gone: str) -> None:
    office.allowed(invitations.add(office.desk, "INV/MLI", "MLI", {"DEL": 1}))
    for earlier in ROADS[gone]:
        office.allowed(step(office.desk, earlier))
    office.refused(nominations.add(office.desk, office.proposal("Oumar Diarra")), "invitation_closed")

    office.allowed(invitations.answer(office.desk, "INV/MLI", "accepted", on="2023-03-20", level="representative"))

    office.nominate("Oumar Diarra")
    assert invitation(office.desk).answered_level == "representative"


def test_a_party_that_cancels_loses_people_permissions_and_badges_in_one_command(office: Office) -> None:
    office.invite(DEL=2)
    holder = office.with_badge("Oumar Diarra")
    waiting = office.nominate("Kéba Sangaré")

    decided = office.allowed(invitations.cancel(office.desk, "INV/MLI", on="2023-03-26", note="NV/88"))

    kinds = [type(entry) for entry in decided.entries]
    assert kinds.count(e.NominationWithdrawn) == 2
    assert kinds.count(e.AccreditationWithdrawn) == 1
    assert kinds.count(e.BadgeRevoked) == 1
    assert office.badges_of(holder)[0].cause == "cancelled"
    assert office.badges_of(holder)[0].status_at(office.desk.now()) == "revoked"
    assert office.permission(holder).status_at(office.desk.now()) == "withdrawn"
    assert {office.person(person).status for person in (holder, waiting)} == {"withdrawn"}


def test_a_party_that_comes_back_after_cancelling_nominates_the_same_people_again(office: Office) -> None:
    office.invite(DEL=1)
    before = office.with_badge("Oumar Diarra")
    office.allowed(invitations.cancel(office.desk, "INV/MLI"))
    office.allowed(invitations.answer(office.desk, "INV/MLI", "accepted"))

    again = office.with_badge("Oumar Diarra")

    assert office.badges_of(before)[0].status_at(office.desk.now()) == "revoked"
    assert office.badges_of(again)[0].status_at(office.desk.now()) == "printed"


def test_the_host_takes_an_invitation_back_with_all_that_hangs_on_it(office: Office) -> None:
    office.allowed(invitations.add(office.desk, "INV/MLI", "MLI", {"DEL": 2}))
    office.allowed(invitations.send(office.desk, "INV/MLI"))
    office.allowed(invitations.answer(office.desk, "INV/MLI", "accepted", on="2023-03-01", paper="NV/12"))
    holder = office.with_badge("Oumar Diarra")

    office.allowed(invitations.withdraw(office.desk, "INV/MLI"))

    assert office.badges_of(holder)[0].cause == "withdrawn"
    assert (invitation(office.desk).answered_on, invitation(office.desk).answer_reference) == ("2023-03-01", "NV/12")


def test_people_nominated_before_the_answer_leave_with_a_regret(office: Office) -> None:
    office.allowed(invitations.add(office.desk, "INV/MLI", "MLI", {"DEL": 1}))
    office.allowed(invitations.send(office.desk, "INV/MLI"))
    holder = office.with_badge("Oumar Diarra")

    office.allowed(invitations.answer(office.desk, "INV/MLI", "regretted"))

    assert office.person(holder).status == "withdrawn"
    assert office.badges_of(holder)[0].status_at(office.desk.now()) == "revoked"


def test_other_parties_keep_what_they_have_when_one_cancels(office: Office) -> None:
    office.invite("MLI", DEL=1)
    office.invite("KEN", DEL=1)
    office.with_badge("Oumar Diarra")
    staying = office.with_badge("Francis Ogolla", party="KEN")

    office.allowed(invitations.cancel(office.desk, "INV/MLI"))

    assert office.badges_of(staying)[0].status_at(office.desk.now()) == "printed"


def test_a_reference_is_used_once(office: Office) -> None:
    office.invite(DEL=1)
    office.refused(invitations.add(office.desk, "INV/MLI", "KEN", {"DEL": 1}), "duplicate_reference")


def test_an_answer_dated_before_its_invitation_is_taken_with_a_warning(office: Office) -> None:
    office.allowed(invitations.add(office.desk, "INV/MLI", "MLI", {"DEL": 1}, issued_on="2023-02-10"))
    decided = office.allowed(invitations.answer(office.desk, "INV/MLI", "accepted", on="2023-02-01"))
    assert decided.warnings == ["The answer is dated 2023-02-01, before the invitation of 2023-02-10."]


def test_a_reminder_keeps_the_date_unless_it_brings_its_own(office: Office) -> None:
    office.allowed(invitations.add(office.desk, "INV/MLI", "MLI", {"DEL": 1}, issued_on="2023-02-10"))
    office.allowed(invitations.send(office.desk, "INV/MLI"))
    assert invitation(office.desk).issued_on == "2023-02-10"
    office.allowed(invitations.send(office.desk, "INV/MLI", on="2023-03-01"))
    assert invitation(office.desk).issued_on == "2023-03-01"


def test_what_is_not_there_is_wrong_use(office: Office) -> None:
    with pytest.raises(WrongUse, match="No invitation has the reference 'INV/XX'"):
        invitations.send(office.desk, "INV/XX")
    with pytest.raises(WrongUse, match="no category 'VIP'; it has HOD, DEL, STF"):
        invitations.add(office.desk, "INV/MLI", "MLI", {"VIP": 1})
    with pytest.raises(WrongUse, match="'perhaps' is no answer"):
        invitations.answer(office.desk, "INV/MLI", "perhaps")


def test_an_entry_names_neither_people_nor_reasons(office: Office) -> None:
    office.invite(DEL=1)
    office.with_badge("Oumar Diarra")
    decided = office.allowed(invitations.cancel(office.desk, "INV/MLI"))
    written: list[Entry] = list(decided.entries)
    assert "Diarra" not in repr(written)

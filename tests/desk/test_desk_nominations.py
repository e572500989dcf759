"""People put forward: slots, doubles, heads, those who leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import accreditation, invitations, nominations
from conclave_desk.domain import entries as e
from conclave_desk.errors import WrongUse
from conclave_desk.registers import nominations as register

if TYPE_CHECKING:
    from tests.conftest import Office


def test_one_too_many_is_refused_with_the_numbers_and_who_holds_the_slots(office: Office) -> None:
    office.invite(DEL=2)
    office.nominate("Oumar Diarra")
    office.nominate("Kéba Sangaré")

    sentence = office.refused(nominations.add(office.desk, office.proposal("Moussa Traoré")), "over_quota")

    assert "INV/MLI offers 2 DEL and 2 are taken (by Oumar Diarra, Kéba Sangaré)" in sentence
    assert "--over-quota" in sentence


def test_a_category_that_the_invitation_takes_out_has_no_slot(office: Office) -> None:
    office.invite(HOD=0)
    sentence = office.refused(nominations.add(office.desk, office.proposal("Oumar Diarra", "HOD")), "over_quota")
    assert "offers 0 HOD" in sentence


def test_where_an_invitation_says_no_number_the_category_does(office: Office) -> None:
    office.invite(DEL=1)
    office.nominate("Oumar Diarra", "HOD")
    office.refused(nominations.add(office.desk, office.proposal("Kéba Sangaré", "HOD")), "over_quota")
    for name in ("A One", "B Two", "C Three"):
        office.nominate(name, "STF")


def test_over_the_quota_goes_with_a_reason_that_stays_on_record(office: Office) -> None:
    office.invite(DEL=1)
    office.nominate("Oumar Diarra")
    extra = office.nominate("Kéba Sangaré", over_quota="asked for by the minister")
    assert office.person(extra).over_quota == "asked for by the minister"
    assert office.person(extra).status == "nominated"


def test_somebody_over_the_quota_stays_so_when_substituted(office: Office) -> None:
    office.invite(DEL=1)
    office.nominate("Oumar Diarra")
    extra = office.nominate("Kéba Sangaré", over_quota="asked for by the minister")
    office.allowed(nominations.substitute(office.desk, extra, {"family_name": "Traoré"}))
    assert office.person("Traoré").over_quota == "asked for by the minister"


def test_a_slot_is_confirmed_while_its_name_is_awaited(office: Office) -> None:
    office.invite(DEL=1)
    slot = office.nominate("")

    assert office.person(slot).name == "name awaited"
    assert "still awaited" in office.refused(accreditation.clear(office.desk, slot, "paper", "passed"), "name_awaited")
    assert "still awaited" in office.refused(accreditation.grant(office.desk, slot), "name_awaited")


def test_the_name_that_comes_fills_the_slot_that_awaited_it(office: Office) -> None:
    office.invite(DEL=1)
    slot = office.nominate("")
    office.allowed(nominations.add(office.desk, office.proposal("Oumar Diarra")))
    assert office.person(slot).name == "Oumar Diarra"
    assert office.person(slot).status == "nominated"
    sentence = office.refused(nominations.add(office.desk, office.proposal("Kéba Sangaré")), "over_quota")
    assert "by Oumar Diarra" in sentence


def test_two_slots_without_a_name_are_no_double(office: Office) -> None:
    office.invite(DEL=2)
    assert office.nominate("") != office.nominate("")


def test_one_name_is_a_whole_name(office: Office) -> None:
    office.invite(DEL=1)
    assert office.person(office.nominate("Diarra")).name == "Diarra"


@pytest.mark.parametrize("again", ["Oumar Diarra", "OUMAR DIARRA", "Diarra Oumar", "Oúmar Díarra", "oumar  diarra"])
def test_the_same_name_in_one_party_is_held_up(office: Office, again: str) -> None:
    office.invite(DEL=2, HOD=1)
    first = office.nominate("Oumar Diarra")
    sentence = office.refused(nominations.add(office.desk, office.proposal(again, "HOD")), "same_person")
    assert "has the same name" in sentence
    assert f"--same-person {first}" in sentence
    assert f"--distinct-from {first} REASON" in sentence


def test_the_same_name_in_two_parties_is_two_people(office: Office) -> None:
    office.invite("MLI", DEL=1)
    office.invite("GIN", DEL=1)
    office.nominate("Oumar Diarra", party="MLI")
    office.nominate("Oumar Diarra", party="GIN")


def test_the_same_passport_is_held_up_across_parties_and_however_it_is_typed(office: Office) -> None:
    office.invite("MLI", DEL=1)
    office.invite("GIN", DEL=1)
    office.nominate("Oumar Diarra", party="MLI", cells={"passport_number": "AB 123 456"})
    other = office.proposal("Umar Jarra", party="GIN", cells={"passport_number": "ab123456"})
    assert "has the same passport" in office.refused(nominations.add(office.desk, other), "same_person")


def test_two_people_of_one_name_are_told_apart_with_a_reason(office: Office) -> None:
    office.invite(DEL=2)
    first = office.nominate("Oumar Diarra")
    second = office.nominate("Oumar Diarra", distinct_from=first, distinct_reason="father and son")
    assert office.person(first).person != office.person(second).person


def test_somebody_distinct_from_a_person_is_distinct_from_all_their_capacities(office: Office) -> None:
    office.invite(DEL=2, HOD=1)
    first = office.nominate("Oumar Diarra")
    office.nominate("Oumar Diarra", "HOD", same_person=first)
    office.nominate("Oumar Diarra", distinct_from=first, distinct_reason="father and son")


def test_one_person_in_a_second_capacity_stays_one_person(office: Office) -> None:
    office.invite(DEL=1, STF=1)
    first = office.nominate("Oumar Diarra", cells={"rank": "Colonel"})
    second = office.nominate("", "STF", same_person=first)
    assert office.person(first).person == office.person(second).person
    assert office.person(second).titled == "Colonel Oumar Diarra", "nobody types the name twice"


def test_a_third_person_of_the_name_is_looked_at_again(office: Office) -> None:
    office.invite(DEL=3)
    first = office.nominate("Oumar Diarra")
    office.nominate("Oumar Diarra", distinct_from=first, distinct_reason="father and son")
    third = office.proposal("Oumar Diarra", distinct_from=first, distinct_reason="a cousin")
    office.refused(nominations.add(office.desk, third), "same_person")


def test_an_invitation_is_for_its_own_party(office: Office) -> None:
    office.invite("MLI", DEL=1)
    with pytest.raises(WrongUse, match="Invitation INV/MLI is for MLI, not for KEN"):
        nominations.add(office.desk, office.proposal("Francis Ogolla", party="KEN", invitation="INV/MLI"))


def test_the_host_nominates_without_an_invitation(office: Office) -> None:
    host = office.nominate("Manoj Pande", "STF", party="IND", invitation=None)
    assert office.person(host).invitation is None


def test_a_change_of_head_makes_the_former_head_a_member_and_substitutes_nobody(office: Office) -> None:
    office.invite(HOD=1, DEL=2)
    chief = office.nominate("Oumar Diarra", "HOD", role="principal")
    deputy = office.nominate("Kéba Sangaré", role="deputy")

    decided = office.allowed(nominations.make_head(office.desk, deputy, "representative"))

    assert {type(entry) for entry in decided.entries} == {e.HeadChanged}
    assert office.person(chief).role == "member"
    assert office.person(deputy).role == "representative"
    assert office.person(chief).status == "nominated"


def test_only_somebody_who_comes_can_head_the_delegation(office: Office) -> None:
    office.invite(DEL=2)
    chief = office.nominate("Oumar Diarra", role="principal")
    gone = office.nominate("Kéba Sangaré")
    office.allowed(nominations.withdraw(office.desk, gone))

    office.refused(nominations.make_head(office.desk, gone), "not_active")
    office.refused(nominations.make_head(office.desk, chief), "head_already")
    office.refused(nominations.make_head(office.desk, chief, "deputy"), "no_head")
    assert office.person(chief).role == "principal"


def test_heads_of_other_parties_stay(office: Office) -> None:
    office.invite("MLI", DEL=1)
    office.invite("KEN", DEL=1)
    malian = office.nominate("Oumar Diarra", role="principal")
    kenyan = office.nominate("Francis Ogolla", party="KEN")
    office.allowed(nominations.make_head(office.desk, kenyan))
    assert office.person(malian).role == "principal"


def test_somebody_withdrawn_frees_the_slot_and_loses_the_badge(office: Office) -> None:
    office.invite(DEL=1)
    gone = office.with_badge("Oumar Diarra")

    office.allowed(nominations.withdraw(office.desk, gone, "ill"))

    assert office.person(gone).reason == "ill"
    assert office.badges_of(gone)[0].status_at(office.desk.now()) == "revoked"
    office.nominate("Kéba Sangaré")
    assert "withdrawn already" in office.refused(nominations.withdraw(office.desk, gone), "not_active")


def test_a_name_that_fits_several_people_asks_for_the_id(office: Office) -> None:
    office.invite(DEL=2)
    first = office.nominate("Oumar Diarra")
    office.nominate("Kéba Diarra")
    with pytest.raises(WrongUse, match=f"may be 2 people: Oumar Diarra .*{first}"):
        nominations.withdraw(office.desk, "diarra")
    with pytest.raises(WrongUse, match="Nobody here is 'Traoré'"):
        nominations.withdraw(office.desk, "Traoré")
    office.allowed(nominations.withdraw(office.desk, "keba diarra"))


def test_nominations_before_the_answer_hold_their_slots(office: Office) -> None:
    office.allowed(invitations.add(office.desk, "INV/MLI", "MLI", {"DEL": 1}))
    person = office.nominate("Oumar Diarra")
    invitation = office.person(person).invitation
    assert invitation is not None
    assert [n.id for n in register.slots_held(office.desk.journal.db, invitation, "DEL")] == [person]


def test_private_particulars_stand_in_the_dossier_alone(office: Office) -> None:
    office.invite(DEL=1)
    cells = {"passport_number": "AB123456", "email": "o@example.org", "order": "3"}
    person = office.person(office.nominate("Oumar Diarra", cells=cells))
    private = {"passport_number": "AB123456", "email": "o@example.org"}
    assert office.desk.safe.dossier(person.person) == private
    assert person.precedence == "3"
    assert "AB123456" not in repr(person)

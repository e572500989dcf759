"""What is known of somebody is put right, or comes later; what was not said anew stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import nominations, undo
from conclave_desk.desk.amending import amend
from conclave_desk.desk.people_list import PeopleList
from conclave_desk.domain.entries import Entry
from conclave_desk.journal import record
from conclave_desk.registers.schema import digest

if TYPE_CHECKING:
    from tests.conftest import Office


@pytest.fixture
def diarra(office: Office) -> str:
    office.invite(HOD=1, DEL=2)
    paper = {"paper_kind": "note_verbale", "paper_number": "NV 1/23"}
    return office.nominate("Omar Diara", "HOD", role="principal", cells={"rank": "General", "note": "call", **paper})


def last_entries(office: Office) -> list[Entry]:
    head, _hash = office.desk.journal.head()
    (found,) = [record.read(body) for _n, _hash, body in office.desk.journal.bodies(record.DESK, head - 1)]
    return list(found.entries)


def test_a_spelling_is_put_right_and_the_rest_stays(office: Office, diarra: str) -> None:
    office.allowed(amend(office.desk, diarra, {"given_name": "Oumar", "family_name": "Diarra", "note": ""}))
    found = office.person(diarra)
    assert (found.given_name, found.family_name, found.rank, found.note) == ("Oumar", "Diarra", "General", "")
    assert found.paper == {"kind": "note_verbale", "number": "NV 1/23"}
    assert PeopleList(office.desk).count("oumar diarra") == 1
    assert PeopleList(office.desk).count("diara") == 0


def test_a_flight_a_paper_and_a_passport_come_later(office: Office, diarra: str) -> None:
    office.allowed(
        amend(
            office.desk,
            diarra,
            {"arrives_at": "2023-03-26 14:30", "arrives_by": "AI 123", "paper_date": "2023-03-01", "phone": "+223 1"},
        )
    )
    office.allowed(amend(office.desk, diarra, {"arrives_by": "", "paper_number": "NV 2/23", "diet": "halal"}))
    found = office.person(diarra)
    assert found.travel == {"arrives_at": "2023-03-26 14:30"}
    assert found.paper == {"kind": "note_verbale", "number": "NV 2/23", "date": "2023-03-01"}
    assert office.desk.safe.dossier(found.person) == {"phone": "+223 1", "diet": "halal"}
    office.allowed(amend(office.desk, diarra, {"phone": ""}))
    assert office.desk.safe.dossier(found.person) == {"diet": "halal"}


def test_only_what_is_otherwise_is_written(office: Office, diarra: str) -> None:
    office.allowed(amend(office.desk, diarra, {"rank": "General", "zones": "OPS;-LNG", "accompanies": ""}))
    (entry,) = last_entries(office)
    assert entry.changes == {"zones": ["OPS", "-LNG"]}  # type: ignore[union-attr]
    assert entry.personal is None  # type: ignore[union-attr]
    office.refused(amend(office.desk, diarra, {"rank": "General"}), "nothing_new")


def test_an_awaited_name_comes(office: Office) -> None:
    office.invite(HOD=1)
    slot = office.nominate("", "HOD", role="principal")
    assert not office.person(slot).named
    office.allowed(amend(office.desk, slot, {"family_name": "Diarra"}))
    assert office.person(slot).named
    assert isinstance(undo.last(office.desk), undo.Impossible)


def test_nobody_becomes_nameless_or_a_double(office: Office, diarra: str) -> None:
    office.nominate("Kéba Sangaré")
    names = {"given_name": "", "family_name": ""}
    office.refused(amend(office.desk, diarra, names), "name_missing")
    office.refused(amend(office.desk, diarra, {"given_name": "Keba", "family_name": "Sangare"}), "same_person")


def test_the_head_is_not_changed_by_the_way(office: Office, diarra: str) -> None:
    aide = office.nominate("Kéba Sangaré")
    office.refused(amend(office.desk, diarra, {"role": "member"}), "head")
    office.refused(amend(office.desk, aide, {"role": "representative"}), "head")
    office.allowed(amend(office.desk, aide, {"role": "deputy"}))
    assert office.person(aide).role == "deputy"


def test_whoever_left_is_not_amended(office: Office, diarra: str) -> None:
    office.allowed(nominations.withdraw(office.desk, diarra))
    office.refused(amend(office.desk, diarra, {"rank": "Colonel"}), "not_active")


def test_a_printed_badge_and_a_given_permission_stay_and_the_officer_is_told(office: Office, diarra: str) -> None:
    office.accredit(diarra)
    serial = office.badge(diarra)
    decided = office.allowed(amend(office.desk, diarra, {"family_name": "Diarra", "zones": "OPS"}))
    assert [warning for warning in decided.warnings if serial in warning]
    assert [warning for warning in decided.warnings if "accreditation stands" in warning]
    assert "OPS" not in office.permission(diarra).zones


def test_an_amendment_is_taken_back_by_an_entry(office: Office, diarra: str) -> None:
    office.allowed(amend(office.desk, diarra, {"rank": "Colonel", "arrives_by": "AI 1", "accompanies": "KEN"}))
    before = digest(office.desk.journal.db)
    office.allowed(amend(office.desk, diarra, {"rank": "Major", "arrives_by": "AF 2", "accompanies": "", "slot": "7"}))
    found = undo.last(office.desk)
    assert isinstance(found, undo.Last), found
    office.allowed(undo.take_back(office.desk, found))
    assert digest(office.desk.journal.db) == before


def test_what_is_private_cannot_be_taken_back(office: Office, diarra: str) -> None:
    office.allowed(amend(office.desk, diarra, {"rank": "Colonel", "passport_number": "X1"}))
    found = undo.last(office.desk)
    assert isinstance(found, undo.Impossible)
    assert "type the old ones in again" in found.sentence


def test_several_are_withdrawn_together_or_not_at_all(office: Office, diarra: str) -> None:
    aide = office.nominate("Kéba Sangaré")
    office.accredit(aide)
    office.allowed(nominations.withdraw(office.desk, [diarra, aide], "will not come"))
    assert {office.person(one).status for one in (diarra, aide)} == {"withdrawn"}
    assert office.permission(aide).status_at(office.desk.now()) == "withdrawn"
    other = office.nominate("Awa Traoré")
    office.refused(nominations.withdraw(office.desk, [other, aide]), "not_active")
    assert office.person(other).status == "nominated"

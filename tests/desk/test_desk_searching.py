"""What a filter finds people, and their delegations, by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.delegation_list import found_by_people
from conclave_desk.desk.filters import parse
from conclave_desk.desk.people_list import PeopleList

if TYPE_CHECKING:
    from tests.conftest import Office


@pytest.fixture
def people(office: Office) -> Office:
    """Two of Mali, one of Kenya."""
    office.invite(HOD=1, DEL=2)
    office.invite("KEN", DEL=2)
    chief = {"rank": "Général", "badge_name": "Chef Diarra", "appointment": "Chief of Staff of the Army"}
    office.with_badge("Oumar Diarra", "HOD", cells=chief)
    office.nominate("Kéba Al-Amin", cells={"native_name": "كيبا الأمين", "service": "Air Force"})
    office.nominate("Łukasz Otieno", party="KEN", cells={"rank": "Colonel", "post_nominals": "EBS"})
    return office


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("goita", []),
        ("diarra", ["Diarra"]),
        ("DIARRA oumar", ["Diarra"]),
        ("general", ["Diarra"]),
        ("chef", ["Diarra"]),
        ("chief of staff army", ["Diarra"]),
        ("al-amin", ["Al-Amin"]),
        ("al amin", ["Al-Amin"]),
        ("الأمين", ["Al-Amin"]),
        ("air force", ["Al-Amin"]),
        ("lukasz", ["Otieno"]),
        ("ebs kenya", ["Otieno"]),
        ("mali", ["Diarra", "Al-Amin"]),
        ("party:MLI category:DEL", ["Al-Amin"]),
        ("status:accredited", ["Diarra"]),
        ("party:KEN general", []),
    ],
)
def test_people_are_found_by_what_stands_in_their_row(people: Office, typed: str, found: list[str]) -> None:
    listed = PeopleList(people.desk)
    assert [one.family_name for one in listed.window(typed, 0, listed.count(typed))] == found
    parties = {"Diarra": "MLI", "Al-Amin": "MLI", "Otieno": "KEN"}
    assert found_by_people(people.desk, parse(typed)) == {parties[name] for name in found}


def test_a_serial_finds_its_holder_and_the_delegation(people: Office) -> None:
    serial = serial_of(people.badges_of("Diarra")[0])
    listed = PeopleList(people.desk)
    assert [one.family_name for one in listed.window(f"serial:{serial}", 0, 9)] == ["Diarra"]
    assert found_by_people(people.desk, parse(f"serial:{serial}")) == {"MLI"}
    assert found_by_people(people.desk, parse("serial:K7Q4")) == set()


def test_words_of_one_person_find_the_delegation_and_words_of_two_do_not(people: Office) -> None:
    assert found_by_people(people.desk, parse("diarra chef")) == {"MLI"}
    assert found_by_people(people.desk, parse("diarra keba")) == set()


def test_signs_that_mean_something_to_the_register_are_only_signs(people: Office) -> None:
    assert found_by_people(people.desk, parse("%")) == set()
    assert found_by_people(people.desk, parse("d_arra")) == set()

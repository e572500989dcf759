"""The lists that review, permission and badges go by agree with the rules that decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from conclave_desk.desk import accreditation, badge_list, badges, nominations, review_list
from conclave_desk.desk.badge_list import BadgeList
from conclave_desk.desk.review_list import ReviewList
from conclave_desk.domain.event import Category, Event

if TYPE_CHECKING:
    from tests.conftest import Office


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    """A head of delegation and two delegates of Mali, by family name."""
    office.invite(HOD=1, DEL=2)
    names = {"Diarra": ("Oumar Diarra", "HOD"), "Sangaré": ("Kéba Sangaré", "DEL"), "Traoré": ("Awa Traoré", "DEL")}
    return {family: office.nominate(name, category) for family, (name, category) in names.items()}


def on(office: Office, name: str, *given: str) -> list[str]:
    """The family names of those on a list."""
    return [office.person(one.id).family_name for one in ReviewList(office.desk, given).of(name)]


def held(office: Office, name: str) -> list[str]:
    """The family names of the holders on a list of badges."""
    found = (badge_list.held_badge(office.desk, one.id) for one in BadgeList(office.desk).of(name))
    return [one.person.family_name for one in found if one]


def test_the_waiting_are_those_of_the_queue(office: Office, people: dict[str, str]) -> None:
    office.allowed(accreditation.clear(office.desk, people["Sangaré"], "paper", "passed"))
    office.allowed(accreditation.clear(office.desk, people["Diarra"], "paper", "failed"))
    queued = [waiting.nomination.family_name for waiting in accreditation.queue(office.desk)]
    assert sorted(on(office, review_list.WAITING)) == sorted(queued) == ["Diarra", "Traoré"]
    assert on(office, review_list.list_of("protocol")) == on(office, review_list.WAITING, "protocol") == ["Diarra"]
    assert on(office, review_list.CLEARED) == ["Sangaré"]


def test_somebody_goes_from_list_to_list(office: Office, people: dict[str, str]) -> None:
    person = people["Sangaré"]
    office.accredit(person)
    assert on(office, review_list.ACCREDITED) == ["Sangaré"]
    assert set(on(office, review_list.WITHOUT_PAPER)) == set(people)
    office.allowed(accreditation.suspend(office.desk, person))
    assert (on(office, review_list.ACCREDITED), on(office, review_list.SUSPENDED)) == ([], ["Sangaré"])
    office.allowed(nominations.withdraw(office.desk, person))
    assert (on(office, review_list.SUSPENDED), on(office, review_list.ENDED)) == ([], ["Sangaré"])
    assert len(on(office, review_list.EVERYBODY)) == 3


def test_a_provisional_accreditation_runs_out_at_midnight_and_waits_on(office: Office, people: dict[str, str]) -> None:
    person = people["Traoré"]
    office.allowed(accreditation.grant(office.desk, person, provisional=True))
    lists = ReviewList(office.desk)
    assert [one.id for one in lists.of(review_list.ACCREDITED)] == [person]
    assert person in [one.id for one in lists.of(review_list.WAITING)]
    now = office.desk.now()
    office.at(now + timedelta(days=1))
    assert [one.id for one in lists.of(review_list.ENDED)] == [person]
    assert lists.count(review_list.ACCREDITED) == 0


def test_a_badge_goes_from_list_to_list(office: Office, people: dict[str, str]) -> None:
    person = people["Sangaré"]
    office.accredit(person)
    assert held(office, badge_list.TO_ISSUE) == ["Sangaré"]
    serial = office.badge(person, printed=False)
    assert held(office, badge_list.TO_PRINT) == ["Sangaré"]
    office.allowed(badges.printed(office.desk, office.badges_of(person)))
    assert held(office, badge_list.TO_HAND_OUT) == ["Sangaré"]
    assert [one.serial for one in badge_list.pack(office.desk, "MLI")] == [serial]
    office.allowed(badges.collect(office.desk, [serial], by="Embassy"))
    assert held(office, badge_list.COLLECTED) == ["Sangaré"]
    office.allowed(badges.surrender(office.desk, [serial]))
    assert (held(office, badge_list.SURRENDERED), held(office, badge_list.TO_ISSUE)) == (["Sangaré"], [])
    office.allowed(badges.replace(office.desk, serial))
    assert held(office, badge_list.REVOKED) == held(office, badge_list.TO_PRINT) == ["Sangaré"]
    assert held(office, badge_list.ALL) == ["Sangaré", "Sangaré"]


def test_a_badge_of_somebody_suspended_is_not_to_be_printed(office: Office, people: dict[str, str]) -> None:
    office.accredit(people["Sangaré"])
    office.badge(people["Sangaré"], printed=False)
    office.allowed(accreditation.suspend(office.desk, people["Sangaré"]))
    assert held(office, badge_list.TO_PRINT) == []


@pytest.mark.parametrize(
    ("clearances", "order"),
    [
        ((("paper", "protocol"), ("paper", "security", "protocol")), ["paper", "security", "protocol"]),
        ((("a", "b"), ("b", "a")), ["a", "b"]),
        ((), []),
    ],
)
def test_steps_stand_in_an_order_that_suits_every_category(
    event: Event, clearances: tuple[tuple[str, ...], ...], order: list[str]
) -> None:
    categories = tuple(
        Category(code=f"C{i}", name="Category", rank=i, clearance=steps) for i, steps in enumerate(clearances)
    )
    assert review_list.steps_of(replace(event, categories=categories)) == order


def test_lists_that_are_kept_are_those_that_are_read_anew(office: Office, people: dict[str, str]) -> None:
    kept, pressed = ReviewList(office.desk), BadgeList(office.desk)
    office.invite("KEN", DEL=2)
    diarra, sangare = people["Diarra"], people["Sangaré"]
    tomorrow = office.desk.now() + timedelta(days=1)

    def agree() -> None:
        reviews, badged = ReviewList(office.desk), BadgeList(office.desk)
        for name in kept.names():
            assert list(kept.of(name)) == list(reviews.of(name)), name
        for name in badge_list.LISTS:
            assert list(pressed.of(name)) == list(badged.of(name)), name

    agree()
    for step in (
        lambda: office.nominate("Wanjiru Otieno", "DEL", party="KEN"),
        lambda: office.allowed(accreditation.clear(office.desk, sangare, "paper", "passed")),
        lambda: office.accredit(diarra),
        lambda: office.accredit(sangare),
        lambda: office.badge(diarra),
        lambda: office.badge(sangare),
        lambda: office.allowed(accreditation.suspend(office.desk, sangare)),
        lambda: office.allowed(nominations.substitute(office.desk, diarra, {"family_name": "Cissé"}, tomorrow)),
        lambda: office.at(office.desk.now() + timedelta(days=2)),
    ):
        step()
        agree()

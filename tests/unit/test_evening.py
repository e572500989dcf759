"""The evening's return: who had come by the end of a day, was there on it, and had left again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from conclave_desk.domain.evening import Guest, by_party, has_departed, headline

NOON = datetime(2023, 3, 29, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("guest", "gone"),
    [
        (Guest("MLI", arrived=True, attended=True), False),
        (Guest("MLI", arrived=True, attended=True, handed_back=NOON - HOUR), True),
        (Guest("MLI", arrived=True, attended=True, handed_back=NOON + HOUR), False),
        (Guest("MLI", arrived=True, attended=True, announced=NOON - HOUR), True),
        (Guest("MLI", arrived=True, attended=True, announced=NOON + HOUR), False),
        (Guest("MLI", arrived=False, attended=False, announced=NOON - HOUR), False),
        (Guest("MLI", arrived=True, attended=True, announced=NOON - HOUR, seen=NOON - 2 * HOUR), True),
        (Guest("MLI", arrived=True, attended=True, announced=NOON - HOUR, seen=NOON), False),
        (Guest("MLI", arrived=True, attended=True, announced=NOON - HOUR, seen=NOON, handed_back=NOON), True),
    ],
)
def test_somebody_has_left_who_handed_the_badge_back_or_whose_hour_passed_unseen(guest: Guest, gone: bool) -> None:
    assert has_departed(guest, NOON) is gone


def test_parties_are_counted_by_the_level_of_their_head() -> None:
    guests = [
        Guest("KEN", arrived=True, attended=True, handed_back=NOON),
        Guest("KEN", arrived=True, attended=False, handed_back=NOON),
        Guest("MLI", arrived=True, attended=True, handed_back=NOON),
        Guest("MLI", arrived=True, attended=True),
        Guest("NER", arrived=False, attended=False),
        Guest("IND", arrived=True, attended=True),
    ]
    levels = {"KEN": "principal", "MLI": "representative", "NER": "principal", "GHA": "representative"}
    parties = by_party(guests, levels, NOON)
    assert [(one.party, one.accredited, one.arrived, one.attended, one.departed, one.gone) for one in parties] == [
        ("KEN", 2, 2, 1, 2, True),
        ("MLI", 2, 2, 2, 1, False),
        ("NER", 1, 0, 0, 0, False),
        ("IND", 1, 1, 1, 0, False),
    ]
    found = headline(parties, {"KEN", "MLI", "NER", "GHA"}, {"KEN", "MLI", "NER"}, levels)
    assert found["all"] == {"invited": 4, "confirmed": 3, "arrived": 2, "attended": 2, "departed": 1}
    assert found["principal"] == {"invited": 2, "confirmed": 2, "arrived": 1, "attended": 1, "departed": 1}
    assert found["representative"] == {"invited": 2, "confirmed": 1, "arrived": 1, "attended": 1, "departed": 0}

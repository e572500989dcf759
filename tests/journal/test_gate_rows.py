"""Who is inside, and how many, does not depend on the order in which the scans came in."""

from __future__ import annotations

import sqlite3
from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from conclave_desk.registers import schema
from conclave_desk.registers.project.gate_rows import GateRows

Pass = tuple[str, str, str, str, int, int]
DAYS = ("2023-03-28", "2023-03-29")
PASSES = st.lists(
    st.tuples(
        st.sampled_from(("0000000001", "0000000002")),
        st.sampled_from(("PLN", "LNG")),
        st.sampled_from(("MLI", "NER")),
        st.sampled_from(DAYS),
        st.integers(0, 9),
        st.integers(0, 1),
    ),
    max_size=8,
)


def drawn(passes: list[Pass], together: int) -> sqlite3.Connection:
    """Registers into which these were drawn one after the other, ``together`` at a time."""
    db = sqlite3.connect(":memory:")
    schema.create(db)
    rows = GateRows(db, together, together)
    for holder, zone, party, day, minute, inside in passes:
        at = f"{day}T04:0{minute}:00.000000+00:00"
        rows.passed(("PUNE23", holder, zone), (party, day, at, f"{holder}{zone}{party}{inside}", inside))
        rows.settle()
    rows.flush()
    return db


@settings(max_examples=60, deadline=None)
@given(PASSES, st.randoms(use_true_random=False), st.sampled_from((1, 3, 100)))
def test_the_numbers_inside_are_those_of_the_people_inside(passes: list[Pass], order: Random, together: int) -> None:
    one = drawn(passes, 1)
    order.shuffle(passes)
    other = drawn(passes, together)
    assert schema.digest(one) == schema.digest(other)
    people = Counter(one.execute("SELECT zone, day, party FROM presence WHERE inside = 1").fetchall())
    numbers = one.execute("SELECT zone, day, party, inside FROM occupancy WHERE inside <> 0").fetchall()
    assert people == {(zone, day, party): inside for zone, day, party, inside in numbers}

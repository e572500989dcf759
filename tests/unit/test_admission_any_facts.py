"""Whatever the facts, a gate answers, and never admits what is no badge."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from conclave_desk.domain.admission import UNCHALLENGED, judge
from conclave_desk.domain.event import REENTRIES, Category, Event, Gate, Policy, Zone
from conclave_desk.domain.scene import Attempt, ClosedSession, Holding, Reading, Scene, Visit

VERDICTS = {"admitted", "left", "refused"}
ACTIONS = {"admit", "check", "wait", "stop"}

# Few values, so that they often meet; the times are those that a badge can carry.
TIMES = st.one_of(
    st.sampled_from([datetime(2023, 3, day, hour, tzinfo=UTC) for day in (24, 28, 31) for hour in (0, 9, 18)]),
    st.datetimes(datetime(1971, 1, 1), datetime(2106, 1, 1), timezones=st.just(UTC)),
)
PERHAPS_WHEN = st.none() | TIMES
EVENTS = st.sampled_from(["PUNE23", "AFINDEX23", "ABUJA24"])
HOLDERS = st.sampled_from(["0102030405", "ffffffffff"])
PARTIES = st.sampled_from(["MLI", "GHA", "*", ""])
CATEGORIES = st.sampled_from(["HOD", "INT", "TEMP", ""])
ZONES = st.lists(st.sampled_from(["PLN", "LNG", "*", "GONE"]), max_size=3).map(tuple)
NUMBERS = st.integers(0, 3)
PERHAPS_A_NUMBER = st.none() | NUMBERS
VISITS = st.none() | st.builds(Visit, at=TIMES, gate_name=st.just("Main entrance"), gate=st.just("G1"))


def readings(fault: st.SearchStrategy[str | None]) -> st.SearchStrategy[Reading]:
    return st.builds(
        Reading,
        fault=fault,
        issuer=st.none() | EVENTS,
        holder=st.none() | HOLDERS,
        issue=PERHAPS_A_NUMBER,
        serial=st.booleans(),
        issued_at=PERHAPS_WHEN,
        party=st.none() | PARTIES,
        category=st.none() | CATEGORIES,
        zones=ZONES,
        valid_from=PERHAPS_WHEN,
        valid_until=PERHAPS_WHEN,
    )


HOLDINGS = st.none() | st.builds(
    Holding,
    issuer=EVENTS,
    holder=HOLDERS,
    issue=NUMBERS,
    name=st.just("GOÏTA"),
    party=PARTIES,
    party_name=st.just("Mali"),
    category=CATEGORIES,
    zones=ZONES,
    valid_from=TIMES,
    valid_until=TIMES,
    works_sessions=st.booleans(),
    collected=st.booleans(),
    suspended=st.booleans(),
    revoked_from=PERHAPS_WHEN,
    cause=st.sampled_from(["", "lost", "replaced", "withdrawn", "of later years"]),
    replaced_by=PERHAPS_A_NUMBER,
    newest_seen=PERHAPS_A_NUMBER,
)
SESSIONS = st.builds(
    ClosedSession,
    code=st.just("S1"),
    opens=TIMES,
    ends=TIMES,
    access=st.sampled_from(["invited", "categories"]),
    categories=st.lists(CATEGORIES, max_size=2).map(tuple),
    parties=st.lists(PARTIES, max_size=2).map(tuple),
)
SCENES = st.builds(
    Scene,
    inside=st.booleans(),
    inside_since=VISITS,
    first_entry=VISITS,
    first_entry_today=VISITS,
    party_inside=NUMBERS,
    zone_inside=NUMBERS,
    floater_shown=st.booleans(),
    newest_seen=PERHAPS_A_NUMBER,
    sessions=st.lists(SESSIONS, max_size=2).map(tuple),
)
ZONES_KEPT = st.builds(
    Zone,
    code=st.just("PLN"),
    name=st.just("Plenary hall"),
    capacity=PERHAPS_A_NUMBER,
    per_party=PERHAPS_A_NUMBER,
    floater=st.booleans(),
)
EVENTS_HELD = st.builds(
    Event,
    code=st.just("PUNE23"),
    kind=st.just("conclave"),
    title=st.just("Conclave of Chiefs"),
    host=st.just("IND"),
    timezone=st.sampled_from(["Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Honolulu"]),
    starts=st.just(date(2023, 3, 27)),
    ends=st.just(date(2023, 3, 30)),
    policy=st.builds(Policy, collect=st.sampled_from(["off", "required"])),
    categories=st.just((Category(code="INT", name="Interpreter", rank=0, works_sessions=True),)),
    zones=st.just((Zone(code="PLN", name="Plenary hall"), Zone(code="LNG", name="Lounge"))),
)
ATTEMPTS = st.builds(
    Attempt,
    event=EVENTS_HELD,
    gate=st.builds(
        Gate,
        code=st.just("G1"),
        name=st.just("Main entrance"),
        zone=st.just("PLN"),
        reentry=st.sampled_from(REENTRIES),
    ),
    zone=ZONES_KEPT,
    direction=st.sampled_from(["in", "out"]),
    at=TIMES,
    now=TIMES,
    override=st.sampled_from([None, "", "Minister vouches"]),
    roster_as_of=PERHAPS_WHEN,
)
GENUINE = readings(st.none())
FAULTY = readings(st.sampled_from(("unreadable", "wrong_event", "unknown_key", "forged", "a fault of later years")))
few = settings(max_examples=50)


@few
@given(ATTEMPTS, st.one_of(GENUINE, FAULTY), HOLDINGS, SCENES)
def test_whatever_the_facts_a_gate_answers_in_words_that_it_has(
    attempt: Attempt, reading: Reading, holding: Holding | None, scene: Scene
) -> None:
    answer = judge(attempt, reading, holding, scene)
    assert answer.verdict in VERDICTS
    assert answer.action in ACTIONS
    assert (answer.verdict == "refused") == (answer.action in ("wait", "stop"))
    assert (answer.overrode is not None) == (answer.reason == "override")
    if answer.verdict == "refused":
        assert answer.reason
        assert answer.message
    else:
        assert answer.verdict == "left" if attempt.direction == "out" else answer.verdict == "admitted"


@few
@given(ATTEMPTS, FAULTY, HOLDINGS, SCENES)
def test_whatever_the_facts_what_is_no_badge_opens_nothing(
    attempt: Attempt, reading: Reading, holding: Holding | None, scene: Scene
) -> None:
    answer = judge(attempt, reading, holding, scene)
    assert (answer.verdict, answer.reason) == ("refused", reading.fault)


@few
@given(ATTEMPTS, GENUINE, HOLDINGS, SCENES)
def test_whatever_the_facts_an_override_does_nothing_but_lift_a_refusal(
    attempt: Attempt, reading: Reading, holding: Holding | None, scene: Scene
) -> None:
    plain = judge(replace(attempt, override=None), reading, holding, scene)
    overridden = judge(replace(attempt, override="Minister vouches"), reading, holding, scene)
    if plain.verdict != "refused" or plain.reason in UNCHALLENGED:
        assert overridden == plain
    else:
        assert (overridden.verdict, overridden.reason) == ("admitted", "override")
        assert overridden.overrode == plain.reason

"""The overview: what is due before the event, who is missing during it, what is left over after it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from conclave_desk.desk import arrivals, attendance, badges, invitations, nominations, programme
from conclave_desk.desk.overview import Overview, overview
from conclave_desk.desk.programme_list import first_day
from conclave_desk.desk.programme_list import programme as listed
from conclave_desk.domain.due import AFTER, BEFORE, DURING

if TYPE_CHECKING:
    from tests.conftest import Office

EARLY = datetime(2023, 3, 20, 6, tzinfo=UTC)
MORNING = datetime(2023, 3, 28, 4, 0, tzinfo=UTC)
"""09:30 in Pune on the second day."""


def due(found: Overview) -> list[tuple[str, str, str]]:
    return [(line.party_name, line.what, line.when) for line in found.due]


def session(office: Office, code: str = "S1", at: str = "10:00", **more: object) -> None:
    starts = datetime.fromisoformat(f"2023-03-28T{at}:00+05:30")
    decision = programme.add(office.desk, code, "Opening", starts, starts + timedelta(hours=1), venue="HALL", **more)
    office.allowed(decision)


def test_before_the_event_it_says_what_is_due_overdue_first(office: Office) -> None:
    office.at(EARLY)
    office.invite("MLI", HOD=1, DEL=2)
    office.nominate("Oumar Diarra", "HOD", role="principal")
    office.nominate("", "DEL")
    office.allowed(invitations.add(office.desk, "INV/KEN", "KEN", {"HOD": 1}, reply_by="2023-03-18"))
    office.allowed(invitations.send(office.desk, "INV/KEN"))
    found = overview(office.desk)
    assert found.phase == BEFORE
    assert due(found) == [
        ("Kenya", "reply", "2 days over"),
        ("Mali", "delegate's name", "4 days"),
        ("Mali", "paper for Oumar Diarra", "4 days"),
        ("Mali", "head's arrival", "6 days"),
    ]
    assert (found.work.clearance, found.work.grant) == (1, 0)


def test_replies_to_which_no_date_was_set_stand_together(office: Office) -> None:
    office.at(EARLY)
    for party in ("KEN", "MLI", "NER", "ZMB"):
        office.allowed(invitations.add(office.desk, f"INV/{party}", party, {"HOD": 1}))
        office.allowed(invitations.send(office.desk, f"INV/{party}"))
    assert due(overview(office.desk)) == [("4 States", "reply, no date was set", "4 days")]


def test_during_the_event_it_says_which_heads_are_missing_and_who_lands(office: Office) -> None:
    session(office)
    travel = {"arrives_at": "2023-03-28 11:00", "arrives_by": "ET 686"}
    office.invite("MLI", HOD=1)
    late = office.nominate("Oumar Diarra", "HOD", role="principal", cells=travel)
    office.invite("KEN", HOD=1)
    present = office.nominate("Wanjiru Otieno", "HOD", party="KEN", role="principal")
    office.invite("NER", HOD=1)
    for person in (late, present):
        office.accredit(person)
        serial = office.badge(person)
        if person == present:
            assert serial
            office.at_gate(office.scan(office.badges_of(person)[-1].holder))
    escort = office.proposal("Major Rao", "STF", party="IND", invitation=None, accompanies="MLI")
    office.allowed(nominations.add(office.desk, escort))
    found = overview(office.desk)
    assert found.phase == DURING
    assert found.session is not None
    assert found.session.code == "S1"
    assert [(line.party_name, line.who, line.known) for line in found.missing] == [
        ("Mali", "Oumar Diarra", "lands"),
        ("Niger", "", "nobody accredited"),
    ]
    assert [(line.who, line.landing.by, line.met_by, line.late) for line in found.landing] == [
        ("Oumar Diarra", "ET 686", "Major Rao", False)
    ]
    office.allowed(arrivals.record(office.desk, [late]))
    office.refused(arrivals.record(office.desk, [late]), "arrived_already")
    found = overview(office.desk)
    assert found.landing == []
    assert next(line.known for line in found.missing) == "badge not collected"
    assert found.headline["people"]["arrived"] == 2
    assert [(gate.code, gate.inside, gate.refused) for gate in found.gates] == [("G1", 1, 0), ("G2", 0, 0)]


def test_it_says_what_the_print_does_not(office: Office) -> None:
    office.invite("MLI", HOD=1, DEL=2)
    first, second = office.nominate("Oumar Diarra", "HOD"), office.nominate("Seydou Keïta")
    office.accredit(first)
    serial = office.badge(first)
    assert overview(office.desk).changed == []
    office.accredit(second)
    office.allowed(badges.replace(office.desk, serial))
    changed = [(line.person.name, line.change.kind, line.change.why) for line in overview(office.desk).changed]
    assert changed == [
        ("Oumar Diarra", "to print", ""),
        ("Seydou Keïta", "to issue", ""),
        ("Oumar Diarra", "void", "replaced"),
    ]


def test_after_the_event_it_says_which_badges_are_out_and_which_returns_unsigned(office: Office) -> None:
    office.invite("MLI", HOD=1, DEL=2)
    first, second = office.nominate("Oumar Diarra", "HOD"), office.nominate("Seydou Keïta")
    third = office.nominate("Awa Traoré")
    serials = []
    for person in (first, second, third):
        office.accredit(person)
        serials.append(office.badge(person))
    office.allowed(badges.collect(office.desk, serials[:2]))
    office.allowed(badges.surrender(office.desk, serials[:1]))
    office.at(MORNING + timedelta(days=4))
    found = overview(office.desk)
    assert found.phase == AFTER
    assert [(line.party_name, line.number, line.people) for line in found.out] == [("Mali", 1, ("Seydou Keïta",))]
    assert [(line.day.day, line.signed_by) for line in found.returns] == [(27, ""), (28, ""), (29, ""), (30, "")]
    office.allowed(attendance.sign(office.desk, date(2023, 3, 28)))
    office.refused(attendance.sign(office.desk, date(2023, 3, 28)), "already_signed")
    office.refused(attendance.sign(office.desk, date(2023, 3, 26)), "no_day_of_event")
    assert [line.signed_by for line in overview(office.desk).returns] == ["", "Protocol", "", ""]


def test_after_the_event_sessions_stand_with_who_was_there(office: Office) -> None:
    session(office)
    office.invite("MLI", HOD=1, DEL=1)
    office.with_badge("Oumar Diarra", "HOD", role="principal")
    office.with_badge("Seydou Keïta")
    office.at_gate(office.scan(office.badges_of("Keïta")[-1].holder, at=MORNING + timedelta(minutes=20)))
    assert overview(office.desk).attended == []
    office.at(MORNING + timedelta(days=4))
    (line,) = overview(office.desk).attended
    assert line.tally is not None
    assert (line.id, line.tally.there, line.tally.expected, line.missing) == ("S1", 1, 2, 1)


def test_badges_out_name_people_in_order_and_say_how_many_are_back(office: Office) -> None:
    office.invite("MLI", HOD=1, DEL=3)
    people = [office.with_badge("Awa Traoré", cells={"rank": "Major"}), office.with_badge("Seydou Keïta")]
    people.append(office.with_badge("Oumar Diarra", "HOD", role="principal", cells={"rank": "General"}))
    serials = [badges.serial_of(office.badges_of(person)[-1]) for person in people]
    office.allowed(badges.collect(office.desk, serials))
    office.at(MORNING + timedelta(days=4))
    (out,) = overview(office.desk).out
    assert (out.people, out.number, out.back) == (("Oumar Diarra", "Awa Traoré", "Seydou Keïta"), 3, 0)
    office.allowed(badges.surrender(office.desk, serials[:2]))
    (out,) = overview(office.desk).out
    assert (out.people, out.number, out.back) == (("General Oumar Diarra",), 1, 2)


def test_once_the_event_runs_papers_stand_together_and_replies_are_waited_for_no_more(office: Office) -> None:
    parties = ("GHA", "KEN", "MLI", "NER")
    for party in parties:
        office.invite(party, HOD=1)
        office.nominate(f"Head {party}", "HOD", party, role="principal")
    office.allowed(invitations.add(office.desk, "INV/ZMB", "ZMB", {"HOD": 1}))
    office.allowed(invitations.send(office.desk, "INV/ZMB"))
    office.at(EARLY)
    assert sum(what.startswith("paper for") for _, what, _ in due(overview(office.desk))) == 4
    office.at(MORNING)
    found = overview(office.desk)
    assert found.phase == DURING
    assert [line for line in due(found) if "paper" in line[1] or "reply" in line[1]] == [
        ("4 States", "4 without paper", "4 days over")
    ]


def test_a_return_is_not_signed_before_its_day(office: Office) -> None:
    office.refused(attendance.sign(office.desk, date(2023, 3, 29)), "still_to_come")
    assert office.allowed(attendance.sign(office.desk, date(2023, 3, 28))).warnings


def test_a_closed_session_misses_those_who_are_invited_alone(office: Office) -> None:
    session(office, access="invited", parties=["MLI"])
    office.invite("MLI", HOD=1)
    office.invite("KEN", HOD=1)
    assert [line.party_name for line in overview(office.desk).missing] == ["Mali"]


def test_the_programme_opens_on_today_or_the_next_day_with_anything_on(office: Office) -> None:
    session(office)
    found = listed(office.desk)
    assert first_day(found, MORNING) == date(2023, 3, 28)
    assert first_day(found, EARLY) == date(2023, 3, 28)
    assert first_day(found, MORNING + timedelta(days=9)) == date(2023, 3, 28)

"""The programme: scheduled, moved, cancelled, and what clashes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conclave_desk.desk import programme
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.programme import Clash
from conclave_desk.errors import WrongUse
from conclave_desk.registers import sessions
from conclave_desk.registers.views import Session

if TYPE_CHECKING:
    from tests.conftest import Office


def put(office: Office, code: str, at: str, until: str, **particulars: Any) -> None:
    """Put a session on the second day's programme, in Pune's time."""
    office.allowed(programme.add(office.desk, code, f"Session {code}", moment(at), moment(until), **particulars))


def moment(clock: str) -> datetime:
    return datetime.fromisoformat(f"2023-03-28T{clock}:00+05:30")


def session(desk: Desk, code: str) -> Session:
    found = sessions.by_code(desk.journal.db, code)
    assert found is not None
    return found


def clash(desk: Desk) -> Clash:
    (found,) = programme.check(desk)
    return found


def test_a_venue_cannot_hold_two_sessions_at_once(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    put(office, "S2", "10:00", "11:00", venue="HALL")
    found = clash(office.desk)
    assert (found.kind, found.what, found.first, found.second, found.fatal) == ("venue", "HALL", "S1", "S2", True)
    assert found.sentence == "venue HALL: S1 and S2 overlap"


def test_a_person_cannot_speak_in_two_places_at_once(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL", chair="P-1")
    put(office, "S2", "10:00", "11:00", venue="ROOM", speakers=["P-2", "P-1"])
    found = clash(office.desk)
    assert (found.kind, found.what, found.fatal) == ("person", "P-1", True)


def test_a_party_bidden_to_two_closed_sessions_is_only_to_be_looked_at(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", access="invited", parties=["MLI", "KEN"])
    put(office, "S2", "10:00", "11:00", access="invited", parties=["MLI"])
    found = clash(office.desk)
    assert (found.kind, found.what, found.fatal) == ("party", "MLI", False)


def test_a_session_may_begin_when_the_one_before_it_ends(office: Office) -> None:
    put(office, "S1", "09:00", "10:00", venue="HALL", chair="P-1")
    put(office, "S2", "10:00", "11:00", venue="HALL", chair="P-1")
    assert programme.check(office.desk) == []


def test_open_sessions_and_sessions_without_a_venue_do_not_clash(office: Office) -> None:
    put(office, "S1", "09:00", "10:00")
    put(office, "S2", "09:00", "10:00")
    assert programme.check(office.desk) == []


def test_a_long_session_clashes_with_every_one_inside_it(office: Office) -> None:
    put(office, "S1", "09:00", "12:00", venue="HALL")
    put(office, "S2", "09:30", "10:00", venue="HALL")
    put(office, "S3", "11:00", "11:30", venue="HALL")
    assert [(found.first, found.second) for found in programme.check(office.desk)] == [("S1", "S2"), ("S1", "S3")]


def test_moving_a_session_ends_its_clash_and_keeps_its_length(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    put(office, "S2", "10:00", "11:00", venue="HALL")
    office.allowed(programme.move(office.desk, "S2", starts=moment("14:00")))
    assert programme.check(office.desk) == []
    moved = session(office.desk, "S2")
    assert moved.ends - moved.starts == timedelta(hours=1)
    assert moved.venue == "HALL"


def test_moving_a_session_to_another_venue_keeps_its_time(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    office.allowed(programme.move(office.desk, "S1", venue="ROOM"))
    moved = session(office.desk, "S1")
    assert (moved.venue, moved.starts, moved.ends) == ("ROOM", moment("09:00"), moment("10:30"))


def test_a_cancelled_session_clashes_with_nothing_and_moves_no_more(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    put(office, "S2", "10:00", "11:00", venue="HALL")
    office.allowed(programme.cancel(office.desk, "S1", "the speaker is ill"))
    assert programme.check(office.desk) == []
    assert (session(office.desk, "S1").status, session(office.desk, "S1").note) == ("cancelled", "the speaker is ill")
    office.refused(programme.move(office.desk, "S1", starts=moment("14:00")), "session_cancelled")
    office.refused(programme.cancel(office.desk, "S1"), "session_cancelled")


def test_a_session_ends_after_it_begins(office: Office) -> None:
    backwards = programme.add(office.desk, "S1", "Opening", moment("10:00"), moment("10:00"))
    office.refused(backwards, "ends_first")
    put(office, "S1", "09:00", "10:30")
    office.refused(programme.move(office.desk, "S1", ends=moment("09:00")), "ends_first")


def test_a_code_is_used_once(office: Office) -> None:
    put(office, "S1", "09:00", "10:30")
    again = programme.add(office.desk, "S1", "Opening", moment("14:00"), moment("15:00"))
    office.refused(again, "duplicate_session")


def test_what_the_event_does_not_have_is_wrong_use(office: Office) -> None:
    put(office, "S1", "09:00", "10:30")
    with pytest.raises(WrongUse, match="no venue 'TENT'; it has HALL, ROOM"):
        put(office, "S2", "09:00", "10:30", venue="TENT")
    with pytest.raises(WrongUse, match="no venue 'TENT'"):
        programme.move(office.desk, "S1", venue="TENT")
    with pytest.raises(WrongUse, match="'party' is no kind of session"):
        put(office, "S2", "09:00", "10:30", item="party")
    with pytest.raises(WrongUse, match="'secret' is no access"):
        put(office, "S2", "09:00", "10:30", access="secret")
    with pytest.raises(WrongUse, match="No session has the code 'S9'"):
        programme.cancel(office.desk, "S9")


def test_one_person_is_one_however_the_programme_writes_them(office: Office) -> None:
    office.invite(DEL=2)
    office.nominate("Oumar Diarra", external_id="MLI-1")
    office.nominate("Awa Keïta")
    put(office, "S1", "09:00", "10:30", venue="HALL", chair="MLI-1")
    put(office, "S2", "10:00", "11:00", venue="ROOM", speakers=["DIARRA Oumar", "oumar diarra"])
    put(office, "S3", "10:00", "11:00", chair="Awa Keita")
    found = [(clash.kind, clash.what, clash.first, clash.second) for clash in programme.check(office.desk)]
    assert found == [("person", "MLI-1", "S1", "S2")]

"""The programme: scheduled, moved, cancelled, and what clashes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conclave_desk.desk import programme, undo
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.programme import Clash
from conclave_desk.errors import WrongUse
from conclave_desk.registers import schema, sessions
from conclave_desk.registers.rebuild import rebuild
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


def test_the_programme_is_released_and_then_amended_by_number(office: Office) -> None:
    office.refused(programme.release(office.desk), "nothing_to_release")
    put(office, "S1", "09:00", "10:30", venue="HALL")
    assert programme.unreleased(office.desk) == []
    office.allowed(programme.release(office.desk))
    office.refused(programme.release(office.desk), "nothing_changed")
    office.allowed(programme.move(office.desk, "S1", starts=moment("11:00")))
    put(office, "S2", "14:00", "15:00")
    assert [(one.code, one.kind) for one in programme.unreleased(office.desk)] == [("S1", "moved"), ("S2", "added")]
    office.allowed(programme.release(office.desk, "the Minister comes later"))
    last = sessions.latest_release(office.desk.journal.db)
    assert last is not None
    assert (last.number, last.note, last.officer) == (1, "the Minister comes later", "Protocol")
    assert programme.unreleased(office.desk) == []


def test_a_release_says_again_what_clashes(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    put(office, "S2", "10:00", "11:00", venue="HALL")
    released = office.allowed(programme.release(office.desk))
    assert released.warnings == ["Released with a clash: venue HALL: S1 and S2 overlap."]


def test_a_clash_is_said_when_it_is_made(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    added = programme.add(office.desk, "S2", "Panel", moment("10:00"), moment("11:00"), venue="HALL")
    assert office.allowed(added).warnings == ["Clash: venue HALL: S1 and S2 overlap."]
    moved = programme.move(office.desk, "S2", starts=moment("14:00"))
    assert not office.allowed(moved).warnings
    assert office.allowed(programme.move(office.desk, "S2", starts=moment("10:15"))).warnings


def test_particulars_are_changed_and_what_says_so_already_is_not(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    office.allowed(programme.amend(office.desk, "S1", {"title": "Opening", "kind": "ceremony", "doors": 45}))
    found = session(office.desk, "S1")
    assert (found.title, found.kind, found.doors) == ("Opening", "ceremony", 45)
    office.refused(programme.amend(office.desk, "S1", {"title": "Opening"}), "nothing_changed")
    office.refused(programme.amend(office.desk, "S1", {"access": "invited"}), "nobody_invited")
    office.allowed(programme.amend(office.desk, "S1", {"access": "invited", "parties": ["MLI"]}))
    office.allowed(programme.cancel(office.desk, "S1"))
    office.refused(programme.amend(office.desk, "S1", {"title": "x"}), "session_cancelled")


def test_nobody_can_be_kept_out_by_an_empty_list(office: Office) -> None:
    closed = programme.add(office.desk, "S1", "Talks", moment("09:00"), moment("10:00"), access="categories")
    office.refused(closed, "nobody_invited")


def taken_back(office: Office) -> None:
    found = undo.last(office.desk)
    assert isinstance(found, undo.Last), found
    office.allowed(undo.take_back(office.desk, found))


def test_what_was_done_to_the_programme_is_taken_back(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    office.allowed(programme.amend(office.desk, "S1", {"chair": "P-1"}))
    before = session(office.desk, "S1")
    office.allowed(programme.move(office.desk, "S1", starts=moment("14:00"), venue="ROOM"))
    taken_back(office)
    assert session(office.desk, "S1") == before
    office.allowed(programme.amend(office.desk, "S1", {"chair": "P-2", "kind": "panel"}))
    taken_back(office)
    assert session(office.desk, "S1") == before
    office.allowed(programme.cancel(office.desk, "S1", "ill"))
    taken_back(office)
    assert session(office.desk, "S1") == before
    put(office, "S2", "14:00", "15:00")
    taken_back(office)
    assert session(office.desk, "S2").status == "cancelled"


def test_a_release_is_not_taken_back(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    office.allowed(programme.release(office.desk))
    found = undo.last(office.desk)
    assert isinstance(found, undo.Impossible)
    assert "next amendment" in found.sentence


def test_registers_drawn_again_hold_the_same_releases(office: Office) -> None:
    put(office, "S1", "09:00", "10:30", venue="HALL")
    office.allowed(programme.release(office.desk))
    office.allowed(programme.move(office.desk, "S1", starts=moment("11:00")))
    before = schema.digest(office.desk.journal.db)
    rebuild(office.desk.journal, office.desk.projection())
    assert schema.digest(office.desk.journal.db) == before

"""Attendance from a desk file: scanned at its gates, corrected by its officers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import accreditation, attendance, badges, nominations, programme
from conclave_desk.domain.attendance import AttendanceRow
from conclave_desk.errors import WrongUse
from conclave_desk.gate.books import DeskBooks
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station

if TYPE_CHECKING:
    from tests.conftest import Office


def moment(clock: str, day: int = 28) -> datetime:
    return datetime.fromisoformat(f"2023-03-{day}T{clock}:00+05:30")


def scan(office: Office, serial: str, clock: str, direction: str = "in") -> None:
    """Somebody shows that badge at the main entrance."""
    at = moment(clock)
    station = Station(
        DeskBooks(office.desk.journal, lambda *_: bytes(32)), office.desk.projection(), "Guard", lambda: at, str
    )
    answer = station.scan(Scan(serial, "G1", direction=direction, at=at))
    assert answer.verdict in ("admitted", "left"), answer


def lines(office: Office, session: str = "S1") -> dict[str, AttendanceRow]:
    """The session's rows by family name."""
    return {row.family_name: row for row in attendance.rows(office.desk) if row.session == session}


@pytest.fixture
def sitting(office: Office) -> Office:
    """Diarra and Keïta of Mali have badges; S1 is in the plenary hall from 10:00 to 12:00. It is the evening."""
    office.invite(HOD=1, DEL=3)
    office.with_badge("Oumar Diarra", "HOD", role="principal", cells={"rank": "General", "service": "Army"})
    office.with_badge("Awa Keïta", external_id="MLI-2")
    office.allowed(programme.add(office.desk, "S1", "Opening", moment("10:00"), moment("12:00"), venue="HALL"))
    office.at(moment("20:00"))
    return office


def serial(office: Office, person: str) -> str:
    return badges.serial_of(office.badges_of(person)[-1])


def test_the_return_is_drawn_from_the_scans(sitting: Office) -> None:
    scan(sitting, serial(sitting, "Diarra"), "09:50")
    scan(sitting, serial(sitting, "Diarra"), "12:05", "out")
    scan(sitting, serial(sitting, "Keïta"), "10:20")
    head, member = lines(sitting)["Diarra"], lines(sitting)["Keïta"]
    assert (head.status, head.minutes_present, head.gate, head.precedence) == ("attended", 120, "G1", 1)
    assert (head.event, head.party, head.rank, head.service) == ("PUNE23", "MLI", "General", "Army")
    assert (member.status, member.minutes_present, member.precedence) == ("late", 100, 2)
    days = [row for row in attendance.rows(sitting.desk) if not row.session]
    assert [row.date.day for row in days] == [27, 27, 28, 28, 29, 29, 30, 30]
    assert [row.status for row in days if row.date.day == 28] == ["attended", "attended"]


def test_a_replaced_badge_goes_on_where_the_old_one_was(sitting: Office) -> None:
    scan(sitting, serial(sitting, "Diarra"), "09:50")
    sitting.allowed(badges.replace(sitting.desk, serial(sitting, "Diarra")))
    scan(sitting, serial(sitting, "Diarra"), "12:05", "out")
    assert lines(sitting)["Diarra"].minutes_present == 120


def test_a_successor_is_expected_from_then_on(sitting: Office) -> None:
    put = programme.add(sitting.desk, "S2", "Closing", moment("10:00", 29), moment("12:00", 29), venue="HALL")
    sitting.allowed(put)
    cells = {"given_name": "Kéba", "family_name": "Sangaré"}
    sitting.allowed(nominations.substitute(sitting.desk, "Diarra", cells, moment("09:00", 29)))
    sitting.accredit("Sangaré")
    assert set(lines(sitting)) == {"Diarra", "Keïta"}
    assert set(lines(sitting, "S2")) == {"Sangaré", "Keïta"}


def test_whoever_is_accredited_provisionally_was_not_expected_before(sitting: Office) -> None:
    sitting.nominate("Late Comer")
    sitting.allowed(accreditation.grant(sitting.desk, "Comer", provisional=True))
    assert "Comer" not in lines(sitting)


def test_parties_sort_as_the_event_declares(sitting: Office) -> None:
    for party in ("AU", "CIV"):
        sitting.invite(party, DEL=1)
        sitting.with_badge(f"Jean {party}", party=party)
    assert [row.party for row in lines(sitting).values()] == ["CIV", "MLI", "MLI", "AU"]


def test_a_cancelled_session_has_no_rows(sitting: Office) -> None:
    sitting.allowed(programme.cancel(sitting.desk, "S1"))
    assert lines(sitting) == {}
    assert attendance.sessions_held(sitting.desk) == {}


def test_a_correction_is_an_entry_and_the_latest_holds(sitting: Office) -> None:
    assert [(code, held.title) for code, held in attendance.sessions_held(sitting.desk).items()] == [("S1", "Opening")]
    marked = attendance.mark(sitting.desk, "MLI-2", "S1", evidence="sight", reason="sat in the front row")
    assert sitting.allowed(marked).warnings == []
    row = lines(sitting)["Keïta"]
    assert (row.status, row.evidence, row.note) == ("attended", "sight", "sat in the front row")
    sitting.allowed(
        attendance.mark(sitting.desk, "Keïta", "S1", evidence="paper", excused=True, reason="embassy's letter")
    )
    row = lines(sitting)["Keïta"]
    assert (row.status, row.evidence, row.note) == ("excused", "paper", "embassy's letter")


def test_the_reason_stands_sealed_in_the_journal(sitting: Office) -> None:
    sitting.allowed(attendance.mark(sitting.desk, "Keïta", "S1", evidence="sight", reason="unwell since noon"))
    bodies = b"".join(body for _n, _hash, body in sitting.desk.journal.bodies("desk"))
    assert b"AttendanceMarked" in bodies
    assert b"unwell" not in bodies


def test_somebody_not_on_the_list_is_marked_with_a_warning(sitting: Office) -> None:
    sitting.nominate("Moussa Koné")
    sitting.at(moment("08:00"))
    warnings = sitting.allowed(
        attendance.mark(sitting.desk, "Koné", "S1", evidence="sight", reason="came along")
    ).warnings
    assert [warning.split()[2] for warning in warnings] == ["is", "has"]
    assert lines(sitting)["Koné"].status == "attended"


def test_corrections_that_make_no_sense(sitting: Office) -> None:
    desk = sitting.desk
    sitting.refused(attendance.mark(desk, "Keïta", "S1", evidence="paper", reason=" "), "reason_missing")
    with pytest.raises(WrongUse, match="evidence"):
        attendance.mark(desk, "Keïta", "S1", evidence="hearsay", reason="r")
    with pytest.raises(WrongUse, match="session"):
        attendance.mark(desk, "Keïta", "S9", evidence="paper", reason="r")
    with pytest.raises(WrongUse, match="Nobody"):
        attendance.mark(desk, "Traoré", "S1", evidence="paper", reason="r")
    sitting.allowed(programme.cancel(desk, "S1"))
    sitting.refused(attendance.mark(desk, "Keïta", "S1", evidence="paper", reason="r"), "session_cancelled")

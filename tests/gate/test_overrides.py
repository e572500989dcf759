"""Overriding a refusal away from the desk: by a supervisor's own badge or PIN, with a reason that the desk alone reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.gate.stations import Away, merged, prepared

from conclave_desk.credential.sealed import open_with
from conclave_desk.desk import accreditation, badges, reasons, supervisors
from conclave_desk.desk.lookup import person
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.event import BADGE_ALONE, Policy
from conclave_desk.errors import WrongUse
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.merge import withdraw
from conclave_desk.gate.scan import Scan, Supervisor
from conclave_desk.gate.supervision import PinClosed
from conclave_desk.registers import findings

if TYPE_CHECKING:
    from tests.gate.conftest import Guard

PIN = "47011623"


def allowed(decision: Decision) -> None:
    assert isinstance(decision, Decided), decision


@pytest.fixture
def away(guard: Guard, tmp_path: Path) -> Away:
    allowed(supervisors.appoint(guard.desk, "Asha Rao", PIN))
    return prepared(guard.desk, "PLN1", tmp_path / "pln.station")


def asked(away: Away, code: str) -> Supervisor | Refusal:
    with away.opened() as station:
        return station.supervisor(code, "PLN1")


def overridden(away: Away, code: str, badge: str, **more: Any) -> Answer:
    with away.opened() as station:
        found = station.supervisor(code, "PLN1")
        assert isinstance(found, Supervisor), found
        return station.scan(Scan(badge, "PLN1", override="the Minister vouches", supervisor=found, **more))


def test_a_supervisors_badge_or_pin_lets_in_and_the_entry_says_whose(guard: Guard, away: Away) -> None:
    for code in (guard.badge("Asha Rao"), PIN, supervisors.in_groups(PIN)):
        answer = overridden(away, code, guard.badge("Meera Nair"))
        assert (answer.verdict, answer.reason, answer.overrode) == ("admitted", "override", "wrong_zone")
    merged(guard.desk, away.path)
    records = list(guard.desk.journal.bodies(guard.desk.journal.chains()[-1]))
    assert f'"supervisor":"{guard.holder("Asha Rao")}"'.encode() in records[-1][2]


def test_the_reason_stands_nowhere_in_clear_and_the_desk_reads_it(guard: Guard, away: Away, tmp_path: Path) -> None:
    answer = overridden(away, PIN, guard.badge("Meera Nair"))
    scans = away.export(tmp_path / "1.scans")
    for path in (away.path, scans):
        assert b"Minister" not in path.read_bytes()
    merged(guard.desk, scans)
    found = guard.desk.journal.recorded(f"scan:{answer.scan_id}")
    assert found is not None
    (entry,) = found.entries
    assert isinstance(entry, ScanRecorded)
    assert reasons.read(guard.desk, entry.issuer, entry.holder, entry.override) == "the Minister vouches"
    assert open_with(bytes(32), entry.override or b"") is None


@pytest.mark.parametrize("where", ["away", "at the desk"])
def test_once_the_guest_is_erased_nobody_reads_the_reason(guard: Guard, away: Away, where: str) -> None:
    guest = person(guard.desk, "Meera Nair")
    if where == "away":
        answer = overridden(away, PIN, guard.badge("Meera Nair"))
        merged(guard.desk, away.path)
    else:
        answer = guard.enters("Meera Nair", "PLN1", override="the Minister vouches")
    journal = guard.desk.journal
    assert not any(b"Minister" in body for chain in journal.chains() for _n, _hash, body in journal.bodies(chain))
    found = guard.desk.journal.recorded(f"scan:{answer.scan_id}")
    assert found is not None
    (entry,) = found.entries
    assert isinstance(entry, ScanRecorded)
    assert reasons.read(guard.desk, entry.issuer, entry.holder, entry.override) == "the Minister vouches"
    guard.desk.safe.erase(guest.person)
    assert reasons.read(guard.desk, entry.issuer, entry.holder, entry.override) == "erased"


def test_the_reason_of_an_annulment_is_sealed_too(guard: Guard, away: Away) -> None:
    away.scan(guard.badge("Asha Rao"))
    with away.opened() as station:
        assert isinstance(station.annul("PLN1", "the wrong person walked through"), Answer)
    assert b"wrong person" not in away.path.read_bytes()


def test_without_a_supervisor_there_is_no_override_away_from_the_desk(guard: Guard, away: Away) -> None:
    with pytest.raises(WrongUse, match="supervisor"):
        away.scan(guard.badge("Meera Nair"), override="please")
    assert not findings.of(guard.desk.journal.db, guard.desk.event).double_entries


def test_a_supervisor_overrides_none_of_the_first_five(guard: Guard, away: Away) -> None:
    assert overridden(away, PIN, guard.forged("Meera Nair")).reason == "forged"


@pytest.mark.parametrize("code", ["badge", "serial", "hello", "000000", "", "forged"])
def test_nobody_else_may_and_the_attempt_is_recorded(guard: Guard, away: Away, code: str) -> None:
    codes = {
        "badge": guard.badge("Amadou Traoré"),
        "serial": guard.serial("Asha Rao"),
        "forged": guard.forged("Asha Rao"),
    }
    assert isinstance(asked(away, codes.get(code, code)), Refusal)
    merged(guard.desk, away.path)
    assert guard.desk.journal.db.execute("SELECT count(*) FROM supervisor_refusals").fetchone()[0] == 1


def test_five_wrong_pins_close_the_pin_for_five_minutes_even_to_the_right_one(guard: Guard, away: Away) -> None:
    for n in range(5):
        away.now += timedelta(seconds=1)
        assert isinstance(asked(away, f"00000{n}"), Refusal)
    closed = asked(away, PIN)
    assert isinstance(closed, Refusal)
    assert closed.reason == "too_many_attempts"
    assert isinstance(asked(away, guard.badge("Asha Rao")), Supervisor), "a badge is not a guess"
    away.now += timedelta(minutes=5)
    assert isinstance(asked(away, PIN), Supervisor)


def test_each_further_wrong_pin_closes_it_twice_as_long_and_an_override_begins_anew(guard: Guard, away: Away) -> None:
    def wrong(times: int) -> None:
        for n in range(times):
            away.now += timedelta(seconds=1)
            assert isinstance(asked(away, f"0000000{n}"), Refusal)

    wrong(5)
    for minutes in (5, 10, 20):
        away.now += timedelta(minutes=minutes, seconds=-1)
        closed = asked(away, PIN)
        assert isinstance(closed, PinClosed)
        assert closed.until - away.now == timedelta(seconds=1)
        wrong(1)
    away.now += timedelta(hours=1)
    assert overridden(away, PIN, guard.badge("Meera Nair")).reason == "override"
    wrong(4)
    assert isinstance(asked(away, PIN), Supervisor)


def test_where_badges_alone_override_no_pin_is_given_taken_or_put_into_a_file(guard: Guard, away: Away) -> None:
    assert b"$argon2id$" in away.path.read_bytes()
    guard.redeclare(policy=Policy(override_by=BADGE_ALONE))
    assert isinstance(supervisors.appoint(guard.desk, "Asha Rao", PIN), Refusal)
    prepared(guard.desk, "PLN1", away.path)
    assert b"$argon2id$" not in away.path.read_bytes()
    for code in (PIN, "00000000"):
        found = asked(away, code)
        assert isinstance(found, Refusal)
        assert found.reason == "badge_alone"
    assert isinstance(asked(away, guard.badge("Asha Rao")), Supervisor)


def test_who_withdraws_a_station_is_told_whose_pins_lie_in_it(guard: Guard, away: Away) -> None:
    decision = withdraw(guard.desk, away.path, "stolen")
    assert isinstance(decision, Decided)
    assert "PINs of supervisors" in decision.warnings[0]


@pytest.mark.parametrize(
    "step",
    [
        lambda g: badges.revoke(g.desk, [g.serial("Asha Rao")]),
        lambda g: accreditation.suspend(g.desk, "Asha Rao"),
        lambda g: supervisors.relieve(g.desk, "Asha Rao"),
    ],
    ids=["badge lost", "suspended", "relieved"],
)
def test_who_may_no_more_may_no_more(guard: Guard, away: Away, step: Any) -> None:
    badge = guard.badge("Asha Rao")
    allowed(step(guard))
    prepared(guard.desk, "PLN1", away.path)
    for code in (badge, PIN):
        assert isinstance(asked(away, code), Refusal)


@pytest.mark.parametrize("pin", ["1234567", "1234567890123", "1234567a", "١٢٣٤٥٦٧٨", ""])
def test_a_pin_has_eight_to_twelve_digits(guard: Guard, pin: str) -> None:
    with pytest.raises(WrongUse):
        supervisors.appoint(guard.desk, "Asha Rao", pin)


def test_neither_the_pin_nor_who_was_lies_in_the_file_in_clear(guard: Guard, away: Away) -> None:
    assert PIN.encode() not in away.path.read_bytes()
    assert isinstance(supervisors.relieve(guard.desk, "Amadou Traoré"), Refusal)

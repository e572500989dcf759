"""What good check-in systems do, fact by fact, and the test of each.

The facts are numbered as in the list that this desk was built against: outcomes 1-8, entry, exit and replay 9-19,
offline 20-26, at the desk 27-36. Those that no other test shows are shown here.
"""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.gate.stations import merged, prepared

from conclave_desk.desk import amending, badges
from conclave_desk.desk.journal_export import export
from conclave_desk.desk.pressing import PressRun, press_run
from conclave_desk.domain.decision import Decided
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.gate import handing
from conclave_desk.gate.delegation import check_in
from conclave_desk.journal import record

if TYPE_CHECKING:
    from tests.gate.conftest import Guard

GATE, TUI, WEB = "tests/gate", "tests/tui", "tests/web"
FACTS: dict[int, tuple[str, str]] = {
    1: (f"{GATE}/test_station_reasons.py", "test_a_good_badge_is_admitted_with_all_that_the_screen_shows"),
    2: (f"{GATE}/test_station_reasons.py", "test_what_cannot_be_read_is_kept_to_512_characters"),
    3: (f"{GATE}/test_station_reasons.py", "test_a_replaced_badge_names_the_issue_to_the_guard"),
    4: (f"{GATE}/test_wording.py", "test_in_english_the_screen_says_what_the_station_says"),
    5: (f"{GATE}/test_station_reasons.py", "test_whoever_has_a_badge_of_this_event_may_always_leave"),
    6: (f"{GATE}/test_station_reasons.py", "test_whoever_has_a_badge_of_this_event_may_always_leave"),
    7: (f"{GATE}/test_station_presence.py", "test_gates_of_other_zones_know_nothing_of_each_other"),
    8: (f"{GATE}/test_facts.py", "test_what_cannot_be_judged_is_not_admitted"),
    9: (f"{GATE}/test_station_presence.py", "test_once_is_once_for_the_whole_event_whatever_badge_is_shown"),
    10: (f"{GATE}/test_station_scans.py", "test_the_same_scan_again_gets_the_first_answer_and_makes_no_entry"),
    11: (f"{GATE}/test_station_scans.py", "test_the_id_of_a_refused_scan_is_its_own_too"),
    12: (f"{GATE}/test_station_presence.py", "test_whoever_is_seen_leaving_first_has_not_spent_the_badge"),
    13: (f"{GATE}/test_facts.py", "test_repeated_exits_are_recorded"),
    14: (f"{GATE}/test_station_presence.py", "test_passback_lets_in_again_after_a_way_out"),
    15: (f"{GATE}/test_station_presence.py", "test_a_late_scan_is_refused_by_what_had_happened_by_then"),
    16: (f"{GATE}/test_station_scans.py", "test_an_override_is_recorded_as_sent_and_only_counts_where_it_was_needed"),
    17: (f"{GATE}/test_station_scans.py", "test_a_replayed_override_is_one_entry"),
    18: (f"{GATE}/test_station_scans.py", "test_every_attempt_is_an_entry_with_who_and_when_it_arrived"),
    19: (f"{GATE}/test_station_presence.py", "test_a_day_of_a_clock_change_ends_at_its_own_midnight"),
    20: (f"{GATE}/test_station_file.py", "test_forged_unknown_and_foreign_badges_are_told_apart_without_the_desk"),
    21: (
        f"{GATE}/test_station_file.py",
        "test_what_the_desk_had_decided_when_the_roster_was_made_holds_at_the_station",
    ),
    22: (f"{GATE}/test_station_file.py", "test_a_duplicate_is_known_even_after_the_earlier_scan_was_taken_to_the_desk"),
    23: (f"{GATE}/test_station_file.py", "test_forged_unknown_and_foreign_badges_are_told_apart_without_the_desk"),
    24: (f"{TUI}/test_watch_station.py", "test_the_roster_s_age_and_that_no_desk_is_at_hand_stand_above"),
    25: (f"{GATE}/test_merging.py", "test_what_a_withdrawn_station_brings_is_kept_apart_and_shown"),
    26: (
        f"{TUI}/test_gates_kept.py",
        "test_a_station_is_prepared_and_its_scans_come_back_with_what_should_be_looked_into",
    ),
    27: (f"{TUI}/test_watch.py", "test_three_letters_find_whoever_forgot_the_badge"),
    28: (f"{GATE}/test_station_scans.py", "test_somebody_who_forgot_the_badge_is_let_in_by_name"),
    29: (f"{GATE}/test_facts.py", "test_a_delegation_at_once_is_judged_one_by_one"),
    30: (f"{GATE}/test_facts.py", "test_printing_is_not_check_in"),
    31: (f"{GATE}/test_undoing.py", "test_a_gates_screen_shows_the_last_scans_and_the_days_numbers"),
    32: (f"{GATE}/test_facts.py", "test_what_to_hand_out_is_shown_and_ticked_once_wherever"),
    33: (f"{GATE}/test_facts.py", "test_a_wrong_spelling_is_corrected_and_the_same_badge_printed_again"),
    34: (f"{GATE}/test_facts.py", "test_the_record_of_scans_holds_all_of_them"),
    35: (f"{TUI}/test_watch.py", "test_a_scanner_is_understood_whatever_it_ends_with_and_whatever_the_layout"),
    36: (f"{GATE}/test_station_file.py", "test_no_dossier_reaches_a_gate"),
}
BESIDES: dict[int, tuple[str, str]] = {
    24: (f"{WEB}/test_lost.py", "test_what_is_scanned_without_network_is_kept_and_answered_when_it_is_back"),
    25: (f"{WEB}/test_lost.py", "test_an_answer_that_was_lost_on_the_way_is_asked_for_again_and_recorded_once"),
    26: (f"{GATE}/test_morning.py", "test_attendance_equals_what_happened"),
}
"""What one test alone does not show: a phone that loses the station, and what it had kept; all in a whole morning."""
ROOT = Path(__file__).resolve().parents[2]


def test_every_fact_has_its_test() -> None:
    assert list(FACTS) == list(range(1, 37))
    for number, (file, name) in (*FACTS.items(), *BESIDES.items()):
        assert re.search(rf"^def {name}", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), (number, name)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accreditations SET zones = 'PLN'",
        "UPDATE accreditations SET valid_until = 'tomorrow'",
        "UPDATE badges SET revoked_from = 'yesterday'",
        "UPDATE sessions SET doors = NULL",
    ],
)
def test_what_cannot_be_judged_is_not_admitted(guard: Guard, statement: str) -> None:
    """A register that was damaged: nobody comes in on it, and nothing is recorded."""
    code = guard.badge("Amadou Traoré")
    if "sessions" in statement:
        times = "'2023-03-28T03:00:00.000000+00:00', '2023-03-28T05:00:00.000000+00:00'"
        guard.desk.journal.db.execute(
            "INSERT INTO sessions (code, title, kind, venue, starts, ends, access, categories, parties, speakers, status)"
            f" VALUES ('S1', '', 'session', 'ROOM', {times}, 'invited', '[]', '[]', '[]', 'scheduled')"
        )
    guard.desk.journal.db.execute(statement)
    with pytest.raises(WrongData):
        guard.scan(code, "CLS1")
    assert guard.entries() == 0
    assert guard.desk.journal.db.execute("SELECT count(*) FROM occupancy").fetchone()[0] == 0


def test_repeated_exits_are_recorded(guard: Guard) -> None:
    guard.enters("Amadou Traoré")
    first, second = guard.leaves("Amadou Traoré"), guard.leaves("Amadou Traoré")
    assert [(one.verdict, one.reason) for one in (first, second)] == [("left", None), ("left", "not_seen_entering")]
    assert guard.entries() == 3


@pytest.mark.parametrize("away", [False, True], ids=["desk", "station"])
def test_a_delegation_at_once_is_judged_one_by_one(guard: Guard, tmp_path: Path, away: bool) -> None:
    badges.revoke(guard.desk, [guard.serial("Late Comer")])
    if away:
        with prepared(guard.desk, "PLN1", tmp_path / "pln.station").opened() as station:
            found = check_in(station, "IND", "PLN1")
    else:
        found = check_in(guard.station, "IND", "PLN1")
    said = {one.name: one.reason for one in found.answers}
    assert said == {
        "Asha Rao": None,
        "Ravi Iyer": None,
        "Meera Nair": "wrong_zone",
        "Late Comer": "revoked",
        "Early Leaver": "expired",
    }
    assert {one.method for one in found.answers} == {"name"}
    assert found.summary[0] == "2 of 5 let in."
    assert "Meera Nair: This badge does not open Plenary hall. It opens: Campus, Buffet." in found.summary


def test_printing_is_not_check_in(guard: Guard) -> None:
    assert isinstance(badges.replace(guard.desk, guard.serial("Amadou Traoré")), Decided)
    pressed = press_run(guard.desk, among=[(guard.holder("Amadou Traoré"), 2)])
    assert isinstance(pressed, PressRun)
    decision = badges.printed(guard.desk, pressed.badges)
    assert isinstance(decision, Decided)
    assert len(decision.entries) == 1
    assert guard.desk.journal.db.execute("SELECT count(*) FROM scans").fetchone()[0] == 0
    assert guard.station.counts("CMP1").admitted == 0
    assert guard.enters("Amadou Traoré").reason is None


def with_handouts(guard: Guard) -> None:
    categories = tuple(
        msgspec.structs.replace(one, handout=("lanyard", "folder") if one.code == "DEL" else ())
        for one in guard.desk.event.categories
    )
    gates = tuple(msgspec.structs.replace(one, handout=one.code == "CMP1") for one in guard.desk.event.gates)
    guard.redeclare(categories=categories, gates=gates)


def test_what_to_hand_out_is_shown_and_ticked_once_wherever(guard: Guard, tmp_path: Path) -> None:
    with_handouts(guard)
    away = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")
    answer = guard.enters("Amadou Traoré")
    assert handing.due(guard.station, answer) == ("lanyard", "folder")
    assert handing.due(guard.station, guard.enters("Amadou Traoré", "PLN1")) == (), "another gate hands nothing out"
    assert handing.due(guard.station, guard.enters("Asha Rao")) == (), "nor to other categories"
    handing.hand_out(guard.station, answer, ["folder"])
    assert handing.due(guard.station, guard.enters("Amadou Traoré")) == ("lanyard",)
    with pytest.raises(WrongUse, match="is not due to Amadou Traoré"):
        handing.hand_out(guard.station, answer, ["folder"])
    away.now += timedelta(minutes=1)
    with away.opened() as station:
        seen = away.scan(guard.badge("Amadou Traoré"))
        assert handing.due(station, seen) == ("lanyard", "folder"), "its roster is older"
        handing.hand_out(station, seen, ["folder", "lanyard"])
    merged(guard.desk, away.path)
    assert handing.due(guard.station, guard.enters("Amadou Traoré")) == ()
    rows = guard.desk.journal.db.execute("SELECT item, gate, chain FROM handouts ORDER BY item").fetchall()
    assert [row["item"] for row in rows] == ["folder", "lanyard"]
    assert rows[0]["chain"] == "station:local", "the first tick counts"


def test_a_wrong_spelling_is_corrected_and_the_same_badge_printed_again(guard: Guard) -> None:
    code = guard.badge("Amadou Traoré")
    amended = amending.amend(guard.desk, "Amadou Traoré", {"family_name": "Traorré"})
    assert isinstance(amended, Decided)
    assert any("print" in warning for warning in amended.warnings)
    again = press_run(guard.desk, among=[(guard.holder("Traorré"), 1)], reprint=True)
    assert isinstance(again, PressRun)
    assert isinstance(badges.printed(guard.desk, again.badges, "name corrected"), Decided)
    assert guard.badge("Traorré") == code, "printed again it is the same badge"
    assert guard.scan(code).name == "Amadou Traorré"


def test_the_record_of_scans_holds_all_of_them(guard: Guard) -> None:
    for _ in range(3):
        guard.enters("Amadou Traoré")
    guard.enters("Meera Nair", "PLN1")
    guard.scan("https://example.org")
    guard.station.annul("CMP1")
    reads = [record.read(body) for _n, _hash, body in guard.desk.journal.bodies("station:local")]
    scans = [entry for read in reads for entry in read.entries if isinstance(entry, ScanRecorded)]
    assert [scan.verdict for scan in scans] == ["admitted"] * 3 + ["refused"] * 2
    rows = guard.desk.journal.db.execute("SELECT verdict, annulled FROM scans ORDER BY rowid").fetchall()
    assert [tuple(row) for row in rows][2] == ("annulled", "admitted")
    assert len(rows) == 5
    out = io.BytesIO()
    export(guard.desk, "json", out)
    handed_out = [row for row in json.loads(out.getvalue()) if row["entry"] in ("ScanRecorded", "ScanAnnulled")]
    assert [row["scan_id"] for row in handed_out] == [*(scan.scan_id for scan in scans), scans[2].scan_id]
    assert [row["verdict"] for row in handed_out] == [*(scan.verdict for scan in scans), None]

"""``gate prepare | export | merge | withdraw | annul | report``: a station's file goes out, and its scans come back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

KEYS = ["imported", "duplicates", "double_entries", "revoked_admitted", "clock_jumps", "quarantined"]


@pytest.fixture
def station(printed: Program) -> Program:
    """A desk with a station for G1, in ``g1.station``."""
    printed.done("gate", "prepare", "--gate", "G1", "-o", "g1.station")
    return printed


def scanned(program: Program, *codes: str, gate: str = "G1", **more: str) -> list[dict[str, object]]:
    words = ("gate", "scan", "--gate", gate, "--station", "g1.station", "--json")
    return program.done(*words, stdin="".join(f"{code}\n" for code in codes), **more).lines


def test_a_station_goes_out_and_its_scans_come_back_once(station: Program) -> None:
    serial = station.serial("Traoré")
    first, second = scanned(station, serial, "hello")
    assert (first["verdict"], first["action"], first["offline"]) == ("admitted", "check", True)
    assert first["roster_as_of"] == "2023-03-28T09:30:00+05:30"
    assert second["reason"] == "unreadable"
    station.done("gate", "export", "--station", "g1.station", "-o", "g1.scans")
    merged = station.read("gate", "merge", "g1.scans")
    assert list(merged) == KEYS
    assert merged == {"imported": 2, "duplicates": 0, "quarantined": 0} | {key: [] for key in KEYS[2:5]}
    again = station.read("gate", "merge", "g1.station", "g1.scans")
    assert (again["imported"], again["duplicates"]) == (0, 4)
    assert station.read("status")["people"]["arrived"] == 1


def test_prepare_says_what_it_made_and_refreshes_what_is_there(station: Program) -> None:
    scanned(station, station.serial("Traoré"))
    station.done("badges", "revoke", station.serial("Traoré"))
    made = station.read("gate", "prepare", "--gate", "G1", "-o", "g1.station")
    assert (made["gate"], made["badges"], made["roster_as_of"]) == ("G1", 2, "2023-03-28T09:30:00+05:30")
    assert made["chain"].startswith("station:G1-")
    assert scanned(station, station.serial("Traoré"))[0]["reason"] == "revoked"
    assert station.read("gate", "merge", "g1.station")["imported"] == 2


def test_a_withdrawn_stations_scans_are_kept_apart(station: Program) -> None:
    scanned(station, "hello")
    station.done("gate", "withdraw", "g1.station", "--reason", "lost on the way")
    assert station.read("gate", "merge", "g1.station")["quarantined"] == 1
    station.refused("gate", "withdraw", "g1.station", code=1)
    station.refused("gate", "prepare", "--gate", "G1", "-o", "g1.station", code=1)


def test_what_should_be_looked_into_is_listed(station: Program) -> None:
    serial = station.serial("Traoré")
    scanned(station, serial, gate="G4")
    station.done("gate", "scan", "--gate", "G4", "--at", "2023-03-28T09:29", stdin=serial)
    station.now = "2023-03-28T09:40:00+05:30"
    station.done("badges", "revoke", serial)
    station.now = "2023-03-28T09:50:00+05:30"
    scanned(station, serial)
    station.now = "2023-03-28T09:45:00+05:30"
    scanned(station, station.serial("Rao"))
    found = station.read("gate", "merge", "g1.station")
    (double,), (revoked,), (jump,) = (found[key] for key in KEYS[2:5])
    assert (double["rule"], double["serial"], double["first_gate"]) == ("once", serial, "G4")
    assert (revoked["name"], revoked["cause"], revoked["at"]) == ("Amadou Traoré", "lost", "2023-03-28T09:50:00+05:30")
    assert (jump["back_seconds"], jump["gate"]) == (300, "G1")
    assert {key: found[key] for key in KEYS[2:5]} == station.read("gate", "report")
    said = station.done("gate", "report").out
    assert "twice where once is allowed" in said
    assert "set back 5 minutes" in said
    assert station.read("gate", "report", "--gate", "G4")["clock_jumps"] == []


def test_the_last_scan_is_annulled_and_a_second_time_refused(station: Program) -> None:
    scanned(station, station.serial("Traoré"))
    words = ("gate", "annul", "--gate", "G1", "--station", "g1.station")
    (answer,) = station.done(*words, "--json").lines
    assert (answer["verdict"], answer["reason"], answer["name"]) == ("refused", "annulled", "Amadou Traoré")
    assert "annulled already" in station.refused(*words, code=1)
    assert "Nobody" in station.refused("gate", "annul", "--gate", "G1", code=1)


def test_somebody_without_a_badge_is_admitted_by_name_at_a_station(station: Program) -> None:
    words = ("gate", "admit", "traore", "--gate", "G1", "--station", "g1.station")
    (answer,) = station.done(*words, "--json").lines
    assert (answer["verdict"], answer["method"], answer["name"]) == ("admitted", "name", "Amadou Traoré")
    for name in ("zz", "nobody", "a"):
        station.refused("gate", "admit", name, "--gate", "G1", "--station", "g1.station", code=2)


def test_an_override_at_a_station_wants_a_supervisor(station: Program) -> None:
    serial = station.serial("Traoré")
    words = ("gate", "scan", "--gate", "G2", "--station", "g1.station", "--json")
    outcome = station(*words, "--override", "guest", stdin=serial)
    assert (outcome.code, outcome.out) == (2, "")
    assert "supervisor" in outcome.err
    pin = station.done("gate", "supervisor", "Rao", "--pin", "--json").json["pin"]
    station.done("gate", "prepare", "--gate", "G1", "-o", "g1.station")
    station.refused(*words, "--override", "guest", "--supervisor", "000000", stdin=serial, code=1)
    (answer,) = station.done(*words, "--override", "guest", "--supervisor", pin, stdin=serial).lines
    assert (answer["reason"], answer["overrode"]) == ("override", "wrong_zone")
    station.done("gate", "supervisor", "Rao", "--remove")
    station.refused("gate", "supervisor", "Rao", "--remove", code=1)


def test_a_delegation_is_admitted_at_once_and_who_may_override_and_which_stations_there_are_is_listed(
    station: Program,
) -> None:
    words = ("gate", "admit", "--party", "MLI", "--gate", "G1", "--station", "g1.station", "--json")
    answers = station.done(*words).lines
    assert {answer["method"] for answer in answers} == {"name"}
    assert "Amadou Traoré" in [answer["name"] for answer in answers]
    station.refused("gate", "admit", "--gate", "G1", code=2)
    station.refused("gate", "admit", "Traoré", "--party", "MLI", "--gate", "G1", code=2)
    station.refused("gate", "admit", "--party", "KEN", "--gate", "G1", code=2)
    assert station.read("gate", "supervisor") == []
    station.done("gate", "supervisor", "Rao")
    assert [(one["pin"], one["lacks"]) for one in station.read("gate", "supervisor")] == [(False, "")]
    (one,) = station.read("gate", "stations")
    assert (one["gate"], one["state"], one["records"]) == ("G1", "prepared", 0)
    station.done("gate", "withdraw", one["chain"], "--reason", "stolen")
    assert station.read("gate", "stations")[0]["state"] == "withdrawn"
    station.refused("gate", "withdraw", one["chain"], code=1)
    station.refused("gate", "withdraw", "station:G9-00000000", code=2)


def test_what_is_due_at_a_gate_that_hands_nothing_out_is_nothing(station: Program) -> None:
    scanned(station, station.serial("Traoré"))
    words = ("gate", "handout", "--gate", "G1", "--station", "g1.station", "--done")
    assert station.read(*words) == {"name": "Amadou Traoré", "due": [], "done": False}


def test_floaters_are_assigned_listed_and_recalled(station: Program) -> None:
    rows = station.read("gate", "floaters", "--party", "MLI", "--count", "2", "--zones", "LNG")
    assert [(row["party"], row["zones"], row["held_by"]) for row in rows] == [("MLI", ["LNG"], None)] * 2
    station.done("gate", "floaters", "--recall", rows[0]["serial"])
    assert sum(row["recalled"] is not None for row in station.read("gate", "floaters")) == 1
    station.refused("gate", "floaters", "--recall", rows[0]["serial"], code=1)
    station.refused("gate", "floaters", "--party", "MLI", "--count", "1", code=1)
    station.refused("gate", "floaters", "--party", "XX", "--count", "1", "--zones", "LNG", code=2)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("gate", "prepare", "--gate", "G9", "-o", "x.station"), 2),
        (("gate", "prepare", "--gate", "G1", "-o", "nowhere/x.station"), 4),
        (("gate", "prepare", "--gate", "G1", "-o", "conclave.desk"), 1),
        (("gate", "merge", "none.scans"), 2),
        (("gate", "merge", "event/event.toml"), 3),
        (("gate", "merge"), 2),
        (("gate", "export", "--station", "conclave.desk", "-o", "x.scans"), 3),
        (("gate", "export", "--station", "none.station", "-o", "x.scans"), 2),
        (("gate", "scan", "--gate", "G1", "--station", "none.station"), 2),
        (("gate", "scan", "--gate", "G9", "--station", "g1.station"), 2),
        (("gate", "scan", "--gate", "G1", "--station", "event/event.toml"), 3),
        (("gate", "withdraw", "none.station"), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_use_wrong_data_and_faults_each_have_their_exit_code(
    station: Program, words: tuple[str, ...], code: int
) -> None:
    station.refused(*words, code=code)
    assert not (station.folder / "x.scans").exists()
    assert not list(station.folder.glob("*x.station*"))


def test_a_scans_file_that_was_altered_is_wrong_data(station: Program) -> None:
    scanned(station, station.serial("Traoré"))
    station.done("gate", "export", "--station", "g1.station", "-o", "g1.scans")
    path = Path(station.folder) / "g1.scans"
    path.write_bytes(path.read_bytes().replace(b"admitted", b"admittee", 1))
    assert "nothing of it was taken" in station.refused("gate", "merge", "g1.scans", code=3)


def test_a_torn_station_says_what_is_lost(station: Program) -> None:
    path = Path(station.folder) / "g1.station"
    path.write_bytes(path.read_bytes()[:20_000])
    said = station.refused("gate", "scan", "--gate", "G1", "--station", "g1.station", code=3)
    assert "may be lost" in said
    assert "prepare another" in said


def test_export_to_standard_output_is_the_file_alone(station: Program) -> None:
    scanned(station, "hello")
    out = station.done("gate", "export", "--station", "g1.station", "-o", "-").out
    assert [next(iter(json.loads(line))) for line in out.splitlines()] == ["format", "v", "v", "signature"]

"""``doctor``: what is wrong with a desk's file, and what a torn station's has lost."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_cli_stations import scanned, station

if TYPE_CHECKING:
    from tests.cli.conftest import Program

__all__ = ["station"]


def filled(station: Program, number: int) -> Path:
    """The station's file after so many scans."""
    station.done("gate", "scan", "--gate", "G1", "--station", "g1.station", stdin="\n".join(["no badge"] * number))
    return Path(station.folder) / "g1.station"


def test_a_desk_that_is_whole_is_said_to_be(station: Program) -> None:
    scanned(station, station.serial("Traoré"))
    assert "nothing is wrong" in station.done("doctor").out
    assert "Whole; 2 records of station:G1-" in station.done("doctor", "g1.station").out


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET body = CAST(body || ' ' AS BLOB) WHERE n = 3", "desk:3: record was changed"),
        ("DELETE FROM badges", "the registers are not what the journal draws"),
    ],
)
def test_what_is_wrong_with_a_desk_is_said_in_a_line_each(station: Program, statement: str, said: str) -> None:
    db = sqlite3.connect(Path(station.folder) / "conclave.desk")
    db.execute(statement)
    db.commit()
    db.close()
    assert said in station.refused("doctor", code=3)


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
def test_a_key_file_that_others_can_read_is_found(station: Program) -> None:
    (Path(station.folder) / "conclave.desk.key").chmod(0o644)
    assert "chmod 600" in station.refused("doctor", code=3)


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.8])
def test_a_station_file_torn_in_half_says_what_is_lost_and_the_rest_is_saved(station: Program, kept: float) -> None:
    path = filled(station, 300)
    station.done("gate", "merge", "g1.station")
    filled(station, 300)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    said = station.refused("doctor", "g1.station", "--salvage", "saved.scans", code=3)
    assert "is torn." in said
    assert "301 records are at the desk already" in said
    assert "lost" in said
    assert "withdraw station:G1-" in said
    merged = station.read("gate", "merge", "saved.scans")
    assert merged["quarantined"] == 0
    assert merged["duplicates"] <= 300
    assert merged["imported"] + merged["duplicates"] > 0
    assert "nothing is wrong" in station.done("doctor").out


def test_a_hole_in_the_middle_is_told_with_what_can_be_read_after_it(station: Program) -> None:
    path = filled(station, 400)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8 * 4096] = bytes(8 * 4096)
    path.write_bytes(content)
    said = station.refused("doctor", "g1.station", code=3)
    assert "can be saved" in said
    assert "lost" in said or "cannot" in said


def test_what_is_no_station_or_nothing_at_all_is_told_apart(station: Program) -> None:
    station.refused("doctor", "none.station", code=2)
    station.refused("doctor", "event/event.toml", code=3)
    station.refused("doctor", "--salvage", "x.scans", code=2)
    path = Path(station.folder) / "g1.station"
    path.write_bytes(path.read_bytes()[:3000])
    assert "lost" in station.refused("doctor", "g1.station", code=3)

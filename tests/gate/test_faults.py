"""Power cuts, full disks, and eight scanners at one door: what was answered is on the disk, and nothing half."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.gate.conftest import NOW
from tests.gate.scanner import recorded
from tests.gate.stations import prepared

from conclave_desk.journal.chain import Verified, verify

if TYPE_CHECKING:
    from tests.gate.conftest import Guard

ROOT = Path(__file__).resolve().parents[2]
CUTS = 50
PEOPLE = ("Amadou Traoré", "Fatou Keita", "Issa Moussa", "Moussa Faki", "Meera Nair")


def scanner(task: str, path: Path, *more: str, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.gate.scanner", task, str(path), *more]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, text=True, **pipes, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def codes(guard: Guard) -> list[str]:
    return [guard.badge(name) for name in PEOPLE]


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    """A process that has loaded everything and has children keep a gate, each a process of its own to be killed."""
    command = [sys.executable, "-m", "tests.gate.scanner", "nursery"]
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield process
    process.communicate()


def cut_at(nursery: subprocess.Popen[str], order: dict[str, str], answers: int, pause: float) -> set[str]:
    """A child does the task, is killed so long after so many answers; the ids of the scans that it answered."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    os.mkfifo(order["answers"])
    nursery.stdin.write(json.dumps(order) + "\n")
    nursery.stdin.flush()
    child = int(nursery.stdout.readline())
    with Path(order["answers"]).open(encoding="utf-8") as said:
        assert said.readline() == "ready\n"
        lines = [said.readline() for _ in range(answers)]
        time.sleep(pause)
        os.kill(child, signal.SIGKILL)
        lines += said.readlines()
    Path(order["answers"]).unlink()
    return {json.loads(line)["scan_id"] for line in lines if line.endswith("}\n")}


@pytest.mark.parametrize("task", ["scan", "together"])
def test_after_a_power_cut_every_scan_that_was_answered_is_there_and_none_is_half(
    guard: Guard, codes: list[str], tmp_path: Path, nursery: subprocess.Popen[str], task: str
) -> None:
    """Half of the fifty cuts one at a time, half with scans that share a sync; 40 scans a round, 2,000 in all."""
    draw = random.Random(task)
    path = prepared(guard.desk, "CMP1", tmp_path / "cmp.station").path
    (tmp_path / "codes").write_text("\n".join(codes * 8) + "\n")
    order = {"task": task, "path": str(path), "gate": "CMP1"}
    order |= {"codes": str(tmp_path / "codes"), "answers": str(tmp_path / "answers")}
    answered: set[str] = set()
    for _ in range(CUTS // 2):
        answered |= cut_at(nursery, order, draw.randrange(1, 30), draw.random() / 500)
    journal = recorded(path)
    try:
        found = verify(journal)
        assert isinstance(found, Verified), found
        chain = next(iter(found.records))
        kept = list(journal.last_records(chain, found.records[chain]))
        ids = [record.entries[0].scan_id for record in kept if record.command.name == "gate scan"]  # type: ignore[union-attr]
        assert answered <= set(ids)
        assert len(ids) == len(set(ids)) >= len(answered) > CUTS // 2
        rows = journal.db.execute("SELECT count(*) FROM scans").fetchone()[0]
        assert rows == len(ids), "the registers have what the journal has"
    finally:
        journal.close()


def test_on_a_full_disk_it_says_so_and_admits_nobody(guard: Guard, codes: list[str], tmp_path: Path) -> None:
    """The disk is a limit on the size of files; what was answered before it was reached is there."""
    path = prepared(guard.desk, "CMP1", tmp_path / "cmp.station").path
    full = path.stat().st_size + 40_000

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))

    process = scanner("scan", path, "CMP1", preexec_fn=limited)
    out, err = process.communicate("\n".join(codes * 40) + "\n", timeout=60)
    said = [json.loads(line) for line in out.splitlines()[1:]]
    faults = [line for line in said if "fault" in line]
    assert faults, (out[-300:], err[-300:])
    assert {line["code"] for line in faults} == {4}
    assert all("nothing was written" in line["fault"] for line in faults)
    journal = recorded(path)
    try:
        found = verify(journal)
        assert isinstance(found, Verified), found
        kept = journal.db.execute("SELECT scan_id FROM scans").fetchall()
        assert {row[0] for row in kept} == {line["scan_id"] for line in said if "scan_id" in line}
    finally:
        journal.close()


def eight(path: Path, codes: Sequence[str], at: str = "") -> list[dict[str, Any]]:
    """Eight processes scan the same codes, from the same instant on."""
    begin = str(time.time() + 2.5)
    processes = [scanner("same", path, "DIN1", begin, at) for _ in range(8)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n".join(codes) + "\n")
        process.stdin.close()
        process.stdin = None
    found = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert not err, err
        found.append(json.loads(out))
    return found


def admitted_by(found: Sequence[dict[str, Any]]) -> Counter[int]:
    """How many of the eight admitted each code."""
    return Counter(n for one in found for n, verdict in enumerate(one["verdicts"]) if verdict == "admitted")


def test_eight_scanners_of_a_station_at_one_instant_admit_each_badge_once(guard: Guard, tmp_path: Path) -> None:
    """Badges that the roster does not know yet, which the station judges by what they say of themselves."""
    guard.now = datetime.now(UTC)
    begins, ends = guard.now - timedelta(days=1), guard.now + timedelta(days=1)
    times = {"not_before": begins, "expires": ends, "issued_at": guard.now}
    path = prepared(guard.desk, "DIN1", tmp_path / "din.station").path
    codes = [guard.stray(holder=n.to_bytes(5, "big"), **times) for n in range(60)]
    assert admitted_by(eight(path, codes)) == dict.fromkeys(range(60), 1)


def test_eight_scanners_of_the_desks_file_at_one_instant_admit_each_badge_once(guard: Guard, desk_file: Path) -> None:
    codes = [guard.badge(name) for name in PEOPLE[:4]]
    assert admitted_by(eight(desk_file, codes, NOW.isoformat())) == dict.fromkeys(range(4), 1)

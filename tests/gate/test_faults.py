"""Power cuts, full disks, and eight scanners at one door: what was answered is on the disk, and nothing half."""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
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


@pytest.mark.parametrize("task", ["scan", "together"])
def test_after_a_power_cut_every_scan_that_was_answered_is_there_and_none_is_half(
    guard: Guard, codes: list[str], tmp_path: Path, task: str
) -> None:
    """Half of the fifty cuts one at a time, half with scans that share a sync; 40 scans a round."""
    draw = random.Random(task)
    path = prepared(guard.desk, "CMP1", tmp_path / "cmp.station").path
    answered: set[str] = set()
    for _ in range(CUTS // 2):
        process = scanner(task, path, "CMP1")
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n".join(codes * 8) + "\n")
        process.stdin.flush()
        for _ in range(draw.randrange(1, 30)):
            answered.add(json.loads(process.stdout.readline())["scan_id"])
        time.sleep(draw.random() / 500)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().splitlines()
        process.wait()
        answered |= {json.loads(line)["scan_id"] for line in rest if line.endswith("}")}
        assert process.stderr is not None
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close() if pipe is not process.stdin else _close(pipe)
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


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except BrokenPipeError:
        return


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

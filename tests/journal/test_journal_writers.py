"""Eight machines' worth of writers on one file: nothing is lost, nobody is turned away, nobody starves."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import groupby
from typing import TYPE_CHECKING

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk.desk import Desk
from conclave_desk.journal import record
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.journal.connection import kind_of
from conclave_desk.registers import invitations, schema
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    import pytest

WRITERS, COMMANDS = 8, 25
LONGEST_WAIT = 2.0
"""Seconds. What the desk promises is 0.25; a busy machine that runs tests may be slower."""
WRITER = """
import json, sys, time
from pathlib import Path
from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk import invitations

desk_file, me, commands = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
waits = []
with open_desk(Config(desk=desk_file, officer=f"Writer {me}")) as desk:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(commands):
        began = time.perf_counter()
        decision = invitations.add(desk, f"INV/{me}/{n}", "MLI", {"DEL": 1})
        waits.append(time.perf_counter() - began)
        assert decision.entries, decision
print(json.dumps(waits))
"""


def start(config: Config, writer: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(config.desk), str(writer), str(COMMANDS)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def all_at_once(config: Config) -> list[list[float]]:
    """Let the writers go together when all of them are there; the time that each command took, by writer."""
    writers = [start(config, writer) for writer in range(WRITERS)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    waits: list[list[float]] = []
    for writer in writers:
        said, complained = writer.communicate(timeout=120)
        assert (writer.returncode, complained) == (0, "")
        waits.append(json.loads(said))
    return waits


def test_eight_writers_lose_nothing_and_wait_their_turn(
    desk: Desk, config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    waits = all_at_once(config)

    journal = desk.journal
    written = [record.read(body).command.officer for _n, _hash, body in journal.bodies(record.DESK, after=1)]
    assert isinstance(verify(journal), Verified)
    expected = {f"INV/{writer}/{n}" for writer in range(WRITERS) for n in range(COMMANDS)}
    assert {invitation.reference for invitation in invitations.all_of(journal.db)} == expected
    assert {officer: written.count(officer) for officer in written} == {
        f"Writer {writer}": COMMANDS for writer in range(WRITERS)
    }
    before = schema.digest(journal.db)
    rebuild(journal, desk.projection())
    assert schema.digest(journal.db) == before

    longest = max(wait for writer in waits for wait in writer)
    turns = max(len(list(run)) for _officer, run in groupby(written))
    with capsys.disabled():
        print(f"\n{WRITERS} writers: longest wait {longest:.3f} s, most turns in a row {turns}")
    assert longest < LONGEST_WAIT
    assert turns < COMMANDS, "somebody wrote everything before anybody else had a turn"


def test_a_second_look_at_the_file_does_not_let_another_process_take_it_from_the_first(desk: Desk) -> None:
    """A process that opens and closes the file by itself drops its own locks on it; whoever closes the file next takes
    itself for the last one and deletes what the first still writes into."""
    path = desk.journal.path
    log = path.with_name(f"{path.name}-wal")
    assert log.exists()
    kind_of(path)
    with open_desk(Config(desk=path, officer="Asha")):
        pass
    other = (
        f"import sqlite3; db = sqlite3.connect({str(path)!r}); db.execute('SELECT * FROM heads').fetchall(); db.close()"
    )
    subprocess.run([sys.executable, "-c", other], check=True)
    assert log.exists()

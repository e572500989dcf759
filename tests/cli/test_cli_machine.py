"""The program as a process: interrupted, out of space, with nobody listening; and the demo."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

from conclave_desk.exchange.generated import write_generated

if TYPE_CHECKING:
    from tests.cli.conftest import Program

CROWD = 4000
LIMIT = 40_000


def start(program: Program, *words: object, **more: Any) -> subprocess.Popen[bytes]:
    """The program as a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CONCLAVE_")}
    environment |= {"CONCLAVE_DESK": str(program.desk), "PYTHONUNBUFFERED": ""}
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-m", "conclave_desk", *map(str, words)]
    return subprocess.Popen(command, cwd=program.folder, env=environment, **{**streams, **more})


def ended(process: subprocess.Popen[bytes], stdin: bytes | None = None) -> tuple[int, str, str]:
    """Exit code, output, and what was said, which is never a traceback."""
    out, err = process.communicate(stdin, timeout=60)
    said = (err or b"").decode()
    assert "Traceback" not in said, said
    assert "Exception ignored" not in said, said
    return process.returncode, (out or b"").decode(), said


def test_the_program_runs_as_a_process_and_ends_with_the_code_of_its_command(printed: Program) -> None:
    code, out, err = ended(start(printed, "badges", "verify", "hello"))
    assert (code, err) == (3, "payload 1: unreadable\n")
    assert '"unreadable"' in out
    assert ended(start(printed, "status", "--json"))[0] == 0
    assert ended(start(printed, "status", "--colour"))[0] == 2
    script = subprocess.run(
        [Path(sys.executable).with_name("conclave-desk"), "--desk", printed.desk, "badges", "verify", "hello"],
        capture_output=True,
        check=False,
    )
    assert script.returncode == 3


def test_a_workbook_that_nobody_reads_is_no_fault(printed: Program) -> None:
    process = start(printed, "export", "attendance", "--format", "xlsx", "-o", "-")
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    assert ended(process)[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_the_caller_closed_is_no_fault(printed: Program, closed: int) -> None:
    words = [sys.executable, "-m", "conclave_desk", "--desk", str(printed.desk), "gate", "scan", "--gate", "G1"]
    with subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=-1, stderr=-1, preexec_fn=lambda: os.close(closed)
    ) as process:
        assert ended(process)[0] == 0
    assert printed.read("journal", "verify")["whole"]


def test_a_verdict_is_there_as_soon_as_it_is_recorded(printed: Program) -> None:
    process = start(printed, "gate", "scan", "--gate", "G1", "--json")
    assert process.stdin
    assert process.stdout
    for number in range(1, 4):
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        assert b'"unreadable"' in process.stdout.readline()
        chain = printed.done("journal", "show", "--chain", "station:local", "--json").lines
        assert len(chain) == number
    assert ended(process)[0] == 0


if sys.platform != "win32":
    import resource

    def limited() -> None:
        """As if the disk were nearly full."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))

    def interrupted(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
        process.send_signal(signal.SIGINT)
        return ended(process)

    def test_ctrl_c_between_two_scans_ends_in_130(printed: Program) -> None:
        process = start(printed, "gate", "scan", "--gate", "G1", "--json")
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        assert process.stdout.readline()
        code, _, said = interrupted(process)
        assert code == 130
        assert "Stopped" in said
        assert printed.read("journal", "verify")["records"]["station:local"] == 1

    def test_ctrl_c_in_the_middle_of_a_load_changes_nothing(founded: Program) -> None:
        crowd = founded.folder / "crowd"
        write_generated(crowd, CROWD, 7)
        founded.desk.unlink()
        Path(f"{founded.desk}.key").unlink()
        founded.done("init", "--event", "crowd/event.toml")
        head = founded.head()
        lock = Path(f"{founded.desk}.lock")
        lock.unlink(missing_ok=True)
        process = start(founded, "load", "crowd")
        begun = time.monotonic()
        while not lock.exists() and process.poll() is None and time.monotonic() - begun < 30:
            time.sleep(0.01)
        code, out, said = interrupted(process)
        assert (code, out) == (130, "")
        assert "Stopped" in said
        assert founded.head() == head
        assert founded.read("status")["people"]["nominated"] == 0

    @pytest.mark.parametrize("words", ["load event", "init --desk a.desk --event event/event.toml"])
    def test_a_full_disk_is_said_and_nothing_is_changed(founded: Program, words: str) -> None:
        head, files = founded.head(), sorted(path.name for path in founded.folder.iterdir() if path.suffix != ".lock")
        code, out, said = ended(start(founded, *words.split(), preexec_fn=limited))
        assert (code, out) == (4, ""), said
        assert "nothing was written" in said or "could not be used" in said
        assert founded.head() == head
        assert sorted(path.name for path in founded.folder.iterdir() if path.suffix != ".lock") == files

    def test_output_that_nobody_reads_is_no_fault(printed: Program) -> None:
        read, write = os.pipe()
        os.close(read)
        for words in (("journal", "show"), ("badges", "list", "--json"), ("export", "attendance", "-o", "-")):
            with os.fdopen(os.dup(write), "wb") as nobody:
                assert ended(start(printed, *words, stdout=nobody))[0] == 0
        os.close(write)


if Path("/dev/full").exists():

    @pytest.mark.parametrize(
        "words",
        [
            ("status",),
            ("status", "--json"),
            ("journal", "show"),
            ("badges", "key"),
            ("badges", "verify", "hello"),
            ("export", "attendance", "-o", "-"),
            ("export", "attendance", "-o", "/dev/full"),
            ("--help",),
        ],
        ids=" ".join,
    )
    def test_output_that_cannot_be_written_ends_in_4(printed: Program, words: tuple[str, ...]) -> None:
        with open_full() as full:
            code, _, said = ended(start(printed, *words, stdout=full))
        assert code == 4
        assert "No space left on device" in said

    def open_full() -> IO[bytes]:
        return Path("/dev/full").open("wb", buffering=0)

    def test_badges_that_could_not_be_written_are_not_printed(badged: Program) -> None:
        said = badged.refused("badges", "print", "-o", "/dev/full", code=4)
        assert "/dev/full: cannot be written" in said
        assert {row["printed"] for row in badged.read("badges", "list")} == {0}
        assert Path("/dev/full").is_char_device()


def test_a_fault_of_the_program_itself_is_a_sentence_and_no_traceback(
    printed: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Callable[..., object]:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("conclave_desk.desk.status.headline", broken)
    outcome = printed("status")
    assert outcome.code == 4
    assert "ZeroDivisionError: division by zero" in outcome.err


def test_the_demo_tells_the_whole_story_in_a_folder_of_its_own(printed: Program) -> None:
    head = printed.head()
    outcome = printed.done("demo", CONCLAVE_DESK=str(printed.desk))
    assert printed.head() == head
    made = {path.name for path in (printed.folder / "out").iterdir()}
    wanted = {
        f"pune-2023{ending}"
        for ending in (".desk", "-badges.pdf", *(f"-attendance.{k}" for k in ("csv", "xlsx", "json")))
    }
    assert wanted <= made
    assert "4 QR codes out of the PDF (all 4)" in outcome.err
    assert "Try next" in outcome.out
    assert "replaced (issue 2 is valid)" in outcome.out
    printed.desk = printed.folder / "out" / "pune-2023.desk"
    assert printed.read("journal", "verify")["whole"]
    told = printed.read("demo")
    assert list(told) == ["desk", "files", "printed", "read_back", "scans", "status"]
    assert (told["printed"], told["read_back"], told["status"]["parties"]["invited"]) == (4, 4, 54)


def test_the_demo_takes_generated_people_too(nowhere: Program) -> None:
    outcome = nowhere.done("demo", "--delegates", "12", "--seed", "7", "--out", "there")
    assert "(all 12)" in outcome.err
    assert [path.name for path in nowhere.folder.iterdir()] == ["there"]
    assert nowhere("demo", "--delegates", "0").code == 2

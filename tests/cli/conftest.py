"""The real program, run inside the test's process, on a small conclave of its own."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conclave_desk.cli.diagnostics import guarded
from conclave_desk.cli.main import program

NOW = "2023-03-28T09:30:00+05:30"
KEYS = ("", ".key")

EVENT = """
[event]
code = "PUNE23"
kind = "conclave"
title = "Conclave of Chiefs of Armies of African Nations"
host = "IND"
city = "Pune"
timezone = "Asia/Kolkata"
starts = 2023-03-27
ends = 2023-03-30
badges_from = 2023-03-24
linked = ["AFINDX23"]
[[party]]
code = "AU"
name = "African Union Commission"
[[category]]
code = "HOD"
name = "Head of delegation"
zones = ["PLN", "LNG", "DIN"]
quota = 1
clearance = ["paper", "protocol"]
[[category]]
code = "DEL"
name = "Delegate"
zones = ["PLN", "DIN"]
quota = 2
clearance = ["paper"]
[[category]]
code = "STF"
name = "Staff"
zones = ["*"]
[[zone]]
code = "PLN"
name = "Plenary hall"
[[zone]]
code = "LNG"
name = "Lounge"
[[zone]]
code = "DIN"
name = "Dinner"
presence = "in_only"
[[gate]]
code = "G1"
name = "Main entrance"
zone = "PLN"
[[gate]]
code = "G2"
name = "Lounge door"
zone = "LNG"
[[gate]]
code = "G4"
name = "Dinner"
zone = "DIN"
direction = "in"
reentry = "once"
[[venue]]
code = "HALL"
name = "Hall 1"
zone = "PLN"
"""
INVITATIONS = """reference,party,addressee,issued_on,level,slots,status,answered_on,answered_level
INV/MLI,MLI,Chief of the Army,2023-01-10,chief,HOD:1;DEL:2,accepted,2023-02-01,representative
INV/NER,NER,Chief of the Army,2023-01-10,chief,HOD:1;DEL:2,sent,,
INV/TCD,TCD,Chief of the Army,2023-01-10,chief,HOD:1;DEL:2,regretted,2023-02-03,
"""
NOMINATIONS = """invitation,party,category,slot,role,rank,given_name,family_name,paper_kind,paper_number,status
INV/MLI,MLI,HOD,1,representative,,,,,,nominated
INV/MLI,MLI,DEL,,,Colonel,Amadou,Traoré,note_verbale,NV 12,accredited
INV/MLI,MLI,DEL,,,Colonel,Fatou,Keita,,,nominated
,IND,STF,,,,Asha,Rao,,,accredited
"""
PROGRAMME = """code,title,kind,venue,starts,ends,access
S1,Opening,session,HALL,2023-03-28 10:00,2023-03-28 11:00,open
S2,Partnership,session,HALL,2023-03-28 11:30,2023-03-28 12:45,open
"""


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document that it is."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Program:
    """Types commands at a desk file, as a shell would; ``now`` is what the clock says."""

    def __init__(self, folder: Path, desk: str = "conclave.desk") -> None:
        self.folder = folder
        self.desk = folder / desk
        self.now: str | None = NOW

    def __call__(self, *words: object, stdin: str | bytes = "", **environment: str) -> Outcome:
        env = {"CONCLAVE_DESK": str(self.desk), "CONCLAVE_OFFICER": "Protocol", "COLUMNS": "200", **environment}
        if self.now:
            env.setdefault("CONCLAVE_NOW", self.now)
        given = stdin.encode() if isinstance(stdin, str) else stdin
        streams = {
            "stdin": io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"),
            "stdout": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True),
            "stderr": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True),
        }
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("CONCLAVE_")]:
                patch.delenv(name)
            for name, value in env.items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            for stream, replacement in streams.items():
                patch.setattr(sys, stream, replacement)
            arguments = [str(word) for word in words]
            code = guarded(lambda: program.main(arguments, prog_name="conclave-desk", standalone_mode=False))
            raw, err = (streams[name].buffer.getvalue() for name in ("stdout", "stderr"))
        said = err.decode()
        assert "Traceback" not in said, said
        return Outcome(code, raw.decode("utf-8", "replace"), said, raw)

    def done(self, *words: object, **more: Any) -> Outcome:
        """The command ends well."""
        outcome = self(*words, **more)
        assert outcome.code == 0, outcome.err
        return outcome

    def read(self, *words: object, **more: Any) -> Any:
        """What the command answers in JSON."""
        return self.done(*words, "--json", **more).json

    def refused(self, *words: object, code: int, **more: Any) -> str:
        """The command ends with that exit code, says why, prints nothing else, and writes no record; what it said."""
        before = self.head()
        outcome = self(*words, **more)
        assert outcome.code == code, (outcome.code, outcome.err)
        assert outcome.err.strip()
        assert self.head() == before
        return outcome.err

    def head(self) -> str | None:
        """What the journal ends in; ``None`` where no desk file can be read."""
        outcome = self("journal", "verify", "--json")
        return json.dumps(outcome.json, sort_keys=True) if outcome.code == 0 else None

    def records(self) -> list[dict[str, Any]]:
        """The desk's records."""
        return self.done("journal", "show", "--json", "--chain", "desk").lines

    def person(self, name: str) -> dict[str, Any]:
        """The nomination of whoever has that family name."""
        found = [row for row in self.read("nominations", "list") if row["family_name"] == name]
        assert len(found) == 1, found
        row: dict[str, Any] = found[0]
        return row

    def serial(self, name: str) -> str:
        """The serial of the latest badge of whoever has that family name."""
        holder = self.person(name)["id"]
        rows = [row for row in self.read("badges", "list") if row["holder"] == holder]
        return str(rows[-1]["serial"])


def write_folder(folder: Path, **tables: str | bytes) -> Path:
    """An event folder; ``tables`` replaces files by their name without ending."""
    files: dict[str, str | bytes] = {
        "event.toml": EVENT,
        "invitations.csv": INVITATIONS,
        "nominations.csv": NOMINATIONS,
        "programme.csv": PROGRAMME,
    }
    files |= {f"{name}.{'toml' if name == 'event' else 'csv'}": content for name, content in tables.items()}
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def folder_of() -> Callable[..., Path]:
    """Writes event folders."""
    return write_folder


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = Program(tmp_path_factory.mktemp("founded"))
    write_folder(program.folder / "event")
    program.done("init", "--event", "event/event.toml")
    return program.desk


@pytest.fixture(scope="session")
def _loaded(tmp_path_factory: pytest.TempPathFactory, _founded: Path) -> Path:
    program = Program(_copied(_founded, tmp_path_factory.mktemp("loaded")))
    program.done("load", "event")
    return program.desk


@pytest.fixture(scope="session")
def _badged(tmp_path_factory: pytest.TempPathFactory, _loaded: Path) -> Path:
    program = Program(_copied(_loaded, tmp_path_factory.mktemp("badged")))
    program.done("badges", "issue", "--all-accredited")
    return program.desk


@pytest.fixture(scope="session")
def _printed(tmp_path_factory: pytest.TempPathFactory, _badged: Path) -> Path:
    program = Program(_copied(_badged, tmp_path_factory.mktemp("printed")))
    program.done("badges", "print", "-o", "badges.pdf")
    return program.desk


def _copied(desk: Path, folder: Path) -> Path:
    for ending in KEYS:
        shutil.copy(f"{desk}{ending}", folder)
    shutil.copytree(desk.parent / "event", folder / "event", dirs_exist_ok=True)
    return folder


@pytest.fixture
def nowhere(tmp_path: Path) -> Program:
    """The program in an empty folder."""
    return Program(tmp_path)


@pytest.fixture
def founded(tmp_path: Path, _founded: Path) -> Program:
    """A desk as `init` makes it, and the folder ``event`` to load."""
    return Program(_copied(_founded, tmp_path))


@pytest.fixture
def loaded(tmp_path: Path, _loaded: Path) -> Program:
    """A desk with the folder loaded: Traoré and Rao accredited, Keita nominated, a head awaited."""
    return Program(_copied(_loaded, tmp_path))


@pytest.fixture
def badged(tmp_path: Path, _badged: Path) -> Program:
    """Traoré and Rao have badges that nobody has printed yet."""
    return Program(_copied(_badged, tmp_path))


@pytest.fixture
def printed(tmp_path: Path, _printed: Path) -> Program:
    """Traoré and Rao have printed badges."""
    return Program(_copied(_printed, tmp_path))

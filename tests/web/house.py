"""A desk with badges, the page served from it by a real process, and phones of every kind before it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import ssl
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

import msgspec
from tests.gate.conftest import NOW, Guard, allowed, campus, populate

from conclave_desk.bootstrap import make_desk, open_desk
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges, floaters, nominations, supervisors
from conclave_desk.desk.nominations import Proposal
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.event import Event
from conclave_desk.journal import record
from conclave_desk.journal.connection import STATION, kind_of
from conclave_desk.journal.keyfile import beside
from conclave_desk.journal.store import Journal

ROOT = Path(__file__).resolve().parents[2]
GENERAL = "Façade-Testé"
PIN = "24681012"
"""By which Asha Rao overrides."""
PRIVATE = ("P7654321", "1961-05-04", "lukasz@example.org")
"""What no gate may know of the general."""


def event() -> Event:
    """The campus of the gates' tests, where delegates are given something at the committee's door."""
    held = campus()
    return msgspec.structs.replace(
        held,
        categories=tuple(
            msgspec.structs.replace(one, handout=("lanyard", "folder") if one.code == "DEL" else ())
            for one in held.categories
        ),
        gates=tuple(msgspec.structs.replace(one, handout=one.code == "CLS1") for one in held.gates),
    )


def founded(path: Path) -> None:
    """The campus of the gates' tests, with a supervisor, a floater, and a general of whom a guard should know more."""
    make_desk(Config(desk=path, officer="Protocol", now=datetime(2023, 3, 24, 6, tzinfo=UTC)), event())
    with open_desk(Config(desk=path, officer="Protocol", now=datetime(2023, 3, 27, 6, tzinfo=UTC))) as desk:
        populate(desk)
        cells = {"rank": "General", "given_name": "Łukasz", "family_name": GENERAL, "badge_name": "Ł. Façade"}
        cells |= dict(zip(("passport_number", "date_of_birth", "email"), PRIVATE, strict=True))
        cells |= {"appointment": "Chief of Staff (test)", "service": "Army", "marks": "salute, do not stop"}
        allowed(nominations.add(desk, Proposal("IND", "HOST", cells)))
        allowed(accreditation.grant(desk, GENERAL))
        allowed(badges.issue(desk, (), all_accredited=True))
        allowed(supervisors.appoint(desk, "Asha Rao", PIN))
        allowed(floaters.assign(desk, "MLI", 1))


def copied(source: Path, folder: Path) -> Path:
    """A desk file of one's own."""
    for path in (source, beside(source)):
        shutil.copy(path, folder)
    return folder / source.name


@contextmanager
def guard_of(path: Path) -> Iterator[Guard]:
    """Whoever looks at the desk's file besides the page."""
    with open_desk(Config(desk=path, officer="Guard")) as desk:
        yield Guard(desk)


def scans(path: Path, gate: str = "") -> list[ScanRecorded]:
    """Every attempt at the gate, or at all, that the file holds, in the order of recording."""
    journal = Journal.open(path, kind_of(path) or STATION)
    try:
        chains = [row[0] for row in journal.db.execute("SELECT DISTINCT chain FROM journal")]
        reads = [record.read(body) for chain in chains for _n, _hash, body in journal.bodies(chain)]
        entries = [entry for read in reads for entry in read.entries]
        return [entry for entry in entries if isinstance(entry, ScanRecorded) and gate in ("", entry.gate)]
    finally:
        journal.close()


@dataclass
class Served:
    """A running ``gate serve``; what the operator is told comes as objects, what is typed goes to its keyboard."""

    process: subprocess.Popen[str]
    books: Path
    url: str = ""
    fingerprint: str = ""

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def told(self) -> dict[str, Any]:
        """The next thing that the operator is told."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the server has stopped"
        found: dict[str, Any] = json.loads(line)
        return found

    def type(self, text: str) -> None:
        """The operator types a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def offer(self, gate: str, label: str = "") -> str:
        """A code for a phone at that gate: where it leads to."""
        self.type(f"{gate} {label}".strip())
        return str(self.told()["offer"])

    def phone(self, gate: str = "CMP1", label: str = "") -> Phone:
        """A phone that is paired."""
        phone = Phone(self.port)
        status, told = phone.post("/pair", {"secret": self.offer(gate, label).partition("#")[2]})
        assert status == 202, told
        assert self.told()["number"] == told["number"]
        self.type("y")
        assert self.told()["paired"]
        assert phone.post("/pair/decided", {})[0] == 200
        phone.gate = gate
        return phone

    def stop(self, how: int | None = None) -> int:
        """Stopped by its operator, or by a signal; the exit code."""
        if how is None:
            self.type("q")
        else:
            self.process.send_signal(how)
        return self.process.wait(20)


@contextmanager
def serving(path: Path, *flags: str, port: int = 0, largest: int = 0) -> Iterator[Served]:
    """``gate serve`` on that file, in a process of its own, on loopback; no file may be larger than ``largest``."""
    books = ["--station", str(path)] if kind_of(path) == STATION else ["--desk", str(path)]
    command = [sys.executable, "-m", "conclave_desk", "gate", "serve", "--json", "--port", str(port), *books, *flags]
    environment = {**os.environ, "CONCLAVE_CONFIG": str(path.with_name("none.toml")), "CONCLAVE_NOW": NOW.isoformat()}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}

    def limited() -> None:
        if largest:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    process = subprocess.Popen(command, cwd=ROOT, text=True, env=environment, preexec_fn=limited, **pipes)  # type: ignore[call-overload]
    served = Served(process, path)
    try:
        begun = served.told()
        served.url, served.fingerprint = begun["serving"], begun["fingerprint"]
        yield served
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)
        process.stdin.close()
        process.stdout.close()


@dataclass
class Phone:
    """What a phone's browser sends, without the browser: it keeps cookies and asks."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    gate: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request on a connection of its own."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = HTTPSConnection("127.0.0.1", self.port, context=trusting, timeout=20)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            sent = {"cookie": cookies, "content-type": "application/json", **headers}
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            answer = connection.getresponse()
            content = answer.read()
            self.headers = {name.lower(): value for name, value in answer.getheaders()}
            for given in answer.msg.get_all("set-cookie") or ():
                name, _, value = given.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, self.headers, content
        finally:
            connection.close()

    def post(self, path: str, sent: Any) -> tuple[int, Any]:
        """JSON there, JSON back."""
        status, _, content = self.ask("POST", path, json.dumps(sent).encode())
        return status, json.loads(content)

    def get(self, path: str) -> tuple[int, Any]:
        """JSON back."""
        status, _, content = self.ask("GET", path)
        return status, json.loads(content)

    def scan(self, code: str, **more: Any) -> tuple[int, Any]:
        """A scan as the page sends it."""
        language = more.pop("language", "en")
        sent = {
            "scan_id": str(uuid.uuid4()),
            "code": code,
            "gate": self.gate,
            "direction": "in",
            **more,
        }
        return self.post(f"/api/scan?language={language}", sent)

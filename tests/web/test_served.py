"""``gate serve`` as a program: how it begins, stops, and what becomes of scans when it is killed."""

from __future__ import annotations

import resource
import signal
import socket
import ssl
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from tests.gate.conftest import NOW, allowed
from tests.gate.stations import prepared
from tests.web.house import PRIVATE, Served, guard_of, scans, serving
from tests.web.house import Phone as Visitor

from conclave_desk.bootstrap import open_station
from conclave_desk.cli.diagnostics import guarded
from conclave_desk.cli.main import program
from conclave_desk.config import Config
from conclave_desk.desk.founding import signing_key
from conclave_desk.errors import WrongUse
from conclave_desk.gate import phones
from conclave_desk.gate.merge import merge
from conclave_desk.gate.phones import Phone
from conclave_desk.gate.prepare import prepare
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.web import certificate


def tried(path: Path, capsys: pytest.CaptureFixture[str], *flags: str) -> tuple[int, str]:
    """The program begun with these flags, for which it has no use: exit code, and what it says."""
    arguments = ["gate", "serve", "--desk", str(path), *flags]
    code = guarded(lambda: program.main(arguments, standalone_mode=False))
    return code, capsys.readouterr().err


def test_what_makes_no_sense_is_said_in_a_sentence(desk_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = tried(desk_file, capsys, "--gate", "NONE", "--port", "0")
    assert (code, said.count("\n")) == (2, 1)
    assert "The event has no gate 'NONE'" in said
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        code, said = tried(desk_file, capsys, "--port", str(taken.getsockname()[1]))
    assert (code, said.count("\n")) == (4, 1)
    assert "nothing can listen there" in said
    desk_file.with_name("no.pem").write_text("no certificate")
    code, said = tried(desk_file, capsys, "--port", "0", "--cert", str(desk_file.with_name("no.pem")))
    assert (code, said.count("\n")) == (2, 1)
    assert "is no PEM file with a certificate and its private key" in said
    code, said = tried(desk_file.with_name("none.desk"), capsys, "--port", "0")
    assert (code, said.count("\n")) == (2, 1)


@pytest.mark.parametrize(("how", "code"), [(None, 0), (signal.SIGTERM, 130)])
def test_however_it_is_stopped_the_file_is_closed(desk_file: Path, how: signal.Signals | None, code: int) -> None:
    with serving(desk_file, "--gate", "CMP1") as served:
        assert served.told()["gate"] == "CMP1"
        phone = served.phone("CMP1")
        with guard_of(desk_file) as guard:
            assert phone.scan(guard.badge("Asha Rao"))[0] == 200
        assert served.stop(how) == code
    assert not desk_file.with_name(desk_file.name + "-wal").exists()
    assert len(scans(desk_file)) == 1


def test_every_scan_that_was_answered_is_in_the_file_when_the_server_is_killed(own: Served) -> None:
    with guard_of(own.books) as guard:
        codes = [guard.badge(name) for name in ("Asha Rao", "Amadou Traoré", "Fatou Keita", "Issa Moussa")]
    lanes = [own.phone("CMP1") for _ in range(4)]
    answered: list[str] = []

    def keeps_scanning(lane: int) -> None:
        try:
            while True:
                status, told = lanes[lane].scan(codes[lane])
                assert status == 200
                answered.append(told["scan_id"])
                if len(answered) == 25:
                    own.process.send_signal(signal.SIGKILL)
        except (OSError, ssl.SSLError, ConnectionError):
            return

    with ThreadPoolExecutor(4) as guards:
        list(guards.map(keeps_scanning, range(4)))
    recorded = {scan.scan_id for scan in scans(own.books)}
    assert len(answered) >= 25
    assert set(answered) <= recorded
    with guard_of(own.books) as guard:
        assert isinstance(verify(guard.desk.journal), Verified)


def test_a_station_away_from_the_desk_serves_its_roster_and_its_scans_are_merged(desk_file: Path) -> None:
    with guard_of(desk_file) as guard:
        station, photo = desk_file.with_name("plenary.station"), b"\xff\xd8 a small photo"
        allowed(prepare(guard.desk, signing_key(guard.desk), "PLN1", station, [(guard.holder("Amadou Traoré"), photo)]))
        admitted, stranger = guard.badge("Amadou Traoré"), guard.of_another_key()
    assert not [value for value in PRIVATE if value.encode() in station.read_bytes()]
    with serving(station) as served:
        phone = served.phone("PLN1", "phone at the plenary")
        answers = [phone.scan(code)[1] for code in (admitted, stranger)]
        assert [answer["kind"] for answer in answers] == ["admit", "wait"]
        assert b64decode(answers[0]["photo"]) == photo
        pulse = phone.get("/api/pulse")[1]
        assert (pulse["offline"], pulse["inside"], pulse["as_of"]) == (True, 1, NOW.isoformat().replace("+00:00", "Z"))
        served.stop()
    with guard_of(desk_file) as guard:
        assert merge(guard.desk, [station]).imported == 2
        guard.desk.clock = lambda: NOW
        (paired,) = phones.paired(guard.station)
        assert isinstance(phones.revoke(guard.station, paired.label), Phone)
        prepared(guard.desk, "PLN1", station)
    with open_station(Config(desk=desk_file, officer="Guard", now=NOW, station=station)) as opened:
        (paired,) = phones.paired(opened)
        assert paired.revoked_at == NOW, "what the desk revoked comes with the roster"


def test_on_a_full_disk_nobody_is_admitted_and_the_scan_counts_once_there_is_room(desk_file: Path) -> None:
    with guard_of(desk_file) as guard:
        code = guard.badge("Asha Rao")
    with serving(desk_file, largest=desk_file.stat().st_size + 90_000) as served:
        phone = served.phone("CMP1")
        answered: list[str] = []
        while (found := phone.scan(code, scan_id=f"scan {len(answered)}"))[0] == 200:
            answered.append(found[1]["scan_id"])
        assert found[0] == 503
        assert "nothing was written" in found[1]["fault"]
        assert [scan.scan_id for scan in scans(desk_file)] == answered
        for process in (served.process.pid, *(child.pid for child in psutil.Process(served.process.pid).children())):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert phone.scan(code, scan_id=f"scan {len(answered)}")[1]["kind"] == "admit"
    assert len(scans(desk_file)) == len(answered) + 1


def test_when_the_stations_process_is_gone_the_program_ends_and_says_so(own: Served) -> None:
    (station,) = [
        child for child in psutil.Process(own.process.pid).children() if "spawn_main" in " ".join(child.cmdline())
    ]
    station.kill()
    assert own.process.wait(20) == 4


def test_the_certificate_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    now, path = datetime(2026, 3, 1, tzinfo=UTC), tmp_path / "desk.tls"
    made = certificate.own(path, ("192.0.2.7", "gate.example"), now)
    assert path.stat().st_mode & 0o777 == 0o600
    again = certificate.own(path, ("192.0.2.7",), now + timedelta(days=30))
    assert (again.fingerprint, again.made, again.names) == (made.fingerprint, False, ("gate.example", "192.0.2.7"))
    elsewhere = certificate.own(path, ("192.0.2.8",), now)
    assert (elsewhere.made, elsewhere.fingerprint != made.fingerprint) == (True, True)
    old = certificate.own(path, ("192.0.2.8",), now + timedelta(days=390))
    assert old.made


def test_a_certificate_of_ones_own_is_shown_as_it_is(desk_file: Path) -> None:
    path = desk_file.with_name("own.pem")
    made = certificate.own(path, ("gate.example",), datetime.now(UTC))
    assert certificate.given(path).fingerprint == made.fingerprint
    with serving(desk_file, "--cert", str(path)) as served:
        assert served.url.startswith("https://gate.example:")
        assert served.fingerprint == made.fingerprint
        shown = ssl.get_server_certificate(("127.0.0.1", served.port))
        assert shown.split("\n")[1] in path.read_text()
        assert Visitor(served.port).ask("GET", "/pair")[0] == 200
    path.write_text(shown)
    with pytest.raises(WrongUse, match="is no PEM file"):
        certificate.given(path)

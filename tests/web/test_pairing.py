"""No page and no answer without a paired phone; a phone is paired once, at one gate, by two people who compare numbers."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.gate.conftest import NOW
from tests.web.house import ROOT, Phone, Served, guard_of, scans

from conclave_desk.gate import phones
from conclave_desk.journal import record

SECRETS = ("/", "/main.js", "/scan.css", "/api/gate", "/api/pulse", "/api/annullable")


@pytest.mark.parametrize("path", SECRETS)
def test_nothing_is_shown_to_a_phone_that_is_not_paired(served: Served, path: str) -> None:
    status, _, content = Phone(served.port).ask("GET", path)
    assert status == 401
    assert b"Campus gate" not in content


@pytest.mark.parametrize("path", ["/api/scan", "/api/frame", "/api/name", "/api/override", "/api/annul"])
@pytest.mark.parametrize("token", ["", "x" * 43])
def test_nothing_is_answered_to_a_phone_that_is_not_paired(served: Served, path: str, token: str) -> None:
    phone = Phone(served.port, {"__Host-gate": token} if token else {})
    assert phone.post(path, {"text": "tra"}) == (401, {"fault": "not-paired"})


def test_a_phone_that_shows_the_operators_number_is_paired(served: Served) -> None:
    phone = served.phone("PTY1")
    given = phone.headers["set-cookie"]
    assert given.startswith("__Host-gate=")
    assert {part.strip().lower() for part in given.split(";")[1:]} >= {
        "secure",
        "httponly",
        "samesite=strict",
        "path=/",
    }
    status, told = phone.get("/api/gate?language=fr")
    assert (status, told["name"], told["directions"], told["language"]) == (200, "Lounge door", ["in", "out"], "fr")
    assert phone.ask("GET", "/")[0] == 200


def test_an_offer_is_taken_up_once(served: Served) -> None:
    secret = {"secret": served.offer("CLS1").partition("#")[2]}
    first, second = Phone(served.port), Phone(served.port)
    assert first.post("/pair", secret)[0] == 202
    assert second.post("/pair", secret) == (410, {"fault": "offer-is-void"})
    assert "__Host-pairing" not in second.cookies
    assert served.told()["gate"] == "CLS1"
    served.type("n")
    assert not served.told()["paired"]
    assert first.post("/pair/decided", {}) == (403, {"fault": "refused"})
    assert "__Host-gate" not in first.cookies


def test_another_offer_makes_the_one_before_void(served: Served) -> None:
    before = served.offer("CLS1").partition("#")[2]
    served.offer("CLS1")
    assert Phone(served.port).post("/pair", {"secret": before})[0] == 410


def test_until_the_operator_has_decided_nothing_is_answered(served: Served) -> None:
    phone = Phone(served.port)
    number = phone.post("/pair", {"secret": served.offer("CLS1").partition("#")[2]})[1]["number"]
    assert phone.post("/pair/decided", {}) == (202, {"number": number, "gate": "Committee door"})
    assert phone.get("/api/gate")[0] == 401
    assert served.told()["number"] == number
    served.type("n")
    served.told()


def test_a_phone_keeps_its_gate_and_no_other(served: Served) -> None:
    phone = served.phone("CLS1")
    with guard_of(served.books) as guard:
        status, told = phone.scan(guard.badge("Asha Rao"), gate="PLN2")
    assert status == 422
    assert told["fault"] == "This phone keeps gate CLS1; what was scanned at PLN2 is not taken here."
    assert scans(served.books, "PLN2") == []


def test_the_journal_says_which_phone_scanned_and_holds_no_token(served: Served) -> None:
    phone = served.phone("CLS1", "Rao's phone")
    with guard_of(served.books) as guard:
        answer = phone.scan(guard.badge("Asha Rao"))[1]
        found = guard.desk.journal.recorded(f"scan:{answer['scan_id']}")
        assert found is not None
        assert found.command.officer == "Rao's phone, gate CLS1"
        bodies = b"".join(body for _n, _hash, body in guard.desk.journal.bodies("station:local"))
        assert record.read(next(b for _, _, b in guard.desk.journal.bodies("station:local"))).command.where
    assert phone.cookies["__Host-gate"].encode() not in bodies
    assert phone.cookies["__Host-gate"].encode() not in served.books.read_bytes()


def test_a_lost_phone_is_revoked_by_the_operator(served: Served) -> None:
    phone, other = served.phone("PBK2", "lost one"), served.phone("PBK2", "other one")
    served.type("r lost one")
    assert served.told()["revoked"]
    assert phone.get("/api/pulse")[0] == 401
    assert other.get("/api/pulse")[0] == 200


def test_a_lost_phone_is_revoked_from_the_desk_while_the_page_is_served(served: Served) -> None:
    phone = served.phone("PBK2", "stolen one")
    command = [sys.executable, "-m", "conclave_desk", "gate", "phones", "--revoke", "stolen one"]
    clock = {**os.environ, "CONCLAVE_NOW": NOW.isoformat()}
    subprocess.run([*command, "--desk", str(served.books)], cwd=ROOT, env=clock, check=True, capture_output=True)
    while phone.get("/api/pulse")[0] == 200:
        pass
    with guard_of(served.books) as guard:
        (found,) = [one for one in phones.paired(guard.station) if one.label == "stolen one"]
    assert found.revoked_at is not None

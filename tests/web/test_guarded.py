"""What no browser may do with the page, and what nobody may do to the server."""

from __future__ import annotations

import re
import socket
import ssl
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from tests.web.house import GENERAL, PRIVATE, Phone, Served, guard_of, scans
from tests.web.scenes import held, printed, wallpaper

from conclave_desk.web import page

STATIC = files("conclave_desk.web").joinpath("static")


@pytest.fixture(scope="module")
def phone(served: Served) -> Phone:
    return served.phone("BUF1")


@pytest.mark.parametrize("path", ["/", "/main.js", "/api/pulse", "/pair", "/nothing", "/api/nothing"])
def test_every_answer_forbids_what_the_page_does_not_need(phone: Phone, path: str) -> None:
    _, headers, _ = phone.ask("GET", path)
    rules = dict(rule.strip().partition(" ")[::2] for rule in headers["content-security-policy"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert "camera=(self)" in headers["permissions-policy"]


@pytest.mark.parametrize("name", ["page.html", "pair.html", "stranger.html"])
def test_the_pages_hold_no_script_and_no_style_of_their_own(name: str) -> None:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = dict(attrs)
            found.extend(f"{tag} {key}" for key in names if key.startswith("on") or key == "style")
            if tag == "style" or (tag == "script" and not names.get("src")):
                found.append(tag)

    Reader().feed(page.parts()[name].content.decode())
    assert found == []


def test_nothing_of_the_page_comes_from_anywhere_else() -> None:
    for file in STATIC.iterdir():
        named = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\"'\s]*", file.read_text(encoding="utf-8"))
        assert [where for where in named if "www.w3.org" not in where] == [], file.name


def test_another_sites_page_cannot_scan_with_the_phones_cookie(phone: Phone, served: Served) -> None:
    status, _, _ = phone.ask("POST", "/api/scan", b"{}", **{"sec-fetch-site": "cross-site"})
    assert status == 403
    assert scans(served.books, "BUF1") == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/scan", b"x" * 20_000, 413),
        ("/api/frame?width=9&height=9", b"x" * 1_200_000, 413),
        ("/api/frame?width=9&height=9", b"x" * 80, 422),
        ("/api/frame?width=2000&height=1", b"x" * 2_000, 422),
        ("/api/frame?width=-1&height=1", b"x", 422),
        ("/api/frame", b"x", 422),
        ("/api/scan", b"{}", 422),
        ("/api/scan", b"\xff\xfe", 422),
        ("/api/scan", b'{"scan_id": "1", "gate": "BUF1", "direction": "up", "code": "x"}', 422),
        ("/api/scan", b'{"scan_id": "", "gate": "BUF1", "direction": "in", "code": "x"}', 422),
        ("/api/scan", b'{"scan_id": "1", "gate": "BUF1", "direction": "in", "code": ""}', 422),
        ("/api/scan", b'{"scan_id": "1", "gate": "BUF1", "direction": "out", "code": "x"}', 422),
        (
            "/api/scan",
            b'{"scan_id": "1", "gate": "BUF1", "direction": "in", "code": "x", "kept": "2023-03-28T09:30:00"}',
            422,
        ),
        (
            "/api/scan",
            b'{"scan_id": "1", "gate": "BUF1", "direction": "in", "code": "x", "kept": "2023-03-20T09:30:00Z"}',
            422,
        ),
        ("/api/name", b'{"text": 1}', 422),
        ("/pair", b"[]", 422),
    ],
)
def test_what_makes_no_sense_is_turned_away_and_records_nothing(
    phone: Phone, served: Served, path: str, body: bytes, status: int
) -> None:
    assert phone.ask("POST", path, body)[0] == status
    assert scans(served.books, "BUF1") == []


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/nothing", 404, None),
        ("POST", "/page.css", 405, "GET"),
        ("GET", "/api/scan", 405, "POST"),
        ("DELETE", "/pair", 405, "GET, POST"),
    ],
)
def test_there_are_the_addresses_that_the_page_needs_and_no_others(
    phone: Phone, method: str, path: str, status: int, allowed: str | None
) -> None:
    found, headers, _ = phone.ask(method, path)
    assert (found, headers.get("allow")) == (status, allowed)


def test_an_answer_comes_in_one_piece(phone: Phone) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with trusting.wrap_socket(socket.create_connection(("127.0.0.1", phone.port))) as connection:
        connection.sendall(b"GET /api/pulse HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        assert connection.recv(65_536).endswith(b'{"fault":"not-paired"}'), "head and body are one record of TLS"


def test_whoever_asks_too_often_is_told_to_wait(phone: Phone) -> None:
    answers = [phone.post("/api/annul", {"scan_id": "none"})[0] for _ in range(14)]
    assert answers[0] == 409
    assert 429 in answers


def test_a_frame_is_read_by_the_station(phone: Phone, served: Served) -> None:
    with guard_of(served.books) as guard:
        badge = guard.badge("Amadou Traoré")
        seen = held(printed(guard.desk, "Amadou Traoré", payload=badge)).convert("L")
    path = f"/api/frame?width={seen.width}&height={seen.height}"
    assert phone.ask("POST", path, seen.tobytes())[2].decode() == f'{{"codes":["{badge}"]}}'
    assert phone.ask("POST", path, wallpaper().convert("L").tobytes())[2] == b'{"codes":[]}'


def test_a_phone_is_shown_what_a_gate_may_know_and_nothing_of_a_dossier(phone: Phone, served: Served) -> None:
    with guard_of(served.books) as guard:
        answers = [
            phone.scan(guard.badge(GENERAL))[1],
            phone.post("/api/name", {"text": "façade"})[1],
            phone.get("/api/gate")[1],
        ]
    text = str(answers)
    assert "General" in text
    assert "salute, do not stop" in text
    assert not [value for value in PRIVATE if value in text]


@pytest.mark.parametrize("light", ["night", "day"])
@pytest.mark.parametrize("kind", ["admit", "check", "wait", "stop", "fault"])
def test_a_verdict_has_the_colours_of_the_terminals_screen(kind: str, light: str) -> None:
    styles = files("conclave_desk.tui.watch").joinpath("screen.tcss").read_text(encoding="utf-8")
    screen = r"WatchScreen\.day" if light == "day" else "WatchScreen"
    found = re.search(rf"^{screen} #verdict\.{kind}[^{{]*{{ background: (#\w+); color: (#\w+);", styles, re.M)
    assert found is not None
    page_styles = STATIC.joinpath("page.css").read_text(encoding="utf-8")
    block = page_styles.partition(':root[data-light="day"]')[2 if light == "day" else 0]
    assert f"--{kind}: {found[1]};" in block
    assert f"--on-{kind}: {found[2]};" in block

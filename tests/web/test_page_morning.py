"""A morning at two stations and a phone: the network of each is pulled twice, and attendance is what happened.

The page runs in a real browser that reads codes by itself; $CONCLAVE_MORNING says for how many people: ``make
morning`` has 3,000, which take some minutes.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.gate.test_morning import BEGINS, OUTAGES, Guest, Morning, compare, expected, made, pass_by
from tests.web.browser import needs_chromium, phone_before
from tests.web.clock import opened

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk.desk import Desk
from conclave_desk.gate import phones
from conclave_desk.gate.apart import Apart
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.web import certificate
from conclave_desk.web.app import build
from conclave_desk.web.pace import PACES, Pace, Paces
from conclave_desk.web.porter import Porter
from conclave_desk.web.server import Server, configured, listening, run

pytestmark = needs_chromium
PEOPLE = int(os.environ.get("CONCLAVE_MORNING", "90"))
TOKEN = "the token of the phone at the main entrance"
HURRIES = Paces({name: Pace(1e9, 1e9) for name in PACES})
"""A morning passes in seconds here."""

PHONE = """
window.simulated = null;
const passes = Date.now.bind(Date);
Date.now = () => window.simulated ?? passes();
const ticks = performance.now.bind(performance);
performance.now = () => window.simulated ?? ticks();
window.answers = 0;
document.addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => { window.answers += 1; }).observe(document.getElementById("last"), { childList: true });
});
"""
"""Its clock is the morning's, and the test sees when the list of scans has changed."""


class HereServer(Server):
    """In a thread of the test's own process signals are the test's."""

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]
        return nullcontext()


@contextmanager
def served(station: Apart, folder: Path) -> Iterator[int]:
    """The page, served by a thread; its port."""
    porter, ended, begun = Porter(station, paces=HURRIES), Event(), Event()

    async def begin() -> None:
        await porter.look()
        begun.set()

    async def until_ended() -> None:
        while not ended.is_set():
            await asyncio.sleep(0.05)

    made_here = certificate.own(folder / "page.tls", ("127.0.0.1",), datetime.now(UTC))
    listener = listening("127.0.0.1", 0)
    server = HereServer(configured(build(porter), made_here))
    thread = Thread(target=run, args=(server, listener, begin, until_ended))
    thread.start()
    try:
        assert begun.wait(20)
        yield listener.getsockname()[1]
    finally:
        ended.set()
        thread.join()
        listener.close()


class PageMorning(Morning):
    """The third lane is a phone's page, served with the desk's file at hand."""

    def __init__(self, desk: Desk, folder: Path, stack: ExitStack, browser: Browser) -> None:
        self.clock = folder / "clock"
        super().__init__(desk, folder, stack)
        config = Config(desk=desk.journal.path, officer="Guard")
        station = stack.enter_context(Apart(partial(opened, config, self.clock)))
        until = BEGINS + timedelta(days=9)
        station.ask(partial(phones.pair, phone="1", gate="G1", label="phone", token=phones.digest(TOKEN), until=until))
        port = stack.enter_context(served(station, folder))
        self.phone = stack.enter_context(phone_before(browser, detects=True))
        self.phone.add_init_script(PHONE)
        url = f"https://127.0.0.1:{port}"
        cookie = {"name": "__Host-gate", "value": TOKEN, "url": url, "httpOnly": True, "sameSite": "Strict"}
        self.phone.add_cookies([{**cookie, "secure": True}])  # type: ignore[typeddict-item]
        self.page: Page = self.phone.new_page()
        self.page.goto(url)
        self.page.locator("#start").click()
        self.page.locator("#start").wait_for(state="hidden")
        self.kept: list[tuple[Guest, datetime, str]] = []
        self.pulled = False

    @property
    def now(self) -> datetime:
        """The morning's time: the desk's, the stations' and, by way of a file, that of the phone's station."""
        return self._now

    @now.setter
    def now(self, at: datetime) -> None:
        self._now = at
        unfinished = self.clock.with_suffix(".new")
        unfinished.write_text(at.isoformat())
        unfinished.replace(self.clock)
        if hasattr(self, "page"):
            self.page.evaluate("(at) => { window.simulated = at; }", at.timestamp() * 1000 // 1)

    def meet(self, minute: int) -> None:
        self.network(minute)
        super().meet(minute)

    def network(self, minute: int) -> None:
        """The phone's is pulled and put back when that of the stations is."""
        pulled = any(begin <= minute < end for begin, end in OUTAGES)
        if pulled == self.pulled:
            return
        self.pulled = pulled
        if pulled:
            with self.page.expect_response("**/api/pulse*"):
                self.page.evaluate("() => dispatchEvent(new Event('online'))")
            self.page.wait_for_timeout(100)
            self.phone.set_offline(True)
            expect(self.page.locator("#trouble")).to_be_visible()
            return
        self.phone.set_offline(False)
        expect(self.page.locator("#trouble")).to_be_hidden(timeout=60_000)
        if len(self.kept) > 1:
            self.page.locator("#sheet[open] > button").click()
        for guest, at, direction in self.kept:
            if direction == "out" or not (guest.odd in ("forged", "replaced") or self.lost_by_now(guest)):
                guest.truth.append((at, direction))
                guest.truth.sort()
        self.kept = []

    def lost_by_now(self, guest: Guest) -> bool:
        return guest.lost_at is not None and self.now >= guest.lost_at

    def scan(self, guest: Guest, lane: str, direction: str) -> None:
        if lane != "desk":
            super().scan(guest, lane, direction)
            return
        if (self.page.locator("html").get_attribute("data-way") or "in") != direction:
            self.page.locator("#turn").click()
        if guest.odd == "unreadable first":
            self.read(f"https://example.org/{guest.serial}")
        forged = guest.payload[:-1] + ("A" if guest.payload[-1] != "A" else "B")
        if guest.odd == "typed":
            self.typed(guest.serial)
        else:
            self.read(forged if guest.odd == "forged" else guest.payload)
        if self.pulled:
            self.kept.append((guest, self.now.replace(microsecond=self.now.microsecond // 1000 * 1000), direction))
        elif guest.odd == "annulled":
            self.annul()
        elif direction == "out" or not (guest.odd in ("forged", "replaced") or self.lost_by_now(guest)):
            guest.truth.append((self.now, direction))

    def read(self, code: str) -> None:
        """Hold the badge before the camera until it is answered, or kept."""
        with self.changed():
            self.page.evaluate("(code) => { window.held = [code]; }", code)
        self.page.evaluate("() => { window.held = []; }")

    def typed(self, serial: str) -> None:
        self.page.locator("#type").click()
        self.page.locator("#sheet input").fill(serial)
        with self.changed():
            self.page.locator("#sheet .go").click()

    def annul(self) -> None:
        self.page.locator("#more").click()
        self.page.get_by_role("button", name="Annul").click()
        self.page.get_by_role("button", name="Annul it").click()
        expect(self.page.locator("#sheet[open]")).to_have_count(0)

    @contextmanager
    def changed(self) -> Iterator[None]:
        """Until the list of scans is another, or without network the number of those kept."""
        kept = "(trouble => trouble.hidden ? '' : trouble.textContent)(document.getElementById('trouble'))"
        before = self.page.evaluate(f"() => {{ window.answers = 0; return {kept}; }}")
        yield
        self.page.wait_for_function(f"(before) => window.answers > 0 || {kept} !== before", arg=before)


@pytest.mark.timeout(180 + PEOPLE)
def test_attendance_equals_what_happened_at_a_laptop_and_a_phone(chromium: Browser, tmp_path: Path) -> None:
    with ExitStack() as stack:
        desk = stack.enter_context(open_desk(Config(desk=made(tmp_path, PEOPLE), officer="Protocol")))
        people = expected(desk, random.Random(7))
        morning = PageMorning(desk, tmp_path, stack, chromium)
        pass_by(morning, people)
        assert isinstance(verify(desk.journal), Verified)
        compare(desk, people)

"""The station is out of reach for a while: nobody is let in unrecorded, and nothing that was scanned is lost."""

from __future__ import annotations

import signal
from datetime import timedelta

from playwright.sync_api import Browser, Route, expect
from tests.gate.conftest import NOW
from tests.web.browser import hold, needs_chromium, phone_before, scanning
from tests.web.house import Served, guard_of, scans, serving

from conclave_desk.journal.chain import Verified, verify

pytestmark = needs_chromium


def test_what_is_scanned_without_network_is_kept_and_answered_when_it_is_back(
    chromium: Browser, served: Served
) -> None:
    with guard_of(served.books) as guard:
        codes = [guard.badge(name) for name in ("Amadou Traoré", "Issa Moussa")]
        serial, forged = guard.serial("Asha Rao"), guard.forged("Fatou Keita")
    with phone_before(chromium, detects=True) as phone:
        page = scanning(phone, served, "PLN1")
        phone.set_offline(True)
        expect(page.locator("#word")).to_have_text("NO STATION")
        for code in (*codes, forged):
            hold(page, code)
        page.locator("#type").click()
        page.locator("#sheet input").fill(serial.lower().replace("-", " "))
        page.locator("#sheet .go").click()
        expect(page.locator("#trouble")).to_have_text("NO STATION · 4 kept")
        assert page.locator("#word").inner_text() == "NO STATION"
        assert scans(served.books, "PLN1") == []
        phone.set_offline(False)
        expect(page.locator("#sheet .told li")).to_have_count(4)
        assert page.locator("#sheet .told li").first.get_attribute("data-kind") == "wait", "refusals come first"
        expect(page.locator("#trouble")).to_be_hidden()
    recorded = scans(served.books, "PLN1")
    assert [(scan.verdict, scan.method) for scan in recorded] == [
        ("admitted", "qr"),
        ("admitted", "qr"),
        ("refused", "qr"),
        ("admitted", "typed"),
    ]
    assert all(abs(scan.at - NOW) < timedelta(minutes=1) for scan in recorded)


def test_a_guest_who_went_away_meanwhile_is_struck_off(chromium: Browser, served: Served) -> None:
    with guard_of(served.books) as guard:
        stays, leaves = guard.badge("Amadou Traoré"), guard.badge("Issa Moussa")
    with phone_before(chromium, detects=True) as phone:
        page = scanning(phone, served, "PBK1")
        phone.set_offline(True)
        expect(page.locator("#word")).to_have_text("NO STATION")
        hold(page, stays)
        hold(page, leaves)
        page.locator("#trouble").click()
        page.locator("#sheet .told li").nth(1).get_by_role("button").click()
        page.locator("#sheet > button").click()
        phone.set_offline(False)
        expect(page.locator("#word")).to_have_text("ADMIT")
    with guard_of(served.books) as guard:
        assert [scan.holder for scan in scans(served.books, "PBK1")] == [guard.holder("Amadou Traoré")]


def test_an_answer_that_was_lost_on_the_way_is_asked_for_again_and_recorded_once(
    chromium: Browser, served: Served
) -> None:
    with guard_of(served.books) as guard:
        code = guard.badge("Amadou Traoré")
    asked: list[str] = []

    def loses_the_first(route: Route) -> None:
        asked.append(route.request.post_data or "")
        answer = route.fetch()
        if len(asked) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    with phone_before(chromium, detects=True) as phone:
        page = scanning(phone, served, "SML1")
        page.route("**/api/scan*", loses_the_first)
        hold(page, code)
        expect(page.locator("#word")).to_have_text("ADMIT")
    assert len(asked) == 2
    (recorded,) = scans(served.books, "SML1")
    assert recorded.verdict == "admitted"


def test_the_page_comes_back_by_itself_when_the_station_was_killed(chromium: Browser, own: Served) -> None:
    with guard_of(own.books) as guard:
        before, after = guard.badge("Amadou Traoré"), guard.badge("Issa Moussa")
    with phone_before(chromium, detects=True) as phone:
        page = scanning(phone, own)
        hold(page, before)
        expect(page.locator("#word")).to_have_text("ADMIT")
        own.process.send_signal(signal.SIGKILL)
        own.process.wait()
        hold(page, after)
        expect(page.locator("#trouble")).to_have_text("NO STATION · 1 kept")
        with serving(own.books, port=own.port):
            expect(page.locator("#who")).to_contain_text("Issa Moussa")
            expect(page.locator("#word")).to_have_text("ADMIT")
    assert [scan.verdict for scan in scans(own.books)] == ["admitted", "admitted"]
    with guard_of(own.books) as guard:
        assert isinstance(verify(guard.desk.journal), Verified)


def test_a_revoked_phone_says_so_and_scans_no_more(chromium: Browser, served: Served) -> None:
    with guard_of(served.books) as guard:
        serial = guard.serial("Amadou Traoré")
    with phone_before(chromium, detects=True) as phone:
        page = scanning(phone, served, "FLT1")
        served.type("r FLT1 phone")
        assert served.told()["revoked"]
        expect(page.locator("#word")).to_have_text("NOT PAIRED")
        page.locator("#type").click()
        page.locator("#sheet input").fill(serial)
        page.locator("#sheet .go").click()
        page.reload()
        expect(page.locator("h1")).to_have_text("This phone is not paired.")
    assert scans(served.books, "FLT1") == []

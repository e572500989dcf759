"""What a guard does besides scanning: names, overrides, taking back, languages, light."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests.gate.conftest import campus
from tests.web.browser import hold, needs_chromium, phone_before, scanning
from tests.web.house import GENERAL, PIN, Served, guard_of, scans

from conclave_desk.desk import floaters
from conclave_desk.gate.wording import LANGUAGES, Wording
from conclave_desk.web import texts

pytestmark = needs_chromium


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    with phone_before(chromium, detects=True) as found:
        yield found


def test_somebody_without_badge_is_found_by_name_and_compared(phone: BrowserContext, served: Served) -> None:
    page = scanning(phone, served, "CMP1")
    page.locator("#more").click()
    page.get_by_role("button", name="Name", exact=True).click()
    page.locator("#sheet input").fill("facade")
    page.locator("#sheet .found button").click()
    expect(page.locator("#word")).to_have_text("CHECK")
    expect(page.locator("#marks")).to_have_text("! salute, do not stop")
    expect(page.locator("#who")).to_have_text("India · General Ł. Façade")
    expect(page.locator("#small")).to_contain_text("no badge shown")
    assert [scan.method for scan in scans(served.books, "CMP1")][-1] == "name"


def test_a_supervisors_pin_or_badge_lets_in_against_a_refusal(phone: BrowserContext, served: Served) -> None:
    with guard_of(served.books) as guard:
        refused, supervisor = guard.badge("Meera Nair"), guard.badge("Asha Rao")
    page = scanning(phone, served, "PBK2")
    hold(page, refused)
    expect(page.locator("#word")).to_have_text("STOP")
    page.locator("#more").click()
    page.get_by_role("button", name="Override").click()
    page.get_by_role("button", name="By word of protocol").click()
    page.locator("#sheet input").fill("111111")
    page.locator("#sheet .go").click()
    expect(page.locator("#sheet .note")).to_have_text("This PIN is no supervisor's.")
    page.locator("#sheet input").fill(PIN)
    page.locator("#sheet .go").click()
    expect(page.locator("#word")).to_have_text("ADMIT")
    expect(page.locator("#sentence")).to_have_text("Let in by a supervisor.")
    hold(page, refused)
    page.locator("#turn").click()
    page.locator("#turn").click()
    hold(page, refused)
    expect(page.locator("#word")).to_have_text("STOP")
    page.locator("#more").click()
    page.get_by_role("button", name="Override").click()
    page.get_by_role("button", name="Known to the supervisor by sight").click()
    hold(page, supervisor)
    expect(page.locator("#word")).to_have_text("ADMIT")
    recorded = scans(served.books, "PBK2")
    assert [scan.reason for scan in recorded] == ["wrong_zone", "override", "wrong_zone", "override"]
    with guard_of(served.books) as guard:
        assert {scan.supervisor for scan in recorded if scan.supervisor} == {guard.holder("Asha Rao")}


def test_the_last_scan_is_taken_back(phone: BrowserContext, served: Served) -> None:
    with guard_of(served.books) as guard:
        code = guard.badge("Moussa Faki")
    page = scanning(phone, served, "BUF1")
    hold(page, code)
    expect(page.locator("#word")).to_have_text("ADMIT")
    page.locator("#more").click()
    page.get_by_role("button", name="Annul").click()
    expect(page.locator("#sheet .told li")).to_contain_text("Moussa Faki")
    page.get_by_role("button", name="Annul it").click()
    expect(page.locator("#word")).to_have_text("WAIT")
    expect(page.locator("#sentence")).to_have_text("This scan was annulled. Scan the badge again.")
    page.locator("#more").click()
    page.get_by_role("button", name="Annul").click()
    expect(page.locator("#sheet .note")).to_contain_text("annulled already")
    page.locator("#sheet > button").click()
    hold(page, code)
    expect(page.locator("#word")).to_have_text("ADMIT")
    with guard_of(served.books) as guard:
        rows = guard.desk.journal.db.execute("SELECT verdict FROM scans WHERE gate = 'BUF1' ORDER BY rowid")
        assert [row[0] for row in rows] == ["annulled", "admitted"]


def test_a_badge_that_still_lies_before_the_camera_is_scanned_once(phone: BrowserContext, served: Served) -> None:
    with guard_of(served.books) as guard:
        code = guard.badge("Ravi Iyer")
    page = scanning(phone, served, "SML1")
    before = len(scans(served.books, "SML1"))
    for _ in range(3):
        hold(page, code)
    expect(page.locator("#word")).to_have_text("ADMIT")
    page.locator("#turn").click()
    hold(page, code)
    expect(page.locator("#word")).to_have_text("OUT")
    assert [scan.direction for scan in scans(served.books, "SML1")[before:]] == ["in", "out"]


def test_a_floater_is_asked_for_and_taken(phone: BrowserContext, served: Served) -> None:
    with guard_of(served.books) as guard:
        card = floaters.rows(guard.desk, "MLI")[0]["serial"]
        code = guard.badge("Fatou Keita")
    page = scanning(phone, served, "FLT1")
    hold(page, code)
    expect(page.locator("#word")).to_have_text("WAIT")
    expect(page.locator("#asks")).to_contain_text("Now a floater of the delegation, within 60 s.")
    hold(page, card)
    expect(page.locator("#who")).to_contain_text("Fatou Keita")
    expect(page.locator("#verdict")).not_to_have_attribute("data-kind", "wait")
    assert [scan.verdict for scan in scans(served.books, "FLT1")] == ["refused", "admitted"]


def test_what_is_due_is_handed_out_and_ticked(phone: BrowserContext, served: Served) -> None:
    with guard_of(served.books) as guard:
        code = guard.badge("Issa Moussa")
    page = scanning(phone, served, "CLS1")
    hold(page, code)
    expect(page.locator("#due")).to_have_text("☐ Hand out: lanyard, folder")
    page.locator("#due").click()
    expect(page.locator("#due")).to_have_text("☑ Hand out: lanyard, folder")
    for _ in range(2):
        page.locator("#turn").click()
    hold(page, code)
    expect(page.locator("#word")).to_have_text("ADMIT")
    expect(page.locator("#due")).to_be_hidden()
    with guard_of(served.books) as guard:
        rows = guard.desk.journal.db.execute("SELECT item FROM handouts WHERE gate = 'CLS1' ORDER BY item").fetchall()
        assert [row[0] for row in rows] == ["folder", "lanyard"]


def test_the_page_speaks_arabic_from_right_to_left(chromium: Browser, served: Served) -> None:
    with guard_of(served.books) as guard:
        code = guard.badge(GENERAL)
    with phone_before(chromium, detects=True, locale="ar-EG") as phone:
        page = scanning(phone, served, "PTY1")
        assert page.locator("html").get_attribute("dir") == "rtl"
        hold(page, code)
        expect(page.locator("#word")).to_have_text("دخول")
        page.locator("#more").click()
        page.get_by_role("button", name="اللغة").click()
        page.get_by_role("button", name="Português").click()
        expect(page.locator("html")).to_have_attribute("dir", "ltr")
        expect(page.locator("#last li b").first).to_have_text(Wording("pt", campus()).say("word-admit"))
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", "pt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    english, other = (texts.catalogue(Wording(code, campus())) for code in ("en", language))
    assert english.keys() == other.keys()
    for key, text in other.items():
        braces = {part.split("}")[0] for part in text.split("{")[1:]}
        assert braces == {part.split("}")[0] for part in english[key].split("{")[1:]}, key
    if language != "en":
        assert [key for key, text in other.items() if text == english[key]] == []

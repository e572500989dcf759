"""A guard's phone before real badges: what its camera sees is judged, recorded and shown."""

from __future__ import annotations

from pathlib import Path
from uuid import RFC_4122, UUID

from playwright.sync_api import Playwright
from tests.gate.conftest import allowed
from tests.web.browser import launched, needs_chromium, paired, phone_before
from tests.web.house import Served, guard_of, scans
from tests.web.scenes import film, held, printed, wallpaper

from conclave_desk.desk import badges

pytestmark = needs_chromium
REPLACED = "This badge was replaced (issue 2 is valid). Keep it; call the badge office."
NOT_CONFIRMED = "This badge cannot be confirmed here. Ask the guest to wait; call the badge office."


def test_a_camera_sees_a_badge_a_replaced_one_a_forged_one_and_a_wall(
    player: Playwright, served: Served, tmp_path: Path
) -> None:
    with guard_of(served.books) as guard:
        allowed(badges.replace(guard.desk, guard.serial("Fatou Keita")))
        shown = [
            printed(guard.desk, "Amadou Traoré"),
            printed(guard.desk, "Fatou Keita", issue=0),
            printed(guard.desk, "Issa Moussa", payload=guard.forged("Issa Moussa")),
        ]
    seen = film(
        tmp_path / "badges.mjpeg", [scene for badge in shown for scene in ((wallpaper(), 0.5), (held(badge), 1.6))]
    )
    with launched(player, seen) as browser, phone_before(browser) as context:
        page = paired(context, served, "DIN1")
        page.locator("#start").click()
        page.locator("#verdict[data-kind=admit]").wait_for()
        assert page.locator("#word").inner_text() == "ADMIT"
        assert "Mali · Amadou Traoré" in page.locator("#who").inner_text()
        page.locator("#verdict[data-kind=stop]").wait_for()
        assert page.locator("#word").inner_text() == "STOP"
        assert page.locator("#sentence").inner_text() == REPLACED
        page.locator("#verdict[data-kind=wait]").wait_for()
        assert page.locator("#sentence").inner_text() == NOT_CONFIRMED
        assert page.locator("#last li").count() >= 3
    recorded = scans(served.books, "DIN1")
    assert [(scan.verdict, scan.reason) for scan in recorded][:3] == [
        ("admitted", None),
        ("refused", "revoked"),
        ("refused", "forged"),
    ]
    assert {scan.method for scan in recorded} == {"qr"}
    ids = [UUID(scan.scan_id) for scan in recorded]
    assert {(one.version, one.variant) for one in ids} == {(7, RFC_4122)}
    assert ids == sorted(ids), "ids begin with the time"
    assert not [scan for scan in recorded if scan.reason == "unreadable"], "a wall is no code"

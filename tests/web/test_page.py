"""A guard's phone before real badges: what its camera sees is judged, recorded and shown."""

from __future__ import annotations

from pathlib import Path

from tests.web.browser import needs_chromium, paired, phone_before
from tests.web.house import Served, guard_of, scans
from tests.web.scenes import film, held, printed, wallpaper


@needs_chromium
def test_a_printed_badge_before_the_camera_admits_its_holder(served: Served, tmp_path: Path) -> None:
    with guard_of(served.books) as guard:
        badge = printed(guard.desk, "Amadou Traoré")
    seen = film(tmp_path / "badge.mjpeg", [(wallpaper(), 0.5), (held(badge), 2)])
    with phone_before(seen) as context:
        page = paired(context, served)
        page.locator("#start").click()
        page.locator("#verdict[data-kind=admit]").wait_for()
        assert "Amadou Traoré" in page.locator("#who").inner_text()
    (scan,) = scans(served.books)
    assert (scan.verdict, scan.gate, scan.method) == ("admitted", "CMP1", "qr")

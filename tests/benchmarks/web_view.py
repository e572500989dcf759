"""How long after a badge has come into a phone's view its verdict stands there, in a real browser with a fake camera.

The browser has no detector of its own, so that grey frames go to the station and are read there: the slower way. The
clock begins when the page's video first shows the badge.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright
from tests.web.browser import CHROMIUM, launched, paired, phone_before
from tests.web.house import founded, guard_of, serving
from tests.web.scenes import film, held, printed, wallpaper

from .measure import Line

_PEOPLE = ("Amadou Traoré", "Fatou Keita", "Issa Moussa", "Moussa Faki", "Asha Rao", "Meera Nair")
_ROUNDS = 2
_SLOWEST = 0.3

_WATCHES = """
window.waits = [];
const small = new OffscreenCanvas(16, 12).getContext("2d", { willReadFrequently: true });
let shown = 0;
const look = (video) => {
  small.drawImage(video, 0, 0, 16, 12);
  const [red, , blue] = small.getImageData(8, 8, 1, 1).data;
  const badge = red - blue < 25;
  if (badge && !shown) shown = performance.now();
  if (!badge) shown = 0;
  video.requestVideoFrameCallback(() => look(video));
};
document.addEventListener("DOMContentLoaded", () => {
  const video = document.getElementById("view");
  if (!video) return;
  video.requestVideoFrameCallback(() => look(video));
  new MutationObserver(() => {
    if (shown) window.waits.push(performance.now() - shown);
  }).observe(document.getElementById("last"), { childList: true });
});
"""
"""A wall is brown, a badge black and white."""


def lines(folder: Path) -> list[Line]:
    """The median of all badges, and the slowest."""
    if CHROMIUM is None:
        return [Line("a badge in view: its verdict", "needs Chromium")]
    desk = folder / "view.desk"
    founded(desk)
    with guard_of(desk) as guard:
        badges = [
            held(printed(guard.desk, name), tilt) for name, tilt in zip(_PEOPLE, (4, -3, 0, 7, -6, 2), strict=True)
        ]
    seen = film(folder / "view.mjpeg", [scene for badge in badges for scene in ((wallpaper(), 1.1), (badge, 1.1))])
    with (
        serving(desk) as served,
        sync_playwright() as player,
        launched(player, seen) as browser,
        phone_before(browser) as phone,
    ):
        phone.add_init_script(_WATCHES)
        page = paired(phone, served, "CMP1")
        page.locator("#start").click()
        waits = _waits(page, _ROUNDS * len(_PEOPLE))
    slowest, middle = max(waits), median(waits)
    return [
        Line(
            "a badge in view: its verdict",
            f"{middle * 1000:.0f} ms",
            "",
            None,
            f"≤ {_SLOWEST * 1000:.0f} ms",
            middle <= _SLOWEST,
        ),
        Line(f"  the slowest of {len(waits)}", f"{slowest * 1000:.0f} ms"),
    ]


def _waits(page: Page, count: int) -> list[float]:
    """Seconds; the first is that of a camera that has just been opened, and is left out."""
    page.wait_for_function("(count) => window.waits.length > count", arg=count, timeout=120_000)
    return [wait / 1000 for wait in page.evaluate("() => window.waits")][1 : count + 1]

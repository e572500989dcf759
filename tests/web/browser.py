"""Debian's Chromium with a fake camera, led through the page as a guard's fingers would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize
from tests.web.house import Served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE: ViewportSize = {"width": 390, "height": 844}
Light = Literal["dark", "light"]
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="needs Chromium (Debian: chromium)"
)
"""On a machine that checks for everybody it is there, or the test fails."""

DETECTOR = """
window.held = [];
window.looks = 0;
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() {
    window.looks += 1;
    return window.held.map((rawValue) => ({ rawValue }));
  }
};
"""
"""Headless Chromium has no detector of its own; this one sees the codes that the test holds before the camera."""


@contextmanager
def launched(player: Playwright, film: Path | None = None) -> Iterator[Browser]:
    """The browser, whose camera sees the film, or a test picture."""
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--no-sandbox"]
    if film:
        flags.append(f"--use-file-for-fake-video-capture={film}")
    browser = player.chromium.launch(executable_path=CHROMIUM, args=flags)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def phone_before(
    browser: Browser, *, locale: str = "en-GB", light: Light = "dark", detects: bool = False
) -> Iterator[BrowserContext]:
    """A phone of its own; ``detects``: its browser reads codes by itself."""
    context = browser.new_context(
        viewport=PHONE, ignore_https_errors=True, locale=locale, color_scheme=light, has_touch=True, is_mobile=True
    )
    if detects:
        context.add_init_script(DETECTOR)
    try:
        yield context
    finally:
        context.close()


def paired(context: BrowserContext, served: Served, gate: str = "CMP1") -> Page:
    """The phone reads the operator's code, and shows the number that the operator's screen shows."""
    page = context.new_page()
    page.goto(served.offer(gate, f"{gate} phone"))
    number = page.locator("#number:not(:empty)").inner_text()
    assert served.told()["number"] == number
    served.type("y")
    assert served.told()["paired"]
    page.locator("#start:not([hidden])").wait_for()
    return page


def scanning(context: BrowserContext, served: Served, gate: str = "CMP1") -> Page:
    """The same, and the guard has begun to scan."""
    page = paired(context, served, gate)
    page.locator("#start").click()
    page.locator("#start").wait_for(state="hidden")
    return page


def hold(page: Page, code: str) -> None:
    """Hold a badge before the camera of a phone that ``detects``, until it is read."""
    page.evaluate("(code) => { window.held = [code]; window.looks = 0; }", code)
    page.wait_for_function("() => window.looks > 1")
    page.evaluate("() => { window.held = []; }")

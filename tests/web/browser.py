"""Debian's Chromium with a fake camera, led through the page as a guard's fingers would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright
from tests.web.house import Served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE: ViewportSize = {"width": 390, "height": 844}
Light = Literal["dark", "light"]
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="needs Chromium (Debian: chromium)"
)
"""On a machine that checks for everybody it is there, or the test fails."""


@contextmanager
def phone_before(film: Path | None, *, locale: str = "en-GB", light: Light = "dark") -> Iterator[BrowserContext]:
    """A phone whose camera sees the film."""
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
    ]
    if film:
        flags.append(f"--use-file-for-fake-video-capture={film}")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=[*flags, "--no-sandbox"])
        context = browser.new_context(
            viewport=PHONE, ignore_https_errors=True, locale=locale, color_scheme=light, has_touch=True, is_mobile=True
        )
        try:
            yield context
        finally:
            context.close()
            browser.close()


def paired(context: BrowserContext, served: Served, gate: str = "CMP1") -> Page:
    """The phone reads the operator's code, and shows the number that the operator's screen shows."""
    page = context.new_page()
    page.goto(served.offer(gate))
    number = page.locator("#number:not(:empty)").inner_text()
    assert served.told()["number"] == number
    served.type("y")
    assert served.told()["paired"]
    page.locator("#start").wait_for()
    return page

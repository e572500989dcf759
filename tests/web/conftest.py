"""The page for phones: a desk with badges, and the page served from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from tests.web.browser import launched
from tests.web.house import Served, copied, founded, serving


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "campus.desk"
    founded(path)
    return path


@pytest.fixture
def desk_file(tmp_path: Path, _founded: Path) -> Path:
    """A desk's file, for one test."""
    return copied(_founded, tmp_path)


@pytest.fixture(scope="module")
def served(_founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page, served to the phones of many tests: each keeps a gate that is its own."""
    with serving(copied(_founded, tmp_path_factory.mktemp("served"))) as found:
        yield found


@pytest.fixture
def own(desk_file: Path) -> Iterator[Served]:
    """The page, served for one test alone."""
    with serving(desk_file) as found:
        yield found


@pytest.fixture(scope="module")
def player() -> Iterator[Playwright]:
    """What leads browsers; stopped with the module, since its event loop runs on and other tests have their own."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def chromium(player: Playwright) -> Iterator[Browser]:
    """A browser, for phones of whatever test."""
    with launched(player) as browser:
        yield browser

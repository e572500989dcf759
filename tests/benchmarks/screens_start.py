"""An app from the start of its process to its first paint: ``python -m tests.benchmarks.screens_start bare|DESK``.

Only what the app itself needs is imported.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

_SIZE = (160, 45)


def _app(what: str) -> Any:
    if what == "bare":
        from textual.app import App

        return App()
    from pathlib import Path

    from conclave_desk.bootstrap import found_from, open_desk
    from conclave_desk.config import Config
    from conclave_desk.tui.app import DeskApp

    return DeskApp(Config(desk=Path(what), officer="bench"), open_desk, found_from)


async def _paint(what: str) -> None:
    app = _app(what)
    async with app.run_test(size=_SIZE):
        while what != "bare" and "help" not in _last_line(app):
            await asyncio.sleep(0.001)
        print("painted", flush=True)
        from .measure import peak_megabytes

        print(peak_megabytes(), flush=True)


def _last_line(app: Any) -> str:
    strips = app.screen._compositor.render_strips()
    return strips[-1].text if strips else ""


if __name__ == "__main__":
    asyncio.run(_paint(sys.argv[1]))

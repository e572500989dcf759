"""``serve --tui`` as a browser meets it: the page, and behind its websocket the desk; nobody gets in without the key."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSServerHandshakeError

from conclave_desk.journal.keyfile import beside

pytest.importorskip("textual_serve")


@pytest.fixture
def address(tmp_path: Path, pune: Path) -> Iterator[str]:
    """The address that the served desk tells, on a free port of loopback; it is ended by its own number."""
    for file in (pune, beside(pune)):
        shutil.copy(file, tmp_path / file.name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**os.environ, "CONCLAVE_NOW": "2023-03-20T11:30", "CONCLAVE_CONFIG": str(tmp_path / "none.toml")}
    desk = [sys.executable, "-m", "conclave_desk", "--desk", str(tmp_path / pune.name), "--as", "Asha"]
    serving = subprocess.Popen(
        [*desk, "serve", "--tui", "--port", str(port)], env=settings, stderr=subprocess.PIPE, text=True
    )
    assert serving.stderr is not None
    found = re.search(r"http://\S+", serving.stderr.readline())
    assert found
    yield found[0]
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(20) == 0
    serving.stderr.close()


@asynccontextmanager
async def browser(address: str) -> AsyncIterator[ClientSession]:
    """A browser that opened the address once: the key lies with its cookies from then on."""
    async with ClientSession(base_url=address.partition("/?")[0], cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.get(f"/?{address.partition('?')[2]}") as answer:
            assert (answer.status, answer.url.query_string) == (200, "")
        (key,) = session.cookie_jar
        assert key.key.endswith(address.partition("/?")[0].rpartition(":")[2]), "a desk on another port has its own"
        yield session


def test_the_page_opens_the_desk_and_keys_reach_it(address: str) -> None:
    async def visit() -> None:
        async with browser(address) as session, session.get("/") as answer:
            page = await answer.text()
            assert not re.search(r"(?:href|src)=\"(?:https?:)?//(?!127\.0\.0\.1)", page)
            place = re.search(r'data-session-websocket-url="ws://[^/]+([^"]+)"', page)
            assert place
            async with session.ws_connect(f"{place[1]}?width=80&height=24") as desk:
                await desk.send_json(["resize", {"width": 80, "height": 24}])
                shown = ""
                while "Headline" not in shown:
                    shown += await _next(desk)
                await desk.send_json(["stdin", "2"])
                while "PUNE/23/001" not in shown:
                    shown += await _next(desk)

    asyncio.run(visit())


async def _next(desk: ClientWebSocketResponse) -> str:
    message = await desk.receive(timeout=30)
    return message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else ""


def test_nobody_gets_in_without_the_key_nor_from_another_page(address: str) -> None:
    async def visit() -> None:
        bare = address.partition("/?")[0]
        async with ClientSession(base_url=bare) as stranger:
            for path in ("/", "/?key=guessed", "/ws"):
                async with stranger.get(path) as answer:
                    assert answer.status == 403
        async with browser(address) as session:
            with pytest.raises(WSServerHandshakeError) as refused:
                await session.ws_connect("/ws", headers={"Origin": "http://elsewhere.example"})
            assert refused.value.status == 403

    asyncio.run(visit())

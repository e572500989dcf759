"""A desk whose key file is away, or is another's, says so when it opens and shows what needs no key."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.tui.conftest import SMALL, Walks

from conclave_desk.config import Config
from conclave_desk.journal import keyfile
from conclave_desk.tui.modals.message import Message


def _moved(config: Config) -> tuple[Path, Path]:
    key = keyfile.beside(config.desk)
    return key, key.rename(key.with_name("elsewhere"))


def test_a_desk_without_its_key_file_says_so_at_once_shows_the_rest_and_goes_on_when_it_is_back(
    walk: Walks, config: Config
) -> None:
    key, elsewhere = _moved(config)

    async def job() -> None:
        async with walk("delegations", SMALL) as office:
            office.app.look()
            await office.settled()
            for told in (f"{key}: the key file is missing; put it back", "stay sealed", "nobody can be put forward"):
                assert told in office.said
            await office.press("enter")
            office.app.look()
            assert not isinstance(office.screen, Message), "once is enough"
            person = office.people("MLI")[0]
            office.screen.go_to("MLI", person.id)
            await office.settled()
            assert "Samaké" in office.text
            assert "✗ no key" in office.text
            elsewhere.rename(key)
            office.app.look()
            office.app.look()
            await office.settled()
            assert "✗ no key" not in office.text

    asyncio.run(job())


def test_a_key_file_of_another_desk_is_told_at_opening(walk: Walks, config: Config) -> None:
    key, _ = _moved(config)
    keyfile.create(key, None)

    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            office.app.look()
            await office.settled()
            assert f"{key}: the key file belongs to another desk file; put the right one beside it" in office.said

    asyncio.run(job())

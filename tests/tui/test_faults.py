"""What goes wrong while the desk is open is one modal with what to do; what was typed stays."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.conftest import SMALL, Walks, drained

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.config import Config
from conclave_desk.desk import drafts
from conclave_desk.errors import MachineFault
from conclave_desk.tui.app import DeskApp
from conclave_desk.tui.modals.message import Message


def test_what_is_no_desk_file_is_told_and_ends_with_its_exit_code(config: Config) -> None:
    path = config.desk.with_name("letter.desk")
    path.write_text("Dear colleague", "utf-8")

    async def job() -> None:
        app = DeskApp(replace(config, desk=path), open_desk, found_from)
        async with app.run_test(size=SMALL) as pilot:
            await drained()
            assert isinstance(app.screen, Message)
            await pilot.press("enter")
        assert app.return_code == 3
        assert "is no desk file" in str(app.ended_by)

    asyncio.run(job())


def test_a_file_that_is_taken_away_is_told_at_once_and_what_was_typed_stays(walk: Walks, config: Config) -> None:
    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            await office.press("n")
            await office.type("brazil")
            away = config.desk.rename(config.desk.with_name("away.desk"))
            office.app.look()
            await office.settled()
            assert "is not where it was" in " ".join(office.text.split())
            office.app.look()
            await office.press("enter", "ctrl+s")
            assert "nothing was written" in office.refused
            assert office.screen.query_one("FieldInput").value.casefold() == "brazil"
            away.rename(config.desk)
            await office.press("ctrl+s")
            assert office.invitation("BRA").status == "drafted"

    asyncio.run(job())


def test_a_draft_that_cannot_be_kept_closes_no_form(walk: Walks, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            await office.press("n")
            await office.type("brazil")
            monkeypatch.setattr(drafts, "keep", full)
            await office.press("escape", "escape", "k")
            assert "no draft is kept: No space left" in " ".join(office.text.split())
            assert office.screen.query_one("FieldInput").value.casefold() == "brazil"

    asyncio.run(job())


def test_after_a_fault_in_a_screens_own_work_the_desk_goes_on(
    walk: Walks, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def job() -> None:
        async with walk("invitations", SMALL) as office:

            def broken(_: object) -> None:
                raise MachineFault(f"{config.desk}: cannot be read")

            with monkeypatch.context() as patched:
                patched.setattr(office.screen, "show_page", broken)
                patched.setattr(office.screen, "moved", broken)
                await office.press("down")
                await office.until(lambda: isinstance(office.screen, Message))
            await office.press("enter", "down", "3")
            assert office.screen.mode == "delegations"

    asyncio.run(job())


def test_the_log_file_is_named_for_faults_of_the_program_itself(config: Config) -> None:
    app = DeskApp(config, open_desk, found_from)
    assert f"{config.desk}.log" in app.about(ValueError("x"))._sentence
    assert ".log" not in app.about(FileNotFoundError(2, "No such file", str(Path("x"))))._sentence


def test_what_misses_its_screen_while_the_desk_is_left_is_no_fault(walk: Walks) -> None:
    async def job() -> None:
        async with walk("overview", SMALL) as office:
            app = office.app
        app.stumbled(LookupError("no such pane"))
        app._handle_exception(LookupError("no such pane"))
        assert app._exception is None

    asyncio.run(job())

"""The scan screen, as a scanner and a guard use it: at the smallest size and at a large one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from tests.tui.conftest import LARGE, SMALL
from tests.tui.gatehouse import NOW, PEOPLE, PIN, Keeps, allowed, keeps, printed
from tests.unit.test_keyboards import written
from textual.message import Message

from conclave_desk.bootstrap import keeper_of, open_desk
from conclave_desk.config import Config
from conclave_desk.desk import badges
from conclave_desk.gate.keeper import Keeper
from conclave_desk.gate.wording import LANGUAGES
from conclave_desk.tui.watch.margins import FootLine

__all__ = ["keeps", "printed"]
both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


@both
def test_a_badge_is_admitted_and_the_screen_says_who_it_is(keeps: Keeps, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with keeps(size) as gate:
            assert (gate.word, gate.kind) == ("READY", "ready")
            await gate.scan(gate.badge("Łukasz Façade-Testé"))
            assert (gate.word, gate.kind) == ("ADMIT", "admit")
            for fact in ("India · General Ł. Façade", "Chief of Staff (test)", "salute, do not stop", "1 inside"):
                assert fact in gate.text, gate.text
            assert "passport: Łukasz Façade-Testé" in gate.text
            (scan,) = gate.scans()
            assert (scan.method, scan.verdict, scan.gate, scan.direction) == ("qr", "admitted", "G1", "in")

    asyncio.run(job())


@both
def test_a_refusal_says_why_and_what_next_and_shows_no_newer_serial(keeps: Keeps, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with keeps(size) as gate:
            old, lost = gate.badge("Samaké"), gate.serial("Samaké")
            allowed(badges.replace(gate.desk, lost))
            await gate.scan(old)
            assert (gate.word, gate.kind) == ("STOP", "stop")
            text = " ".join(gate.text.split())
            assert "This badge was replaced (issue 2 is valid). Keep it; call the badge office." in text
            assert gate.serial("Samaké") not in gate.text

    asyncio.run(job())


def test_a_scanner_is_understood_whatever_it_ends_with_and_whatever_the_layout(keeps: Keeps) -> None:
    layouts = (("us", ""), ("us", "letters"), ("fr", ""), ("fr", "all"), ("ar", ""))

    async def job() -> None:
        async with keeps(SMALL) as gate:
            code = gate.badge("Samaké")
            for number, (end, (layout, caps)) in enumerate(product(("\n", "\t", ""), layouts), 1):
                gate.screen.listener.repeats.forget()
                gate.at = Message().time
                await gate.wedge(written(code, layout, caps) + end)
                await gate.until(lambda number=number: len(gate.scans()) == number)  # type: ignore[misc]
            assert {(scan.verdict, scan.method) for scan in gate.scans()} == {("admitted", "qr")}

    asyncio.run(job())


def test_a_queue_of_fast_scans_drops_none_and_a_refusal_among_them_is_not_lost_to_the_eye(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            codes = [gate.badge(name) for name in PEOPLE]
            await gate.wedge("\n".join([codes[0], "https://example.org/menu", codes[1], codes[2], ""]))
            await gate.until(lambda: len(gate.scans()) == 4 and gate.screen.waiting == 0)
            assert [scan.verdict for scan in gate.scans()] == ["admitted", "refused", "admitted", "admitted"]
            assert gate.word == "ADMIT"
            assert len(gate.screen.last.recent) == 4
            assert "▬ STOP" in gate.text

    asyncio.run(job())


def test_a_badge_that_lies_before_the_scanner_is_one_scan(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            code = gate.badge("Samaké")
            await gate.scan(code)
            await gate.scan(code, code)
            assert len(gate.scans()) == 1
            assert "Scanned again: this is the answer of 09:41:07." in gate.text

    asyncio.run(job())


def test_the_same_badge_on_its_way_out_is_no_repeat(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            code = gate.badge("Samaké")
            await gate.scan(code)
            await gate.menu("1")
            assert "← OUT" in gate.text
            await gate.scan(code)
            assert [scan.verdict for scan in gate.scans()] == ["admitted", "left"]
            assert (gate.word, gate.kind) == ("OUT", "left")
            assert "0 inside" in gate.text

    asyncio.run(job())


@both
def test_a_serial_is_typed_and_asks_to_compare_face_and_paper(keeps: Keeps, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with keeps(size) as gate:
            typed = gate.serial("Goïta").lower()
            await gate.fingers(typed[:6])
            assert typed[:6] in str(gate.screen.query_one(FootLine).render())
            await gate.fingers(typed[6:] + "\n")
            await gate.until(lambda: gate.kind == "check")
            assert "Compare face and paper." in gate.text
            assert gate.scans()[0].method == "typed"

    asyncio.run(job())


@both
def test_three_letters_find_whoever_forgot_the_badge(keeps: Keeps, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with keeps(size) as gate:
            await gate.menu("2")
            await gate.fingers("goi")
            await gate.until(lambda: "Moussa Goïta" in gate.text)
            await gate.pilot.press("enter")
            await gate.until(lambda: gate.kind == "check")
            (scan,) = gate.scans()
            assert (scan.method, scan.verdict, scan.party) == ("name", "admitted", "MLI")
            assert "no badge shown" in gate.text

    asyncio.run(job())


def test_letters_and_enter_look_for_the_name_without_any_menu(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            await gate.fingers("sam\n")
            await gate.until(lambda: "Mamadou Samaké" in gate.text)
            assert gate.scans() == []
            await gate.pilot.press("escape", "escape")
            await gate.until(lambda: gate.screen.ask is None)

    asyncio.run(job())


def test_a_badge_scanned_while_a_question_is_open_is_a_scan(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            for digit in ("2", "5", "7"):
                await gate.menu(digit)
                assert gate.screen.ask is not None
                await gate.scan(gate.badge(PEOPLE[("2", "5", "7").index(digit)]))
                assert gate.screen.ask is None
            assert [scan.verdict for scan in gate.scans()] == ["admitted"] * 3

    asyncio.run(job())


@both
@pytest.mark.parametrize("by", ["badge", "pin"])
def test_a_supervisor_lets_in_by_badge_or_pin_with_a_reason(keeps: Keeps, size: tuple[int, int], by: str) -> None:
    async def job() -> None:
        async with keeps(size, "G2") as gate:
            await gate.scan(gate.badge("Goïta"))
            assert gate.kind == "stop"
            await gate.menu("3")
            await gate.until(lambda: gate.screen.ask is not None)
            assert "This badge does not open" in gate.text
            if by == "badge":
                await gate.wedge(gate.badge(PEOPLE[2]) + "\n")
            else:
                await gate.fingers(PIN[:3])
                assert "•••" in gate.text
                assert PIN[:3] not in gate.text
                await gate.fingers(PIN[3:] + "\n")
            await gate.until(lambda: "Known to the supervisor by sight" in gate.text)
            assert len(gate.scans()) == 1, "the supervisor's badge is no scan"
            await gate.fingers("2")
            await gate.until(lambda: gate.kind == "admit")
            assert "Let in by a supervisor." in gate.text
            scan = gate.scans()[-1]
            assert (gate.reason(scan), scan.overrode, scan.reason) == ("By word of protocol", "wrong_zone", "override")
            assert scan.supervisor is not None

    asyncio.run(job())


def test_another_reason_is_typed(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps(SMALL, "G2") as gate:
            await gate.scan(gate.badge("Goïta"))
            await gate.menu("3")
            await gate.until(lambda: gate.screen.ask is not None)
            await gate.wedge(gate.badge(PEOPLE[2]) + "\n")
            await gate.until(lambda: "4 Another reason" in gate.text)
            await gate.fingers("4")
            await gate.fingers("the Minister vouches\n")
            await gate.until(lambda: gate.kind == "admit")
            assert gate.reason(gate.scans()[-1]) == "the Minister vouches"

    asyncio.run(job())


def test_nobody_elses_badge_or_pin_overrides(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps(SMALL, "G2") as gate:
            await gate.scan(gate.badge("Goïta"))
            await gate.menu("3")
            await gate.until(lambda: gate.screen.ask is not None)
            await gate.wedge(gate.badge("Samaké") + "\n")
            await gate.until(lambda: "This badge is no supervisor's." in gate.text)
            await gate.fingers("123456\n")
            await gate.until(lambda: "This PIN is no supervisor's." in gate.text)
            assert len(gate.scans()) == 1
            refused = gate.desk.journal.db.execute("SELECT method FROM supervisor_refusals ORDER BY at").fetchall()
            assert sorted(row[0] for row in refused) == ["badge", "pin"]
            await gate.pilot.press("escape")
            assert gate.screen.ask is None

    asyncio.run(job())


def test_what_is_no_badge_is_not_overridden(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            await gate.scan("https://example.org/menu")
            await gate.menu("3")
            assert gate.screen.ask is None
            assert "Nothing was refused that could be overridden." in gate.text

    asyncio.run(job())


def test_another_gate_is_kept_from_the_menu(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            await gate.menu("5")
            await gate.pilot.press("2")
            await gate.scan(gate.badge("Łukasz Façade-Testé"))
            assert gate.scans()[0].gate == gate.desk.event.gates[1].code
            assert gate.desk.event.gates[1].name in gate.text.splitlines()[0]

    asyncio.run(job())


def test_a_verdict_shrinks_after_a_while_and_ready_stands_there(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps(holds=0.3) as gate:
            await gate.scan(gate.badge("Samaké"))
            await gate.until(lambda: gate.kind == "ready")
            assert "✓ ADMIT  Mali · Colonel Mamadou Samaké" in gate.text
            await gate.scan("https://example.org/menu")
            assert gate.kind == "stop"

    asyncio.run(job())


@both
def test_the_whole_screen_speaks_the_language_of_the_gate(keeps: Keeps, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with keeps(size, language="pt", holds=300.0) as gate:
            assert gate.word == "PRONTO"
            await gate.scan("https://example.org/menu")
            for language in LANGUAGES:
                gate.screen.speak(language)
                await gate.pilot.press("escape")
                said = gate.screen.said
                assert said is not None
                assert gate.word == said.say("word-stop")
                assert said.say("unreadable").split()[0] in gate.text
                assert said.say("menu-leave", digit="9").split()[-1] in gate.text
                assert "…" not in gate.text.splitlines()[-1]
                await gate.pilot.press("escape")

    asyncio.run(job())


def test_in_a_narrow_terminal_the_key_to_the_menu_is_named_all_the_same(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps((60, 18), language="fr") as gate:
            assert gate.text.splitlines()[-1].rstrip().endswith("trois… · Échap : plus")

    asyncio.run(job())


def test_each_answer_sounds_by_its_own_number_of_beeps(keeps: Keeps, monkeypatch: pytest.MonkeyPatch) -> None:
    async def job() -> None:
        rung: list[str] = []
        async with keeps() as gate:
            monkeypatch.setattr(gate.app, "bell", lambda: rung.append(gate.kind))
            await gate.scan(gate.badge("Samaké"))
            assert rung == ["admit"]
            await gate.scan("https://example.org/menu")
            await gate.until(lambda: rung.count("stop") == 3)

    asyncio.run(job())


def test_when_nothing_can_be_recorded_the_screen_says_so_and_admits_nobody(keeps: Keeps, tmp_path: Path) -> None:
    """The file may not grow by a page: to SQLite that is a full disk."""
    config = Config(desk=tmp_path / "gate.desk", officer="Guard", now=NOW)

    @contextmanager
    def full() -> Iterator[Keeper]:
        with open_desk(config) as desk:
            desk.journal.db.execute("PRAGMA max_page_count = 1")
            yield keeper_of(desk)

    async def job() -> None:
        async with keeps(SMALL, opened=full) as gate:
            while gate.kind != "fault":
                gate.at += 10
                await gate.wedge(f"{gate.at} is no badge\n")
                await gate.until(lambda: gate.screen.waiting == 0)
            assert gate.word == "NOT RECORDED"
            assert "Let nobody in" in gate.text
            recorded = len(gate.scans())
            await gate.wedge(gate.badge("Samaké") + "\n")
            await gate.until(lambda: gate.screen.waiting == 0)
            assert (gate.kind, len(gate.scans())) == ("fault", recorded)

    asyncio.run(job())


def test_garbage_at_a_thousand_signs_a_second_is_refused_and_the_badge_after_it_is_admitted(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            await gate.wedge("".join(f"§{number:06}#ÿ" for number in range(700)), 0.001)
            gate.at += 2
            await gate.scan(gate.badge("Samaké"))
            await gate.until(lambda: gate.scans()[-1].verdict == "admitted")
            assert [scan.verdict for scan in gate.scans()] == ["refused", "admitted"]

    asyncio.run(job())


def test_what_was_scanned_is_recorded_even_if_the_screen_is_left_at_once(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            codes = [gate.badge(name) for name in PEOPLE]
            await gate.wedge("\n".join([*codes, ""]))
            gate.screen.leave()
            await gate.until(lambda: len(gate.scans()) == 3)

    asyncio.run(job())


def test_day_and_night_change_at_the_menu(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            assert not gate.screen.has_class("day")
            await gate.menu("6")
            assert gate.screen.has_class("day")

    asyncio.run(job())

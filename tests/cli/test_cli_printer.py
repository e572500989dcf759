"""Badges straight to a printer, by CUPS itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pypdfium2
import pytest

from .conftest import EVENT, Program
from .cups import Cups, needs_cups, until

pytestmark = needs_cups


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """With two printers. A socket's name must be short."""
    home = Path(mkdtemp(prefix="cups-"))
    home.chmod(0o755)
    server = Cups(home)
    try:
        server.start()
        server.add("Badges")
        server.add("Office")
        monkeypatch.setenv("CUPS_SERVER", server.server)
        yield server
    finally:
        server.stop()
        shutil.rmtree(home)


def states(program: Program) -> list[tuple[str, int, str | None]]:
    return [(row["job"], row["badges"], row["state"]) for row in program.read("badges", "jobs")]


def test_badges_go_to_the_printer_and_the_jobs_are_remembered(badged: Program, cups: Cups) -> None:
    answer = badged.read("badges", "print", "--printer", "Badges", "--only", "party:MLI")
    assert (answer["job"], answer["printer"], answer["printed"]) == ("Badges-1", "Badges", 1)
    page = pypdfium2.PdfDocument(cups.paper(1))[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [105, 148]
    assert "Traoré" in page.get_textpage().get_text_bounded()
    assert "PUNE23 badges: " in cups.said
    for words in ("media=A6", "sides=one-sided", "print-scaling=none"):
        assert words in cups.said
    badged.done("badges", "print", "--printer", "Office", "--sheet", "a4-4up", "--duplex")
    assert len(pypdfium2.PdfDocument(cups.paper(2))) == 2
    assert "media=A4" in cups.said
    assert "sides=two-sided-long-edge" in cups.said
    badged.done("journal", "rebuild")
    assert [row[:2] for row in states(badged)] == [("Office-2", 1), ("Badges-1", 1)]
    assert [row["printed"] for row in badged.read("badges", "list")] == [1, 1]


def test_how_jobs_stand_is_asked_of_the_printers(badged: Program, cups: Cups) -> None:
    cups.busy(True)
    cups.ask("cupsdisable", "Office")
    badged.done("badges", "print", "--printer", "Badges", "--only", "party:MLI")
    badged.done("badges", "print", "--printer", "Office")
    until(lambda: states(badged) == [("Office-2", 1, "printer stopped"), ("Badges-1", 1, "printing")])
    badged.done("badges", "print", "--printer", "Badges", "--reprint", "one more")
    assert ("Badges-3", 2, "waiting") in states(badged)
    cups.busy(False)
    cups.ask("cupsenable", "Office")
    until(lambda: [row[2] for row in states(badged)] == ["printed"] * 3)


def test_a_print_server_that_was_down_knows_its_jobs_again(badged: Program, cups: Cups) -> None:
    cups.ask("cupsdisable", "Badges")
    badged.done("badges", "print", "--printer", "Badges", "--only", "party:MLI")
    cups.stop()
    assert states(badged) == [("Badges-1", 1, None)]
    assert "How they stand cannot be told" in badged.done("badges", "jobs").err
    said = badged.refused("badges", "print", "--printer", "Office", code=4)
    assert "CUPS does not run; start it, or print to a file with -o FILE.pdf" in said
    assert [row["printed"] for row in badged.read("badges", "list")] == [0, 1]
    cups.start()
    assert states(badged) == [("Badges-1", 1, "printer stopped")]


def test_a_printer_that_takes_no_jobs_leaves_badges_unprinted(badged: Program, cups: Cups) -> None:
    cups.ask("cupsreject", "Badges")
    assert "not accepting jobs" in badged.refused("badges", "print", "--printer", "Badges", code=4)
    assert [row["printed"] for row in badged.read("badges", "list")] == [0, 0]
    assert badged.read("badges", "jobs") == []


@pytest.mark.usefixtures("cups")
def test_a_printer_that_is_not_there_is_wrong_use(badged: Program) -> None:
    assert "no printer 'Gate'; there are Badges, Office" in badged.refused(
        "badges", "print", "--printer", "Gate", code=2
    )


@pytest.mark.usefixtures("cups")
def test_a_machine_without_cups_says_so_and_still_lists_its_jobs(
    badged: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    badged.done("badges", "print", "--printer", "Badges", "--only", "party:MLI")
    monkeypatch.setenv("PATH", str(tmp_path))
    said = badged.refused("badges", "print", "--printer", "Badges", code=4)
    assert "has no lpstat" in said
    assert "-o FILE.pdf" in said
    assert states(badged) == [("Badges-1", 1, None)]
    assert "cannot be told" in badged.done("badges", "jobs").err


@pytest.mark.parametrize("words", [(), ("-o", "x.pdf", "--printer", "Badges")])
def test_a_print_goes_to_one_place(badged: Program, words: tuple[str, ...]) -> None:
    assert "Say where to print" in badged.refused("badges", "print", *words, code=2)


def test_badges_are_sorted_by_the_place_where_they_are_handed_out(badged: Program) -> None:
    event = EVENT.replace('name = "Staff"', 'name = "Staff"\ncollect_at = "Gate house"')
    event += '[[party]]\ncode = "MLI"\nname = "Mali"\ncollect_at = "Hotel Deccan"\n'
    by_place = ("badges", "print", "--order", "collection", "-o", "badges.pdf")
    assert "names no place to hand out badges" in badged.refused(*by_place, code=2)
    (badged.folder / "event" / "event.toml").write_text(event)
    badged.done("load", "event")
    badged.done(*by_place, "--covers")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(badged.folder / "badges.pdf")]
    assert "Handed out at: Gate house" in pages[0]
    assert "Rao" in pages[1]
    assert "Handed out at: Hotel Deccan" in pages[2]
    assert "Traoré" in pages[3]

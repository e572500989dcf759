"""Badges straight to a printer. CUPS is stood in for by two small programs of the same names and manners, first on PATH."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pypdfium2
import pytest

from .conftest import EVENT, Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not made for Windows")

LP = """#!/bin/sh
set -e
echo "$@" >> "$SPOOL/said"
test -f "$SPOOL/broken" && { echo "lp: Error - scheduler not responding." >&2; exit 1; }
while [ $# -gt 1 ]; do
    case "$1" in -d) name="$2"; shift ;; --) ;; esac
    shift
done
number=$(($(ls "$SPOOL"/*.pdf 2>/dev/null | wc -l) + 1))
cp "$1" "$SPOOL/$name-$number.pdf"
echo "$name-$number guest 1024 Tue Mar 28 09:30:00 2023" >> "$SPOOL/not-completed"
echo "request id is $name-$number (1 file(s))"
"""
LPSTAT = """#!/bin/sh
case "$1" in
-e) printf 'Badges\\nOffice\\n' ;;
-W) cat "$SPOOL/$2" 2>/dev/null || true ;;
-p) cat "$SPOOL/printers" 2>/dev/null || echo "printer Badges is idle.  enabled since Tue" ;;
esac
"""


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the stand-in puts what it was handed."""
    for name, text in (("lp", LP), ("lpstat", LPSTAT)):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text)
        program.chmod(0o755)
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SPOOL", str(spool))
    return spool


def states(program: Program) -> list[tuple[str, int, str | None]]:
    return [(row["job"], row["badges"], row["state"]) for row in program.read("badges", "jobs")]


def test_badges_go_to_the_printer_and_the_jobs_are_remembered(badged: Program, spool: Path) -> None:
    answer = badged.read("badges", "print", "--printer", "Badges", "--only", "party:MLI")
    assert (answer["job"], answer["printer"], answer["printed"]) == ("Badges-1", "Badges", 1)
    assert len(pypdfium2.PdfDocument(spool / "Badges-1.pdf")) == 1
    said = (spool / "said").read_text()
    for words in ("-d Badges", "-t PUNE23 badges", "media=A6", "sides=one-sided", "print-scaling=none"):
        assert words in said
    badged.done("badges", "print", "--printer", "Office", "--sheet", "a4-4up", "--duplex")
    assert "media=A4 -o sides=two-sided-long-edge" in (spool / "said").read_text()
    assert states(badged) == [("Office-2", 1, "waiting"), ("Badges-1", 1, "waiting")]
    badged.done("journal", "rebuild")
    assert [row[0] for row in states(badged)] == ["Office-2", "Badges-1"]
    assert [row["printed"] for row in badged.read("badges", "list")] == [1, 1]


def test_how_jobs_stand_is_asked_of_the_printers(badged: Program, spool: Path) -> None:
    badged.done("badges", "print", "--printer", "Badges", "--only", "party:MLI")
    badged.done("badges", "print", "--printer", "Office")
    (spool / "printers").write_text(
        "printer Badges now printing Badges-1.  enabled since Tue\nprinter Office disabled since Tue -\n\tpaused\n"
    )
    assert states(badged) == [("Office-2", 1, "printer stopped"), ("Badges-1", 1, "printing")]
    (spool / "printers").write_text("")
    (spool / "not-completed").rename(spool / "completed")
    assert [row[2] for row in states(badged)] == ["printed", "printed"]
    (spool / "completed").unlink()
    assert [row[2] for row in states(badged)] == ["not known any more", "not known any more"]


def test_a_printer_that_fails_leaves_badges_unprinted(badged: Program, spool: Path) -> None:
    (spool / "broken").touch()
    said = badged.refused("badges", "print", "--printer", "Badges", code=4)
    assert "lp: Error - scheduler not responding." in said
    assert [row["printed"] for row in badged.read("badges", "list")] == [0, 0]
    assert badged.read("badges", "jobs") == []


@pytest.mark.usefixtures("spool")
def test_a_printer_that_is_not_there_is_wrong_use(badged: Program) -> None:
    assert "no printer 'Gate'; there are Badges, Office" in badged.refused(
        "badges", "print", "--printer", "Gate", code=2
    )


def test_a_machine_without_cups_says_so_and_still_lists_its_jobs(
    badged: Program, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    badged.done("badges", "print", "--printer", "Badges", "--only", "party:MLI")
    monkeypatch.setenv("PATH", str(spool))
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

"""A day on which the press or the power fails: cards for one day, lists on paper, and what they say brought back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from .conftest import Program


def codes(file: Path) -> list[str]:
    """What a scanner reads from all pages."""
    pages = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(file)]
    return [found.text for page in pages for found in zxingcpp.read_barcodes(page)]


def text(file: Path) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file))


def scanned(program: Program, code: str) -> dict[str, object]:
    return program.done("gate", "scan", "--gate", "G1", "--json", stdin=code + "\n").lines[0]


def test_cards_are_printed_with_codes_that_open_nothing_until_they_are_handed_out(printed: Program) -> None:
    answer = printed.read("badges", "temporary", "--count", "6", "-o", "cards.pdf")
    assert (answer["cards"], answer["pages"], answer["findings"]) == ([1, 2, 3, 4, 5, 6], 2, [])
    read = codes(printed.folder / "cards.pdf")
    assert len(set(read)) == 6
    assert scanned(printed, read[0])["reason"] == "not_collected"
    said = printed.done("badges", "collect", "1", "--for", "Traoré", "--reason", "the press is broken").out
    assert "Temporary card 1 is handed out to Colonel Amadou Traoré (MLI, DEL) for 2023-03-28." in said
    listed = printed.read("badges", "temporary")
    assert [row["status"] for row in listed] == ["handed out", *["free"] * 5]
    by_serial = {row["serial"]: row["number"] for row in listed}
    verdicts = [scanned(printed, code) for code in read]
    admitted = [verdict for verdict in verdicts if verdict["verdict"] == "admitted"]
    assert [(by_serial[str(v["serial"])], v["name"], v["action"]) for v in admitted] == [(1, "Amadou Traoré", "check")]
    verified = printed.done("badges", "verify", read[0]).lines[0]
    assert (verified["valid"], verified["party"], verified["category"]) == (True, "*", "temporary")


def test_cards_that_nobody_has_are_printed_again_and_ended_like_badges(printed: Program) -> None:
    printed.done("badges", "temporary", "--count", "3", "-o", "cards.pdf")
    printed.done("badges", "collect", "2", "--for", "Traoré")
    assert printed.read("badges", "temporary", "--again", "-o", "again.pdf")["cards"] == [1, 3]
    assert "Temporary card 2 opens nothing any more (surrendered)" in printed.done("badges", "surrender", "2").out
    printed.done("badges", "revoke", "1")
    assert [row["status"] for row in printed.read("badges", "temporary")] == ["lost", "surrendered", "free"]
    assert "opens nothing" not in printed.refused("badges", "collect", "1", "--for", "Rao", code=1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("badges temporary -o cards.pdf", "--count N for new cards"),
        ("badges temporary --count 5", "Give -o FILE.pdf"),
        ("badges temporary --count 5 --again -o cards.pdf", "one of --count N and --again"),
        ("badges temporary --count 0 -o cards.pdf", "From 1 to 1000 cards"),
        ("badges collect 9 --for Traoré", "no temporary card '9'"),
        ("badges collect 1 2 --for Traoré", "one temporary card, and nothing else"),
        ("badges collect --party MLI --reason x", "--reason is for a temporary card"),
    ],
)
def test_what_makes_no_sense_about_cards_is_told(printed: Program, words: str, sentence: str) -> None:
    assert sentence in printed.refused(*words.split(), code=2)
    assert not (printed.folder / "cards.pdf").exists()


def test_the_reason_for_a_card_is_sealed(printed: Program) -> None:
    printed.done("badges", "temporary", "--count", "1", "-o", "cards.pdf")
    printed.done("badges", "collect", "1", "--for", "Traoré", "--reason", "came without papers")
    assert b"came without papers" not in b"".join(
        str(record).encode() for record in printed.done("journal", "show", "--json", "--chain", "desk").lines
    )
    printed.done("journal", "rebuild")
    assert printed.read("badges", "temporary")[0]["name"] == "Colonel Amadou Traoré"


def test_a_list_for_each_gate_names_gate_day_and_those_whom_it_lets_in(printed: Program) -> None:
    answer = printed.read("report", "gate-register", "-o", "register.pdf")
    assert answer["gates"] == {"G1": 2, "G2": 1, "G4": 2}
    told = text(printed.folder / "register.pdf")
    assert "Main entrance, to Plenary hall" in told
    assert "Tuesday, 28 March 2023" in told
    assert f"Colonel Amadou Traoré Delegate {printed.serial('Traoré')}" in told.replace("\r", "")
    assert "Keita" not in told, "who is not accredited stands on no list"


def test_a_list_for_a_session_names_it_and_its_gates_alone(printed: Program) -> None:
    printed.done(
        *("programme", "add", "--code", "S3", "--title", "Closed talks", "--venue", "HALL", "--access", "invited"),
        *("--parties", "MLI", "--starts", "2023-03-29 10:00", "--ends", "2023-03-29 11:00"),
    )
    assert printed.read("report", "gate-register", "--session", "S3", "-o", "s3.pdf")["gates"] == {"G1": 1}
    told = text(printed.folder / "s3.pdf")
    assert "Closed talks" in told
    assert "29 March 2023, 10:00–11:00" in told
    assert "Rao" not in told


def test_who_is_suspended_stands_apart(printed: Program) -> None:
    printed.done("accreditations", "suspend", "Traoré", "--reason", "asked to wait")
    assert printed.read("report", "gate-register", "--gate", "G1", "-o", "g1.pdf")["gates"] == {"G1": 1}
    assert "Colonel Amadou Traoré, Mali: accreditation suspended" in text(printed.folder / "g1.pdf")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("--gate G9", "no gate 'G9'"), ("--session S9", "no session"), ("--date 2023-05-01", "days on which badges hold")],
)
def test_a_list_of_what_is_not_there_is_wrong_use(printed: Program, words: str, sentence: str) -> None:
    said = printed.refused("report", "gate-register", "-o", "x.pdf", *words.split(), code=2)
    assert sentence.lower() in said.lower()


def test_what_was_ticked_on_paper_becomes_scans_as_of_then_and_counts(printed: Program) -> None:
    printed.done("badges", "temporary", "--count", "1", "-o", "cards.pdf")
    printed.now = "2023-03-28T09:00:00+05:30"
    printed.done("badges", "collect", "1", "--for", "Rao")
    printed.now = "2023-03-28T18:00:00+05:30"
    lines = f"{printed.serial('Traoré')} 09:52\n\n1 10.20\nTraoré 11:05 out\n"
    answers = printed.done("gate", "back-entry", "--gate", "G1", "--json", stdin=lines).lines
    assert [(a["name"], a["verdict"], a["method"]) for a in answers] == [
        ("Amadou Traoré", "admitted", "paper"),
        ("Asha Rao", "admitted", "paper"),
        ("Amadou Traoré", "left", "paper"),
    ]
    assert answers[0]["at"] == "2023-03-28T09:52:00+05:30"
    before = printed.done("journal", "show", "--json").lines
    (printed.folder / "list.txt").write_text(lines, encoding="utf-8")
    said = printed.done("gate", "back-entry", "list.txt", "--gate", "G1", "--date", "2023-03-28").out
    assert "3 scans from paper; 0 refused." in said
    assert printed.done("journal", "show", "--json").lines == before, "the same list twice is one list"
    table = printed.done("export", "attendance", "--format", "csv", "-o", "-").out.lstrip("\ufeff")
    rows = {(row["family_name"], row["session"]): row for row in csv.DictReader(io.StringIO(table))}
    assert (rows["Traoré", "S1"]["status"], rows["Traoré", "S1"]["evidence"]) == ("attended", "paper")
    assert (rows["Rao", "S1"]["status"], rows["Rao", "S1"]["evidence"]) == ("late", "paper")


def test_a_line_that_a_rule_refuses_is_told_and_may_be_overridden(printed: Program) -> None:
    printed.now = "2023-03-28T18:00:00+05:30"
    entry = ("gate", "back-entry", "--gate", "G2")
    refused = printed.done(*entry, stdin="Traoré 10:00\n")
    assert "line 1: Amadou Traoré: This badge does not open Lounge" in refused.err
    assert "0 scans from paper; 1 refused." in refused.out
    said = printed.done(*entry, "--override", "the minister asked him in", stdin="Traoré 10:00\n").out
    assert "1 scan from paper; 0 refused." in said


def test_lines_that_say_nothing_are_told_and_the_others_taken(printed: Program) -> None:
    lines = "Traoré\nTraoré noon\nNobody 10:00\nTraoré 23:59\nTraoré 09:00\n"
    outcome = printed("gate", "back-entry", "--gate", "G1", stdin=lines)
    assert outcome.code == 2
    assert "1 scan from paper" in outcome.out
    said = outcome.err.splitlines()
    for number, words in enumerate(("needs who and when", "is no time", "Nobody here is", "ahead of this"), 1):
        assert any(line.startswith(f"line {number}:") and words in line for line in said), said

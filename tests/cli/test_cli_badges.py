"""``badges``: issued, printed, handed out, revoked, verified."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

LISTED = (
    *("id", "serial", "issue", "holder", "party", "category", "zones", "status", "printed", "collected_by"),
    "replaced_by",
)
VERIFIED = (*("valid", "reason", "event", "serial", "party", "category", "zones", "issue", "not_before", "expires"),)


def payload(program: Program, name: str) -> str:
    """What stands in the code of that person's badge."""
    from conclave_desk.bootstrap import open_desk
    from conclave_desk.config import Config
    from conclave_desk.desk.faces import faces
    from conclave_desk.registers import accreditations

    with open_desk(Config(desk=program.desk, officer="Press")) as desk:
        badges = accreditations.badges_of(desk.journal.db, program.person(name)["id"])
        return next(faces(desk, badges[-1:], lambda code: code)).payload


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_badges_are_issued_once_and_listed_by_precedence(loaded: Program) -> None:
    answer = loaded.read("badges", "issue", "--all-accredited")
    assert answer["issued"] == 2
    assert sorted(answer["serials"]) == sorted(row["serial"] for row in loaded.read("badges", "list"))
    rows = loaded.read("badges", "list")
    assert [tuple(row) for row in rows] == [LISTED, LISTED]
    delegate = next(row for row in rows if row["party"] == "MLI")
    assert (delegate["issue"], delegate["zones"], delegate["status"]) == (1, ["PLN", "DIN"], "issued")
    assert (delegate["printed"], delegate["collected_by"], delegate["replaced_by"]) == (0, None, None)
    assert len(delegate["serial"]) == 12
    assert "Everybody accredited has a badge" in loaded.refused("badges", "issue", "--all-accredited", code=1)
    assert "use `badges replace`" in loaded.refused("badges", "issue", "Traoré", code=1)
    assert "is not accredited" in loaded.refused("badges", "issue", "Keita", code=1)
    assert "Name a person" in loaded.refused("badges", "issue", code=2)


def test_a_badge_for_somebody_who_will_be_substituted_counts_as_one(loaded: Program) -> None:
    loaded.done("nominations", "substitute", "Traoré", "--family-name", "Touré", "--effective", "2023-03-29T08:00")
    assert loaded.read("badges", "issue", "Traoré")["issued"] == 1


def test_the_press_takes_unprinted_badges_and_printed_ones_only_for_a_reason(badged: Program) -> None:
    first = badged.read("badges", "print", "-o", "first.pdf")
    assert first == {"file": "first.pdf", "printed": 2, "pages": 2, "findings": []}
    assert len(pages(badged.folder / "first.pdf")) == 2
    serial = badged.serial("Traoré")
    nothing = badged.refused("badges", "print", "-o", "none.pdf", code=1)
    assert "no badge left to print; 2 were printed before" in nothing
    named = badged.refused("badges", "print", "-o", "none.pdf", "--only", f"serial:{serial}", code=1)
    assert f"Badge {serial} was printed once; use --reprint REASON" in named
    assert not (badged.folder / "none.pdf").exists()
    again = badged.read("badges", "print", "-o", "again.pdf", "--only", f"serial:{serial}", "--reprint", "coffee")
    assert again["printed"] == 1
    assert [row["printed"] for row in badged.read("badges", "list", "--only", "party:MLI")] == [2]
    assert badged.records()[-1]["entries"][0]["reason"] == "coffee"


def test_four_badges_go_on_a_sheet(badged: Program) -> None:
    told = badged.read("badges", "print", "-o", "sheet.pdf", "--sheet", "a4-4up")
    assert (told["printed"], told["pages"]) == (2, 1)
    (text,) = pages(badged.folder / "sheet.pdf")
    assert badged.serial("Traoré") in text


def test_a_selection_says_which_badges(badged: Program) -> None:
    serial = badged.serial("Traoré")
    for only, count in (
        ("party:MLI", 1),
        ("party:MLI category:DEL", 1),
        ("party:IND category:DEL", 0),
        ("status:issued", 2),
        ("status:revoked", 0),
        (f"serial:{serial.lower()}", 1),
    ):
        assert len(badged.read("badges", "list", "--only", only)) == count, only


@pytest.mark.parametrize(
    ("only", "sentence"),
    [
        ("party:XYZ", "'XYZ' is no party"),
        ("category:VIP", "no category 'VIP'"),
        ("status:eaten", "is no status"),
        ("serial:ABC", "is no serial"),
        ("serial:0000-0000-1Q", "is no serial"),
        ("colour:red", "is no term"),
        ("Traoré", "is no term"),
        ("party:MLI party:IND", "two values"),
    ],
)
def test_a_selection_of_what_is_not_there_is_wrong_use(badged: Program, only: str, sentence: str) -> None:
    assert sentence in badged.refused("badges", "list", "--only", only, code=2)
    assert sentence in badged.refused("badges", "print", "-o", "a.pdf", "--only", only, code=2)


@pytest.mark.parametrize(("flag", "value"), [("--design", "baroque"), ("--sheet", "a3-9up")])
def test_a_design_or_sheet_that_is_not_there_is_wrong_use(badged: Program, flag: str, value: str) -> None:
    badged.refused("badges", "print", "-o", "a.pdf", flag, value, code=2)
    assert list(badged.folder.glob("*a.pdf*")) == []


def test_a_badge_is_handed_out_handed_back_and_replaced(printed: Program) -> None:
    serial = printed.serial("Traoré")
    printed.done("badges", "collect", "--party", "mli", "--by", "Captain Sow")
    (row,) = printed.read("badges", "list", "--only", "party:MLI")
    assert (row["status"], row["collected_by"]) == ("collected", "Captain Sow")
    assert "was handed out already" in printed.refused("badges", "collect", serial, code=1)
    replaced = printed.read("badges", "replace", serial)
    assert list(replaced) == ["revoked", "serial", "issue"]
    assert (replaced["revoked"], replaced["issue"]) == (serial, 2)
    old, new = printed.read("badges", "list", "--only", "party:MLI")
    assert (old["status"], old["replaced_by"]) == ("revoked", new["serial"])
    assert (new["status"], new["serial"], new["holder"]) == ("issued", replaced["serial"], old["holder"])
    assert "was replaced already" in printed.refused("badges", "replace", serial, code=1)
    printed.done("badges", "surrender", new["serial"])
    assert "handed back already" in printed.refused("badges", "surrender", new["serial"], code=1)
    assert "was revoked already" in printed.refused("badges", "revoke", serial, code=1)
    rao = printed.serial("Rao")
    printed.done("badges", "revoke", rao, "--cause", "withdrawn")
    assert printed.read("badges", "list", "--only", "party:IND")[0]["status"] == "revoked"


@pytest.mark.parametrize("words", [("revoke",), ("surrender",), ("replace",), ("collect",)])
def test_a_serial_that_nobody_has_is_wrong_use(printed: Program, words: tuple[str]) -> None:
    assert "is no serial" in printed.refused("badges", *words, "XYZ", code=2)
    other = "0000-0000-1" + _check("000000001")
    assert f"No badge here has the serial {other}" in printed.refused("badges", *words, other, code=2)


def _check(symbols: str) -> str:
    from conclave_desk.credential.serial import format_serial

    assert symbols == "0" * 8 + "1"
    return format_serial(bytes(5), 1)[-1]


def test_a_good_badge_is_verified_with_what_it_says(printed: Program) -> None:
    genuine = payload(printed, "Traoré")
    (found,) = printed.done("badges", "verify", genuine).lines
    assert tuple(found) == VERIFIED
    assert (found["valid"], found["reason"], found["event"], found["issue"]) == (True, None, "PUNE23", 1)
    assert (found["party"], found["category"], found["zones"]) == ("MLI", "DEL", ["PLN", "DIN"])
    assert (found["not_before"], found["expires"]) == ("2023-03-24T00:00:00+05:30", "2023-03-31T00:00:00+05:30")
    assert found["serial"] == printed.serial("Traoré")
    printed.done("badges", "revoke", found["serial"])
    assert printed.done("badges", "verify", stdin=f"{genuine}\n\n").lines == [found], "the signature alone is asked"


def test_an_invalid_badge_ends_in_3_and_every_payload_has_its_line(printed: Program) -> None:
    genuine = payload(printed, "Traoré")
    spoilt = genuine[:-3] + ("AAA" if not genuine.endswith("AAA") else "BBB")
    outcome = printed("badges", "verify", stdin=f"{genuine}\nhello\r\n{spoilt}\n".encode() + b"\xff\xfe\n")
    assert outcome.code == 3
    assert [line["valid"] for line in outcome.lines] == [True, False, False, False]
    assert {tuple(line) for line in outcome.lines} == {VERIFIED}
    assert outcome.lines[1]["reason"] == "unreadable"
    assert printed("badges", "verify", "hello").code == 3


def test_the_public_key_is_all_that_others_need(printed: Program) -> None:
    pem = printed.done("badges", "key").out
    assert pem.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert pem.endswith("-----END PUBLIC KEY-----\n")
    roster = json.loads(printed.done("badges", "key", "--roster").raw)
    assert (roster["event"], roster["public_key"], len(roster["badges"])) == ("PUNE23", pem, 2)
    printed.done("badges", "key", "-o", "key.pem")
    assert (printed.folder / "key.pem").read_text() == pem


def test_a_file_is_replaced_whole_and_a_device_stays_one(printed: Program) -> None:
    target = printed.folder / "key.pem"
    target.write_text("old")
    link = printed.folder / "link.pem"
    link.symlink_to(target)
    printed.done("badges", "key", "-o", "link.pem")
    assert link.is_symlink()
    assert target.read_text().startswith("-----BEGIN")
    if os.name == "posix":
        printed.done("badges", "key", "-o", os.devnull)
        assert Path(os.devnull).is_char_device()
    said = printed.refused("badges", "key", "-o", "event", code=4)
    assert "event: cannot be written" in said
    assert "cannot be written" in printed.refused("badges", "key", "-o", "key.pem/under", code=4)
    assert [path.name for path in printed.folder.glob(".*")] == []


def test_specimens_show_every_design_and_open_nothing(badged: Program) -> None:
    answer = badged.read("badges", "specimen", "-o", "all.pdf")
    assert {"a6-portrait", "cr80", "vehicle"} <= set(answer["designs"])
    texts = pages(badged.folder / "all.pdf")
    assert len(texts) == answer["pages"]
    assert all("0000-0000-00" in text for text in texts if "-" in text and "0000" in text)
    assert "no serial" in badged.refused("badges", "list", "--only", "serial:0000-0000-00", code=2)
    badged.done("badges", "specimen", "--png", "--design", "cr80", "--back", "-o", "card.png")
    assert (badged.folder / "card.png").read_bytes().startswith(b"\x89PNG")
    two = ("--design", "cr80", "--design", "vehicle")
    assert "one --design" in badged.refused("badges", "specimen", "--png", *two, "-o", "x.png", code=2)


def test_a_check_lists_what_cannot_be_set_right_and_prints_nothing(badged: Program) -> None:
    assert badged.read("badges", "check")["findings"] == []
    assert [row["printed"] for row in badged.read("badges", "list")] == [0, 0]
    narrow = badged.folder / "narrow.toml"
    element = '[[element]]\nname = "who"\nkind = "text"\nx = 5\ny = 5\nw = 6\nh = 5\ntext = "{name}"\nsize = 20\n'
    narrow.write_text(f"[page]\nwidth = 40\nheight = 40\n[colours]\nink = '#000000'\n{element}", encoding="utf-8")
    told = badged.refused("badges", "check", "--design", str(narrow), code=3)
    assert "fits only at" in told
    assert told.count("who:") == 2


def test_backs_and_lists_to_sign_come_with_a_print_if_asked(badged: Program) -> None:
    badged.done("badges", "print", "-o", "pack.pdf", "--sheet", "a4-4up", "--duplex", "--covers")
    texts = pages(badged.folder / "pack.pdf")
    assert len(texts) == 6
    assert [page for page, text in enumerate(texts) if "Signature" in text] == [0, 3]
    told = badged.refused("badges", "print", "-o", "x.pdf", "--covers", "--order", "name", "--reprint", "x", code=2)
    assert "leave out --order" in told

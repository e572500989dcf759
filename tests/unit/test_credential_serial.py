"""The serial that is printed under a badge and typed at a gate."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.credential.serial import ALPHABET, LAST_ISSUE, format_serial, parse_serial
from conclave_desk.errors import WrongData

HOLDERS = st.binary(min_size=5, max_size=5)
ISSUES = st.integers(1, LAST_ISSUE)
SOME_HOLDERS = [random.Random(7).randbytes(5) for _ in range(60)]


def bare_serials() -> list[str]:
    return [format_serial(holder, place % 31 + 1).replace("-", "") for place, holder in enumerate(SOME_HOLDERS)]


@given(HOLDERS, ISSUES)
def test_a_serial_gives_back_holder_and_issue(holder: bytes, issue: int) -> None:
    assert parse_serial(format_serial(holder, issue)) == (holder, issue)


def test_a_serial_looks_like_this() -> None:
    holder = (19 << 35 | 7 << 30 | 23 << 25 | 4 << 20 | 9 << 15 | 29 << 10 | 26 << 5 | 20).to_bytes(5, "big")
    assert format_serial(holder, 1) == "K7Q4-9XTM-1R"


def luhn(serial: str) -> int:
    """From the right: check and issue single, double, single …; the sum of all digits in base 32, nought if right."""
    values = [ALPHABET.index(symbol) for symbol in reversed(serial)]
    doubled = [2 * value if place and place % 2 == 0 else value for place, value in enumerate(values)]
    return sum(value // 32 + value % 32 for value in doubled) % 32


def test_the_check_is_luhns_reckoned_by_hand() -> None:
    assert [luhn(serial) for serial in bare_serials()] == [0] * len(SOME_HOLDERS)


@given(HOLDERS, ISSUES)
def test_case_hyphens_and_blanks_do_not_matter(holder: bytes, issue: int) -> None:
    serial = format_serial(holder, issue)
    for typed in (serial.lower(), serial.replace("-", ""), f" {serial.replace('-', ' - ')} ", "-".join(serial)):
        assert parse_serial(typed) == (holder, issue)


def test_dashes_that_a_word_processor_put_in_do_not_matter() -> None:
    serial = format_serial(SOME_HOLDERS[0], 3)
    assert {parse_serial(serial.replace("-", dash)) for dash in "‐‑‒–—−\u00a0"} == {(SOME_HOLDERS[0], 3)}


def test_letters_that_look_like_digits_are_read_as_these() -> None:
    holder = bytes.fromhex("0000108421")
    serial = format_serial(holder, 1)
    assert serial.startswith("0001-1111-1")
    for one in "iIlL":
        for nought in "oO":
            assert parse_serial(serial.replace("1", one).replace("0", nought)) == (holder, 1)


def test_every_wrong_symbol_is_found() -> None:
    for serial in bare_serials():
        for place, right in enumerate(serial):
            for wrong in ALPHABET.replace(right, ""):
                assert parse_serial(serial[:place] + wrong + serial[place + 1 :]) is None


def exchanged(serial: str, place: int) -> str:
    return serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]


def test_every_exchange_of_neighbours_is_found_but_0_with_z() -> None:
    missed = set()
    for first, second in permutations(ALPHABET, 2):
        for place in range(7):
            symbols = "7" * place + first + second + "7" * (6 - place) + "5"
            serial = symbols + ALPHABET[-luhn(symbols + "0") % 32]
            assert parse_serial(serial) is not None
            if parse_serial(exchanged(serial, place)) is not None:
                missed.add((first, second))
    assert missed == {("0", "Z"), ("Z", "0")}


def test_an_exchange_of_the_holders_last_symbol_with_the_issue_is_found() -> None:
    serials = [serial for serial in bare_serials() if serial[7] != serial[8]]
    assert len(serials) > 50
    assert [s for s in serials if parse_serial(exchanged(s, 7)) and {*s[7:9]} != {*"0Z"}] == []


def test_an_exchange_of_issue_and_check_names_another_issue_of_the_same_holder() -> None:
    for serial in bare_serials():
        right, wrong = parse_serial(serial), parse_serial(exchanged(serial, 8))
        assert right is not None
        assert wrong is None or wrong[0] == right[0]


@pytest.mark.parametrize("issue", [0, 32, 255, -1])
def test_an_issue_that_one_symbol_cannot_hold_is_refused(issue: int) -> None:
    with pytest.raises(WrongData, match="new holder number"):
        format_serial(bytes(5), issue)


@pytest.mark.parametrize("length", [0, 4, 6])
def test_a_holder_number_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(WrongData, match="5 bytes"):
        format_serial(bytes(length), 1)


def test_issue_nought_is_no_serial() -> None:
    assert all(parse_serial("0000-0000-0" + check) is None for check in ALPHABET)


@given(st.text(max_size=60))
def test_any_text_is_a_serial_or_not_and_never_a_fault(text: str) -> None:
    assert parse_serial(text) is None or len(text) >= 10


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "K7Q4-9XTM-1",
        "K7Q4-9XTM-1R5",
        "U7Q4-9XTM-1R",
        "ſ7Q4-9XTM-1R",
        "٣" * 10,
        "K7Q4" + "-" * 99,
        "\ud800" * 10,
    ],
)
def test_what_has_not_ten_symbols_of_the_alphabet_is_none(text: str) -> None:
    assert parse_serial(text) is None


def test_serials_are_to_be_had_without_cryptography_and_cbor() -> None:
    heavy = "{'cryptography', 'cbor2', 'msgspec', 'base45'}"
    code = f"import sys, conclave_desk.credential.serial; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""What a scanner meant, under every layout and Caps Lock; and what it did not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.envelopes import KEY
from tests.unit.test_credential_payload import badge

from conclave_desk.credential.base45 import ALPHABET
from conclave_desk.credential.payload import make_payload
from conclave_desk.credential.serial import parse_serial
from conclave_desk.gate.keyboards import LAYOUTS, badges_in, is_badge, serial_in

US_PLAIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ "
US_SHIFT = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>? '
CODE = make_payload(badge(), KEY)
ANOTHER = make_payload(badge(holder=b"\x00\x01\x02\x03\x04", category="DEL"), KEY)


def written(code: str, layout: str, caps: str = "") -> str:
    """What a machine of that layout writes when a scanner presses the keys for ``code``."""
    signs = []
    for sign in code:
        shift = sign not in US_PLAIN
        place = (US_SHIFT if shift else US_PLAIN).index(sign)
        plain, shifted = LAYOUTS[layout][place]
        letter = plain.upper() == shifted != plain
        turned = caps == "all" or (caps == "letters" and letter)
        signs.append(shifted if shift != turned else plain)
    return "".join(signs)


MACHINES = [(layout, "") for layout in LAYOUTS] + [
    (layout, caps) for layout in LAYOUTS if layout not in ("ar", "hi") for caps in ("letters", "all")
]


@pytest.mark.parametrize(("layout", "caps"), MACHINES)
def test_a_badge_is_read_whatever_the_machines_layout_and_caps_lock(layout: str, caps: str) -> None:
    assert badges_in(written(CODE, layout, caps)) == [CODE]


@pytest.mark.parametrize(("layout", "caps"), MACHINES)
def test_every_sign_of_base45_comes_back(layout: str, caps: str) -> None:
    seen: set[str] = set()
    for number in range(40):
        code = make_payload(badge(holder=number.to_bytes(5, "big"), issue=number % 31 + 1), KEY)
        seen |= set(code)
        assert badges_in(written(code, layout, caps)) == [code]
    assert seen == set(ALPHABET)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CD&M", "CD1:"),
        ("cd1m", "CD1:"),
        ("cd1:", "CD1:"),
        ("CD1Ö", "CD1:"),
        ("}]1:", "CD1:"),
    ],
)
def test_how_the_first_signs_look_elsewhere(typed: str, meant: str) -> None:
    looks = {written(meant, layout, caps) for layout, caps in MACHINES}
    assert typed in looks


def test_a_german_keyboard_joins_a_plus_to_the_vowel_after_it() -> None:
    codes = (make_payload(badge(holder=number.to_bytes(5, "big")), KEY) for number in range(5000))
    code = next(code for code in codes if "+A" in code)
    assert badges_in(written(code, "de").replace("`A", "À")) == [code]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_badges_end_to_end_are_taken_apart(layout: str) -> None:
    assert badges_in(written(CODE + ANOTHER + CODE, layout)) == [CODE, ANOTHER, CODE]


def test_a_scanner_may_say_first_what_kind_of_symbol_it_read() -> None:
    assert badges_in(f"]Q1{CODE}") == [CODE]
    assert badges_in(f"]Q1{CODE}]Q1{ANOTHER}") == [CODE, ANOTHER]


@given(number=st.integers(0, 2**40 - 1))
def test_the_sign_that_begins_a_badge_may_stand_inside_one(number: int) -> None:
    code = make_payload(badge(holder=number.to_bytes(5, "big")), KEY)
    assert badges_in(code + code) == [code, code]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CD1:",
        CODE[:-1],
        CODE[:-3],
        CODE[:40] + CODE[43:],
        f"{CODE}CD1:ABC",
        "https://example.org/menu",
        "K7Q4-9XTM-1R",
        "samake",
        "CD1:" + "A" * 4000,
    ],
)
def test_what_is_no_whole_badge_is_none(text: str) -> None:
    assert badges_in(text) == []


@given(st.text(max_size=200))
def test_nothing_that_is_typed_is_mistaken_for_a_badge(text: str) -> None:
    assert all(is_badge(found) for found in badges_in(text))


@given(place=st.integers(0, len(CODE) - 1), sign=st.sampled_from(sorted(ALPHABET)))
def test_a_misread_sign_makes_no_other_badge_of_it(place: int, sign: str) -> None:
    """A wrong sign in the signature is the station's affair; wherever the form breaks, nothing is guessed."""
    damaged = CODE[:place] + sign + CODE[place + 1 :]
    assert badges_in(damaged) in ([damaged], [])


@pytest.mark.parametrize("typed", ["9M10-60ZZ-1X", "9m1060zz1x", " 9M10 60ZZ 1X "])
def test_a_serial_is_taken_as_it_is_typed(typed: str) -> None:
    serial = _serial()
    typed = typed.replace("9M10", serial[:4]).replace("9m10", serial[:4].lower())
    typed = typed.replace("60ZZ", serial[5:9]).replace("60zz", serial[5:9].lower())
    typed = typed.replace("1X", serial[10:]).replace("1x", serial[10:].lower())
    assert serial_in(typed) == typed.strip()


@pytest.mark.parametrize("row", ["&é\"'(-è_çà", "&é\"'(§è!çà"])
def test_digits_without_shift_on_a_french_keyboard_are_digits(row: str) -> None:
    serial = _serial().replace("-", "")
    typed = "".join(row[int(sign) - 1] if sign.isdecimal() else sign for sign in serial)
    assert typed != serial
    found = serial_in(typed)
    assert found is not None
    assert parse_serial(found) == parse_serial(serial)


def _serial() -> str:
    from conclave_desk.credential.serial import format_serial

    return format_serial(b"\x4a\x02\x63\x84\xff", 3)

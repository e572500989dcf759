"""Symbols that a helper process draws while pages are drawn here."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from conclave_desk.printing.badge import print_badges
from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.symbols import Symbols, packed, serve

from .conftest import payload_of

Badge = Callable[..., BadgeFace]
MANY = 300


@pytest.fixture
def crowd(badge: Badge) -> list[BadgeFace]:
    """More badges than are printed without a helper; one has a code that cannot be drawn."""
    faces = [badge(payload=payload_of(number), serial=f"NR{number}") for number in range(MANY)]
    faces[250] = badge(payload="cd1:small\nletters", serial="NR250")
    return faces


def test_a_helper_draws_what_is_drawn_here(crowd: list[BadgeFace]) -> None:
    with Symbols() as symbols:
        for face in symbols.ahead(crowd):
            if face.serial != "NR250":
                assert symbols.packed(face.payload) == packed(face.payload)
        assert symbols.helped > MANY / 3


def test_without_a_helper_the_print_is_the_same(
    crowd: list[BadgeFace], printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_helper = printed(crowd)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert printed(crowd) == with_helper


def test_a_helper_that_ends_early_is_done_without(
    crowd: list[BadgeFace], printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_helper = printed(crowd)
    monkeypatch.setattr(sys, "executable", "true")
    assert printed(crowd) == with_helper


@pytest.mark.parametrize("taken", [0, 1, 7, 40])
def test_symbols_that_nobody_takes_make_nobody_wait(taken: int, badge: Badge) -> None:
    faces = [badge(payload=payload_of(number)) for number in range(4 * MANY)]
    with Symbols() as symbols:
        for number, face in enumerate(symbols.ahead(faces)):
            if taken and number % taken == 0:
                assert symbols.packed(face.payload) == packed(face.payload)


def test_a_large_party_with_a_list_to_sign_is_printed_whole(badge: Badge, event: EventFace, design: Design) -> None:
    faces = [badge(payload=payload_of(number)) for number in range(2 * MANY)]
    assert print_badges(faces, event, io.BytesIO(), design=design, covers=True).count == 2 * MANY


def test_what_cannot_be_drawn_is_answered_with_nothing() -> None:
    answers = io.BytesIO()
    serve(io.BytesIO(b"small letters\n\xff\nCD1:ABC\n"), answers)
    drawn = packed("CD1:ABC")
    assert answers.getvalue() == bytes(8) + len(drawn).to_bytes(4) + drawn

"""Text on a coloured band can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.printing.colour import BLACK, WHITE, contrast, parse, readable_on

PART = st.floats(0, 1)


@given(st.tuples(PART, PART, PART))
def test_text_on_any_colour_has_a_contrast_of_at_least_4_5(ground: tuple[float, float, float]) -> None:
    assert contrast(readable_on(ground), ground) >= 4.5


@pytest.mark.parametrize(
    ("ground", "ink"), [("#7A1F2B", WHITE), ("#1F4E79", WHITE), ("#E8B93A", BLACK), ("#FFFFFF", BLACK)]
)
def test_dark_bands_have_white_text_and_light_ones_black(ground: str, ink: tuple[float, float, float]) -> None:
    assert readable_on(parse(ground)) == ink


@pytest.mark.parametrize("text", ["red", "#12345", "#12345G", "7A1F2B", ""])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write it as #RRGGBB"):
        parse(text)

"""Every design that comes with the program: its code after a hard week, and names that nobody foresaw."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from conclave_desk.printing.badge import check_faces, print_badges
from conclave_desk.printing.designs import design_names, load_design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.pen import POINTS

Badge = Callable[..., BadgeFace]
Page = Callable[[str, int], Image.Image]

LONG = {
    "given_name": "Maria da Conceição Teresa",
    "family_name": "Nguema Obiang Mangue de Mbasogo",
    "rank": "Lieutenant Colonel",
    "native_name": "ماريا الكونسيساو",
    "appointment": "Deputy Chief of Staff for Training",
    "party_name": "Democratic Republic of São Tomé and Príncipe",
    "category_name": "Head of delegation",
    "validity": "Valid 28 March only",
    "zones": tuple((f"Z{number}", f"Conference room {number}") for number in range(6)),
}


def _codes(image: Image.Image) -> list[str]:
    """What a gate would look at: in dirt and blur a reader may see a bar code that is none."""
    return [found.text for found in zxingcpp.read_barcodes(image) if found.text.startswith("CD1:")]


@pytest.fixture
def page(badge: Badge, event: EventFace) -> Page:
    """The page of a design that has the code: its front, else its back."""

    def seen(name: str, dpi: int) -> Image.Image:
        out = io.BytesIO()
        design = load_design(name)
        print_badges([badge(flag="MLI")], event, out, design=design, duplex=True)
        pages = pypdfium2.PdfDocument(out)
        on_front = any(element.name == "code" for element in design.elements) or design.page.fold != "none"
        image: Image.Image = pages[0 if on_front else 1].render(scale=dpi / 72).to_pil().convert("L")
        return image.rotate(180) if design.page.fold != "none" else image

    return seen


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("name", design_names())
def test_the_code_is_read_from_each_design(name: str, dpi: int, page: Page, badge: Badge) -> None:
    assert _codes(page(name, dpi)) == [badge().payload]


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("name", design_names())
def test_the_code_is_read_out_of_focus_askew_and_dirty(name: str, dpi: int, page: Page, badge: Badge) -> None:
    image = page(name, dpi)
    found = zxingcpp.read_barcodes(image)[0].position
    left, top, right = found.top_left.x, found.top_left.y, found.bottom_right.x
    size = right - left
    spot = 0.1**0.5 * size
    x, y = left + 0.55 * size, top + 0.45 * size
    dirty = image.copy()
    ImageDraw.Draw(dirty).ellipse((x, y, x + 0.7 * spot, y + 0.7 * spot), fill=110)
    for worn in (
        image.filter(ImageFilter.GaussianBlur(dpi / 250)),
        image.rotate(5, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255),
        dirty.rotate(-5, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255).filter(
            ImageFilter.GaussianBlur(dpi / 400)
        ),
    ):
        assert _codes(worn) == [badge().payload]


FREE = [
    (0.0, 0.35),
    (0.18, 0.35),
    (0.35, 0.0),
    (0.5, 0.0),
    (0.35, 0.85),
    (0.5, 1.0),
    (1.0, 0.35),
    (1.0, 1.0),
    (0.85, 1.0),
]
"""Where a patch lies that covers none of the three marks by which a reader finds the symbol, nor the one in its middle;
shares of the room that is left beside it."""


@pytest.mark.parametrize("name", design_names())
def test_a_patch_of_dirt_over_a_tenth_of_the_code_is_borne(name: str, page: Page, badge: Badge) -> None:
    image = page(name, 200)
    found = zxingcpp.read_barcodes(image)[0].position
    left, top, size = found.top_left.x, found.top_left.y, found.bottom_right.x - found.top_left.x
    side = 0.1**0.5 * size
    for across, down in FREE:
        x, y = left + across * (size - side), top + down * (size - side)
        for shade in (0, 110, 255):
            dirty = image.copy()
            ImageDraw.Draw(dirty).rectangle((x, y, x + side, y + side), fill=shade)
            assert _codes(dirty) == [badge().payload], (across, down, shade)


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar-tools are not installed")
@pytest.mark.parametrize("name", design_names())
def test_another_reader_agrees_on_each_design(name: str, page: Page, badge: Badge, tmp_path: Path) -> None:
    picture = tmp_path / "badge.png"
    page(name, 200).save(picture)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout.rstrip("\n") == badge().payload


@pytest.mark.parametrize("name", design_names())
def test_long_names_of_guests_and_parties_fit_each_design(name: str, badge: Badge, event: EventFace) -> None:
    assert [str(finding) for finding in check_faces([badge(**LONG)], load_design(name), event, duplex=True)] == []


@pytest.mark.parametrize("name", design_names())
def test_the_ink_of_each_design_stays_within_its_margin(name: str, badge: Badge, event: EventFace) -> None:
    design = load_design(name)
    out = io.BytesIO()
    wide = {key: value * 6 for key, value in LONG.items() if isinstance(value, str)}
    print_badges([badge(**wide, category_colour="#FFFFFF")], event, out, design=design, duplex=True)
    margin = design.page.margin * POINTS
    for sheet in pypdfium2.PdfDocument(out):
        width, height = sheet.get_size()
        ink = sheet.render(scale=4).to_pil().convert("L").point(lambda shade: 255 * (shade < 200)).getbbox()
        assert ink is not None
        left, top, right, bottom = (edge / 4 for edge in ink)
        assert min(left, top, width - right, height - bottom) >= margin - 0.5


NAMES = st.text(max_size=60)


@given(st.lists(st.tuples(NAMES, NAMES, NAMES, NAMES), min_size=1, max_size=8), st.sampled_from(design_names()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_crashes_a_print_or_leaves_its_box(
    badge: Badge, event: EventFace, names: list[tuple[str, str, str, str]], design: str
) -> None:
    faces = [
        badge(given_name=given, family_name=family, native_name=native, party_name=party, category_colour="#FFFFFF")
        for given, family, native, party in names
    ]
    out = io.BytesIO()
    drawn = load_design(design)
    assert print_badges(faces, event, out, design=drawn).count == len(faces)
    inside = round(drawn.page.margin * POINTS * 2) - 2
    for sheet in pypdfium2.PdfDocument(out):
        image = sheet.render(scale=2).to_pil().convert("L")
        assert min(image.crop((0, image.height - inside, image.width, image.height)).tobytes()) > 200

"""Photos on badges."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from conclave_desk.printing.badge import check_faces
from conclave_desk.printing.design import Design
from conclave_desk.printing.designs import load_design
from conclave_desk.printing.face import BadgeFace
from conclave_desk.printing.findings import Reason
from conclave_desk.printing.photo import UnreadablePhoto, prepare, thumbnail

Badge = Callable[..., BadgeFace]
Printed = Callable[..., bytes]
Seen = Callable[..., Image.Image]

RED, GREEN = (200, 30, 30), (30, 160, 60)
ORIENTATION, MAKER, TURNED_RIGHT = 0x0112, 0x010F, 6


def photo(kind: str = "JPEG", size: tuple[int, int] = (300, 400), **saved: object) -> bytes:
    """Red above, green below."""
    image = Image.new("RGB", size, RED)
    image.paste(GREEN, (0, size[1] // 2, *size))
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def test_a_photo_takes_its_place_and_the_name_makes_room(badge: Badge, printed: Printed, seen: Seen) -> None:
    page = seen(printed([badge(photo=photo())]), 254).convert("RGB")
    above, below = page.getpixel((220, 450)), page.getpixel((220, 700))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert above[0] > 150 > below[0]
    assert min(page.crop((371, 380, 405, 810)).convert("L").tobytes()) > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_jpeg_and_png_are_taken(kind: str) -> None:
    picture = prepare(photo(kind), 30, 40)
    assert (picture.width, picture.height) == (300, 400)


def test_a_photo_is_no_larger_than_print_can_show() -> None:
    picture = prepare(photo(size=(3000, 4000)), 30, 40)
    assert (picture.width, picture.height) == (354, 472)


def test_a_photo_stands_upright_and_tells_nothing_of_its_camera() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = TURNED_RIGHT, "Pocket camera"
    picture = prepare(photo(exif=exif), 30, 40)
    assert (picture.width, picture.height) == (400, 300)
    assert b"Pocket camera" not in picture.data


def test_what_is_see_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (30, 40), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(prepare(out.getvalue(), 30, 40).data)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("broken", [b"", b"not a picture", photo()[:400]])
def test_a_broken_photo_is_told(broken: bytes, badge: Badge, design: Design) -> None:
    with pytest.raises(UnreadablePhoto):
        prepare(broken, 30, 40)
    (finding,) = check_faces([badge(photo=broken)], design)
    assert (finding.reason, finding.element) == (Reason.NO_PHOTO, "photo")


def test_a_jpeg_that_can_stay_keeps_its_points_and_loses_what_a_camera_adds() -> None:
    exif = Image.Exif()
    exif[MAKER] = "Pocket camera"
    taken = photo(exif=exif, comment=b"at the gate") + b"hidden behind the end"
    picture = prepare(taken, 30, 40)
    assert not any(word in picture.data for word in (b"Pocket camera", b"at the gate", b"hidden"))
    with Image.open(io.BytesIO(taken)) as before, Image.open(io.BytesIO(picture.data)) as after:
        assert before.tobytes() == after.tobytes()


def test_of_a_portrait_that_is_too_high_less_is_cut_off_above_than_below(
    badge: Badge, printed: Printed, seen: Seen
) -> None:
    page = seen(printed([badge(photo=photo(size=(300, 800)))]), 254).convert("RGB")
    red = [y for y in range(386, 784) if page.getpixel((220, y))[0] > 150]  # type: ignore[index]  # the page is in colour
    assert len(red) / 398 == pytest.approx(0.7, abs=0.02)


def test_a_thumbnail_is_small_and_keeps_the_head() -> None:
    small = thumbnail(photo(size=(600, 1200)))
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (96, 128)
        above, below = picture.getpixel((48, 65)), picture.getpixel((48, 90))
        assert isinstance(above, tuple)
        assert isinstance(below, tuple)
        assert above[0] > 150 > below[0]
    assert len(small) < 4_000
    with pytest.raises(UnreadablePhoto):
        thumbnail(small[:300])


@pytest.mark.parametrize(("size", "told"), [((354, 472), False), ((300, 400), True), ((354, 300), True)])
def test_a_photo_that_print_shows_coarse_is_told(
    size: tuple[int, int], told: bool, badge: Badge, design: Design
) -> None:
    found = check_faces([badge(photo=photo(size=size))], design)
    assert [finding.reason for finding in found] == [Reason.SMALL_PHOTO] * told


def test_a_missing_photo_is_told_only_where_one_is_asked_for_and_shown(badge: Badge, design: Design) -> None:
    assert check_faces([badge()], design) == []
    (finding,) = check_faces([badge(photo_required=True)], design)
    assert (finding.reason, finding.serial) == (Reason.NO_PHOTO, "K7Q4-9XTM-1R")
    assert check_faces([badge(photo_required=True)], load_design("day-pass")) == []

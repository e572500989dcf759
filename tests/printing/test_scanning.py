"""Printed badges under a scanner."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from conclave_desk.printing.face import BadgeFace
from conclave_desk.printing.qr import ALPHABET

Badge = Callable[..., BadgeFace]
Printed = Callable[..., bytes]
Seen = Callable[..., Image.Image]

PAYLOADS = [("CD1:" + ALPHABET * 5)[:length] for length in (178, 204, 221, 262, 311)]


def codes_in(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("payload", PAYLOADS, ids=len)
def test_the_code_is_read_from_a_badge(payload: str, dpi: int, badge: Badge, printed: Printed, seen: Seen) -> None:
    assert codes_in(seen(printed([badge(payload=payload)]), dpi)) == [payload]


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_all_codes_are_read_from_a_sheet_of_four(dpi: int, badge: Badge, printed: Printed, seen: Seen) -> None:
    sheet = printed([badge(payload=payload) for payload in PAYLOADS[:4]], "a4-4up")
    assert sorted(codes_in(seen(sheet, dpi))) == sorted(PAYLOADS[:4])


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar-tools are not installed")
@pytest.mark.parametrize("sheet", ["single", "a4-4up"])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_another_reader_agrees(
    dpi: int, sheet: str, badge: Badge, printed: Printed, seen: Seen, tmp_path: Path
) -> None:
    picture = tmp_path / "badge.png"
    seen(printed([badge(payload=PAYLOADS[1])], sheet), dpi).save(picture)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout.rstrip("\n") == PAYLOADS[1]


def test_the_code_is_32_millimetres_wide_on_white_with_its_quiet_zone(
    badge: Badge, printed: Printed, seen: Seen
) -> None:
    page = seen(printed([badge(payload=PAYLOADS[1])]), 254).convert("L")
    left, top, size, quiet = 70, 1020, 320, 25
    around = page.crop((left - quiet, top - quiet, left + size + quiet, top + size + quiet))
    dark = around.point(lambda shade: 255 * (shade < 128)).getbbox()
    assert dark == pytest.approx((quiet, quiet, quiet + size, quiet + size), abs=1)

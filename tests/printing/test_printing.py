"""The press as a whole: sheets, reports, bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from conclave_desk.errors import WrongUse
from conclave_desk.printing.badge import check_faces, print_badges
from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace

Badge = Callable[..., BadgeFace]
Printed = Callable[..., bytes]
Seen = Callable[..., Image.Image]

MILLIMETRE = 72 / 25.4


def test_a_badge_is_a_page_of_a6(badge: Badge, printed: Printed) -> None:
    paper = pypdf.PdfReader(io.BytesIO(printed([badge(), badge()])), strict=True)
    assert len(paper.pages) == 2
    assert [round(float(side) / MILLIMETRE, 2) for side in paper.pages[0].mediabox[2:]] == [105, 148]


@pytest.mark.parametrize(("badges", "pages"), [(1, 1), (4, 1), (5, 2), (0, 0)])
def test_four_badges_share_a_sheet_of_a4(
    badges: int, pages: int, badge: Badge, event: EventFace, design: Design
) -> None:
    out = io.BytesIO()
    report = print_badges([badge()] * badges, event, out, design=design, sheet="a4-4up")
    assert (report.count, report.pages, report.findings) == (badges, pages, ())
    paper = pypdf.PdfReader(out, strict=True)
    assert len(paper.pages) == pages
    for page in paper.pages:
        assert [round(float(side) / MILLIMETRE, 2) for side in page.mediabox[2:]] == [210, 297]


def test_marks_show_where_a_sheet_is_cut(badge: Badge, printed: Printed, seen: Seen) -> None:
    page = seen(printed([badge()], "a4-4up"), 254).convert("L")
    width, height = page.size
    for x, y in [(width // 2, 15), (width // 2, height - 15), (15, height // 2), (width - 15, height // 2)]:
        near = min(page.crop((x - 3, y - 3, x + 3, y + 3)).tobytes())
        assert near < 160, f"there is no mark at {x}, {y}"


def test_an_unknown_sheet_is_wrong_use(badge: Badge, event: EventFace, design: Design) -> None:
    with pytest.raises(WrongUse, match="there are single, a4-4up"):
        print_badges([badge()], event, io.BytesIO(), design=design, sheet="a5")


def test_the_same_badges_are_the_same_bytes(badge: Badge, printed: Printed) -> None:
    faces = [badge(), badge(native_name="علي موسى"), badge(native_name="मनोज पांडे")]
    first = printed(faces)
    printed([badge(native_name="فاطمة", family_name="Fficher")])
    assert printed(faces) == first


def test_progress_tells_of_each_page(badge: Badge, event: EventFace, design: Design) -> None:
    done: list[int] = []
    print_badges([badge()] * 5, event, io.BytesIO(), design=design, progress=done.append)
    assert done == [1, 2, 3, 4, 5]


def test_all_fonts_are_in_the_document(badge: Badge, printed: Printed) -> None:
    paper = pypdf.PdfReader(io.BytesIO(printed([badge(native_name="علي موسى")])))
    fonts = paper.pages[0]["/Resources"]["/Font"].get_object().values()  # type: ignore[index]  # a page has them
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"].get_object() for font in fonts)


def test_many_pages_can_all_be_found(badge: Badge, printed: Printed) -> None:
    faces = [badge(serial=f"NR{number}") for number in range(150)]
    paper = pypdfium2.PdfDocument(printed(faces))
    assert len(paper) == 150
    for page in (0, 63, 64, 149):
        assert f"NR{page}" in paper[page].get_textpage().get_text_bounded()


def test_pages_are_written_as_they_are_drawn(badge: Badge, event: EventFace, design: Design) -> None:
    out = io.BytesIO()
    lengths: list[int] = []
    print_badges([badge()] * 20, event, out, design=design, progress=lambda _: lengths.append(out.tell()))
    assert all(later > earlier + 1000 for earlier, later in pairwise(lengths))


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_a_document_is_sound(badge: Badge, printed: Printed, tmp_path: Path) -> None:
    path = tmp_path / "badges.pdf"
    path.write_bytes(printed([badge(), badge(native_name="علي موسى"), badge(family_name="ሰላም")]))
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


def test_nothing_but_the_band_comes_near_the_edge(badge: Badge, printed: Printed, seen: Seen) -> None:
    long = "Jean-Baptiste Emmanuel Ngouabi-Tchicaya de Mbandaka"
    zones = tuple((f"Z{number}XX", long) for number in range(12))
    face = badge(
        rank=long, given_name=long, family_name=long, native_name=long, appointment=long * 3, party_name=long,
        zones=zones, validity=long, post_nominals=long, category_name=long,
    )  # fmt: skip
    page = seen(printed([face]), 254).convert("L")
    for edge in [(0, 0, 1050, 50), (0, 1430, 1050, 1480), (0, 360, 50, 1480), (1000, 360, 1050, 1480)]:
        assert min(page.crop(edge).tobytes()) > 250


def test_what_all_badges_share_is_found_once(badge: Badge, design: Design) -> None:
    event = EventFace(code="X", title="W" * 400, dates="today")
    findings = check_faces([badge(), badge()], design, event)
    assert [(finding.serial, finding.element) for finding in findings] == [("", "head.title")]
    assert str(findings[0]).startswith("all badges: head.title:")


def test_an_empty_line_leaves_no_gap(badge: Badge, printed: Printed) -> None:
    def baseline(pdf: bytes) -> float:
        page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
        first = page.search("Samaké").get_next()
        assert first is not None
        return float(page.get_charbox(first[0])[1])

    alone = baseline(printed([badge(rank="", given_name="")]))
    assert alone / MILLIMETRE == pytest.approx(86, abs=1)
    assert baseline(printed([badge()])) < alone


WORDS = st.text(max_size=50)


@given(WORDS, WORDS, WORDS, WORDS, WORDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_texts_at_all_can_be_printed(
    badge: Badge, printed: Printed, rank: str, given: str, family: str, native: str, office: str
) -> None:
    face = badge(rank=rank, given_name=given, family_name=family, native_name=native, appointment=office)
    paper = pypdfium2.PdfDocument(printed([face]))
    assert len(paper) == 1

"""The press as a whole: sheets, reports, bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pycountry
import pypdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.pictures import picture

from conclave_desk.errors import WrongUse
from conclave_desk.printing.badge import check_faces, print_badges
from conclave_desk.printing.design import Design
from conclave_desk.printing.designs import load_design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.flags import flag_of
from conclave_desk.printing.sheet import sheet_for, sheet_names

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


@pytest.mark.parametrize("name", sheet_names())
def test_each_sheet_keeps_badges_on_the_paper_and_backs_behind_their_fronts(name: str) -> None:
    sheet = sheet_for(name, 80 * MILLIMETRE, 54 * MILLIMETRE)
    assert len(set(sheet.places)) == len(sheet.across) * len(sheet.down)
    for (x, y), (back_x, back_y) in zip(sheet.places, sheet.backs, strict=True):
        assert 0 <= x <= sheet.width - sheet.badge_width + 0.01
        assert 0 <= y <= sheet.height - sheet.badge_height + 0.01
        assert (back_x + sheet.badge_width, back_y) == pytest.approx((sheet.width - x, y))


def test_backs_follow_their_fronts(badge: Badge, event: EventFace, design: Design) -> None:
    out = io.BytesIO()
    faces = [badge(serial=f"NR{number}") for number in range(5)]
    assert print_badges(faces, event, out, design=design, sheet="a4-4up", duplex=True).pages == 4
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(out)]
    for front, back, serial in ((0, 1, "NR0"), (0, 1, "NR1"), (2, 3, "NR4")):
        places = [pages[page].get_charbox(pages[page].search(serial).get_next()[0])[:2] for page in (front, back)]
        assert (places[0][0] < 105 * MILLIMETRE) != (places[1][0] < 105 * MILLIMETRE), serial
        assert abs(places[0][1] - places[1][1]) < 148 * MILLIMETRE


def test_a_folded_badge_has_its_back_upside_down_above_its_front(badge: Badge, event: EventFace) -> None:
    out = io.BytesIO()
    report = print_badges([badge()], event, out, design=load_design("a6-landscape-fold"))
    assert report.pages == 1
    page = pypdfium2.PdfDocument(out)[0]
    assert page.get_size() == pytest.approx((148 * MILLIMETRE, 210 * MILLIMETRE), abs=0.1)
    image = page.render(scale=4).to_pil()
    upper, lower = image.crop((0, 0, image.width, image.height // 2)), image.crop((0, image.height // 2, *image.size))
    assert [found.text for found in zxingcpp.read_barcodes(upper.rotate(180))] == [badge().payload]
    assert not zxingcpp.read_barcodes(lower)


def test_colour_goes_on_beyond_the_edge_for_a_print_shop(badge: Badge, printed: Printed, seen: Seen) -> None:
    paper = pypdf.PdfReader(io.BytesIO(pdf := printed([badge()], "press")))
    trim = [float(side) / MILLIMETRE for side in paper.pages[0].trimbox]
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((105, 148), abs=0.02)
    page = seen(pdf, 254).convert("RGB")
    for x in (trim[0] - 2.5, trim[2] + 2.5):
        assert page.getpixel((round(x * 10), round((trim[1] + 28) * 10))) == (31, 78, 121)


def test_a_party_has_a_list_to_sign_before_its_badges(badge: Badge, event: EventFace, design: Design) -> None:
    out = io.BytesIO()
    mali = [badge(serial=f"ML{number:02}", family_name=f"Delegate{number:02}") for number in range(25)]
    kenya = [badge(party_code="KEN", party_name="Kenya", serial="KE01")]
    report = print_badges([*mali, *kenya], event, out, design=design, sheet="a4-4up", covers=True)
    texts = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(out)]
    assert report.pages == len(texts) == 2 + 7 + 1 + 1
    assert all(f"Delegate{number:02}" in texts[0] + texts[1] for number in range(25))
    assert "Signature" in texts[1]
    assert "Signature" not in texts[0]
    assert "1 badge, received on behalf of" in texts[9]
    assert "Kenya" in texts[9]


def test_a_flag_is_in_the_document_once_and_only_if_it_is_wanted(badge: Badge, printed: Printed) -> None:
    def flags(faces: list[BadgeFace]) -> int:
        paper = pypdf.PdfReader(io.BytesIO(printed(faces)))
        forms = paper.pages[0]["/Resources"]["/XObject"]  # type: ignore[index]  # a page has them
        return sum("Flag" in name for name in forms)

    assert flags([badge(flag="MLI"), badge(flag="KEN"), badge(flag="MLI")]) == 2
    assert flags([badge(flag="")]) == 0
    one, three = (len(printed([badge(flag="ECU")] * count)) for count in (1, 3))
    assert (three - one) / 2 < 5000


def test_the_emblem_is_in_the_document_once_and_makes_room_for_itself(badge: Badge, event: EventFace) -> None:
    def printed_with(emblem: bytes | None, badges: int) -> tuple[int, float]:
        out = io.BytesIO()
        held = replace(event, emblem=emblem)
        assert print_badges([badge()] * badges, held, out, design=load_design("vehicle")).findings == ()
        paper = pypdfium2.PdfDocument(out)
        text = paper[0].get_textpage()
        left = text.get_charbox(text.get_text_range().index("Conclave"))[0]
        return len(out.getvalue()), left / MILLIMETRE

    emblem = picture("PNG", (900, 900))
    (one, beside), (three, _) = printed_with(emblem, 1), printed_with(emblem, 3)
    assert (three - one) / 2 < 5000
    assert beside == pytest.approx(30, abs=1)
    assert printed_with(None, 1)[1] == pytest.approx(10, abs=1)


def test_what_to_call_stands_on_the_back(badge: Badge, event: EventFace) -> None:
    out = io.BytesIO()
    held = replace(event, emergency="Medical 108  ·  Liaison desk 020 2600 0000")
    print_badges([badge()], held, out, design=load_design("a6-portrait"), duplex=True)
    assert "Liaison desk 020 2600 0000" in pypdf.PdfReader(out).pages[1].extract_text()


def test_there_is_a_flag_for_each_country() -> None:
    assert [country.alpha_3 for country in pycountry.countries if flag_of(country.alpha_3) is None] == []
    assert flag_of("AU") is not None, "the African Union"
    assert flag_of("NATO") is None


def test_an_unknown_sheet_is_wrong_use(badge: Badge, event: EventFace, design: Design) -> None:
    with pytest.raises(WrongUse, match="there are single, press, a4-10cards, a4-4up"):
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

"""Names stand on the badge as they were sent."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conclave_desk.printing.badge import check_faces
from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace
from conclave_desk.printing.findings import Reason

Badge = Callable[..., BadgeFace]
Printed = Callable[..., bytes]
TextOf = Callable[..., str]

NAMES = [
    "Samaké",
    "MacArthur",
    "van den Berg",
    "O’Brien",
    "Griffith Fficher",
    "Nguyễn Văn Tất",
    "Łukasz Þórsson",
    "Сергей Шойгу",
    "Ελευθερία Παπαδοπούλου",
    "مامادو ساماكي",
    "علي إبراهيم الأحمد",
    "موسى مصطفى",
    "मनोज पांडे",
    "क्षत्रिय शक्ति",
    "Samake\u0301 Office",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_can_be_copied_from_the_badge_as_it_was_sent(
    name: str, badge: Badge, printed: Printed, text_of: TextOf
) -> None:
    assert name in text_of(printed([badge(native_name=name)]))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")
@pytest.mark.parametrize("name", NAMES)
def test_another_reader_copies_the_same(name: str, badge: Badge, printed: Printed, tmp_path: Path) -> None:
    paper = tmp_path / "badge.pdf"
    paper.write_bytes(printed([badge(native_name=name)]))
    answer = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, encoding="utf-8", check=True)
    assert name in answer.stdout


def test_rank_given_name_family_name_and_country_stand_one_below_the_other(
    badge: Badge, printed: Printed, text_of: TextOf
) -> None:
    lines = text_of(printed([badge()])).splitlines()
    assert [line for line in lines if line in {"Colonel", "Mamadou", "Samaké", "Mali"}] == [
        "Colonel",
        "Mamadou",
        "Samaké",
        "Mali",
    ]


def test_a_badge_name_stands_instead_of_the_names(badge: Badge, printed: Printed, text_of: TextOf) -> None:
    text = text_of(printed([badge(badge_name="Mamadou Samaké")]))
    assert text.count("Mamadou") == 1
    assert text.count("Samaké") == 1


@pytest.mark.parametrize(
    "only", [{"family_name": "", "given_name": "Sukarno"}, {"family_name": "Sukarno", "given_name": ""}]
)
def test_a_mononym_is_whole(only: dict[str, str], badge: Badge, printed: Printed, text_of: TextOf) -> None:
    assert text_of(printed([badge(**only)])).splitlines().count("Sukarno") == 1


def test_the_serial_zones_and_event_stand_on_the_badge(badge: Badge, printed: Printed, text_of: TextOf) -> None:
    text = text_of(printed([badge()]))
    for words in ("K7Q4-9XTM-1R", "PLN", "Plenary hall", "Issue 1", "Conclave of Chiefs", "27-30 March 2023", "Pune"):
        assert words in text


@pytest.mark.parametrize("count", range(1, 9))
def test_each_zone_has_its_tile(count: int, badge: Badge, printed: Printed, text_of: TextOf, design: Design) -> None:
    zones = tuple((f"Z{number}XX", f"Zone {number}") for number in range(count))
    assert check_faces([badge(zones=zones)], design) == []
    text = text_of(printed([badge(zones=zones)]))
    assert all(code in text for code, _ in zones)


def test_a_letter_that_no_font_has_is_a_finding_that_names_badge_element_and_letter(
    badge: Badge, design: Design
) -> None:
    (finding,) = check_faces([badge(native_name="Samaké \U0010fffd")], design)
    assert finding.reason is Reason.NO_GLYPH
    assert (finding.serial, finding.holder) == ("K7Q4-9XTM-1R", "Mamadou Samaké")
    assert (finding.element, finding.text) == ("person.native_name", "Samaké \U0010fffd")
    assert "U+10FFFD" in str(finding)


def test_a_name_that_is_too_long_for_the_smallest_type_is_a_finding_and_yet_printed_whole(
    badge: Badge, printed: Printed, text_of: TextOf, design: Design
) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren"
    (finding,) = check_faces([badge(family_name=name)], design)
    assert (finding.reason, finding.element, finding.text) == (Reason.TOO_LONG, "person.name", name)
    assert name in text_of(printed([badge(family_name=name)]))


def test_long_names_countries_and_offices_fit_without_a_finding(badge: Badge, design: Design) -> None:
    general = badge(
        rank="Lieutenant General",
        given_name="Jean-Baptiste Emmanuel",
        family_name="Ngouabi-Tchicaya de Mbandaka",
        appointment="Chief of the General Staff of the Armed Forces of the Democratic Republic of the Congo",
    )
    countries = [
        "Democratic Republic of the Congo",
        "Saint Vincent and the Grenadines",
        "United Kingdom of Great Britain and Northern Ireland",
    ]
    faces = [badge(party_name=country) for country in countries]
    assert check_faces([general, *faces], design) == []


def test_a_colour_that_is_none_is_a_finding(badge: Badge, design: Design) -> None:
    (finding,) = check_faces([badge(category_colour="maroon")], design)
    assert (finding.reason, finding.text) == (Reason.NO_COLOUR, "maroon")


def test_a_payload_that_fits_no_symbol_is_a_finding(badge: Badge, design: Design) -> None:
    (finding,) = check_faces([badge(payload="CD1:lower")], design)
    assert (finding.reason, finding.element) == (Reason.NO_QR, "code")

"""A badge, an event and a press for the tests, and readers that look at paper as a guest or a gate would."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from conclave_desk.printing.badge import print_badges
from conclave_desk.printing.design import Design
from conclave_desk.printing.designs import load_design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.qr import ALPHABET


def payload_of(seed: int, length: int = 200) -> str:
    """A payload as a signed badge has it: it looks random."""
    return "CD1:" + "".join(random.Random(seed).choices(ALPHABET, k=length))


SAMAKE = BadgeFace(
    payload=payload_of(1),
    serial="K7Q4-9XTM-1R",
    issue=1,
    category_code="DEL",
    category_name="Delegate",
    category_colour="#1F4E79",
    party_code="MLI",
    party_name="Mali",
    zones=(("PLN", "Plenary hall"), ("LNG", "Lounge")),
    family_name="Samaké",
    given_name="Mamadou",
    rank="Colonel",
)


@pytest.fixture
def event() -> EventFace:
    return EventFace(
        code="PUNE23",
        title="Conclave of Chiefs of Armies of African Nations",
        dates="27-30 March 2023",
        city="Pune",
        host="India",
        if_found="If found, please hand it to any guard.",
    )


@pytest.fixture(scope="session")
def design() -> Design:
    return load_design("a6-portrait")


@pytest.fixture
def badge() -> Callable[..., BadgeFace]:
    """Colonel Mamadou Samaké of Mali, but for what is said otherwise."""

    def made(**otherwise: object) -> BadgeFace:
        return replace(SAMAKE, **otherwise)  # type: ignore[arg-type]  # each test names fields that exist

    return made


@pytest.fixture
def printed(event: EventFace, design: Design) -> Callable[..., bytes]:
    def run(faces: Iterable[BadgeFace], sheet: str = "single") -> bytes:
        out = io.BytesIO()
        print_badges(faces, event, out, design=design, sheet=sheet)
        return out.getvalue()

    return run


@pytest.fixture
def text_of() -> Callable[..., str]:
    """What a reader copies from a page."""

    def read(pdf: bytes, page: int = 0) -> str:
        return str(pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_bounded())

    return read


@pytest.fixture
def seen() -> Callable[..., Image.Image]:
    """A page as it comes out of a printer."""

    def render(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
        image: Image.Image = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil()
        return image

    return render

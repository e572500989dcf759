"""Photos at the screen: named by their files, looked into while one types, shown on the person's page."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PIL import Image
from tests.tui.conftest import LARGE, SMALL, Walk, Walks

from conclave_desk.desk.photos import photo_of
from conclave_desk.tui.forms.field_box import FieldBox


@pytest.fixture
def files(tmp_path: Path) -> Path:
    Image.new("RGB", (240, 320), "teal").save(tmp_path / "head of state.jpg")
    Image.new("RGB", (640, 400), "navy").save(tmp_path / "wide.png")
    Image.new("RGB", (60, 80), "navy").save(tmp_path / "small.jpg")
    (tmp_path / "vector.jpg").write_bytes(b"<svg/>")
    return tmp_path


def told(office: Walk) -> str:
    """What stands beside the photo's field."""
    box = next(box for box in office.screen.query(FieldBox) if box.field.name == "photo")
    return str(box.input.told)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_photo_is_looked_into_as_its_file_is_named_and_shown_on_the_page(
    walk: Walks, files: Path, size: tuple[int, int]
) -> None:
    async def job() -> None:
        async with walk("delegations", size) as office:
            office.screen.go_to("MLI", office.people("MLI")[0].id)
            await office.press("m")
            for name, sentence in {
                "none.jpg": "there is no file",
                "vector.jpg": "is SVG inside",
                "small.jpg": "is too small: 60 x 80 points",
                "wide.png": "see whether the head is whole",
                "head\\ of\\ state.jpg": "a portrait",
            }.items():
                office.put(photo=str(files / name))
                await office.settled()
                assert sentence in told(office), name
            await office.press("ctrl+s")
            person = office.people("MLI")[0]
            assert photo_of(office.desk, person.person) is not None
            await office.until(lambda: bool(office.screen.query("#photo Image, #photo HalfcellImage")))
            await office.press("m")
            office.put(photo="-")
            await office.settled()
            assert "taken away" in told(office)
            await office.press("ctrl+s")
            assert photo_of(office.desk, person.person) is None
            await office.until(lambda: not office.screen.query_one("#photo").display)

    asyncio.run(job())

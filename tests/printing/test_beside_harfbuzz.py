"""Words as HarfBuzz's own programs set them: the same glyphs in the same order, and the same picture."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from conclave_desk.printing.colour import BLACK
from conclave_desk.printing.fonts import BOLD, REGULAR
from conclave_desk.printing.lettering import Letterer
from conclave_desk.printing.paper import Paper
from conclave_desk.printing.shaping import Line, Style, set_line

SIZE = 100
WORDS = {
    "Latin": "Samaké Goïta Østergård",
    "Greek": "Παπαδόπουλος",
    "Cyrillic": "Шевченко",
    "Arabic": "عبد الرحمن الشهري",
    "Arabic with marks": "مُحَمَّد",
    "Devanagari": "मनोज पांडे कृष्ण",
    "Ethiopic": "አበበ ቢቂላ",
}

SETTINGS = [
    (script, weight) for script in WORDS for weight in (REGULAR, BOLD) if (script, weight) != ("Ethiopic", BOLD)
]
"""Ethiopic comes from the machine, whose font may have one weight alone."""

needs_harfbuzz = pytest.mark.skipif(shutil.which("hb-view") is None, reason="libharfbuzz-bin is not installed")


def line_of(script: str, weight: int) -> tuple[Line, Path]:
    """The word as one run, and the font it is set in."""
    line = set_line(WORDS[script], Style(weight))
    faces = {run.face.path for run in line.runs}
    assert len(faces) == 1
    return line, faces.pop()


@needs_harfbuzz
@pytest.mark.parametrize(("script", "weight"), SETTINGS)
def test_the_glyphs_are_those_that_harfbuzz_chooses(script: str, weight: int) -> None:
    line, font = line_of(script, weight)
    options = ["--no-glyph-names", "--output-format=json", "--font-size=1000", "--features=-liga,-clig"]
    answer = subprocess.run(["hb-shape", *options, font, line.text], capture_output=True, check=True)
    shaped = json.loads(answer.stdout)
    ours = [glyph for run in line.runs for glyph in run.glyphs]
    assert [glyph[0] for glyph in ours] == [glyph["g"] for glyph in shaped]
    assert [glyph[1] for glyph in ours] == pytest.approx([glyph["ax"] for glyph in shaped], abs=1)


@needs_harfbuzz
@pytest.mark.parametrize("script", WORDS)
def test_the_picture_is_the_one_that_harfbuzz_draws(script: str, tmp_path: Path) -> None:
    line, font = line_of(script, REGULAR)
    drawn = tmp_path / "word.png"
    options = [f"--font-size={SIZE}", "--margin=20", "--features=-liga,-clig", f"--output-file={drawn}"]
    subprocess.run(["hb-view", *options, "--output-format=png", font, line.text], check=True)
    out = io.BytesIO()
    paper = Paper(out, width := line.width * SIZE / 1000 + 80, 3 * SIZE, "")
    pen = Letterer(3 * SIZE, case=paper.case)
    pen.text(line, 40, 2 * SIZE, SIZE, BLACK)
    paper.draw(pen.operators)
    paper.end_page()
    paper.save()
    assert width > 0
    ours = _ink(pypdfium2.PdfDocument(out)[0].render(scale=1).to_pil())
    with Image.open(drawn) as opened:
        theirs = _ink(opened)
    assert ours.size == pytest.approx(theirs.size, abs=3)
    difference = ImageStat.Stat(ImageChops.difference(ours, theirs.resize(ours.size))).mean[0]
    assert difference < 0.12 * ImageStat.Stat(theirs).mean[0], difference


def _ink(image: Image.Image) -> Image.Image:
    """The word alone, white on black."""
    grey = ImageChops.invert(image.convert("RGB").convert("L"))
    return grey.crop(grey.point(lambda shade: 255 * (shade > 60)).getbbox())

"""Typefaces that are read quickly are those that reportlab reads."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from conclave_desk.printing import instances
from conclave_desk.printing.embedding import embeddable

FONTS = [(slug, weight) for slug in instances.FAMILIES for weight in instances.WEIGHTS]
_READ = (
    *("familyName", "flags", "ascent", "descent", "capHeight", "bbox", "unitsPerEm", "italicAngle", "stemV"),
    *("numGlyphs", "defaultWidth", "hmetrics", "glyphPos"),
)


@pytest.mark.parametrize(("slug", "weight"), FONTS)
def test_a_typeface_is_as_reportlab_reads_it(slug: str, weight: int) -> None:
    path = instances.instance_path(slug, weight)
    ours, theirs = embeddable("Any", path).face, TTFontFace(str(path))
    assert {name: getattr(ours, name) for name in _READ} == {name: getattr(theirs, name) for name in _READ}
    assert ours.charToGlyph == {code: glyph for code, glyph in theirs.charToGlyph.items() if glyph}
    assert ours.charWidths == {code: theirs.charWidths[code] for code in ours.charToGlyph}
    letters = [ord(letter) for letter in "AZ é" if ord(letter) in ours.charToGlyph]
    assert ours.makeSubset(letters) == theirs.makeSubset(letters)

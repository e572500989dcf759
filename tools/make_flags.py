"""Makes badges/flags.zip from the SVGs of the npm package flag-icons, and the flag of the African Union from the outlines in
world-atlas: ``python -m tools.make_flags FLAG_ICONS_FOLDER WORLD_ATLAS_FOLDER``.

Each flag becomes a form XObject as it stands in a PDF, by librsvg (``rsvg-convert``), with all that it refers to. So the
press needs no SVG reader, and prints what a careful one has drawn. Needs pypdf and pycountry; run it again for a newer
flag-icons.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pycountry
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject
from tools import african_union

from conclave_desk.domain.event import AFRICAN_UNION
from conclave_desk.printing.flags import MARK, Bundle, Part

_REFERENCE = re.compile(rb"(\d+) 0 R")


class _Packer:
    """Collects the objects of one flag; the first is the form itself."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._numbers: dict[int, int] = {}
        self.parts: list[Part] = []

    def form(self, page: Any) -> None:
        width, height = (float(side) for side in page.mediabox[2:])
        self.parts.append(Part(b"", None))
        told = DictionaryObject({NameObject("/Resources"): page["/Resources"]})
        if "/Group" in page:
            told[NameObject("/Group")] = page["/Group"]
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 %g %g]" % (width, height)
        self.parts[0] = Part(head + self._text(told), zlib.compress(page.get_contents().get_data(), 9))

    def _text(self, dictionary: DictionaryObject) -> bytes:
        """The inside of a dictionary, its references marked for whoever numbers the objects anew."""
        out = io.BytesIO()
        DictionaryObject(
            {key: value for key, value in dictionary.items() if key not in {"/Length", "/Filter"}}
        ).write_to_stream(out)
        inside = out.getvalue().strip()[2:-2]
        return _REFERENCE.sub(lambda found: MARK % self._number(int(found[1])), inside)

    def _number(self, old: int) -> int:
        if old not in self._numbers:
            self._numbers[old] = number = len(self.parts)
            self.parts.append(Part(b"", None))
            value = IndirectObject(old, 0, self._reader).get_object()
            data = zlib.compress(value.get_data(), 9) if isinstance(value, StreamObject) else None
            if not isinstance(value, DictionaryObject):
                raise SystemExit(f"object {old} is no dictionary")
            self.parts[number] = Part(self._text(value), data)
        return self._numbers[old]


def _bundle(source: Path) -> bytes:
    """An SVG as it stands in the zip."""
    drawn = subprocess.run(["rsvg-convert", "-f", "pdf", source], capture_output=True, check=True).stdout
    reader = PdfReader(io.BytesIO(drawn))
    packer = _Packer(reader)
    packer.form(reader.pages[0])
    box = reader.pages[0].mediabox
    return msgspec.msgpack.encode(Bundle(float(box.width), float(box.height), packer.parts))


def main() -> None:
    """Convert the flag of each country that ISO 3166 knows, and draw the one of the African Union."""
    package, atlas = Path(sys.argv[1]), Path(sys.argv[2])
    target = Path(__file__).resolve().parents[1] / "badges" / "flags.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle, tempfile.TemporaryDirectory() as folder:
        for country in sorted(pycountry.countries, key=lambda each: str(each.alpha_3)):
            source = package / "flags" / "4x3" / f"{country.alpha_2.lower()}.svg"
            bundle.writestr(zipfile.ZipInfo(country.alpha_3), _bundle(source))
        own = Path(folder) / "au.svg"
        own.write_text(african_union.svg(atlas), encoding="utf-8")
        bundle.writestr(zipfile.ZipInfo(AFRICAN_UNION), _bundle(own))
        bundle.writestr(zipfile.ZipInfo("LICENSE"), (package / "LICENSE").read_bytes())
    print(target, target.stat().st_size)


if __name__ == "__main__":
    main()

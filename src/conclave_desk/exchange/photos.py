"""The files below ``photos/``, as the table of nominations names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from conclave_desk.exchange.sentences import one_line, quoted

PHOTO_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""How a JPEG and a PNG begin."""


def photo_files(folder: Path) -> dict[str, Path]:
    """The files below ``folder`` by their names relative to it, in NFC and with ``/``; links that lead out are not."""
    root = folder.resolve()
    return {
        unicodedata.normalize("NFC", path.relative_to(folder).as_posix()): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root))
    }


class PhotoCheck:
    """Says what is wrong with the photos that cells name."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._near = {_stem(name): name for name in files}

    def fault(self, name: str) -> str | None:
        """What is wrong with the photo of that name, or ``None``."""
        path = self._files.get(name)
        if path is None:
            near = self._near.get(_stem(name))
            end = (
                f"; did you mean {one_line(near)}?"
                if near
                else ""
                if self._files
                else "; that folder is empty or missing"
            )
            return f"photos/ has no file {quoted(name)}{end}"
        try:
            with path.open("rb") as stream:
                start = stream.read(8)
        except OSError as fault:
            return f"photos/{one_line(name)} cannot be read: {fault.strerror}"
        return None if start.startswith(PHOTO_SIGNS) else f"photos/{one_line(name)} is neither a JPEG nor a PNG"


def _stem(name: str) -> str:
    """The file's name alone, in lower case and without its ending."""
    return PurePosixPath(name).stem.casefold()

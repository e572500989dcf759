"""The files below ``photos/``, as the table of nominations names them."""

from __future__ import annotations

import tempfile
import unicodedata
import weakref
from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from conclave_desk.exchange.portraits import PhotoFault, Portrait, digest_of, portrait, read_photo, read_portrait
from conclave_desk.exchange.sentences import one_line, quoted

_IN_MEMORY = 8_000_000
_PICTURES = (".jpg", ".jpeg", ".png", ".heic", ".heif")


def photo_files(folder: Path) -> dict[str, Path]:
    """The files below ``folder`` by their names relative to it, in NFC and with ``/``; links that lead out are not."""
    root = folder.resolve()
    return {
        unicodedata.normalize("NFC", path.relative_to(folder).as_posix()): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root))
    }


class _Leaf(NamedTuple):
    """Where a portrait stands in the album; nowhere if the file is known and nobody has asked for its portrait."""

    digest: str
    sides_cut: bool = False
    place: int = 0
    length: int = 0


class Album:
    """The photos that cells name, each read once when it is first asked for.

    The portraits wait in a nameless file of the system's for whoever takes them, so that a folder of any size takes no
    more memory than one photo. Files whose digest is among ``known`` were portraits when they were loaded before; they
    are looked into again only if somebody asks for them. ``progress`` is told how many files have been read.
    """

    def __init__(
        self,
        files: Mapping[str, Path],
        known: Collection[str] = (),
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self._files = files
        self._known = known
        self._progress = progress
        self._near = {_stem(name): name for name in files}
        self._leaves: dict[str, _Leaf] = {}
        self._faults: dict[str, str] = {}
        self._pages: IO[bytes] | None = None

    def __len__(self) -> int:
        """How many files were read and found to be photos."""
        return len(self._leaves)

    def fault(self, name: str) -> str | None:
        """What is wrong with the photo of that name, or ``None``."""
        if name in self._leaves or name in self._faults:
            return self._faults.get(name)
        path = self._files.get(name)
        if path is None:
            self._faults[name] = self._not_there(name)
        else:
            try:
                self._read(name, path)
            except PhotoFault as fault:
                self._faults[name] = f"photos/{one_line(name)} {fault}"
            if self._progress is not None:
                self._progress(len(self._leaves) + len(self._faults))
        return self._faults.get(name)

    def digest(self, name: str) -> str:
        """By which the file is known again."""
        return self._leaves[name].digest

    def warning(self, name: str) -> str | None:
        """What somebody should look at, though the photo is taken."""
        if not self._leaves[name].sides_cut:
            return None
        return f"photos/{one_line(name)} is wider than high, so its sides were cut off; see whether the head is whole"

    def portrait(self, name: str) -> Portrait:
        """A portrait that has no fault."""
        leaf = self._leaves[name]
        if not leaf.length:
            return read_portrait(self._files[name])
        pages = self._open_pages()
        pages.seek(leaf.place)
        return Portrait(pages.read(leaf.length), leaf.digest, leaf.sides_cut)

    def unnamed(self) -> list[str]:
        """The pictures that nobody has asked for."""
        asked = self._leaves.keys() | self._faults.keys()
        return [name for name in self._files if name not in asked and name.lower().endswith(_PICTURES)]

    def _read(self, name: str, path: Path) -> None:
        content = read_photo(path)
        digest = digest_of(content)
        if digest in self._known:
            self._leaves[name] = _Leaf(digest)
            return
        found, pages = portrait(content), self._open_pages()
        place = pages.seek(0, 2)
        pages.write(found.data)
        self._leaves[name] = _Leaf(digest, found.sides_cut, place, len(found.data))

    def _open_pages(self) -> IO[bytes]:
        if self._pages is None:
            self._pages = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # until the album is let go
            weakref.finalize(self, self._pages.close)
        return self._pages

    def _not_there(self, name: str) -> str:
        near = self._near.get(_stem(name))
        if near:
            end = f"; did you mean {one_line(near)}?"
        else:
            end = "" if self._files else "; that folder is empty or missing"
        return f"photos/ has no file {quoted(name)}{end}"


def _stem(name: str) -> str:
    """The file's name alone, in lower case and without its ending."""
    return PurePosixPath(name).stem.casefold()

"""Flags as vectors: those of all countries in ISO 3166, made from flag-icons (MIT) by tools/make_flags.py.

A flag is a form XObject and the objects that it refers to, ready for any PDF but for their numbers.
"""

from __future__ import annotations

import re
import zipfile
from functools import cache

import msgspec

from conclave_desk.data import data_folder

MARK = b"\x00%d\x00"
"""Where a part refers to another one, by its place in the bundle."""

_MARKED = re.compile(rb"\x00(\d+)\x00")


class Part(msgspec.Struct, frozen=True, array_like=True):
    """An object: the inside of its dictionary, and its deflated stream if it has one."""

    dictionary: bytes
    stream: bytes | None

    def text(self, references: list[bytes]) -> bytes:
        """The object as a file has it, with these references to the parts of its bundle."""
        told = _MARKED.sub(lambda found: references[int(found[1])], self.dictionary)
        if self.stream is None:
            return b"<<%b>>" % told
        return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (told, len(self.stream), self.stream)


class Bundle(msgspec.Struct, frozen=True, array_like=True):
    """A flag: its size in units of its own, and its parts, of which the first is the form."""

    width: float
    height: float
    parts: list[Part]


def flag_name(code: str) -> str:
    """What a document calls the flag."""
    return f"Flag{code}"


@cache
def flag_of(code: str) -> Bundle | None:
    """The flag of a country, by its alpha-3 code; None if there is none."""
    with zipfile.ZipFile(data_folder("badges") / "flags.zip") as bundle:
        try:
            packed = bundle.read(code)
        except KeyError:
            return None
    return msgspec.msgpack.decode(packed, type=Bundle)

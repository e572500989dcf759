"""Rows of an SQLite file that is too torn to be opened, page by page (https://www.sqlite.org/fileformat2.html).

Every page that is still there is looked at by itself: leaves of tables and of ``WITHOUT ROWID`` tables. Which table a
leaf belongs to stands nowhere in it, so the caller tells rows by what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator

Value = int | float | str | bytes | None
_LEAF_OF_TABLE, _LEAF_OF_INDEX = 0x0D, 0x0A
_MAGIC = b"SQLite format 3\x00"
_SMALLEST, _LARGEST = 512, 65_536
_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of a whole number, by its serial type."""
_NULL, _REAL, _ZERO, _ONE, _FIRST_BYTES = 0, 7, 8, 9, 12


def rows(data: bytes) -> Iterator[list[Value]]:
    """The rows on whatever leaves are whole; nothing where the first page is not there."""
    size = int.from_bytes(data[16:18], "big")
    size = _LARGEST if size == 1 else size
    if not data.startswith(_MAGIC) or size < _SMALLEST:
        return
    usable = size - data[20]
    for number in range(len(data) // size):
        page = data[number * size : (number + 1) * size]
        head = 100 if number == 0 else 0
        if page[head] in (_LEAF_OF_TABLE, _LEAF_OF_INDEX):
            yield from _cells(data, page, head, usable, size)


def _cells(data: bytes, page: bytes, head: int, usable: int, size: int) -> Iterator[list[Value]]:
    of_table = page[head] == _LEAF_OF_TABLE
    count = int.from_bytes(page[head + 3 : head + 5], "big")
    for cell in range(count):
        at = head + 8 + 2 * cell
        try:
            start = int.from_bytes(page[at : at + 2], "big")
            length, start = _varint(page, start)
            if of_table:
                _, start = _varint(page, start)
            yield _record(_payload(data, page, start, length, _most(of_table, usable), usable, size))
        except (IndexError, ValueError):
            continue


def _most(of_table: bool, usable: int) -> int:
    """Bytes of a payload up to which all of it stands in the leaf."""
    return usable - 35 if of_table else (usable - 12) * 64 // 255 - 23


def _payload(data: bytes, page: bytes, start: int, length: int, most: int, usable: int, size: int) -> bytes:
    """A cell's payload, gathered from the pages that it flows over to."""
    if length <= most:
        return _exactly(page[start : start + length], length)
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    here = here if here <= most else least
    found = bytearray(page[start : start + here])
    following = int.from_bytes(page[start + here : start + here + 4], "big")
    while following and len(found) < length:
        more = data[(following - 1) * size : following * size]
        found += more[4 : 4 + min(usable - 4, length - len(found))]
        following = int.from_bytes(more[:4], "big") if len(more) == size else 0
    return _exactly(bytes(found), length)


def _exactly(found: bytes, length: int) -> bytes:
    if len(found) != length:
        raise ValueError("the rest of it is gone")
    return found


def _record(payload: bytes) -> list[Value]:
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _WHOLE:
        end = at + _WHOLE[kind]
        return int.from_bytes(_exactly(payload[at:end], end - at), "big", signed=True), end
    if kind in (_NULL, _REAL, _ZERO, _ONE):
        return {_ZERO: 0, _ONE: 1}.get(kind), at + (8 if kind == _REAL else 0)
    if kind < _FIRST_BYTES:
        raise ValueError("no such type")
    end = at + (kind - _FIRST_BYTES) // 2
    found = _exactly(payload[at:end], end - at)
    return (found.decode() if kind % 2 else found), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(9):
        byte = data[at + place]
        if place == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("no number")

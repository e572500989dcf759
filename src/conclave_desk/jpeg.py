"""JPEG files segment by segment, without decoding them.

Where a camera stood and when is nobody's business: what does not bear on the picture itself is left out, and the
picture is not touched.
"""

from __future__ import annotations

import re

_SCAN, _END, _COMMENT, _ADOBE = 0xDA, 0xD9, 0xFE, 0xEE
_FIRST_EXTRA, _LAST_EXTRA = 0xE1, 0xEF
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class UnfinishedJpeg(ValueError):
    """The bytes end before the picture does."""


def bare(photo: bytes) -> bytes:
    """A JPEG without the segments that do not bear on its picture, and without what follows its end.

    Raises :class:`UnfinishedJpeg` if there is no end.
    """
    kept = [photo[:2]]
    at = 2
    try:
        while True:
            marker = photo[at + 1]
            if marker == 0xFF:  # a byte that fills up
                at += 1
            elif marker == _END:
                return b"".join([*kept, photo[at : at + 2]])
            else:
                end = _end_of_segment(photo, at, marker)
                if not (_FIRST_EXTRA <= marker <= _LAST_EXTRA and marker != _ADOBE) and marker != _COMMENT:
                    kept.append(photo[at:end])
                at = end
    except IndexError as fault:
        raise UnfinishedJpeg("the JPEG has no end") from fault


def _end_of_segment(photo: bytes, at: int, marker: int) -> int:
    end = at + 2 + int.from_bytes(photo[at + 2 : at + 4])
    if marker != _SCAN:
        return end
    following = _MARKER.search(photo, end)
    if following is None:
        raise UnfinishedJpeg("the JPEG has no end")
    return following.start()

"""QR symbols drawn ahead, by a helper process as soon as there are many: it works while the page itself is drawn.

The helper is this module, run by itself: it reads payloads, one a line, and answers each with a stream that a page can
take in as it is. If there is no helper to be had, or it dies, the symbols are drawn here.
"""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from conclave_desk.printing.pen import path_of
from conclave_desk.printing.qr import UnfitPayload, encode

if TYPE_CHECKING:
    from types import TracebackType

    from conclave_desk.printing.face import BadgeFace

COMPRESSION = 4
"""A twentieth larger than zlib's usual 6, in half the time."""

_AHEAD = 32
"""Faces whose symbols are asked for together. While more than these wait to be taken nothing is asked for: the helper
could not go on writing, nor would it read, and both sides would wait for ever."""

_LONGEST = 400
"""Characters; what is longer fits no symbol, and might not fit the pipe."""

_WORTH_A_HELPER = _AHEAD
_HELPER_IS_UP = 4 * _AHEAD
"""While it comes up, about that many badges are drawn here."""

_LENGTH = 4


class Symbols:
    """The symbols of one print. Use it in a ``with``, so that its helper ends with it.

    ``helped`` counts those that the helper has drawn.
    """

    def __init__(self) -> None:
        self.helped = 0
        self._helper: subprocess.Popen[bytes] | None = None
        self._ordered: deque[str] = deque()
        self._last = ("", b"")
        self._seen = 0

    def __enter__(self) -> Symbols:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dismiss()

    def ahead(self, faces: Iterable[BadgeFace]) -> Iterator[BadgeFace]:
        """The same faces; the symbols of those that follow are being drawn meanwhile."""
        remaining = iter(faces)
        waiting: list[BadgeFace] = []
        while batch := list(islice(remaining, _AHEAD)):
            self._order([face.payload for face in batch])
            yield from waiting
            waiting = batch
        yield from waiting

    def packed(self, payload: str) -> bytes:
        """The symbol as a packed stream: a path of which a module is one unit, filled, and the end of its state.

        Raises :class:`~conclave_desk.printing.qr.UnfitPayload`.
        """
        if payload == self._last[0]:
            return self._last[1]
        drawn = b""
        if payload in self._ordered:
            while self._ordered[0] != payload:  # nobody took it
                self._received()
            drawn = self._received()
        self._last = (payload, drawn or packed(payload))
        return self._last[1]

    def _order(self, payloads: list[str]) -> None:
        self._seen += len(payloads)
        if self._seen == _WORTH_A_HELPER:
            self._employ()
        if self._seen <= _HELPER_IS_UP or self._helper is None or self._helper.stdin is None:
            return
        if len(self._ordered) > _AHEAD or any("\n" in each or len(each) > _LONGEST for each in payloads):
            return
        try:
            self._helper.stdin.write("".join([f"{payload}\n" for payload in payloads]).encode())
            self._helper.stdin.flush()
            self._ordered += payloads
        except OSError:
            self._dismiss()

    def _employ(self) -> None:
        command = [sys.executable, "-P", "-m", __name__]
        with suppress(OSError):
            self._helper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _received(self) -> bytes:
        """What the helper has drawn for the payload that it was asked for first; nothing if it cannot."""
        self._ordered.popleft()
        answer = self._helper.stdout if self._helper else None
        if answer is None:
            return b""
        length = answer.read(_LENGTH)
        drawn = answer.read(int.from_bytes(length)) if len(length) == _LENGTH else b""
        if len(length) < _LENGTH or len(drawn) < int.from_bytes(length):
            self._dismiss()
            return b""
        self.helped += bool(drawn)
        return drawn

    def _dismiss(self) -> None:
        helper, self._helper = self._helper, None
        self._ordered.clear()
        if helper is None:
            return
        for pipe in (helper.stdin, helper.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        helper.terminate()
        helper.wait()


def packed(payload: str) -> bytes:
    """What :meth:`Symbols.packed` says, drawn here and now."""
    return zlib.compress(f"{path_of(encode(payload))}f Q".encode("ascii"), COMPRESSION)


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer each line; what cannot be drawn is answered with nothing."""
    for line in asked:
        try:
            drawn = packed(line[:-1].decode())
        except (UnfitPayload, UnicodeDecodeError):
            drawn = b""
        answers.write(len(drawn).to_bytes(_LENGTH) + drawn)
        answers.flush()


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, sys.stdout.buffer)

"""A file is replaced whole or not at all: whoever reads it meets the old one or the new one, never a half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from conclave_desk.errors import MachineFault


@contextmanager
def whole_file(path: str | Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Fill the file at ``path``; it takes the place of the old one when all went well and is on the disk.

    A device or a pipe is written to and stays what it is. A link is followed. A ``private`` file is readable by its
    owner alone. Raises :class:`MachineFault` when it cannot be written; the old file then stands.
    """
    target = Path(os.path.realpath(path))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    stays = target.exists() and not (target.is_file() or target.is_dir())
    try:
        with _opened(target if stays else unfinished, private=private) as handle:
            yield handle
            handle.flush()
            if not stays:
                os.fsync(handle.fileno())
        if not stays:
            unfinished.replace(target)
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be written ({fault.strerror or fault})") from fault
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _opened(path: Path, *, private: bool) -> BinaryIO:
    if not private:
        return path.open("wb")
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb")

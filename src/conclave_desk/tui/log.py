"""Where the terminal desk writes what went wrong: a file beside the desk file, since the screen is taken."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES = 1_000_000


def log_file(desk: Path) -> Path:
    """``FILE.log`` beside the desk file."""
    return desk.with_name(desk.name + ".log")


@contextmanager
def kept_log(desk: Path) -> Iterator[None]:
    """Faults of the program go to :func:`log_file`, made when the first one comes; its owner alone may read it."""
    logger = logging.getLogger("conclave_desk")
    handler = _Private(log_file(desk), maxBytes=_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    propagated, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
        handler.close()


class _Private(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        return super()._open()

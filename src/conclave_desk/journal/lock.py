"""One writer at a time, first come first served: a lock on a file beside the desk file.

SQLite's own busy handler sleeps and tries again, so that under pressure somebody starves; a blocking lock of the
operating system queues.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path
from typing import Any

import portalocker

from conclave_desk.errors import MachineFault

_LOCKS: Any = portalocker
"""Where ``lock`` and ``unlock`` are. On POSIX portalocker's own object for ``flock``, in a quarter of the time of its
functions, which look at the flags and for an object each time."""
if os.name == "posix":
    from portalocker.portalocker import FlockLocker

    _LOCKS = FlockLocker()


class Lock:
    """The lock file ``path``, made when first held and kept open until :meth:`close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BufferedWriter | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; waits until it is free."""
        file = self._file or self._open()
        _LOCKS.lock(file, portalocker.LockFlags.EXCLUSIVE)
        try:
            yield
        finally:
            _LOCKS.unlock(file)

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> BufferedWriter:
        try:
            self._file = self._path.open("ab")
        except OSError as fault:
            folder = self._path.parent
            raise MachineFault(f"{folder}: cannot be written to ({fault.strerror}); choose another folder") from fault
        return self._file

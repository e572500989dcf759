"""One writer at a time, first come first served: a lock on a file beside the desk file.

SQLite's own busy handler sleeps and tries again, so that under pressure somebody starves; a blocking lock of the
operating system queues.
"""

from __future__ import annotations

import sys
from io import BufferedWriter
from pathlib import Path

from conclave_desk.errors import MachineFault

if sys.platform == "win32":
    import portalocker

    def _lock(file: BufferedWriter) -> None:
        portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE)

    def _unlock(file: BufferedWriter) -> None:
        portalocker.unlock(file)

else:
    # What portalocker does here too; but to import it takes longer than to start the rest of the journal.
    import fcntl

    def _lock(file: BufferedWriter) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: BufferedWriter) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


class Lock:
    """The lock file ``path``, made when first held (``with``) and kept open until :meth:`close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BufferedWriter | None = None

    def __enter__(self) -> None:
        """Hold the lock; waits until it is free."""
        file = self._file or self._open()
        try:
            _lock(file)
        except OSError as fault:
            raise MachineFault(f"{self._path}: cannot be locked ({fault.strerror}); choose another disk") from fault

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            _unlock(self._file)

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

"""One writer at a time, first come first served: a lock on a file beside the desk file.

SQLite's own busy handler sleeps and tries again, so that under pressure somebody starves; a blocking lock of the
operating system queues.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from conclave_desk.errors import MachineFault


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock ``path`` (made if missing); waits until it is free."""
    try:
        handle = path.open("ab")
    except OSError as fault:
        raise MachineFault(f"{path.parent}: cannot be written to ({fault.strerror}); choose another folder") from fault
    with handle:
        portalocker.lock(handle, portalocker.LockFlags.EXCLUSIVE)
        try:
            yield
        finally:
            portalocker.unlock(handle)

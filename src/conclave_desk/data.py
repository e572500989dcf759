"""Where the data that comes with the program lies: inside an installed package, or at the root of a source tree."""

from __future__ import annotations

from pathlib import Path

import conclave_desk
from conclave_desk.errors import MachineFault


def data_folder(name: str) -> Path:
    """The folder ``badges`` or ``sample_invites``. Raises :class:`MachineFault` if the installation lacks it."""
    package = Path(conclave_desk.__file__).parent
    for folder in (package / "_data" / name, package.parent.parent / name):
        if folder.is_dir():
            return folder
    raise MachineFault(f"The folder {name} that comes with the program is missing; install conclave-desk again.")

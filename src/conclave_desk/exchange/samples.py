"""The event folders that come with the program."""

from __future__ import annotations

from pathlib import Path

from conclave_desk.data import data_folder
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.sentences import hint, quoted


def sample_names() -> list[str]:
    """The names of the samples, such as ``pune-2023``, in alphabetical order."""
    return sorted(path.parent.name for path in data_folder("sample_invites").glob("*/event.toml"))


def sample_folder(name: str) -> Path:
    """Where the sample of that name is; :class:`WrongUse` if there is none."""
    names = sample_names()
    if name not in names:
        raise WrongUse(f"there is no sample {quoted(name)}{hint(name, names)}")
    return data_folder("sample_invites") / name

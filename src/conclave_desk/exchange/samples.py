"""The event folders that come with the program."""

from __future__ import annotations

from pathlib import Path

from conclave_desk.errors import WrongUse
from conclave_desk.exchange.sentences import hint, quoted

_PACKAGE = Path(__file__).resolve().parents[1]
_HOMES = (_PACKAGE / "_data" / "sample_invites", _PACKAGE.parents[1] / "sample_invites")
"""In an installed wheel, and in a source tree."""


def sample_names() -> list[str]:
    """The names of the samples, such as ``pune-2023``, in alphabetical order."""
    return sorted({path.parent.name for home in _HOMES for path in home.glob("*/event.toml")})


def sample_folder(name: str) -> Path:
    """Where the sample of that name is; :class:`WrongUse` if there is none."""
    names = sample_names()
    if name not in names:
        raise WrongUse(f"there is no sample {quoted(name)}{hint(name, names)}")
    return next(home / name for home in _HOMES if (home / name / "event.toml").is_file())

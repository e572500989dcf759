"""A small event folder that every test may spoil in its own way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conclave_desk.errors import WrongData
from conclave_desk.exchange.folder import EventFolder, read_folder

EVENT = """\
[event]
code = "SPRING24"
kind = "conclave"
title = "Spring meeting"
host = "FRA"
timezone = "Europe/Paris"
starts = 2024-03-29
ends = 2024-04-02

[[party]]
code = "AU"
name = "African Union Commission"

[[category]]
code = "HOD"
name = "Head of delegation"
zones = ["*"]
quota = 1

[[category]]
code = "DEL"
name = "Delegate"
zones = ["PLN"]
quota = 2

[[category]]
code = "STF"
name = "Staff"

[[zone]]
code = "PLN"
name = "Plenary"

[[zone]]
code = "LNG"
name = "Lounge"
within = "PLN"

[[gate]]
code = "G1"
name = "Main entrance"
zone = "PLN"

[[gate]]
code = "G2"
name = "Side entrance"
zone = "PLN"

[[venue]]
code = "HALL"
name = "Hall"
zone = "PLN"
"""

INVITATIONS = """\
reference,party,status,slots,issued_on
S/1,MLI,accepted,HOD:1;DEL:2,2024-01-10
S/2,KEN,sent,,2024-01-10
S/3,TZA,regretted,,2024-01-10
"""

Read = Callable[..., EventFolder]
Faults = Callable[..., list[str]]
Write = Callable[..., Path]


@pytest.fixture
def event_text() -> str:
    """The event file of the folder before anything is spoilt."""
    return EVENT


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the folder; each file may be given as text or bytes, or left out with ``None``."""

    def put(**files: str | bytes | None) -> Path:
        contents = {"event": EVENT, "invitations": INVITATIONS, **files}
        for name, content in contents.items():
            path = tmp_path / ("event.toml" if name == "event" else f"{name}.csv")
            if content is not None:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return put


@pytest.fixture
def read(write: Write) -> Read:
    """Reads the folder with these files."""
    return lambda **files: read_folder(write(**files))


@pytest.fixture
def faults(write: Write) -> Faults:
    """The lines that tell what is wrong with the folder with these files."""

    def lines(**files: str | bytes | None) -> list[str]:
        with pytest.raises(WrongData) as caught:
            read_folder(write(**files))
        return [str(flaw) for flaw in caught.value.flaws]

    return lines

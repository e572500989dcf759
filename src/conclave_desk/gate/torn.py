"""A station's file that is torn: what of its record can still be read, what is lost, and saving the former.

A record's bytes stand beside their hash and name their place in the chain, so that what is read is what was written.
Records can be merged up to the first that is gone; what follows it can be read by nobody's registers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from conclave_desk.credential.keys import SigningKey
from conclave_desk.errors import MachineFault, WrongData, WrongUse
from conclave_desk.gate.scans_file import signed
from conclave_desk.gate.station_file import Seal
from conclave_desk.journal import pages, record
from conclave_desk.journal.pages import Value

_ROW = 6
_CHAIN = "station:"


@dataclass(frozen=True, slots=True)
class Torn:
    """What was found in a torn file: records by number, and the number of the last that it once held, as far as that
    can be told. ``key`` and ``event`` may be gone too."""

    path: Path
    chain: str = ""
    event: str = ""
    key: SigningKey | None = None
    bodies: dict[int, bytes] = field(default_factory=dict)
    last: int = 0

    @property
    def whole(self) -> list[bytes]:
        """The records from the first up to where one is missing."""
        found: list[bytes] = []
        while (body := self.bodies.get(len(found) + 1)) is not None:
            found.append(body)
        return found

    def told(self, merged: int = 0) -> list[str]:
        """What is lost, in sentences; ``merged`` is the number of the last record that the desk has."""
        if not self.chain:
            return [f"It is torn, and none of its records can be read. {_again(merged)}"]
        whole = max(len(self.whole), merged)
        beyond = sorted(n for n in self.bodies if n > whole)
        lost = max(self.last, *self.bodies, 0) - whole - len(beyond)
        saved = f"{_records(len(self.whole))} of {self.chain} can be saved"
        said = [f"It is torn. {saved if self.whole else f'No record of {self.chain} can be saved'}"]
        if merged:
            said[0] += f"; {_records(merged)} are at the desk already"
        said[0] += "."
        if lost:
            said.append(
                f"{_records(lost)} after number {whole} {'is' if lost == 1 else 'are'} lost, "
                "and whatever the torn part held after the last that can be seen."
            )
        else:
            said.append(f"Whatever the torn part held after record {whole + len(beyond)} is lost.")
        if beyond:
            said.append(
                f"{_records(len(beyond))} after the gap can be read and not merged: "
                f"{_span(beyond)}. Type them in from paper if the guards kept any."
            )
        return [*said, f"Keep this file, withdraw {self.chain}, and prepare another station."]


def examine(path: Path) -> Torn:
    """Look through a file that cannot be opened; :class:`WrongUse` if there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise WrongUse(f"{path}: no such file.") from fault
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be read ({fault.strerror}).") from fault
    bodies: dict[str, dict[int, bytes]] = {}
    about: dict[str, bytes] = {}
    heads: dict[str, int] = {}
    for row in pages.rows(data):
        if found := _journal_row(row):
            bodies.setdefault(found[0], {})[found[1]] = found[2]
        elif len(row) == 2 and isinstance(row[0], str) and isinstance(row[1], bytes):
            about[row[0]] = row[1]
        elif len(row) == 3 and isinstance(row[0], str) and isinstance(row[1], int) and row[0].startswith(_CHAIN):
            heads[row[0]] = max(row[1], heads.get(row[0], 0))
    chain = about.get("chain", b"").decode() or next(iter(bodies), "")
    key = about.get("key")
    return Torn(
        path, chain, _event(about), SigningKey(key) if key else None, bodies.get(chain, {}), heads.get(chain, 0)
    )


def salvaged(torn: Torn, now: datetime) -> tuple[bytes, int]:
    """A scans file of what can be merged, signed by the station's own key; :class:`WrongData` if nothing can."""
    whole = torn.whole
    if torn.key is None or not torn.event or not whole:
        raise WrongData(f"{torn.path}: nothing can be saved: its first record or its key is gone.")
    return signed(torn.key, torn.event, torn.chain, whole, now), len(whole)


def _journal_row(row: Sequence[Value]) -> tuple[str, int, bytes] | None:
    """A row of the journal whose bytes are as they were written."""
    if len(row) != _ROW:
        return None
    chain, n, _, _, digest, body = row
    if not isinstance(chain, str) or not isinstance(n, int) or not isinstance(body, bytes):
        return None
    return (chain, n, body) if chain.startswith(_CHAIN) and record.hash_of(body) == digest else None


def _event(about: dict[str, bytes]) -> str:
    try:
        return msgspec.json.decode(about.get("seal", b""), type=Seal).event
    except msgspec.DecodeError:
        return ""


def _records(number: int) -> str:
    return "1 record" if number == 1 else f"{number:,} records"


def _span(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


def _again(merged: int) -> str:
    return f"The desk has its {_records(merged)}." if merged else "Prepare another station."

"""Free text that gates sealed to a person's letterbox, as the desk reads it."""

from __future__ import annotations

from conclave_desk.credential.letterbox import Letterboxes
from conclave_desk.desk.desk import Desk
from conclave_desk.errors import ConclaveError
from conclave_desk.registers import roster


def read(desk: Desk, issuer: str | None, holder: str | None, sealed: bytes | None) -> str:
    """The text about whoever has the holder number; blank where there is none.

    ``erased`` once the person is, ``sealed`` where the key file is locked or away.
    """
    if not sealed:
        return ""
    try:
        letterboxes = Letterboxes(desk.journal, desk.safe)
    except ConclaveError:
        return "sealed"
    person = roster.person_of(desk.journal.db, issuer, holder)
    found = letterboxes.read(person, sealed)
    return "erased" if found is None else found

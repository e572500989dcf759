"""What was typed into a form and not yet sent: kept beside the desk file, sealed, until it is sent or thrown away.

A draft may hold names and passport numbers, so it is sealed by the desk's own secret (as the dossiers are) in
``FILE.drafts``, which its owner alone may read. Without the key file it says nothing.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.whole import whole_file

_NAME = "drafts"
_Kept = dict[str, dict[str, str]]


def load(desk: Desk, form: str) -> dict[str, str]:
    """What was typed into that form before; empty if nothing is kept."""
    return _all(desk).get(form, {})


def keep(desk: Desk, form: str, values: dict[str, str]) -> None:
    """Keep what stands in the form now; nothing typed is nothing kept."""
    drafts = _all(desk)
    typed = {name: text for name, text in values.items() if text}
    if typed == drafts.get(form, {}):
        return
    if typed:
        drafts[form] = typed
    else:
        drafts.pop(form, None)
    _write(desk, drafts)


def drop(desk: Desk, form: str) -> None:
    """The form was sent, or thrown away."""
    keep(desk, form, {})


def names(desk: Desk) -> list[str]:
    """The forms of which a draft is kept."""
    return sorted(_all(desk))


def _place(desk: Desk) -> Path:
    path = desk.journal.path
    return path.with_name(path.name + ".drafts")


def _all(desk: Desk) -> _Kept:
    try:
        sealed = _place(desk).read_bytes()
    except FileNotFoundError:
        return {}
    opened = desk.safe.unwrap(_NAME, sealed)
    return msgspec.json.decode(opened, type=_Kept) if opened else {}


def _write(desk: Desk, drafts: _Kept) -> None:
    place = _place(desk)
    if not drafts:
        place.unlink(missing_ok=True)
        return
    with whole_file(place, private=True) as handle:
        handle.write(desk.safe.wrap(_NAME, msgspec.json.encode(drafts)))

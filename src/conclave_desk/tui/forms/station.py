"""Forms about stations with files of their own, supervisors and floaters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from conclave_desk.desk import floaters, supervisors
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import Gate
from conclave_desk.exchange.cells import CellFault
from conclave_desk.gate import merge
from conclave_desk.registers.people import Listed
from conclave_desk.registers.stations import Station
from conclave_desk.tui.forms.common import parties, words
from conclave_desk.tui.forms.fields import Field, Form, Meaning, Values
from conclave_desk.tui.forms.places import beside, existing, in_a_folder, to_be_written
from conclave_desk.tui.office import Office

_NO, _YES = "no", "yes"
_MOST = 50


@dataclass
class Files:
    """What a form decided about files, and whether photos go with them; the work is done when it has closed."""

    paths: list[Path] = field(default_factory=list)
    photos: bool = False


@dataclass
class Drawn:
    """The PIN that was drawn for a supervisor, to be told once; blank for none."""

    pin: str = ""


def prepare(office: Office, gate: Gate, files: Files) -> Form:
    """A station's file for a gate; one that is there gets the roster of now."""
    default = beside(office, f"{gate.code.lower()}.station")

    def read(text: str, _: Values) -> Meaning:
        path = in_a_folder(text)
        return Meaning(str(path), "is there; it gets the roster of now, its scans stay" if path.exists() else "new")

    return Form(
        name=f"prepare:{gate.code}",
        title=f"Station for {gate.name}",
        do="Prepare",
        what="The file holds the roster, and no dossier. Take it to the gate's machine on a USB stick: everything works "
        "there with the network cut.",
        lines=(
            (Field("file", "file", read=read, required=True, default=str(default)),),
            (
                Field(
                    "photos", "photos", default=_NO, choices=words(_NO, _YES, notes=("", "small, beside the verdict"))
                ),
            ),
        ),
        send=_kept(files, "file"),
    )


def merging(office: Office, files: Files) -> Form:
    """Scans files or stations' files, taken in together."""

    def read(text: str, _: Values) -> Meaning:
        found = _listed(text)
        if missing := [path for path in found if not path.is_file()]:
            raise CellFault(f"there is no file {missing[0]}")
        return Meaning(text, f"{len(found)} files" if len(found) > 1 else "")

    folder = beside(office, "")
    known = sorted((*folder.glob("*.scans"), *folder.glob("*.station")))
    hint = (
        f"or several, with ; between: {', '.join(path.name for path in known[:4])}" if known else "g1.scans; g2.station"
    )
    return Form(
        name="merge",
        title="Merge stations' scans",
        do="Merge",
        what="Scans files, or stations' files themselves, in any order and any number of times. All of them are taken, "
        "or none; no verdict is decided again.",
        lines=((Field("files", "files", read=read, required=True, hint=hint),),),
        send=_kept(files, "files"),
    )


def export(office: Office, files: Files) -> Form:
    """All that a station has recorded, as a file that it signs."""

    def scans(text: str, _: Values) -> Meaning:
        return to_be_written(in_a_folder(text))

    return Form(
        name="export",
        title="Export a station's scans",
        do="Export",
        what="The station's whole record, signed by it, to be merged at a desk.",
        lines=(
            (Field("station", "station", read=existing, required=True, hint=str(beside(office, "g1.station"))),),
            (Field("scans", "scans", read=scans, required=True, default=str(beside(office, "scans.scans"))),),
        ),
        send=_kept(files, "station", "scans"),
    )


def checked(office: Office, hand_on: Callable[[dict[str, str]], None]) -> Form:
    """Which station's file is looked through."""

    def send(values: dict[str, str]) -> Decision:
        hand_on(values)
        return Decided(())

    known = sorted(path.name for path in beside(office, "").glob("*.station"))
    default = str(beside(office, known[0])) if len(known) == 1 else ""
    return Form(
        name="check-file",
        title="Check a station's file",
        do="Check",
        what="Is every record whole and the roster as the desk signed it? Of a torn file: what is lost, what can be saved.",
        lines=((Field("file", "file", read=existing, required=True, default=default, hint=", ".join(known[:4])),),),
        send=send,
    )


def withdraw(office: Office, station: Station) -> Form:
    """A station that is lost, or has done its work."""
    return Form(
        name=f"withdraw:{station.chain}",
        title=f"Withdraw {station.chain}",
        do="Withdraw",
        what="What comes from this station after now is kept apart and never counted. Merge first what it still holds.",
        lines=((Field("reason", "reason", hint="lost, stolen, gate closed; about the machine, not a person"),),),
        send=lambda values: merge.withdraw(office.desk, station.chain, values["reason"]),
        grave=True,
    )


def appoint(office: Office, person: Listed, drawn: Drawn) -> Form:
    """Somebody may override refusals."""

    def send(values: Values) -> Decision:
        drawn.pin = supervisors.drawn_pin() if values["pin"] == _YES else ""
        return supervisors.appoint(office.desk, person.id, drawn.pin or None)

    return Form(
        name=f"supervisor:{person.id}",
        title="Supervisor at gates",
        do="Appoint",
        what=f"{person.titled} ({office.party_name(person.party)}) may let people in against a refusal, with their own "
        "badge. A PIN helps where the badge is not at hand; give it to few, since it lies, hashed, in every station.",
        lines=((Field("pin", "PIN", default=_NO, choices=words(_NO, _YES, notes=("", "drawn, and shown once"))),),),
        send=send,
    )


def assign(office: Office) -> Form:
    """New floaters for a delegation."""
    event = office.desk.event
    asking = [zone.code for zone in event.zones if zone.floater]

    def zones(text: str, _: Values) -> Meaning:
        codes = _codes(text)
        if unknown := [code for code in codes if code != "*" and event.zone(code) is None]:
            raise CellFault(f"no zone {unknown[0]}; there are {', '.join(zone.code for zone in event.zones)}")
        return Meaning(";".join(codes))

    def count(text: str, _: Values) -> Meaning:
        if not (text.isdecimal() and 1 <= int(text) <= _MOST):
            raise CellFault(f"is a number from 1 to {_MOST}")
        return Meaning(text)

    def send(values: Values) -> Decision:
        return floaters.assign(office.desk, values["party"], int(values["count"]), _codes(values["zones"]))

    return Form(
        name="floaters",
        title="Floaters for a delegation",
        do="Assign",
        what="Transferable cards: a room that asks for one is opened by a badge and then a floater of the delegation.",
        lines=(
            (Field("party", "State", choices=parties(office), required=True),),
            (
                Field("count", "cards", read=count, default="2", required=True),
                Field("zones", "zones", read=zones, default=";".join(asking), required=not asking, hint="PLN;OPS"),
            ),
        ),
        send=send,
    )


def recall(office: Office, serial: str, of: str) -> Form:
    """A floater opens nothing any more."""
    return Form(
        name=f"recall:{serial}",
        title=f"Recall floater {serial}",
        do="Recall",
        what=f"The card of {of} opens nothing any more. A station learns of it with its next roster.",
        lines=((Field("cause", "cause", default="lost", choices=words("lost", "returned"), required=True),),),
        send=lambda values: floaters.recall(office.desk, serial, values["cause"]),
        grave=True,
    )


def _kept(files: Files, *names: str) -> Callable[[dict[str, str]], Decision]:
    def send(values: Values) -> Decision:
        files.photos = values.get("photos") == _YES
        files.paths = [path for name in names for path in _listed(values[name])]
        return Decided(()) if files.paths else Refusal("no_file", "Name a file.")

    return send


def _listed(text: str) -> list[Path]:
    return [Path(part.strip()).expanduser() for part in text.split(";") if part.strip()]


def _codes(text: str) -> Sequence[str]:
    return [code for code in text.upper().replace(",", ";").replace(" ", ";").split(";") if code]

"""Forms about the programme: put on it, moved, changed, cancelled, released."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from conclave_desk.desk import programme as use_case
from conclave_desk.desk.programme_list import (
    Programme,
    amendment_words,
    next_code,
    person_named,
    programme,
    span,
    taken_by,
)
from conclave_desk.desk.seen import SESSION, seen
from conclave_desk.domain.decision import Decision
from conclave_desk.domain.programme import ACCESSES, KINDS, without_guests
from conclave_desk.exchange import cells
from conclave_desk.exchange.cells import CellFault
from conclave_desk.registers.views import Session
from conclave_desk.tui.forms import dates
from conclave_desk.tui.forms.common import categories, parties, words
from conclave_desk.tui.forms.fields import Choice, Choices, Field, Form, Meaning, Values, matching
from conclave_desk.tui.office import Office

_LENGTH = re.compile(r"(?:\+ ?)?(?:(\d{1,2}) ?h|(\d{1,3}) ?(?:m|min|minutes)?)|\+ ?(\d{1,2}) ?h ?(\d{1,2})", re.ASCII)
"""``75``, ``75 min``, ``2h``, ``+1h15``; without the plus ``11h15`` is an hour of the day."""
_ACCESS_NOTES = ("all who have the zone", "those categories only", "the parties, chair and speakers named")


def new_session(office: Office, found: Programme, day: date) -> Form:
    """A session on the day that is looked at, unless another one is typed."""
    desk = office.desk

    def send(values: dict[str, str]) -> Decision:
        particulars = _particulars(values)
        particulars["item"] = particulars.pop("kind")
        title = particulars.pop("title")
        begin, end = (_instant(office, values[name]) for name in ("starts", "ends"))
        return use_case.add(desk, values["code"], title, begin, end, venue=values["venue"], **particulars)

    return Form(
        name="session",
        title=f"New session · {day:%A} {day.day} {day:%B}",
        do="Put on the programme",
        lines=(
            (
                Field("code", "code", required=True, default=next_code(found), read=_code),
                Field("kind", "kind", choices=words(*KINDS), default=KINDS[0]),
            ),
            (Field("title", "title", required=True),),
            (_starts(day, required=True),),
            (_ends(day, required=True),),
            (_venue(office, found),),
            *_about(office),
        ),
        send=send,
        check=_check,
    )


def move_session(office: Office, found: Programme, session: Session) -> Form:
    """Another time or venue."""
    zone = office.desk.event.zone_info
    begin, end = session.starts.astimezone(zone), session.ends.astimezone(zone)

    def send(values: dict[str, str]) -> Decision:
        return use_case.move(
            office.desk,
            session.code,
            starts=_instant(office, values["starts"]) if values["starts"] else None,
            ends=_instant(office, values["ends"]) if values["ends"] else None,
            venue=values["venue"] or None,
        )

    where = f" in {session.venue}" if session.venue else ""
    return Form(
        name=f"move:{session.code}",
        title=f"Move {session.code}",
        do="Move",
        what=f"{session.title} is {span(office.desk.event, session.starts, session.ends)}{where}. With only a new start "
        "the length stays.",
        lines=(
            (_starts(begin.date(), hint=f"{begin:%H:%M}, fri 14:30"),),
            (_ends(begin.date(), hint=f"{end:%H:%M}, 75 min"),),
            (_venue(office, found, session),),
        ),
        send=send,
        seen=(seen(office.desk, SESSION, session.code),),
        check=lambda values: {} if any(values.values()) else {"starts": "say when, or where"},
    )


def change_session(office: Office, session: Session) -> Form:
    """Other particulars, time and place aside."""
    return Form(
        name=f"amend:{session.code}",
        title=f"Change {session.code}",
        do="Change",
        what="Time and place are changed with m.",
        lines=(
            (Field("title", "title", required=True, default=session.title),),
            (Field("kind", "kind", choices=words(*KINDS), default=session.kind),),
            *_about(office, session),
        ),
        send=lambda values: use_case.amend(office.desk, session.code, _particulars(values)),
        seen=(seen(office.desk, SESSION, session.code),),
        check=_check,
    )


def cancel_session(office: Office, session: Session, released: bool) -> Form:
    """It does not take place."""
    closed = "" if session.access == "open" else " Its closed doors at the gate open to all who have the zone."
    out = " It has been released: the next amendment will say so." if released else ""
    return Form(
        name=f"cancel:{session.code}",
        title=f"Cancel {session.code}",
        do="Cancel the session",
        grave=True,
        what=f"{session.title}, {span(office.desk.event, session.starts, session.ends)}, does not take place; nobody is "
        f"counted as absent from it.{closed}{out}",
        lines=((Field("note", "note", hint="why"),),),
        send=lambda values: use_case.cancel(office.desk, session.code, values["note"]),
        seen=(seen(office.desk, SESSION, session.code),),
    )


def release(office: Office) -> Form:
    """The programme is given out as it stands."""
    found = programme(office.desk)
    if found.release is None:
        number = sum(one.status != "cancelled" for one in found.sessions)
        what = f"The programme is given out for the first time, with {number} session{'s' if number != 1 else ''}."
    else:
        said = [f"· {amendment_words(found.event, one)}" for one in found.amendments] or ["· nothing"]
        what = "\n".join([f"Amendment {found.release.number + 1} says:", *said])
    fatal = [clash for clash in found.clashes if clash.fatal]
    if fatal:
        what += "\n" + "\n".join(f"✗ clash: {clash.sentence}" for clash in fatal)
    return Form(
        name="release",
        title="Release the programme",
        do="Release",
        what=what,
        lines=((Field("note", "note"),),),
        send=lambda values: use_case.release(office.desk, values["note"]),
    )


# Fields


def _code(text: str, _: Values) -> Meaning:
    return Meaning(cells.code(text.upper()))


def _starts(day: date, *, required: bool = False, hint: str = "10:00, fri 14:30") -> Field:
    def read(text: str, _: Values) -> Meaning:
        found = dates.moment(text, day)
        return Meaning(f"{found:%Y-%m-%d %H:%M}", f"{found:%a} {found.day} {found:%b} {found:%H:%M}")

    return Field("starts", "starts", read=read, required=required, hint=hint)


def _ends(day: date, *, required: bool = False, hint: str = "11:15, 75 min") -> Field:
    """An hour, of the day on which it starts unless said, or how long it takes."""

    def read(text: str, values: Values) -> Meaning:
        begins = datetime.fromisoformat(values["starts"]) if values.get("starts") else None
        if takes := _LENGTH.fullmatch(text.strip().casefold()):
            if begins is None:
                raise CellFault("how long it takes needs a start; or say the hour, 11:15")
            end = begins + timedelta(hours=int(takes[1] or takes[3] or 0), minutes=int(takes[2] or takes[4] or 0))
        else:
            end = dates.moment(text, begins.date() if begins else day)
        if begins and end <= begins:
            raise CellFault(f"is not after {begins:%H:%M}")
        return Meaning(f"{end:%Y-%m-%d %H:%M}", f"{end:%a} {end.day} {end:%b} {end:%H:%M}")

    return Field("ends", "ends", read=read, required=required, hint=hint)


def _venue(office: Office, found: Programme, session: Session | None = None) -> Field:
    """A picker that says of each venue whether it is free at the time typed."""

    def choices(values: Values) -> Sequence[Choice]:
        times = _times(office, values, session)
        return [
            Choice(venue.code, venue.code, _free(venue.name, times, venue.code)) for venue in office.desk.event.venues
        ]

    def _free(name: str, times: tuple[datetime, datetime] | None, code: str) -> str:
        if times is None:
            return name
        taken = taken_by(found, code, *times, but=session.code if session else "")
        return f"{name} · {'taken: ' + ', '.join(one.code for one in taken) if taken else 'free'}"

    return Field("venue", "venue", choices=choices, hint=session.venue if session else "")


def _times(office: Office, values: Values, session: Session | None) -> tuple[datetime, datetime] | None:
    if not values.get("starts"):
        return (session.starts, session.ends) if session else None
    begin = _instant(office, values["starts"])
    if values.get("ends"):
        return begin, _instant(office, values["ends"])
    return begin, begin + (session.ends - session.starts if session else timedelta(hours=1))


def _about(office: Office, session: Session | None = None) -> list[list[Field]]:
    def was(name: str, otherwise: str = "") -> str:
        value: Any = getattr(session, name) if session else otherwise
        return " ".join(value) if name == "categories" and session else _listed(value)

    event = office.desk.event
    of_event = categories(event)
    return [
        [Field("access", "access", choices=words(*ACCESSES, notes=_ACCESS_NOTES), default=was("access", ACCESSES[0]))],
        [_several("categories", "categories", of_event, was("categories"), " ".join(c.code for c in event.categories))],
        [_several("parties", "parties", parties(office), was("parties"), "Mali; Kenya")],
        [Field("chair", "chair", read=_named(office), default=was("chair"), hint="name, or external id")],
        [Field("speakers", "speakers", read=_named(office), default=was("speakers"), hint="one; another")],
        [Field("doors", "doors open", default=str(session.doors if session else 30), read=_minutes)],
        [Field("note", "note", default=was("note"))],
    ]


def _listed(value: Any) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _several(name: str, label: str, choices: Choices, default: str, hint: str) -> Field:
    """Several of a list, by code or name, with semicolons between them (codes also with blanks)."""

    def read(text: str, values: Values) -> Meaning:
        known = choices(values)
        found = [_one(part, known) for part in _split(text, {choice.value for choice in known})]
        return Meaning(";".join(one.value for one in found), ", ".join(one.label for one in found))

    return Field(name, label, read=read, default=default, hint=hint)


def _split(text: str, codes: set[str]) -> list[str]:
    parts = [part.strip() for part in re.split("[;,]", text) if part.strip()]
    return [
        word
        for part in parts
        for word in (part.split() if all(word.upper() in codes for word in part.split()) else [part])
    ]


def _one(typed: str, known: Sequence[Choice]) -> Choice:
    exact = [choice for choice in known if typed.upper() == choice.value]
    near = exact or matching(known, typed)
    if not near:
        raise CellFault(f"“{typed}” is none of them")
    begins = [choice for choice in near if choice.label.casefold() == typed.casefold()]
    if len(near) > 1 and not exact and len(begins) != 1:
        raise CellFault(f"“{typed}” may be {', '.join(choice.label for choice in near[:3])}")
    return (exact or begins or near)[0]


def _named(office: Office) -> Callable[[str, Values], Meaning]:
    def read(text: str, _: Values) -> Meaning:
        people = [part.strip() for part in text.split(";") if part.strip()]
        said = [person_named(office.desk, one) for one in people]
        return Meaning("; ".join(people), ", ".join(said) if said != people else "")

    return read


def _minutes(text: str, _: Values) -> Meaning:
    if not text.isdecimal() or int(text) > 24 * 60:
        raise CellFault("is a number of minutes before the start")
    return Meaning(text, "minutes before")


def _check(values: Values) -> dict[str, str]:
    people = [values[name] for name in ("chair", "speakers") if values.get(name)]
    listed = {name: [values[name]] if values.get(name) else [] for name in ("categories", "parties")}
    sentence = without_guests(values.get("access", ""), listed["categories"], listed["parties"], people)
    return {"categories" if values.get("access") == "categories" else "parties": sentence} if sentence else {}


def _particulars(values: Values) -> dict[str, Any]:
    found: dict[str, Any] = {name: values[name] for name in ("title", "chair", "note")}
    found |= {"kind": values["kind"] or "session", "access": values["access"] or "open"}
    found |= {
        name: [part.strip() for part in values[name].split(";") if part.strip()]
        for name in ("categories", "parties", "speakers")
    }
    return found | {"doors": int(values["doors"] or 30)}


def _instant(office: Office, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=office.desk.event.zone_info)

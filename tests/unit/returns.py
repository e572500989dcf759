"""A small event, its sessions, people and scans, for tests of attendance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from conclave_desk.domain.event import Category, Event, Gate, Policy, Zone
from conclave_desk.domain.expected import Capacity, Session
from conclave_desk.domain.presence import Pass

PUNE = ZoneInfo("Asia/Kolkata")
LATER = datetime(2023, 12, 1, tzinfo=UTC)
EVENT = Event(
    code="PUNE23",
    kind="conclave",
    title="Conclave of Chiefs",
    host="IND",
    timezone="Asia/Kolkata",
    starts=date(2023, 3, 27),
    ends=date(2023, 3, 29),
    policy=Policy(late_after=15),
    categories=(Category(code="HOD", name="Head", rank=0), Category(code="DEL", name="Delegate", rank=1)),
    zones=(
        Zone(code="SITE", name="Site"),
        Zone(code="PLN", name="Plenary", within="SITE"),
        Zone(code="BOX", name="Box", within="PLN"),
        Zone(code="DIN", name="Dinner", presence="in_only", within="SITE"),
        Zone(code="YARD", name="Yard"),
    ),
    gates=tuple(
        Gate(code=f"G{number}", name=f"Gate {number}", zone=zone)
        for number, zone in enumerate(("SITE", "PLN", "BOX", "DIN"))
    ),
)


def local(time: str, day: int = 28) -> datetime:
    """A time of March 2023 in Pune."""
    hours, minutes, seconds = (int(part) for part in (time + ":00").split(":")[:3])
    return datetime(2023, 3, day, hours, minutes, seconds, tzinfo=PUNE).astimezone(UTC)


def session(starts: str = "09:00", ends: str = "12:00", *, doors: int = 30, **particulars: Any) -> Session:
    """S1 in the plenary hall on the 28th unless told otherwise."""
    begin, end = local(starts), local(ends)
    values: dict[str, Any] = {"code": "S1", "zone": "PLN"} | particulars
    return Session(opens=begin - timedelta(minutes=doors), starts=begin, ends=end, **values)


def person(**particulars: Any) -> Capacity:
    """An accredited Malian with the run of the site, unless told otherwise."""
    values: dict[str, Any] = {
        "nomination": "n1",
        "person": "p1",
        "party": "MLI",
        "category": "DEL",
        "holders": frozenset({"0a"}),
        "zones": ("*",),
        "valid_from": local("00:00", 24),
        "valid_until": local("00:00", 31),
        "family_name": "Samaké",
        "given_name": "Oumar",
    }
    return Capacity(**(values | particulars))


def passes(*lines: str, holder: str = "0a", day: int = 28) -> list[Pass]:
    """Scans from lines like ``in PLN 08:55`` (a ``+1`` behind it is the next day); the scan id counts them."""
    found = []
    for number, line in enumerate(lines):
        way, zone, time, *next_day = line.split()
        at = local(time, day + (int(next_day[0]) if next_day else 0))
        found.append(Pass(holder, zone, way == "in", at, f"s{number}", f"G-{zone}"))
    return found

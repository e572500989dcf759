"""The occasion and what it is made of: parties, categories, zones, gates, venues, policy.

Everything here is a value. Codes are 1-8 of ``A-Z 0-9`` (categories and zones at most 4); dates are local to
``Event.timezone``, an IANA name.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

EVERY_ZONE = "*"
KINDS = ("conclave", "exercise", "exposition", "course", "consultation")
DIRECTIONS = ("in", "out", "both")
REENTRIES = ("free", "passback", "once", "daily")
PRESENCES = ("in_out", "in_only")
BADGE_OR_PIN, BADGE_ALONE = "badge_or_pin", "badge"
GATE_LANGUAGES = ("en", "fr", "ar", "pt", "hi")
PHOTO_POLICIES = ("required", "optional", "none")


class Policy(Struct, frozen=True, kw_only=True):
    """What the host has decided for the whole event. ``override_by`` says what a supervisor shows at a gate."""

    collect: str = "off"
    late_after: int = 15
    override_by: str = BADGE_OR_PIN


AFRICAN_UNION = "AU"
"""Of the codes that ISO 3166 does not have the one whose flag comes with the program."""
NO_FLAG = "none"
"""In place of a country's code: this party is shown without a flag."""
FLAG_FILES = (".svg", ".png", ".jpg", ".jpeg")


def names_a_file(flag: str) -> bool:
    """Whether it is a picture beside event.toml that stands for a party."""
    return flag.lower().endswith(FLAG_FILES)


class Party(Struct, frozen=True, kw_only=True):
    """A State or organisation as the host chooses to name it. ``sort_as`` replaces the name when sorting.

    ``flag`` is the code of the country whose flag stands for it on paper, ``none`` for no flag, a
    file's name for one of the host's own; the party's if empty.
    ``collect_at`` is where its people's badges are handed out.
    """

    code: str
    name: str
    sort_as: str | None = None
    flag: str = ""
    collect_at: str = ""


class Category(Struct, frozen=True, kw_only=True):
    """A kind of participant. ``rank`` is its place in the order of precedence, from 0.

    ``quota`` is the number of slots that a party is offered by default; ``None`` means that no number is set.
    ``escort`` says that gates let such a person in only right after somebody who needs no escort. ``handout`` is what
    such a person is given at a gate that hands things out: a lanyard, a folder, a headset. ``collect_at`` is where badges
    are handed out, unless the party has a place of its own.
    """

    code: str
    name: str
    rank: int
    colour: str = "#444444"
    zones: tuple[str, ...] = ()
    photo: str = "optional"
    quota: int | None = None
    clearance: tuple[str, ...] = ()
    works_sessions: bool = False
    escort: bool = False
    handout: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    collect_at: str = ""


class Zone(Struct, frozen=True, kw_only=True):
    """A protected area. ``within`` names the zone around it; leaving that one ends presence here too."""

    code: str
    name: str
    capacity: int | None = None
    per_party: int | None = None
    floater: bool = False
    within: str | None = None
    presence: str = "in_out"


class Gate(Struct, frozen=True, kw_only=True):
    """An entrance to a zone. All gates of one zone have the same ``reentry``. ``handout``: guards here give people what
    their category is to have, and tick it. ``language`` is that of its screens until a guard chooses another."""

    code: str
    name: str
    zone: str
    direction: str = "both"
    reentry: str = "free"
    handout: bool = False
    language: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """``in``, ``out`` or both; the usual one first."""
        return ("in", "out") if self.direction == "both" else (self.direction,)


class Venue(Struct, frozen=True, kw_only=True):
    """A place where sessions are held."""

    code: str
    name: str
    zone: str | None = None
    capacity: int | None = None


class Event(Struct, frozen=True, kw_only=True):
    """The occasion. ``starts`` and ``ends`` are its first and last day, both included.

    ``emblem`` names a picture beside event.toml, ``emergency`` what to call when (``Medical +91 20 …``); both stand on badges.
    ``day_ends`` is the local time, ``HH:MM`` up to ``24:00`` or beyond midnight (``03:00``), at which a day's
    presence is cut off.
    """

    code: str
    kind: str
    title: str
    host: str
    timezone: str
    starts: date
    ends: date
    inviting_authority: str = ""
    city: str = ""
    badges_from: date | None = None
    badges_until: date | None = None
    languages: tuple[str, ...] = ("en",)
    linked: tuple[str, ...] = ()
    emblem: str = ""
    emergency: tuple[str, ...] = ()
    day_ends: str = "24:00"
    policy: Policy = Policy()
    parties: tuple[Party, ...] = ()
    categories: tuple[Category, ...] = ()
    zones: tuple[Zone, ...] = ()
    gates: tuple[Gate, ...] = ()
    venues: tuple[Venue, ...] = ()

    @property
    def zone_info(self) -> ZoneInfo:
        """The event's time zone."""
        return zone_info(self.timezone)

    def category(self, code: str) -> Category | None:
        """The category of that code."""
        return next((c for c in self.categories if c.code == code), None)

    def zone(self, code: str) -> Zone | None:
        """The zone of that code."""
        return next((z for z in self.zones if z.code == code), None)

    def gate(self, code: str) -> Gate | None:
        """The gate of that code."""
        return next((g for g in self.gates if g.code == code), None)

    def venue(self, code: str) -> Venue | None:
        """The venue of that code."""
        return next((v for v in self.venues if v.code == code), None)

    def collection_point(self, party: str, category: str) -> str:
        """Where the badge of such a person is handed out; blank if nothing was said."""
        place = next((known.collect_at for known in self.parties if known.code == party), "")
        known = self.category(category)
        return place or (known.collect_at if known else "")

    def zones_within(self, code: str) -> frozenset[str]:
        """The zone itself and all zones inside it, however deep."""
        inside = {code}
        while grown := {z.code for z in self.zones if z.within in inside} - inside:
            inside |= grown
        return frozenset(inside)


@lru_cache(maxsize=64)
def zone_info(name: str) -> ZoneInfo:
    """The time zone of an IANA name; ``ZoneInfoNotFoundError`` if there is none."""
    return ZoneInfo(name)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """00:00 of that local day, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """24:00 of that local day, in UTC (a day of a clock change has 23 or 25 hours)."""
    return start_of_day(day + timedelta(days=1), zone)


def day_cut_off(event: Event, day: date) -> datetime:
    """The instant, in UTC, at which presence of the event's day ``day`` is cut off.

    ``day_ends`` at or before 12:00 means the small hours of the following calendar day.
    """
    hours, minutes = (int(part) for part in event.day_ends.split(":"))
    if hours * 60 + minutes <= 12 * 60:
        hours += 24
    day += timedelta(days=hours // 24)
    return datetime.combine(day, time(hours % 24, minutes), event.zone_info).astimezone(UTC)


def day_of(event: Event, at: datetime) -> date:
    """The event's day that the instant ``at`` (aware) belongs to, by ``day_ends``."""
    day = at.astimezone(event.zone_info).date() - timedelta(days=1)
    while at >= day_cut_off(event, day):
        day += timedelta(days=1)
    return day

"""The desk of which the pictures in the README are taken: the Pune conclave on its second day, at 10:20.

Everything that is publicly known is as in the sample. For the awaited names of 18 heads of delegation stand generated
people, who say so in their appointment. Numbers are drawn from a seed, so that the pictures stay the same.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from conclave_desk.bootstrap import make_desk, open_desk, station_of
from conclave_desk.config import Config
from conclave_desk.desk import (
    accreditation,
    amending,
    attendance,
    badges,
    floaters,
    invitations,
    nominations,
    programme,
)
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import faces
from conclave_desk.desk.load import load
from conclave_desk.desk.nominations import Proposal
from conclave_desk.desk.precedence import party_names
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.exchange.folder import read_folder
from conclave_desk.exchange.generated import _FAMILY, _GIVEN
from conclave_desk.exchange.samples import sample_folder
from conclave_desk.gate.scan import Scan
from conclave_desk.registers import accreditations
from conclave_desk.registers import nominations as people
from conclave_desk.registers.views import Nomination

OFFICER = "Protocol"
NOW = datetime(2023, 3, 28, 4, 50, tzinfo=UTC)
"""10:20 in Pune, while the first session runs."""
_SEED = 23
_HEADS = 18
_RANKS = ("General", "Lieutenant General", "Major General", "Brigadier General")
_NAMES = [name for name in _FAMILY if not any(map(unicodedata.combining, name))]
"""An SVG's letters do not stand in cells, as a terminal's do: a mark of its own would move the rest of the line."""
_EARLY = datetime(2023, 3, 18, 5, 0, tzinfo=UTC)


@dataclass
class Steady(Desk):
    """A desk that draws the same numbers every time, on a machine without a name."""

    draw: random.Random = field(default_factory=lambda: random.Random(_SEED))

    def new_id(self) -> str:
        """As a UUIDv7 of the desk's own time."""
        milliseconds = int(self.now().timestamp() * 1000)
        number = (
            milliseconds << 80 | 0x7 << 76 | self.draw.getrandbits(12) << 64 | 0b10 << 62 | self.draw.getrandbits(62)
        )
        return str(UUID(int=number))

    def new_holder_number(self) -> str:
        """From the seed."""
        return self.draw.randbytes(5).hex()


def make(path: Path) -> None:
    """The desk file, with ten days of work and a morning at the gates."""
    config = Config(desk=path, officer=OFFICER, now=_EARLY)
    read = read_folder(sample_folder("pune-2023"))
    make_desk(config, read.event)
    with open_desk(config) as opened:
        known = {one.name: getattr(opened, one.name) for one in fields(Desk) if one.init}
        desk = Steady(**known | {"where": "desk"})
        load(desk, read)
        _Story(desk).tell()


class _Story:
    """What officers and guards did, day by day."""

    def __init__(self, desk: Steady) -> None:
        self._desk = desk

    def _at(self, day: int, hour: int, minute: int = 0) -> None:
        """From then on it is that time in Pune, in March."""
        at = datetime(2023, 3, day, hour, minute, tzinfo=self._desk.event.zone_info).astimezone(UTC)
        self._desk.clock = lambda: at

    def _did(self, decision: Decision) -> Decided:
        assert isinstance(decision, Decided), decision
        return decision

    def tell(self) -> None:
        """All of it."""
        self._at(20, 10)
        heads = self._heads_are_named()
        self._at(22, 11)
        cleared = self._review(heads)
        self._at(24, 15)
        self._badges(cleared)
        self._at(26, 17)
        self._programme()
        self._at(27, 21)
        self._did(attendance.sign(self._desk, datetime(2023, 3, 27, tzinfo=UTC).date()))
        self._morning(cleared)

    def _heads_are_named(self) -> list[Nomination]:
        """Generated people take the awaited slots, each by a note verbale, with a flight."""
        desk = self._desk
        db = desk.journal.db
        awaited = [one for one in people.all_of(db) if not one.named and one.category == "HOD"][:_HEADS]
        for number, slot in enumerate(awaited):
            cells = {
                "rank": _RANKS[number % len(_RANKS)],
                "given_name": _GIVEN[number % len(_GIVEN)],
                "family_name": _NAMES[(number * 5) % len(_NAMES)],
                "appointment": "Generated participant",
                "service": "Army",
                "paper_kind": "note_verbale",
                "paper_number": f"NV {100 + number}/23",
                "paper_date": "2023-03-20",
                "arrives_at": f"2023-03-{26 + number % 3} {9 + number % 8:02}:{number * 5 % 60:02}",
                "arrives_by": f"AI {300 + number}",
            }
            self._did(amending.amend(desk, slot.id, cells))
        self._did(invitations.add(desk, "PUNE/23/055", "BRA", {"HOD": 1, "DEL": 1}, addressee="Commander of the Army"))
        return [one for one in people.all_of(db) if one.named]

    def _review(self, heads: Sequence[Nomination]) -> list[Nomination]:
        """Most pass every step; some wait for one, one failed it, one is suspended later."""
        desk, cleared = self._desk, []
        for number, person in enumerate(heads):
            category = desk.event.category(person.category)
            steps = category.clearance if category else ()
            waits = number % 6 == 5
            for step in steps[:-1] if waits else steps:
                self._did(accreditation.clear(desk, person.id, step, "passed", paper=person.paper.get("number", "")))
            if not waits:
                self._did(accreditation.grant(desk, person.id))
                cleared.append(person)
        failed = next(one for one in heads if one not in cleared)
        self._did(accreditation.clear(desk, failed.id, "protocol", "failed"))
        return cleared

    def _badges(self, cleared: Sequence[Nomination]) -> None:
        """Issued, printed, most handed out; one replaced, one suspended; floaters and a liaison officer for Mali."""
        desk = self._desk
        self._did(badges.issue(desk, [person.id for person in cleared]))
        self._did(badges.printed(desk, accreditations.badges(desk.journal.db)))
        for person in cleared[:-3]:
            self._did(badges.collect(desk, [self._serial(person)]))
        self._did(badges.replace(desk, self._serial(cleared[4])))
        self._did(accreditation.suspend(desk, cleared[6].id))
        self._did(floaters.assign(desk, "MLI", 2, ["PLN"]))
        self._did(amending.amend(desk, "Pande", {"accompanies": "MLI"}))
        late = Proposal(
            "IND", "STF", {"rank": "Major", "family_name": "Ypsilánti", "appointment": "Generated participant"}
        )
        self._did(nominations.add(desk, late))

    def _serial(self, person: Nomination) -> str:
        return badges.serial_of(accreditations.badges_of(self._desk.journal.db, person.id)[-1])

    def _programme(self) -> None:
        desk = self._desk
        begin = datetime(2023, 3, 28, 11, 45, tzinfo=desk.event.zone_info)
        hour = timedelta(hours=1)
        bilateral = {"item": "bilateral", "venue": "GROUND", "access": "invited", "parties": ["MLI", "IND"]}
        self._did(programme.add(desk, "B1", "India and Mali", begin, begin + hour, **bilateral))
        self._did(programme.release(desk, "As sent to the missions"))
        press = {"item": "session", "venue": "GROUND"}
        self._did(programme.add(desk, "P1", "Press", begin + hour, begin + 2 * hour, **press))

    def _morning(self, cleared: Sequence[Nomination]) -> None:
        """They come in by the main entrance, some to the lounge; a replaced badge and a shopping list are stopped."""
        desk = self._desk
        at = datetime(2023, 3, 28, 9, 28, tzinfo=desk.event.zone_info).astimezone(UTC)
        held = [accreditations.badges_of(desk.journal.db, person.id) for person in cleared]
        desk.clock = lambda: at
        codes = [face.payload for face in faces(desk, [one[0] for one in held], party_names(desk.event))]
        station = station_of(desk)
        main, lounge = (gate.code for gate in desk.event.gates[:2])
        for number, code in enumerate(codes[:-2]):
            at += timedelta(seconds=95 + number * 7)
            station.scan(Scan(code, main))
            if number % 5 == 2:
                at += timedelta(seconds=20)
                station.scan(Scan(code, lounge))
        at += timedelta(seconds=40)
        station.scan(Scan("https://example.org/menu", main))

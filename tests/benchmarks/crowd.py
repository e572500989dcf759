"""A desk with 100,000 generated people between nomination and gate, written straight into the registers: the journal
is not what is measured."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from conclave_desk.bootstrap import open_desk
from conclave_desk.domain.person import same_name, searched_as
from conclave_desk.exchange.countries import iso_countries
from conclave_desk.exchange.generated import _FAMILY, _GIVEN, write_generated
from conclave_desk.registers.moments import to_text

from .desks import BEFORE, MORNING, config, founded

PEOPLE = 100_000
_STATES = 200
_BEFORE, _MORNING = to_text(BEFORE), to_text(MORNING)
_FROM, _UNTIL = "2023-03-26T18:30:00.000000+00:00", "2023-03-30T18:30:00.000000+00:00"
_PERSON = """
INSERT INTO nominations (id, person, party, invitation, category, slot, role, named, status, rank, given_name,
    family_name, badge_name, native_name, post_nominals, service, appointment, precedence, sex, nationality, languages,
    marks, note, folded, searched, zones, accompanies, external_id, travel, paper)
VALUES (?, ?, ?, ?, 'DEL', '', ?, 1, ?, 'Colonel', ?, ?, '', '', '', 'Army', 'Generated participant', '', '', '', '',
    '', 'generated', ?, ?, '[]', '', '', ?, ?)
"""


def desk_of(path: Path) -> Path:
    """That many people of 200 States: of ten, seven are accredited, six have a badge, five a collected one, four came.

    Made once: what has been made for another benchmark of the same run is taken as it is.
    """
    if path.exists():
        return path
    folder = path.with_suffix(".folder")
    write_generated(folder, 50, 7)
    founded(path, folder)
    draw = random.Random(7)
    with open_desk(config(path)) as desk, desk.journal.transaction():
        codes = sorted(iso_countries().codes)[:_STATES]
        _invite(desk.journal.db, codes)
        for number, party in enumerate(_parties(draw, codes)):
            _take_in(desk.journal.db, draw, number, party)
    return path


def _parties(draw: random.Random, codes: list[str]) -> Iterator[str]:
    """Each State's head comes first."""
    yield from codes
    for _ in range(PEOPLE - len(codes)):
        yield draw.choice(codes)


def _invite(db: sqlite3.Connection, codes: list[str]) -> None:
    for number, party in enumerate(codes):
        db.execute(
            "INSERT INTO invitations VALUES (?, ?, ?, 'Chief', 'Host', 'Embassy', '2023-01-05', '2023-02-15', 'chief',"
            """ '{"DEL":500}', 'accepted', '2023-02-01', 'principal', 'NV 1', '')""",
            (f"i{party}", f"GEN/23/{number:03}", party),
        )


def _take_in(db: sqlite3.Connection, draw: random.Random, number: int, party: str) -> None:
    person, lot = f"n{number:06}", draw.random()
    given, family = draw.choice((*_GIVEN, "Þorvaldsson", "Łukasz")), draw.choice(_FAMILY)
    status = "accredited" if lot < 0.7 else "nominated"
    paper = '{"kind":"letter","number":"1"}' if number % 10 else "{}"
    travel = '{"arrives_at":"2023-03-26 10:00","arrives_by":"AI 1"}' if number % 10 else "{}"
    role = "principal" if number < _STATES else "member"
    others = ("Colonel", "Army", "Generated participant")
    names = (given, family, same_name(given, family), searched_as((given, family), others))
    db.execute(_PERSON, (person, f"p{number:06}", party, f"i{party}", role, status, *names, travel, paper))
    steps = ("paper", "security", "protocol")[: 3 if lot < 0.75 else draw.randrange(4)]
    for step in steps:
        db.execute("INSERT INTO clearances VALUES (?, ?, 'passed', 'bench', '', NULL, ?)", (person, step, _BEFORE))
    if lot >= 0.7:
        return
    holder = sha256(person.encode()).hexdigest()[:10]
    db.execute(
        "INSERT INTO accreditations VALUES (?, ?, 'DEL', '[\"PLN\"]', ?, ?, 'granted', ?, 0, ?, NULL, NULL)",
        (person, holder, _FROM, _UNTIL, paper, _BEFORE),
    )
    if lot < 0.6:
        printed, collected = (_BEFORE if lot < share else None for share in (0.55, 0.5))
        db.execute(
            "INSERT INTO badges (holder, issue, nomination, issued_at, printed, printed_at, collected_at)"
            " VALUES (?, 1, ?, ?, ?, ?, ?)",
            (holder, person, _BEFORE, printed is not None, printed, collected),
        )
    if lot < 0.4:
        db.execute(
            "INSERT INTO scans (issuer, holder, at, scan_id, gate, zone, direction, method, verdict, reason, issue,"
            " party, category, day, leaves, chain, offline, clock_back, floater, annulled)"
            " VALUES ('GENER23', ?, ?, ?, 'G1', 'PLN', 'in', 'qr', 'admitted', '', 1, ?, 'DEL', '2023-03-28', '[]',"
            " 'station:local', 0, 0, '', '')",
            (holder, _MORNING, person, party),
        )
        db.execute(
            "INSERT INTO presence VALUES ('GENER23', ?, 'PLN', ?, '2023-03-28', ?, ?, 1)",
            (holder, party, _MORNING, person),
        )

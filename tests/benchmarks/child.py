"""Tasks whose memory is measured, each in a fresh process: ``python -m tests.benchmarks.child load DESK FOLDER``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk.desk import Desk

from .measure import peak_megabytes

BEFORE, MORNING = datetime(2023, 3, 20, 6, tzinfo=UTC), datetime(2023, 3, 28, 5, tzinfo=UTC)


def load(desk_file: str, folder: str) -> int:
    """Bring an event folder into a desk that has just been made."""
    from conclave_desk.desk.load import load as bring_in
    from conclave_desk.exchange.folder import read_folder

    with open_desk(Config(desk=Path(desk_file), officer="bench")) as desk:
        return bring_in(desk, read_folder(Path(folder))).new


def rebuild(desk_file: str) -> int:
    """Draw the registers again."""
    from conclave_desk.registers.rebuild import rebuild as drawn

    with open_desk(Config(desk=Path(desk_file), officer="bench")) as desk:
        return drawn(desk.journal, desk.projection())


def print_(desk_file: str, path: str) -> int:
    """Print all badges once more."""
    from conclave_desk.desk.faces import event_face, faces_of
    from conclave_desk.desk.precedence import party_names
    from conclave_desk.desk.pressing import PressRun, press_run
    from conclave_desk.printing.badge import print_badges
    from conclave_desk.printing.designs import load_design

    with open_desk(Config(desk=Path(desk_file), officer="bench")) as desk, Path(path).open("wb") as out:
        run = press_run(desk, reprint=True)
        assert isinstance(run, PressRun)
        faces = faces_of(desk, run.chosen, party_names(desk.event))
        return print_badges(faces, event_face(desk), out, design=load_design("a6-portrait")).count


def _reading(read: Callable[[Desk], object], now: datetime = MORNING) -> Callable[[str], int]:
    """What is read of a desk; returns the microseconds of CPU that it takes."""

    def task(desk_file: str) -> int:
        with open_desk(Config(desk=Path(desk_file), officer="bench", now=now)) as desk:
            begun = process_time()
            read(desk)
            return round((process_time() - begun) * 1e6)

    return task


def _everybody(desk: Desk) -> object:
    from conclave_desk.registers import nominations

    return nominations.all_of(desk.journal.db)


def _headline(desk: Desk) -> object:
    from conclave_desk.desk.status import headline

    return headline(desk)


def _overview(desk: Desk) -> object:
    from conclave_desk.desk.overview import overview

    return overview(desk)


def _delegations(desk: Desk) -> object:
    from conclave_desk.desk.delegation_list import all_delegations

    return all_delegations(desk)


def _reviews(desk: Desk) -> object:
    from conclave_desk.desk.review_list import WAITING, ReviewList

    return ReviewList(desk).of(WAITING)[:45]


def reviews_again(desk_file: str) -> int:
    """The lists of review once more, after a step was recorded."""
    from conclave_desk.desk import accreditation
    from conclave_desk.desk.review_list import WAITING, ReviewList

    with open_desk(Config(desk=Path(desk_file), officer="bench", now=MORNING)) as desk:
        lists = ReviewList(desk)
        person = lists.of(WAITING)[0]
        accreditation.clear(desk, person.id, lists.waits(person)[0], "deferred")
        begun = process_time()
        lists.of(WAITING)[:45]
        return round((process_time() - begun) * 1e6)


_SESSION = """
INSERT INTO sessions (code, title, kind, venue, starts, ends, access, categories, parties, chair, speakers, doors, note,
    status)
VALUES ('S1', 'Opening', 'session', 'HALL', ?, ?, 'open', '[]', '[]', '', '[]', 30, '', 'scheduled')
"""


class _Undone(Exception):
    """Ends a transaction whose session is to leave no trace."""


def _at_a_session(desk: Desk, task: Callable[[Desk], object]) -> object:
    from conclave_desk.registers.moments import to_text

    found: object = None
    try:
        with desk.journal.transaction():
            hours = (to_text(MORNING), to_text(MORNING + timedelta(hours=2)))
            desk.journal.db.execute(_SESSION, hours)
            found = task(desk)
            raise _Undone
    except _Undone:
        return found


def _attendance(desk: Desk) -> object:
    from conclave_desk.desk.attendance_board import Board

    return _at_a_session(desk, Board.counted)


def _attendance_page(desk: Desk) -> object:
    """Mode 8 by person, before anybody is counted: the rows of a page."""
    from conclave_desk.desk.attendance_board import scopes
    from conclave_desk.desk.attendance_list import Everybody, person_lines

    def page(desk: Desk) -> object:
        people = Everybody(desk)[50_000:50_090]
        return person_lines(desk, [one.id for one in people], scopes(desk), rows=False)

    return _at_a_session(desk, page)


def _badges(desk: Desk) -> object:
    from conclave_desk.desk.badge_list import COLLECTED, BadgeList

    return BadgeList(desk).of(COLLECTED)[:45]


TASKS: dict[str, Callable[..., int]] = {
    "load": load,
    "rebuild": rebuild,
    "print": print_,
    "nothing": _reading(lambda _: None),
    "everybody": _reading(_everybody),
    "headline": _reading(_headline),
    "overview_before": _reading(_overview, BEFORE),
    "overview_during": _reading(_overview),
    "delegations": _reading(_delegations),
    "reviews": _reading(_reviews),
    "reviews_again": reviews_again,
    "badges": _reading(_badges),
    "attendance": _reading(_attendance),
    "attendance_page": _reading(_attendance_page),
}


def main() -> None:
    """Do the task and report what it took."""
    task, *arguments = sys.argv[1:]
    begun = perf_counter()
    count = TASKS[task](*arguments)
    took, times = perf_counter() - begun, os.times()
    cpu = times.user + times.system + times.children_user + times.children_system
    print(json.dumps({"count": count, "seconds": took, "cpu": cpu, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main()

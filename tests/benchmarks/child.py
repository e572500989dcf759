"""Tasks whose memory is measured, each in a fresh process: ``python -m tests.benchmarks.child load DESK FOLDER``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config

from .measure import peak_megabytes


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
        return print_badges(faces, event_face(desk.event), out, design=load_design("a6-portrait")).count


TASKS: dict[str, Callable[..., int]] = {"load": load, "rebuild": rebuild, "print": print_}


def main() -> None:
    """Do the task and report what it took."""
    task, *arguments = sys.argv[1:]
    begun = perf_counter()
    count = TASKS[task](*arguments)
    print(json.dumps({"count": count, "seconds": perf_counter() - begun, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main()

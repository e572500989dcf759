"""A folder that is loaded again brings decisions, and what follows from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from conclave_desk.bootstrap import make_desk, open_desk
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges
from conclave_desk.desk.load import load
from conclave_desk.errors import WrongData
from conclave_desk.exchange.folder import read_folder
from conclave_desk.exchange.samples import sample_folder
from conclave_desk.registers import accreditations, invitations, nominations


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Pune sample that a test may change."""
    copy = tmp_path / "pune"
    copy.mkdir()
    for file in sample_folder("pune-2023").glob("*.*"):
        (copy / file.name).write_bytes(file.read_bytes())
    return copy


def changed(folder: Path, table: str, old: str, new: str) -> None:
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_party_that_cancels_in_the_file_loses_its_badges_as_it_would_at_the_desk(
    tmp_path: Path, folder: Path
) -> None:
    config = Config(desk=tmp_path / "pune.desk", officer="Protocol")
    make_desk(config, read_folder(folder).event)
    with open_desk(config) as desk:
        load(desk, read_folder(folder))
        mali = next(i for i in invitations.all_of(desk.journal.db, party="MLI"))
        for person in nominations.all_of(desk.journal.db, party="MLI"):
            for step in ("paper", "security", "protocol"):
                accreditation.clear(desk, person.id, step, "passed")
            accreditation.grant(desk, person.id)
        badges.issue(desk, (), all_accredited=True)
        lines = (folder / "invitations.csv").read_text(encoding="utf-8").splitlines()
        lines = [line.replace("accepted", "cancelled") if line.startswith(mali.reference) else line for line in lines]
        (folder / "invitations.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        lines = (folder / "nominations.csv").read_text(encoding="utf-8").splitlines()
        lines = [line.replace("nominated", "withdrawn") if line.startswith(mali.reference) else line for line in lines]
        (folder / "nominations.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        load(desk, read_folder(folder))
        people = nominations.all_of(desk.journal.db, party="MLI")
        assert {person.status for person in people} == {"withdrawn"}
        held = [badge for person in people for badge in accreditations.badges_of(desk.journal.db, person.id)]
        assert {badge.status_at(desk.now()) for badge in held} == {"revoked"}


def test_one_row_that_cannot_be_loaded_leaves_everything_as_it_was(tmp_path: Path, folder: Path) -> None:
    config = Config(desk=tmp_path / "pune.desk", officer="Protocol")
    make_desk(config, read_folder(folder).event)
    with open_desk(config) as desk:
        load(desk, read_folder(folder))
        before = desk.journal.head()
        changed(folder, "nominations", "Goïta", "Samaké")
        changed(folder, "nominations", "Moussa", "Mamadou")
        with pytest.raises(WrongData):
            load(desk, read_folder(folder))
        assert desk.journal.head() == before

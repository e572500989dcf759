"""Desk files and key files: what is one, what is not, and what is said about it."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conclave_desk.bootstrap import make_desk, open_desk
from conclave_desk.config import Config
from conclave_desk.desk import invitations
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided
from conclave_desk.domain.event import Event
from conclave_desk.errors import ConclaveError, MachineFault, WrongData, WrongUse
from conclave_desk.journal import connection
from conclave_desk.journal.keyfile import beside, create, load
from conclave_desk.journal.store import Journal
from conclave_desk.registers import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Office


def say_why_not(config: Config) -> str:
    with pytest.raises(WrongData) as fault, open_desk(config):
        pass
    assert fault.value.code == 3
    return fault.value.message


@pytest.mark.parametrize(
    "content", [b"", b"reference,party\n", bytes(4096), b"SQLite format 2\x00" + bytes(100)], ids=len
)
def test_a_file_that_is_no_database_is_no_desk_file(config: Config, content: bytes) -> None:
    config.desk.write_bytes(content)
    assert say_why_not(config) == f"{config.desk}: is no desk file; name a file that `init` made"
    assert config.desk.read_bytes() == content


def test_a_database_that_breaks_off_or_is_scrambled_is_damaged(config: Config) -> None:
    config.desk.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert "is damaged or no desk file" in say_why_not(config)


def test_another_programs_database_is_no_desk_file_and_stays_as_it_was(config: Config) -> None:
    other = sqlite3.connect(config.desk)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    before = config.desk.read_bytes()

    assert say_why_not(config).endswith("is an SQLite file, but no desk file; name a file that `init` made")

    assert config.desk.read_bytes() == before
    assert list(config.desk.parent.iterdir()) == [config.desk]


def test_a_desk_file_of_a_newer_program_is_left_to_it(desk: Desk, config: Config) -> None:
    desk.journal.db.execute(f"PRAGMA user_version = {connection.SCHEMA + 1}")
    assert "made by a newer conclave-desk (schema 2); install that one" in say_why_not(config)


def test_a_missing_file_says_how_to_make_one(config: Config) -> None:
    with (
        pytest.raises(WrongUse, match="no such desk file; make one with `conclave-desk init") as fault,
        open_desk(config),
    ):
        pass
    assert fault.value.code == 2
    assert not config.desk.exists()


def test_a_folder_is_no_desk_file(tmp_path: Path) -> None:
    with pytest.raises(WrongData, match="is a folder, no desk file"):
        Journal.open(tmp_path)


def test_a_new_desk_goes_over_no_file_that_is_there(config: Config, event: Event) -> None:
    config.desk.write_text("the only copy")
    with pytest.raises(ConclaveError, match="is there already") as fault:
        make_desk(config, event)
    assert fault.value.code == 1
    assert config.desk.read_text() == "the only copy"
    assert not beside(config.desk).exists()


def test_a_new_desk_goes_over_no_key_that_is_there(config: Config, event: Event) -> None:
    beside(config.desk).write_text("the only key")
    with pytest.raises(ConclaveError, match="is there already"):
        make_desk(config, event)
    assert beside(config.desk).read_text() == "the only key"
    assert not config.desk.exists()


def test_a_new_desk_is_two_files_and_its_key_is_for_its_owner_alone(config: Config, event: Event) -> None:
    make_desk(config, event)
    assert {path.name for path in config.desk.parent.iterdir()} == {"pune.desk", "pune.desk.key"}
    assert stat.S_IMODE(beside(config.desk).stat().st_mode) == 0o600


def test_a_closed_desk_leaves_no_log_behind(config: Config, founded: Path) -> None:
    shutil.copy(founded, config.desk)
    shutil.copy(beside(founded), beside(config.desk))
    with open_desk(config) as first, open_desk(config) as second:
        invitations.add(first, "INV/MLI", "MLI", {})
        invitations.add(second, "INV/KEN", "KEN", {})
        assert config.desk.with_name("pune.desk-wal").exists()
    left = {path.name for path in config.desk.parent.iterdir()}
    assert left == {"pune.desk", "pune.desk.key", "pune.desk.lock"}


def test_what_one_desk_writes_the_other_reads_at_once(desk: Desk, config: Config) -> None:
    with open_desk(config) as other:
        invitations.add(desk, "INV/MLI", "MLI", {})
        assert invitations.send(other, "INV/MLI")


def test_an_invitation_needs_no_key_but_a_name_does(office: Office, config: Config) -> None:
    beside(config.desk).unlink()
    office.invite(DEL=1)
    with pytest.raises(WrongUse, match="the key file is missing; put it back beside the desk file"):
        office.nominate("Oumar Diarra")
    assert office.desk.journal.db.execute("SELECT count(*) FROM nominations").fetchone()[0] == 0


def test_another_desks_key_file_is_the_wrong_one(office: Office, config: Config) -> None:
    beside(config.desk).unlink()
    create(beside(config.desk), None)
    office.invite(DEL=1)
    with pytest.raises(WrongData, match="the key file belongs to another desk file"):
        office.nominate("Oumar Diarra")


@pytest.mark.parametrize("content", [b"", b"not a key", b'{"format":1}', b'{"format":1,"secret":"!"}'])
def test_a_key_file_that_is_none_is_wrong_data(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.key"
    path.write_bytes(content)
    with pytest.raises(WrongData, match="is no key file"):
        load(path, None)


def test_a_key_file_of_a_newer_program_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "x.key"
    path.write_bytes(b'{"format":2,"secret":"AAAA"}')
    with pytest.raises(WrongData, match="was made by a newer conclave-desk"):
        load(path, None)


def test_a_passphrase_locks_the_key_file(config: Config, event: Event, office_of: Callable[[Desk], Office]) -> None:
    locked = replace(config, passphrase="mango season")
    make_desk(locked, event)
    secret = load(beside(config.desk), "mango season")
    assert b64encode(secret) not in beside(config.desk).read_bytes()

    with open_desk(locked) as desk:
        office_of(desk).invite(DEL=2)
        office_of(desk).nominate("Oumar Diarra")
    mistyped = replace(config, passphrase="Mango season")
    with open_desk(mistyped) as desk, pytest.raises(WrongData, match="CONCLAVE_PASSPHRASE does not open it"):
        office_of(desk).nominate("Kéba Sangaré")
    with open_desk(config) as desk, pytest.raises(WrongUse, match="is locked; set CONCLAVE_PASSPHRASE"):
        office_of(desk).nominate("Kéba Sangaré")


def test_a_key_file_is_made_once(tmp_path: Path) -> None:
    secret = create(tmp_path / "x.key", None)
    assert len(secret) == 32
    with pytest.raises(MachineFault, match="the key file cannot be made"):
        create(tmp_path / "x.key", None)
    assert load(tmp_path / "x.key", None) == secret


@pytest.mark.parametrize(
    "older",
    [
        "UPDATE drawn_as SET version = 'an older one'; ALTER TABLE nominations DROP COLUMN note",
        "DROP TABLE drawn_as; DROP TABLE handouts",
    ],
    ids=["other registers", "fewer registers, which did not say their version yet"],
)
def test_registers_of_another_version_are_drawn_again_when_the_desk_opens(
    office: Office, config: Config, older: str
) -> None:
    office.invite(DEL=1)
    office.nominate("Oumar Diarra")
    db = office.desk.journal.db
    before = schema.digest(db)
    db.executescript(older)
    with open_desk(config) as again:
        assert schema.is_current(again.journal.db)
        assert schema.digest(again.journal.db) == before


def test_nothing_is_written_into_a_file_that_was_taken_away_under_an_open_desk(desk: Desk, config: Config) -> None:
    away = config.desk.with_name("away.desk")
    config.desk.rename(away)
    with pytest.raises(MachineFault, match="moved, deleted or replaced"):
        invitations.add(desk, "INV/MLI", "MLI", {})
    shutil.copy(away, config.desk)
    with pytest.raises(MachineFault, match="open the file that is to be used"):
        invitations.add(desk, "INV/MLI", "MLI", {})
    away.replace(config.desk)
    assert isinstance(invitations.add(desk, "INV/MLI", "MLI", {}), Decided)

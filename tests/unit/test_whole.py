"""Files are replaced whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from conclave_desk.errors import MachineFault
from conclave_desk.whole import whole_file

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, rights and devices as POSIX has them")


def stopped_halfway(path: Path) -> None:
    with whole_file(path) as out:
        out.write(b"of to")
        raise KeyboardInterrupt


def test_the_old_file_stands_and_nothing_lies_beside_it_when_writing_stops_halfway(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text("of yesterday")
    with pytest.raises(KeyboardInterrupt):
        stopped_halfway(path)
    assert path.read_text() == "of yesterday"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_in_the_midst_of_it_meets_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text("of yesterday")
    with whole_file(path) as out:
        out.write(b"of today")
        out.flush()
        assert path.read_text() == "of yesterday"
    assert path.read_text() == "of today"


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(MachineFault, match=r"nowhere.return\.csv: cannot be written \("),
        whole_file(tmp_path / "nowhere" / "return.csv"),
    ):
        pass


@POSIX
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    link = tmp_path / "latest.csv"
    path.write_text("of yesterday")
    link.symlink_to(path)
    with whole_file(link) as out:
        out.write(b"of today")
    assert link.is_symlink()
    assert path.read_text() == "of today"


@POSIX
def test_a_private_file_is_its_owners_alone_even_where_the_old_one_was_not(tmp_path: Path) -> None:
    path = tmp_path / "register.pdf"
    path.touch(0o644)
    with whole_file(path, private=True) as out:
        out.write(b"names")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@POSIX
def test_a_device_is_written_to_and_stays_a_device() -> None:
    with whole_file("/dev/null") as out:
        out.write(b"names")
    assert Path("/dev/null").is_char_device()

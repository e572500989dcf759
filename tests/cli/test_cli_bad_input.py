"""Whatever is wrong with what was handed in: one clear line a fault, the right exit code, nothing changed."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

Folder = Callable[..., Path]

INVITED = "reference,party,slots,status\n"
NAMED = "invitation,party,category,family_name,date_of_birth,status,photo\n"
FAULTY: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "a broken TOML": ({"event": "[event\ncode = 1"}, ["event.toml:1:"]),
    "an event without a title": (
        {"event": '[event]\ncode = "PUNE23"\n'},
        ["event.toml:1:event.title: the key is missing"],
    ),
    "a missing column": (
        {"nominations": "invitation,party,family_name\nINV/MLI,MLI,A\n"},
        ["nominations.csv:1:category", "nominations.csv:1:status"],
    ),
    "an unknown column": (
        {"nominations": "invitation,party,category,status,shoe_size\n,IND,STF,nominated,44\n"},
        ["nominations.csv:1:shoe_size"],
    ),
    "an unknown country": (
        {"invitations": INVITED + "A,XYZ,,sent\nB,MLY,,sent\n"},
        ["invitations.csv:2:party", "invitations.csv:3:party"],
    ),
    "an unknown category": (
        {"nominations": NAMED + ",IND,VIP,A,,nominated,\n"},
        ["nominations.csv:2:category"],
    ),
    "a date that is none": (
        {"nominations": NAMED + ",IND,STF,A,1980-02-30,nominated,\n"},
        ["nominations.csv:2:date_of_birth: 1980-02-30 is not in the calendar"],
    ),
    "a duplicate reference": (
        {"invitations": INVITED + "A,MLI,,sent\nA,NER,,sent\n"},
        ["invitations.csv:3:reference"],
    ),
    "a nomination for a regretted invitation": (
        {"nominations": NAMED + "INV/TCD,TCD,DEL,Deby,,nominated,\n"},
        ["nominations.csv:2:invitation", "is regretted"],
    ),
    "Latin-1": (
        {"nominations": (NAMED + ",IND,STF,Traoré,,nominated,\n").encode("latin-1")},
        ["nominations.csv:2:", "UTF-8"],
    ),
    "an empty file": ({"nominations": ""}, ["nominations.csv::"]),
    "no file but zeros": ({"nominations": b"\0" * 4096}, ["nominations.csv:"]),
    "a photo that is not there": (
        {"nominations": NAMED + ",IND,STF,A,,nominated,nobody.jpg\n"},
        ["nominations.csv:2:photo"],
    ),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_folder_is_not_loaded_and_every_faulty_cell_is_named(
    founded: Program, folder_of: Folder, what: str
) -> None:
    tables, places = FAULTY[what]
    folder_of(founded.folder / "event", **tables)
    for words in (("load", "event"), ("load", "event", "--dry-run")):
        said = founded.refused(*words, code=3)
        for place in places:
            assert place in said, said
    assert founded.read("status")["people"]["nominated"] == 0


def test_all_faults_of_all_files_are_named_at_once(founded: Program, folder_of: Folder) -> None:
    folder_of(
        founded.folder / "event",
        invitations=INVITED + "A,XYZ,,sent\n",
        nominations=NAMED + ",IND,VIP,A,yesterday,nominated,\n,IND,STF,B,,perhaps,\n",
        programme="code,title,starts,ends\nS1,A,2023-03-28 10:00,2023-03-28 09:00\n",
    )
    said = founded.refused("load", "event", code=3).splitlines()
    places = [":".join(line.split(":")[:3]) for line in said]
    assert places == [
        *("invitations.csv:2:party", "nominations.csv:2:category", "nominations.csv:2:date_of_birth"),
        *("nominations.csv:3:status", "programme.csv:2:ends"),
    ]


def test_gates_of_one_zone_that_differ_in_reentry_are_a_fault_of_the_event(nowhere: Program, folder_of: Folder) -> None:
    from tests.cli.conftest import EVENT

    other = EVENT + '\n[[gate]]\ncode = "G9"\nname = "Side"\nzone = "PLN"\nreentry = "once"\n'
    folder_of(nowhere.folder / "event", event=other)
    outcome = nowhere("init", "--event", "event/event.toml")
    assert outcome.code == 3
    assert outcome.err.startswith("event.toml:65:gate[4].reentry: ")
    assert "reentry" in outcome.err
    assert [path.name for path in nowhere.folder.iterdir()] == ["event"]


def test_an_event_file_that_is_not_there_is_said(nowhere: Program) -> None:
    outcome = nowhere("init", "--event", "nowhere.toml")
    assert outcome.code in (2, 3)
    assert "nowhere.toml" in outcome.err
    assert list(nowhere.folder.iterdir()) == []


def test_a_line_without_end_in_a_table_is_a_fault(founded: Program, folder_of: Folder) -> None:
    folder_of(founded.folder / "event", nominations=NAMED + ",IND,STF," + "A" * 3_000_000 + ",,nominated,\n")
    assert "nominations.csv:2:" in founded.refused("load", "event", code=3)


def test_a_photo_that_is_no_picture_is_a_fault(founded: Program, folder_of: Folder) -> None:
    folder = folder_of(founded.folder / "event", nominations=NAMED + ",IND,STF,A,,nominated,a.jpg\n")
    (folder / "photos").mkdir()
    (folder / "photos" / "a.jpg").write_text("a thousand words")
    assert "nominations.csv:2:photo" in founded.refused("load", "event", code=3)


def test_a_spreadsheet_that_is_none_is_a_fault(founded: Program, folder_of: Folder) -> None:
    folder = folder_of(founded.folder / "event")
    (folder / "nominations.csv").unlink()
    (folder / "nominations.xlsx").write_bytes(b"PK\x03\x04 not a spreadsheet")
    assert founded.refused("load", "event", code=3).startswith("nominations.xlsx:")


COMMANDS = [
    ("status",),
    ("load", "event"),
    ("badges", "list"),
    ("gate", "scan", "--gate", "G1"),
    ("journal", "verify"),
    ("export", "attendance", "-o", "-"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (None, 2, "no such desk file; make one with `conclave-desk init"),
        (b"", 3, "is no desk file"),
        (b"Dear Sir,\n", 3, "is no desk file"),
        (b"SQLite format 3\0" + b"\xa5" * 8000, 3, "is damaged or no desk file"),
    ],
    ids=["missing", "empty", "a letter", "a wreck"],
)
def test_a_desk_file_that_is_none_is_said_and_left_as_it_is(
    founded: Program, words: tuple[str, ...], content: bytes | None, code: int, sentence: str
) -> None:
    founded.desk.unlink()
    if content is not None:
        founded.desk.write_bytes(content)
    outcome = founded(*words)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.startswith(f"{founded.desk}: ")
    assert sentence in outcome.err
    assert (founded.desk.read_bytes() if founded.desk.exists() else None) == content
    assert {path.name for path in founded.folder.iterdir()} <= {"conclave.desk", "conclave.desk.key", "event"}


def test_another_programs_database_and_a_newer_desk_are_left_as_they_are(founded: Program) -> None:
    with closing(sqlite3.connect(founded.desk)) as db, db:
        db.execute("PRAGMA user_version = 2")
    before = founded.desk.read_bytes()
    outcome = founded("load", "event")
    assert (outcome.code, founded.desk.read_bytes()) == (3, before)
    assert "was made by a newer conclave-desk" in outcome.err
    founded.desk.unlink()
    with closing(sqlite3.connect(founded.desk)) as db, db:
        db.execute("CREATE TABLE songs (title)")
    outcome = founded("load", "event")
    assert outcome.code == 3
    assert "is an SQLite file, but no desk file" in outcome.err


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (None, 2, "the key file is missing; put it back beside the desk file"),
        (b"", 3, "is no key file"),
        (b"{}", 3, "is no key file"),
        (b'{"format": 9, "secret": "AAAA"}', 3, "was made by a newer conclave-desk"),
    ],
    ids=["missing", "empty", "another file", "a newer one"],
)
def test_without_its_key_file_nothing_is_sealed_or_signed(
    badged: Program, content: bytes | None, code: int, sentence: str
) -> None:
    key = Path(f"{badged.desk}.key")
    key.unlink()
    if content is not None:
        key.write_bytes(content)
    add = ("nominations", "add", "--invitation", "INV/NER", "--category", "DEL", "--family-name", "Issa")
    for words in (add, ("badges", "print", "-o", "a.pdf"), ("nominations", "list", "--private")):
        assert sentence in badged.refused(*words, code=code)
    assert not (badged.folder / "a.pdf").exists()
    badged.done("status")
    badged.done("gate", "scan", "--gate", "G1", stdin="hello")


def test_another_desks_key_file_is_known_as_such(
    badged: Program, tmp_path_factory: pytest.TempPathFactory, folder_of: Folder
) -> None:
    from tests.cli.conftest import Program

    other = Program(tmp_path_factory.mktemp("other"))
    folder_of(other.folder / "event")
    other.done("init", "--event", "event/event.toml")
    Path(f"{badged.desk}.key").write_bytes(Path(f"{other.desk}.key").read_bytes())
    for words in (("badges", "print", "-o", "a.pdf"), ("load", "event"), ("nominations", "list", "--private")):
        assert "key" in badged.refused(*words, code=3)
    assert not (badged.folder / "a.pdf").exists()


def test_a_folder_that_is_a_file_takes_no_desk(nowhere: Program, folder_of: Folder) -> None:
    folder_of(nowhere.folder / "event")
    (nowhere.folder / "paper").write_text("a sheet of paper")
    outcome = nowhere("init", "--event", "event/event.toml", "--desk", "paper/conclave.desk")
    assert outcome.code == 4
    assert "paper/conclave.desk" in outcome.err
    outcome = nowhere("init", "--event", "event/event.toml", "--desk", "nowhere/conclave.desk")
    assert outcome.code == 4
    assert (nowhere.folder / "paper").read_text() == "a sheet of paper"


@contextmanager
def as_a_plain_user() -> Iterator[None]:
    """Without the rights of root, whom no permission binds."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


if sys.platform != "win32":

    @pytest.mark.parametrize(
        "words",
        [("status",), ("load", "event"), ("gate", "scan", "--gate", "G1"), ("badges", "key", "-o", "key.pem")],
        ids=" ".join,
    )
    def test_a_folder_that_may_only_be_read_is_said(
        founded: Program, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import shutil

        from tests.cli.conftest import Program

        with tempfile.TemporaryDirectory() as name:
            there = Program(Path(name))
            for ending in ("", ".key"):
                shutil.copy(f"{founded.desk}{ending}", name)
                Path(f"{there.desk}{ending}").chmod(0o644)
            shutil.copytree(founded.folder / "event", there.folder / "event")
            before = there.desk.read_bytes()
            founded(*words)  # so that everything that is read from elsewhere has been
            monkeypatch.chdir(there.folder)  # a plain user may not be let back to where the tests run
            there.folder.chmod(0o555)
            try:
                with as_a_plain_user():
                    outcome = there(*words, stdin="hello\n")
            finally:
                there.folder.chmod(0o755)
            monkeypatch.chdir(founded.folder)
            assert (outcome.code, outcome.out) == (4, "")
            assert "conclave.desk" in outcome.err or "key.pem" in outcome.err
            assert there.desk.read_bytes() == before
            assert sorted(path.name for path in there.folder.iterdir()) == [
                *("conclave.desk", "conclave.desk.key", "event")
            ]

"""``init``, ``load``, ``status``, ``link``: the event as a whole."""

from __future__ import annotations

import csv
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from conclave_desk.exchange.samples import sample_folder

if TYPE_CHECKING:
    from tests.cli.conftest import Program

Folder = Callable[..., Path]
ALL_LEVELS = ("invited", "confirmed", "accredited", "arrived")


def kinds(program: Program) -> list[str]:
    return [entry["kind"] for record in program.records() for entry in record["entries"]]


def nominations(*rows: str) -> str:
    return "\n".join(
        ("invitation,party,category,slot,rank,given_name,family_name,zones,status,external_id,passport_number", *rows)
    )


def test_init_makes_a_desk_file_and_its_key_file_that_only_its_owner_reads(nowhere: Program, folder_of: Folder) -> None:
    folder_of(nowhere.folder / "event")
    made = nowhere.read("init", "--event", "event/event.toml")
    assert made == {"event": "PUNE23", "desk": str(nowhere.desk), "key": f"{nowhere.desk}.key"}
    key = nowhere.desk.with_name("conclave.desk.key")
    assert key.is_file()
    if sys.platform != "win32":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert sorted(path.name for path in nowhere.folder.iterdir()) == ["conclave.desk", "conclave.desk.key", "event"]


@pytest.mark.parametrize("taken", ["conclave.desk", "conclave.desk.key"])
def test_init_never_overwrites(founded: Program, taken: str) -> None:
    other = {"conclave.desk", "conclave.desk.key"} - {taken}
    before = (founded.folder / taken).read_bytes()
    (founded.folder / other.pop()).unlink()
    outcome = founded("init", "--event", "event/event.toml")
    assert outcome.code == 1
    assert f"{taken}: is there already" in outcome.err
    assert (founded.folder / taken).read_bytes() == before


def test_the_desk_may_be_named_by_flag_by_environment_or_not_at_all(founded: Program) -> None:
    founded.done("status", CONCLAVE_DESK="")
    founded.done("--desk", "conclave.desk", "status", CONCLAVE_DESK="nowhere.desk")
    founded.done("status", "--desk", "conclave.desk", CONCLAVE_DESK="nowhere.desk")
    assert founded("status", CONCLAVE_DESK="nowhere.desk").code == 2


def test_who_acts_and_when_stand_in_the_entry(loaded: Program) -> None:
    loaded.done("invitations", "send", "INV/NER", "--as", "Colonel Rao")
    record = loaded.records()[-1]
    assert (record["officer"], record["command"], record["clock"]) == ("Colonel Rao", "invitations send", "set")
    assert record["at"] == "2023-03-28T09:30:00+05:30"
    loaded.now = None
    loaded.done("invitations", "send", "INV/NER")
    assert (loaded.records()[-1]["officer"], loaded.records()[-1]["clock"]) == ("Protocol", None)


def test_loading_says_what_came_in_and_twice_adds_no_entry(founded: Program) -> None:
    first = founded.read("load", "event")
    assert (first["new"], first["changed"], first["unchanged"], first["dry_run"]) == (9, 0, 0, False)
    head = founded.head()
    again = founded.read("load", "event")
    assert (again["new"], again["changed"], again["unchanged"], again["entries"]) == (0, 0, 9, 0)
    assert founded.head() == head


def test_a_dry_run_says_the_same_and_changes_nothing(founded: Program) -> None:
    head = founded.head()
    told = founded.read("load", "event", "--dry-run")
    assert (told["new"], told["dry_run"], founded.head()) == (9, True, head)
    assert founded.read("load", "event")["entries"] == told["entries"]


def test_only_the_cell_that_changed_becomes_an_entry(loaded: Program, folder_of: Folder) -> None:
    table = (loaded.folder / "event" / "nominations.csv").read_text(encoding="utf-8")
    folder_of(loaded.folder / "event", nominations=table.replace("Colonel,Fatou", "Brigadier,Fatou"))
    before = len(loaded.records())
    assert loaded.read("load", "event")["changed"] == 1
    (record,) = loaded.records()[before:]
    assert [entry["kind"] for entry in record["entries"]] == ["NominationAmended", "RowLoaded"]
    assert loaded.person("Keita")["rank"] == "Brigadier"


def test_blanks_and_rows_that_vanish_change_nothing(loaded: Program, folder_of: Folder) -> None:
    head = loaded.head()
    table = (loaded.folder / "event" / "nominations.csv").read_text(encoding="utf-8")
    kept = [line.replace("Colonel,", ",") for line in table.splitlines() if "Keita" not in line]
    folder_of(loaded.folder / "event", nominations="\n".join(kept))
    assert loaded.read("load", "event")["entries"] == 0
    assert loaded.head() == head


@pytest.mark.parametrize(
    "row",
    [
        "INV/MLI,MLI,HOD,1,General,Oumar,Diarra,,nominated,,",
        "INV/MLI,MLI,HOD,1,General,Oumar,Diarra,,nominated,MLI-HOD,",
        "INV/MLI,MLI,HOD,,General,Oumar,Diarra,,nominated,MLI-HOD,",
        "INV/MLI,MLI,HOD,,General,Oumar,Diarra,,nominated,,",
    ],
    ids=["the same slot", "with an external id", "an external id and no slot", "no slot"],
)
def test_an_awaited_name_arrives_and_fills_the_slot(loaded: Program, folder_of: Folder, row: str) -> None:
    awaited = next(row for row in loaded.read("nominations", "list") if row["category"] == "HOD")
    folder_of(loaded.folder / "event", nominations=nominations(row))
    loaded.done("load", "event")
    found = loaded.person("Diarra")
    assert (found["id"], found["role"], found["rank"]) == (awaited["id"], "representative", "General")
    assert len([row for row in loaded.read("nominations", "list") if row["category"] == "HOD"]) == 1
    head = loaded.head()
    loaded.done("load", "event")
    assert loaded.head() == head


def test_an_awaited_slot_is_not_filled_by_somebody_who_is_here_already(loaded: Program, folder_of: Folder) -> None:
    folder_of(loaded.folder / "event", nominations=nominations("INV/MLI,MLI,HOD,1,,Fatou,Keita,,nominated,,"))
    assert "has the same name" in loaded.refused("load", "event", code=3)


def test_a_row_that_gets_its_external_id_later_stays_the_same_person(loaded: Program, folder_of: Folder) -> None:
    before = loaded.person("Keita")
    folder_of(loaded.folder / "event", nominations=nominations("INV/MLI,MLI,DEL,,,Fatou,Keita,,nominated,MLI-2,"))
    loaded.done("load", "event")
    assert loaded.person("Keita")["id"] == before["id"]
    assert loaded.person("Keita")["external_id"] == "MLI-2"


def test_what_the_desk_decided_no_file_takes_back(loaded: Program, folder_of: Folder) -> None:
    loaded.done("accreditations", "refuse", "Keita", "--reason", "no room")
    loaded.done("nominations", "withdraw", "Traoré")
    loaded.done("invitations", "cancel", "INV/MLI")
    table = (loaded.folder / "event" / "nominations.csv").read_text(encoding="utf-8")
    folder_of(
        loaded.folder / "event",
        nominations=table.replace(",,nominated", ",,accredited").replace("awaited", "nominated"),
    )
    loaded("load", "event")
    assert loaded.person("Keita")["status"] == "refused"
    assert loaded.person("Traoré")["status"] == "withdrawn"
    assert loaded.read("invitations", "list", "--party", "MLI")[0]["status"] == "cancelled"


def test_a_name_in_the_file_does_not_undo_a_substitution(loaded: Program, folder_of: Folder) -> None:
    awaited = next(row["id"] for row in loaded.read("nominations", "list") if row["category"] == "HOD")
    loaded.done("nominations", "substitute", awaited, "--family-name", "Diarra")
    folder_of(loaded.folder / "event", nominations=nominations("INV/MLI,MLI,HOD,1,,Sidi,Touré,,nominated,,"))
    outcome = loaded.done("load", "event")
    assert "was substituted at the desk" in outcome.err
    assert not [row for row in loaded.read("nominations", "list") if row["family_name"] == "Touré"]


def test_a_head_in_the_file_besides_the_desks_head_is_a_warning(loaded: Program) -> None:
    file = loaded.folder / "event" / "nominations.csv"
    text = file.read_text(encoding="utf-8")
    loaded.done("nominations", "head", "Keita")
    for role, warned in (("deputy", False), ("principal", True)):
        file.write_text(text.replace(",,,Colonel,Amadou", f",,{role},Colonel,Amadou"), encoding="utf-8")
        head = f"Colonel Fatou Keita ({loaded.person('Keita')['id']}) heads the delegation too"
        told = [warning for warning in loaded.read("load", "event")["warnings"] if head in warning]
        assert bool(told) is warned, "the file says so, and the officer hears of it"
    loaded.done("nominations", "head", "Keita", "--role", "representative")
    assert [row["role"] for row in loaded.read("nominations", "list", "--party", "MLI")].count("member") == 2


def test_a_later_file_may_offer_more_slots_and_fill_them(loaded: Program, folder_of: Folder) -> None:
    table = (loaded.folder / "event" / "invitations.csv").read_text(encoding="utf-8")
    one_more = nominations("INV/MLI,MLI,DEL,,,Oumar,Diarra,,nominated,,")
    folder_of(loaded.folder / "event", nominations=one_more)
    assert "offers 2 DEL and 2 are taken (by Amadou Traoré, Fatou Keita)" in loaded.refused("load", "event", code=3)
    folder_of(
        loaded.folder / "event",
        invitations=table.replace("INV/MLI,MLI,Chief of the Army,2023-01-10,chief,HOD:1;DEL:2", "INV/MLI,MLI,,,,DEL:3"),
        nominations=one_more,
    )
    assert loaded.read("load", "event")["new"] == 1


def test_rows_that_come_together_are_counted_together(loaded: Program, folder_of: Folder) -> None:
    loaded.done("nominations", "withdraw", "Keita")
    two = ("INV/MLI,MLI,DEL,,,Oumar,Diarra,,nominated,,", "INV/MLI,MLI,DEL,,,Sidi,Touré,,nominated,,")
    folder_of(loaded.folder / "event", nominations=nominations(*two))
    said = loaded.refused("load", "event", code=3)
    assert "by Amadou Traoré, Oumar Diarra" in said


def test_two_people_of_one_name_may_come_when_a_column_tells_them_apart(loaded: Program, folder_of: Folder) -> None:
    loaded.done("nominations", "withdraw", "Keita")
    loaded.done(
        *("nominations", "add", "--invitation", "INV/NER", "--category", "DEL"),
        *("--given-name", "Ali", "--family-name", "Issa", "--passport-number", "A 1", "--external-id", "NER-1"),
    )
    folder_of(loaded.folder / "event", nominations=nominations("INV/NER,NER,DEL,,,Ali,Issa,,nominated,NER-2,A 2"))
    outcome = loaded.done("load", "event")
    assert "has the same name; taken for two people by external_id, passport_number" in outcome.err
    folder_of(loaded.folder / "event", nominations=nominations("INV/NER,NER,DEL,,,Ali,Issa,,nominated,NER-3,A1"))
    assert "has the same passport" in loaded.refused("load", "event", code=3)


def test_a_spreadsheet_is_as_good_as_a_table(loaded: Program) -> None:
    folder = loaded.folder / "event"
    for name in ("invitations", "nominations", "programme"):
        rows = list(csv.reader((folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
        with xlsxwriter.Workbook(folder / f"{name}.xlsx") as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        (folder / f"{name}.csv").unlink()
    told = loaded.read("load", "event")
    assert (told["unchanged"], told["entries"]) == (9, 0)


def test_a_clock_that_is_set_to_no_time_is_wrong_use(loaded: Program) -> None:
    outcome = loaded("status", CONCLAVE_NOW="half past nine")
    assert outcome.code == 2
    assert "CONCLAVE_NOW" in outcome.err


def test_another_events_folder_is_refused(loaded: Program) -> None:
    said = loaded.refused("load", sample_folder("afindex-2023"), code=3)
    assert "event.toml::event.code: this folder is of" in said


def test_a_folder_that_is_not_there_is_wrong_use(loaded: Program) -> None:
    assert "there is no folder" in loaded.refused("load", "nowhere", code=2)


def test_the_headline_of_pune_keeps_states_and_people_apart(nowhere: Program) -> None:
    pune = sample_folder("pune-2023")
    nowhere.done("init", "--event", pune / "event.toml")
    nowhere.done("load", pune)
    found = nowhere.read("status")
    assert list(found) == ["event", "as_of", "parties", "people"]
    assert found["event"]["code"] == "PUNE23"
    assert found["as_of"] == "2023-03-28T09:30:00+05:30"
    parties = found["parties"]
    assert list(parties) == [*ALL_LEVELS, "by_level"]
    assert [parties[step] for step in ALL_LEVELS] == [54, 23, 0, 0]
    assert {level: list(steps) for level, steps in parties["by_level"].items()} == {
        "principal": list(ALL_LEVELS),
        "representative": list(ALL_LEVELS),
    }
    assert parties["by_level"]["principal"]["confirmed"] == 10
    assert parties["by_level"]["representative"]["confirmed"] == 13
    assert found["people"] == {"nominated": 4, "name_awaited": 22, "accredited": 0, "badges": 0, "arrived": 0}
    shown = nowhere.done("status").out
    assert "Conclave of Chiefs of Armies of African Nations" in shown
    assert "54" in shown


def test_the_headline_follows_from_nomination_to_arrival(printed: Program) -> None:
    people = printed.read("status")["people"]
    assert people == {"nominated": 3, "name_awaited": 1, "accredited": 2, "badges": 2, "arrived": 0}
    printed.done("badges", "collect", printed.serial("Traoré"))
    printed.done("gate", "admit", "Rao", "--gate", "G1")
    found = printed.read("status")
    assert found["people"]["arrived"] == 2
    assert [found["parties"][step] for step in ALL_LEVELS] == [3, 1, 1, 1]


def test_a_linked_events_badge_is_taken_after_its_roster_was_brought_in(
    printed: Program, tmp_path_factory: pytest.TempPathFactory, folder_of: Folder
) -> None:
    from tests.cli.conftest import EVENT, Program

    there = Program(tmp_path_factory.mktemp("afindex"))
    folder_of(there.folder / "event", event=EVENT.replace('"PUNE23"', '"AFINDX23"').replace('"AFINDX23"]', "]"))
    folder_of(there.folder / "event", event=EVENT.replace('["AFINDX23"]', "[]").replace('"PUNE23"', '"AFINDX23"'))
    there.done("init", "--event", "event/event.toml")
    there.done("load", "event")
    there.done("badges", "issue", "--all-accredited")
    roster = there.folder / "afindx.roster"
    there.done("badges", "key", "--roster", "-o", roster)
    assert roster.stat().st_mode & 0o077 == 0 or sys.platform == "win32", "it names people"
    assert printed.read("link", "AFINDX23", roster) == {"linked": "AFINDX23", "badges": 2}
    assert printed.done("badges", "key").out.startswith("-----BEGIN PUBLIC KEY-----")
    assert "not of DEFEXPO" in printed.refused("link", "DEFEXPO", roster, code=2)
    assert "no such file" in printed.refused("link", "AFINDX23", "nowhere.roster", code=2)
    assert "is no roster" in printed.refused("link", "AFINDX23", "event/event.toml", code=3)


def test_help_and_version_end_well_and_a_word_that_is_none_does_not(nowhere: Program) -> None:
    assert "demo" in nowhere.done("--help").out
    assert "--gate" in nowhere.done("gate", "scan", "--help").out
    assert nowhere.done("--version").out.startswith("conclave-desk")
    for words in (["conclave"], ["status", "--colour"], ["badges", "paint"], ["load"], ["gate", "scan"]):
        outcome = nowhere(*words)
        assert outcome.code == 2, words
        assert "Error" in outcome.err

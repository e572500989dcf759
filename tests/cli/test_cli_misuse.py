"""Ways around a rule that are none, and answers that must not be missed."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Program


def test_a_walk_up_is_no_way_round_an_invitation_that_was_taken_back(printed: Program) -> None:
    printed.done("invitations", "add", "--reference", "INV/FRA", "--party", "FRA")
    printed.done("invitations", "withdraw", "INV/FRA")
    outcome = printed("walkup", "--category", "DEL", "--party", "FRA", "--family-name", "Martin")
    assert outcome.code == 1
    assert "INV/FRA is withdrawn" in outcome.err


def test_a_state_that_was_never_invited_walks_up_only_for_a_reason(printed: Program) -> None:
    words = ("walkup", "--category", "DEL", "--party", "CHE", "--family-name", "Meier")
    outcome = printed(*words)
    assert outcome.code == 1
    assert "CHE was not invited" in outcome.err
    printed.done(*words, "--over-quota", "the minister asked them in")


def test_a_journal_that_was_tampered_with_is_not_drawn_into_the_registers(printed: Program) -> None:
    before = printed.read("nominations", "list")
    with sqlite3.connect(printed.folder / "conclave.desk") as db:
        db.execute("DELETE FROM journal WHERE n = 2")
    db.close()
    outcome = printed("journal", "rebuild")
    assert outcome.code == 3
    assert "desk:2: record is missing" in outcome.err
    assert printed.read("nominations", "list") == before


def test_a_clock_without_an_offset_is_the_events(printed: Program) -> None:
    printed.now = "2023-03-28T10:00"
    assert printed.done("--json", "status").json["as_of"].startswith("2023-03-28T10:00:00+")


def test_attendance_is_marked_in_one_way_at_a_time(printed: Program) -> None:
    words = ("attendance", "mark", "Traoré", "--session", "S2", "--reason", "seen")
    assert printed(*words, "--by-sight", "--excused").code == 2
    assert printed(*words).code == 2


def test_the_key_is_json_for_a_program(printed: Program) -> None:
    answer = printed.done("--json", "badges", "key").json
    assert answer["public_key"].startswith("-----BEGIN PUBLIC KEY-----")
    assert len(answer["kid"]) == 8


def test_codes_of_categories_and_parties_may_be_typed_small(loaded: Program) -> None:
    loaded.done("invitations", "add", "--reference", "INV/AU", "--party", "au", "--slots", "hod:1;del:3")
    loaded.done("nominations", "add", "--invitation", "INV/AU", "--category", "del", "--family-name", "Faki")
    loaded.done("nominations", "substitute", "Faki", "--category", "stf", "--family-name", "Sow")
    loaded.done("walkup", "--party", "au", "--category", "hod", "--family-name", "Mahamat")
    assert [row["slots"] for row in loaded.read("invitations", "list", "--party", "au")] == ["HOD:1;DEL:3"]
    assert loaded.person("Sow")["category"] == "STF"
    assert [row["category"] for row in loaded.read("badges", "list", "--only", "party:au category:hod")] == ["HOD"]
    assert "no category 'vip'" in loaded.refused("nominations", "list", "--category", "vip", code=2)
    assert "'mali' is no party" in loaded.refused("nominations", "list", "--party", "mali", code=2)


def test_a_slip_in_a_word_or_flag_is_told_with_what_may_be_meant(loaded: Program) -> None:
    assert "Did you mean 'nominations'?" in loaded.refused("nominatons", "list", code=2)
    assert "Did you mean 'list'?" in loaded.refused("nominations", "lst", code=2)
    assert "Did you mean '--party'?" in loaded.refused("nominations", "list", "--partyy", "MLI", code=2)


def test_a_folder_where_a_file_is_meant_is_said_to_be_one(loaded: Program) -> None:
    event = loaded.folder / "event"
    outcome = loaded("--desk", event, "status")
    assert (outcome.code, "is a folder, no desk file" in outcome.err) == (3, True)
    assert "name the event.toml in it" in loaded.refused("--desk", "new.desk", "init", "--event", event, code=2)
    assert "is a folder" in loaded.refused("link", "AFINDX23", event, code=3)
    assert "name the folder that event.toml is in" in loaded.refused("load", event / "event.toml", code=2)


def test_a_slot_that_awaits_its_name_says_so(loaded: Program) -> None:
    assert "name awaited" in loaded.done("nominations", "list").out
    assert [row["family_name"] for row in loaded.read("nominations", "list") if row["category"] == "HOD"] == [None]


def test_what_is_typed_is_as_tidy_as_what_is_loaded(loaded: Program) -> None:
    name = ("nominations", "add", "--party", "IND", "--category", "STF", "--family-name")
    loaded.done(*name, "  Ke\u0301i\u0308ta ")
    assert loaded.person("Kéïta")["party"] == "IND"
    assert "control character" in loaded.refused(*name, "Ke\x1b[31mita", code=2)
    assert "it is blank" in loaded.refused("invitations", "add", "--reference", " ", "--party", "AU", code=2)
    loaded.done(*name, "   ")
    assert loaded.read("status")["people"]["name_awaited"] == 2

"""A station with a file of its own: what is in it, what it decides without the desk, and what it never holds."""

from __future__ import annotations

import io
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PIL import Image
from tests.gate.stations import Away, prepared

from conclave_desk.desk import accreditation, badges, invitations, linking, lookup, nominations, programme
from conclave_desk.desk.founding import signing_key
from conclave_desk.desk.nominations import Proposal
from conclave_desk.desk.photos import Photo
from conclave_desk.desk.thumbnails import for_gates
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.errors import ConclaveError, WrongData, WrongUse
from conclave_desk.gate import merge as merging
from conclave_desk.gate.prepare import badges_in, prepare
from conclave_desk.gate.scan import Scan
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.journal.connection import STATION
from conclave_desk.journal.store import Journal

if TYPE_CHECKING:
    from tests.gate.conftest import Guard

PRIVATE = {
    "passport_number": "ZQ8877665",
    "email": "fofana@example.org",
    "date_of_birth": "1961-11-23",
    "phone": "+22320214477",
    "diet": "no shellfish",
}


def allowed(decision: Decision) -> Decided:
    assert isinstance(decision, Decided), decision
    return decision


@pytest.fixture
def away(guard: Guard, tmp_path: Path) -> Away:
    return prepared(guard.desk, "PLN1", tmp_path / "pln.station")


def test_a_station_admits_by_its_own_roster_and_says_how_old_it_is(guard: Guard, away: Away) -> None:
    made = guard.now
    away.now = made + timedelta(hours=3)
    answer = away.scan(guard.badge("Amadou Traoré"))
    assert (answer.verdict, answer.action, answer.name, answer.party) == ("admitted", "admit", "Amadou Traoré", "MLI")
    assert (answer.offline, answer.roster_as_of, answer.inside) == (True, made, 1)
    with away.opened() as station:
        (body,) = [body for _, _, body in station.books.journal.bodies(station.books.chain)][1:]
        assert b'"offline":true' in body
        assert b'"roster_as_of"' in body


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (lambda g: badges.revoke(g.desk, [g.serial("Amadou Traoré")]), "revoked"),
        (lambda g: accreditation.suspend(g.desk, "Amadou Traoré"), "suspended"),
    ],
)
def test_what_the_desk_had_decided_when_the_roster_was_made_holds_at_the_station(
    guard: Guard, tmp_path: Path, step: object, reason: str
) -> None:
    allowed(step(guard))  # type: ignore[operator]
    station = prepared(guard.desk, "PLN1", tmp_path / "pln.station")
    answer = station.scan(guard.badge("Amadou Traoré"))
    assert (answer.verdict, answer.reason) == ("refused", reason)
    assert station.scan(guard.badge("Amadou Traoré"), direction="out").verdict == "left", "leaving is always possible"


def test_a_station_hears_of_a_loss_only_with_its_next_roster_and_loses_no_scan_by_it(guard: Guard, away: Away) -> None:
    badge = guard.badge("Amadou Traoré")
    assert away.scan(badge).verdict == "admitted"
    allowed(badges.revoke(guard.desk, [guard.serial("Amadou Traoré")]))
    assert away.scan(badge).verdict == "admitted"
    with away.opened() as station:
        before = station.books.journal.head(station.books.chain)
        prepared(guard.desk, "PLN1", away.path)
        answer = station_scan(away, station, badge)
        assert (answer, station.books.journal.head(station.books.chain)[0]) == ("revoked", before[0] + 1)
        assert station.inside("PLN1") == 1, "the scans made before still count"
        assert isinstance(verify(station.books.journal), Verified)


def station_scan(away: Away, station: object, badge: str) -> str | None:
    from conclave_desk.gate.scan import Scan
    from conclave_desk.gate.station import Station

    assert isinstance(station, Station)
    return station.scan(Scan(badge, away.gate)).reason


def test_a_badge_made_after_the_roster_is_judged_by_what_it_says_of_itself(guard: Guard, away: Away) -> None:
    guard.now += timedelta(minutes=5)
    allowed(badges.replace(guard.desk, guard.serial("Amadou Traoré")))
    away.now = guard.now
    answer = away.scan(guard.badge("Amadou Traoré"))
    assert (answer.verdict, answer.action, answer.reason) == ("admitted", "check", "not_yet_in_roster")
    assert (answer.party, answer.category, answer.issue) == ("MLI", "DEL", 2)
    old = away.scan(guard.badge("Amadou Traoré", 0))
    assert (old.reason, old.replaced_by) == ("revoked", 2), "a newer issue was seen here"


def test_of_a_holder_whom_the_roster_lacks_the_older_issue_is_refused_once_the_newer_was_seen(
    guard: Guard, away: Away
) -> None:
    later = guard.now + timedelta(minutes=1)
    second, first = (guard.stray(holder=b"newer", issue=n, issued_at=later) for n in (2, 1))
    assert away.scan(second).reason == "not_yet_in_roster"
    assert away.scan(first).reason == "revoked"


@pytest.mark.parametrize("minutes", [-11, -600])
def test_a_badge_older_than_the_roster_that_is_not_in_it_is_unknown(guard: Guard, away: Away, minutes: int) -> None:
    stray = guard.stray(holder=b"stray", issued_at=guard.now + timedelta(minutes=minutes))
    assert away.scan(stray).reason == "unknown_badge"


def test_forged_unknown_and_foreign_badges_are_told_apart_without_the_desk(guard: Guard, away: Away) -> None:
    codes = (guard.forged("Amadou Traoré"), guard.of_another_key(), guard.of_another_key(event="DEFEXPO"), "hello")
    assert [away.scan(code).reason for code in codes] == ["forged", "unknown_key", "wrong_event", "unreadable"]


def test_a_linked_events_badge_and_closed_sessions_work_at_a_station(
    guard: Guard, linked_desk: Guard, tmp_path: Path
) -> None:
    roster = tmp_path / "afindex.roster"
    roster.write_bytes(linking.roster(linked_desk.desk))
    allowed(linking.link(guard.desk, "AFINDX23", roster))
    starts = guard.now - timedelta(minutes=10)
    values = {"venue": "ROOM", "access": "invited", "parties": ["AU"], "chair": "TRAORE Amadou"}
    allowed(programme.add(guard.desk, "S1", "Committee", starts, starts + timedelta(hours=1), **values))
    station = prepared(guard.desk, "PLN1", tmp_path / "pln.station")
    assert station.scan(linked_desk.badge("Amadou Traoré")).name == "Amadou Traoré"
    assert station.scan(guard.badge("Fatou Keita"), "CLS1").reason == "not_invited"
    assert station.scan(guard.badge("Moussa Faki"), "CLS1").verdict == "admitted"
    assert station.scan(guard.badge("Amadou Traoré"), "CLS1").verdict == "admitted"


def test_what_other_gates_have_recorded_comes_with_the_roster(guard: Guard, tmp_path: Path) -> None:
    badge = guard.badge("Amadou Traoré")
    assert guard.scan(badge, "DIN1").verdict == "admitted"
    assert guard.scan(badge, "SML1").verdict == "admitted"
    guard.now += timedelta(minutes=1)
    station = prepared(guard.desk, "DIN1", tmp_path / "din.station")
    answer = station.scan(badge)
    assert (answer.reason, answer.previous_gate) == ("already_used", "DIN1")
    assert station.scan(guard.badge("Fatou Keita"), "SML1").inside == 2


def test_a_duplicate_is_known_even_after_the_earlier_scan_was_taken_to_the_desk(
    guard: Guard, away: Away, tmp_path: Path
) -> None:
    badge = guard.badge("Amadou Traoré")
    away.scan(badge, "DIN1")
    merging.merge(guard.desk, [away.export(tmp_path / "1.scans")])
    assert away.scan(badge, "DIN1").reason == "already_used"


def test_somebody_without_a_badge_is_found_by_three_letters(away: Away) -> None:
    with away.opened() as station:
        (found,) = station.people.find("TRAO")
        assert (found.name, station.people.find("tr"), station.people.find("xyz")) == ("Amadou Traoré", [], [])
        answer = station.scan(station.people.by_name(found, "PLN1"))
    assert (answer.verdict, answer.action, answer.method) == ("admitted", "check", "name")


def test_no_dossier_reaches_a_gate(guard: Guard, tmp_path: Path) -> None:
    """Everything that is private about a person is looked for in the bytes of the file and of what it exports."""
    allowed(invitations.add(guard.desk, "INV/SEN", "SEN", {"DEL": 2}))
    cells = {"given_name": "Awa", "family_name": "Fofana", "marks": "salute, do not stop", "note": "hush", **PRIVATE}
    allowed(nominations.add(guard.desk, Proposal(party="SEN", category="DEL", cells=cells, invitation="INV/SEN")))
    allowed(accreditation.grant(guard.desk, "Fofana"))
    allowed(badges.issue(guard.desk, ["Fofana"]))
    station = prepared(guard.desk, "PLN1", tmp_path / "pln.station")
    answer = station.scan(guard.badge("Fofana"))
    assert answer.detail == {"marks": ["salute, do not stop"]}
    exported = station.export(tmp_path / "s.scans").read_bytes()
    held = station.path.read_bytes() + exported
    for private in (*PRIVATE.values(), "hush", PRIVATE["passport_number"].lower()):
        assert private.encode() not in held, private
    assert b"Fofana" in station.path.read_bytes()
    assert b"Fofana" not in exported, "no name stands in the journal"
    assert b"salute" not in exported
    tables = {row[0] for row in sqlite3.connect(station.path).execute("SELECT name FROM sqlite_master")}
    assert tables.isdisjoint({"dossiers", "secrets", "nominations", "clearances", "invitations"})
    secret = guard.desk.safe.secret("signing")
    assert secret not in held


def test_small_photos_go_along_if_they_are_asked_for_and_their_category_has_any(guard: Guard, tmp_path: Path) -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (300, 400), "navy").save(jpeg, "JPEG")
    categories = tuple(
        msgspec.structs.replace(one, photo="none" if one.code == "HOST" else "optional")
        for one in guard.desk.event.categories
    )
    guard.redeclare(categories=categories)
    for name in ("Amadou Traoré", "Asha Rao"):
        guard.desk.safe.keep_photo(
            lookup.person(guard.desk, name).person, msgspec.msgpack.encode(Photo(jpeg.getvalue()))
        )
    (picture,) = for_gates(guard.desk)
    assert picture[0] == guard.holder("Amadou Traoré")
    assert Image.open(io.BytesIO(picture[1])).size == (96, 128)
    path = tmp_path / "cmp.station"
    prepare(guard.desk, signing_key(guard.desk), "CMP1", path, [picture])
    with Away(path, guard.now, "CMP1").opened() as station:
        seen = station.scan(Scan(guard.badge("Amadou Traoré"), "CMP1"))
        assert station.people.thumbnail(seen) == picture[1]
        assert station.people.thumbnail(station.scan(Scan(guard.badge("Asha Rao"), "CMP1"))) is None
    prepared(guard.desk, "CMP1", path)
    with Away(path, guard.now, "CMP1").opened() as station:
        assert station.people.thumbnail(seen) is None, "a roster without photos takes them away"


def test_closed_it_leaves_nothing_that_a_copy_would_miss(guard: Guard, away: Away) -> None:
    away.scan(guard.badge("Amadou Traoré"))
    assert not away.path.with_name(away.path.name + "-wal").exists()
    assert away.path.stat().st_mode & 0o077 == 0, "nobody else may read its key"


def test_a_station_keeps_any_gate_of_the_event_and_knows_its_own(away: Away) -> None:
    with away.opened() as station:
        assert station.home_gate == "PLN1"
        assert station.way("SML1")[0].zone == "SML"
        with pytest.raises(WrongUse, match="no gate"):
            station.way("NONE")


TAMPERINGS = {
    "a revoked badge works again": "UPDATE roster SET revoked_from = NULL",
    "a zone more": "UPDATE roster SET zones = '[\"*\"]'",
    "a badge is missing": "DELETE FROM roster WHERE name LIKE 'Amadou%'",
    "the event": "UPDATE event SET body = replace(body, 'once', 'free')",
    "another key": "INSERT INTO public_keys VALUES ('00000000', 'PUNE23', zeroblob(32))",
    "a supervisor": "INSERT INTO supervising VALUES ('0102030405', NULL)",
    "the seal": "UPDATE about SET value = CAST(value || ' ' AS BLOB) WHERE name = 'seal'",
    "the blocks": "UPDATE about SET value = zeroblob(length(value)) WHERE name = 'blocks'",
}


@pytest.mark.parametrize("statement", TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_roster_that_was_tampered_with_admits_nobody(guard: Guard, tmp_path: Path, statement: str) -> None:
    allowed(badges.revoke(guard.desk, [guard.serial("Amadou Traoré")]))
    station = prepared(guard.desk, "PLN1", tmp_path / "pln.station")
    with sqlite3.connect(station.path) as db:
        db.execute(statement)
    db.close()
    with pytest.raises(WrongData, match="not as the desk signed it"):
        station.scan(guard.badge("Amadou Traoré"))


def test_a_station_file_torn_in_half_is_told_in_a_sentence(guard: Guard, away: Away) -> None:
    for person in ("Amadou Traoré", "Fatou Keita"):
        away.scan(guard.badge(person))
    content = away.path.read_bytes()
    away.path.write_bytes(content[: len(content) // 2])
    with pytest.raises(WrongData, match=r"damaged.*prepare another"):
        away.scan(guard.badge("Issa Moussa"))


def test_a_file_of_another_version_is_said_to_be_one_and_prepared_again_without_losing_a_scan(
    guard: Guard, away: Away
) -> None:
    away.scan(guard.badge("Amadou Traoré"))
    db = sqlite3.connect(away.path)
    db.execute("ALTER TABLE roster DROP COLUMN letterbox")
    db.commit()
    db.close()
    with pytest.raises(WrongData, match="another version"):
        away.scan(guard.badge("Amadou Traoré"))
    prepared(guard.desk, "PLN1", away.path)
    with away.opened() as station:
        assert station.inside("PLN1") == 1
        assert station.scan(Scan(guard.badge("Fatou Keita"), "PLN1")).verdict == "admitted"


def test_what_is_no_station_is_told_apart(guard: Guard, tmp_path: Path, desk_file: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("hello")
    for path, fault in ((desk_file, WrongData), (text, WrongData), (tmp_path / "none", WrongUse)):
        with pytest.raises(fault):
            Away(path, guard.now, "PLN1").scan("x")
    with pytest.raises(ConclaveError, match="no station file"):
        prepared(guard.desk, "PLN1", text)
    with pytest.raises(WrongUse, match="no gate"):
        prepared(guard.desk, "NONE", tmp_path / "x.station")
    assert not list(tmp_path.glob("*x.station*"))


def test_another_desks_station_is_not_refreshed(guard: Guard, linked_desk: Guard, tmp_path: Path) -> None:
    other = prepared(linked_desk.desk, "PLN1", tmp_path / "other.station")
    with pytest.raises(WrongData, match="no station of this desk"):
        prepared(guard.desk, "PLN1", other.path)


def test_a_withdrawn_station_gets_no_roster(guard: Guard, away: Away) -> None:
    from conclave_desk.desk.founding import signing_key
    from conclave_desk.gate.prepare import prepare

    allowed(merging.withdraw(guard.desk, away.path))
    decision = prepare(guard.desk, signing_key(guard.desk), "PLN1", away.path)
    assert isinstance(decision, Refusal)
    assert isinstance(merging.withdraw(guard.desk, away.path), Refusal)


def test_a_clock_set_back_an_hour_is_recorded_and_stops_nothing(guard: Guard, away: Away) -> None:
    away.now += timedelta(hours=2)
    assert away.scan(guard.badge("Amadou Traoré")).verdict == "admitted"
    away.now -= timedelta(hours=1)
    assert away.scan(guard.badge("Fatou Keita")).verdict == "admitted"
    merged = merging.merge(guard.desk, [away.path])
    (jump,) = merged.findings.clock_jumps
    assert jump.back == timedelta(hours=1)


def test_a_clock_that_stands_before_the_rosters_time_is_known_to_be_behind(guard: Guard, away: Away) -> None:
    away.now -= timedelta(minutes=10)
    away.scan(guard.badge("Amadou Traoré"))
    journal = Journal.open(away.path, STATION)
    (entry,) = next(journal.last_records(journal.chains()[-1], 1)).entries
    journal.close()
    assert getattr(entry, "clock_offset", None) == -600


def test_a_copy_of_the_file_is_a_station_too_until_it_is_merged(away: Away, tmp_path: Path) -> None:
    shutil.copy(away.path, tmp_path / "copy.station")
    assert badges_in(tmp_path / "copy.station") == badges_in(away.path) == 9

"""Badges that change hands or come from elsewhere: linked events, substitutes, replacements, collection."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import accreditation, badges, invitations, linking, nominations, programme
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.domain.event import Policy
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.journal import record
from conclave_desk.registers import schema
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    from tests.gate.conftest import Guard


def allowed(decision: Decision) -> Decided:
    assert isinstance(decision, Decided), decision
    return decision


@pytest.fixture
def roster(tmp_path: Path, linked_desk: Guard) -> Callable[[], Path]:
    """The exercise makes its roster, as things stand there."""

    def make() -> Path:
        path = tmp_path / "afindex.roster"
        path.write_bytes(linking.roster(linked_desk.desk))
        return path

    return make


def test_a_badge_of_the_linked_event_opens_the_zones_that_it_names(
    guard: Guard, linked_desk: Guard, roster: Callable[[], Path]
) -> None:
    badge = linked_desk.badge("Amadou Traoré")
    assert guard.scan(badge).reason == "wrong_event", "until its key and roster are here it is a stranger"
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    answer = guard.scan(badge, "PLN1")
    assert (answer.verdict, answer.action, answer.name, answer.party) == ("admitted", "admit", "Amadou Traoré", "MLI")
    assert guard.scan(badge, "PBK1").verdict == "admitted"
    assert guard.scan(badge, "PLN1", "out").reason is None


def test_a_badge_revoked_there_is_stopped_here_once_the_roster_is_here(
    guard: Guard, linked_desk: Guard, roster: Callable[[], Path]
) -> None:
    badge = linked_desk.badge("Amadou Traoré")
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    assert guard.scan(badge).verdict == "admitted"
    allowed(badges.revoke(linked_desk.desk, [linked_desk.serial("Amadou Traoré")]))
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    answer = guard.scan(badge)
    assert (answer.verdict, answer.reason, answer.action) == ("refused", "revoked", "stop")


@pytest.mark.parametrize("step", ["suspend", "surrender", "withdraw", "refuse", "lost", "replace", "substitute"])
def test_whoever_may_not_come_there_may_not_come_here(
    guard: Guard, linked_desk: Guard, roster: Callable[[], Path], step: str
) -> None:
    badge, desk = linked_desk.badge("Amadou Traoré"), linked_desk.desk
    steps: dict[str, Callable[[], Decision]] = {
        "suspend": lambda: accreditation.suspend(desk, "Amadou Traoré"),
        "surrender": lambda: badges.surrender(desk, [linked_desk.serial("Amadou Traoré")]),
        "withdraw": lambda: nominations.withdraw(desk, "Amadou Traoré"),
        "refuse": lambda: accreditation.refuse(desk, "Amadou Traoré"),
        "lost": lambda: badges.revoke(desk, [linked_desk.serial("Amadou Traoré")], "lost"),
        "replace": lambda: badges.replace(desk, linked_desk.serial("Amadou Traoré")),
        "substitute": lambda: nominations.substitute(desk, "Amadou Traoré", {"family_name": "Coulibaly"}),
    }
    allowed(steps[step]())
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    here, at_home = guard.scan(badge), linked_desk.scan(badge)
    assert (here.reason, here.action) == ("suspended" if step == "suspend" else "revoked", "stop")
    assert (here.message, here.detail) == (at_home.message, at_home.detail), "the guard reads the same sentence"
    assert here.replaced_by == at_home.replaced_by


def test_a_linked_badge_that_the_roster_lacks_waits(
    guard: Guard, linked_desk: Guard, roster: Callable[[], Path]
) -> None:
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    answer = guard.scan(linked_desk.stray(event="AFINDX23", holder=b"other"))
    assert (answer.reason, answer.action) == ("unknown_badge", "wait")


def test_the_linked_events_key_signs_no_badge_of_this_event(
    guard: Guard, linked_desk: Guard, roster: Callable[[], Path]
) -> None:
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    holder = bytes.fromhex(guard.holder("Asha Rao"))
    assert guard.scan(linked_desk.stray(event="PUNE23", holder=holder)).reason == "unknown_key"


def test_names_of_the_linked_event_do_not_stand_in_the_journal(guard: Guard, roster: Callable[[], Path]) -> None:
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    bodies = b"".join(body for _, _, body in guard.desk.journal.bodies("desk"))
    assert "Traoré".encode() not in bodies


def test_only_an_event_that_is_declared_as_linked_is_linked(guard: Guard, roster: Callable[[], Path]) -> None:
    guard.redeclare(linked=())
    decision = linking.link(guard.desk, "AFINDX23", roster())
    assert not isinstance(decision, Decided)
    with pytest.raises(WrongUse, match="roster of AFINDX23, not of DEFEXPO"):
        linking.link(guard.desk, "DEFEXPO", roster())


@pytest.mark.parametrize(
    "change",
    [
        {"holder": "stranger"},
        {"issue": 0},
        {"issue": "one"},
        {"valid_from": "yesterday"},
        {"valid_from": "2023-03-24T00:00:00"},
        {"revoked_from": "soon"},
        {"status": "fine"},
        {"zones": None},
    ],
    ids=str,
)
def test_a_roster_that_was_tampered_with_is_wrong_data_and_changes_nothing(
    guard: Guard, roster: Callable[[], Path], change: dict[str, object]
) -> None:
    path = roster()
    content = json.loads(path.read_bytes())
    content["badges"][0] |= change
    path.write_text(json.dumps(content))
    head = guard.desk.journal.head()
    with pytest.raises(WrongData, match="is no roster"):
        linking.link(guard.desk, "AFINDX23", path)
    assert guard.desk.journal.head() == head


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b"[" * 10_000])
def test_a_file_that_is_no_roster_is_wrong_data(guard: Guard, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.roster"
    path.write_bytes(content)
    with pytest.raises(WrongData, match="is no roster"):
        linking.link(guard.desk, "AFINDX23", path)


def test_a_roster_with_one_badge_twice_or_another_key_is_wrong_data(guard: Guard, roster: Callable[[], Path]) -> None:
    path = roster()
    content = json.loads(path.read_bytes())
    path.write_text(json.dumps({**content, "badges": content["badges"] * 2}))
    with pytest.raises(WrongData, match="twice"):
        linking.link(guard.desk, "AFINDX23", path)
    path.write_text(json.dumps({**content, "public_key": "no key"}))
    with pytest.raises(WrongData):
        linking.link(guard.desk, "AFINDX23", path)


def test_a_substituted_persons_badge_works_until_the_change_takes_effect(guard: Guard) -> None:
    badge = guard.badge("Amadou Traoré")
    noon = guard.at(28, 12)
    guard.at(28, 9)
    allowed(nominations.substitute(guard.desk, "Amadou Traoré", {"family_name": "Coulibaly"}, noon))
    assert guard.scan(badge, "PLN1").verdict == "admitted"
    guard.now = noon - timedelta(seconds=1)
    assert guard.scan(badge, "CMP1").verdict == "admitted"
    guard.now = noon
    answer = guard.scan(badge, "CMP1")
    assert (answer.reason, answer.action) == ("revoked", "stop")
    assert answer.message == "Somebody else comes in this guest's place. Keep it; call the badge office."
    assert guard.scan(badge, "PLN1", "out").verdict == "left"


def test_a_suspended_person_stays_suspended_until_the_substitute_comes(guard: Guard) -> None:
    badge = guard.badge("Amadou Traoré")
    noon = guard.at(28, 12)
    guard.at(28, 9)
    allowed(accreditation.suspend(guard.desk, "Amadou Traoré"))
    allowed(nominations.substitute(guard.desk, "Amadou Traoré", {"family_name": "Coulibaly"}, noon))
    assert guard.scan(badge).reason == "suspended"


def test_when_a_party_cancels_its_badges_are_stopped_in_the_same_moment(guard: Guard) -> None:
    allowed(invitations.send(guard.desk, "INV/MLI"))
    allowed(invitations.answer(guard.desk, "INV/MLI", "accepted", level="principal"))
    allowed(invitations.cancel(guard.desk, "INV/MLI"))
    for name in ("Amadou Traoré", "Fatou Keita"):
        answer = guard.enters(name)
        assert (answer.reason, answer.message.split(".")[0]) == ("revoked", "The delegation has cancelled")
    assert guard.enters("Issa Moussa").verdict == "admitted"


def test_the_new_badge_opens_what_the_lost_one_did(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "PBK1")
    allowed(badges.replace(guard.desk, guard.serial("Amadou Traoré")))
    answer = guard.enters("Amadou Traoré", "PBK1")
    assert (answer.reason, answer.issue) == ("already_inside", 2), "it is the same person"
    guard.leaves("Amadou Traoré", "PBK1")
    assert guard.enters("Amadou Traoré", "PBK1").verdict == "admitted"


def test_a_badge_works_once_it_was_handed_out_where_that_is_asked(guard: Guard) -> None:
    guard.redeclare(policy=Policy(collect="required"))
    assert guard.enters("Amadou Traoré").reason == "not_collected"
    allowed(badges.collect(guard.desk, [guard.serial("Amadou Traoré")]))
    assert guard.enters("Amadou Traoré").verdict == "admitted"


def test_a_restored_person_comes_in_again(guard: Guard) -> None:
    allowed(accreditation.suspend(guard.desk, "Amadou Traoré"))
    assert guard.enters("Amadou Traoré").reason == "suspended"
    allowed(accreditation.restore(guard.desk, "Amadou Traoré"))
    assert guard.enters("Amadou Traoré").verdict == "admitted"


def closed_session(guard: Guard, **particulars: object) -> None:
    """A session by invitation in the committee room that runs now."""
    starts = guard.now - timedelta(minutes=10)
    values = {"venue": "ROOM", "access": "invited", **particulars}
    allowed(programme.add(guard.desk, "S1", "Committee", starts, starts + timedelta(hours=1), **values))


@pytest.mark.parametrize("chair", ["Amadou Traoré", "TRAORE Amadou", "amadou traoré", "  Traore   AMADOU "])
def test_a_chair_is_known_in_whatever_case_order_and_accents_the_programme_writes(guard: Guard, chair: str) -> None:
    closed_session(guard, chair=chair)
    assert guard.enters("Fatou Keita", "CLS1").reason == "not_invited"
    assert guard.enters("Amadou Traoré", "CLS1").verdict == "admitted"


def test_whoever_comes_in_a_speakers_place_comes_into_the_closed_session_too(guard: Guard) -> None:
    closed_session(guard, speakers=["traore amadou"])
    allowed(nominations.substitute(guard.desk, "Amadou Traoré", {"family_name": "Coulibaly"}))
    allowed(nominations.substitute(guard.desk, "Coulibaly", {"family_name": "Sidibé"}))
    allowed(accreditation.grant(guard.desk, "Sidibé"))
    allowed(badges.issue(guard.desk, ["Sidibé"]))
    assert guard.enters("Sidibé", "CLS1").verdict == "admitted"
    assert guard.enters("Fatou Keita", "CLS1").reason == "not_invited"


def test_a_large_roster_comes_in_parts_that_show_together(
    guard: Guard, linked_desk: Guard, roster: Callable[[], Path]
) -> None:
    path = roster()
    content = json.loads(path.read_bytes())
    one = content["badges"][0]
    many = [{**one, "holder": f"{number:010x}", "name": f"Somebody {number}"} for number in range(6_000)]
    path.write_text(json.dumps({**content, "badges": [*many, one]}))
    allowed(linking.link(guard.desk, "AFINDX23", path))
    parts = [record.read(body) for _, _, body in guard.desk.journal.bodies("desk") if b'"EventLinked"' in body]
    assert [part.part for part in parts] == list(range(1, parts[0].parts + 1))
    assert len(parts) > 1
    assert max(len(body) for _, _, body in guard.desk.journal.bodies("desk")) <= record.LARGEST
    answer = guard.scan(linked_desk.badge("Amadou Traoré"))
    assert (answer.verdict, answer.name) == ("admitted", "Amadou Traoré")
    known = "SELECT count(*), count(DISTINCT name) FROM linked_badges"
    assert tuple(guard.desk.journal.db.execute(known).fetchone()) == (6_001, 6_001)
    before = schema.digest(guard.desk.journal.db)
    rebuild(guard.desk.journal, guard.desk.projection())
    assert schema.digest(guard.desk.journal.db) == before
    allowed(linking.link(guard.desk, "AFINDX23", roster()))
    assert guard.desk.journal.db.execute(known).fetchone()[0] == 1, "a later roster takes the place of the whole"

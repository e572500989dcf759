"""Names and free text about people are sealed in the journal, and can be erased without touching it."""

from __future__ import annotations

import hmac
import sqlite3
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges, nominations
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.domain.entries import EventLinked, PersonErased
from conclave_desk.errors import WrongData
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.journal.seal import Safe
from conclave_desk.registers import schema
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    from tests.conftest import Office

PRIVATE = {
    "passport_number": "XK9182736",
    "date_of_birth": "1961-02-03",
    "email": "oumar@example.org",
    "rank": "Brigadier",
    "badge_name": "O. Diarra-Koné",
    "native_name": "ߎߡߊߙߎ",
    "note": "walks with a stick",
}
WORDS = [
    *PRIVATE.values(),
    "Oumar",
    "Diarra",
    "ߎߡߊߙߎ",
    "heart trouble",
    "minister insists",
    "Captain Keita",
    "looked into",
]


@pytest.fixture
def diarra(office: Office) -> str:
    """Somebody about whom everything was written that can be."""
    office.invite(DEL=1)
    office.nominate("Kéba Sangaré")
    person = office.nominate("Oumar Diarra", over_quota="minister insists", cells=PRIVATE)
    office.allowed(accreditation.clear(office.desk, person, "paper", "passed", remark="looked into"))
    office.allowed(accreditation.grant(office.desk, person))
    serial = office.badge(person)
    office.allowed(badges.collect(office.desk, [serial], by="Captain Keita"))
    office.allowed(accreditation.suspend(office.desk, person, "heart trouble"))
    return person


def erase(desk: Desk, person: str) -> None:
    def rule() -> Decision:
        desk.safe.erase(person)
        return Decided((PersonErased(person=person),))

    assert isinstance(desk.record("dossier erase", rule), Decided)


def journal_bytes(desk: Desk) -> bytes:
    return b"".join(bytes(row[0]) for row in desk.journal.db.execute("SELECT body FROM journal"))


def everything(config: Config) -> bytes:
    return b"".join(path.read_bytes() for path in config.desk.parent.iterdir())


@pytest.mark.parametrize("word", WORDS)
def test_nothing_about_a_person_stands_in_the_journal(office: Office, diarra: str, word: str) -> None:
    written = journal_bytes(office.desk)
    assert diarra.encode() in written
    assert word.encode() not in written


def test_the_registers_show_it_while_the_person_is_known(office: Office, diarra: str) -> None:
    person = office.person(diarra)
    assert (person.titled, person.over_quota) == ("Brigadier Oumar Diarra", "minister insists")
    assert office.permission(diarra).reason == "heart trouble"
    assert office.badges_of(diarra)[0].collected_by == "Captain Keita"
    assert office.desk.safe.dossier(person.person)["email"] == "oumar@example.org"


def test_erasing_a_person_leaves_the_chain_whole_and_the_registers_as_a_rebuild_draws_them(
    office: Office, diarra: str
) -> None:
    heads = [digest for _n, digest, _body in office.desk.journal.bodies("desk")]

    erase(office.desk, office.person(diarra).person)

    assert isinstance(verify(office.desk.journal, heads[-1]), Verified)
    before = schema.digest(office.desk.journal.db)
    rebuild(office.desk.journal, office.desk.projection())
    assert schema.digest(office.desk.journal.db) == before


def test_registers_show_that_a_person_was_erased(office: Office, diarra: str) -> None:
    erase(office.desk, office.person(diarra).person)
    person = office.person(diarra)
    assert (person.titled, person.over_quota, person.note) == ("erased", "erased", "")
    assert office.permission(diarra).reason == "erased"
    assert office.badges_of(diarra)[0].collected_by == "erased"
    assert office.badges_of(diarra)[0].status_at(office.desk.now()) == "collected", "what happened stays"
    assert office.person("sangare").name == "Kéba Sangaré", "others stay as they are"


def test_an_erased_person_is_nowhere_in_the_files_any_more(config: Config, office: Office, diarra: str) -> None:
    person = office.person(diarra).person
    (wrapped,) = office.desk.journal.db.execute("SELECT key FROM dossiers WHERE person = ?", (person,)).fetchone()
    erase(office.desk, person)
    office.desk.journal.close()
    left = everything(config)
    assert wrapped not in left
    assert [word for word in WORDS if word.encode() in left] == []
    with open_desk(config) as again:
        assert again.safe.dossier(person) == {}
        assert again.safe.holders_of("XK9182736") == []


def test_nothing_can_be_written_about_somebody_erased_but_their_badge_can_be_taken(office: Office, diarra: str) -> None:
    erase(office.desk, office.person(diarra).person)
    with pytest.raises(WrongData, match="has been erased; nothing can be written about them any more"):
        nominations.withdraw(office.desk, diarra, "ill")
    office.allowed(nominations.withdraw(office.desk, diarra))
    assert office.badges_of(diarra)[0].status_at(office.desk.now()) == "revoked"


def test_an_erased_linked_roster_loses_its_names(office: Office) -> None:
    badge = {"holder": "0102030405", "issue": 1, "party": "MLI", "category": "DEL", "zones": ["*"], "status": "granted"}
    days = {"valid_from": "2023-03-20", "valid_until": "2023-03-31"}

    def link() -> Decision:
        office.desk.safe.admit("link:AFX23")
        names = office.desk.safe.seal("link:AFX23", {"0102030405": "Oumar Diarra"})
        linked = EventLinked(
            issuer="AFX23",
            title="Field exercise",
            subject="link:AFX23",
            as_of=office.desk.now(),
            badges=[badge | days],
            names=names,
        )
        return Decided((linked,))

    office.allowed(office.desk.record("link", link))
    assert office.desk.journal.db.execute("SELECT name FROM linked_badges").fetchone()[0] == "Oumar Diarra"
    assert b"Diarra" not in journal_bytes(office.desk)

    erase(office.desk, "link:AFX23")

    assert office.desk.journal.db.execute("SELECT name FROM linked_badges").fetchone()[0] == "erased"
    before = schema.digest(office.desk.journal.db)
    rebuild(office.desk.journal, office.desk.projection())
    assert schema.digest(office.desk.journal.db) == before


def test_what_is_sealed_under_one_person_opens_under_no_other(office: Office) -> None:
    safe = office.desk.safe
    safe.admit("one")
    safe.admit("other")
    sealed = safe.seal("one", {"family_name": "Diarra"})
    assert safe.unseal("one", sealed) == {"family_name": "Diarra"}
    assert safe.unseal("other", sealed) is None
    assert safe.unseal("nobody", sealed) is None
    assert safe.seal("one", "x") != safe.seal("one", "x"), "no two seals are alike"


@given(st.binary(min_size=32, max_size=32), st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_the_mac_of_a_passport_is_that_of_the_standard(secret: bytes, number: str) -> None:
    safe = Safe(sqlite3.connect(":memory:"), secret)
    key = HKDFExpand(algorithm=SHA256(), length=32, info=b"conclave-desk 1 passport").derive(secret)
    text = "".join(number.split()).upper().encode()
    assert safe.passport_mac(number) == safe.passport_mac(number) == hmac.digest(key, text, "sha256")

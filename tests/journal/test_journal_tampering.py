"""Whatever is done to the journal behind the program's back: ``verify`` names the first record that does not hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from conclave_desk.domain.entries import InvitationDrafted
from conclave_desk.errors import WrongData
from conclave_desk.journal import record
from conclave_desk.journal.chain import Break, Verified, verify
from conclave_desk.journal.store import Journal

if TYPE_CHECKING:
    from tests.conftest import Office

STATION = "station:test"
LAST = {"desk": 7, STATION: 4}
RECORDS = [(chain, n) for chain, last in LAST.items() for n in range(1, last + 1)]


@pytest.fixture
def journal(office: Office) -> Journal:
    """Seven records of the desk, four of a station; the desk has noted the station's first three."""
    office.invite("MLI", DEL=2)
    for _ in range(3):
        office.at_gate(office.scan())
    office.invite("KEN", DEL=2)
    office.at_gate(office.scan())
    journal = office.desk.journal
    assert verify(journal) == Verified(LAST, journal.head()[1])
    return journal


def broken(journal: Journal) -> Break:
    found = verify(journal)
    assert isinstance(found, Break), found
    return found


def body(journal: Journal, chain: str, n: int) -> bytes:
    found: bytes = journal.db.execute("SELECT body FROM journal WHERE chain = ? AND n = ?", (chain, n)).fetchone()[0]
    return found


def put(db: sqlite3.Connection, chain: str, n: int, changed: bytes, *, rehash: bool) -> None:
    db.execute("UPDATE journal SET body = ? WHERE chain = ? AND n = ?", (changed, chain, n))
    if rehash:
        db.execute("UPDATE journal SET hash = ? WHERE chain = ? AND n = ?", (record.hash_of(changed), chain, n))


def remove(journal: Journal, chain: str, after: int) -> None:
    journal.db.execute("DELETE FROM journal WHERE chain = ? AND n > ?", (chain, after))


def set_head(journal: Journal, chain: str, n: int) -> None:
    digest = record.hash_of(body(journal, chain, n))
    journal.db.execute("UPDATE heads SET n = ?, hash = ? WHERE chain = ?", (n, digest, chain))


@pytest.mark.parametrize(("chain", "n"), RECORDS)
def test_a_changed_byte_anywhere_in_a_record_is_named(journal: Journal, chain: str, n: int) -> None:
    whole = body(journal, chain, n)
    for place in range(0, len(whole), max(1, len(whole) // 12)):
        changed = bytearray(whole)
        changed[place] ^= 1
        put(journal.db, chain, n, bytes(changed), rehash=False)
        assert broken(journal) == Break(chain, n, "was changed after it was written")
    put(journal.db, chain, n, whole, rehash=False)
    assert isinstance(verify(journal), Verified)


@pytest.mark.parametrize(("chain", "n"), RECORDS)
def test_a_changed_record_with_a_hash_to_match_does_not_fit_its_chain(journal: Journal, chain: str, n: int) -> None:
    officer = b'"Protocol"' if chain == record.DESK else b'"Guard"'
    put(journal.db, chain, n, body(journal, chain, n).replace(officer, b'"Somebody"'), rehash=True)
    found = broken(journal)
    if (chain, n) == (STATION, 3):
        assert found == Break(STATION, 3, "was replaced: the desk noted another hash for it")
    elif n == LAST[chain]:
        assert found == Break(chain, n, "is not the record that was written last")
    else:
        assert found.chain == chain
        assert found.n == n + 1
        assert "does not follow from the record before it" in found.sentence


@pytest.mark.parametrize(("chain", "n"), [(chain, n) for chain, n in RECORDS if n < LAST[chain]])
def test_a_removed_record_is_named(journal: Journal, chain: str, n: int) -> None:
    journal.db.execute("DELETE FROM journal WHERE chain = ? AND n = ?", (chain, n))
    assert broken(journal) == Break(chain, n, f"is missing (record {n + 1} follows {n - 1})")


@pytest.mark.parametrize(("chain", "kept"), [("desk", 6), ("desk", 3), ("desk", 0), (STATION, 3), (STATION, 0)])
def test_a_removed_tail_is_named_by_its_first_record(journal: Journal, chain: str, kept: int) -> None:
    remove(journal, chain, kept)
    found = broken(journal)
    assert (found.chain, found.n) == (chain, kept + 1)
    assert found.sentence.startswith("is missing (")


def test_a_station_cut_back_behind_what_the_desk_has_seen_is_named_even_with_a_head_to_match(journal: Journal) -> None:
    remove(journal, STATION, 2)
    set_head(journal, STATION, 2)
    assert broken(journal) == Break(STATION, 3, "is missing (the desk has seen record 3)")


def test_a_station_removed_without_a_trace_is_missed(journal: Journal) -> None:
    remove(journal, STATION, 0)
    journal.db.execute("DELETE FROM heads WHERE chain = ?", (STATION,))
    assert broken(journal) == Break(STATION, 1, "is missing, as is the whole chain (the desk has seen record 3)")


def test_a_head_that_is_gone_is_noticed(journal: Journal) -> None:
    journal.db.execute("DELETE FROM heads WHERE chain = 'desk'")
    assert broken(journal) == Break("desk", LAST["desk"], "is not the record that was written last")


@pytest.mark.parametrize(("chain", "n"), [("desk", 1), ("desk", 4), (STATION, 2)])
@pytest.mark.parametrize("columns", ["body", "body, hash"])
def test_a_swapped_pair_is_named_by_the_first(journal: Journal, chain: str, n: int, columns: str) -> None:
    rows = {
        place: journal.db.execute(f"SELECT {columns} FROM journal WHERE chain = ? AND n = ?", (chain, place)).fetchone()
        for place in (n, n + 1)
    }
    marks = ", ".join(f"{column} = ?" for column in columns.split(", "))
    for place, other in ((n, n + 1), (n + 1, n)):
        journal.db.execute(f"UPDATE journal SET {marks} WHERE chain = ? AND n = ?", (*rows[other], chain, place))
    found = broken(journal)
    assert (found.chain, found.n) == (chain, n)
    if columns == "body, hash":
        assert found.sentence == f"says that it is {chain}:{n + 1}"


def rewrite(journal: Journal, chain: str, change: Callable[[record.Record], record.Record]) -> None:
    """Write the whole chain again, each record fitting the one before, the head too."""
    prev, bodies = record.NOTHING, [record.read(found) for _n, _hash, found in journal.bodies(chain)]
    for read in bodies:
        (written,) = record.write(chain, read.n, prev, change(read).command, read.entries)
        put(journal.db, chain, read.n, written, rehash=True)
        prev = record.hash_of(written)
    set_head(journal, chain, len(bodies))


def by_somebody(read: record.Record) -> record.Record:
    return msgspec.structs.replace(read, command=msgspec.structs.replace(read.command, officer="Somebody"))


def test_a_station_written_again_whole_does_not_fit_the_desks_anchors(journal: Journal) -> None:
    rewrite(journal, STATION, by_somebody)
    assert broken(journal) == Break(STATION, 3, "was replaced: the desk noted another hash for it")


def test_a_desk_written_again_whole_is_found_by_a_head_that_was_noted_down(journal: Journal) -> None:
    _n, noted = journal.head()
    rewrite(journal, record.DESK, by_somebody)
    assert isinstance(verify(journal), Verified), "nothing inside the file tells"
    assert verify(journal, noted) == Break("desk", LAST["desk"], "the head given is none of this journal's")


def test_every_head_that_the_desk_ever_had_is_known(office: Office, journal: Journal) -> None:
    heads = [digest for _n, digest, _body in journal.bodies(record.DESK)]
    assert len(heads) == LAST["desk"]
    for head in heads:
        assert isinstance(verify(journal, head), Verified)
    (station_head, *_) = [digest for _n, digest, _body in journal.bodies(STATION)]
    assert isinstance(verify(journal, station_head), Break), "a station's head is none of the desk's"
    assert isinstance(verify(journal, bytes(32)), Break)
    office.invite("GIN", DEL=1)
    assert isinstance(verify(journal, heads[-1]), Verified), "the journal may have grown since"


def test_a_break_reads_as_a_place_and_a_sentence(journal: Journal) -> None:
    remove(journal, record.DESK, 4)
    assert str(broken(journal)) == "desk:5: is missing (the last record was 7)"


def test_a_record_of_a_newer_version_is_said_to_be_one(journal: Journal) -> None:
    newer = body(journal, record.DESK, LAST["desk"]).replace(b'{"v":1,', b'{"v":2,')
    put(journal.db, record.DESK, LAST["desk"], newer, rehash=True)
    sentence = "the journal was written by a newer conclave-desk (version 2); install that one"
    assert broken(journal) == Break(record.DESK, LAST["desk"], sentence)
    with pytest.raises(WrongData, match="written by a newer conclave-desk"):
        journal.replay(lambda _command, _entries: None)


def test_a_newer_record_may_have_kinds_of_entry_that_this_program_does_not_know(journal: Journal) -> None:
    known = body(journal, record.DESK, 2)
    assert InvitationDrafted.__name__.encode() in known
    unknown = known.replace(b"InvitationDrafted", b"InvitationSungAloud")
    with pytest.raises(WrongData, match="a journal record cannot be read"):
        record.read(unknown)
    with pytest.raises(WrongData, match="newer conclave-desk"):
        record.read(unknown.replace(b'{"v":1,', b'{"v":9,'))
    with pytest.raises(WrongData, match="cannot be read"):
        record.read(b"\x00\xff")


def test_what_others_append_meanwhile_is_no_break(journal: Journal) -> None:
    other = Journal.open(journal.path)
    walked = journal.chains()
    try:
        with journal.reading():
            assert journal.head()[0] == LAST["desk"]
            with other.transaction():
                command = msgspec.structs.replace(record.read(body(other, record.DESK, 2)).command, id="another")
                drafted = InvitationDrafted(invitation="i", reference="INV/X", party="GIN", slots={})
                other.append(record.DESK, command, (drafted,), lambda _command, _entries: None)
            assert isinstance(verify(journal), Verified)
            assert journal.head()[0] == LAST["desk"]
        assert journal.head()[0] == LAST["desk"] + 1
        assert journal.chains() == walked
    finally:
        other.close()

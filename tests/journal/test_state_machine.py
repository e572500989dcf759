"""A desk that is used, killed, reopened, rebuilt and merged with, in any order that can be thought of."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges, invitations, nominations, programme
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decision, Refusal
from conclave_desk.domain.entries import ScanAnnulled, ScanRecorded
from conclave_desk.domain.nomination import ACTIVE
from conclave_desk.domain.slots import offered
from conclave_desk.journal import record
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.journal.record import Command
from conclave_desk.registers import accreditations, schema
from conclave_desk.registers import invitations as invitation_register
from conclave_desk.registers import nominations as nomination_register
from conclave_desk.registers.rebuild import rebuild
from conclave_desk.registers.views import Badge, Nomination

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import pytest
    from tests.conftest import Office

PARTIES = st.sampled_from(["MLI", "KEN"])
CATEGORIES = st.sampled_from(["HOD", "DEL", "STF"])
NAMES = st.sampled_from(["Oumar Diarra", "Kéba Sangaré", "Francis Ogolla", "Moussa", ""])
WHICH = st.integers(0, 1000)
HOURS = st.integers(0, 30)
SESSIONS = st.sampled_from(["S1", "S2", "S3"])
AWAY = ("station:a", "station:b")


class _Killed(Exception):
    """Ends a transaction in the middle."""


class DeskMachine(RuleBasedStateMachine):
    """Real commands on a real file. A command may be refused; whatever it leaves must be whole."""

    def __init__(self, founded: Path, folder: Path, office_of: Callable[[Desk], Office], now: Config) -> None:
        super().__init__()
        self.folder, self.office_of, self.now = folder, office_of, now.now
        self.copies = 0
        self.away: dict[str, list[bytes]] = {chain: [] for chain in AWAY}
        self.merged: dict[str, int] = dict.fromkeys(AWAY, 0)
        self._open(self._copy(founded))

    def _copy(self, source: Path) -> Path:
        """The files as they lie on the disk now, an unfinished transaction's log among them."""
        self.copies += 1
        target = self.folder / f"{self.copies}.desk"
        for suffix in ("", ".key", "-wal"):
            if (there := source.with_name(source.name + suffix)).exists():
                shutil.copy(there, target.with_name(target.name + suffix))
        return target

    def _open(self, path: Path) -> None:
        self.config = Config(desk=path, officer="Protocol", now=self.now)
        self.opened: AbstractContextManager[Desk] = open_desk(self.config)
        self.desk = self.opened.__enter__()
        self.office = self.office_of(self.desk)

    def _close(self) -> None:
        self.opened.__exit__(None, None, None)

    def teardown(self) -> None:
        self.rebuild()
        self._close()

    def _did(self, command: Callable[[], Decision]) -> None:
        """A command that was refused has left nothing."""
        before = self.desk.journal.head()
        decision = command()
        assert (self.desk.journal.head() == before) == (isinstance(decision, Refusal) or not decision.entries)

    def _people(self) -> list[Nomination]:
        return nomination_register.all_of(self.desk.journal.db)

    def _person(self, which: int) -> str:
        people = self._people()
        return people[which % len(people)].id

    def _badges(self) -> list[Badge]:
        return accreditations.badges(self.desk.journal.db)

    def _serial(self, which: int) -> str:
        held = self._badges()
        return badges.serial_of(held[which % len(held)])

    def _references(self) -> list[str]:
        return [invitation.reference for invitation in invitation_register.all_of(self.desk.journal.db)]

    somebody = precondition(lambda self: self._people())
    with_badges = precondition(lambda self: self._badges())
    invited = precondition(lambda self: self._references())
    scheduled = precondition(lambda self: self._sessions())

    def _sessions(self) -> list[str]:
        return [row[0] for row in self.desk.journal.db.execute("SELECT code FROM sessions")]

    # Officers

    @rule(party=PARTIES, delegates=st.integers(0, 2))
    def invite(self, party: str, delegates: int) -> None:
        self._did(lambda: invitations.add(self.desk, f"INV/{party}", party, {"HOD": 1, "DEL": delegates}))

    @invited
    @rule(party=PARTIES, step=st.sampled_from(["sent", "acknowledged", "accepted", "accepted", "regretted", "lapsed"]))
    def move_on(self, party: str, step: str) -> None:
        if (reference := f"INV/{party}") not in self._references():
            return
        if step == "sent":
            self._did(lambda: invitations.send(self.desk, reference, "2023-02-01"))
        else:
            self._did(lambda: invitations.answer(self.desk, reference, step, level="principal"))

    @invited
    @rule(party=PARTIES, by_host=st.booleans())
    def call_off(self, party: str, *, by_host: bool) -> None:
        if (reference := f"INV/{party}") in self._references():
            self._did(lambda: (invitations.withdraw if by_host else invitations.cancel)(self.desk, reference))

    @invited
    @rule(party=PARTIES, category=CATEGORIES, name=NAMES, extra=st.sampled_from([None, None, "asked for"]))
    def nominate(self, party: str, category: str, name: str, extra: str | None) -> None:
        if f"INV/{party}" in self._references():
            proposal = self.office.proposal(name, category, party, over_quota=extra, role="principal")
            self._did(lambda: nominations.add(self.desk, proposal))

    @somebody
    @rule(which=WHICH, name=NAMES, hours=HOURS)
    def substitute(self, which: int, name: str, hours: int) -> None:
        cells, effective = {"family_name": name}, self.desk.now() + timedelta(hours=hours)
        self._did(lambda: nominations.substitute(self.desk, self._person(which), cells, effective))

    @somebody
    @rule(which=WHICH, role=st.sampled_from(["principal", "representative"]))
    def make_head(self, which: int, role: str) -> None:
        self._did(lambda: nominations.make_head(self.desk, self._person(which), role))

    @somebody
    @rule(which=WHICH, reason=st.sampled_from([None, "ill"]))
    def withdraw(self, which: int, reason: str | None) -> None:
        self._did(lambda: nominations.withdraw(self.desk, self._person(which), reason))

    @somebody
    @rule(which=WHICH)
    def clear(self, which: int) -> None:
        person = self._person(which)
        for step in self.office.steps(person):
            self._did(partial(accreditation.clear, self.desk, person, step, "passed", remark="seen"))

    @somebody
    @rule(which=WHICH, provisional=st.booleans())
    def grant(self, which: int, *, provisional: bool) -> None:
        self._did(lambda: accreditation.grant(self.desk, self._person(which), provisional=provisional))

    @somebody
    @rule(which=WHICH, step=st.sampled_from([accreditation.refuse, accreditation.suspend, accreditation.restore]))
    def judge(self, which: int, step: Callable[[Desk, str], Decision]) -> None:
        self._did(lambda: step(self.desk, self._person(which)))

    @rule()
    def issue_and_print(self) -> None:
        self._did(lambda: badges.issue(self.desk, [], all_accredited=True))
        if new := [badge for badge in self._badges() if not badge.printed]:
            self._did(lambda: badges.printed(self.desk, new))

    @with_badges
    @rule(
        which=WHICH,
        step=st.sampled_from(
            [
                lambda desk, serial: badges.collect(desk, [serial]),
                lambda desk, serial: badges.surrender(desk, [serial]),
                lambda desk, serial: badges.revoke(desk, [serial]),
                badges.replace,
            ]
        ),
    )
    def keep_badges(self, which: int, step: Callable[[Desk, str], Decision]) -> None:
        self._did(lambda: step(self.desk, self._serial(which)))

    @rule(code=SESSIONS, hours=HOURS)
    def schedule(self, code: str, hours: int) -> None:
        starts = self.desk.now() + timedelta(hours=hours)
        self._did(lambda: programme.add(self.desk, code, "A session", starts, starts + timedelta(hours=1)))

    @scheduled
    @rule(code=SESSIONS, hours=HOURS, off=st.booleans())
    def reschedule(self, code: str, hours: int, *, off: bool) -> None:
        if code not in self._sessions():
            return
        if off:
            self._did(lambda: programme.cancel(self.desk, code, "off"))
        else:
            self._did(lambda: programme.move(self.desk, code, starts=self.desk.now() + timedelta(hours=hours)))

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        self.now = self.desk.now() + timedelta(hours=hours)
        self.office.at(self.now)

    # Gates

    @rule(holder=st.sampled_from(["0000000001", "0000000002"]), back=HOURS, out=st.booleans())
    def scan_here(self, holder: str, back: int, *, out: bool) -> None:
        self.office.at_gate(self._scan(holder, back, out=out))

    @rule(
        holder=st.sampled_from(["0000000001", "0000000002"]), back=HOURS, out=st.booleans(), chain=st.sampled_from(AWAY)
    )
    def scan_away(self, holder: str, back: int, chain: str, *, out: bool) -> None:
        """The ids are short, so that both stations come to use the same ones."""
        scan = self._scan(holder, back, out=out, chain=chain, scan_id=str(len(self.away[chain])))
        self._write_away(chain, self.office.scan_command(scan), scan)

    @rule(chain=st.sampled_from(AWAY))
    def annul_away(self, chain: str) -> None:
        """The last record of a station, if it is a scan, is taken back."""
        last = record.read(self.away[chain][-1]).entries[0] if self.away[chain] else None
        if not isinstance(last, ScanRecorded):
            return
        entry = ScanAnnulled(
            scan_id=last.scan_id,
            chain=chain,
            gate=last.gate,
            issuer=last.issuer or "",
            holder=last.holder or "",
            at=last.at,
        )
        command = Command(id=f"annul:{last.scan_id}", name="gate annul", officer="Guard", where="G1", at=last.at)
        self._write_away(chain, command, entry)

    def _write_away(self, chain: str, command: Command, entry: ScanRecorded | ScanAnnulled) -> None:
        kept = self.away[chain]
        prev = record.hash_of(kept[-1]) if kept else record.NOTHING
        kept += record.write(chain, len(kept) + 1, prev, command, (entry,))

    def _scan(self, holder: str, back: int, *, out: bool, **more: str) -> ScanRecorded:
        at = self.desk.now() - timedelta(hours=back)
        verdict, direction = ("left", "out") if out else ("admitted", "in")
        return self.office.scan(holder, at=at, verdict=verdict, direction=direction, **more)

    @rule(seed=WHICH, most=st.integers(1, 5))
    def merge(self, seed: int, most: int) -> None:
        """The stations' records come in, those of each in order, the stations in any."""
        coming = [chain for chain in AWAY for _ in self.away[chain][self.merged[chain] :][:most]]
        random.Random(seed).shuffle(coming)
        project = self.desk.projection()
        with self.desk.journal.transaction():
            for chain in coming:
                read = self.desk.journal.append_record(self.away[chain][self.merged[chain]])
                project(read.command, read.entries)
                self.merged[chain] += 1

    # Mishaps

    @rule()
    def kill_between_commands(self) -> None:
        self._after_a_kill(self._copy(self.config.desk))

    @invited
    @rule(party=PARTIES)
    def kill_in_the_middle(self, party: str) -> None:
        before = schema.digest(self.desk.journal.db)
        copies: list[Path] = []

        def half() -> Decision:
            self.desk.safe.admit("somebody")
            self.desk.journal.db.execute("DELETE FROM nominations WHERE party = ?", (party,))
            self.desk.journal.db.execute("DELETE FROM journal WHERE n > 1")
            copies.append(self._copy(self.config.desk))
            raise _Killed

        try:
            self.desk.record("half a command", half)
        except _Killed:
            assert schema.digest(self.desk.journal.db) == before
        self._after_a_kill(copies[0])
        assert schema.digest(self.desk.journal.db) == before

    def _after_a_kill(self, left: Path) -> None:
        head = self.desk.journal.head()
        self._close()
        self._open(left)
        assert self.desk.journal.head() == head, "what was acknowledged is on the disk"

    @rule()
    def reopen(self) -> None:
        self._close()
        self._open(self.config.desk)

    @rule()
    def rebuild(self) -> None:
        before = schema.digest(self.desk.journal.db)
        rebuild(self.desk.journal, self.desk.projection())
        assert schema.digest(self.desk.journal.db) == before

    # What always holds

    @invariant()
    def the_chains_hold(self) -> None:
        found = verify(self.desk.journal)
        assert isinstance(found, Verified), found

    @invariant()
    def who_is_inside_follows_from_the_scans_that_count(self) -> None:
        db, where = self.desk.journal.db, {}
        for row in db.execute("SELECT * FROM scans ORDER BY at, scan_id, verdict = 'admitted', day, party"):
            if row["verdict"] in ("admitted", "left"):
                where[row["issuer"], row["holder"], row["zone"]] = row["verdict"] == "admitted"
        drawn = {(r["issuer"], r["holder"], r["zone"]): bool(r["inside"]) for r in db.execute("SELECT * FROM presence")}
        assert drawn == where
        assert db.execute("SELECT coalesce(sum(inside), 0) FROM occupancy").fetchone()[0] == sum(where.values())

    @invariant()
    def no_slot_is_held_twice(self) -> None:
        for invitation in invitation_register.all_of(self.desk.journal.db):
            for category in self.desk.event.categories:
                held = nomination_register.slots_held(self.desk.journal.db, invitation.id, category.code)
                number = offered(self.desk.event, invitation.slots, category.code)
                assert number is None or len([n for n in held if not n.over_quota]) <= number

    @invariant()
    def nobody_who_has_gone_holds_a_badge_that_works(self) -> None:
        now = self.desk.now()
        for person in self._people():
            if person.status_at(now) not in ACTIVE:
                states = {b.status_at(now) for b in accreditations.badges_of(self.desk.journal.db, person.id)}
                assert states <= {"revoked", "surrendered"}

    @invariant()
    def nobody_has_two_badges_that_work(self) -> None:
        now = self.desk.now()
        working = [badge.holder for badge in self._badges() if badge.status_at(now) != "revoked"]
        assert len(working) == len(set(working))


def test_a_desk_in_any_use_stays_whole(
    founded: Path,
    config: Config,
    office_of: Callable[[Desk], Office],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:

    class Machine(DeskMachine):
        def __init__(self) -> None:
            super().__init__(founded, tmp_path_factory.mktemp("machine"), office_of, config)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )

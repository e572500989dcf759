"""What an officer does at the gates: keep one, prepare stations and merge them, name supervisors, hand out floaters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import Gate
from conclave_desk.tui.commands import Command
from conclave_desk.tui.gates import FLOATERS, STATIONS, SUPERVISORS

if TYPE_CHECKING:
    from pathlib import Path

    from conclave_desk.desk.desk import Desk
    from conclave_desk.domain.decision import Decision
    from conclave_desk.gate.merge import Merged
    from conclave_desk.tui.modals.progress import Progress


class _AtGate(Command):
    """A command about the gate under the cursor of the upper table."""

    @property
    def gate(self) -> Gate | None:
        """The gate under the cursor."""
        found: Gate | None = self.screen.gate
        return found

    def enabled(self) -> bool:
        """Where there is a gate."""
        return self.gate is not None


class Watch(_AtGate):
    """Open the scan screen of the gate: for a USB scanner, a typed serial, or a name. Esc 9 comes back."""

    name = "gates.watch"
    title = "scan screen"
    key = "enter"
    twin = "gate watch"

    def enabled(self) -> bool:
        """While the cursor is among the gates."""
        return self.gate is not None and bool(self.screen.gates_table.has_focus)

    async def run(self) -> None:
        """Fill the terminal with it."""
        from conclave_desk.tui.watch.clerk import keeping
        from conclave_desk.tui.watch.remembered import Choices
        from conclave_desk.tui.watch.screen import Gatehouse, WatchScreen

        if (gate := self.gate) is not None:
            by_theme = True if self.screen.app.theme == "light" else None
            house = Gatehouse(gate.code, day=by_theme, choices=Choices(self.desk.journal.path))
            await self.screen.app.push_screen_wait(WatchScreen(keeping(self.office.another), house))
            self.screen.changed()


class ByName(_AtGate):
    """Scan somebody who has come without a badge, by name; the entry says that none was shown. What the gate refuses,
    a supervisor's reason overrides."""

    name = "gates.by_name"
    title = "by name"
    key = "n"
    twin = "gate admit"

    async def run(self) -> None:
        """Find the person, then judge."""
        from conclave_desk.tui.forms.gate import by_name
        from conclave_desk.tui.modals.find import Find

        gate = self.gate
        person = await self.ask(Find(self.office)) if gate else None
        if gate is not None and person is not None:
            await self.fill(by_name(self.office, gate, person), f"{person.titled}: recorded at {gate.name}.")


class Delegation(_AtGate):
    """Scan a whole delegation by name, as when its coach has come: each is judged alone, and who is refused is listed."""

    name = "gates.delegation"
    title = "delegation"
    key = "d"
    twin = "gate admit"

    async def run(self) -> None:
        """Ask which, judge all, list the refused."""
        from conclave_desk.tui.forms.form_modal import FormModal
        from conclave_desk.tui.forms.gate import Delegated, delegation
        from conclave_desk.tui.modals.message import Message

        gate, done = self.gate, Delegated()
        if gate is None:
            return
        if await self.ask(FormModal(self.office, delegation(self.office, gate, done))) is not None:
            self.screen.changed()
            await self.ask(Message(f"{done.name} at {gate.name}", "\n".join(done.summary), stop=False))


class Annul(_AtGate):
    """Take back the last scan that was recorded at the gate with this desk's file and let somebody in or out, within 15
    minutes; it stays in the journal and counts no more."""

    name = "gates.annul"
    title = "annul"
    key = "a"
    twin = "gate annul"

    async def run(self) -> None:
        """Say which scan it is, ask once, annul."""
        from conclave_desk.bootstrap import station_of
        from conclave_desk.tui.modals.message import Message

        gate, station = self.gate, station_of(self.desk)
        if gate is None:
            return
        found = station.annullable(gate.code)
        if isinstance(found, Refusal):
            await self.ask(Message("Nothing to annul", found.sentence))
            return
        who = found.name or found.serial or "somebody"
        went = "came in" if found.verdict == "admitted" else "went out"
        what = f"{who} {went} at {gate.name}, {self.office.local(found.at):%H:%M:%S}. The scan will count no more."
        if await self.confirm("Annul the last scan", what, "Annul"):
            done = station.annul(gate.code, scan_id=found.scan_id)
            if isinstance(done, Refusal):
                await self.ask(Message("Nothing was annulled", done.sentence))
            else:
                self.screen.notify("Annulled.")
                self.screen.changed()


class Counts(_AtGate):
    """This gate's day: refused by reason, admitted by category, inside by State."""

    name = "gates.counts"
    title = "counts"
    key = "v"

    async def run(self) -> None:
        """On the page."""
        self.screen.show_counts()


class Prepare(_AtGate):
    """Make a station's file for the gate, for a machine without the desk; one that is there gets the roster of now and
    keeps its scans."""

    name = "gates.prepare"
    title = "prepare"
    key = "p"
    twin = "gate prepare"

    async def run(self) -> None:
        """Ask for the file, then fill it."""
        from conclave_desk.desk.founding import signing_key
        from conclave_desk.desk.thumbnails import for_gates
        from conclave_desk.gate.prepare import prepare
        from conclave_desk.tui.forms import station as forms
        from conclave_desk.tui.forms.form_modal import FormModal

        gate, files = self.gate, forms.Files()
        if gate is None or await self.ask(FormModal(self.office, forms.prepare(self.office, gate, files))) is None:
            return
        (path,) = files.paths

        def task(desk: Desk, _: Progress) -> Decision:
            pictures = for_gates(desk) if files.photos else ()
            return prepare(desk, signing_key(desk), gate.code, path, pictures)

        decision = await self.work(f"Preparing {path.name}", task)
        if decision is not None and await self.settle(decision, f"{path} is ready. Take it to the gate's machine."):
            self.screen.show_view(STATIONS)


class Merge(Command):
    """Take in stations' scans, in any order and any number of times; what should be looked into is listed."""

    name = "gates.merge"
    title = "merge"
    key = "m"
    twin = "gate merge"

    async def run(self) -> None:
        """Ask for files, take them in, say what came."""
        from conclave_desk.gate.merge import merge
        from conclave_desk.tui.forms import station as forms
        from conclave_desk.tui.forms.form_modal import FormModal
        from conclave_desk.tui.modals.message import Message

        files = forms.Files()
        if await self.ask(FormModal(self.office, forms.merging(self.office, files))) is None:
            return

        def task(desk: Desk, _: Progress) -> Merged:
            return merge(desk, files.paths)

        merged = await self.work("Merging", task)
        if merged is not None:
            self.screen.merged()
            await self.ask(Message("Merged", "\n".join(_told(merged)), stop=False))


def _told(merged: Merged) -> list[str]:
    found = merged.findings
    numbers = (
        (len(found.double_entries), "double entries"),
        (len(found.revoked_admitted), "revoked badges were let in"),
        (len(found.clock_jumps), "clocks jumped"),
    )
    said = [f"{merged.imported:,} scans taken in, {merged.duplicates:,} were here already."]
    if merged.quarantined:
        said.append(f"{merged.quarantined:,} scans kept apart: their station was withdrawn, or is a copy of another.")
    look = [f"{number:,} {what}" for number, what in numbers if number]
    return [*said, f"To look into: {', '.join(look)}."] if look else said


class Export(Command):
    """Write all that a station's file has recorded into a scans file that the station signs, for another desk's merge."""

    name = "gates.export"
    title = "export"
    key = "e"
    twin = "gate export"
    footer = False

    async def run(self) -> None:
        """Ask for both files."""
        from conclave_desk.tui.forms import station as forms
        from conclave_desk.tui.forms.form_modal import FormModal

        files = forms.Files()
        if await self.ask(FormModal(self.office, forms.export(self.office, files))) is not None:
            station, scans = files.paths
            records = self._write(station, scans)
            self.screen.notify(f"{records:,} records in {scans}.")

    def _write(self, station: Path, scans: Path) -> int:
        from dataclasses import replace

        from conclave_desk.bootstrap import open_station
        from conclave_desk.gate.scans_file import of_station
        from conclave_desk.whole import whole_file

        with open_station(replace(self.office.config, station=station)) as opened:
            content, records = of_station(opened)
        with whole_file(scans) as file:
            file.write(content)
        return records


class Withdraw(Command):
    """Take the station under the cursor out of use: what comes from it after this is kept apart. Its file is not
    needed, since it may be what was lost."""

    name = "gates.withdraw"
    title = "withdraw"
    key = "x"
    twin = "gate withdraw"

    def enabled(self) -> bool:
        """On a station that is in use."""
        station = self.screen.listed(STATIONS)
        return station is not None and station.withdrawn_at is None

    async def run(self) -> None:
        """Say what it means, and ask once."""
        from conclave_desk.tui.forms.station import withdraw

        station = self.screen.listed(STATIONS)
        await self.fill(withdraw(self.office, station), f"{station.chain} is withdrawn.")


class Appoint(Command):
    """Name somebody who may override refusals at gates, with their own badge, or a PIN besides."""

    name = "gates.supervisor"
    title = "supervisor"
    key = "s"
    twin = "gate supervisor"

    async def run(self) -> None:
        """Find the person, ask about a PIN, show it once."""
        from conclave_desk.desk.supervisors import in_groups
        from conclave_desk.tui.forms.station import Drawn, appoint
        from conclave_desk.tui.modals.find import Find
        from conclave_desk.tui.modals.message import Message

        if (person := await self.ask(Find(self.office))) is None:
            return
        drawn = Drawn()
        if await self.fill(appoint(self.office, person, drawn), f"{person.titled} may override.") is None:
            return
        self.screen.show_view(SUPERVISORS)
        if drawn.pin:
            what = f"{in_groups(drawn.pin)}\n\nGive it to {person.titled}; it is shown this once. Prepare the stations again."
            await self.ask(Message("The PIN", what, stop=False))


class Relieve(Command):
    """The supervisor under the cursor may override no more."""

    name = "gates.relieve"
    title = "relieve"
    key = "r"
    twin = "gate supervisor"

    def enabled(self) -> bool:
        """On a supervisor."""
        return self.screen.listed(SUPERVISORS) is not None

    async def run(self) -> None:
        """Ask once."""
        from conclave_desk.desk import supervisors

        one = self.screen.listed(SUPERVISORS)
        what = f"{one.titled} may override no more; a station learns of it with its next roster."
        if await self.confirm("Relieve a supervisor", what, "Relieve"):
            await self.settle(supervisors.relieve(self.desk, one.id), f"{one.titled} may override no more.")


class Assign(Command):
    """Give a delegation floaters: transferable cards for the rooms that ask for one besides the badge."""

    name = "gates.floaters"
    title = "floaters"
    key = "o"
    twin = "gate floaters"

    async def run(self) -> None:
        """Ask for whom and how many."""
        from conclave_desk.tui.forms.station import assign

        if await self.fill(assign(self.office), "The floaters are assigned; print them as badges.") is not None:
            self.screen.show_view(FLOATERS)


class Recall(Command):
    """The floater under the cursor is lost or came back: it opens nothing any more."""

    name = "gates.recall"
    title = "recall"
    key = "c"
    twin = "gate floaters"

    def enabled(self) -> bool:
        """On a card that is in use."""
        line = self.screen.listed(FLOATERS)
        return line is not None and line.card.recalled_from is None

    async def run(self) -> None:
        """Ask for the cause."""
        from conclave_desk.tui.forms.station import recall

        line = self.screen.listed(FLOATERS)
        await self.fill(recall(self.office, line.serial, line.party_name), f"{line.serial} opens nothing any more.")


COMMANDS = (
    Watch,
    ByName,
    Delegation,
    Annul,
    Counts,
    Prepare,
    Merge,
    Withdraw,
    Appoint,
    Relieve,
    Assign,
    Recall,
    Export,
)

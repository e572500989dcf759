"""The day without power: lists to tick for each gate are printed before, and typed in at the desk afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from conclave_desk.domain.event import Gate
from conclave_desk.tui.commands import Command
from conclave_desk.tui.steadfast import noted

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.gate.paper_list import Taken
    from conclave_desk.tui.forms.paper_list import Page
    from conclave_desk.tui.modals.progress import Progress


class PaperRegister(Command):
    """Print who may come in by the gate under the cursor, or by all gates: lists by party with boxes to tick, for a day
    without power. `paper list` takes them in afterwards."""

    name = "gates.register"
    title = "print lists"
    key = "l"
    twin = "report gate-register"
    footer = False

    async def run(self) -> None:
        """Ask for which gates, day and file; draw them in a thread."""
        from conclave_desk.tui.forms.form_modal import FormModal
        from conclave_desk.tui.forms.paper_list import Lists, paper_register

        lists = Lists()
        if await self.ask(FormModal(self.office, paper_register(self.office, self.screen.gate, lists))) is None:
            return

        def task(desk: Desk, _: Progress) -> str:
            from conclave_desk.desk.faces import event_face
            from conclave_desk.desk.gate_register import registers
            from conclave_desk.printing.gate_register import print_registers
            from conclave_desk.whole import whole_file

            drawn = registers(desk, lists.gates, lists.session or None, lists.day)
            with whole_file(lists.file, private=True) as out:
                pages = print_registers(drawn, event_face(desk), out)
            names = "; ".join(f"{one.gate}: {one.count:,}" for one in drawn)
            return f"{names}. {pages:,} page{'' if pages == 1 else 's'}: {lists.file}"

        if (told := await self.work("Drawing lists for the gates", task)) is not None:
            self.screen.notify(told)


class BackEntry(Command):
    """Type in the gate's paper list, or name the file with its lines: who, when, and `out` for those who left. Each line
    becomes a scan as of its time."""

    name = "gates.back_entry"
    title = "paper list"
    key = "b"
    twin = "gate back-entry"
    footer = False

    def enabled(self) -> bool:
        """Where there is a gate."""
        return self.screen.gate is not None

    async def run(self) -> None:
        """Page after page until the form is left. A line that says nothing stands there again; after a fault, all do."""
        from conclave_desk.tui.forms.form_modal import FormModal
        from conclave_desk.tui.forms.paper_list import first_page, paper_list

        gate, page = self.screen.gate, first_page(self.office)
        while await self.ask(FormModal(self.office, paper_list(self.office, gate, page))) is not None:
            try:
                taken = await self._taken(gate, page)
            except Exception as fault:
                noted(fault)
                await self.ask(self.screen.app.about(fault))
                continue
            if taken is None:
                continue
            await self._tell(gate, taken)
            if page.file is not None:
                return
            page.lines = [one.text for one in taken if one.answer is None]

    async def _taken(self, gate: Gate, page: Page) -> list[Taken] | None:
        from conclave_desk.bootstrap import station_of
        from conclave_desk.desk.paper_list import named
        from conclave_desk.gate.paper_list import PaperList, take_in

        def task(desk: Desk, progress: Progress) -> list[Taken]:
            lines = page.numbered()
            taken: list[Taken] = []
            paper = PaperList(gate.code, page.day, page.override or None)
            for one in take_in(station_of(desk), paper, lines, partial(named, desk)):
                taken.append(one)
                progress(len(taken), len(lines))
            return taken

        return await self.work(f"Taking in the list of {gate.name}", task)

    async def _tell(self, gate: Gate, taken: list[Taken]) -> None:
        from conclave_desk.tui.modals.message import Message
        from conclave_desk.tui.wording import spoken

        refused, wrong = sum(one.refused for one in taken), sum(one.answer is None for one in taken)
        done = len(taken) - refused - wrong
        if refused + wrong == 0:
            self.screen.notify(f"{done:,} from paper at {gate.name}.")
            return
        said = [f"{done:,} taken in, {refused:,} refused by a rule, {wrong:,} not understood."]
        said += [spoken(one.told) for one in taken if one.told]
        await self.ask(Message(f"Paper list · {gate.name}", "\n".join(said)))

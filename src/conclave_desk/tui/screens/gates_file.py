"""In mode 7 a station's file is looked through: is it whole, and what of a torn one can be saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from conclave_desk.tui.commands import Command

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.gate.doctoring import Examined
    from conclave_desk.gate.torn import Torn
    from conclave_desk.tui.modals.progress import Progress


class CheckFile(Command):
    """Is a station's file whole? Of a torn one it says what is lost, and saves what can be merged."""

    name = "gates.check_file"
    title = "check file"
    key = "i"
    footer = False

    async def run(self) -> None:
        """Ask for the file, look through it, tell; offer to save what can be read of a torn one."""
        from conclave_desk.tui.forms import station as forms
        from conclave_desk.tui.modals.message import Message

        values = await self.said(lambda hand_on: forms.checked(self.office, hand_on))
        if values is None:
            return
        path = Path(values["file"])

        def task(desk: Desk, _: Progress) -> Examined:
            from conclave_desk.gate.doctoring import examined
            from conclave_desk.registers.stations import heads

            return examined(path, lambda chain: heads(desk.journal.db).get(chain, 0))

        found = await self.work(f"Looking through {path.name}", task)
        if found is None:
            return
        if found.torn is None or not found.torn.whole:
            stop = bool(found.faults)
            title = "Something is wrong with the file" if stop else "The file is whole"
            await self.ask(Message(title, "\n".join((str(path), *found.faults, found.said)).rstrip(), stop=stop))
            return
        saved = path.with_suffix(".scans")
        what = "\n".join((str(path), *found.faults, "", f"What can be saved goes into {saved.name} beside it."))
        if await self.confirm("The file is torn", what, "Save"):
            records = self._save(found.torn, saved)
            self.screen.notify(f"{records:,} records saved in {saved.name}; merge it next.")

    def _save(self, torn: Torn, file: Path) -> int:
        from conclave_desk.gate.torn import salvaged
        from conclave_desk.whole import whole_file

        content, records = salvaged(torn, self.desk.now())
        with whole_file(file) as out:
            out.write(content)
        return records

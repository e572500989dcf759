"""From the form of a print to the paper, the same wherever badges are printed: mode 6, a walk-up, a replaced badge."""

from __future__ import annotations

from collections.abc import Callable

from conclave_desk.desk.desk import Desk
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms.badges import PrintOrder
from conclave_desk.tui.forms.fields import Form
from conclave_desk.tui.forms.form_modal import FormModal
from conclave_desk.tui.modals.message import Message
from conclave_desk.tui.modals.progress import Progress
from conclave_desk.tui.pressing import Pressed, press, printers_here
from conclave_desk.tui.wording import badges_counted, few


async def print_as_ordered(command: Command, form_of: Callable[[PrintOrder], Form]) -> bool:
    """Ask where to and how by ``form_of`` an order, then print; whether anything was printed.

    The form begins with what was chosen last, on this machine's printers as they are now.
    """
    office = command.office
    order = PrintOrder(office.printing, await _printers(command))
    if await command.ask(FormModal(office, form_of(order))) is None:
        return False
    office.printing = order.settings
    return await _carry_out(command, order)


async def _printers(command: Command) -> tuple[str, ...]:
    """The printers of this machine, asked in a thread."""
    asked: tuple[str, ...] = await command.screen.run_worker(printers_here, thread=True, group="printers").wait()
    return asked


async def _carry_out(command: Command, order: PrintOrder) -> bool:
    """Print with progress; Esc breaks it off and nothing is recorded."""
    how = order.settings
    wanted = [(badge.holder, badge.issue) for badge in order.run.badges]

    def task(desk: Desk, progress: Progress) -> Pressed:
        return press(
            desk,
            wanted,
            order.file,
            progress,
            design=how.design,
            sheet=how.sheet,
            duplex=how.backs == "yes",
            covers=how.covers == "yes",
            reprint=order.reason,
            printer=order.printer,
        )

    pressed = await command.work(f"Printing {badges_counted(len(wanted))}", task)
    if pressed is None:
        command.screen.notify("Broken off: nothing was written, and no badge counts as printed.")
        return False
    pages = "1 page" if pressed.pages == 1 else f"{pressed.pages:,} pages"
    told = [pressed.where, *few([*order.run.warnings, *pressed.findings])]
    await command.ask(Message(f"Printed {badges_counted(pressed.count)} on {pages}", "\n".join(told), stop=False))
    return True

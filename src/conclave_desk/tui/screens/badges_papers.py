"""What an officer can do with badges as a whole: see print jobs and specimens, hand out the key, verify a code."""

from __future__ import annotations

from functools import partial
from typing import Any

from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import badges as forms
from conclave_desk.tui.forms.form_modal import FormModal
from conclave_desk.tui.modals.listing import Listing
from conclave_desk.tui.modals.message import Message


class Jobs(Command):
    """What was handed to printers, the latest first, and how each job stands there now."""

    name = "badges.jobs"
    title = "print jobs"
    key = "J"
    twin = "badges jobs"
    footer = False

    async def run(self) -> None:
        """Ask the printers in a thread, and list the jobs."""
        from conclave_desk.desk.print_jobs import asked

        found = await self.work("Asking the printers", lambda desk, _: asked(desk))
        if found is None:
            return
        rows = [
            (
                one.job,
                one.printer,
                str(one.badges),
                self.office.shown(one.at),
                one.officer,
                found.states.get(one.job, ""),
            )
            for one in found.known
        ]
        labels = ("job", "printer", "badges", "handed over", "by", "state")
        empty = "Nothing was handed to a printer yet: p prints, and asks where to."
        note = f"How they stand cannot be told. {found.fault}" if found.fault else ""
        await self.ask(Listing("Print jobs", labels, rows, empty, note))


class Specimens(Command):
    """All designs with the hardest names of this desk, to a PDF: to choose a design by, and to show a printer."""

    name = "badges.specimen"
    title = "specimens"
    key = "t"
    twin = "badges specimen"
    footer = False

    async def run(self) -> None:
        """Ask where to, then draw them in a thread."""
        from conclave_desk.tui.pressing import specimens

        fields = [forms.pdf_field("file", self.office, "specimens")]
        what = "Each design with the longest names; the codes on them open nothing."
        values = await self.said(partial(forms.saved, "Specimens", what, "Draw", fields))
        if values is None:
            return
        file = values["file"]
        pages = await self.work("Drawing specimens", lambda desk, _: specimens(desk, file))
        if pages is not None:
            self.screen.notify(f"{pages} pages: {file}")


class Key(Command):
    """Write the event's public key to a file, by which anybody can verify a badge; with the roster for a linked
    event."""

    name = "badges.key"
    title = "public key"
    key = "e"
    twin = "badges key"
    footer = False

    async def run(self) -> None:
        """Ask where to, and whether with the roster."""
        from conclave_desk.desk import linking
        from conclave_desk.whole import whole_file

        def save(values: dict[str, str]) -> None:
            roster = values["roster"] == "yes"
            content = linking.roster(self.desk) if roster else linking.public_pem(self.desk).encode()
            with whole_file(values["file"], private=roster) as file:
                file.write(content)

        what = "The key is public. The roster names people: it is for a linked event's desk alone."
        form = forms.saved("Public key", what, "Write", forms.key_fields(self.office), save)
        if await self.ask(FormModal(self.office, form)) is not None:
            self.screen.notify("Written.")


class Verify(Command):
    """Ask of a code that was scanned elsewhere whether its signature is this event's. Whether the badge still holds, a
    gate says."""

    name = "badges.verify"
    title = "verify"
    key = "v"
    twin = "badges verify"
    footer = False

    async def run(self) -> None:
        """Ask for the code, and tell."""
        from conclave_desk.desk.verifying import verified

        what = "The text that a scanner reads from a badge."
        values = await self.said(partial(forms.saved, "Verify a code", what, "Verify", forms.CODE))
        if values is None:
            return
        found: dict[str, Any] = verified(self.desk, values["code"])
        if not found["valid"]:
            await self.ask(Message("Not genuine", f"{found['reason']}".replace("_", " ") + "."))
            return
        parts = (
            found["serial"],
            found["party"],
            found["category"],
            " ".join(found["zones"]),
            f"issue {found['issue']}",
        )
        await self.ask(Message("Genuine", " · ".join(filter(None, parts)), stop=False))

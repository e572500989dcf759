"""Temporary cards, the kit for a day on which badges cannot be printed: prepared, handed out, ended."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from conclave_desk.desk import cards
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import cards as forms
from conclave_desk.tui.modals.listing import Listing
from conclave_desk.tui.modals.message import Message


class PrepareCards(Command):
    """Temporary cards for a day on which badges cannot be printed: numbered, nobody's until they are handed out, printed
    to a PDF ahead of that day."""

    name = "badges.cards-prepare"
    title = "prepare temporary cards"
    key = "N"
    twin = "badges temporary"
    footer = False

    async def run(self) -> None:
        """Ask how many and where to, then print them in a thread."""
        from conclave_desk.tui.pressing import cards_to_file

        if (values := await self.said(partial(forms.prepare, self.office))) is None:
            return
        count, file = (int(values["count"]) if values["count"] else None), Path(values["file"])
        pressed = await self.work(
            "Printing temporary cards",
            lambda desk, _: cards_to_file(desk, count, file, values["design"], values["sheet"]),
        )
        if pressed is not None:
            pages = "1 page" if pressed.pages == 1 else f"{pressed.pages:,} pages"
            told = "\n".join([pressed.where, *(f"! {finding}" for finding in pressed.findings)])
            await self.ask(Message(f"{pressed.count:,} temporary cards on {pages}", told, stop=False))


class GiveCard(Command):
    """Hand a temporary card to the person under the cursor: for today gates take it for the badge."""

    name = "badges.card-give"
    title = "give temporary card"
    key = "T"
    twin = "badges collect"
    footer = False

    def enabled(self) -> bool:
        """Where there is a person, and a card that nobody has."""
        return self.screen.under_cursor is not None and bool(cards.free(self.desk))

    async def run(self) -> None:
        """Ask which card, the first free one if no other is named."""
        if (held := self.screen.under_cursor) is not None:
            await self.fill(
                forms.give(self.office, held.person), f"{held.person.titled} has a temporary card for today."
            )


class EndCard(Command):
    """A temporary card was handed back, is lost or is withdrawn: it opens nothing any more."""

    name = "badges.card-end"
    title = "end temporary card"
    key = "E"
    twin = "badges surrender"
    footer = False

    def enabled(self) -> bool:
        """While any card has not ended."""
        return bool(forms.running(self.desk))

    async def run(self) -> None:
        """Ask which and why."""
        await self.fill(forms.end(self.office), "The card opens nothing any more.")


class Cards(Command):
    """All temporary cards: whose they are, since when, and which nobody has."""

    name = "badges.cards"
    title = "temporary cards"
    key = "C"
    twin = "badges temporary"
    footer = False

    async def run(self) -> None:
        """List them."""
        rows = [
            (
                str(one["number"]),
                one["serial"],
                one["status"],
                one["name"] or "",
                self.office.party_name(one["party"]) if one["party"] else "",
                self.office.shown(one["handed_out"]),
            )
            for one in cards.rows(self.desk)
        ]
        empty = "No temporary card yet: N prepares some, T gives one to the person under the cursor, E ends one."
        labels = ("card", "serial", "status", "name", "party", "since")
        await self.ask(Listing("Temporary cards", labels, rows, empty))

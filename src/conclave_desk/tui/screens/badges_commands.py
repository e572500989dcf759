"""What an officer can do with badges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from conclave_desk.desk import badge_list
from conclave_desk.desk import badges as use_case
from conclave_desk.desk.badge_list import HeldBadge
from conclave_desk.domain.entries import BadgeIssued
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import badges as forms
from conclave_desk.tui.modals.message import Message
from conclave_desk.tui.screens.badges_cards import Cards, EndCard, GiveCard, PrepareCards
from conclave_desk.tui.screens.badges_papers import Jobs, Key, Specimens, Verify
from conclave_desk.tui.walkup import offer_to_print
from conclave_desk.tui.wording import badges_counted, few


class _OnBadges(Command):
    """A command about the chosen badges, else about the one under the cursor."""

    statuses: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def fits(cls, held: HeldBadge) -> bool:
        """Whether it makes sense for a badge."""
        return held.status in cls.statuses

    def enabled(self) -> bool:
        """Where it makes sense for one of them."""
        looked_at: Sequence[HeldBadge] = self.screen.looked_at
        return any(map(self.fits, looked_at))

    @property
    def badges(self) -> list[HeldBadge]:
        """Those of them for which it makes sense."""
        meant = (badge_list.held_badge(self.desk, row) for row in self.screen.table.meant)
        return [held for held in meant if held is not None and self.fits(held)]


class Issue(_OnBadges):
    """Issue a badge to the chosen people who are accredited and have none; ^A chooses all of them."""

    name = "badges.issue"
    title = "issue"
    key = "i"
    twin = "badges issue"
    statuses = ("none",)

    async def run(self) -> None:
        """Issue; `u` takes it back while nothing is printed."""
        decision = use_case.issue(self.desk, [held.person.id for held in self.badges])
        issued = sum(isinstance(entry, BadgeIssued) for entry in getattr(decision, "entries", ()))
        if await self.settle(decision, f"{badges_counted(issued)} issued; p prints."):
            self.screen.done()


class Print(Command):
    """Print to a PDF or straight to a printer: the chosen badges that are not printed yet, else all that the list of
    those to print shows."""

    name = "badges.print"
    title = "print"
    key = "p"
    twin = "badges print"

    def enabled(self) -> bool:
        """While anything is to be printed."""
        return bool(self.screen.lists.count(badge_list.TO_PRINT))

    async def run(self) -> None:
        """Ask where to and how, then print."""
        from conclave_desk.tui.print_run import print_as_ordered

        among, which = self.screen.to_print()
        if await print_as_ordered(self, lambda order: forms.print_badges(self.office, order, which, among)):
            self.screen.done()


class Reprint(_OnBadges):
    """Print chosen badges once more, which were printed before, for a reason that the journal keeps."""

    name = "badges.reprint"
    title = "reprint"
    key = "r"
    twin = "badges print"
    statuses = ("printed", "collected")

    async def run(self) -> None:
        """Ask for the reason, then print."""
        from conclave_desk.tui.print_run import print_as_ordered

        badges = self.badges
        among = {held.number for held in badges if held.number is not None}
        which = f"Printed once more: {forms.listed(badges)}."
        if await print_as_ordered(self, lambda order: forms.reprint(self.office, order, which, among)):
            self.screen.done()


class Collect(_OnBadges):
    """Hand out the chosen badges: each to its holder, or all to one person who is named and has custody of them."""

    name = "badges.collect"
    title = "hand out"
    key = "c"
    twin = "badges collect"
    statuses = ("printed",)

    async def run(self) -> None:
        """Ask who takes them."""
        badges = self.badges
        title = f"Hand out · {badges[0].serial if len(badges) == 1 else badges_counted(len(badges))}"
        if await self.fill(forms.collect(self.office, badges, title, named=False), "Handed out.") is not None:
            self.screen.done()


class Pack(_OnBadges):
    """Hand the whole pack of the party under the cursor, all its printed badges, to one person who is named."""

    name = "badges.pack"
    title = "party's pack"
    key = "d"
    twin = "badges collect"
    statuses = ("printed",)

    async def run(self) -> None:
        """Ask who takes it."""
        if (held := self.screen.under_cursor) is None:
            return
        pack = badge_list.pack(self.desk, held.person.party)
        name = self.office.party_name(held.person.party)
        form = forms.collect(
            self.office, pack, f"Hand out the pack of {name} · {badges_counted(len(pack))}", named=True
        )
        if pack and await self.fill(form, f"The pack of {name} is handed out.") is not None:
            self.screen.done()


class Surrender(_OnBadges):
    """The chosen badges were handed back: gates refuse them from now on."""

    name = "badges.surrender"
    title = "take back"
    key = "s"
    twin = "badges surrender"
    statuses = ("printed", "collected")

    async def run(self) -> None:
        """Say what gates will do, and ask once."""
        if await self.fill(forms.surrender(self.office, self.badges), "Taken back.") is not None:
            self.screen.done()


class Revoke(_OnBadges):
    """The chosen badges are lost or withdrawn: gates refuse them from now on."""

    name = "badges.revoke"
    title = "revoke"
    key = "x"
    twin = "badges revoke"
    statuses = ("issued", "printed", "collected", "surrendered")

    async def run(self) -> None:
        """Ask for the cause."""
        if await self.fill(forms.revoke(self.office, self.badges), "Revoked; gates refuse it.") is not None:
            self.screen.done()


class Replace(Command):
    """A lost or spoilt badge: it is revoked, the next issue is made for the same holder and printed at once."""

    name = "badges.replace"
    title = "replace"
    key = "l"
    twin = "badges replace"

    def enabled(self) -> bool:
        """For the holder's latest badge, while the accreditation holds."""
        held: HeldBadge | None = self.screen.under_cursor
        return held is not None and held.badge is not None and held.latest and held.permission == "granted"

    async def run(self) -> None:
        """Say what is revoked, ask once, and offer to print."""
        held = self.screen.under_cursor
        form = forms.replace_badge(self.office, held, held.badge.issue + 1)
        decided = await self.fill(form, f"{held.serial} is revoked.")
        if decided is None:
            return
        self.screen.done()
        issued = [(entry.holder, entry.issue) for entry in decided.entries if isinstance(entry, BadgeIssued)]
        self.screen.go_to(f"{issued[0][0]}{issued[0][1]:02x}")
        await offer_to_print(self, issued)


class Preview(Command):
    """Look at the badge as it will be printed, as large as the terminal allows, in one design after the other."""

    name = "badges.preview"
    title = "preview"
    key = "o"

    def enabled(self) -> bool:
        """Where a badge stands under the cursor."""
        held: HeldBadge | None = self.screen.under_cursor
        return held is not None and held.badge is not None

    async def run(self) -> None:
        """Show it."""
        from conclave_desk.printing.designs import design_names
        from conclave_desk.tui.modals.preview import Preview as PreviewModal
        from conclave_desk.tui.screens.badges_page import title
        from conclave_desk.tui.widgets.badge_picture import lacks

        held = self.screen.under_cursor
        if lacking := lacks():
            await self.ask(Message("No picture here", lacking))
            return
        modal = PreviewModal(
            self.screen.previews, held.number, title(held), design_names(), self.office.printing.design
        )
        await self.ask(modal)


class Check(Command):
    """Look through all badges that are to be printed for names that do not fit and letters that no font has."""

    name = "badges.check"
    title = "check"
    key = "y"
    twin = "badges check"

    def enabled(self) -> bool:
        """While anything is to be printed."""
        return bool(self.screen.lists.count(badge_list.TO_PRINT))

    async def run(self) -> None:
        """Look through them in a thread, and tell."""
        from conclave_desk.tui.pressing import checked

        among, _which = self.screen.to_print()
        design = self.office.printing.design
        found = await self.work("Checking", lambda desk, progress: checked(desk, among, design, progress))
        if found is not None:
            said = "\n".join(few(found.findings)) or "Everything fits, and every letter has a glyph."
            await self.ask(Message(f"{badges_counted(found.count)} in {design}", said, stop=False))


class Accreditation(Command):
    """Go to the accreditation of the badge's holder."""

    name = "badges.accreditation"
    title = "accreditation"
    key = "a"

    def enabled(self) -> bool:
        """Where there is a holder."""
        return self.screen.under_cursor is not None

    async def run(self) -> None:
        """Go there."""
        self.screen.app.go_to("accreditation", self.screen.under_cursor.person.id)


COMMANDS: tuple[type[Command], ...] = (
    *(Issue, Print, Collect, Pack, Surrender, Revoke, Replace, Preview, Reprint, Check, Accreditation),
    *(PrepareCards, GiveCard, EndCard, Cards, Jobs, Specimens, Key, Verify),
)

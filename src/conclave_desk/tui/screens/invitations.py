"""Mode 2: whom the host invited, how they answered, and by which paper."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rich.console import RenderableType

from conclave_desk.desk import delegation_list, invitation_list
from conclave_desk.desk.invitation_list import Invited
from conclave_desk.domain.invitation import may_become
from conclave_desk.tui import signs
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import invitation as forms
from conclave_desk.tui.page import Page
from conclave_desk.tui.screens.register import RegisterScreen
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import ListSource, Row

_PEOPLE = 40
"""Lines that the page gives to people; of more it says how many there are."""


class _OnInvitation(Command):
    """A command about the invitation under the cursor."""

    becomes: ClassVar[str] = ""

    @property
    def invited(self) -> Invited | None:
        """The invitation under the cursor."""
        row_id = self.screen.current_id
        return invitation_list.one_invited(self.desk, row_id) if row_id else None

    def enabled(self) -> bool:
        """Where the invitation may become so."""
        found = self.invited
        return found is not None and may_become("", found.invitation.status, self.becomes) is None


class New(Command):
    """Draw up an invitation: from an authority to an office of a party, with slots by category."""

    name = "invitations.new"
    title = "new"
    key = "n"
    twin = "invitations add"

    async def run(self) -> None:
        """Fill the form, and go to what was drawn up."""
        decided = await self.fill(forms.new_invitation(self.office), "Drawn up; send it with s.")
        if decided is not None:
            self.screen.go_to(decided.entries[0].invitation)  # type: ignore[union-attr]


class _OnInvitations(Command):
    """A command about the chosen invitations, else about the one under the cursor."""

    @classmethod
    @abstractmethod
    def fits(cls, found: Invited) -> bool:
        """Whether it makes sense for an invitation."""

    @property
    def all_invited(self) -> list[Invited]:
        """Those of them for which it makes sense."""
        meant = (invitation_list.one_invited(self.desk, row_id) for row_id in self.screen.table.meant)
        return [found for found in meant if found is not None and self.fits(found)]

    def enabled(self) -> bool:
        """Where it makes sense for one of them."""
        return bool(self.all_invited)


class Send(_OnInvitations):
    """It goes out to the party, or all chosen ones to theirs, on the day that you say; sent again, it is a reminder."""

    name = "invitations.send"
    title = "send"
    key = "s"
    twin = "invitations send"

    @classmethod
    def fits(cls, found: Invited) -> bool:
        """Before it was sent, and after it was withdrawn."""
        status = found.invitation.status
        return status != "sent" and may_become("", status, "sent") is None

    async def run(self) -> None:
        """Ask for the day."""
        if invited := self.all_invited:
            whom = invited[0].party_name if len(invited) == 1 else f"{len(invited)} parties"
            if await self.fill(forms.send_invitation(self.office, invited), f"Sent to {whom}.") is not None:
                self.screen.table.let_go()


class Remind(Send):
    """Send it once more to a party that has not answered, or to all chosen ones: the day of issue becomes the
    reminder's."""

    name = "invitations.remind"
    title = "remind"
    key = "r"

    @classmethod
    def fits(cls, found: Invited) -> bool:
        """While it is sent and unanswered."""
        return found.invitation.status == "sent"


class Answer(_OnInvitation):
    """Record what the party answered, on which day, at which level and by which paper. A later answer replaces it."""

    name = "invitations.answer"
    title = "answer"
    key = "a"
    twin = "invitations answer"
    becomes = "accepted"

    async def run(self) -> None:
        """Ask for the answer."""
        if (found := self.invited) is not None:
            await self.fill(forms.answer_invitation(self.office, found), f"Answer of {found.party_name} recorded.")


class Withdraw(_OnInvitations):
    """The host takes it back, or all chosen ones: nominations end and badges are revoked with it."""

    name = "invitations.withdraw"
    title = "withdraw"
    key = "x"
    twin = "invitations withdraw"

    @classmethod
    def fits(cls, found: Invited) -> bool:
        """While it stands."""
        return may_become("", found.invitation.status, "withdrawn") is None

    async def run(self) -> None:
        """Say what ends with it, and ask once."""
        if invited := self.all_invited:
            which = invited[0].invitation.reference if len(invited) == 1 else f"{len(invited)} invitations"
            if await self.fill(forms.withdraw_invitation(self.office, invited), f"{which} withdrawn.") is not None:
                self.screen.table.let_go()


class Cancel(_OnInvitation):
    """A party that had accepted will not come: nominations end and badges are revoked with it."""

    name = "invitations.cancel"
    title = "cancel"
    key = "c"
    twin = "invitations cancel"
    becomes = "cancelled"

    async def run(self) -> None:
        """Say what ends with it, and ask once."""
        if (found := self.invited) is not None:
            await self.fill(forms.cancel_invitation(self.office, found), f"{found.party_name} cancelled.")


class Delegation(_OnInvitation):
    """Go to the delegation of that party."""

    name = "invitations.delegation"
    title = "delegation"
    key = "d"

    def enabled(self) -> bool:
        """Where there is an invitation."""
        return self.invited is not None

    async def run(self) -> None:
        """Go there."""
        if (found := self.invited) is not None:
            self.screen.app.go_to("delegations", found.invitation.party)


class InvitationsScreen(RegisterScreen):
    """The register of invitations by party in order of precedence, and the paper trail of each."""

    CSS_PATH = "invitations.tcss"
    mode = "invitations"
    heading = "Invitations"
    empty = "No State has been invited yet.\n\nn draws up an invitation; 1 then L brings in an event folder."
    commands = (New, Send, Remind, Answer, Withdraw, Cancel, Delegation)
    columns = (
        Column("reference", "reference", 11, grow=1, most=16),
        Column("party", "party", 18, grow=6, most=32),
        Column("addressee", "addressee", 18, grow=2, most=34, priority=6),
        Column("status", "status", 14),
        Column("level", "comes", 14, priority=4),
        Column("reply", "reply", 12, priority=1),
        Column("held", "held", 5, priority=5, right=True),
        Column("slots", "slots", 6, priority=2),
    )

    def source(self) -> ListSource[Invited]:
        """All invitations; filtered by term and by what stands in them."""
        return ListSource(
            read=lambda: invitation_list.all_invited(self.office.desk),
            show=_row,
            fields=lambda one: {
                "party": one.invitation.party,
                "status": one.invitation.status,
                "category": " ".join(one.invitation.slots),
            },
            search=lambda one: f"{one.invitation.party} {one.invitation.note} {one.invitation.answer_reference}",
            keys={
                "reply": lambda one: (one.days_left is None, one.days_left or 0),
                "held": lambda one: one.filled + one.awaited,
            },
        )

    def subject(self) -> tuple[str, list[str]] | None:
        """The invitation under the cursor."""
        row_id = self.current_id
        found = invitation_list.one_invited(self.office.desk, row_id) if row_id else None
        return (f"{found.invitation.reference} {found.party_name}", [found.invitation.id]) if found else None

    def page_title(self, row_id: str) -> str:
        """Reference and party."""
        found = invitation_list.one_invited(self.office.desk, row_id)
        return f"{found.party_name}  {signs.marked(found.invitation.status)}" if found else ""

    def page(self, row_id: str) -> RenderableType | None:
        """From whom to whom, the paper trail, the slots."""
        found = invitation_list.one_invited(self.office.desk, row_id)
        if found is None:
            return None
        invitation = found.invitation
        page = Page(self.app.theme_variables)
        page.line("reference", invitation.reference)
        page.line("to", invitation.addressee).line("from", invitation.sender).line("via", invitation.channel)
        page.line("level", invitation.level)
        page.title("Paper trail")
        page.line("issued", invitation.issued_on or ("not dated" if invitation.status != "drafted" else ""))
        page.line("reply by", _reply_by(found), "warn" if (found.days_left or 0) < 0 else "")
        page.line("answer", _answer(found), signs.tone(invitation.status))
        page.line("paper", invitation.answer_reference)
        page.line("note", invitation.note)
        page.title(f"Slots  {signs.strip(found.slots)}")
        for held in found.slots:
            of = f" of {held.offered}" if held.offered is not None else ""
            awaited = f", {held.awaited} with the name awaited" if held.awaited else ""
            page.line(held.category, f"{held.filled}{of} filled{awaited}")
        self._people(page, found)
        return page.content

    def _people(self, page: Page, found: Invited) -> None:
        people, now = delegation_list.put_forward(self.office.desk, found.invitation.id), self.office.desk.now()
        if people:
            page.title("Nominations")
        for one in people[:_PEOPLE]:
            status = one.status_at(now) if one.named else "name awaited"
            who = f"{signs.sign(status)} {one.titled}, {status}" if one.named else signs.marked(status)
            paper = " ".join(filter(None, (one.paper.get("kind"), one.paper.get("number"))))
            page.line(one.category, ", ".join(filter(None, (who, paper))))
        if len(people) > _PEOPLE:
            page.line("", f"… and {len(people) - _PEOPLE:,} more: d goes to the delegation")


def _answer(found: Invited) -> str:
    invitation = found.invitation
    if invitation.status in ("drafted", "sent"):
        return ""
    level = f", {invitation.answered_level}" if invitation.answered_level else ""
    on = f" on {invitation.answered_on}" if invitation.answered_on else ""
    return f"{signs.marked(invitation.status)}{level}{on}"


def _reply_by(found: Invited) -> str:
    due = invitation_list.reply_due(found.days_left)
    return " · ".join(filter(None, (found.invitation.reply_by, due)))


def _row(found: Invited) -> Row:
    invitation, due = found.invitation, invitation_list.reply_due(found.days_left)
    overdue = found.days_left is not None and found.days_left < 0
    cells = {
        "reference": invitation.reference,
        "party": found.party_name,
        "addressee": invitation.addressee,
        "status": signs.marked(invitation.status),
        "level": invitation.answered_level,
        "reply": f"! {due}" if overdue else due,
        "held": f"{found.filled + found.awaited}/{found.offered}" if found.offered else str(found.filled),
        "slots": signs.strip(found.slots),
    }
    tones = {"status": signs.tone(invitation.status), "reply": "warn" if overdue else ""}
    return Row(invitation.id, cells, tones)

"""Mode 3: each party's delegation, in order of precedence, and its people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.desk import delegation_list
from conclave_desk.desk.delegation_list import Delegation, Member
from conclave_desk.tui import signs
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import nomination as forms
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import shown
from conclave_desk.tui.screens import delegation_page
from conclave_desk.tui.screens.register import RegisterScreen
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import ListSource, Row


class Nominate(Command):
    """Put somebody of this party forward. Without a name the slot is confirmed and its name awaited."""

    name = "delegations.nominate"
    title = "nominate"
    key = "n"
    twin = "nominations add"

    def enabled(self) -> bool:
        """Where there is a party."""
        return self.screen.party is not None

    async def run(self) -> None:
        """Fill the form; the invitation is the party's that stands."""
        found = self.screen.delegation
        if found is None:
            return
        invitation = delegation_list.standing_invitation(found)
        if invitation is None and not delegation_list.needs_none(self.desk, found.party):
            self.screen.notify(f"{found.name} has no invitation; draw one up in mode 2.", severity="warning")
            return
        decided = await self.fill(forms.nominate(self.office, found.party, invitation), "Nominated.")
        if decided is not None:
            self.screen.go_to_person(decided)


class _OnPerson(Command):
    """A command about the person under the cursor."""

    @property
    def member(self) -> Member | None:
        """The person under the cursor."""
        found: Member | None = self.screen.member
        return found

    def enabled(self) -> bool:
        """Where a person holds a slot."""
        found = self.member
        return found is not None and found.nomination.holds_slot


class Substitute(_OnPerson):
    """Somebody else comes in that person's place, from a stated time: slot, role and zones move over, clearances start
    afresh, the old badge works until then."""

    name = "delegations.substitute"
    title = "substitute"
    key = "s"
    twin = "nominations substitute"

    async def run(self) -> None:
        """Fill the form."""
        if (found := self.member) is not None:
            await self.fill(forms.substitute(self.office, found), f"{found.nomination.titled} is substituted.")


class Withdraw(_OnPerson):
    """The party takes somebody back: the accreditation ends and badges are revoked in the same record."""

    name = "delegations.withdraw"
    title = "withdraw"
    key = "x"
    twin = "nominations withdraw"

    async def run(self) -> None:
        """Say what ends with it, and ask once."""
        if (found := self.member) is not None:
            await self.fill(forms.withdraw(self.office, found), f"{found.nomination.titled} is withdrawn.")


class Head(_OnPerson):
    """The person heads the delegation from now on; whoever did becomes a member. Nobody is substituted."""

    name = "delegations.head"
    title = "head"
    key = "e"
    twin = "nominations head"

    async def run(self) -> None:
        """Ask as what."""
        if (found := self.member) is not None:
            heads = {one.nomination.id: one.nomination.titled for one in self.screen.people if one.nomination.heads}
            await self.fill(forms.make_head(self.office, found, heads), f"{found.nomination.titled} is the head.")


class Invitation(Command):
    """Go to the invitation of that party."""

    name = "delegations.invitation"
    title = "invitation"
    key = "i"

    def enabled(self) -> bool:
        """Where the party was invited."""
        found = self.screen.delegation
        return found is not None and bool(found.invitations)

    async def run(self) -> None:
        """Go there."""
        found = self.screen.delegation
        if found is not None and found.invitations:
            self.screen.app.go_to("invitations", found.invitations[0].id)


class DelegationsScreen(RegisterScreen):
    """Parties on the left; on the right the delegation's page, with its people as a table."""

    CSS_PATH = "delegations.tcss"
    mode = "delegations"
    heading = "Delegations · by precedence"
    empty = "No party has been invited and nobody nominated yet.\n\n2 goes to the invitations."
    commands = (Nominate, Substitute, Withdraw, Head, Invitation)
    columns = (
        Column("place", "#", 3, right=True, priority=4, sortable=False),
        Column("party", "party", 18, grow=3, most=30),
        Column("head", "head", 14, grow=2, most=30, priority=2, ranked=True),
        Column("slots", "slots", 6, grow=1, most=12),
        Column("people", "people", 6, right=True, priority=3),
        Column("papers", "papers", 12, priority=5),
        Column("status", "status", 14, priority=1),
    )
    people_columns: ClassVar[tuple[Column, ...]] = (
        Column("category", "cat.", 4),
        Column("rank", "rank", 10, grow=1, most=20, priority=2, ranked=True),
        Column("name", "name", 16, grow=3, most=34),
        Column("role", "role", 9, grow=1, most=14, priority=4),
        Column("service", "service", 8, grow=1, most=12, priority=5),
        Column("standing", "standing", 14, grow=1, most=24),
        Column("badge", "badge", 13, priority=3),
    )

    def __init__(self, office: Office) -> None:
        self._places: dict[str, int] = {}
        super().__init__(office)
        self.people: list[Member] = []
        self.people_rows = ListSource(
            read=lambda: self.people, show=lambda one: delegation_page.person_row(office, one)
        )
        self.people_table = RegisterTable(self.people_rows, self.people_columns, id="people")
        self._sought: str | None = None
        self._shown: Delegation | None = None

    def source(self) -> ListSource[Delegation]:
        """All parties that were invited or put somebody forward."""
        return ListSource(
            read=lambda: delegation_list.all_delegations(self.office.desk),
            show=lambda one: _row(one, self._place(one)),
            fields=lambda one: {
                "party": one.party,
                "status": one.invitations[-1].status if one.invitations else "",
            },
            search=lambda one: f"{one.party} {' '.join(delegation_list.official_names(self.office.desk, one.party))}",
            keys={"people": lambda one: one.people},
        )

    def _place(self, one: Delegation) -> int:
        self._places.setdefault(one.party, len(self._places) + 1)
        return self._places[one.party]

    def compose_mode(self) -> Iterable[Widget]:
        """Parties, and the page of one."""
        with Horizontal(id="body"):
            yield from self.compose_list()
            with Vertical(classes="pane", id="page"):
                yield Static("", id="page-text")
                yield self.people_table
                yield Static("", id="person")

    # What is under the cursor

    @property
    def party(self) -> str | None:
        """The party under the cursor."""
        return self.current_id

    @property
    def delegation(self) -> Delegation | None:
        """The delegation under the cursor, as it was last read."""
        return self._shown if self._shown is not None and self._shown.party == self.party else None

    @property
    def member(self) -> Member | None:
        """The person under the cursor of the people's table."""
        chosen = self.people_table.cursor_id
        return next((one for one in self.people if one.nomination.id == chosen), None)

    def subject(self) -> tuple[str, list[str]] | None:
        """The person while the cursor is among the people, else the party's invitations."""
        member, found = self.member, self.delegation
        if member is not None and self.people_table.has_focus:
            person = member.nomination
            holder = member.accreditation.holder if member.accreditation else ""
            return person.titled, [person.id, holder]
        if found is None:
            return None
        return found.name, [*(one.id for one in found.invitations), *(one.nomination.id for one in self.people)]

    # Showing

    def show_page(self) -> None:
        """The delegation under the cursor."""
        found = delegation_list.one_delegation(self.office.desk, self.party) if self.party else None
        self._shown = found
        frame = self.query_one("#page")
        self.people = delegation_list.members(self.office.desk, found.party) if found else []
        self.people_rows.refresh()
        frame.border_title = delegation_page.title(self.office, found) if found else ""
        frame.border_subtitle = found.invitations[-1].status if found and found.invitations else ""
        text = delegation_page.text(found, self.people, self.app.theme_variables) if found else ""
        self.query_one("#page-text", Static).update(text)
        if self.people_table.is_mounted:
            self.people_table.reload()
            if self._sought is not None:
                self.people_table.go_to(self._sought)
                self._sought = None
        self._show_person()

    def _show_person(self) -> None:
        found = self.member
        text = delegation_page.person(self.office, found, self.app.theme_variables) if found else ""
        self.query_one("#person", Static).update(text)
        self.query_one("#person").display = found is not None
        self.people_table.display = bool(self.people)

    def moved(self, table: RegisterTable) -> None:
        """Another party, or another of its people."""
        if table is self.people_table:
            self._show_person()
            self.show_keys()
        else:
            super().moved(table)

    def opened(self, table: RegisterTable) -> None:
        """Enter on a party goes to its people."""
        if table is self.table:
            self.open_page()

    def open_page(self) -> None:
        """To the people."""
        self.add_class("reading")
        (self.people_table if self.people else self.query_one("#page")).focus()
        self.show_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Commands follow the focus."""
        self.show_keys()

    # Going there

    def go_to(self, row_id: str, person: str | None = None) -> None:
        """To a party, and to one of its people."""
        self._sought = person
        super().go_to(row_id)
        if person is not None:
            self.open_page()

    def go_to_person(self, decided: object) -> None:
        """To whom a command was about."""
        entries = getattr(decided, "entries", ())
        named = [entry.nomination for entry in entries if hasattr(entry, "nomination")]
        if named and self.party is not None:
            self.go_to(self.party, named[0])

    def reload(self) -> None:
        """Places are numbered anew."""
        self._places = {}
        super().reload()


def _row(found: Delegation, place: int) -> Row:
    status = found.invitations[-1].status if found.invitations else ""
    cells = {
        "place": str(place),
        "party": shown(found.name),
        "head": found.head or ("–" if not found.head_role else found.head_role),
        "slots": signs.strip(found.slots),
        "people": str(found.people) if found.people else "",
        "papers": f"{found.without_paper} without" if found.without_paper else "",
        "status": signs.marked(status) if status else "",
    }
    tones = {"status": signs.tone(status), "papers": "warn", "head": "warn" if found.head == "name awaited" else ""}
    return Row(found.party, cells, tones)

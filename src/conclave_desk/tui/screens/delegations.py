"""Mode 3: each party's delegation, in order of precedence, and its people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.desk import delegation_list, review_list
from conclave_desk.desk.delegation_detail import Detail, detail
from conclave_desk.desk.delegation_list import Delegation, Member
from conclave_desk.desk.review_list import Review
from conclave_desk.domain.entries import NominationSubstituted
from conclave_desk.tui import signs
from conclave_desk.tui.modals.frame import titled
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import shown
from conclave_desk.tui.screens import delegation_page
from conclave_desk.tui.screens.accreditation_commands import Clear, Grant, IssueBadge
from conclave_desk.tui.screens.delegations_commands import (
    Amend,
    Arrived,
    Head,
    Invitation,
    Liaison,
    Nominate,
    NominateElsewhere,
    Substitute,
    Withdraw,
)
from conclave_desk.tui.screens.register import RegisterScreen
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.portrait import PersonPhoto
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import ListSource, Row

_LOOKED_AT = 24
"""Of many chosen people the first few say which commands make sense."""


class DelegationsScreen(RegisterScreen):
    """Parties on the left; on the right the delegation's page, with its people as a table."""

    CSS_PATH = "delegations.tcss"
    mode = "delegations"
    heading = "Delegations · by precedence"
    empty = (
        "No party has been invited and nobody nominated yet.\n\n"
        "2 goes to the invitations; N nominates the host's people, who need none."
    )
    commands = (
        *(Nominate, Amend, Substitute, Withdraw, Clear, Grant, IssueBadge, Arrived, Head, Liaison),
        *(Invitation, NominateElsewhere),
    )
    columns = (
        Column("place", "#", 3, right=True, priority=4, sortable=False),
        Column("party", "party", 18, grow=2, most=30),
        Column("head", "head", 18, grow=3, most=32, priority=2, ranked=True),
        Column("slots", "slots", 6, grow=1, most=12),
        Column("people", "people", 6, right=True, priority=3),
        Column("papers", "papers", 12, priority=5),
        Column("status", "status", 14, priority=1),
    )
    people_columns: ClassVar[tuple[Column, ...]] = (
        Column("category", "cat.", 4),
        Column("rank", "rank", 8, grow=1, most=20, priority=2, ranked=True),
        Column("name", "name", 20, grow=3, most=34),
        Column("role", "role", 9, grow=1, most=14, priority=4),
        Column("service", "service", 8, grow=1, most=12, priority=5),
        Column("standing", "standing", 14, grow=1, most=24),
        Column("arrival", "arrival", 12, priority=6),
        Column("badge", "badge", 13, priority=3),
    )

    def __init__(self, office: Office) -> None:
        self._places: dict[str, int] = {}
        super().__init__(office)
        self.people: list[Member] = []
        self.people_rows = ListSource(
            read=lambda: self.people,
            show=lambda one: delegation_page.person_row(office, one, self.detail),
        )
        self.people_table = RegisterTable(self.people_rows, self.people_columns, id="people")
        self._sought: str | None = None
        self._shown: Delegation | None = None
        self.detail: Detail | None = None
        self.looked_at: list[Review] = []

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
            beyond=lambda wanted: delegation_list.found_by_people(self.office.desk, wanted),
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
                with VerticalScroll(id="more"):
                    yield Static("", id="person")
                    yield PersonPhoto(self.office, id="photo")
                    yield Static("", id="detail")

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

    @property
    def people_meant(self) -> list[str]:
        """The people that a command is about: those chosen, else the one under the cursor of the people's table."""
        return self.people_table.meant

    @property
    def members_meant(self) -> list[Member]:
        """The same, with what is known of them."""
        meant = set(self.people_meant)
        return [one for one in self.people if one.nomination.id in meant]

    @property
    def arrived(self) -> set[str]:
        """The nominations of those who were seen."""
        return set(self.detail.arrived) if self.detail else set()

    def step_meant(self, people: Sequence[Review]) -> str:
        """The step of review that comes first for any of them."""
        waits = {step for review in people for step in review.member.waits_for}
        return next((step for step in review_list.steps_of(self.office.desk.event) if step in waits), "")

    @property
    def sorted_table(self) -> RegisterTable:
        """The people's table while the cursor is in it."""
        return self.people_table if self.people_table.has_focus else self.table

    def done(self, still: Iterable[str] = ()) -> None:
        """A command on the chosen people was given: none is chosen any more but those with whom one goes on."""
        if kept := list(still):
            self.people_table.keep(kept)
        else:
            self.people_table.let_go()

    def show_keys(self) -> None:
        """By the people that are meant, of many by the first few."""
        found = (review_list.review(self.office.desk, one) for one in self.people_meant[:_LOOKED_AT])
        self.looked_at = [review for review in found if review is not None]
        super().show_keys()

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
        self.detail = detail(self.office.desk, found.party, self.people) if found else None
        self.people_rows.refresh()
        self.people_table.keep(one.nomination.id for one in self.people)
        frame.border_title = titled(delegation_page.title(self.office, found) if found else "")
        status = found.invitations[-1].status if found and found.invitations else ""
        frame.border_subtitle = " · ".join(filter(None, (status, "Tab: the rest" if self.people else "")))
        text = delegation_page.text(found, self.people, self.app.theme_variables) if found else ""
        self.query_one("#page-text", Static).update(text)
        if self.people_table.is_mounted:
            self.people_table.reload()
            if self._sought is not None:
                self.people_table.go_to(self._sought)
                self._sought = None
        self._show_person()

    def _show_person(self) -> None:
        found, colours = self.member, self.app.theme_variables
        text = delegation_page.person(self.office, found, self.detail, colours) if found else ""
        self.query_one("#person", Static).update(text)
        self.query_one("#person").display = found is not None
        self.query_one(PersonPhoto).show(found.nomination.person if found else None)
        more = delegation_page.more(self.office, self.detail, self.people, colours) if self.detail else ""
        self.query_one("#detail", Static).update(more)
        self.people_table.display = bool(self.people)
        self.people_table.styles.height = len(self.people) + 1

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

    def go_to_person(self, decided: object, party: str | None = None) -> None:
        """To whom a command was about, or who takes that place, of the party under the cursor or another one."""
        entries = getattr(decided, "entries", ())
        named = [entry.successor for entry in entries if isinstance(entry, NominationSubstituted)]
        named += [entry.nomination for entry in entries if hasattr(entry, "nomination")]
        where = party or self.party
        if named and where is not None:
            self.go_to(where, named[0])

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

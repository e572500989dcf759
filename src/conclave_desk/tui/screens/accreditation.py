"""Mode 4: who waits for which clearance step, who is accredited, and by which paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import RenderableType
from textual.widget import Widget

from conclave_desk.desk import review_list
from conclave_desk.desk.review_list import Review, ReviewList
from conclave_desk.registers.reviews import Standing
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import accreditation_page
from conclave_desk.tui.screens.accreditation_commands import (
    Clear,
    Defer,
    Delegation,
    Fail,
    Grant,
    IssueBadge,
    Provisional,
    Refuse,
    Restore,
    Suspend,
    Waive,
)
from conclave_desk.tui.screens.views import NextView, PreviousView, ViewsScreen, categories_named, party_labels
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.portrait import PersonPhoto
from conclave_desk.tui.widgets.source import Row
from conclave_desk.tui.widgets.view_bar import Tab
from conclave_desk.tui.widgets.view_source import ViewSource

_LOOKED_AT = 24
"""Of many chosen rows the first few say which commands make sense."""


_STATUSES = ("nominated", "granted", "suspended", "refused", "withdrawn", "ended")
"""How somebody may stand: the accreditation, else the nomination."""
_LABELS = {
    review_list.WAITING: "Waiting",
    review_list.CLEARED: "To accredit",
    review_list.ACCREDITED: "Accredited",
    review_list.WITHOUT_PAPER: "Without paper",
    review_list.SUSPENDED: "Suspended",
    review_list.ENDED: "Ended",
    review_list.EVERYBODY: "All",
}
_EMPTY = {
    review_list.WAITING: "Nobody waits for a step that you give.\n\n→ goes to the next list; 3 nominates people.",
    review_list.CLEARED: "Nobody is cleared and still to be accredited.\n\n← goes back to those who wait.",
    review_list.ACCREDITED: "Nobody is accredited yet.\n\nClear the steps of those who wait (c), then accredit them (a).",
    review_list.WITHOUT_PAPER: "Everybody cites a paper.",
    review_list.SUSPENDED: "No accreditation is suspended.",
    review_list.ENDED: "Nobody was refused or withdrawn, and no provisional accreditation has run out.",
    review_list.EVERYBODY: "Nobody is nominated by name yet.\n\n3 goes to the delegations; n nominates there.",
}


class AccreditationScreen(ViewsScreen):
    """Lists by step and by permission; the page says each step's result and by whom."""

    CSS_PATH = "accreditation.tcss"
    mode = "accreditation"
    heading = "Accreditation"
    people_move_on = True
    legend = accreditation_page.STRIP
    commands = (
        *(Clear, Grant, IssueBadge, Refuse, Suspend, Restore, NextView, Waive, Defer, Fail, Provisional),
        *(Delegation, PreviousView),
    )

    def __init__(self, office: Office) -> None:
        self.reviews = ReviewList(office.desk, office.config.screen.steps)
        self.looked_at: list[Review] = []
        names = (review_list.WAITING, review_list.CLEARED, review_list.ACCREDITED)
        super().__init__(office, next((name for name in names if self.reviews.count(name)), review_list.WAITING))

    def source(self) -> ViewSource[Standing]:
        """The people of the list that is shown."""
        label = party_labels(self.office)

        def finds(word: str) -> Callable[[Standing], bool]:
            categories = categories_named(self.office, word)
            if not categories and not any(status.startswith(word) for status in _STATUSES):
                return lambda person: word in person.searched or word in label(person.party)
            return lambda person: (
                word in person.searched
                or word in label(person.party)
                or person.category in categories
                or (person.permission_now or person.status).startswith(word)
            )

        return ViewSource(
            read=lambda: self.reviews.of(self.view),
            show=self._rows,
            field=self._field,
            finds=finds,
            keys={
                "party": lambda person: label(person.party),
                "name": lambda person: person.folded,
                "category": lambda person: person.category,
                "waits": lambda person: self.reviews.waits(person),
                "status": lambda person: person.permission or "",
                "steps": lambda person: len(self.reviews.waits(person)),
            },
        )

    def _rows(self, people: Sequence[Standing]) -> list[Row]:
        found = (review_list.review(self.office.desk, person.id) for person in people)
        return [accreditation_page.row(self.office, review) for review in found if review is not None]

    def _field(self, name: str, person: Standing) -> str:
        """What a selection term asks for; a status is the accreditation's, else the nomination's."""
        match name:
            case "party":
                return person.party
            case "category":
                return person.category
            case "status":
                return person.permission_now or person.status
            case _:
                return self.reviews.serials(person)

    def tabs(self) -> list[Tab]:
        """Lists in the order in which somebody goes through them."""
        names = self.reviews.names()
        return [Tab(name, _LABELS.get(name, name.removeprefix("step ")), self.reviews.count(name)) for name in names]

    def empty_list(self, view: str) -> str:
        """What to do next."""
        if view in _EMPTY:
            return _EMPTY[view]
        return f"Nobody waits for {view.removeprefix('step ')}.\n\n→ goes to the next list."

    def columns_of(self, view: str) -> tuple[Column, ...]:
        """Steps while somebody waits; zones and papers once accredited."""
        waiting = view in (review_list.WAITING, review_list.CLEARED) or view not in _LABELS
        return accreditation_page.REVIEW if waiting else accreditation_page.PERMISSION

    columns = accreditation_page.REVIEW

    # What is meant

    @property
    def people_meant(self) -> list[str]:
        """The people that a command is about."""
        return self.table.meant

    @property
    def under_cursor(self) -> Review | None:
        """The person under the cursor."""
        row_id = self.current_id
        return review_list.review(self.office.desk, row_id) if row_id else None

    def step_meant(self, people: Sequence[Review]) -> str:
        """The step that a command is about unless another is picked: the list's, else the first that is due."""
        if self.view not in _LABELS:
            return self.view.removeprefix("step ")
        waits = [step for review in people for step in review.member.waits_for]
        given = [step for step in waits if step in self.reviews.given] or waits
        return next((step for step in review_list.steps_of(self.office.desk.event) if step in given), "")

    def show_keys(self) -> None:
        """By the chosen people, of many by the first few."""
        meant = self.table.meant[:_LOOKED_AT]
        found = (review_list.review(self.office.desk, nomination) for nomination in meant)
        self.looked_at = [review for review in found if review is not None]
        super().show_keys()

    def subject(self) -> tuple[str, list[str]] | None:
        """The person under the cursor, with the badges."""
        found = self.under_cursor
        if found is None:
            return None
        holder = found.member.accreditation.holder if found.member.accreditation else ""
        return found.member.nomination.titled, [found.member.nomination.id, holder]

    def go_to(self, row_id: str) -> None:
        """To a person, on whichever list."""
        if self.rows.position(self.table.query_now, row_id) is None:
            self.show_view(review_list.EVERYBODY)
        super().go_to(row_id)

    # Page

    def compose_page(self) -> Iterable[Widget]:
        """The text, and the photo under it."""
        yield from super().compose_page()
        yield PersonPhoto(self.office, id="photo")

    def show_page(self) -> None:
        """The text at once, the photo once the cursor rests."""
        super().show_page()
        found = self.under_cursor
        self.query_one(PersonPhoto).show(found.member.nomination.person if found else None)

    def page_title(self, row_id: str) -> str:
        """Rank and name."""
        found = review_list.review(self.office.desk, row_id)
        return found.member.nomination.titled if found else ""

    def page(self, row_id: str) -> RenderableType | None:
        """Who it is, each step, the permission."""
        found = review_list.review(self.office.desk, row_id)
        return accreditation_page.page(self.office, found, self.app.theme_variables) if found else None

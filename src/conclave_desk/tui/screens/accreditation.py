"""Mode 4: who waits for which clearance step, who is accredited, and by which paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.console import RenderableType

from conclave_desk.desk import accreditation as use_case
from conclave_desk.desk import badges, review_list
from conclave_desk.desk.review_list import Review, ReviewList
from conclave_desk.domain.entries import BadgeIssued
from conclave_desk.registers.reviews import Standing
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import accreditation as forms
from conclave_desk.tui.forms.form_modal import FormModal
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import accreditation_page
from conclave_desk.tui.screens.views import NextView, PreviousView, ViewsScreen, party_labels
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Row
from conclave_desk.tui.widgets.view_bar import Tab
from conclave_desk.tui.widgets.view_source import ViewSource

_LOOKED_AT = 24
"""Of many chosen rows the first few say which commands make sense."""


class _OnPeople(Command):
    """A command about the chosen people, else about the one under the cursor."""

    @classmethod
    def fits(cls, review: Review) -> bool:
        """Whether it makes sense for a person."""
        raise NotImplementedError

    def enabled(self) -> bool:
        """Where it makes sense for one of them."""
        looked_at: Sequence[Review] = self.screen.looked_at
        return any(map(self.fits, looked_at))

    @property
    def people(self) -> list[Review]:
        """Those of them for whom it makes sense."""
        meant = (review_list.review(self.desk, nomination) for nomination in self.screen.table.meant)
        return [found for found in meant if found is not None and self.fits(found)]


class Clear(_OnPeople):
    """Record that a step of review is passed, with its paper and a remark; of several chosen people for all who wait
    for that step, in one record."""

    name = "accreditation.clear"
    title = "clear"
    key = "c"
    twin = "clearance record"
    result: ClassVar[str] = "passed"

    @classmethod
    def fits(cls, review: Review) -> bool:
        """While steps may be given, and there are any."""
        return review.in_review and bool(review.steps)

    async def run(self) -> None:
        """Ask for step, paper, remark."""
        people = self.people
        form = forms.clear(self.office, people, self.result, self.screen.step_meant(people))
        decided = await self.ask(FormModal(self.office, form))
        if decided is not None:
            self.screen.done()
            number = len(decided.entries)
            self.told(decided, f"Recorded for {number} {'person' if number == 1 else 'people'}.")


class Fail(Clear):
    """Record that a step of review failed. The person goes on waiting for it; refusing them is a command of its own."""

    name = "accreditation.fail"
    title = "fail"
    key = "l"
    result = "failed"


class Waive(Clear):
    """Record that a step of review is waived: settled without it, with a remark why."""

    name = "accreditation.waive"
    title = "waive"
    key = "v"
    result = "waived"


class Defer(Clear):
    """Record that a step of review is put off, with a remark why; the person goes on waiting for it."""

    name = "accreditation.defer"
    title = "defer"
    key = "d"
    result = "deferred"


class Grant(_OnPeople):
    """Accredit those who are cleared: category, zones and validity of the category with their own days and zones, and
    the paper that is cited."""

    name = "accreditation.grant"
    title = "accredit"
    key = "a"
    twin = "accreditations grant"
    provisional: ClassVar[bool] = False

    @classmethod
    def fits(cls, review: Review) -> bool:
        """Once every step is settled."""
        return review.may_be_granted

    async def run(self) -> None:
        """Ask for the paper."""
        form = forms.grant(self.office, people := self.people, provisional=self.provisional)
        number = "1 person is" if len(people) == 1 else f"{len(people)} people are"
        if await self.fill(form, f"{number} accredited; b issues badges.") is not None:
            self.screen.done()


class Provisional(Grant):
    """Accredit until midnight without waiting for clearance; it may be given again, or made a full one."""

    name = "accreditation.provisional"
    title = "until midnight"
    key = "m"
    provisional = True

    @classmethod
    def fits(cls, review: Review) -> bool:
        """While something is still to be cleared."""
        return review.in_review and bool(review.member.waits_for) and review.permission != "suspended"


class Refuse(_OnPeople):
    """The host says no, at whatever stage: the nomination ends, and accreditation and badges with it."""

    name = "accreditation.refuse"
    title = "refuse"
    key = "x"
    twin = "accreditations refuse"

    @classmethod
    def fits(cls, review: Review) -> bool:
        """While the nomination stands."""
        return review.member.status in ("nominated", "accredited")

    async def run(self) -> None:
        """Say what ends, and ask once."""
        people = self.people
        done = "Refused." if len(people) == 1 else f"{len(people)} people are refused."
        if await self.fill(forms.refuse(self.office, people), done) is not None:
            self.screen.done()


class Suspend(_OnPeople):
    """The accreditation rests: gates stop the badge until it is restored."""

    name = "accreditation.suspend"
    title = "suspend"
    key = "s"
    twin = "accreditations suspend"

    @classmethod
    def fits(cls, review: Review) -> bool:
        """While it is granted."""
        return review.permission == "granted"

    async def run(self) -> None:
        """Say what gates will do, and ask once."""
        if await self.fill(forms.suspend(self.office, self.people), "Suspended; gates stop the badge.") is not None:
            self.screen.done()


class Restore(_OnPeople):
    """A suspended accreditation holds again, and gates admit the badge."""

    name = "accreditation.restore"
    title = "restore"
    key = "r"
    twin = "accreditations restore"

    @classmethod
    def fits(cls, review: Review) -> bool:
        """While it is suspended."""
        return review.permission == "suspended"

    async def run(self) -> None:
        """Ask once."""
        people = self.people
        what = f"{forms.named(self.office, people)}\nThe accreditation holds again; gates admit the badge."
        ids = [review.member.nomination.id for review in people]
        if await self.confirm("Restore", what, "Restore") and await self.settle(
            use_case.restore(self.desk, ids), "Restored."
        ):
            self.screen.done()


class IssueBadge(_OnPeople):
    """Issue a badge to those who are accredited and have none; mode 6 prints it."""

    name = "accreditation.badge"
    title = "badge"
    key = "b"
    twin = "badges issue"

    @classmethod
    def fits(cls, review: Review) -> bool:
        """Once accredited, while there is no badge that holds."""
        return review.permission == "granted" and not review.badged

    async def run(self) -> None:
        """Issue; `u` takes it back while nothing is printed."""
        decision = badges.issue(self.desk, [review.member.nomination.id for review in self.people])
        issued = sum(isinstance(entry, BadgeIssued) for entry in getattr(decision, "entries", ()))
        done = "1 badge is issued" if issued == 1 else f"{issued} badges are issued"
        if await self.settle(decision, f"{done}; 6 prints them."):
            self.screen.done()


class Delegation(Command):
    """Go to the delegation of the person under the cursor."""

    name = "accreditation.delegation"
    title = "delegation"
    key = "e"

    def enabled(self) -> bool:
        """Where somebody stands under the cursor."""
        return self.screen.under_cursor is not None

    async def run(self) -> None:
        """Go there."""
        if (found := self.screen.under_cursor) is not None:
            person = found.member.nomination
            self.screen.app.go_to("delegations", person.party, person.id)


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
    legend = accreditation_page.STRIP
    commands = (
        *(Clear, Grant, IssueBadge, Refuse, Suspend, Restore, NextView, Waive, Defer, Fail, Provisional),
        *(Delegation, PreviousView),
    )

    def __init__(self, office: Office) -> None:
        self.reviews = ReviewList(office.desk, office.config.screen.steps)
        self.looked_at: list[Review] = []
        super().__init__(office, review_list.WAITING)

    def source(self) -> ViewSource[Standing]:
        """The people of the list that is shown."""
        label = party_labels(self.office)

        def finds(word: str) -> Callable[[Standing], bool]:
            return lambda person: word in person.folded or word in label(person.party)

        return ViewSource(
            read=lambda: self.reviews.of(self.view),
            show=self._rows,
            field=_field,
            finds=finds,
            keys={
                "party": lambda person: label(person.party),
                "name": lambda person: person.folded,
                "category": lambda person: person.category,
                "waits": lambda person: self.reviews.waits(person),
                "status": lambda person: person.permission or "",
            },
        )

    def _rows(self, people: Sequence[Standing]) -> list[Row]:
        found = (review_list.review(self.office.desk, person.id) for person in people)
        return [accreditation_page.row(self.office, review) for review in found if review is not None]

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

    def page_title(self, row_id: str) -> str:
        """Rank and name."""
        found = review_list.review(self.office.desk, row_id)
        return found.member.nomination.titled if found else ""

    def page(self, row_id: str) -> RenderableType | None:
        """Who it is, each step, the permission."""
        found = review_list.review(self.office.desk, row_id)
        return accreditation_page.page(self.office, found, self.app.theme_variables) if found else None


def _field(name: str, person: Standing) -> str:
    """What a selection term asks for; a status is the accreditation's, else the nomination's."""
    fields = {"party": person.party, "category": person.category, "status": person.permission or person.status}
    return fields.get(name, "")

"""Steps of review and permission, for the people that a screen means: one or several.

The screen has ``people_meant`` (ids of nominations), ``looked_at`` (the first few of them as reviews), ``step_meant``
and ``done``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from conclave_desk.desk import accreditation as use_case
from conclave_desk.desk import badges, review_list
from conclave_desk.desk.review_list import Review
from conclave_desk.domain.entries import BadgeIssued
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import accreditation as forms
from conclave_desk.tui.forms.form_modal import FormModal


class _OnPeople(Command):
    """A command about the chosen people, else about the one under the cursor."""

    @classmethod
    @abstractmethod
    def fits(cls, review: Review) -> bool:
        """Whether it makes sense for a person."""

    def enabled(self) -> bool:
        """Where it makes sense for one of them."""
        looked_at: Sequence[Review] = self.screen.looked_at
        return any(map(self.fits, looked_at))

    @property
    def people(self) -> list[Review]:
        """Those of them for whom it makes sense."""
        meant = (review_list.review(self.desk, nomination) for nomination in self.screen.people_meant)
        return [found for found in meant if found is not None and self.fits(found)]


def _counted(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


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
            self.screen.done(still=self._still_waiting(people))
            self.told(decided, f"Recorded for {_counted(len(decided.entries))}.{self._ready(people)}")

    def _still_waiting(self, people: Sequence[Review]) -> list[str]:
        """Whom the next step is to be recorded for, where the list goes on showing them."""
        listed = getattr(self.screen, "view", review_list.WAITING) == review_list.WAITING
        return [review.member.nomination.id for review in self._now(people) if listed and review.member.waits_for]

    def _ready(self, people: Sequence[Review]) -> str:
        ready = sum(review.may_be_granted for review in self._now(people))
        return f" Cleared: {_counted(ready)}; a accredits (mode 4: To accredit)." if ready else ""

    def _now(self, people: Sequence[Review]) -> list[Review]:
        found = (review_list.review(self.desk, review.member.nomination.id) for review in people)
        return [review for review in found if review is not None]


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
        if await self.fill(form, f"{number} accredited; mode 6 issues and prints badges.") is not None:
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

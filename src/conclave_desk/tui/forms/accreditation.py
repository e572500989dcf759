"""Forms of review and permission, for one person or several: a step, a grant, a refusal, a suspension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conclave_desk.desk import accreditation as use_case
from conclave_desk.desk.review_list import Review, steps_of, waiting_for
from conclave_desk.desk.seen import NOMINATION, Seen, seen
from conclave_desk.domain.accreditation import RESULTS
from conclave_desk.domain.decision import Decision, Refusal
from conclave_desk.tui.forms.common import draft_name, listed, paper_fields, said, words
from conclave_desk.tui.forms.fields import Choice, Field, Form
from conclave_desk.tui.office import Office

_RESULTS = ("the step is settled", "not given; the person goes on waiting", "settled without it", "put off")
_PAPER = ("paper_kind", "paper_number", "paper_date", "paper_from")


def clear(office: Office, reviews: Sequence[Review], result: str, step: str) -> Form:
    """The result of a step; of several people those get it who wait for that step."""
    desk, ids = office.desk, _ids(reviews)

    def send(values: dict[str, str]) -> Decision:
        people = ids if len(ids) == 1 else waiting_for(desk, ids, values["step"])
        if not people:
            return Refusal("nobody_waits", f"None of them waits for {values['step']}.")
        remark = values["remark"] or None
        return use_case.clear(desk, people, values["step"], values["result"], paper=values["paper"], remark=remark)

    return Form(
        name=draft_name("clear", ids),
        title=f"{_TITLES[result]} · {_whom(reviews)}",
        do="Record",
        what=named(office, reviews),
        lines=(
            (Field("step", "step", required=True, default=step, choices=lambda _: _steps(office, reviews)),),
            (Field("result", "result", required=True, default=result, choices=words(*RESULTS, notes=_RESULTS)),),
            (Field("paper", "paper no.", hint="NV 112/23"),),
            (Field("remark", "remark", hint="kept sealed"),),
        ),
        send=send,
        seen=_seen(office, ids),
    )


_TITLES = {"passed": "Clear", "failed": "Fail a step", "waived": "Waive a step", "deferred": "Defer a step"}


def _steps(office: Office, reviews: Sequence[Review]) -> list[Choice]:
    """The steps that are theirs, with how many of them wait for each."""
    theirs = {step.name for review in reviews for step in review.steps}
    found = []
    for step in steps_of(office.desk.event):
        if step in theirs:
            found.append(Choice(step, step, _waiting(sum(step in r.member.waits_for for r in reviews), len(reviews))))
    return found


def _waiting(waiting: int, people: int) -> str:
    if people == 1:
        return "waits for it" if waiting else "settled before"
    return f"all {people} wait for it" if waiting == people else f"{waiting} of {people} wait for it"


def grant(office: Office, reviews: Sequence[Review], *, provisional: bool) -> Form:
    """Permission, full or until midnight; a paper that is typed is cited for all of them."""
    ids = _ids(reviews)
    without = sum(not review.member.nomination.paper for review in reviews)

    def send(values: dict[str, str]) -> Decision:
        paper = {name.removeprefix("paper_"): text for name, text in said(values, _PAPER).items()}
        return use_case.grant(office.desk, ids, provisional=provisional, paper=paper or None)

    lacking = "Nobody has to be cleared for it. " if provisional else ""
    papers = f"{without} of them came without paper" if len(ids) > 1 else "The nomination came without paper"
    asked = f"{papers}: cite one, or it is said on every list." if without else "Each cites the paper that nominated."
    return Form(
        name=draft_name("provisional" if provisional else "grant", ids),
        title=f"Accredit{' until midnight' if provisional else ''} · {_whom(reviews)}",
        do="Accredit",
        what=f"{named(office, reviews)}\n{lacking}{asked}",
        lines=tuple(tuple(_cleared_by(field, reviews) for field in line) for line in paper_fields(office)),
        send=send,
        seen=_seen(office, ids),
    )


def _cleared_by(field: Field, reviews: Sequence[Review]) -> Field:
    """The number that a step of somebody without paper names is proposed as the paper's."""
    if field.name != "paper_number" or len(reviews) > 1 or reviews[0].member.nomination.paper:
        return field
    named = [step.clearance.paper for step in reviews[0].steps if step.clearance and step.clearance.paper]
    return replace(field, default=named[0]) if named else field


def refuse(office: Office, reviews: Sequence[Review]) -> Form:
    """The host says no."""
    ids = _ids(reviews)
    permissions = sum(review.permission in ("granted", "suspended") for review in reviews)
    serials = [serial for review in reviews for serial in review.held]
    parts = [f"The host refuses {_whom(reviews)}; {'their slots are' if len(ids) > 1 else 'the slot is'} free again."]
    if permissions:
        parts.append("The accreditation ends." if permissions == 1 else f"{permissions} accreditations end.")
    if serials:
        parts.append(f"Revoked: {listed(serials)}.")
    return Form(
        name=draft_name("refuse", ids),
        title=f"Refuse · {_whom(reviews)}",
        do="Refuse",
        grave=True,
        what=f"{named(office, reviews)}\n{' '.join(parts)} It is not taken back; nominate again instead.",
        lines=(_reason(),),
        send=lambda values: use_case.refuse(office.desk, ids, values["reason"] or None),
        seen=_seen(office, ids),
    )


def suspend(office: Office, reviews: Sequence[Review]) -> Form:
    """The permission rests."""
    ids = _ids(reviews)
    serials = [serial for review in reviews for serial in review.held]
    stop = f"Gates stop {listed(serials)} until it is restored." if serials else "Nobody has a badge of it yet."
    return Form(
        name=draft_name("suspend", ids),
        title=f"Suspend · {_whom(reviews)}",
        do="Suspend",
        grave=True,
        what=f"{named(office, reviews)}\nThe accreditation rests. {stop}",
        lines=(_reason(),),
        send=lambda values: use_case.suspend(office.desk, ids, values["reason"] or None),
        seen=_seen(office, ids),
    )


def _reason() -> tuple[Field, ...]:
    return (Field("reason", "reason", hint="kept sealed"),)


def named(office: Office, reviews: Sequence[Review]) -> str:
    """Whom it is about, each with the party; of many the first few."""
    people = [f"{r.member.nomination.titled} ({office.party_name(r.member.nomination.party)})" for r in reviews]
    return listed(people)


def _whom(reviews: Sequence[Review]) -> str:
    return reviews[0].member.nomination.titled if len(reviews) == 1 else f"{len(reviews)} people"


def _ids(reviews: Sequence[Review]) -> list[str]:
    return [review.member.nomination.id for review in reviews]


def _seen(office: Office, ids: Sequence[str]) -> tuple[Seen, ...]:
    return tuple(seen(office.desk, NOMINATION, nomination) for nomination in ids)

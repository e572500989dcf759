"""A supervisor lets somebody in against a refusal: own badge or PIN, then the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import BADGE_OR_PIN
from conclave_desk.gate.keeper import Keeper, Seen
from conclave_desk.gate.keyboards import digits_in
from conclave_desk.gate.scan import Supervisor
from conclave_desk.gate.supervision import PinClosed
from conclave_desk.gate.wording import Wording
from conclave_desk.tui.watch.asking import Ask
from conclave_desk.tui.watch.clerk import Done

if TYPE_CHECKING:
    from conclave_desk.tui.watch.screen import WatchScreen

_REASONS = ("reason-known", "reason-protocol", "reason-roster")
"""The commonest reasons, each a digit away; any other is typed."""


class Override:
    """One override, from the question for the supervisor to the scan that is judged anew."""

    def __init__(self, screen: WatchScreen, said: Wording, seen: Seen) -> None:
        self._screen, self._said, self._seen = screen, said, seen
        name = seen.guest.titled if seen.guest else seen.answer.name or ""
        self._who = said.say("override-who", guest=name, refusal=said.sentence(seen.answer))

    def begin(self) -> None:
        """Ask for the supervisor, if anybody may override here."""

        def asked(keeper: Keeper) -> Message:
            may = keeper.supervised()
            return Done(self._ask_who if may else partial(self._screen.tell, self._said.say("supervisor-none")))

        self._screen.give(asked)

    def _ask_who(self) -> None:
        say, event = self._said.say, self._screen.event
        by = event.policy.override_by if event else BADGE_OR_PIN
        ask = Ask(
            say("supervisor-title", by=by),
            say("supervisor-keys", by=by),
            lambda text, _: self._identify(digits_in(text)),
            hint=say("supervisor-hint", by=by),
            note=self._who,
            scanned=self._identify,
            types=True,
            secret=True,
        )
        self._screen.put(ask)

    def _identify(self, code: str) -> None:
        if not code:
            return
        gate, ask = self._screen.house.gate, self._screen.ask

        def looked(keeper: Keeper) -> Message:
            found = keeper.supervisor(code, gate)
            return Done(partial(self._identified, code, found, ask))

        self._screen.give(looked)

    def _identified(self, code: str, found: Supervisor | Refusal, ask: Ask | None) -> None:
        if self._screen.ask is not ask or ask is None:
            return
        if isinstance(found, Supervisor):
            self._ask_why(found)
            return
        ask.note = self._refused(code, found)
        self._screen.show_ask()

    def _refused(self, code: str, found: Refusal) -> str:
        said = self._said
        if isinstance(found, PinClosed):
            return said.say("supervisor-closed", time=said.clock(found.until))
        if found.reason == "badge_alone" or not code.isdecimal():
            return said.say("supervisor-badge")
        return said.say("supervisor-pin")

    def _ask_why(self, supervisor: Supervisor) -> None:
        say = self._said.say
        options = [say(key) for key in (*_REASONS, "reason-other")]

        def chosen(_: str, place: int) -> None:
            if place < len(_REASONS):
                self._carry_out(supervisor, options[place])
            else:
                self._ask_other(supervisor)

        title = say("override-title", supervisor=supervisor.name)
        self._screen.put(Ask(title, say("keys-choose"), chosen, options, note=self._who))

    def _ask_other(self, supervisor: Supervisor) -> None:
        say = self._said.say

        def given(reason: str, _: int) -> None:
            if reason:
                self._carry_out(supervisor, reason)

        title, keys = say("override-title", supervisor=supervisor.name), say("override-keys")
        self._screen.put(Ask(title, keys, given, hint=say("override-hint"), note=self._who, types=True))

    def _carry_out(self, supervisor: Supervisor, reason: str) -> None:
        seen = self._seen
        self._screen.put(None)
        self._screen.errand("", lambda keeper: keeper.override(seen, reason, supervisor))

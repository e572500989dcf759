"""The rarer actions: Esc, then a digit, for gloves and rain."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from conclave_desk.domain.decision import Refusal
from conclave_desk.gate.keeper import Keeper, Seen
from conclave_desk.gate.wording import LANGUAGES, Wording
from conclave_desk.registers.roster import LEAST_LETTERS, Named
from conclave_desk.tui.watch.asking import MOST_FOUND, Ask, of_people
from conclave_desk.tui.watch.clerk import Done
from conclave_desk.tui.watch.overriding import Override
from conclave_desk.tui.watch.panel import in_short

if TYPE_CHECKING:
    from conclave_desk.tui.watch.screen import WatchScreen

_NOT_ANNULLED = {"nothing_to_annul": "annul-nothing", "annulled": "annul-annulled", "another_scan": "annul-another"}


class Actions:
    """What the menu's digits do on a screen."""

    def __init__(self, screen: WatchScreen) -> None:
        self._screen = screen
        self._found: list[Named] = []
        self._menu: dict[str, tuple[str, Callable[[], None]]] = {
            "1": ("menu-direction", self._turn_round),
            "2": ("menu-name", lambda: self.search("")),
            "3": ("menu-override", self._override),
            "4": ("menu-annul", self._annul),
            "5": ("menu-gate", self._gates),
            "6": ("menu-theme", screen.light),
            "7": ("menu-language", self._languages),
            "8": ("menu-handout", self._hand_out),
            "9": ("menu-leave", self._leave),
        }

    def listed(self, said: Wording) -> list[tuple[str, str]]:
        """The menu: each digit, and how it reads with what it does; things are handed out at some gates only."""
        gate = self._screen.gate
        left = "" if gate is not None and gate.handout else "8"
        return [(digit, said.say(key, digit=digit)) for digit, (key, _) in self._menu.items() if digit != left]

    def takes(self, sign: str) -> bool:
        """Whether the sign is one of the open menu or question, which is then done."""
        screen = self._screen
        if screen.menu and sign in self._menu:
            self.run(sign)
            return True
        ask = screen.ask
        if ask is not None and not ask.types and sign.isdecimal() and 0 < int(sign) <= len(ask.options):
            ask.entered("", int(sign) - 1)
            return True
        return False

    def run(self, digit: str) -> None:
        """Do what the digit stands for."""
        self._screen.menu = False
        if digit in self._menu and self._screen.said is not None:
            self._menu[digit][1]()

    @property
    def _said(self) -> Wording:
        said = self._screen.said
        if said is None:
            raise RuntimeError("nothing is asked before the station is open")
        return said

    def _turn_round(self) -> None:
        gate = self._screen.gate
        if gate is None:
            return
        if len(gate.ways) == 1:
            self._screen.tell(self._said.say("one-way", direction=gate.ways[0]))
        else:
            self._screen.turn_round("out" if self._screen.direction == "in" else "in")

    # Names

    def search(self, text: str) -> None:
        """Look for a name, for somebody who forgot the badge."""
        said = self._said
        self._found = []
        ask = Ask(
            said.say("search"),
            said.say("search-keys"),
            self._picked,
            hint=said.say("search-hint"),
            typed=self._look,
            types=True,
        )
        self._screen.put(ask)
        if text:
            self._screen.listener.begin(text)
            self._look(text)

    def _look(self, text: str) -> None:
        ask = self._screen.ask

        def look(keeper: Keeper) -> Message:
            return Done(partial(self._show_found, text, keeper.named(text), ask))

        if sum(map(str.isalpha, text)) >= LEAST_LETTERS:
            self._screen.give(look)
        elif ask is not None:
            self._found = []
            ask.offer((), "")

    def _show_found(self, text: str, found: list[Named], ask: Ask | None) -> None:
        if ask is not None and self._screen.ask is ask and text == self._screen.listener.text:
            self._found = found
            ask.offer(*of_people(found, self._said))
            self._screen.show_ask()

    def _picked(self, text: str, chosen: int) -> None:
        if not 0 <= chosen < min(len(self._found), MOST_FOUND):
            if text:
                self._screen.listener.begin(text)
            return
        found = self._found[chosen]
        gate, direction = self._screen.house.gate, self._screen.direction
        self._screen.put(None)
        self._screen.errand("", lambda keeper: keeper.by_name(found, gate, direction))

    # Override, annul

    def _override(self) -> None:
        seen = self._screen.last.shown
        if seen is None or not seen.overridable:
            self._screen.tell(self._said.say("override-nothing"))
        else:
            Override(self._screen, self._said, seen).begin()

    def _annul(self) -> None:
        gate = self._screen.house.gate
        self._screen.give(lambda keeper: Done(partial(self._ask_annul, gate, keeper.annullable(gate))))

    def _ask_annul(self, gate: str, found: Seen | Refusal) -> None:
        said = self._said
        if isinstance(found, Refusal):
            self._screen.tell(said.say(_NOT_ANNULLED[found.reason]))
            return

        def annul(keeper: Keeper) -> Message:
            return Done(partial(self._annulled, keeper.annul(gate, found)))

        def chosen(_: str, __: int) -> None:
            self._screen.put(None)
            self._screen.give(annul)

        note = f"{in_short(found, said)}\n\n{said.say('annul-what')}"
        options = [said.say("annul-do")]
        self._screen.put(Ask(said.say("annul-title"), said.say("keys-choose"), chosen, options, note=note))

    def _annulled(self, found: Seen | Refusal) -> None:
        if isinstance(found, Refusal):
            self._screen.tell(self._said.say(_NOT_ANNULLED[found.reason]))
        else:
            self._screen.annulled(found)

    def _hand_out(self) -> None:
        seen = self._screen.last.shown
        if seen is None or not seen.due:
            self._screen.tell(self._said.say("handout-nothing"))
        else:
            self._screen.give(lambda keeper: Done(partial(self._handed_out, keeper.hand_out(seen), seen)))

    def _handed_out(self, now: Seen, before: Seen) -> None:
        self._screen.change(now)
        self._screen.tell(self._said.say("handed-out", items=", ".join(before.due)))

    # Gate, language, leaving

    def _gates(self) -> None:
        event, said = self._screen.event, self._said
        if event is None:
            return
        gates = event.gates
        names = [f"{gate.name} · {gate.code}" for gate in gates]

        def chosen(_: str, place: int) -> None:
            self._screen.put(None)
            self._screen.turn_to(gates[place].code)

        here = next((place for place, gate in enumerate(gates) if gate.code == self._screen.house.gate), 0)
        self._screen.put(Ask(said.say("gate-title"), said.say("keys-choose"), chosen, names, chosen=here))

    def _languages(self) -> None:
        said, codes = self._said, list(LANGUAGES)

        def chosen(_: str, place: int) -> None:
            self._screen.put(None)
            self._screen.speak(codes[place])
            self._screen.house.remember()

        here = codes.index(said.language)
        ask = Ask(said.say("language-title"), said.say("keys-choose"), chosen, list(LANGUAGES.values()), chosen=here)
        self._screen.put(ask)

    def _leave(self) -> None:
        self._screen.leave()

"""The rarer actions: Esc, then a digit, for gloves and rain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from conclave_desk.gate.keeper import Keeper
from conclave_desk.gate.wording import LANGUAGES, Wording
from conclave_desk.registers.guests import Guest
from conclave_desk.tui.watch.asking import Ask
from conclave_desk.tui.watch.clerk import Found

if TYPE_CHECKING:
    from conclave_desk.tui.watch.screen import WatchScreen


class Actions:
    """What the menu's digits do on a screen."""

    def __init__(self, screen: WatchScreen) -> None:
        self._screen = screen
        self.found: list[Guest] = []
        self._menu: dict[str, tuple[str, Callable[[], None]]] = {
            "1": ("menu-direction", self._turn_round),
            "2": ("menu-name", lambda: self.search("")),
            "3": ("menu-override", self._override),
            "5": ("menu-gate", self._gates),
            "6": ("menu-theme", screen.light),
            "7": ("menu-language", self._languages),
            "9": ("menu-leave", self._leave),
        }

    def listed(self, said: Wording) -> str:
        """The menu in a line."""
        return "  ".join(said.say(key, digit=digit) for digit, (key, _) in self._menu.items())

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
        self.found = []
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
            self._screen.begin(text)
            self._look(text)

    def _look(self, text: str) -> None:
        def look(keeper: Keeper) -> Message:
            return Found(text, *keeper.named(text))

        if sum(map(str.isalpha, text)) >= 3:
            self._screen.give(look)
        elif self._screen.ask is not None:
            self.found = []
            self._screen.ask.offer((), "")

    def _picked(self, text: str, chosen: int) -> None:
        if not 0 <= chosen < len(self.found):
            if text:
                self._screen.begin(text)
            return
        guest = self.found[chosen]
        gate, direction = self._screen.house.gate, self._screen.direction
        self._screen.put(None)
        self._screen.errand(guest.nomination, lambda keeper: keeper.by_name(guest.nomination, gate, direction))

    # Override

    def _override(self) -> None:
        said, seen = self._said, self._screen.shown_seen()
        if seen is None or not seen.overridable:
            self._screen.tell(said.say("override-nothing"))
            return

        def given(reason: str, _: int) -> None:
            if reason:
                self._screen.put(None)
                self._screen.errand("", lambda keeper: keeper.override(seen, reason))

        guest = seen.guest.titled if seen.guest else seen.answer.name or ""
        ask = Ask(said.say("override-title"), said.say("override-keys"), given, hint=said.say("override-hint"))
        ask.types, ask.note = True, said.say("override-who", guest=guest, refusal=said.sentence(seen.answer))
        self._screen.put(ask)

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

        here = codes.index(said.language)
        ask = Ask(said.say("language-title"), said.say("keys-choose"), chosen, list(LANGUAGES.values()), chosen=here)
        self._screen.put(ask)

    def _leave(self) -> None:
        self._screen.leave()

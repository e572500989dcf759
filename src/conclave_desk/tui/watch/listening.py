"""What the keys say: all of them are a scanner's or a guard's, and either may come at any time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from conclave_desk.gate.keyboards import serial_in
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.wedge import Read, Repeats, Wedge
from conclave_desk.tui.watch.asking import BACK, DOES, TAKES
from conclave_desk.tui.watch.margins import FootLine

if TYPE_CHECKING:
    from conclave_desk.tui.watch.screen import WatchScreen

_LETTERS = 3
"""Letters of a name from which on it is looked for."""


class Listener:
    """Takes a screen's keys apart into scans, what is typed, and what the menu means; a click means what its key does."""

    def __init__(self, screen: WatchScreen) -> None:
        self._screen = screen
        self._wedge = Wedge()
        self.repeats = Repeats()

    @property
    def text(self) -> str:
        """What is being typed by hand; blank while a scanner writes."""
        return "" if self._wedge.fast else self._wedge.text

    def key(self, event: events.Key) -> None:
        """A key was pressed."""
        screen = self._screen
        sign = event.character if event.is_printable else None
        if event.key in ("enter", "tab", "ctrl+j"):
            self._end(event.time)
        elif event.key == "escape":
            self._escape()
        elif event.key.startswith("alt+") and event.key[4:].isdecimal():
            screen.actions.run(event.key[4:])
        elif event.key == "backspace":
            self._wedge.back()
            self._typed()
        elif event.key in ("up", "down") and screen.ask is not None:
            screen.ask.move(1 if event.key == "down" else -1)
        elif sign and not self._wedge.text and screen.actions.takes(sign):
            pass
        elif sign:
            screen.menu = False
            self._read(self._wedge.sign(sign, event.time))
            self._typed()

    def paste(self, event: events.Paste) -> None:
        """Some terminals hand a scanner's keys over as a paste."""
        for sign in event.text:
            ended = sign in "\r\n\t"
            self._read(self._wedge.end(event.time) if ended else self._wedge.sign(sign, event.time))

    def click(self, event: events.Click) -> None:
        """An option, an action of the menu, or a way back was clicked or touched."""
        screen, meta = self._screen, event.style.meta
        if screen.ask is not None and TAKES in meta:
            typed = self._wedge.text
            self._wedge.forget()
            screen.ask.entered(typed.strip(), meta[TAKES])
        elif screen.menu and DOES in meta:
            screen.actions.run(meta[DOES])
        elif BACK in meta or screen.query_one(FootLine).region.contains(int(event.screen_x), int(event.screen_y)):
            if screen.ask is not None:
                self._wedge.forget()
            self._escape()

    def silence(self) -> bool:
        """No key came for a moment; whether that has finished anything."""
        text = self._wedge.text
        self._read(self._wedge.silence(Message().time))
        return self._wedge.text != text

    def begin(self, text: str) -> None:
        """Let that stand as typed."""
        self._wedge.put(text, Message().time)

    def wait(self, patient: bool) -> None:
        """While a question is open, what somebody types slowly is not forgotten."""
        self._wedge.patient = patient

    def _end(self, at: float) -> None:
        typed, ask = self._wedge.text, self._screen.ask
        if ask is not None and (not typed or not self._wedge.fast):
            self._wedge.forget()
            ask.entered(typed.strip(), ask.chosen)
        else:
            self._read(self._wedge.end(at))

    def _escape(self) -> None:
        screen = self._screen
        if self._wedge.text:
            self._wedge.forget()
            self._typed()
        elif screen.ask is not None:
            screen.put(None)
        else:
            screen.menu = not screen.menu

    def _typed(self) -> None:
        """Somebody types while a question is open: let it look."""
        ask = self._screen.ask
        if ask is not None and ask.typed is not None and not self._wedge.fast:
            ask.typed(self._wedge.text)

    def _read(self, reads: Sequence[Read]) -> None:
        for read in reads:
            if read.typed:
                self._take_typed(read.text)
            else:
                self._take_scan(read.text)

    def _take_typed(self, text: str) -> None:
        if serial := serial_in(text):
            self._take_scan(serial)
        elif sum(map(str.isalpha, text)) >= _LETTERS and not any(map(str.isdecimal, text)):
            self._screen.actions.search(text)
        else:
            self._take_scan(text)

    def _take_scan(self, code: str) -> None:
        screen = self._screen
        if screen.ask is not None and screen.ask.scanned is not None:
            screen.ask.scanned(code)
            return
        screen.put(None)
        if self.repeats.is_one(code, Message().time):
            screen.again(code)
            return
        gate, direction = screen.house.gate, screen.direction
        screen.errand(code, lambda keeper: keeper.scan(Scan(code, gate, direction)))

"""The scan screen: every key is a scanner's or a guard's, every scan is handed on, the answer fills the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from conclave_desk.domain.event import Event, Gate
from conclave_desk.gate.keeper import Keeper, Seen, Tally
from conclave_desk.gate.wording import Wording
from conclave_desk.tui.watch.actions import Actions
from conclave_desk.tui.watch.asking import Ask, AskBox
from conclave_desk.tui.watch.clerk import Answered, Clerk, Counted, Done, Errand, Failed, Opened, Opens
from conclave_desk.tui.watch.lasts import LastSeen
from conclave_desk.tui.watch.listening import Listener
from conclave_desk.tui.watch.margins import FootLine, LastScans, Told, TopLine, top_of
from conclave_desk.tui.watch.moment import Moment
from conclave_desk.tui.watch.panel import BETWEEN, VerdictPanel, in_half, in_short, kind_of
from conclave_desk.tui.watch.photo import GuestPhoto
from conclave_desk.tui.watch.remembered import Choice, Choices, language_for

_LISTENS = 0.04
"""Seconds between looks whether a scanner that ends with nothing has fallen silent."""
_BEEPS = {"admit": 1, "left": 1, "check": 1, "wait": 2, "stop": 3, "fault": 3}
_BETWEEN_BEEPS = 0.22


_Scanning = Callable[[Keeper], Seen]


@dataclass
class Gatehouse:
    """How the screen is set up: which gate, which way, in which language and light, and how long a verdict stands.

    What is not said (``None``) is as it was chosen there last, by ``choices``, or as the event has it.
    """

    gate: str
    direction: str | None = None
    language: str | None = None
    day: bool | None = None
    holds: float = 4.0
    choices: Choices | None = None

    def __post_init__(self) -> None:
        chosen = self.choices.of(self.gate) if self.choices else Choice()
        self.language = self.language or chosen.language
        self.day = chosen.day if self.day is None else self.day

    def remember(self) -> None:
        """The gate is to look like this next time too."""
        if self.choices is not None:
            self.choices.keep(self.gate, self.language, self.day)


class WatchScreen(Screen[None]):
    """Keeps a gate until it is left. ``opened`` opens the station, in the thread that will use it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    CSS_PATH = "screen.tcss"

    def __init__(self, opened: Opened, house: Gatehouse) -> None:
        super().__init__()
        self.house = house
        self.event: Event | None = None
        self.said: Wording | None = None
        self.direction = house.direction or "in"
        self.ask: Ask | None = None
        self.menu = False
        self.waiting = 0
        self.last = LastSeen()
        self._clock: Callable[[], datetime] | None = None
        self._tally: Tally | None = None
        self._now = Moment()
        self._hold: Timer | None = None
        self._flash = ""
        self._clerk = Clerk(opened, lambda: self.house.gate, self.post_message)
        self.actions = Actions(self)
        self.listener = Listener(self)

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield TopLine()
        with Horizontal(id="middle"):
            yield VerdictPanel()
            yield GuestPhoto()
        yield LastScans()
        yield FootLine()
        yield AskBox()

    def on_mount(self) -> None:
        """Open the station."""
        self.set_class(bool(self.house.day), "day")
        self.run_worker(self._clerk.work, thread=True, exit_on_error=False, group="station")
        self.set_interval(_LISTENS, self._listen)
        self.set_interval(1.0, self._tick)

    def on_unmount(self) -> None:
        """What was scanned is still recorded; then the station is closed."""
        self._clerk.stop()

    # What the station says

    def on_opens(self, message: Opens) -> None:
        """The station is open."""
        self.event, self._clock = message.event, message.clock
        if (gate := self.gate) is not None:
            self.speak(language_for(gate, self.house.language, message.event.languages))
        self.turn_to(self.house.gate, self.house.direction)

    def on_answered(self, message: Answered) -> None:
        """A verdict: it fills the screen at once, whatever stood there."""
        self.waiting -= 1
        seen = message.seen
        self._now = self._now.next(message.asked, seen, message.time, self.house.holds)
        if (escorted := self._now.escorted) is not None:
            self.listener.repeats.forget(self._now.code_of(escorted))
        self.last.answered(seen)
        if message.tally.gate == self.house.gate:
            self._tally = message.tally
        self.show_last()
        self.show_all()
        self._beep(kind_of(seen))
        self._stand()

    def on_counted(self, message: Counted) -> None:
        """Others keep gates of this zone too, or this gate was turned to."""
        if message.tally.gate != self.house.gate:
            return
        self._tally = message.tally
        if message.last is not None:
            self.last.found(message.last)
            self.show_last()
            self.show_verdict()
        self.show_margins()

    def on_done(self, message: Done) -> None:
        """Something that was asked of the station besides."""
        message.then()

    def on_failed(self, message: Failed) -> None:
        """Nothing was recorded: nobody is let in on that."""
        if message.asked is not None:
            self.waiting -= 1
            self._now.answers.pop(message.asked, None)
            self.listener.repeats.forget()
        self._now = Moment(failed=message.sentence, answers=self._now.answers)
        self.show_all()
        self._beep("fault")

    def annulled(self, seen: Seen) -> None:
        """The last scan was taken back."""
        self.listener.repeats.forget(self._now.code_of(seen))
        self.last.change(seen)
        self._now = Moment(seen, Message().time, answers=self._now.answers)
        gate = self.house.gate
        self.give(lambda keeper: Counted(keeper.tally(gate)))
        self.show_last()
        self.show_all()
        self._beep(kind_of(seen))
        self._stand()

    def change(self, seen: Seen) -> None:
        """More is known of a scan that was answered."""
        self.last.change(seen)
        if self._now.seen is not None and self._now.seen.answer.scan_id == seen.answer.scan_id:
            self._now.seen = seen
            self.show_verdict()

    # What the keys say

    def on_key(self, event: events.Key) -> None:
        """All keys come here; a scanner's are as good as a guard's."""
        event.stop()
        event.prevent_default()
        self._flash = ""
        self.listener.key(event)
        self.show_foot()
        self.show_ask()

    def on_paste(self, event: events.Paste) -> None:
        """Some terminals hand a scanner's keys over as a paste."""
        event.stop()
        self.listener.paste(event)
        self.show_foot()

    def on_click(self, event: events.Click) -> None:
        """What stands there to be chosen can be touched; the last line is as good as Esc."""
        event.stop()
        self._flash = ""
        self.listener.click(event)
        self.show_foot()
        self.show_ask()

    def _listen(self) -> None:
        if self.listener.silence():
            self.show_foot()

    def again(self, code: str) -> None:
        """The badge still lies before the scanner: its answer stands there, and no other scan is made of it."""
        if (seen := self._now.answers.get(code)) is not None:
            self._now = Moment(seen, Message().time, repeated=True, answers=self._now.answers)
            self.show_all()
            self._stand()

    # What the station is asked

    def errand(self, asked: str, scan: _Scanning) -> None:
        """Have the station judge something; the answer comes as a message."""
        self.waiting += 1
        gate = self.house.gate

        def done(keeper: Keeper) -> Message:
            seen = scan(keeper)
            return Answered(asked, seen, keeper.tally(gate))

        self.give(done, asked)
        self.show_foot()

    def give(self, errand: Errand, asked: str | None = None) -> None:
        """Have the clerk do something else."""
        self._clerk.give(errand, asked)

    # How it is set up

    def put(self, ask: Ask | None) -> None:
        """Ask that, or ask nothing any more."""
        self.ask, self.menu = ask, False
        self.listener.wait(ask is not None)
        self.show_ask()
        self.show_foot()

    @property
    def gate(self) -> Gate | None:
        """The gate that is kept."""
        return self.event.gate(self.house.gate) if self.event else None

    def turn_to(self, code: str, direction: str | None = None) -> None:
        """Keep that gate, that way or its usual one."""
        self.house.gate = code
        gate = self.gate
        self.direction = direction or (gate.ways[0] if gate else "in")
        self.listener.repeats.forget()
        self._tally, self.last = None, LastSeen()
        self.give(lambda keeper: Counted(keeper.tally(code), keeper.last(code)))
        self.show_all()

    def turn_round(self, direction: str) -> None:
        """The other way."""
        self.direction = direction
        self.listener.repeats.forget()
        self.show_all()

    def speak(self, language: str) -> None:
        """In that language from now on, what is shown already too."""
        if self.event is None:
            return
        self.house.language = language
        self.said = Wording(language, self.event)
        self.show_last()
        self.show_all()

    def light(self) -> None:
        """Day or night, next time too."""
        self.house.day = not self.house.day
        self.house.remember()
        self.set_class(self.house.day, "day")

    def leave(self) -> None:
        """Keep the gate no longer."""
        self.dismiss()

    def tell(self, sentence: str) -> None:
        """Say something in the last line until the next key."""
        self._flash = sentence
        self.show_foot()

    # What is shown

    def show_all(self) -> None:
        """Verdict and margins."""
        self.show_verdict()
        self.show_margins()
        self.show_foot()
        self.show_ask()

    def show_verdict(self) -> None:
        """The answer while it stands, else that the next may come."""
        shown = self._now.shown(self.said, self.event, self.last.shown, Message().time)
        self.query_one(VerdictPanel).show(shown)
        self.query_one(GuestPhoto).show(shown.photo, shown.kind)

    def show_last(self) -> None:
        """The last ten scans."""
        if (said := self.said) is not None:
            told = [Told(kind_of(seen), in_short(seen, said), in_half(seen, said)) for seen in self.last.recent]
            self.query_one(LastScans).show(told)

    def show_margins(self) -> None:
        """Gate, way, time, roster, counts."""
        said, gate, event = self.said, self.gate, self.event
        if said is not None and gate is not None and event is not None and self._clock is not None:
            top = top_of(said, event, gate, self.direction, self._tally, self._clock())
            self.query_one(TopLine).show(top)

    def show_foot(self) -> None:
        """The keys, what is typed, or how many wait."""
        foot, said, text = self.query_one(FootLine), self.said, self.listener.text
        if said is None:
            return
        if foot.has_class("menu") != self.menu:
            foot.set_class(self.menu, "menu")
        if self.menu:
            foot.choose(self.actions.listed(said))
        elif self._flash:
            foot.show((self._flash, "bold"))
        elif text and self.ask is None:
            foot.show((f"{text}▏  ", "bold"), (said.say("typing"), ""))
        elif self.waiting > 1:
            foot.show((said.say("waiting", count=str(self.waiting)), "bold"))
        else:
            scan, between, more = said.say("scan-or-type").rpartition(BETWEEN)
            foot.show((scan, ""), kept=between + more)

    def show_ask(self) -> None:
        """The question that is open."""
        self.query_one(AskBox).show(self.ask, self.listener.text)

    def _tick(self) -> None:
        """A second has passed."""
        self.show_margins()
        if self._now.seen is not None and self._now.seen.asks_for:
            self.show_verdict()

    def _stand(self) -> None:
        """The verdict stands for a while, then makes room for READY."""
        if self._hold is not None:
            self._hold.stop()
        self._hold = self.set_timer(self._now.stands_for(self.house.holds), self._make_room)

    def _make_room(self) -> None:
        if not self._now.failed:
            self._now = Moment(answers=self._now.answers)
            self.show_verdict()

    def _beep(self, kind: str) -> None:
        for number in range(_BEEPS[kind]):
            if number == 0:
                self.app.bell()
            else:
                self.set_timer(number * _BETWEEN_BEEPS, self.app.bell)

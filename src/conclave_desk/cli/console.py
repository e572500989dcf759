"""The operator's side of ``gate serve``: a code for a phone, the number to compare, the phones that there are."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from conclave_desk.bootstrap import open_station
from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import say
from conclave_desk.cli.session import session
from conclave_desk.config import Config
from conclave_desk.domain.decision import Refusal
from conclave_desk.errors import WrongUse
from conclave_desk.gate.apart import Apart
from conclave_desk.gate.station import Station
from conclave_desk.tui.log import kept_log
from conclave_desk.web import certificate
from conclave_desk.web.app import build
from conclave_desk.web.certificate import Certificate
from conclave_desk.web.pairing import VALID, Request
from conclave_desk.web.porter import Porter
from conclave_desk.web.server import Server, configured, listening, run

_KEYS = "A gate's code: a code for another phone   l: phones   r PHONE: revoke   q: stop"


def keep(config: Config, gate: str | None, host: str, port: int, own: Path | None) -> bool:
    """Serve until the operator stops it; whether that was by a signal."""
    books = config.station or config.desk
    shown, reached = _certificate(books, host, own)
    with (
        closing(listening(host, port)) as listener,
        kept_log(books),
        Apart(partial(open_station, config)) as station,
    ):
        if gate:
            station.ask(partial(Station.way, code=gate))
        porter = Porter(station)
        bracketed = f"[{reached}]" if ":" in reached else reached
        console = Console(porter, f"https://{bracketed}:{listener.getsockname()[1]}", shown.fingerprint)
        stopped = run(Server(configured(build(porter), shown)), listener, porter.look, lambda: console.work(gate))
    return stopped.signal is not None


def _certificate(books: Path, host: str, own: Path | None) -> tuple[Certificate, str]:
    """The certificate, and the name or address at which phones reach the server."""
    reached = certificate.reached_at(host)
    if own:
        shown = certificate.given(own)
        return shown, next((name for name in shown.names if "*" not in name), reached)
    if not books.is_file():
        raise WrongUse(f"{books}: there is no such file")
    hosts = tuple(dict.fromkeys((reached, "127.0.0.1", "localhost")))
    return certificate.own(books.with_name(f"{books.name}.tls"), hosts, datetime.now(UTC)), reached


@dataclass
class Console:
    """Reads what the operator types, a line at a time, and says what happens; with ``--json`` an object a line."""

    porter: Porter
    url: str
    fingerprint: str
    _asked: set[str] = field(default_factory=set)
    _happened: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)

    async def work(self, gate: str | None) -> None:
        """Until the operator stops."""
        self.porter.told = lambda: self._happened.put_nowait("")
        self._say(f"The page is at {self.url}", serving=self.url, fingerprint=self.fingerprint)
        if not session().json:
            self._greet()
        first = gate or self._only_gate()
        if first:
            self._offer(first)
        Thread(target=self._listen, args=(asyncio.get_running_loop(),), name="operator", daemon=True).start()
        looking = asyncio.ensure_future(self.porter.keep_looking())
        typing = asyncio.ensure_future(self._typed())
        ended, others = await asyncio.wait((looking, typing), return_when=asyncio.FIRST_COMPLETED)
        for other in others:
            other.cancel()
        for task in ended:
            task.result()

    async def _typed(self) -> None:
        """Do what is typed until it is to stop; when nothing more can be typed phones are served all the same."""
        while (typed := await self._happened.get()) is not None:
            if typed and not await self._done(typed):
                return
            self._ask()
        await asyncio.Event().wait()

    def _greet(self) -> None:
        output.text(f"Its certificate's fingerprint (SHA-256), for the first visit of each phone:\n{self.fingerprint}")
        if self.url.startswith(("https://127.", "https://localhost", "https://[::1]")):
            say("Only this machine reaches that address; for phones say --host and this machine's address.")
        output.text(_KEYS)

    def _only_gate(self) -> str | None:
        gates = self.porter.house.event.gates
        return gates[0].code if len(gates) == 1 else None

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(self._happened.put_nowait, line.strip())
        loop.call_soon_threadsafe(self._happened.put_nowait, None)

    async def _done(self, typed: str) -> bool:
        """Do what was typed; whether to go on."""
        word, _, rest = typed.partition(" ")
        waiting = self.porter.waiting()
        if word.lower() in ("y", "n") and waiting:
            await self._settle(waiting[0], accepted=word.lower() == "y")
        elif word == "q":
            return False
        elif word == "l":
            self._list()
        elif word == "r" and rest:
            await self._revoke(rest.strip())
        else:
            self._offer(word.upper(), rest.strip())
        return True

    def _offer(self, gate: str, label: str = "") -> None:
        try:
            secret = self.porter.offer(gate, label)
        except WrongUse as fault:
            say(f"{fault.message}\n{_KEYS}")
            return
        url = f"{self.url}/pair#{secret}"
        event = self.porter.house.event
        found = event.gate(gate)
        until = (datetime.now(UTC) + timedelta(seconds=VALID)).astimezone(event.zone_info)
        name = found.name if found else gate
        if not session().json:
            output.text("\n".join(symbol(url)))
        self._say(f"For one phone at {gate} {name}, until {until:%H:%M:%S}: {url}", offer=url, gate=gate, until=until)

    def _ask(self) -> None:
        """Ask about each phone that waits, once."""
        for request in self.porter.waiting():
            if request.number not in self._asked:
                self._asked.add(request.number)
                self._say(
                    f"{request.label} wants to keep {request.gate}. It must show the number {request.number}."
                    " Does it? y or n",
                    waits=request.label,
                    gate=request.gate,
                    number=request.number,
                )

    async def _settle(self, request: Request, *, accepted: bool) -> None:
        await self.porter.settle(request, accepted=accepted)
        self._asked.discard(request.number)
        word = "may scan at" if accepted else "was refused for"
        self._say(f"{request.label} {word} {request.gate}.", phone=request.label, gate=request.gate, paired=accepted)

    async def _revoke(self, phone: str) -> None:
        found = await self.porter.revoke(phone)
        if isinstance(found, Refusal):
            say(found.sentence)
        else:
            self._say(f"{found.label} may scan no more.", phone=found.label, gate=found.gate, revoked=True)

    def _list(self) -> None:
        phones = self.porter.house.phones
        for phone in phones:
            state = "revoked" if phone.revoked_at else "paired"
            self._say(
                f"{phone.label}  {phone.gate}  {state}", phone=phone.label, gate=phone.gate, state=state, id=phone.phone
            )
        if not phones:
            say("No phone was paired yet.")

    def _say(self, people: str, **values: Any) -> None:
        if session().json:
            output.line(values, self.porter.house.event.zone_info)
        else:
            output.text(people)
            sys.stdout.flush()


def symbol(text: str) -> Sequence[str]:
    """The QR code of the text for a terminal, two rows of modules to a line; dark on light whatever its colours."""
    from qrcode import QRCode, constants

    from conclave_desk.printing.qr import QUIET_ZONE

    code: Any = QRCode(border=QUIET_ZONE, error_correction=constants.ERROR_CORRECT_L)
    code.add_data(text)
    rows = code.get_matrix()
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    signs = {(False, False): "█", (True, False): "▄", (False, True): "▀", (True, True): " "}
    lines = [
        "".join(signs[above, below] for above, below in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
    return [f"\x1b[97;40m{line}\x1b[0m" for line in lines] if sys.stdout.isatty() else lines

"""What an officer does when a phone that scans at a gate is lost."""

from __future__ import annotations

from conclave_desk.domain.decision import Refusal
from conclave_desk.tui.commands import Command


class Phones(Command):
    """Revoke a phone that scans at a gate, since it is lost: within a second where it is served with this desk's file, at a
    station away from the desk with its next roster."""

    name = "gates.phones"
    title = "phones"
    key = "t"
    twin = "gate phones"

    async def run(self) -> None:
        """List those that may scan, pick one, ask once, revoke."""
        from conclave_desk.bootstrap import station_of
        from conclave_desk.gate import phones
        from conclave_desk.tui.modals.message import Message
        from conclave_desk.tui.modals.pick import Pick

        station = station_of(self.desk)
        working = [phone for phone in phones.paired(station) if phone.may_scan(station.now())]
        if not working:
            await self.ask(Message("Phones", "No phone may scan. `gate serve` pairs them.", stop=False))
            return
        lines = [
            f"{phone.label or phone.phone}  gate {phone.gate}  paired {self.office.local(phone.paired_at):%d %b %H:%M}"
            for phone in working
        ]
        place = await self.ask(Pick("Revoke which phone?", lines))
        if place is None:
            return
        name = working[place].label or working[place].phone
        if await self.confirm("Revoke a phone", f"{name} may scan no more, and has to be paired anew.", "Revoke"):
            done = phones.revoke(station, working[place].phone)
            if isinstance(done, Refusal):
                await self.ask(Message("Nothing was revoked", done.sentence))
            else:
                self.screen.notify(f"{name} may scan no more.")
                self.screen.changed()

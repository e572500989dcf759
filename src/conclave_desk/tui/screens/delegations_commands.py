"""What an officer does with a delegation and its people."""

from __future__ import annotations

from collections.abc import Sequence

from conclave_desk.desk import arrivals, delegation_detail, delegation_list
from conclave_desk.desk.delegation_list import Member
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import nomination as forms
from conclave_desk.tui.forms.common import listed


class Nominate(Command):
    """Put somebody of this party forward. Without a name the slot is confirmed and its name awaited."""

    name = "delegations.nominate"
    title = "nominate"
    key = "n"
    twin = "nominations add"

    def enabled(self) -> bool:
        """Where there is a party."""
        return self.screen.party is not None

    async def run(self) -> None:
        """Fill the form; the invitation is the party's that stands."""
        found = self.screen.delegation
        if found is None:
            return
        invitation = delegation_list.standing_invitation(found)
        if invitation is None and not delegation_list.needs_none(self.desk, found.party):
            self.screen.notify(f"{found.name} has no invitation; draw one up in mode 2.", severity="warning")
            return
        decided = await self.fill(forms.nominate(self.office, found.party, invitation), "Nominated.")
        if decided is not None:
            self.screen.go_to_person(decided)


class NominateElsewhere(Command):
    """Put somebody forward for whom no invitation is needed: one of the host's people, or of a party that event.toml
    declares."""

    name = "delegations.nominate-other"
    title = "nominate for the host"
    key = "N"
    twin = "nominations add"
    footer = False

    async def run(self) -> None:
        """Ask for which party where there are several, then fill the form."""
        parties = delegation_list.without_invitation(self.desk)
        party = parties[0] if len(parties) == 1 else await self._ask_party(parties)
        if party is None:
            return
        decided = await self.fill(forms.nominate(self.office, party, None), "Nominated.")
        if decided is not None:
            self.screen.go_to_person(decided, party)

    async def _ask_party(self, parties: Sequence[str]) -> str | None:
        from conclave_desk.tui.modals.pick import Pick

        picked = await self.ask(Pick("For which party?", [self.office.party_name(party) for party in parties]))
        return None if picked is None else parties[picked]


class _OnPerson(Command):
    """A command about the person under the cursor."""

    @property
    def member(self) -> Member | None:
        """The person under the cursor."""
        found: Member | None = self.screen.member
        return found

    def enabled(self) -> bool:
        """Where a person holds a slot."""
        found = self.member
        return found is not None and found.nomination.holds_slot


class _OnPeople(Command):
    """A command about the chosen people, else about the one under the cursor."""

    @classmethod
    def fits(cls, member: Member) -> bool:
        """Whether it makes sense for a person."""
        return member.nomination.holds_slot

    @property
    def members(self) -> list[Member]:
        """Those of them for whom it makes sense."""
        return [one for one in self.screen.members_meant if self.fits(one)]

    def enabled(self) -> bool:
        """Where it makes sense for one of them."""
        return bool(self.members)


class Amend(_OnPerson):
    """Put right what is known of somebody, or fill in what has come: a spelling, a flight, a passport, the paper. Badges
    that were printed stay as they are, and you are told."""

    name = "delegations.amend"
    title = "amend"
    key = "m"
    twin = "nominations amend"

    async def run(self) -> None:
        """Fill the form."""
        if (found := self.member) is not None:
            await self.fill(forms.amend(self.office, found), "Amended.")


class Substitute(_OnPerson):
    """Somebody else comes in that person's place, from a stated time: slot, role and zones move over, clearances start
    afresh, the old badge works until then."""

    name = "delegations.substitute"
    title = "substitute"
    key = "s"
    twin = "nominations substitute"

    async def run(self) -> None:
        """Fill the form."""
        if (found := self.member) is not None:
            done = f"{found.nomination.titled} is substituted."
            if (decided := await self.fill(forms.substitute(self.office, found), done)) is not None:
                self.screen.go_to_person(decided)


class Withdraw(_OnPeople):
    """The party takes somebody back, or all who are chosen: accreditations end and badges are revoked in the same
    record."""

    name = "delegations.withdraw"
    title = "withdraw"
    key = "x"
    twin = "nominations withdraw"

    async def run(self) -> None:
        """Say what ends with it, and ask once."""
        if members := self.members:
            whom = members[0].nomination.titled if len(members) == 1 else f"{len(members)} people"
            done = f"{whom} {'is' if len(members) == 1 else 'are'} withdrawn."
            if await self.fill(forms.withdraw(self.office, members), done) is not None:
                self.screen.done()


class Head(_OnPerson):
    """The person heads the delegation from now on; whoever did becomes a member. Nobody is substituted."""

    name = "delegations.head"
    title = "head"
    key = "e"
    twin = "nominations head"

    async def run(self) -> None:
        """Ask as what."""
        if (found := self.member) is not None:
            heads = {one.nomination.id: one.nomination.titled for one in self.screen.people if one.nomination.heads}
            await self.fill(forms.make_head(self.office, found, heads), f"{found.nomination.titled} is the head.")


class Arrived(_OnPeople):
    """Record that somebody is there, or all who are chosen, before a badge or a gate says so."""

    name = "delegations.arrived"
    title = "arrived"
    key = "r"

    def enabled(self) -> bool:
        """While somebody of them was not seen yet."""
        return any(one.nomination.id not in self.screen.arrived for one in self.members)

    async def run(self) -> None:
        """Ask once, then record it."""
        fresh = [one.nomination for one in self.members if one.nomination.id not in self.screen.arrived]
        whom = fresh[0].titled if len(fresh) == 1 else f"{len(fresh)} people"
        what = f"{listed([person.titled for person in fresh])}: there as of now."
        if await self.confirm("Arrived", what, "Record") and await self.settle(
            arrivals.record(self.desk, [person.id for person in fresh]), f"{whom} arrived."
        ):
            self.screen.done()


class Liaison(Command):
    """One of the host's people looks after this delegation: named on its page, and where its people land."""

    name = "delegations.liaison"
    title = "liaison"
    key = "l"
    twin = "nominations amend"

    def enabled(self) -> bool:
        """For every party but the host."""
        return self.screen.party not in (None, self.desk.event.host)

    async def run(self) -> None:
        """Pick the officer."""
        officers = delegation_detail.host_people(self.desk)
        party = self.screen.party
        if not officers:
            host = self.office.party_name(self.desk.event.host)
            self.screen.notify(f"Nobody of {host} is named yet; nominate the host's people first.", severity="warning")
        elif party is not None:
            await self.fill(forms.liaison(self.office, party, officers), "The delegation has a liaison officer.")


class Invitation(Command):
    """Go to the invitation of that party."""

    name = "delegations.invitation"
    title = "invitation"
    key = "i"

    def enabled(self) -> bool:
        """Where the party was invited."""
        found = self.screen.delegation
        return found is not None and bool(found.invitations)

    async def run(self) -> None:
        """Go there."""
        found = self.screen.delegation
        if found is not None and found.invitations:
            self.screen.app.go_to("invitations", found.invitations[0].id)

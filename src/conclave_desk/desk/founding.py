"""The first command of a desk: the event is declared, and the key that signs its badges."""

from __future__ import annotations

import os

from conclave_desk.credential.keys import SigningKey
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided
from conclave_desk.domain.entries import EventDeclared, KeyDeclared
from conclave_desk.domain.event import Event

_SIGNING = "signing"


def found(desk: Desk, event: Event) -> None:
    """Declare the event and draw its signing key."""
    seed = os.urandom(32)

    def rule() -> Decided:
        desk.safe.keep_secret(_SIGNING, seed)
        public = SigningKey(seed).public.raw
        return Decided((EventDeclared(event=event), KeyDeclared(issuer=event.code, public_key=public)))

    desk.record("init", rule)


def signing_key(desk: Desk) -> SigningKey:
    """The event's signing key, out of the safe."""
    return SigningKey(desk.safe.secret(_SIGNING))

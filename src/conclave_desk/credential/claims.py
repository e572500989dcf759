"""What a badge says of itself: the claims of a CWT (RFC 8392), without a name and without personal data.

The claims map, in deterministic CBOR (RFC 8949 section 4.2.1) and with exactly these keys, is::

    {1: event, 4: expires, 5: not before, 6: issued at, 7: holder and issue, -70001: [party, category, [zones]]}

1 iss, 4 exp, 5 nbf, 6 iat and 7 cti are those of RFC 8392 section 3.1; times are whole seconds since 1970 UTC;
-70001 is in the range for private use (RFC 8392 section 9.1: integers below -65536).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import cbor2
from msgspec import Struct
from msgspec.structs import force_setattr

from conclave_desk.errors import WrongData

HOLDER_LENGTH = 5
"""Bytes of a holder number."""
ANY_PARTY = "*"
"""Stands for the party where a badge belongs to no person."""
TRANSFERABLE = ("floater", "temporary")
"""The kinds of badge that belong to no person; the kind stands in the category's place."""

_EVENT = re.compile(r"[A-Z0-9]{2,8}")
_PARTY = re.compile(r"[A-Z0-9]{1,8}")
_CATEGORY = re.compile(r"[A-Z0-9]{1,4}")
_ZONE = re.compile(r"[A-Z0-9]{1,4}|\*")
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_LATEST = datetime(2106, 1, 1, tzinfo=UTC)
_PRIVATE_CLAIM = -70001

_FORM = re.compile(
    rb"\xa6\x01([\x62-\x68][A-Z0-9]{2,8})"
    rb"\x04\x1a(.{4})\x05\x1a(.{4})\x06\x1a(.{4})"
    rb"\x07\x46(.{5})(.)"
    rb"\x3a\x00\x01\x11\x70\x83([\x61-\x68][A-Z0-9*]{1,8})([\x61-\x69](?:[A-Z0-9]{1,4}|[a-z]{7,9}))"
    rb"([\x80-\x97]|\x98.)((?:[\x61-\x64][A-Z0-9*]{1,4})*)",
    re.DOTALL,
)
"""Where the claims stand in the encoded map. What it leaves open is whether the length of a text and the number of zones
are said rightly: :func:`_said` and :func:`_listed`. A time takes four bytes, since none is before 1971."""
_ZONE_IN_FORM = re.compile(rb"[\x61-\x64][A-Z0-9*]{1,4}")


class Claims(Struct, frozen=True, kw_only=True):
    """One badge. Two badges with equal claims are the same badge.

    ``event`` is the code of the event that issued it; ``holder`` the holder number (5 bytes, random, unique in the
    event) and ``issue`` which badge of that holder this is (1-255); ``party`` and ``category`` are codes, for a
    floater or a temporary card ``"*"`` and its kind (see :data:`TRANSFERABLE`); ``zones`` are the codes of the
    zones that it opens, without repetition, ``"*"`` for every zone. It is valid from ``not_before``, as long as it
    is before ``expires``; ``issued_at`` is when it was signed.

    Times must be aware and within 1971-2105, which four bytes can tell; they are kept in UTC and cut to whole
    seconds. Raises :class:`~conclave_desk.errors.WrongData`, naming the claim, if one is not of this kind.
    """

    event: str
    holder: bytes
    issue: int
    party: str
    category: str
    zones: tuple[str, ...]
    not_before: datetime
    expires: datetime
    issued_at: datetime

    def __post_init__(self) -> None:
        _check_code("event", _EVENT, self.event)
        _check_holder(self.holder, self.issue)
        if self.party == ANY_PARTY:
            _check(self.category in TRANSFERABLE, "category", self.category)
        else:
            _check_code("party", _PARTY, self.party)
            _check_code("category", _CATEGORY, self.category)
        _check_zones(self.zones)
        for name in ("not_before", "expires", "issued_at"):
            given = getattr(self, name)
            kept = _whole_second(name, given)
            if kept is not given:
                force_setattr(self, name, kept)
        _check(self.not_before < self.expires, "expires", self.expires)


def encode_claims(claims: Claims) -> bytes:
    """The claims map in deterministic CBOR, the payload of the CWT. Its keys stand here in their encoded order."""
    return cbor2.dumps(
        {
            1: claims.event,
            4: _seconds(claims.expires),
            5: _seconds(claims.not_before),
            6: _seconds(claims.issued_at),
            7: claims.holder + bytes((claims.issue,)),
            _PRIVATE_CLAIM: [claims.party, claims.category, claims.zones],
        }
    )


def decode_claims(octets: bytes) -> Claims | None:
    """The claims in ``octets``, or ``None`` unless these are exactly the bytes that :func:`encode_claims` makes.

    No general decoder is let loose on what anybody may have written: it would follow tags into dates, regular
    expressions and shared values, and take several encodings for one value.
    """
    form = _FORM.fullmatch(octets)
    if form is None:
        return None
    event, expires, not_before, issued_at, holder, issue, party, category, number, zones = form.groups()
    try:
        return Claims(
            event=_said(event),
            holder=holder,
            issue=issue[0],
            party=_said(party),
            category=_said(category),
            zones=_listed(number, zones),
            not_before=_time(not_before),
            expires=_time(expires),
            issued_at=_time(issued_at),
        )
    except WrongData:
        return None


def _said(text: bytes) -> str:
    """An encoded text without its head; :class:`WrongData` if that says another length."""
    if text[0] != 0x5F + len(text):
        raise WrongData("a text of another length than it says")
    return text[1:].decode()


def _listed(number: bytes, encoded: bytes) -> tuple[str, ...]:
    """The zones; :class:`WrongData` if there are not as many as the list says, or in another than the shortest way."""
    zones = tuple(map(_said, _ZONE_IN_FORM.findall(encoded)))
    count = len(zones)
    if number != (bytes((0x80 + count,)) if count < 24 else bytes((0x98, count))):
        raise WrongData("another number of zones than it says")
    return zones


def _time(seconds: bytes) -> datetime:
    return datetime.fromtimestamp(int.from_bytes(seconds, "big"), UTC)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _wrong(name: str, value: object) -> WrongData:
    return WrongData(f"A badge cannot say {value!r} for its {name}.")


def _check(right: bool, name: str, value: object) -> None:
    if not right:
        raise _wrong(name, value)


def _check_code(name: str, pattern: re.Pattern[str], value: object) -> None:
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise _wrong(name, value)


def _check_holder(holder: object, issue: object) -> None:
    _check(type(holder) is bytes and len(holder) == HOLDER_LENGTH, "holder", holder)
    _check(type(issue) is int and 1 <= issue <= 255, "issue", issue)


def _check_zones(zones: object) -> None:
    if not isinstance(zones, tuple):
        raise WrongData("A badge's zones must be a tuple of codes.")
    for zone in zones:
        _check_code("zones", _ZONE, zone)
    _check(len(set(zones)) == len(zones), "zones", zones)


def _whole_second(name: str, at: object) -> datetime:
    if not isinstance(at, datetime) or (at.tzinfo is not UTC and at.utcoffset() is None):
        raise WrongData(f"A badge cannot say {at!r} for its {name}: it must be a time with its offset.")
    if at.tzinfo is not UTC or at.microsecond:
        try:
            at = at.astimezone(UTC).replace(microsecond=0)
        except OverflowError as fault:
            raise WrongData(f"A badge cannot say {at!r} for its {name}: it is beyond the calendar.") from fault
    _check(_EARLIEST <= at < _LATEST, name, at)
    return at

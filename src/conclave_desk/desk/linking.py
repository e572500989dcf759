"""Linked events: a public key and a roster go out, another event's come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from conclave_desk.credential.keys import PublicKey
from conclave_desk.credential.serial import LAST_ISSUE
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.founding import signing_key
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.person import full_name
from conclave_desk.errors import MachineFault, WrongData, WrongUse
from conclave_desk.registers.moments import from_text, to_text
from conclave_desk.registers.roster import ended

FORMAT = "conclave-desk roster 1"
_LONGEST_NAME, _LONGEST_CODE, _MOST_ZONES = 1_000, 40, 1_000
_AT_ONCE = 400_000
"""Bytes of badges and names that one entry takes, so that it and its seal fit into a record."""

Code = Annotated[str, Meta(max_length=_LONGEST_CODE)]
Holder = Annotated[str, Meta(pattern="^[0-9a-f]{10}$")]
Instant = Annotated[datetime, Meta(tz=True)]


class RosterBadge(Struct, frozen=True, kw_only=True):
    """What another event's gates may know of a badge."""

    holder: Holder
    issue: Annotated[int, Meta(ge=1, le=LAST_ISSUE)]
    party: Code
    category: Code
    zones: Annotated[list[Code], Meta(max_length=_MOST_ZONES)]
    valid_from: Instant
    valid_until: Instant
    status: Literal["granted", "suspended", "refused", "withdrawn"]
    name: Annotated[str, Meta(max_length=_LONGEST_NAME)]
    revoked_from: Instant | None = None
    cause: Annotated[str, Meta(max_length=_LONGEST_CODE)] = ""
    replaced_by: Annotated[int, Meta(ge=1, le=LAST_ISSUE)] | None = None


class Roster(Struct, frozen=True, kw_only=True):
    """The file that ``badges key --roster`` makes and ``link`` reads."""

    format: str
    event: str
    title: Annotated[str, Meta(max_length=_LONGEST_NAME)]
    public_key: str
    as_of: Instant
    badges: list[RosterBadge]


def public_pem(desk: Desk) -> str:
    """The event's public key as PEM."""
    row = desk.journal.db.execute("SELECT public_key FROM public_keys WHERE issuer = ?", (desk.event.code,)).fetchone()
    return PublicKey(row[0]).pem() if row else signing_key(desk).public.pem()


def public_document(desk: Desk) -> bytes:
    """The key as one JSON object: event, kid, and the PEM."""
    pem = public_pem(desk)
    content = {"event": desk.event.code, "kid": PublicKey.from_pem(pem).kid.hex(), "public_key": pem}
    return msgspec.json.encode(content) + b"\n"


def roster(desk: Desk) -> bytes:
    """The key and the roster of this event, as JSON."""
    rows = desk.journal.db.execute(
        "SELECT b.holder, b.issue, b.revoked_from, b.cause, b.replaced_by, b.surrendered_at, a.withdrawn_from,"
        " a.category, a.zones,"
        " a.valid_from, a.valid_until, a.status, n.party, n.badge_name, n.given_name, n.family_name FROM badges b"
        " JOIN accreditations a ON a.nomination = b.nomination JOIN nominations n ON n.id = b.nomination"
        " ORDER BY b.holder, b.issue"
    )
    event = desk.event
    content = Roster(
        format=FORMAT,
        event=event.code,
        title=event.title,
        public_key=public_pem(desk),
        as_of=desk.now(),
        badges=[_badge(row) for row in rows],
    )
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _badge(row: Any) -> RosterBadge:
    """As gates here judge it, so that gates there say the same sentence."""
    revoked_from, cause = ended(row)
    return RosterBadge(
        holder=row["holder"],
        issue=row["issue"],
        party=row["party"],
        category=row["category"],
        zones=msgspec.json.decode(row["zones"]),
        valid_from=from_text(row["valid_from"]),
        valid_until=from_text(row["valid_until"]),
        status=row["status"],
        name=row["badge_name"] or full_name(row["given_name"], row["family_name"]),
        revoked_from=revoked_from,
        cause=cause,
        replaced_by=row["replaced_by"],
    )


def link(desk: Desk, code: str, file: Path) -> Decision:
    """Bring in the key and roster of the event ``code``; a later file of the same event replaces its roster."""
    content = _read(file)
    if content.event != code:
        raise WrongUse(f"{file}: is the roster of {content.event}, not of {code}.")
    public = PublicKey.from_pem(content.public_key)

    def rule() -> Decision:
        if code not in desk.event.linked:
            return Refusal(
                "not_linked", f"event.toml does not list {code} under `linked`; add it and load the folder again."
            )
        subject = f"link:{code}"
        known = desk.journal.db.execute("SELECT 1 FROM dossiers WHERE person = ?", (subject,)).fetchone()
        if known is None:
            desk.safe.admit(subject)
        linked = [
            e.EventLinked(
                issuer=code,
                title=content.title,
                subject=subject,
                as_of=content.as_of,
                badges=[_without_name(badge) for badge in badges],
                names=desk.safe.seal(subject, {badge.holder: badge.name for badge in badges}),
                continued=number > 0,
            )
            for number, badges in enumerate(_parted(content.badges))
        ]
        return Decided((e.KeyDeclared(issuer=code, public_key=public.raw), *linked))

    return desk.record("link", rule)


def _parted(badges: Sequence[RosterBadge]) -> Iterator[list[RosterBadge]]:
    """The badges in groups that fit into one entry each; one empty group when there are none."""
    group: list[RosterBadge] = []
    size = 0
    for badge in badges:
        length = len(msgspec.json.encode(badge))
        if group and size + length > _AT_ONCE:
            yield group
            group, size = [], 0
        group.append(badge)
        size += length
    yield group


def _without_name(badge: RosterBadge) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.structs.asdict(badge)
    values.pop("name")
    return {name: to_text(value) if isinstance(value, datetime) else value for name, value in values.items()}


def _read(file: Path) -> Roster:
    try:
        content = msgspec.json.decode(file.read_bytes(), type=Roster)
    except FileNotFoundError as fault:
        raise WrongUse(f"{file}: no such file.") from fault
    except IsADirectoryError as fault:
        raise WrongData(f"{file}: is a folder; name the file that `badges key --roster` made.") from fault
    except OSError as fault:
        raise MachineFault(f"{file}: cannot be read ({fault.strerror}).") from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        sentence = f"{file}: is no roster ({fault}); make it at the linked event with `badges key --roster`."
        raise WrongData(sentence) from fault
    if content.format != FORMAT:
        raise WrongData(f"{file}: is a roster of another version ({content.format}).")
    if twice := [badge for badge, number in Counter((b.holder, b.issue) for b in content.badges).items() if number > 1]:
        raise WrongData(f"{file}: holder {twice[0][0]} has issue {twice[0][1]} twice; make the roster again.")
    return content

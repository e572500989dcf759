"""The registers of what happened at gates, and of who and what keeps them."""

from __future__ import annotations

from typing import Any

_T, _I, _B = str, int, bytes

GATE_TABLES: dict[str, tuple[dict[str, Any], str | tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "scans": (
        {
            "issuer": _T,
            "holder": _T,
            "at": _T,
            "scan_id": _T,
            "gate": _T,
            "zone": _T,
            "direction": _T,
            "method": _T,
            "verdict": _T,
            "reason": _T,
            "issue": _I,
            "party": _T,
            "category": _T,
            "day": _T,
            "leaves": _T,
            "chain": _T,
            "offline": _I,
            "clock_back": _I,
            "floater": _T,
            "annulled": _T,
            "card": _T,
        },
        ("issuer", "holder", "at", "scan_id", "gate", "chain"),
        (("issuer", "holder", "at"),),
    ),
    "presence": (
        {
            "issuer": _T,
            "holder": _T,
            "zone": _T,
            "party": _T,
            "day": _T,
            "since": _T,
            "scan_id": _T,
            "inside": _I,
        },
        ("issuer", "holder", "zone"),
        (),
    ),
    "occupancy": (
        {"zone": _T, "day": _T, "party": _T, "inside": _I, "latest": _T},
        ("zone", "day", "party"),
        (),
    ),
    "handouts": (
        {"issuer": _T, "holder": _T, "item": _T, "at": _T, "gate": _T, "chain": _T},
        ("issuer", "holder", "item"),
        (),
    ),
    "stations": (
        {
            "chain": _T,
            "last": _I,
            "head": _B,
            "gate": _T,
            "public_key": _B,
            "as_of": _T,
            "prepared_at": _T,
            "until": _T,
            "withdrawn_at": _T,
        },
        "chain",
        (),
    ),
    "quarantine": ({"hash": _B, "chain": _T, "n": _I, "why": _T}, "hash", (("chain",),)),
    "supervisors": ({"nomination": _T, "pin": _T}, "nomination", ()),
    "supervisor_refusals": ({"id": _T, "chain": _T, "gate": _T, "at": _T, "method": _T}, "id", (("chain", "at"),)),
    "phones": (
        {
            "phone": _T,
            "chain": _T,
            "gate": _T,
            "label": _T,
            "token": _B,
            "paired_at": _T,
            "until": _T,
            "revoked_at": _T,
        },
        "phone",
        (),
    ),
    "floaters": (
        {
            "holder": _T,
            "party": _T,
            "zones": _T,
            "valid_from": _T,
            "valid_until": _T,
            "assigned_at": _T,
            "recalled_from": _T,
            "cause": _T,
        },
        "holder",
        (("party",),),
    ),
}

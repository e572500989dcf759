"""A person put forward: what is said about them, and which of it is private."""

from __future__ import annotations

PERSONAL = (
    "rank",
    "given_name",
    "family_name",
    "badge_name",
    "native_name",
    "post_nominals",
    "service",
    "appointment",
    "precedence",
    "sex",
    "nationality",
    "languages",
    "marks",
    "note",
)
"""What the journal holds sealed and the register ``nominations`` shows."""

DOSSIER = ("date_of_birth", "passport_number", "passport_expiry", "email", "phone", "diet", "photo")
"""What only the dossier holds."""

PAPER = ("paper_kind", "paper_number", "paper_date", "paper_from")
TRAVEL = ("arrives_at", "arrives_by", "departs_at", "departs_by")
HEADS = ("principal", "representative")
"""The roles that head a delegation."""
ACTIVE = ("nominated", "accredited")
"""The states in which a nomination holds its slot."""

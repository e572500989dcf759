"""Who is who: names put together as sent, and the key by which two people may be one."""

from __future__ import annotations

from conclave_desk.domain.names import fold


def same_name(*parts: str) -> str:
    """One key for the names of one person, whatever their order: the folded words, sorted."""
    return " ".join(sorted(fold(" ".join(parts)).replace("-", " ").split()))


def full_name(given_name: str, family_name: str) -> str:
    """Given name, then family name, as sent; a mononym stands alone."""
    return f"{given_name} {family_name}".strip()

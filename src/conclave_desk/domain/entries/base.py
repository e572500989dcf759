"""What all entries share."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

Sealed = bytes
"""Ciphertext under a person's own key."""

Changes = dict[str, Any]
"""Names of particulars and their new values."""


class BaseEntry(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag=True, gc=False):
    """What all entries share: a tag that names the kind. They hold plain data, which never closes a circle."""

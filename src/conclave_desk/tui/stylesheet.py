"""The styles of the whole program, each source of which is parsed once for each theme.

Textual asks for everything to be parsed again with every mode that is opened, which takes longer than to open it.
"""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css import stylesheet

_SOURCES = 1_024
"""Sources whose rules are kept: more than there are kinds of widgets, or the oldest would be parsed again each time."""


class Stylesheet(stylesheet.Stylesheet):
    """Textual's own, which keeps what it has parsed until the theme's variables change."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Other variables make other rules; the same ones change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """What was parsed under these variables stands; an error leaves the rules as they were."""
        self.parse()

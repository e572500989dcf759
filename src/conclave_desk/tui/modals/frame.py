"""What stands in a frame: a title that may hold anybody's name, and keys that a click gives as well."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

_GAP = "   "


def titled(text: str) -> Content:
    """A title as it is: square brackets in a name are no markup."""
    return Content(text)


def keyed(*keys: tuple[str, str], told: str = "") -> Content:
    """Keys with what they do, each a place to click: ``("Esc: close", "close")`` gives the screen's action. ``told``
    stands before them."""
    parts = [Content(told)] if told else []
    parts += [Content.styled(label, Style.from_meta({"@click": f"screen.{action}"})) for label, action in keys]
    return Content(_GAP).join(parts)

"""The labels of fields that stand in columns under them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.tui.forms.fields import Field
from conclave_desk.tui.widgets.cells import shortened, wrapped


class Caption(Horizontal):
    """The labels of the fields that stand under it, line by line."""

    def __init__(self, line: Sequence[Field]) -> None:
        super().__init__(classes="caption")
        self._line = line

    def compose(self) -> ComposeResult:
        """A label over each field."""
        yield Static("", classes="number")
        for field in self._line:
            label = ColumnLabel(field.label)
            label.styles.width = f"{field.share}fr"
            yield label


class ColumnLabel(Widget):
    """A label that is wrapped between its words where the column is narrow; a word that is too long ends in a mark."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it needs."""
        return len(lines_of(self._label, width))

    def render(self) -> Text:
        """Its lines."""
        return Text("\n".join(lines_of(self._label, self.size.width)), no_wrap=True, overflow="crop")


def lines_of(label: str, width: int) -> list[str]:
    """The label in lines of at most ``width`` cells."""
    words = " ".join(shortened(word, max(1, width)) for word in label.split())
    return wrapped(words, max(1, width))

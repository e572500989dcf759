"""Tables of a TOML file, read key by key, with the line of each for the sentence that finds fault with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from conclave_desk.errors import Flaw
from conclave_desk.exchange.cells import CellFault, day
from conclave_desk.exchange.sentences import hint, listed, quoted

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]")
_KEY = re.compile(r"\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")


class Source:
    """The file's name, the lines of its tables and keys, and what was found wrong in it so far."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.flaws: list[Flaw] = []
        self._lines: dict[tuple[str, str | None], int] = {}
        place, counts = "", dict[str, int]()
        for number, line in enumerate(text.split("\n"), start=1):
            if header := _HEADER.match(line):
                name = header[2]
                counts[name] = counts.get(name, 0) + 1
                place = f"{name}[{counts[name]}]" if header[1] == "[[" else name
                self._lines[place, None] = number
            elif key := _KEY.match(line):
                self._lines.setdefault((place, key[1]), number)

    def fault(self, place: str, key: str | None, sentence: str) -> None:
        """Note what is wrong with a key of the table at ``place``, such as ``gate[2]``, or with the table."""
        row = self._lines.get((place, key)) or self._lines.get((place, None))
        self.flaws.append(Flaw(self.file, sentence, row, ".".join(filter(None, (place, key)))))


class Keys:
    """One TOML table: each reading takes a key out, notes a fault with it, and returns a value or the default."""

    def __init__(self, source: Source, place: str, table: dict[str, Any]) -> None:
        self.place = place
        self._source = source
        self._left = dict(table)
        self._asked: list[str] = []

    def fault(self, key: str | None, sentence: str) -> None:
        """Note what is wrong with the key."""
        self._source.fault(self.place, key, sentence)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be blank."""
        value = self._take(key, str, "a text in quotation marks", required=default is None)
        if value is None:
            return default or ""
        if default is None and not value.strip():
            self.fault(key, "it must not be blank")
        return str(value).strip()

    def code(self, key: str, pattern: str, shape: str) -> str:
        """A code that must be there and match the pattern; ``shape`` says it in words."""
        value = self.text(key)
        if value and not re.fullmatch(pattern, value):
            self.fault(key, f"{quoted(value)} is not a code; a code here is {shape}")
        return value

    def choice(self, key: str, words: Sequence[str], default: str | None = None) -> str:
        """One of the words; without a default it must be there."""
        value = self.text(key, default)
        if value and value not in words:
            self.fault(key, f"{quoted(value)} is not a word for this key{hint(value, words)}")
            return default or words[0]
        return value

    def whole(self, key: str, *, least: int) -> int | None:
        """A whole number, if the key is there."""
        value = self._take(key, int, "a whole number")
        if value is not None and value < least:
            self.fault(key, f"it must be {least} or more, not {value}")
            return None
        return None if value is None else int(value)

    def flag(self, key: str, default: bool) -> bool:
        """``true`` or ``false``."""
        value = self._take(key, bool, "true or false")
        return default if value is None else bool(value)

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date, as TOML has it or as a text ``YYYY-MM-DD``."""
        value = self._take(key, (date, str), "a date such as 2023-03-27", required=required)
        try:
            return None if value is None else day(str(value))
        except CellFault as fault:
            self.fault(key, str(fault))
            return None

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them blank or twice."""
        value = self._take(key, list, "a list of texts in square brackets")
        if value is None:
            return ()
        if not all(isinstance(word, str) and word.strip() for word in value):
            self.fault(key, "it must be a list of texts, none of them blank")
            return ()
        words = [word.strip() for word in value]
        if twice := sorted({word for word in words if words.count(word) > 1}):
            self.fault(key, f"{listed(map(quoted, twice))} stands twice")
        return tuple(dict.fromkeys(words))

    def finish(self) -> None:
        """Find fault with the keys that nobody asked for."""
        for key in self._left:
            near = get_close_matches(key.casefold(), self._asked, n=1, cutoff=0.6)
            end = f"; did you mean {near[0]}?" if near else f"; the keys are {listed(self._asked)}"
            self.fault(key, f"{quoted(key)} is not a key of this table{end}")

    def _take(self, key: str, kind: type | tuple[type, ...], shape: str, *, required: bool = False) -> Any:
        self._asked.append(key)
        if key not in self._left:
            if required:
                self.fault(key, "the key is missing, and must be there")
            return None
        value = self._left.pop(key)
        wrong = isinstance(value, datetime) or (isinstance(value, bool) and kind is not bool)
        if wrong or not isinstance(value, kind):
            self.fault(key, f"it must be {shape}")
            return None
        return value

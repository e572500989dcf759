"""Forms, declared: which fields, what each may say, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from conclave_desk.desk.seen import Seen
from conclave_desk.domain.decision import Decision
from conclave_desk.domain.names import fold
from conclave_desk.exchange.cells import CellFault
from conclave_desk.exchange.tables import CELL_FAULTS, tidy

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means: the value that is sent, and how it is said back beside the field; ``doubt`` is a warning."""

    value: str
    said: str = ""
    doubt: bool = False


Reader = Callable[[str, Values], Meaning]
"""The meaning of what was typed, with the other fields at hand; :class:`CellFault` with a sentence if it has none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: the value that is sent, how it reads, and a word beside it. ``folded`` is what is searched,
    ``exact`` what means this choice and no other."""

    value: str
    label: str
    note: str = ""
    folded: str = field(init=False, repr=False, compare=False)
    exact: tuple[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(f"{self.label} {self.value} {self.note}"))
        object.__setattr__(self, "exact", (fold(self.value), fold(self.label)))

    @property
    def told(self) -> str:
        """The word that stands beside it: its note, else its value where the label does not say that."""
        return self.note or (self.value if self.value != self.label else "")


Choices = Callable[[Values], Sequence[Choice]]


def tidied(text: str) -> str:
    """What was typed as a file's cell would have it: in NFC, without blanks around it and signs that move a cursor."""
    typed = tidy(text)
    if typed in CELL_FAULTS and typed != text:
        raise CellFault(CELL_FAULTS[typed].replace("the cell", "it"))
    return typed


def as_typed(text: str, _: Values) -> Meaning:
    """The text itself."""
    return Meaning(text)


@dataclass(frozen=True, slots=True)
class Field:
    """A field. ``choices`` make it a picker; ``default`` stands in it at first; ``hidden`` until a refusal asks for it.

    ``free`` lets a picker take what is not in its list. ``share`` is its part of a line that it has with others.
    """

    name: str
    label: str
    read: Reader = as_typed
    required: bool = False
    hint: str = ""
    default: str = ""
    choices: Choices | None = None
    free: bool = False
    hidden: bool = False
    share: int = 1

    def meaning(self, text: str, values: Values) -> Meaning:
        """What the text means; :class:`CellFault` if it may not stand there."""
        typed = tidied(text)
        if not typed:
            if self.required:
                raise CellFault("is needed")
            return Meaning("")
        if self.choices is not None:
            return _picked(typed, self.choices(values), self.free)
        return self.read(typed, values)


def _picked(typed: str, choices: Sequence[Choice], free: bool) -> Meaning:
    wanted = fold(typed)
    for choice in choices:
        if wanted in choice.exact:
            said = choice.note if choice.value == typed or choice.value == choice.label else choice.value
            return Meaning(choice.value, said)
    if free:
        return Meaning(typed, "not in the list; kept as typed", doubt=True)
    near = matching(choices, typed)
    if len(near) == 1:
        return Meaning(near[0].value, near[0].label)
    raise CellFault("pick one of the list" if near else "nothing in the list is like that")


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that the text may mean: the one that it is first, then those whose words begin so, and of these the
    shorter before what begins with it ("Colonel", then "Colonel-major")."""
    words, whole = fold(typed).split(), fold(typed).strip()
    left = [choice for choice in choices if all(word in choice.folded for word in words)]
    labels = {choice.exact[1] for choice in left}

    def far(choice: Choice) -> tuple[int, bool]:
        if whole in choice.exact:
            return (0, False)
        begins = all(f" {word}" in f" {choice.folded}" for word in words)
        return (1 if begins else 2, bool(words) and _goes_on(choice.exact[1], labels))

    return sorted(left, key=far)


def _goes_on(label: str, labels: Collection[str]) -> bool:
    """Whether it begins with another whole one of the labels."""
    return any(label[:place] in labels for place, sign in enumerate(label) if not sign.isalnum())


@dataclass(frozen=True, slots=True)
class Form:
    """``name`` is what its draft is kept under; ``send`` gives the command; ``seen`` are the records that it changes.

    ``lines`` hold one field or several side by side. ``what`` says what will happen; ``grave`` that it cannot simply
    be undone. ``reveal``: by a refusal's reason, the fields that answer it: those that are hidden are shown,
    and one types on in the first.
    """

    name: str
    title: str
    do: str
    lines: Sequence[Sequence[Field]]
    send: Callable[[dict[str, str]], Decision]
    what: str = ""
    grave: bool = False
    seen: Sequence[Seen] = ()
    reveal: Mapping[str, Sequence[str]] = field(default_factory=dict)
    check: Callable[[Values], Mapping[str, str]] = lambda _: {}

    @property
    def fields(self) -> list[Field]:
        """All fields in their order."""
        return [one for line in self.lines for one in line]

"""Every kind of entry has a sentence of its own, about one and about several."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import msgspec
import pytest

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk.told import SENTENCES, told
from conclave_desk.domain.entries import Entry

if TYPE_CHECKING:
    from tests.cli.conftest import Program

    from conclave_desk.desk.desk import Desk

KINDS: tuple[type[msgspec.Struct], ...] = get_args(Entry)


def some(desk: Desk, kind: type[msgspec.Struct]) -> Any:
    """An entry of that kind about nobody in particular."""
    kinds = get_type_hints(kind)
    plain: dict[Any, Any] = {
        str: "one",
        int: 1,
        bool: False,
        bytes: bytes(32),
        datetime: datetime(2023, 3, 28, tzinfo=UTC),
    }
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.required:
            values[field.name] = desk.event if field.name == "event" else plain.get(kinds[field.name])
            if values[field.name] is None:
                values[field.name] = {} if "dict" in str(kinds[field.name]).split("[")[0] else []
    known = {"holder": "0102030405", "cards": [(1, "0102030405"), (2, "0102030406")]}
    return kind(**values | {name: value for name, value in known.items() if name in values})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kind_of_entry_is_told_in_a_sentence(founded: Program, kind: type[msgspec.Struct]) -> None:
    with open_desk(Config(desk=founded.desk, officer="Protocol")) as desk:
        entry = some(desk, kind)
        one, several = told(desk, [entry]), told(desk, [entry] * 4)
    assert (len(one), len(several)) == (1, 1)
    for sentence in one + several:
        assert sentence.endswith(".")
        assert not any(word in sentence for word in ("{", "}", "None", kind.__name__))


def test_no_sentence_is_about_a_kind_that_is_not_there() -> None:
    assert set(SENTENCES) == set(KINDS)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("invitations send INV/NER", ["Invitation INV/NER (NER) is sent."]),
        ("invitations answer INV/NER --status accepted", ["Invitation INV/NER (NER) is accepted."]),
        ("accreditations suspend Traoré", ["The accreditation of Colonel Amadou Traoré (MLI, DEL) is suspended."]),
        (
            "clearance record Keita --step paper --result deferred",
            ["Clearance of Colonel Fatou Keita (MLI, DEL): step paper is deferred, says Protocol."],
        ),
        (
            "nominations head Keita",
            [
                "name awaited (MLI, HOD) is a member of the delegation now.",
                "Colonel Fatou Keita (MLI, DEL) heads the delegation now, as principal.",
            ],
        ),
        ("programme cancel S1", ["Session S1 is cancelled."]),
        (
            "programme move S1 --starts 2023-03-28T10:30",
            ["Session S1 is now from 2023-03-28 10:30 to 2023-03-28 11:30."],
        ),
        (
            "attendance mark Traoré --session S1 --excused --reason ill",
            ["Colonel Amadou Traoré (MLI, DEL) is marked as excused at session S1."],
        ),
    ],
    ids=str,
)
def test_answers_are_what_an_officer_would_say(printed: Program, words: str, answer: list[str]) -> None:
    assert printed.done(*words.split()).out.splitlines() == answer


def test_one_and_several_are_told_apart(printed: Program) -> None:
    said = printed.done("invitations", "cancel", "INV/MLI").out.splitlines()
    assert said[0] == "Invitation INV/MLI (MLI) is cancelled by the party."
    assert said[1] == "3 nominations are withdrawn."
    assert said[2].startswith(
        "The accreditation of Colonel Amadou Traoré (MLI, DEL) is withdrawn from 2023-03-28 09:30"
    )
    assert said[3].endswith("is revoked (cancelled) from 2023-03-28 09:30 on.")
    assert printed.done("badges", "print", "-o", "again.pdf", "--only", "party:IND", "--reprint", "torn").out == (
        "1 badge on 1 page: again.pdf\n"
    )


def test_a_new_nomination_tells_its_id(loaded: Program) -> None:
    told = loaded.done("nominations", "add", "--party", "IND", "--category", "STF", "--family-name", "Iyer").out
    assert told.splitlines() == ["Iyer (IND, STF) is nominated.", f"id {loaded.person('Iyer')['id']}"]

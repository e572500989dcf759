"""What a guard reads in each language of the gates."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from tests.gate.test_companions import cards, with_escorts
from tests.gate.test_station_reasons import NAMES, REFUSALS

from conclave_desk.desk import nominations
from conclave_desk.desk.nominations import Proposal
from conclave_desk.domain.decision import Decided
from conclave_desk.domain.entries import NominationReceived
from conclave_desk.gate import wording as package
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.wording import LANGUAGES, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.gate.conftest import Guard
    from tests.gate.test_station_reasons import Attempt

OTHERS = [language for language in LANGUAGES if language != "en"]
LETTERS = {"ar": re.compile(r"[\u0600-\u06ff]"), "hi": re.compile(r"[\u0900-\u097f]")}


def catalogue(language: str) -> str:
    return files(package).joinpath(f"{language}.ftl").read_text(encoding="utf-8")


def keys(language: str) -> list[str]:
    return re.findall(r"^(?:    (?=\.))?([\w.-]+) =", catalogue(language), re.MULTILINE)


@pytest.mark.parametrize(("attempt", "message"), [(row[0], row[3]) for row in REFUSALS], ids=NAMES)
def test_in_english_the_screen_says_what_the_station_says(guard: Guard, attempt: Attempt, message: str) -> None:
    answer = guard.scan(*attempt(guard))
    said = Wording("en", guard.desk.event)
    assert said.sentence(answer) == answer.message == message
    assert said.word(answer) == answer.action.upper()
    assert 0 < len(said.brief(answer)) <= 16
    assert said.brief(answer) != answer.reason or "_" not in (answer.reason or "")
    assert said.next_step(answer) or re.search("[Cc]all|Keep|Scan", message)


@pytest.mark.parametrize(("attempt", "message"), [(row[0], row[3]) for row in REFUSALS], ids=NAMES)
def test_every_refusal_is_said_in_every_language_and_keeps_its_facts(
    guard: Guard, attempt: Attempt, message: str
) -> None:
    answer = guard.scan(*attempt(guard))
    facts = re.findall(r"\b\d[\d:]*\b|DEFEXPO|Vault|Plenary hall|Buffet", message)
    for language in OTHERS:
        sentence = Wording(language, guard.desk.event).sentence(answer)
        assert sentence != message
        assert not re.search(r"[{}$]", sentence)
        assert all(fact in sentence for fact in facts), (facts, sentence)
        assert language not in LETTERS or LETTERS[language].search(sentence)


def _with_floaters(guard: Guard) -> Iterator[Answer]:
    (own, second), (others,) = cards(guard, "MLI", 2), cards(guard, "NER")
    yield guard.scan(own, "FLT1")
    guard.enters("Amadou Traoré", "FLT1")
    yield guard.scan(others, "FLT1")
    guard.scan(own, "FLT1")
    guard.enters("Fatou Keita", "FLT1")
    yield guard.scan(own, "FLT1")
    assert guard.scan(second, "FLT1").verdict == "admitted"


def _with_escorts(guard: Guard) -> Iterator[Answer]:
    with_escorts(guard)
    yield guard.enters("Meera Nair")


def _taken_back(guard: Guard) -> Iterator[Answer]:
    guard.enters("Asha Rao")
    annulled = guard.station.annul("CMP1")
    assert isinstance(annulled, Answer)
    yield annulled
    yield guard.enters("Meera Nair", "PLN1", override="the Minister's word")
    yield guard.scan(guard.serial("Asha Rao"))


@pytest.mark.parametrize("answers", [_with_floaters, _with_escorts, _taken_back])
def test_what_is_said_besides_refusals_is_said_in_every_language(
    guard: Guard, answers: Callable[[Guard], Iterator[Answer]]
) -> None:
    for answer in answers(guard):
        assert Wording("en", guard.desk.event).sentence(answer) == answer.message
        said = {Wording(language, guard.desk.event).sentence(answer) for language in LANGUAGES}
        assert len(said) == len(LANGUAGES), said


@pytest.mark.parametrize("language", OTHERS)
def test_no_catalogue_lacks_a_text_or_has_one_too_many(language: str) -> None:
    assert keys(language) == keys("en")


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_facts_are_named_in_every_catalogue(language: str) -> None:
    def named(tongue: str) -> set[str]:
        return set(re.findall(r"\$(\w+)", catalogue(tongue)))

    assert named(language) == named("en")


def test_yesterdays_use_is_said_with_its_day(guard: Guard) -> None:
    guard.at(29, 9)
    guard.enters("Amadou Traoré", "DIN1", at=guard.now - timedelta(days=1))
    answer = guard.enters("Amadou Traoré", "DIN1")
    assert Wording("en", guard.desk.event).sentence(answer) == answer.message
    assert Wording("fr", guard.desk.event).sentence(answer) == "Déjà utilisé à 09:00 le 28 mars (Dinner)."


def test_a_guest_for_whom_no_badge_was_made_is_told_apart_from_a_badge_that_is_unknown(guard: Guard) -> None:
    decided = nominations.add(guard.desk, Proposal("IND", "HOST", {"family_name": "Newcomer"}))
    assert isinstance(decided, Decided)
    person = next(entry for entry in decided.entries if isinstance(entry, NominationReceived)).nomination
    reading = guard.station.people.badge_of(person)
    answer = guard.scan("name:newcomer", by_name=reading)
    assert answer.name == "Newcomer"
    assert Wording("en", guard.desk.event).sentence(answer) == answer.message
    assert answer.message.startswith("No badge was made")


def test_who_leaves_is_told_so_and_may_go_even_if_nobody_saw_them_come(guard: Guard) -> None:
    left = guard.leaves("Amadou Traoré")
    said = Wording("en", guard.desk.event)
    assert (said.word(left), said.sentence(left)) == ("OUT", "Nobody saw this guest come in.")
    assert said.next_step(left) == "Let them go."


def test_a_party_limit_names_the_state_in_the_language_of_the_gate(guard: Guard) -> None:
    guard.enters("Fatou Keita", "PTY1")
    refused = guard.enters("Amadou Traoré", "PTY1")
    assert Wording("hi", guard.desk.event).sentence(refused) == "माली: 1 में से 1 अंदर हैं।"

"""Names of people and of States."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.domain.event import Event
from conclave_desk.domain.names import fold
from conclave_desk.exchange.countries import country_name, iso_countries, known, own_names


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Samaké", "samake"),
        ("Łukasz", "lukasz"),
        ("Þorvaldsson", "thorvaldsson"),
        ("  Mamadou \n SAMAKÉ ", "mamadou samake"),
        ("Samake\u0301", "samake"),
        ("N’Diaye", "n'diaye"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("O'NEILL-Smith", "o'neill-smith"),
        ("", ""),
    ],
)
def test_a_name_folds_to_what_anyone_would_type(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["محمد", "नरेंद्र", "李明", "አበበ", "Ἀλέξανδρος", "김철수", "\u2003\ue000"])
def test_a_name_in_any_script_folds_to_something(text: str) -> None:
    assert fold(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii")))
def test_the_short_way_for_plain_letters_gives_the_same(text: str) -> None:
    assert fold(text) == fold(f"{text} é").removesuffix("e").rstrip()


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("TZA", "en", "Tanzania"),
        ("TZA", "fr", "Tanzanie"),
        ("COD", "en", "Democratic Republic of the Congo"),
        ("COD", "pt", "República Democrática do Congo"),
        ("COD", "ar", "جمهوريّة الكونغو الدّيموقراطيّة"),
        ("COG", "en", "Republic of the Congo"),
        ("COG", "fr", "République du Congo"),
        ("CIV", "en", "Côte d'Ivoire"),
        ("CPV", "en", "Cabo Verde"),
        ("SWZ", "en", "Eswatini"),
        ("STP", "en", "Sao Tome and Principe"),
        ("GMB", "en", "Gambia"),
        ("KOR", "en", "Republic of Korea"),
        ("IRN", "fr", "Iran"),
        ("VGB", "en", "British Virgin Islands"),
        ("BES", "en", "Bonaire, Sint Eustatius and Saba"),
        ("MLI", "pt_BR", "Mali"),
        ("MLI", "pt-BR", "Mali"),
        ("MLI", "xx", "Mali"),
    ],
)
def test_a_state_has_the_name_that_a_protocol_officer_would_print(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


def test_no_english_or_french_name_stands_the_wrong_way_round() -> None:
    lists_islands = {"BES", "SHN"}
    for language in ("en", "fr"):
        names = {code: country_name(code, language) for code in iso_countries().codes - lists_islands}
        assert not [name for name in names.values() if "," in name]
        assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("text", "code"),
    [("ML", "MLI"), ("mli", "MLI"), ("Côte d'Ivoire", "CIV"), ("tanzania", "TZA"), ("Mars", None)],
)
def test_who_writes_a_state_otherwise_is_understood(text: str, code: str | None) -> None:
    assert iso_countries().meant(text) == code


def test_a_code_is_known_only_as_it_is_written() -> None:
    assert known("MLI")
    assert not known("mli")
    assert not known("ML")


def test_an_event_may_name_a_party_as_it_likes(event: Event) -> None:
    countries = iso_countries()
    assert countries.party_name(event, "AU") == "African Union Commission"
    assert countries.party_name(event, "KEN", "fr") == "Kenya"
    assert countries.party_name(event, "XYZ") == "XYZ"


def test_the_table_of_states_is_had_without_the_slow_package() -> None:
    program = (
        "import sys; from conclave_desk.exchange.countries import known; known('MLI'); "
        "sys.exit('pycountry' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_table_is_that_of_pycountry() -> None:
    import pycountry

    assert iso_countries().codes == {country.alpha_3 for country in pycountry.countries}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("DZA", ["Algérie", "الجزائر"]),
        ("CMR", ["Cameroon", "Cameroun"]),
        ("LKA", []),
        ("AU", []),
    ],
)
def test_a_state_has_names_of_its_own_in_the_languages_that_it_speaks(code: str, names: list[str]) -> None:
    assert own_names(code, ["en", "fr", "ar", "pt"]) == names

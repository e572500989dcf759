"""States by their ISO 3166 alpha-3 code, and the names that a host would print for them.

The tables are those of pycountry, read straight from its files: importing the package costs a hundred times as much.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import msgspec

from conclave_desk.domain.event import Event
from conclave_desk.domain.names import fold

HOUSE_NAMES = {
    ("COG", "ar"): "جمهورية الكونغو",
    ("COG", "pt"): "República do Congo",
    ("CPV", "fr"): "Cabo Verde",
    ("FLK", "fr"): "Îles Malouines (Falkland)",
    ("FSM", "en"): "Micronesia",
    ("GNQ", "fr"): "Guinée équatoriale",
    ("IRN", "ar"): "إيران",
    ("LAO", "ar"): "لاوس",
    ("MDA", "ar"): "مولدوفا",
    ("PSE", "en"): "Palestine",
    ("SWZ", "pt"): "Essuatíni",
    ("SYR", "ar"): "سوريا",
    ("VAT", "en"): "Holy See",
    ("VGB", "es"): "Islas Vírgenes Británicas",
    ("VIR", "en"): "United States Virgin Islands",
    ("VIR", "es"): "Islas Vírgenes de los Estados Unidos",
    ("VIR", "fr"): "Îles Vierges des États-Unis",
}
"""Names that no rule below would give, and those that the catalogues have wrong or not at all."""

OFFICIAL = frozenset({"COG"})
"""States that go by their official name, because the short one is another State's too."""

FORMAL = frozenset({"KOR", "PRK"})
"""States whose everyday name is not used in protocol."""

ENUMERATIONS = frozenset({"BES", "SHN"})
"""Territories whose name lists islands: its comma is no inversion."""


class _Record(msgspec.Struct, frozen=True):
    alpha_2: str
    alpha_3: str
    name: str
    common_name: str | None = None
    official_name: str | None = None


class Countries:
    """The States that ISO 3166 knows; :meth:`known` and :meth:`name` are what others ask."""

    def __init__(self, records: list[_Record]) -> None:
        self._records = {record.alpha_3: record for record in records}
        self.codes = frozenset(self._records)

    def known(self, code: str) -> bool:
        """Whether that is an alpha-3 code in use."""
        return code in self.codes

    def name(self, code: str, language: str = "en") -> str:
        """The State's short name in a language (``fr``, ``pt_BR``), in English if it is not translated.

        ``KeyError`` if the code is not known.
        """
        record = self._records[code]
        if house := HOUSE_NAMES.get((code, language)):
            return house
        source = record.name
        if code in OFFICIAL:
            source = record.official_name or source
        elif code not in FORMAL:
            source = record.common_name or source
        translated = _catalogue(language).gettext(source)
        return translated if code in ENUMERATIONS else _upright(translated)

    def speaks(self, code: str, language: str) -> bool:
        """Whether the language (ISO 639-1) is an official one of that State, by Unicode's CLDR."""
        from babel.languages import get_official_languages

        return language in get_official_languages(self._records[code].alpha_2, regional=True, de_facto=True)

    def party_name(self, event: Event, code: str, language: str = "en") -> str:
        """What the event calls the party: as its file declares it, else the State's name, else the code."""
        declared = next((party.name for party in event.parties if party.code == code), None)
        return declared or (self.name(code, language) if self.known(code) else code)

    def meant(self, text: str) -> str | None:
        """The code that somebody meant who wrote ``ML``, ``mli`` or ``Mali``; ``None`` if nothing is near."""
        return self._spellings.get(fold(text))

    @cached_property
    def _spellings(self) -> dict[str, str]:
        spellings: dict[str, str] = {}
        for code, record in self._records.items():
            forms = (record.alpha_2, code, record.name, record.common_name, record.official_name, self.name(code))
            spellings.update((fold(form), code) for form in forms if form)
        return spellings


@cache
def iso_countries() -> Countries:
    """All States of ISO 3166-1, read once."""
    table = msgspec.json.decode((_data() / "databases" / "iso3166-1.json").read_bytes())
    return Countries(msgspec.convert(table["3166-1"], list[_Record]))


def country_name(code: str, language: str = "en") -> str:
    """:meth:`Countries.name` over ISO 3166."""
    return iso_countries().name(code, language)


def own_names(code: str, languages: Iterable[str]) -> list[str]:
    """A State's names in those of the languages that it speaks; none for what is no State."""
    countries = iso_countries()
    return [countries.name(code, one) for one in languages if countries.known(code) and countries.speaks(code, one)]


def known(code: str) -> bool:
    """:meth:`Countries.known` over ISO 3166."""
    return iso_countries().known(code)


def _data() -> Path:
    spec = find_spec("pycountry")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pycountry is not installed", name="pycountry")
    return Path(spec.submodule_search_locations[0])


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    languages = [language.replace("-", "_"), language.replace("-", "_").split("_")[0]]
    return gettext.translation("iso3166-1", _data() / "locales", languages=languages, fallback=True)


def _upright(name: str) -> str:
    """``Congo, The Democratic Republic of the`` the right way round."""
    head, comma, tail = name.replace("،", ",").partition(", ")
    if not comma or "," in tail:
        return name
    if head in tail:
        return tail
    tail = tail.removeprefix("The ")
    return f"{tail}{head}" if tail.endswith(("'", "’")) else f"{tail} {head}"

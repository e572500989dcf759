"""An event folder with generated people of many scripts, for trying things out at size. Nobody in it is real."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from conclave_desk.exchange.countries import iso_countries

_EVENT = """\
[event]
code = "GENER23"
kind = "conclave"
title = "Demonstration event with generated people"
host = "IND"
inviting_authority = "Demonstration host"
city = "Pune"
timezone = "Asia/Kolkata"
starts = 2023-03-27
ends = 2023-03-30
languages = ["en"]
[[category]]
code = "HOD"
name = "Head of delegation"
colour = "#7A1F2B"
zones = ["PLN", "LNG"]
photo = "none"
clearance = ["paper", "protocol"]
[[category]]
code = "DEL"
name = "Delegate"
colour = "#1E6B52"
zones = ["PLN"]
photo = "none"
clearance = ["paper", "security", "protocol"]
[[zone]]
code = "PLN"
name = "Plenary hall"
[[zone]]
code = "LNG"
name = "Lounge"
within = "PLN"
[[gate]]
code = "G1"
name = "Main entrance"
zone = "PLN"
[[gate]]
code = "G2"
name = "Lounge"
zone = "LNG"
[[venue]]
code = "HALL"
name = "Hall 1"
zone = "PLN"
"""
_GIVEN = (
    *("Amélie", "Björn", "Çağla", "Đorđe", "Éloïse", "Fatoumata", "Grażyna", "Håkon", "İpek", "José", "Kofi"),
    *("Łukasz", "Mwansa", "Nuño", "Oluwaseun", "Pål", "Rūta", "Şebnem", "Thảo", "Ümit", "Vítězslav", "Zoë"),
)
_FAMILY = (
    *("Adébáyọ̀", "Bjørnsson", "Ćosić", "D'Ambrosio", "El-Khoury", "Façade-Testé", "García Ñíguez", "Hölderlin"),
    *("Işıkara", "Jørgensen", "Kowalczyk-Łoś", "Lâm", "MacTest", "Nkosazana", "Ødegaard", "Přikryl", "Șerban"),
    *("Tūmatauenga", "van der Proef", "Wójcik", "Ypsilánti", "Żółć"),
)
_NATIVE = (
    *("نموذج تجريبي", "مثال المثال", "नमूना उदाहरण", "परीक्षण नाम", "Пример Образцов", "Тест Тестов", "Δείγμα Δοκιμής"),
    *("", "", "", "", "", ""),
)
_RANKS = ("General", "Lieutenant General", "Major General", "Brigadier", "Colonel", "Lieutenant Colonel", "Major")
_PEOPLE_A_PARTY = 30
_NOTE = "generated"


def write_generated(folder: Path, delegates: int, seed: int) -> None:
    """Write an event folder with that many generated people; the same seed gives the same folder."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    countries = sorted(iso_countries().codes)
    parties = draw.sample(countries, max(1, min(len(countries), -(-delegates // _PEOPLE_A_PARTY))))
    (folder / "event.toml").write_text(_EVENT, encoding="utf-8")
    references = {party: f"GEN/{number:03}" for number, party in enumerate(sorted(parties), 1)}
    _table(folder / "invitations.csv", [_invitation(reference, party) for party, reference in references.items()])
    people = []
    for number in range(delegates):
        party = parties[number % len(parties)]
        people.append({"invitation": references[party], **_person(draw, number, head=number < len(parties))})
    _table(folder / "nominations.csv", people)
    _table(folder / "programme.csv", list(_PROGRAMME))


_PROGRAMME = (
    {
        "code": "S1",
        "title": "Opening",
        "kind": "ceremony",
        "venue": "HALL",
        "starts": "2023-03-28 10:00",
        "ends": "2023-03-28 11:00",
    },
    {
        "code": "S2",
        "title": "First session",
        "kind": "session",
        "venue": "HALL",
        "starts": "2023-03-28 11:30",
        "ends": "2023-03-28 13:00",
    },
)


def _invitation(reference: str, party: str) -> dict[str, str]:
    return {
        "reference": reference,
        "party": party,
        "addressee": "Chief of the Army",
        "status": "accepted",
        "answered_level": "principal",
        "note": _NOTE,
    }


def _person(draw: random.Random, number: int, *, head: bool) -> dict[str, str]:
    return {
        "category": "HOD" if head else "DEL",
        "role": "principal" if head else "member",
        "rank": draw.choice(_RANKS),
        "given_name": draw.choice(_GIVEN),
        "family_name": draw.choice(_FAMILY),
        "native_name": draw.choice(_NATIVE),
        "appointment": "Generated participant",
        "status": "nominated",
        "external_id": f"GEN-{number + 1:06}",
        "passport_number": f"X{number + 1:08}",
        "note": _NOTE,
    }


def _table(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)

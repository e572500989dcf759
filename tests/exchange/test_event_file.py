"""What an event file may say, and the sentence for each thing that it may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conclave_desk.domain.event import EVERY_ZONE
from conclave_desk.exchange.countries import iso_countries
from conclave_desk.exchange.event_file import parse_event
from conclave_desk.exchange.folder import EventFolder

Read = Callable[..., EventFolder]
Faults = Callable[..., list[str]]


def test_an_event_has_what_its_file_says_and_the_usual_for_the_rest(read: Read) -> None:
    event = read().event
    assert (event.code, event.host, event.starts, event.day_ends) == ("SPRING24", "FRA", date(2024, 3, 29), "24:00")
    assert [c.rank for c in event.categories] == [0, 1, 2]
    assert event.categories[0].zones == (EVERY_ZONE,)
    assert event.categories[2].quota is None
    assert event.policy.late_after == 15
    assert event.zones[1].within == "PLN"


def test_a_date_may_be_a_text(read: Read, event_text: str) -> None:
    assert read(event=event_text.replace("starts = 2024-03-29", 'starts = "2024-03-29"')).event.starts == date(
        2024, 3, 29
    )


@pytest.mark.parametrize(
    ("change", "to", "line"),
    [
        ('code = "SPRING24"', 'code = "Spring-2024"', 'event.toml:2:event.code: "Spring-2024" is not a code; a code here'),
        ('code = "SPRING24"\n', "", "event.toml:1:event.code: the key is missing"),
        ('kind = "conclave"', 'kind = "conclav"', 'event.toml:3:event.kind: "conclav" is not a word for this key; did you mean conclave?'),
        ('title = "Spring meeting"', 'title = " "', "event.toml:4:event.title: it must not be blank"),
        ('title = "Spring meeting"', "title = 7", "event.toml:4:event.title: it must be a text"),
        ('host = "FRA"', 'host = "France"', 'event.toml:5:event.host: no party has the code "France"; did you mean FRA?'),
        ('"Europe/Paris"', '"Europe/Bamako"', 'event.toml:6:event.timezone: "Europe/Bamako" is not a time zone; write an IANA name'),
        ('"Europe/Paris"', '"Europe"', 'event.toml:6:event.timezone: "Europe" is not a time zone'),
        ('"Europe/Paris"', '"../etc/passwd"', "event.toml:6:event.timezone: "),
        ("starts = 2024-03-29", "starts = 2024-03-29T10:00:00", "event.toml:7:event.starts: it must be a date"),
        ("starts = 2024-03-29", 'starts = "29/03/2024"', 'event.toml:7:event.starts: "29/03/2024" is not a date; write it as YYYY-MM-DD'),
        ("ends = 2024-04-02", "ends = 2024-03-02", "event.toml:8:event.ends: the event ends on 2024-03-02, before it starts on 2024-03-29"),
        ("ends = 2024-04-02", "ends = 9999-12-31", "event.toml:8:event.ends: 9999-12-31 is not a year of any event"),
        ("ends = 2024-04-02", 'ends = 2024-04-02\nday_ends = "25:00"', 'event.toml:9:event.day_ends: "25:00" is not a time of day'),
        ("ends = 2024-04-02", "ends = 2024-04-02\nbadges_from = 2024-04-03", "event.toml:9:event.badges_from: badges would end on 2024-04-02"),
        ("ends = 2024-04-02", 'ends = 2024-04-02\nlinked = ["SPRING24"]', "event.toml:9:event.linked: an event cannot be linked to itself"),
        ("ends = 2024-04-02", 'ends = 2024-04-02\nlinked = ["AFINDEX23"]', 'event.toml:9:event.linked: "AFINDEX23" is not an event\'s code'),
        ("ends = 2024-04-02", 'ends = 2024-04-02\nlanguages = ["English"]', 'event.toml:9:event.languages: "English" is not a language'),
        ("ends = 2024-04-02", 'ends = 2024-04-02\ncitty = "Paris"', 'event.toml:9:event.citty: "citty" is not a key of this table; did you mean city?'),
        ("[[party]]", '[policy]\ncollect = "yes"\n[[party]]', 'event.toml:11:policy.collect: "yes" is not a word for this key; it may be off or required'),
        ("[[party]]", "[policy]\nlate_after = -1\n[[party]]", "event.toml:11:policy.late_after: it must be 0 or more, not -1"),
        ("[[party]]", "[policy]\nlate_after = true\n[[party]]", "event.toml:11:policy.late_after: it must be a whole number"),
        ("[[party]]", "[[policy]]\n[[party]]", "event.toml:10:policy[1]: there is one table of this kind; write it as [policy]"),
        ("[[venue]]", "[venue]", "event.toml:49:venue: there may be several of this kind; write each as [[venue]]"),
        ("[[venue]]", "[[rooms]]", 'event.toml:49:rooms[1]: there is no table "rooms" here'),
        ('code = "DEL"', 'code = "HOD"', "event.toml:21:category[2].code: HOD is already the code of category[1]"),
        ('code = "DEL"', 'code = "DELEG"', 'event.toml:21:category[2].code: "DELEG" is not a code; a code here is 1 to 4 of A-Z and 0-9'),
        ('zones = ["PLN"]', 'zones = ["PLM"]', 'event.toml:23:category[2].zones: no [[zone]] has the code "PLM"; did you mean PLN?'),
        ('zones = ["PLN"]', 'zones = "PLN"', "event.toml:23:category[2].zones: it must be a list of texts in square brackets"),
        ('zones = ["PLN"]', 'zones = ["PLN", "PLN"]', 'event.toml:23:category[2].zones: "PLN" stands twice'),
        ('zones = ["PLN"]', 'colour = "red"', 'event.toml:23:category[2].colour: "red" is not a colour; write it as "#RRGGBB"'),
        ('zones = ["PLN"]', 'photo = "yes"', 'event.toml:23:category[2].photo: "yes" is not a word for this key'),
        ('zones = ["PLN"]', 'escort = 1', "event.toml:23:category[2].escort: it must be true or false"),
        ('zones = ["PLN"]', 'works_sessions = "yes"', "event.toml:23:category[2].works_sessions: it must be true or false"),
        ('zones = ["PLN"]', "valid_from = 2024-03-03\nvalid_until = 2024-03-02", "event.toml:24:category[2].valid_until: it is before valid_from, 2024-03-03"),
        ("quota = 2", "quota = 2.5", "event.toml:24:category[2].quota: it must be a whole number"),
        ('within = "PLN"', 'within = "PNL"', 'event.toml:37:zone[2].within: no [[zone]] has the code "PNL"; did you mean PLN?'),
        ('within = "PLN"', 'within = "LNG"', "event.toml:37:zone[2].within: the zones lie in a circle: LNG within LNG"),
        ('within = "PLN"', "capacity = 0", "event.toml:37:zone[2].capacity: it must be 1 or more, not 0"),
        ('zone = "PLN"\n\n[[gate]]', 'zone = "HALL"\n\n[[gate]]', 'event.toml:42:gate[1].zone: no [[zone]] has the code "HALL"; it may be PLN or LNG'),
        ('zone = "PLN"\n\n[[venue]]', 'zone = "PLN"\nreentry = "once"\n[[venue]]', 'event.toml:48:gate[2].reentry: gate G2 is "once" but gate G1 of the same zone PLN is "free"'),
        ('zone = "PLN"\n\n[[venue]]', 'zone = "PLN"\ndirection = "inn"\n[[venue]]', 'event.toml:48:gate[2].direction: "inn" is not a word for this key; did you mean in?'),
        ('name = "Hall"', "", "event.toml:49:venue[1].name: the key is missing"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_key(
    faults: Faults, event_text: str, change: str, to: str, line: str
) -> None:
    assert change in event_text
    found = faults(event=event_text.replace(change, to, 1), invitations=None)
    assert [fault for fault in found if fault.startswith(line)], found
    assert all(fault.startswith("event.toml:") for fault in found)


def test_zones_that_lie_in_a_circle_are_all_named(faults: Faults, event_text: str) -> None:
    event = event_text.replace('name = "Plenary"\n', 'name = "Plenary"\nwithin = "LNG"\n')
    assert faults(event=event) == [
        "event.toml:33:zone[1].within: the zones lie in a circle: PLN within LNG within PLN",
        "event.toml:38:zone[2].within: the zones lie in a circle: LNG within PLN within LNG",
    ]


def test_all_faults_are_told_at_once(faults: Faults, event_text: str) -> None:
    event = event_text.replace("2024-03-29", '"soon"').replace('"FRA"', '"FRX"').replace("quota = 1", 'quota = "one"')
    found = faults(event=event)
    assert [fault.split(": ")[0] for fault in found] == [
        "event.toml:5:event.host",
        "event.toml:7:event.starts",
        "event.toml:18:category[1].quota",
    ]


@pytest.mark.parametrize(
    ("change", "to", "line"),
    [
        ('"Spring meeting"', '"Spring', "event.toml:4:: the line cannot be read as TOML: illegal"),
        ("[event]", "[event", "event.toml:1:: the line cannot be read as TOML: "),
        ("[event]", "[evnt]", "event.toml::event: the table [event] is missing, and must be there"),
    ],
)
def test_a_file_that_is_no_event_file_says_why(
    faults: Faults, event_text: str, change: str, to: str, line: str
) -> None:
    found = faults(event=event_text.replace(change, to), invitations=None)
    assert [fault for fault in found if fault.startswith(line)], found


def test_a_file_in_another_encoding_says_where(faults: Faults, event_text: str) -> None:
    latin = event_text.replace("Spring meeting", "Journée").encode("latin-1")
    assert faults(event=latin) == ["event.toml:4:: byte 59 is not UTF-8; save the file as UTF-8"]


def test_a_folder_without_an_event_file_says_so(faults: Faults) -> None:
    assert faults(event=None) == ["event.toml::: the file is missing; every event folder has one"]


def test_a_byte_order_mark_is_nothing(read: Read, event_text: str) -> None:
    assert read(event=b"\xef\xbb\xbf" + event_text.encode()).event.code == "SPRING24"


def test_a_gate_that_asks_for_a_way_out_that_is_not_there_is_a_warning(read: Read, event_text: str) -> None:
    one_way = 'zone = "PLN"\ndirection = "in"\nreentry = "passback"\n'
    warnings = read(
        event=event_text.replace('zone = "PLN"\n\n[[gate]]', f"{one_way}\n[[gate]]").replace(
            'zone = "PLN"\n\n[[venue]]', f"{one_way}\n[[venue]]"
        )
    ).warnings
    assert [w.column for w in warnings] == ["gate[1].reentry", "gate[2].reentry"]
    assert "whoever leaves stays out" in warnings[0].sentence


def test_an_event_with_faults_is_still_good_enough_to_read_the_rest_with(event_text: str) -> None:
    event, flaws = parse_event("event.toml", event_text.replace("Europe/Paris", "Mars/Base"), iso_countries())
    assert event is not None
    assert event.timezone == "UTC"
    assert len(flaws) == 1


ODD_VALUES = (
    '""',
    "0",
    "-1",
    "1.5",
    "true",
    "nan",
    "2024-01-01",
    "0001-01-01",
    "2024-01-01T00:00:00Z",
    "10:00:00",
    "[]",
    "[1]",
    '["*"]',
    '[""]',
    "{}",
    '"\\u0000\\u202e\\n"',
    f'"{"x" * 5000}"',
)


@pytest.mark.parametrize("value", ODD_VALUES)
def test_no_value_whatever_does_worse_than_a_fault(event_text: str, value: str) -> None:
    lines = event_text.split("\n")
    for number, line in enumerate(lines):
        key, equals, _ = line.partition(" = ")
        if equals:
            spoilt = "\n".join([*lines[:number], f"{key} = {value}", *lines[number + 1 :]])
            event, flaws = parse_event("event.toml", spoilt, iso_countries())
            assert event is not None
            assert all("\n" not in str(flaw) and len(str(flaw)) < 1000 for flaw in flaws)

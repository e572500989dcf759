"""Rows that may be one person, one row twice, or one too many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conclave_desk.exchange.folder import EventFolder

Read = Callable[..., EventFolder]
Faults = Callable[..., list[str]]

HEADER = "invitation,party,category,slot,given_name,family_name,date_of_birth,passport_number,external_id,nationality,status\n"


def people(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def test_a_row_is_recognised_by_its_external_id_its_slot_its_name_or_its_order(read: Read) -> None:
    rows = read(
        nominations=people(
            "S/1,,HOD,1,Mamadou,Samaké,,,E-1,,nominated",
            "S/1,,DEL,1,Moussa,Goïta,,,,,nominated",
            "S/2,,DEL,,Wangari,Otieno,,,,,nominated",
            ",AU,DEL,,,,,,,,nominated",
            ",AU,DEL,,,Mensah,,,,,nominated",
            ",AU,DEL,,,,,,,,nominated",
            ",AU,STF,,,,,,,,nominated",
        )
    ).nominations
    assert [row.key for row in rows] == [
        '["id","E-1"]',
        '["slot","S/1","DEL","1"]',
        '["name","S/2","DEL","wangari otieno"]',
        '["order","party AU","DEL",1]',
        '["name","party AU","DEL","mensah"]',
        '["order","party AU","DEL",2]',
        '["order","party AU","STF",1]',
    ]


def test_a_second_reading_recognises_the_same_rows(read: Read) -> None:
    text = people("S/1,,DEL,,Moussa,Goïta,,,,,nominated", "S/1,,HOD,,,,,,,,nominated")
    assert [row.key for row in read(nominations=text).nominations] == [
        row.key for row in read(nominations=text).nominations
    ]


def test_a_name_is_recognised_without_its_accents_and_case(read: Read) -> None:
    [one], [other] = (
        read(nominations=people(f"S/1,,DEL,,Moussa,{name},,,,,nominated")).nominations for name in ("Goïta", "GOITA")
    )
    assert one.key == other.key


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (
            ["S/1,,DEL,,A,B,,,E1,,nominated", "S/2,,DEL,,C,D,,,E1,,nominated"],
            '3:external_id: row 2 has the external_id "E1" too',
        ),
        (
            ["S/1,,DEL,1,A,B,,,,,nominated", "S/1,,DEL,1,C,D,,,,,withdrawn"],
            '3:slot: row 2 has slot "1" of DEL on the same invitation too',
        ),
        (
            ["S/1,,DEL,,Moussa,Goïta,1970-01-01,,,,nominated", "S/1,,DEL,,MOUSSA,GOITA,1980-01-01,,,,nominated"],
            "3:family_name: MOUSSA GOITA stands in row 2 too, in the same category; leave one row, or give each",
        ),
        (
            ["S/1,,DEL,1,A,B,,P 123-4,,,nominated", "S/1,,DEL,2,C,D,,p1234,,,nominated"],
            '3:passport_number: row 2 has the passport number "p1234" too; one person in two capacities: leave one row and nominate the second at the desk',
        ),
        (
            ["S/1,,DEL,1,A,B,,P1234,,,nominated", "S/2,,DEL,2,A,B,,P1234,,,nominated"],
            '3:passport_number: row 2 has the passport number "P1234" too; one person in two capacities',
        ),
        (
            ["S/1,,DEL,1,A,B,,P1234,,,nominated", ",AU,DEL,2,C,D,,P1234,,,nominated"],
            '3:passport_number: row 2 has the passport number "P1234" too; one person in two capacities',
        ),
        (
            ["S/1,,DEL,1,Moussa,Goïta,1970-01-01,,,,nominated", "S/1,,HOD,1,Moussa,Goita,,,,,nominated"],
            "3:family_name: Mali has a Moussa Goïta in row 2 too; if they are two people, fill passport_number, date_of_birth or external_id in both",
        ),
    ],
)
def test_two_rows_that_cannot_both_stand_are_named_together(faults: Faults, rows: list[str], line: str) -> None:
    [found] = faults(nominations=people(*rows))
    assert found.startswith(f"nominations.csv:{line}")


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (
            ["S/1,,DEL,1,Moussa,Goïta,1970-01-01,,,,nominated", "S/1,,DEL,2,Moussa,Goïta,1980-01-01,,,,nominated"],
            "3:family_name: Mali has a Moussa Goïta in row 2 too; they are taken for two people, as their date_of_birth differ",
        ),
        (
            ["S/1,,DEL,1,A,B,,P1234,,,nominated", "S/2,,DEL,2,C,D,,P1234,,,nominated"],
            '3:passport_number: row 2 (A B) has the passport number "P1234" too, of another State; make sure',
        ),
        (
            ["S/1,,DEL,1,A,B,,P1234,,,withdrawn", "S/1,,DEL,2,A,B,,P1234,,,nominated"],
            "3:passport_number: row 2 puts the same person forward; row 2 is withdrawn",
        ),
        (
            ["S/1,,DEL,1,A,B,,,,,nominated", "S/1,,HOD,1,A,B,,,,,refused"],
            "3:family_name: row 2 puts the same person forward; row 3 is refused",
        ),
    ],
)
def test_two_rows_that_somebody_should_look_at_are_a_warning(read: Read, rows: list[str], line: str) -> None:
    [warning] = read(nominations=people(*rows)).warnings
    assert str(warning).startswith(f"nominations.csv:{line}")


def test_two_states_may_have_people_of_one_name(read: Read) -> None:
    rows = people("S/1,,DEL,,Ali,Hassan,,,,,nominated", "S/2,,DEL,,Ali,Hassan,,,,,nominated")
    assert read(nominations=rows).warnings == ()


def test_more_people_than_the_invitation_offers_are_named_with_the_numbers(faults: Faults) -> None:
    rows = [f"S/1,,DEL,{number},{name},,,,,,nominated" for number, name in enumerate(("Ba", "Cissé", "", "Diallo"), 1)]
    assert faults(nominations=people(*rows)) == [
        'nominations.csv:4:category: Mali has 4 people in DEL on invitation "S/1", which offers 2: Ba (row 2), Cissé (row 3), name awaited (row 4) and Diallo (row 5)'
    ]


def test_where_the_invitation_names_no_slots_the_categorys_quota_holds(faults: Faults) -> None:
    rows = [f"S/2,,HOD,{number},,{name},,,,,nominated" for number, name in enumerate(("Otieno", "Kamau"), 1)]
    assert (
        'Kenya has 2 people in HOD on invitation "S/2", which offers 1: Otieno' in faults(nominations=people(*rows))[0]
    )


def test_a_crowd_too_many_is_told_in_one_line(faults: Faults) -> None:
    rows = [f"S/2,,HOD,{number},,,,,,,nominated" for number in range(1, 31)]
    [line] = faults(nominations=people(*rows))
    assert line.endswith("name awaited (row 13) and 18 more")


def test_a_second_head_of_one_delegation_is_a_warning(read: Read) -> None:
    header = "invitation,category,role,family_name,status\n"
    rows = (
        "S/1,HOD,principal,Samaké,nominated",
        "S/1,DEL,representative,Goïta,accredited",
        "S/1,DEL,deputy,Keita,nominated",
    )
    folder = read(nominations=header + "\n".join((*rows, "S/2,HOD,principal,Otieno,nominated")))
    assert [str(warning) for warning in folder.warnings] == [
        "nominations.csv:3:role: the delegation of Mali has a head in row 2 already (principal); one heads it"
    ]
    gone = rows[0].replace("nominated", "withdrawn")
    assert read(nominations=header + "\n".join((gone, *rows[1:]))).warnings == ()


def test_who_was_refused_or_withdrawn_takes_no_place_and_no_quota_is_no_limit(read: Read) -> None:
    rows = [
        "S/2,,HOD,1,,Otieno,,,,,withdrawn",
        "S/2,,HOD,2,,Kamau,,,,,refused",
        "S/2,,HOD,3,,Mwangi,,,,,nominated",
        *(f"S/2,,STF,{number},,,,,,,nominated" for number in range(20)),
    ]
    assert len(read(nominations=people(*rows)).nominations) == 23


def test_a_fault_stays_on_one_line_whatever_a_name_holds(faults: Faults) -> None:
    rows = [f'S/2,,HOD,{number},,"Otieno\n{number}\u202e",,,,,nominated' for number in (1, 2)]
    [line] = faults(nominations=people(*rows))
    assert line.isprintable()

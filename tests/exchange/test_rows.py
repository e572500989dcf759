"""What the rows of a folder mean, and the line for each cell that cannot be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conclave_desk.exchange.folder import EventFolder

Read = Callable[..., EventFolder]
Faults = Callable[..., list[str]]
Write = Callable[..., Path]


def test_a_blank_cell_is_not_known_and_a_default_is_the_contracts(read: Read) -> None:
    folder = read(
        nominations="invitation,category,status\nS/1,DEL,nominated\n",
        programme="code,title,starts,ends\nS1,Opening,2024-03-29 09:00,2024-03-29 10:00\n",
    )
    [row], [session] = folder.nominations, folder.programme
    assert (row.party, row.role, row.rank, row.languages, row.order) == ("MLI", "member", None, (), None)
    assert not row.named
    assert (session.kind, session.access, session.doors, session.venue) == ("session", "open", 30, None)
    assert folder.invitations[1].slots is None
    assert row.cells == {"invitation": "S/1", "category": "DEL", "status": "nominated"}
    assert row.row == 2


def test_every_column_is_read_as_what_it_is(read: Read) -> None:
    header = (
        "invitation,party,category,given_name,family_name,order,date_of_birth,passport_expiry,languages,arrives_at,"
        "departs_at,marks,zones,valid_from,valid_until,paper_kind,paper_date,status,nationality\n"
    )
    row = (
        "S/1,MLI,DEL,Mamadou,Samaké,3,1970-02-01,2030-01-01,fr; en;,2024-03-30T23:30,2024-03-31 12:00,"
        "salute,LNG;-PLN,2024-03-28,2024-04-03,note_verbale,2024-02-20,nominated,XXA\n"
    )
    [person] = read(nominations=header + row).nominations
    assert person.full_name == "Mamadou Samaké"
    assert person.languages == ("fr", "en")
    assert person.zones == ("LNG", "-PLN")
    assert person.arrives_at == datetime(2024, 3, 30, 22, 30, tzinfo=UTC)
    assert person.departs_at == datetime(2024, 3, 31, 10, 0, tzinfo=UTC)
    assert (person.order, person.date_of_birth, person.valid_until) == (3, date(1970, 2, 1), date(2024, 4, 3))


def test_an_invitation_names_its_sender_and_slots(read: Read) -> None:
    text = "reference,party,status,from,slots\nS/1,MLI,sent,The Chief,HOD:1; DEL: 2;\n"
    [row] = read(invitations=text).invitations
    assert row.sender == "The Chief"
    assert row.slots == {"HOD": 1, "DEL": 2}


def test_of_two_equal_times_when_the_clocks_go_back_the_first_is_meant(read: Read, event_text: str) -> None:
    event = event_text.replace("2024-03-29", "2024-10-26").replace("2024-04-02", "2024-10-28")
    text = "code,title,starts,ends\nN,Night watch,2024-10-27 02:30,2024-10-27 03:30\n"
    [session] = read(event=event, programme=text).programme
    assert session.starts == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert session.ends == datetime(2024, 10, 27, 2, 30, tzinfo=UTC)


INVITATION_FAULTS = [
    ("reference,party,status\n,MLI,sent\n", "2:reference: the cell is blank, and must be filled"),
    ("reference,party,status\nA,ML,sent\n", '2:party: no party has the code "ML"; did you mean MLI?'),
    ("reference,party,status\nA,Ivory Coast,sent\n", '2:party: no party has the code "Ivory Coast"; use ISO 3166'),
    ("reference,party,status\nA,MLI,Sent\n", '2:status: "Sent" is not a word for this column; did you mean sent?'),
    ("reference,party,status\nA,MLI,sent\nB,KEN,sent\nA,TZA,sent\n", '4:reference: row 2 has the reference "A" too'),
    ("reference,party,status,slots\nA,MLI,sent,HOD\n", '2:slots: "HOD" offers no slots; write category:number'),
    ("reference,party,status,slots\nA,MLI,sent,HOD:-1\n", '2:slots: "HOD:-1" offers no slots'),
    ("reference,party,status,slots\nA,MLI,sent,HDO:1\n", '2:slots: event.toml declares no category "HDO"; did you mean HOD?'),
    ("reference,party,status,slots\nA,MLI,sent,HOD:1;HOD:2\n", "2:slots: the category HOD stands twice"),
    ("reference,party,status,issued_on\nA,MLI,sent,10/01/2024\n", '2:issued_on: "10/01/2024" is not a date; write it as YYYY-MM-DD'),
    ("reference,party,status,issued_on\nA,MLI,sent,2024-02-30\n", "2:issued_on: 2024-02-30 is not in the calendar"),
    ("reference,party,status,issued_on,reply_by\nA,MLI,sent,2024-02-10,2024-02-01\n", "2:reply_by: a reply by 2024-02-01 is asked for, before"),
    ("reference,party,status,answered_level\nA,MLI,accepted,chief\n", '2:answered_level: "chief" is not a word for this column'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), INVITATION_FAULTS)
def test_a_faulty_invitation_is_named(faults: Faults, text: str, line: str) -> None:
    [found] = faults(invitations=text)
    assert found.startswith(f"invitations.csv:{line}")


NOMINATION_FAULTS = [
    ("invitation,category,status\nS/1,,nominated\n", "2:category: the cell is blank, and must be filled"),
    ("invitation,category,status\nS/1,DLE,nominated\n", '2:category: event.toml declares no category "DLE"; did you mean DEL?'),
    ("invitation,category,status\nS/1,DEL,confirmed\n", '2:status: "confirmed" is not a word for this column; it may be nominated, accredited, refused or withdrawn'),
    ("invitation,category,status\nS/9,DEL,nominated\n", '2:invitation: invitations lists no reference "S/9"'),
    ("invitation,category,status\ns-1,DEL,nominated\n", '2:invitation: invitations lists no reference "s-1"; did you mean S/1?'),
    ("invitation,party,category,status\nS/1,KEN,DEL,nominated\n", '2:party: the party is KEN, but invitation "S/1" went to MLI'),
    ("invitation,party,category,status\n,KEN,DEL,nominated\n", "2:invitation: KEN is neither the host nor declared in event.toml"),
    ("invitation,party,category,status\n,,DEL,nominated\n", "2:invitation: neither an invitation nor a party is named"),
    ("invitation,party,category,status\n,EU,DEL,nominated\n", '2:party: no party has the code "EU"; use ISO 3166 alpha-3, or declare it'),
    ("invitation,category,status\nS/3,DEL,nominated\n", '2:invitation: invitation "S/3" is regretted (row 4 of invitations), so nobody can be nominated on it'),
    ("invitation,category,status\nS/3,DEL,accredited\n", '2:invitation: invitation "S/3" is regretted (row 4 of invitations), so nobody can be accredited on it'),
    ("invitation,category,role,status\nS/1,DEL,chief,nominated\n", '2:role: "chief" is not a word for this column; it may be principal,'),
    ("invitation,category,order,status\nS/1,DEL,1st,nominated\n", '2:order: "1st" is not a whole number'),
    ("invitation,category,zones,status\nS/1,DEL,LNG;-VIP,nominated\n", '2:zones: event.toml declares no zone "VIP"; it may be PLN or LNG'),
    ("invitation,category,zones,status\nS/1,DEL,LNG;-LNG,nominated\n", "2:zones: LNG cannot be both added and taken away"),
    ("invitation,category,paper_kind,status\nS/1,DEL,note verbale,nominated\n", '2:paper_kind: "note verbale" is not a word for this column; did you mean note_verbale?'),
    ("invitation,category,nationality,status\nS/1,DEL,Malian,nominated\n", '2:nationality: no party has the code "Malian"'),
    ("invitation,category,email,status\nS/1,DEL,samake at army,nominated\n", '2:email: "samake at army" is not an e-mail address'),
    ("invitation,category,date_of_birth,status\nS/1,DEL,0070-01-01,nominated\n", "2:date_of_birth: 0070-01-01 is not a year of any event"),
    ("invitation,category,arrives_at,status\nS/1,DEL,2024-03-30,nominated\n", "2:arrives_at: 2024-03-30 has no hour; write for example 2024-03-30 14:30"),
    ("invitation,category,arrives_at,status\nS/1,DEL,30.3. 14h,nominated\n", '2:arrives_at: "30.3. 14h" is not a time; write it as YYYY-MM-DD HH:MM'),
    ("invitation,category,arrives_at,status\nS/1,DEL,2024-03-30 25:00,nominated\n", "2:arrives_at: 25:00 is not a time of day"),
    ("invitation,category,arrives_at,status\nS/1,DEL,2024-03-30 10:00+05:30,nominated\n", '2:arrives_at: "2024-03-30 10:00+05:30": times are local to the event'),
    ("invitation,category,arrives_at,status\nS/1,DEL,2024-03-31 02:30,nominated\n", "2:arrives_at: 2024-03-31 02:30 does not exist in Europe/Paris: the clocks are put forward over it; is 03:30 meant?"),
    ("invitation,category,arrives_at,departs_at,status\nS/1,DEL,2024-03-30 10:00,2024-03-30 09:00,nominated\n", "2:departs_at: the departure, 2024-03-30 09:00, is before the arrival"),
    ("invitation,category,valid_from,valid_until,status\nS/1,DEL,2024-03-30,2024-03-29,nominated\n", "2:valid_until: the badge would end on 2024-03-29, before"),
    ("invitation,category,photo,status\nS/1,DEL,me.jpg,nominated\n", '2:photo: photos/ has no file "me.jpg"; that folder is empty or missing'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), NOMINATION_FAULTS)
def test_a_faulty_nomination_is_named(faults: Faults, text: str, line: str) -> None:
    [found] = faults(nominations=text)
    assert found.startswith(f"nominations.csv:{line}")


PROGRAMME_FAULTS = [
    ("code,title,starts,ends\nopening,Opening,2024-03-29 09:00,2024-03-29 10:00\n", '2:code: "opening" is not a code; a code is 1 to 8 of A-Z and 0-9'),
    ("code,title,starts,ends\nS1,,2024-03-29 09:00,2024-03-29 10:00\n", "2:title: the cell is blank, and must be filled"),
    ("code,title,starts,ends\nS1,A,2024-03-29 09:00,2024-03-29 09:00\n", "2:ends: the session ends at 2024-03-29 09:00, not after its start"),
    ("code,title,starts,ends\nS1,A,2024-03-31 02:15,2024-03-31 04:00\n", "2:starts: 2024-03-31 02:15 does not exist in Europe/Paris"),
    ("code,title,starts,ends\nS1,A,2024-03-29 09:00,2024-03-29 10:00\nS1,B,2024-03-29 09:00,2024-03-29 10:00\n", "3:code: row 2 has the code S1 too"),
    ("code,title,starts,ends,venue\nS1,A,2024-03-29 09:00,2024-03-29 10:00,HAL\n", '2:venue: event.toml declares no venue "HAL"; did you mean HALL?'),
    ("code,title,starts,ends,kind\nS1,A,2024-03-29 09:00,2024-03-29 10:00,dinner\n", '2:kind: "dinner" is not a word for this column; it may be session,'),
    ("code,title,starts,ends,access\nS1,A,2024-03-29 09:00,2024-03-29 10:00,closed\n", '2:access: "closed" is not a word for this column'),
    ("code,title,starts,ends,access\nS1,A,2024-03-29 09:00,2024-03-29 10:00,categories\n", '2:categories: the access is "categories" and no category is named'),
    ("code,title,starts,ends,access\nS1,A,2024-03-29 09:00,2024-03-29 10:00,invited\n", '2:parties: the access is "invited" and nobody is'),
    ("code,title,starts,ends,categories\nS1,A,2024-03-29 09:00,2024-03-29 10:00,HOD;VIP\n", '2:categories: event.toml declares no category "VIP"'),
    ("code,title,starts,ends,parties\nS1,A,2024-03-29 09:00,2024-03-29 10:00,FRA;XYZ\n", '2:parties: no party has the code "XYZ"'),
    ("code,title,starts,ends,doors\nS1,A,2024-03-29 09:00,2024-03-29 10:00,half an hour\n", '2:doors: "half an hour" is not a whole number'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), PROGRAMME_FAULTS)
def test_a_faulty_session_is_named(faults: Faults, text: str, line: str) -> None:
    [found] = faults(programme=text)
    assert found.startswith(f"programme.csv:{line}")


def test_every_faulty_cell_of_every_file_is_told_by_file_and_row(faults: Faults, event_text: str) -> None:
    found = faults(
        event=event_text.replace("quota = 1", "quota = -1"),
        invitations="reference,party,status\nS/1,MLI,sent\nS/2,XX,snet\n",
        nominations="invitation,category,status\nS/2,DEL,nominated\nS/1,VIP,maybe\nS/7,DEL,nominated\n",
        programme="code,title,starts,ends\nS1,A,2024-03-29 09:00,never\n",
    )
    assert [line.split(": ")[0] for line in found] == [
        "event.toml:18:category[1].quota",
        "invitations.csv:3:party",
        "invitations.csv:3:status",
        "nominations.csv:3:category",
        "nominations.csv:3:status",
        "nominations.csv:4:invitation",
        "programme.csv:2:ends",
    ]


def test_nobody_is_blamed_for_an_invitations_file_that_could_not_be_read(faults: Faults) -> None:
    found = faults(
        invitations="reference,prty,status\nS/1,MLI,sent\n",
        nominations="invitation,category,status\nS/1,DEL,nominated\n",
    )
    assert [line.split(": ")[0] for line in found] == ["invitations.csv:1:prty", "invitations.csv:1:party"]


def test_the_host_and_declared_parties_come_without_an_invitation(read: Read) -> None:
    rows = read(
        nominations="party,category,family_name,status\nFRA,STF,Durand,nominated\nAU,DEL,Mensah,nominated\n"
    ).nominations
    assert [(row.party, row.invitation) for row in rows] == [("FRA", None), ("AU", None)]


def test_someone_who_was_withdrawn_from_a_regretted_invitation_may_stand_in_the_file(read: Read) -> None:
    assert len(read(nominations="invitation,category,status\nS/3,DEL,withdrawn\n").nominations) == 1

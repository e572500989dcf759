"""The samples hold what the facts say, and no more."""

from __future__ import annotations

from collections import Counter

import pytest

from conclave_desk.errors import WrongUse
from conclave_desk.exchange.folder import EventFolder, read_folder
from conclave_desk.exchange.samples import sample_folder, sample_names

AFRICA = {
    "DZA", "AGO", "BEN", "BWA", "BFA", "BDI", "CPV", "CMR", "CAF", "TCD", "COM", "COG", "COD", "CIV",
    "DJI", "EGY", "GNQ", "ERI", "SWZ", "ETH", "GAB", "GMB", "GHA", "GIN", "GNB", "KEN", "LSO", "LBR",
    "LBY", "MDG", "MWI", "MLI", "MRT", "MUS", "MAR", "MOZ", "NAM", "NER", "NGA", "RWA", "STP", "SEN",
    "SYC", "SLE", "SOM", "ZAF", "SSD", "SDN", "TZA", "TGO", "TUN", "UGA", "ZMB", "ZWE",
}  # fmt: skip


@pytest.fixture(scope="module")
def pune() -> EventFolder:
    return read_folder(sample_folder("pune-2023"))


def test_there_are_five_samples() -> None:
    assert sample_names() == ["afindex-2023", "defexpo-2022", "india-mali-foc", "itec-2023-24", "pune-2023"]


def test_a_sample_that_is_not_there_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match=r'there is no sample "pune-2024"; did you mean pune-2023\?'):
        sample_folder("pune-2024")


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_reads_without_fault_or_warning(name: str) -> None:
    folder = read_folder(sample_folder(name))
    assert folder.warnings == ()
    assert folder.event.host == "IND"
    assert len({row.key for row in folder.nominations}) == len(folder.nominations)


def test_pune_invited_54_states_and_has_23_answers(pune: EventFolder) -> None:
    assert {row.party for row in pune.invitations} == AFRICA
    assert Counter(row.status for row in pune.invitations) == {"accepted": 23, "sent": 31}
    levels = Counter(row.answered_level for row in pune.invitations if row.status == "accepted")
    assert levels == {"principal": 10, "representative": 13}
    assert not any(row.channel or row.answered_on or row.issued_on or row.reply_by for row in pune.invitations)


def test_pune_knows_heads_by_their_level_and_not_by_name(pune: EventFolder) -> None:
    heads = [row for row in pune.nominations if row.category == "HOD"]
    assert Counter(row.role for row in heads) == {"principal": 10, "representative": 12}
    assert not any(row.named for row in heads)
    answered = {row.reference: row.answered_level for row in pune.invitations}
    assert all(answered[str(row.invitation)] == row.role for row in heads)


def test_pune_names_four_people_and_no_more(pune: EventFolder) -> None:
    assert [(row.party, row.rank, row.full_name, row.service) for row in pune.nominations if row.named] == [
        ("IND", None, "Rajnath Singh", None),
        ("IND", "General", "Manoj Pande", "Indian Army"),
        ("MLI", "Colonel", "Mamadou Samaké", "Malian Army"),
        ("MLI", "Colonel", "Moussa Goïta", "Malian Air Force"),
    ]
    assert {row.role for row in pune.nominations if row.party == "MLI"} == {"member"}


def test_pune_and_afindex_are_linked_with_each_other(pune: EventFolder) -> None:
    afindex = read_folder(sample_folder("afindex-2023"))
    assert pune.event.linked == (afindex.event.code,)
    assert afindex.event.linked == (pune.event.code,)


def test_afindex_has_nine_contingents_of_78_in_all() -> None:
    folder = read_folder(sample_folder("afindex-2023"))
    sizes = {row.party: (row.slots or {})["CON"] for row in folder.invitations}
    assert sizes == {"ETH": 5, "GHA": 10, "KEN": 5, "LSO": 10, "NER": 12, "SYC": 10, "TZA": 6, "UGA": 10, "ZMB": 10}
    assert Counter(row.party for row in folder.nominations) == sizes
    assert len(folder.nominations) == 78
    assert not any(row.named for row in folder.nominations)


def test_defexpo_has_one_representation_and_one_bilateral() -> None:
    folder = read_folder(sample_folder("defexpo-2022"))
    assert [(row.party, row.role, row.full_name) for row in folder.nominations] == [
        ("MLI", "representative", "Sidiki Samaké"),
        ("IND", "member", "Ajay Kumar"),
    ]
    [talks] = [row for row in folder.programme if row.kind == "bilateral"]
    assert set(talks.parties) == {"IND", "MLI"}
    assert {talks.chair, *talks.speakers} == {row.external_id for row in folder.nominations}


def test_itec_has_three_courses_each_with_slots_and_the_employers_certification() -> None:
    folder = read_folder(sample_folder("itec-2023-24"))
    assert len(folder.programme) == 3
    courses = {category for row in folder.programme for category in row.categories}
    assert dict.fromkeys(courses, 2) == {
        name: number for row in folder.invitations for name, number in (row.slots or {}).items()
    }
    steps = {category.code: category.clearance for category in folder.event.categories}
    assert all("employer" in steps[category] for category in courses)
    assert "employer" not in steps["DEF"]


def test_the_consultation_has_two_delegations_each_with_a_head() -> None:
    folder = read_folder(sample_folder("india-mali-foc"))
    assert [(row.party, row.role, row.named) for row in folder.nominations] == [
        ("MLI", "principal", False),
        ("IND", "principal", False),
    ]
    assert {"Joint record", "Consultation on the items of the agenda"} <= {row.title for row in folder.programme}


def test_whatever_is_assumed_in_a_programme_says_so() -> None:
    for name in sample_names():
        assert all("assumed" in (row.note or "") for row in read_folder(sample_folder(name)).programme)

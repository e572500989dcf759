"""Invitations, nominations, clearance, accreditation, people at the door: what officers type and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.pictures import picture

from conclave_desk.cli.columns import COLUMNS

if TYPE_CHECKING:
    from tests.cli.conftest import Program

INVITATION = (
    *("id", "reference", "party", "addressee", "from", "channel", "issued_on", "reply_by", "level", "slots"),
    *("status", "answered_on", "answered_level", "answer_reference", "note"),
)
DELEGATE = ("--invitation", "INV/NER", "--category", "DEL")


def invitation(program: Program, reference: str) -> dict[str, Any]:
    (row,) = [row for row in program.read("invitations", "list") if row["reference"] == reference]
    assert tuple(row) == INVITATION
    return dict(row)


def test_an_invitation_lives_from_draft_to_answer(loaded: Program) -> None:
    made = loaded.read(
        *("invitations", "add", "--reference", "INV/AU", "--party", "AU", "--slots", "HOD:1;DEL:3"),
        *("--addressee", "Chairperson", "--from", "Chief of the Army Staff", "--channel", "embassy"),
        *("--issued-on", "2023-01-10", "--reply-by", "2023-03-01", "--level", "minister", "--note", "by hand"),
    )
    assert (list(made), made["entries"]) == (["id", "entries", "warnings"], ["InvitationDrafted"])
    loaded.done("invitations", "send", "INV/AU", "--on", "2023-01-11")
    loaded.done("invitations", "answer", "INV/AU", "--status", "acknowledged", "--answered-on", "2023-01-20")
    answered = loaded.read(
        *("invitations", "answer", "INV/AU", "--status", "accepted", "--answered-on", "2023-01-05"),
        *("--answered-level", "representative", "--answer-reference", "NV 77"),
    )
    assert answered["warnings"] == ["The answer is dated 2023-01-05, before the invitation of 2023-01-11."]
    row = invitation(loaded, "INV/AU")
    assert (row["id"], row["slots"], row["status"]) == (made["id"], "HOD:1;DEL:3", "accepted")
    assert (row["answered_on"], row["answered_level"], row["answer_reference"]) == (
        "2023-01-05",
        "representative",
        "NV 77",
    )


def test_a_regret_may_become_an_acceptance(loaded: Program) -> None:
    assert "is regretted" in loaded.refused(
        *("nominations", "add", "--invitation", "INV/TCD", "--category", "DEL", "--family-name", "Deby"), code=1
    )
    loaded.done("invitations", "answer", "INV/TCD", "--status", "accepted", "--answered-level", "principal")
    loaded.done("nominations", "add", "--invitation", "INV/TCD", "--category", "DEL", "--family-name", "Deby")


def test_a_party_that_cancels_takes_its_badges_with_it_in_one_record(printed: Program) -> None:
    before = len(printed.records())
    printed.done("invitations", "cancel", "INV/MLI", "--note", "by phone")
    (record,) = printed.records()[before:]
    kinds = [entry["kind"] for entry in record["entries"]]
    assert kinds[0] == "InvitationCancelled"
    assert kinds.count("NominationWithdrawn") == 3
    assert kinds.count("BadgeRevoked") == 1
    status = {row["party"]: row["status"] for row in printed.read("badges", "list")}
    assert status == {"MLI": "revoked", "IND": "printed"}


def test_the_host_takes_an_invitation_back(loaded: Program) -> None:
    loaded.done("invitations", "withdraw", "INV/NER")
    assert invitation(loaded, "INV/NER")["status"] == "withdrawn"
    loaded.done("invitations", "send", "INV/NER")


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        (1, "invitations add --reference INV/NER --party NER", "is there already"),
        (1, "invitations cancel INV/NER", "cannot become cancelled"),
        (1, "invitations answer INV/MLI --status regretted", "use `invitations cancel`"),
        (2, "invitations list --party XYZ", "'XYZ' is no party"),
        (2, "invitations list --status lost", "'lost' is not one of"),
        (2, "invitations send INV/XYZ", "No invitation has the reference 'INV/XYZ'"),
        (2, "invitations add --reference A --party XYZ", "'XYZ' is no party"),
        (2, "invitations add --reference A --party NER --slots VIP:1", "no category 'VIP'"),
        (2, "invitations add --reference A --party NER --slots DEL", "is no slot"),
        (2, "invitations add --reference A --party NER --reply-by 2023-02-30", "not in the calendar"),
        (2, "invitations answer INV/NER --status perhaps", "'perhaps' is not one of"),
        (2, "invitations add --party NER", "Missing option '--reference'"),
    ],
    ids=str,
)
def test_what_is_wrong_with_an_invitation_is_said_and_changes_nothing(
    loaded: Program, code: int, words: str, sentence: str
) -> None:
    assert sentence in loaded.refused(*words.split(), code=code)


def test_a_nomination_answers_with_its_columns_and_its_id(loaded: Program) -> None:
    made = loaded.read(
        *("nominations", "add", *DELEGATE, "--rank", "Major", "--given-name", "Ibrahim", "--family-name", "Issoufou"),
        *("--passport-number", "09AB1", "--date-of-birth", "1980-02-29", "--email", "a@example.org", "--zones", "LNG"),
        *("--arrives-at", "2023-03-26 10:40", "--arrives-by", "AF 218", "--languages", "fr;ha", "--order", "12"),
        *("--paper-kind", "letter", "--paper-number", "L 4", "--valid-until", "2023-03-29", "--external-id", "NER-7"),
    )
    row = loaded.person("Issoufou")
    assert tuple(row) == ("id", *COLUMNS, "substitutes", "takes_over", "substituted_by", "gives_way")
    assert row["id"] == made["id"]
    assert (row["party"], row["zones"], row["arrives_at"], row["order"]) == ("NER", "LNG", "2023-03-26 10:40", "12")
    assert (row["passport_number"], row["date_of_birth"], row["paper_number"]) == (None, None, "L 4")
    (private,) = [r for r in loaded.read("nominations", "list", "--private") if r["id"] == row["id"]]
    assert (private["passport_number"], private["date_of_birth"]) == ("09AB1", "1980-02-29")
    bodies = str(loaded.records())
    assert "Issoufou" not in bodies
    assert "09AB1" not in bodies


def test_slots_are_counted_and_more_is_a_recorded_decision(loaded: Program) -> None:
    one_more = ("nominations", "add", "--invitation", "INV/MLI", "--category", "DEL", "--family-name", "Diarra")
    said = loaded.refused(*one_more, code=1)
    assert "offers 2 DEL and 2 are taken (by Amadou Traoré, Fatou Keita)" in said
    loaded.done(*one_more, "--over-quota", "asked by the minister")
    assert loaded.person("Diarra")["status"] == "nominated"


def test_a_confirmed_slot_may_wait_for_its_name(loaded: Program) -> None:
    awaited = loaded.read("nominations", "add", *DELEGATE)["id"]
    assert loaded.read("status")["people"]["name_awaited"] == 2
    assert "still awaited" in loaded.refused("accreditations", "grant", awaited, code=1)


def test_the_same_person_twice_is_reported_at_once(loaded: Program) -> None:
    loaded.done(
        "nominations", "add", *DELEGATE, "--given-name", "Ali", "--family-name", "Issa", "--passport-number", "X 1"
    )
    loaded.done("invitations", "answer", "INV/TCD", "--status", "accepted")
    there = ("nominations", "add", "--invitation", "INV/TCD", "--category", "DEL", "--family-name", "Other")
    assert "has the same passport" in loaded.refused(*there, "--passport-number", "x1", code=1)
    again = ("nominations", "add", *DELEGATE, "--given-name", "ALI", "--family-name", "ISSA")
    assert "has the same name" in loaded.refused(*again, code=1)
    known = loaded.person("Issa")["id"]
    loaded.done(*again, "--distinct-from", known, "two cousins")
    loaded.done("nominations", "add", "--party", "IND", "--category", "STF", "--same-person", known)
    people = [row["family_name"] for row in loaded.read("nominations", "list") if row["given_name"] in ("Ali", "ALI")]
    assert people.count("Issa") == 2
    assert people.count("ISSA") == 1


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        (2, "--invitation INV/NER --category VIP --family-name A", "no category 'VIP'"),
        (2, "--category DEL --family-name A", "Say for whom"),
        (2, "--invitation INV/NER --party MLI --category DEL", "is to NER, not to MLI"),
        (2, "--party NER --category DEL --family-name A", "NER comes on an invitation: give --invitation INV/NER"),
        (2, "--party FRA --category DEL --family-name A", "FRA comes on an invitation: draw one up first"),
        (2, "--party XYZ --category DEL --family-name A", "'XYZ' is no party"),
        (2, "--invitation INV/NER --category DEL --zones XYZ", "no zone 'XYZ'"),
        (2, "--invitation INV/NER --category DEL --date-of-birth 1.2.1980", "is not a date"),
        (2, "--invitation INV/NER --category DEL --arrives-at tomorrow", '--arrives-at: "tomorrow" is not a time'),
        (2, "--invitation INV/NER --category DEL --email nobody", "--email"),
        (2, "--invitation INV/NER --category DEL --nationality Mali", "did you mean MLI?"),
        (2, "--invitation INV/NER --category DEL --paper-kind rumour", "--paper-kind"),
        (2, "--invitation INV/NER --category DEL --order first", "--order"),
        (2, "--invitation INV/NER --category DEL --family-name A --same-person Nobody", "Nobody here is 'Nobody'"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_nomination_is_said_and_changes_nothing(
    loaded: Program, code: int, words: str, sentence: str
) -> None:
    assert sentence in loaded.refused("nominations", "add", *words.split(), code=code)


def test_somebody_is_substituted_in_one_command_and_both_names_stay(printed: Program) -> None:
    badge = printed.serial("Traoré")
    before = len(printed.records())
    printed.done(
        *("nominations", "substitute", "Traoré", "--rank", "Major", "--given-name", "Sidi", "--family-name", "Touré"),
        *("--effective", "2023-03-28T12:00"),
    )
    assert len(printed.records()) == before + 1
    assert printed.person("Touré")["status"] == "nominated"
    assert printed.person("Traoré")["status"] == "accredited"
    assert [row["waits_for"] for row in printed.read("clearance", "queue") if "Touré" in row["name"]] == [["paper"]]
    scan = ("gate", "scan", "--gate", "G1", "--json")
    printed.now = "2023-03-28T11:59:59+05:30"
    assert printed.done(*scan, stdin=badge).lines[0]["verdict"] == "admitted"
    printed.now = "2023-03-28T12:00:00+05:30"
    assert printed.done(*scan, stdin=badge).lines[0]["reason"] == "revoked"
    assert printed.person("Traoré")["status"] == "withdrawn"
    assert [row["status"] for row in printed.read("badges", "list", "--only", "party:MLI")] == ["revoked"]


def test_a_substitution_that_lies_ahead_is_seen_from_both_sides(printed: Program) -> None:
    when = "2023-03-29T09:00:00+05:30"
    printed.done("nominations", "substitute", "Traoré", "--family-name", "Touré", "--effective", when)
    old, new = printed.person("Traoré"), printed.person("Touré")
    assert (old["substituted_by"], old["gives_way"], old["substitutes"]) == (new["id"], when, None)
    assert (new["substitutes"], new["takes_over"], new["gives_way"]) == (old["id"], when, None)
    shown = printed.done("nominations", "list").out
    assert "then Touré from 2023-03-29 09:00" in shown
    assert "for Amadou Traoré from 2023-03-29 09:00" in shown
    assert "substitution" not in printed.done("nominations", "list", "--party", "IND").out


def test_a_substitute_comes_as_the_flags_say_and_the_rest_moves_over(loaded: Program) -> None:
    photo = loaded.folder / "sidi.jpg"
    photo.write_bytes(picture())
    loaded.done(
        *("nominations", "substitute", "Traoré", "--given-name", "Sidi", "--family-name", "Touré", "--rank", "Major"),
        *(
            "--role",
            "deputy",
            "--zones",
            "LNG",
            "--valid-until",
            "2023-03-29",
            "--external-id",
            "MLI-9",
            "--order",
            "3",
        ),
        *("--paper-kind", "letter", "--paper-number", "L 9", "--paper-date", "2023-03-20", "--paper-from", "Embassy"),
        *("--passport-number", "P 77", "--date-of-birth", "1975-01-02", "--arrives-at", "2023-03-27 08:00"),
        *("--photo", photo, "--marks", "sword", "--accompanies", "MLI-1", "--slot", "2", "--note", "by phone"),
    )
    row = loaded.person("Touré")
    told = ("role", "zones", "valid_until", "external_id", "order", "paper_number", "accompanies", "slot", "marks")
    assert [row[name] for name in told] == ["deputy", "LNG", "2023-03-29", "MLI-9", "3", "L 9", "MLI-1", "2", "sword"]
    assert (row["category"], row["party"], row["invitation"]) == ("DEL", "MLI", "INV/MLI")
    again = loaded.read("nominations", "substitute", "Touré", "--family-name", "Sow", "--category", "STF")
    row = loaded.person("Sow")
    assert (row["id"], row["category"], row["role"], row["zones"]) == (again["id"], "STF", "deputy", "LNG")
    assert (row["slot"], row["paper_number"], row["external_id"]) == (None, None, None)


def test_a_substitute_in_another_category_needs_a_slot_there(loaded: Program) -> None:
    to_head = ("nominations", "substitute", "Traoré", "--family-name", "Touré", "--category", "HOD")
    assert "offers 1 HOD and 1 is taken" in loaded.refused(*to_head, code=1)
    loaded.done(*to_head, "--over-quota", "the minister himself")
    assert loaded.person("Touré")["category"] == "HOD"


def test_a_substitute_may_be_somebody_who_is_here_or_looks_like_somebody(loaded: Program) -> None:
    keita = loaded.person("Keita")["id"]
    as_keita = ("nominations", "substitute", "Traoré", "--given-name", "Fatou", "--family-name", "Keita")
    assert "has the same name" in loaded.refused(*as_keita, code=1)
    loaded.done(*as_keita, "--distinct-from", keita, "her sister")
    sister = next(row for row in loaded.read("nominations", "list") if row["substitutes"])
    loaded.done("nominations", "substitute", sister["id"], "--same-person", "Rao")
    assert [row["family_name"] for row in loaded.read("nominations", "list")].count("Rao") == 2
    assert "their own place" in loaded.refused("nominations", "substitute", keita, "--same-person", keita, code=1)


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        (2, "--family-name A --category VIP", "no category 'VIP'"),
        (2, "--family-name A --zones XYZ", "no zone 'XYZ'"),
        (2, "--family-name A --role boss", "'boss' is not one of"),
        (2, "--family-name A --party NER", "No such option"),
        (2, "--family-name A --effective tomorrow", "is no time"),
        (1, "--family-name A --role principal", "heads the delegation already (representative)"),
        (1, "--rank Major", "A substitute needs a name"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_substitution_is_said_and_changes_nothing(
    loaded: Program, code: int, words: str, sentence: str
) -> None:
    assert sentence in loaded.refused("nominations", "substitute", "Traoré", *words.split(), code=code)


def test_a_delegation_has_one_head(loaded: Program) -> None:
    second = ("nominations", "add", *DELEGATE, "--family-name")
    loaded.done(*second, "Issa", "--role", "principal")
    said = loaded.refused(*second, "Moussa", "--role", "representative", code=1)
    assert said.startswith("Issa heads the delegation already (principal); nominate as a member")
    loaded.done(*second, "Moussa")
    loaded.done("nominations", "head", "Moussa")
    assert (loaded.person("Issa")["role"], loaded.person("Moussa")["role"]) == ("member", "principal")


def test_the_head_changes_without_substitution(loaded: Program) -> None:
    awaited = next(row["id"] for row in loaded.read("nominations", "list") if row["category"] == "HOD")
    loaded.done("nominations", "head", "Keita", "--role", "representative")
    roles = {row["id"]: row["role"] for row in loaded.read("nominations", "list", "--party", "MLI")}
    assert roles[loaded.person("Keita")["id"]] == "representative"
    assert roles[awaited] == "member"


def test_clearance_goes_step_by_step_to_accreditation(loaded: Program) -> None:
    (waiting,) = loaded.read("clearance", "queue")
    assert list(waiting) == ["id", "party", "name", "category", "waits_for", "results"]
    assert (waiting["name"], waiting["waits_for"]) == ("Colonel Fatou Keita", ["paper"])
    assert "still needs: paper" in loaded.refused("accreditations", "grant", "Keita", code=1)
    for result in ("deferred", "failed", "passed"):
        loaded.done("clearance", "record", "Keita", "--step", "paper", "--result", result, "--remark", "seen")
    assert loaded.read("clearance", "queue") == []
    granted = loaded.read("accreditations", "grant", "Keita")
    assert granted["warnings"] == ["Colonel Fatou Keita is accredited without paper."]
    rows = {row["name"]: row for row in loaded.read("accreditations", "list")}
    assert list(rows["Colonel Fatou Keita"]) == [
        *("id", "party", "name", "category", "zones", "valid_from", "valid_until", "status", "provisional", "paper")
    ]
    assert rows["Colonel Fatou Keita"]["paper"] is None
    assert "without paper" in loaded.done("accreditations", "list").out
    assert rows["Colonel Amadou Traoré"]["paper"] == "note_verbale NV 12"
    without = [row["name"] for row in loaded.read("accreditations", "list", "--without-paper")]
    assert without == ["Asha Rao", "Colonel Fatou Keita"]


def test_several_are_cleared_and_all_who_are_cleared_accredited_in_one_command(loaded: Program) -> None:
    assert "Name people, or say --all-cleared" in loaded.refused("accreditations", "grant", code=2)
    assert loaded.read("accreditations", "grant", "--all-cleared")["entries"] == []
    for name in ("Awa", "Bineta"):
        loaded.done(*("nominations", "add", "--party", "IND", "--category", "DEL", "--family-name", name))
    clear = ("clearance", "record", "--step", "paper", "--result", "passed")
    assert "Nobody here is 'Nobody'" in loaded.refused(*clear, "Keita", "Nobody", code=2)
    assert len(loaded.read("clearance", "queue")) == 3
    assert loaded.read(*clear, "Keita", "Awa")["entries"] == ["ClearanceRecorded"] * 2
    granted = loaded.read("accreditations", "grant", "--all-cleared", "--paper-kind", "letter")
    assert granted["entries"] == ["AccreditationGranted"] * 2
    assert [row["name"] for row in loaded.read("clearance", "queue")] == ["Bineta"]


def test_permission_rests_comes_back_and_is_refused(printed: Program) -> None:
    scan = ("gate", "scan", "--gate", "G1", "--json")
    serial = printed.serial("Traoré")
    printed.done("accreditations", "suspend", "Traoré", "--reason", "a question")
    assert printed.done(*scan, stdin=serial).lines[0]["reason"] == "suspended"
    printed.done("accreditations", "restore", "Traoré")
    assert printed.done(*scan, stdin=serial).lines[0]["verdict"] == "admitted"
    printed.done("accreditations", "refuse", "Traoré", "--reason", "an answer")
    assert printed.done(*scan, stdin=serial).lines[0]["reason"] == "revoked"
    assert printed.person("Traoré")["status"] == "refused"


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        (1, "accreditations grant Traoré", "is accredited already"),
        (1, "accreditations restore Traoré", "is not suspended"),
        (1, "accreditations suspend Keita", "has no accreditation"),
        (2, "accreditations grant Nobody", "Nobody here is 'Nobody'"),
        (2, "accreditations grant Keita --paper-date yesterday", "is not a date"),
        (2, "clearance record Keita --step horoscope --result passed", "no clearance step 'horoscope'"),
        (2, "clearance record Keita --step paper --result perhaps", "'perhaps' is not one of"),
        (2, "nominations withdraw a", "may be"),
        (2, "nominations list --party XYZ", "'XYZ' is no party"),
        (2, "nominations list --category VIP", "no category 'VIP'"),
        (2, "accreditations list --party XYZ", "'XYZ' is no party"),
        (2, "clearance queue --party XYZ", "'XYZ' is no party"),
    ],
    ids=str,
)
def test_what_cannot_be_decided_is_said_and_changes_nothing(
    loaded: Program, code: int, words: str, sentence: str
) -> None:
    assert sentence in loaded.refused(*words.split(), code=code)


def test_somebody_unannounced_is_answered_for_named_granted_and_badged_in_one_record(loaded: Program) -> None:
    before = len(loaded.records())
    made = loaded.read(
        *("walkup", *DELEGATE, "--given-name", "Ali", "--family-name", "Issa", "--level", "representative"),
    )
    assert list(made) == ["id", "serials", "entries", "warnings"]
    (record,) = loaded.records()[before:]
    assert [entry["kind"] for entry in record["entries"]] == [
        *("InvitationAccepted", "NominationReceived", "AccreditationGranted", "BadgeIssued")
    ]
    assert invitation(loaded, "INV/NER")["status"] == "accepted"
    (row,) = [row for row in loaded.read("accreditations", "list") if row["name"] == "Ali Issa"]
    assert (row["provisional"], row["valid_until"]) == (True, "2023-03-29T00:00:00+05:30")
    scan = ("gate", "scan", "--gate", "G1", "--json")
    (serial,) = made["serials"]
    assert loaded.done(*scan, stdin=serial).lines[0]["verdict"] == "admitted"
    loaded.now = "2023-03-29T00:00:01+05:30"
    assert loaded.done(*scan, stdin=serial).lines[0]["reason"] == "expired"


def test_nobody_comes_over_quota_by_walking_up_unless_somebody_decides_so(loaded: Program) -> None:
    words = ("walkup", "--invitation", "INV/MLI", "--category", "DEL", "--family-name", "Diarra")
    assert "offers 2 DEL and 2 are taken" in loaded.refused(*words, code=1)
    assert loaded.read(*words, "--over-quota", "the minister asks")["serials"]
    loaded.done("invitations", "add", "--reference", "INV/NER/2", "--party", "NER")
    two = ("walkup", "--party", "NER", "--category", "DEL", "--family-name", "Issa")
    assert "NER has 2 invitations (INV/NER, INV/NER/2); say which" in loaded.refused(*two, code=2)
    assert "has a name" in loaded.refused("walkup", *DELEGATE, code=1)
    assert "no category" in loaded.refused(
        "walkup", "--party", "IND", "--category", "VIP", "--family-name", "A", code=2
    )

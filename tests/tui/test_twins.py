"""What the command line can do to the registers, an officer can do at the screen, and the journal says the same of both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click
import pytest
from PIL import Image
from tests.tui.conftest import NOW, Walk
from tests.tui.pairs import Pair, pair, send

from conclave_desk.bootstrap import found_from
from conclave_desk.cli.main import COMMANDS, program
from conclave_desk.config import Config
from conclave_desk.desk.badge_list import ALL, TO_PRINT
from conclave_desk.exchange.samples import sample_folder

__all__ = ["pair"]
from conclave_desk.tui.modes import MODES

READ = {
    *("status", "doctor", "invitations list", "nominations list", "clearance queue", "accreditations list"),
    *("badges list", "programme list", "gate report", "gate stations"),
}
"""Commands that write nothing: what they tell stands in the modes."""
OTHERWISE = {
    "init": "the welcome makes a desk file",
    "demo": "works in a folder of its own",
    "serve": "shows this very screen in a browser",
    "gate scan": "the scan screen, opened in mode 7, reads badges",
    "gate handout": "the scan screen, opened in mode 7, hands things out",
    "gate serve": "runs beside the desk for as long as the gate is open",
}
"""Commands that are no command of a mode, and why."""


def commands_of_the_line() -> Iterator[str]:
    """Every command of the command line, by its full name."""
    context = program.make_context("conclave-desk", ["status"], resilient_parsing=True)

    def leaves(command: click.Command | None, name: str) -> Iterator[str]:
        if isinstance(command, click.Group):
            for part in command.list_commands(context):
                yield from leaves(command.get_command(context, part), f"{name} {part}")
        else:
            yield name

    for group in COMMANDS:
        yield from leaves(program.get_command(context, group), group)


TWINS = {command.twin for mode in MODES for command in mode.load().all_commands()}


@pytest.mark.parametrize("name", sorted(commands_of_the_line()))
def test_what_the_command_line_writes_has_its_twin_at_the_screen(name: str) -> None:
    assert (name in TWINS) + (name in READ) + (name in OTHERWISE) == 1


# The same input, the same entries


def test_invitations(pair: Pair) -> None:
    async def story(office: Walk) -> None:
        await send(office, "n", party="Brazil", addressee="Commander", reply_by="+3", issued_on="", note=" asked ")
        await send(office, "s", on="21 mar")
        await send(office, "a", status="acc", level="rep", on="2023-03-22", paper="NV 112/23")
        office.screen.go_to(office.invitation("AGO").id)
        await office.settled()
        await send(office, "r", on="")
        await send(office, "x", note="no room")
        office.screen.go_to(office.invitation("MLI").id)
        await office.settled()
        await send(office, "c", on="2023-03-20", note="by phone")

    drafted = ("--reference", "PUNE/23/055", "--party", "BRA", "--addressee", "Commander", "--slots", "HOD:1;DEL:2")
    host = "Chief of the Army Staff, India"
    pair.same(
        [
            ("invitations", "add", *drafted, "--from", host, "--reply-by", "2023-03-23", "--note", "asked"),
            ("invitations", "send", "PUNE/23/055", "--on", "2023-03-21"),
            (
                *("invitations", "answer", "PUNE/23/055", "--status", "accepted", "--answered-level", "representative"),
                *("--answered-on", "2023-03-22", "--answer-reference", "NV 112/23"),
            ),
            ("invitations", "send", "PUNE/23/002"),
            ("invitations", "withdraw", "PUNE/23/002", "--note", "no room"),
            ("invitations", "cancel", "PUNE/23/031", "--on", "2023-03-20", "--note", "by phone"),
        ],
        "invitations",
        story,
    )


WHOLE = {
    "rank": "General",
    "given_name": "Oumar",
    "family_name": "Diarra",
    "badge_name": "Chef Diarra",
    "native_name": "عمر ديارا",
    "post_nominals": "GCNM",
    "service": "Army",
    "appointment": "Chief of Staff",
    "order": "1",
    "sex": "M",
    "date_of_birth": "1971-03-15",
    "nationality": "MLI",
    "passport_number": "X 1",
    "passport_expiry": "2028-03-15",
    "email": "a@b.ml",
    "phone": "+223 1",
    "languages": "fr; ar",
    "diet": "halal",
    "arrives_at": "2023-03-26 14:30",
    "arrives_by": "AI 1",
    "departs_at": "2023-03-31 09:00",
    "departs_by": "AI 2",
    "accompanies": "the Minister",
    "marks": "salute",
    "zones": "EXP",
    "valid_from": "2023-03-25",
    "valid_until": "2023-03-30",
    "slot": "1",
    "external_id": "MLI-1",
    "paper_kind": "note_verbale",
    "paper_number": "NV 1",
    "paper_date": "2023-03-01",
    "paper_from": "Embassy",
    "note": "by car",
}
"""Every column that a nomination can say, but the photo, which is a file."""


def flags(values: dict[str, str]) -> list[str]:
    return list(chain.from_iterable((f"--{name.replace('_', '-')}", text) for name, text in values.items()))


def test_people(pair: Pair, tmp_path: Path) -> None:
    photo, other = (str(tmp_path / name) for name in ("diarra.jpg", "keïta.jpg"))
    for file, tone in ((photo, "teal"), (other, "navy")):
        Image.new("RGB", (240, 320), tone).save(file)

    async def story(office: Walk) -> None:
        office.screen.go_to("MLI")
        await office.settled()
        await send(office, "n", category="HOD", role="principal", photo=photo, **WHOLE)
        await send(office, "m", rank="Lieutenant General", note="", arrives_by="AF 3", diet="-", photo=other)
        new = {"family_name": "Keïta", "given_name": "Seydou", "rank": "Colonel", "photo": other}
        await send(office, "s", effective="25 mar 12:00", **new)
        await to(office, "Goïta")
        await send(office, "e", role="representative")
        await send(office, "x", reason="ill")

    new = ("--family-name", "Keïta", "--given-name", "Seydou", "--rank", "Colonel", "--photo", other)
    pair.same(
        [
            (
                *("nominations", "add", "--invitation", "PUNE/23/031", "--category", "HOD", "--role", "principal"),
                *(*flags(WHOLE), "--photo", photo),
            ),
            (
                *("nominations", "amend", "MLI-1", "--rank", "Lieutenant General", "--note", "", "--arrives-by"),
                *("AF 3", "--diet", "", "--photo", other),
            ),
            ("nominations", "substitute", "MLI-1", "--effective", "2023-03-25T12:00", *new),
            ("nominations", "head", "Goïta", "--role", "representative"),
            ("nominations", "withdraw", "Goïta", "--reason", "ill"),
        ],
        "delegations",
        story,
    )


async def to(office: Walk, name: str) -> None:
    """The cursor on somebody of Mali."""
    person = next(one for one in office.people("MLI") if one.family_name == name)
    office.screen.go_to("MLI", person.id)
    await office.settled()


def test_review_and_permission(pair: Pair) -> None:
    async def story(office: Walk) -> None:
        await to(office, "Goïta")
        await send(office, "c", step="paper", result="passed", paper="NV 1", remark="seen")
        await send(office, "c", step="security", result="waived")
        await send(office, "c", step="protocol", result="passed")
        await send(office, "a", paper_kind="letter", paper_number="L 1", paper_date="1/3", paper_from="Embassy")
        await office.press("b")
        person = office.screen.people_table.cursor_id
        await office.press("4")
        office.screen.go_to(person)
        await office.settled()
        await send(office, "s", reason="asked")
        await office.press("r", "y")
        await send(office, "x", reason="no")
        office.screen.go_to(next(one.id for one in office.people("MLI") if one.family_name == "Samaké"))
        await office.settled()
        await send(office, "m")

    cleared = ("clearance", "record", "Goïta", "--step")
    letter = (
        "--paper-kind",
        "letter",
        "--paper-number",
        "L 1",
        "--paper-date",
        "2023-03-01",
        "--paper-from",
        "Embassy",
    )
    pair.same(
        [
            (*cleared, "paper", "--result", "passed", "--paper", "NV 1", "--remark", "seen"),
            (*cleared, "security", "--result", "waived"),
            (*cleared, "protocol", "--result", "passed"),
            ("accreditations", "grant", "Goïta", *letter),
            ("badges", "issue", "Goïta"),
            ("accreditations", "suspend", "Goïta", "--reason", "asked"),
            ("accreditations", "restore", "Goïta"),
            ("accreditations", "refuse", "Goïta", "--reason", "no"),
            ("accreditations", "grant", "Samaké", "--provisional"),
        ],
        "delegations",
        story,
    )


def test_badges(pair: Pair) -> None:
    for person in ("Goïta", "Samaké"):
        for step in ("paper", "security", "protocol"):
            pair.before("clearance", "record", person, "--step", step, "--result", "passed")
        pair.before("accreditations", "grant", person)

    async def story(office: Walk) -> None:
        await office.press("ctrl+a", "i")
        office.screen.show_view(TO_PRINT)
        await office.settled()
        await send(office, "p", file=str(pair.screen.desk.with_name("a.pdf")), sheet="single", order="precedence")
        await office.until(lambda: "Printed" in office.text)
        await office.press("enter")
        office.screen.show_view(ALL)
        await office.settled()
        await office.press("home")
        await send(office, "c", by="Embassy of Mali")
        await send(office, "s")
        await send(office, "l")
        await office.press("escape")
        office.screen.show_view(ALL)
        await office.settled()
        await office.press("end")
        await send(office, "x", cause="withdrawn")

    pair.same(
        [
            ("badges", "issue", "Goïta", "Samaké"),
            ("badges", "print", "-o", str(pair.line.desk.with_name("a.pdf")), "--sheet", "single"),
            ("badges", "collect", "SERIAL 0", "--by", "Embassy of Mali"),
            ("badges", "surrender", "SERIAL 0"),
            ("badges", "replace", "SERIAL 0"),
            ("badges", "revoke", "SERIAL 2", "--cause", "withdrawn"),
        ],
        "badges",
        story,
    )


def test_the_programme(pair: Pair) -> None:
    async def story(office: Walk) -> None:
        hours = {"starts": "29 mar 10:00", "ends": "1 h", "venue": "HALL1"}
        people = {"access": "invited", "parties": "MLI; KEN", "chair": "IND-COAS", "speakers": "Goïta; Samaké"}
        await send(
            office, "n", code="B1", title="Two States", kind="bilateral", note="x", doors="15", **hours, **people
        )
        await send(office, "m", starts="11:00", venue="GROUND")
        await send(office, "r", note="first")
        await send(office, "c", note="put off")

    pair.same(
        [
            (
                *("programme", "add", "--code", "B1", "--title", "Two States", "--kind", "bilateral"),
                *("--venue", "HALL1", "--starts", "2023-03-29T10:00", "--ends", "2023-03-29T11:00"),
                *("--access", "invited", "--parties", "MLI;KEN", "--chair", "IND-COAS", "--speakers", "Goïta;Samaké"),
                *("--note", "x", "--doors", "15"),
            ),
            ("programme", "move", "B1", "--starts", "2023-03-29T11:00", "--venue", "GROUND"),
            ("programme", "release", "--note", "first"),
            ("programme", "cancel", "B1", "--note", "put off"),
        ],
        "programme",
        story,
    )


def test_a_walk_up(pair: Pair) -> None:
    async def story(office: Walk) -> None:
        await send(
            office, "w", party="Niger", level="principal", category_1="HOD", rank_1="General", family_name_1="Sani"
        )
        await office.press("escape")

    pair.same(
        [
            (
                "walkup",
                "--party",
                "NER",
                "--category",
                "HOD",
                "--level",
                "principal",
                "--rank",
                "General",
                "--family-name",
                "Sani",
            )
        ],
        "overview",
        story,
    )


def test_a_gates_paper_list(pair: Pair, tmp_path: Path) -> None:
    for person in ("Goïta", "Samaké"):
        for step in ("paper", "security", "protocol"):
            pair.before("clearance", "record", person, "--step", step, "--result", "passed")
        pair.before("accreditations", "grant", person)
        pair.before("badges", "issue", person)
    lines = ("Goïta 10:15", "Samaké 10.20", "Goïta 1100 out")
    (tmp_path / "list.txt").write_text("\n\n".join(lines), "utf-8")

    async def story(office: Walk) -> None:
        await office.press("b")
        typed = {f"line_{number}": text for number, text in enumerate((*lines, "Goïta 23:50"), 1)}
        office.put(override="asked in", **typed)
        await office.settled()
        await office.press("ctrl+s")
        await office.until(lambda: "3 taken in" in office.text)
        await office.press("enter")
        await office.until(lambda: hasattr(office.screen, "values"))
        assert office.screen.values()["line_1"] == "Goïta 23:50", "what could not be taken in stands there again"

    entry = ("gate", "back-entry", "--gate", "G1", "--date", "2023-03-20", "--override", "asked in")
    pair.same([(*entry, str(tmp_path / "list.txt"))], "gates", story, chain="station:local", records=3)


def test_lists_for_a_day_without_power_are_drawn_at_the_screen_too(pair: Pair) -> None:
    for step in ("paper", "security", "protocol"):
        pair.before("clearance", "record", "Goïta", "--step", step, "--result", "passed")
    pair.before("accreditations", "grant", "Goïta")
    pair.before("badges", "issue", "Goïta")
    drawn = [config.desk.with_name("gates.pdf") for config in (pair.line, pair.screen)]

    async def story(office: Walk) -> None:
        await send(office, "l", file=str(drawn[1]), date="2023-03-28")
        await office.until(drawn[1].exists)

    pair.same([], "gates", story)
    register = ("report", "gate-register", "--gate", "G1", "--date", "2023-03-28", "-o", str(drawn[0]))
    pair.type(pair.line, *register)
    line, screen = (len(path.read_bytes()) for path in drawn)
    assert abs(line - screen) < 200, "the same list, but for the time of its drawing"


def test_what_comes_in_by_files(pair: Pair, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(sample_folder("pune-2023"), folder)
    sheet = folder / "nominations.csv"
    sheet.write_text(
        sheet.read_text("utf-8").replace("Who heads the delegation is not said.", "Two colonels."), "utf-8"
    )
    found_from(Config(desk=tmp_path / "other.desk", officer="Ravi", now=NOW), sample_folder("afindex-2023"))
    roster = str(tmp_path / "roster.json")
    pair.type(Config(desk=tmp_path / "other.desk", officer="Ravi", now=NOW), "badges", "key", "--roster", "-o", roster)

    async def story(office: Walk) -> None:
        await send(office, "L", folder=str(folder))
        await office.until(lambda: "2 changed" in office.text)
        await office.press("y")
        await office.until(lambda: office.written(0)[-1][1] != [] and len(office.written(0)) > 2)
        await send(office, "K", file=roster)

    pair.same([("load", str(folder)), ("link", "AFINDX23", roster)], "overview", story)

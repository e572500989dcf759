"""``badges``: issued, printed, handed out, revoked, verified."""

from __future__ import annotations

import sys
from typing import Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.answers import answered, serials_of
from conclave_desk.cli.badges_jobs import jobs
from conclave_desk.cli.badges_press import check, print_
from conclave_desk.cli.badges_temporary import temporary
from conclave_desk.cli.diagnostics import WRONG_DATA, say, settled, warn
from conclave_desk.cli.fields import TEXT
from conclave_desk.cli.session import DeskGroup, open_desk, session

_SHOWN = {
    "serial": "serial",
    "name": "name",
    "party": "party",
    "category": "category",
    "zones": "zones",
    "status": "status",
    "printed": "printed",
    "collected_by": "collected by",
    "replaced_by": "replaced by",
}


@click.group(cls=DeskGroup)
def badges() -> None:
    """Issue, print, hand out, revoke, verify."""


for _command in (print_, check, temporary, jobs):
    badges.add_command(_command)


@badges.command("list")
@click.option("--only", default="", metavar="SELECTION", help="party:MLI category:HOD status:issued serial:…")
def list_(only: str) -> None:
    """All badges, by precedence."""
    from conclave_desk.desk.precedence import person_key
    from conclave_desk.desk.selection import badges as selected

    with open_desk() as desk:
        key = person_key(desk.event)
        chosen = sorted(selected(desk, only), key=lambda c: (key(c.person), c.badge.issue))
        rows = [_row(c) for c in chosen]
        if not session().json:
            rows = [{**row, "name": c.person.titled} for row, c in zip(rows, chosen, strict=True)]
        output.listing(rows, desk.event.zone_info, _SHOWN, empty="No badge yet: `badges issue --all-accredited`.")


def _row(chosen: Any) -> dict[str, Any]:
    from conclave_desk.credential.serial import format_serial
    from conclave_desk.desk.badges import serial_of

    badge, person = chosen.badge, chosen.person
    newer = format_serial(bytes.fromhex(badge.holder), badge.replaced_by) if badge.replaced_by else None
    return {
        "id": f"{badge.holder}{badge.issue:02x}",
        "serial": serial_of(badge),
        "issue": badge.issue,
        "holder": person.id,
        "party": person.party,
        "category": person.category,
        "zones": person.zones if chosen.accreditation is None else chosen.accreditation.zones,
        "status": chosen.status,
        "printed": badge.printed,
        "collected_by": badge.collected_by,
        "replaced_by": newer,
    }


@badges.command()
@click.argument("people", nargs=-1)
@click.option("--all-accredited", is_flag=True, help="For everybody accredited who has none.")
def issue(people: tuple[str, ...], all_accredited: bool) -> None:
    """A badge for each person."""
    from conclave_desk.desk import badges as use_case

    if not people and not all_accredited:
        raise click.UsageError("Name a person, or use --all-accredited.")
    with open_desk() as desk:
        decided = settled(use_case.issue(desk, people, all_accredited=all_accredited))
        serials = serials_of(decided.entries)
        people_read = "\n".join([*serials, f"{output.number(len(serials), 'badge')} issued."])
        values = {"issued": len(serials), "serials": serials}
        output.document(values, desk.event.zone_info, lambda: output.text(people_read))


@badges.command()
@click.option("-o", "--output", "path", required=True, metavar="FILE")
@click.option("--design", "names", multiple=True, help="Only this design; may be given again.")
@click.option("--png", "kind", flag_value="png", help="A picture of one badge.")
@click.option("--svg", "kind", flag_value="svg", help="The same as SVG.")
@click.option("--back", is_flag=True, help="Its back.")
def specimen(path: str, names: tuple[str, ...], kind: str | None, back: bool) -> None:
    """All designs with the hardest names of this desk; their codes open nothing."""
    from conclave_desk.desk.faces import event_face
    from conclave_desk.desk.specimens import hardest
    from conclave_desk.printing.designs import design_names, load_design
    from conclave_desk.printing.picture import badge_png, badge_svg
    from conclave_desk.printing.specimen import print_specimens, without_power

    designs = [load_design(name) for name in names or (["a6-portrait"] if kind else design_names())]
    if kind and len(designs) > 1:
        raise click.UsageError("A picture shows one design; give one --design.")
    with open_desk() as desk:
        faces, event = hardest(desk), event_face(desk)
        if kind:
            draw = badge_png if kind == "png" else badge_svg
            picture = draw(without_power(faces[0]), event, designs[0], back=back)
            output.whole_file(path, lambda out: out.write(picture))
            return
        report = output.whole_file(path, lambda out: print_specimens(faces, event, out, designs))
        findings = [str(finding) for finding in report.findings]
        warn(findings)
        if path != "-":
            values = {"file": path, "designs": [design.name for design in designs], "pages": report.pages}
            people = f"{output.number(len(designs), 'design')} on {output.number(report.pages, 'page')}: {path}"
            output.document({**values, "findings": findings}, desk.event.zone_info, lambda: output.text(people))


@badges.command()
@click.option("--roster", is_flag=True, help="The roster too, for `link` at a linked event.")
@click.option("-o", "--output", "path", default="-", metavar="FILE")
def key(roster: bool, path: str) -> None:
    """The event's public key as PEM: anybody with it can verify a badge."""
    from conclave_desk.desk import linking

    with open_desk() as desk:
        content = linking.roster(desk) if roster else linking.public_pem(desk).encode()
        if session().json and path == "-" and not roster:
            content = linking.public_document(desk)
        output.whole_file(path, lambda out: out.write(content), private=roster)


@badges.command()
@click.argument("payloads", nargs=-1)
def verify(payloads: tuple[str, ...]) -> None:
    """Verify payloads given here or, one a line, on stdin. One object a line; exit 3 if any is invalid.

    The signature is asked and nothing else: whether a badge is revoked or has run out, a gate says.
    """
    from conclave_desk.desk.verifying import verified
    from conclave_desk.exchange.lines import numbered_lines

    with open_desk() as desk:
        lines = enumerate(payloads, 1) if payloads else numbered_lines(sys.stdin.buffer)
        invalid = 0
        for number, payload in lines:
            found = verified(desk, payload)
            output.line(found, desk.event.zone_info)
            if not found["valid"]:
                invalid += 1
                say(f"payload {number}: {found['reason']}")
    if invalid:
        raise click.exceptions.Exit(WRONG_DATA)


@badges.command()
@click.argument("serials", nargs=-1)
@click.option("--party")
@click.option("--by", metavar="NAME", help="Who took them; else each its own holder.")
@click.option("--for", "person", metavar="PERSON", help="Who gets a temporary card; its number or serial is given.")
@click.option("--reason", type=TEXT, default="", help="Why a temporary card.")
def collect(serials: tuple[str, ...], party: str | None, by: str | None, person: str | None, reason: str) -> None:
    """Handed out: single badges, a delegation's whole pack, or a temporary card --for somebody."""
    from conclave_desk.desk import badges as use_case
    from conclave_desk.desk import cards, lookup

    if person and (len(serials) != 1 or party or by):
        raise click.UsageError("With --for give the number or serial of one temporary card, and nothing else.")
    if reason and not person:
        raise click.UsageError("--reason is for a temporary card, with --for.")
    if not serials and not party:
        raise click.UsageError("Give a serial, or --party.")
    with open_desk() as desk:
        if person:
            answered(desk, cards.hand_out(desk, serials[0], person, reason))
            return
        party = lookup.party(desk, party) if party else None
        answered(desk, use_case.collect(desk, serials, party=party, by=by))


@badges.command()
@click.argument("serials", nargs=-1, required=True)
def surrender(serials: tuple[str, ...]) -> None:
    """Handed back."""
    from conclave_desk.desk import badges as use_case

    with open_desk() as desk:
        answered(desk, use_case.surrender(desk, serials))


@badges.command()
@click.argument("serials", nargs=-1, required=True)
@click.option("--cause", type=click.Choice(["lost", "withdrawn"]), default="lost", show_default=True)
def revoke(serials: tuple[str, ...], cause: str) -> None:
    """Gates refuse it from now on."""
    from conclave_desk.desk import badges as use_case

    with open_desk() as desk:
        answered(desk, use_case.revoke(desk, serials, cause))


@badges.command()
@click.argument("serial")
def replace(serial: str) -> None:
    """The next issue for the same holder; the old one is revoked with it."""
    from conclave_desk.credential.serial import format_serial
    from conclave_desk.desk import badges as use_case
    from conclave_desk.domain.entries import BadgeIssued

    with open_desk() as desk:
        decided = settled(use_case.replace(desk, serial))
        issued = next(entry for entry in decided.entries if isinstance(entry, BadgeIssued))
        newer = format_serial(bytes.fromhex(issued.holder), issued.issue)
        values = {"revoked": serial, "serial": newer, "issue": issued.issue}
        people = f"{newer} (issue {issued.issue}) is to be printed; {serial} is revoked."
        output.document(values, desk.event.zone_info, lambda: output.text(people))

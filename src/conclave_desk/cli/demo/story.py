"""The demo's steps, each one use case of the desk or the gate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click

from conclave_desk import bootstrap
from conclave_desk.cli import output
from conclave_desk.cli.demo.morning import Morning, scan_morning
from conclave_desk.cli.demo.readback import codes_on
from conclave_desk.cli.diagnostics import say, settled, warn
from conclave_desk.cli.event import show_headline
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges
from conclave_desk.desk import attendance as attendance_use_case
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import event_face, faces
from conclave_desk.desk.load import load
from conclave_desk.desk.precedence import party_names
from conclave_desk.desk.pressing import press_run
from conclave_desk.desk.status import headline
from conclave_desk.domain.attendance import AttendanceRow
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.errors import ConclaveError
from conclave_desk.exchange.folder import read_folder
from conclave_desk.exchange.generated import write_generated
from conclave_desk.exchange.samples import sample_folder
from conclave_desk.journal import keyfile
from conclave_desk.printing.badge import print_badges
from conclave_desk.printing.designs import load_design
from conclave_desk.printing.findings import PrintReport
from conclave_desk.registers import nominations
from conclave_desk.registers.views import Nomination

_READ_BACK = 120
"""Pages of a PDF that are read back; a larger one is sampled."""
_FOUR_UP_FROM = 20


def tell(out: Path, delegates: int | None, seed: int) -> None:
    """Run the whole demo into the folder ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    name = "pune-2023" if delegates is None else f"generated-{delegates}"
    folder = _folder(out, name, delegates, seed)
    config = Config(desk=out / f"{name}.desk", officer="demo", now=datetime(2023, 3, 18, 6, 30, tzinfo=UTC))
    _forget(config.desk)
    read = read_folder(folder)
    day = read.programme[0].starts
    bootstrap.make_desk(config, read.event)
    with bootstrap.open_desk(config) as desk:
        _load(desk, read)
        desk.clock = lambda: datetime(2023, 3, 24, 6, 30, tzinfo=UTC)
        _accredit(desk)
        pdf = out / f"{name}-badges.pdf"
        printed = _print(desk, pdf)
        _hand_out(desk)
        payloads = _read_back(pdf, printed)
        morning = scan_morning(desk, payloads, day)
        said = ", ".join(f"{count} {what}" for what, count in morning.counts.most_common())
        say(f"Scanned    {sum(morning.counts.values())} times at two gates: {said}")
        desk.clock = lambda: morning.ended
        tables = _export(desk, out, name)
        found = headline(desk)
        values = {
            "desk": str(config.desk),
            "files": [str(pdf), *tables],
            "printed": printed,
            "read_back": len(payloads),
            "scans": dict(morning.counts),
            "status": found,
        }
        output.document(values, desk.event.zone_info, lambda: _show(morning, found, config.desk, out, name))


def _folder(out: Path, name: str, delegates: int | None, seed: int) -> Path:
    if delegates is None:
        return sample_folder("pune-2023")
    folder = out / name
    write_generated(folder, delegates, seed)
    return folder


def _forget(desk: Path) -> None:
    """The desk file of an earlier demo."""
    for path in (desk, keyfile.beside(desk)):
        for suffix in ("", "-wal", "-shm", ".lock"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _load(desk: Desk, read: Any) -> None:
    total = len(read.invitations) + len(read.nominations) + len(read.programme)
    with output.progress("Loading    ", total) as bar:
        loaded = load(desk, read, progress=lambda done: bar.update(done - bar.pos))
    warnings = output.number(len(loaded.warnings), "warning")
    say(f"Loaded     {output.number(loaded.new, 'row')} of {desk.event.title}; {warnings}")


def _accredit(desk: Desk) -> None:
    """Every step passed and permission granted, in one record; then a badge for each."""
    people = [p for p in nominations.all_of(desk.journal.db, status="nominated") if p.named]
    with output.progress("Accrediting", len(people)) as bar:
        settled(_all_at_once(desk, people, lambda: bar.update(1)))
    settled(badges.issue(desk, (), all_accredited=True))
    say(f"Accredited {len(people)} people and issued their badges")


def _all_at_once(desk: Desk, people: list[Nomination], step: Callable[[], None]) -> Decision:
    def rule() -> Decision:
        entries: list[Any] = []
        for person in people:
            category = desk.event.category(person.category)
            for name in category.clearance if category else ():
                entries.append(accreditation.cleared(desk, person, name, "passed", paper="demo"))
            entries.append(accreditation.granted(desk, person, desk.new_holder_number()))
            step()
        return Decided(entries)

    return desk.record("demo accredit", rule)


def _print(desk: Desk, pdf: Path) -> int:
    run = press_run(desk)
    if isinstance(run, Refusal):
        raise ConclaveError(run.sentence, code=1)
    sheet = "single" if len(run.chosen) < _FOUR_UP_FROM else "a4-4up"
    event = desk.event
    with output.progress("Printing   ", len(run.chosen)) as bar:
        report: PrintReport = output.whole_file(
            str(pdf),
            lambda out: print_badges(
                faces(desk, run.badges, party_names(event)),
                event_face(desk),
                out,
                design=load_design("a6-portrait"),
                sheet=sheet,
                progress=lambda done: bar.update(done - bar.pos),
            ),
        )
    settled(badges.printed(desk, run.badges))
    warn(report.findings[:5])
    say(f"Printed    {output.number(report.count, 'badge')} on {output.number(report.pages, 'page')}: {pdf}")
    return report.count


def _hand_out(desk: Desk) -> None:
    parties = sorted({p.party for p in nominations.all_of(desk.journal.db, status="accredited")})
    for party in parties:
        settled(badges.collect(desk, (), party=party))


def _read_back(pdf: Path, printed: int) -> list[str]:
    with output.progress("Reading    ", 100) as bar:
        codes = list(codes_on(pdf, _READ_BACK, lambda done: bar.update(1 if done else 0)))
    of = "all" if len(codes) == printed else "a sample of"
    say(f"Read back  {len(codes)} QR codes out of the PDF ({of} {printed})")
    if not codes or (printed <= _READ_BACK and len(set(codes)) != printed):
        raise ConclaveError(f"{pdf}: only {len(set(codes))} of {printed} codes could be read back")
    return codes


def _show(morning: Morning, found: dict[str, Any], desk: Path, out: Path, name: str) -> None:
    for line in morning.examples:
        output.text(f"  {line}")
    output.text("")
    show_headline(found)
    _next(desk, out, name, morning.ended)


def _export(desk: Desk, out: Path, name: str) -> list[str]:
    rows = attendance_use_case.rows(desk)
    paths = {kind: str(out / f"{name}-attendance.{kind}") for kind in ("csv", "xlsx", "json")}
    for kind, path in paths.items():
        output.whole_file(path, partial(_write, desk, rows, kind))
    say(f"Exported   {len(rows)} rows of attendance: {out / name}-attendance.csv, .xlsx, .json")
    return list(paths.values())


def _write(desk: Desk, rows: Sequence[AttendanceRow], kind: str, handle: BinaryIO) -> None:
    attendance_use_case.export(desk, kind, handle, rows)


def _next(desk: Path, out: Path, name: str, ended: datetime) -> None:
    click.echo(
        f"\nTry next:\n"
        f"  open {out / name}-badges.pdf\n"
        f"  CONCLAVE_NOW={ended.astimezone(UTC):%Y-%m-%dT%H:%MZ} conclave-desk --desk {desk}\n"
        f"  conclave-desk --desk {desk} invitations list\n"
        f"  conclave-desk --desk {desk} badges list\n"
        f"  conclave-desk --desk {desk} journal verify"
    )

"""Forms about badges: printed, handed out, handed back, revoked, replaced; the key, the specimens, a code to verify."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from conclave_desk.desk import badges as use_case
from conclave_desk.desk.badge_list import HeldBadge
from conclave_desk.desk.pressing import ORDERS, PressRun, press_run
from conclave_desk.desk.seen import NOMINATION, Seen, seen
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.exchange.cells import CellFault
from conclave_desk.printing.designs import design_names
from conclave_desk.printing.sheet import sheet_names
from conclave_desk.tui.forms.common import words
from conclave_desk.tui.forms.fields import Field, Form, Meaning, Reader, Values
from conclave_desk.tui.forms.places import beside, in_a_folder, to_be_written
from conclave_desk.tui.office import Office
from conclave_desk.tui.print_settings import FILE, PrintSettings

_YES, _NO = "yes", "no"
_NAMED = 6


@dataclass
class PrintOrder:
    """What the form of a print decided: which badges, where to, how. Nothing is printed until it is carried out."""

    settings: PrintSettings
    printers: Sequence[str] = ()
    run: PressRun = field(default_factory=lambda: PressRun((), ()))
    file: Path = Path()
    reason: str = ""

    @property
    def printer(self) -> str:
        """The printer, blank where it goes to the file."""
        return "" if self.settings.printer == FILE else self.settings.printer


def print_badges(
    office: Office, order: PrintOrder, which: str, among: Collection[tuple[str, int]] | None, title: str = "Print"
) -> Form:
    """``which`` says in words what goes to the press, ``among`` which badges; ``None`` is all that are unprinted."""
    return replace(_printing(office, order, which, among, reprint=False), title=title)


def reprint(office: Office, order: PrintOrder, which: str, among: Collection[tuple[str, int]]) -> Form:
    """Badges that were printed before, for a reason."""
    return _printing(office, order, which, among, reprint=True)


def _printing(
    office: Office, order: PrintOrder, which: str, among: Collection[tuple[str, int]] | None, *, reprint: bool
) -> Form:
    known = order.settings

    def send(values: dict[str, str]) -> Decision:
        names = ("design", "sheet", "backs", "covers", "order", "printer")
        order.settings = PrintSettings(**{name: values[name] or getattr(known, name) for name in names})
        run = press_run(office.desk, among=among, reprint=reprint, order=order.settings.order)
        if isinstance(run, Refusal):
            return run
        if order.settings.covers == _YES and order.settings.order != ORDERS[0]:
            return Refusal("covers", f"A list a party needs the badges in order of {ORDERS[0]}.")
        order.run, order.file, order.reason = run, Path(values["file"]).expanduser(), values.get("reason", "")
        return Decided(())

    printer = known.printer if known.printer in order.printers else FILE
    none = "" if order.printers else "this machine knows no printer"
    notes = ("a PDF of that name", *("printer of this machine" for _ in order.printers))
    reason = (Field("reason", "reason", required=True, hint="misprint, wet, name changed"),)
    return Form(
        name="reprint" if reprint else "print",
        title="Reprint" if reprint else "Print",
        do="Reprint" if reprint else "Print",
        what=which,
        lines=(
            *((reason,) if reprint else ()),
            (
                Field("printer", "to", default=printer, choices=words(FILE, *order.printers, notes=notes), hint=none),
                Field("order", "order", default=known.order, choices=words(*ORDERS)),
            ),
            (pdf_field("file", office, "badges"),),
            (
                Field("design", "design", default=known.design, choices=words(*design_names())),
                Field("sheet", "sheet", default=known.sheet, choices=words(*sheet_names())),
            ),
            (
                Field("backs", "backs", default=known.backs, choices=words(_NO, _YES)),
                Field("covers", "lists", default=known.covers, choices=words(_NO, _YES, notes=("", "to be signed"))),
            ),
        ),
        send=send,
    )


def pdf_field(name: str, office: Office, stem: str, suffix: str = ".pdf") -> Field:
    """A new file beside the desk file, unless another place is typed; what is there already is said."""
    now = office.local(office.desk.now())
    begin = f"{office.desk.event.code}-{stem}-{now:%d%b-%H%M}".lower()
    names = (beside(office, f"{begin}{f'-{number}' if number > 1 else ''}{suffix}") for number in count(1))
    free = next(path for path in names if not path.exists())
    return Field(name, "file", required=True, default=str(free), read=_file(suffix))


def _file(*suffixes: str) -> Reader:
    def read(text: str, _: Values) -> Meaning:
        path = Path(text).expanduser()
        if path.suffix.casefold() not in suffixes:
            raise CellFault(f"ends in {' or '.join(suffixes)}")
        if in_a_folder(text).is_dir():
            raise CellFault("is a folder")
        return to_be_written(path)

    return read


def collect(office: Office, badges: Sequence[HeldBadge], title: str, *, named: bool) -> Form:
    """Handed over, to one person for all of them; ``named``: a pack needs to know who took it."""
    serials = [badge.serial for badge in badges]

    def send(values: dict[str, str]) -> Decision:
        return use_case.collect(office.desk, serials, by=values["by"] or None)

    hint = "name and office of who takes them" if named else "blank: each its own holder"
    return Form(
        name=_name("collect", badges),
        title=title,
        do="Hand out",
        what=f"Handed out now: {listed(badges)}.",
        lines=((Field("by", "to", required=named, hint=hint),),),
        send=send,
        seen=_seen(office, badges),
    )


def surrender(office: Office, badges: Sequence[HeldBadge]) -> Form:
    """Handed back."""
    serials = [badge.serial for badge in badges]
    return Form(
        name=_name("surrender", badges),
        title=f"Handed back · {_counted(badges)}",
        do="Take back",
        what=f"{listed(badges)}.\nGates refuse {_it(badges)} from now on; only the next issue opens anything again.",
        grave=True,
        lines=(),
        send=lambda _: use_case.surrender(office.desk, serials),
        seen=_seen(office, badges),
    )


def revoke(office: Office, badges: Sequence[HeldBadge]) -> Form:
    """Lost, or withdrawn."""
    serials = [badge.serial for badge in badges]
    causes = words("lost", "withdrawn", notes=("nobody knows where it is", "taken away"))
    return Form(
        name=_name("revoke", badges),
        title=f"Revoke · {_counted(badges)}",
        do="Revoke",
        grave=True,
        what=f"{listed(badges)}.\nGates refuse {_it(badges)} from now on. l replaces a badge that is lost.",
        lines=((Field("cause", "cause", required=True, default="lost", choices=causes),),),
        send=lambda values: use_case.revoke(office.desk, serials, values["cause"]),
        seen=_seen(office, badges),
    )


def replace_badge(office: Office, badge: HeldBadge, number: int) -> Form:
    """The next issue for the same holder."""
    return Form(
        name=_name("replace", [badge]),
        title=f"Replace {badge.serial}",
        do="Replace",
        grave=True,
        what=f"{badge.serial} of {badge.person.titled} is revoked: gates stop whoever shows it. Issue {number} is made and can be printed at once.",
        lines=(),
        send=lambda _: use_case.replace(office.desk, badge.serial),
        seen=_seen(office, [badge]),
    )


def saved(title: str, what: str, do: str, fields: Sequence[Field], save: Callable[[dict[str, str]], None]) -> Form:
    """Something that is written to a file and to nothing else."""

    def send(values: dict[str, str]) -> Decision:
        save(values)
        return Decided(())

    return Form(name=f"save:{title}", title=title, do=do, what=what, lines=tuple((one,) for one in fields), send=send)


def listed(badges: Sequence[HeldBadge]) -> str:
    """Serials and holders, of many the first few."""
    shown = ", ".join(f"{badge.serial} {badge.person.titled}".strip() for badge in badges[:_NAMED])
    return shown if len(badges) <= _NAMED else f"{shown} and {len(badges) - _NAMED} more"


def _counted(badges: Sequence[HeldBadge]) -> str:
    return badges[0].serial if len(badges) == 1 else f"{len(badges)} badges"


def _it(badges: Sequence[HeldBadge]) -> str:
    return "it" if len(badges) == 1 else "them"


def _seen(office: Office, badges: Sequence[HeldBadge]) -> tuple[Seen, ...]:
    return tuple(seen(office.desk, NOMINATION, badge.person.id) for badge in badges)


def _name(kind: str, badges: Sequence[HeldBadge]) -> str:
    """What the draft is kept under: of the same badges alone."""
    ids = " ".join(badge.id for badge in badges)
    return f"{kind}:{hashlib.sha256(ids.encode()).hexdigest()[:16]}"


CODE = (Field("code", "code", required=True, hint="CD1:…"),)


def key_fields(office: Office) -> tuple[Field, ...]:
    """Where the key is written, and whether the roster goes with it."""
    file = replace(pdf_field("file", office, "key", ".pem"), read=_file(".pem", ".json"))
    return (Field("roster", "roster", default=_NO, choices=words(_NO, _YES, notes=("", "for `link`"))), file)

"""Badges from the registers to a closed file, beside the chain that everybody writes first: ``qrcode.make`` and a
``rect()`` a module."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import qrcode
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from conclave_desk.bootstrap import open_desk
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import event_face, faces_of
from conclave_desk.desk.precedence import party_names
from conclave_desk.desk.pressing import PressRun, press_run
from conclave_desk.printing.badge import print_badges
from conclave_desk.printing.design import Design, Qr
from conclave_desk.printing.designs import load_design
from conclave_desk.printing.face import BadgeFace

from .desks import BEFORE, config, with_badges
from .measure import ROOT, Line, fresh, in_turn, middle_ratio, seconds

_BADGES, _MANY = 1_000, 10_000
_NAIVE = 50
_ROUNDS = 5
_RATE, _PHOTO_RATE = 600, 250
_KILOBYTES = 6
_TIMES = 15
_SHARE_OF_PLAIN = 0.4
_FOUR_UP = 1.1
_MEGABYTES = 150
_GROWTH = 1.15
_FIRST = 0.4
_MILLIMETRE = 72 / 25.4


def lines(folder: Path) -> list[Line]:
    """Rates as medians, ratios by round."""
    desk_file, out = folder / "printing.desk", folder / "badges.pdf"
    with_badges(desk_file, _BADGES)
    design = load_design("a6-portrait")
    plain = replace_elements(design, tuple(each for each in design.elements if not isinstance(each, Qr)))
    portraits = _portraits()
    with open_desk(config(desk_file, BEFORE)) as desk:

        def ours() -> float:
            return seconds(lambda: _print(desk, out, design)) / _BADGES

        def four_up() -> float:
            return seconds(lambda: _print(desk, folder / "4up.pdf", design, "a4-4up")) / _BADGES

        def without_qr() -> float:
            return seconds(lambda: _print(desk, folder / "plain.pdf", plain)) / _BADGES

        def with_photos() -> float:
            return seconds(lambda: _print(desk, folder / "photos.pdf", design, portraits=portraits)) / _BADGES

        def naive() -> float:
            some = list(_faces(desk, _run(desk)))[:_NAIVE]
            return seconds(lambda: _naive(folder / "naive.pdf", some)) / _NAIVE

        ours_s, four_s, plain_s, photo_s, naive_s = in_turn(_ROUNDS, (ours, four_up, without_qr, with_photos, naive))
    times = middle_ratio(naive_s, ours_s)
    share = middle_ratio(plain_s, ours_s)
    four = middle_ratio(four_s, ours_s)
    kilobytes = out.stat().st_size / _BADGES / 1024
    rate, photo_rate = 1 / median(ours_s), 1 / median(photo_s)
    first, bare = in_turn(_ROUNDS * 2, (lambda: _first(folder), lambda: _bare()))
    return [
        Line(f"print {_BADGES:,} A6 badges", f"{rate:,.0f}/s", "", None, f"≥ {_RATE}/s", rate >= _RATE),
        Line("  size of a badge", f"{kilobytes:.1f} KB", "", None, f"≤ {_KILOBYTES} KB", kilobytes <= _KILOBYTES),
        Line(
            "  beside the naive chain",
            f"{rate:,.0f}/s",
            f"{1 / median(naive_s):,.0f}/s",
            times,
            f"≥ {_TIMES}",
            times >= _TIMES,
        ),
        Line(
            "  beside the same without QR",
            f"{rate:,.0f}/s",
            f"{1 / median(plain_s):,.0f}/s",
            share,
            f"≥ {_SHARE_OF_PLAIN}",
            share >= _SHARE_OF_PLAIN,
        ),
        Line(
            "  four on A4, time",
            f"{1 / median(four_s):,.0f}/s",
            f"{rate:,.0f}/s one a page",
            four,
            f"≤ {_FOUR_UP}",
            four <= _FOUR_UP,
        ),
        Line(
            "  with 300x400 photos", f"{photo_rate:,.0f}/s", "", None, f"≥ {_PHOTO_RATE}/s", photo_rate >= _PHOTO_RATE
        ),
        _memory(folder, desk_file),
        Line(
            "badges print, one badge",
            f"{median(first):.2f} s",
            f"{median(bare):.2f} s import reportlab, qrcode, click",
            middle_ratio(first, bare),
            f"< {_FIRST} s",
            median(first) < _FIRST,
        ),
    ]


def replace_elements(design: Design, elements: tuple[object, ...]) -> Design:
    """The design with other elements."""
    import msgspec

    return msgspec.structs.replace(design, elements=elements)


def _run(desk: Desk) -> PressRun:
    run = press_run(desk, reprint=True)
    assert isinstance(run, PressRun)
    return run


def _faces(desk: Desk, run: PressRun) -> Iterator[BadgeFace]:
    return faces_of(desk, run.chosen, party_names(desk.event))


def _print(desk: Desk, path: Path, design: Design, sheet: str = "single", portraits: list[bytes] | None = None) -> int:
    faces = _faces(desk, _run(desk))
    if portraits:
        faces = (replace(face, photo=portraits[number % len(portraits)]) for number, face in enumerate(faces))
    with path.open("wb") as out:
        return print_badges(faces, event_face(desk), out, design=design, sheet=sheet).count


def _portraits() -> list[bytes]:
    """As many different JPEGs as there are badges, with the grain that a photo has."""
    draw = random.Random(7)
    portraits = []
    for _ in range(_BADGES):
        grain = Image.frombytes("RGB", (30, 40), draw.randbytes(3600)).resize((300, 400), Image.Resampling.BICUBIC)
        file = io.BytesIO()
        grain.save(file, "JPEG", quality=85)
        portraits.append(file.getvalue())
    return portraits


def _naive(path: Path, faces: list[BadgeFace]) -> None:
    """The chain of many badge scripts: a symbol by ``qrcode.make``, and a ``rect()`` for each dark module."""
    canvas = Canvas(str(path), (105 * _MILLIMETRE, 148 * _MILLIMETRE))
    for face in faces:
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
        code.add_data(face.payload)
        code.make(fit=True)
        matrix = code.get_matrix()
        module = 32 * _MILLIMETRE / len(matrix)
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    canvas.rect(20 + x * module, 140 - y * module, module, module, stroke=0, fill=1)
        texts = (face.rank, face.given_name, face.family_name, face.appointment, face.party_name, face.category_name)
        for number, text in enumerate((*texts, face.serial, face.validity)):
            canvas.setFont("Helvetica", 12)
            canvas.drawString(20, 400 - 20 * number, text)
        canvas.showPage()
    canvas.save()


def _memory(folder: Path, desk_file: Path) -> Line:
    many = folder / "many.desk"
    with_badges(many, _MANY)
    few_megabytes = fresh("print", str(desk_file), str(folder / "few.pdf"))["megabytes"]
    megabytes = fresh("print", str(many), str(folder / "many.pdf"))["megabytes"]
    return Line(
        f"  peak memory, {_MANY:,} badges",
        f"{megabytes:.0f} MB",
        f"{few_megabytes:.0f} MB for {_BADGES:,}",
        megabytes / few_megabytes,
        f"< {_MEGABYTES} MB, ≤ {_GROWTH}",
        megabytes < _MEGABYTES and megabytes / few_megabytes <= _GROWTH,
    )


def _first(folder: Path) -> float:
    """From the command to the file, at a desk with one badge to print; compiled, as an installed program is."""
    program = str(Path(sys.executable).with_name("conclave-desk"))
    desk_file = folder / "single.desk"
    if not desk_file.exists():
        with_badges(desk_file, 10)
    arguments = ("--desk", str(desk_file), "badges", "print", "--reprint", "bench", "--only", "party:IND")
    with open_desk(config(desk_file, BEFORE)) as desk:
        chosen = _run(desk).chosen[0]
    from conclave_desk.desk.badges import serial_of

    only = ("--only", f"serial:{serial_of(chosen.badge)}")
    command = [program, *arguments[:-2], *only, "-o", str(folder / "single.pdf")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return seconds(lambda: subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True))


def _bare() -> float:
    modules = "import click, qrcode, reportlab.pdfgen.canvas"
    return seconds(lambda: subprocess.run([sys.executable, "-c", modules], cwd=ROOT, check=True))
